/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open work is found by looking at the open cases of the bodies concerned: changes of the directory
 * are rare, and the cases are the only truth. */
#include "coordinator/osr-office-change.h"

#include "core/office/osr-rules-office.h"
#include "core/osr-error.h"
#include "core/osr-json.h"

#define MAX_NAMED 10 /* cases that a sentence names */

void
osr_open_work_free (OsrOpenWork *work)
{
  osr_case_unref (work->the_case);
  g_free (work->body);
  g_free (work);
}

static GPtrArray *
work_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) osr_open_work_free);
}

static const OsrCaseBody *
find_body (OsrCase *c, const char *body)
{
  for (guint i = 0; i < c->bodies->len; i++) {
    const OsrCaseBody *entry = c->bodies->pdata[i];

    if (g_strcmp0 (entry->body, body) == 0 && !entry->returned)
      return entry;
  }
  return NULL;
}

/* Adds the open cases of @body, only those assigned to @person when given. */
static gboolean
add_work (OsrLog *log, GPtrArray *list, const char *body, const char *person, GError **error)
{
  g_autofree char *scope = g_strconcat ("body/", body, NULL);
  g_autoptr (GPtrArray) ids = osr_log_list_scope (log, scope, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    g_autoptr (OsrCase) c = osr_log_load_case (log, ids->pdata[i], error);
    const OsrCaseBody *entry;
    OsrOpenWork *work;

    if (c == NULL)
      return FALSE;
    entry = find_body (c, body);
    if (entry == NULL || (entry->contributor && entry->contributed) || osr_case_is_over (c) ||
        c->state == OSR_CASE_ANSWERED ||
        (person != NULL && g_strcmp0 (entry->executor, person) != 0))
      continue;
    work = g_new0 (OsrOpenWork, 1);
    work->the_case = g_steal_pointer (&c);
    work->body = g_strdup (body);
    g_ptr_array_add (list, work);
  }
  return ids != NULL;
}

/* (transfer full): "№ 2026-000012, № 2026-000015 and 3 more" without words */
static char *
list_numbers (GPtrArray *list)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < list->len && i < MAX_NAMED; i++) {
    const OsrCase *c = ((OsrOpenWork *) list->pdata[i])->the_case;

    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                            c->number != NULL ? c->number : c->id);
  }
  if (list->len > MAX_NAMED)
    g_string_append_printf (text, " and %u more", list->len - MAX_NAMED);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
refuse_open (GError **error, GPtrArray *list, const char *whose, const char *what)
{
  g_autofree char *numbers = list_numbers (list);

  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_OPEN_WORK, "%s has open cases: %s. %s", whose,
               numbers, what);
  return FALSE;
}

/* (transfer full): the open cases that are assigned to @person, by the bodies they have roles of */
static GPtrArray *
find_work (OsrLog *log, const char *person, GError **error)
{
  g_autoptr (GPtrArray) list = work_list_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *grants = osr_registry_get_grants (osr_log_get_registry (log));

  for (guint i = 0; i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];

    if (g_strcmp0 (grant->person, person) == 0 && grant->body != NULL &&
        g_hash_table_add (seen, grant->body) && !add_work (log, list, grant->body, person, error))
      return NULL;
  }
  return g_steal_pointer (&list);
}

/* (nullable): who takes @work over: its own receiver, else the one of all the rest */
static const char *
find_receiver (OsrEvent *event, const OsrOpenWork *work)
{
  JsonObject *each = osr_json_get_object (event->members, "hand_over");
  const char *receiver = osr_json_get_string (each, work->the_case->id);

  return receiver != NULL ? receiver : osr_event_get_string (event, "hand_over_to");
}

/* Whoever receives the work must be able to do it. */
static gboolean
check_receivers (OsrRegistry *registry, OsrEvent *event, GPtrArray *list, GError **error)
{
  for (guint i = 0; i < list->len; i++) {
    const OsrOpenWork *work = list->pdata[i];
    const char *receiver = find_receiver (event, work);

    if (receiver == NULL)
      return refuse_open (error, list, osr_event_get_string (event, "name"),
                          "Say who takes them over.");
    if (!osr_registry_drafts_for (registry, receiver, work->body)) {
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_OPEN_WORK,
                   "%.64s writes no replies of %.64s and cannot take over case %s.", receiver,
                   work->body, work->the_case->number != NULL ? work->the_case->number : "");
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
somebody_else_drafts (OsrRegistry *registry, const char *person, const char *body)
{
  GPtrArray *grants = osr_registry_get_grants (registry);

  for (guint i = 0; i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];

    if (g_strcmp0 (grant->person, person) != 0 && g_strcmp0 (grant->body, body) == 0 &&
        osr_registry_drafts_for (registry, grant->person, body))
      return TRUE;
  }
  return FALSE;
}

/* A body whose only writer leaves keeps nobody for its open cases. */
static gboolean
check_last_writer (OsrLog *log, const char *person, const char *body, GError **error)
{
  OsrRegistry *registry = osr_log_get_registry (log);
  g_autoptr (GPtrArray) list = work_list_new ();

  if (body == NULL || !osr_registry_drafts_for (registry, person, body) ||
      somebody_else_drafts (registry, person, body))
    return TRUE;
  if (!add_work (log, list, body, NULL, error))
    return FALSE;
  return list->len == 0 ||
         refuse_open (error, list, osr_registry_find_body (registry, body)->name,
                      "Nobody else writes its replies: give somebody a role there first.");
}

static gboolean
check_last_writers (OsrLog *log, const char *person, GError **error)
{
  GPtrArray *grants = osr_registry_get_grants (osr_log_get_registry (log));

  for (guint i = 0; i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];

    if (g_strcmp0 (grant->person, person) == 0 &&
        !check_last_writer (log, person, grant->body, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_disabling (OsrRegistry *registry, OsrEvent *event)
{
  return osr_event_is (event, "person-set") &&
         osr_json_get_boolean (event->members, "disabled", FALSE) &&
         osr_registry_is_active (registry, osr_event_get_string (event, "person"));
}

GPtrArray *
osr_office_list_work (OsrLog *log, OsrEvent *event, GError **error)
{
  if (!is_disabling (osr_log_get_registry (log), event))
    return work_list_new ();
  return find_work (log, osr_event_get_string (event, "person"), error);
}

static gboolean
check_disabling (OsrLog *log, OsrEvent *event, GError **error)
{
  OsrRegistry *registry = osr_log_get_registry (log);
  g_autoptr (GPtrArray) list = NULL;

  if (!is_disabling (registry, event))
    return TRUE;
  list = osr_office_list_work (log, event, error);
  return list != NULL && check_receivers (registry, event, list, error) &&
         check_last_writers (log, osr_event_get_string (event, "person"), error);
}

static gboolean
check_revoking (OsrLog *log, OsrEvent *event, GError **error)
{
  return check_last_writer (log, osr_event_get_string (event, "person"),
                            osr_event_get_string (event, "body"), error);
}

/* An end that lies ahead leaves the time to finish; routing offers the body no more when it comes. */
static gboolean
check_ending (OsrLog *log, OsrEvent *event, GError **error)
{
  OsrInstant to = osr_event_get_int (event, "valid_to", OSR_INSTANT_UNKNOWN);
  g_autoptr (GPtrArray) list = work_list_new ();

  if (to == OSR_INSTANT_UNKNOWN || to > osr_clock_now (osr_log_get_clock (log)))
    return TRUE;
  if (!add_work (log, list, osr_event_get_string (event, "body"), NULL, error))
    return FALSE;
  return list->len == 0 || refuse_open (error, list, osr_event_get_string (event, "name"),
                                        "They must be returned or answered first.");
}

gboolean
osr_office_check_change (OsrLog *log, OsrEvent *event, GError **error)
{
  OsrRegistry *registry = osr_log_get_registry (log);

  if (!osr_rules_check_office (registry, event, osr_clock_now (osr_log_get_clock (log)), error) ||
      !osr_registry_try (registry, event, error))
    return FALSE;
  if (osr_event_is (event, "person-set"))
    return check_disabling (log, event, error);
  if (osr_event_is (event, "role-revoked"))
    return check_revoking (log, event, error);
  return !osr_event_is (event, "body-set") || check_ending (log, event, error);
}

static gboolean
assign (OsrLog *log, const char *by, const OsrOpenWork *work, const char *receiver, GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();
  OsrLogRequest request = { work->the_case->id, "assigned", members };

  json_object_set_string_member (members, "body", work->body);
  json_object_set_string_member (members, "executor", receiver);
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = by;
  return osr_log_append (log, &request, 1, NULL, error);
}

gboolean
osr_office_hand_over (OsrLog *log, const char *by, OsrEvent *event, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;

  if (!osr_event_is (event, "person-set") ||
      !osr_json_get_boolean (event->members, "disabled", FALSE))
    return TRUE;
  list = find_work (log, osr_event_get_string (event, "person"), error);
  for (guint i = 0; list != NULL && i < list->len; i++) {
    const char *receiver = find_receiver (event, list->pdata[i]);

    if (receiver != NULL && !assign (log, by, list->pdata[i], receiver, error))
      return FALSE;
  }
  return list != NULL;
}
