/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header; and what is there, written as the event that would set it anew. */
#include "ctl/directory/osr-ctl-directory.h"

#include "coordinator/osr-office-change.h"

static gboolean
append (OsrLog *log, OsrEvent *event, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, error);
  OsrLogRequest request = { OSR_STREAM_OFFICE, event->type, event->members };

  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = OSR_STREAM_OFFICE;
  return transaction != NULL && osr_office_check_change (log, event, error) &&
         osr_log_append (log, &request, 1, NULL, error) &&
         osr_office_hand_over (log, OSR_STREAM_OFFICE, event, error) &&
         osr_log_commit (transaction, error) && osr_log_tend_substitutions (log, NULL, error);
}

int
osr_ctl_change (OsrLog *log, const char *type, JsonObject *members)
{
  g_autoptr (OsrLog) owned = log;
  g_autoptr (JsonObject) given = members;
  g_autoptr (OsrEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  if (log == NULL)
    return OSR_CTL_FAILED;
  event = osr_event_new (type, osr_clock_now (osr_log_get_clock (log)), given, NULL);
  return append (log, event, &error) ? OSR_CTL_OK : osr_ctl_fail (error);
}

OsrLog *
osr_ctl_open_directory (const char *directory)
{
  g_autoptr (GError) error = NULL;
  OsrLog *log = osr_ctl_open_office (directory, NULL, &error);

  if (log == NULL)
    osr_ctl_fail (error);
  return log;
}

void
osr_ctl_set_member (JsonObject *members, const char *name, const char *value)
{
  if (value == NULL)
    return;
  if (*value != '\0')
    json_object_set_string_member (members, name, value);
  else if (json_object_has_member (members, name))
    json_object_remove_member (members, name);
}

void
osr_ctl_set_strings (JsonObject *members, const char *name, const char *const *values)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; values != NULL && values[i] != NULL; i++) {
    if (*values[i] != '\0')
      json_array_add_string_element (array, values[i]);
  }
  json_object_set_array_member (members, name, array);
}

void
osr_ctl_set_list (JsonObject *members, const char *name, const char *list)
{
  g_auto (GStrv) values = list != NULL ? g_strsplit (list, ",", -1) : NULL;

  if (list != NULL)
    osr_ctl_set_strings (members, name, (const char *const *) values);
}

JsonObject *
osr_ctl_person_members (const OsrPerson *person)
{
  JsonObject *members = json_object_new ();

  osr_ctl_set_member (members, "person", person->id);
  osr_ctl_set_member (members, "login", person->login);
  osr_ctl_set_member (members, "name", person->name);
  osr_ctl_set_member (members, "post", person->post);
  osr_ctl_set_member (members, "mail", person->mail);
  if (person->disabled)
    json_object_set_boolean_member (members, "disabled", TRUE);
  return members;
}

static void
set_moment (JsonObject *members, const char *name, OsrInstant moment)
{
  if (moment != OSR_INSTANT_UNKNOWN)
    json_object_set_int_member (members, name, moment);
}

JsonObject *
osr_ctl_body_members (const OsrBody *body)
{
  JsonObject *members = json_object_new ();

  osr_ctl_set_member (members, "body", body->id);
  osr_ctl_set_member (members, "name", body->name);
  osr_ctl_set_member (members, "short_name", body->short_name);
  osr_ctl_set_member (members, "genitive", body->genitive);
  osr_ctl_set_member (members, "parent", body->parent);
  osr_ctl_set_member (members, "successor", body->successor);
  osr_ctl_set_strings (members, "topics", (const char *const *) body->topics);
  set_moment (members, "valid_from", body->valid_from);
  set_moment (members, "valid_to", body->valid_to);
  return members;
}

JsonObject *
osr_ctl_account_members (const OsrAccount *account)
{
  JsonObject *members = json_object_new ();

  osr_ctl_set_member (members, "account", account->id);
  osr_ctl_set_member (members, "network", account->network);
  osr_ctl_set_member (members, "body", account->body);
  osr_ctl_set_member (members, "owner", account->owner);
  osr_ctl_set_member (members, "name", account->name);
  osr_ctl_set_member (members, "api_base", account->api_base);
  osr_ctl_set_member (members, "link_base", account->link_base);
  osr_ctl_set_member (members, "public_link", account->public_link);
  osr_ctl_set_member (members, "track", account->track);
  json_object_set_boolean_member (members, "watched", account->watched);
  osr_ctl_set_strings (members, "users", (const char *const *) account->users);
  osr_ctl_set_member (members, "api_version", account->api_version);
  osr_ctl_set_strings (members, "options", (const char *const *) account->options);
  osr_ctl_set_member (members, "holder", account->holder);
  return members;
}
