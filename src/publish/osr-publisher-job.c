/* SPDX-License-Identifier: GPL-3.0-or-later */
/* If the outcome cannot be written down, nothing else is done: the row still says "sending", its
 * lease runs out, and the reply is looked for like after a crash. */
#include "publish/osr-publisher-job.h"

#include "core/osr-chain.h"

#define PUBLISHER_NAME "publisher"

typedef struct {
  const OsrPublishingOffice *office;
  OsrPublication *row;
  OsrPublishing machine;
  OsrCase *the_case;         /* nullable before it is needed */
  const OsrCaseDraft *draft; /* borrowed from the case */
  OsrNetwork *network;       /* borrowed from the book */
  OsrNetworkSending *sending;
  gboolean appended;
} Job;

static void
job_free (Job *job)
{
  osr_publication_free (job->row);
  g_clear_pointer (&job->the_case, osr_case_unref);
  g_clear_pointer (&job->sending, osr_network_sending_unref);
  g_free (job);
}

static gint64
log_now (Job *job)
{
  return osr_clock_now (osr_log_get_clock (job->office->log));
}

static void
machine_to_row (Job *job)
{
  gint64 wait = job->machine.not_before - osr_publication_boot_time ();

  job->row->state = (OsrPublicationState) job->machine.state;
  job->row->attempt = (int) job->machine.attempt;
  job->row->absent_reads = (int) job->machine.absent_reads;
  job->row->next_at = log_now (job) + MAX (wait, 0);
}

static void
machine_from_row (Job *job, const OsrPublishingMemory *memory)
{
  job->machine.state = (OsrPublishingState) job->row->state;
  job->machine.attempt = (guint) MAX (job->row->attempt, 0);
  job->machine.absent_reads = (guint) MAX (job->row->absent_reads, 0);
  if (memory == NULL)
    return;
  job->machine.failures = memory->failures;
  job->machine.last_read_at = memory->last_read_at;
  job->machine.not_before = memory->not_before;
}

/* The draft that was approved, if its text, account and target still are what was approved. */
static gboolean
find_draft (Job *job, GError **error)
{
  g_autofree char *digest = NULL;

  job->the_case = osr_log_load_case (job->office->log, job->row->case_id, error);
  if (job->the_case == NULL)
    return FALSE;
  for (guint i = 0; i < job->the_case->drafts->len; i++) {
    const OsrCaseDraft *draft = g_ptr_array_index (job->the_case->drafts, i);

    if (draft->version == job->row->draft)
      job->draft = draft;
  }
  return TRUE;
}

static gboolean
text_is_approved (Job *job)
{
  const OsrCaseDraft *draft = job->draft;
  g_autofree char *digest = NULL;

  if (draft == NULL || draft->text == NULL || draft->state != OSR_DRAFT_APPROVED ||
      g_strcmp0 (draft->account, job->row->account) != 0)
    return FALSE;
  digest =
      osr_text_digest (draft->kind, draft->text, draft->account, job->the_case->native_id, NULL);
  return g_strcmp0 (digest, job->row->digest) == 0;
}

static gboolean
prepare_sending (Job *job, GError **error)
{
  OsrCase *the_case = job->the_case;
  g_autoptr (OsrNetworkAccount) account = NULL;
  g_autoptr (OsrNetworkTarget) target = NULL;

  account =
      osr_account_book_find_reader (job->office->book, job->row->account, &job->network, error);
  if (account == NULL)
    return FALSE;
  if (job->row->first_sent_at == OSR_INSTANT_UNKNOWN)
    job->row->first_sent_at = log_now (job);
  /* the thread of a first-level message is its own */
  target = osr_network_target_new (the_case->owner_id, the_case->post_id, the_case->native_id,
                                   the_case->thread_id != NULL ? the_case->thread_id
                                                               : the_case->native_id);
  job->sending = osr_network_sending_new (account, target, job->draft->text, job->row->guid,
                                          job->row->first_sent_at);
  return TRUE;
}

/* "publish" is judged by the network's time, bounded by the intent and by now. */
static OsrInstant
bounded_time (Job *job, OsrInstant told)
{
  OsrInstant now = log_now (job);
  OsrInstant intended = now;

  for (guint i = 0; i < job->the_case->events->len; i++) {
    OsrEvent *event = g_ptr_array_index (job->the_case->events, i);

    if (event->version == job->row->intent)
      intended = MIN (event->at, now);
  }
  return told == OSR_INSTANT_UNKNOWN ? now : CLAMP (told, intended, now);
}

static JsonObject *
published_members (Job *job, const OsrNetworkReply *reply)
{
  JsonObject *members = json_object_new ();

  json_object_set_string_member (members, "kind", job->draft->kind);
  json_object_set_string_member (members, "url", reply->permalink);
  json_object_set_string_member (members, "native_id", reply->native_id);
  json_object_set_int_member (members, "published_at", bounded_time (job, reply->published_at));
  json_object_set_int_member (members, "draft", job->row->draft);
  json_object_set_int_member (members, "intent", job->row->intent);
  return members;
}

static const char *
refusal_code (OsrPublishingInput input, const GError *why)
{
  if (why != NULL)
    return why->domain == OSR_NET_ERROR ? osr_net_error_nick (why->code) : "failed";
  return input == OSR_PUBLISHING_ABSENT ? "unconfirmed" : "text-changed";
}

static gboolean
append (Job *job, const char *type, JsonObject *members, JsonObject *payload, GError **error)
{
  OsrLogRequest request = { 0 };

  request.stream = job->row->case_id;
  request.type = type;
  request.members = members;
  request.payload = payload;
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = PUBLISHER_NAME;
  job->appended = osr_log_append (job->office->log, &request, 1, NULL, error);
  return job->appended;
}

static gboolean
append_refused (Job *job, OsrPublishingInput input, const GError *why, GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();

  json_object_set_int_member (members, "intent", job->row->intent);
  json_object_set_string_member (members, "code", refusal_code (input, why));
  json_object_set_string_member (payload, "reason",
                                 why != NULL ? why->message
                                 : input == OSR_PUBLISHING_ABSENT
                                     ? "The network did not show the reply after two attempts."
                                     : "The text is not the one that was approved.");
  return append (job, "publish-refused", members, payload, error);
}

static gboolean
append_telling (Job *job, OsrPublishingTelling telling, OsrPublishingInput input,
                const OsrNetworkReply *reply, const GError *why, GError **error)
{
  g_autoptr (JsonObject) members = NULL;

  switch (telling) {
  case OSR_PUBLISHING_TELL_PUBLISHED:
    members = published_members (job, reply);
    return append (job, "published", members, NULL, error);
  case OSR_PUBLISHING_TELL_REFUSED:
    return append_refused (job, input, why, error);
  case OSR_PUBLISHING_TELL_UNKNOWN:
    members = json_object_new ();
    json_object_set_int_member (members, "intent", job->row->intent);
    return append (job, "publish-unknown", members, NULL, error);
  case OSR_PUBLISHING_TELL_NOTHING:
  default:
    return TRUE;
  }
}

/* Row and event in one transaction: neither can be without the other. */
static gboolean
job_commit (Job *job, OsrPublishingInput input, const OsrNetworkReply *reply, const GError *why,
            GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (job->office->log, error);
  gboolean release = input != OSR_PUBLISHING_STARTED && input != OSR_PUBLISHING_RESTARTED;
  OsrPublishingTelling telling;

  if (transaction == NULL)
    return FALSE;
  telling = osr_publishing_apply (&job->machine, input, &job->office->settings,
                                  osr_publication_boot_time ());
  if (input == OSR_PUBLISHING_ABSENT || input == OSR_PUBLISHING_FOUND)
    job->row->last_read_at = log_now (job);
  machine_to_row (job);
  return append_telling (job, telling, input, reply, why, error) &&
         osr_log_update_publication (job->office->log, job->row, release, error) &&
         osr_log_commit (transaction, error);
}

static void
job_end (GTask *task, OsrPublishingInput input, const OsrNetworkReply *reply, const GError *why)
{
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (job_commit (job, input, reply, why, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static OsrPublishingInput
input_of_error (const GError *error)
{
  if (error->domain != OSR_NET_ERROR)
    return OSR_PUBLISHING_LOST;
  switch (error->code) {
  case OSR_NET_ERROR_OFFLINE:
  case OSR_NET_ERROR_RATE_LIMITED:
  case OSR_NET_ERROR_TEMPORARY:
    return OSR_PUBLISHING_NOT_SENT;
  case OSR_NET_ERROR_AUTH:
  case OSR_NET_ERROR_REJECTED:
    return OSR_PUBLISHING_REFUSED;
  default:
    return OSR_PUBLISHING_LOST;
  }
}

/* Given up while the network was asked: nothing is known, nothing is written. */
static gboolean
was_cancelled (GTask *task, GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  g_task_return_error (task, g_error_copy (error));
  g_object_unref (task);
  return TRUE;
}

static void
on_published (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;

  reply = osr_network_publish_finish (OSR_NETWORK (source), result, &error);
  if (reply != NULL)
    job_end (task, OSR_PUBLISHING_SENT, reply, NULL);
  else if (!was_cancelled (task, error))
    job_end (task, input_of_error (error), NULL, error);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;

  if (!osr_network_find_reply_finish (OSR_NETWORK (source), result, &reply, &error)) {
    if (!was_cancelled (task, error))
      job_end (task, OSR_PUBLISHING_UNREADABLE, NULL, error);
  } else if (reply != NULL) {
    job_end (task, OSR_PUBLISHING_FOUND, reply, NULL);
  } else {
    job_end (task, OSR_PUBLISHING_ABSENT, NULL, NULL);
  }
}

/* The row says "sending" on the disk before the first byte; the lease is looked at last. */
static void
job_send (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!job_commit (job, OSR_PUBLISHING_STARTED, NULL, NULL, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  job->machine.lease_until = job->row->lease_until;
  if (!osr_publishing_may_send (&job->machine, osr_publication_boot_time ()))
    job_end (task, OSR_PUBLISHING_NOT_SENT, NULL, NULL);
  else
    osr_network_publish_async (job->network, job->sending, g_task_get_cancellable (task),
                               on_published, task);
}

static void
job_step (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  OsrPublishingStep step = osr_publishing_next (&job->machine, osr_publication_boot_time (), NULL);
  g_autoptr (GError) error = NULL;

  if (step == OSR_PUBLISHING_STEP_WAIT || step == OSR_PUBLISHING_STEP_NONE) {
    GError *fault = NULL;

    machine_to_row (job);
    if (osr_log_update_publication (job->office->log, job->row, TRUE, &fault))
      g_task_return_boolean (task, TRUE);
    else
      g_task_return_error (task, fault);
    g_object_unref (task);
  } else if (!find_draft (job, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    g_object_unref (task);
  } else if (step == OSR_PUBLISHING_STEP_SEND && !text_is_approved (job)) {
    job_end (task, OSR_PUBLISHING_TEXT_CHANGED, NULL, NULL);
  } else if (!prepare_sending (job, &error)) {
    job_end (task,
             step == OSR_PUBLISHING_STEP_SEND ? OSR_PUBLISHING_TEXT_CHANGED
                                              : OSR_PUBLISHING_UNREADABLE,
             NULL, error);
  } else if (step == OSR_PUBLISHING_STEP_SEND) {
    job_send (task);
  } else {
    osr_network_find_reply_async (job->network, job->sending, g_task_get_cancellable (task),
                                  on_looked, task);
  }
}

void
osr_publisher_job_run_async (const OsrPublishingOffice *office, OsrPublication *publication,
                             const OsrPublishingMemory *memory, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);
  GError *error = NULL;
  gboolean strange = memory == NULL && publication->state == OSR_PUBLICATION_UNCERTAIN;

  g_task_set_source_tag (task, osr_publisher_job_run_async);
  job->office = office;
  job->row = publication;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  machine_from_row (job, memory);
  /* whoever was sending it lost the lease, or died */
  if ((strange || publication->state == OSR_PUBLICATION_SENDING) &&
      !job_commit (job, OSR_PUBLISHING_RESTARTED, NULL, NULL, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  job_step (task);
}

gboolean
osr_publisher_job_run_finish (GAsyncResult *result, OsrPublishingMemory *memory, gboolean *appended,
                              GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  memory->failures = job->machine.failures;
  memory->last_read_at = job->machine.last_read_at;
  memory->not_before = job->machine.not_before;
  *appended = job->appended;
  return g_task_propagate_boolean (G_TASK (result), error);
}
