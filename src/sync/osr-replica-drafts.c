/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts being written, from the disk to the coordinator, one draft at a time. A foreign revision is
 * kept beside the own text. Drafts that were let go are remembered until the coordinator has let
 * them go, too. */
#include "core/osr-error.h"
#include "sync/osr-replica-private.h"

/* Uuids with a space between, oldest first. */
#define KEY_DROPPED "dropped-drafts"

/* What was sent; the text may have grown meanwhile. */
typedef struct {
  OsrReplica *replica;
  OsrOutboxWriting *writing;
} Sent;

static void
sent_free (Sent *sent)
{
  g_object_unref (sent->replica);
  osr_outbox_writing_free (sent->writing);
  g_free (sent);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sent, sent_free)

static gboolean
set_dropped (OsrReplica *self, GPtrArray *ids, GError **error)
{
  g_autofree char *text = NULL;

  if (ids->len == 0)
    return osr_outbox_set (self->outbox, KEY_DROPPED, NULL, error);
  g_ptr_array_add (ids, NULL);
  text = g_strjoinv (" ", (char **) ids->pdata);
  g_ptr_array_set_size (ids, (int) ids->len - 1);
  return osr_outbox_set (self->outbox, KEY_DROPPED, text, error);
}

static GPtrArray *
get_dropped (OsrReplica *self)
{
  g_autofree char *text = osr_outbox_get (self->outbox, KEY_DROPPED);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, " ", -1) : NULL;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++) {
    if (*parts[i] != '\0')
      g_ptr_array_add (ids, g_strdup (parts[i]));
  }
  return ids;
}

gboolean
osr_replica_drafts_is_dropped (OsrReplica *self, const char *id)
{
  g_autoptr (GPtrArray) ids = get_dropped (self);

  return g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

/* The draft and the reminder to drop it at the coordinator go in one transaction. */
gboolean
osr_replica_drafts_drop (OsrReplica *self, const OsrOutboxWriting *writing, GError **error)
{
  g_autoptr (OsrTransaction) transaction = osr_outbox_begin (self->outbox, error);
  g_autoptr (GPtrArray) ids = NULL;

  if (transaction == NULL)
    return FALSE;
  ids = get_dropped (self);
  g_ptr_array_add (ids, g_strdup (writing->draft));
  return set_dropped (self, ids, error) &&
         osr_outbox_remove_writing (self->outbox, writing->case_id, error) &&
         osr_transaction_commit (transaction, error);
}

static gboolean
on_draft_due (gpointer user_data)
{
  OsrReplica *self = user_data;

  self->draft_source = 0;
  osr_replica_drafts_kick (self);
  return G_SOURCE_REMOVE;
}

static void
try_later (OsrReplica *self)
{
  self->draft_attempts++;
  g_clear_handle_id (&self->draft_source, g_source_remove);
  self->draft_source =
      g_timeout_add (osr_replica_pause (self, self->draft_attempts), on_draft_due, self);
}

static void
on_draft_dropped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OsrReplica) self = user_data;
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = osr_protocol_delete_draft_finish (OSR_PROTOCOL (source), result, &error);

  if (osr_replica_is_late (result))
    return;
  self->sending_draft = FALSE;
  if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH)) {
    osr_replica_lose_session (self, error);
    return;
  }
  /* What the coordinator refuses to drop is not there for this person. */
  if (!done && error->domain == OSR_NET_ERROR && error->code != OSR_NET_ERROR_REJECTED) {
    try_later (self);
    return;
  }
  g_clear_error (&error);
  ids = get_dropped (self);
  if (ids->len > 0)
    g_ptr_array_remove_index (ids, 0);
  if (!set_dropped (self, ids, &error)) {
    osr_replica_store_failed (self, "The outbox could not be written", error);
    try_later (self);
    return;
  }
  osr_replica_drafts_kick (self);
}

/* Somebody, perhaps the same person at another desk, saved in between. The own text will go on top
 * of theirs, which stays here as a second copy. */
static gboolean
keep_foreign (OsrReplica *self, const OsrOutboxWriting *writing, const OsrWireDraft *current,
              GError **error)
{
  const char *other = current != NULL && current->text != NULL ? current->text : writing->other;
  gint64 base = current != NULL ? current->revision : 0;

  /* The answer to an earlier attempt was lost: what stands there is ours. */
  if (current != NULL && g_strcmp0 (current->text, writing->text) == 0)
    return osr_outbox_writing_sent (self->outbox, writing->case_id, writing->revision, base, error);
  return osr_outbox_set_other (self->outbox, writing->case_id, other, base, error);
}

static gboolean
is_still_written (OsrReplica *self, const OsrOutboxWriting *writing)
{
  g_autoptr (OsrOutboxWriting) now = osr_outbox_get_writing (self->outbox, writing->case_id, NULL);

  return now != NULL && g_strcmp0 (now->draft, writing->draft) == 0;
}

/* A draft that the coordinator will not have stays on this machine, and is not offered again until
 * it changes. */
static void
draft_failed (OsrReplica *self, const OsrOutboxWriting *writing, const OsrWireDraft *current,
              const GError *reason)
{
  g_autoptr (GError) error = NULL;
  gboolean stale = g_error_matches (reason, OSR_CORE_ERROR, OSR_CORE_ERROR_STALE);
  gboolean kept;

  if (g_error_matches (reason, OSR_NET_ERROR, OSR_NET_ERROR_AUTH)) {
    osr_replica_lose_session (self, reason);
    return;
  }
  osr_replica_note_storage (self, reason);
  if (reason->domain == OSR_NET_ERROR && reason->code != OSR_NET_ERROR_REJECTED) {
    try_later (self);
    return;
  }
  if (!is_still_written (self, writing)) {
    osr_replica_drafts_kick (self);
    return;
  }
  kept = stale ? keep_foreign (self, writing, current, &error)
               : osr_outbox_writing_sent (self->outbox, writing->case_id, writing->revision,
                                          writing->base_revision, &error);
  if (!kept)
    osr_replica_store_failed (self, "The outbox could not be written", error);
  if (stale)
    osr_replica_emit_case_changed (self, writing->case_id);
  if (!kept || (stale && current == NULL))
    try_later (self);
  else
    osr_replica_drafts_kick (self);
}

static void
on_draft_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Sent) sent = user_data;
  g_autoptr (OsrReplica) self = g_object_ref (sent->replica);
  g_autoptr (OsrWireDraft) current = NULL;
  g_autoptr (GError) error = NULL;
  gint64 revision = osr_protocol_put_draft_finish (OSR_PROTOCOL (source), result, &current, &error);

  if (osr_replica_is_late (result))
    return;
  self->sending_draft = FALSE;
  if (revision == 0) {
    draft_failed (self, sent->writing, current, error);
    return;
  }
  self->draft_attempts = 0;
  osr_replica_centre_wrote (self);
  if (is_still_written (self, sent->writing) &&
      !osr_outbox_writing_sent (self->outbox, sent->writing->case_id, sent->writing->revision,
                                revision, &error)) {
    osr_replica_store_failed (self, "The outbox could not be written", error);
    try_later (self);
    return;
  }
  osr_replica_drafts_kick (self);
}

static void
send_draft (OsrReplica *self, OsrOutboxWriting *writing)
{
  OsrWireDraft draft = { .id = writing->draft,
                         .case_id = writing->case_id,
                         .kind = writing->kind,
                         .text = writing->text,
                         .revision = writing->base_revision };
  Sent *sent = g_new0 (Sent, 1);

  sent->replica = g_object_ref (self);
  sent->writing = writing;
  self->sending_draft = TRUE;
  osr_protocol_put_draft_async (self->protocol, &draft, self->stop, on_draft_sent, sent);
}

/* (transfer full) (nullable): the first text that has rested and is not at the coordinator. */
static OsrOutboxWriting *
next_writing (OsrReplica *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) writings = osr_outbox_list_writings (self->outbox, TRUE, &error);

  if (writings == NULL) {
    g_warning ("The outbox could not be read: %s", error->message);
    return NULL;
  }
  for (guint i = 0; i < writings->len; i++) {
    const OsrOutboxWriting *writing = g_ptr_array_index (writings, i);

    if (self->resting == NULL || !g_hash_table_contains (self->resting, writing->case_id))
      return g_ptr_array_steal_index (writings, i);
  }
  return NULL;
}

void
osr_replica_drafts_kick (OsrReplica *self)
{
  g_autoptr (GPtrArray) dropped = NULL;
  OsrOutboxWriting *writing;

  if (!osr_replica_is_open (self) || self->sending_draft || self->draft_source != 0)
    return;
  dropped = get_dropped (self);
  if (dropped->len > 0) {
    self->sending_draft = TRUE;
    osr_protocol_delete_draft_async (self->protocol, g_ptr_array_index (dropped, 0), self->stop,
                                     on_draft_dropped, g_object_ref (self));
    return;
  }
  writing = next_writing (self);
  if (writing != NULL)
    send_draft (self, writing);
}

/* Only what goes out: saving must work without a session, too. */
void
osr_replica_drafts_stop (OsrReplica *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_handle_id (&self->draft_source, g_source_remove);
  g_clear_pointer (&self->resting, g_hash_table_unref);
  self->draft_attempts = 0;
  self->sending_draft = FALSE;
}
