/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `regulation`: for whoever writes the profile of a region. `validate` tells everything that is wrong
 * with files, each with its place; `show` prints one to be read beside the text. */
#include "ctl/regulation/osr-ctl-regulation.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/schema/osr-regulation-check.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/regulation/osr-ctl-profile.h"
#include "report/osr-language.h"
#include "store/osr-tzdata.h"

#define SCHEMA "regulations/schema.json"

/* -- Reading -- */

/* Reads what there is of at most @most bytes; more is an error, and so is a folder. */
static GByteArray *
read_bounded (const char *path, gsize most, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int file = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  guint8 part[16384];
  gssize n = -1;

  while (file >= 0 && bytes->len <= most &&
         ((n = read (file, part, sizeof part)) > 0 || (n < 0 && errno == EINTR)))
    g_byte_array_append (bytes, part, n > 0 ? (guint) n : 0);
  if (n < 0)
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: cannot be read: %s", path,
                 g_strerror (errno));
  else if (bytes->len > most)
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "%s: larger than %" G_GSIZE_FORMAT " bytes, the most that a regulation may have",
                 path, most);
  if (file >= 0)
    close (file);
  return n < 0 || bytes->len > most ? NULL : g_steal_pointer (&bytes);
}

JsonObject *
osr_ctl_regulation_read (const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = read_bounded (path, OSR_REGULATION_MAX_BYTES, error);

  if (bytes == NULL)
    return NULL;
  return osr_json_read_object (bytes->len > 0 ? (const char *) bytes->data : "",
                               (gssize) bytes->len, OSR_REGULATION_MAX_BYTES, path, error);
}

static OsrJsonSchema *
load_schema (GError **error)
{
  g_autoptr (JsonObject) object = osr_ctl_load_data (SCHEMA, error);

  return object != NULL ? osr_json_schema_new (object, error) : NULL;
}

/* -- validate -- */

/* A zone that is missing is an error, never UTC; but a machine that knows no zones at all says nothing
 * about the profile. */
static void
check_zone (JsonObject *document, GPtrArray *faults)
{
  const char *id = osr_json_get_string (document, "zone");
  g_autoptr (OsrZone) zone = NULL;
  g_autoptr (OsrZone) any = NULL;
  g_autoptr (GError) error = NULL;

  if (id == NULL || (zone = osr_tzdata_load (id, &error)) != NULL)
    return;
  any = osr_tzdata_load ("Europe/Moscow", NULL);
  if (any != NULL || g_error_matches (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID))
    osr_json_faults_add (faults, "/zone", "%s", error->message);
}

/* One line each, whatever control characters a name in a file has. */
static void
print_fault (const char *path, const OsrJsonFault *fault)
{
  g_autoptr (GString) pointer = g_string_new (NULL);

  for (const char *c = fault->pointer; *c != '\0'; c++) {
    if (g_ascii_iscntrl (*c))
      g_string_append_printf (pointer, "\\u%04x", (guint) (guchar) *c);
    else
      g_string_append_c (pointer, *c);
  }
  /* the bytes as they are: g_print() would spoil them in the locale "C" */
  printf ("%s: %s: %s\n", path, pointer->str, fault->sentence);
}

static gboolean
validate_file (const char *path, OsrJsonSchema *schema)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) document = osr_ctl_regulation_read (path, &error);
  g_autoptr (GPtrArray) faults = osr_json_faults_new ();

  if (document == NULL) {
    printf ("%s\n", error->message);
    return FALSE;
  }
  osr_regulation_check (document, schema, faults);
  check_zone (document, faults);
  for (guint i = 0; i < faults->len; i++)
    print_fault (path, faults->pdata[i]);
  if (faults->len == 0)
    printf ("%s: good: regulation \"%s\", version %" G_GINT64_FORMAT ", %u timers, %u readings\n",
            path, osr_json_get_string (document, "id"), osr_json_get_int (document, "version", 0),
            json_array_get_length (osr_json_get_array (document, "timers")),
            json_array_get_length (osr_json_get_array (document, "readings")));
  return faults->len == 0;
}

static int
run_validate (int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (OsrJsonSchema) schema = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  if (!osr_ctl_parse (
          "regulation validate FILE…",
          _ ("Prints everything that is wrong with each file, FILE: JSON pointer: sentence, "
             "or that it\nis good. Ends with 1 if anything is wrong."),
          entries, (int[]){ 1, G_MAXINT - 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  schema = load_schema (&error);
  if (schema == NULL)
    return osr_ctl_fail (error);
  for (int i = 1; i < argc; i++)
    good = validate_file (argv[i], schema) && good;
  return good ? OSR_CTL_OK : OSR_CTL_FAILED;
}

/* -- show -- */

static int
show_named (const char *name, const char *language)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) document = osr_ctl_load_profile (name, &error);
  g_autoptr (OsrJsonSchema) schema = document != NULL ? load_schema (&error) : NULL;
  g_autoptr (GPtrArray) faults = osr_json_faults_new ();

  if (schema == NULL)
    return osr_ctl_fail (error);
  osr_regulation_check (document, schema, faults);
  for (guint i = 0; i < faults->len; i++)
    print_fault (name, faults->pdata[i]);
  if (faults->len > 0)
    return OSR_CTL_FAILED;
  osr_ctl_regulation_show (document, language);
  return OSR_CTL_OK;
}

static int
run_show (int argc, char **argv)
{
  g_autofree char *language = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "lang", 'l', 0, G_OPTION_ARG_STRING, &language, N_ ("Language: ru or en"), N_ ("LANG") },
    { NULL },
  };

  if (!osr_ctl_parse ("regulation show FILE_OR_ID", _ ("Prints a regulation to be read."), entries,
                      (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (!osr_ctl_use_language (language, &error)) {
    g_printerr ("open-sources-ctl: %s\n", error->message);
    return OSR_CTL_USAGE;
  }
  return show_named (argv[1], osr_language ());
}

int
osr_ctl_regulation (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "validate", N_ ("tell everything that is wrong with profiles"), run_validate },
    { "show", N_ ("print a profile to be read"), run_show },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl regulation", commands, argc, argv);
}
