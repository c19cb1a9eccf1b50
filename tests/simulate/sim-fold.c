/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fold as one number, so that those of many desks can be compared. Destroyed words are gone by an event of
 * the log, so they count as well. */
#include "sim-watch.h"

#include <string.h>

/* Members of a payload that hold words. */
static const char *const words[] = { "text", "reason", "remarks" };

static void add (GChecksum *sum, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add (GChecksum *sum, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static void
add_text (GChecksum *sum, const char *text)
{
  add (sum, "%s", text != NULL ? text : "\1");
}

static void
add_body (gpointer item, gpointer data)
{
  const OsrCaseBody *body = item;

  add (data, "%d %d %d %" G_GINT64_FORMAT, body->returned, body->contributor, body->contributed,
       body->received_at);
  add_text (data, body->body);
  add_text (data, body->executor);
  add_text (data, body->contribution);
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
  add_text (data, draft->text);
  add_text (data, draft->remarks);
  add_text (data, draft->files);
  add_text (data, draft->voice);
}

static void
add_report (gpointer item, gpointer data)
{
  const OsrCaseReport *report = item;

  add (data, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, report->version, report->step);
  add_text (data, report->report);
  add_text (data, report->by);
  add_text (data, report->acknowledged_by);
}

static void
add_event (gpointer item, gpointer data)
{
  OsrEvent *event = item;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    add_text (data, osr_event_get_payload_string (event, words[i]));
  add (data, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
       event->seq, event->version, event->at, event->claimed_at);
  add_text (data, event->type);
  add_text (data, event->by);
  add_text (data, event->on_behalf);
}

static void
add_message (GChecksum *sum, OsrCase *c)
{
  add (sum, "%d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, (int) c->message_state, c->published_at,
       c->found_at);
  add_text (sum, c->native_id);
  add_text (sum, c->permalink);
  add_text (sum, c->detected_by);
  add_text (sum, c->locality);
  for (guint i = 0; c->topics != NULL && c->topics[i] != NULL; i++)
    add_text (sum, c->topics[i]);
  add_text (sum, c->text);
  add_text (sum, c->original_text);
  add_text (sum, c->author_name);
  add_text (sum, c->reason);
}

char *
sim_fold_digest (OsrCase *c)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add (sum, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %d %u %u %d %" G_GINT64_FORMAT,
       c->version, c->seq, (int) c->state, c->read_only, c->anomalies, c->transfers, c->important,
       c->detected_at);
  add_text (sum, c->number);
  add_message (sum, c);
  g_ptr_array_foreach (c->bodies, add_body, sum);
  g_ptr_array_foreach (c->drafts, add_draft, sum);
  g_ptr_array_foreach (c->shared, add_draft, sum);
  g_ptr_array_foreach (c->reports, add_report, sum);
  g_ptr_array_foreach (c->events, add_event, sum);
  return g_strdup (g_checksum_get_string (sum));
}
