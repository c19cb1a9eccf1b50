/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publications lent to workstations that hold accounts: one is asked for, and what came of it is told.
 * An outcome counts from who has the lease and while it lasts; later the reply is looked for, as after
 * any sending that was cut off. */
#include "coordinator/osr-command.h"
#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-routes.h"
#include "coordinator/osr-server.h"
#include "core/osr-json.h"
#include "publish/osr-publisher-telling.h"
#include "publish/workstation/osr-lent-wire.h"
#include "store/osr-log-accounts.h"
#include "store/reply/osr-log-lending.h"

#define MAX_ACCOUNTS 64
#define LONGEST_WAIT OSR_MINUTE

/* (transfer full) (nullable): if it is none, the request is answered */
static GStrv
read_accounts (OsrExchange *self)
{
  g_autoptr (JsonObject) body = osr_exchange_read (self);
  JsonArray *array = body != NULL ? osr_json_get_array (body, "accounts") : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (body == NULL)
    return NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    const char *id = osr_json_array_get_string (array, i);

    if (id == NULL || i >= MAX_ACCOUNTS) {
      array = NULL;
      break;
    }
    g_strv_builder_add (builder, id);
  }
  if (array == NULL) {
    osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_MALFORMED,
                         "\"accounts\" is no list of ids, or too long.");
    return NULL;
  }
  return g_strv_builder_end (builder);
}

static gint64
wait_until (OsrLog *log, const OsrLending *lending)
{
  OsrInstant next = osr_log_next_lending (log, lending);
  OsrInstant now = osr_clock_now (osr_log_get_clock (log));

  return next == OSR_INSTANT_UNKNOWN || next == OSR_PUBLICATION_NEVER
             ? LONGEST_WAIT
             : CLAMP (next - now, 0, LONGEST_WAIT);
}

/* What is to be looked for there, and not taken for this one. What was never sent is not. */
static OsrNeighbours *
find_neighbours (OsrExchange *self, const OsrPublication *lent, GError **error)
{
  OsrLog *log = osr_coordinator_get_log (self->coordinator);
  g_autoptr (OsrCase) the_case = osr_log_load_case (log, lent->case_id, error);
  const OsrNeighbourhood around = { osr_coordinator_get_book (self->coordinator), the_case, lent };

  return the_case != NULL ? osr_neighbours_find (log, &around, error) : NULL;
}

static gboolean
describe_lent (OsrExchange *self, const OsrPublication *lent, JsonObject *answer, GError **error)
{
  OsrLog *log = osr_coordinator_get_log (self->coordinator);
  g_autoptr (OsrNeighbours) neighbours = NULL;

  if (lent->state != OSR_PUBLICATION_QUEUED) {
    neighbours = find_neighbours (self, lent, error);
    if (neighbours == NULL)
      return FALSE;
    json_object_set_object_member (answer, "neighbours", osr_neighbours_write (neighbours));
  }
  json_object_set_object_member (
      answer, "publication", osr_lent_write_row (lent, osr_clock_now (osr_log_get_clock (log))));
  return TRUE;
}

void
osr_route_lease (OsrExchange *self)
{
  OsrLog *log = osr_coordinator_get_log (self->coordinator);
  const OsrPublishingSettings *settings = osr_coordinator_get_publishing (self->coordinator);
  g_auto (GStrv) accounts = read_accounts (self);
  OsrLending lending = { self->person, self->id, (const char *const *) accounts, settings->lease };
  g_autoptr (OsrPublication) lent = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = json_object_new ();

  if (accounts == NULL)
    return;
  if (!osr_is_uuid (self->id)) {
    osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_MALFORMED, "The id is no uuid.");
    return;
  }
  lent = osr_log_lend_publication (log, &lending, &error);
  if (lent != NULL)
    osr_coordinator_lent (self->coordinator);
  if (error != NULL || (lent != NULL && !describe_lent (self, lent, answer, &error))) {
    osr_answer_error (self->message, error, NULL);
    return;
  }
  json_object_set_int_member (answer, "span", settings->lease);
  json_object_set_int_member (answer, "read_back", settings->read_back);
  json_object_set_int_member (answer, "wait", wait_until (log, &lending));
  osr_answer_object (self->message, SOUP_STATUS_OK, g_steal_pointer (&answer));
}

/* What may change of a row; whose it is and what it sends stays as the log has it. */
static void
take_over (OsrPublication *row, const OsrPublication *told)
{
  row->state = told->state;
  row->attempt = told->attempt;
  row->first_sent_at = told->first_sent_at;
  row->absent_reads = told->absent_reads;
  row->last_read_at = told->last_read_at;
  row->next_at = told->next_at;
  row->manner = told->manner;
}

/* Another may have come to it since it was lent. */
static gboolean
check_found (OsrExchange *self, const OsrLentOutcome *told, GError **error)
{
  g_autoptr (OsrNeighbours) neighbours = NULL;

  if (told->outcome.input != OSR_PUBLISHING_FOUND || told->reply == NULL)
    return TRUE;
  neighbours = find_neighbours (self, told->outcome.row, error);
  if (neighbours == NULL)
    return FALSE;
  if (osr_neighbours_judge (neighbours, told->reply->native_id) == OSR_PUBLISHING_FOUND)
    return TRUE;
  g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_LEASE,
                       "what was found may be another's: it is looked for again");
  return FALSE;
}

/* In a transaction. */
static gboolean
count_outcome (OsrExchange *self, OsrLentOutcome *told, gboolean *appended, GError **error)
{
  OsrLog *log = osr_coordinator_get_log (self->coordinator);
  OsrLent lent = { self->person, told->taking, told->row->case_id, told->row->intent,
                   told->row->lease };
  g_autoptr (OsrPublication) row = osr_log_find_lent (log, &lent, error);
  g_autoptr (OsrCase) the_case = row != NULL ? osr_log_load_case (log, row->case_id, error) : NULL;
  g_autofree char *person = NULL;
  g_autofree char *device = NULL;

  if (the_case == NULL)
    return FALSE;
  person = osr_log_find_session (log, self->token, &device, NULL);
  take_over (row, told->row);
  told->outcome.row = row;
  told->outcome.the_case = the_case;
  return check_found (self, told, error) &&
         osr_publisher_tell (log, &told->outcome, device, appended, error) &&
         osr_log_update_publication (log, row, told->outcome.release, error);
}

static GBytes *
store_answer (OsrExchange *self, const OsrLentOutcome *told, GBytes *raw, GError **error)
{
  static const char text[] = "{}";
  g_autoptr (GBytes) answer = g_bytes_new_static (text, sizeof text - 1);
  OsrLogCommand stored = { .uuid = self->id,
                           .person = self->person,
                           .stream = told->row->case_id,
                           .status = 200,
                           .raw = raw,
                           .answer = answer };

  return osr_log_store_command (osr_coordinator_get_log (self->coordinator), &stored, error)
             ? g_steal_pointer (&answer)
             : NULL;
}

/* Returns: the answer given before; %NULL without @error when the outcome is new. */
static GBytes *
find_answer (OsrExchange *self, GBytes *raw, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (OsrLogAnswer) known = osr_log_find_command (
      osr_coordinator_get_log (self->coordinator), self->id, self->person, raw, &fault);

  if (known != NULL)
    return g_bytes_ref (known->answer);
  if (!g_error_matches (fault, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

static GBytes *
accept (OsrExchange *self, OsrLentOutcome *told, GBytes *raw, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction =
      osr_log_begin (osr_coordinator_get_log (self->coordinator), error);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) fault = NULL;
  gboolean appended = FALSE;

  if (transaction == NULL)
    return NULL;
  answer = find_answer (self, raw, &fault);
  if (answer != NULL)
    return g_steal_pointer (&answer);
  if (fault == NULL && count_outcome (self, told, &appended, &fault))
    answer = store_answer (self, told, raw, &fault);
  if (answer == NULL || !osr_log_commit (transaction, &fault)) {
    g_propagate_error (error, g_steal_pointer (&fault));
    return NULL;
  }
  if (appended)
    osr_coordinator_appended (self->coordinator);
  return g_steal_pointer (&answer);
}

void
osr_route_outcome (OsrExchange *self)
{
  OsrLog *log = osr_coordinator_get_log (self->coordinator);
  g_autoptr (GBytes) raw = osr_exchange_dup_body (self);
  g_autoptr (JsonObject) body = osr_exchange_read (self);
  g_autoptr (OsrLentOutcome) told = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (body == NULL)
    return;
  told = osr_lent_read_outcome (body, osr_clock_now (osr_log_get_clock (log)), &error);
  if (told == NULL || !osr_is_uuid (self->id)) {
    osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_MALFORMED,
                         error != NULL ? error->message : "The id is no uuid.");
    return;
  }
  answer = accept (self, told, raw, &error);
  if (answer != NULL)
    osr_answer_bytes (self->message, SOUP_STATUS_OK, answer);
  else
    osr_answer_error (self->message, error, NULL);
}
