/* SPDX-License-Identifier: GPL-3.0-or-later */
/* If the outcome cannot be written down, nothing else is done: the row still says "sending", its
 * lease runs out, and the reply is looked for like after a crash. */
#include "publish/osr-publisher-job.h"

#include "core/case/osr-case-challenge.h"
#include "publish/osr-challenge-picture.h"
#include "publish/osr-log-desk.h"
#include "publish/osr-outgoing.h"
#include "publish/osr-publisher-telling.h"

typedef struct {
  const OsrPublishingOffice *office;
  OsrPublication *row;
  OsrPublishing machine;
  OsrCase *the_case;   /* nullable before it is needed */
  OsrNetwork *network; /* borrowed from the book */
  OsrNetworkSending *sending;
  OsrNetworkChallenge *challenge; /* nullable: what the network asks */
  char *picture;                  /* nullable: digest of what it asks by */
  gboolean appended;
} Job;

static void
job_free (Job *job)
{
  osr_publication_free (job->row);
  g_clear_pointer (&job->the_case, osr_case_unref);
  g_clear_pointer (&job->sending, osr_network_sending_unref);
  g_clear_pointer (&job->challenge, osr_network_challenge_unref);
  g_free (job->picture);
  g_free (job);
}

static gint64
log_now (Job *job)
{
  return osr_publishing_desk_get_now (job->office->desk);
}

/* What waits for a person is kept as what is looked for, and never due. */
static void
machine_to_row (Job *job)
{
  gint64 wait = job->machine.not_before - osr_publication_boot_time ();
  gboolean asked = job->machine.state == OSR_PUBLISHING_ASKED;

  job->row->state = asked ? OSR_PUBLICATION_UNCERTAIN : (OsrPublicationState) job->machine.state;
  job->row->attempt = (int) job->machine.attempt;
  job->row->absent_reads = (int) job->machine.absent_reads;
  job->row->next_at = asked ? OSR_PUBLICATION_NEVER : log_now (job) + MAX (wait, 0);
}

static void
machine_from_row (Job *job, const OsrPublishingMemory *memory)
{
  job->machine.state = (OsrPublishingState) job->row->state;
  job->machine.attempt = (guint) MAX (job->row->attempt, 0);
  job->machine.absent_reads = (guint) MAX (job->row->absent_reads, 0);
  /* one that a person moved meanwhile is begun anew */
  if (memory == NULL || memory->lease + 1 != job->row->lease)
    return;
  job->machine.failures = memory->failures;
  job->machine.last_read_at = memory->last_read_at;
  job->machine.not_before = memory->not_before;
}

/* What cannot be found out is taken for a network that can be read: looking says why it fails. */
static void
learn_abilities (Job *job)
{
  g_autoptr (OsrNetworkAccount) account =
      osr_account_book_find (job->office->book, job->row->account, &job->network, NULL);
  OsrNetworkAbilities abilities = { 0 };

  if (account == NULL)
    return;
  osr_network_get_abilities (job->network, account, &abilities);
  job->machine.blind = !abilities.reads_back;
}

static gboolean
load_case (Job *job, GError **error)
{
  if (job->the_case == NULL)
    job->the_case = osr_publishing_desk_load_case (job->office->desk, job->row->case_id, error);
  return job->the_case != NULL;
}

/* What a person answered goes along with the next attempt. */
static void
take_answer (Job *job)
{
  OsrCaseChallenge asked;
  g_autoptr (OsrNetworkChallenge) challenge = NULL;

  if (!osr_case_get_challenge (job->the_case, job->row->intent, &asked) || asked.answer == NULL)
    return;
  challenge = osr_network_challenge_new (g_strcmp0 (asked.kind, "page") == 0
                                             ? OSR_NETWORK_CHALLENGE_PAGE
                                             : OSR_NETWORK_CHALLENGE_PICTURE,
                                         asked.sid, asked.address, asked.answer);
  osr_network_sending_set_challenge (job->sending, challenge);
}

/* Nobody answered before it was due again. */
static gboolean
is_unanswered (Job *job)
{
  OsrCaseChallenge asked;

  return osr_case_get_challenge (job->the_case, job->row->intent, &asked) && asked.answer == NULL;
}

/* How a correction goes out is written down with the first sending, and then stays. */
static gboolean
prepare_sending (Job *job, GError **error)
{
  g_autoptr (OsrNetworkAccount) account = NULL;

  account =
      osr_account_book_find_reader (job->office->book, job->row->account, &job->network, error);
  if (account == NULL)
    return FALSE;
  if (job->row->first_sent_at == OSR_INSTANT_UNKNOWN)
    job->row->first_sent_at = log_now (job);
  if (job->row->manner == OSR_PUBLICATION_PLAIN)
    job->row->manner = osr_outgoing_choose_manner (job->the_case, job->row, job->network, account);
  job->sending = osr_outgoing_new (job->the_case, job->row, account);
  if (job->sending == NULL) {
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                         "The text, or where it goes, is not known any more");
    return FALSE;
  }
  osr_outgoing_add_files (job->the_case, job->row, job->office->desk, job->sending);
  take_answer (job);
  return TRUE;
}

/* What of the step goes beyond the machine: when it is due, and how it goes out. */
static void
note_step (Job *job, OsrPublishingInput input)
{
  if (input == OSR_PUBLISHING_ABSENT || input == OSR_PUBLISHING_FOUND)
    job->row->last_read_at = log_now (job);
  machine_to_row (job);
  if (input == OSR_PUBLISHING_CHALLENGED)
    job->row->next_at = log_now (job) + OSR_PUBLISHER_CHALLENGE_LIFE;
  if (input == OSR_PUBLISHING_OTHER_WAY) {
    job->row->manner = OSR_PUBLICATION_FOLLOW;
    job->row->first_sent_at = OSR_INSTANT_UNKNOWN;
  }
}

/* The office's, but where the account's network needs longer to show what was written. */
static OsrPublishingSettings
settings_of (const Job *job)
{
  OsrPublishingSettings settings = job->office->settings;

  if (job->sending != NULL)
    settings.read_back =
        MAX (settings.read_back, osr_network_account_get_read_back (job->sending->account));
  return settings;
}

static gboolean
job_commit (Job *job, OsrPublishingInput input, const OsrNetworkReply *reply, const GError *why,
            GError **error)
{
  OsrPublisherOutcome outcome = { job->row, job->the_case, input };
  const OsrPublishingSettings settings = settings_of (job);

  outcome.reply = reply;
  outcome.why = why;
  outcome.challenge = job->challenge;
  outcome.picture = job->picture;
  outcome.release = input != OSR_PUBLISHING_STARTED && input != OSR_PUBLISHING_RESTARTED;
  outcome.telling =
      osr_publishing_apply (&job->machine, input, &settings, osr_publication_boot_time ());
  note_step (job, input);
  return osr_publishing_desk_write (job->office->desk, &outcome, &job->appended, error);
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

/* An edit that the network refuses leaves what is there as it is: the correction follows it. */
static OsrPublishingInput
input_of_refusal (Job *job)
{
  return job->row->manner == OSR_PUBLICATION_EDIT ? OSR_PUBLISHING_OTHER_WAY
                                                  : OSR_PUBLISHING_REFUSED;
}

static OsrPublishingInput
input_of_error (Job *job, const GError *error)
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
    return input_of_refusal (job);
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

/* Without the picture the person has its address. */
static void
on_picture (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  job->picture = osr_challenge_picture_fetch_finish (result, &error);
  if (job->picture == NULL)
    g_info ("The picture that a network asks by cannot be had: %s", error->message);
  job_end (task, OSR_PUBLISHING_CHALLENGED, NULL, NULL);
}

/* A workstation fetches none: its person opens the address. */
static void
be_challenged (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  OsrPublishingDesk *desk = job->office->desk;

  if (OSR_IS_LOG_DESK (desk) && job->challenge->kind == OSR_NETWORK_CHALLENGE_PICTURE &&
      job->challenge->address != NULL)
    osr_challenge_picture_fetch_async (desk, job->sending->account, job->challenge->address,
                                       g_task_get_cancellable (task), on_picture, task);
  else
    job_end (task, OSR_PUBLISHING_CHALLENGED, NULL, NULL);
}

static void
on_sent (GTask *task, GAsyncResult *result, OsrNetworkReply *sent, GError *error)
{
  g_autoptr (OsrNetworkReply) reply = sent;
  Job *job = g_task_get_task_data (task);
  OsrNetworkChallenge *challenge = reply == NULL ? osr_network_get_challenge (result) : NULL;

  if (challenge != NULL)
    job->challenge = osr_network_challenge_ref (challenge);
  if (reply != NULL)
    job_end (task, OSR_PUBLISHING_SENT, reply, NULL);
  else if (challenge != NULL)
    be_challenged (task);
  else if (!was_cancelled (task, error))
    job_end (task, input_of_error (job, error), NULL, error);
}

static void
on_published (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  OsrNetworkReply *reply = osr_network_publish_finish (OSR_NETWORK (source), result, &error);

  on_sent (data, result, reply, error);
}

static void
on_edited (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  OsrNetworkReply *reply = osr_network_edit_finish (OSR_NETWORK (source), result, &error);

  on_sent (data, result, reply, error);
}

/* An edited comment is there before and after: its words say which. A comment that the log has for
 * another reply of the case is that one's. */
static gboolean
is_what_was_sent (Job *job, const OsrNetworkReply *reply)
{
  if (reply == NULL || reply->likeness != OSR_NETWORK_SAME_TEXT)
    return FALSE;
  return job->row->manner == OSR_PUBLICATION_EDIT ||
         !osr_outgoing_is_another (job->the_case, job->row->draft, reply->native_id);
}

static OsrNeighbours *
find_neighbours (Job *job, GError **error)
{
  const OsrNeighbourhood around = { job->office->book, job->the_case, job->row };

  return osr_publishing_desk_find_neighbours (job->office->desk, &around, error);
}

/* Others go on while a network is looked through: who they are is asked once more. */
static OsrPublishingInput
judge (Job *job, const OsrNetworkReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNeighbours) neighbours = NULL;

  if (!is_what_was_sent (job, reply))
    return OSR_PUBLISHING_ABSENT;
  neighbours = find_neighbours (job, &error);
  if (neighbours != NULL)
    return osr_neighbours_judge (neighbours, reply->native_id);
  g_message ("Whose reply was found cannot be told: %s", error->message);
  return OSR_PUBLISHING_UNREADABLE;
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;
  OsrPublishingInput input;

  if (!osr_network_find_reply_finish (OSR_NETWORK (source), result, &reply, &error)) {
    if (!was_cancelled (task, error))
      job_end (task, OSR_PUBLISHING_UNREADABLE, NULL, error);
    return;
  }
  input = judge (job, reply);
  job_end (task, input, input == OSR_PUBLISHING_FOUND ? reply : NULL, NULL);
}

/* What the log has for another reply is passed over, so that ours behind it is found. */
static void
job_look (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNeighbours) neighbours = find_neighbours (job, &error);

  if (neighbours == NULL) {
    job_end (task, OSR_PUBLISHING_UNREADABLE, NULL, error);
    return;
  }
  osr_network_sending_set_taken (job->sending, (const char *const *) neighbours->taken);
  osr_network_find_reply_async (job->network, job->sending, g_task_get_cancellable (task),
                                on_looked, task);
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
  osr_network_account_set_latest (job->sending->account, job->row->lease_until);
  if (!osr_publishing_may_send (&job->machine, osr_publication_boot_time ()))
    job_end (task, OSR_PUBLISHING_NOT_SENT, NULL, NULL);
  else if (job->row->manner == OSR_PUBLICATION_EDIT)
    osr_network_edit_async (job->network, job->sending, g_task_get_cancellable (task), on_edited,
                            task);
  else
    osr_network_publish_async (job->network, job->sending, g_task_get_cancellable (task),
                               on_published, task);
}

/* Nothing happened, and nothing is to be done now. */
static void
job_put_off (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  OsrPublisherOutcome outcome = { .row = job->row, .the_case = job->the_case, .release = TRUE };
  GError *error = NULL;

  outcome.telling = OSR_PUBLISHING_TELL_NOTHING;
  machine_to_row (job);
  if (osr_publishing_desk_write (job->office->desk, &outcome, &job->appended, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static void
job_step (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  OsrPublishingStep step = osr_publishing_next (&job->machine, osr_publication_boot_time (), NULL);
  g_autoptr (GError) error = NULL;

  if (step == OSR_PUBLISHING_STEP_WAIT || step == OSR_PUBLISHING_STEP_NONE) {
    job_put_off (task);
  } else if (!load_case (job, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    g_object_unref (task);
  } else if (step == OSR_PUBLISHING_STEP_READ && job->machine.blind) {
    job_end (task, OSR_PUBLISHING_BLIND, NULL, NULL);
  } else if (step == OSR_PUBLISHING_STEP_SEND && is_unanswered (job)) {
    job_end (task, OSR_PUBLISHING_UNANSWERED, NULL, NULL);
  } else if (step == OSR_PUBLISHING_STEP_SEND &&
             !osr_outgoing_is_approved (job->the_case, job->row)) {
    job_end (task, OSR_PUBLISHING_TEXT_CHANGED, NULL, NULL);
  } else if (!prepare_sending (job, &error)) {
    job_end (task,
             step == OSR_PUBLISHING_STEP_SEND ? OSR_PUBLISHING_TEXT_CHANGED
                                              : OSR_PUBLISHING_UNREADABLE,
             NULL, error);
  } else if (step == OSR_PUBLISHING_STEP_SEND) {
    job_send (task);
  } else {
    job_look (task);
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
  learn_abilities (job);
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
osr_publisher_job_let_go (const OsrPublishingOffice *office, OsrPublication *publication,
                          gboolean *appended, GError **error)
{
  Job *job = g_new0 (Job, 1);
  gboolean done;

  job->office = office;
  job->row = publication;
  machine_from_row (job, NULL);
  learn_abilities (job);
  done = job_commit (job, OSR_PUBLISHING_RESTARTED, NULL, NULL, error);
  if (done) {
    OsrPublisherOutcome outcome = { .row = job->row, .release = TRUE };

    done = osr_publishing_desk_write (office->desk, &outcome, &job->appended, error);
  }
  *appended = job->appended;
  job_free (job);
  return done;
}

gboolean
osr_publisher_job_run_finish (GAsyncResult *result, OsrPublishingMemory *memory, gboolean *appended,
                              GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  memory->failures = job->machine.failures;
  memory->last_read_at = job->machine.last_read_at;
  memory->not_before = job->machine.not_before;
  memory->lease = job->row->lease;
  *appended = job->appended;
  return g_task_propagate_boolean (G_TASK (result), error);
}
