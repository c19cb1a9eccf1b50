/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory's accounts against the rule "accounts" of the profile; see the header. What is done
 * about a gap is the administrator's. */
#include "core/office/osr-account-gaps.h"

#include "core/osr-json.h"

typedef struct {
  OsrRegistry *registry;
  JsonObject *rule;
  GPtrArray *gaps;
} Search;

static void
add (Search *search, OsrAccountGapKind kind, const char *body, const char *account)
{
  OsrAccountGap *gap = g_new0 (OsrAccountGap, 1);

  gap->kind = kind;
  gap->clause = osr_json_get_string (search->rule, "clause");
  gap->body = body;
  gap->account = account;
  g_ptr_array_add (search->gaps, gap);
}

/* @body: (nullable): the office itself */
static gboolean
has_account (OsrRegistry *registry, const char *body)
{
  GPtrArray *accounts = osr_registry_get_accounts (registry);

  for (guint i = 0; i < accounts->len; i++) {
    if (g_strcmp0 (((const OsrAccount *) accounts->pdata[i])->body, body) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
look_for_missing (Search *search, OsrInstant at)
{
  gboolean each = osr_json_get_boolean (search->rule, "each_body", FALSE);
  GPtrArray *bodies = osr_registry_get_bodies (search->registry);

  if (osr_json_get_boolean (search->rule, "office", FALSE) && !has_account (search->registry, NULL))
    add (search, OSR_ACCOUNT_MISSING, NULL, NULL);
  for (guint i = 0; each && i < bodies->len; i++) {
    const OsrBody *body = bodies->pdata[i];

    if (osr_body_is_valid (body, at) && !has_account (search->registry, body->id))
      add (search, OSR_ACCOUNT_MISSING, body->id, NULL);
  }
}

static gboolean
is_linked (const OsrAccount *account)
{
  return account->public_link != NULL && *account->public_link != '\0';
}

static void
look_at (Search *search, const OsrAccount *account)
{
  if (osr_json_get_boolean (search->rule, "links", FALSE) && !is_linked (account))
    add (search, OSR_ACCOUNT_UNLINKED, account->body, account->id);
  if (osr_json_get_boolean (search->rule, "watched", FALSE) && !account->watched)
    add (search, OSR_ACCOUNT_UNWATCHED, account->body, account->id);
}

GPtrArray *
osr_registry_list_account_gaps (OsrRegistry *registry, OsrInstant at)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  GPtrArray *accounts = osr_registry_get_accounts (registry);
  Search search = { registry, NULL, g_ptr_array_new_with_free_func (g_free) };

  if (regulation != NULL)
    search.rule = osr_regulation_get_rule (regulation, "accounts");
  if (search.rule == NULL)
    return search.gaps;
  look_for_missing (&search, at);
  for (guint i = 0; i < accounts->len; i++)
    look_at (&search, accounts->pdata[i]);
  return search.gaps;
}
