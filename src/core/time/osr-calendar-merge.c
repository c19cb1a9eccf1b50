/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Next year's production calendar comes as one more file. This puts it to the present document; what
 * the days then are is osr-production-calendar.c's. */
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/time/osr-production-calendar.h"

static const char *const day_lists[] = { "holidays",   "moved_off",
                                         "shortened",  "working_weekends",
                                         "decree_off", "shortened_cancelled_by_decree",
                                         NULL };
static const char *const year_members[] = {
  "year", "act", "status", "names", "note", "moved", NULL
};

static gboolean
refuse (GError **error, gint64 year, const char *member, const char *what)
{
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
               "production calendar, year %" G_GINT64_FORMAT ": “%s” %s", year, member, what);
  return FALSE;
}

static int
year_of_date (const char *date)
{
  int year = 0, month, day_of_month;
  OsrDay day;

  if (osr_day_parse (date, &day))
    osr_day_to_ymd (day, &year, &month, &day_of_month);
  return year;
}

static gboolean
check_list (JsonObject *object, gint64 year, const char *member, GError **error)
{
  JsonArray *days = osr_json_get_array (object, member);
  gboolean weekends = g_str_equal (member, "working_weekends");

  for (guint i = 0; days != NULL && i < json_array_get_length (days); i++) {
    const char *date = osr_json_array_get_string (days, i);
    OsrDay day;

    if (date == NULL || year_of_date (date) != year)
      return refuse (error, year, date != NULL ? date : member, "is not a day of that year");
    if (weekends && osr_day_parse (date, &day) && osr_day_weekday (day) < 6)
      return refuse (error, year, date, "is not a Saturday or Sunday");
  }
  return days != NULL || refuse (error, year, member, "must be a list of days");
}

static gboolean
check_year (JsonObject *object, GError **error)
{
  gint64 year = osr_json_get_int (object, "year", 0);
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  if (!json_object_has_member (object, "holidays"))
    return refuse (error, year, "holidays", "is missing");
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node)) {
    if (g_strv_contains (day_lists, member)) {
      if (!check_list (object, year, member, error))
        return FALSE;
    } else if (!g_strv_contains (year_members, member)) {
      return refuse (error, year, member, "is not a member that a year has");
    }
  }
  return TRUE;
}

/* (transfer full): the years of @addition, which may be one year by itself */
static JsonArray *
years_of (JsonObject *addition)
{
  JsonArray *years = osr_json_get_array (addition, "years");

  if (years != NULL)
    return json_array_ref (years);
  years = json_array_new ();
  if (json_object_has_member (addition, "year"))
    json_array_add_object_element (years, json_object_ref (addition));
  return years;
}

static gboolean
add_years (GTree *by_year, JsonArray *years, gboolean strict, GError **error)
{
  guint n = years != NULL ? json_array_get_length (years) : 0;

  for (guint i = 0; i < n; i++) {
    JsonObject *object = osr_json_array_get_object (years, i);
    gint64 year = osr_json_get_int (object, "year", 0);

    if (year < 1970 || year > 9998) {
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                   "production calendar: \"years\"[%u] has no \"year\"", i);
      return FALSE;
    }
    if (strict && !check_year (object, error))
      return FALSE;
    g_tree_replace (by_year, GINT_TO_POINTER (year), json_object_ref (object));
  }
  return TRUE;
}

static int
compare_years (gconstpointer a, gconstpointer b, gpointer data)
{
  return GPOINTER_TO_INT (a) - GPOINTER_TO_INT (b);
}

static gboolean
append_year (gpointer year, gpointer object, gpointer years)
{
  json_array_add_object_element (years, json_object_ref (object));
  return FALSE;
}

static JsonArray *
merge_years (JsonObject *present, JsonArray *added, GError **error)
{
  g_autoptr (GTree) by_year =
      g_tree_new_full (compare_years, NULL, NULL, (GDestroyNotify) json_object_unref);
  JsonArray *years;

  if (!add_years (by_year, osr_json_get_array (present, "years"), FALSE, error) ||
      !add_years (by_year, added, TRUE, error))
    return NULL;
  years = json_array_new ();
  g_tree_foreach (by_year, append_year, years);
  return years;
}

static int
year_of_entry (JsonObject *entry)
{
  const char *off = osr_json_get_string (entry, "off");

  return year_of_date (off != NULL ? off : osr_json_get_string (entry, "shortened"));
}

static gboolean
has_year (JsonArray *days, int year)
{
  for (guint i = 0; days != NULL && i < json_array_get_length (days); i++) {
    if (year_of_entry (osr_json_array_get_object (days, i)) == year)
      return TRUE;
  }
  return FALSE;
}

/* (transfer full): the region of @added, with what @old has of other years before it */
static JsonNode *
merge_region (JsonNode *old, JsonNode *added)
{
  g_autoptr (JsonArray) days = json_array_new ();
  JsonArray *new_days = osr_json_get_array (json_node_get_object (added), "days");
  JsonArray *old_days = osr_json_get_array (json_node_get_object (old), "days");
  JsonNode *merged = json_node_new (JSON_NODE_OBJECT);
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  for (guint i = 0; old_days != NULL && i < json_array_get_length (old_days); i++) {
    JsonObject *entry = osr_json_array_get_object (old_days, i);

    if (entry != NULL && !has_year (new_days, year_of_entry (entry)))
      json_array_add_object_element (days, json_object_ref (entry));
  }
  for (guint i = 0; new_days != NULL && i < json_array_get_length (new_days); i++)
    json_array_add_element (days, json_node_copy (json_array_get_element (new_days, i)));
  json_object_iter_init (&iter, json_node_get_object (old));
  while (json_object_iter_next (&iter, &member, &node))
    json_object_set_member (copy, member, json_node_copy (node));
  json_object_set_array_member (copy, "days", g_steal_pointer (&days));
  json_node_take_object (merged, copy);
  return merged;
}

static JsonObject *
merge_regions (JsonObject *present, JsonObject *added)
{
  JsonObject *regions = json_object_new ();
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  if (present != NULL) {
    json_object_iter_init (&iter, present);
    while (json_object_iter_next (&iter, &id, &node))
      json_object_set_member (regions, id, json_node_copy (node));
  }
  if (added == NULL)
    return regions;
  json_object_iter_init (&iter, added);
  while (json_object_iter_next (&iter, &id, &node)) {
    JsonNode *old = json_object_get_member (regions, id);
    gboolean both = old != NULL && JSON_NODE_HOLDS_OBJECT (old) && JSON_NODE_HOLDS_OBJECT (node);

    json_object_set_member (regions, id, both ? merge_region (old, node) : json_node_copy (node));
  }
  return regions;
}

/* (transfer full): what @present says of itself, with these years and regions */
static JsonObject *
make_document (JsonObject *present, JsonArray *years, JsonObject *regions)
{
  JsonObject *document = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, present);
  while (json_object_iter_next (&iter, &member, &node)) {
    if (!g_str_equal (member, "years") && !g_str_equal (member, "regions"))
      json_object_set_member (document, member, json_node_copy (node));
  }
  json_object_set_array_member (document, "years", years);
  json_object_set_object_member (document, "regions", regions);
  return document;
}

JsonObject *
osr_production_calendar_merge (JsonObject *present, JsonObject *addition, GError **error)
{
  g_autoptr (JsonArray) added = years_of (addition);
  JsonObject *added_regions = osr_json_get_object (addition, "regions");
  g_autoptr (JsonObject) document = NULL;
  g_autoptr (OsrProductionCalendar) trial = NULL;
  JsonArray *years;

  if (json_array_get_length (added) == 0 && added_regions == NULL) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "production calendar: expected \"years\", a \"year\" or \"regions\"");
    return NULL;
  }
  years = merge_years (present, added, error);
  if (years == NULL)
    return NULL;
  document = make_document (
      present, years, merge_regions (osr_json_get_object (present, "regions"), added_regions));
  trial = osr_production_calendar_new_from_json (document, NULL, FALSE, error);
  return trial != NULL ? g_steal_pointer (&document) : NULL;
}
