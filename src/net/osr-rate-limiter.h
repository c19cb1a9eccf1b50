/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the pace of requests: a token bucket whose waiters are served in order from the main loop.
 * It does not know what is sent, nor does it send. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OSR_TYPE_RATE_LIMITER (osr_rate_limiter_get_type ())
G_DECLARE_FINAL_TYPE (OsrRateLimiter, osr_rate_limiter, OSR, RATE_LIMITER, GObject)

/* The arithmetic by itself: times in µs of a monotonic clock that the caller reads. */
typedef struct {
  gint64 interval; /* between two tokens */
  guint burst;     /* tokens that may gather */
  gint64 full_at;  /* when the bucket is full again */
} OsrTokenBucket;

/**
 * osr_token_bucket_take:
 * @bucket: the bucket; full_at 0 at first
 * @now: µs
 *
 * Returns: 0 when a token was taken, else the µs to wait before trying again
 */
gint64 osr_token_bucket_take (OsrTokenBucket *bucket, gint64 now);

/**
 * osr_rate_limiter_new:
 * @interval_ms: milliseconds between two requests in the long run; 0 for no limit
 * @burst: how many may follow at once after a rest; at least 1
 *
 * Returns: (transfer full): a limiter
 */
OsrRateLimiter *osr_rate_limiter_new (guint interval_ms, guint burst);

/**
 * osr_rate_limiter_pause:
 * @self: a limiter
 * @ms: nobody is let through for this long, e.g. because the other side asked for it
 */
void osr_rate_limiter_pause (OsrRateLimiter *self, guint ms);

/* Waits for one token, in the order of the calls; cancelled waiters take none. */
void osr_rate_limiter_acquire_async (OsrRateLimiter *self, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean osr_rate_limiter_acquire_finish (OsrRateLimiter *self, GAsyncResult *result,
                                          GError **error);

G_END_DECLS
