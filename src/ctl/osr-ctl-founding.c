/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The founding of an office: regulation and calendar from the programs' data, zones from this
 * machine, and who and what there is from a JSON document whose members are those of the events.
 * Passwords and tokens of the document go where secrets go and never into an event. */
#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "coordinator/osr-coordinator.h"
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "ctl/osr-ctl-office.h"
#include "ctl/regulation/osr-ctl-profile.h"
#include "store/credentials/osr-log-tokens.h"
#include "store/osr-log-accounts.h"
#include "store/osr-tzdata.h"

#define DEFAULT_CALENDAR "ru"

typedef struct {
  const OsrFounding *founding;
  OsrLog *log;
  OsrCredentials *credentials;
  GPtrArray *given; /* accounts that got a file of tokens here */
} Founder;

/* Takes @members. */
static gboolean
append (Founder *self, const char *type, JsonObject *members, GError **error)
{
  g_autoptr (JsonObject) owned = members;
  OsrLogRequest request = { OSR_STREAM_OFFICE, type, owned };

  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = OSR_STREAM_OFFICE;
  if (osr_log_append (self->log, &request, 1, NULL, error))
    return TRUE;
  g_prefix_error (error, "%s: ", type);
  return FALSE;
}

char *
osr_ctl_document_digest (JsonObject *document)
{
  g_autofree char *text = osr_json_write_object (document);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static gboolean
adopt_regulation (Founder *self, OsrRegulation *regulation, GError **error)
{
  JsonObject *document = osr_regulation_get_source (regulation);
  g_autofree char *digest = osr_ctl_document_digest (document);
  JsonObject *members = json_object_new ();

  json_object_set_string_member (members, "id", osr_regulation_get_id (regulation));
  json_object_set_string_member (members, "digest", digest);
  json_object_set_object_member (members, "document", json_object_ref (document));
  return append (self, "regulation-adopted", members, error);
}

static gboolean
add_zone (JsonArray *zones, GHashTable *seen, const char *id, GError **error)
{
  g_autoptr (OsrZone) zone = NULL;

  if (id == NULL || !g_hash_table_add (seen, g_strdup (id)))
    return TRUE;
  zone = osr_tzdata_load (id, error);
  if (zone == NULL)
    return FALSE;
  json_array_add_object_element (zones, osr_zone_to_json (zone));
  return TRUE;
}

static gboolean
collect_zones (Founder *self, OsrRegulation *regulation, JsonArray *zones, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *schedules = osr_json_get_array (self->founding->document, "schedules");

  if (!add_zone (zones, seen, osr_regulation_get_zone (regulation), error))
    return FALSE;
  for (guint i = 0; schedules != NULL && i < json_array_get_length (schedules); i++) {
    JsonObject *schedule = osr_json_array_get_object (schedules, i);

    if (!add_zone (zones, seen, osr_json_get_string (schedule, "zone"), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
adopt_calendar (Founder *self, OsrRegulation *regulation, GError **error)
{
  const char *id = osr_json_get_string (self->founding->document, "calendar");
  g_autofree char *name = g_strdup_printf ("calendars/%s.json", id != NULL ? id : DEFAULT_CALENDAR);
  g_autoptr (JsonObject) document = osr_ctl_load_data (name, error);
  g_autoptr (JsonArray) zones = json_array_new ();
  g_autoptr (OsrProductionCalendar) calendar = NULL;
  JsonObject *members = NULL;

  if (document == NULL || !collect_zones (self, regulation, zones, error))
    return FALSE;
  calendar = osr_production_calendar_new_from_json (
      document, osr_regulation_get_region (regulation), FALSE, error);
  if (calendar == NULL)
    return FALSE;
  members = json_object_new ();
  json_object_set_object_member (members, "document", g_steal_pointer (&document));
  json_object_set_array_member (members, "zones", g_steal_pointer (&zones));
  json_object_set_boolean_member (members, "decrees", FALSE);
  return append (self, "calendar-adopted", members, error);
}

/* (transfer full): @object without the members named in @without */
static JsonObject *
copy_without (JsonObject *object, const char *const *without)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node)) {
    if (!g_strv_contains (without, name))
      json_object_set_member (copy, name, json_node_copy (node));
  }
  return copy;
}

static gboolean
wrong_element (const char *list, guint index, GError **error)
{
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
               "the founding document: \"%s\"[%u] is not as it must be", list, index);
  return FALSE;
}

typedef gboolean (*TakeElement) (Founder *self, JsonObject *element, GError **error);

static gboolean
take_list (Founder *self, const char *list, TakeElement take, GError **error)
{
  JsonArray *array = osr_json_get_array (self->founding->document, list);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *element = osr_json_array_get_object (array, i);

    if (element == NULL)
      return wrong_element (list, i, error);
    if (!take (self, element, error)) {
      g_prefix_error (error, "the founding document: \"%s\"[%u]: ", list, i);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
take_topic (Founder *self, JsonObject *element, GError **error)
{
  return append (self, "topic-set", json_object_ref (element), error);
}

static gboolean
take_body (Founder *self, JsonObject *element, GError **error)
{
  return append (self, "body-set", json_object_ref (element), error);
}

static gboolean
take_schedule (Founder *self, JsonObject *element, GError **error)
{
  return append (self, "schedule-set", json_object_ref (element), error);
}

static gboolean
take_limit (Founder *self, JsonObject *element, GError **error)
{
  return append (self, "limit-set", json_object_ref (element), error);
}

static gboolean
grant (Founder *self, const char *person, const char *role, const char *body, GError **error)
{
  JsonObject *members = json_object_new ();

  json_object_set_string_member (members, "person", person);
  json_object_set_string_member (members, "role", role);
  if (body != NULL)
    json_object_set_string_member (members, "body", body);
  return append (self, "role-granted", members, error);
}

static gboolean
take_person (Founder *self, JsonObject *element, GError **error)
{
  static const char *const kept_back[] = { "password", "roles", NULL };
  const char *person = osr_json_get_string (element, "person");
  const char *password = osr_json_get_string (element, "password");
  JsonArray *roles = osr_json_get_array (element, "roles");

  if (person == NULL || osr_json_get_string (element, "login") == NULL)
    return wrong_element ("persons", 0, error);
  if (!append (self, "person-set", copy_without (element, kept_back), error))
    return FALSE;
  for (guint i = 0; roles != NULL && i < json_array_get_length (roles); i++) {
    JsonObject *role = osr_json_array_get_object (roles, i);

    if (osr_json_get_string (role, "role") == NULL)
      return wrong_element ("roles", i, error);
    if (!grant (self, person, osr_json_get_string (role, "role"),
                osr_json_get_string (role, "body"), error))
      return FALSE;
  }
  return password == NULL || osr_log_set_password (self->log, person, password, error);
}

static const char *const token_members[] = { "read_token", "write_token", "edit_token",
                                             "secret_token", NULL };

G_STATIC_ASSERT (G_N_ELEMENTS (token_members) == OSR_ACCOUNT_N_USES + 1);

static gboolean
keep_tokens (Founder *self, const char *id, JsonObject *element, GError **error)
{
  g_autoptr (GPtrArray) known = osr_credentials_list (self->credentials, error);

  if (known == NULL)
    return FALSE;
  if (!g_ptr_array_find_with_equal_func (known, id, g_str_equal, NULL))
    g_ptr_array_add (self->given, g_strdup (id));
  for (guint use = 0; use < OSR_ACCOUNT_N_USES; use++) {
    const char *token = osr_json_get_string (element, token_members[use]);

    if (token != NULL && !osr_credentials_set (self->credentials, id, use, token, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
take_account (Founder *self, JsonObject *element, GError **error)
{
  const char *id = osr_json_get_string (element, "account");

  if (id == NULL)
    return wrong_element ("accounts", 0, error);
  return append (self, "account-set", copy_without (element, token_members), error) &&
         keep_tokens (self, id, element, error);
}

static gboolean
take_admin (Founder *self, GError **error)
{
  const OsrFounding *founding = self->founding;
  JsonObject *members = NULL;

  if (founding->admin == NULL)
    return TRUE;
  members = json_object_new ();
  json_object_set_string_member (members, "person", founding->admin);
  json_object_set_string_member (members, "login", founding->admin);
  json_object_set_string_member (members, "name", founding->admin);
  return append (self, "person-set", members, error) &&
         grant (self, founding->admin, OSR_ROLE_ADMIN, NULL, error) &&
         (founding->password == NULL ||
          osr_log_set_password (self->log, founding->admin, founding->password, error));
}

static gboolean
write_all (Founder *self, GError **error)
{
  g_autoptr (OsrRegulation) regulation =
      osr_ctl_read_profile (self->founding->regulation, NULL, error);
  g_autoptr (OsrLogTransaction) transaction = NULL;

  if (regulation == NULL)
    return FALSE;
  transaction = osr_log_begin (self->log, error);
  return transaction != NULL && adopt_regulation (self, regulation, error) &&
         adopt_calendar (self, regulation, error) &&
         take_list (self, "topics", take_topic, error) &&
         take_list (self, "bodies", take_body, error) &&
         take_list (self, "schedules", take_schedule, error) &&
         take_list (self, "persons", take_person, error) && take_admin (self, error) &&
         take_list (self, "accounts", take_account, error) &&
         take_list (self, "limits", take_limit, error) && osr_log_commit (transaction, error);
}

static void
remove_log (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *file = g_strconcat (path, endings[i], NULL);

    g_unlink (file);
  }
}

/* The folder of tokens goes too when nothing else is in it. */
static void
take_back (Founder *self, const char *path)
{
  remove_log (path);
  for (guint i = 0; i < self->given->len; i++)
    osr_credentials_remove (self->credentials, self->given->pdata[i], NULL);
  g_rmdir (osr_credentials_get_folder (self->credentials));
}

static gboolean
make_folder (const char *directory, const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "there is an office in %s already",
                 directory);
    return FALSE;
  }
  if (g_mkdir_with_parents (directory, 0700) == 0 && g_chmod (directory, 0700) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", directory,
               g_strerror (errno));
  return FALSE;
}

gboolean
osr_ctl_found (const OsrFounding *founding, GError **error)
{
  g_autofree char *path = g_build_filename (founding->directory, OSR_OFFICE_LOG, NULL);
  g_autoptr (OsrClock) clock = osr_ctl_make_clock (founding->clock_file, error);
  g_autoptr (OsrCredentials) credentials = NULL;
  g_autoptr (GPtrArray) given = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrLog) log = NULL;
  Founder founder = { founding, NULL, NULL, given };
  gboolean done;

  if (clock == NULL || !make_folder (founding->directory, path, error))
    return FALSE;
  credentials = osr_ctl_open_credentials (founding->directory, error);
  if (credentials == NULL)
    return FALSE;
  founder.credentials = credentials;
  log = osr_log_open (path, clock, error);
  founder.log = log;
  done = log != NULL && osr_log_move_tokens (log, credentials, error) &&
         write_all (&founder, error) && osr_office_check (log, error);
  g_clear_pointer (&log, osr_log_free);
  if (!done)
    take_back (&founder, path);
  return done;
}
