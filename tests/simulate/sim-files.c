/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each photo is of another size, and so of other bytes; the watch knows it by the digest. */
#include "sim-files.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/media/osr-media-list.h"
#include "core/media/osr-media.h"
#include "core/osr-json.h"
#include "osr-media-fixture.h"
#include "sim-centre.h"
#include "sim-story.h"
#include "sim-watch-private.h"
#include "sim-world.h"
#include "store/files/osr-log-files.h"
#include "store/osr-log-private.h"
#include "sync/files/osr-replica-files.h"

#define SMALLEST 16
#define SIZES    4000

#define DIGEST_LENGTH 64
#define MOST_CHOSEN   3

typedef struct {
  char *digest;
  char *case_id;
  char *uuid;     /* nullable: of the step that names it */
  guint desk;     /* whose it is */
  gboolean found; /* it came with the message */
  gint64 version; /* of the event that names it then */
} Photo;

/* What is on its way to a desk or in it. */
typedef struct {
  guint desk;
  guint life;
  char *case_id;
} Errand;

static GPtrArray *photos; /* Photo */
static guint last_size;

static void
photo_free (gpointer data)
{
  Photo *photo = data;

  g_free (photo->digest);
  g_free (photo->case_id);
  g_free (photo->uuid);
  g_free (photo);
}

void
sim_files_begin (void)
{
  photos = g_ptr_array_new_with_free_func (photo_free);
  last_size = 0;
}

void
sim_files_end (void)
{
  g_clear_pointer (&photos, g_ptr_array_unref);
}

static GBytes *
make_photo (void)
{
  g_autoptr (GBytes) bytes = osr_media_fixture_jpeg (SMALLEST + ++last_size % SIZES, 1);

  return osr_media_clean (bytes, NULL);
}

static Photo *
add_photo (const char *digest, const char *case_id)
{
  Photo *photo = g_new0 (Photo, 1);

  photo->digest = g_strdup (digest);
  photo->case_id = g_strdup (case_id);
  g_ptr_array_add (photos, photo);
  return photo;
}

static Errand *
errand_new (SimDesk *desk, const char *case_id)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->desk = desk->index;
  errand->life = desk->life;
  errand->case_id = g_strdup (case_id);
  return errand;
}

/* (nullable): the desk, if it is still alive. */
static SimDesk *
errand_end (Errand *errand)
{
  SimDesk *desk = photos != NULL ? sim_desk_get (errand->desk) : NULL;

  if (desk != NULL && (desk->life != errand->life || !sim_desk_is_on (desk)))
    desk = NULL;
  g_free (errand->case_id);
  g_free (errand);
  return desk;
}

/* It goes along with the text that is being written on the case, with those chosen before. */
static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *digest = osr_replica_keep_file_finish (OSR_REPLICA (source), result, NULL);
  g_autofree char *id = g_strdup (((Errand *) data)->case_id);
  SimDesk *desk = errand_end (data);
  g_autofree char *before = NULL;
  g_autofree char *all = NULL;

  if (digest == NULL || desk == NULL)
    return;
  before = osr_replica_dup_files (desk->replica, id);
  all = before != NULL ? g_strjoin (",", before, digest, NULL) : g_strdup (digest);
  add_photo (digest, id)->desk = desk->index;
  /* enough of them: made, and not taken */
  if (strlen (all) > MOST_CHOSEN * (DIGEST_LENGTH + 1))
    return;
  sim_trace ("desk %u chooses a photo %.8s for %.8s", desk->index, digest, id);
  osr_replica_set_files (desk->replica, id, all);
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *path = osr_replica_fetch_file_finish (OSR_REPLICA (source), result, NULL);
  SimDesk *desk = errand_end (data);

  if (path != NULL && desk != NULL)
    sim_trace ("desk %u is shown a photo", desk->index);
}

/* (transfer full) (nullable) */
static char *
some_case (SimDesk *desk, OsrQueueFilter filter)
{
  g_autoptr (GPtrArray) ids = osr_replica_list (desk->replica, filter, NULL);

  return ids->len > 0 ? g_strdup (ids->pdata[sim_draw (ids->len)]) : NULL;
}

static void
somebody_chooses (SimDesk *desk)
{
  g_autofree char *id = some_case (desk, sim_happens (70) ? OSR_QUEUE_ACT : OSR_QUEUE_ALL);
  g_autoptr (GBytes) bytes = id != NULL ? make_photo () : NULL;

  if (bytes != NULL)
    osr_replica_keep_file_async (desk->replica, bytes, NULL, on_kept, errand_new (desk, id));
}

/* A photo of a case that is held here; now and then another, which the coordinator keeps back. */
static void
somebody_looks (SimDesk *desk)
{
  guint first = sim_draw (photos->len);
  gboolean any = sim_happens (10);

  for (guint i = 0; i < photos->len; i++) {
    Photo *photo = photos->pdata[(first + i) % photos->len];

    if (any || osr_cache_get_version (desk->replica->cache, photo->case_id) > 0) {
      osr_replica_fetch_file_async (desk->replica, photo->digest, NULL, on_shown,
                                    errand_new (desk, photo->case_id));
      return;
    }
  }
}

static JsonObject *
payload_of (const char *digest, GBytes *bytes)
{
  JsonObject *payload = json_object_new ();
  JsonObject *one = json_object_new ();
  JsonArray *media = json_array_new ();

  json_object_set_string_member (one, "digest", digest);
  json_object_set_string_member (one, "kind", "photo");
  json_object_set_string_member (one, "media_type", "image/jpeg");
  json_object_set_int_member (one, "size", (gint64) g_bytes_get_size (bytes));
  json_array_add_object_element (media, one);
  json_object_set_array_member (payload, "media", media);
  return payload;
}

/* What the media keeper does, without the network. */
static void
a_photo_came (void)
{
  OsrLog *log = sim_centre_get_log ();
  g_autofree char *id = sim_story_add_message ();
  g_autoptr (GBytes) bytes = make_photo ();
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *path = osr_log_dup_file_path (log, digest);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (JsonObject) payload = payload_of (digest, bytes);
  Photo *photo = add_photo (digest, id);

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                            G_FILE_SET_CONTENTS_NONE, 0600, NULL);
  sim_story_append (id, "media-kept", NULL, payload);
  photo->found = TRUE;
  photo->version = osr_log_get_version (log, id);
}

void
sim_files_happen (void)
{
  SimDesk *desk = sim_desk_get (sim_draw (sim_desks_count ()));

  if (sim_happens (20)) {
    if (sim_centre_is_up ())
      a_photo_came ();
  } else if (sim_desk_is_on (desk) && osr_replica_get_person (desk->replica) != NULL) {
    if (photos->len == 0 || sim_happens (40))
      somebody_chooses (desk);
    else
      somebody_looks (desk);
  }
}

static Photo *
find_photo (const char *digest, const char *case_id, guint desk)
{
  for (guint i = 0; i < photos->len; i++) {
    Photo *photo = photos->pdata[i];

    if (g_str_equal (photo->digest, digest) && g_str_equal (photo->case_id, case_id) &&
        photo->desk == desk)
      return photo;
  }
  return NULL;
}

/* The text is on its way: nothing waits to go along with it any more. */
void
sim_files_took (SimDesk *desk, const char *uuid, const char *case_id, JsonObject *members)
{
  g_autofree char *list = osr_media_list_dup (members);
  g_auto (GStrv) digests = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = 0; digests[i] != NULL; i++) {
    Photo *photo = find_photo (digests[i], case_id, desk->index);

    if (photo == NULL || photo->uuid != NULL)
      photo = add_photo (digests[i], case_id);
    photo->desk = desk->index;
    photo->uuid = g_strdup (uuid);
  }
  if (list != NULL && sim_happens (80))
    osr_replica_set_files (desk->replica, case_id, NULL);
}

/* What a desk took from its clerk with photos it brings with them. */
void
sim_files_settled (const char *uuid, const GError *error)
{
  if (error == NULL || strstr (error->message, "has not arrived") == NULL)
    return;
  for (guint i = 0; i < photos->len; i++) {
    const Photo *photo = photos->pdata[i];

    if (g_strcmp0 (photo->uuid, uuid) == 0)
      sim_violate ("%s was refused for its photo %s: %s", uuid, photo->digest, error->message);
  }
}

/* The photo's own event may have died with a coordinator, and another have its number. */
static gboolean
is_kept_by (const char *case_id, gint64 version)
{
  g_autoptr (GPtrArray) events =
      osr_log_load_events (sim_centre_get_log (), case_id, version - 1, NULL);

  return events != NULL && events->len > 0 && osr_event_is (events->pdata[0], "media-kept");
}

void
sim_files_erased (const char *case_id, gint64 version)
{
  for (guint i = 0; i < photos->len; i++) {
    const Photo *photo = photos->pdata[i];

    if (photo->found && photo->version == version && g_str_equal (photo->case_id, case_id) &&
        is_kept_by (case_id, version))
      sim_watch_destroyed (case_id, version, photo->digest);
  }
}

gboolean
sim_files_are_settled (SimDesk *desk)
{
  return desk->replica->files_source == 0;
}

/* Chosen for a text, or named by what was refused and waits for the clerk. */
static gboolean
is_wanted (SimDesk *desk, const Photo *photo)
{
  g_autofree char *chosen = osr_replica_dup_files (desk->replica, photo->case_id);
  g_autoptr (OsrOutboxCommand) kept =
      photo->uuid != NULL ? osr_outbox_find (desk->replica->outbox, photo->uuid, NULL) : NULL;

  return kept != NULL || (chosen != NULL && g_strstr_len (chosen, -1, photo->digest) != NULL);
}

static gboolean
is_wanted_or_seen (SimDesk *desk, OsrLog *log, const char *digest)
{
  for (guint i = 0; i < photos->len; i++) {
    const Photo *photo = photos->pdata[i];

    if (g_str_equal (photo->digest, digest) &&
        (osr_log_can_see (log, desk->person, photo->case_id) || is_wanted (desk, photo)))
      return TRUE;
  }
  return FALSE;
}

static void
check_desk (SimDesk *desk, OsrLog *log)
{
  g_autofree char *folder = g_build_filename (desk->folder, OSR_REPLICA_FILES, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *digest = g_strndup (name, DIGEST_LENGTH);

    if (!is_wanted_or_seen (desk, log, digest))
      sim_violate ("desk %u still has photo %s, which its clerk may not see", desk->index, name);
  }
}

/* Destroyed with the event that says what came with the message. */
static void
check_destroyed (const SimDestroyed *one, OsrLog *log)
{
  g_autofree char *there = osr_log_dup_file_path (log, one->words);

  if (there == NULL || !one->sure)
    return;
  if (g_file_test (there, G_FILE_TEST_EXISTS))
    sim_violate ("photo %s was destroyed and is at the coordinator", one->words);
  for (guint i = 0; i < sim_desks_count (); i++) {
    g_autofree char *here =
        g_build_filename (sim_desk_get (i)->folder, OSR_REPLICA_FILES, one->words, NULL);

    if (g_file_test (here, G_FILE_TEST_EXISTS))
      sim_violate ("photo %s was destroyed and is at desk %u", one->words, i);
  }
}

/* With the bytes that it is called by. */
static void
check_named (const Photo *photo, OsrLog *log)
{
  g_autofree char *path = osr_log_dup_file_path (log, photo->digest);
  g_autofree char *bytes = NULL;
  g_autofree char *digest = NULL;
  gsize size = 0;

  if (photo->uuid == NULL || sim_watch_find_logged (photo->uuid) == NULL)
    return;
  if (g_file_get_contents (path, &bytes, &size, NULL))
    digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, size);
  if (g_strcmp0 (digest, photo->digest) != 0)
    sim_violate ("%s was accepted, and photo %s that it names is not at the coordinator",
                 photo->uuid, photo->digest);
}

void
sim_files_check (OsrLog *log)
{
  for (guint i = 0; i < sim_desks_count () && sim_world.violation == NULL; i++)
    check_desk (sim_desk_get (i), log);
  for (guint i = 0; i < photos->len && sim_world.violation == NULL; i++)
    check_named (photos->pdata[i], log);
  for (guint i = 0; i < sim_watch.destroyed->len && sim_world.violation == NULL; i++)
    check_destroyed (g_ptr_array_index (sim_watch.destroyed, i), log);
}
