/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table: which change of the directory, checked by what. Substitutions have a file of their own,
 * osr-rules-substitution.c. */
#include "core/office/osr-rules-office.h"

#include <string.h>

#include "core/office/osr-rules-office-private.h"
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/text/osr-lexicon.h"

#define MAX_ID_BYTES    64
#define MAX_NAME_BYTES  1000
#define MAX_OWNER_BYTES 1000
#define MAX_OPTIONS     20

gboolean
osr_rules_refuse (GError **error, OsrCoreError code, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, OSR_CORE_ERROR, code, sentence);
  return FALSE;
}

/* Ids stand in scopes ("body/ID"), addresses and command lines. */
static gboolean
check_id (const char *id, const char *what, GError **error)
{
  gboolean good = id != NULL && *id != '\0' && strlen (id) <= MAX_ID_BYTES;

  for (const char *c = id; good && *c != '\0'; c++)
    good = g_ascii_isalnum (*c) || strchr ("-_.@", *c) != NULL || (guchar) *c >= 0x80;
  return good || osr_rules_refuse (error, OSR_CORE_ERROR_INVALID,
                                   "%s must be letters, digits, \"-\", \"_\", \".\" or \"@\", at"
                                   " most %d bytes.",
                                   what, MAX_ID_BYTES);
}

static gboolean
has_words (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *stripped != '\0' && strlen (stripped) <= MAX_NAME_BYTES;
}

static gboolean
check_name (OsrEvent *event, GError **error)
{
  return has_words (osr_event_get_string (event, "name")) ||
         osr_rules_refuse (error, OSR_CORE_ERROR_INVALID, "A name is needed, at most %d bytes.",
                           MAX_NAME_BYTES);
}

gboolean
osr_rules_check_person (OsrRegistry *registry, const char *person, GError **error)
{
  if (osr_registry_find_person (registry, person) == NULL)
    return osr_rules_refuse (error, OSR_CORE_ERROR_UNKNOWN_PERSON,
                             "There is no person \"%.64s\" in the directory.",
                             person != NULL ? person : "");
  return osr_registry_is_active (registry, person) ||
         osr_rules_refuse (error, OSR_CORE_ERROR_UNKNOWN_PERSON, "%.64s is disabled.", person);
}

static gboolean
check_body (OsrRegistry *registry, const char *body, GError **error)
{
  return osr_registry_find_body (registry, body) != NULL ||
         osr_rules_refuse (error, OSR_CORE_ERROR_UNKNOWN_BODY,
                           "There is no body \"%.64s\" in the directory.",
                           body != NULL ? body : "");
}

/* Whether an administrator who can sign in is left when one grant, or one person, is gone. */
static gboolean
check_admin_left (OsrRegistry *registry, const char *person, GError **error)
{
  GPtrArray *grants = osr_registry_get_grants (registry);

  if (!osr_registry_has_role (registry, person, OSR_ROLE_ADMIN, NULL))
    return TRUE;
  for (guint i = 0; i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];

    if (g_str_equal (grant->role, OSR_ROLE_ADMIN) && g_strcmp0 (grant->person, person) != 0 &&
        osr_registry_is_active (registry, grant->person))
      return TRUE;
  }
  return osr_rules_refuse (error, OSR_CORE_ERROR_LAST_ADMIN,
                           "%.64s is the last administrator. Name another one first.", person);
}

/* Nobody leaves while somebody else counts on them. */
static gboolean
check_stands_in (OsrRegistry *registry, const char *person, OsrInstant at, GError **error)
{
  GPtrArray *substitutions = osr_registry_get_substitutions (registry);

  for (guint i = 0; i < substitutions->len; i++) {
    const OsrSubstitution *entry = substitutions->pdata[i];

    if (g_strcmp0 (entry->substitute, person) == 0 && at < osr_substitution_get_end (entry) &&
        entry->from < osr_substitution_get_end (entry))
      return osr_rules_refuse (error, OSR_CORE_ERROR_OPEN_WORK,
                               "%.64s stands in for %.64s. End that substitution (%.64s) first.",
                               person, entry->absent, entry->id);
  }
  return TRUE;
}

static gboolean
check_receiver (OsrRegistry *registry, const char *person, const char *receiver, GError **error)
{
  if (g_strcmp0 (person, receiver) == 0)
    return osr_rules_refuse (error, OSR_CORE_ERROR_INVALID,
                             "Work is handed over to somebody else.");
  return osr_rules_check_person (registry, receiver, error);
}

/* @each: (nullable): case id → who takes it over */
static gboolean
check_receivers (OsrRegistry *registry, const char *person, JsonObject *each, GError **error)
{
  JsonObjectIter iter;
  const char *id;

  if (each == NULL)
    return TRUE;
  json_object_iter_init (&iter, each);
  while (json_object_iter_next (&iter, &id, NULL)) {
    if (!check_receiver (registry, person, osr_json_get_string (each, id), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_disabling (OsrRegistry *registry, OsrEvent *event, OsrInstant at, GError **error)
{
  const char *person = osr_event_get_string (event, "person");
  const char *receiver = osr_event_get_string (event, "hand_over_to");
  JsonObject *each = osr_json_get_object (event->members, "hand_over");
  gboolean disabled = osr_json_get_boolean (event->members, "disabled", FALSE);

  if (!disabled)
    return (receiver == NULL && each == NULL) ||
           osr_rules_refuse (error, OSR_CORE_ERROR_INVALID,
                             "Work is handed over when somebody is disabled.");
  return check_admin_left (registry, person, error) &&
         check_stands_in (registry, person, at, error) &&
         (receiver == NULL || check_receiver (registry, person, receiver, error)) &&
         check_receivers (registry, person, each, error);
}

static gboolean
check_login (OsrRegistry *registry, OsrEvent *event, GError **error)
{
  const char *login = osr_event_get_string (event, "login");
  const OsrPerson *other = osr_registry_find_login (registry, login);

  if (!check_id (login, "A login name", error))
    return FALSE;
  return other == NULL || g_strcmp0 (other->id, osr_event_get_string (event, "person")) == 0 ||
         osr_rules_refuse (error, OSR_CORE_ERROR_TAKEN, "The login name \"%.64s\" is %s's.", login,
                           other->name);
}

/* Enough to keep a mail server from being spoken to in two lines; whether it arrives, it tells. */
static gboolean
is_mail (const char *mail)
{
  const char *at = strchr (mail, '@');

  if (at == NULL || at == mail || at[1] == '\0' || strchr (at + 1, '@') != NULL ||
      strlen (mail) > 254)
    return FALSE;
  for (const char *c = mail; *c != '\0'; c++) {
    if (!g_ascii_isgraph (*c) || strchr ("<>,;:\"()[]\\", *c) != NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_person_set (OsrRegistry *registry, OsrEvent *event, OsrInstant at, GError **error)
{
  const char *mail = osr_event_get_string (event, "mail");

  if (!check_id (osr_event_get_string (event, "person"), "The id of a person", error) ||
      !check_login (registry, event, error) || !check_name (event, error))
    return FALSE;
  if (mail != NULL && !is_mail (mail))
    return osr_rules_refuse (error, OSR_CORE_ERROR_INVALID, "\"%.254s\" is no mail address.", mail);
  return check_disabling (registry, event, at, error);
}

/* Whose work goes to another body must end, and the other one be there. */
static gboolean
check_successor (OsrRegistry *registry, OsrEvent *event, GError **error)
{
  const char *successor = osr_event_get_string (event, "successor");

  if (successor == NULL)
    return TRUE;
  if (g_strcmp0 (successor, osr_event_get_string (event, "body")) == 0)
    return osr_rules_refuse (error, OSR_CORE_ERROR_LOOP, "A body does not succeed itself.");
  if (osr_event_get_int (event, "valid_to", OSR_INSTANT_UNKNOWN) == OSR_INSTANT_UNKNOWN)
    return osr_rules_refuse (error, OSR_CORE_ERROR_INVALID,
                             "Only a body that ends has a successor: give its last day.");
  return check_body (registry, successor, error);
}

static gboolean
check_body_set (OsrRegistry *registry, OsrEvent *event, OsrInstant at, GError **error)
{
  const char *body = osr_event_get_string (event, "body");
  const char *parent = osr_event_get_string (event, "parent");
  gint64 from = osr_event_get_int (event, "valid_from", OSR_INSTANT_UNKNOWN);
  gint64 to = osr_event_get_int (event, "valid_to", OSR_INSTANT_UNKNOWN);
  JsonArray *topics = osr_json_get_array (event->members, "topics");

  if (!check_id (body, "The id of a body", error) || !check_name (event, error))
    return FALSE;
  if (parent != NULL && !check_body (registry, parent, error))
    return FALSE;
  if (parent != NULL &&
      (g_strcmp0 (parent, body) == 0 || osr_registry_is_within (registry, parent, body)))
    return osr_rules_refuse (error, OSR_CORE_ERROR_LOOP,
                             "%.64s belongs to %.64s itself: a body cannot be above itself.",
                             parent, body);
  if (to != OSR_INSTANT_UNKNOWN && from != OSR_INSTANT_UNKNOWN && to <= from)
    return osr_rules_refuse (error, OSR_CORE_ERROR_INVALID, "The body ends before it begins.");
  if (!check_successor (registry, event, error))
    return FALSE;
  for (guint i = 0; topics != NULL && i < json_array_get_length (topics); i++) {
    const char *topic = osr_json_array_get_string (topics, i);

    if (osr_registry_find_topic (registry, topic) == NULL)
      return osr_rules_refuse (error, OSR_CORE_ERROR_INVALID, "There is no topic \"%.64s\".",
                               topic != NULL ? topic : "");
  }
  return TRUE;
}

/* The roles that the office's regulation knows, for whoever mistypes one. */
static char *
list_roles (OsrRegulation *regulation)
{
  GPtrArray *roles = regulation != NULL ? osr_regulation_get_roles (regulation) : NULL;
  g_autoptr (GString) text = g_string_new (OSR_ROLE_ADMIN);

  for (guint i = 0; roles != NULL && i < roles->len; i++)
    g_string_append_printf (text, ", %s", ((OsrRole *) roles->pdata[i])->id);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
check_role (OsrRegistry *registry, OsrEvent *event, GError **error)
{
  const char *id = osr_event_get_string (event, "role");
  const char *body = osr_event_get_string (event, "body");
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  const OsrRole *role = regulation != NULL ? osr_regulation_find_role (regulation, id) : NULL;
  gboolean of_body = role != NULL && role->reach == OSR_REACH_BODY;

  if (role == NULL && g_strcmp0 (id, OSR_ROLE_ADMIN) != 0) {
    g_autofree char *roles = list_roles (regulation);

    return osr_rules_refuse (error, OSR_CORE_ERROR_UNKNOWN_ROLE, "The office's roles are %s.",
                             roles);
  }
  if (of_body != (body != NULL))
    return osr_rules_refuse (error, OSR_CORE_ERROR_UNKNOWN_ROLE, "\"%s\" %s.", id,
                             of_body ? "is of a body: name it" : "is of no body");
  return body == NULL || check_body (registry, body, error);
}

static gboolean
check_granted (OsrRegistry *registry, OsrEvent *event, OsrInstant at, GError **error)
{
  const OsrBody *body = osr_registry_find_body (registry, osr_event_get_string (event, "body"));

  if (!osr_rules_check_person (registry, osr_event_get_string (event, "person"), error) ||
      !check_role (registry, event, error))
    return FALSE;
  if (body != NULL && body->valid_to != OSR_INSTANT_UNKNOWN && body->valid_to <= at)
    return osr_rules_refuse (error, OSR_CORE_ERROR_UNKNOWN_BODY, "%s has ended.", body->name);
  return TRUE;
}

/* A role of an older regulation must go as well: what counts is that it is held. */
static gboolean
check_revoked (OsrRegistry *registry, OsrEvent *event, OsrInstant at, GError **error)
{
  const char *person = osr_event_get_string (event, "person");
  const char *role = osr_event_get_string (event, "role");
  const char *body = osr_event_get_string (event, "body");
  GPtrArray *grants = osr_registry_get_grants (registry);

  for (guint i = 0; i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];

    if (g_strcmp0 (grant->person, person) == 0 && g_strcmp0 (grant->role, role) == 0 &&
        g_strcmp0 (grant->body, body) == 0)
      return g_strcmp0 (role, OSR_ROLE_ADMIN) != 0 || check_admin_left (registry, person, error);
  }
  return osr_rules_refuse (error, OSR_CORE_ERROR_UNKNOWN_ROLE,
                           "%.64s does not hold the role \"%.64s\" there.", person, role);
}

static gboolean
is_link (const char *link)
{
  g_autoptr (GUri) uri = g_uri_parse (link, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  return (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0) &&
         g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
}

/* A way of work that the office's regulation knows. */
static gboolean
check_track (OsrRegistry *registry, const char *track, GError **error)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  JsonArray *tracks =
      regulation != NULL ? osr_regulation_get_rule_list (regulation, "no_second_person") : NULL;

  for (guint i = 0; track != NULL && tracks != NULL && i < json_array_get_length (tracks); i++) {
    if (g_strcmp0 (osr_json_get_string (osr_json_array_get_object (tracks, i), "track"), track) ==
        0)
      return TRUE;
  }
  return track == NULL ||
         osr_rules_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN,
                           "The office's regulation knows no way of work \"%.64s\".", track);
}

/* A number, a name or an address, as the network writes it. */
static gboolean
check_owner (const char *owner, GError **error)
{
  gboolean good = owner != NULL && *owner != '\0' && strlen (owner) <= MAX_OWNER_BYTES;

  for (const char *c = owner; good && *c != '\0'; c++)
    good = g_ascii_isgraph (*c) || (guchar) *c >= 0x80;
  return good || osr_rules_refuse (error, OSR_CORE_ERROR_INVALID,
                                   "The account's id on the network is one word of at most %d"
                                   " bytes.",
                                   MAX_OWNER_BYTES);
}

/* "name=value", each name in lower case; what a network does not know it passes over. */
static gboolean
check_options (JsonArray *options, GError **error)
{
  guint n = options != NULL ? json_array_get_length (options) : 0;
  gboolean good = n <= MAX_OPTIONS;

  for (guint i = 0; good && i < n; i++) {
    const char *option = osr_json_array_get_string (options, i);
    gsize name = option != NULL ? strspn (option, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;

    good = name > 0 && option[name] == '=' && strlen (option) <= MAX_OWNER_BYTES &&
           g_utf8_validate (option, -1, NULL);
  }
  return good || osr_rules_refuse (error, OSR_CORE_ERROR_INVALID,
                                   "An option of an account is name=value, at most %d of %d bytes.",
                                   MAX_OPTIONS, MAX_OWNER_BYTES);
}

static gboolean
check_account_set (OsrRegistry *registry, OsrEvent *event, OsrInstant at, GError **error)
{
  const char *body = osr_event_get_string (event, "body");
  const char *link = osr_event_get_string (event, "public_link");
  const char *holder = osr_event_get_string (event, "holder");
  JsonArray *users = osr_json_get_array (event->members, "users");

  if (holder != NULL && !osr_rules_check_person (registry, holder, error))
    return FALSE;
  if (!check_id (osr_event_get_string (event, "account"), "The id of an account", error) ||
      !check_id (osr_event_get_string (event, "network"), "The network", error) ||
      !check_owner (osr_event_get_string (event, "owner"), error) ||
      !check_options (osr_json_get_array (event->members, "options"), error) ||
      !check_name (event, error) || (body != NULL && !check_body (registry, body, error)))
    return FALSE;
  if (link != NULL && !is_link (link))
    return osr_rules_refuse (error, OSR_CORE_ERROR_INVALID,
                             "The public link must be an address like https://example.org/.");
  if (!check_track (registry, osr_event_get_string (event, "track"), error))
    return FALSE;
  for (guint i = 0; users != NULL && i < json_array_get_length (users); i++) {
    if (!osr_rules_check_person (registry, osr_json_array_get_string (users, i), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_topic_set (OsrRegistry *registry, OsrEvent *event, OsrInstant at, GError **error)
{
  return check_id (osr_event_get_string (event, "topic"), "The id of a topic", error) &&
         check_name (event, error);
}

static gboolean
check_limit_set (OsrRegistry *registry, OsrEvent *event, OsrInstant at, GError **error)
{
  return osr_event_get_int (event, "characters", 0) > 0 ||
         osr_rules_refuse (error, OSR_CORE_ERROR_INVALID, "A limit is at least one character.");
}

static gboolean
check_lexicon_set (OsrRegistry *registry, OsrEvent *event, OsrInstant at, GError **error)
{
  JsonObject *document = osr_json_get_object (event->members, "document");

  if (document == NULL)
    return osr_rules_refuse (error, OSR_CORE_ERROR_INVALID, "The document is missing.");
  return osr_lexicon_check (document, error);
}

static gboolean
check_schedule_set (OsrRegistry *registry, OsrEvent *event, OsrInstant at, GError **error)
{
  const char *body = osr_event_get_string (event, "body");

  return body == NULL || check_body (registry, body, error);
}

typedef gboolean (*Check) (OsrRegistry *registry, OsrEvent *event, OsrInstant at, GError **error);

static const struct {
  const char *type;
  Check check;
} rules[] = {
  { "person-set", check_person_set },
  { "body-set", check_body_set },
  { "role-granted", check_granted },
  { "role-revoked", check_revoked },
  { "account-set", check_account_set },
  { "topic-set", check_topic_set },
  { "limit-set", check_limit_set },
  { "lexicon-set", check_lexicon_set },
  { "schedule-set", check_schedule_set },
  { "substitution-set", osr_rules_check_substitution },
  { "substitution-ended", osr_rules_check_substitution_end },
};

gboolean
osr_rules_check_office (OsrRegistry *registry, OsrEvent *event, OsrInstant at, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++) {
    if (osr_event_is (event, rules[i].type))
      return rules[i].check (registry, event, at, error);
  }
  return TRUE;
}

gboolean
osr_registry_drafts_for (OsrRegistry *registry, const char *person, const char *body)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);

  return body != NULL && (osr_registry_may_take (registry, regulation, person, "drafted", body) ||
                          osr_registry_may_take (registry, regulation, person, "submitted", body));
}
