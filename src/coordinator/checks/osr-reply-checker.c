/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look at a time: nothing presses, and networks count requests. */
#include "coordinator/checks/osr-reply-checker.h"

#include "coordinator/checks/osr-reply-look.h"

#define SHORTEST_SLEEP 100  /* ms */
#define LONGEST_SLEEP  2000 /* ms: the log's clock need not run like ours */
#define AFTER_FAULT    5000 /* ms: the log could not be written */

struct _OsrReplyChecker {
  GObject parent_instance;

  OsrLog *log;          /* borrowed */
  OsrAccountBook *book; /* borrowed */
  GCancellable *cancellable;
  guint timer;
  gboolean busy;
  gboolean running;
};

G_DEFINE_FINAL_TYPE (OsrReplyChecker, osr_reply_checker, G_TYPE_OBJECT)

enum { SIGNAL_APPENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* A look under way. */
typedef struct {
  OsrReplyChecker *checker;
  OsrReplyLook *look;
  OsrNetworkSending *sending;
  gboolean again; /* it is the second place */
} Asking;

static void take_due (OsrReplyChecker *self);

static void
asking_free (Asking *asking)
{
  osr_reply_look_free (asking->look);
  osr_network_sending_unref (asking->sending);
  g_object_unref (asking->checker);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static gboolean
on_timer (gpointer data)
{
  OsrReplyChecker *self = data;

  self->timer = 0;
  take_due (self);
  return G_SOURCE_REMOVE;
}

static void
sleep_for (OsrReplyChecker *self, gint64 milliseconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->running)
    self->timer = g_timeout_add ((guint) milliseconds, on_timer, self);
}

static void
sleep_until_next (OsrReplyChecker *self)
{
  OsrInstant next = osr_log_next_look (self->log);
  gint64 wait;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (next == OSR_INSTANT_UNKNOWN)
    return;
  wait = (next - osr_clock_now (osr_log_get_clock (self->log))) / 1000;
  sleep_for (self, CLAMP (wait, SHORTEST_SLEEP, LONGEST_SLEEP));
}

static void
go_on (OsrReplyChecker *self, gboolean written, gboolean appended, const GError *fault)
{
  self->busy = FALSE;
  if (appended)
    g_signal_emit (self, signals[SIGNAL_APPENDED], 0);
  if (written) {
    sleep_for (self, 0);
    return;
  }
  g_warning ("What became of a reply cannot be written down: %s", fault->message);
  sleep_for (self, AFTER_FAULT);
}

static void ask (Asking *asking, OsrNetwork *network);

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asking) asking = data;
  OsrReplyChecker *self = asking->checker;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) fault = NULL;
  g_autoptr (OsrNetworkReply) reply = NULL;
  OsrNetworkSending *again = NULL;
  gboolean appended = TRUE;

  if (!osr_network_find_reply_finish (OSR_NETWORK (source), result, &reply, &error)) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
      self->busy = FALSE;
      return;
    }
    go_on (self, osr_reply_look_put_off (asking->look, &appended, &fault), appended, fault);
    return;
  }
  if (reply == NULL && !asking->again)
    again = osr_reply_look_prepare_again (asking->look, asking->sending);
  if (again != NULL) {
    osr_network_sending_unref (asking->sending);
    asking->sending = again;
    asking->again = TRUE;
    ask (g_steal_pointer (&asking), OSR_NETWORK (source));
    return;
  }
  appended = osr_reply_look_conclude (asking->look, reply, &fault);
  go_on (self, appended, appended, fault);
}

/* (transfer full) of @asking. */
static void
ask (Asking *asking, OsrNetwork *network)
{
  osr_network_find_reply_async (network, asking->sending, asking->checker->cancellable, on_looked,
                                asking);
}

static void
begin (OsrReplyChecker *self, OsrReplyLook *look)
{
  OsrNetwork *network = NULL;
  OsrNetworkSending *sending = osr_reply_look_prepare (look, &network);
  g_autoptr (OsrReplyLook) owned = look;
  g_autoptr (GError) fault = NULL;
  gboolean appended = FALSE;
  Asking *asking;

  if (sending == NULL) {
    go_on (self, osr_reply_look_skip (look, &appended, &fault), appended, fault);
    return;
  }
  asking = g_new0 (Asking, 1);
  asking->checker = g_object_ref (self);
  asking->look = g_steal_pointer (&owned);
  asking->sending = sending;
  ask (asking, network);
}

static void
take_due (OsrReplyChecker *self)
{
  g_autoptr (GError) error = NULL;
  OsrLook *due = NULL;
  OsrReplyLook *look = NULL;

  if (self->busy || !self->running)
    return;
  due = osr_log_find_look (self->log, &error);
  if (due != NULL)
    look = osr_reply_look_new (self->log, self->book, due, &error);
  if (look != NULL) {
    self->busy = TRUE;
    begin (self, look);
  } else if (error != NULL) {
    g_warning ("The looks at replies cannot be read: %s", error->message);
    sleep_for (self, AFTER_FAULT);
  } else {
    sleep_until_next (self);
  }
}

static void
osr_reply_checker_finalize (GObject *object)
{
  OsrReplyChecker *self = OSR_REPLY_CHECKER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (osr_reply_checker_parent_class)->finalize (object);
}

static void
osr_reply_checker_class_init (OsrReplyCheckerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_reply_checker_finalize;
  signals[SIGNAL_APPENDED] = g_signal_new ("appended", OSR_TYPE_REPLY_CHECKER, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_reply_checker_init (OsrReplyChecker *self)
{
  self->cancellable = g_cancellable_new ();
}

OsrReplyChecker *
osr_reply_checker_new (OsrLog *log, OsrAccountBook *book)
{
  OsrReplyChecker *self = g_object_new (OSR_TYPE_REPLY_CHECKER, NULL);

  self->log = log;
  self->book = book;
  return self;
}

void
osr_reply_checker_start (OsrReplyChecker *self)
{
  self->running = TRUE;
  take_due (self);
}

void
osr_reply_checker_kick (OsrReplyChecker *self)
{
  take_due (self);
}

void
osr_reply_checker_stop (OsrReplyChecker *self)
{
  self->running = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

gboolean
osr_reply_checker_is_busy (OsrReplyChecker *self)
{
  return self->busy;
}
