/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call is: wait for the token's turn, send, judge the answer, and for a reading call perhaps
 * again after a while. A call that writes is sent once, and whatever is not a clear answer of VK
 * makes it uncertain. */
#include "social/vk/osr-vk-client.h"

#include "net/osr-backoff.h"
#include "net/osr-rate-limiter.h"
#include "social/osr-network-round.h"
#include "social/osr-social-reader.h"
#include "social/vk/osr-vk-call.h"
#include "social/vk/osr-vk-error.h"
#include "social/vk/osr-vk-fault.h"
#include "social/vk/osr-vk-parser.h"

#define MAX_ATTEMPTS 4
#define CAPTCHA      14
/* VK allows 3 a second to a service token, 20 to a community's; a little less, for the way. */
#define READ_INTERVAL_MS  350
#define WRITE_INTERVAL_MS 55

struct _OsrVkClient {
  GObject parent_instance;

  OsrHttpSession *session;
  GHashTable *limiters; /* host and token → OsrRateLimiter */
  guint pace;           /* percent, of what the account's own leaves */
  guint32 seed;
  const gint64 *time; /* borrowed, nullable: s */
};

typedef struct {
  OsrVkCall *call;
  guint attempts;
} Attempt;

G_DEFINE_FINAL_TYPE (OsrVkClient, osr_vk_client, G_TYPE_OBJECT)

static void begin_attempt (GTask *task);

static void
attempt_free (Attempt *attempt)
{
  osr_vk_call_free (attempt->call);
  g_free (attempt);
}

static gboolean
writes (Attempt *attempt)
{
  return attempt->call->kind == OSR_VK_WRITE || attempt->call->kind == OSR_VK_EDIT;
}

/* Of @ms, what the account of @call has to wait. */
static guint
at_pace (OsrVkClient *self, OsrVkCall *call, guint ms)
{
  return ms * self->pace / 100 * osr_network_account_get_pace (call->account) / 100;
}

static OsrRateLimiter *
get_limiter (OsrVkClient *self, OsrVkCall *call)
{
  g_autofree char *key =
      g_strjoin ("\n", call->account->api_base, osr_vk_call_get_token (call), NULL);
  OsrRateLimiter *limiter = g_hash_table_lookup (self->limiters, key);
  gboolean community = call->kind == OSR_VK_ASK || call->kind == OSR_VK_WRITE;
  guint interval = community ? WRITE_INTERVAL_MS : READ_INTERVAL_MS;

  if (limiter == NULL) {
    limiter = osr_rate_limiter_new (at_pace (self, call, interval), 1);
    g_hash_table_insert (self->limiters, g_steal_pointer (&key), limiter);
  }
  return limiter;
}

static gboolean
on_waited (gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    begin_attempt (g_object_ref (task));
  return G_SOURCE_REMOVE;
}

static void
wait_and_repeat (GTask *task)
{
  OsrVkClient *self = g_task_get_source_object (task);
  Attempt *attempt = g_task_get_task_data (task);
  guint delay = osr_backoff_delay (attempt->attempts, self->seed++);
  g_autoptr (GSource) source = g_timeout_source_new (at_pace (self, attempt->call, delay));

  if (g_task_get_cancellable (task) != NULL) {
    g_autoptr (GSource) cancelled = g_cancellable_source_new (g_task_get_cancellable (task));

    g_source_set_dummy_callback (cancelled);
    g_source_add_child_source (source, cancelled);
  }
  g_task_attach_source (task, source, on_waited);
}

/* Takes @failure. @passes_soon: the same call may well work within seconds. */
static void
fail_or_repeat (GTask *task, GError *failure, gboolean passes_soon)
{
  Attempt *attempt = g_task_get_task_data (task);

  if (passes_soon && !writes (attempt) && attempt->attempts < MAX_ATTEMPTS) {
    g_error_free (failure);
    wait_and_repeat (task);
  } else {
    g_task_return_error (task, failure);
  }
}

static void
judge_vk_error (GTask *task, gint64 code, const char *said)
{
  OsrVkClient *self = g_task_get_source_object (task);
  Attempt *attempt = g_task_get_task_data (task);
  g_autofree char *message =
      osr_vk_error_message (attempt->call->method, code, said, attempt->call->account);

  if (code == 6)
    osr_rate_limiter_pause (get_limiter (self, attempt->call), at_pace (self, attempt->call, 1000));
  fail_or_repeat (task,
                  g_error_new_literal (OSR_NET_ERROR,
                                       (gint) osr_vk_error_class (code, writes (attempt)), message),
                  osr_vk_error_passes_soon (code));
}

/* The page is VK's newer form; where both are told it is the one that is kept up. */
static void
keep_challenge (GTask *task, JsonObject *root)
{
  Attempt *attempt = g_task_get_task_data (task);
  g_autoptr (OsrNetworkFault) fault =
      osr_vk_fault_read (attempt->call->account, root, writes (attempt));
  gboolean page = fault != NULL && fault->page != NULL;
  const char *address = page ? fault->page : fault != NULL ? fault->captcha_image : NULL;

  if (address != NULL)
    osr_network_set_challenge (G_ASYNC_RESULT (task),
                               osr_network_challenge_new (page ? OSR_NETWORK_CHALLENGE_PAGE
                                                               : OSR_NETWORK_CHALLENGE_PICTURE,
                                                          fault->captcha_sid, address, NULL));
}

/* An answer that is not VK's: its servers' troubles, or somebody in between. Only a refusal with a
 * 4xx says for certain that a writing call came to nothing. */
static void
judge_status (GTask *task, guint status)
{
  Attempt *attempt = g_task_get_task_data (task);
  OsrNetError code = OSR_NET_ERROR_PROTOCOL;

  if (status == 429)
    code = OSR_NET_ERROR_RATE_LIMITED;
  else if (status == 401)
    code = OSR_NET_ERROR_AUTH;
  else if (writes (attempt) && (status < 400 || status >= 500))
    code = OSR_NET_ERROR_UNCERTAIN;
  else if (status >= 500)
    code = OSR_NET_ERROR_TEMPORARY;
  fail_or_repeat (task,
                  g_error_new (OSR_NET_ERROR, (gint) code, "%s: HTTP status %u",
                               attempt->call->method, status),
                  status >= 500);
}

static void
return_unreadable (GTask *task, const char *reason)
{
  Attempt *attempt = g_task_get_task_data (task);

  g_task_return_new_error (task, OSR_NET_ERROR,
                           writes (attempt) ? OSR_NET_ERROR_UNCERTAIN : OSR_NET_ERROR_PROTOCOL,
                           "%s: %s", attempt->call->method, reason);
}

static void
judge_body (GTask *task, GBytes *body)
{
  Attempt *attempt = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *root;
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  const char *said;
  gint64 code;

  node = osr_social_read (data, size, attempt->call->method, &error);
  root = osr_social_object (node);
  if (node == NULL)
    return_unreadable (task, error->message);
  else if (root == NULL)
    return_unreadable (task, "the answer is no object");
  else if (osr_vk_parse_error (root, &code, &said)) {
    if (code == CAPTCHA && writes (attempt))
      keep_challenge (task, root);
    judge_vk_error (task, code, said);
  } else if (json_object_has_member (root, "response"))
    g_task_return_pointer (task, json_object_dup_member (root, "response"),
                           (GDestroyNotify) json_node_unref);
  else
    return_unreadable (task, "the answer has neither a response nor an error");
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *attempt = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrHttpAnswer) answer =
      osr_http_session_send_finish (OSR_HTTP_SESSION (source), result, &error);

  if (answer == NULL) {
    if (error->domain == OSR_NET_ERROR)
      g_prefix_error (&error, "%s: ", attempt->call->method);
    g_task_return_error (task, g_steal_pointer (&error));
  } else if (!osr_http_answer_is_success (answer)) {
    judge_status (task, osr_http_answer_get_status (answer));
  } else {
    judge_body (task, osr_http_answer_get_body (answer));
  }
}

static void
on_turn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrVkClient *self = g_task_get_source_object (task);
  Attempt *attempt = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrHttpRequest) request = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (!osr_rate_limiter_acquire_finish (OSR_RATE_LIMITER (source), result, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  attempt->attempts++;
  request = osr_vk_call_build (attempt->call);
  osr_http_session_send_async (self->session, request, cancellable, on_answered,
                               g_steal_pointer (&task));
}

/* (transfer full) of @task. */
static void
begin_attempt (GTask *task)
{
  OsrVkClient *self = g_task_get_source_object (task);
  Attempt *attempt = g_task_get_task_data (task);

  osr_rate_limiter_acquire_async (get_limiter (self, attempt->call), g_task_get_cancellable (task),
                                  on_turn, task);
}

static void
osr_vk_client_finalize (GObject *object)
{
  OsrVkClient *self = OSR_VK_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->limiters, g_hash_table_unref);
  G_OBJECT_CLASS (osr_vk_client_parent_class)->finalize (object);
}

static void
osr_vk_client_class_init (OsrVkClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_vk_client_finalize;
}

static void
osr_vk_client_init (OsrVkClient *self)
{
  self->limiters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->pace = 100;
  self->seed = g_random_int ();
}

OsrVkClient *
osr_vk_client_new (OsrHttpSession *session)
{
  OsrVkClient *self;

  g_return_val_if_fail (OSR_IS_HTTP_SESSION (session), NULL);

  self = g_object_new (OSR_TYPE_VK_CLIENT, NULL);
  self->session = g_object_ref (session);
  return self;
}

void
osr_vk_client_set_pace (OsrVkClient *self, guint percent)
{
  g_return_if_fail (OSR_IS_VK_CLIENT (self));

  self->pace = MIN (percent, 1000);
}

gint64
osr_vk_client_get_time (OsrVkClient *self)
{
  g_return_val_if_fail (OSR_IS_VK_CLIENT (self), 0);

  return self->time != NULL ? *self->time : g_get_real_time () / G_USEC_PER_SEC;
}

void
osr_vk_client_set_time (OsrVkClient *self, const gint64 *time)
{
  g_return_if_fail (OSR_IS_VK_CLIENT (self));

  self->time = time;
}

OsrHttpSession *
osr_vk_client_get_session (OsrVkClient *self)
{
  g_return_val_if_fail (OSR_IS_VK_CLIENT (self), NULL);

  return self->session;
}

void
osr_vk_client_call_async (OsrVkClient *self, OsrVkCall *call, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Attempt *attempt;

  g_return_if_fail (OSR_IS_VK_CLIENT (self));
  g_return_if_fail (call != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, osr_vk_client_call_async);
  /* What VK has accepted is reported even if the caller gave up at the same moment. */
  g_task_set_check_cancellable (task, FALSE);
  attempt = g_new0 (Attempt, 1);
  attempt->call = call;
  g_task_set_task_data (task, attempt, (GDestroyNotify) attempt_free);
  if (osr_vk_call_get_token (call) == NULL) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_AUTH,
                             "%s: the account has no token for %s", call->method,
                             call->kind == OSR_VK_READ   ? "reading"
                             : call->kind == OSR_VK_EDIT ? "editing"
                                                         : "publishing");
    return;
  }
  begin_attempt (g_steal_pointer (&task));
}

JsonNode *
osr_vk_client_call_finish (OsrVkClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
