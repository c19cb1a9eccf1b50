/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one case adds to the figures of a period, for each body that owed something in it and for the
 * office as a whole. */
#include "core/duties/osr-duty.h"
#include "core/rating/osr-rating-private.h"

#define POOR_MARK 3

typedef struct {
  OsrRating *rating;
  OsrOutcomes taken;
  gboolean repeat;
  gboolean answered; /* the case has a verdict in this period */
} Count;

/* What timeliness says of the case for one body. */
typedef struct {
  const char *body;
  gboolean late;
  gboolean held_up;
  OsrInstant decided_at;
} Verdict;

void
osr_rating_add_id (GPtrArray *ids, const char *id)
{
  for (guint i = ids->len; i > 0; i--) {
    if (g_str_equal (ids->pdata[i - 1], id))
      return;
  }
  g_ptr_array_add (ids, g_strdup (id));
}

/* Cases come one after another, so one that is there already stands at the end. */
static void
add_last (GPtrArray *ids, const char *id)
{
  if (ids->len == 0 || !g_str_equal (ids->pdata[ids->len - 1], id))
    g_ptr_array_add (ids, g_strdup (id));
}

static gboolean
is_in_period (const Count *count, OsrInstant instant)
{
  return instant != OSR_INSTANT_UNKNOWN && instant >= count->rating->period.start &&
         instant < count->rating->until;
}

static gboolean
is_counted (const Count *count, OsrMetric metric, const OsrTimerSpec *spec)
{
  return g_ptr_array_find (count->rating->formula->metrics[metric].timers, spec->id, NULL);
}

static void
add_part (Count *count, const char *body, OsrMetric metric, gint64 part, gboolean against)
{
  OsrRatingRow *row = osr_rating_put_row (count->rating, body);
  OsrFigure *figure = &row->figures[metric];
  const char *id = count->taken.then->id;

  figure->part += part;
  figure->whole++;
  add_last (figure->cases, id);
  add_last (row->cases, id);
  if (against)
    add_last (figure->against, id);
}

/* For the body, and for the office. */
static void
add_for_both (Count *count, const char *body, OsrMetric metric, gint64 part, gboolean against)
{
  if (body != NULL)
    add_part (count, body, metric, part, against);
  add_part (count, NULL, metric, part, against);
}

/* --- timeliness --- */

static void
join_verdict (GArray *verdicts, const char *body, const OsrOutcome *outcome)
{
  Verdict verdict = { body, outcome->late, outcome->held_up, outcome->decided_at };

  for (guint i = 0; i < verdicts->len; i++) {
    Verdict *known = &g_array_index (verdicts, Verdict, i);

    if (g_strcmp0 (known->body, body) != 0)
      continue;
    known->late |= outcome->late;
    known->held_up |= outcome->held_up;
    known->decided_at = MAX (known->decided_at, outcome->decided_at);
    return;
  }
  g_array_append_val (verdicts, verdict);
}

/* (transfer full): one verdict a body, and the first for the office */
static GArray *
judge (const Count *count)
{
  GArray *verdicts = g_array_new (FALSE, FALSE, sizeof (Verdict));

  for (guint i = 0; i < count->taken.outcomes->len; i++) {
    const OsrOutcome *outcome = count->taken.outcomes->pdata[i];

    if (!is_counted (count, OSR_METRIC_TIMELINESS, outcome->spec) ||
        !is_in_period (count, outcome->decided_at))
      continue;
    join_verdict (verdicts, NULL, outcome);
    if (outcome->body != NULL)
      join_verdict (verdicts, outcome->body, outcome);
  }
  return verdicts;
}

static OsrRatingWeek *
week_of (const Count *count, OsrInstant instant)
{
  GArray *weeks = count->rating->weeks;

  for (guint i = weeks->len; i > 0; i--) {
    OsrRatingWeek *week = &g_array_index (weeks, OsrRatingWeek, i - 1);

    if (instant >= week->start)
      return week;
  }
  return weeks->len > 0 ? &g_array_index (weeks, OsrRatingWeek, 0) : NULL;
}

static void
count_verdicts (Count *count, GArray *verdicts)
{
  for (guint i = 0; i < verdicts->len; i++) {
    const Verdict *verdict = &g_array_index (verdicts, Verdict, i);
    OsrRatingWeek *week = verdict->body == NULL ? week_of (count, verdict->decided_at) : NULL;

    add_part (count, verdict->body, OSR_METRIC_TIMELINESS, verdict->late ? 0 : 1, verdict->late);
    if (verdict->late && verdict->held_up)
      add_last (osr_rating_put_row (count->rating, verdict->body)->held_up, count->taken.then->id);
    if (week != NULL) {
      week->decided++;
      week->in_time += verdict->late ? 0 : 1;
    }
  }
}

static gboolean
has_verdict (GArray *verdicts, const char *body)
{
  for (guint i = 0; i < verdicts->len; i++) {
    if (g_strcmp0 (g_array_index (verdicts, Verdict, i).body, body) == 0)
      return TRUE;
  }
  return FALSE;
}

/* --- mean time and activity --- */

static void
add_saved (Count *count, const char *body, const OsrOutcome *outcome)
{
  gint64 used = outcome->amount > 0 ? outcome->elapsed * 1000 / outcome->amount : 1000;

  osr_rating_put_row (count->rating, body)->figures[OSR_METRIC_MEAN_TIME].saved +=
      1000 - MIN (used, 1000);
}

static void
count_reply (Count *count, const OsrOutcome *outcome)
{
  if (outcome->elapsed == OSR_INSTANT_UNKNOWN || outcome->spec->unit == OSR_UNIT_WORKING_DAYS)
    return;
  add_for_both (count, outcome->body, OSR_METRIC_MEAN_TIME, outcome->elapsed, outcome->late);
  add_saved (count, NULL, outcome);
  if (outcome->body != NULL)
    add_saved (count, outcome->body, outcome);
}

static void
count_outcomes (Count *count)
{
  for (guint i = 0; i < count->taken.outcomes->len; i++) {
    const OsrOutcome *outcome = count->taken.outcomes->pdata[i];

    if (is_counted (count, OSR_METRIC_MEAN_TIME, outcome->spec) &&
        is_in_period (count, outcome->met_at))
      count_reply (count, outcome);
    if (is_counted (count, OSR_METRIC_ACTIVITY, outcome->spec) &&
        is_in_period (count, outcome->decided_at))
      add_for_both (count, outcome->body, OSR_METRIC_ACTIVITY, outcome->late ? 0 : 1,
                    outcome->late);
  }
}

/* --- quality --- */

/* The last evaluation of the period is the one that counts. */
static void
count_mark (Count *count)
{
  GPtrArray *events = count->taken.then->events;

  for (guint i = events->len; i > 0; i--) {
    OsrEvent *event = events->pdata[i - 1];
    gint64 mark = osr_event_get_int (event, "quality", 0);
    g_autofree char *body = NULL;
    OsrRatingWeek *week;

    if (!osr_event_is (event, "evaluated") || !is_in_period (count, event->at) || mark < 1 ||
        mark > 5)
      continue;
    body = osr_outcomes_dup_drafter (&count->taken, event->at, i);
    add_for_both (count, body, OSR_METRIC_QUALITY, mark, mark <= POOR_MARK);
    week = week_of (count, event->at);
    if (week != NULL) {
      week->marks++;
      week->marks_sum += mark;
    }
    return;
  }
}

/* --- returns --- */

static void
add_return (Count *count, const char *body, const OsrTransfer *transfer)
{
  OsrRatingRow *row = osr_rating_put_row (count->rating, body);

  row->returns++;
  if (transfer->had_it != OSR_INSTANT_UNKNOWN)
    row->returns_held += transfer->gave_it - transfer->had_it;
  osr_rating_add_id (row->returned, count->taken.then->id);
}

/* They count for nobody and against nobody: who passes what on is for a supervisor to see. */
static void
count_returns (Count *count)
{
  for (guint i = 0; i < count->taken.then->events->len; i++) {
    OsrTransfer transfer;

    if (!osr_case_get_transfer (count->taken.then, i, &transfer) ||
        !is_in_period (count, transfer.gave_it))
      continue;
    add_return (count, NULL, &transfer);
    if (transfer.body != NULL)
      add_return (count, transfer.body, &transfer);
  }
}

/* --- what was left out --- */

static gboolean
is_running (const Count *count, const char *body)
{
  for (guint i = 0; i < count->taken.deadlines->len; i++) {
    const OsrDeadline *deadline = count->taken.deadlines->pdata[i];

    if (deadline->state == OSR_DEADLINE_OPEN && deadline->due != OSR_INSTANT_UNKNOWN &&
        is_counted (count, OSR_METRIC_TIMELINESS, deadline->spec) &&
        (body == NULL || deadline->body == NULL || g_str_equal (deadline->body, body)))
      return TRUE;
  }
  return FALSE;
}

/* Whether the case was counted before the period, or against whoever had it then. */
static gboolean
was_decided (const Count *count, OsrInstant by)
{
  for (guint i = 0; i < count->taken.outcomes->len; i++) {
    const OsrOutcome *outcome = count->taken.outcomes->pdata[i];

    if (is_counted (count, OSR_METRIC_TIMELINESS, outcome->spec) && outcome->decided_at <= by)
      return TRUE;
  }
  return FALSE;
}

static OsrLeftOut
why_left_out (const Count *count, const OsrCaseBody *body)
{
  OsrCase *then = count->taken.then;

  if (count->repeat)
    return OSR_LEFT_OUT_REPEAT;
  if (then->message_state == OSR_MESSAGE_DELETED)
    return OSR_LEFT_OUT_MESSAGE_DELETED;
  if (then->state == OSR_CASE_DISMISSED)
    return OSR_LEFT_OUT_DISMISSED;
  if (body != NULL && was_decided (count, body->received_at))
    return OSR_LEFT_OUT_CAME_TOO_LATE;
  if (body != NULL && (body->contributor || (count->answered && !body->returned)))
    return OSR_LEFT_OUT_ANOTHER_ANSWERS;
  if (body != NULL ? body->returned : then->state == OSR_CASE_RETURNED)
    return OSR_LEFT_OUT_RETURNED;
  if (then->state == OSR_CASE_CLOSED)
    return OSR_LEFT_OUT_CLOSED;
  return is_running (count, body != NULL ? body->body : NULL) ? OSR_LEFT_OUT_NOT_YET_DUE
                                                              : OSR_LEFT_OUT_NO_LIMIT;
}

static void
leave_out (Count *count, const OsrCaseBody *body)
{
  OsrRatingRow *row = osr_rating_put_row (count->rating, body != NULL ? body->body : NULL);
  const char *id = count->taken.then->id;

  add_last (row->left_out[why_left_out (count, body)], id);
  add_last (row->cases, id);
}

static void
count_left_out (Count *count, GArray *verdicts)
{
  OsrCase *then = count->taken.then;

  count->answered = has_verdict (verdicts, NULL);
  if (!count->answered && is_in_period (count, then->detected_at))
    leave_out (count, NULL);
  for (guint i = 0; i < then->bodies->len; i++) {
    const OsrCaseBody *body = then->bodies->pdata[i];

    if (!has_verdict (verdicts, body->body) && is_in_period (count, body->received_at))
      leave_out (count, body);
  }
}

/* --- all --- */

/* What was over before the period began adds nothing to it. */
static gboolean
may_matter (const OsrRating *rating, OsrCase *c)
{
  OsrEvent *last = c->events->len > 0 ? c->events->pdata[c->events->len - 1] : NULL;
  OsrEvent *first = c->events->len > 0 ? c->events->pdata[0] : NULL;

  return last != NULL && first->at < rating->until &&
         (last->at >= rating->period.start || !osr_case_is_over (c));
}

static gboolean
is_repeat (OsrCase *c)
{
  for (guint i = 0; i < c->events->len; i++) {
    if (osr_event_is (c->events->pdata[i], "linked"))
      return TRUE;
  }
  return FALSE;
}

void
osr_rating_count_case (OsrRating *rating, OsrCase *c, OsrRegistry *registry)
{
  g_auto (OsrOutcomes) taken = { 0 };
  g_autoptr (GArray) verdicts = NULL;
  Count count = { .rating = rating };

  if (!may_matter (rating, c))
    return;
  osr_outcomes_take (&taken, c, registry, rating->until);
  count.taken = taken;
  count.repeat = rating->formula->leaves_out_repeats && is_repeat (taken.then);
  if (count.repeat) {
    verdicts = g_array_new (FALSE, FALSE, sizeof (Verdict));
  } else {
    verdicts = judge (&count);
    count_verdicts (&count, verdicts);
    count_outcomes (&count);
    count_mark (&count);
  }
  count_returns (&count);
  count_left_out (&count, verdicts);
}

/* --- duties --- */

static void
add_duty (OsrRating *rating, const OsrDuty *duty, OsrRegistry *registry)
{
  const OsrAccount *account = osr_registry_find_account (registry, duty->subject);
  const char *bodies[] = { NULL, account != NULL ? account->body : NULL };

  for (guint i = 0; i < (bodies[1] != NULL ? 2 : 1); i++) {
    OsrFigure *figure = &osr_rating_put_row (rating, bodies[i])->figures[OSR_METRIC_ACTIVITY];

    figure->whole++;
    figure->part += duty->state == OSR_DUTY_DONE ? 1 : 0;
  }
}

void
osr_rating_count_duties (OsrRating *rating, GPtrArray *events, OsrRegistry *registry)
{
  JsonObject *document = osr_regulation_get_document (rating->formula->regulation);
  g_autoptr (OsrDutySpecs) specs = osr_duty_specs_new_from_json (document, "", NULL);
  g_autoptr (GPtrArray) duties = NULL;
  const OsrDutySpec *spec;
  OsrDutyQuestion question = { events, registry, OSR_INSTANT_UNKNOWN, rating->until };

  spec = specs != NULL
             ? osr_duty_specs_find (specs, rating->formula->metrics[OSR_METRIC_ACTIVITY].duty)
             : NULL;
  question.from = osr_duties_since (events);
  if (spec == NULL || question.from == OSR_INSTANT_UNKNOWN)
    return;
  duties = osr_duties_compute (specs, &question);
  for (guint i = 0; i < duties->len; i++) {
    const OsrDuty *duty = duties->pdata[i];

    if (duty->spec == spec && duty->period_end > rating->period.start &&
        duty->period_end <= rating->until)
      add_duty (rating, duty, registry);
  }
}
