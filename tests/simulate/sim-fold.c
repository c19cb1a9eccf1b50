/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fold as one number, so that those of many desks can be compared. Words are left out where they were
 * erased at one end and not yet at the other. */
#include "sim-watch.h"

#include <string.h>

/* Members of a payload that hold words. */
static const char *const words[] = { "text", "reason", "remarks" };

typedef struct {
  GChecksum *sum;
  gboolean with_words;
} Digest;

static void add (Digest *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add (Digest *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_checksum_update (self->sum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static void
add_text (Digest *self, const char *text)
{
  add (self, "%s", text != NULL ? text : "\1");
}

static void
add_words (Digest *self, const char *text)
{
  if (self->with_words)
    add_text (self, text);
}

static void
add_body (gpointer item, gpointer data)
{
  const OsrCaseBody *body = item;

  add (data, "%d %d %d %" G_GINT64_FORMAT, body->returned, body->contributor, body->contributed,
       body->received_at);
  add_text (data, body->body);
  add_text (data, body->executor);
  add_words (data, body->contribution);
}

static void
add_draft (gpointer item, gpointer data)
{
  const OsrCaseDraft *draft = item;

  add (data, "%" G_GINT64_FORMAT " %d %" G_GINT64_FORMAT, draft->version, (int) draft->state,
       draft->at);
  add_text (data, draft->kind);
  add_text (data, draft->account);
  add_text (data, draft->digest);
  add_text (data, draft->by);
  add_text (data, draft->on_behalf);
  add_text (data, draft->body);
  add_text (data, draft->decided_by);
  add_words (data, draft->text);
  add_words (data, draft->remarks);
}

static void
add_event (gpointer item, gpointer data)
{
  OsrEvent *event = item;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    add_words (data, osr_event_get_payload_string (event, words[i]));
  add (data, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
       event->seq, event->version, event->at, event->claimed_at);
  add_text (data, event->type);
  add_text (data, event->by);
  add_text (data, event->on_behalf);
}

static void
add_message (Digest *self, OsrCase *c)
{
  add (self, "%d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, (int) c->message_state, c->published_at,
       c->found_at);
  add_text (self, c->native_id);
  add_text (self, c->permalink);
  add_text (self, c->detected_by);
  add_text (self, c->locality);
  for (guint i = 0; c->topics != NULL && c->topics[i] != NULL; i++)
    add_text (self, c->topics[i]);
  add_words (self, c->text);
  add_words (self, c->original_text);
  add_words (self, c->author_name);
  add_words (self, c->reason);
}

char *
sim_fold_digest (OsrCase *c, gboolean with_words)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  Digest self = { sum, with_words };

  add (&self, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %d %u %u %d %" G_GINT64_FORMAT,
       c->version, c->seq, (int) c->state, c->read_only, c->anomalies, c->transfers, c->important,
       c->detected_at);
  add_text (&self, c->number);
  add_message (&self, c);
  g_ptr_array_foreach (c->bodies, add_body, &self);
  g_ptr_array_foreach (c->drafts, add_draft, &self);
  g_ptr_array_foreach (c->events, add_event, &self);
  return g_strdup (g_checksum_get_string (sum));
}
