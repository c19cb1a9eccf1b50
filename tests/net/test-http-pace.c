/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backoff and the rate limiter: the arithmetic without a clock, the queue with one. */
#include "net/osr-await.h"
#include "net/osr-backoff.h"
#include "net/osr-net-error.h"
#include "net/osr-rate-limiter.h"

static void
test_backoff_bounds (void)
{
  guint step = 500;

  for (guint attempt = 1; attempt <= 20; attempt++) {
    for (guint32 seed = 0; seed < 200; seed++) {
      guint delay = osr_backoff_delay (attempt, seed);

      g_assert_cmpuint (delay, >=, step / 2);
      g_assert_cmpuint (delay, <=, step);
    }
    step = MIN (step * 2, 60000);
  }
}

static void
test_backoff_is_pure_and_scattered (void)
{
  g_autoptr (GHashTable) delays = g_hash_table_new (NULL, NULL);

  for (guint32 seed = 0; seed < 100; seed++) {
    guint delay = osr_backoff_delay (5, seed);

    g_assert_cmpuint (delay, ==, osr_backoff_delay (5, seed));
    g_hash_table_add (delays, GUINT_TO_POINTER (delay));
  }
  g_assert_cmpuint (g_hash_table_size (delays), >, 90);
  g_assert_cmpuint (osr_backoff_delay (0, 7), <=, 500);
  g_assert_cmpuint (osr_backoff_delay (G_MAXUINT, 7), <=, 60000);
}

static void
test_bucket_burst (void)
{
  OsrTokenBucket bucket = { .interval = 100, .burst = 3 };
  gint64 now = 1000000;

  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (osr_token_bucket_take (&bucket, now), ==, 0);
  g_assert_cmpint (osr_token_bucket_take (&bucket, now), ==, 100);
  g_assert_cmpint (osr_token_bucket_take (&bucket, now + 60), ==, 40);
  g_assert_cmpint (osr_token_bucket_take (&bucket, now + 100), ==, 0);
  g_assert_cmpint (osr_token_bucket_take (&bucket, now + 100), ==, 100);
}

/* However it is asked, no window of n intervals sees more than n + burst tokens. */
static void
test_bucket_long_run (void)
{
  OsrTokenBucket bucket = { .interval = 350, .burst = 1 };
  gint64 last = G_MININT64 / 2;
  guint taken = 0;

  for (gint64 now = 5000; now < 5000 + 350 * 100; now += 7) {
    if (osr_token_bucket_take (&bucket, now) > 0)
      continue;
    g_assert_cmpint (now - last, >=, 350);
    last = now;
    taken++;
  }
  g_assert_cmpuint (taken, >=, 97);
  g_assert_cmpuint (taken, <=, 100);
}

static void
test_bucket_without_limit (void)
{
  OsrTokenBucket bucket = { .interval = 0, .burst = 1 };

  for (guint i = 0; i < 1000; i++)
    g_assert_cmpint (osr_token_bucket_take (&bucket, 1), ==, 0);
}

typedef struct {
  GString *order;
  guint done;
} Order;

typedef struct {
  Order *order;
  char letter;
} Turn;

static void
on_turn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Turn *turn = user_data;
  g_autoptr (GError) error = NULL;

  if (osr_rate_limiter_acquire_finish (OSR_RATE_LIMITER (source), result, &error))
    g_string_append_c (turn->order->order, turn->letter);
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  turn->order->done++;
}

static void
acquire (OsrRateLimiter *limiter, Order *order, char letter, GCancellable *cancellable)
{
  Turn *turn = g_new (Turn, 1);

  turn->order = order;
  turn->letter = letter;
  osr_rate_limiter_acquire_async (limiter, cancellable, on_turn, turn);
}

static void
wait_for (Order *order, guint done)
{
  while (order->done < done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_limiter_order_and_pace (void)
{
  g_autoptr (OsrRateLimiter) limiter = osr_rate_limiter_new (20, 1);
  g_autoptr (GString) letters = g_string_new (NULL);
  Order order = { letters, 0 };
  gint64 begin = g_get_monotonic_time ();

  for (const char *letter = "abcde"; *letter != '\0'; letter++)
    acquire (limiter, &order, *letter, NULL);
  wait_for (&order, 5);

  g_assert_cmpstr (letters->str, ==, "abcde");
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 4 * 20 * 1000);
}

/* A waiter that gave up takes no turn from those behind it. */
static void
test_limiter_cancelled (void)
{
  g_autoptr (OsrRateLimiter) limiter = osr_rate_limiter_new (30, 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) letters = g_string_new (NULL);
  Order order = { letters, 0 };

  acquire (limiter, &order, 'a', NULL);
  acquire (limiter, &order, 'b', cancellable);
  acquire (limiter, &order, 'c', NULL);
  g_cancellable_cancel (cancellable);
  acquire (limiter, &order, 'd', cancellable);
  wait_for (&order, 4);

  g_assert_cmpstr (letters->str, ==, "ac");
}

static void
test_limiter_pause (void)
{
  g_autoptr (OsrRateLimiter) limiter = osr_rate_limiter_new (1, 5);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 begin = g_get_monotonic_time ();

  osr_rate_limiter_pause (limiter, 50);
  osr_rate_limiter_acquire_async (limiter, NULL, osr_await_done, &slot);
  result = osr_await (&slot);

  g_assert_true (osr_rate_limiter_acquire_finish (limiter, result, NULL));
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 50 * 1000);
}

static void
test_nicks (void)
{
  g_assert_cmpstr (osr_net_error_nick (OSR_NET_ERROR_OFFLINE), ==, "offline");
  g_assert_cmpstr (osr_net_error_nick (OSR_NET_ERROR_UNCERTAIN), ==, "uncertain");
  g_assert_cmpstr (osr_net_error_nick (OSR_NET_ERROR_NO_ROOM + 1), ==, "unknown");
  g_assert_cmpstr (osr_net_error_nick (-1), ==, "unknown");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/backoff/bounds", test_backoff_bounds);
  g_test_add_func ("/net/backoff/pure-and-scattered", test_backoff_is_pure_and_scattered);
  g_test_add_func ("/net/rate/bucket-burst", test_bucket_burst);
  g_test_add_func ("/net/rate/bucket-long-run", test_bucket_long_run);
  g_test_add_func ("/net/rate/bucket-without-limit", test_bucket_without_limit);
  g_test_add_func ("/net/rate/order-and-pace", test_limiter_order_and_pace);
  g_test_add_func ("/net/rate/cancelled", test_limiter_cancelled);
  g_test_add_func ("/net/rate/pause", test_limiter_pause);
  g_test_add_func ("/net/error/nicks", test_nicks);
  return g_test_run ();
}
