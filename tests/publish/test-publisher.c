/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The publisher on a real log against the sandbox network, with everything that can go wrong on the
 * way: the reply is on the wall once, and the log says what happened. */
#include <libsoup/soup.h>

#include "demo/sandbox/osr-sandbox.h"
#include "office-bench.h"
#include "publish/osr-publisher.h"
#include "store/osr-log-publications.h"

#define ACCOUNT "vk-gkh"
#define REPLY   "Здравствуйте! Воду дадут в 20:00 & позже <уточним>."

typedef struct {
  OfficeBench bench;
  OsrSandbox *sandbox;
  OsrHttpSession *session;
  OsrAccountBook *book;
  OsrPublisher *publisher;
  char *case_id;
  gint64 intent;
} Fixture;

/* The network is there before the office whose time it shows. */
static gint64
read_bench_clock (gpointer data)
{
  OfficeBench *bench = data;

  return bench->shown != NULL ? osr_demo_clock_now (bench->shown) : osr_instant_parse (BENCH_START);
}

static void
start_publisher (Fixture *f)
{
  OsrPublishingSettings settings = { 200 * 1000, 60 * G_USEC_PER_SEC, 1 };

  f->book = osr_account_book_new (f->bench.log, f->bench.credentials, f->session);
  f->publisher = osr_publisher_new (f->bench.log, f->book, &settings);
  osr_publisher_start (f->publisher);
}

static gboolean
is_idle (gpointer publisher)
{
  return osr_publisher_get_busy (publisher) == 0;
}

static void
stop_publisher (Fixture *f)
{
  osr_publisher_stop (f->publisher);
  bench_wait (is_idle, f->publisher);
  g_clear_object (&f->publisher);
  g_clear_pointer (&f->book, osr_account_book_free);
}

static OsrSandboxPost *
the_post (Fixture *f)
{
  return osr_sandbox_wall_post (osr_sandbox_get_wall (f->sandbox), -200000001, 1);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  OsrSandboxOptions options = {
    .now = read_bench_clock, .now_data = &f->bench, .silent = TRUE, .unlimited = TRUE
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *native = NULL;
  OsrSandboxWall *wall;
  OsrSandboxComment *comment;
  gint64 draft;

  f->session = osr_http_session_new ();
  f->sandbox = osr_sandbox_new (&options, &error);
  g_assert_no_error (error);
  office_bench_set_up (&f->bench, osr_sandbox_get_url (f->sandbox));
  office_bench_open (&f->bench);
  wall = osr_sandbox_get_wall (f->sandbox);
  comment = osr_sandbox_wall_write (wall, the_post (f), osr_sandbox_wall_person (wall, "Ирина")->id,
                                    NULL, "Нет воды", osr_demo_clock_now (f->bench.shown));
  native = g_strdup_printf ("%" G_GINT64_FORMAT, comment->id);
  f->case_id = office_bench_find (&f->bench, native, "Нет воды");
  draft = office_bench_approve (&f->bench, f->case_id, ACCOUNT, REPLY);
  f->intent = office_bench_intend (&f->bench, f->case_id, ACCOUNT, draft);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->publisher != NULL)
    stop_publisher (f);
  g_clear_object (&f->session);
  g_clear_pointer (&f->sandbox, osr_sandbox_free);
  g_free (f->case_id);
  office_bench_tear_down (&f->bench);
}

typedef struct {
  GBytes *body;
  gboolean done;
} Order;

static void
on_ordered (GObject *source, GAsyncResult *result, gpointer data)
{
  Order *order = data;

  order->body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  order->done = TRUE;
}

static gboolean
is_ordered (gpointer data)
{
  return ((Order *) data)->done;
}

static void
order_fault (Fixture *f, const char *kind, int times, int code)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strconcat (osr_sandbox_get_url (f->sandbox), "/_sandbox/faults", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autofree char *text = g_strdup_printf (
      "{\"method\":\"wall.createComment\",\"kind\":\"%s\",\"times\":%d,\"code\":%d,\"seconds\":1}",
      kind, times, code);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  Order order = { NULL, FALSE };

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (session, message, 0, NULL, on_ordered, &order);
  bench_wait (is_ordered, &order);
  g_assert_cmpint (soup_message_get_status (message), ==, 200);
  g_clear_pointer (&order.body, g_bytes_unref);
}

/* Replies of the body's community on the wall. */
static guint
count_replies (Fixture *f)
{
  OsrSandboxPost *post = the_post (f);
  guint n = 0;

  for (guint i = 0; i < post->comments->len; i++) {
    OsrSandboxComment *comment = g_ptr_array_index (post->comments, i);

    n += comment->from_id == -200000002;
  }
  return n;
}

static gboolean
is_settled (gpointer data)
{
  Fixture *f = data;
  g_autoptr (OsrPublication) row =
      osr_log_find_publication (f->bench.log, f->case_id, f->intent, NULL);

  /* the clock of the bench stands still: what is put off would never be due */
  office_bench_pass (&f->bench, 1);
  return row->state == OSR_PUBLICATION_DONE || row->next_at == OSR_PUBLICATION_NEVER;
}

static gboolean
is_uncertain (gpointer data)
{
  Fixture *f = data;
  g_autoptr (OsrPublication) row =
      osr_log_find_publication (f->bench.log, f->case_id, f->intent, NULL);

  return row->state == OSR_PUBLICATION_UNCERTAIN;
}

static gboolean
is_on_wall (gpointer data)
{
  return count_replies (data) > 0;
}

static void
check_published (Fixture *f, guint unknown)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&f->bench, f->case_id);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (the_case->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpuint (the_case->anomalies, ==, 0);
  g_assert_nonnull (the_case->reply_native_id);
  g_assert_cmpuint (count_replies (f), ==, 1);
  g_assert_cmpuint (office_bench_count (&f->bench, f->case_id, "published"), ==, 1);
  g_assert_cmpuint (office_bench_count (&f->bench, f->case_id, "publish-refused"), ==, 0);
  g_assert_cmpuint (office_bench_count (&f->bench, f->case_id, "publish-unknown"), ==, unknown);
  g_assert_true (osr_log_verify (f->bench.log, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_plain (Fixture *f, gconstpointer data)
{
  OsrInstant now = osr_demo_clock_now (f->bench.shown);
  g_autoptr (OsrCase) the_case = NULL;

  start_publisher (f);
  bench_wait (is_on_wall, f);
  bench_wait (is_settled, f);
  check_published (f, 0);
  the_case = office_bench_load (&f->bench, f->case_id);
  g_assert_cmpint (the_case->replied_at, >=, now);
  g_assert_cmpint (the_case->replied_at, <=, osr_demo_clock_now (f->bench.shown));
}

static void
test_answer_lost (Fixture *f, gconstpointer data)
{
  order_fault (f, "drop-after", 1, 0);
  start_publisher (f);
  bench_wait (is_settled, f);
  check_published (f, 1);
}

static void
test_request_lost (Fixture *f, gconstpointer data)
{
  order_fault (f, "drop-before", 1, 0);
  start_publisher (f);
  bench_wait (is_settled, f);
  check_published (f, 1);
}

/* Where an account's network needs longer to show what was written, nothing is sent again before. */
static void
test_account_read_back (Fixture *f, gconstpointer data)
{
  g_autofree char *members =
      g_strdup_printf ("{\"account\":\"" ACCOUNT "\",\"network\":\"vk\",\"owner\":\"200000002\","
                       "\"name\":\"Late\",\"body\":\"gkh\",\"api_base\":\"%s\","
                       "\"link_base\":\"%s\",\"options\":[\"read-back=2\"]}",
                       osr_sandbox_get_url (f->sandbox), osr_sandbox_get_url (f->sandbox));
  gint64 begun = g_get_monotonic_time ();

  office_bench_append (&f->bench, OSR_STREAM_OFFICE, "account-set", "admin", members, NULL);
  order_fault (f, "drop-before", 1, 0);
  start_publisher (f);
  bench_wait (is_settled, f);
  check_published (f, 1);
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, 2 * G_USEC_PER_SEC);
}

static void
test_lost_twice (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrCase) the_case = NULL;

  order_fault (f, "drop-before", 2, 0);
  start_publisher (f);
  bench_wait (is_settled, f);
  the_case = office_bench_load (&f->bench, f->case_id);
  g_assert_cmpuint (count_replies (f), ==, 0);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_UNCERTAIN);
  g_assert_cmpstr (the_case->asked, ==, "absent");
  g_assert_null (the_case->refusal);
  g_assert_cmpuint (office_bench_count (&f->bench, f->case_id, "publish-refused"), ==, 0);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrCase) the_case = NULL;

  order_fault (f, "error", 1, 213);
  start_publisher (f);
  bench_wait (is_settled, f);
  the_case = office_bench_load (&f->bench, f->case_id);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_APPROVED);
  g_assert_cmpuint (count_replies (f), ==, 0);
  g_assert_cmpuint (office_bench_count (&f->bench, f->case_id, "publish-refused"), ==, 1);
}

/* The program dies while the network has the reply and has not answered. */
static void
test_died_waiting (Fixture *f, gconstpointer data)
{
  order_fault (f, "hold-answer", 1, 0);
  start_publisher (f);
  bench_wait (is_on_wall, f);
  stop_publisher (f);
  start_publisher (f);
  bench_wait (is_settled, f);
  check_published (f, 1);
}

/* It dies again while it looks, and again. */
static void
test_died_looking (Fixture *f, gconstpointer data)
{
  order_fault (f, "drop-after", 1, 0);
  start_publisher (f);
  bench_wait (is_uncertain, f);
  for (int i = 0; i < 3; i++) {
    stop_publisher (f);
    start_publisher (f);
  }
  bench_wait (is_settled, f);
  check_published (f, 1);
}

/* What was approved is not what would go out: nothing goes out. */
static void
test_text_changed (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrCase) the_case = NULL;

  office_bench_append (&f->bench, f->case_id, "submitted", "gkh",
                       "{\"body\":\"gkh\",\"kind\":\"final\",\"account\":\"vk-gkh\","
                       "\"digest\":\"00\"}",
                       "{\"text\":\"another\"}");
  start_publisher (f);
  bench_wait (is_settled, f);
  the_case = office_bench_load (&f->bench, f->case_id);
  g_assert_cmpuint (count_replies (f), ==, 0);
  g_assert_cmpuint (office_bench_count (&f->bench, f->case_id, "publish-refused"), ==, 1);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/publish/publisher/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("plain", test_plain);
  add ("answer-lost", test_answer_lost);
  add ("request-lost", test_request_lost);
  add ("account-read-back", test_account_read_back);
  add ("lost-twice", test_lost_twice);
  add ("refused", test_refused);
  add ("died-waiting", test_died_waiting);
  add ("died-looking", test_died_looking);
  add ("text-changed", test_text_changed);
  return g_test_run ();
}
