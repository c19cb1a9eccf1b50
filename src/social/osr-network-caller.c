/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call is: wait for its turn in every lane, send, judge the answer, and for a reading call
 * perhaps again after a while. A publishing that would have to wait long is given back instead: whoever
 * sends it holds a lease that runs out. */
#include "social/osr-network-caller.h"

#include "net/osr-backoff.h"
#include "net/osr-rate-limiter.h"
#include "social/osr-network-dialect.h"

#define MAX_ATTEMPTS     4
#define LONGEST_TURN     (60 * G_USEC_PER_SEC)
#define LONGEST_PAUSE    3600 /* seconds */
#define USUAL_PAUSE      5    /* seconds, when the network names none */
#define MOVED_KEY        "osr-network-moved-to"
#define AUTHORITY_OPTION "ca-file"

struct _OsrNetworkCaller {
  GObject parent_instance;

  OsrHttpSession *session;
  GHashTable *sessions; /* file of certificates → OsrHttpSession */
  GHashTable *lanes;    /* key → OsrRateLimiter */
  GHashTable *paused;   /* key → monotonic end of the pause that the network asked for */
  guint interval;       /* of the usual lane */
  guint pace;           /* percent, of what the account's own leaves */
  guint32 seed;
};

typedef struct {
  OsrNetworkCall *call;
  OsrHttpSession *session;
  guint attempts;
  guint lane; /* the one being waited in */
  gint64 began;
} Attempt;

G_DEFINE_FINAL_TYPE (OsrNetworkCaller, osr_network_caller, G_TYPE_OBJECT)

static void wait_for_turn (GTask *task);

static void
attempt_free (Attempt *attempt)
{
  osr_network_call_free (attempt->call);
  g_clear_object (&attempt->session);
  g_free (attempt);
}

/* -- Failing -- */

static void
return_fault (GTask *task, OsrNetError code, const char *sentence)
{
  Attempt *attempt = g_task_get_task_data (task);
  g_autofree char *clean = osr_network_scrub (attempt->call->account, sentence);

  if (g_str_has_prefix (clean, attempt->call->method))
    g_task_return_new_error (task, OSR_NET_ERROR, (gint) code, "%s", clean);
  else
    g_task_return_new_error (task, OSR_NET_ERROR, (gint) code, "%s: %s", attempt->call->method,
                             clean);
}

/* Of @time in any unit, what @account has to wait. */
static gint64
at_pace (OsrNetworkCaller *self, OsrNetworkAccount *account, gint64 time)
{
  return time * self->pace * osr_network_account_get_pace (account) / (100 * 100);
}

static gboolean
on_waited (gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    wait_for_turn (g_object_ref (task));
  return G_SOURCE_REMOVE;
}

static void
wait_and_repeat (GTask *task)
{
  OsrNetworkCaller *self = g_task_get_source_object (task);
  Attempt *attempt = g_task_get_task_data (task);
  guint delay = osr_backoff_delay (attempt->attempts, self->seed++);
  g_autoptr (GSource) source =
      g_timeout_source_new ((guint) at_pace (self, attempt->call->account, delay));

  if (g_task_get_cancellable (task) != NULL) {
    g_autoptr (GSource) cancelled = g_cancellable_source_new (g_task_get_cancellable (task));

    g_source_set_dummy_callback (cancelled);
    g_source_add_child_source (source, cancelled);
  }
  attempt->lane = 0;
  g_task_attach_source (task, source, on_waited);
}

static void
fail_or_repeat (GTask *task, OsrNetError code, const char *sentence)
{
  Attempt *attempt = g_task_get_task_data (task);
  gboolean repeats = !attempt->call->writes && !attempt->call->once;

  if (code == OSR_NET_ERROR_TEMPORARY && repeats && attempt->attempts < MAX_ATTEMPTS)
    wait_and_repeat (task);
  else
    return_fault (task, code, sentence);
}

/* -- The answer -- */

static void
pause_account (OsrNetworkCaller *self, OsrNetworkCall *call, gint64 seconds)
{
  gint64 *until;

  if (call->lanes[0].key == NULL)
    return;
  until = g_new (gint64, 1);
  seconds = seconds < 0 ? USUAL_PAUSE : MIN (seconds, LONGEST_PAUSE);
  *until = g_get_monotonic_time () + at_pace (self, call->account, seconds * G_USEC_PER_SEC);
  g_hash_table_replace (self->paused, g_strdup (call->lanes[0].key), until);
}

static gint64
asked_pause (OsrHttpAnswer *http, const OsrNetworkFault *fault)
{
  const char *header = osr_http_answer_get_header (http, "Retry-After");
  guint64 seconds;

  if (fault != NULL && fault->retry_after >= 0)
    return fault->retry_after;
  if (header != NULL && g_ascii_string_to_unsigned (header, 10, 0, G_MAXINT32, &seconds, NULL))
    return (gint64) seconds;
  return -1;
}

/* The network's own word goes before the status, unless the network judges otherwise. */
static OsrNetError
judge_call (const OsrNetworkCall *call, guint status, const OsrNetworkFault *fault)
{
  if (call->judge != NULL)
    return call->judge (status, fault, call->writes);
  return fault != NULL ? fault->class : osr_network_judge_status (status, call->writes);
}

static void
judge_fault (GTask *task, OsrHttpAnswer *http, OsrNetworkFault *fault, const char *otherwise)
{
  OsrNetworkCaller *self = g_task_get_source_object (task);
  Attempt *attempt = g_task_get_task_data (task);
  guint status = osr_http_answer_get_status (http);
  OsrNetError code = judge_call (attempt->call, status, fault);
  g_autofree char *said = NULL;

  if (fault != NULL)
    fault->class = code;
  said = fault != NULL ? osr_network_fault_describe (fault)
                       : g_strdup_printf ("HTTP status %u, %s", status, otherwise);
  if (code == OSR_NET_ERROR_RATE_LIMITED)
    pause_account (self, attempt->call, asked_pause (http, fault));
  if (fault != NULL && fault->moved_to != NULL)
    g_object_set_data_full (G_OBJECT (task), MOVED_KEY, g_strdup (fault->moved_to), g_free);
  fail_or_repeat (task, code, said);
}

/* A body that says nothing goes before a success. */
static void
judge_records (GTask *task, OsrHttpAnswer *http)
{
  const OsrNetworkCall *call = ((Attempt *) g_task_get_task_data (task))->call;
  const OsrNetworkQuestion question = { call->account, call->method, call->post_id, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkFault) told = NULL;
  gsize size;
  const char *data = g_bytes_get_data (osr_http_answer_get_body (http), &size);
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_parse (&question, data != NULL ? data : "", size, &error);

  if ((answer == NULL || answer->fault == NULL) && call->read_headers != NULL)
    told = call->read_headers (call->account, http, call->writes);
  if (answer != NULL && answer->fault != NULL)
    judge_fault (task, http, answer->fault, NULL);
  else if (told != NULL)
    judge_fault (task, http, told, NULL);
  else if (!osr_http_answer_is_success (http))
    judge_fault (task, http, NULL, "not from the network itself");
  else if (answer == NULL)
    return_fault (task, call->writes ? OSR_NET_ERROR_UNCERTAIN : OSR_NET_ERROR_PROTOCOL,
                  error->message);
  else
    g_task_return_pointer (task, g_steal_pointer (&answer),
                           (GDestroyNotify) osr_network_answer_free);
}

/* A file is anything; only where there is none the network says why in its own words. */
static void
judge_answer (GTask *task, OsrHttpAnswer *http)
{
  const OsrNetworkCall *call = ((Attempt *) g_task_get_task_data (task))->call;

  if (call->fetches && osr_http_answer_is_success (http))
    g_task_return_pointer (task, g_bytes_ref (osr_http_answer_get_body (http)),
                           (GDestroyNotify) g_bytes_unref);
  else
    judge_records (task, http);
}

/* What the connection says of a writing call that it might repeat by itself, it says as of one that reads. */
static OsrNetError
judge_silence (const OsrNetworkCall *call, const GError *error)
{
  gboolean repeated = call->writes && !osr_http_request_get_never_resend (call->request);

  return repeated &&
                 (error->code == OSR_NET_ERROR_TEMPORARY || error->code == OSR_NET_ERROR_PROTOCOL)
             ? OSR_NET_ERROR_UNCERTAIN
             : (OsrNetError) error->code;
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *attempt = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrHttpAnswer) http =
      osr_http_session_send_finish (OSR_HTTP_SESSION (source), result, &error);

  if (http != NULL)
    judge_answer (task, http);
  else if (error->domain == OSR_NET_ERROR)
    fail_or_repeat (task, judge_silence (attempt->call, error), error->message);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* -- The turn -- */

static OsrRateLimiter *
get_limiter (OsrNetworkCaller *self, OsrNetworkAccount *account, const OsrNetworkLane *lane)
{
  OsrRateLimiter *limiter = g_hash_table_lookup (self->lanes, lane->key);

  if (limiter == NULL) {
    limiter =
        osr_rate_limiter_new ((guint) at_pace (self, account, lane->interval_ms), lane->burst);
    g_hash_table_insert (self->lanes, g_strdup (lane->key), limiter);
  }
  return limiter;
}

/* Whether the network asked this account to be quiet. */
static gboolean
is_paused (OsrNetworkCaller *self, OsrNetworkCall *call)
{
  const gint64 *until =
      call->lanes[0].key != NULL ? g_hash_table_lookup (self->paused, call->lanes[0].key) : NULL;

  return until != NULL && g_get_monotonic_time () < *until;
}

static void
send_now (GTask *task)
{
  OsrNetworkCaller *self = g_task_get_source_object (task);
  Attempt *attempt = g_task_get_task_data (task);

  if (is_paused (self, attempt->call) ||
      (attempt->call->writes && g_get_monotonic_time () - attempt->began > LONGEST_TURN)) {
    return_fault (task, OSR_NET_ERROR_RATE_LIMITED,
                  "the network takes no more calls of this account for now");
    g_object_unref (task);
    return;
  }
  attempt->attempts++;
  osr_http_session_send_async (attempt->session, attempt->call->request,
                               g_task_get_cancellable (task), on_answered, task);
}

static void
on_turn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *attempt = g_task_get_task_data (task);
  GError *error = NULL;

  if (!osr_rate_limiter_acquire_finish (OSR_RATE_LIMITER (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  attempt->lane++;
  wait_for_turn (g_steal_pointer (&task));
}

/* (transfer full) of @task. */
static void
wait_for_turn (GTask *task)
{
  OsrNetworkCaller *self = g_task_get_source_object (task);
  Attempt *attempt = g_task_get_task_data (task);
  const OsrNetworkLane *lane =
      attempt->lane < OSR_NETWORK_CALL_LANES ? &attempt->call->lanes[attempt->lane] : NULL;

  if (lane == NULL || lane->key == NULL || is_paused (self, attempt->call))
    send_now (task);
  else
    osr_rate_limiter_acquire_async (get_limiter (self, attempt->call->account, lane),
                                    g_task_get_cancellable (task), on_turn, task);
}

/* (transfer full) (nullable): the connections for @account */
static OsrHttpSession *
choose_session (OsrNetworkCaller *self, OsrNetworkAccount *account, GError **error)
{
  const char *file = osr_network_account_get_option (account, AUTHORITY_OPTION);
  OsrHttpSession *session;

  if (file == NULL || *file == '\0')
    return g_object_ref (self->session);
  session = g_hash_table_lookup (self->sessions, file);
  if (session != NULL)
    return g_object_ref (session);
  session = osr_http_session_new_trusting (file, error);
  if (session == NULL)
    return NULL;
  g_hash_table_insert (self->sessions, g_strdup (file), session);
  return g_object_ref (session);
}

static void
osr_network_caller_finalize (GObject *object)
{
  OsrNetworkCaller *self = OSR_NETWORK_CALLER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->sessions, g_hash_table_unref);
  g_clear_pointer (&self->lanes, g_hash_table_unref);
  g_clear_pointer (&self->paused, g_hash_table_unref);
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
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->lanes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->paused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
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
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  Attempt *attempt;

  g_return_if_fail (OSR_IS_NETWORK_CALLER (self));
  g_return_if_fail (call != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, osr_network_caller_call_async);
  /* What the network has accepted is reported even if the caller gave up at the same moment. */
  g_task_set_check_cancellable (task, FALSE);
  attempt = g_new0 (Attempt, 1);
  attempt->call = call;
  attempt->began = g_get_monotonic_time ();
  g_task_set_task_data (task, attempt, (GDestroyNotify) attempt_free);
  if (call->lanes[0].key == NULL)
    osr_network_call_add_lane (call, "", self->interval, 1);
  attempt->session = choose_session (self, call->account, &error);
  if (attempt->session == NULL)
    return_fault (task, OSR_NET_ERROR_REJECTED, error->message);
  else
    wait_for_turn (g_steal_pointer (&task));
}

OsrNetworkAnswer *
osr_network_caller_call_finish (OsrNetworkCaller *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GBytes *
osr_network_caller_fetch_finish (OsrNetworkCaller *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
osr_network_caller_get_moved_to (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_object_get_data (G_OBJECT (result), MOVED_KEY);
}
