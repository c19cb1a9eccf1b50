/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Timers of a profile: each by itself first, then what one says of another. */
#include "core/osr-json.h"
#include "core/regulation/osr-regulation-private.h"

typedef OsrRegulationPlace Place;

void
osr_timer_spec_free (OsrTimerSpec *spec)
{
  g_free (spec->clause);
  osr_text2_clear (&spec->name);
  osr_text2_clear (&spec->text);
  osr_text2_clear (&spec->until);
  g_array_unref (spec->warn);
  g_array_unref (spec->starts);
  g_array_unref (spec->met_by);
  g_array_unref (spec->removed_by);
  g_ptr_array_unref (spec->reserve);
  g_ptr_array_unref (spec->readings);
  g_free (spec);
}

static OsrTimerSpec *
timer_spec_new (GArray *warnings)
{
  OsrTimerSpec *spec = g_new0 (OsrTimerSpec, 1);

  spec->warn = g_array_copy (warnings);
  spec->starts = g_array_new (FALSE, FALSE, sizeof (OsrTrigger));
  spec->met_by = g_array_new (FALSE, FALSE, sizeof (OsrTrigger));
  spec->removed_by = g_array_new (FALSE, FALSE, sizeof (OsrTrigger));
  spec->reserve = g_ptr_array_new ();
  spec->readings = g_ptr_array_new ();
  return spec;
}

static gboolean
read_triggers (const Place *place, JsonObject *object, const char *member, GArray *triggers,
               GError **error)
{
  int bad = osr_triggers_read (object, member, triggers);
  g_autofree char *what = NULL;

  if (bad < 0)
    return TRUE;
  what = g_strdup_printf ("expected a list of events; the element %d is none", bad);
  return osr_regulation_fault (place, error, member, what);
}

static gboolean
read_amount (const Place *place, JsonObject *object, OsrTimerSpec *spec, GError **error)
{
  static const char *const units[] = { "working-minutes", "clock-minutes", "working-days",
                                       "at-once", NULL };
  int unit = osr_regulation_read_word (place, object, "unit", units, -1, error);

  if (unit < 0)
    return FALSE;
  spec->unit = (OsrUnit) unit;
  spec->amount = osr_json_get_int (object, "amount", 0);
  if (spec->unit == OSR_UNIT_AT_ONCE ? spec->amount != 0
                                     : spec->amount < 1 || spec->amount > 100000)
    return osr_regulation_fault (place, error, "amount",
                                 "expected a whole number from 1 (none for at-once)");
  return TRUE;
}

static gboolean
read_subject (const Place *place, JsonObject *object, OsrTimerSpec *spec, GError **error)
{
  static const char *const offices[] = { "curator", "body", NULL };
  static const char *const subjects[] = { "case", "body", NULL };
  int office = osr_regulation_read_word (place, object, "office", offices, -1, error);
  int subject =
      office < 0 ? -1 : osr_regulation_read_word (place, object, "subject", subjects, -1, error);

  spec->office = (OsrOffice) office;
  spec->subject = (OsrSubject) subject;
  return subject >= 0;
}

static gboolean
read_edges (const Place *place, JsonObject *object, OsrTimerSpec *spec, GError **error)
{
  static const char *const edges[] = { "nearest", "working", NULL };
  static const char *const starts[] = { "calendar", "working", NULL };
  int edge = osr_regulation_read_word (place, object, "edge", edges, 0, error);
  int start =
      edge < 0 ? -1 : osr_regulation_read_word (place, object, "day_start", starts, 0, error);

  if (start < 0)
    return FALSE;
  spec->edge = (OsrEdge) edge;
  spec->day_start = (OsrDayStart) start;
  return TRUE;
}

/* "shortened": {"by": "minutes" | "importance" | "mark", "amount": of the unit, "taken": …} */
static gboolean
read_shortening (const Place *place, JsonObject *object, OsrTimerSpec *spec, GError **error)
{
  static const char *const ways[] = { "minutes", "importance", "mark", NULL };
  static const char *const times[] = { "latest", "first", NULL };
  JsonObject *shortened = osr_json_get_object (object, "shortened");
  int way, taken;

  if (shortened == NULL)
    return !json_object_has_member (object, "shortened") ||
           osr_regulation_fault (place, error, "shortened", "expected an object");
  way = osr_regulation_read_word (place, shortened, "by", ways, -1, error);
  taken = way < 0 ? -1 : osr_regulation_read_word (place, shortened, "taken", times, 0, error);
  if (taken < 0)
    return FALSE;
  spec->shortening = (OsrShortening) (way + 1);
  spec->taken = (OsrTaken) taken;
  spec->shortened_amount = osr_json_get_int (shortened, "amount", 0);
  if (spec->unit == OSR_UNIT_WORKING_DAYS || spec->unit == OSR_UNIT_AT_ONCE)
    return osr_regulation_fault (place, error, "shortened", "only minutes can be shortened");
  if (spec->shortening == OSR_SHORTENING_MINUTES)
    return spec->shortened_amount == 0 ||
           osr_regulation_fault (place, error, "shortened",
                                 "the triage names the minutes, not the profile");
  return (spec->shortened_amount > 0 && spec->shortened_amount < spec->amount) ||
         osr_regulation_fault (place, error, "shortened",
                               "expected an \"amount\" below the standard one");
}

static gboolean
read_ids (const Place *place, JsonObject *object, const char *member, GPtrArray *ids,
          GError **error)
{
  JsonArray *array = osr_json_get_array (object, member);

  if (array == NULL && json_object_has_member (object, member))
    return osr_regulation_fault (place, error, member, "expected a list of ids");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    const char *id = osr_json_array_get_string (array, i);

    if (id == NULL)
      return osr_regulation_fault (place, error, member, "expected ids");
    g_ptr_array_add (ids, (gpointer) g_intern_string (id));
  }
  return TRUE;
}

static gboolean
read_words (const Place *place, JsonObject *object, OsrTimerSpec *spec, GError **error)
{
  if (!osr_regulation_read_text (place, object, "name", &spec->name, error) ||
      !osr_regulation_read_text (place, object, "text", &spec->text, error))
    return FALSE;
  return !json_object_has_member (object, "until") ||
         osr_regulation_read_text (place, object, "until", &spec->until, error);
}

static gboolean
read_timer (Place *place, JsonObject *object, OsrTimerSpec *spec, GError **error)
{
  if (!osr_regulation_read_entry (place, object, "clause", error))
    return FALSE;
  spec->id = g_intern_string (place->id);
  spec->clause = g_strdup (place->clause);
  spec->before = g_intern_string (osr_json_get_string (object, "before"));
  spec->within = g_intern_string (osr_json_get_string (object, "within"));
  spec->first_start = osr_json_get_boolean (object, "first_start", FALSE);
  spec->optional = osr_json_get_boolean (object, "optional", FALSE);
  spec->standard_only = osr_json_get_boolean (object, "standard_only", FALSE);
  if (!read_amount (place, object, spec, error) || !read_words (place, object, spec, error) ||
      !read_shortening (place, object, spec, error) || !read_edges (place, object, spec, error) ||
      !read_subject (place, object, spec, error) ||
      !read_ids (place, object, "reserve", spec->reserve, error) ||
      !read_ids (place, object, "readings", spec->readings, error) ||
      !osr_regulation_read_shares (place, object, "warn", spec->warn, error) ||
      !read_triggers (place, object, "starts", spec->starts, error) ||
      !read_triggers (place, object, "met_by", spec->met_by, error) ||
      !read_triggers (place, object, "removed_by", spec->removed_by, error))
    return FALSE;
  return spec->starts->len > 0 ||
         osr_regulation_fault (place, error, "starts", "what starts it is missing");
}

/* Minutes by the clock and of working time may stand beside each other: an office may read the steps
 * of a limit in working hours either way. */
static gboolean
fits_beside (const OsrTimerSpec *spec, const OsrTimerSpec *other)
{
  gboolean days = spec->unit == OSR_UNIT_WORKING_DAYS;

  return other != NULL && other->unit != OSR_UNIT_AT_ONCE &&
         (other->unit == OSR_UNIT_WORKING_DAYS) == days;
}

/* A timer named by another must exist, and stand before it, so that its moment is known first. */
static gboolean
check_references (OsrRegulation *self, const Place *place, const OsrTimerSpec *spec, GError **error)
{
  static const char need[] = "expected an earlier timer, both in minutes or both in days";

  if (spec->before != NULL && !fits_beside (spec, osr_regulation_find_timer (self, spec->before)))
    return osr_regulation_fault (place, error, "before", need);
  if (spec->within != NULL && !fits_beside (spec, osr_regulation_find_timer (self, spec->within)))
    return osr_regulation_fault (place, error, "within", need);
  if (spec->before != NULL && spec->within != NULL)
    return osr_regulation_fault (place, error, "within", "a timer leans on one other");
  for (guint i = 0; i < spec->reserve->len; i++) {
    if (!fits_beside (spec, osr_regulation_find_timer (self, spec->reserve->pdata[i])))
      return osr_regulation_fault (place, error, "reserve", need);
  }
  for (guint i = 0; i < spec->readings->len; i++) {
    if (osr_regulation_find_reading (self, spec->readings->pdata[i]) == NULL)
      return osr_regulation_fault (place, error, "readings", "expected readings of this profile");
  }
  return TRUE;
}

/* The limits of a repeat message are those that its clause names; without such a clause, all. */
static gboolean
read_repeat (OsrRegulation *self, const char *where, GError **error)
{
  JsonArray *ids = osr_json_get_array (osr_regulation_get_rule (self, "repeat"), "timers");
  Place place = { where, NULL, 0, NULL, NULL };

  for (guint i = 0; i < self->timers->len; i++)
    ((OsrTimerSpec *) self->timers->pdata[i])->on_repeat = ids == NULL;
  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++) {
    OsrTimerSpec *spec =
        (OsrTimerSpec *) osr_regulation_find_timer (self, osr_json_array_get_string (ids, i));

    if (spec == NULL)
      return osr_regulation_fault (&place, error, "rules/repeat/timers",
                                   "expected timers of this profile");
    spec->on_repeat = TRUE;
  }
  return TRUE;
}

gboolean
osr_regulation_read_timers (OsrRegulation *self, const char *where, GError **error)
{
  JsonArray *array = osr_json_get_array (self->document, "timers");
  guint n = array != NULL ? json_array_get_length (array) : 0;
  Place top = { where, NULL, 0, NULL, NULL };

  if (n == 0)
    return osr_regulation_fault (&top, error, "timers", "expected a list of timers");
  for (guint i = 0; i < n; i++) {
    Place place = { where, "timers", i, NULL, NULL };
    OsrTimerSpec *spec = timer_spec_new (self->warnings);
    gboolean good = read_timer (&place, osr_json_array_get_object (array, i), spec, error) &&
                    check_references (self, &place, spec, error);

    if (good && osr_regulation_find_timer (self, spec->id) != NULL)
      good = osr_regulation_fault (&place, error, "id", "the same timer twice");
    if (!good) {
      osr_timer_spec_free (spec);
      return FALSE;
    }
    g_ptr_array_add (self->timers, spec);
  }
  return read_repeat (self, where, error);
}
