/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the checks and gives each finding the weight that the regulation gives it. */
#include "core/reply/osr-reply-check.h"

#include <string.h>

#include "core/osr-json.h"
#include "core/reply/osr-reply-reading.h"
#include "core/text/osr-text-fold.h"

struct _OsrReplyCheck {
  OsrReplyWords *words;
  OsrTextWords *common;
  JsonObject *limits; /* network → units */
};

static gboolean
load_words (OsrReplyCheck *self, OsrTextLoader load, GError **error)
{
  g_autoptr (JsonObject) document = osr_text_load_document (load, "lexicon/reply-ru.json", error);
  JsonObject *limits = document != NULL ? osr_json_get_object (document, "limits") : NULL;

  if (document != NULL)
    self->words = osr_reply_words_new (document, error);
  self->limits = limits != NULL ? json_object_ref (limits) : json_object_new ();
  return self->words != NULL;
}

OsrReplyCheck *
osr_reply_check_new (OsrTextLoader load, GError **error)
{
  g_autoptr (OsrTextWords) words = osr_text_words_new (load, error);

  return words != NULL ? osr_reply_check_new_with_words (words, load, error) : NULL;
}

OsrReplyCheck *
osr_reply_check_new_with_words (OsrTextWords *words, OsrTextLoader load, GError **error)
{
  g_autoptr (OsrReplyCheck) self = g_new0 (OsrReplyCheck, 1);

  self->common = osr_text_words_ref (words);
  return load_words (self, load, error) ? g_steal_pointer (&self) : NULL;
}

void
osr_reply_check_free (OsrReplyCheck *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->words, osr_reply_words_free);
  g_clear_pointer (&self->common, osr_text_words_unref);
  g_clear_pointer (&self->limits, json_object_unref);
  g_free (self);
}

gint64
osr_reply_check_get_limit (OsrReplyCheck *self, const char *network)
{
  return MAX (osr_json_get_int (self->limits, network, 0), 0);
}

/* Length as the networks count it, in UTF-16 units; @over is where the limit is passed. */
static gint64
count_units (const char *text, gsize length, gint64 limit, gsize *over)
{
  const char *end = text + length;
  gint64 units = 0;
  const char *next;

  *over = length;
  for (const char *p = text; p < end; p = next) {
    gunichar c;

    next = osr_text_fold_decode (p, end, &c);
    units += c > 0xFFFF ? 2 : 1;
    if (limit > 0 && units > limit && *over == length)
      *over = (gsize) (p - text);
  }
  return units;
}

static void
check_length (OsrReplyReading *reading, const char *text, gsize length)
{
  gint64 limit = reading->context->limit;
  gsize over;
  gint64 units = count_units (text, length, limit, &over);
  OsrReplyFinding *finding;

  if (limit <= 0 || units <= limit)
    return;
  finding = osr_reply_reading_add (reading, "length", "too-long", over, length);
  finding->amount = units - limit;
}

static gboolean
is_blank (const char *text, gsize length)
{
  const char *end = text + length;
  const char *next;

  for (const char *p = text; p < end; p = next) {
    gunichar c;

    next = osr_text_fold_decode (p, end, &c);
    if (!g_unichar_isspace (c))
      return FALSE;
  }
  return TRUE;
}

/* The program's own demands hold whatever a regulation says. */
static gboolean
is_own (const char *check)
{
  return g_str_equal (check, "empty") || g_str_equal (check, "length");
}

static gboolean
is_style (const char *check)
{
  return !is_own (check) && !g_str_equal (check, "personal-data") &&
         !g_str_equal (check, "interim-names-a-date");
}

/* Takes the clause and the weight from the regulation. Returns: whether the finding stays */
static gboolean
weigh (OsrReplyFinding *finding, const OsrReplyContext *context)
{
  JsonObject *document =
      context->regulation != NULL ? osr_regulation_get_document (context->regulation) : NULL;
  JsonObject *style = document != NULL ? osr_json_get_object (document, "reply_style") : NULL;
  JsonObject *asked = style != NULL ? osr_json_get_object (style, finding->check) : NULL;

  if (asked == NULL && g_str_equal (finding->check, "not-59-fz"))
    return FALSE;
  if (asked == NULL && context->asked_only && is_style (finding->check))
    return FALSE;
  finding->blocks = is_own (finding->check) || (asked != NULL && !finding->unsure &&
                                                osr_json_get_boolean (asked, "blocks", FALSE));
  if (asked != NULL)
    finding->clause = g_strdup (osr_json_get_string (asked, "clause"));
  return TRUE;
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const OsrReplyFinding *one = *(OsrReplyFinding *const *) a;
  const OsrReplyFinding *other = *(OsrReplyFinding *const *) b;

  if (one->blocks != other->blocks)
    return one->blocks ? -1 : 1;
  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  return strcmp (one->check, other->check);
}

static GPtrArray *
finish (OsrReplyReading *reading)
{
  GPtrArray *findings = reading->findings;

  for (guint i = 0; i < findings->len;) {
    if (weigh (findings->pdata[i], reading->context))
      i++;
    else
      g_ptr_array_remove_index (findings, i);
  }
  g_ptr_array_sort (findings, compare_findings);
  return g_ptr_array_ref (findings);
}

GPtrArray *
osr_reply_check_run (OsrReplyCheck *self, const char *text, gssize length,
                     const OsrReplyContext *context)
{
  gsize size = length >= 0 ? (gsize) length : strlen (text);
  OsrReplyReading reading = {
    .context = context,
    .lists = self->words,
    .screening = self->common->screening,
    .topics = self->common->topic_words,
  };
  GPtrArray *findings;

  osr_reply_reading_init (&reading, text, size);
  if (is_blank (text, size)) {
    osr_reply_reading_add (&reading, "empty", "empty", 0, 0);
  } else {
    check_length (&reading, text, size);
    osr_reply_form_check (&reading);
    osr_reply_privacy_check (&reading);
    osr_reply_sense_check (&reading);
    osr_reply_phrases_check (&reading);
  }
  findings = finish (&reading);
  osr_reply_reading_clear (&reading);
  return findings;
}

gboolean
osr_reply_findings_may_go (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++) {
    if (((OsrReplyFinding *) findings->pdata[i])->blocks)
      return FALSE;
  }
  return TRUE;
}
