/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words alone go as JSON, with files as a form. The text goes as it is: without a mode of markup nothing
 * in it needs escaping, and nothing in it can break the message. */
#include "social/telegram/osr-telegram-publishing.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/call/osr-network-files.h"
#include "social/call/osr-network-form.h"
#include "social/osr-reply-match.h"
#include "social/telegram/osr-telegram-call.h"
#include "social/telegram/osr-telegram-link.h"

typedef struct {
  OsrNetworkCaller *caller;
  OsrNetworkSending *sending;
  char *chat;
  GPtrArray *contents; /* nullable: OsrHttpFile */
  gboolean edits;
  gboolean moved;
} Publishing;

static void send (GTask *task);

static void
publishing_free (Publishing *publishing)
{
  g_object_unref (publishing->caller);
  osr_network_sending_unref (publishing->sending);
  g_clear_pointer (&publishing->contents, g_ptr_array_unref);
  g_free (publishing->chat);
  g_free (publishing);
}

/* -- What is sent -- */

static gboolean
is_of (const OsrNetworkFile *file, const char *kind)
{
  return g_str_has_prefix (file->media_type, kind);
}

static const char *
kind_of_file (const OsrNetworkFile *file)
{
  if (is_of (file, "image/"))
    return "photo";
  return is_of (file, "video/") ? "video" : "document";
}

static const char *
choose_method (const Publishing *publishing)
{
  GPtrArray *files = publishing->sending->files;

  if (publishing->edits)
    return "editMessageText";
  if (files->len == 0)
    return "sendMessage";
  if (files->len > 1)
    return "sendMediaGroup";
  if (is_of (files->pdata[0], "image/"))
    return "sendPhoto";
  return is_of (files->pdata[0], "video/") ? "sendVideo" : "sendDocument";
}

static JsonObject *
reply_parameters (const char *message)
{
  JsonObject *object = json_object_new ();

  osr_telegram_set_id (object, "message_id", message);
  json_object_set_boolean_member (object, "allow_sending_without_reply", FALSE);
  return object;
}

static JsonObject *
text_parameters (const Publishing *publishing)
{
  const OsrNetworkSending *sending = publishing->sending;
  const char *message = sending->target->reply_to;
  JsonObject *parameters = json_object_new ();
  JsonObject *preview = json_object_new ();

  osr_telegram_set_id (parameters, "chat_id", publishing->chat);
  json_object_set_string_member (parameters, "text", sending->text);
  json_object_set_boolean_member (preview, "is_disabled", TRUE);
  json_object_set_object_member (parameters, "link_preview_options", preview);
  if (publishing->edits)
    osr_telegram_set_id (parameters, "message_id", sending->native_id);
  else if (message != NULL)
    json_object_set_object_member (parameters, "reply_parameters", reply_parameters (message));
  return parameters;
}

/* Names each file of an album; the first carries the words. */
static char *
describe_album (const OsrNetworkSending *sending)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < sending->files->len; i++) {
    g_autofree char *address = g_strdup_printf ("attach://file%u", i);
    JsonObject *item = json_object_new ();

    json_object_set_string_member (item, "type", kind_of_file (sending->files->pdata[i]));
    json_object_set_string_member (item, "media", address);
    if (i == 0)
      json_object_set_string_member (item, "caption", sending->text);
    json_array_add_object_element (items, item);
  }
  json_node_take_array (node, items);
  return osr_json_write (node);
}

static void
add_files (OsrNetworkForm *form, const Publishing *publishing)
{
  GPtrArray *files = publishing->sending->files;

  for (guint i = 0; i < files->len; i++) {
    g_autofree char *name =
        files->len == 1 ? g_strdup (kind_of_file (files->pdata[i])) : g_strdup_printf ("file%u", i);

    osr_network_form_add_file (form, name, files->pdata[i], publishing->contents->pdata[i]);
  }
}

static OsrHttpPieces *
build_form (const Publishing *publishing, char **content_type)
{
  const OsrNetworkSending *sending = publishing->sending;
  const char *message = sending->target->reply_to;
  OsrNetworkForm *form = osr_network_form_new ();

  osr_network_form_add (form, "chat_id", publishing->chat);
  if (message != NULL) {
    g_autoptr (JsonObject) parameters = reply_parameters (message);
    g_autofree char *text = osr_json_write_object (parameters);

    osr_network_form_add (form, "reply_parameters", text);
  }
  if (sending->files->len > 1) {
    g_autofree char *album = describe_album (sending);

    osr_network_form_add (form, "media", album);
  } else {
    osr_network_form_add (form, "caption", sending->text);
  }
  add_files (form, publishing);
  return osr_network_form_end (form, content_type);
}

static OsrNetworkCall *
build_call (const Publishing *publishing, GError **error)
{
  OsrNetworkAccount *account = publishing->sending->account;
  const char *method = choose_method (publishing);
  OsrNetworkCall *call;

  if (publishing->contents != NULL && publishing->contents->len > 0) {
    g_autofree char *content_type = NULL;
    g_autoptr (OsrHttpPieces) body = build_form (publishing, &content_type);

    call = osr_telegram_call_new (account, method, NULL, error);
    if (call != NULL)
      osr_http_request_set_pieces (call->request, content_type, body);
  } else {
    g_autoptr (JsonObject) parameters = text_parameters (publishing);

    call = osr_telegram_call_new (account, method, parameters, error);
  }
  if (call != NULL)
    osr_telegram_call_pace_chat (call, publishing->chat);
  return call;
}

/* -- What came of it -- */

/* Known by its id alone. */
static OsrNetworkReply *
plain_reply (const Publishing *publishing, const char *id)
{
  g_autofree char *link =
      osr_telegram_dup_link (publishing->sending->account, publishing->chat, id);

  return osr_network_reply_new (id, link, OSR_INSTANT_UNKNOWN);
}

static OsrNetworkReply *
read_reply (const Publishing *publishing, OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind != OSR_NETWORK_RECORD_CREATED)
      continue;
    if (record->message != NULL)
      return osr_network_reply_new (record->message->native_id, record->message->permalink,
                                    record->message->published_at);
    return plain_reply (publishing, record->id);
  }
  return publishing->edits ? plain_reply (publishing, publishing->sending->native_id) : NULL;
}

static void
follow_group (GTask *task, const char *moved_to)
{
  Publishing *publishing = g_task_get_task_data (task);

  g_warning (
      "The group %s, in which the account \"%s\" answers, has the new id %s. Put that into the "
      "account (the option group=%s): until then every reply goes to the old group first.",
      publishing->chat, publishing->sending->account->id, moved_to, moved_to);
  publishing->moved = TRUE;
  g_free (publishing->chat);
  publishing->chat = g_strdup (moved_to);
  send (task);
}

/* What is refused for being there already is there. */
static gboolean
is_there (const Publishing *publishing, const GError *error)
{
  return publishing->edits && g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED) &&
         strstr (error->message, "message_not_modified") != NULL;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Publishing *publishing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const char *moved_to = osr_network_caller_get_moved_to (result);
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  OsrNetworkReply *reply = answer != NULL ? read_reply (publishing, answer) : NULL;

  if (answer == NULL && moved_to != NULL && !publishing->moved)
    follow_group (task, moved_to);
  else if (answer == NULL && is_there (publishing, error))
    g_task_return_pointer (task, plain_reply (publishing, publishing->sending->native_id),
                           (GDestroyNotify) osr_network_reply_unref);
  else if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (reply == NULL)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN,
                             "%s: the answer names no message", choose_method (publishing));
  else
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
}

static void
send (GTask *task)
{
  Publishing *publishing = g_task_get_task_data (task);
  GError *error = NULL;
  OsrNetworkCall *call = build_call (publishing, &error);

  if (call == NULL)
    g_task_return_error (task, error);
  else
    osr_network_caller_call_async (publishing->caller, call, g_task_get_cancellable (task), on_sent,
                                   g_object_ref (task));
}

static void
on_files (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Publishing *publishing = g_task_get_task_data (task);
  GError *error = NULL;

  publishing->contents = osr_network_open_files_finish (result, &error);
  if (publishing->contents == NULL)
    g_task_return_error (task, error);
  else
    send (task);
}

/* -- What is refused before anything is sent -- */

/* An album is of pictures and films, or of documents. */
static gboolean
is_mixed (GPtrArray *files)
{
  guint documents = 0;

  for (guint i = 0; i < files->len; i++)
    documents += g_str_equal (kind_of_file (files->pdata[i]), "document");
  return documents > 0 && documents < files->len;
}

static const char *
fault_of_files (GPtrArray *files)
{
  if (files->len > OSR_TELEGRAM_MAX_FILES)
    return "More files than Telegram takes with one message";
  if (is_mixed (files))
    return "Telegram takes no documents together with pictures";
  for (guint i = 0; i < files->len; i++) {
    const OsrNetworkFile *file = files->pdata[i];

    if (file->size > (is_of (file, "image/") ? OSR_TELEGRAM_PHOTO_BYTES : OSR_TELEGRAM_VIDEO_BYTES))
      return "A file is larger than Telegram takes";
  }
  return NULL;
}

static const char *
fault_of_text (OsrNetwork *network, OsrNetworkSending *sending)
{
  OsrNetworkAbilities abilities;

  osr_network_get_abilities (network, sending->account, &abilities);
  return osr_reply_text_fault (sending, sending->files->len > 0
                                            ? MIN (abilities.file_text_limit, abilities.text_limit)
                                            : abilities.text_limit);
}

/* Without an answered message a text in the group would stand under no post. */
static const char *
fault_of_target (const OsrNetworkSending *sending)
{
  if (sending->native_id != NULL || sending->target->reply_to != NULL)
    return sending->target->owner_id == NULL ? "The group of the message is not known" : NULL;
  return sending->target->post_id != NULL
             ? "Telegram's bots answer messages; under a post itself they cannot write"
             : NULL;
}

static const char *
find_fault (OsrNetwork *network, OsrNetworkSending *sending)
{
  const char *fault = fault_of_text (network, sending);

  if (fault == NULL)
    fault = fault_of_target (sending);
  return fault != NULL ? fault : fault_of_files (sending->files);
}

static void
begin (GTask *task, OsrNetworkCaller *caller, OsrNetworkSending *sending, gboolean edits)
{
  Publishing *publishing = g_new0 (Publishing, 1);
  const char *fault = find_fault (g_task_get_source_object (task), sending);
  const char *owner = sending->target->owner_id;

  /* What stands in the chat is reported, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  publishing->caller = g_object_ref (caller);
  publishing->sending = osr_network_sending_ref (sending);
  publishing->chat = g_strdup (owner != NULL ? owner : sending->account->owner_id);
  publishing->edits = edits;
  g_task_set_task_data (task, publishing, (GDestroyNotify) publishing_free);
  if (fault != NULL)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED, "%s", fault);
  else if (sending->files->len > 0 && !edits)
    osr_network_open_files_async (sending->files, g_task_get_cancellable (task), on_files,
                                  g_object_ref (task));
  else
    send (task);
}

void
osr_telegram_publish_async (OsrNetwork *network, OsrNetworkCaller *caller,
                            OsrNetworkSending *sending, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);

  g_task_set_source_tag (task, osr_telegram_publish_async);
  begin (task, caller, sending, FALSE);
}

void
osr_telegram_edit_async (OsrNetwork *network, OsrNetworkCaller *caller, OsrNetworkSending *sending,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);

  g_task_set_source_tag (task, osr_telegram_edit_async);
  begin (task, caller, sending, TRUE);
}
