/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts messages by the moment at which they were first taken, as they had been triaged by the end of
 * the period; what is late is counted of this moment. */
#include "core/rating/osr-summary.h"

#include "core/osr-deadline.h"

static void
line_free (gpointer data)
{
  OsrSummaryLine *line = data;

  g_free (line->id);
  g_ptr_array_unref (line->cases);
  g_free (line);
}

static void
late_free (gpointer data)
{
  OsrLateNow *late = data;

  g_free (late->id);
  g_free (late->number);
  g_free (late->body);
  g_free (late);
}

const char *
osr_summary_by_nick (OsrSummaryBy by)
{
  static const char *const nicks[OSR_N_SUMMARY_BY] = { "topics", "networks", "bodies",
                                                       "importance" };

  return (guint) by < OSR_N_SUMMARY_BY ? nicks[by] : "";
}

void
osr_summary_free (OsrSummary *self)
{
  if (self == NULL)
    return;
  osr_registry_unref (self->registry);
  g_ptr_array_unref (self->cases);
  for (int i = 0; i < OSR_N_SUMMARY_BY; i++)
    g_ptr_array_unref (self->lines[i]);
  g_clear_pointer (&self->rating, osr_rating_free);
  g_clear_pointer (&self->before, osr_rating_free);
  g_ptr_array_unref (self->late);
  g_ptr_array_unref (self->broken);
  g_clear_pointer (&self->checkpoint, osr_checkpoint_free);
  g_free (self);
}

/* --- how many, and of what sort --- */

static OsrInstant
first_taken (OsrCase *c)
{
  for (guint i = 0; i < c->events->len; i++) {
    OsrEvent *event = c->events->pdata[i];

    if (osr_event_is (event, "detected"))
      return event->at;
  }
  return OSR_INSTANT_UNKNOWN;
}

/* (transfer full): as it stood at @until */
static OsrCase *
fold_before (OsrCase *c, OsrInstant until)
{
  OsrCase *then = osr_case_new (c->id);

  for (guint i = 0; i < c->events->len; i++) {
    OsrEvent *event = c->events->pdata[i];

    if (event->at < until)
      osr_case_apply (then, event);
  }
  return then;
}

static void
add_to_line (OsrSummary *self, OsrSummaryBy by, const char *id, OsrCase *c, gboolean before)
{
  OsrSummaryLine *line = NULL;

  for (guint i = 0; line == NULL && i < self->lines[by]->len; i++) {
    OsrSummaryLine *known = self->lines[by]->pdata[i];

    if (g_str_equal (known->id, id != NULL ? id : ""))
      line = known;
  }
  if (line == NULL) {
    line = g_new0 (OsrSummaryLine, 1);
    line->id = g_strdup (id != NULL ? id : "");
    line->cases = g_ptr_array_new_with_free_func (g_free);
    g_ptr_array_add (self->lines[by], line);
  }
  if (before)
    line->before++;
  else
    g_ptr_array_add (line->cases, g_strdup (c->id));
}

static void
add_to_lines (OsrSummary *self, OsrCase *then, gboolean before)
{
  const OsrCaseBody *drafter = osr_case_get_drafter (then);

  for (guint i = 0; then->topics[i] != NULL; i++) {
    if (!g_strv_contains ((const char *const *) then->topics + i + 1, then->topics[i]))
      add_to_line (self, OSR_SUMMARY_TOPICS, then->topics[i], then, before);
  }
  if (then->topics[0] == NULL)
    add_to_line (self, OSR_SUMMARY_TOPICS, NULL, then, before);
  add_to_line (self, OSR_SUMMARY_NETWORKS, then->network, then, before);
  add_to_line (self, OSR_SUMMARY_BODIES, drafter != NULL ? drafter->body : NULL, then, before);
  add_to_line (self, OSR_SUMMARY_IMPORTANCE, then->important ? "high" : "normal", then, before);
}

static void
count_case (OsrSummary *self, OsrCase *c)
{
  const OsrRating *rating = self->rating;
  OsrInstant taken = first_taken (c);
  gboolean before = taken >= self->before->period.start && taken < self->before->until;
  g_autoptr (OsrCase) then = NULL;

  if (taken == OSR_INSTANT_UNKNOWN ||
      (!before && (taken < rating->period.start || taken >= rating->until)))
    return;
  then = fold_before (c, before ? self->before->until : rating->until);
  add_to_lines (self, then, before);
  if (before)
    self->cases_before++;
  else
    g_ptr_array_add (self->cases, g_strdup (c->id));
}

static int
by_count (gconstpointer a, gconstpointer b)
{
  const OsrSummaryLine *left = *(OsrSummaryLine *const *) a;
  const OsrSummaryLine *right = *(OsrSummaryLine *const *) b;

  if ((*left->id == '\0') != (*right->id == '\0'))
    return *left->id == '\0' ? 1 : -1;
  if (left->cases->len != right->cases->len)
    return left->cases->len > right->cases->len ? -1 : 1;
  if (left->before != right->before)
    return left->before > right->before ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

/* --- late now --- */

static const OsrDeadline *
find_late (GPtrArray *deadlines, OsrInstant now)
{
  const OsrDeadline *latest = NULL;

  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];

    if (deadline->state != OSR_DEADLINE_OPEN || deadline->spec->optional ||
        !osr_deadline_is_late (deadline, now))
      continue;
    if (latest == NULL || deadline->due < latest->due)
      latest = deadline;
  }
  return latest;
}

/* With the final reply all clocks stop. */
static void
look_for_late (OsrSummary *self, OsrCase *c)
{
  g_autoptr (GPtrArray) deadlines = NULL;
  const OsrDeadline *deadline;
  OsrLateNow *late;

  if (osr_case_is_over (c) || c->state == OSR_CASE_ANSWERED)
    return;
  deadlines = osr_deadlines_compute (c->events, self->registry);
  deadline = find_late (deadlines, self->now);
  if (deadline == NULL)
    return;
  late = g_new0 (OsrLateNow, 1);
  late->id = g_strdup (c->id);
  late->number = g_strdup (c->number);
  late->body = g_strdup (deadline->office);
  late->spec = deadline->spec;
  late->due = deadline->due;
  g_ptr_array_add (self->late, late);
}

static int
by_due (gconstpointer a, gconstpointer b)
{
  const OsrLateNow *left = *(OsrLateNow *const *) a;
  const OsrLateNow *right = *(OsrLateNow *const *) b;

  if (left->due != right->due)
    return left->due < right->due ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

/* The promised day itself is still in time; an answer or a closing after the promise keeps it. */
static void
look_for_promise (OsrSummary *self, OsrCase *c)
{
  OsrDay today = osr_zone_day_at (osr_rating_zone (self->registry), self->now, NULL);
  gboolean broken = FALSE;
  OsrDay promised;

  for (guint i = 0; i < c->events->len; i++) {
    OsrEvent *event = c->events->pdata[i];

    if (event->at > self->now)
      break;
    if (osr_event_is (event, "promised"))
      broken = osr_day_parse (osr_event_get_string (event, "date"), &promised) && promised < today;
    else if (osr_event_is (event, "published") || osr_event_is (event, "closed"))
      broken = FALSE;
  }
  if (broken)
    g_ptr_array_add (self->broken, g_strdup (c->id));
}

/* --- all --- */

static OsrSummary *
summary_new (const OsrRatingQuestion *question)
{
  OsrSummary *self = g_new0 (OsrSummary, 1);

  self->registry = osr_registry_ref (question->registry);
  self->now = question->now;
  self->cases = g_ptr_array_new_with_free_func (g_free);
  self->late = g_ptr_array_new_with_free_func (late_free);
  self->broken = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < OSR_N_SUMMARY_BY; i++)
    self->lines[i] = g_ptr_array_new_with_free_func (line_free);
  return self;
}

/* The period before is counted by the formula of this one, or the two could not be compared. */
static gboolean
rate (OsrSummary *self, const OsrRatingQuestion *question, const OsrPeriod *period, GError **error)
{
  OsrRatingQuestion same = *question;
  OsrPeriod previous;

  self->rating = osr_rating_compute (question, period, error);
  if (self->rating == NULL)
    return FALSE;
  same.regulation = self->rating->formula->regulation;
  previous = osr_period_before (period, osr_rating_zone (question->registry));
  self->before = osr_rating_compute (&same, &previous, error);
  return self->before != NULL;
}

OsrSummary *
osr_summary_compute (const OsrRatingQuestion *question, const OsrPeriod *period, GError **error)
{
  g_autoptr (OsrSummary) self = summary_new (question);

  if (!rate (self, question, period, error))
    return NULL;
  for (guint i = 0; i < question->cases->len; i++) {
    count_case (self, question->cases->pdata[i]);
    look_for_late (self, question->cases->pdata[i]);
    look_for_promise (self, question->cases->pdata[i]);
  }
  for (int i = 0; i < OSR_N_SUMMARY_BY; i++)
    g_ptr_array_sort (self->lines[i], by_count);
  g_ptr_array_sort (self->late, by_due);
  return g_steal_pointer (&self);
}
