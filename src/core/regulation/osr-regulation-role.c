/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roles of a profile, and the steps that name them: no step may be given to a role that the profile
 * does not describe. */
#include "core/osr-json.h"
#include "core/regulation/osr-regulation-private.h"

#define ROLE_OF_THE_PROGRAM "admin"

void
osr_role_free (OsrRole *role)
{
  g_free (role->clause);
  osr_text2_clear (&role->name);
  g_free (role);
}

static gboolean
read_role (OsrRegulationPlace *place, JsonObject *object, OsrRole *role, GError **error)
{
  static const char *const reaches[] = { "none", "body", "office", "all", NULL };
  int reach;

  if (!osr_regulation_read_entry (place, object, "clause", error))
    return FALSE;
  if (g_str_equal (place->id, ROLE_OF_THE_PROGRAM))
    return osr_regulation_fault (place, error, "id", "the administrator is no role of a text");
  role->id = g_intern_string (place->id);
  role->clause = g_strdup (place->clause);
  reach = osr_regulation_read_word (place, object, "reach", reaches, -1, error);
  role->reach = (OsrReach) MAX (reach, 0);
  return reach >= 0 && osr_regulation_read_text (place, object, "name", &role->name, error);
}

static gboolean
check_step (OsrRegulation *self, const char *where, const char *step, GError **error)
{
  JsonObject *steps = osr_json_get_object (self->document, "steps");
  JsonObject *object = osr_json_get_object (steps, step);
  JsonArray *roles = osr_json_get_array (object, "roles");
  OsrRegulationPlace place = { where, NULL, 0, NULL, NULL };
  g_autofree char *member = g_strdup_printf ("steps/%s", step);

  if (roles == NULL || osr_json_get_string (object, "clause") == NULL)
    return osr_regulation_fault (&place, error, member, "expected \"roles\" and their \"clause\"");
  for (guint i = 0; i < json_array_get_length (roles); i++) {
    if (osr_regulation_find_role (self, osr_json_array_get_string (roles, i)) == NULL)
      return osr_regulation_fault (&place, error, member, "expected roles of this profile");
  }
  return TRUE;
}

static gboolean
check_steps (OsrRegulation *self, const char *where, GError **error)
{
  JsonObject *steps = osr_json_get_object (self->document, "steps");
  OsrRegulationPlace place = { where, NULL, 0, NULL, NULL };
  JsonObjectIter iter;
  const char *step;
  JsonNode *node;

  if (steps == NULL)
    return osr_regulation_fault (&place, error, "steps",
                                 "expected who may take which step, with the clause");
  json_object_iter_init_ordered (&iter, steps);
  while (json_object_iter_next_ordered (&iter, &step, &node)) {
    if (!check_step (self, where, step, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
osr_regulation_read_roles (OsrRegulation *self, const char *where, GError **error)
{
  JsonArray *array = osr_json_get_array (self->document, "roles");
  guint n = array != NULL ? json_array_get_length (array) : 0;
  OsrRegulationPlace top = { where, NULL, 0, NULL, NULL };

  if (n == 0)
    return osr_regulation_fault (&top, error, "roles", "expected a list of roles");
  for (guint i = 0; i < n; i++) {
    OsrRegulationPlace place = { where, "roles", i, NULL, NULL };
    OsrRole *role = g_new0 (OsrRole, 1);

    g_ptr_array_add (self->roles, role);
    if (!read_role (&place, osr_json_array_get_object (array, i), role, error))
      return FALSE;
    if (osr_regulation_find_role (self, role->id) != role)
      return osr_regulation_fault (&place, error, "id", "the same role twice");
  }
  return check_steps (self, where, error);
}
