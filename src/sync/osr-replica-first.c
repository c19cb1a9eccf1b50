/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first sync, and that after a restored backup: snapshots instead of the whole log. The office
 * comes first, so that the window can open; then what each of the person's scopes sees, their own
 * open cases before the others. A snapshot is a file: its download goes on where it stopped, taking it
 * in passes over what is held already, so nothing of both is lost with the program. Last the cursor is
 * set, and changes go on from there. */
#include <glib/gstdio.h>

#include "core/osr-json.h"
#include "net/osr-protocol-files.h"
#include "sync/osr-replica-private.h"
#include "sync/osr-snapshot-lines.h"

#define OFFICE "office"

/* A part of the file is taken in between two frames of the window. */
#define STEP_US (12 * 1000)

/* The queue is drawn anew and the amount told so often. */
#define TELL_US (400 * 1000)

/* Files that cannot be read, after which the log is read event by event. */
#define MOST_BAD_FILES 3

struct _OsrReplicaFirst {
  GPtrArray *scopes; /* still to come */
  char *scope;       /* nullable: under way */
  char *path;        /* of its file */
  OsrSnapshotLines *lines;
  char *epoch;
  char *next; /* cursor of the first snapshot: what is newer comes again, and is passed over */
  guint source;
  gboolean downloading;
  gint64 done;
  gint64 total;
  gint64 begun_at; /* monotonic µs, when @begun_with was done */
  gint64 begun_with;
  gint64 told_at;
};

static void go_on (OsrReplica *self);

static void
first_free (OsrReplicaFirst *first)
{
  g_clear_handle_id (&first->source, g_source_remove);
  g_clear_pointer (&first->lines, osr_snapshot_lines_free);
  g_ptr_array_unref (first->scopes);
  g_free (first->scope);
  g_free (first->path);
  g_free (first->epoch);
  g_free (first->next);
  g_free (first);
}

static void
begin_part (OsrReplicaFirst *first, gboolean downloading, gint64 total)
{
  first->downloading = downloading;
  first->done = 0;
  first->total = total;
  first->begun_at = 0;
  first->told_at = 0;
}

static void
tell (OsrReplica *self, gboolean rows)
{
  gint64 now = g_get_monotonic_time ();

  if (self->first->begun_at == 0) {
    self->first->begun_at = now;
    self->first->begun_with = self->first->done;
  }
  if (now - self->first->told_at < TELL_US)
    return;
  self->first->told_at = now;
  osr_replica_emit_first_sync (self);
  if (rows)
    osr_replica_emit_queue_changed (self);
}

static char *
dup_path (OsrReplica *self, const char *scope)
{
  g_autofree char *escaped = g_uri_escape_string (scope, NULL, FALSE);
  g_autofree char *name = g_strconcat (OSR_REPLICA_SNAPSHOT_PREFIX, escaped, NULL);

  return g_build_filename (self->folder, name, NULL);
}

void
osr_replica_first_discard (OsrReplica *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    if (g_str_has_prefix (name, OSR_REPLICA_SNAPSHOT_PREFIX))
      g_unlink (path);
  }
}

/* --- taking in --- */

/* (nullable): how the coordinator calls what @scope of the directory sees. */
static char *
dup_snapshot_name (const char *scope)
{
  if (g_str_has_prefix (scope, "body/"))
    return g_strconcat ("body:", scope + strlen ("body/"), NULL);
  return g_strdup ("region");
}

static void
add_scope (GPtrArray *scopes, const char *name)
{
  if (!g_ptr_array_find_with_equal_func (scopes, name, g_str_equal, NULL))
    g_ptr_array_add (scopes, g_strdup (name));
}

/* The directory is known now: the person's own scopes, and those of whom they stand in for. */
static void
plan_scopes (OsrReplica *self)
{
  g_autoptr (GPtrArray) standing = osr_replica_list_standing (self);

  for (guint i = 0; i < standing->len; i++) {
    g_auto (GStrv) scopes =
        osr_registry_dup_scopes (self->registry, g_ptr_array_index (standing, i));

    for (guint k = 0; scopes[k] != NULL; k++) {
      g_autofree char *name = dup_snapshot_name (scopes[k]);

      add_scope (self->first->scopes, name);
    }
  }
}

static gboolean
is_office (OsrReplicaFirst *first)
{
  return g_strcmp0 (first->scope, OFFICE) == 0;
}

/* The cursor only now: had it been there earlier, a program that ended would have gone on behind
 * cases that it does not hold. */
static void
finish (OsrReplica *self)
{
  g_autoptr (OsrPage) page = osr_page_new (self->first->epoch, 0);
  g_autoptr (GError) error = NULL;

  page->next = g_strdup (self->first->next);
  if (!osr_cache_apply_page (self->cache, page, NULL, &error)) {
    osr_replica_pull_ended (self, g_steal_pointer (&error));
    return;
  }
  osr_replica_first_stop (self);
  osr_replica_first_discard (self);
  osr_replica_push_prune (self);
  osr_replica_queue_mark (self);
  osr_replica_queue_arm (self);
  osr_replica_emit_queue_changed (self);
  osr_replica_pull_ended (self, NULL);
}

/* A file of an earlier run says nothing of whether the coordinator is there. */
static void
tell_reached (OsrReplica *self)
{
  OsrInstant answered_at = osr_protocol_get_answered_at (self->protocol);

  if (answered_at != OSR_INSTANT_UNKNOWN)
    osr_replica_pulled (self, answered_at);
}

static void
end_scope (OsrReplica *self)
{
  gboolean office = is_office (self->first);

  g_clear_pointer (&self->first->lines, osr_snapshot_lines_free);
  g_clear_pointer (&self->first->scope, g_free);
  if (office) {
    plan_scopes (self);
    tell_reached (self);
  }
  if (self->first != NULL) /* signals may have closed the replica */
    go_on (self);
}

/* A file that is not whole or not one: fetched anew, and after some attempts done without. */
static void
give_up_file (OsrReplica *self, GError *error)
{
  g_info ("A snapshot could not be taken in: %s", error->message);
  if (self->first->path != NULL)
    g_unlink (self->first->path);
  if (++self->bad_snapshots >= MOST_BAD_FILES)
    self->without_snapshots = TRUE;
  osr_replica_first_stop (self);
  osr_replica_pull_ended (self, error);
}

static gboolean
take_page (OsrReplica *self, OsrPage *page, GError **error)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);

  if (page->entries->len == 0)
    return TRUE;
  osr_replica_note_erasures (self, page);
  if (!osr_cache_apply_page (self->cache, page, changed, error))
    return FALSE;
  self->first->done += page->entries->len;
  if (is_office (self->first)) {
    osr_replica_cases_changed (self, changed);
  } else {
    osr_replica_queue_update (self, changed);
    tell (self, TRUE);
  }
  return TRUE;
}

/* Adds the next line to @page; @ended at the last. */
static gboolean
read_entry (OsrReplica *self, OsrPage *page, gboolean *ended, GError **error)
{
  g_autoptr (JsonObject) line = osr_snapshot_lines_next (self->first->lines, error);
  g_autoptr (OsrWireEntry) wire = NULL;
  OsrEntry *entry;

  if (line == NULL) {
    if (*error == NULL)
      g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                           "The snapshot ends before its last line");
    return FALSE;
  }
  *ended = osr_json_get_boolean (line, "end", FALSE);
  if (*ended)
    return TRUE;
  wire = osr_wire_entry_read (line, error);
  entry = wire != NULL ? osr_replica_entry_from_wire (wire, error) : NULL;
  if (entry != NULL)
    g_ptr_array_add (page->entries, entry);
  return entry != NULL;
}

static gboolean
on_step (gpointer user_data)
{
  g_autoptr (OsrReplica) self = g_object_ref (user_data);
  g_autoptr (OsrPage) page = osr_page_new (self->first->epoch, 0);
  g_autoptr (GError) error = NULL;
  gint64 until = g_get_monotonic_time () + STEP_US;
  gboolean ended = FALSE;

  /* Reading is a small part of it: each line read counts for the time it takes to store. */
  while (!ended && page->entries->len < 16 && g_get_monotonic_time () < until) {
    if (!read_entry (self, page, &ended, &error)) {
      self->first->source = 0;
      give_up_file (self, g_steal_pointer (&error));
      return G_SOURCE_REMOVE;
    }
  }
  if (!take_page (self, page, &error)) {
    self->first->source = 0;
    give_up_file (self, g_steal_pointer (&error));
    return G_SOURCE_REMOVE;
  }
  if (self->first == NULL || !ended)
    return self->first != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
  self->first->source = 0;
  end_scope (self);
  return G_SOURCE_REMOVE;
}

static gboolean
open_lines (OsrReplica *self, GError **error)
{
  OsrReplicaFirst *first = self->first;
  g_autoptr (JsonObject) header = NULL;
  const char *epoch, *next;

  first->lines = osr_snapshot_lines_open (first->path, error);
  header = first->lines != NULL ? osr_snapshot_lines_next (first->lines, error) : NULL;
  if (header == NULL)
    return FALSE;
  epoch = osr_json_get_string (header, "epoch");
  next = osr_json_get_string (header, "next");
  if (epoch == NULL || next == NULL ||
      (first->epoch != NULL && g_strcmp0 (first->epoch, epoch) != 0)) {
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                         "The snapshot is not of the log of the one before");
    return FALSE;
  }
  if (first->epoch == NULL)
    first->epoch = g_strdup (epoch);
  if (first->next == NULL)
    first->next = g_strdup (next);
  begin_part (first, FALSE, osr_json_get_int (header, "cases", 0));
  return TRUE;
}

static void
take_in (OsrReplica *self)
{
  g_autoptr (GError) error = NULL;

  if (!open_lines (self, &error)) {
    if (error == NULL)
      g_set_error_literal (&error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, "The snapshot is empty");
    give_up_file (self, g_steal_pointer (&error));
    return;
  }
  self->first->source = g_idle_add (on_step, self);
}

/* --- fetching --- */

static void
on_downloading (gint64 done, gint64 total, gpointer user_data)
{
  OsrReplica *self = user_data;

  if (self->first == NULL || !self->first->downloading)
    return;
  self->first->done = done;
  self->first->total = total;
  tell (self, FALSE);
}

/* A coordinator that makes none; or a scope that is not the person's any more. */
static void
not_to_be_had (OsrReplica *self)
{
  if (is_office (self->first)) {
    self->without_snapshots = TRUE;
    osr_replica_first_stop (self);
    osr_replica_pull_ended (self, NULL);
    return;
  }
  g_clear_pointer (&self->first->scope, g_free);
  go_on (self);
}

static void
on_downloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OsrReplica) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean there = osr_protocol_snapshot_finish (OSR_PROTOCOL (source), result, &error);

  if (osr_replica_is_late (result) || self->first == NULL)
    return;
  if (there) {
    if (!is_office (self->first))
      tell_reached (self);
    if (self->first != NULL)
      take_in (self);
  } else if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED) ||
             g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL)) {
    g_info ("There is no snapshot “%s”: %s", self->first->scope, error->message);
    not_to_be_had (self);
  } else {
    osr_replica_first_stop (self);
    osr_replica_pull_ended (self, g_steal_pointer (&error));
  }
}

static void
fetch (OsrReplica *self)
{
  OsrProtocolDownload download = { .name = self->first->scope,
                                   .path = self->first->path,
                                   .progress = on_downloading,
                                   .progress_data = self };

  begin_part (self->first, TRUE, 0);
  osr_protocol_snapshot_async (self->protocol, &download, self->stop, on_downloaded,
                               g_object_ref (self));
}

static void
go_on (OsrReplica *self)
{
  OsrReplicaFirst *first = self->first;

  if (first->scope == NULL && first->scopes->len == 0) {
    finish (self);
    return;
  }
  if (first->scope == NULL)
    first->scope = g_ptr_array_steal_index (first->scopes, 0);
  g_free (first->path);
  first->path = dup_path (self, first->scope);
  if (g_file_test (first->path, G_FILE_TEST_EXISTS))
    take_in (self);
  else
    fetch (self);
}

gboolean
osr_replica_first_begin (OsrReplica *self)
{
  if (osr_cache_get_cursor (self->cache) != NULL || self->without_snapshots)
    return FALSE;
  osr_replica_first_stop (self);
  osr_replica_files_heed (self);
  self->first = g_new0 (OsrReplicaFirst, 1);
  self->first->scopes = g_ptr_array_new_with_free_func (g_free);
  self->first->scope = g_strdup (OFFICE);
  go_on (self);
  return TRUE;
}

void
osr_replica_first_stop (OsrReplica *self)
{
  if (self->first == NULL)
    return;
  g_clear_pointer (&self->first, first_free);
  osr_replica_emit_first_sync (self);
}

gboolean
osr_replica_get_first_sync (OsrReplica *self, OsrFirstSync *sync)
{
  const OsrReplicaFirst *first;
  gint64 passed, moved;

  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);
  first = self->first;
  *sync = (OsrFirstSync){ .seconds_left = -1 };
  if (first == NULL || g_strcmp0 (first->scope, OFFICE) == 0 || first->begun_at == 0)
    return FALSE;
  sync->downloading = first->downloading;
  sync->done = MIN (first->done, first->total);
  sync->total = first->total;
  passed = g_get_monotonic_time () - first->begun_at;
  moved = first->done - first->begun_with;
  if (moved > 0 && passed > G_USEC_PER_SEC)
    sync->seconds_left = (int) (passed / 1000 * (first->total - sync->done) / moved / 1000);
  return TRUE;
}
