/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock stands still but where a test waits: what is put off would never be due otherwise. */
#include "publisher-bench.h"

#include <libsoup/soup.h>

#include "core/osr-chain.h"
#include "store/osr-log-accounts.h"

#define MANAGER 300000001

/* The network is there before the office whose time it shows. */
static gint64
read_bench_clock (gpointer data)
{
  OfficeBench *office = data;

  return office->shown != NULL ? osr_demo_clock_now (office->shown)
                               : osr_instant_parse (BENCH_START);
}

OsrSandboxPost *
publisher_bench_post (PublisherBench *bench, gint64 owner, gint64 id)
{
  return osr_sandbox_wall_post (osr_sandbox_get_wall (bench->sandbox), owner, id);
}

void
publisher_bench_set_up (PublisherBench *bench, gconstpointer data)
{
  OsrSandboxOptions options = {
    .now = read_bench_clock, .now_data = &bench->office, .silent = TRUE, .unlimited = TRUE
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *native = NULL;
  OsrSandboxWall *wall;
  OsrSandboxComment *comment;

  bench->session = osr_http_session_new ();
  bench->sandbox = osr_sandbox_new (&options, &error);
  g_assert_no_error (error);
  office_bench_set_up (&bench->office, osr_sandbox_get_url (bench->sandbox));
  office_bench_open (&bench->office);
  wall = osr_sandbox_get_wall (bench->sandbox);
  comment = osr_sandbox_wall_write (wall, publisher_bench_post (bench, BENCH_GOVERNMENT, 1),
                                    osr_sandbox_wall_person (wall, "Ирина")->id, NULL, "Нет воды",
                                    osr_demo_clock_now (bench->office.shown) / OSR_SECOND);
  native = g_strdup_printf ("%" G_GINT64_FORMAT, comment->id);
  bench->case_id = office_bench_find (&bench->office, native, "Нет воды");
}

static gboolean
is_idle (gpointer publisher)
{
  return osr_publisher_get_busy (publisher) == 0;
}

void
publisher_bench_tear_down (PublisherBench *bench, gconstpointer data)
{
  if (bench->publisher != NULL) {
    osr_publisher_stop (bench->publisher);
    bench_wait (is_idle, bench->publisher);
  }
  g_clear_object (&bench->publisher);
  g_clear_pointer (&bench->book, osr_account_book_free);
  g_clear_object (&bench->session);
  g_clear_pointer (&bench->sandbox, osr_sandbox_free);
  g_free (bench->case_id);
  office_bench_tear_down (&bench->office);
}

void
publisher_bench_start (PublisherBench *bench)
{
  OsrPublishingSettings settings = { 200 * 1000, 60 * G_USEC_PER_SEC, 1 };

  bench->book = osr_account_book_new (bench->office.log, bench->office.credentials, bench->session);
  bench->publisher = osr_publisher_new (bench->office.log, bench->book, &settings);
  osr_publisher_start (bench->publisher);
}

void
publisher_bench_let_edit (PublisherBench *bench, const char *account, gint64 community)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (bench->sandbox);
  g_autoptr (GError) error = NULL;

  osr_sandbox_wall_community (wall, -community)->manager = MANAGER;
  if (osr_sandbox_wall_token (wall, BENCH_EDIT_TOKEN) == NULL)
    osr_sandbox_wall_add_token (wall, BENCH_EDIT_TOKEN, OSR_SANDBOX_TOKEN_USER, MANAGER);
  osr_credentials_set (bench->office.credentials, account, OSR_ACCOUNT_EDIT, BENCH_EDIT_TOKEN,
                       &error);
  g_assert_no_error (error);
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

void
publisher_bench_order (PublisherBench *bench, const char *method, const char *kind, int times,
                       int code)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *uri =
      g_strconcat (osr_sandbox_get_url (bench->sandbox), "/_sandbox/faults", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autofree char *text =
      g_strdup_printf ("{\"method\":\"%s\",\"kind\":\"%s\",\"times\":%d,\"code\":%d,\"seconds\":1}",
                       method, kind, times, code);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  Order order = { NULL, FALSE };

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (session, message, 0, NULL, on_ordered, &order);
  bench_wait (is_ordered, &order);
  g_assert_cmpint (soup_message_get_status (message), ==, 200);
  g_clear_pointer (&order.body, g_bytes_unref);
}

typedef struct {
  PublisherBench *bench;
  gint64 intent;
} Settling;

static gboolean
is_settled (gpointer data)
{
  Settling *settling = data;
  PublisherBench *bench = settling->bench;
  g_autoptr (OsrPublication) row =
      osr_log_find_publication (bench->office.log, bench->case_id, settling->intent, NULL);

  office_bench_pass (&bench->office, 1);
  return row->state == OSR_PUBLICATION_DONE || row->next_at == OSR_PUBLICATION_NEVER;
}

void
publisher_bench_settle (PublisherBench *bench, gint64 intent)
{
  Settling settling = { bench, intent };

  if (bench->publisher == NULL)
    publisher_bench_start (bench);
  osr_publisher_kick (bench->publisher);
  bench_wait (is_settled, &settling);
}

gint64
publisher_bench_publish (PublisherBench *bench, const char *account, const char *text)
{
  gint64 draft = office_bench_approve (&bench->office, bench->case_id, account, text);

  publisher_bench_settle (bench,
                          office_bench_intend (&bench->office, bench->case_id, account, draft));
  return draft;
}

gint64
publisher_bench_correct (PublisherBench *bench, const char *account, gint64 corrects,
                         const char *text)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&bench->office, bench->case_id);
  g_autofree char *digest = osr_text_digest ("final", text, account, the_case->native_id, NULL);
  g_autofree char *payload = g_strdup_printf ("{\"text\":\"%s\"}", text);
  g_autofree char *members =
      g_strdup_printf ("{\"body\":\"" BENCH_BODY
                       "\",\"kind\":\"final\",\"account\":\"%s\",\"digest\":\"%s\","
                       "\"corrects\":%" G_GINT64_FORMAT "}",
                       account, digest, corrects);
  gint64 draft =
      office_bench_append (&bench->office, bench->case_id, "submitted", "gkh", members, payload);
  g_autofree char *approval =
      g_strdup_printf ("{\"draft\":%" G_GINT64_FORMAT ",\"digest\":\"%s\"}", draft, digest);

  office_bench_append (&bench->office, bench->case_id, "approved", "kurator", approval, NULL);
  return office_bench_intend (&bench->office, bench->case_id, account, draft);
}

GPtrArray *
publisher_bench_replies (PublisherBench *bench, gint64 author)
{
  OsrSandboxPost *post = publisher_bench_post (bench, BENCH_GOVERNMENT, 1);
  GPtrArray *replies = g_ptr_array_new ();

  for (guint i = 0; i < post->comments->len; i++) {
    OsrSandboxComment *comment = g_ptr_array_index (post->comments, i);

    if (comment->from_id == author)
      g_ptr_array_add (replies, comment);
  }
  return replies;
}

OsrEvent *
publisher_bench_last (PublisherBench *bench, const char *type)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&bench->office, bench->case_id);

  for (guint i = the_case->events->len; i > 0; i--) {
    OsrEvent *event = g_ptr_array_index (the_case->events, i - 1);

    if (osr_event_is (event, type))
      return osr_event_ref (event);
  }
  g_assert_not_reached ();
}
