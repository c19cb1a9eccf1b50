/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header: a sliding second, kept as the times of the last granted calls of each token. */
#include "demo/sandbox/osr-sandbox-rate.h"

typedef struct {
  gint64 times[OSR_SANDBOX_RATE_GROUP];
  guint64 granted;
} Ring;

struct _OsrSandboxRate {
  GHashTable *rings; /* (element-type utf8 Ring) */
};

OsrSandboxRate *
osr_sandbox_rate_new (void)
{
  OsrSandboxRate *rate = g_new0 (OsrSandboxRate, 1);

  rate->rings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return rate;
}

void
osr_sandbox_rate_free (OsrSandboxRate *rate)
{
  if (rate == NULL)
    return;
  g_hash_table_unref (rate->rings);
  g_free (rate);
}

static guint
limit_of (OsrSandboxTokenKind kind)
{
  switch (kind) {
  case OSR_SANDBOX_TOKEN_GROUP:
    return OSR_SANDBOX_RATE_GROUP;
  case OSR_SANDBOX_TOKEN_SERVICE:
    return OSR_SANDBOX_RATE_SERVICE;
  case OSR_SANDBOX_TOKEN_USER:
  default:
    return OSR_SANDBOX_RATE_USER;
  }
}

gboolean
osr_sandbox_rate_take (OsrSandboxRate *rate, const OsrSandboxToken *token, gint64 now)
{
  guint limit = limit_of (token->kind);
  Ring *ring = g_hash_table_lookup (rate->rings, token->token);

  if (ring == NULL) {
    ring = g_new0 (Ring, 1);
    g_hash_table_insert (rate->rings, g_strdup (token->token), ring);
  }
  /* the slot to be overwritten is the call `limit` grants ago */
  if (ring->granted >= limit && now - ring->times[ring->granted % limit] < G_USEC_PER_SEC)
    return FALSE;
  ring->times[ring->granted++ % limit] = now;
  return TRUE;
}
