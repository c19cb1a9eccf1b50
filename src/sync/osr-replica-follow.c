/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text follows its writer from one workstation to another: when a case is opened, the coordinator
 * is asked for it. What was not touched here since it was last in step gives way to what is newer
 * there; what was written here stays, and the other stands beside it. */
#include "sync/osr-replica-private.h"

typedef struct {
  OsrReplica *replica;
  char *case_id;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->replica);
  g_free (question->case_id);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* (nullable): the newest of the person's own. */
static const OsrWireDraft *
find_own (OsrReplica *self, GPtrArray *drafts)
{
  const OsrWireDraft *newest = NULL;

  for (guint i = 0; i < drafts->len; i++) {
    const OsrWireDraft *draft = g_ptr_array_index (drafts, i);

    if (draft->text == NULL || *draft->text == '\0' ||
        (draft->by != NULL && g_strcmp0 (draft->by, self->person) != 0) ||
        osr_replica_drafts_is_dropped (self, draft->id))
      continue;
    if (newest == NULL || draft->at > newest->at)
      newest = draft;
  }
  return newest;
}

static gboolean
is_being_written (OsrReplica *self, const char *case_id)
{
  return (self->unsaved != NULL && g_hash_table_contains (self->unsaved, case_id)) ||
         (self->resting != NULL && g_hash_table_contains (self->resting, case_id));
}

/* Whether what is here is as it was when it was last in step, and older. */
static gboolean
gives_way (OsrReplica *self, const OsrOutboxWriting *mine, const OsrWireDraft *theirs)
{
  if (mine->dirty || is_being_written (self, mine->case_id))
    return FALSE;
  return g_strcmp0 (mine->draft, theirs->id) == 0 ? theirs->revision > mine->base_revision
                                                  : theirs->at > mine->saved_at;
}

static gboolean
take (OsrReplica *self, const char *case_id, const OsrWireDraft *theirs,
      const OsrOutboxWriting *mine, GError **error)
{
  gboolean another = mine != NULL && g_strcmp0 (mine->draft, theirs->id) != 0;
  OsrOutboxWriting taken = { .case_id = (char *) case_id,
                             .kind = theirs->kind,
                             .text = theirs->text,
                             .draft = theirs->id,
                             .base_revision = theirs->revision,
                             .saved_at = theirs->at,
                             .other = another ? mine->text : NULL };

  return osr_outbox_take_writing (self->outbox, &taken, error);
}

/* Both were written: mine stays in the field, theirs beside it, and mine goes on top of theirs. */
static gboolean
set_beside (OsrReplica *self, const OsrOutboxWriting *mine, const OsrWireDraft *theirs,
            GError **error)
{
  gboolean same = g_strcmp0 (mine->draft, theirs->id) == 0;

  return osr_outbox_set_other (self->outbox, mine->case_id, theirs->text,
                               same ? theirs->revision : mine->base_revision, error);
}

static gboolean
is_news (const OsrOutboxWriting *mine, const OsrWireDraft *theirs)
{
  if (g_strcmp0 (mine->text, theirs->text) == 0 || g_strcmp0 (mine->other, theirs->text) == 0)
    return FALSE;
  return g_strcmp0 (mine->draft, theirs->id) != 0 || theirs->revision > mine->base_revision;
}

static gboolean
follow (OsrReplica *self, const char *case_id, const OsrWireDraft *theirs, GError **error)
{
  g_autoptr (OsrOutboxWriting) mine = osr_outbox_get_writing (self->outbox, case_id, NULL);

  if (mine == NULL && is_being_written (self, case_id))
    return TRUE; /* the first keys: the next save will tell */
  if (mine == NULL)
    return take (self, case_id, theirs, NULL, error);
  if (!is_news (mine, theirs))
    return TRUE;
  return gives_way (self, mine, theirs) ? take (self, case_id, theirs, mine, error)
                                        : set_beside (self, mine, theirs, error);
}

static void
on_drafts (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  OsrReplica *self = question->replica;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts =
      osr_protocol_get_drafts_finish (OSR_PROTOCOL (source), result, &error);
  const OsrWireDraft *theirs;

  if (osr_replica_is_late (result) || drafts == NULL)
    return; /* asked again when the case is opened the next time */
  theirs = find_own (self, drafts);
  if (theirs == NULL)
    return;
  if (!follow (self, question->case_id, theirs, &error)) {
    osr_replica_report ("A text from another workstation could not be kept", error);
    return;
  }
  osr_replica_emit_draft_arrived (self, question->case_id);
}

void
osr_replica_follow_drafts (OsrReplica *self, const char *case_id)
{
  Question *question;

  g_return_if_fail (OSR_IS_REPLICA (self));
  g_return_if_fail (case_id != NULL);

  if (!osr_replica_is_open (self) || self->connection != OSR_CONNECTION_ONLINE)
    return;
  question = g_new0 (Question, 1);
  question->replica = g_object_ref (self);
  question->case_id = g_strdup (case_id);
  osr_protocol_get_drafts_async (self->protocol, case_id, self->stop, on_drafts, question);
}
