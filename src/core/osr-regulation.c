/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a profile. Every fault names the file, the member and the clause, so that whoever writes
 * a region's file can mend it; nothing missing is guessed. */
#include "core/osr-regulation.h"

#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"

struct _OsrRegulation {
  grefcount refs;
  JsonObject *document;
  GPtrArray *timers; /* OsrTimerSpec */
};

/* Where in the file the reading stands, for the sentence of an error. */
typedef struct {
  const char *where;
  const char *timer;
  const char *clause;
} Place;

static gboolean
fault (const Place *place, GError **error, const char *member, const char *what)
{
  if (place->timer != NULL)
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "%s: timer \"%s\" (clause %s), member \"%s\": %s", place->where, place->timer,
                 place->clause != NULL ? place->clause : "?", member, what);
  else
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: member \"%s\": %s",
                 place->where, member, what);
  return FALSE;
}

static void
timer_spec_free (OsrTimerSpec *spec)
{
  g_free (spec->clause);
  g_free (spec->reading);
  g_array_unref (spec->starts);
  g_array_unref (spec->met_by);
  g_array_unref (spec->removed_by);
  g_ptr_array_unref (spec->reserve);
  g_free (spec);
}

static OsrTimerSpec *
timer_spec_new (void)
{
  OsrTimerSpec *spec = g_new0 (OsrTimerSpec, 1);

  spec->starts = g_array_new (FALSE, FALSE, sizeof (OsrTrigger));
  spec->met_by = g_array_new (FALSE, FALSE, sizeof (OsrTrigger));
  spec->removed_by = g_array_new (FALSE, FALSE, sizeof (OsrTrigger));
  spec->reserve = g_ptr_array_new ();
  return spec;
}

/* "published:interim" is the event `published` whose kind is `interim`. */
static OsrTrigger
parse_trigger (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  OsrTrigger trigger = { g_intern_string (parts[0]), g_intern_string (parts[1]) };

  return trigger;
}

static gboolean
read_triggers (const Place *place, JsonObject *object, const char *member, GArray *triggers,
               GError **error)
{
  JsonArray *array = osr_json_get_array (object, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (array == NULL && json_object_has_member (object, member))
    return fault (place, error, member, "expected a list of events");
  for (guint i = 0; i < n; i++) {
    const char *text = osr_json_array_get_string (array, i);
    OsrTrigger trigger;

    if (text == NULL || *text == '\0')
      return fault (place, error, member, "expected event names");
    trigger = parse_trigger (text);
    g_array_append_val (triggers, trigger);
  }
  return TRUE;
}

/* One of a fixed set of words; the index of it, or -1 with an error. */
static int
read_word (const Place *place, JsonObject *object, const char *member, const char *const *words,
           GError **error)
{
  const char *text = osr_json_get_string (object, member);
  g_autofree char *all = g_strjoinv (", ", (char **) words);
  g_autofree char *what = g_strdup_printf ("expected one of %s", all);

  for (int i = 0; text != NULL && words[i] != NULL; i++) {
    if (strcmp (words[i], text) == 0)
      return i;
  }
  fault (place, error, member, what);
  return -1;
}

static gboolean
read_amount (const Place *place, JsonObject *object, OsrTimerSpec *spec, GError **error)
{
  static const char *const units[] = { "working-minutes", "clock-minutes", "working-days",
                                       "at-once", NULL };
  int unit = read_word (place, object, "unit", units, error);

  if (unit < 0)
    return FALSE;
  spec->unit = (OsrUnit) unit;
  spec->amount = osr_json_get_int (object, "amount", 0);
  if (spec->unit == OSR_UNIT_AT_ONCE ? spec->amount != 0
                                     : spec->amount < 1 || spec->amount > 100000)
    return fault (place, error, "amount", "expected a whole number from 1 (none for at-once)");
  return TRUE;
}

static gboolean
read_subject (const Place *place, JsonObject *object, OsrTimerSpec *spec, GError **error)
{
  static const char *const offices[] = { "curator", "body", NULL };
  static const char *const subjects[] = { "case", "body", NULL };
  int office = read_word (place, object, "office", offices, error);
  int subject = office < 0 ? -1 : read_word (place, object, "subject", subjects, error);

  spec->office = (OsrOffice) office;
  spec->subject = (OsrSubject) subject;
  return subject >= 0;
}

/* "shortened": {"by": "minutes" | "importance" | "mark", "amount": of the unit} */
static gboolean
read_shortening (const Place *place, JsonObject *object, OsrTimerSpec *spec, GError **error)
{
  static const char *const ways[] = { "minutes", "importance", "mark", NULL };
  JsonObject *shortened = osr_json_get_object (object, "shortened");
  int way;

  if (shortened == NULL)
    return !json_object_has_member (object, "shortened") ||
           fault (place, error, "shortened", "expected an object");
  way = read_word (place, shortened, "by", ways, error);
  if (way < 0)
    return FALSE;
  spec->shortening = (OsrShortening) (way + 1);
  spec->shortened_amount = osr_json_get_int (shortened, "amount", 0);
  if (spec->shortening == OSR_SHORTENING_MINUTES)
    return spec->shortened_amount == 0 ||
           fault (place, error, "shortened", "the triage names the minutes, not the profile");
  return (spec->shortened_amount > 0 && spec->shortened_amount < spec->amount) ||
         fault (place, error, "shortened", "expected an \"amount\" below the standard one");
}

static void
read_reserve (JsonObject *object, OsrTimerSpec *spec)
{
  JsonArray *array = osr_json_get_array (object, "reserve");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++) {
    const char *id = osr_json_array_get_string (array, i);

    if (id != NULL)
      g_ptr_array_add (spec->reserve, (gpointer) g_intern_string (id));
  }
}

static gboolean
read_timer (const char *where, JsonObject *object, OsrTimerSpec *spec, GError **error)
{
  Place place = { where, osr_json_get_string (object, "id"),
                  osr_json_get_string (object, "clause") };

  if (place.timer == NULL)
    return fault (&place, error, "timers", "a timer without \"id\"");
  if (place.clause == NULL)
    return fault (&place, error, "clause", "each timer cites its clause");
  spec->id = g_intern_string (place.timer);
  spec->clause = g_strdup (place.clause);
  spec->reading = g_strdup (osr_json_get_string (object, "reading"));
  spec->before = g_intern_string (osr_json_get_string (object, "before"));
  spec->first_start = osr_json_get_boolean (object, "first_start", FALSE);
  spec->optional = osr_json_get_boolean (object, "optional", FALSE);
  spec->within = g_intern_string (osr_json_get_string (object, "within"));
  read_reserve (object, spec);
  if (!read_amount (&place, object, spec, error) ||
      !read_shortening (&place, object, spec, error) ||
      !read_subject (&place, object, spec, error) ||
      !read_triggers (&place, object, "starts", spec->starts, error) ||
      !read_triggers (&place, object, "met_by", spec->met_by, error) ||
      !read_triggers (&place, object, "removed_by", spec->removed_by, error))
    return FALSE;
  return spec->starts->len > 0 || fault (&place, error, "starts", "what starts it is missing");
}

/* A timer named by another must exist, and stand before it, so that its moment is known first. */
static gboolean
check_references (OsrRegulation *self, const char *where, const OsrTimerSpec *spec, GError **error)
{
  Place place = { where, spec->id, spec->clause };

  if (spec->before != NULL && osr_regulation_find_timer (self, spec->before) == NULL)
    return fault (&place, error, "before", "no such timer before this one");
  if (spec->within != NULL && osr_regulation_find_timer (self, spec->within) == NULL)
    return fault (&place, error, "within", "no such timer before this one");
  for (guint i = 0; i < spec->reserve->len; i++) {
    const OsrTimerSpec *other = osr_regulation_find_timer (self, spec->reserve->pdata[i]);

    if (other == NULL || other->unit != spec->unit)
      return fault (&place, error, "reserve", "expected earlier timers in the same unit");
  }
  return TRUE;
}

static gboolean
read_timers (OsrRegulation *self, const char *where, GError **error)
{
  JsonArray *array = osr_json_get_array (self->document, "timers");
  guint n = array != NULL ? json_array_get_length (array) : 0;
  Place place = { where, NULL, NULL };

  if (n == 0)
    return fault (&place, error, "timers", "expected a list of timers");
  for (guint i = 0; i < n; i++) {
    JsonObject *object = osr_json_array_get_object (array, i);
    OsrTimerSpec *spec = timer_spec_new ();
    gboolean good = object != NULL && read_timer (where, object, spec, error) &&
                    check_references (self, where, spec, error);

    if (good && osr_regulation_find_timer (self, spec->id) != NULL)
      good = fault (&place, error, "timers", "the same timer twice");
    if (!good) {
      if (object == NULL)
        fault (&place, error, "timers", "expected objects");
      timer_spec_free (spec);
      return FALSE;
    }
    g_ptr_array_add (self->timers, spec);
  }
  return TRUE;
}

static gboolean
check_head (OsrRegulation *self, const char *where, GError **error)
{
  static const char *const texts[] = { "id", "title", "zone", "region" };
  Place place = { where, NULL, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (osr_json_get_string (self->document, texts[i]) == NULL)
      return fault (&place, error, texts[i], "expected a text");
  }
  if (osr_json_get_int (self->document, "version", 0) < 1)
    return fault (&place, error, "version", "expected a number from 1");
  if (osr_json_get_object (self->document, "steps") == NULL)
    return fault (&place, error, "steps", "expected who may take which step, with the clause");
  if (osr_json_get_array (self->document, "draft_kinds") == NULL)
    return fault (&place, error, "draft_kinds", "expected a list");
  return TRUE;
}

OsrRegulation *
osr_regulation_new_from_json (JsonObject *document, const char *where, GError **error)
{
  g_autoptr (OsrRegulation) self = g_new0 (OsrRegulation, 1);

  g_ref_count_init (&self->refs);
  self->document = json_object_ref (document);
  self->timers = g_ptr_array_new_with_free_func ((GDestroyNotify) timer_spec_free);
  if (!check_head (self, where, error) || !read_timers (self, where, error))
    return NULL;
  return g_steal_pointer (&self);
}

OsrRegulation *
osr_regulation_ref (OsrRegulation *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
osr_regulation_unref (OsrRegulation *self)
{
  if (self == NULL || !g_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->document, json_object_unref);
  g_clear_pointer (&self->timers, g_ptr_array_unref);
  g_free (self);
}

const char *
osr_regulation_get_id (OsrRegulation *self)
{
  return osr_json_get_string (self->document, "id");
}

gint64
osr_regulation_get_version (OsrRegulation *self)
{
  return osr_json_get_int (self->document, "version", 0);
}

const char *
osr_regulation_get_title (OsrRegulation *self)
{
  return osr_json_get_string (self->document, "title");
}

const char *
osr_regulation_get_region (OsrRegulation *self)
{
  return osr_json_get_string (self->document, "region");
}

const char *
osr_regulation_get_zone (OsrRegulation *self)
{
  return osr_json_get_string (self->document, "zone");
}

JsonObject *
osr_regulation_get_document (OsrRegulation *self)
{
  return self->document;
}

GPtrArray *
osr_regulation_get_timers (OsrRegulation *self)
{
  return self->timers;
}

const OsrTimerSpec *
osr_regulation_find_timer (OsrRegulation *self, const char *id)
{
  for (guint i = 0; i < self->timers->len; i++) {
    const OsrTimerSpec *spec = self->timers->pdata[i];

    if (g_strcmp0 (spec->id, id) == 0)
      return spec;
  }
  return NULL;
}

static gboolean
list_has (JsonArray *array, const char *text)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++) {
    if (g_strcmp0 (osr_json_array_get_string (array, i), text) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_regulation_allows_kind (OsrRegulation *self, const char *kind)
{
  return list_has (osr_json_get_array (self->document, "draft_kinds"), kind);
}

gboolean
osr_regulation_has_network (OsrRegulation *self, const char *network)
{
  return list_has (osr_json_get_array (self->document, "networks"), network);
}

static JsonObject *
find_step (OsrRegulation *self, const char *step)
{
  return osr_json_get_object (osr_json_get_object (self->document, "steps"), step);
}

gboolean
osr_regulation_permits (OsrRegulation *self, const char *role, const char *step,
                        const char **clause)
{
  JsonObject *object = find_step (self, step);

  if (clause != NULL)
    *clause = osr_json_get_string (object, "clause");
  return list_has (osr_json_get_array (object, "roles"), role);
}

gboolean
osr_regulation_needs_reason (OsrRegulation *self, const char *step)
{
  return osr_json_get_boolean (find_step (self, step), "reason", FALSE);
}
