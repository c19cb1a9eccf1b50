/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The messages of an answer are fresh: they are completed here before anybody else has them. */
#include "social/telegram/osr-telegram-intake.h"

#include <string.h>

#include "social/telegram/osr-telegram-call.h"

typedef struct {
  OsrTelegramPlace *place;
  OsrNetworkAccount *account;
  OsrNetworkReading *reading;
  GHashTable *albums; /* album → OsrNetworkMessage of this answer, borrowed */
  char *bot;          /* nullable */
} Intake;

static void
set (char **member, const char *value)
{
  char *old = *member;

  *member = g_strdup (value);
  g_free (old);
}

static gboolean
is_same (const char *one, const char *other)
{
  return one != NULL && *one != '\0' && g_strcmp0 (one, other) == 0;
}

/* -- Posts -- */

/* Told twice: by the channel, and by the forward in the group. */
static OsrNetworkPost *
find_post (OsrNetworkReading *reading, const char *post_id)
{
  for (guint i = 0; i < reading->posts->len; i++) {
    OsrNetworkPost *post = reading->posts->pdata[i];

    if (g_str_equal (post->post_id, post_id))
      return post;
  }
  return NULL;
}

static void
add_post (Intake *self, const OsrNetworkMessage *message, const char *post_id)
{
  OsrNetworkPost *post = find_post (self->reading, post_id);

  if (post == NULL)
    post = osr_network_reading_add_post (self->reading, post_id, message->permalink);
  if (post->published_at == OSR_INSTANT_UNKNOWN)
    post->published_at = message->published_at;
}

/* (nullable): the id at the end of the channel's address of a post */
static const char *
post_of_link (const char *link)
{
  const char *last = strrchr (link, '/');

  if (last == NULL || last[1] == '\0' || strspn (last + 1, "0123456789") != strlen (last + 1))
    return NULL;
  return last + 1;
}

/* The forward of a post begins the discussion under it. */
static void
take_root (Intake *self, const OsrNetworkMessage *message)
{
  const char *post = post_of_link (message->post_permalink);

  /* another channel's post is no post of the account */
  if (post == NULL || !is_same (message->author_id, self->place->channel))
    return;
  osr_telegram_place_add_root (self->place, message->native_id, post, message->post_permalink,
                               message->text);
  add_post (self, message, post);
}

static void
take_post (Intake *self, const OsrNetworkMessage *message)
{
  if (is_same (message->owner_id, self->place->group))
    take_root (self, message);
  else if (is_same (message->owner_id, self->place->channel))
    add_post (self, message, message->native_id);
}

/* -- Comments -- */

/* The first comment of the thread that an answer stands in; what it answers, when that was never seen
 * (our own replies are not told to the bot). */
static void
place_in_thread (Intake *self, OsrNetworkMessage *message)
{
  const char *first;

  if (message->reply_to == NULL)
    return;
  first = g_hash_table_lookup (self->place->threads, message->reply_to);
  set (&message->thread_root, first != NULL ? first : message->reply_to);
  g_hash_table_replace (self->place->threads, g_strdup (message->native_id),
                        g_strdup (message->thread_root));
}

/* (nullable): the post that @message stands under. An answer to the forward itself carries the
 * channel's address of it: so a place that was lost is learnt anew. */
static const OsrTelegramRoot *
find_root (Intake *self, const OsrNetworkMessage *message)
{
  const OsrTelegramRoot *root = g_hash_table_lookup (self->place->roots, message->post_id);
  const char *post = post_of_link (message->post_permalink);

  if (root == NULL && message->reply_to != NULL)
    root = g_hash_table_lookup (self->place->roots, message->reply_to);
  if (root != NULL || post == NULL || *message->post_id == '\0')
    return root;
  osr_telegram_place_add_root (self->place, message->post_id, post, message->post_permalink, NULL);
  return g_hash_table_lookup (self->place->roots, message->post_id);
}

static void
place_under_post (Intake *self, OsrNetworkMessage *message)
{
  const OsrTelegramRoot *root = find_root (self, message);

  if (root == NULL) {
    set (&message->post_id, message->owner_id);
    return;
  }
  set (&message->post_id, root->post_id);
  set (&message->context, root->context);
  set (&message->post_permalink, root->link);
  if (*root->link != '\0') {
    g_free (message->permalink);
    message->permalink = g_strdup_printf ("%s?comment=%s", root->link, message->native_id);
  }
}

/* Whether @message was taken into the album that it is an item of. Later items come with the next
 * reading, too: without words they tell nothing new. */
static gboolean
join_album (Intake *self, OsrNetworkMessage *message, const char *album)
{
  OsrNetworkMessage *first = g_hash_table_lookup (self->albums, album);
  const char *known = g_hash_table_lookup (self->place->albums, album);

  if (first != NULL && !g_str_equal (first->native_id, message->native_id)) {
    first->attachments += message->attachments;
    osr_network_message_add_all_media (first, message->media);
    if (*first->text == '\0')
      set (&first->text, message->text);
    return TRUE;
  }
  if (known != NULL && !g_str_equal (known, message->native_id)) {
    if (*message->text == '\0')
      return TRUE;
    set (&message->native_id, known);
    return FALSE;
  }
  g_hash_table_replace (self->place->albums, g_strdup (album), g_strdup (message->native_id));
  g_hash_table_replace (self->albums, g_strdup (album), message);
  return FALSE;
}

/* Written and edited since the last reading: it is told once, as it is now. */
static void
add_message (OsrNetworkReading *reading, OsrNetworkMessage *message)
{
  for (guint i = 0; i < reading->messages->len; i++) {
    OsrNetworkMessage *before = reading->messages->pdata[i];

    if (!g_str_equal (before->native_id, message->native_id) ||
        !g_str_equal (before->owner_id, message->owner_id))
      continue;
    reading->messages->pdata[i] = osr_network_message_ref (message);
    osr_network_message_unref (before);
    return;
  }
  g_ptr_array_add (reading->messages, osr_network_message_ref (message));
}

static void
take_comment (Intake *self, const OsrNetworkRecord *record)
{
  OsrNetworkMessage *message = record->message;

  if (record->value != NULL && join_album (self, message, record->value))
    return;
  message->from_account = message->from_account || is_same (message->author_id, self->bot) ||
                          is_same (message->author_id, self->place->channel) ||
                          is_same (message->author_id, self->place->group);
  place_under_post (self, message);
  place_in_thread (self, message);
  add_message (self->reading, message);
}

/* -- The whole answer -- */

/* A forward that was edited is told as an edited message. */
static gboolean
is_root (Intake *self, const OsrNetworkMessage *message)
{
  return g_hash_table_contains (self->place->roots, message->native_id);
}

/* The group was given another id. Which, the channel tells when it is asked; until then the updates after
 * this one stay where they are. */
static gboolean
is_move (const OsrNetworkRecord *record)
{
  return record->kind == OSR_NETWORK_RECORD_IGNORED && record->id != NULL &&
         (g_strcmp0 (record->name, "migrate_to_chat_id") == 0 ||
          g_strcmp0 (record->name, "migrate_from_chat_id") == 0);
}

static void
follow_move (Intake *self, const OsrNetworkRecord *record)
{
  self->place->offset = g_ascii_strtoll (record->id, NULL, 10) + 1;
  osr_telegram_place_set_chats (self->place, NULL, NULL);
}

static void
take_record (Intake *self, const OsrNetworkRecord *record)
{
  const OsrNetworkMessage *message = record->message;

  switch (record->kind) {
  case OSR_NETWORK_RECORD_POST:
    take_post (self, message);
    break;
  case OSR_NETWORK_RECORD_MESSAGE:
  case OSR_NETWORK_RECORD_EDITED:
    if (is_same (message->owner_id, self->place->group) && !is_root (self, message))
      take_comment (self, record);
    break;
  case OSR_NETWORK_RECORD_PLACE:
    self->place->offset = g_ascii_strtoll (record->value, NULL, 10);
    break;
  default:
    break;
  }
}

void
osr_telegram_take_in (OsrTelegramPlace *place, OsrNetworkAccount *account, OsrNetworkAnswer *answer,
                      OsrNetworkReading *reading)
{
  g_autoptr (GHashTable) albums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *bot = osr_telegram_dup_bot (account);
  Intake intake = { place, account, reading, albums, bot };

  g_return_if_fail (place != NULL && account != NULL);
  g_return_if_fail (answer != NULL && reading != NULL);

  for (guint i = 0; i < answer->records->len; i++) {
    if (is_move (answer->records->pdata[i])) {
      follow_move (&intake, answer->records->pdata[i]);
      return;
    }
    take_record (&intake, answer->records->pdata[i]);
  }
}
