/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies, people, their roles, accounts and topics of the office: the part of the registry that
 * answers "who". */
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/osr-registry-private.h"

void
osr_body_free (OsrBody *body)
{
  g_free (body->id);
  g_free (body->name);
  g_free (body->short_name);
  g_free (body->genitive);
  g_strfreev (body->topics);
  g_free (body);
}

void
osr_person_free (OsrPerson *person)
{
  g_free (person->id);
  g_free (person->login);
  g_free (person->name);
  g_free (person->post);
  g_free (person->mail);
  g_free (person);
}

void
osr_grant_free (OsrGrant *grant)
{
  g_free (grant->person);
  g_free (grant->role);
  g_free (grant->body);
  g_free (grant);
}

void
osr_account_free (OsrAccount *account)
{
  g_free (account->id);
  g_free (account->network);
  g_free (account->body);
  g_free (account->owner);
  g_free (account->name);
  g_free (account->api_base);
  g_free (account->link_base);
  g_free (account);
}

void
osr_topic_free (OsrTopic *topic)
{
  g_free (topic->id);
  g_free (topic->name);
  g_free (topic);
}

/* Records of the directory all begin with their id. */
static gpointer
find_record (GPtrArray *records, const char *id)
{
  for (guint i = 0; id != NULL && i < records->len; i++) {
    char *const *record = records->pdata[i];

    if (strcmp (record[0], id) == 0)
      return records->pdata[i];
  }
  return NULL;
}

/* Puts @record in place of the one with the same id, which keeps its place in the order. */
static void
put_record (GPtrArray *records, gpointer record, GDestroyNotify destroy)
{
  gpointer old = find_record (records, *(char *const *) record);
  guint index;

  if (old == NULL) {
    g_ptr_array_add (records, record);
    return;
  }
  g_ptr_array_find (records, old, &index);
  records->pdata[index] = record;
  destroy (old);
}

static GStrv
dup_strings (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    const char *text = osr_json_array_get_string (array, i);

    if (text != NULL)
      g_strv_builder_add (builder, text);
  }
  return g_strv_builder_end (builder);
}

static gboolean
fold_body (OsrRegistry *self, OsrEvent *event)
{
  const char *id = osr_event_get_string (event, "body");
  const char *name = osr_event_get_string (event, "name");
  const char *short_name = osr_event_get_string (event, "short_name");
  OsrBody *body;

  if (id == NULL || name == NULL)
    return FALSE;
  body = g_new0 (OsrBody, 1);
  body->id = g_strdup (id);
  body->name = g_strdup (name);
  body->short_name = g_strdup (short_name != NULL ? short_name : name);
  body->genitive = g_strdup (osr_event_get_string (event, "genitive"));
  body->topics = dup_strings (osr_json_get_array (event->members, "topics"));
  put_record (self->bodies, body, (GDestroyNotify) osr_body_free);
  return TRUE;
}

static gboolean
fold_person (OsrRegistry *self, OsrEvent *event)
{
  const char *id = osr_event_get_string (event, "person");
  const char *login = osr_event_get_string (event, "login");
  const char *name = osr_event_get_string (event, "name");
  OsrPerson *person;

  if (id == NULL || login == NULL || name == NULL)
    return FALSE;
  person = g_new0 (OsrPerson, 1);
  person->id = g_strdup (id);
  person->login = g_strdup (login);
  person->name = g_strdup (name);
  person->post = g_strdup (osr_event_get_string (event, "post"));
  person->mail = g_strdup (osr_event_get_string (event, "mail"));
  put_record (self->persons, person, (GDestroyNotify) osr_person_free);
  return TRUE;
}

static gboolean
fold_account (OsrRegistry *self, OsrEvent *event)
{
  const char *id = osr_event_get_string (event, "account");
  const char *network = osr_event_get_string (event, "network");
  const char *owner = osr_event_get_string (event, "owner");
  OsrAccount *account;

  if (id == NULL || network == NULL || owner == NULL)
    return FALSE;
  account = g_new0 (OsrAccount, 1);
  account->id = g_strdup (id);
  account->network = g_strdup (network);
  account->body = g_strdup (osr_event_get_string (event, "body"));
  account->owner = g_strdup (owner);
  account->name = g_strdup (osr_event_get_string (event, "name"));
  account->api_base = g_strdup (osr_event_get_string (event, "api_base"));
  account->link_base = g_strdup (osr_event_get_string (event, "link_base"));
  account->watched = osr_json_get_boolean (event->members, "watched", FALSE);
  put_record (self->accounts, account, (GDestroyNotify) osr_account_free);
  return TRUE;
}

static gboolean
fold_topic (OsrRegistry *self, OsrEvent *event)
{
  const char *id = osr_event_get_string (event, "topic");
  const char *name = osr_event_get_string (event, "name");
  OsrTopic *topic;

  if (id == NULL || name == NULL)
    return FALSE;
  topic = g_new0 (OsrTopic, 1);
  topic->id = g_strdup (id);
  topic->name = g_strdup (name);
  put_record (self->topics, topic, (GDestroyNotify) osr_topic_free);
  return TRUE;
}

static OsrGrant *
find_grant (OsrRegistry *self, const char *person, const char *role, const char *body)
{
  for (guint i = 0; i < self->grants->len; i++) {
    OsrGrant *grant = self->grants->pdata[i];

    if (g_strcmp0 (grant->person, person) == 0 && g_strcmp0 (grant->role, role) == 0 &&
        g_strcmp0 (grant->body, body) == 0)
      return grant;
  }
  return NULL;
}

static gboolean
fold_grant (OsrRegistry *self, OsrEvent *event, gboolean granted)
{
  const char *person = osr_event_get_string (event, "person");
  const char *role = osr_event_get_string (event, "role");
  const char *body = osr_event_get_string (event, "body");
  OsrGrant *grant = find_grant (self, person, role, body);

  if (person == NULL || role == NULL)
    return FALSE;
  if (!granted)
    return grant != NULL && g_ptr_array_remove (self->grants, grant);
  if (grant != NULL)
    return TRUE;
  grant = g_new0 (OsrGrant, 1);
  grant->person = g_strdup (person);
  grant->role = g_strdup (role);
  grant->body = g_strdup (body);
  g_ptr_array_add (self->grants, grant);
  return TRUE;
}

gboolean
osr_directory_apply (OsrRegistry *self, OsrEvent *event)
{
  if (osr_event_is (event, "body-set"))
    return fold_body (self, event);
  if (osr_event_is (event, "person-set"))
    return fold_person (self, event);
  if (osr_event_is (event, "account-set"))
    return fold_account (self, event);
  if (osr_event_is (event, "topic-set"))
    return fold_topic (self, event);
  if (osr_event_is (event, "role-granted"))
    return fold_grant (self, event, TRUE);
  if (osr_event_is (event, "role-revoked"))
    return fold_grant (self, event, FALSE);
  return FALSE;
}

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
  return find_record (self->bodies, id);
}

const OsrPerson *
osr_registry_find_person (OsrRegistry *self, const char *id)
{
  return find_record (self->persons, id);
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
  return find_record (self->accounts, id);
}

const OsrTopic *
osr_registry_find_topic (OsrRegistry *self, const char *id)
{
  return find_record (self->topics, id);
}

const OsrAccount *
osr_registry_account_for (OsrRegistry *self, const char *body, const char *network)
{
  const OsrAccount *office = NULL;

  for (guint i = 0; i < self->accounts->len; i++) {
    const OsrAccount *account = self->accounts->pdata[i];

    if (g_strcmp0 (account->network, network) != 0)
      continue;
    if (account->body != NULL && g_strcmp0 (account->body, body) == 0)
      return account;
    if (account->body == NULL && office == NULL)
      office = account;
  }
  return office;
}

gboolean
osr_registry_has_role (OsrRegistry *self, const char *person, const char *role, const char *body)
{
  for (guint i = 0; i < self->grants->len; i++) {
    const OsrGrant *grant = self->grants->pdata[i];

    if (g_strcmp0 (grant->person, person) == 0 && g_strcmp0 (grant->role, role) == 0 &&
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

    if (g_strcmp0 (grant->person, person) == 0 &&
        (body == NULL || g_strcmp0 (grant->body, body) == 0) &&
        osr_regulation_permits (regulation, grant->role, step, NULL))
      return TRUE;
  }
  return FALSE;
}

/* A role that @regulation (nullable) does not know opens nothing. */
static OsrReach
reach_under (OsrRegulation *regulation, const char *role)
{
  const OsrRole *known = regulation != NULL ? osr_regulation_find_role (regulation, role) : NULL;

  return known != NULL ? known->reach : OSR_REACH_NONE;
}

static OsrReach
reach_of (OsrRegistry *self, const char *role)
{
  return reach_under (osr_registry_get_regulation (self), role);
}

gboolean
osr_registry_acts_for (OsrRegistry *self, const char *person, const char *body)
{
  for (guint i = 0; i < self->grants->len; i++) {
    const OsrGrant *grant = self->grants->pdata[i];

    if (grant->body != NULL && g_strcmp0 (grant->person, person) == 0 &&
        g_strcmp0 (grant->body, body) == 0 && reach_of (self, grant->role) == OSR_REACH_BODY)
      return TRUE;
  }
  return FALSE;
}

static char *
dup_scope_under (OsrRegulation *regulation, const char *role, const char *body)
{
  switch (reach_under (regulation, role)) {
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

char *
osr_registry_dup_scope (OsrRegistry *self, const char *role, const char *body)
{
  return dup_scope_under (osr_registry_get_regulation (self), role, body);
}

/* Who may read what is written down when a role is granted, so a regulation by which a granted role
 * reads other cases cannot silently take the place of the one it was granted under. */
gboolean
osr_directory_check_reach (OsrRegistry *self, OsrRegulation *next, GError **error)
{
  OsrRegulation *now = osr_registry_get_regulation (self);

  for (guint i = 0; now != NULL && i < self->grants->len; i++) {
    const OsrGrant *grant = self->grants->pdata[i];
    g_autofree char *before = dup_scope_under (now, grant->role, grant->body);
    g_autofree char *after = dup_scope_under (next, grant->role, grant->body);

    if (g_strcmp0 (before, after) == 0)
      continue;
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "the role \"%.40s\" would read other cases than now, and \"%.40s\" holds it: take"
                 " the role back first, and give it anew once the regulation is adopted",
                 grant->role, grant->person);
    return FALSE;
  }
  return TRUE;
}

GStrv
osr_registry_dup_scopes (OsrRegistry *self, const char *person)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->grants->len; i++) {
    const OsrGrant *grant = self->grants->pdata[i];
    g_autofree char *scope = NULL;

    if (g_strcmp0 (grant->person, person) != 0)
      continue;
    scope = osr_registry_dup_scope (self, grant->role, grant->body);
    if (scope != NULL)
      g_strv_builder_add (builder, scope);
  }
  return g_strv_builder_end (builder);
}
