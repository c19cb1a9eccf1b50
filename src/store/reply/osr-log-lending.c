/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A queued reply counts as being sent from when it is lent: the workstation need not ask again before
 * its first byte, and if it never comes back the reply is looked for. */
#include "store/reply/osr-log-lending.h"

#include "core/office/osr-substitution.h"
#include "core/osr-json.h"
#include "store/osr-log-private.h"
#include "store/reply/osr-publication-private.h"

#define FREE "(lease_until <= :boot_now OR lease_boot <> :boot)"
#define MINE "account IN (SELECT value FROM json_each (:accounts))"

static char *
write_ids (JsonArray *ids)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  json_node_set_array (node, ids);
  return json_to_string (node, FALSE);
}

char *
osr_log_dup_held_accounts (OsrLog *self)
{
  GPtrArray *accounts = osr_registry_get_accounts (self->registry);
  g_autoptr (JsonArray) held = json_array_new ();

  for (guint i = 0; i < accounts->len; i++) {
    const OsrAccount *account = accounts->pdata[i];

    if (account->holder != NULL)
      json_array_add_string_element (held, account->id);
  }
  return write_ids (held);
}

/* Of the accounts that are named, those that the person holds, or who is away and leaves to them. */
static char *
dup_own_accounts (OsrLog *self, const OsrLending *lending)
{
  g_autoptr (JsonArray) own = json_array_new ();
  OsrInstant now = osr_clock_now (self->clock);

  for (guint i = 0; lending->accounts != NULL && lending->accounts[i] != NULL; i++) {
    const OsrAccount *account = osr_registry_find_account (self->registry, lending->accounts[i]);

    if (account != NULL && osr_registry_may_hold (self->registry, account, lending->person, now))
      json_array_add_string_element (own, account->id);
  }
  return write_ids (own);
}

static void
bind_boot (OsrStatement *statement)
{
  osr_statement_bind_text (statement, ":boot", osr_publication_boot_id ());
  osr_statement_bind_int (statement, ":boot_now", osr_publication_boot_time ());
}

/* How it stood when it was lent. */
static OsrPublication *
read_lent (OsrStatement *row)
{
  OsrPublication *lent = osr_publication_from_row (row);

  lent->state = (OsrPublicationState) osr_statement_get_int (row, "lent_state");
  if (lent->state == OSR_PUBLICATION_QUEUED)
    lent->attempt--;
  lent->held = TRUE;
  return lent;
}

/* The answer to the same asking was lost. */
static OsrPublication *
find_again (OsrLog *self, const OsrLending *lending, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database,
                            "SELECT " OSR_PUBLICATION_COLUMNS ", lent_state FROM publication"
                            " WHERE lease_taking = :taking AND lease_person = :person AND state < 3"
                            " AND lease_until > :boot_now AND lease_boot = :boot",
                            error);

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":taking", lending->taking);
  osr_statement_bind_text (select, ":person", lending->person);
  bind_boot (select);
  return osr_statement_step (select, error) == OSR_STEP_ROW ? read_lent (select) : NULL;
}

/* Returns: the row's id; 0 for none, or with @error */
static gint64
choose (OsrLog *self, const OsrLending *lending, GError **error)
{
  g_autofree char *accounts = dup_own_accounts (self, lending);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      "SELECT id, stream FROM publication WHERE state < 3 AND state <> 1 AND next_at <= :now"
      " AND " FREE " AND " MINE " ORDER BY next_at, id",
      error);

  if (select == NULL)
    return 0;
  osr_statement_bind_int (select, ":now", osr_clock_now (self->clock));
  osr_statement_bind_text (select, ":accounts", accounts);
  bind_boot (select);
  while (osr_statement_step (select, error) == OSR_STEP_ROW) {
    g_autofree char *stream = osr_statement_dup_text (select, "stream");

    if (osr_log_can_see (self, lending->person, stream))
      return osr_statement_get_int (select, "id");
  }
  return 0;
}

static OsrPublication *
lend (OsrLog *self, const OsrLending *lending, gint64 id, GError **error)
{
  g_autoptr (OsrPublication) lent = NULL;
  g_autoptr (OsrStatement) update = osr_database_prepare (
      self->database,
      "UPDATE publication SET lease = lease + 1, lease_until = :until, lease_boot = :boot,"
      " lease_person = :person, lease_taking = :taking, lent_state = state,"
      " attempt = attempt + (state = 0),"
      " first_sent_at = iif (state = 0, ifnull (first_sent_at, :now), first_sent_at),"
      " next_at = :now + :span, state = iif (state = 0, 1, state) WHERE id = :id"
      " RETURNING " OSR_PUBLICATION_COLUMNS ", lent_state",
      error);

  if (update == NULL)
    return NULL;
  osr_statement_bind_int (update, ":until", osr_publication_boot_time () + lending->span);
  osr_statement_bind_text (update, ":boot", osr_publication_boot_id ());
  osr_statement_bind_text (update, ":person", lending->person);
  osr_statement_bind_text (update, ":taking", lending->taking);
  osr_statement_bind_int (update, ":now", osr_clock_now (self->clock));
  osr_statement_bind_int (update, ":span", lending->span);
  osr_statement_bind_int (update, ":id", id);
  if (osr_statement_step (update, error) != OSR_STEP_ROW)
    return NULL;
  lent = read_lent (update);
  /* The row counts once the statement has run to its end. */
  return osr_statement_run (update, error) ? g_steal_pointer (&lent) : NULL;
}

OsrPublication *
osr_log_lend_publication (OsrLog *self, const OsrLending *lending, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (self, error);
  g_autoptr (OsrPublication) lent = NULL;
  g_autoptr (GError) fault = NULL;
  gint64 id = 0;

  if (transaction == NULL)
    return NULL;
  lent = find_again (self, lending, &fault);
  if (lent == NULL && fault == NULL)
    id = choose (self, lending, &fault);
  if (id > 0)
    lent = lend (self, lending, id, &fault);
  if (fault != NULL || !osr_log_commit (transaction, &fault)) {
    g_propagate_error (error, g_steal_pointer (&fault));
    return NULL;
  }
  return g_steal_pointer (&lent);
}

OsrPublication *
osr_log_find_lent (OsrLog *self, const OsrLent *lent, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      "SELECT " OSR_PUBLICATION_COLUMNS " FROM publication"
      " WHERE stream = :stream AND intent = :intent AND lease = :lease AND state < 3"
      " AND lease_person = :person AND lease_taking = :taking"
      " AND lease_until > :boot_now AND lease_boot = :boot",
      error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":stream", lent->case_id);
  osr_statement_bind_int (select, ":intent", lent->intent);
  osr_statement_bind_int (select, ":lease", lent->lease);
  osr_statement_bind_text (select, ":person", lent->person);
  osr_statement_bind_text (select, ":taking", lent->taking);
  bind_boot (select);
  step = osr_statement_step (select, error);
  if (step == OSR_STEP_DONE)
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_LEASE,
                 "the publication is not lent to this workstation any more");
  return step == OSR_STEP_ROW ? osr_publication_from_row (select) : NULL;
}

OsrInstant
osr_log_next_lending (OsrLog *self, const OsrLending *lending)
{
  g_autofree char *accounts = dup_own_accounts (self, lending);
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database,
                            "SELECT next_at FROM publication WHERE state < 3 AND " MINE
                            " ORDER BY next_at, id LIMIT 1",
                            NULL);

  if (select == NULL)
    return OSR_INSTANT_UNKNOWN;
  osr_statement_bind_text (select, ":accounts", accounts);
  return osr_statement_step (select, NULL) == OSR_STEP_ROW
             ? osr_statement_get_int (select, "next_at")
             : OSR_INSTANT_UNKNOWN;
}
