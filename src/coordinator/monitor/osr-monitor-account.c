/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether posts are counted or watched at all says the profile: a duty that posts fulfil, a watch that
 * a post starts. The machine's look stands for the bodies' as long as it reads: what it finds is in
 * every body's queue at once; when it cannot read, the look is missing in the list of duties, and a
 * person who looks tells so. */
#include "coordinator/monitor/osr-monitor-account.h"

#include "coordinator/monitor/osr-monitor.h"
#include "core/duties/osr-duty.h"
#include "core/osr-json.h"
#include "core/record/osr-account-track.h"
#include "core/record/osr-stream.h"

/* What came out earlier is no duty's any more: longer than a week that is counted, and than a watch
 * over the longest holidays. */
#define MOST_AGE (15 * 24 * OSR_HOUR)

typedef struct {
  OsrLog *log;
  const OsrAccount *account;
  OsrAccountTrack *track; /* borrowed */
  OsrNetworkReading *reading;
  OsrDutySpecs *specs;
  OsrInstant now;
  guint *appended;
} Posts;

GHashTable *
osr_monitor_tracks_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) osr_account_track_free);
}

void
osr_monitor_note_track (OsrLog *log, const char *account, JsonObject *members)
{
  const OsrAccount *known = osr_registry_find_account (osr_log_get_registry (log), account);

  if (known != NULL && known->track != NULL)
    json_object_set_string_member (members, "track", known->track);
}

static gboolean
names (GArray *triggers, const char *type)
{
  for (guint i = 0; i < triggers->len; i++) {
    if (g_strcmp0 (g_array_index (triggers, OsrTrigger, i).type, type) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Whether a duty of accounts is done by posting. */
static gboolean
counts_posts (const Posts *self)
{
  for (guint i = 0; i < self->specs->duties->len; i++) {
    const OsrDutySpec *spec = self->specs->duties->pdata[i];

    if (spec->subject == OSR_DUTY_OF_ACCOUNT && names (spec->done_by, "account-posted"))
      return TRUE;
  }
  return FALSE;
}

/* (nullable): how posts of this account are watched */
static const OsrWatchSpec *
find_watch (const Posts *self)
{
  for (guint i = 0; self->account->track != NULL && i < self->specs->watches->len; i++) {
    const OsrWatchSpec *watch = self->specs->watches->pdata[i];

    if (names (watch->spec->starts, "post-published"))
      return watch;
  }
  return NULL;
}

static gboolean
append (Posts *self, const char *type, JsonObject *members, GError **error)
{
  g_autofree char *stream = osr_stream_new_for_account (self->account->id);
  OsrLogRequest request = { 0 };

  json_object_set_string_member (members, "account", self->account->id);
  request.stream = stream;
  request.type = type;
  request.members = members;
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = OSR_MONITOR_NAME;
  if (!osr_log_append (self->log, &request, 1, NULL, error))
    return FALSE;
  (*self->appended)++;
  return TRUE;
}

static gboolean
append_post (Posts *self, const char *type, const OsrNetworkPost *post, GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();

  json_object_set_string_member (members, "network", self->account->network);
  json_object_set_string_member (members, "post", post->post_id);
  if (post->permalink != NULL && *post->permalink != '\0')
    json_object_set_string_member (members, "permalink", post->permalink);
  json_object_set_int_member (members, "published_at", MIN (post->published_at, self->now));
  return append (self, type, members, error);
}

/* A post whose time nobody knows could be of any week; what visitors write on the page is none of the
 * account's. */
static gboolean
take_post (Posts *self, const OsrNetworkPost *post, gboolean counted, gboolean watched,
           GError **error)
{
  const OsrAccountPost *known = osr_account_track_find (self->track, post->post_id);

  if (post->by_other || post->published_at == OSR_INSTANT_UNKNOWN ||
      post->published_at < self->now - MOST_AGE)
    return TRUE;
  if (counted && (known == NULL || !known->posted) &&
      !append_post (self, "account-posted", post, error))
    return FALSE;
  return !watched || (known != NULL && known->published) ||
         append_post (self, "post-published", post, error);
}

/* Citizens' comments under @post since the last look at it. */
static gint64
count_new (const Posts *self, const OsrNetworkPost *post, const OsrAccountPost *known)
{
  OsrInstant since = known->at;
  gint64 n = 0;

  if (known->looks->len > 0)
    since = g_array_index (known->looks, OsrInstant, known->looks->len - 1);
  for (guint i = 0; i < self->reading->messages->len; i++) {
    const OsrNetworkMessage *message = self->reading->messages->pdata[i];

    n += !message->from_account && !message->deleted && message->published_at > since &&
         g_strcmp0 (message->post_id, post->post_id) == 0;
  }
  return n;
}

/* Once in the time that each look has. */
static gboolean
look (Posts *self, const OsrNetworkPost *post, const OsrWatchSpec *watch, GError **error)
{
  const OsrAccountPost *known = osr_account_track_find (self->track, post->post_id);
  OsrWorkTime *work_time =
      osr_registry_get_work_time (osr_log_get_registry (self->log), self->account->body);
  g_autoptr (JsonObject) members = NULL;
  OsrWatchWindow window;

  if (!post->whole || known == NULL || !known->published ||
      !osr_watch_window (watch, work_time, known->at, self->now, &window) ||
      osr_account_post_was_seen (known, window.from, window.until))
    return TRUE;
  members = json_object_new ();
  json_object_set_string_member (members, "post", post->post_id);
  json_object_set_int_member (members, "checked_at", self->now);
  json_object_set_int_member (members, "found", count_new (self, post, known));
  return append (self, "watched", members, error);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const OsrNetworkPost *left = *(OsrNetworkPost *const *) a;
  const OsrNetworkPost *right = *(OsrNetworkPost *const *) b;

  return (left->published_at > right->published_at) - (left->published_at < right->published_at);
}

/* Oldest first: a count within a week is reached by the last of them. Not every network lists its posts
 * by their time. */
static gboolean
take_posts (Posts *self, GError **error)
{
  g_autoptr (GPtrArray) posts = g_ptr_array_new ();
  const OsrWatchSpec *watch = find_watch (self);
  gboolean counted = counts_posts (self);

  g_ptr_array_extend (posts, self->reading->posts, NULL, NULL);
  g_ptr_array_sort (posts, compare_times);
  for (guint i = 0; (counted || watch != NULL) && i < posts->len; i++) {
    const OsrNetworkPost *post = posts->pdata[i];

    if (!take_post (self, post, counted, watch != NULL, error) ||
        (watch != NULL && !look (self, post, watch, error)))
      return FALSE;
  }
  return TRUE;
}

/* (nullable): the account's stream, brought up to date: a person may have told of a post, too. */
static OsrAccountTrack *
load_track (OsrLog *log, GHashTable *tracks, const char *account, GError **error)
{
  g_autofree char *stream = osr_stream_new_for_account (account);
  OsrAccountTrack *track = g_hash_table_lookup (tracks, account);
  g_autoptr (GPtrArray) events = NULL;

  if (track == NULL) {
    track = osr_account_track_new (account);
    g_hash_table_insert (tracks, g_strdup (account), track);
  }
  if (osr_log_get_version (log, stream) == track->version)
    return track;
  events = osr_log_load_events (log, stream, track->version, error);
  for (guint i = 0; events != NULL && i < events->len; i++)
    osr_account_track_apply (track, events->pdata[i]);
  return events != NULL ? track : NULL;
}

gboolean
osr_monitor_take_posts (OsrLog *log, GHashTable *tracks, const char *account,
                        OsrNetworkReading *reading, guint *appended, GError **error)
{
  OsrRegistry *registry = osr_log_get_registry (log);
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  g_autoptr (OsrDutySpecs) specs = NULL;
  Posts self = { log, osr_registry_find_account (registry, account) };

  if (regulation == NULL || self.account == NULL || reading->posts->len == 0)
    return TRUE;
  specs = osr_duty_specs_new_from_json (osr_regulation_get_document (regulation),
                                        osr_regulation_get_id (regulation), error);
  self.track = specs != NULL ? load_track (log, tracks, account, error) : NULL;
  self.reading = reading;
  self.specs = specs;
  self.now = osr_clock_now (osr_log_get_clock (log));
  self.appended = appended;
  return self.track != NULL && take_posts (&self, error);
}
