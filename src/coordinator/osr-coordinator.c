/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds the parts of a served office together and passes on that something was appended. Another
 * program may write to the same log (an administrator's tool does), so the head is looked at, too. */
#include "coordinator/osr-coordinator.h"

#include <unistd.h>

#include "coordinator/checks/osr-reply-checker.h"
#include "coordinator/files/osr-spool.h"
#include "coordinator/mail/osr-mailer.h"
#include "coordinator/osr-coordinator-error.h"
#include "coordinator/monitor/osr-media-keeper.h"
#include "coordinator/monitor/osr-monitor.h"
#include "net/osr-http-session.h"
#include "publish/osr-publisher.h"
#include "store/audit/osr-log-checkpoint.h"
#include "store/audit/osr-log-erase.h"
#include "store/credentials/osr-log-tokens.h"
#include "store/files/osr-log-handed.h"

#define LOOK_SECONDS 2
#define INDEX_A_TURN 16
#define DAMAGED                                                                                    \
  "the log is damaged. Do not delete it: move it aside and restore the newest backup with "        \
  "\"open-sources-ctl restore\"; the workstations bring what is newer. What is wrong: "

struct _OsrCoordinator {
  GObject parent_instance;

  OsrSettings *config; /* borrowed */
  OsrClock *clock;
  int lock;
  OsrLog *log;
  OsrAttempts *attempts;
  OsrHttpSession *session;
  OsrCredentials *credentials;
  OsrAccountBook *book;
  OsrMonitor *monitor;
  OsrMediaKeeper *keeper;
  OsrPublishingSettings publishing;
  OsrPublisher *publisher;
  OsrReplyChecker *checker;
  OsrMailer *mailer; /* nullable: without a mail server */
  OsrIndex *index;
  OsrSpool *spool;

  gint64 head; /* as last told */
  guint look_timer;
  guint told_idle;
  guint index_idle;
};

G_DEFINE_FINAL_TYPE (OsrCoordinator, osr_coordinator, G_TYPE_OBJECT)

enum { SIGNAL_APPENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* Files that only destroyed words named: nobody could read them any more. */
static void
remove_orphans (OsrCoordinator *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orphans = osr_index_list_orphans (self->index, &error);

  for (guint i = 0; error == NULL && i < orphans->len; i++) {
    const char *digest = orphans->pdata[i];

    if (!osr_log_remove_file (self->log, digest))
      g_warning ("%s belongs to words that were erased and cannot be removed", digest);
    else
      osr_index_forget_orphan (self->index, digest, &error);
  }
  if (error != NULL)
    g_warning ("Files of words that were erased may still be there: %s", error->message);
}

/* A few cases a turn, when nobody else wants the program. */
static gboolean
update_index (gpointer data)
{
  OsrCoordinator *self = data;
  gboolean done = FALSE;
  g_autoptr (GError) error = NULL;

  if (!osr_index_update (self->index, INDEX_A_TURN, &done, &error)) {
    g_warning ("The lists of cases could not be brought up to date: %s", error->message);
    done = TRUE;
  }
  if (!done)
    return G_SOURCE_CONTINUE;
  remove_orphans (self);
  self->index_idle = 0;
  return G_SOURCE_REMOVE;
}

static void
kick_index (OsrCoordinator *self)
{
  if (self->index_idle == 0)
    self->index_idle = g_idle_add_full (G_PRIORITY_LOW, update_index, self, NULL);
}

static gboolean
tell_appended (gpointer data)
{
  OsrCoordinator *self = data;

  self->told_idle = 0;
  if (osr_log_erased_since (self->log, self->head))
    osr_spool_clear (self->spool);
  self->head = osr_log_get_head (self->log);
  g_signal_emit (self, signals[SIGNAL_APPENDED], 0);
  kick_index (self);
  if (self->keeper != NULL)
    osr_media_keeper_kick (self->keeper);
  if (self->publisher != NULL)
    osr_publisher_kick (self->publisher);
  if (self->checker != NULL)
    osr_reply_checker_kick (self->checker);
  if (self->mailer != NULL)
    osr_mailer_kick (self->mailer);
  return G_SOURCE_REMOVE;
}

void
osr_coordinator_appended (OsrCoordinator *self)
{
  if (self->told_idle == 0)
    self->told_idle = g_idle_add_full (G_PRIORITY_DEFAULT, tell_appended, self, NULL);
}

gboolean
osr_coordinator_tend (OsrCoordinator *self, GError **error)
{
  gboolean changed = FALSE, sealed = FALSE;
  gboolean ok = osr_log_tend_substitutions (self->log, &changed, error) &&
                osr_log_tend_checkpoints (self->log, &sealed, error);

  if (changed || sealed)
    osr_coordinator_appended (self);
  return ok;
}

/* The clock of an office may be moved: what is due by it is looked at, not waited for. */
static gboolean
look_at_head (gpointer data)
{
  OsrCoordinator *self = data;
  g_autoptr (GError) error = NULL;

  if (!osr_coordinator_tend (self, &error))
    g_warning ("substitutions and checkpoints cannot be looked at: %s", error->message);
  if (osr_log_get_head (self->log) != self->head)
    osr_coordinator_appended (self);
  return G_SOURCE_CONTINUE;
}

static void
osr_coordinator_finalize (GObject *object)
{
  OsrCoordinator *self = OSR_COORDINATOR (object);

  osr_coordinator_stop (self);
  g_clear_handle_id (&self->told_idle, g_source_remove);
  g_clear_handle_id (&self->index_idle, g_source_remove);
  g_clear_pointer (&self->spool, osr_spool_free);
  g_clear_pointer (&self->index, osr_index_free);
  g_clear_object (&self->monitor);
  g_clear_object (&self->keeper);
  g_clear_object (&self->publisher);
  g_clear_object (&self->checker);
  g_clear_object (&self->mailer);
  g_clear_pointer (&self->book, osr_account_book_free);
  g_clear_object (&self->session);
  g_clear_pointer (&self->attempts, osr_attempts_free);
  g_clear_pointer (&self->credentials, osr_credentials_free);
  g_clear_pointer (&self->log, osr_log_free);
  g_clear_pointer (&self->clock, osr_clock_unref);
  if (self->lock >= 0)
    close (self->lock);
  G_OBJECT_CLASS (osr_coordinator_parent_class)->finalize (object);
}

static void
osr_coordinator_class_init (OsrCoordinatorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_coordinator_finalize;
  signals[SIGNAL_APPENDED] = g_signal_new ("appended", OSR_TYPE_COORDINATOR, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_coordinator_init (OsrCoordinator *self)
{
  self->lock = -1;
  self->attempts = osr_attempts_new ();
}

static gboolean
open_log (OsrCoordinator *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->config->directory, OSR_OFFICE_LOG, NULL);
  g_autoptr (GError) fault = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_OFFICE,
                 "There is no office in %s. Found it with \"open-sources-ctl admin init\".",
                 self->config->directory);
    return FALSE;
  }
  self->log = osr_log_open_whole (path, self->clock, &fault);
  if (self->log == NULL) {
    const char *advice =
        g_error_matches (fault, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT) ? DAMAGED : "";

    g_propagate_prefixed_error (error, g_steal_pointer (&fault), "%s: %s", path, advice);
    return FALSE;
  }
  return osr_office_check (self->log, error);
}

static gboolean
open_index (OsrCoordinator *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->config->directory, OSR_OFFICE_INDEX, NULL);
  g_autofree char *spool = g_build_filename (self->config->directory, OSR_OFFICE_SPOOL, NULL);

  self->index = osr_index_open (path, self->log, error);
  if (self->index == NULL)
    return FALSE;
  self->spool = osr_spool_new (spool, self->log, self->index);
  return TRUE;
}

/* Tokens that others can read are refused before the networks hear of them. */
static gboolean
open_credentials (OsrCoordinator *self, GError **error)
{
  g_autoptr (GError) fault = NULL;

  self->credentials =
      osr_credentials_new_for_office (self->config->directory, self->config->credentials);
  if (osr_credentials_check (self->credentials, &fault) &&
      osr_log_move_tokens (self->log, self->credentials, &fault))
    return TRUE;
  g_set_error_literal (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_OFFICE, fault->message);
  return FALSE;
}

static void
make_keeper (OsrCoordinator *self)
{
  g_autofree char *folder = osr_coordinator_dup_attachments (self);

  self->keeper = osr_media_keeper_new (self->log, folder);
  osr_media_keeper_set_book (self->keeper, self->book);
  osr_media_keeper_set_index (self->keeper, self->index);
  if (self->config->link_hosts != NULL)
    osr_media_keeper_set_link_hosts (self->keeper, self->config->link_hosts);
  g_signal_connect_object (self->keeper, "appended", G_CALLBACK (osr_coordinator_appended), self,
                           G_CONNECT_SWAPPED);
}

static void
make_parts (OsrCoordinator *self)
{
  OsrMonitorSettings reading = { 0 };

  self->publishing.read_back = self->config->read_back_seconds * (gint64) G_USEC_PER_SEC;
  self->publishing.lease = self->config->lease_seconds * (gint64) G_USEC_PER_SEC;
  self->publishing.seed = g_random_int ();
  reading.interval_seconds = self->config->interval_seconds;
  reading.posts = self->config->posts;
  self->session = osr_http_session_new ();
  self->book = osr_account_book_new (self->log, self->credentials, self->session);
  self->publisher = osr_publisher_new (self->log, self->book, &self->publishing);
  self->monitor = osr_monitor_new (self->log, self->book, &reading);
  make_keeper (self);
  self->checker = osr_reply_checker_new (self->log, self->book);
  g_signal_connect_object (self->checker, "appended", G_CALLBACK (osr_coordinator_appended), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->publisher, "appended", G_CALLBACK (osr_coordinator_appended), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->monitor, "appended", G_CALLBACK (osr_coordinator_appended), self,
                           G_CONNECT_SWAPPED);
}

static gboolean
make_mailer (OsrCoordinator *self, GError **error)
{
  if (self->config->mail.host == NULL)
    return TRUE;
  self->mailer = osr_mailer_new (self->log, &self->config->mail, error);
  if (self->mailer == NULL)
    return FALSE;
  g_signal_connect_object (self->mailer, "appended", G_CALLBACK (osr_coordinator_appended), self,
                           G_CONNECT_SWAPPED);
  return TRUE;
}

OsrCoordinator *
osr_coordinator_open (OsrSettings *config, OsrClock *clock, GError **error)
{
  g_autoptr (OsrCoordinator) self = g_object_new (OSR_TYPE_COORDINATOR, NULL);

  self->config = config;
  self->clock = osr_clock_ref (clock);
  if (!g_file_test (config->directory, G_FILE_TEST_IS_DIR)) {
    g_set_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_OFFICE,
                 "There is no folder %s.", config->directory);
    return NULL;
  }
  self->lock = osr_office_lock (config->directory, error);
  if (self->lock < 0 || !open_log (self, error) || !open_credentials (self, error) ||
      !open_index (self, error))
    return NULL;
  self->head = osr_log_get_head (self->log);
  make_parts (self);
  return make_mailer (self, error) ? g_steal_pointer (&self) : NULL;
}

void
osr_coordinator_start (OsrCoordinator *self)
{
  osr_coordinator_tend (self, NULL);
  kick_index (self);
  self->look_timer = g_timeout_add_seconds (LOOK_SECONDS, look_at_head, self);
  osr_publisher_start (self->publisher);
  osr_reply_checker_start (self->checker);
  osr_monitor_start (self->monitor);
  osr_media_keeper_start (self->keeper);
  if (self->mailer != NULL)
    osr_mailer_start (self->mailer);
}

void
osr_coordinator_stop (OsrCoordinator *self)
{
  g_clear_handle_id (&self->look_timer, g_source_remove);
  if (self->publisher != NULL)
    osr_publisher_stop (self->publisher);
  if (self->checker != NULL)
    osr_reply_checker_stop (self->checker);
  if (self->monitor != NULL)
    osr_monitor_stop (self->monitor);
  if (self->keeper != NULL)
    osr_media_keeper_stop (self->keeper);
  if (self->mailer != NULL)
    osr_mailer_stop (self->mailer);
}

OsrLog *
osr_coordinator_get_log (OsrCoordinator *self)
{
  return self->log;
}

OsrIndex *
osr_coordinator_get_index (OsrCoordinator *self)
{
  return self->index;
}

OsrSpool *
osr_coordinator_get_spool (OsrCoordinator *self)
{
  return self->spool;
}

char *
osr_coordinator_dup_attachments (OsrCoordinator *self)
{
  return g_build_filename (self->config->directory, OSR_OFFICE_ATTACHMENTS, NULL);
}

OsrClock *
osr_coordinator_get_clock (OsrCoordinator *self)
{
  return self->clock;
}

void
osr_coordinator_lent (OsrCoordinator *self)
{
  osr_publisher_kick (self->publisher);
}

const OsrPublishingSettings *
osr_coordinator_get_publishing (OsrCoordinator *self)
{
  return &self->publishing;
}

OsrAccountBook *
osr_coordinator_get_book (OsrCoordinator *self)
{
  return self->book;
}

OsrAttempts *
osr_coordinator_get_attempts (OsrCoordinator *self)
{
  return self->attempts;
}
