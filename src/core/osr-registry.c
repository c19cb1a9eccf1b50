/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regulation, calendar and schedules of the office, every adoption of them: one era each. Bodies and
 * people are in office/. */
#include "core/osr-registry-private.h"

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/time/osr-schedule.h"

#define DEFAULT_TEXT_LIMIT 16384

OsrRegistry *
osr_registry_new (void)
{
  OsrRegistry *self = g_new0 (OsrRegistry, 1);

  g_atomic_ref_count_init (&self->refs);
  self->eras = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_era_unref);
  g_ptr_array_add (self->eras, osr_era_new ());
  self->laid_out = osr_era_laid_out_new ();
  self->text_limits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_body_free);
  self->persons = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_person_free);
  self->grants = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_grant_free);
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_account_free);
  self->topics = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_topic_free);
  self->substitutions = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_substitution_free);
  return self;
}

OsrRegistry *
osr_registry_ref (OsrRegistry *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
osr_registry_unref (OsrRegistry *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->eras);
  g_hash_table_unref (self->laid_out);
  g_hash_table_unref (self->text_limits);
  g_clear_pointer (&self->lexicon, json_object_unref);
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->persons);
  g_ptr_array_unref (self->grants);
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->topics);
  g_ptr_array_unref (self->substitutions);
  g_free (self);
}

static OsrEra *
newest (OsrRegistry *self)
{
  return self->eras->pdata[self->eras->len - 1];
}

/* Takes @era. What has no number of its own takes the place of what was the newest. */
static void
enter (OsrRegistry *self, OsrEra *era)
{
  gint64 last = newest (self)->seq;

  if (era->seq <= last) {
    era->seq = last;
    g_ptr_array_set_size (self->eras, (int) self->eras->len - 1);
  }
  g_ptr_array_add (self->eras, era);
}

/* The last era that began by @seq. */
static guint
find_era (OsrRegistry *self, gint64 seq)
{
  guint low = 0, high = self->eras->len - 1;

  if (seq <= 0 || newest (self)->seq <= seq)
    return high;
  while (low < high) {
    guint middle = (low + high + 1) / 2;

    if (((OsrEra *) self->eras->pdata[middle])->seq <= seq)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

void
osr_registry_apply_regulation (OsrRegistry *self, OsrRegulation *regulation)
{
  OsrEra *era = osr_era_copy (newest (self), 0);

  osr_era_set_regulation (era, regulation);
  enter (self, era);
}

gboolean
osr_registry_apply_calendar (OsrRegistry *self, JsonObject *document, GPtrArray *zones,
                             JsonObject *schedule, gboolean decrees, GError **error)
{
  g_autoptr (OsrProductionCalendar) trial =
      osr_production_calendar_new_from_json (document, NULL, decrees, error);
  OsrEra *era;

  if (trial == NULL)
    return FALSE;
  era = osr_era_copy (newest (self), 0);
  osr_era_set_calendar (era, document, decrees);
  osr_era_put_zones (era, zones);
  if (schedule != NULL)
    osr_era_put_schedule (era, NULL, schedule);
  enter (self, era);
  return TRUE;
}

/* Zones may come with any event that needs them: they are values of the log. */
static gboolean
fold_zones (OsrEra *era, OsrEvent *event, GError **error)
{
  JsonArray *array = osr_json_get_array (event->members, "zones");
  g_autoptr (GPtrArray) zones = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_zone_unref);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = osr_json_array_get_object (array, i);
    OsrZone *zone = object != NULL ? osr_zone_new_from_json (object, error) : NULL;

    if (zone == NULL)
      return FALSE;
    g_ptr_array_add (zones, zone);
  }
  if (zones->len > 0)
    osr_era_put_zones (era, zones);
  return TRUE;
}

static gboolean
fold_regulation (OsrEra *era, OsrEvent *event, GError **error)
{
  JsonObject *document = osr_json_get_object (event->members, "document");
  g_autoptr (OsrRegulation) regulation = NULL;

  if (document != NULL)
    regulation = osr_regulation_new_with_readings (
        document, osr_json_get_object (event->members, "readings"), "regulation", error);
  if (regulation == NULL)
    return FALSE;
  osr_era_set_regulation (era, regulation);
  return TRUE;
}

static gboolean
fold_calendar (OsrEra *era, OsrEvent *event, GError **error)
{
  JsonObject *document = osr_json_get_object (event->members, "document");
  gboolean decrees = osr_json_get_boolean (event->members, "decrees", FALSE);
  g_autoptr (OsrProductionCalendar) trial = NULL;

  if (document != NULL)
    trial = osr_production_calendar_new_from_json (document, NULL, decrees, error);
  if (trial == NULL)
    return FALSE;
  osr_era_set_calendar (era, document, decrees);
  return TRUE;
}

static gboolean
fold_schedule (OsrEra *era, OsrEvent *event, GError **error)
{
  JsonObject *schedule = osr_json_get_object (event->members, "schedule");
  const char *body = osr_event_get_string (event, "body");

  if (schedule != NULL)
    osr_era_put_schedule (era, body, body != NULL ? event->members : schedule);
  return schedule != NULL;
}

typedef gboolean (*FoldEra) (OsrEra *era, OsrEvent *event, GError **error);

static FoldEra
find_fold (OsrEvent *event)
{
  if (osr_event_is (event, "regulation-adopted"))
    return fold_regulation;
  if (osr_event_is (event, "calendar-adopted"))
    return fold_calendar;
  return osr_event_is (event, "schedule-set") ? fold_schedule : NULL;
}

/* (transfer full) (nullable): the newest era with @event, which must be one of these three. */
static OsrEra *
era_with (OsrRegistry *self, OsrEvent *event, gint64 seq, GError **error)
{
  g_autoptr (OsrEra) era = osr_era_copy (newest (self), seq);

  if (!fold_zones (era, event, error) || !find_fold (event) (era, event, error))
    return NULL;
  return g_steal_pointer (&era);
}

static gboolean
fold_era (OsrRegistry *self, OsrEvent *event)
{
  OsrEra *era = era_with (self, event, event->seq, NULL);

  if (era != NULL)
    enter (self, era);
  return era != NULL;
}

/* The last one counts whole: an empty one takes the words back. */
static gboolean
fold_lexicon (OsrRegistry *self, OsrEvent *event)
{
  JsonObject *document = osr_json_get_object (event->members, "document");

  if (document == NULL)
    return FALSE;
  g_clear_pointer (&self->lexicon, json_object_unref);
  self->lexicon = json_object_ref (document);
  self->lexicon_version = event->version;
  return TRUE;
}

static gboolean
fold_text_limit (OsrRegistry *self, OsrEvent *event)
{
  const char *network = osr_event_get_string (event, "network");
  gint64 characters = osr_event_get_int (event, "characters", 0);

  if (network == NULL || characters <= 0)
    return FALSE;
  g_hash_table_replace (self->text_limits, g_strdup (network),
                        g_memdup2 (&characters, sizeof characters));
  return TRUE;
}

void
osr_registry_apply (OsrRegistry *self, OsrEvent *event)
{
  gboolean understood;

  if (find_fold (event) != NULL)
    understood = fold_era (self, event);
  else if (osr_event_is (event, "limit-set"))
    understood = fold_text_limit (self, event);
  else if (osr_event_is (event, "lexicon-set"))
    understood = fold_lexicon (self, event);
  else
    understood = osr_directory_apply (self, event);
  self->anomalies += !understood;
  self->version = event->version;
}

gint64
osr_registry_get_version (OsrRegistry *self)
{
  return self->version;
}

OsrRegulation *
osr_registry_get_regulation (OsrRegistry *self)
{
  return newest (self)->regulation;
}

OsrRegulation *
osr_registry_get_regulation_at (OsrRegistry *self, gint64 seq)
{
  for (guint i = find_era (self, seq); i < self->eras->len; i++) {
    OsrEra *era = self->eras->pdata[i];

    if (era->regulation != NULL)
      return era->regulation;
  }
  return NULL;
}

OsrRegulation *
osr_registry_get_regulation_for (OsrRegistry *self, OsrCase *c)
{
  return osr_registry_get_regulation_at (self, c->detected_seq);
}

OsrWorkTime *
osr_registry_get_work_time (OsrRegistry *self, const char *body)
{
  return osr_era_get_work_time (newest (self), body, self->laid_out);
}

OsrWorkTime *
osr_registry_get_work_time_at (OsrRegistry *self, const char *body, gint64 seq)
{
  for (guint i = find_era (self, seq); i < self->eras->len; i++) {
    OsrEra *era = self->eras->pdata[i];

    if (era->regulation != NULL && era->calendar != NULL)
      return osr_era_get_work_time (era, body, self->laid_out);
  }
  return NULL;
}

gboolean
osr_registry_is_same_at (OsrRegistry *self, gint64 seq, gint64 other)
{
  return find_era (self, seq) == find_era (self, other);
}

OsrRegistry *
osr_registry_new_with (OsrRegistry *self, OsrEvent *event)
{
  OsrRegistry *copy = osr_registry_new ();
  OsrEra *era = NULL;

  g_ptr_array_set_size (copy->eras, 0);
  for (guint i = 0; i < self->eras->len; i++)
    g_ptr_array_add (copy->eras, osr_era_ref (self->eras->pdata[i]));
  g_hash_table_unref (copy->laid_out);
  copy->laid_out = g_hash_table_ref (self->laid_out);
  copy->version = self->version;
  if (find_fold (event) != NULL)
    era = era_with (copy, event, event->seq > 0 ? event->seq : G_MAXINT64, NULL);
  if (era != NULL)
    enter (copy, era);
  return copy;
}

/* Every office must still have working time: without it nothing is due any more. */
static gboolean
check_offices (OsrRegistry *self, OsrEra *era, GError **error)
{
  GHashTableIter iter;
  const char *body;

  if (era->regulation == NULL || era->calendar == NULL)
    return TRUE;
  if (osr_era_get_work_time (era, NULL, self->laid_out) == NULL) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                         "the office would have no working time: its schedule cannot be read, or"
                         " its zone is not known");
    return FALSE;
  }
  g_hash_table_iter_init (&iter, era->schedules);
  while (g_hash_table_iter_next (&iter, (gpointer *) &body, NULL)) {
    if (osr_era_get_work_time (era, body, self->laid_out) == NULL) {
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                   "the body \"%.40s\" would have no working time: its schedule cannot be read,"
                   " or its zone is not known",
                   body);
      return FALSE;
    }
  }
  return TRUE;
}

gboolean
osr_registry_try (OsrRegistry *self, OsrEvent *event, GError **error)
{
  g_autoptr (OsrEra) era = NULL;
  g_autoptr (GError) fault = NULL;

  if (find_fold (event) == NULL)
    return TRUE;
  era = era_with (self, event, G_MAXINT64, &fault);
  if (era != NULL)
    return check_offices (self, era, error);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: the document is missing",
                 event->type);
  return FALSE;
}

GStrv
osr_registry_dup_zones (OsrRegistry *self)
{
  OsrEra *era = newest (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  JsonObject *members;

  if (era->regulation != NULL) {
    g_strv_builder_add (builder, osr_regulation_get_zone (era->regulation));
    g_hash_table_add (seen, (gpointer) osr_regulation_get_zone (era->regulation));
  }
  g_hash_table_iter_init (&iter, era->schedules);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &members)) {
    const char *zone = osr_json_get_string (members, "zone");

    if (zone != NULL && g_hash_table_add (seen, (gpointer) zone))
      g_strv_builder_add (builder, zone);
  }
  return g_strv_builder_end (builder);
}

JsonObject *
osr_registry_get_schedule (OsrRegistry *self, const char *body)
{
  OsrEra *era = newest (self);
  JsonObject *own = body != NULL ? g_hash_table_lookup (era->schedules, body) : NULL;

  return body == NULL ? era->schedule : osr_json_get_object (own, "schedule");
}

const char *
osr_registry_get_zone_of (OsrRegistry *self, const char *body)
{
  OsrEra *era = newest (self);
  JsonObject *own = body != NULL ? g_hash_table_lookup (era->schedules, body) : NULL;
  const char *zone = osr_json_get_string (own, "zone");

  return zone != NULL || era->regulation == NULL ? zone : osr_regulation_get_zone (era->regulation);
}

gboolean
osr_registry_get_decrees (OsrRegistry *self)
{
  return newest (self)->decrees;
}

JsonObject *
osr_registry_get_calendar (OsrRegistry *self)
{
  return newest (self)->calendar;
}

OsrZone *
osr_registry_find_zone (OsrRegistry *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (newest (self)->zones, id) : NULL;
}

gint64
osr_registry_get_text_limit (OsrRegistry *self, const char *network)
{
  gint64 *characters = network != NULL ? g_hash_table_lookup (self->text_limits, network) : NULL;

  return characters != NULL ? *characters : DEFAULT_TEXT_LIMIT;
}

JsonObject *
osr_registry_get_lexicon (OsrRegistry *self)
{
  return self->lexicon;
}

gint64
osr_registry_get_lexicon_version (OsrRegistry *self)
{
  return self->lexicon_version;
}
