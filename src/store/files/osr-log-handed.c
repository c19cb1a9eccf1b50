/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list is small: it has as many lines as people brought the same bytes. */
#include "store/files/osr-log-handed.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "store/files/osr-log-files.h"

#define ENDING ".by"

static char *
dup_list_path (OsrLog *self, const char *digest)
{
  g_autofree char *path = osr_log_dup_file_path (self, digest);

  return path != NULL ? g_strconcat (path, ENDING, NULL) : NULL;
}

/* (transfer full): nobody where there is no list yet; %NULL when it cannot be read */
static char *
dup_list (const char *path, GError **error)
{
  g_autoptr (GError) fault = NULL;
  char *list = NULL;

  if (g_file_get_contents (path, &list, NULL, &fault))
    return list;
  if (g_error_matches (fault, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_strdup ("");
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

static gboolean
lists (const char *list, const char *person)
{
  g_auto (GStrv) people = g_strsplit (list, "\n", -1);

  return *person != '\0' && g_strv_contains ((const char *const *) people, person);
}

gboolean
osr_log_hand_in_file (OsrLog *self, const char *digest, const char *person, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *list = NULL;
  g_autofree char *longer = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (person != NULL && strchr (person, '\n') == NULL, FALSE);

  path = dup_list_path (self, digest);
  g_return_val_if_fail (path != NULL, FALSE);
  list = dup_list (path, error);
  if (list == NULL || lists (list, person))
    return list != NULL;
  longer = g_strconcat (list, person, "\n", NULL);
  return g_file_set_contents_full (
      path, longer, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

gboolean
osr_log_was_handed_in (OsrLog *self, const char *digest, const char *person)
{
  g_autofree char *path = NULL;
  g_autofree char *list = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (person != NULL, FALSE);

  path = dup_list_path (self, digest);
  list = path != NULL ? dup_list (path, NULL) : NULL;
  return list != NULL && lists (list, person);
}

static gboolean
is_gone (const char *path)
{
  return g_unlink (path) == 0 || errno == ENOENT;
}

gboolean
osr_log_remove_file (OsrLog *self, const char *digest)
{
  g_autofree char *path = osr_log_dup_file_path (self, digest);
  g_autofree char *list = dup_list_path (self, digest);

  /* The bytes first: nobody is to lose the right to what is still there. */
  return path == NULL || (is_gone (path) && is_gone (list));
}
