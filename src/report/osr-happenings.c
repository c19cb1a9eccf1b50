/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the events of a case; the sentences are those of its history. */
#include "report/osr-happenings.h"

#include <glib/gi18n.h>

#include "core/osr-deadline.h"
#include "report/osr-history-sentence.h"
#include "report/osr-shown-text.h"
#include "report/osr-time-text.h"

/* Of one case, the newest; more stand in its history. */
#define MOST_LINES         4
#define EXCERPT_CHARACTERS 120

void
osr_happening_free (OsrHappening *self)
{
  if (self == NULL)
    return;
  g_free (self->case_id);
  g_free (self->title);
  g_free (self->excerpt);
  g_ptr_array_unref (self->says);
  g_free (self);
}

OsrInstant
osr_happenings_since (OsrRegistry *registry, OsrInstant now, OsrInstant left_at)
{
  OsrWorkTime *work_time = osr_registry_get_work_time (registry, NULL);
  OsrInstant end =
      work_time != NULL ? osr_work_time_end_of_day (work_time, now, -1) : OSR_INSTANT_UNKNOWN;

  if (end == OSR_INSTANT_UNKNOWN)
    end = now - 24 * OSR_HOUR;
  return left_at != OSR_INSTANT_UNKNOWN && left_at < end ? left_at : end;
}

static gboolean
is_news (OsrEvent *event, const char *person, OsrInstant since)
{
  return event->at > since && g_strcmp0 (event->by, person) != 0 &&
         !osr_event_is (event, "found") && !osr_event_is (event, "notified") &&
         !osr_event_is (event, "media-kept");
}

static char *
say (OsrCase *c, guint index, GPtrArray *deadlines, OsrRegistry *registry, OsrInstant now)
{
  OsrEvent *event = c->events->pdata[index];
  OsrWorkTime *work_time = osr_registry_get_work_time (registry, NULL);
  g_autoptr (OsrHistorySentence) sentence =
      osr_history_sentence_new (c, index, deadlines, registry);
  g_autofree char *text = osr_history_sentence_to_text (sentence);
  g_autofree char *moment = NULL;

  if (work_time == NULL)
    return g_steal_pointer (&text);
  moment = osr_time_text_moment (event->at, now, osr_work_time_get_zone (work_time));
  return g_strdup_printf ("%s · %s", moment, text);
}

static char *
dup_title (OsrCase *c)
{
  g_autofree char *author = osr_shown_author (c->author_name);

  if (c->number == NULL)
    return g_steal_pointer (&author);
  /* Translators: the number of a case, and the author of the message */
  return g_strdup_printf (_ ("No. %1$s · %2$s"), c->number, author);
}

static char *
dup_excerpt (OsrCase *c)
{
  return c->text != NULL ? osr_shown_line (c->text, EXCERPT_CHARACTERS) : osr_shown_words (NULL);
}

OsrHappening *
osr_happening_new (OsrCase *c, OsrRegistry *registry, const char *person, OsrInstant since,
                   OsrInstant now)
{
  g_autoptr (GPtrArray) deadlines = NULL;
  OsrHappening *self = NULL;

  for (guint i = c->events->len; i > 0; i--) {
    OsrEvent *event = c->events->pdata[i - 1];

    if (!is_news (event, person, since))
      continue;
    if (self == NULL) {
      self = g_new0 (OsrHappening, 1);
      self->case_id = g_strdup (c->id);
      self->title = dup_title (c);
      self->excerpt = dup_excerpt (c);
      self->says = g_ptr_array_new_with_free_func (g_free);
      self->at = event->at;
      deadlines = osr_deadlines_compute (c->events, registry);
    }
    if (self->says->len < MOST_LINES)
      g_ptr_array_insert (self->says, 0, say (c, i - 1, deadlines, registry, now));
    else
      self->left_out++;
  }
  return self;
}
