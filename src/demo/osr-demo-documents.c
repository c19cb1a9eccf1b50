/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who and what there is in a demonstration office under a profile: the region's own people, bodies,
 * accounts and wall where there are some, else those that fit everywhere. Roles are the profile's:
 * a person who `takes` steps holds the roles that may. */
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "demo/osr-demo-office-private.h"

#define DEMO_RESOURCES "/org/region/OpenSources/data/demo/"
#define OFFICE_DEFAULT "office-default.json"
#define EVERYWHERE     "any"

/* made of data/demo; asked by name, so that the linker keeps it */
extern GResource *osr_demo_data_get_resource (void);

/* (nullable) without @error: there is none of that name */
static JsonObject *
load (const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (DEMO_RESOURCES, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (osr_demo_data_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  return osr_json_read_object (data, (gssize) length, 0, name, error);
}

char *
osr_demo_documents_dup_default (GError **error)
{
  g_autoptr (JsonObject) document = load (OFFICE_DEFAULT, error);
  const char *regulation = osr_json_get_string (document, "regulation");

  if (regulation == NULL && (error == NULL || *error == NULL))
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                         "This program has no demonstration office in it.");
  return g_strdup (regulation);
}

static void
add_role (JsonArray *roles, const char *role, const char *body)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < json_array_get_length (roles); i++) {
    if (g_strcmp0 (osr_json_get_string (osr_json_array_get_object (roles, i), "role"), role) == 0) {
      json_object_unref (object);
      return;
    }
  }
  json_object_set_string_member (object, "role", role);
  if (body != NULL)
    json_object_set_string_member (object, "body", body);
  json_array_add_object_element (roles, object);
}

/* The role that the profile names first for @step. */
static void
add_taker (JsonArray *roles, OsrRegulation *regulation, const char *step, const char *body)
{
  JsonObject *steps = osr_json_get_object (osr_regulation_get_document (regulation), "steps");
  JsonObject *known = step != NULL ? osr_json_get_object (steps, step) : NULL;
  JsonArray *takers = osr_json_get_array (known, "roles");
  const char *id = takers != NULL ? osr_json_array_get_string (takers, 0) : NULL;
  const OsrRole *role = id != NULL ? osr_regulation_find_role (regulation, id) : NULL;

  if (role != NULL)
    add_role (roles, role->id, role->reach == OSR_REACH_BODY ? body : NULL);
}

/* Whoever only reads: the first role that sees every case. */
static void
add_reader (JsonArray *roles, OsrRegulation *regulation)
{
  GPtrArray *known = osr_regulation_get_roles (regulation);

  for (guint i = 0; i < known->len; i++) {
    const OsrRole *role = known->pdata[i];

    if (role->reach == OSR_REACH_ALL) {
      add_role (roles, role->id, NULL);
      return;
    }
  }
}

/* Fills in `roles` of a person who has none, from the steps that they are there for. */
static void
give_roles (JsonObject *person, OsrRegulation *regulation)
{
  JsonArray *takes = osr_json_get_array (person, "takes");
  const char *body = osr_json_get_string (person, "body");
  JsonArray *roles = NULL;

  if (json_object_has_member (person, "roles"))
    return;
  roles = json_array_new ();
  for (guint i = 0; takes != NULL && i < json_array_get_length (takes); i++)
    add_taker (roles, regulation, osr_json_array_get_string (takes, i), body);
  if (osr_json_get_boolean (person, "reads", FALSE))
    add_reader (roles, regulation);
  json_object_set_array_member (person, "roles", roles);
  json_object_remove_member (person, "takes");
  json_object_remove_member (person, "body");
  json_object_remove_member (person, "reads");
}

/* Nobody is there for steps that this profile does not know. */
static void
fill_roles (JsonObject *office, OsrRegulation *regulation)
{
  JsonArray *persons = osr_json_get_array (office, "persons");
  JsonArray *kept = json_array_new ();

  for (guint i = 0; persons != NULL && i < json_array_get_length (persons); i++) {
    JsonObject *person = osr_json_array_get_object (persons, i);

    if (person == NULL)
      continue;
    give_roles (person, regulation);
    if (json_array_get_length (osr_json_get_array (person, "roles")) > 0)
      json_array_add_object_element (kept, json_object_ref (person));
  }
  json_object_set_array_member (office, "persons", kept);
}

static JsonObject *
load_for (const char *kind, const char *id, GError **error)
{
  g_autofree char *own = g_strdup_printf ("%s-%s.json", kind, id);
  g_autofree char *any = g_strdup_printf ("%s-%s.json", kind, EVERYWHERE);
  GError *fault = NULL;
  JsonObject *document = load (own, &fault);

  if (document == NULL && fault == NULL)
    document = load (any, &fault);
  if (document == NULL && fault == NULL)
    fault = g_error_new (OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                         "This program has no \"%s\" of a demonstration in it.", any);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return document;
}

gboolean
osr_demo_documents_load (OsrDemoOffice *self, GError **error)
{
  const char *id = osr_regulation_get_id (self->regulation);

  self->document = load_for ("office", id, error);
  if (self->document == NULL)
    return FALSE;
  self->wall_document = load_for ("wall", id, error);
  if (self->wall_document == NULL)
    return FALSE;
  fill_roles (self->document, self->regulation);
  json_object_set_string_member (self->document, "regulation", id);
  json_object_set_string_member (self->wall_document, "zone",
                                 osr_regulation_get_zone (self->regulation));
  return TRUE;
}
