/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was in force from one number of the log on; see the header. Tables are shared between eras and
 * copied when one of them changes. */
#include "core/osr-era.h"

#include "core/osr-json.h"
#include "core/time/osr-schedule.h"

/* All that a working time is laid out from. The members are owned, so that none of these addresses is
 * ever another object's. */
typedef struct {
  JsonObject *calendar;
  JsonObject *schedule;
  OsrZone *zone;
  const char *region; /* interned */
  gboolean decrees;
} Inputs;

static GHashTable *
new_zones (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) osr_zone_unref);
}

static GHashTable *
new_schedules (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) json_object_unref);
}

static GHashTable *
new_work_times (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) osr_work_time_unref);
}

OsrEra *
osr_era_new (void)
{
  OsrEra *self = g_new0 (OsrEra, 1);

  g_ref_count_init (&self->refs);
  self->zones = new_zones ();
  self->schedules = new_schedules ();
  self->work_times = new_work_times ();
  self->schedule = osr_schedule_new_default ();
  return self;
}

OsrEra *
osr_era_copy (OsrEra *era, gint64 seq)
{
  OsrEra *self = g_new0 (OsrEra, 1);

  g_ref_count_init (&self->refs);
  self->seq = seq;
  self->regulation = era->regulation != NULL ? osr_regulation_ref (era->regulation) : NULL;
  self->calendar = era->calendar != NULL ? json_object_ref (era->calendar) : NULL;
  self->decrees = era->decrees;
  self->schedule = json_object_ref (era->schedule);
  self->zones = g_hash_table_ref (era->zones);
  self->schedules = g_hash_table_ref (era->schedules);
  self->work_times = new_work_times ();
  return self;
}

OsrEra *
osr_era_ref (OsrEra *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
osr_era_unref (OsrEra *self)
{
  if (self == NULL || !g_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->regulation, osr_regulation_unref);
  g_clear_pointer (&self->calendar, json_object_unref);
  json_object_unref (self->schedule);
  g_hash_table_unref (self->zones);
  g_hash_table_unref (self->schedules);
  g_hash_table_unref (self->work_times);
  g_free (self);
}

void
osr_era_set_regulation (OsrEra *self, OsrRegulation *regulation)
{
  g_clear_pointer (&self->regulation, osr_regulation_unref);
  self->regulation = osr_regulation_ref (regulation);
}

/* The same days again are the same object, so that nothing is laid out anew for them. */
void
osr_era_set_calendar (OsrEra *self, JsonObject *document, gboolean decrees)
{
  self->decrees = decrees;
  if (self->calendar != NULL && json_object_equal (self->calendar, document))
    return;
  g_clear_pointer (&self->calendar, json_object_unref);
  self->calendar = json_object_ref (document);
}

static gboolean
is_same_zone (OsrZone *one, OsrZone *other)
{
  g_autoptr (JsonObject) left = NULL;
  g_autoptr (JsonObject) right = NULL;

  if (one == NULL || one == other)
    return one != NULL;
  left = osr_zone_to_json (one);
  right = osr_zone_to_json (other);
  return json_object_equal (left, right);
}

void
osr_era_put_zones (OsrEra *self, GPtrArray *zones)
{
  GHashTable *copy = new_zones ();
  GHashTableIter iter;
  OsrZone *zone;

  g_hash_table_iter_init (&iter, self->zones);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &zone))
    g_hash_table_replace (copy, (gpointer) osr_zone_get_id (zone), osr_zone_ref (zone));
  g_hash_table_unref (self->zones);
  self->zones = copy;
  for (guint i = 0; i < zones->len; i++) {
    zone = zones->pdata[i];
    if (!is_same_zone (g_hash_table_lookup (copy, osr_zone_get_id (zone)), zone))
      g_hash_table_replace (copy, (gpointer) osr_zone_get_id (zone), osr_zone_ref (zone));
  }
}

void
osr_era_put_schedule (OsrEra *self, const char *body, JsonObject *members)
{
  GHashTable *copy;
  GHashTableIter iter;
  const char *name;
  JsonObject *known;

  if (body == NULL) {
    json_object_ref (members);
    json_object_unref (self->schedule);
    self->schedule = members;
    return;
  }
  copy = new_schedules ();
  g_hash_table_iter_init (&iter, self->schedules);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &known))
    g_hash_table_insert (copy, g_strdup (name), json_object_ref (known));
  g_hash_table_replace (copy, g_strdup (body), json_object_ref (members));
  g_hash_table_unref (self->schedules);
  self->schedules = copy;
}

static guint
hash_inputs (gconstpointer data)
{
  const Inputs *inputs = data;

  return g_direct_hash (inputs->calendar) ^ (g_direct_hash (inputs->schedule) * 31) ^
         (g_direct_hash (inputs->zone) * 37) ^ g_direct_hash (inputs->region);
}

static gboolean
equal_inputs (gconstpointer a, gconstpointer b)
{
  const Inputs *one = a;
  const Inputs *other = b;

  return one->calendar == other->calendar && one->schedule == other->schedule &&
         one->zone == other->zone && one->region == other->region && one->decrees == other->decrees;
}

static void
free_inputs (Inputs *inputs)
{
  json_object_unref (inputs->calendar);
  json_object_unref (inputs->schedule);
  osr_zone_unref (inputs->zone);
  g_free (inputs);
}

static Inputs *
keep_inputs (const Inputs *inputs)
{
  Inputs *kept = g_memdup2 (inputs, sizeof *inputs);

  json_object_ref (kept->calendar);
  json_object_ref (kept->schedule);
  osr_zone_ref (kept->zone);
  return kept;
}

GHashTable *
osr_era_laid_out_new (void)
{
  return g_hash_table_new_full (hash_inputs, equal_inputs, (GDestroyNotify) free_inputs,
                                (GDestroyNotify) osr_work_time_unref);
}

static OsrWorkTime *
lay_out (const Inputs *inputs)
{
  g_autoptr (OsrProductionCalendar) calendar = osr_production_calendar_new_from_json (
      inputs->calendar, inputs->region, inputs->decrees, NULL);

  if (calendar == NULL)
    return NULL;
  return osr_work_time_new_from_json (inputs->schedule, inputs->zone, calendar, NULL);
}

/* What the hours of @body are laid out from; FALSE when something is missing. */
static gboolean
find_inputs (OsrEra *self, const char *body, Inputs *inputs)
{
  JsonObject *own = body != NULL ? g_hash_table_lookup (self->schedules, body) : NULL;
  const char *zone_id = own != NULL ? osr_json_get_string (own, "zone") : NULL;

  if (self->regulation == NULL || self->calendar == NULL)
    return FALSE;
  if (zone_id == NULL)
    zone_id = osr_regulation_get_zone (self->regulation);
  inputs->calendar = self->calendar;
  inputs->schedule = own != NULL ? osr_json_get_object (own, "schedule") : self->schedule;
  inputs->zone = g_hash_table_lookup (self->zones, zone_id);
  inputs->region = g_intern_string (osr_regulation_get_region (self->regulation));
  inputs->decrees = self->decrees;
  return inputs->zone != NULL && inputs->schedule != NULL;
}

OsrWorkTime *
osr_era_get_work_time (OsrEra *self, const char *body, GHashTable *laid_out)
{
  const char *key = body != NULL && g_hash_table_contains (self->schedules, body) ? body : "";
  OsrWorkTime *work_time = g_hash_table_lookup (self->work_times, key);
  Inputs inputs;

  if (work_time != NULL || !find_inputs (self, *key != '\0' ? key : NULL, &inputs))
    return work_time;
  work_time = g_hash_table_lookup (laid_out, &inputs);
  if (work_time == NULL) {
    work_time = lay_out (&inputs);
    if (work_time == NULL)
      return NULL;
    g_hash_table_insert (laid_out, keep_inputs (&inputs), work_time);
  }
  g_hash_table_replace (self->work_times, g_strdup (key), osr_work_time_ref (work_time));
  return work_time;
}
