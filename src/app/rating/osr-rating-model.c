/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads all cases that the person sees out of the replica and counts them as the tool does. What was
 * counted is thrown away when the replica changes; who shows it asks again. */
#include "app/rating/osr-rating-model.h"

#include "sync/audit/osr-replica-audit.h"

#define QUARTERS 5
#define MONTHS   13

struct _OsrRatingModel {
  GObject parent_instance;

  /* owned */
  OsrReplica *replica;
  GSignalGroup *signals;
  OsrSummary *summary;

  OsrPeriod period;
  gboolean has_period;
};

G_DEFINE_FINAL_TYPE (OsrRatingModel, osr_rating_model, G_TYPE_OBJECT)

static guint changed_signal;

static void
forget (OsrRatingModel *self)
{
  g_clear_pointer (&self->summary, osr_summary_free);
  g_signal_emit (self, changed_signal, 0);
}

static void
osr_rating_model_dispose (GObject *object)
{
  OsrRatingModel *self = OSR_RATING_MODEL (object);

  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_pointer (&self->summary, osr_summary_free);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (osr_rating_model_parent_class)->dispose (object);
}

static void
osr_rating_model_class_init (OsrRatingModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = osr_rating_model_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_rating_model_init (OsrRatingModel *self)
{
  self->signals = g_signal_group_new (OSR_TYPE_REPLICA);
  g_signal_group_connect_swapped (self->signals, "registry-changed", G_CALLBACK (forget), self);
  g_signal_group_connect_swapped (self->signals, "queue-changed", G_CALLBACK (forget), self);
}

OsrRatingModel *
osr_rating_model_new (void)
{
  return g_object_new (OSR_TYPE_RATING_MODEL, NULL);
}

void
osr_rating_model_set_replica (OsrRatingModel *self, OsrReplica *replica)
{
  g_return_if_fail (OSR_IS_RATING_MODEL (self));
  if (!g_set_object (&self->replica, replica))
    return;
  g_signal_group_set_target (self->signals, replica);
  self->has_period = FALSE;
  forget (self);
}

/* Whoever owes a report needs its figures, be it of one body. */
static gboolean
makes_reports (OsrRegistry *registry, const char *person)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);

  for (int sort = 0; regulation != NULL && sort < OSR_N_REPORT_SORTS; sort++) {
    const char *sent = osr_report_step (sort, OSR_REPORT_SENT);
    const char *offered = osr_report_step (sort, OSR_REPORT_OFFERED);

    if (osr_registry_may_take (registry, regulation, person, sent, NULL) ||
        (offered != NULL && osr_registry_may_take (registry, regulation, person, offered, NULL)))
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_rating_model_is_open (OsrRatingModel *self)
{
  OsrRegistry *registry;
  const char *person;
  g_auto (GStrv) scopes = NULL;

  g_return_val_if_fail (OSR_IS_RATING_MODEL (self), FALSE);
  if (self->replica == NULL)
    return FALSE;
  registry = osr_replica_get_registry (self->replica);
  person = osr_replica_get_person (self->replica);
  if (registry == NULL || person == NULL)
    return FALSE;
  scopes = osr_registry_dup_scopes (registry, person);
  return g_strv_contains ((const char *const *) scopes, OSR_SCOPE_ALL) ||
         g_strv_contains ((const char *const *) scopes, OSR_SCOPE_CURATORS) ||
         makes_reports (registry, person);
}

static OsrZone *
get_zone (OsrRatingModel *self)
{
  return self->replica != NULL ? osr_rating_zone (osr_replica_get_registry (self->replica)) : NULL;
}

GArray *
osr_rating_model_list_periods (OsrRatingModel *self, OsrInstant now)
{
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (OsrPeriod));
  OsrZone *zone;

  g_return_val_if_fail (OSR_IS_RATING_MODEL (self), periods);
  zone = get_zone (self);
  for (int quarter = 1; zone != NULL && quarter >= 0; quarter--) {
    OsrPeriod period = osr_period_at (now, quarter == 1, zone);

    for (int i = 0; i < (quarter == 1 ? QUARTERS : MONTHS); i++) {
      g_array_append_val (periods, period);
      period = osr_period_before (&period, zone);
    }
  }
  return periods;
}

/* When the office adopted its first regulation. */
static OsrInstant
begins (OsrRatingModel *self)
{
  g_autoptr (GPtrArray) events = osr_replica_load_office (self->replica);

  for (guint i = 0; i < events->len; i++) {
    const OsrEvent *event = events->pdata[i];

    if (event->at > 0)
      return event->at;
  }
  return OSR_INSTANT_UNKNOWN;
}

int
osr_rating_model_find_default (OsrRatingModel *self, GArray *periods, OsrInstant now)
{
  OsrRegulation *regulation;
  g_autoptr (OsrRatingFormula) formula = NULL;
  gboolean month;
  OsrInstant began;

  g_return_val_if_fail (OSR_IS_RATING_MODEL (self), -1);
  if (periods->len == 0)
    return -1;
  regulation = osr_registry_get_regulation (osr_replica_get_registry (self->replica));
  formula = regulation != NULL ? osr_rating_formula_new (regulation, NULL) : NULL;
  month = formula != NULL && formula->month;
  began = begins (self);
  for (guint i = 0; i < periods->len; i++) {
    const OsrPeriod *period = &g_array_index (periods, OsrPeriod, i);

    if (period->quarter != month && period->end <= now && period->end > began)
      return (int) i;
  }
  return month ? QUARTERS : 0;
}

void
osr_rating_model_set_period (OsrRatingModel *self, const OsrPeriod *period)
{
  g_return_if_fail (OSR_IS_RATING_MODEL (self));
  if (self->has_period && self->period.start == period->start && self->period.end == period->end)
    return;
  self->period = *period;
  self->has_period = TRUE;
  forget (self);
}

/* (transfer full): all cases that the person sees */
static GPtrArray *
load_cases (OsrRatingModel *self)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_case_unref);
  g_autoptr (GPtrArray) ids = osr_replica_list (self->replica, OSR_QUEUE_ALL, NULL);

  for (guint i = 0; i < ids->len; i++) {
    OsrCase *c = osr_replica_get_case (self->replica, ids->pdata[i]);

    if (c != NULL)
      g_ptr_array_add (cases, c);
  }
  return cases;
}

const OsrSummary *
osr_rating_model_get_summary (OsrRatingModel *self, OsrInstant now)
{
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  OsrRatingQuestion question = { .now = now };

  g_return_val_if_fail (OSR_IS_RATING_MODEL (self), NULL);
  if (self->summary != NULL || self->replica == NULL || !self->has_period)
    return self->summary;
  question.registry = osr_replica_get_registry (self->replica);
  cases = load_cases (self);
  events = osr_replica_load_office (self->replica);
  g_ptr_array_extend_and_steal (events, osr_replica_load_beside (self->replica));
  question.cases = cases;
  question.events = events;
  self->summary = osr_summary_compute (&question, &self->period, &error);
  if (self->summary != NULL) {
    self->summary->checkpoint = osr_replica_load_checkpoint (self->replica);
    self->summary->contradicted = osr_replica_is_contradicted (self->replica);
  }
  if (self->summary == NULL)
    g_warning ("The figures of a period cannot be counted: %s", error->message);
  return self->summary;
}
