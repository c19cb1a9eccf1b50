/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fold of what happens to the message itself: found, taken up, triaged, put away, changed by its
 * author, linked with others. */
#include "core/case/osr-case-private.h"
#include "core/osr-json.h"

gboolean
osr_case_fold_found (OsrCase *self, OsrEvent *event)
{
  const char *track = osr_event_get_string (event, "track");

  osr_case_set_text (&self->network, osr_event_get_string (event, "network"));
  osr_case_set_text (&self->account, osr_event_get_string (event, "account"));
  osr_case_set_text (&self->native_id, osr_event_get_string (event, "native_id"));
  osr_case_set_text (&self->owner_id, osr_event_get_string (event, "owner_id"));
  osr_case_set_text (&self->post_id, osr_event_get_string (event, "post_id"));
  osr_case_set_text (&self->thread_id, osr_event_get_string (event, "thread_id"));
  osr_case_set_text (&self->permalink, osr_event_get_string (event, "permalink"));
  osr_case_set_text (&self->source, osr_event_get_string (event, "source"));
  osr_case_set_text (&self->locality, osr_event_get_string (event, "locality"));
  osr_case_set_text (&self->author_id, osr_event_get_payload_string (event, "author_id"));
  osr_case_set_text (&self->author_name, osr_event_get_payload_string (event, "author_name"));
  osr_case_set_text (&self->text, osr_event_get_payload_string (event, "text"));
  self->text_whole = osr_event_get_int (event, "text_whole", 0);
  osr_case_set_text (&self->context, osr_event_get_payload_string (event, "context"));
  osr_case_set_text (&self->found_by, event->by);
  self->by_hand = osr_json_get_boolean (event->members, "by_hand", FALSE);
  self->track = g_intern_string (track);
  self->published_at = osr_event_get_int (event, "published_at", OSR_INSTANT_UNKNOWN);
  self->found_at = event->at;
  return self->version == 0;
}

/* Where a body takes up what is written in its own field, it has the case at once. */
gboolean
osr_case_fold_detected (OsrCase *self, OsrEvent *event)
{
  const char *body = osr_event_get_string (event, "body");

  osr_case_set_text (&self->number, osr_event_get_string (event, "number"));
  osr_case_set_text (&self->detected_by, event->by);
  if (self->detected_at == OSR_INSTANT_UNKNOWN)
    self->detected_seq = event->seq;
  self->detected_at = event->at;
  self->state = OSR_CASE_DETECTED;
  if (body != NULL) {
    osr_case_put_body (self, body)->received_at = event->at;
    self->state = OSR_CASE_ROUTED;
  }
  return TRUE;
}

gboolean
osr_case_fold_triaged (OsrCase *self, OsrEvent *event)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *topics = osr_json_get_array (event->members, "topics");

  for (guint i = 0; topics != NULL && i < json_array_get_length (topics); i++) {
    const char *topic = osr_json_array_get_string (topics, i);

    if (topic != NULL)
      g_strv_builder_add (builder, topic);
  }
  g_strfreev (self->topics);
  self->topics = g_strv_builder_end (builder);
  osr_case_set_text (&self->locality, osr_event_get_string (event, "locality"));
  self->important = g_strcmp0 (osr_event_get_string (event, "importance"), "high") == 0;
  self->significant = osr_json_get_boolean (event->members, "significant", FALSE);
  self->limit_minutes = osr_event_get_int (event, "limit_minutes", 0);
  return TRUE;
}

gboolean
osr_case_fold_dismissed (OsrCase *self, OsrEvent *event)
{
  osr_case_set_text (&self->reason, osr_event_get_string (event, "reason"));
  osr_case_set_text (&self->ground, osr_event_get_string (event, "ground"));
  self->state = OSR_CASE_DISMISSED;
  return TRUE;
}

gboolean
osr_case_fold_closed (OsrCase *self, OsrEvent *event)
{
  osr_case_set_text (&self->reason, osr_event_get_payload_string (event, "reason"));
  self->state = OSR_CASE_CLOSED;
  return TRUE;
}

gboolean
osr_case_fold_reopened (OsrCase *self, OsrEvent *event)
{
  self->state = osr_case_get_drafter (self) != NULL ? OSR_CASE_ROUTED : OSR_CASE_DETECTED;
  self->amiss = NULL;
  return TRUE;
}

gboolean
osr_case_fold_message_changed (OsrCase *self, OsrEvent *event)
{
  const char *text = osr_event_get_payload_string (event, "text");

  if (self->original_text == NULL)
    self->original_text = g_strdup (self->text);
  osr_case_set_text (&self->text, text);
  self->text_whole = osr_event_get_int (event, "text_whole", 0);
  /* put back after a deletion, or edited back: as it was */
  self->message_state = text != NULL && g_strcmp0 (text, self->original_text) == 0
                            ? OSR_MESSAGE_THERE
                            : OSR_MESSAGE_EDITED;
  self->goes_by = NULL;
  return TRUE;
}

/* A note is for the history alone, unless it decides which text of a changed message is answered. */
gboolean
osr_case_fold_message_deleted (OsrCase *self, OsrEvent *event)
{
  self->message_state = OSR_MESSAGE_DELETED;
  return TRUE;
}

gboolean
osr_case_fold_author_replied (OsrCase *self, OsrEvent *event)
{
  gboolean further = osr_json_get_boolean (event->members, "further", FALSE);

  if (self->state == OSR_CASE_WAITING && !further)
    self->state = OSR_CASE_ROUTED;
  return TRUE;
}

gboolean
osr_case_fold_linked (OsrCase *self, OsrEvent *event)
{
  osr_case_set_text (&self->repeats, osr_event_get_string (event, "earlier"));
  osr_case_set_text (&self->repeats_number, osr_event_get_string (event, "earlier_number"));
  self->repeat = TRUE;
  return TRUE;
}

gboolean
osr_case_fold_joined (OsrCase *self, OsrEvent *event)
{
  const char *matter = osr_event_get_string (event, "matter");

  osr_case_set_text (&self->matter, matter);
  return matter != NULL;
}
