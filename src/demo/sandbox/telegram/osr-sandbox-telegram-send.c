/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods that write: into the discussion group, as the bot. A message that answers nothing stands
 * outside every thread; it is kept under the newest post with a mark, so that whoever counts sees it. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/telegram/osr-sandbox-telegram-call.h"
#include "demo/sandbox/telegram/osr-sandbox-telegram-shape.h"

#define MAX_TEXT    4096 /* UTF-16 units, as the caption's */
#define MAX_CAPTION 1024
#define MAX_PHOTO   (10 * 1024 * 1024)
#define MAX_FILE    (50 * 1024 * 1024)
#define MAX_QUOTE   1024
#define ORPHAN      "outside the threads"
#define FOREVER     (48 * 3600) /* a bot deletes nothing older */

typedef struct {
  OsrSandboxPost *post;
  OsrSandboxComment *answered; /* (nullable): the root of the thread */
  gboolean orphan;
} Target;

static gboolean
fail (OsrSandboxTelegramCall *call, const char *sentence)
{
  g_autofree char *description = g_strconcat ("Bad Request: ", sentence, NULL);

  return osr_sandbox_telegram_fail (call->exchange, 400, description);
}

static OsrSandboxPost *
newest_post (OsrSandboxTelegramCall *call)
{
  OsrSandboxPost *newest = NULL;

  for (guint i = 0; i < call->wall->posts->len; i++) {
    OsrSandboxPost *post = call->wall->posts->pdata[i];

    if (post->owner_id == -call->community->id && (newest == NULL || post->id > newest->id))
      newest = post;
  }
  return newest;
}

/* A message of the group: the root of a thread or a comment. */
static gboolean
find_message (OsrSandboxTelegramCall *call, gint64 id, Target *target)
{
  target->post = osr_sandbox_wall_post (call->wall, -call->community->id, id);
  target->answered = NULL;
  if (target->post != NULL)
    return TRUE;
  target->answered = osr_sandbox_wall_comment (call->wall, call->community->id, id, &target->post);
  return target->answered != NULL && !target->answered->deleted;
}

static gboolean
check_reply (OsrSandboxTelegramCall *call, JsonObject *reply)
{
  JsonNode *id = json_object_get_member (reply, "message_id");
  JsonNode *chat = json_object_get_member (reply, "chat_id");
  const char *quote = osr_json_get_string (reply, "quote");

  if (id == NULL || json_node_get_value_type (id) != G_TYPE_INT64)
    return fail (call, "can't parse reply parameters: message_id must be a number");
  if (chat != NULL && (json_node_get_value_type (chat) != G_TYPE_INT64 ||
                       json_node_get_int (chat) != osr_sandbox_name_group (call->community)))
    return fail (call, "chat not found");
  if (quote != NULL && !osr_sandbox_telegram_fits (quote, MAX_QUOTE))
    return fail (call, "message quote is too long");
  return TRUE;
}

static gboolean
find_target (OsrSandboxTelegramCall *call, Target *target)
{
  const char *text = osr_sandbox_telegram_string (call, "reply_parameters");
  g_autoptr (JsonObject) reply =
      text != NULL ? osr_json_read_object (text, -1, 0, "reply", NULL) : NULL;

  if (text != NULL && reply == NULL)
    return fail (call, "can't parse reply parameters JSON object");
  if (reply != NULL && !check_reply (call, reply))
    return FALSE;
  if (reply != NULL && find_message (call, osr_json_get_int (reply, "message_id", 0), target))
    return TRUE;
  if (reply != NULL && !osr_json_get_boolean (reply, "allow_sending_without_reply", FALSE))
    return fail (call, "message to be replied not found");
  target->orphan = TRUE;
  target->answered = NULL;
  target->post = newest_post (call);
  return target->post != NULL || fail (call, "chat not found");
}

/* Where a message may go: the group only, and never with the id of a thread. */
static gboolean
prepare (OsrSandboxTelegramCall *call, Target *target)
{
  const char *mode = osr_sandbox_telegram_string (call, "parse_mode");
  OsrSandboxChat chat = osr_sandbox_telegram_chat (call);

  memset (target, 0, sizeof *target);
  if (chat == OSR_SANDBOX_CHAT_UNKNOWN)
    return FALSE;
  if (chat == OSR_SANDBOX_CHAT_CHANNEL)
    return fail (call, "need administrator rights in the channel chat");
  if (osr_sandbox_telegram_string (call, "message_thread_id") != NULL)
    return fail (call, "message thread not found");
  if (mode != NULL && strcmp (mode, "HTML") != 0 && strcmp (mode, "Markdown") != 0 &&
      strcmp (mode, "MarkdownV2") != 0)
    return fail (call, "unsupported parse_mode");
  return find_target (call, target);
}

static OsrSandboxComment *
write_message (OsrSandboxTelegramCall *call, const Target *target, const char *text)
{
  OsrSandboxComment *written;

  if (target->orphan && call->exchange->guid == NULL)
    call->exchange->guid = ORPHAN;
  written = osr_sandbox_exchange_write (call->exchange, target->post, -call->community->id,
                                        target->answered, text);
  if (written == NULL)
    osr_sandbox_telegram_fail (call->exchange, 500, "Internal Server Error");
  return written;
}

static gboolean
answer_message (OsrSandboxTelegramCall *call, const Target *target,
                const OsrSandboxComment *written)
{
  g_autoptr (JsonBuilder) builder = osr_sandbox_telegram_begin ();
  const OsrSandboxTelegramShape shape = { call->wall, call->community, builder };

  osr_sandbox_telegram_shape_comment (&shape, target->post, written, NULL);
  return osr_sandbox_telegram_end (call, builder);
}

/* (nullable) (transfer full): the text as it will stand, or a failed call. */
static char *
read_text (OsrSandboxTelegramCall *call)
{
  g_autofree char *text = g_strdup (osr_sandbox_telegram_string (call, "text"));

  if (text == NULL || *g_strstrip (text) == '\0')
    fail (call, "message text is empty");
  else if (!osr_sandbox_telegram_fits (text, MAX_TEXT))
    fail (call, "message is too long");
  else
    return g_steal_pointer (&text);
  return NULL;
}

gboolean
osr_sandbox_telegram_send_message (OsrSandboxTelegramCall *call)
{
  OsrSandboxComment *written;
  g_autofree char *text = NULL;
  Target target;

  if (!prepare (call, &target) || (text = read_text (call)) == NULL)
    return FALSE;
  written = write_message (call, &target, text);
  return written != NULL && answer_message (call, &target, written);
}

static gboolean
looks_like_picture (const OsrSandboxFile *file)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (file->bytes, &length);

  return length > 8 &&
         (memcmp (bytes, "\xff\xd8\xff", 3) == 0 || memcmp (bytes, "\x89PNG\r\n\x1a\n", 8) == 0);
}

static gboolean
check_file (OsrSandboxTelegramCall *call, OsrSandboxFile *file, const char *kind)
{
  gboolean photo = strcmp (kind, "photo") == 0;

  if (file->community != call->community->id)
    return fail (call, "wrong file identifier/HTTP URL specified");
  if (file->size > (photo ? MAX_PHOTO : MAX_FILE))
    return osr_sandbox_telegram_fail (call->exchange, 413, "Request Entity Too Large");
  if (file->size == 0)
    return fail (call, "file must be non-empty");
  if (photo && file->bytes != NULL && !looks_like_picture (file))
    return fail (call, "IMAGE_PROCESS_FAILED");
  g_free (file->kind);
  file->kind = g_strdup (kind);
  file->saved = TRUE;
  g_ptr_array_add (call->exchange->files, file);
  return TRUE;
}

static gboolean
add_file (OsrSandboxTelegramCall *call, const char *part, const char *id, const char *kind)
{
  OsrSandboxFile *file = part != NULL ? g_hash_table_lookup (call->uploads, part) : NULL;

  if (file == NULL && id != NULL)
    file = osr_sandbox_wall_file_by_secret (call->wall, id);
  if (file == NULL)
    return fail (call, "wrong file identifier/HTTP URL specified");
  return check_file (call, file, kind);
}

gboolean
osr_sandbox_telegram_send_file (OsrSandboxTelegramCall *call)
{
  const char *caption = osr_sandbox_telegram_string (call, "caption");
  const char *part = "document";
  OsrSandboxComment *written;
  Target target;

  if (strcmp (call->method->name, "sendPhoto") == 0)
    part = "photo";
  else if (strcmp (call->method->name, "sendVideo") == 0)
    part = "video";
  if (!prepare (call, &target))
    return FALSE;
  if (caption != NULL && !osr_sandbox_telegram_fits (caption, MAX_CAPTION))
    return fail (call, "message caption is too long");
  if (!add_file (call, part, osr_sandbox_telegram_string (call, part),
                 strcmp (part, "document") == 0 ? "doc" : part))
    return FALSE;
  written = write_message (call, &target, caption != NULL ? caption : "");
  return written != NULL && answer_message (call, &target, written);
}

/* One element of a group; its file goes with the exchange. */
static gboolean
take_item (OsrSandboxTelegramCall *call, JsonObject *item)
{
  const char *type = item != NULL ? osr_json_get_string (item, "type") : NULL;
  const char *media = item != NULL ? osr_json_get_string (item, "media") : NULL;
  const char *caption = item != NULL ? osr_json_get_string (item, "caption") : NULL;
  gboolean attached = media != NULL && g_str_has_prefix (media, "attach://");

  if (type == NULL || (strcmp (type, "photo") != 0 && strcmp (type, "video") != 0) || media == NULL)
    return fail (call, "can't parse InputMedia");
  if (caption != NULL && !osr_sandbox_telegram_fits (caption, MAX_CAPTION))
    return fail (call, "message caption is too long");
  return add_file (call, attached ? media + strlen ("attach://") : NULL, attached ? NULL : media,
                   type);
}

static gboolean
write_items (OsrSandboxTelegramCall *call, const Target *target, JsonArray *items)
{
  g_autoptr (GPtrArray) files = g_ptr_array_copy (call->exchange->files, NULL, NULL);
  g_autoptr (JsonBuilder) builder = osr_sandbox_telegram_begin ();
  const OsrSandboxTelegramShape shape = { call->wall, call->community, builder };
  g_autofree char *group =
      g_strdup_printf ("group:%" G_GINT64_FORMAT, call->wall->journal->last + 13000000000000000);

  call->exchange->guid = group;
  json_builder_begin_array (builder);
  for (guint i = 0; i < files->len; i++) {
    const char *caption = osr_json_get_string (osr_json_array_get_object (items, i), "caption");
    OsrSandboxComment *written;

    g_ptr_array_set_size (call->exchange->files, 0);
    g_ptr_array_add (call->exchange->files, files->pdata[i]);
    written = write_message (call, target, caption != NULL ? caption : "");
    if (written == NULL)
      return FALSE;
    osr_sandbox_telegram_shape_comment (&shape, target->post, written, NULL);
  }
  json_builder_end_array (builder);
  return osr_sandbox_telegram_end (call, builder);
}

gboolean
osr_sandbox_telegram_send_group (OsrSandboxTelegramCall *call)
{
  const char *text = osr_sandbox_telegram_string (call, "media");
  g_autoptr (JsonNode) node = osr_json_read (text, -1, 0, "media", NULL);
  JsonArray *items =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n_items = items != NULL ? json_array_get_length (items) : 0;
  Target target;

  if (n_items < 2 || n_items > 10)
    return fail (call, "a group holds 2 to 10 media");
  if (!prepare (call, &target))
    return FALSE;
  for (guint i = 0; i < n_items; i++)
    if (!take_item (call, osr_json_array_get_object (items, i)))
      return FALSE;
  return write_items (call, &target, items);
}

/* (nullable): a message that the bot wrote itself, or a failed call. */
static OsrSandboxComment *
find_own (OsrSandboxTelegramCall *call, Target *target, const char *absent, const char *foreign)
{
  OsrSandboxChat chat = osr_sandbox_telegram_chat (call);
  gint64 id = osr_sandbox_telegram_int (call, "message_id", 0);

  if (chat == OSR_SANDBOX_CHAT_UNKNOWN)
    return NULL;
  memset (target, 0, sizeof *target);
  if (chat != OSR_SANDBOX_CHAT_GROUP || !find_message (call, id, target)) {
    fail (call, absent);
    return NULL;
  }
  if (target->answered != NULL && target->answered->from_id == -call->community->id)
    return target->answered;
  fail (call, foreign);
  return NULL;
}

gboolean
osr_sandbox_telegram_edit_text (OsrSandboxTelegramCall *call)
{
  g_autofree char *text = read_text (call);
  OsrSandboxComment *own;
  Target target;

  if (text == NULL)
    return FALSE;
  own = find_own (call, &target, "message to edit not found", "message can't be edited");
  if (own == NULL)
    return FALSE;
  if (own->files != NULL)
    return fail (call, "there is no text in the message to edit");
  if (strcmp (own->text, text) == 0)
    return fail (call,
                 "message is not modified: specified new message content and reply markup are "
                 "exactly the same as a current content and reply markup of the message");
  osr_sandbox_wall_edit (call->wall, target.post, own, text, call->exchange->now);
  if (!osr_sandbox_save (call->exchange->sandbox))
    return osr_sandbox_telegram_fail (call->exchange, 500, "Internal Server Error");
  return answer_message (call, &target, own);
}

gboolean
osr_sandbox_telegram_delete_message (OsrSandboxTelegramCall *call)
{
  OsrSandboxComment *own;
  Target target;

  own = find_own (call, &target, "message to delete not found", "message can't be deleted");
  if (own == NULL)
    return FALSE;
  if (call->exchange->now - own->date > FOREVER)
    return fail (call, "message can't be deleted");
  osr_sandbox_wall_delete (call->wall, target.post, own, TRUE, call->exchange->now);
  if (!osr_sandbox_save (call->exchange->sandbox))
    return osr_sandbox_telegram_fail (call->exchange, 500, "Internal Server Error");
  return osr_sandbox_telegram_true (call);
}
