/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only what the network said is taken for true: a message that is missing counts as deleted only when
 * its post was read whole. */
#include "coordinator/monitor/osr-monitor-reading.h"

#include "coordinator/monitor/osr-media-keeper.h"
#include "coordinator/monitor/osr-monitor-account.h"
#include "coordinator/monitor/osr-monitor-answers.h"
#include "coordinator/monitor/osr-monitor-text.h"
#include "coordinator/monitor/osr-monitor-triage.h"
#include "coordinator/monitor/osr-monitor.h"
#include "core/osr-json.h"
#include "store/reading/osr-log-reading.h"

#define MAX_CONTEXT_BYTES (64 * 1024) /* the beginning of a post is enough */
#define MAX_NAME_BYTES    512
#define MAX_REMEMBERED    100000
#define DELETED_CHECKSUM  "deleted"

struct _OsrMonitorMemory {
  GHashTable *seen;    /* "owner/id" → checksum of the text, or DELETED_CHECKSUM */
  GHashTable *natives; /* case → native id of its message */
  GHashTable *tracks;  /* account → OsrAccountTrack, as the log had it last */
  OsrMonitorTriage *triage;
};

/* One reading being taken in. */
typedef struct {
  OsrLog *log;
  OsrMonitorMemory *memory;
  const char *account;
  OsrNetworkReading *reading;
  GHashTable *cases; /* id → OsrCase, loaded in this reading */
  GHashTable *fresh; /* what to remember once it is committed */
  guint appended;
} Intake;

/* The posts read, and what stands under them. */
typedef struct {
  const char *network;
  const char *owner;
  GHashTable *there; /* native ids */
} Wall;

OsrMonitorMemory *
osr_monitor_memory_new (void)
{
  OsrMonitorMemory *self = g_new0 (OsrMonitorMemory, 1);

  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->natives = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->tracks = osr_monitor_tracks_new ();
  self->triage = osr_monitor_triage_new ();
  return self;
}

void
osr_monitor_memory_free (OsrMonitorMemory *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->seen);
  g_hash_table_unref (self->natives);
  g_hash_table_unref (self->tracks);
  osr_monitor_triage_free (self->triage);
  g_free (self);
}

static char *
message_key (const OsrNetworkMessage *message)
{
  return g_strdup_printf ("%s/%s", message->owner_id, message->native_id);
}

static char *
message_checksum (const OsrNetworkMessage *message)
{
  if (message->deleted)
    return g_strdup (DELETED_CHECKSUM);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, message->text, -1);
}

static gboolean
is_as_before (Intake *self, const OsrNetworkMessage *message)
{
  g_autofree char *key = message_key (message);
  g_autofree char *checksum = message_checksum (message);
  const char *before = g_hash_table_lookup (self->memory->seen, key);

  if (g_strcmp0 (before, checksum) == 0)
    return TRUE;
  g_hash_table_replace (self->fresh, g_steal_pointer (&key), g_steal_pointer (&checksum));
  return FALSE;
}

/* (transfer full): @text, at most @most bytes, cut between characters */
static char *
bounded (const char *text, gsize most)
{
  gsize length = strlen (text);

  if (length <= most)
    return g_strdup (text);
  return g_strndup (text, (gsize) (g_utf8_find_prev_char (text, text + most + 1) - text));
}

static void
set_bounded (JsonObject *object, const char *member, const char *text, gsize most)
{
  g_autofree char *value = bounded (text != NULL ? text : "", most);

  json_object_set_string_member (object, member, value);
}

static OsrCase *
load_case (Intake *self, const char *id, GError **error)
{
  OsrCase *the_case = g_hash_table_lookup (self->cases, id);

  if (the_case != NULL)
    return the_case;
  the_case = osr_log_load_case (self->log, id, error);
  if (the_case != NULL)
    g_hash_table_insert (self->cases, g_strdup (id), the_case);
  return the_case;
}

static gboolean
append (Intake *self, const char *stream, const char *type, JsonObject *members,
        JsonObject *payload, GError **error)
{
  OsrLogRequest request = { 0 };

  request.stream = stream;
  request.type = type;
  request.members = members;
  request.payload = payload;
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = OSR_MONITOR_NAME;
  if (!osr_log_append (self->log, &request, 1, NULL, error))
    return FALSE;
  self->appended++;
  g_hash_table_remove (self->cases, stream);
  return TRUE;
}

/* Where the text has the monitoring itself name topics, place and importance. */
static gboolean
append_triaged (Intake *self, const char *id, const char *text, GError **error)
{
  g_autoptr (JsonObject) members =
      osr_monitor_triage_read (self->memory->triage, osr_log_get_registry (self->log), text);

  return members == NULL || append (self, id, "triaged", members, NULL, error);
}

static gboolean
append_found (Intake *self, const OsrNetworkMessage *message, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();
  OsrInstant now = osr_clock_now (osr_log_get_clock (self->log));
  OsrInstant at = message->published_at != OSR_INSTANT_UNKNOWN ? message->published_at : now;
  JsonArray *carried = NULL;

  json_object_set_string_member (members, "network", message->network);
  json_object_set_string_member (members, "account", self->account);
  json_object_set_string_member (members, "native_id", message->native_id);
  json_object_set_string_member (members, "owner_id", message->owner_id);
  json_object_set_string_member (members, "post_id", message->post_id);
  if (message->thread_root != NULL)
    json_object_set_string_member (members, "thread_id", message->thread_root);
  osr_monitor_note_track (self->log, self->account, members);
  json_object_set_string_member (members, "permalink", message->permalink);
  json_object_set_int_member (members, "published_at", MIN (at, now));
  set_bounded (payload, "author_id", message->author_id, MAX_NAME_BYTES);
  set_bounded (payload, "author_name", message->author_name, MAX_NAME_BYTES);
  osr_monitor_text_set (NULL, message->text, members, payload);
  set_bounded (payload, "context", message->context, MAX_CONTEXT_BYTES);
  carried = osr_media_list_carried (message);
  if (carried != NULL)
    json_object_set_array_member (payload, "carries", carried);
  return append (self, id, "found", members, payload, error) &&
         append_triaged (self, id, osr_json_get_string (payload, "text"), error);
}

/* @restored: it was deleted and is there again, with these words or others */
static gboolean
append_changed (Intake *self, const char *id, const OsrNetworkMessage *message, gboolean restored,
                GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();

  if (restored)
    json_object_set_boolean_member (members, "restored", TRUE);
  osr_monitor_text_set (load_case (self, id, NULL), message->text, members, payload);
  return append (self, id, "message-changed", members, payload, error);
}

static gboolean
append_deleted (Intake *self, const char *id, GError **error)
{
  OsrCase *the_case = load_case (self, id, error);

  if (the_case == NULL)
    return FALSE;
  if (the_case->message_state == OSR_MESSAGE_DELETED)
    return TRUE;
  return append (self, id, "message-deleted", NULL, NULL, error);
}

static gboolean
compare_known (Intake *self, const char *id, const OsrNetworkMessage *message, GError **error)
{
  OsrCase *the_case = NULL;
  gboolean restored;

  if (message->deleted)
    return append_deleted (self, id, error);
  the_case = load_case (self, id, error);
  if (the_case == NULL)
    return FALSE;
  restored = the_case->message_state == OSR_MESSAGE_DELETED;
  /* words that were erased are not brought back */
  if (the_case->text == NULL || (!restored && osr_monitor_text_is (the_case, message->text)))
    return TRUE;
  return append_changed (self, id, message, restored, error);
}

static gboolean
append_replied (Intake *self, const char *id, const OsrNetworkMessage *message, gboolean further,
                GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();

  json_object_set_string_member (members, "native_id", message->native_id);
  if (further)
    json_object_set_boolean_member (members, "further", TRUE);
  osr_monitor_text_set (load_case (self, id, NULL), message->text, members, payload);
  return append (self, id, "author-replied", members, payload, error);
}

/* @taken: (out): whether it belongs to a case that there is */
static gboolean
take_as_reply (Intake *self, const OsrNetworkMessage *message, gboolean *taken, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  *taken = FALSE;
  if (message->thread_root == NULL)
    return TRUE;
  ids = osr_log_list_post (self->log, message->network, message->owner_id, message->post_id, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    const char *id = g_ptr_array_index (ids, i);
    OsrCase *the_case = load_case (self, id, error);
    OsrMonitorAnswer answer;

    if (the_case == NULL)
      return FALSE;
    *taken = osr_monitor_has_answer (the_case, message->native_id);
    if (*taken)
      return TRUE;
    answer = osr_monitor_answer_of (the_case, message);
    if (answer != OSR_MONITOR_NO_ANSWER) {
      *taken = TRUE;
      return append_replied (self, id, message, answer == OSR_MONITOR_FURTHER, error);
    }
  }
  return ids != NULL;
}

/* What an account of the office wrote is no citizen's message, whichever account reads it: a reply
 * stands on the wall before the log says "published". */
static gboolean
is_ours (Intake *self, const OsrNetworkMessage *message)
{
  GPtrArray *accounts = osr_registry_get_accounts (osr_log_get_registry (self->log));
  const char *author = message->author_id;

  if (message->from_account)
    return TRUE;
  if (author == NULL || *author == '\0')
    return FALSE;
  for (guint i = 0; i < accounts->len; i++) {
    const OsrAccount *account = g_ptr_array_index (accounts, i);

    /* VKontakte writes a community with a sign that its account has not */
    if (g_strcmp0 (account->network, message->network) == 0 &&
        (g_strcmp0 (account->owner, author) == 0 ||
         g_strcmp0 (account->owner, author + (*author == '-')) == 0))
      return TRUE;
  }
  return FALSE;
}

/* Registered by hand from its address, before it was found here: what was typed then stays. */
static gboolean
is_by_hand (Intake *self, const OsrNetworkMessage *message)
{
  g_autofree char *id = osr_log_find_permalink (self->log, message->permalink);
  g_autoptr (OsrCase) one = id != NULL ? osr_log_load_case (self->log, id, NULL) : NULL;

  return one != NULL && one->by_hand && one->native_id == NULL;
}

static gboolean
take_message (Intake *self, const OsrNetworkMessage *message, GError **error)
{
  g_autofree char *id = NULL;
  gboolean taken = FALSE;

  if (is_ours (self, message) || is_as_before (self, message))
    return TRUE;
  id = osr_log_find_message (self->log, message->network, message->owner_id, message->native_id);
  if (id != NULL)
    return compare_known (self, id, message, error);
  if (message->deleted)
    return TRUE;
  if (is_by_hand (self, message))
    return TRUE;
  if (!take_as_reply (self, message, &taken, error))
    return FALSE;
  return taken || append_found (self, message, error);
}

/* (nullable): the message a case was made of, without a look into the log when it was seen before */
static const char *
find_native (Intake *self, const char *id, GError **error)
{
  const char *native = g_hash_table_lookup (self->memory->natives, id);
  OsrCase *the_case = NULL;

  if (native != NULL)
    return native;
  the_case = load_case (self, id, error);
  if (the_case == NULL)
    return NULL;
  native = the_case->native_id != NULL ? the_case->native_id : "";
  g_hash_table_insert (self->memory->natives, g_strdup (id), g_strdup (native));
  return g_hash_table_lookup (self->memory->natives, id);
}

static gboolean
take_missing (Intake *self, const OsrNetworkPost *post, const Wall *wall, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  ids = osr_log_list_post (self->log, wall->network, wall->owner, post->post_id, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    const char *id = g_ptr_array_index (ids, i);
    const char *native = find_native (self, id, error);
    g_autofree char *key = NULL;

    if (native == NULL)
      return FALSE;
    key = g_strdup_printf ("%s/%s", wall->owner, native);
    if (g_hash_table_contains (wall->there, native) ||
        g_strcmp0 (g_hash_table_lookup (self->memory->seen, key), DELETED_CHECKSUM) == 0)
      continue;
    if (!append_deleted (self, id, error))
      return FALSE;
    g_hash_table_replace (self->fresh, g_steal_pointer (&key), g_strdup (DELETED_CHECKSUM));
  }
  return ids != NULL;
}

/* (nullable): whose posts were read, as their messages write it */
static const char *
find_owner (Intake *self, const OsrAccount *account)
{
  const OsrNetworkMessage *first = NULL;

  if (self->reading->owner_id != NULL)
    return self->reading->owner_id;
  if (self->reading->messages->len > 0)
    first = g_ptr_array_index (self->reading->messages, 0);
  return first != NULL ? first->owner_id : account->owner;
}

static gboolean
take_all_missing (Intake *self, GError **error)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  const OsrAccount *account =
      osr_registry_find_account (osr_log_get_registry (self->log), self->account);
  const char *owner = account != NULL ? find_owner (self, account) : NULL;
  Wall wall = { account != NULL ? account->network : NULL, owner, there };

  for (guint i = 0; i < self->reading->messages->len; i++) {
    const OsrNetworkMessage *message = g_ptr_array_index (self->reading->messages, i);

    if (g_strcmp0 (message->owner_id, owner) == 0)
      g_hash_table_add (there, message->native_id);
  }
  for (guint i = 0; owner != NULL && i < self->reading->posts->len; i++) {
    const OsrNetworkPost *post = g_ptr_array_index (self->reading->posts, i);

    if (post->whole && !take_missing (self, post, &wall, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
take_reading (Intake *self, GError **error)
{
  for (guint i = 0; i < self->reading->messages->len; i++) {
    if (!take_message (self, g_ptr_array_index (self->reading->messages, i), error))
      return FALSE;
  }
  return take_all_missing (self, error);
}

static void
remember (Intake *self)
{
  GHashTableIter iter;
  gpointer key, value;

  if (g_hash_table_size (self->memory->seen) > MAX_REMEMBERED)
    g_hash_table_remove_all (self->memory->seen);
  if (g_hash_table_size (self->memory->natives) > MAX_REMEMBERED)
    g_hash_table_remove_all (self->memory->natives);
  g_hash_table_iter_init (&iter, self->fresh);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_replace (self->memory->seen, g_strdup (key), g_strdup (value));
}

gboolean
osr_monitor_take_in (OsrLog *log, OsrMonitorMemory *memory, const char *account,
                     OsrNetworkReading *reading, guint *appended, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, error);
  g_autoptr (GHashTable) cases =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) osr_case_unref);
  g_autoptr (GHashTable) fresh = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Intake intake = { log, memory, account, reading, cases, fresh, 0 };

  *appended = 0;
  if (transaction == NULL || !take_reading (&intake, error) ||
      !osr_monitor_take_posts (log, memory->tracks, account, reading, &intake.appended, error) ||
      !osr_log_note_read (log, account, reading->place, reading->calls_left, error) ||
      !osr_log_commit (transaction, error))
    return FALSE;
  remember (&intake);
  *appended = intake.appended;
  return TRUE;
}
