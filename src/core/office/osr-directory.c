/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who the office consists of: the part of the registry that answers "who", and with what right. What
 * the events put there is in osr-directory-fold.c. */
#include <glib/gi18n.h>

#include "core/osr-error.h"
#include "core/osr-registry-private.h"

GPtrArray *
osr_registry_get_bodies (OsrRegistry *self)
{
  return self->bodies;
}

GPtrArray *
osr_registry_get_persons (OsrRegistry *self)
{
  return self->persons;
}

GPtrArray *
osr_registry_get_accounts (OsrRegistry *self)
{
  return self->accounts;
}

GPtrArray *
osr_registry_get_topics (OsrRegistry *self)
{
  return self->topics;
}

GPtrArray *
osr_registry_get_grants (OsrRegistry *self)
{
  return self->grants;
}

const OsrBody *
osr_registry_find_body (OsrRegistry *self, const char *id)
{
  return osr_directory_find (self->bodies, id);
}

const OsrPerson *
osr_registry_find_person (OsrRegistry *self, const char *id)
{
  return osr_directory_find (self->persons, id);
}

const OsrPerson *
osr_registry_find_login (OsrRegistry *self, const char *login)
{
  for (guint i = 0; i < self->persons->len; i++) {
    const OsrPerson *person = self->persons->pdata[i];

    if (g_strcmp0 (person->login, login) == 0)
      return person;
  }
  return NULL;
}

const OsrAccount *
osr_registry_find_account (OsrRegistry *self, const char *id)
{
  return osr_directory_find (self->accounts, id);
}

const OsrTopic *
osr_registry_find_topic (OsrRegistry *self, const char *id)
{
  return osr_directory_find (self->topics, id);
}

gboolean
osr_registry_is_active (OsrRegistry *self, const char *person)
{
  const OsrPerson *known = osr_registry_find_person (self, person);

  return known == NULL || !known->disabled;
}

gboolean
osr_body_is_valid (const OsrBody *body, OsrInstant at)
{
  return (body->valid_from == OSR_INSTANT_UNKNOWN || body->valid_from <= at) &&
         (body->valid_to == OSR_INSTANT_UNKNOWN || at < body->valid_to);
}

GPtrArray *
osr_registry_list_valid_bodies (OsrRegistry *self, OsrInstant at)
{
  GPtrArray *valid = g_ptr_array_new ();

  for (guint i = 0; i < self->bodies->len; i++) {
    if (osr_body_is_valid (self->bodies->pdata[i], at))
      g_ptr_array_add (valid, self->bodies->pdata[i]);
  }
  return valid;
}

gboolean
osr_registry_is_within (OsrRegistry *self, const char *body, const char *ancestor)
{
  const OsrBody *place = osr_registry_find_body (self, body);

  /* A loop of parents is no longer than the directory. */
  for (guint i = 0; place != NULL && i <= self->bodies->len; i++) {
    if (g_strcmp0 (place->id, ancestor) == 0)
      return TRUE;
    place = osr_registry_find_body (self, place->parent);
  }
  return FALSE;
}

static void
add_branch (OsrRegistry *self, GArray *tree, GHashTable *seen, const OsrBody *body, guint depth)
{
  OsrBodyPlace place = { body, depth };

  if (!g_hash_table_add (seen, (gpointer) body))
    return;
  g_array_append_val (tree, place);
  for (guint i = 0; i < self->bodies->len; i++) {
    const OsrBody *other = self->bodies->pdata[i];

    if (g_strcmp0 (other->parent, body->id) == 0)
      add_branch (self, tree, seen, other, depth + 1);
  }
}

GArray *
osr_registry_list_tree (OsrRegistry *self)
{
  GArray *tree = g_array_new (FALSE, FALSE, sizeof (OsrBodyPlace));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->bodies->len; i++) {
    const OsrBody *body = self->bodies->pdata[i];

    if (osr_registry_find_body (self, body->parent) == NULL)
      add_branch (self, tree, seen, body, 0);
  }
  /* What hangs in a loop of parents is shown all the same. */
  for (guint i = 0; i < self->bodies->len; i++)
    add_branch (self, tree, seen, self->bodies->pdata[i], 0);
  return tree;
}

char *
osr_account_dup_option (const OsrAccount *account, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; account->options != NULL && account->options[i] != NULL; i++) {
    const char *option = account->options[i];

    if (strncmp (option, name, length) == 0 && option[length] == '=')
      return g_strdup (option + length + 1);
  }
  return NULL;
}

gboolean
osr_registry_may_use_account (OsrRegistry *self, const char *account, const char *person)
{
  const OsrAccount *known = osr_registry_find_account (self, account);

  if (known == NULL)
    return FALSE;
  return known->users[0] == NULL || g_strv_contains ((const char *const *) known->users, person);
}

const char *
osr_network_closed_reason (const char *network)
{
  if (g_strcmp0 (network, "facebook") != 0 && g_strcmp0 (network, "instagram") != 0)
    return NULL;
  return N_ ("Not used: Meta has been banned in Russia as extremist since 21 March 2022 and its "
             "networks are blocked; nothing is read there and nothing is published");
}

gboolean
osr_account_publishes (const OsrAccount *account)
{
  const char *const *options = (const char *const *) account->options;

  if (account->network == NULL || g_str_equal (account->network, "feed") ||
      osr_network_closed_reason (account->network) != NULL)
    return FALSE;
  if (options != NULL && g_strv_contains (options, "publishes=0"))
    return FALSE;
  return !g_str_equal (account->network, "ok") ||
         (options != NULL && g_strv_contains (options, "publishes=1"));
}

gboolean
osr_network_takes_replies (const char *network, const char *post_id)
{
  static const char *const closed[] = { "photo", "video", "product" };

  for (guint i = 0; g_strcmp0 (network, "vk") == 0 && i < G_N_ELEMENTS (closed); i++) {
    if (post_id != NULL && g_str_has_prefix (post_id, closed[i]))
      return FALSE;
  }
  return TRUE;
}

const OsrAccount *
osr_registry_account_for_case (OsrRegistry *self, const char *body, OsrCase *the_case)
{
  return osr_network_takes_replies (the_case->network, the_case->post_id)
             ? osr_registry_account_for (self, body, the_case->network)
             : NULL;
}

const OsrAccount *
osr_registry_account_for (OsrRegistry *self, const char *body, const char *network)
{
  const OsrAccount *office = NULL;

  for (guint i = 0; i < self->accounts->len; i++) {
    const OsrAccount *account = self->accounts->pdata[i];

    if (g_strcmp0 (account->network, network) != 0 || !osr_account_publishes (account))
      continue;
    if (account->body != NULL && g_strcmp0 (account->body, body) == 0)
      return account;
    if (account->body == NULL && office == NULL)
      office = account;
  }
  return office;
}

/* Grants of somebody who is disabled rest until they are enabled again. */
static gboolean
is_held_by (OsrRegistry *self, const OsrGrant *grant, const char *person)
{
  return g_strcmp0 (grant->person, person) == 0 && osr_registry_is_active (self, person);
}

gboolean
osr_registry_has_role (OsrRegistry *self, const char *person, const char *role, const char *body)
{
  for (guint i = 0; i < self->grants->len; i++) {
    const OsrGrant *grant = self->grants->pdata[i];

    if (is_held_by (self, grant, person) && g_strcmp0 (grant->role, role) == 0 &&
        (body == NULL || g_strcmp0 (grant->body, body) == 0))
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_registry_may_take (OsrRegistry *self, OsrRegulation *regulation, const char *person,
                       const char *step, const char *body)
{
  for (guint i = 0; regulation != NULL && i < self->grants->len; i++) {
    const OsrGrant *grant = self->grants->pdata[i];

    if (is_held_by (self, grant, person) && (body == NULL || g_strcmp0 (grant->body, body) == 0) &&
        osr_regulation_permits (regulation, grant->role, step, NULL))
      return TRUE;
  }
  return FALSE;
}

/* A role that the regulation does not know opens nothing. */
static OsrReach
reach_of (OsrRegistry *self, const char *role)
{
  OsrRegulation *regulation = osr_registry_get_regulation (self);
  const OsrRole *known = regulation != NULL ? osr_regulation_find_role (regulation, role) : NULL;

  return known != NULL ? known->reach : OSR_REACH_NONE;
}

gboolean
osr_registry_acts_for (OsrRegistry *self, const char *person, const char *body)
{
  for (guint i = 0; i < self->grants->len; i++) {
    const OsrGrant *grant = self->grants->pdata[i];

    if (grant->body != NULL && is_held_by (self, grant, person) &&
        g_strcmp0 (grant->body, body) == 0 && reach_of (self, grant->role) == OSR_REACH_BODY)
      return TRUE;
  }
  return FALSE;
}

char *
osr_registry_dup_scope (OsrRegistry *self, const char *role, const char *body)
{
  switch (reach_of (self, role)) {
  case OSR_REACH_OFFICE:
    return g_strdup (OSR_SCOPE_CURATORS);
  case OSR_REACH_ALL:
    return g_strdup (OSR_SCOPE_ALL);
  case OSR_REACH_BODY:
    return body != NULL ? g_strconcat ("body/", body, NULL) : NULL;
  default:
    return NULL;
  }
}

GStrv
osr_registry_dup_scopes (OsrRegistry *self, const char *person)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->grants->len; i++) {
    const OsrGrant *grant = self->grants->pdata[i];
    g_autofree char *scope = NULL;

    if (!is_held_by (self, grant, person))
      continue;
    scope = osr_registry_dup_scope (self, grant->role, grant->body);
    if (scope != NULL)
      g_strv_builder_add (builder, scope);
  }
  return g_strv_builder_end (builder);
}
