/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A queue of waiting tasks, one timer for the first of them, and the token bucket that says when
 * its turn is. The requests themselves are the callers'. */
#include "net/osr-rate-limiter.h"

struct _OsrRateLimiter {
  GObject parent_instance;

  OsrTokenBucket bucket;
  GQueue waiters; /* owned Waiter, first come first */
  GMainContext *context;
  GSource *timer; /* owned: wakes for the first waiter */
};

typedef struct {
  OsrRateLimiter *limiter; /* borrowed: the task holds it */
  GTask *task;
  GSource *cancelled; /* owned, nullable */
} Waiter;

G_DEFINE_FINAL_TYPE (OsrRateLimiter, osr_rate_limiter, G_TYPE_OBJECT)

static void serve (OsrRateLimiter *self);

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
waiter_free (Waiter *waiter)
{
  drop_source (&waiter->cancelled);
  g_object_unref (waiter->task);
  g_free (waiter);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiter, waiter_free)

gint64
osr_token_bucket_take (OsrTokenBucket *bucket, gint64 now)
{
  gint64 earliest = bucket->full_at - (MAX (bucket->burst, 1) - 1) * bucket->interval;

  if (now < earliest)
    return earliest - now;
  bucket->full_at = MAX (bucket->full_at, now) + bucket->interval;
  return 0;
}

static gboolean
on_timer (gpointer user_data)
{
  OsrRateLimiter *self = user_data;

  drop_source (&self->timer);
  serve (self);
  return G_SOURCE_REMOVE;
}

static void
arm (OsrRateLimiter *self, gint64 wait)
{
  drop_source (&self->timer);
  self->timer = g_timeout_source_new ((guint) ((wait + 999) / 1000));
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_attach (self->timer, self->context);
}

/* Lets through whoever may go now, and sets the timer for the next. */
static void
serve (OsrRateLimiter *self)
{
  g_autoptr (OsrRateLimiter) alive = g_object_ref (self);

  while (!g_queue_is_empty (&self->waiters)) {
    gint64 wait = osr_token_bucket_take (&self->bucket, g_get_monotonic_time ());
    g_autoptr (Waiter) waiter = NULL;

    if (wait > 0) {
      arm (self, wait);
      return;
    }
    waiter = g_queue_pop_head (&self->waiters);
    g_task_return_boolean (waiter->task, TRUE);
  }
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (Waiter) waiter = user_data;

  g_queue_remove (&waiter->limiter->waiters, waiter);
  g_task_return_error_if_cancelled (waiter->task);
  return G_SOURCE_REMOVE;
}

static void
osr_rate_limiter_dispose (GObject *object)
{
  OsrRateLimiter *self = OSR_RATE_LIMITER (object);

  drop_source (&self->timer);
  g_clear_pointer (&self->context, g_main_context_unref);
  G_OBJECT_CLASS (osr_rate_limiter_parent_class)->dispose (object);
}

static void
osr_rate_limiter_class_init (OsrRateLimiterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = osr_rate_limiter_dispose;
}

static void
osr_rate_limiter_init (OsrRateLimiter *self)
{
  g_queue_init (&self->waiters);
  self->context = g_main_context_ref_thread_default ();
}

OsrRateLimiter *
osr_rate_limiter_new (guint interval_ms, guint burst)
{
  OsrRateLimiter *self = g_object_new (OSR_TYPE_RATE_LIMITER, NULL);

  self->bucket.interval = (gint64) interval_ms * 1000;
  self->bucket.burst = MAX (burst, 1);
  return self;
}

void
osr_rate_limiter_pause (OsrRateLimiter *self, guint ms)
{
  gint64 until;

  g_return_if_fail (OSR_IS_RATE_LIMITER (self));

  until = g_get_monotonic_time () + (gint64) ms * 1000;
  until += (self->bucket.burst - 1) * self->bucket.interval;
  self->bucket.full_at = MAX (self->bucket.full_at, until);
  if (self->timer != NULL)
    serve (self);
}

void
osr_rate_limiter_acquire_async (OsrRateLimiter *self, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Waiter *waiter;

  g_return_if_fail (OSR_IS_RATE_LIMITER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, osr_rate_limiter_acquire_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  waiter = g_new0 (Waiter, 1);
  waiter->limiter = self;
  waiter->task = g_steal_pointer (&task);
  if (cancellable != NULL) {
    waiter->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (on_cancelled), waiter, NULL);
    g_source_attach (waiter->cancelled, self->context);
  }
  g_queue_push_tail (&self->waiters, waiter);
  if (self->timer == NULL)
    serve (self);
}

gboolean
osr_rate_limiter_acquire_finish (OsrRateLimiter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
