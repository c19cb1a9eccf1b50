/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The watch of an own account: from a post on it is monitored, then looked at in equal steps, and
 * what is found is answered by the next look (reading 15). */
#include "core/duties/osr-duty-private.h"

#include "core/osr-json.h"
#include "core/record/osr-account-track.h"

/* More looks than any watch has: bounds what a profile can ask for. */
#define MAX_CHECKS 1000

static OsrInstant
after (const OsrWatchSpec *watch, OsrWorkTime *work_time, OsrInstant from, gint64 amount)
{
  if (from == OSR_INSTANT_UNKNOWN)
    return OSR_INSTANT_UNKNOWN;
  if (watch->unit == OSR_UNIT_CLOCK_MINUTES)
    return from + amount;
  return work_time != NULL ? osr_work_time_add (work_time, from, amount) : OSR_INSTANT_UNKNOWN;
}

OsrInstant
osr_watch_monitored_until (const OsrWatchSpec *watch, OsrWorkTime *work_time, OsrInstant post)
{
  return after (watch, work_time, post, watch->monitor);
}

OsrInstant
osr_watch_check (const OsrWatchSpec *watch, OsrWorkTime *work_time, OsrInstant post, int k)
{
  OsrInstant first = osr_watch_monitored_until (watch, work_time, post);
  OsrInstant check = after (watch, work_time, first, k * watch->check_every);

  if (check == OSR_INSTANT_UNKNOWN || check > first + watch->check_for)
    return OSR_INSTANT_UNKNOWN;
  return check;
}

OsrInstant
osr_watch_answer_due (const OsrWatchSpec *watch, OsrWorkTime *work_time, OsrInstant post,
                      OsrInstant written, OsrInstant found)
{
  OsrInstant first = osr_watch_monitored_until (watch, work_time, post);
  OsrInstant last = first;

  if (first == OSR_INSTANT_UNKNOWN || written <= first || found <= first)
    return after (watch, work_time, post,
                  watch->own_answer != NULL ? watch->own_answer->amount * OSR_MINUTE
                                            : watch->monitor);
  for (int k = 1; k <= MAX_CHECKS; k++) {
    OsrInstant check = osr_watch_check (watch, work_time, post, k);

    if (check == OSR_INSTANT_UNKNOWN)
      break;
    if (check > found)
      return check;
    last = check;
  }
  last = after (watch, work_time, last, watch->check_every);
  return last != OSR_INSTANT_UNKNOWN && found < last ? last : OSR_INSTANT_UNKNOWN;
}

/* The first look is the monitoring itself; then one falls at each check, to be made before the next. */
gboolean
osr_watch_window (const OsrWatchSpec *watch, OsrWorkTime *work_time, OsrInstant post,
                  OsrInstant now, OsrWatchWindow *window)
{
  OsrInstant first = osr_watch_monitored_until (watch, work_time, post);
  OsrInstant due = osr_watch_check (watch, work_time, post, 1);

  *window = (OsrWatchWindow){ post, first, first != OSR_INSTANT_UNKNOWN ? first + 1 : first };
  if (first == OSR_INSTANT_UNKNOWN || now < post)
    return FALSE;
  for (int k = 2; k <= MAX_CHECKS && now >= window->until && due != OSR_INSTANT_UNKNOWN; k++) {
    OsrInstant next = osr_watch_check (watch, work_time, post, k);
    OsrInstant until =
        next != OSR_INSTANT_UNKNOWN ? next : after (watch, work_time, due, watch->check_every);

    *window = (OsrWatchWindow){ due, due, until };
    due = next;
  }
  return now >= window->from && now < window->until;
}

/* One post under watch. */
typedef struct {
  GPtrArray *duties;
  const OsrWatchSpec *watch;
  const OsrDutyQuestion *question;
  OsrEvent *post;
  OsrInstant at;       /* when it came out */
  const char *subject; /* the post, or its account where posts have no name */
  OsrWorkTime *work_time;
  GHashTable *found; /* case → its `found` */
} Post;

/* A look at the account is of every post of it, unless it names one. */
static gboolean
is_of_post (const Post *post, OsrEvent *event)
{
  const char *named = osr_event_get_string (event, "post");
  const char *name = osr_event_get_string (post->post, "post");
  const char *account = osr_event_get_string (event, "account");

  if (named != NULL && name != NULL && !g_str_equal (named, name))
    return FALSE;
  return account == NULL || g_strcmp0 (account, osr_event_get_string (post->post, "account")) == 0;
}

/* Counts the looks of [@from, @until). */
static void
count_looks (const Post *post, OsrDuty *duty, OsrInstant from, OsrInstant until)
{
  GPtrArray *events = post->question->events;

  for (guint i = 0; i < events->len; i++) {
    OsrEvent *event = events->pdata[i];

    if (event->at >= from && event->at < until && event->at <= post->question->now &&
        osr_triggers_match (post->watch->spec->done_by, event) && is_of_post (post, event))
      osr_duty_count (duty, event->at);
  }
}

/* The look that falls at @due is made from @from on, and missed when the next one falls at @next. */
static OsrDuty *
append_look (const Post *post, OsrInstant from, OsrInstant due, OsrInstant next)
{
  OsrDuty *duty = osr_duty_append (post->duties, post->watch->spec, post->subject);

  osr_duty_take_zone (duty, post->work_time);
  duty->period_start = from;
  duty->period_end = next;
  duty->due = due;
  duty->since = from;
  duty->uncovered = due == OSR_INSTANT_UNKNOWN;
  if (due == OSR_INSTANT_UNKNOWN)
    return duty;
  count_looks (post, duty, from, next != OSR_INSTANT_UNKNOWN ? next : G_MAXINT64);
  osr_duty_settle (duty, next != OSR_INSTANT_UNKNOWN ? next - 1 : next, post->question->now);
  return duty;
}

static void
append_looks (const Post *post)
{
  const OsrWatchSpec *watch = post->watch;
  OsrInstant start = post->at;
  OsrInstant first = osr_watch_monitored_until (watch, post->work_time, start);
  OsrInstant due = osr_watch_check (watch, post->work_time, start, 1);

  /* A look at t₁ itself still belongs to the monitoring. */
  append_look (post, start, first, first != OSR_INSTANT_UNKNOWN ? first + 1 : first)->period_end =
      first;
  for (int k = 2; k <= MAX_CHECKS && due != OSR_INSTANT_UNKNOWN; k++) {
    OsrInstant next = osr_watch_check (watch, post->work_time, start, k);
    OsrInstant ends = next;

    if (next == OSR_INSTANT_UNKNOWN)
      ends = after (watch, post->work_time, due, watch->check_every);
    append_look (post, due, due, ends);
    due = next;
  }
}

/* --- answers --- */

/* (transfer full): case → how its message was found, which says under which post it stands and when
 * it was written */
static GHashTable *
index_found (GPtrArray *events)
{
  GHashTable *found = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < events->len; i++) {
    OsrEvent *event = events->pdata[i];
    const char *item = osr_event_is (event, "found") ? osr_duty_item (event) : NULL;

    if (item != NULL)
      g_hash_table_insert (found, (gpointer) item, event);
  }
  return found;
}

/* Whether a comment stands under this post, by what was said when it was taken, or when it was found:
 * networks number posts account by account. */
static gboolean
is_under (const Post *post, OsrEvent *event, OsrEvent *found)
{
  const char *name = osr_event_get_string (post->post, "post");
  const char *account = osr_event_get_string (post->post, "account");
  const char *where = found != NULL ? osr_event_get_string (found, "account") : NULL;
  const char *under = osr_event_get_string (event, "post");

  if (under == NULL && found != NULL)
    under = osr_event_get_string (found, "post_id");
  return g_strcmp0 (under, name) == 0 &&
         (account == NULL || where == NULL || g_str_equal (account, where));
}

static void
finish_answer (const Post *post, OsrDuty *duty, guint after_index)
{
  GPtrArray *events = post->question->events;

  for (guint i = after_index + 1; i < events->len && duty->count == 0; i++) {
    OsrEvent *event = events->pdata[i];

    if (event->at <= post->question->now && osr_triggers_match (duty->spec->done_by, event) &&
        g_strcmp0 (osr_duty_item (event), duty->subject) == 0)
      osr_duty_count (duty, event->at);
  }
  osr_duty_settle (duty, duty->due, post->question->now);
}

static void
append_answer (const Post *post, const OsrDutySpec *spec, guint index, OsrInstant due)
{
  OsrEvent *event = post->question->events->pdata[index];
  OsrDuty *duty = osr_duty_append (post->duties, spec, osr_duty_item (event));

  osr_duty_take_zone (duty, post->work_time);
  duty->since = event->at;
  duty->due = due;
  finish_answer (post, duty, index);
}

static gboolean
starts (const OsrDutySpec *spec, OsrEvent *event)
{
  return spec != NULL && osr_triggers_match (spec->starts, event);
}

static void
take_comment (const Post *post, guint index, GHashTable *cases)
{
  const OsrWatchSpec *watch = post->watch;
  OsrEvent *event = post->question->events->pdata[index];
  const char *item = osr_duty_item (event);
  OsrEvent *found = g_hash_table_lookup (post->found, item);
  OsrInstant written = osr_event_get_published (found != NULL ? found : event);

  if (!is_under (post, event, found))
    return;
  g_hash_table_add (cases, (gpointer) item);
  append_answer (post, watch->own_answer, index,
                 osr_watch_answer_due (watch, post->work_time, post->at, MIN (written, event->at),
                                       event->at));
}

/* A comment is of the post that its finding names; what its author says later is known by the case. */
static void
append_answers (const Post *post)
{
  const OsrWatchSpec *watch = post->watch;
  const char *name = osr_event_get_string (post->post, "post");
  g_autoptr (GHashTable) cases = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *events = post->question->events;

  for (guint i = 0; name != NULL && i < events->len; i++) {
    OsrEvent *event = events->pdata[i];
    const char *item = osr_duty_item (event);

    if (event->at > post->question->now || item == NULL)
      continue;
    if (starts (watch->own_answer, event))
      take_comment (post, i, cases);
    if (starts (watch->after_clarification, event) && g_hash_table_contains (cases, item))
      append_answer (post, watch->after_clarification, i,
                     after (watch, post->work_time, event->at,
                            watch->after_clarification->amount * OSR_MINUTE));
  }
}

void
osr_watch_append (GPtrArray *duties, const OsrWatchSpec *watch, const OsrDutyQuestion *question)
{
  g_autoptr (GHashTable) found = index_found (question->events);

  for (guint i = 0; i < question->events->len; i++) {
    OsrEvent *event = question->events->pdata[i];
    const char *subject = osr_event_get_string (event, "post");
    OsrInstant at = osr_event_get_published (event);
    Post post = { duties, watch, question, event, at, subject, NULL, found };

    if (event->at > question->now || !osr_triggers_match (watch->spec->starts, event))
      continue;
    /* What came out before the regulation was in force here is held against nobody. */
    if (at < event->at && question->from != OSR_INSTANT_UNKNOWN && at < question->from)
      continue;
    if (subject == NULL)
      post.subject = osr_event_get_string (event, "account");
    post.work_time = osr_duty_work_time (question->registry, event);
    append_looks (&post);
    append_answers (&post);
  }
}
