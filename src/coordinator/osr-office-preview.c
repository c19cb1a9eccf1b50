/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The core counts the moves; here the cases are brought to it and what it found into JSON. Only what
 * lays time out anew asks for all cases, since there may be many. */
#include "coordinator/osr-office-preview.h"

#include "coordinator/osr-office-change.h"
#include "core/office/osr-rules-office.h"
#include "core/osr-json.h"
#include "core/osr-preview.h"

static GPtrArray *
load_cases (OsrLog *log, GError **error)
{
  g_autoptr (GPtrArray) ids = osr_log_list_cases (log, error);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_case_unref);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    OsrCase *c = osr_log_load_case (log, ids->pdata[i], error);

    if (c == NULL)
      return NULL;
    if (osr_case_is_over (c))
      osr_case_unref (c);
    else
      g_ptr_array_add (cases, c);
  }
  return ids != NULL ? g_steal_pointer (&cases) : NULL;
}

static JsonObject *
move_to_json (const OsrMove *move)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "case", move->case_id);
  osr_json_set_text (object, "number", move->number);
  json_object_set_string_member (object, "timer", move->timer);
  osr_json_set_text (object, "body", move->body);
  osr_json_set_instant (object, "before", move->before);
  osr_json_set_instant (object, "after", move->after);
  return object;
}

static JsonObject *
reach_to_json (const OsrReachMove *move)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "person", move->person);
  json_object_set_string_member (object, "role", move->role);
  osr_json_set_text (object, "body", move->body);
  osr_json_set_text (object, "before", move->before);
  osr_json_set_text (object, "after", move->after);
  return object;
}

static JsonObject *
work_to_json (const OsrOpenWork *work)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "case", work->the_case->id);
  osr_json_set_text (object, "number", work->the_case->number);
  json_object_set_string_member (object, "body", work->body);
  return object;
}

/* @list is taken. */
static void
set_list (JsonObject *answer, const char *member, GPtrArray *list,
          JsonObject *(*to_json) (gconstpointer item))
{
  g_autoptr (GPtrArray) owned = list;
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < owned->len; i++)
    json_array_add_object_element (array, to_json (owned->pdata[i]));
  json_object_set_array_member (answer, member, array);
}

static gboolean
lays_out_time (OsrEvent *event)
{
  return osr_event_is (event, "regulation-adopted") || osr_event_is (event, "calendar-adopted") ||
         osr_event_is (event, "schedule-set");
}

static gboolean
add_moves (OsrLog *log, OsrEvent *event, JsonObject *answer, GError **error)
{
  OsrRegistry *registry = osr_log_get_registry (log);
  g_autoptr (GPtrArray) cases =
      lays_out_time (event) ? load_cases (log, error) : g_ptr_array_new ();
  guint open, pinned;

  if (cases == NULL)
    return FALSE;
  osr_preview_count (cases, registry, &open, &pinned);
  json_object_set_int_member (answer, "open", open);
  json_object_set_int_member (answer, "pinned", pinned);
  set_list (answer, "moves", osr_preview_new (cases, registry, event),
            (JsonObject * (*) (gconstpointer)) move_to_json);
  return TRUE;
}

JsonObject *
osr_office_preview (OsrLog *log, OsrEvent *event, GError **error)
{
  OsrRegistry *registry = osr_log_get_registry (log);
  g_autoptr (JsonObject) answer = json_object_new ();
  GPtrArray *work = NULL;

  if (!osr_rules_check_office (registry, event, osr_clock_now (osr_log_get_clock (log)), error) ||
      !osr_registry_try (registry, event, error) || !add_moves (log, event, answer, error))
    return NULL;
  work = osr_office_list_work (log, event, error);
  if (work == NULL)
    return NULL;
  json_object_set_int_member (answer, "head", osr_log_get_head (log));
  set_list (answer, "work", work, (JsonObject * (*) (gconstpointer)) work_to_json);
  set_list (answer, "reach", osr_preview_reach_new (registry, event),
            (JsonObject * (*) (gconstpointer)) reach_to_json);
  return g_steal_pointer (&answer);
}
