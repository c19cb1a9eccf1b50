/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the profile's rule of internal approval; nothing here decides what may be done. */
#include "app/shared/osr-inside.h"

#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "report/osr-language.h"

static OsrRegulation *
regulation_of (OsrCase *c, OsrRegistry *registry)
{
  return osr_registry_get_regulation_for (registry, c);
}

/* (nullable): ids of the roles that agree. */
static JsonArray *
find_agreeing (OsrCase *c, OsrRegistry *registry)
{
  OsrRegulation *regulation = regulation_of (c, registry);
  JsonObject *rule =
      regulation != NULL ? osr_regulation_get_rule (regulation, "internal_approval") : NULL;

  return rule != NULL ? osr_json_get_array (rule, "by") : NULL;
}

gboolean
osr_inside_is_wanted (OsrCase *c, OsrRegistry *registry)
{
  return find_agreeing (c, registry) != NULL;
}

static gboolean
agrees_for (OsrCase *c, OsrRegistry *registry, const char *person, const char *body)
{
  JsonArray *roles = find_agreeing (c, registry);

  for (guint i = 0; roles != NULL && i < json_array_get_length (roles); i++)
    if (osr_registry_has_role (registry, person, osr_json_array_get_string (roles, i), body))
      return TRUE;
  return FALSE;
}

gboolean
osr_inside_is_agreed (OsrCase *c, OsrRegistry *registry)
{
  const OsrCaseDraft *draft = osr_case_get_shared (c);

  if (draft == NULL || draft->state == OSR_DRAFT_AGREED)
    return draft != NULL;
  return draft->state == OSR_DRAFT_SHARED &&
         agrees_for (c, registry, draft->on_behalf != NULL ? draft->on_behalf : draft->by,
                     draft->body);
}

gboolean
osr_inside_agrees (OsrCase *c, OsrRegistry *registry, const char *person)
{
  const OsrCaseBody *drafter = osr_rules_get_drafter (c, registry);

  return drafter != NULL && person != NULL && agrees_for (c, registry, person, drafter->body);
}

gboolean
osr_inside_reads (OsrCase *c, OsrRegistry *registry, const char *person)
{
  static const char *const steps[] = { "drafted", "agreed", "submitted" };
  const OsrCaseBody *drafter = osr_rules_get_drafter (c, registry);

  for (guint i = 0; drafter != NULL && person != NULL && i < G_N_ELEMENTS (steps); i++)
    if (osr_registry_may_take (registry, regulation_of (c, registry), person, steps[i],
                               drafter->body))
      return TRUE;
  return FALSE;
}

static void
add_name (GString *names, const OsrRole *role)
{
  g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                          osr_language_text (&role->name));
}

char *
osr_inside_dup_agreeing (OsrCase *c, OsrRegistry *registry)
{
  JsonArray *roles = find_agreeing (c, registry);
  GString *names = g_string_new (NULL);

  for (guint i = 0; roles != NULL && i < json_array_get_length (roles); i++) {
    const OsrRole *role = osr_regulation_find_role (regulation_of (c, registry),
                                                    osr_json_array_get_string (roles, i));

    if (role != NULL)
      add_name (names, role);
  }
  return g_string_free (names, FALSE);
}

/* Names of the roles that take @step. */
static char *
dup_taking (OsrCase *c, OsrRegistry *registry, const char *step)
{
  OsrRegulation *regulation = regulation_of (c, registry);
  GPtrArray *roles = osr_regulation_get_roles (regulation);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < roles->len; i++) {
    const OsrRole *role = roles->pdata[i];

    if (osr_regulation_permits (regulation, role->id, step, NULL))
      add_name (names, role);
  }
  return g_string_free (names, FALSE);
}

char *
osr_inside_dup_turn (OsrCase *c, OsrRegistry *registry)
{
  const OsrCaseDraft *draft = osr_case_get_shared (c);
  gboolean open =
      c->state == OSR_CASE_ROUTED || c->state == OSR_CASE_REWORK || c->state == OSR_CASE_INTERIM;
  g_autofree char *names = NULL;

  if (!open || !osr_inside_is_wanted (c, registry))
    return NULL;
  if (draft == NULL || draft->state == OSR_DRAFT_REWORK) {
    names = dup_taking (c, registry, "drafted");
    /* Translators: %s names roles: "executor, responsible executor". */
    return g_strdup_printf (draft == NULL
                                ? _ ("A draft is to be written and shared inside the body (%s).")
                                : _ ("The draft was sent back inside the body; it is to be "
                                     "written again (%s)."),
                            names);
  }
  if (!osr_inside_is_agreed (c, registry)) {
    names = osr_inside_dup_agreeing (c, registry);
    return g_strdup_printf (_ ("The draft awaits agreement inside the body (%s)."), names);
  }
  names = dup_taking (c, registry, "submitted");
  return g_strdup_printf (_ ("The draft is agreed; it is to be sent to the curator (%s)."), names);
}
