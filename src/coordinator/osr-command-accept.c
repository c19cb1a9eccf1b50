/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one way in for what people do: idempotence, precondition, rules, digests, append and the
 * stored answer, in one transaction. The rules themselves are the core's. */
#include "coordinator/audit/osr-erasure.h"
#include "coordinator/files/osr-file-rights.h"
#include "coordinator/osr-beside.h"
#include "coordinator/osr-command-refusal.h"
#include "coordinator/osr-command.h"
#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-coordinator.h"
#include "coordinator/osr-office-change.h"
#include "coordinator/osr-office-zones.h"
#include "core/office/osr-substitution.h"
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "core/record/osr-stream.h"
#include "publish/osr-publication-order.h"
#include "store/audit/osr-erasure-list.h"
#include "store/audit/osr-log-answers.h"
#include "store/osr-log-publications.h"
#include "store/files/osr-log-files.h"

/* What is known while one command is judged. */
typedef struct {
  OsrLog *log;
  OsrIndex *index;
  const char *person;
  const OsrParsedCommand *command;
  OsrCase *the_case; /* nullable: the office's commands have none */
  gboolean is_known; /* it was answered before */
} Judgement;

static gboolean
is_guid (const char *guid)
{
  gsize length = guid != NULL ? strlen (guid) : 0;

  if (length < 8 || length > 64)
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (guid[i]) && guid[i] != '-')
      return FALSE;
  }
  return TRUE;
}

/* The network is handed this word as it is. */
static gboolean
check_guid (const OsrParsedCommand *command, GError **error)
{
  if (!g_str_equal (command->type, "publish-intended") ||
      is_guid (osr_json_get_string (command->members, "guid")))
    return TRUE;
  g_set_error_literal (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_MALFORMED,
                       "\"guid\" is not 8 to 64 letters, digits and hyphens.");
  return FALSE;
}

/* Decision 3: every step says what it was taken upon; only notes and marks do not. */
static gboolean
needs_precondition (const char *type)
{
  static const char *const marks[] = { "noted",          "evaluated", "account-posted",
                                       "post-published", "watched",   NULL };

  return !g_strv_contains (marks, type);
}

static gboolean
check_after (Judgement *self, GError **error)
{
  const OsrParsedCommand *command = self->command;

  if (command->after_command != NULL)
    return osr_log_check_command (self->log, command->stream, self->person, command->after_command,
                                  error);
  if (command->after_version >= 0)
    return osr_log_check_version (self->log, command->stream, command->after_version, error);
  return TRUE;
}

/* The event that would be appended, judged at the coordinator's clock. */
static OsrEvent *
make_event (Judgement *self)
{
  const OsrParsedCommand *command = self->command;
  OsrEvent *event = osr_event_new (command->type, osr_clock_now (osr_log_get_clock (self->log)),
                                   command->members, command->payload);

  event->by = g_strdup (self->person);
  event->on_behalf = g_strdup (command->on_behalf);
  return event;
}

static gboolean
check_rules (Judgement *self, GError **error)
{
  g_autoptr (OsrEvent) event = make_event (self);

  return osr_rules_check (self->the_case, osr_log_get_registry (self->log), self->person, event,
                          error) &&
         check_guid (self->command, error);
}

/* A substitute sees what the absent person sees, from the first minute to the last. */
static gboolean
check_seen (Judgement *self, GError **error)
{
  const OsrParsedCommand *command = self->command;
  OsrInstant now = osr_clock_now (osr_log_get_clock (self->log));

  if (command->on_behalf != NULL &&
      !osr_registry_may_act_for (osr_log_get_registry (self->log), self->person, command->on_behalf,
                                 now)) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_SUBSTITUTE,
                         "This person does not stand in for the other one now.");
    return FALSE;
  }
  if (osr_log_can_see (self->log, self->person, command->stream) ||
      (command->on_behalf != NULL &&
       osr_log_can_see (self->log, command->on_behalf, command->stream)))
    return TRUE;
  g_set_error_literal (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_NOT_FOUND,
                       "There is no such case for you.");
  return FALSE;
}

/* Which case it is says the refusal only to those who may see it. */
static gboolean
refuse_known (Judgement *self, const char *id, GError **error)
{
  g_autofree char *number = NULL;

  if (osr_log_can_see (self->log, self->person, id))
    number = osr_log_dup_number (self->log, id);
  if (number != NULL)
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_KNOWN, "Case No. %s.", number);
  else
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_KNOWN,
                         "The message is already known to the office.");
  return FALSE;
}

/* With what its case names from then on, no step shows its person what they could not see before. */
static gboolean
check_named (Judgement *self, GError **error)
{
  OsrFileRights rights = { self->log, self->index, self->person, self->the_case };

  return osr_file_rights_check (&rights, self->command, error);
}

/* A message registered by hand makes a case, unless one was made of it before. */
static gboolean
check_new_case (Judgement *self, GError **error)
{
  JsonObject *members = self->command->members;
  const char *native = osr_json_get_string (members, "native_id");
  g_autofree char *id = NULL;

  self->the_case = osr_case_new (self->command->stream);
  if (!check_rules (self, error) || !check_named (self, error))
    return FALSE;
  if (osr_log_get_version (self->log, self->command->stream) > 0)
    return refuse_known (self, self->command->stream, error);
  if (native != NULL)
    id = osr_log_find_message (self->log, osr_json_get_string (members, "network"),
                               osr_json_get_string (members, "owner_id"), native);
  if (id == NULL)
    id = osr_log_find_permalink (self->log, osr_json_get_string (members, "permalink"));
  return id == NULL || refuse_known (self, id, error);
}

/* A repeat message is linked with a case that the person sees. */
static gboolean
check_earlier (Judgement *self, GError **error)
{
  const char *member = g_str_equal (self->command->type, "linked")   ? "earlier"
                       : g_str_equal (self->command->type, "joined") ? "matter"
                                                                     : NULL;
  const char *id = member != NULL ? osr_json_get_string (self->command->members, member) : NULL;

  if (id == NULL || (osr_is_uuid (id) && osr_log_get_version (self->log, id) > 0 &&
                     osr_log_can_see (self->log, self->person, id)))
    return TRUE;
  g_set_error_literal (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_NOT_FOUND,
                       "There is no such earlier case for you.");
  return FALSE;
}

/* Whoever comes second to a message learns who has it; for all other steps what was not yet seen comes
 * first. */
static gboolean
check_step (Judgement *self, GError **error)
{
  if (g_str_equal (self->command->type, "detected"))
    return check_rules (self, error) && check_after (self, error);
  return check_after (self, error) && check_rules (self, error) && check_earlier (self, error);
}

static gboolean
check_precondition (Judgement *self, GError **error)
{
  const OsrParsedCommand *command = self->command;

  if (command->after_command != NULL || command->after_version >= 0 ||
      !needs_precondition (command->type))
    return TRUE;
  g_set_error_literal (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_MALFORMED,
                       "\"after\" is missing: say which version of the case the step is upon.");
  return FALSE;
}

/* A report begins with its first text; an account's stream with the first post. */
static gboolean
check_beside (Judgement *self, GError **error)
{
  const OsrParsedCommand *command = self->command;
  g_autoptr (OsrEvent) event = make_event (self);

  if (osr_log_get_version (self->log, command->stream) > 0 &&
      (!check_seen (self, error) || !check_precondition (self, error)))
    return FALSE;
  return check_after (self, error) &&
         osr_beside_check (self->log, self->person, command->stream, event, error);
}

/* What goes out with a text, and what proves where it stands, is here, and tells nothing of who made
 * it. */
static gboolean
check_files (Judgement *self, GError **error)
{
  JsonObject *members = self->command->members;
  const char *type = self->command->type;
  const char *account = osr_json_get_string (members, "account");
  gboolean by_hand = g_strcmp0 (account, OSR_ACCOUNT_BY_HAND) == 0;

  if (g_str_equal (type, "published-by-hand") || g_str_equal (type, "reply-corrected"))
    return osr_log_check_files (self->log, self->command->payload, NULL, error);
  if (!g_str_equal (type, "drafted") && !g_str_equal (type, "submitted"))
    return TRUE;
  return osr_log_check_files (self->log, members, by_hand ? NULL : self->the_case->network, error);
}

static gboolean
check_case (Judgement *self, GError **error)
{
  const OsrParsedCommand *command = self->command;

  if (g_str_equal (command->type, "found"))
    return check_new_case (self, error);
  if (!check_seen (self, error) || !check_precondition (self, error))
    return FALSE;
  self->the_case = osr_log_load_case (self->log, command->stream, error);
  return self->the_case != NULL && check_step (self, error) && check_named (self, error) &&
         check_files (self, error);
}

/* An administrator's right is their own: nobody changes the office for somebody else. */
static gboolean
check_office (Judgement *self, GError **error)
{
  OsrRegistry *registry = osr_log_get_registry (self->log);
  g_autoptr (OsrEvent) event = NULL;

  if (!osr_registry_has_role (registry, self->person, OSR_ROLE_ADMIN, NULL) ||
      self->command->on_behalf != NULL) {
    g_set_error_literal (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_FORBIDDEN,
                         "Only an administrator changes the office.");
    return FALSE;
  }
  if (!check_after (self, error) ||
      !osr_office_complete (registry, self->command->type, self->command->members, error))
    return FALSE;
  event = make_event (self);
  return osr_office_check_change (self->log, event, error);
}

static gboolean
hand_over (Judgement *self, GError **error)
{
  g_autoptr (OsrEvent) event = NULL;

  if (!g_str_equal (self->command->stream, OSR_STREAM_OFFICE))
    return TRUE;
  event = make_event (self);
  return osr_office_hand_over (self->log, self->person, event, error);
}

static gboolean
check (Judgement *self, GError **error)
{
  if (osr_erasure_is_asked (self->command))
    return osr_erasure_check (self->log, self->person, self->command, error) &&
           check_named (self, error);
  if (g_str_equal (self->command->stream, OSR_STREAM_OFFICE))
    return check_office (self, error);
  return osr_stream_is_record (self->command->stream) ? check_beside (self, error)
                                                      : check_case (self, error);
}

static JsonArray *
records_to_json (GPtrArray *records)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < records->len; i++)
    json_array_add_object_element (array, osr_record_to_json (g_ptr_array_index (records, i)));
  return array;
}

/* In the transaction of the step: neither can be without the other. */
static gboolean
order_publication (Judgement *self, OsrRecord *record, GError **error)
{
  OsrPublicationOrder order = { self->log, self->the_case, self->command->type,
                                self->command->members, record->version };

  return self->the_case == NULL || osr_publication_order (&order, error);
}

static GBytes *
append (Judgement *self, GError **error)
{
  const OsrParsedCommand *command = self->command;
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);
  g_autoptr (GBytes) answer = NULL;
  OsrLogCommand stored = { command->id, self->person, command->stream };
  OsrLogRequest request = { 0 };

  request.stream = command->stream;
  request.type = command->type;
  request.members = command->members;
  request.payload = command->payload;
  request.claimed_at = command->claimed_at;
  request.by = self->person;
  request.acting_for = command->on_behalf;
  request.device = command->device;
  request.command = command->id;
  if (!osr_log_append (self->log, &request, 1, records, error) ||
      !order_publication (self, g_ptr_array_index (records, 0), error) || !hand_over (self, error))
    return NULL;
  answer = osr_log_answer_new (records);
  stored.version = ((OsrRecord *) g_ptr_array_index (records, 0))->version;
  stored.seq = ((OsrRecord *) g_ptr_array_index (records, 0))->seq;
  stored.status = 200;
  stored.raw = command->raw;
  stored.answer = answer;
  return osr_log_store_command (self->log, &stored, error) ? g_steal_pointer (&answer) : NULL;
}

/* Returns: the answer given before; %NULL without @error when the command is new. */
static GBytes *
find_answer (Judgement *self, const OsrOffer *offer, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (OsrLogAnswer) answer = NULL;

  answer = osr_log_find_command (self->log, offer->id, offer->person, offer->raw, &fault);
  self->is_known = answer != NULL;
  if (answer != NULL)
    return osr_command_refusal_recall (answer, error) ? g_bytes_ref (answer->answer) : NULL;
  if (!g_error_matches (fault, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

/* What was answered once is answered again whatever the command would be said to now; only then is
 * it read, judged and appended. */
static GBytes *
judge (Judgement *self, const OsrOffer *offer, OsrParsedCommand **command, GError **error)
{
  g_autoptr (GError) fault = NULL;
  GBytes *answer = find_answer (self, offer, &fault);

  if (answer != NULL)
    return answer;
  if (fault != NULL) {
    g_propagate_error (error, g_steal_pointer (&fault));
    return NULL;
  }
  if (osr_log_is_destroyed (self->log, offer->id)) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_ERASED,
                         "The words of this command were destroyed by an act.");
    return NULL;
  }
  *command = osr_parsed_command_new (offer->id, offer->raw, error);
  self->command = *command;
  return *command != NULL && check (self, error) ? append (self, error) : NULL;
}

static JsonArray *
load_missing (Judgement *self)
{
  gint64 since = MAX (self->command->after_version, 0);
  g_autoptr (GPtrArray) records =
      osr_log_load_records (self->log, self->command->stream, since, NULL);

  return records != NULL ? records_to_json (records) : json_array_new ();
}

/* With a refusal of before come the events that there are now, for whoever still may see them. */
static JsonArray *
find_missing (Judgement *self, const OsrOffer *offer, const GError *refusal)
{
  g_autoptr (OsrParsedCommand) known = NULL;

  if (osr_refusal_get_status (refusal) != 409)
    return NULL;
  if (!self->is_known)
    return self->command != NULL ? load_missing (self) : NULL;
  known = osr_parsed_command_new (offer->id, offer->raw, NULL);
  self->command = known;
  return known != NULL && check_seen (self, NULL) ? load_missing (self) : NULL;
}

/* To be called when nothing of the command is left in the log. A refusal that cannot be written down
 * is not told: the command has to come again. */
static void
refuse_for_good (Judgement *self, const OsrOffer *offer, JsonArray **missing, GError **refusal)
{
  g_autoptr (JsonArray) between = find_missing (self, offer, *refusal);
  g_autoptr (GError) fault = NULL;

  if (!self->is_known && self->command != NULL &&
      osr_command_refusal_is_final (offer, between, *refusal) &&
      !osr_command_refusal_store (self->log, offer, self->command->stream, *refusal, &fault)) {
    g_clear_error (refusal);
    *refusal = g_steal_pointer (&fault);
    return;
  }
  if (missing != NULL)
    *missing = g_steal_pointer (&between);
}

GBytes *
osr_coordinator_accept (OsrCoordinator *self, const OsrOffer *offer, JsonArray **missing,
                        GError **error)
{
  OsrLog *log = osr_coordinator_get_log (self);
  g_autoptr (OsrParsedCommand) command = NULL;
  g_autoptr (OsrLogTransaction) transaction = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) fault = NULL;
  Judgement judgement = { .log = log,
                          .index = osr_coordinator_get_index (self),
                          .person = offer->person };

  if (missing != NULL)
    *missing = NULL;
  if (!osr_coordinator_tend (self, error))
    return NULL;
  transaction = osr_log_begin (log, error);
  if (transaction == NULL)
    return NULL;
  answer = judge (&judgement, offer, &command, &fault);
  g_clear_pointer (&judgement.the_case, osr_case_unref);
  if (answer != NULL && command != NULL && !osr_log_commit (transaction, &fault))
    g_clear_pointer (&answer, g_bytes_unref);
  g_clear_pointer (&transaction, osr_log_transaction_free);
  if (answer == NULL) {
    refuse_for_good (&judgement, offer, missing, &fault);
    g_propagate_error (error, g_steal_pointer (&fault));
    return NULL;
  }
  if (command != NULL) {
    osr_coordinator_appended (self);
    osr_coordinator_tend (self, NULL);
  }
  return g_steal_pointer (&answer);
}
