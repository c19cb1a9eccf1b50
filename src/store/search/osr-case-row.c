/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills the row of a case from its fold. Who reads it, and what they owe besides, is the caller's. */
#include "store/search/osr-case-row.h"

#include "core/message/osr-matter.h"
#include "core/osr-deadline.h"
#include "core/osr-rules.h"
#include "core/text/osr-case-words.h"

/* A topic that the office has no name for is found by its id. */
static char *
dup_topic_names (OsrCase *c, OsrRegistry *registry)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; c->topics != NULL && c->topics[i] != NULL; i++) {
    const OsrTopic *topic = osr_registry_find_topic (registry, c->topics[i]);

    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                            topic != NULL ? topic->name : c->topics[i]);
  }
  return g_string_free (names, FALSE);
}

char *
osr_case_row_dup_author (OsrCase *c)
{
  if (c->author_id != NULL || c->author_name == NULL || *c->author_name == '\0')
    return g_strdup (c->author_id);
  return g_strdup_printf ("%s %s %s", c->network, c->source != NULL ? c->source : "",
                          c->author_name);
}

void
osr_case_row_init (OsrCaseRow *self, OsrCase *c, OsrRegistry *registry)
{
  OsrCacheRow row = { .id = c->id,
                      .number = c->number,
                      .state = c->state,
                      .due = OSR_INSTANT_UNKNOWN,
                      .overdue_at = OSR_INSTANT_UNKNOWN,
                      .at = c->published_at > 0 ? c->published_at : c->found_at,
                      .text = c->text,
                      .author = c->author_name,
                      .place = c->locality,
                      .permalink = c->permalink,
                      .matter = osr_matter_get_joined (c) };

  self->step = NULL;
  self->author = osr_case_row_dup_author (c);
  self->topics = dup_topic_names (c, registry);
  self->replies = osr_case_words_dup_replies (c);
  self->notes = osr_case_words_dup_notes (c);
  row.author_id = self->author;
  row.topics = self->topics;
  row.replies = self->replies;
  row.notes = self->notes;
  row.over = osr_case_is_over (c);
  self->row = row;
}

void
osr_case_row_set_limits (OsrCaseRow *self, OsrCase *c, OsrRegistry *registry, const char *person)
{
  g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (c->events, registry);
  const OsrDeadline *due = osr_rules_next_deadline (c, registry, person, deadlines);

  if (person != NULL)
    self->row.acts = osr_rules_next_step (c, registry, person) != NULL;
  if (due == NULL || due->state != OSR_DEADLINE_OPEN)
    return;
  self->step = due->spec->id;
  self->row.due = due->due;
  self->row.overdue_at = due->spec->optional ? OSR_INSTANT_UNKNOWN : due->due;
}

void
osr_case_row_clear (OsrCaseRow *self)
{
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->topics, g_free);
  g_clear_pointer (&self->replies, g_free);
  g_clear_pointer (&self->notes, g_free);
}
