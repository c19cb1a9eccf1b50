/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the core's reader of texts and puts its answer into words. */
#include "app/triage/osr-triage-suggestion.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/text/osr-text-reader.h"
#include "store/osr-data.h"

/* (nullable): the reader of the window, with the places of @region first. */
static OsrTextReader *
get_reader (const char *region)
{
  static OsrTextReader *reader = NULL;
  static const char *read_for = NULL;
  g_autoptr (GError) error = NULL;

  if (read_for == g_intern_string (region))
    return reader;
  g_clear_pointer (&reader, osr_text_reader_free);
  reader = osr_text_reader_new (osr_data_load, region, &error);
  read_for = g_intern_string (region);
  if (error != NULL)
    g_message ("Nothing can be suggested: %s", error->message);
  return reader;
}

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
  OsrRegulation *regulation = osr_registry_get_regulation_for (registry, c);
  OsrTextReader *reader =
      regulation != NULL ? get_reader (osr_regulation_get_region (regulation)) : NULL;
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
