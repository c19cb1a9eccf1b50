/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of fields a section, and how they become the members of an event. Whether the change fits
 * the office is the core's question; here only that each field can be read. */
#include <glib/gi18n.h>

#include "app/directory/osr-office-list.h"
#include "core/office/osr-office-day.h"
#include "core/office/osr-rules-office.h"
#include "report/osr-language.h"
#include "report/osr-network-name.h"

static const OsrOfficeField bodies[] = {
  { "name", N_ ("Full name"), OSR_FIELD_TEXT, TRUE },
  { "short_name", N_ ("Name for lists"), OSR_FIELD_TEXT },
  { "parent", N_ ("Belongs to"), OSR_FIELD_BODY },
  { "topics", N_ ("Topics of its field"), OSR_FIELD_TOPICS },
  { "valid_from", N_ ("First day, like 2026-04-01"), OSR_FIELD_FIRST_DAY },
  { "valid_to", N_ ("Last day"), OSR_FIELD_LAST_DAY },
  { "successor", N_ ("Its work goes to, after the last day"), OSR_FIELD_BODY },
  { "body", N_ ("Id, Latin letters"), OSR_FIELD_TEXT, TRUE, TRUE },
  { NULL },
};

static const OsrOfficeField people[] = {
  { "name", N_ ("Surname, name and patronymic"), OSR_FIELD_TEXT, TRUE },
  { "post", N_ ("Position"), OSR_FIELD_TEXT },
  { "mail", N_ ("Mail address for notices"), OSR_FIELD_TEXT },
  { "login", N_ ("Login name"), OSR_FIELD_TEXT, TRUE },
  { "person", N_ ("Id, Latin letters"), OSR_FIELD_TEXT, TRUE, TRUE },
  { "disabled", N_ ("Disabled: signs in no more"), OSR_FIELD_SWITCH },
  { NULL },
};

static const OsrOfficeField roles[] = {
  { "person", N_ ("Person"), OSR_FIELD_PERSON, TRUE },
  { "role", N_ ("Role"), OSR_FIELD_ROLE, TRUE },
  { "body", N_ ("Body, where the role is of one"), OSR_FIELD_BODY },
  { NULL },
};

static const OsrOfficeField substitutions[] = {
  { "absent", N_ ("Absent"), OSR_FIELD_PERSON, TRUE },
  { "substitute", N_ ("Substitute"), OSR_FIELD_PERSON, TRUE },
  { "ground", N_ ("Ground"), OSR_FIELD_GROUND, TRUE },
  { "from", N_ ("First day, like 2026-04-01"), OSR_FIELD_FIRST_DAY, TRUE },
  { "to", N_ ("Last day"), OSR_FIELD_LAST_DAY, TRUE },
  { NULL },
};

static const OsrOfficeField accounts[] = {
  { "name", N_ ("Name for people"), OSR_FIELD_TEXT, TRUE },
  { "network", N_ ("Network"), OSR_FIELD_NETWORK, TRUE },
  { "body", N_ ("Whose replies go out from it"), OSR_FIELD_BODY },
  { "users", N_ ("Who may use it; nobody named: whoever publishes"), OSR_FIELD_PEOPLE },
  { "holder", N_ ("Whose workstation publishes; nobody: the coordinator"), OSR_FIELD_PERSON },
  { "public_link", N_ ("Public link, https://…"), OSR_FIELD_TEXT },
  { "watched", N_ ("Its comments are read"), OSR_FIELD_SWITCH },
  { "owner", N_ ("Its id there"), OSR_FIELD_TEXT, TRUE },
  { "options", N_ ("Settings of its network, one a line: name=value"), OSR_FIELD_LINES },
  { "api_base", N_ ("Address of the network's interface"), OSR_FIELD_TEXT },
  { "api_version", N_ ("Version of the interface"), OSR_FIELD_TEXT },
  { "link_base", N_ ("Address of the network's pages"), OSR_FIELD_TEXT },
  { "track", N_ ("Its own way of work in the regulation"), OSR_FIELD_TEXT },
  { "account", N_ ("Id, Latin letters"), OSR_FIELD_TEXT, TRUE, TRUE },
  { NULL },
};

static const OsrOfficeField topics[] = {
  { "name", N_ ("Name for people"), OSR_FIELD_TEXT, TRUE },
  { "topic", N_ ("Id, Latin letters"), OSR_FIELD_TEXT, TRUE, TRUE },
  { NULL },
};

const OsrOfficeField *
osr_office_get_fields (OsrOfficeSection section)
{
  static const OsrOfficeField *const fields[] = {
    [OSR_OFFICE_BODIES] = bodies,     [OSR_OFFICE_PEOPLE] = people,
    [OSR_OFFICE_ROLES] = roles,       [OSR_OFFICE_SUBSTITUTIONS] = substitutions,
    [OSR_OFFICE_ACCOUNTS] = accounts, [OSR_OFFICE_TOPICS] = topics,
    [OSR_OFFICE_HOURS] = NULL,        [OSR_OFFICE_SETTINGS] = NULL,
  };

  return fields[section];
}

const char *
osr_office_get_event (OsrOfficeSection section)
{
  static const char *const events[] = {
    [OSR_OFFICE_BODIES] = "body-set",
    [OSR_OFFICE_PEOPLE] = "person-set",
    [OSR_OFFICE_ROLES] = "role-granted",
    [OSR_OFFICE_SUBSTITUTIONS] = "substitution-set",
    [OSR_OFFICE_ACCOUNTS] = "account-set",
    [OSR_OFFICE_TOPICS] = "topic-set",
    [OSR_OFFICE_HOURS] = NULL,
    [OSR_OFFICE_SETTINGS] = NULL,
  };

  return events[section];
}

static const char *
ground_name (OsrGround ground)
{
  static const char *const names[] = {
    [OSR_GROUND_ILLNESS] = NC_ ("absence", "Illness"),
    [OSR_GROUND_LEAVE] = NC_ ("absence", "Leave"),
    [OSR_GROUND_TRIP] = NC_ ("absence", "Business trip"),
    [OSR_GROUND_STUDY] = NC_ ("absence", "Study"),
    [OSR_GROUND_OTHER] = NC_ ("absence", "Another reason"),
    [OSR_GROUND_ACTING] = NC_ ("absence", "Acting in the post"),
  };

  return g_dpgettext2 (NULL, "absence", names[ground]);
}

static void
add_choice (GStrvBuilder *builder, const char *id, const char *name)
{
  g_strv_builder_add (builder, id);
  g_strv_builder_add (builder, name);
}

static void
add_roles (GStrvBuilder *builder, OsrRegistry *registry)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  GPtrArray *known = regulation != NULL ? osr_regulation_get_roles (regulation) : NULL;

  for (guint i = 0; known != NULL && i < known->len; i++) {
    const OsrRole *role = known->pdata[i];

    add_choice (builder, role->id, osr_language_text (&role->name));
  }
  add_choice (builder, OSR_ROLE_ADMIN, _ ("Administrator"));
}

static void
add_people (GStrvBuilder *builder, OsrRegistry *registry)
{
  GPtrArray *persons = osr_registry_get_persons (registry);

  for (guint i = 0; i < persons->len; i++) {
    const OsrPerson *person = persons->pdata[i];

    if (!person->disabled)
      add_choice (builder, person->id, person->name);
  }
}

static void
add_topics (GStrvBuilder *builder, OsrRegistry *registry)
{
  GPtrArray *known = osr_registry_get_topics (registry);

  for (guint i = 0; i < known->len; i++) {
    const OsrTopic *topic = known->pdata[i];

    add_choice (builder, topic->id, topic->name);
  }
}

/* All that there are: what a regulation of 2020 does not name may be obligatory by now. */
static void
add_networks (GStrvBuilder *builder)
{
  static const char *const ids[] = { "vk",   "telegram", "max",       "ok", "youtube",
                                     "feed", "facebook", "instagram", NULL };

  for (guint i = 0; ids[i] != NULL; i++) {
    g_autofree char *closed = NULL;

    if (osr_network_closed_reason (ids[i]) != NULL)
      /* Translators: %s is the name of a network that may not be used */
      closed = g_strdup_printf (_ ("%s (not used)"), osr_network_name (ids[i]));
    add_choice (builder, ids[i], closed != NULL ? closed : osr_network_name (ids[i]));
  }
}

GStrv
osr_office_dup_choices (OsrRegistry *registry, OsrOfficeFieldKind kind, OsrInstant now)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) valid = osr_registry_list_valid_bodies (registry, now);

  if (kind == OSR_FIELD_PERSON || kind == OSR_FIELD_PEOPLE)
    add_people (builder, registry);
  else if (kind == OSR_FIELD_TOPICS)
    add_topics (builder, registry);
  else if (kind == OSR_FIELD_NETWORK)
    add_networks (builder);
  else if (kind == OSR_FIELD_ROLE)
    add_roles (builder, registry);
  for (guint i = 0; kind == OSR_FIELD_BODY && i < valid->len; i++) {
    const OsrBody *body = valid->pdata[i];

    add_choice (builder, body->id, body->name);
  }
  for (int i = 0; kind == OSR_FIELD_GROUND && i < OSR_N_GROUNDS; i++) {
    if (osr_registry_knows_ground (registry, (OsrGround) i))
      add_choice (builder, osr_ground_nick ((OsrGround) i), ground_name ((OsrGround) i));
  }
  return g_strv_builder_end (builder);
}

/* What is there now, by member. */
static const char *
text_of (OsrRegistry *registry, OsrOfficeSection section, const char *id, const char *member)
{
  const OsrBody *body = osr_registry_find_body (registry, id);
  const OsrPerson *person = osr_registry_find_person (registry, id);
  const OsrAccount *account = osr_registry_find_account (registry, id);
  const OsrTopic *topic = osr_registry_find_topic (registry, id);
  const struct {
    OsrOfficeSection section;
    const char *member;
    const char *text;
  } table[] = {
    { OSR_OFFICE_BODIES, "body", id },
    { OSR_OFFICE_BODIES, "name", body != NULL ? body->name : NULL },
    { OSR_OFFICE_BODIES, "short_name", body != NULL ? body->short_name : NULL },
    { OSR_OFFICE_BODIES, "parent", body != NULL ? body->parent : NULL },
    { OSR_OFFICE_BODIES, "successor", body != NULL ? body->successor : NULL },
    { OSR_OFFICE_TOPICS, "topic", id },
    { OSR_OFFICE_TOPICS, "name", topic != NULL ? topic->name : NULL },
    { OSR_OFFICE_PEOPLE, "person", id },
    { OSR_OFFICE_PEOPLE, "login", person != NULL ? person->login : NULL },
    { OSR_OFFICE_PEOPLE, "name", person != NULL ? person->name : NULL },
    { OSR_OFFICE_PEOPLE, "post", person != NULL ? person->post : NULL },
    { OSR_OFFICE_PEOPLE, "mail", person != NULL ? person->mail : NULL },
    { OSR_OFFICE_PEOPLE, "disabled", person != NULL && person->disabled ? "1" : NULL },
    { OSR_OFFICE_ACCOUNTS, "account", id },
    { OSR_OFFICE_ACCOUNTS, "network", account != NULL ? account->network : NULL },
    { OSR_OFFICE_ACCOUNTS, "owner", account != NULL ? account->owner : NULL },
    { OSR_OFFICE_ACCOUNTS, "name", account != NULL ? account->name : NULL },
    { OSR_OFFICE_ACCOUNTS, "body", account != NULL ? account->body : NULL },
    { OSR_OFFICE_ACCOUNTS, "api_base", account != NULL ? account->api_base : NULL },
    { OSR_OFFICE_ACCOUNTS, "api_version", account != NULL ? account->api_version : NULL },
    { OSR_OFFICE_ACCOUNTS, "link_base", account != NULL ? account->link_base : NULL },
    { OSR_OFFICE_ACCOUNTS, "public_link", account != NULL ? account->public_link : NULL },
    { OSR_OFFICE_ACCOUNTS, "track", account != NULL ? account->track : NULL },
    { OSR_OFFICE_ACCOUNTS, "holder", account != NULL ? account->holder : NULL },
    { OSR_OFFICE_ACCOUNTS, "watched", account != NULL && account->watched ? "1" : NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    if (table[i].section == section && g_str_equal (table[i].member, member))
      return table[i].text;
  }
  return NULL;
}

static char *
dup_list (OsrRegistry *registry, OsrOfficeSection section, const char *id)
{
  const OsrBody *body = osr_registry_find_body (registry, id);
  const OsrAccount *account = osr_registry_find_account (registry, id);

  if (section == OSR_OFFICE_BODIES && body != NULL)
    return g_strjoinv (", ", body->topics);
  return section == OSR_OFFICE_ACCOUNTS && account != NULL ? g_strjoinv (", ", account->users)
                                                           : g_strdup ("");
}

static char *
dup_lines (OsrRegistry *registry, OsrOfficeSection section, const char *id)
{
  const OsrAccount *account =
      section == OSR_OFFICE_ACCOUNTS ? osr_registry_find_account (registry, id) : NULL;

  return account != NULL ? g_strjoinv ("\n", account->options) : g_strdup ("");
}

char *
osr_office_dup_value (OsrRegistry *registry, OsrOfficeSection section, const char *id,
                      const OsrOfficeField *field)
{
  const OsrBody *body = section == OSR_OFFICE_BODIES ? osr_registry_find_body (registry, id) : NULL;
  const char *text;

  if (id == NULL)
    return g_strdup ("");
  if (OSR_FIELD_IS_MANY (field->kind))
    return dup_list (registry, section, id);
  if (field->kind == OSR_FIELD_LINES)
    return dup_lines (registry, section, id);
  if (body != NULL && field->kind == OSR_FIELD_FIRST_DAY)
    return osr_office_format_moment (registry, body->valid_from, OSR_DAY_BEGINS);
  if (body != NULL && field->kind == OSR_FIELD_LAST_DAY)
    return osr_office_format_moment (registry, body->valid_to, OSR_DAY_ENDS);
  text = text_of (registry, section, id, field->member);
  return g_strdup (text != NULL ? text : "");
}

static void
set_list (JsonObject *members, const char *member, const char *text, const char *separator)
{
  g_auto (GStrv) parts = g_strsplit (text, separator, -1);
  JsonArray *array = json_array_new ();

  for (guint i = 0; parts[i] != NULL; i++) {
    if (*g_strstrip (parts[i]) != '\0')
      json_array_add_string_element (array, parts[i]);
  }
  json_object_set_array_member (members, member, array);
}

static gboolean
set_day (JsonObject *members, OsrRegistry *registry, const OsrOfficeField *field, const char *text)
{
  OsrInstant moment = osr_office_parse_moment (
      registry, text, field->kind == OSR_FIELD_LAST_DAY ? OSR_DAY_ENDS : OSR_DAY_BEGINS);

  if (moment == OSR_INSTANT_UNKNOWN)
    return FALSE;
  json_object_set_int_member (members, field->member, moment);
  return TRUE;
}

/* Returns: (transfer full) (nullable): what is wrong with the field */
static char *
set_field (JsonObject *members, OsrRegistry *registry, const OsrOfficeField *field,
           const char *text)
{
  if (*text == '\0')
    return field->needed
               /* Translators: %s is the name of a field */
               ? g_strdup_printf (_ ("“%s” is needed."), _ (field->label))
               : NULL;
  switch (field->kind) {
  case OSR_FIELD_PEOPLE:
  case OSR_FIELD_TOPICS:
    set_list (members, field->member, text, ",");
    return NULL;
  case OSR_FIELD_LINES:
    set_list (members, field->member, text, "\n");
    return NULL;
  case OSR_FIELD_SWITCH:
    json_object_set_boolean_member (members, field->member, TRUE);
    return NULL;
  case OSR_FIELD_FIRST_DAY:
  case OSR_FIELD_LAST_DAY:
    return set_day (members, registry, field, text)
               ? NULL
               : g_strdup_printf (_ ("“%s” is no day. Write it like 2026-04-01."), text);
  default:
    json_object_set_string_member (members, field->member, text);
    return NULL;
  }
}

JsonObject *
osr_office_build (OsrRegistry *registry, OsrOfficeSection section, const char *id,
                  GHashTable *values, char **fault)
{
  g_autoptr (JsonObject) members = json_object_new ();
  const OsrOfficeField *field = osr_office_get_fields (section);

  *fault = NULL;
  for (; field != NULL && field->member != NULL; field++) {
    const char *value = g_hash_table_lookup (values, field->member);
    g_autofree char *text = g_strstrip (g_strdup (value != NULL ? value : ""));

    *fault = set_field (members, registry, field, text);
    if (*fault != NULL)
      return NULL;
  }
  if (section == OSR_OFFICE_SUBSTITUTIONS) {
    g_autofree char *made = id == NULL ? g_uuid_string_random () : NULL;

    json_object_set_string_member (members, "id", id != NULL ? id : made);
  }
  /* What the form does not show stays as it is. */
  if (section == OSR_OFFICE_BODIES && osr_registry_find_body (registry, id) != NULL &&
      osr_registry_find_body (registry, id)->genitive != NULL)
    json_object_set_string_member (members, "genitive",
                                   osr_registry_find_body (registry, id)->genitive);
  return g_steal_pointer (&members);
}

JsonObject *
osr_office_dup_members (OsrRegistry *registry, OsrOfficeSection section, const char *id)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  const OsrOfficeField *field = osr_office_get_fields (section);
  g_autofree char *fault = NULL;

  for (; field != NULL && field->member != NULL; field++)
    g_hash_table_insert (values, (gpointer) field->member,
                         osr_office_dup_value (registry, section, id, field));
  return osr_office_build (registry, section, id, values, &fault);
}
