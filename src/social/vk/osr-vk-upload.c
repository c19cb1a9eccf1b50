/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file after the other, so that only one is in memory: ask for a place, send the bytes there, have
 * them saved. The place must be VK's own: a file that is not published yet goes to nobody else. */
#include "social/vk/osr-vk-upload.h"

#include <string.h>

#include "core/osr-json.h"
#include "net/osr-net-error.h"
#include "social/call/osr-network-files.h"
#include "social/call/osr-network-form.h"
#include "social/osr-network-round.h"
#include "social/osr-social-reader.h"
#include "social/vk/osr-vk-call.h"
#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-results.h"

/* Bytes may take their time on a thin line. */
#define SECONDS 120

/* How a kind of file gets there. */
typedef struct {
  const char *place; /* method that names the address */
  const char *part;  /* of the form */
  const char *save;  /* nullable: method that ends it */
  OsrNetworkReader read;
  OsrVkCallKind kind; /* whose token */
} Way;

typedef struct {
  OsrNetworkSending *sending;
  gint64 group;
  guint index; /* of the file being brought there */
  char *url;
  GString *list;
} Upload;

static const Way user_photo = { "photos.getWallUploadServer", "photo", "photos.saveWallPhoto",
                                osr_vk_read_photos, OSR_VK_EDIT };
static const Way community_photo = { "photos.getMessagesUploadServer", "photo",
                                     "photos.saveMessagesPhoto", osr_vk_read_photos, OSR_VK_ASK };
static const Way user_video = { "video.save", "video_file", NULL, osr_vk_read_video, OSR_VK_EDIT };
static const Way document = { "docs.getWallUploadServer", "file", "docs.save",
                              osr_vk_read_documents, OSR_VK_ASK };

static void begin_file (GTask *task);

static void
upload_free (Upload *upload)
{
  osr_network_sending_unref (upload->sending);
  g_string_free (upload->list, TRUE);
  g_free (upload->url);
  g_free (upload);
}

static gboolean
is_of (const OsrNetworkFile *file, const char *kind)
{
  return g_str_has_prefix (file->media_type, kind);
}

/* VK's photos are JPEG, PNG and GIF; whatever else goes as a document. */
static const Way *
way_of (OsrNetworkAccount *account, const OsrNetworkFile *file)
{
  if (is_of (file, "video/"))
    return &user_video;
  if (!is_of (file, "image/jpeg") && !is_of (file, "image/png") && !is_of (file, "image/gif"))
    return &document;
  return account->edit_token != NULL ? &user_photo : &community_photo;
}

static OsrNetworkFile *
current_file (Upload *upload)
{
  return upload->sending->files->pdata[upload->index];
}

static const Way *
current_way (Upload *upload)
{
  return way_of (upload->sending->account, current_file (upload));
}

const char *
osr_vk_upload_fault (OsrNetworkSending *sending)
{
  if (sending->files->len > OSR_VK_MAX_FILES)
    return "More files than VK takes with one comment";
  for (guint i = 0; i < sending->files->len; i++) {
    const OsrNetworkFile *file = sending->files->pdata[i];
    gboolean video = is_of (file, "video/");

    if (file->size > (video ? OSR_VK_VIDEO_BYTES : OSR_VK_PHOTO_BYTES))
      return "A file is larger than VK takes";
    if (video && sending->account->edit_token == NULL)
      return "A community's token cannot bring videos to VK: the account needs a user's token";
  }
  return NULL;
}

/* Takes @error. Nothing was published: what is not known of an upload does not matter, and it is
 * tried again. */
static void
fail (GTask *task, GAsyncResult *result, GError *error)
{
  if (result != NULL)
    osr_network_pass_challenge (result, task);
  if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN) ||
      g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL))
    error->code = OSR_NET_ERROR_TEMPORARY;
  g_prefix_error (&error, "The files could not be brought to VK: ");
  g_task_return_error (task, error);
}

static void
fail_with (GTask *task, OsrNetError code, const char *sentence)
{
  fail (task, NULL, g_error_new_literal (OSR_NET_ERROR, (gint) code, sentence));
}

/* (transfer full) (nullable): what was saved, by the name that a comment calls it */
static char *
dup_attachment (const Way *way, JsonNode *response, GError **error)
{
  g_autoptr (OsrNetworkAnswer) answer = osr_network_answer_new ();
  OsrNetworkQuestion question = { .method = way->save != NULL ? way->save : way->place };

  if (!way->read (answer, &question, response, error))
    return NULL;
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind == OSR_NETWORK_RECORD_ATTACHMENT)
      return g_strdup (record->id);
  }
  g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                       "VK's answer names no attachment");
  return NULL;
}

static void
keep_name (Upload *upload, const char *attachment)
{
  g_string_append_printf (upload->list, "%s%s", upload->list->len > 0 ? "," : "", attachment);
}

static void
end_file (GTask *task)
{
  Upload *upload = g_task_get_task_data (task);

  upload->index++;
  begin_file (task);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Upload *upload = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);
  g_autofree char *attachment =
      response != NULL ? dup_attachment (current_way (upload), response, &error) : NULL;

  if (attachment == NULL) {
    fail (task, result, error);
    return;
  }
  keep_name (upload, attachment);
  end_file (task);
}

/* What the upload said is given back word for word. */
static void
save (GTask *task, JsonObject *said)
{
  static const char *const members[] = { "photo", "hash", "file" };
  Upload *upload = g_task_get_task_data (task);
  const Way *way = current_way (upload);
  OsrVkCall *call = osr_vk_call_new (upload->sending->account, way->save, way->kind);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *value = osr_json_get_string (said, members[i]);

    if (value != NULL)
      osr_vk_call_add (call, members[i], value);
  }
  if (json_object_has_member (said, "server"))
    osr_vk_call_add_int (call, "server", osr_social_int (said, "server", 0));
  if (way == &user_photo)
    osr_vk_call_add_int (call, "group_id", upload->group);
  osr_vk_client_call_async (g_task_get_source_object (task), call, g_task_get_cancellable (task),
                            on_saved, g_object_ref (task));
}

/* (nullable): why VK did not take the bytes: for a photo that it refuses it says an empty list */
static const char *
refusal_of (const Way *way, JsonObject *said)
{
  const char *photo = osr_json_get_string (said, "photo");

  if (json_object_has_member (said, "error"))
    return "VK does not take this file";
  if (strcmp (way->part, "photo") == 0 &&
      (photo == NULL || *photo == '\0' || strcmp (photo, "[]") == 0))
    return "VK does not take this photo";
  if (strcmp (way->part, "file") == 0 && osr_json_get_string (said, "file") == NULL)
    return "VK does not take this document";
  return NULL;
}

static void
judge_upload (GTask *task, OsrHttpAnswer *answer)
{
  Upload *upload = g_task_get_task_data (task);
  const Way *way = current_way (upload);
  guint status = osr_http_answer_get_status (answer);
  gsize size;
  const char *data = g_bytes_get_data (osr_http_answer_get_body (answer), &size);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *said;

  if (status == 413 || status == 415) {
    fail_with (task, OSR_NET_ERROR_REJECTED, "VK does not take this file");
    return;
  }
  node = osr_http_answer_is_success (answer) ? osr_social_read (data, size, "upload", NULL) : NULL;
  said = osr_social_object (node);
  if (said == NULL)
    fail_with (task, OSR_NET_ERROR_TEMPORARY, "VK's place for files gave no answer of its own");
  else if (refusal_of (way, said) != NULL)
    fail_with (task, OSR_NET_ERROR_REJECTED, refusal_of (way, said));
  else if (way->save != NULL)
    save (task, said);
  else
    end_file (task); /* its name was told with the place */
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (OsrHttpAnswer) answer =
      osr_http_session_send_finish (OSR_HTTP_SESSION (source), result, &error);

  if (answer == NULL)
    fail (task, NULL, error);
  else
    judge_upload (task, answer);
}

static void
on_bytes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Upload *upload = g_task_get_task_data (task);
  const Way *way = current_way (upload);
  GError *error = NULL;
  g_autoptr (GPtrArray) contents = osr_network_open_files_finish (result, &error);
  g_autoptr (OsrHttpRequest) request = NULL;
  g_autoptr (OsrHttpPieces) body = NULL;
  g_autofree char *type = NULL;
  OsrNetworkForm *form;

  if (contents == NULL) {
    fail (task, NULL, error);
    return;
  }
  form = osr_network_form_new ();
  osr_network_form_add_file (form, way->part, current_file (upload), contents->pdata[0]);
  body = osr_network_form_end (form, &type);
  request = osr_http_request_new ("POST", upload->url);
  osr_http_request_set_pieces (request, type, body);
  osr_http_request_set_timeout (request, SECONDS);
  osr_http_session_send_async (osr_vk_client_get_session (g_task_get_source_object (task)), request,
                               g_task_get_cancellable (task), on_uploaded, g_object_ref (task));
}

static void
read_file (GTask *task)
{
  Upload *upload = g_task_get_task_data (task);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, current_file (upload));
  osr_network_open_files_async (one, g_task_get_cancellable (task), on_bytes, g_object_ref (task));
}

static gboolean
take_place (Upload *upload, JsonNode *response, GError **error)
{
  JsonObject *object = osr_social_object (response);
  const char *url = object != NULL ? osr_json_get_string (object, "upload_url") : NULL;

  if (url == NULL || !osr_vk_owns_address (upload->sending->account, url)) {
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY,
                         "VK names a place for files that is not its own");
    return FALSE;
  }
  g_free (upload->url);
  upload->url = g_strdup (url);
  return TRUE;
}

static void
on_place (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Upload *upload = g_task_get_task_data (task);
  const Way *way = current_way (upload);
  GError *error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);
  g_autofree char *video = NULL;

  if (response == NULL || !take_place (upload, response, &error)) {
    fail (task, result, error);
    return;
  }
  if (way->save == NULL) {
    video = dup_attachment (way, response, &error);
    if (video == NULL) {
      fail (task, NULL, error);
      return;
    }
    keep_name (upload, video);
  }
  read_file (task);
}

static void
begin_file (GTask *task)
{
  Upload *upload = g_task_get_task_data (task);
  const Way *way;
  OsrVkCall *call;

  if (upload->index >= upload->sending->files->len) {
    g_task_return_pointer (task, g_strdup (upload->list->str), g_free);
    return;
  }
  way = current_way (upload);
  call = osr_vk_call_new (upload->sending->account, way->place, way->kind);
  if (way != &community_photo)
    osr_vk_call_add_int (call, "group_id", upload->group);
  if (way == &user_video)
    osr_vk_call_add (call, "name", current_file (upload)->name);
  osr_vk_client_call_async (g_task_get_source_object (task), call, g_task_get_cancellable (task),
                            on_place, g_object_ref (task));
}

void
osr_vk_upload_async (OsrVkClient *client, OsrNetworkSending *sending, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Upload *upload = g_new0 (Upload, 1);

  g_task_set_source_tag (task, osr_vk_upload_async);
  upload->sending = osr_network_sending_ref (sending);
  upload->group = osr_vk_account_group (sending->account);
  upload->list = g_string_new (NULL);
  g_task_set_task_data (task, upload, (GDestroyNotify) upload_free);
  begin_file (task);
}

char *
osr_vk_upload_finish (OsrVkClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
