/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One walk over the events keeps the newest instance of each timer and subject; then the due moments
 * are laid out in the order of the profile, those counted back after the one they lean on. */
#include "core/osr-deadline.h"

#include "core/osr-deadline-turns.h"
#include "core/osr-json.h"
#include "core/osr-registry-private.h"

/* What a triage says of the limit. */
typedef struct {
  gint64 limit_minutes; /* 0: the standard limit */
  gboolean important;
  gboolean marked; /* the shortened limit */
} Triage;

typedef struct {
  GPtrArray *events;
  OsrRegistry *registry;
  OsrRegulation *regulation; /* the case's */
  GPtrArray *deadlines;      /* OsrDeadline */
  const char *body;          /* the body that drafts now */
  const char *named;         /* nullable: the body that the event at hand names */
  Triage first;
  Triage latest;
  gboolean triaged;
  gboolean repeat; /* the message repeats an earlier one */
  OsrTurns turns;
} Walk;

void
osr_deadline_free (OsrDeadline *deadline)
{
  g_free (deadline->body);
  g_free (deadline->office);
  g_free (deadline);
}

/* A reply is judged by the network's own time, which cannot be later than its record. */
static OsrInstant
moment_of (OsrEvent *event)
{
  OsrInstant network = osr_event_get_int (event, "published_at", OSR_INSTANT_UNKNOWN);

  if (osr_event_is (event, "published") && network != OSR_INSTANT_UNKNOWN)
    return MIN (network, event->at);
  return event->at;
}

static const char *
subject_of (Walk *walk, const OsrTimerSpec *spec)
{
  if (spec->subject == OSR_SUBJECT_CASE)
    return NULL;
  return walk->named != NULL ? walk->named : walk->body;
}

static OsrDeadline *
find_instance (Walk *walk, const OsrTimerSpec *spec, const char *body)
{
  for (guint i = 0; i < walk->deadlines->len; i++) {
    OsrDeadline *deadline = walk->deadlines->pdata[i];

    if (deadline->spec == spec && g_strcmp0 (deadline->body, body) == 0)
      return deadline;
  }
  return NULL;
}

static void
start (Walk *walk, const OsrTimerSpec *spec, guint index)
{
  OsrEvent *event = walk->events->pdata[index];
  const char *body = subject_of (walk, spec);
  OsrDeadline *deadline = find_instance (walk, spec, body);

  if (deadline != NULL && spec->first_start && deadline->state != OSR_DEADLINE_REMOVED)
    return;
  if (deadline == NULL) {
    deadline = g_new0 (OsrDeadline, 1);
    deadline->regulation = walk->regulation;
    deadline->spec = spec;
    deadline->body = g_strdup (body);
    g_ptr_array_add (walk->deadlines, deadline);
  }
  deadline->state = OSR_DEADLINE_OPEN;
  deadline->start_index = index;
  deadline->start = moment_of (event);
  deadline->met_at = OSR_INSTANT_UNKNOWN;
  deadline->seq = 0;
  deadline->given =
      osr_event_is (event, "contribution-requested") ? osr_event_get_int (event, "minutes", 0) : 0;
}

static void
finish_one (Walk *walk, OsrDeadline *deadline, guint index, OsrDeadlineState state)
{
  OsrEvent *event = walk->events->pdata[index];

  if (deadline->state != OSR_DEADLINE_OPEN)
    return;
  deadline->state = state;
  deadline->met_at = moment_of (event);
  deadline->met_index = index;
  deadline->seq = event->seq;
}

/* A reply for all is every body's reply, unless each answers for itself. */
static gboolean
is_for_all (Walk *walk, OsrEvent *event)
{
  return !walk->turns.sequential &&
         (osr_event_is (event, "published") || osr_event_is (event, "published-by-hand"));
}

static void
finish (Walk *walk, const OsrTimerSpec *spec, guint index, OsrDeadlineState state)
{
  const char *subject = subject_of (walk, spec);
  gboolean all = is_for_all (walk, walk->events->pdata[index]);

  for (guint i = 0; i < walk->deadlines->len; i++) {
    OsrDeadline *deadline = walk->deadlines->pdata[i];

    if (deadline->spec == spec && (all || g_strcmp0 (deadline->body, subject) == 0))
      finish_one (walk, deadline, index, state);
  }
}

static gboolean
is_met_by (const OsrTimerSpec *spec, const char *type)
{
  for (guint i = 0; i < spec->met_by->len; i++) {
    if (g_strcmp0 (g_array_index (spec->met_by, OsrTrigger, i).type, type) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The draft is owed by whoever is named to write; what the others send is all that they owe. */
static void
pass_draft_on (Walk *walk, const char *from, guint index)
{
  OsrEvent *event = walk->events->pdata[index];
  gboolean named =
      walk->named != NULL && g_strcmp0 (from, walk->body) != 0 &&
      (osr_event_is (event, "drafter-named") || osr_event_is (event, "responsible-appointed"));
  gboolean sent = osr_event_is (event, "contributed") && g_strcmp0 (walk->named, walk->body) != 0;

  for (guint i = 0; (named || sent) && i < walk->deadlines->len; i++) {
    OsrDeadline *deadline = walk->deadlines->pdata[i];

    if (deadline->state != OSR_DEADLINE_OPEN || deadline->body == NULL ||
        !is_met_by (deadline->spec, "submitted"))
      continue;
    if (sent && g_strcmp0 (deadline->body, walk->named) == 0)
      finish_one (walk, deadline, index, OSR_DEADLINE_MET);
    if (named && !deadline->spec->optional && g_strcmp0 (deadline->body, from) == 0 &&
        find_instance (walk, deadline->spec, walk->body) == NULL) {
      g_free (deadline->body);
      deadline->body = g_strdup (walk->body);
    }
  }
}

/* A co-executor's clock starts when those before it in the order have sent theirs. */
static void
start_turns (Walk *walk, OsrRegulation *regulation, guint index)
{
  GPtrArray *specs = osr_regulation_get_timers (regulation);
  gint64 minutes = 0;
  const char *body;

  while ((body = osr_turns_pop (&walk->turns, &minutes)) != NULL) {
    walk->named = body;
    for (guint i = 0; i < specs->len; i++) {
      const OsrTimerSpec *spec = specs->pdata[i];

      if (!is_met_by (spec, "contributed"))
        continue;
      start (walk, spec, index);
      find_instance (walk, spec, subject_of (walk, spec))->given = minutes;
    }
  }
}

/* Whether the clock is to wait for its turn. */
static gboolean
waits (Walk *walk, const OsrTimerSpec *spec, OsrEvent *event)
{
  return osr_event_is (event, "contribution-requested") && is_met_by (spec, "contributed") &&
         osr_turns_must_wait (&walk->turns, walk->named);
}

/* A correction is published within the same limit as what it corrects was, and satisfies no other: the
 * limits that an approval starts and a publication meets. */
static void
take_correction (Walk *walk, GPtrArray *specs, guint index)
{
  for (guint i = 0; i < specs->len; i++) {
    const OsrTimerSpec *spec = specs->pdata[i];

    if (osr_triggers_name (spec->starts, "approved") && is_met_by (spec, "published"))
      finish (walk, spec, index, OSR_DEADLINE_MET);
  }
}

/* Reading 13: every clock that still runs; what was met keeps its mark. */
static void
end_all (Walk *walk, guint index)
{
  OsrEvent *event = walk->events->pdata[index];

  for (guint i = 0; i < walk->deadlines->len; i++) {
    OsrDeadline *deadline = walk->deadlines->pdata[i];

    if (deadline->state == OSR_DEADLINE_OPEN) {
      deadline->state = OSR_DEADLINE_REMOVED;
      deadline->met_at = event->at;
      deadline->met_index = index;
      deadline->seq = event->seq;
    }
  }
}

/* A message that is there again is owed what it was owed, from the same start. */
static void
reopen_ended_by (Walk *walk, const char *type)
{
  for (guint i = 0; i < walk->deadlines->len; i++) {
    OsrDeadline *deadline = walk->deadlines->pdata[i];

    if (deadline->state == OSR_DEADLINE_REMOVED &&
        osr_event_is (walk->events->pdata[deadline->met_index], type)) {
      deadline->state = OSR_DEADLINE_OPEN;
      deadline->met_at = OSR_INSTANT_UNKNOWN;
      deadline->seq = 0;
    }
  }
}

/* A withdrawn draft was never with the curator: what it had met runs on. One before it, which the
 * curator sent back, was. */
static void
reopen_met_by (Walk *walk, const char *type, guint before)
{
  while (before > 0 && !osr_event_is (walk->events->pdata[before], type))
    before--;
  for (guint i = 0; i < walk->deadlines->len; i++) {
    OsrDeadline *deadline = walk->deadlines->pdata[i];

    if (deadline->state == OSR_DEADLINE_MET && deadline->met_index == before &&
        osr_event_is (walk->events->pdata[before], type)) {
      deadline->state = OSR_DEADLINE_OPEN;
      deadline->met_at = OSR_INSTANT_UNKNOWN;
      deadline->seq = 0;
    }
  }
}

/* Reading 12: the latest triage rules, or the first where the profile says so. */
static void
take_triage (Walk *walk, OsrEvent *event)
{
  walk->latest.limit_minutes = osr_event_get_int (event, "limit_minutes", 0);
  walk->latest.important = g_strcmp0 (osr_event_get_string (event, "importance"), "high") == 0;
  walk->latest.marked = osr_json_get_boolean (event->members, "shortened", FALSE);
  if (!walk->triaged)
    walk->first = walk->latest;
  walk->triaged = TRUE;
}

/* Reading 9: what does not apply to a repeat message runs no further. */
static void
take_repeat (Walk *walk, OsrEvent *event)
{
  walk->repeat = TRUE;
  for (guint i = 0; i < walk->deadlines->len; i++) {
    OsrDeadline *deadline = walk->deadlines->pdata[i];

    if (deadline->state == OSR_DEADLINE_OPEN && !deadline->spec->on_repeat) {
      deadline->state = OSR_DEADLINE_REMOVED;
      deadline->met_at = event->at;
      deadline->met_index = 0;
    }
  }
}

/* What is sent back inside the body was never with the curator, whose clocks these are. */
static gboolean
is_inside (OsrEvent *event)
{
  return osr_event_is (event, "reworked") &&
         osr_json_get_boolean (event->members, "internal", FALSE);
}

/* An event first ends what it ends and then starts what it starts: `submitted` meets the rework and
 * starts the approval. */
static void
walk_event (Walk *walk, OsrRegulation *regulation, guint index)
{
  GPtrArray *specs = osr_regulation_get_timers (regulation);
  OsrEvent *event = walk->events->pdata[index];
  const char *writer = walk->body;

  if (is_inside (event))
    return;
  walk->named = osr_event_get_string (event, "body");
  osr_turns_take (&walk->turns, event);
  if (!osr_event_is (event, "returned"))
    walk->body = walk->turns.drafter;
  pass_draft_on (walk, writer, index);
  if (osr_event_is (event, "triaged"))
    take_triage (walk, event);
  if (osr_event_is (event, "linked"))
    take_repeat (walk, event);
  for (guint i = 0; i < specs->len; i++) {
    const OsrTimerSpec *spec = specs->pdata[i];

    if (osr_triggers_match (spec->removed_by, event))
      finish (walk, spec, index, OSR_DEADLINE_REMOVED);
    if (osr_triggers_match (spec->met_by, event))
      finish (walk, spec, index, OSR_DEADLINE_MET);
    if (osr_triggers_match (spec->starts, event) && (spec->on_repeat || !walk->repeat) &&
        !waits (walk, spec, event) && !osr_json_get_boolean (event->members, "further", FALSE))
      start (walk, spec, index);
  }
  start_turns (walk, regulation, index);
  osr_turns_end (&walk->turns, event);
  walk->body = walk->turns.drafter;
  if (osr_event_is (event, "reply-corrected"))
    take_correction (walk, specs, index);
  if (osr_event_is (event, "withdrawn"))
    reopen_met_by (walk, "submitted", index);
  if (osr_json_get_boolean (event->members, "restored", FALSE))
    reopen_ended_by (walk, "message-deleted");
  if (osr_triggers_match (osr_regulation_get_ends (regulation), event))
    end_all (walk, index);
}

OsrWorkTime *
osr_deadline_get_work_time (const OsrDeadline *deadline, OsrRegistry *registry)
{
  return osr_registry_get_work_time_at (registry, deadline->office, deadline->seq);
}

static gint64
amount_of (const OsrTimerSpec *spec)
{
  return spec->unit == OSR_UNIT_WORKING_DAYS ? spec->amount : spec->amount * OSR_MINUTE;
}

/* Reading 3: the next working moment after a limit that ends where a break begins. */
static OsrInstant
add_to_edge (OsrWorkTime *work_time, OsrEdge edge, OsrInstant from, gint64 amount)
{
  OsrInstant due = osr_work_time_add (work_time, from, amount);

  return due == OSR_INSTANT_UNKNOWN || edge == OSR_EDGE_NEAREST
             ? due
             : osr_work_time_next (work_time, due);
}

/* The same, backwards: where the working spell before a break ended. */
static OsrInstant
subtract_to_edge (OsrWorkTime *work_time, OsrEdge edge, OsrInstant limit, gint64 amount)
{
  OsrInstant due;

  if (edge == OSR_EDGE_NEAREST)
    return osr_work_time_subtract (work_time, limit, amount);
  due = osr_work_time_subtract (work_time, limit, amount + 1);
  return due != OSR_INSTANT_UNKNOWN ? due + 1 : due;
}

/* Reading 4: the day of the start is the calendar's, or the next working day. */
static OsrInstant
end_of_day_after (OsrWorkTime *work_time, OsrDayStart day_start, OsrInstant from, int days)
{
  OsrInstant start =
      day_start == OSR_DAY_START_WORKING ? osr_work_time_next (work_time, from) : from;

  return start != OSR_INSTANT_UNKNOWN ? osr_work_time_end_of_day (work_time, start, days) : start;
}

static OsrInstant
due_after (OsrWorkTime *work_time, const OsrTimerSpec *spec, OsrInstant from, gint64 amount)
{
  switch (spec->unit) {
  case OSR_UNIT_WORKING_MINUTES:
    return add_to_edge (work_time, spec->edge, from, amount);
  case OSR_UNIT_CLOCK_MINUTES:
    return from + amount;
  case OSR_UNIT_WORKING_DAYS:
    return end_of_day_after (work_time, spec->day_start, from, (int) amount);
  default:
    return OSR_INSTANT_UNKNOWN;
  }
}

static OsrInstant
due_before (OsrWorkTime *work_time, const OsrTimerSpec *spec, OsrInstant limit, gint64 amount)
{
  if (limit == OSR_INSTANT_UNKNOWN)
    return OSR_INSTANT_UNKNOWN;
  switch (spec->unit) {
  case OSR_UNIT_WORKING_MINUTES:
    return subtract_to_edge (work_time, spec->edge, limit, amount);
  case OSR_UNIT_CLOCK_MINUTES:
    return limit - amount;
  case OSR_UNIT_WORKING_DAYS:
    return osr_work_time_end_of_day (work_time, limit, -(int) amount);
  default:
    return OSR_INSTANT_UNKNOWN;
  }
}

static gint64
reserve_of (OsrRegulation *regulation, const OsrTimerSpec *spec)
{
  gint64 sum = 0;

  for (guint i = 0; i < spec->reserve->len; i++)
    sum += amount_of (osr_regulation_find_timer (regulation, spec->reserve->pdata[i]));
  return sum;
}

/* Reading 10: under a shortened limit a draft is due when it would be under the standard one, or
 * earlier if what follows it would no longer fit. */
static OsrInstant
due_that_fits (Walk *walk, OsrDeadline *deadline, const OsrDeadline *parent, OsrWorkTime *work_time,
               OsrInstant usual)
{
  gint64 reserve = reserve_of (walk->regulation, deadline->spec);
  OsrInstant fitting = due_before (work_time, deadline->spec, parent->due, reserve);

  if (usual == OSR_INSTANT_UNKNOWN || fitting == OSR_INSTANT_UNKNOWN)
    return OSR_INSTANT_UNKNOWN;
  deadline->shortened = fitting < usual;
  if (deadline->shortened) {
    deadline->amount = reserve;
    deadline->limit = parent->due;
  }
  return MIN (usual, fitting);
}

static OsrInstant
due_usually (OsrDeadline *deadline, const OsrDeadline *parent, OsrWorkTime *work_time)
{
  const OsrTimerSpec *spec = deadline->spec;

  if (spec->before == NULL)
    return due_after (work_time, spec, deadline->start, deadline->amount);
  if (parent->shortened && spec->reserve->len > 0)
    deadline->limit = due_after (work_time, parent->spec, parent->start, amount_of (parent->spec));
  else
    deadline->limit = parent->due;
  return due_before (work_time, spec, deadline->limit, deadline->amount);
}

static void
shorten (Walk *walk, OsrDeadline *deadline)
{
  const OsrTimerSpec *spec = deadline->spec;
  const Triage *triage = spec->taken == OSR_TAKEN_FIRST ? &walk->first : &walk->latest;
  gint64 amount = 0;

  if (spec->shortening == OSR_SHORTENING_MINUTES)
    amount = triage->limit_minutes * OSR_MINUTE;
  else if ((spec->shortening == OSR_SHORTENING_IMPORTANCE && triage->important) ||
           (spec->shortening == OSR_SHORTENING_MARK && triage->marked))
    amount = spec->shortened_amount * OSR_MINUTE;
  if (amount > 0 && amount < deadline->amount) {
    deadline->amount = amount;
    deadline->shortened = TRUE;
  }
}

static void count (Walk *walk, OsrDeadline *deadline, const OsrDeadline *parent);

static const OsrDeadline *
parent_of (Walk *walk, const OsrDeadline *deadline)
{
  const OsrTimerSpec *spec = deadline->spec;

  return osr_deadlines_find (walk->deadlines, spec->before != NULL ? spec->before : spec->within,
                             deadline->body);
}

/* A verdict stands by what was in force when it fell, and so does what it was counted back from, even
 * when that one runs on and moves. A profile names parents before their children, so this ends. */
static OsrDeadline
as_of (Walk *walk, const OsrDeadline *deadline, gint64 seq)
{
  OsrDeadline then = *deadline;

  if (seq == 0 || (deadline->seq != 0 && deadline->seq <= seq) ||
      osr_registry_is_same_at (walk->registry, seq, deadline->seq))
    return then;
  then.seq = seq;
  count (walk, &then, parent_of (walk, deadline));
  return then;
}

/* @parent: (nullable): what it leans on */
static void
count (Walk *walk, OsrDeadline *deadline, const OsrDeadline *parent)
{
  const OsrTimerSpec *spec = deadline->spec;
  OsrWorkTime *work_time = osr_deadline_get_work_time (deadline, walk->registry);
  OsrDeadline limit = { 0 };

  deadline->amount = amount_of (spec);
  if (deadline->given > 0)
    deadline->amount = MIN (deadline->amount, deadline->given * OSR_MINUTE);
  deadline->shortened = FALSE;
  deadline->due = deadline->limit = OSR_INSTANT_UNKNOWN;
  if (work_time == NULL || (spec->before != NULL && parent == NULL))
    return;
  if (parent != NULL)
    limit = as_of (walk, parent, deadline->seq);
  shorten (walk, deadline);
  deadline->due = due_usually (deadline, &limit, work_time);
  if (parent != NULL && limit.shortened && spec->reserve->len > 0)
    deadline->due = due_that_fits (walk, deadline, &limit, work_time, deadline->due);
}

/* Nothing to count back from, or a limit that the shortened one leaves no room for. */
static gboolean
is_gone (const OsrDeadline *deadline, const OsrDeadline *parent)
{
  const OsrTimerSpec *spec = deadline->spec;

  return (spec->before != NULL && parent == NULL) ||
         (spec->standard_only && parent != NULL && parent->shortened);
}

static void
lay_out (Walk *walk, OsrDeadline *deadline)
{
  const OsrDeadline *parent = parent_of (walk, deadline);

  if (deadline->spec->office == OSR_OFFICE_BODY)
    deadline->office = g_strdup (deadline->body != NULL ? deadline->body : walk->body);
  count (walk, deadline, parent);
  if (is_gone (deadline, parent)) {
    deadline->state = OSR_DEADLINE_REMOVED;
    deadline->due = deadline->limit = OSR_INSTANT_UNKNOWN;
  }
}

static int
compare_by_profile (gconstpointer a, gconstpointer b, gpointer timers)
{
  const OsrDeadline *left = *(OsrDeadline *const *) a;
  const OsrDeadline *right = *(OsrDeadline *const *) b;
  guint i = 0, j = 0;

  g_ptr_array_find (timers, left->spec, &i);
  g_ptr_array_find (timers, right->spec, &j);
  if (i != j)
    return i < j ? -1 : 1;
  return left->start_index < right->start_index ? -1 : left->start_index > right->start_index;
}

/* Place in the log of the first detection, 0 without one. */
static gint64
detection_of (GPtrArray *events)
{
  const char *detected = g_intern_static_string ("detected");

  for (guint i = 0; i < events->len; i++) {
    OsrEvent *event = events->pdata[i];

    if (event->type == detected)
      return event->seq;
  }
  return 0;
}

GPtrArray *
osr_deadlines_compute (GPtrArray *events, OsrRegistry *registry)
{
  OsrRegulation *regulation = osr_registry_get_regulation_at (registry, detection_of (events));
  GPtrArray *deadlines = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_deadline_free);
  Walk walk = {
    .events = events, .registry = registry, .regulation = regulation, .deadlines = deadlines
  };
  GPtrArray *specs;

  if (regulation == NULL)
    return deadlines;
  specs = osr_regulation_get_timers (regulation);
  osr_turns_init (&walk.turns, regulation);
  for (guint i = 0; i < events->len; i++)
    walk_event (&walk, regulation, i);
  osr_turns_clear (&walk.turns);
  g_ptr_array_sort_with_data (deadlines, compare_by_profile, specs);
  for (guint i = 0; i < deadlines->len; i++)
    lay_out (&walk, deadlines->pdata[i]);
  return deadlines;
}

const OsrDeadline *
osr_deadlines_find (GPtrArray *deadlines, const char *timer, const char *body)
{
  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];

    if (deadline->state != OSR_DEADLINE_REMOVED && g_strcmp0 (deadline->spec->id, timer) == 0 &&
        (body == NULL || deadline->body == NULL || g_strcmp0 (deadline->body, body) == 0))
      return deadline;
  }
  return NULL;
}

gint64
osr_deadline_remaining (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now)
{
  OsrWorkTime *work_time = osr_deadline_get_work_time (deadline, registry);

  if (deadline->due == OSR_INSTANT_UNKNOWN)
    return OSR_INSTANT_UNKNOWN;
  if (deadline->spec->unit == OSR_UNIT_CLOCK_MINUTES || work_time == NULL)
    return deadline->due - now;
  return osr_work_time_between (work_time, now, deadline->due);
}

int
osr_deadline_share (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now)
{
  gint64 left = osr_deadline_remaining (deadline, registry, now);
  gint64 whole = osr_deadline_remaining (deadline, registry, deadline->start);

  if (left == OSR_INSTANT_UNKNOWN || left <= 0 || now > deadline->due)
    return 0;
  if (whole <= 0)
    return 1000;
  return (int) CLAMP (left * 1000 / whole, 0, 1000);
}

gboolean
osr_deadline_is_late (const OsrDeadline *deadline, OsrInstant now)
{
  if (deadline->due == OSR_INSTANT_UNKNOWN)
    return FALSE;
  return (deadline->state == OSR_DEADLINE_OPEN ? now : deadline->met_at) > deadline->due;
}
