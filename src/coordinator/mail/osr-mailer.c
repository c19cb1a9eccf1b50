/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log is the main thread's, the connection is the worker's; a job goes to and fro between them,
 * one at a time. A row says that it is being sent before the worker has it, and how it ended before
 * the next one is taken: what a dead program leaves is sent again, with the same Message-ID. */
#include "coordinator/mail/osr-mailer.h"

#include "coordinator/mail/osr-mail-notice.h"
#include "coordinator/mail/osr-smtp.h"

#define LINGER          (2 * G_USEC_PER_SEC) /* with a connection that may be of use again */
#define LONGEST_SECONDS 7200u
#define SHORTEST_SLEEP  100  /* ms */
#define LONGEST_SLEEP   1000 /* ms: the log's clock need not run like ours */
#define IDLE_SLEEP      5000 /* ms: an administrator may let some wait again */
#define RECORD_AGAIN    5    /* s */

/* One message on its way. */
typedef struct {
  OsrMail *mail;
  char *to;
  GBytes *message;
  OsrSmtpOutcome outcome;
  char *fault; /* nullable */
} Job;

struct _OsrMailer {
  GObject parent_instance;

  OsrLog *log;                     /* borrowed */
  const OsrMailSettings *settings; /* borrowed */
  OsrMailNotice *notice;
  OsrSmtp *smtp;
  GMainContext *context;
  GThread *thread;   /* nullable: not started, or stopped */
  GAsyncQueue *jobs; /* to the worker; its last is `end` */
  GAsyncQueue *done; /* back from it */
  Job *job;          /* nullable: with the worker, or not yet written down */
  guint timer;
  gboolean running;
  gboolean in_trouble; /* the last attempt failed */
};

G_DEFINE_FINAL_TYPE (OsrMailer, osr_mailer, G_TYPE_OBJECT)

enum { SIGNAL_APPENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

static Job end; /* what ends the worker */

static void take_due (OsrMailer *self);

static void
job_free (Job *job)
{
  osr_mail_free (job->mail);
  g_free (job->to);
  g_clear_pointer (&job->message, g_bytes_unref);
  g_free (job->fault);
  g_free (job);
}

guint
osr_mailer_delay (guint first_seconds, guint attempts, guint32 seed)
{
  guint64 step = (guint64) first_seconds << MIN (MAX (attempts, 1) - 1, 20);
  guint whole = (guint) MIN (step, MAX (LONGEST_SECONDS, first_seconds));
  g_autoptr (GRand) jitter = g_rand_new_with_seed (seed ^ (attempts * 0x9e3779b9u));

  return whole - (guint) g_rand_int_range (jitter, 0, (gint32) (whole / 2) + 1);
}

/* -- Writing down how it ended -- */

static gboolean
append_notified (OsrMailer *self, const OsrMail *mail, GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();
  OsrLogRequest request = { 0 };

  json_object_set_string_member (members, "channel", "mail");
  json_object_set_string_member (members, "to", mail->person);
  json_object_set_string_member (members, "about", mail->about);
  json_object_set_string_member (members, "report", mail->report);
  json_object_set_int_member (members, "event", mail->version);
  request.stream = mail->stream;
  request.type = "notified";
  request.members = members;
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = OSR_MAILER_NAME;
  return osr_log_append (self->log, &request, 1, NULL, error);
}

static gboolean
write_down (OsrMailer *self, const OsrMail *mail, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (self->log, error);

  return transaction != NULL && osr_log_update_mail (self->log, mail, error) &&
         (mail->state != OSR_MAIL_SENT || append_notified (self, mail, error)) &&
         osr_log_commit (transaction, error);
}

static void
set_later (OsrMailer *self, OsrMail *mail)
{
  guint seconds = osr_mailer_delay (self->settings->retry_seconds, (guint) mail->attempts,
                                    g_str_hash (mail->message));

  mail->state = OSR_MAIL_WAITING;
  mail->next_at = osr_clock_now (osr_log_get_clock (self->log)) + seconds * OSR_SECOND;
  if ((guint) mail->attempts >= self->settings->attempts)
    mail->state = OSR_MAIL_GIVEN_UP;
}

static void
set_fault (OsrMail *mail, const char *fault)
{
  g_free (mail->fault);
  mail->fault = g_strdup (fault);
}

/* What we broke off ourselves is nobody's fault, and counts as no delay. */
static void
settle (OsrMailer *self, Job *job)
{
  OsrMail *mail = job->mail;

  if (job->outcome == OSR_SMTP_LATER && !self->running) {
    mail->state = OSR_MAIL_WAITING;
    return;
  }
  set_fault (mail, job->fault);
  if (job->outcome == OSR_SMTP_SENT)
    mail->state = OSR_MAIL_SENT;
  else if (job->outcome == OSR_SMTP_REFUSED)
    mail->state = OSR_MAIL_GIVEN_UP;
  else
    set_later (self, mail);
}

static void
tell_trouble (OsrMailer *self, const Job *job)
{
  gboolean trouble = job->outcome == OSR_SMTP_LATER;

  if (job->mail->state == OSR_MAIL_GIVEN_UP)
    g_warning ("A notice by e-mail is given up at attempt %d: %s. See \"open-sources-ctl admin "
               "mail queue\".",
               job->mail->attempts, job->fault);
  else if (trouble && !self->in_trouble && self->running)
    g_warning ("E-mail cannot be sent, it is tried again: %s", job->fault);
  else if (!trouble && self->in_trouble)
    g_message ("E-mail can be sent again.");
  self->in_trouble = trouble;
}

static gboolean
record_job (OsrMailer *self)
{
  g_autoptr (GError) error = NULL;
  gboolean sent = self->job->mail->state == OSR_MAIL_SENT;

  if (!write_down (self, self->job->mail, &error)) {
    g_warning ("How a notice ended cannot be written down yet: %s", error->message);
    return FALSE;
  }
  g_clear_pointer (&self->job, job_free);
  if (sent)
    g_signal_emit (self, signals[SIGNAL_APPENDED], 0);
  return TRUE;
}

static gboolean
on_record_again (gpointer data)
{
  OsrMailer *self = data;

  if (!record_job (self))
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  take_due (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_done (gpointer data)
{
  OsrMailer *self = data;
  Job *job = g_async_queue_try_pop (self->done);

  if (job == NULL)
    return G_SOURCE_REMOVE;
  g_clear_handle_id (&self->timer, g_source_remove);
  settle (self, job);
  tell_trouble (self, job);
  if (record_job (self))
    take_due (self);
  else if (self->running)
    self->timer = g_timeout_add_seconds (RECORD_AGAIN, on_record_again, self);
  return G_SOURCE_REMOVE;
}

/* -- The worker -- */

/* Always from the loop: where none runs yet, invoking would use the log from this thread. */
static void
call_back (OsrMailer *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_done, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->context);
}

static gpointer
work (gpointer data)
{
  OsrMailer *self = data;

  for (;;) {
    Job *job = g_async_queue_timeout_pop (self->jobs, LINGER);

    if (job == NULL) {
      osr_smtp_rest (self->smtp);
      job = g_async_queue_pop (self->jobs);
    }
    if (job == &end)
      break;
    job->outcome = osr_smtp_send (self->smtp, job->to, job->message, &job->fault);
    g_async_queue_push (self->done, job);
    call_back (self);
  }
  osr_smtp_rest (self->smtp);
  return NULL;
}

/* -- Taking what is due -- */

static gboolean
on_timer (gpointer data)
{
  OsrMailer *self = data;

  self->timer = 0;
  take_due (self);
  return G_SOURCE_REMOVE;
}

static void
sleep_until_next (OsrMailer *self)
{
  OsrInstant next = osr_log_next_mail (self->log);
  gint64 wait;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (!self->running)
    return;
  if (next == OSR_INSTANT_UNKNOWN) {
    self->timer = g_timeout_add (IDLE_SLEEP, on_timer, self);
    return;
  }
  wait = (next - osr_clock_now (osr_log_get_clock (self->log))) / 1000;
  self->timer = g_timeout_add ((guint) CLAMP (wait, SHORTEST_SLEEP, LONGEST_SLEEP), on_timer, self);
}

/* A notice that cannot be written is given up where that is for good. */
static void
give_back (OsrMailer *self, OsrMail *mail, const GError *why)
{
  g_autoptr (GError) error = NULL;

  set_fault (mail, why->message);
  if (g_error_matches (why, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND))
    mail->state = OSR_MAIL_GIVEN_UP;
  else
    set_later (self, mail);
  g_warning ("A notice cannot be written: %s", why->message);
  if (!write_down (self, mail, &error))
    g_warning ("The notice waits for the next start: %s", error->message);
}

static gboolean
take_one (OsrMailer *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrMail) mail = osr_log_take_mail (self->log, &error);
  g_autoptr (GBytes) message = NULL;
  g_autofree char *to = NULL;

  if (error != NULL)
    g_warning ("The notices cannot be read: %s", error->message);
  if (mail == NULL)
    return FALSE;
  message = osr_mail_notice_build (self->notice, mail, &to, &error);
  if (message == NULL) {
    give_back (self, mail, error);
    return TRUE;
  }
  self->job = g_new0 (Job, 1);
  self->job->mail = g_steal_pointer (&mail);
  self->job->to = g_steal_pointer (&to);
  self->job->message = g_steal_pointer (&message);
  g_async_queue_push (self->jobs, self->job);
  return TRUE;
}

static void
take_due (OsrMailer *self)
{
  while (self->running && self->job == NULL) {
    if (!take_one (self))
      break;
  }
  if (self->job == NULL)
    sleep_until_next (self);
}

static gboolean
queue_notices (OsrLog *log, GPtrArray *records, gpointer data, GError **error)
{
  for (guint i = 0; i < records->len; i++) {
    if (!osr_mail_notice_queue (log, records->pdata[i], error))
      return FALSE;
  }
  return TRUE;
}

static void
osr_mailer_finalize (GObject *object)
{
  OsrMailer *self = OSR_MAILER (object);

  osr_mailer_stop (self);
  osr_log_set_follower (self->log, NULL, NULL);
  g_clear_pointer (&self->job, job_free);
  g_clear_pointer (&self->notice, osr_mail_notice_free);
  g_clear_pointer (&self->smtp, osr_smtp_free);
  g_clear_pointer (&self->jobs, g_async_queue_unref);
  g_clear_pointer (&self->done, g_async_queue_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  G_OBJECT_CLASS (osr_mailer_parent_class)->finalize (object);
}

static void
osr_mailer_class_init (OsrMailerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_mailer_finalize;
  signals[SIGNAL_APPENDED] = g_signal_new ("appended", OSR_TYPE_MAILER, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_mailer_init (OsrMailer *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->jobs = g_async_queue_new ();
  self->done = g_async_queue_new ();
}

OsrMailer *
osr_mailer_new (OsrLog *log, const OsrMailSettings *settings, GError **error)
{
  g_autoptr (OsrMailer) self = g_object_new (OSR_TYPE_MAILER, NULL);

  self->log = log;
  self->settings = settings;
  self->notice = osr_mail_notice_new (log, settings, error);
  if (self->notice == NULL)
    return NULL;
  self->smtp = osr_smtp_new (settings);
  osr_log_set_follower (log, queue_notices, self);
  return g_steal_pointer (&self);
}

void
osr_mailer_start (OsrMailer *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self->thread == NULL);
  if (!osr_log_recover_mail (self->log, &error))
    g_warning ("What was being sent waits for the next start: %s", error->message);
  self->running = TRUE;
  self->thread = g_thread_new ("mail", work, self);
  take_due (self);
}

void
osr_mailer_kick (OsrMailer *self)
{
  if (self->running)
    take_due (self);
}

void
osr_mailer_stop (OsrMailer *self)
{
  self->running = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->thread == NULL)
    return;
  osr_smtp_interrupt (self->smtp);
  g_async_queue_push (self->jobs, &end);
  g_thread_join (g_steal_pointer (&self->thread));
  on_done (self);
  if (self->job != NULL)
    record_job (self);
}
