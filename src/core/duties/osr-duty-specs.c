/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the duties and watches of a profile. Every fault names the file, the entry, its clause and
 * the member; nothing missing is guessed. What becomes of a duty is in osr-duty.c. */
#include "core/duties/osr-duty.h"

#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"

#define MAX_ENTRIES 200
#define MAX_AMOUNT  (366 * 24 * 60)
#define MAX_HOURS   (366 * 24)

/* Where in the file the reading stands, for the sentence of an error. */
typedef struct {
  const char *where;
  const char *sort; /* "duty" or "watch" */
  const char *id;
  const char *clause;
} Place;

static gboolean
fault (const Place *place, GError **error, const char *member, const char *what)
{
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
               "%s: %s \"%s\" (clause %s), member \"%s\": %s", place->where, place->sort,
               place->id != NULL ? place->id : "?", place->clause != NULL ? place->clause : "?",
               member, what);
  return FALSE;
}

static OsrDutySpec *
duty_spec_new (void)
{
  OsrDutySpec *spec = g_new0 (OsrDutySpec, 1);

  spec->starts = g_array_new (FALSE, FALSE, sizeof (OsrTrigger));
  spec->done_by = g_array_new (FALSE, FALSE, sizeof (OsrTrigger));
  spec->readings = g_ptr_array_new ();
  return spec;
}

static void
duty_spec_free (OsrDutySpec *spec)
{
  if (spec == NULL)
    return;
  g_free (spec->clause);
  osr_text2_clear (&spec->name);
  osr_text2_clear (&spec->text);
  osr_text2_clear (&spec->by);
  osr_text2_clear (&spec->to);
  g_array_unref (spec->starts);
  g_array_unref (spec->done_by);
  g_ptr_array_unref (spec->readings);
  g_free (spec);
}

static void
watch_spec_free (OsrWatchSpec *watch)
{
  duty_spec_free (watch->spec);
  duty_spec_free (watch->own_answer);
  duty_spec_free (watch->after_clarification);
  g_free (watch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrDutySpec, duty_spec_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWatchSpec, watch_spec_free)

static gboolean
only_known (const Place *place, JsonObject *object, const char *const *known, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      return fault (place, error, l->data, "unknown here");
  return TRUE;
}

/* The index of one of a fixed set of words, or -1 with an error. */
static int
read_word (const Place *place, JsonObject *object, const char *member, const char *const *words,
           GError **error)
{
  const char *text = osr_json_get_string (object, member);
  g_autofree char *all = g_strjoinv (", ", (char **) words);
  g_autofree char *what = g_strdup_printf ("expected one of %s", all);

  for (int i = 0; text != NULL && words[i] != NULL; i++)
    if (strcmp (words[i], text) == 0)
      return i;
  fault (place, error, member, what);
  return -1;
}

static gboolean
read_number (const Place *place, JsonObject *object, const char *member, const gint64 bounds[2],
             gint64 *number, GError **error)
{
  g_autofree char *what =
      g_strdup_printf ("expected a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                       bounds[0], bounds[1]);

  *number = osr_json_get_int (object, member, G_MININT64);
  if (*number < bounds[0] || *number > bounds[1])
    return fault (place, error, member, what);
  return TRUE;
}

static gboolean
read_text (const Place *place, JsonObject *object, const char *member, OsrText2 *text,
           GError **error)
{
  return osr_text2_read (object, member, text) ||
         fault (place, error, member, "expected a text in \"ru\" and \"en\"");
}

static gboolean
read_triggers (const Place *place, JsonObject *object, const char *member, GArray *triggers,
               GError **error)
{
  return osr_triggers_read (object, member, triggers) < 0 ||
         fault (place, error, member, "expected a list of events");
}

static gboolean
read_readings (const Place *place, JsonObject *object, GPtrArray *readings, GError **error)
{
  JsonArray *array = osr_json_get_array (object, "readings");

  if (array == NULL && json_object_has_member (object, "readings"))
    return fault (place, error, "readings", "expected a list of readings");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    const char *id = osr_json_array_get_string (array, i);

    if (id == NULL || *id == '\0')
      return fault (place, error, "readings", "expected ids of readings");
    g_ptr_array_add (readings, (gpointer) g_intern_string (id));
  }
  return TRUE;
}

/* What every entry has: id, clause and name. */
static gboolean
read_head (Place *place, JsonObject *object, OsrDutySpec *spec, GError **error)
{
  place->id = osr_json_get_string (object, "id");
  place->clause = osr_json_get_string (object, "clause");
  if (place->id == NULL || *place->id == '\0')
    return fault (place, error, "id", "missing");
  if (place->clause == NULL || *place->clause == '\0')
    return fault (place, error, "clause", "missing");
  spec->id = g_intern_string (place->id);
  spec->clause = g_strdup (place->clause);
  return read_text (place, object, "name", &spec->name, error);
}

static gboolean
read_due (const Place *place, JsonObject *object, OsrDutySpec *spec, GError **error)
{
  static const char *const known[] = { "month", "before_day", "last", NULL };
  static const char *const lasts[] = { "working", "calendar", NULL };
  static const gint64 months[] = { 1, 12 }, days[] = { 1, 31 };
  JsonObject *due = osr_json_get_object (object, "due");
  gint64 month, day;
  int last;

  if (!json_object_has_member (object, "due"))
    return TRUE;
  if (due == NULL || spec->every == OSR_EVERY_ONCE || spec->every == OSR_EVERY_WEEK)
    return fault (place, error, "due", "expected an object, for a month or a quarter");
  if (!only_known (place, due, known, error) ||
      !read_number (place, due, "month", months, &month, error) ||
      !read_number (place, due, "before_day", days, &day, error) ||
      (last = read_word (place, due, "last", lasts, error)) < 0)
    return FALSE;
  spec->due_month = (int) month;
  spec->due_before_day = (int) day;
  spec->due_last = (OsrDutyLast) last;
  return TRUE;
}

static gboolean
read_limit (const Place *place, JsonObject *object, OsrDutySpec *spec, GError **error)
{
  static const char *const units[] = { "working-minutes", "clock-minutes", "working-days",
                                       "at-once", NULL };
  static const char *const day_starts[] = { "calendar", "working", NULL };
  static const gint64 bounds[] = { 1, MAX_AMOUNT }, none[] = { 0, 0 };
  gboolean given = json_object_has_member (object, "amount");
  int unit, day_start = OSR_DAY_START_CALENDAR;

  if (!json_object_has_member (object, "unit"))
    return !given || fault (place, error, "amount", "has no \"unit\"");
  if ((unit = read_word (place, object, "unit", units, error)) < 0)
    return FALSE;
  if (json_object_has_member (object, "day_start") &&
      (day_start = read_word (place, object, "day_start", day_starts, error)) < 0)
    return FALSE;
  spec->has_limit = TRUE;
  spec->unit = (OsrUnit) unit;
  spec->day_start = (OsrDayStart) day_start;
  if (spec->unit == OSR_UNIT_AT_ONCE && !given)
    return TRUE;
  return read_number (place, object, "amount", spec->unit == OSR_UNIT_AT_ONCE ? none : bounds,
                      &spec->amount, error);
}

/* What a duty is counted from must fit how often it comes. */
static gboolean
check_shape (const Place *place, const OsrDutySpec *spec, GError **error)
{
  gboolean once = spec->every == OSR_EVERY_ONCE;

  if (spec->done_by->len == 0)
    return fault (place, error, "done_by", "expected at least one event");
  if (!once && spec->starts->len > 0)
    return fault (place, error, "starts", "a duty of a period starts with its period");
  if (once && spec->at_least > 0)
    return fault (place, error, "at_least", "is for a period");
  if (spec->at_least > 0 && spec->due_month > 0)
    return fault (place, error, "due", "a count within a period ends with it");
  if (spec->before != NULL && (once || spec->amount == 0 || spec->due_month > 0))
    return fault (place, error, "before", "expected a period, \"unit\" and \"amount\", no \"due\"");
  if (spec->day_start == OSR_DAY_START_WORKING && (!once || spec->unit != OSR_UNIT_WORKING_DAYS))
    return fault (place, error, "day_start", "only a limit in working days has a first day");
  if (spec->before == NULL && spec->has_limit && spec->starts->len == 0)
    return fault (place, error, "unit", "nothing starts it");
  return TRUE;
}

static gboolean
read_kind (const Place *place, JsonObject *object, OsrDutySpec *spec, GError **error)
{
  static const char *const every[] = { "once", "week", "month", "quarter", NULL };
  static const char *const subjects[] = { "office", "account", NULL };
  static const gint64 counts[] = { 1, 1000 };
  int index = 0;

  if (json_object_has_member (object, "every") || !json_object_has_member (object, "starts"))
    index = read_word (place, object, "every", every, error);
  if (index < 0)
    return FALSE;
  spec->every = (OsrEvery) index;
  if ((index = read_word (place, object, "subject", subjects, error)) < 0)
    return FALSE;
  spec->subject = (OsrDutySubject) index;
  spec->before = g_intern_string (osr_json_get_string (object, "before"));
  if (spec->before == NULL && json_object_has_member (object, "before"))
    return fault (place, error, "before", "expected the id of a duty");
  return !json_object_has_member (object, "at_least") ||
         read_number (place, object, "at_least", counts, &spec->at_least, error);
}

static OsrDutySpec *
read_duty (const char *where, JsonObject *object, GError **error)
{
  static const char *const known[] = { "id",       "name",      "clause",  "text",    "by",
                                       "to",       "every",     "subject", "done_by", "at_least",
                                       "due",      "unit",      "amount",  "starts",  "before",
                                       "readings", "day_start", NULL };
  g_autoptr (OsrDutySpec) spec = duty_spec_new ();
  Place place = { where, "duty", NULL, NULL };

  if (!read_head (&place, object, spec, error) || !only_known (&place, object, known, error) ||
      !read_text (&place, object, "text", &spec->text, error) ||
      !read_text (&place, object, "by", &spec->by, error) ||
      !read_kind (&place, object, spec, error) ||
      !read_triggers (&place, object, "starts", spec->starts, error) ||
      !read_triggers (&place, object, "done_by", spec->done_by, error) ||
      !read_due (&place, object, spec, error) || !read_limit (&place, object, spec, error) ||
      !read_readings (&place, object, spec->readings, error) || !check_shape (&place, spec, error))
    return NULL;
  if (json_object_has_member (object, "to") && !read_text (&place, object, "to", &spec->to, error))
    return NULL;
  return g_steal_pointer (&spec);
}

/* --- watches --- */

static void
add_trigger (GArray *triggers, const char *type)
{
  OsrTrigger trigger = { .type = g_intern_string (type) };

  g_array_append_val (triggers, trigger);
}

/* An answer that a watch asks for: from the detection (after a clarification from the author's answer)
 * to the publication. Texts without such a limit leave it out. */
static gboolean
read_answer (const Place *watch, JsonObject *parent, const char *member, const char *start,
             OsrDutySpec **answer, GError **error)
{
  static const char *const known[] = { "id", "clause", "name", "text", "amount", NULL };
  static const gint64 bounds[] = { 1, MAX_AMOUNT };
  g_autoptr (OsrDutySpec) spec = duty_spec_new ();
  JsonObject *object = osr_json_get_object (parent, member);
  Place place = { watch->where, member, NULL, NULL };

  if (!json_object_has_member (parent, member))
    return TRUE;
  if (object == NULL)
    return fault (watch, error, member, "expected an object");
  if (!read_head (&place, object, spec, error) || !only_known (&place, object, known, error) ||
      !read_number (&place, object, "amount", bounds, &spec->amount, error))
    return FALSE;
  if (json_object_has_member (object, "text") &&
      !read_text (&place, object, "text", &spec->text, error))
    return FALSE;
  spec->has_limit = TRUE;
  spec->subject = OSR_DUTY_OF_ACCOUNT;
  add_trigger (spec->starts, start);
  add_trigger (spec->done_by, "published");
  *answer = g_steal_pointer (&spec);
  return TRUE;
}

static gboolean
read_rhythm (const Place *place, JsonObject *object, OsrWatchSpec *watch, GError **error)
{
  static const char *const units[] = { "working-minutes", "clock-minutes", NULL };
  static const gint64 minutes[] = { 1, MAX_AMOUNT }, hours[] = { 1, MAX_HOURS };
  int unit = read_word (place, object, "unit", units, error);

  if (unit < 0 ||
      !read_number (place, object, "monitor_minutes", minutes, &watch->monitor, error) ||
      !read_number (place, object, "check_every_minutes", minutes, &watch->check_every, error) ||
      !read_number (place, object, "for_hours", hours, &watch->check_for, error))
    return FALSE;
  watch->unit = (OsrUnit) unit;
  watch->monitor *= OSR_MINUTE;
  watch->check_every *= OSR_MINUTE;
  watch->check_for *= OSR_HOUR;
  return TRUE;
}

static gboolean
fill_watch (const char *where, JsonObject *object, OsrWatchSpec *watch, GError **error)
{
  static const char *const known[] = { "id",
                                       "clause",
                                       "text",
                                       "name",
                                       "starts",
                                       "unit",
                                       "monitor_minutes",
                                       "check_every_minutes",
                                       "for_hours",
                                       "own_answer",
                                       "after_clarification",
                                       "readings",
                                       NULL };
  Place place = { where, "watch", NULL, NULL };
  OsrDutySpec *spec = watch->spec = duty_spec_new ();

  if (!read_head (&place, object, spec, error) || !only_known (&place, object, known, error) ||
      !read_text (&place, object, "text", &spec->text, error) ||
      !read_triggers (&place, object, "starts", spec->starts, error) ||
      !read_readings (&place, object, spec->readings, error) ||
      !read_rhythm (&place, object, watch, error))
    return FALSE;
  if (spec->starts->len == 0)
    return fault (&place, error, "starts", "expected at least one event");
  add_trigger (spec->done_by, "watched");
  spec->subject = OSR_DUTY_OF_ACCOUNT;
  spec->unit = watch->unit;
  return read_answer (&place, object, "own_answer", "detected", &watch->own_answer, error) &&
         read_answer (&place, object, "after_clarification", "author-replied",
                      &watch->after_clarification, error);
}

static OsrWatchSpec *
read_watch (const char *where, JsonObject *object, GError **error)
{
  g_autoptr (OsrWatchSpec) watch = g_new0 (OsrWatchSpec, 1);

  if (!fill_watch (where, object, watch, error))
    return NULL;
  return g_steal_pointer (&watch);
}

/* --- the whole --- */

static gboolean
put_entry (OsrDutySpecs *specs, const char *where, JsonObject *object, gboolean watch,
           GError **error)
{
  OsrDutySpec *duty = watch ? NULL : read_duty (where, object, error);
  OsrWatchSpec *looked = watch ? read_watch (where, object, error) : NULL;
  const OsrDutySpec *spec = watch ? (looked != NULL ? looked->spec : NULL) : duty;
  gboolean twice = spec != NULL && osr_duty_specs_find (specs, spec->id) != NULL;

  if (spec == NULL)
    return FALSE;
  if (twice)
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "%s: the id \"%s\" of a duty stands twice", where, spec->id);
  g_ptr_array_add (watch ? specs->watches : specs->duties,
                   watch ? (gpointer) looked : (gpointer) duty);
  return !twice;
}

static gboolean
read_list (OsrDutySpecs *specs, JsonObject *document, const char *where, gboolean watches,
           GError **error)
{
  const char *member = watches ? "watches" : "duties";
  JsonArray *array = osr_json_get_array (document, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if ((array == NULL && json_object_has_member (document, member)) || n > MAX_ENTRIES) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "%s: member \"%s\": expected a list of at most %d", where, member, MAX_ENTRIES);
    return FALSE;
  }
  for (guint i = 0; i < n; i++) {
    JsonObject *object = osr_json_array_get_object (array, i);

    if (object == NULL) {
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                   "%s: member \"%s\": entry %u is no object", where, member, i + 1);
      return FALSE;
    }
    if (!put_entry (specs, where, object, watches, error))
      return FALSE;
  }
  return TRUE;
}

/* A duty counted back leans on one that names its date, and comes as often. */
static gboolean
check_parents (OsrDutySpecs *specs, const char *where, GError **error)
{
  for (guint i = 0; i < specs->duties->len; i++) {
    const OsrDutySpec *spec = specs->duties->pdata[i];
    const OsrDutySpec *parent = osr_duty_specs_find (specs, spec->before);
    Place place = { where, "duty", spec->id, spec->clause };

    if (spec->before == NULL)
      continue;
    if (parent == NULL || parent->due_month == 0 || parent->every != spec->every)
      return fault (&place, error, "before", "is no duty with a date, of the same periods");
  }
  return TRUE;
}

OsrDutySpecs *
osr_duty_specs_new_from_json (JsonObject *document, const char *where, GError **error)
{
  g_autoptr (OsrDutySpecs) specs = g_new0 (OsrDutySpecs, 1);

  specs->duties = g_ptr_array_new_with_free_func ((GDestroyNotify) duty_spec_free);
  specs->watches = g_ptr_array_new_with_free_func ((GDestroyNotify) watch_spec_free);
  if (!read_list (specs, document, where, FALSE, error) ||
      !read_list (specs, document, where, TRUE, error) || !check_parents (specs, where, error))
    return NULL;
  return g_steal_pointer (&specs);
}

void
osr_duty_specs_free (OsrDutySpecs *specs)
{
  g_ptr_array_unref (specs->duties);
  g_ptr_array_unref (specs->watches);
  g_free (specs);
}

const OsrDutySpec *
osr_duty_specs_find (OsrDutySpecs *specs, const char *id)
{
  for (guint i = 0; i < specs->duties->len; i++) {
    const OsrDutySpec *spec = specs->duties->pdata[i];

    if (g_strcmp0 (spec->id, id) == 0)
      return spec;
  }
  for (guint i = 0; i < specs->watches->len; i++) {
    const OsrWatchSpec *watch = specs->watches->pdata[i];

    if (g_strcmp0 (watch->spec->id, id) == 0)
      return watch->spec;
  }
  return NULL;
}
