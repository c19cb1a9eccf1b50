/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `admin erase` and `admin find-person`: whose words an office holds, and their destruction under an
 * act (152-FZ, articles 14 and 21). The tool is for whoever has the office's folder. */
#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "ctl/audit/osr-ctl-audit.h"
#include "ctl/osr-ctl-office.h"
#include "ctl/osr-ctl-text.h"
#include "store/audit/osr-log-erase.h"

typedef struct {
  char *office;
  char *act;
  char *act_date;
  char *reason;
  char *export;
  char *by;
  char **events;
} Erase;

static void
erase_clear (Erase *self)
{
  g_free (self->office);
  g_free (self->act);
  g_free (self->act_date);
  g_free (self->reason);
  g_free (self->export);
  g_free (self->by);
  g_strfreev (self->events);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Erase, erase_clear)

static gboolean
add_versions (const Erase *self, JsonObject *members, GError **error)
{
  JsonArray *versions;

  if (self->events == NULL)
    return TRUE;
  versions = json_array_new ();
  json_object_set_array_member (members, "versions", versions);
  for (guint i = 0; self->events[i] != NULL; i++) {
    gint64 version;

    if (!g_ascii_string_to_signed (self->events[i], 10, 1, G_MAXINT32, &version, error))
      return FALSE;
    json_array_add_int_element (versions, version);
  }
  return TRUE;
}

static void
set (JsonObject *members, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (members, name, value);
}

/* (nullable): who acts; the office itself unless somebody is named */
static const char *
find_author (OsrLog *log, const char *login, GError **error)
{
  OsrRegistry *registry = osr_log_get_registry (log);
  const OsrPerson *person;

  if (login == NULL)
    return OSR_STREAM_OFFICE;
  person = osr_registry_find_login (registry, login);
  if (person != NULL && osr_registry_has_role (registry, person->id, OSR_ROLE_ADMIN, NULL))
    return person->id;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FORBIDDEN, "%s is no administrator here",
               login);
  return NULL;
}

static gboolean
erase (OsrLog *log, const Erase *self, const char *id, JsonObject *members, GError **error)
{
  const char *by = find_author (log, self->by, error);
  g_autoptr (OsrLogTransaction) transaction = by != NULL ? osr_log_begin (log, error) : NULL;
  OsrLogRequest request = { id, "payload-erased", members };

  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = by;
  if (transaction == NULL || !osr_log_complete_erasure (log, id, members, error))
    return FALSE;
  /* Before anything is gone: the copy is what the act is written by. */
  if (self->export != NULL && !osr_ctl_export_bundle (log, id, TRUE, self->export, error))
    return FALSE;
  return osr_log_append (log, &request, 1, NULL, error) && osr_log_commit (transaction, error) &&
         osr_log_scrub (log, error);
}

static int
run_erase (const Erase *self, const char *name)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLog) log = osr_ctl_open_office (self->office, NULL, &error);
  g_autofree char *id = log != NULL ? osr_ctl_find_case (log, name, &error) : NULL;

  if (id == NULL)
    return osr_ctl_fail (error);
  set (members, "act", self->act);
  set (members, "act_date", self->act_date);
  set (members, "reason", self->reason);
  if (!add_versions (self, members, &error) || !erase (log, self, id, members, &error))
    return osr_ctl_fail (error);
  g_print (
      "The words of %u events are destroyed. Copies that were made of the log before still hold "
      "them.\n",
      json_array_get_length (osr_json_get_array (members, "versions")));
  return OSR_CTL_OK;
}

int
osr_ctl_admin_erase (int argc, char **argv)
{
  g_auto (Erase) self = { 0 };
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &self.office, "The office's folder", "DIR" },
    { "act", 0, 0, G_OPTION_ARG_STRING, &self.act, "Number of the act of destruction", "NUMBER" },
    { "act-date", 0, 0, G_OPTION_ARG_STRING, &self.act_date, "Its date", "2026-11-20" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &self.reason,
      "Why; it stays in the log, so without names", "TEXT" },
    { "event", 'e', 0, G_OPTION_ARG_STRING_ARRAY, &self.events,
      "Only the words of this event, by its number in the history; may be repeated", "N" },
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &self.export,
      "Write the case with its words to this file first", "FILE" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &self.by, "Administrator who decides", "LOGIN" },
    { NULL },
  };

  if (!osr_ctl_parse (
          "admin erase CASE",
          "Destroys citizens' words and names in a case, here and on every workstation. "
          "What happened\nand when stays, with its proofs; so does the act.",
          entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (self.act == NULL || self.act_date == NULL || self.reason == NULL) {
    g_printerr ("open-sources-ctl: admin erase needs --act, --act-date and --reason\n");
    return OSR_CTL_USAGE;
  }
  return run_erase (&self, argv[1]);
}

static void
print_found (OsrLog *log, const char *stream)
{
  g_autoptr (OsrCase) one = osr_log_load_case (log, stream, NULL);

  if (one == NULL) {
    g_print ("%s\n", stream);
    return;
  }
  g_print ("%s  %s%s%s\n", one->number != NULL ? one->number : one->id,
           osr_ctl_text_state (one->state), one->author_name != NULL ? "  " : "",
           one->author_name != NULL ? one->author_name : "");
}

int
osr_ctl_admin_find_person (int argc, char **argv)
{
  g_autofree char *office = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, "The office's folder", "DIR" },
    { NULL },
  };

  if (!osr_ctl_parse ("admin find-person TEXT",
                      "Lists the cases in whose words a name, a part of one, or an author's id is: "
                      "what a\ncitizen asks to know, or to have destroyed.",
                      entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_office (office, NULL, &error);
  if (log != NULL)
    found = osr_log_find_person (log, argv[1], &error);
  if (found == NULL)
    return osr_ctl_fail (error);
  for (guint i = 0; i < found->len; i++)
    print_found (log, found->pdata[i]);
  return OSR_CTL_OK;
}
