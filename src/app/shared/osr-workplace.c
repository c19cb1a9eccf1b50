/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is open, what may be done with it and what time it is. The steps themselves are composed in
 * osr-workplace-steps.c; what the log says is the replica's; how anything looks is the panes'. */
#include "app/shared/osr-workplace.h"

#include <glib/gi18n.h>

#include "app/queue/osr-centre.h"
#include "app/shared/osr-inside.h"
#include "app/shared/osr-sentence.h"
#include "app/shared/osr-warner.h"
#include "app/shared/osr-workplace-private.h"
#include "app/steps/osr-step.h"
#include "core/osr-rules.h"
#include "report/osr-time-text.h"
#include "sync/centre/osr-replica-centre.h"

/* The longest sleep: timers stand still while the machine is suspended. */
#define LONGEST_SLEEP_MS  60000
#define SHORTEST_SLEEP_MS 20

struct _OsrWorkplace {
  GObject parent_instance;

  /* owned */
  OsrReplica *replica;
  char *case_id;
  OsrCase *opened;
  GPtrArray *deadlines;
  GHashTable *expected; /* command uuid → step, interned */
  OsrWarner *warner;
  GCancellable *visit; /* nullable: the open case is being read at the centre */

  OsrSide side;
  double speed;
  OsrInstant requested; /* earliest change that somebody shows */
  gboolean hidden;      /* nobody can see what is shown */
  OsrInstant warning;   /* then: what the timer waits for */
  guint timer;
};

G_DEFINE_FINAL_TYPE (OsrWorkplace, osr_workplace, G_TYPE_OBJECT)

enum { PROP_REPLICA = 1, PROP_CASE_ID, PROP_SIDE, N_PROPS };
enum { CASE_CHANGED, TICK, ACT_FAILED, ACT_SETTLED, WARNED, TEXT_OFFERED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* The step that is next decides the pane; what else is possible stands inside the panes. */
static OsrSide
side_for_step (const char *step)
{
  static const struct {
    const char *step;
    OsrSide side;
  } sides[] = {
    { "detected", OSR_SIDE_TAKE },
    { "dismissed", OSR_SIDE_TAKE }, /* deleted before anybody took it */
    { "triaged", OSR_SIDE_TRIAGE },
    { "routed", OSR_SIDE_TRIAGE },
    { "drafted", OSR_SIDE_COMPOSE },
    { "submitted", OSR_SIDE_COMPOSE },
    { "agreed", OSR_SIDE_REVIEW },
    { "approved", OSR_SIDE_REVIEW },
    { "reworked", OSR_SIDE_REVIEW },
    { "publish-intended", OSR_SIDE_PUBLISH },
  };

  for (guint i = 0; step != NULL && i < G_N_ELEMENTS (sides); i++)
    if (g_str_equal (step, sides[i].step))
      return sides[i].side;
  return OSR_SIDE_NONE;
}

static const char *
get_person (OsrWorkplace *self)
{
  if (self->replica == NULL)
    return NULL;
  return self->opened != NULL ? osr_replica_get_actor (self->replica, self->opened)
                              : osr_replica_get_roles_of (self->replica);
}

/* What an executor was writing stays before their eyes when the message has gone; a rule refuses to
 * send it. */
static gboolean
writes_to_nobody (OsrCase *opened, OsrRegistry *registry, const char *person)
{
  const OsrCaseDraft *shared = osr_case_get_shared (opened);

  if (opened->message_state != OSR_MESSAGE_DELETED || opened->state == OSR_CASE_APPROVED)
    return FALSE;
  return osr_rules_may (opened, registry, person, "submitted") ||
         ((shared == NULL || shared->state == OSR_DRAFT_REWORK) &&
          osr_inside_is_wanted (opened, registry) &&
          osr_rules_may (opened, registry, person, "drafted"));
}

static OsrSide
find_side (OsrWorkplace *self)
{
  const char *person = get_person (self);
  const char *step;
  OsrRegistry *registry;

  if (self->opened == NULL || person == NULL || self->opened->read_only)
    return OSR_SIDE_NONE;
  registry = osr_replica_get_registry (self->replica);
  if (writes_to_nobody (self->opened, registry, person))
    return OSR_SIDE_COMPOSE;
  step = osr_rules_next_step (self->opened, registry, person);
  if (osr_step_find_owed (self->opened, step) != NULL)
    return OSR_SIDE_STEP;
  if (g_strcmp0 (step, "publish-intended") == 0 &&
      (self->opened->asked != NULL || self->opened->challenge != 0))
    return OSR_SIDE_UNSURE;
  return side_for_step (step);
}

static void
load_case (OsrWorkplace *self)
{
  OsrSide side;

  g_clear_pointer (&self->opened, osr_case_unref);
  g_clear_pointer (&self->deadlines, g_ptr_array_unref);
  if (self->replica != NULL && self->case_id != NULL)
    self->opened = osr_replica_get_case (self->replica, self->case_id);
  if (self->opened != NULL)
    self->deadlines = osr_replica_get_deadlines (self->replica, self->opened);

  side = find_side (self);
  if (side != self->side) {
    self->side = side;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDE]);
  }
  g_signal_emit (self, signals[CASE_CHANGED], 0);
}

/* --- a case that is not held here --- */

static void
stop_visit (OsrWorkplace *self)
{
  if (self->visit != NULL)
    g_cancellable_cancel (self->visit);
  g_clear_object (&self->visit);
}

static void
on_visited (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrWorkplace) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  gboolean there = osr_replica_visit_finish (OSR_REPLICA (source), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->visit)
    return;
  g_clear_object (&self->visit);
  if (there || self->opened != NULL)
    return;
  sentence = osr_centre_dup_problem (error);
  osr_workplace_open_case (self, NULL);
  osr_workplace_emit_failed (self, sentence);
}

/* What was closed long ago is read at the centre. */
static void
begin_visit (OsrWorkplace *self)
{
  if (self->replica == NULL || self->case_id == NULL || self->opened != NULL ||
      osr_replica_is_locked (self->replica))
    return;
  self->visit = g_cancellable_new ();
  osr_replica_visit_async (self->replica, self->case_id, self->visit, on_visited,
                           g_object_ref (self));
}

/* --- the one timer --- */

static OsrInstant
find_next_change (OsrWorkplace *self, OsrInstant now)
{
  OsrInstant next = now + OSR_MINUTE - now % OSR_MINUTE;

  if (self->requested != OSR_INSTANT_UNKNOWN)
    next = MIN (next, self->requested);
  for (guint i = 0; self->deadlines != NULL && i < self->deadlines->len; i++) {
    OsrInstant change = osr_time_text_next_change (g_ptr_array_index (self->deadlines, i),
                                                   osr_replica_get_registry (self->replica), now);

    if (change != OSR_INSTANT_UNKNOWN)
      next = MIN (next, change);
  }
  return next;
}

/* Nobody looks: only a limit that passes is worth waking up for. */
static OsrInstant
find_next_warning (OsrWorkplace *self, OsrInstant now)
{
  OsrInstant next = OSR_INSTANT_UNKNOWN;

  for (guint i = 0; self->deadlines != NULL && i < self->deadlines->len; i++) {
    const OsrDeadline *deadline = g_ptr_array_index (self->deadlines, i);

    if (deadline->state != OSR_DEADLINE_OPEN || deadline->due == OSR_INSTANT_UNKNOWN ||
        deadline->due <= now)
      continue;
    next = next == OSR_INSTANT_UNKNOWN ? deadline->due : MIN (next, deadline->due);
  }
  return next;
}

static gboolean on_timer (gpointer data);

static void
arm_timer (OsrWorkplace *self)
{
  OsrInstant now, next;
  OsrInstant warning = osr_warner_next (self->warner);
  double sleep = LONGEST_SLEEP_MS;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->replica == NULL)
    return;
  now = osr_workplace_now (self);
  next = self->hidden ? find_next_warning (self, now) : find_next_change (self, now);
  self->warning = self->hidden ? next : OSR_INSTANT_UNKNOWN;
  if (warning != OSR_INSTANT_UNKNOWN && (next == OSR_INSTANT_UNKNOWN || warning < next))
    next = warning;
  if (next == OSR_INSTANT_UNKNOWN)
    return;
  if (self->speed > 0)
    sleep = (double) (next - now) / 1000.0 / self->speed + 1.0;
  sleep = CLAMP (sleep, SHORTEST_SLEEP_MS, LONGEST_SLEEP_MS);
  self->timer = g_timeout_add ((guint) sleep, on_timer, self);
}

/* Whether the moment that a hidden window waits for has come, and not only the longest sleep. */
static gboolean
warning_is_due (OsrWorkplace *self)
{
  return self->warning != OSR_INSTANT_UNKNOWN && osr_workplace_now (self) >= self->warning;
}

/* Tells what is due of every case in which this person must act, whatever is open. */
static void
tell_warnings (OsrWorkplace *self)
{
  g_autoptr (GPtrArray) passed = osr_warner_pass (self->warner, osr_workplace_now (self));

  for (guint i = 0; i < passed->len; i++)
    g_signal_emit (self, signals[WARNED], 0, passed->pdata[i]);
}

static gboolean
on_timer (gpointer data)
{
  OsrWorkplace *self = data;

  self->timer = 0;
  tell_warnings (self);
  if (self->hidden && !warning_is_due (self))
    arm_timer (self);
  else
    osr_workplace_refresh (self);
  return G_SOURCE_REMOVE;
}

/* --- what the replica tells --- */

static void
on_case_changed (OsrReplica *replica, const char *id, OsrWorkplace *self)
{
  osr_warner_look (self->warner, replica, id);
  if (g_strcmp0 (id, self->case_id) == 0)
    load_case (self);
  arm_timer (self);
}

static void
on_registry_changed (OsrReplica *replica, OsrWorkplace *self)
{
  osr_warner_look_again (self->warner, replica);
  load_case (self);
  arm_timer (self);
}

static void
on_case_removed (OsrReplica *replica, const char *id, OsrWorkplace *self)
{
  osr_warner_drop (self->warner, id);
  if (g_strcmp0 (id, self->case_id) != 0)
    return;
  osr_workplace_open_case (self, NULL);
  osr_workplace_emit_failed (
      self, _ ("The open case was closed here: you no longer have the right to see it."));
}

static void
on_command_settled (OsrReplica *replica, const char *uuid, const char *case_id, const GError *error,
                    OsrWorkplace *self)
{
  const char *type = g_hash_table_lookup (self->expected, uuid);

  g_hash_table_remove (self->expected, uuid);
  if (error != NULL) {
    g_autofree char *sentence = osr_sentence_for_refusal (type, error);

    osr_workplace_emit_failed (self, sentence);
  } else if (type != NULL) {
    g_signal_emit (self, signals[ACT_SETTLED], 0, type);
  }
}

static void
connect_replica (OsrWorkplace *self)
{
  g_signal_connect_object (self->replica, "case-changed", G_CALLBACK (on_case_changed), self, 0);
  g_signal_connect_object (self->replica, "case-removed", G_CALLBACK (on_case_removed), self, 0);
  g_signal_connect_object (self->replica, "registry-changed", G_CALLBACK (on_registry_changed),
                           self, 0);
  g_signal_connect_object (self->replica, "command-settled", G_CALLBACK (on_command_settled), self,
                           0);
}

/* --- GObject --- */

static void
osr_workplace_dispose (GObject *object)
{
  OsrWorkplace *self = OSR_WORKPLACE (object);

  stop_visit (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_pointer (&self->deadlines, g_ptr_array_unref);
  g_clear_pointer (&self->opened, osr_case_unref);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (osr_workplace_parent_class)->dispose (object);
}

static void
osr_workplace_finalize (GObject *object)
{
  OsrWorkplace *self = OSR_WORKPLACE (object);

  g_free (self->case_id);
  g_hash_table_unref (self->expected);
  osr_warner_free (self->warner);

  G_OBJECT_CLASS (osr_workplace_parent_class)->finalize (object);
}

static void
osr_workplace_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OsrWorkplace *self = OSR_WORKPLACE (object);

  switch (id) {
  case PROP_REPLICA:
    g_value_set_object (value, self->replica);
    break;
  case PROP_CASE_ID:
    g_value_set_string (value, self->case_id);
    break;
  case PROP_SIDE:
    g_value_set_int (value, self->side);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
osr_workplace_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OsrWorkplace *self = OSR_WORKPLACE (object);

  switch (id) {
  case PROP_REPLICA:
    osr_workplace_set_replica (self, g_value_get_object (value));
    break;
  case PROP_CASE_ID:
    osr_workplace_open_case (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
install_signals (GType type)
{
  signals[CASE_CHANGED] =
      g_signal_new ("case-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TICK] =
      g_signal_new ("tick", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACT_FAILED] = g_signal_new ("act-failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ACT_SETTLED] = g_signal_new ("act-settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TEXT_OFFERED] = g_signal_new ("text-offered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[WARNED] = g_signal_new ("warned", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
osr_workplace_class_init (OsrWorkplaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = osr_workplace_dispose;
  object_class->finalize = osr_workplace_finalize;
  object_class->get_property = osr_workplace_get_property;
  object_class->set_property = osr_workplace_set_property;

  properties[PROP_REPLICA] = g_param_spec_object ("replica", NULL, NULL, OSR_TYPE_REPLICA, flags);
  properties[PROP_CASE_ID] = g_param_spec_string ("case-id", NULL, NULL, NULL, flags);
  properties[PROP_SIDE] =
      g_param_spec_int ("side", NULL, NULL, OSR_SIDE_NONE, OSR_SIDE_STEP, OSR_SIDE_NONE,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals (G_TYPE_FROM_CLASS (klass));
}

static void
osr_workplace_init (OsrWorkplace *self)
{
  self->expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->warner = osr_warner_new ();
  self->requested = OSR_INSTANT_UNKNOWN;
  self->warning = OSR_INSTANT_UNKNOWN;
  self->speed = 1.0;
}

/* --- for osr-workplace-steps.c --- */

void
osr_workplace_emit_failed (OsrWorkplace *self, const char *sentence)
{
  g_signal_emit (self, signals[ACT_FAILED], 0, sentence);
}

void
osr_workplace_expect (OsrWorkplace *self, const char *uuid, const char *type)
{
  g_hash_table_insert (self->expected, g_strdup (uuid), (gpointer) g_intern_string (type));
}

/* --- public --- */

/**
 * osr_workplace_new:
 *
 * Returns: (transfer full): a workplace at which nobody sits yet
 */
OsrWorkplace *
osr_workplace_new (void)
{
  return g_object_new (OSR_TYPE_WORKPLACE, NULL);
}

/**
 * osr_workplace_set_replica:
 * @replica: (nullable): of the person who sits down; %NULL when nobody does
 *
 * The open case is left: another person may not see it.
 */
void
osr_workplace_set_replica (OsrWorkplace *self, OsrReplica *replica)
{
  g_return_if_fail (OSR_IS_WORKPLACE (self));
  g_return_if_fail (replica == NULL || OSR_IS_REPLICA (replica));

  if (self->replica == replica)
    return;
  osr_workplace_open_case (self, NULL);
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_hash_table_remove_all (self->expected);
  g_set_object (&self->replica, replica);
  if (replica != NULL)
    connect_replica (self);
  osr_warner_start (self->warner, replica, osr_workplace_now (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPLICA]);
  osr_workplace_refresh (self);
}

OsrReplica *
osr_workplace_get_replica (OsrWorkplace *self)
{
  g_return_val_if_fail (OSR_IS_WORKPLACE (self), NULL);
  return self->replica;
}

/* The coordinator's time as well as it is known here; this machine's while nobody is signed in. */
OsrInstant
osr_workplace_now (OsrWorkplace *self)
{
  g_return_val_if_fail (OSR_IS_WORKPLACE (self), 0);
  return self->replica != NULL ? osr_clock_now (osr_replica_get_clock (self->replica))
                               : g_get_real_time ();
}

/**
 * osr_workplace_open_case:
 * @case_id: (nullable): %NULL closes what is open
 */
void
osr_workplace_open_case (OsrWorkplace *self, const char *case_id)
{
  g_return_if_fail (OSR_IS_WORKPLACE (self));

  if (g_strcmp0 (case_id, self->case_id) == 0)
    return;
  if (self->replica != NULL)
    osr_replica_flush (self->replica);
  stop_visit (self);
  g_free (self->case_id);
  self->case_id = g_strdup (case_id);
  load_case (self);
  begin_visit (self);
  if (self->replica != NULL && case_id != NULL)
    osr_replica_follow_drafts (self->replica, case_id);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CASE_ID]);
  arm_timer (self);
}

gboolean
osr_workplace_is_visiting (OsrWorkplace *self)
{
  g_return_val_if_fail (OSR_IS_WORKPLACE (self), FALSE);
  return self->visit != NULL;
}

const char *
osr_workplace_get_case_id (OsrWorkplace *self)
{
  g_return_val_if_fail (OSR_IS_WORKPLACE (self), NULL);
  return self->case_id;
}

OsrCase *
osr_workplace_get_case (OsrWorkplace *self)
{
  g_return_val_if_fail (OSR_IS_WORKPLACE (self), NULL);
  return self->opened;
}

GPtrArray *
osr_workplace_get_deadlines (OsrWorkplace *self)
{
  g_return_val_if_fail (OSR_IS_WORKPLACE (self), NULL);
  return self->deadlines;
}

const OsrDeadline *
osr_workplace_get_pressing (OsrWorkplace *self)
{
  const char *person;

  g_return_val_if_fail (OSR_IS_WORKPLACE (self), NULL);
  person = get_person (self);
  if (self->opened == NULL || self->deadlines == NULL || person == NULL)
    return NULL;
  return osr_rules_next_deadline (self->opened, osr_replica_get_registry (self->replica), person,
                                  self->deadlines);
}

OsrSide
osr_workplace_get_side (OsrWorkplace *self)
{
  g_return_val_if_fail (OSR_IS_WORKPLACE (self), OSR_SIDE_NONE);
  return self->side;
}

const char *
osr_workplace_get_step (OsrWorkplace *self)
{
  const char *person;

  g_return_val_if_fail (OSR_IS_WORKPLACE (self), NULL);
  person = get_person (self);
  if (self->opened == NULL || person == NULL || self->opened->read_only)
    return NULL;
  return osr_rules_next_step (self->opened, osr_replica_get_registry (self->replica), person);
}

const char *
osr_workplace_get_person (OsrWorkplace *self)
{
  g_return_val_if_fail (OSR_IS_WORKPLACE (self), NULL);
  return get_person (self);
}

/* What the rules let go out is agreed. */
const OsrCaseDraft *
osr_workplace_get_agreed (OsrWorkplace *self)
{
  g_return_val_if_fail (OSR_IS_WORKPLACE (self), NULL);
  if (!osr_workplace_may (self, "submitted") ||
      !osr_inside_is_wanted (self->opened, osr_replica_get_registry (self->replica)))
    return NULL;
  return osr_case_get_shared (self->opened);
}

/**
 * osr_workplace_may:
 * @step: event type
 *
 * Returns: whether this person could take @step on the open case now, for whoever counts on it or in
 *   their own right
 */
gboolean
osr_workplace_may (OsrWorkplace *self, const char *step)
{
  OsrRegistry *registry;
  const char *person;

  g_return_val_if_fail (OSR_IS_WORKPLACE (self), FALSE);
  person = get_person (self);
  if (self->opened == NULL || person == NULL || self->opened->read_only)
    return FALSE;
  registry = osr_replica_get_registry (self->replica);
  return osr_rules_may (self->opened, registry, person, step) ||
         (osr_replica_get_acting_for (self->replica) == NULL &&
          osr_rules_may (self->opened, registry, osr_replica_get_person (self->replica), step));
}

const char *
osr_workplace_get_absent (OsrWorkplace *self)
{
  const char *person;

  g_return_val_if_fail (OSR_IS_WORKPLACE (self), NULL);
  person = get_person (self);
  return person != NULL && g_strcmp0 (person, osr_replica_get_person (self->replica)) != 0 ? person
                                                                                           : NULL;
}

void
osr_workplace_offer_text (OsrWorkplace *self, const char *text)
{
  g_return_if_fail (OSR_IS_WORKPLACE (self));
  g_return_if_fail (text != NULL);
  g_signal_emit (self, signals[TEXT_OFFERED], 0, text);
}

void
osr_workplace_request_tick (OsrWorkplace *self, OsrInstant moment)
{
  g_return_if_fail (OSR_IS_WORKPLACE (self));

  if (moment == OSR_INSTANT_UNKNOWN)
    return;
  if (self->requested != OSR_INSTANT_UNKNOWN && self->requested <= moment)
    return;
  self->requested = moment;
  arm_timer (self);
}

void
osr_workplace_refresh (OsrWorkplace *self)
{
  g_return_if_fail (OSR_IS_WORKPLACE (self));

  self->requested = OSR_INSTANT_UNKNOWN;
  g_signal_emit (self, signals[TICK], 0);
  arm_timer (self);
}

void
osr_workplace_set_hidden (OsrWorkplace *self, gboolean hidden)
{
  g_return_if_fail (OSR_IS_WORKPLACE (self));

  if (self->hidden == hidden)
    return;
  self->hidden = hidden;
  if (hidden)
    arm_timer (self);
  else
    osr_workplace_refresh (self);
}

void
osr_workplace_set_clock_speed (OsrWorkplace *self, double speed)
{
  g_return_if_fail (OSR_IS_WORKPLACE (self));

  self->speed = MAX (speed, 0.0);
  arm_timer (self);
}
