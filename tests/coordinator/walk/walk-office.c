/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The founding document of a regulation's office, and who has signed in there; see the header. */
#include "walk-office.h"

#include <string.h>

#include "core/regulation/osr-regulation.h"
#include "ctl/regulation/osr-ctl-profile.h"

static const char *const bodies[] = { "zhkh", "transport", "roads" };

gboolean
walk_is_office_wide (const char *person)
{
  static const char *const roles[] = { "curator", "supervisor", "committee", "block-head" };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++) {
    if (g_str_has_prefix (person, roles[i]))
      return TRUE;
  }
  return FALSE;
}

const char *
walk_get_body (const char *person)
{
  if (walk_is_office_wide (person))
    return NULL;
  if (g_str_has_suffix (person, "2"))
    return bodies[1];
  return g_str_has_suffix (person, "3") ? bodies[2] : bodies[0];
}

static void
set (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static void
add_person (JsonArray *persons, const char *role, guint nth)
{
  static const char *const suffixes[] = { "", "2", "3" };
  g_autofree char *person = g_strconcat (role, suffixes[nth], NULL);
  g_autofree char *password = g_strconcat ("demo-", person, NULL);
  JsonObject *object = json_object_new ();
  JsonObject *granted = json_object_new ();
  JsonArray *roles = json_array_new ();

  set (object, "person", person);
  set (object, "login", person);
  set (object, "name", person);
  set (object, "password", password);
  set (granted, "role", role);
  set (granted, "body", g_str_equal (role, "admin") ? NULL : walk_get_body (person));
  json_array_add_object_element (roles, granted);
  json_object_set_array_member (object, "roles", roles);
  json_array_add_object_element (persons, object);
}

static void
add_persons (JsonObject *document, const char *profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrRegulation) regulation = osr_ctl_read_profile (profile, NULL, &error);
  JsonArray *persons = json_array_new ();
  GPtrArray *roles;

  g_assert_no_error (error);
  roles = osr_regulation_get_roles (regulation);
  for (guint i = 0; i < roles->len; i++) {
    const char *role = ((const OsrRole *) roles->pdata[i])->id;

    add_person (persons, role, 0);
    add_person (persons, role, 1);
  }
  add_person (persons, "executor", 2);
  add_person (persons, "admin", 0);
  json_object_set_array_member (document, "persons", persons);
}

static void
add_account (JsonArray *accounts, const char *id, const char *owner, const char *body)
{
  JsonObject *object = json_object_new ();

  set (object, "account", id);
  set (object, "network", "vk");
  set (object, "owner", owner);
  set (object, "name", id);
  set (object, "body", body);
  json_array_add_object_element (accounts, object);
}

static JsonObject *
make_document (const char *profile)
{
  JsonObject *document = json_object_new ();
  JsonArray *array = json_array_new ();
  JsonArray *accounts = json_array_new ();

  set (document, "regulation", profile);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    JsonObject *body = json_object_new ();

    set (body, "body", bodies[i]);
    set (body, "name", bodies[i]);
    json_array_add_object_element (array, body);
  }
  json_object_set_array_member (document, "bodies", array);
  add_account (accounts, "gov", "1", NULL);
  add_account (accounts, "zhkh-vk", "2", "zhkh");
  json_object_set_array_member (document, "accounts", accounts);
  add_persons (document, profile);
  return document;
}

WalkOffice *
walk_office_new (const char *profile)
{
  WalkOffice *self = g_new0 (WalkOffice, 1);
  g_autoptr (JsonObject) document = make_document (profile);

  self->profile = g_strdup (profile);
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  bench_set_up_of (&self->bench, document);
  return self;
}

void
walk_office_free (WalkOffice *self)
{
  bench_tear_down (&self->bench, NULL);
  g_hash_table_unref (self->tokens);
  g_free (self->profile);
  g_free (self->earlier);
  g_free (self);
}

const char *
walk_office_get_token (WalkOffice *self, const char *person)
{
  if (!g_hash_table_contains (self->tokens, person))
    g_hash_table_insert (self->tokens, g_strdup (person), bench_sign_in (&self->bench, person));
  return g_hash_table_lookup (self->tokens, person);
}
