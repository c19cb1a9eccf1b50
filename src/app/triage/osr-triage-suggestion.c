/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the core's reader of texts and puts its answer into words. */
#include "app/triage/osr-triage-suggestion.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/shared/osr-text-desk.h"

static void
append_words (GString *words, const char *text, gsize start, gsize end)
{
  if (start >= end)
    return;
  if (words->len > 0)
    g_string_append (words, ", ");
  g_string_append_len (words, text + start, (gssize) (end - start));
}

static char *
make_label (const OsrTriageSuggestion *self)
{
  if (self->place != NULL && self->important)
    /* Translators: a place that the message names, and that it seems of high importance */
    return g_strdup_printf (_ ("%s · high importance"), self->place);
  return g_strdup (self->place != NULL ? self->place : _ ("High importance"));
}

OsrTriageSuggestion *
osr_triage_suggestion_new (OsrCase *c, OsrRegistry *registry, const char *place, gboolean important)
{
  OsrTextReader *reader = osr_text_desk_get_reader (c, registry);
  g_autoptr (OsrTriageSuggestion) self = g_new0 (OsrTriageSuggestion, 1);
  g_autoptr (GString) words = g_string_new (NULL);
  const OsrTextReading *reading;

  if (reader == NULL || c->text == NULL || !g_utf8_validate (c->text, -1, NULL))
    return NULL;
  reading = osr_text_reader_read (reader, c->text, -1);
  if (reading->place.name != NULL && (place == NULL || *place == '\0')) {
    self->place = g_strdup (reading->place.name);
    append_words (words, c->text, reading->place.start, reading->place.end);
  }
  if (reading->important && !important) {
    self->important = TRUE;
    append_words (words, c->text, reading->danger_start, reading->danger_end);
  }
  if (self->place == NULL && !self->important)
    return NULL;
  self->label = make_label (self);
  self->because = words->len > 0 ? g_strdup_printf (_ ("Suggested by the words: %s"), words->str)
                                 : g_strdup (_ ("Suggested by a threat in the message"));
  return g_steal_pointer (&self);
}

void
osr_triage_suggestion_free (OsrTriageSuggestion *self)
{
  if (self == NULL)
    return;
  g_free (self->place);
  g_free (self->label);
  g_free (self->because);
  g_free (self);
}
