/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the data that ship with the programs, an office's own first. */
#include "store/osr-data.h"

#include <string.h>

#include "osr-config.h"

#ifdef OSR_DATA_RESOURCES
#include "osr-data-resources.h"
#endif

#define RESOURCES "/org/region/OpenSources/data/"

static const char *const folders[] = { "/etc/open-sources", OSR_PKGDATADIR };

/* A static library's resource is linked in only when something of it is used. */
static void
use_resources (void)
{
#ifdef OSR_DATA_RESOURCES
  g_resources_register (osr_data_get_resource ());
#endif
}

static gboolean
is_data_name (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    if (parts[i][0] == '\0' || parts[i][0] == '.')
      return FALSE;
  }
  return parts[0] != NULL;
}

static gboolean
check_name (const char *name, GError **error)
{
  if (is_data_name (name))
    return TRUE;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID,
               "\"%s\" is not the name of a data file", name);
  return FALSE;
}

GBytes *
osr_data_load (const char *name, GError **error)
{
  g_autofree char *resource = g_strconcat (RESOURCES, name, NULL);
  GBytes *bytes;

  if (!check_name (name, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_build_filename (folders[i], name, NULL);
    g_autoptr (GError) local_error = NULL;
    char *contents;
    gsize length;

    if (g_file_get_contents (path, &contents, &length, &local_error))
      return g_bytes_new_take (contents, length);
    if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
        g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
      continue;
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED, "%s", local_error->message);
    return NULL;
  }
  use_resources ();
  bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND,
                 "there is no \"%s\" among the data of the program, nor in %s or %s", name,
                 folders[0], folders[1]);
  return bytes;
}

static void
add_name (GPtrArray *names, const char *name)
{
  if (name[0] == '.' || g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    return;
  g_ptr_array_add (names, g_strdup (name));
}

static void
add_folder (GPtrArray *names, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    add_name (names, name);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

GStrv
osr_data_list (const char *folder)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *resource = g_strconcat (RESOURCES, folder, NULL);
  g_auto (GStrv) children = NULL;

  if (check_name (folder, NULL)) {
    for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
      g_autofree char *path = g_build_filename (folders[i], folder, NULL);

      add_folder (names, path);
    }
    use_resources ();
    children = g_resources_enumerate_children (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    for (guint i = 0; children != NULL && children[i] != NULL; i++)
      add_name (names, children[i]);
  }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_steal (names, NULL);
}
