/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each call is one request on one session. The answer is carried to the _finish function as it came
 * and read there, so that what a call hands back and what it refuses stand side by side. */
#include "net/osr-protocol.h"

#include <string.h>

#include "core/osr-case.h"
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "net/osr-http-session.h"
#include "net/osr-protocol-call.h"
#include "net/osr-protocol-fault.h"

/* Longer round trips, in the clock's own time, say little about when inside them the other side
 * looked at its clock: long polls, and demonstrations whose clock jumped meanwhile. */
#define FAIR_ROUND_TRIP    (2 * OSR_SECOND)
#define POLL_GRACE_SECONDS 15
#define JSON_TYPE          "application/json"

struct _OsrProtocol {
  GObject parent_instance;

  OsrHttpSession *session;
  OsrClock *clock;
  char *server;
  char *token;
  OsrInstant answered_at;
  gboolean has_offset;
};

G_DEFINE_FINAL_TYPE (OsrProtocol, osr_protocol, G_TYPE_OBJECT)

static void
call_free (OsrProtocolCall *call)
{
  g_free (call->id);
  g_free (call->case_id);
  g_free (call);
}

/* The coordinator looked at its clock somewhere between @sent and @received of ours; @told is what
 * it saw. In a short exchange the middle is the best guess, in a long one only a clock that is out
 * of those bounds is known to be wrong. */
static gint64
clock_correction (OsrInstant sent, OsrInstant received, OsrInstant told, gboolean first)
{
  gint64 least = told - received;
  gint64 most = told - sent;

  if (most - least >= 0 && most - least <= FAIR_ROUND_TRIP)
    return least + (most - least) / 2;
  if (first || least > 0)
    return least;
  return MIN (most, 0);
}

static void
learn_time (OsrProtocol *self, OsrProtocolCall *call, OsrHttpAnswer *answer)
{
  const char *text = osr_http_answer_get_header (answer, "Osr-Now");
  OsrInstant received = osr_clock_now (self->clock);
  gint64 told, correction;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64 / 4, &told, NULL))
    return;
  correction = clock_correction (call->sent_at, received, told, !self->has_offset);
  osr_clock_set_offset (self->clock, osr_clock_get_offset (self->clock) + correction);
  self->has_offset = TRUE;
  self->answered_at = told;
}

OsrHttpRequest *
osr_protocol_call_request (OsrProtocol *self, const char *method, const char *path, const char *id)
{
  g_autofree char *escaped = id != NULL ? g_uri_escape_string (id, NULL, FALSE) : NULL;
  g_autofree char *uri = g_strconcat (self->server, path, escaped, NULL);
  OsrHttpRequest *request = osr_http_request_new (method, uri);

  osr_http_request_set_header (request, "Accept", JSON_TYPE);
  osr_http_request_set_header (request, "Osr-Fold", G_STRINGIFY (OSR_FOLD_VERSION));
  osr_http_request_set_bearer (request, self->token);
  osr_http_request_set_max_answer (request, OSR_WIRE_ANSWER_MOST);
  return request;
}

void
osr_protocol_call_set_body (OsrHttpRequest *request, JsonObject *object)
{
  char *text = osr_json_write_object (object);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  osr_http_request_set_body (request, JSON_TYPE, body);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrProtocol *self = g_task_get_source_object (task);
  GError *error = NULL;
  OsrHttpAnswer *answer = osr_http_session_send_finish (OSR_HTTP_SESSION (source), result, &error);

  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }
  learn_time (self, g_task_get_task_data (task), answer);
  g_task_return_pointer (task, answer, (GDestroyNotify) osr_http_answer_unref);
}

GTask *
osr_protocol_call_new (OsrProtocol *self, gpointer tag, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_new0 (OsrProtocolCall, 1), (GDestroyNotify) call_free);
  return task;
}

void
osr_protocol_call_send (GTask *task, OsrHttpRequest *request)
{
  OsrProtocol *self = g_task_get_source_object (task);
  OsrProtocolCall *call = g_task_get_task_data (task);

  call->sent_at = osr_clock_now (self->clock);
  osr_http_session_send_async (self->session, request, g_task_get_cancellable (task), on_answer,
                               task);
}

OsrHttpAnswer *
osr_protocol_call_finish (GAsyncResult *result, JsonObject **fault, GError **error)
{
  g_autoptr (OsrHttpAnswer) answer = g_task_propagate_pointer (G_TASK (result), error);
  g_autoptr (JsonObject) body = NULL;

  if (answer == NULL)
    return NULL;
  if (osr_http_answer_is_success (answer))
    return g_steal_pointer (&answer);
  body = osr_protocol_fault_set (answer, error);
  if (fault != NULL)
    *fault = g_steal_pointer (&body);
  return NULL;
}

JsonObject *
osr_protocol_call_finish_object (GAsyncResult *result, JsonObject **fault, GError **error)
{
  g_autoptr (OsrHttpAnswer) answer = osr_protocol_call_finish (result, fault, error);
  g_autoptr (GError) unreadable = NULL;
  JsonObject *object;
  const char *bytes;
  gsize length;

  if (answer == NULL)
    return NULL;
  bytes = g_bytes_get_data (osr_http_answer_get_body (answer), &length);
  object = osr_json_read_object (bytes != NULL ? bytes : "", (gssize) length, OSR_WIRE_ANSWER_MOST,
                                 "answer", &unreadable);
  if (object == NULL)
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, unreadable->message);
  return object;
}

void
osr_protocol_call_set_incomplete (GError **error, const char *what)
{
  g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
               "The coordinator's answer to %s is incomplete", what);
}

static void
osr_protocol_finalize (GObject *object)
{
  OsrProtocol *self = OSR_PROTOCOL (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->clock, osr_clock_unref);
  g_free (self->server);
  g_free (self->token);
  G_OBJECT_CLASS (osr_protocol_parent_class)->finalize (object);
}

static void
osr_protocol_class_init (OsrProtocolClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_protocol_finalize;
}

static void
osr_protocol_init (OsrProtocol *self)
{
  self->session = osr_http_session_new ();
  self->answered_at = OSR_INSTANT_UNKNOWN;
}

OsrProtocol *
osr_protocol_new (const char *server, OsrClock *clock)
{
  OsrProtocol *self;
  gsize length;

  g_return_val_if_fail (server != NULL, NULL);

  self = g_object_new (OSR_TYPE_PROTOCOL, NULL);
  self->clock = clock != NULL ? osr_clock_ref (clock) : osr_clock_new (NULL, NULL, NULL);
  self->server = g_strdup (server);
  for (length = strlen (server); length > 0 && self->server[length - 1] == '/'; length--)
    self->server[length - 1] = '\0';
  return self;
}

void
osr_protocol_set_token (OsrProtocol *self, const char *token)
{
  g_autofree char *old = self->token;

  self->token = g_strdup (token);
}

const char *
osr_protocol_get_token (OsrProtocol *self)
{
  return self->token;
}

OsrClock *
osr_protocol_get_clock (OsrProtocol *self)
{
  return self->clock;
}

OsrInstant
osr_protocol_get_answered_at (OsrProtocol *self)
{
  return self->answered_at;
}

void
osr_protocol_status_async (OsrProtocol *self, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request = osr_protocol_call_request (self, "GET", "/v1/status", NULL);

  osr_http_request_set_bearer (request, NULL);
  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_status_async, cancellable,
                                                 callback, user_data),
                          request);
}

OsrWireStatus *
osr_protocol_status_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) object = osr_protocol_call_finish_object (result, NULL, error);
  g_autoptr (OsrWireStatus) status = g_new0 (OsrWireStatus, 1);

  if (object == NULL)
    return NULL;
  status->epoch = g_strdup (osr_json_get_string (object, "epoch"));
  status->version = g_strdup (osr_json_get_string (object, "version"));
  status->head = osr_json_get_int (object, "head", -1);
  status->now = osr_json_get_int (object, "now", OSR_INSTANT_UNKNOWN);
  if (status->epoch == NULL || status->head < 0) {
    osr_protocol_call_set_incomplete (error, "status");
    return NULL;
  }
  return g_steal_pointer (&status);
}

void
osr_protocol_sign_in_async (OsrProtocol *self, const char *login, const char *password,
                            const char *device, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request =
      osr_protocol_call_request (self, "POST", "/v1/session", NULL);
  g_autoptr (JsonObject) body = json_object_new ();

  json_object_set_string_member (body, "login", login);
  json_object_set_string_member (body, "password", password);
  json_object_set_string_member (body, "device", device);
  osr_protocol_call_set_body (request, body);
  osr_http_request_set_bearer (request, NULL);
  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_sign_in_async, cancellable,
                                                 callback, user_data),
                          request);
}

OsrWireSession *
osr_protocol_sign_in_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) object = osr_protocol_call_finish_object (result, NULL, error);
  g_autoptr (OsrWireSession) signed_in = g_new0 (OsrWireSession, 1);

  if (object == NULL)
    return NULL;
  signed_in->token = g_strdup (osr_json_get_string (object, "token"));
  signed_in->person = g_strdup (osr_json_get_string (object, "person"));
  signed_in->epoch = g_strdup (osr_json_get_string (object, "epoch"));
  if (signed_in->token == NULL || signed_in->person == NULL || signed_in->epoch == NULL) {
    osr_protocol_call_set_incomplete (error, "signing in");
    return NULL;
  }
  osr_protocol_set_token (self, signed_in->token);
  return g_steal_pointer (&signed_in);
}

void
osr_protocol_sign_out_async (OsrProtocol *self, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request =
      osr_protocol_call_request (self, "DELETE", "/v1/session", NULL);

  osr_protocol_set_token (self, NULL);
  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_sign_out_async, cancellable,
                                                 callback, user_data),
                          request);
}

gboolean
osr_protocol_sign_out_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  g_autoptr (OsrHttpAnswer) answer = osr_protocol_call_finish (result, NULL, error);

  return answer != NULL;
}

static OsrHttpRequest *
command_request (OsrProtocol *self, const char *uuid, GBytes *body)
{
  OsrHttpRequest *request = osr_protocol_call_request (self, "PUT", "/v1/commands/", uuid);

  osr_http_request_set_body (request, JSON_TYPE, body);
  return request;
}

void
osr_protocol_put_command_async (OsrProtocol *self, const char *uuid, GBytes *body,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request = command_request (self, uuid, body);

  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_put_command_async, cancellable,
                                                 callback, user_data),
                          request);
}

void
osr_protocol_put_command_again_async (OsrProtocol *self, const char *uuid, GBytes *body,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request = command_request (self, uuid, body);

  osr_http_request_set_header (request, "Osr-Again", "1");
  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_put_command_async, cancellable,
                                                 callback, user_data),
                          request);
}

OsrWireAccepted *
osr_protocol_put_command_finish (OsrProtocol *self, GAsyncResult *result, GPtrArray **missing,
                                 GError **error)
{
  g_autoptr (JsonObject) fault = NULL;
  g_autoptr (OsrHttpAnswer) answer = osr_protocol_call_finish (result, &fault, error);

  if (missing != NULL)
    *missing = NULL;
  if (answer != NULL)
    return osr_wire_accepted_read (osr_http_answer_get_body (answer), error);
  /* Events that cannot be read will come with the next page: the refusal stands without them. */
  if (missing != NULL && fault != NULL)
    *missing = osr_wire_events_read (osr_json_get_array (fault, "events"), NULL);
  return NULL;
}

void
osr_protocol_changes_async (OsrProtocol *self, const char *since, guint wait_seconds,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (OsrHttpRequest) request = osr_protocol_call_request (self, "GET", "/v1/changes", NULL);
  guint wait = MIN (wait_seconds, OSR_PROTOCOL_MAX_WAIT_SECONDS);
  g_autofree char *wait_text = g_strdup_printf ("%u", wait);

  if (since != NULL)
    osr_http_request_add_field (request, "since", since);
  osr_http_request_add_field (request, "wait", wait_text);
  osr_http_request_set_timeout (request, wait + POLL_GRACE_SECONDS);
  osr_protocol_call_send (osr_protocol_call_new (self, osr_protocol_changes_async, cancellable,
                                                 callback, user_data),
                          request);
}

OsrWirePage *
osr_protocol_changes_finish (OsrProtocol *self, GAsyncResult *result, GError **error)
{
  g_autoptr (OsrHttpAnswer) answer = g_task_propagate_pointer (G_TASK (result), error);
  g_autoptr (JsonObject) fault = NULL;
  g_autoptr (GError) cause = NULL;
  OsrWirePage *page;

  if (answer == NULL)
    return NULL;
  if (osr_http_answer_is_success (answer))
    return osr_wire_page_read (osr_http_answer_get_body (answer), error);
  fault = osr_protocol_fault_set (answer, &cause);
  if (osr_http_answer_get_status (answer) != 410 || fault == NULL) {
    g_propagate_error (error, g_steal_pointer (&cause));
    return NULL;
  }
  page = g_new0 (OsrWirePage, 1);
  page->reset = TRUE;
  page->now = self->answered_at;
  page->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_wire_entry_free);
  return page;
}
