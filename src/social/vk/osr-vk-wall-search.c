/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was spent today and when each wall was searched stands in the place of the round, so that a
 * restart begins no day anew. A search has no beginning in time: the first would bring up years. */
#include "social/vk/osr-vk-wall-search.h"

#include "core/osr-json.h"
#include "social/osr-network-dialect.h"
#include "social/vk/osr-vk-error.h"
#include "social/vk/osr-vk-mapper.h"

#define METHOD         "wall.search"
#define COUNT          100
#define MAX_WALLS      50
#define MAX_WORDS      10
#define DAY            (24 * 60 * 60) /* s */
#define CALLS_A_DAY    1000
#define SHARED_CALLS   900 /* of them; the rest is for days on which walls were added */
#define USUAL_MINUTES  15
#define MOSCOW         (3 * 60 * 60) /* s: VK's day is taken to be Moscow's */
#define DAY_IS_OVER    29
#define OLDEST_HIT     (7 * DAY)
#define OPTION_WALLS   "walls"
#define OPTION_MINUTES "walls-minutes"

typedef struct {
  OsrNetworkRound *round;
  GPtrArray *found;
  GArray *walls;       /* gint64 */
  GHashTable *last_at; /* wall as text → its last search as text, s */
  gint64 now;          /* s */
  gint64 day;
  gint64 calls; /* spent on that day */
  gint64 wall;
  guint word;
} Search;

static void ask (GTask *task);

static void
search_free (gpointer data)
{
  Search *self = data;

  osr_network_round_unref (self->round);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_array_unref (self->walls);
  g_hash_table_unref (self->last_at);
  g_free (self);
}

static void
add_wall (Search *self, gint64 wall)
{
  for (guint i = 0; i < self->walls->len; i++) {
    if (g_array_index (self->walls, gint64, i) == wall)
      return;
  }
  if (wall != 0 && self->walls->len < MAX_WALLS)
    g_array_append_val (self->walls, wall);
}

static void
list_walls (Search *self)
{
  OsrNetworkAccount *account = self->round->account;
  const char *named = osr_network_account_get_option (account, OPTION_WALLS);
  g_auto (GStrv) ids = g_strsplit (named != NULL ? named : "", ",", -1);

  add_wall (self, -osr_vk_account_group (account));
  for (guint i = 0; ids[i] != NULL; i++) {
    gint64 id = 0;

    if (g_ascii_string_to_signed (g_strstrip (ids[i]), 10, -G_MAXINT64, G_MAXINT64, &id, NULL))
      add_wall (self, id);
  }
}

static gint64
get_last (Search *self, gint64 wall)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, wall);
  const char *at = g_hash_table_lookup (self->last_at, key);

  return at != NULL ? g_ascii_strtoll (at, NULL, 10) : 0;
}

static void
set_last (Search *self, gint64 wall, gint64 at)
{
  g_hash_table_replace (self->last_at, g_strdup_printf ("%" G_GINT64_FORMAT, wall),
                        g_strdup_printf ("%" G_GINT64_FORMAT, at));
}

/* A clock that was set back must not make a wall wait for long. */
static void
read_kept (Search *self, JsonObject *kept)
{
  JsonObject *at = kept != NULL ? osr_json_get_object (kept, "at") : NULL;

  if (kept != NULL && osr_json_get_int (kept, "day", -1) == self->day)
    self->calls = MAX (osr_json_get_int (kept, "calls", 0), 0);
  for (guint i = 0; at != NULL && i < self->walls->len; i++) {
    gint64 wall = g_array_index (self->walls, gint64, i);
    g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, wall);

    set_last (self, wall, CLAMP (osr_json_get_int (at, key, 0), 0, self->now));
  }
}

static JsonObject *
write_kept (Search *self)
{
  JsonObject *kept = json_object_new ();
  JsonObject *at = json_object_new ();

  json_object_set_int_member (kept, "day", self->day);
  json_object_set_int_member (kept, "calls", self->calls);
  for (guint i = 0; i < self->walls->len; i++) {
    gint64 wall = g_array_index (self->walls, gint64, i);
    g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, wall);

    if (get_last (self, wall) > 0)
      json_object_set_int_member (at, key, get_last (self, wall));
  }
  json_object_set_object_member (kept, "at", at);
  return kept;
}

/* Seconds between two searches of a wall: as set, and no more than its share of a day's calls. */
static gint64
get_pause (Search *self)
{
  const char *set = osr_network_account_get_option (self->round->account, OPTION_MINUTES);
  guint64 minutes = USUAL_MINUTES;
  gint64 words = MIN (g_strv_length (self->round->words), MAX_WORDS);
  gint64 share = (gint64) self->walls->len * words * DAY / SHARED_CALLS;

  if (set != NULL)
    g_ascii_string_to_unsigned (set, 10, 1, 24 * 60, &minutes, NULL);
  return MAX ((gint64) minutes * 60, share) * osr_network_account_get_pace (self->round->account) /
         100;
}

static gboolean
choose_wall (Search *self)
{
  gint64 pause = get_pause (self);
  gint64 longest = G_MAXINT64;

  for (guint i = 0; i < self->walls->len; i++) {
    gint64 wall = g_array_index (self->walls, gint64, i);
    gint64 last = get_last (self, wall);

    if (last < longest && (last == 0 || self->now - last >= pause)) {
      longest = last;
      self->wall = wall;
    }
  }
  return longest < G_MAXINT64;
}

static void
take_hits (Search *self, OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->message != NULL && record->message->published_at != OSR_INSTANT_UNKNOWN &&
        record->message->published_at / OSR_SECOND >= self->now - OLDEST_HIT)
      g_ptr_array_add (self->found, osr_network_message_ref (record->message));
  }
}

/* One wall that is closed to the token says nothing about the others; a day that is over does. */
static void
note_failure (Search *self, const GError *error)
{
  g_info ("The search of a wall for \"%s\" found nothing: %s", self->round->account->id,
          error->message);
  self->word = MAX_WORDS;
  if (osr_vk_error_is (error, DAY_IS_OVER))
    self->calls = CALLS_A_DAY;
}

static void
on_hits (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *self = g_task_get_task_data (task);
  OsrNetworkQuestion question = { self->round->account, METHOD };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);
  g_autoptr (OsrNetworkAnswer) answer = NULL;

  if (response != NULL)
    answer = osr_network_parse_result (&question, response, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (answer != NULL)
    take_hits (self, answer);
  else
    note_failure (self, error);
  ask (g_steal_pointer (&task));
}

/* (transfer full) of @task. */
static void
ask (GTask *task)
{
  Search *self = g_task_get_task_data (task);
  GStrv words = self->round->words;
  OsrVkCall *call;

  if (self->word >= MAX_WORDS || words[self->word] == NULL || self->calls >= CALLS_A_DAY) {
    g_task_return_pointer (task, g_steal_pointer (&self->found),
                           (GDestroyNotify) g_ptr_array_unref);
    g_object_unref (task);
    return;
  }
  self->calls++;
  call = osr_vk_call_new (self->round->account, METHOD, OSR_VK_READ);
  osr_vk_call_add_int (call, "owner_id", self->wall);
  osr_vk_call_add (call, "query", words[self->word++]);
  osr_vk_call_add_int (call, "count", COUNT);
  osr_vk_call_add_int (call, "extended", 1);
  osr_vk_client_call_async (g_task_get_source_object (task), call, g_task_get_cancellable (task),
                            on_hits, task);
}

void
osr_vk_search_walls_async (OsrVkClient *client, OsrNetworkRound *round, JsonObject *kept,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  Search *self = g_new0 (Search, 1);

  g_task_set_source_tag (task, osr_vk_search_walls_async);
  self->round = osr_network_round_ref (round);
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_network_message_unref);
  self->walls = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->last_at = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->now = osr_vk_client_get_time (client);
  self->day = (self->now + MOSCOW) / DAY;
  g_task_set_task_data (task, self, search_free);
  list_walls (self);
  read_kept (self, kept);
  if (round->words == NULL || round->words[0] == NULL || self->calls >= CALLS_A_DAY ||
      !choose_wall (self))
    self->word = MAX_WORDS;
  else
    set_last (self, self->wall, self->now);
  ask (task);
}

GPtrArray *
osr_vk_search_walls_finish (OsrVkClient *client, GAsyncResult *result, JsonObject **kept,
                            GError **error)
{
  GPtrArray *found;

  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found != NULL)
    *kept = write_kept (g_task_get_task_data (G_TASK (result)));
  return found;
}
