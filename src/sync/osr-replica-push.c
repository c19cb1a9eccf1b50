/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox goes out: one command at a time, in the order written. Its bytes are those on the disk,
 * whatever happened since; trouble with one case's command holds back that case only, trouble with
 * the line holds back all. What is refused goes to "needs attention" with its text. */
#include "core/osr-error.h"
#include "store/audit/osr-outbox-erase.h"
#include "net/osr-protocol-files.h"
#include "sync/osr-replica-private.h"

/* The first command of a case had trouble: until when its case rests. */
typedef struct {
  guint attempts;
  gint64 until; /* monotonic µs */
} Hold;

static gboolean
on_push_due (gpointer user_data)
{
  OsrReplica *self = user_data;

  self->push_source = 0;
  osr_replica_push_kick (self);
  return G_SOURCE_REMOVE;
}

static void
kick_in (OsrReplica *self, guint milliseconds)
{
  g_clear_handle_id (&self->push_source, g_source_remove);
  self->push_source = g_timeout_add (milliseconds, on_push_due, self);
}

static void
hold_case (OsrReplica *self, const char *case_id)
{
  Hold *hold;

  if (self->held == NULL)
    self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  hold = g_hash_table_lookup (self->held, case_id);
  if (hold == NULL) {
    hold = g_new0 (Hold, 1);
    g_hash_table_insert (self->held, g_strdup (case_id), hold);
  }
  hold->attempts++;
  hold->until = g_get_monotonic_time () + 1000 * (gint64) osr_replica_pause (self, hold->attempts);
}

static void
release_case (OsrReplica *self, const char *case_id)
{
  if (self->held != NULL)
    g_hash_table_remove (self->held, case_id);
}

static gint64
held_until (OsrReplica *self, const char *case_id)
{
  const Hold *hold = self->held != NULL ? g_hash_table_lookup (self->held, case_id) : NULL;

  return hold != NULL ? hold->until : 0;
}

/* (transfer full) (nullable): the first command whose case does not rest; else when one will. */
static OsrOutboxCommand *
next_command (OsrReplica *self, gint64 *wait_until)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) commands = osr_outbox_list (self->outbox, NULL, OSR_OUTBOX_UNSENT, &error);
  gint64 now = g_get_monotonic_time ();

  *wait_until = 0;
  if (commands == NULL) {
    g_warning ("The outbox could not be read: %s", error->message);
    return NULL;
  }
  for (guint i = 0; i < commands->len; i++) {
    OsrOutboxCommand *command = g_ptr_array_index (commands, i);
    gint64 until = held_until (self, command->case_id);

    if (until <= now)
      return g_ptr_array_steal_index (commands, i);
    *wait_until = *wait_until == 0 ? until : MIN (*wait_until, until);
  }
  return NULL;
}

void
osr_replica_push_prune (OsrReplica *self)
{
  g_autoptr (GPtrArray) settled = osr_outbox_list (self->outbox, NULL, OSR_OUTBOX_SETTLED, NULL);

  for (guint i = 0; settled != NULL && i < settled->len; i++) {
    const OsrOutboxCommand *command = g_ptr_array_index (settled, i);
    gint64 seq = osr_replica_get_confirmed_seq (self, command->case_id);

    /* A case that is not held any more will not be told about again. */
    if (seq == 0 || seq >= command->seq)
      osr_outbox_remove (self->outbox, command->uuid, NULL);
  }
}

static void
take_events (OsrReplica *self, GPtrArray *events)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (events == NULL || events->len == 0)
    return;
  records = osr_replica_records_from_wire (events, &error);
  if (records == NULL || !osr_cache_apply_records (self->cache, records, &error))
    osr_replica_store_failed (self, "Events of an answer could not be taken", error);
}

/* For as long as a backup may be restored without it, unless its words are not to be kept any more
 * (@gone). */
static gboolean
keep_accepted (OsrReplica *self, const OsrOutboxCommand *command, const OsrWireAccepted *accepted,
               gboolean gone, GError **error)
{
  if (gone)
    return osr_cache_note_erased (self->cache, error) &&
           osr_outbox_settle (self->outbox, command->uuid, accepted->seq, error);
  return osr_outbox_acknowledge (self->outbox, command->uuid, accepted->seq,
                                 osr_clock_now (self->clock), error);
}

static void
command_accepted (OsrReplica *self, const OsrOutboxCommand *command,
                  const OsrWireAccepted *accepted, gboolean overtaken)
{
  gboolean gone = overtaken || osr_replica_is_destroyed (accepted->events);
  g_autoptr (GError) error = NULL;

  release_case (self, command->case_id);
  osr_replica_centre_wrote (self);
  self->push_attempts = 0;
  if (!keep_accepted (self, command, accepted, gone, &error)) {
    osr_replica_store_failed (self, "The outbox could not be written", error);
    hold_case (self, command->case_id);
    return;
  }
  if (!overtaken)
    take_events (self, accepted->events);
  osr_replica_files_of_left (self, command->case_id);
  osr_replica_notify_counts (self);
  /* Forgotten only when the queue's row is right: what is in the outbox is made up for at a start. */
  osr_replica_case_changed (self, command->case_id);
  osr_replica_push_prune (self);
  if (gone && !osr_outbox_erase (self->outbox, command->case_id, FALSE, &error))
    osr_replica_report ("Words that were destroyed are still in the outbox", error);
  osr_replica_emit_settled (self, command->uuid, command->case_id, NULL);
}

/* It was offered once more to a restored log, and its words were destroyed since: they are not kept
 * here either, not even as refused. The queue's row has shown them meanwhile, perhaps long after the
 * page that told of the act: the cache is cleaned once more. */
static void
command_destroyed (OsrReplica *self, const OsrOutboxCommand *command, const GError *reason)
{
  g_autoptr (GError) error = NULL;

  release_case (self, command->case_id);
  self->push_attempts = 0;
  if (!osr_cache_note_erased (self->cache, &error) ||
      !osr_outbox_refuse (self->outbox, command->uuid, osr_core_error_nick (reason->code),
                          reason->message, &error)) {
    osr_replica_store_failed (self, "The outbox could not be written", error);
    hold_case (self, command->case_id);
    return;
  }
  osr_replica_case_changed (self, command->case_id);
  /* Only now: what is in the outbox has its row made up for at a start. */
  osr_replica_drop_destroyed (self);
  osr_replica_notify_counts (self);
  osr_replica_emit_settled (self, command->uuid, command->case_id, reason);
}

static void
command_refused (OsrReplica *self, const OsrOutboxCommand *command, GPtrArray *missing,
                 const GError *reason)
{
  gboolean ruled = reason->domain == OSR_CORE_ERROR;
  g_autoptr (GError) told = g_error_new_literal (
      OSR_CORE_ERROR, ruled ? reason->code : OSR_CORE_ERROR_INVALID, reason->message);
  g_autoptr (GError) error = NULL;

  release_case (self, command->case_id);
  self->push_attempts = 0;
  take_events (self, missing);
  if (!osr_outbox_refuse (self->outbox, command->uuid, osr_core_error_nick (told->code),
                          told->message, &error)) {
    osr_replica_store_failed (self, "The outbox could not be written", error);
    hold_case (self, command->case_id);
    return;
  }
  osr_replica_notify_counts (self);
  osr_replica_case_changed (self, command->case_id);
  /* The missing events may hold an accepted step, which no page will tell of any more. */
  osr_replica_push_prune (self);
  osr_replica_emit_settled (self, command->uuid, command->case_id, told);
}

static gboolean
is_refusal (const GError *error)
{
  return error->domain == OSR_CORE_ERROR ||
         g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
}

/* Trouble that is the line's and not this command's: nothing else would get through either. */
static gboolean
is_line_trouble (const GError *error)
{
  return g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE) ||
         g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED);
}

static void
command_failed (OsrReplica *self, const OsrOutboxCommand *command, const GError *error)
{
  g_autoptr (GError) fault = NULL;

  if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH)) {
    osr_replica_lose_session (self, error);
    return;
  }
  osr_replica_note_storage (self, error);
  if (!is_line_trouble (error)) {
    hold_case (self, command->case_id);
    return;
  }
  if (!osr_outbox_set_pending (self->outbox, command->uuid, &fault))
    osr_replica_store_failed (self, "The outbox could not be written", fault);
  self->push_attempts++;
  kick_in (self, osr_replica_pause (self, self->push_attempts));
}

/* Whatever the old log has said: the new one is asked. */
static void
send_anew (OsrReplica *self, const OsrOutboxCommand *command)
{
  g_autoptr (GError) error = NULL;

  if (!osr_outbox_set_pending (self->outbox, command->uuid, &error))
    osr_replica_store_failed (self, "The outbox could not be written", error);
}

static void
on_command_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OsrAwaited) awaited = user_data;
  OsrReplica *self = awaited->replica;
  gboolean overtaken = awaited->overtaken != OSR_OVERTAKEN_NOT;
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWireAccepted) accepted =
      osr_protocol_put_command_finish (OSR_PROTOCOL (source), result, &missing, &error);
  g_autoptr (OsrOutboxCommand) command = NULL;
  g_autofree char *uuid = NULL;

  if (osr_replica_is_late (result))
    return;
  uuid = g_steal_pointer (&self->sending);
  if (uuid != NULL)
    command = osr_outbox_find (self->outbox, uuid, NULL);
  if (command == NULL)
    return;
  if (awaited->overtaken == OSR_OVERTAKEN_BY_LOG)
    send_anew (self, command);
  else if (accepted != NULL)
    command_accepted (self, command, accepted, overtaken);
  else if (osr_replica_waits_for_others (self, missing, error))
    hold_case (self, command->case_id);
  else if (g_error_matches (error, OSR_CORE_ERROR, OSR_CORE_ERROR_ERASED))
    command_destroyed (self, command, error);
  else if (is_refusal (error))
    command_refused (self, command, overtaken ? NULL : missing, error);
  else
    command_failed (self, command, error);
  if (self->push_source == 0)
    osr_replica_push_kick (self);
}

/* Then the next one, or the step that names it. */
static void
on_file_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OsrReplica) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrOutboxCommand) command = NULL;
  g_autofree char *uuid = NULL;
  gboolean arrived = osr_protocol_put_attachment_finish (OSR_PROTOCOL (source), result, &error);

  if (osr_replica_is_late (result))
    return;
  uuid = g_steal_pointer (&self->sending);
  command = uuid != NULL ? osr_outbox_find (self->outbox, uuid, NULL) : NULL;
  if (arrived)
    osr_replica_file_arrived (self);
  else if (command != NULL && is_refusal (error))
    command_refused (self, command, NULL, error);
  else if (command != NULL)
    command_failed (self, command, error);
  if (self->push_source == 0)
    osr_replica_push_kick (self);
}

static void
send_command (OsrReplica *self, const OsrOutboxCommand *command)
{
  void (*put) (OsrProtocol *, const char *, GBytes *, GCancellable *, GAsyncReadyCallback,
               gpointer);
  g_autoptr (GError) error = NULL;

  if (osr_replica_send_file (self, command, on_file_answered)) {
    self->sending = g_strdup (command->uuid);
    return;
  }
  /* Written first: if this program ends now, it must know that the command may have arrived. */
  if (!osr_outbox_set_sending (self->outbox, command->uuid, &error)) {
    osr_replica_store_failed (self, "The outbox could not be written", error);
    self->push_attempts++;
    kick_in (self, osr_replica_pause (self, self->push_attempts));
    return;
  }
  self->sending = g_strdup (command->uuid);
  self->sending_again = osr_replica_has_patience (self, command);
  put = self->sending_again ? osr_protocol_put_command_again_async : osr_protocol_put_command_async;
  put (self->protocol, command->uuid, command->raw, self->stop, on_command_answered,
       osr_replica_await (self, command->case_id));
}

void
osr_replica_push_kick (OsrReplica *self)
{
  g_autoptr (OsrOutboxCommand) command = NULL;
  gint64 wait_until;

  if (!osr_replica_is_open (self) || self->sending != NULL)
    return;
  g_clear_handle_id (&self->push_source, g_source_remove);
  command = next_command (self, &wait_until);
  if (command != NULL)
    send_command (self, command);
  else if (wait_until != 0)
    kick_in (self, (guint) ((wait_until - g_get_monotonic_time ()) / 1000) + 1);
}

void
osr_replica_push_stop (OsrReplica *self)
{
  g_clear_handle_id (&self->push_source, g_source_remove);
  g_clear_pointer (&self->sending, g_free);
  osr_replica_forget_files_sent (self);
  g_clear_pointer (&self->held, g_hash_table_unref);
  self->push_attempts = 0;
}
