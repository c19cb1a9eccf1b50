/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies, people, their roles, accounts and topics as the events of the office say them. The questions
 * asked of them are in osr-directory.c. */
#include <string.h>

#include "core/osr-json.h"
#include "core/osr-registry-private.h"

void
osr_body_free (OsrBody *body)
{
  g_free (body->id);
  g_free (body->name);
  g_free (body->short_name);
  g_free (body->genitive);
  g_free (body->parent);
  g_free (body->successor);
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
  g_free (account->public_link);
  g_free (account->track);
  g_strfreev (account->users);
  g_free (account->api_version);
  g_strfreev (account->options);
  g_free (account->holder);
  g_free (account);
}

void
osr_topic_free (OsrTopic *topic)
{
  g_free (topic->id);
  g_free (topic->name);
  g_free (topic);
}

gpointer
osr_directory_find (GPtrArray *records, const char *id)
{
  for (guint i = 0; id != NULL && i < records->len; i++) {
    char *const *record = records->pdata[i];

    if (strcmp (record[0], id) == 0)
      return records->pdata[i];
  }
  return NULL;
}

void
osr_directory_put (GPtrArray *records, gpointer record, GDestroyNotify destroy)
{
  gpointer old = osr_directory_find (records, *(char *const *) record);
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
  body->parent = g_strdup (osr_event_get_string (event, "parent"));
  body->successor = g_strdup (osr_event_get_string (event, "successor"));
  body->valid_from = osr_event_get_int (event, "valid_from", OSR_INSTANT_UNKNOWN);
  body->valid_to = osr_event_get_int (event, "valid_to", OSR_INSTANT_UNKNOWN);
  osr_directory_put (self->bodies, body, (GDestroyNotify) osr_body_free);
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
  person->disabled = osr_json_get_boolean (event->members, "disabled", FALSE);
  osr_directory_put (self->persons, person, (GDestroyNotify) osr_person_free);
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
  account->public_link = g_strdup (osr_event_get_string (event, "public_link"));
  account->track = g_strdup (osr_event_get_string (event, "track"));
  account->users = dup_strings (osr_json_get_array (event->members, "users"));
  account->watched = osr_json_get_boolean (event->members, "watched", FALSE);
  account->api_version = g_strdup (osr_event_get_string (event, "api_version"));
  account->options = dup_strings (osr_json_get_array (event->members, "options"));
  account->holder = g_strdup (osr_event_get_string (event, "holder"));
  osr_directory_put (self->accounts, account, (GDestroyNotify) osr_account_free);
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
  osr_directory_put (self->topics, topic, (GDestroyNotify) osr_topic_free);
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
  return osr_substitutions_apply (self, event);
}
