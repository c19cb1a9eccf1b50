/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call is: wait for the account's turn, send, judge the answer, and for a reading call perhaps
 * again after a while. A call that writes is sent once, and whatever is not a clear answer of the
 * network makes it uncertain. */
#include "social/osr-network-caller.h"

#include "net/osr-backoff.h"
#include "net/osr-rate-limiter.h"

#define MAX_ATTEMPTS 4

struct _OsrNetworkCall {
  OsrNetworkAccount *account;
  char *method;
  char *post_id;
  OsrHttpRequest *request;
  OsrNetworkHeaderReader read_headers;
  gboolean writes;
  guint attempts;
};

struct _OsrNetworkCaller {
  GObject parent_instance;

  OsrHttpSession *session;
  GHashTable *limiters; /* host and account → OsrRateLimiter */
  guint interval;
  guint pace; /* percent */
  guint32 seed;
};

G_DEFINE_FINAL_TYPE (OsrNetworkCaller, osr_network_caller, G_TYPE_OBJECT)

static void begin_attempt (GTask *task);

OsrNetworkCall *
osr_network_call_new (OsrNetworkAccount *account, const char *method, OsrHttpRequest *request,
                      gboolean writes)
{
  OsrNetworkCall *call;

  g_return_val_if_fail (account != NULL && method != NULL && request != NULL, NULL);

  call = g_new0 (OsrNetworkCall, 1);
  call->account = osr_network_account_ref (account);
  call->method = g_strdup (method);
  call->request = request;
  call->writes = writes;
  if (writes && g_str_equal (osr_http_request_get_method (request), "POST"))
    osr_http_request_set_never_resend (request, TRUE);
  return call;
}

void
osr_network_call_free (OsrNetworkCall *call)
{
  osr_network_account_unref (call->account);
  osr_http_request_unref (call->request);
  g_free (call->method);
  g_free (call->post_id);
  g_free (call);
}

void
osr_network_call_set_post (OsrNetworkCall *call, const char *post_id)
{
  g_free (call->post_id);
  call->post_id = g_strdup (post_id);
}

void
osr_network_call_set_header_reader (OsrNetworkCall *call, OsrNetworkHeaderReader reader)
{
  call->read_headers = reader;
}

static OsrRateLimiter *
get_limiter (OsrNetworkCaller *self, OsrNetworkCall *call)
{
  g_autofree char *key = g_strjoin ("\n", call->account->api_base, call->account->id, NULL);
  OsrRateLimiter *limiter = g_hash_table_lookup (self->limiters, key);

  if (limiter == NULL) {
    limiter = osr_rate_limiter_new (self->interval * self->pace / 100, 1);
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
  OsrNetworkCaller *self = g_task_get_source_object (task);
  OsrNetworkCall *call = g_task_get_task_data (task);
  guint delay = osr_backoff_delay (call->attempts, self->seed++);
  g_autoptr (GSource) source = g_timeout_source_new (delay * self->pace / 100);

  if (g_task_get_cancellable (task) != NULL) {
    g_autoptr (GSource) cancelled = g_cancellable_source_new (g_task_get_cancellable (task));

    g_source_set_dummy_callback (cancelled);
    g_source_add_child_source (source, cancelled);
  }
  g_task_attach_source (task, source, on_waited);
}

/* Takes @failure. */
static void
fail_or_repeat (GTask *task, GError *failure)
{
  OsrNetworkCall *call = g_task_get_task_data (task);

  if (!call->writes && call->attempts < MAX_ATTEMPTS &&
      g_error_matches (failure, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY)) {
    g_error_free (failure);
    wait_and_repeat (task);
  } else {
    g_task_return_error (task, failure);
  }
}

static void
return_fault (GTask *task, const OsrNetworkFault *fault)
{
  OsrNetworkCaller *self = g_task_get_source_object (task);
  OsrNetworkCall *call = g_task_get_task_data (task);
  g_autofree char *line = osr_network_fault_describe (fault);

  if (fault->class == OSR_NET_ERROR_RATE_LIMITED)
    osr_rate_limiter_pause (get_limiter (self, call),
                            (guint) CLAMP (fault->retry_after, 1, 60) * 10 * self->pace);
  fail_or_repeat (task,
                  g_error_new (OSR_NET_ERROR, (gint) fault->class, "%s: %s", call->method, line));
}

OsrNetError
osr_network_caller_judge_status (guint status, gboolean writes)
{
  if (status == 401)
    return OSR_NET_ERROR_AUTH;
  if (status == 429)
    return OSR_NET_ERROR_RATE_LIMITED;
  if (status >= 500)
    return writes ? OSR_NET_ERROR_UNCERTAIN : OSR_NET_ERROR_TEMPORARY;
  return writes && (status < 400) ? OSR_NET_ERROR_UNCERTAIN : OSR_NET_ERROR_PROTOCOL;
}

/* The network's own word goes before the status, and a body that says nothing before a success. */
static void
judge (GTask *task, OsrHttpAnswer *http)
{
  OsrNetworkCall *call = g_task_get_task_data (task);
  const OsrNetworkQuestion question = { call->account, call->method, call->post_id, NULL };
  guint status = osr_http_answer_get_status (http);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkFault) told = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (osr_http_answer_get_body (http), &size);
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_parse (&question, bytes != NULL ? bytes : "", size, &error);

  if ((answer == NULL || answer->fault == NULL) && call->read_headers != NULL)
    told = call->read_headers (call->account, http, call->writes);
  if (answer != NULL && answer->fault != NULL)
    return_fault (task, answer->fault);
  else if (told != NULL)
    return_fault (task, told);
  else if (!osr_http_answer_is_success (http))
    fail_or_repeat (task,
                    g_error_new (OSR_NET_ERROR,
                                 (gint) osr_network_caller_judge_status (status, call->writes),
                                 "%s: HTTP status %u", call->method, status));
  else if (answer == NULL)
    g_task_return_new_error (task, OSR_NET_ERROR,
                             call->writes ? OSR_NET_ERROR_UNCERTAIN : OSR_NET_ERROR_PROTOCOL, "%s",
                             error->message);
  else
    g_task_return_pointer (task, g_steal_pointer (&answer),
                           (GDestroyNotify) osr_network_answer_free);
}

/* A PUT may be sent twice by the connections below, which puts the same in place twice; what broke after
 * it went out is as unknown as of a POST. */
static void
judge_failure (OsrNetworkCall *call, GError *error)
{
  gboolean judged = osr_http_request_get_never_resend (call->request);

  if (call->writes && !judged &&
      (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY) ||
       g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL)))
    error->code = OSR_NET_ERROR_UNCERTAIN;
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrNetworkCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrHttpAnswer) http =
      osr_http_session_send_finish (OSR_HTTP_SESSION (source), result, &error);

  if (http != NULL) {
    judge (task, http);
    return;
  }
  if (error->domain == OSR_NET_ERROR)
    g_prefix_error (&error, "%s: ", call->method);
  judge_failure (call, error);
  fail_or_repeat (task, g_steal_pointer (&error));
}

static void
on_turn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrNetworkCaller *self = g_task_get_source_object (task);
  OsrNetworkCall *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;

  if (!osr_rate_limiter_acquire_finish (OSR_RATE_LIMITER (source), result, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  call->attempts++;
  osr_http_session_send_async (self->session, call->request, cancellable, on_answered,
                               g_steal_pointer (&task));
}

/* (transfer full) of @task. */
static void
begin_attempt (GTask *task)
{
  OsrNetworkCaller *self = g_task_get_source_object (task);

  osr_rate_limiter_acquire_async (get_limiter (self, g_task_get_task_data (task)),
                                  g_task_get_cancellable (task), on_turn, task);
}

static void
osr_network_caller_finalize (GObject *object)
{
  OsrNetworkCaller *self = OSR_NETWORK_CALLER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->limiters, g_hash_table_unref);
  G_OBJECT_CLASS (osr_network_caller_parent_class)->finalize (object);
}

static void
osr_network_caller_class_init (OsrNetworkCallerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_network_caller_finalize;
}

static void
osr_network_caller_init (OsrNetworkCaller *self)
{
  self->limiters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->pace = 100;
  self->seed = g_random_int ();
}

OsrNetworkCaller *
osr_network_caller_new (OsrHttpSession *session, guint interval_ms)
{
  OsrNetworkCaller *self;

  g_return_val_if_fail (OSR_IS_HTTP_SESSION (session), NULL);

  self = g_object_new (OSR_TYPE_NETWORK_CALLER, NULL);
  self->session = g_object_ref (session);
  self->interval = interval_ms;
  return self;
}

void
osr_network_caller_set_pace (OsrNetworkCaller *self, guint percent)
{
  g_return_if_fail (OSR_IS_NETWORK_CALLER (self));

  self->pace = MIN (percent, 1000);
}

void
osr_network_caller_call_async (OsrNetworkCaller *self, OsrNetworkCall *call,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (OSR_IS_NETWORK_CALLER (self));
  g_return_if_fail (call != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, osr_network_caller_call_async);
  /* What the network has accepted is reported even if the caller gave up at the same moment. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, call, (GDestroyNotify) osr_network_call_free);
  begin_attempt (task);
}

OsrNetworkAnswer *
osr_network_caller_call_finish (OsrNetworkCaller *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
