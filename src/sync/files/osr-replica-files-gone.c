/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files leave this workstation when the session ends, and when something may not be seen any more or was
 * destroyed: then all go that nothing unsent names, since what is wanted again is fetched again. What is
 * still to go out stays, like the words it belongs to. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/record/osr-stream.h"
#include "store/outbox/osr-outbox-carried.h"
#include "sync/centre/osr-replica-centre.h"
#include "sync/osr-replica-private.h"

#define KEY_TO_GO "to-go"

/* Long enough for a page to be applied and a file that was just made to be named. */
#define REST_MS 500

static void
add_needed (GHashTable *needed, const char *digests)
{
  g_auto (GStrv) parts = g_strsplit (digests != NULL ? digests : "", ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    g_hash_table_add (needed, g_strdup (parts[i]));
}

/* (nullable): what unsent or refused steps and texts being written name, those too of which no word is
 * written yet; %NULL when that cannot be read */
static GHashTable *
list_needed (OsrReplica *self)
{
  g_autoptr (GHashTable) needed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) commands =
      osr_outbox_list (self->outbox, NULL, OSR_OUTBOX_UNSENT | OSR_OUTBOX_REFUSED, NULL);
  g_autoptr (GPtrArray) listed = osr_outbox_list_values (self->outbox, OSR_REPLICA_KEY_FILES, NULL);

  if (commands == NULL || listed == NULL)
    return NULL;
  for (guint i = 0; i < commands->len; i++) {
    g_autofree char *named = osr_replica_dup_named_files (self, commands->pdata[i]);

    add_needed (needed, named);
  }
  for (guint i = 0; i < listed->len; i++)
    add_needed (needed, listed->pdata[i]);
  return g_steal_pointer (&needed);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
osr_replica_list_carried (OsrReplica *self)
{
  g_autofree char *folder = g_build_filename (self->folder, OSR_REPLICA_FILES, NULL);
  g_autoptr (GHashTable) needed = list_needed (self);
  GPtrArray *digests = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  const char *digest;

  if (needed == NULL)
    return digests;
  g_hash_table_iter_init (&iter, needed);
  while (g_hash_table_iter_next (&iter, (gpointer *) &digest, NULL)) {
    if (osr_outbox_carried_is_there (folder, digest))
      g_ptr_array_add (digests, g_strdup (digest));
  }
  g_ptr_array_sort (digests, compare);
  return digests;
}

static gboolean
let_go (OsrReplica *self)
{
  g_autofree char *folder = g_build_filename (self->folder, OSR_REPLICA_FILES, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GHashTable) needed = dir != NULL ? list_needed (self) : NULL;
  gboolean done = dir == NULL || needed != NULL;
  const char *name;

  while (needed != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (!g_hash_table_contains (needed, name))
      done = g_unlink (path) == 0 && done;
  }
  return done;
}

void
osr_replica_let_files_go (OsrReplica *self)
{
  let_go (self);
}

static gboolean
on_rested (gpointer user_data)
{
  OsrReplica *self = user_data;

  self->files_turn++;
  if (self->files_kept > 0 || !let_go (self))
    return G_SOURCE_CONTINUE;
  self->files_source = 0;
  osr_replica_keep_setting (self, KEY_TO_GO, NULL);
  return G_SOURCE_REMOVE;
}

static void
arm (OsrReplica *self)
{
  if (self->files_source == 0)
    self->files_source = g_timeout_add (REST_MS, on_rested, self);
}

/* Written down first: a program that ends in between removes them when it is started again. */
void
osr_replica_files_heed (OsrReplica *self)
{
  g_autofree char *folder = g_build_filename (self->folder, OSR_REPLICA_FILES, NULL);

  self->files_turn++;
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return;
  if (self->files_source == 0)
    osr_replica_keep_setting (self, KEY_TO_GO, "1");
  arm (self);
}

void
osr_replica_files_of_left (OsrReplica *self, const char *case_id)
{
  if (osr_stream_get_kind (case_id) == OSR_STREAM_OF_CASE && !osr_replica_holds (self, case_id))
    osr_replica_files_heed (self);
}

void
osr_replica_files_open (OsrReplica *self)
{
  g_autofree char *to_go = osr_outbox_get (self->outbox, KEY_TO_GO);

  if (to_go != NULL)
    arm (self);
}

void
osr_replica_files_stop (OsrReplica *self)
{
  g_clear_handle_id (&self->files_source, g_source_remove);
}
