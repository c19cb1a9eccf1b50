/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds translations and the settings schema. Data of the office ships inside the programs
 * (store/osr-data.h). */
#define G_SETTINGS_ENABLE_BACKEND
#include "app/osr-installation.h"

#include <gio/gsettingsbackend.h>

#include "osr-config.h"

/* The program is at BUILD/src/app/; the compiled schema beside it says that this is a build. */
char *
osr_installation_dup_build_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *source = folder != NULL ? g_path_get_dirname (folder) : NULL;
  g_autofree char *build = source != NULL ? g_path_get_dirname (source) : NULL;
  g_autofree char *schemas = NULL;

  if (build == NULL)
    return NULL;
  schemas = g_build_filename (build, "data", "gschemas.compiled", NULL);
  return g_file_test (schemas, G_FILE_TEST_EXISTS) ? g_steal_pointer (&build) : NULL;
}

char *
osr_installation_dup_locale_folder (void)
{
  g_autofree char *build = osr_installation_dup_build_folder ();

  return build != NULL ? g_build_filename (build, "po", NULL) : g_strdup (OSR_LOCALEDIR);
}

static GSettingsSchemaSource *
new_source (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autofree char *build = osr_installation_dup_build_folder ();
  g_autofree char *folder = NULL;
  GSettingsSchemaSource *source = NULL;

  if (build != NULL) {
    folder = g_build_filename (build, "data", NULL);
    source = g_settings_schema_source_new_from_directory (folder, installed, TRUE, NULL);
  }
  if (source == NULL && installed != NULL)
    source = g_settings_schema_source_ref (installed);
  return source;
}

GSettings *
osr_installation_new_settings (gboolean lasting)
{
  g_autoptr (GSettingsSchemaSource) source = new_source ();
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, OSR_APP_ID, TRUE) : NULL;
  g_autoptr (GSettingsBackend) backend = lasting ? NULL : g_memory_settings_backend_new ();

  if (schema == NULL)
    return NULL;
  return g_settings_new_full (schema, backend, NULL);
}
