/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table from errors to HTTP statuses and protocol codes. What is wrong inside the coordinator is
 * told as "internal" and nothing more: details are for its log. */
#include "coordinator/osr-coordinator-error.h"

#include "core/osr-error.h"
#include "store/osr-store-error.h"

G_DEFINE_QUARK (osr_coordinator_error, osr_coordinator_error)

typedef struct {
  guint status;
  const char *nick;
} Refusal;

static const Refusal internal = { 500, "internal" };

static const Refusal refusals[] = {
  [OSR_COORDINATOR_ERROR_CONFIG] = { 500, "internal" },
  [OSR_COORDINATOR_ERROR_IN_USE] = { 500, "internal" },
  [OSR_COORDINATOR_ERROR_OFFICE] = { 500, "internal" },
  [OSR_COORDINATOR_ERROR_MALFORMED] = { 400, "malformed" },
  [OSR_COORDINATOR_ERROR_AUTH] = { 401, "auth" },
  [OSR_COORDINATOR_ERROR_FORBIDDEN] = { 403, "not-allowed" },
  [OSR_COORDINATOR_ERROR_NOT_FOUND] = { 404, "not-found" },
  [OSR_COORDINATOR_ERROR_METHOD] = { 405, "method" },
  [OSR_COORDINATOR_ERROR_CONFLICT] = { 409, "stale" },
  [OSR_COORDINATOR_ERROR_EPOCH] = { 410, "resync" },
  [OSR_COORDINATOR_ERROR_TOO_LARGE] = { 413, "too-large" },
  [OSR_COORDINATOR_ERROR_REUSED] = { 422, "reused" },
  [OSR_COORDINATOR_ERROR_RATE_LIMITED] = { 429, "rate-limited" },
  [OSR_COORDINATOR_ERROR_OTHER_FILE] = { 412, "other-file" },
  [OSR_COORDINATOR_ERROR_RANGE] = { 416, "range" },
  [OSR_COORDINATOR_ERROR_DIGEST] = { 422, "digest" },
  [OSR_COORDINATOR_ERROR_UPGRADE] = { 426, "upgrade" },
  [OSR_COORDINATOR_ERROR_BUSY] = { 503, "temporary" },
  [OSR_COORDINATOR_ERROR_INTERNAL] = { 500, "internal" },
};

static Refusal
refusal_of_rule (int code)
{
  Refusal refusal = { 422, osr_core_error_nick (code) };

  if (code == OSR_CORE_ERROR_NOT_ALLOWED || code == OSR_CORE_ERROR_OTHER_BODY ||
      code == OSR_CORE_ERROR_NOT_SUBSTITUTE)
    refusal.status = 403;
  else if (code == OSR_CORE_ERROR_STALE || code == OSR_CORE_ERROR_CLAIMED)
    refusal.status = 409;
  else if (code == OSR_CORE_ERROR_INVALID)
    refusal = refusals[OSR_COORDINATOR_ERROR_MALFORMED];
  return refusal;
}

/* Conflict here means a command id with other bytes; drafts tell their own. */
static Refusal
refusal_of_store (int code)
{
  switch (code) {
  case OSR_STORE_ERROR_BUSY:
    return (Refusal){ 503, "temporary" };
  case OSR_STORE_ERROR_FULL:
    return (Refusal){ 507, "full" };
  case OSR_STORE_ERROR_NOT_FOUND:
    return refusals[OSR_COORDINATOR_ERROR_NOT_FOUND];
  case OSR_STORE_ERROR_STALE:
  case OSR_STORE_ERROR_LEASE:
    return refusals[OSR_COORDINATOR_ERROR_CONFLICT];
  case OSR_STORE_ERROR_CONFLICT:
    return refusals[OSR_COORDINATOR_ERROR_REUSED];
  case OSR_STORE_ERROR_FORBIDDEN:
    return refusals[OSR_COORDINATOR_ERROR_FORBIDDEN];
  case OSR_STORE_ERROR_AUTH:
    return refusals[OSR_COORDINATOR_ERROR_AUTH];
  case OSR_STORE_ERROR_EPOCH:
    return refusals[OSR_COORDINATOR_ERROR_EPOCH];
  case OSR_STORE_ERROR_INVALID:
    return refusals[OSR_COORDINATOR_ERROR_MALFORMED];
  default:
    return internal;
  }
}

static Refusal
find_refusal (const GError *error)
{
  if (error->domain == OSR_STORE_ERROR)
    return refusal_of_store (error->code);
  if (error->domain == OSR_CORE_ERROR)
    return refusal_of_rule (error->code);
  if (error->domain == OSR_COORDINATOR_ERROR && error->code >= 0 &&
      error->code < (int) G_N_ELEMENTS (refusals))
    return refusals[error->code];
  return internal;
}

guint
osr_refusal_get_status (const GError *error)
{
  return find_refusal (error).status;
}

const char *
osr_refusal_get_nick (const GError *error)
{
  return find_refusal (error).nick;
}
