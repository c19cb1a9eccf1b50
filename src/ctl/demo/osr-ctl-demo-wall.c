/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration's network as the story needs it: a citizen's hand, a fault on order, and the page
 * that everybody reads. */
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "ctl/demo/osr-ctl-demo.h"
#include "net/osr-net-error.h"

#define SEND_METHOD "wall.createComment"
#define LOOK_MS     50
#define MAX_LOOKS   300

static OsrHttpAnswer *
ask (OsrCtlDemo *self, OsrHttpRequest *request, GError **error)
{
  OsrCtlAwait await = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OsrHttpAnswer) answer = NULL;

  osr_http_session_send_async (self->session, request, self->cancellable, osr_ctl_await_done,
                               &await);
  result = osr_ctl_await (&await);
  answer = osr_http_session_send_finish (self->session, result, error);
  if (answer != NULL && !osr_http_answer_is_success (answer)) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, "The wall answers %u.",
                 osr_http_answer_get_status (answer));
    return NULL;
  }
  return g_steal_pointer (&answer);
}

/* Takes @order. */
static gboolean
give_order (OsrCtlDemo *self, const char *path, JsonObject *order, GError **error)
{
  g_autoptr (JsonObject) owned = order;
  g_autofree char *uri = g_strconcat (osr_demo_office_get_wall (self->office), path, NULL);
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("POST", uri);
  g_autoptr (OsrHttpAnswer) answer = NULL;
  char *text = osr_json_write_object (owned);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  osr_http_request_set_body (request, "application/json", body);
  answer = ask (self, request, error);
  return answer != NULL;
}

static const OsrAccount *
watched_account (OsrCtlDemo *self)
{
  GPtrArray *accounts = osr_registry_get_accounts (osr_ctl_reader_get_registry (self->curator));

  for (guint i = 0; i < accounts->len; i++) {
    const OsrAccount *account = g_ptr_array_index (accounts, i);

    if (account->watched && account->body == NULL)
      return account;
  }
  return NULL;
}

gboolean
osr_ctl_demo_write_as_citizen (OsrCtlDemo *self, const char *text, GError **error)
{
  const OsrAccount *account = watched_account (self);
  JsonObject *order = json_object_new ();

  json_object_set_int_member (order, "owner_id",
                              account != NULL ? -g_ascii_strtoll (account->owner, NULL, 10) : 0);
  json_object_set_int_member (order, "post_id", 1);
  json_object_set_string_member (order, "citizen", "Ирина М.");
  json_object_set_string_member (order, "text", text);
  return give_order (self, "/_sandbox/comment", order, error);
}

gboolean
osr_ctl_demo_hold_answer (OsrCtlDemo *self, int seconds, GError **error)
{
  JsonObject *order = json_object_new ();

  json_object_set_string_member (order, "method", SEND_METHOD);
  json_object_set_string_member (order, "kind", "hold-answer");
  json_object_set_int_member (order, "times", 1);
  json_object_set_int_member (order, "seconds", seconds);
  return give_order (self, "/_sandbox/faults", order, error);
}

char *
osr_ctl_demo_read_page (OsrCtlDemo *self, const char *path, GError **error)
{
  g_autofree char *uri = g_strconcat (osr_demo_office_get_wall (self->office), path, NULL);
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("GET", uri);
  g_autoptr (OsrHttpAnswer) answer = ask (self, request, error);
  gsize length;
  const char *bytes;

  if (answer == NULL)
    return NULL;
  bytes = g_bytes_get_data (osr_http_answer_get_body (answer), &length);
  return g_strndup (bytes, length);
}

static gboolean
was_sent (OsrCtlDemo *self, gboolean *sent, GError **error)
{
  g_autofree char *text = osr_ctl_demo_read_page (self, "/_sandbox/faults", error);
  g_autoptr (JsonObject) answer = NULL;

  if (text == NULL)
    return FALSE;
  answer = osr_json_read_object (text, -1, 0, "faults", error);
  if (answer == NULL)
    return FALSE;
  *sent = osr_json_get_int (osr_json_get_object (answer, "calls"), SEND_METHOD, 0) > 0;
  return TRUE;
}

gboolean
osr_ctl_demo_await_sent (OsrCtlDemo *self, GError **error)
{
  gboolean sent = FALSE;

  for (guint i = 0; i < MAX_LOOKS && !sent; i++) {
    if (!was_sent (self, &sent, error))
      return FALSE;
    if (!sent)
      osr_ctl_pause (LOOK_MS, self->cancellable);
  }
  if (!sent)
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY,
                         "The reply did not reach the network in time.");
  return sent;
}
