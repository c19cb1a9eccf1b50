/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VK's captcha in both forms against the sandbox network: nothing goes out before a person answered, and
 * then the reply stands there once. */
#include "core/case/osr-case-challenge.h"
#include "core/media/osr-media.h"
#include "net/osr-net-error.h"
#include "publish/osr-challenge-picture.h"
#include "publish/osr-log-desk.h"
#include "publish/osr-publication-order.h"
#include "publisher-bench.h"
#include "store/files/osr-log-files.h"

#define REPLY  "Здравствуйте! Воду дадут в 20:00."
#define METHOD "wall.createComment"

typedef struct {
  const char *fault;
  const char *kind;
} Form;

static gboolean
is_challenged (gpointer data)
{
  PublisherBench *bench = data;
  g_autoptr (OsrCase) the_case = office_bench_load (&bench->office, bench->case_id);

  return the_case->challenge != 0;
}

static gint64
publish (PublisherBench *bench, const Form *form)
{
  gint64 draft = office_bench_approve (&bench->office, bench->case_id, BENCH_ACCOUNT, REPLY);
  gint64 intent = office_bench_intend (&bench->office, bench->case_id, BENCH_ACCOUNT, draft);

  publisher_bench_order (bench, METHOD, form->fault, 1, 0);
  publisher_bench_start (bench);
  bench_wait (is_challenged, bench);
  return intent;
}

/* As the coordinator takes the person's command. */
static void
answer (PublisherBench *bench, const char *words)
{
  g_autoptr (OsrCase) before = office_bench_load (&bench->office, bench->case_id);
  g_autofree char *members =
      g_strdup_printf ("{\"challenge\":%" G_GINT64_FORMAT "}", before->challenge);
  g_autofree char *payload = g_strdup_printf ("{\"answer\":\"%s\"}", words);
  OsrPublicationOrder order = { bench->office.log, before, "challenge-answered" };
  g_autoptr (GError) error = NULL;

  office_bench_append (&bench->office, bench->case_id, "challenge-answered", "gkh", members,
                       payload);
  osr_publication_order (&order, &error);
  g_assert_no_error (error);
  osr_publisher_kick (bench->publisher);
}

/* (transfer full): what stands on the picture or the page */
static char *
look_at_captcha (PublisherBench *bench)
{
  g_auto (GStrv) parts = g_strsplit (osr_sandbox_get_captcha (bench->sandbox, METHOD), "|", 3);

  return g_strdup (parts[2]);
}

static guint
count_replies (PublisherBench *bench)
{
  g_autoptr (GPtrArray) replies = publisher_bench_replies (bench, BENCH_COMMUNITY);

  return replies->len;
}

/* The picture lies among the files of the office, as the network shows it; a page is opened by the
 * person. */
static void
assert_picture (PublisherBench *bench, const OsrCaseChallenge *asked)
{
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GBytes) file = NULL;
  gsize length;
  OsrMediaLook look;

  if (g_str_equal (asked->kind, "page")) {
    g_assert_null (asked->picture);
    return;
  }
  g_assert_nonnull (asked->picture);
  path = osr_log_dup_file_path (bench->office.log, asked->picture);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  file = g_bytes_new_take (g_steal_pointer (&bytes), length);
  g_assert_true (osr_media_look (file, &look, NULL));
  g_assert_cmpint (look.kind, ==, OSR_MEDIA_PNG);
}

typedef struct {
  gboolean done;
  char *digest;
  GError *error;
} Fetched;

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  Fetched *fetched = data;

  fetched->digest = osr_challenge_picture_fetch_finish (result, &fetched->error);
  fetched->done = TRUE;
}

/* A network cannot send the coordinator to a host that its account does not name. */
static void
test_elsewhere (PublisherBench *bench, gconstpointer data)
{
  static const char *const elsewhere[] = {
    "http://127.0.0.1:9/captcha/1.png",
    "http://localhost/captcha.png",
    "https://vk.com.evil.example/c.png",
    "https://evilvk.com/c.png",
    "file:///etc/hostname",
    "https://api.vk.com:8443/c.png",
    "http://api.vk.com/c.png",
    "no address",
  };
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("vk", "own", "-1");
  g_autoptr (OsrPublishingDesk) desk = osr_log_desk_new (bench->office.log);

  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++) {
    Fetched fetched = { 0 };

    osr_challenge_picture_fetch_async (desk, account, elsewhere[i], NULL, on_fetched, &fetched);
    while (!fetched.done)
      g_main_context_iteration (NULL, TRUE);
    g_assert_null (fetched.digest);
    g_assert_error (fetched.error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
    g_clear_error (&fetched.error);
  }
}

static void
test_answered (PublisherBench *bench, gconstpointer data)
{
  const Form *form = data;
  gint64 intent = publish (bench, form);
  g_autoptr (OsrCase) the_case = office_bench_load (&bench->office, bench->case_id);
  g_autofree char *right = look_at_captcha (bench);
  OsrCaseChallenge asked;

  g_assert_true (osr_case_get_challenge (the_case, intent, &asked));
  g_assert_cmpstr (asked.kind, ==, form->kind);
  g_assert_true (g_str_has_prefix (asked.address, osr_sandbox_get_url (bench->sandbox)));
  assert_picture (bench, &asked);
  g_assert_cmpuint (count_replies (bench), ==, 0);
  answer (bench, "not this");
  bench_wait (is_challenged, bench);
  g_assert_cmpuint (count_replies (bench), ==, 0);
  g_free (right);
  right = look_at_captcha (bench);
  answer (bench, right);
  publisher_bench_settle (bench, intent);
  g_assert_cmpuint (count_replies (bench), ==, 1);
  g_assert_cmpuint (office_bench_count (&bench->office, bench->case_id, "published"), ==, 1);
  g_assert_cmpuint (office_bench_count (&bench->office, bench->case_id, "publish-unknown"), ==, 0);
}

static void
test_expires (PublisherBench *bench, gconstpointer data)
{
  gint64 intent = publish (bench, data);
  g_autoptr (OsrCase) the_case = NULL;

  publisher_bench_settle (bench, intent);
  the_case = office_bench_load (&bench->office, bench->case_id);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_APPROVED);
  g_assert_nonnull (the_case->refusal);
  g_assert_cmpuint (count_replies (bench), ==, 0);
}

int
main (int argc, char **argv)
{
  static const Form picture = { "captcha", "picture" };
  static const Form page = { "captcha-redirect", "page" };

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/publish/captcha/picture-is-answered", PublisherBench, &picture,
              publisher_bench_set_up, test_answered, publisher_bench_tear_down);
  g_test_add ("/publish/captcha/page-is-answered", PublisherBench, &page, publisher_bench_set_up,
              test_answered, publisher_bench_tear_down);
  g_test_add ("/publish/captcha/expires", PublisherBench, &page, publisher_bench_set_up,
              test_expires, publisher_bench_tear_down);
  g_test_add ("/publish/captcha/picture-from-elsewhere-not-fetched", PublisherBench, &picture,
              publisher_bench_set_up, test_elsewhere, publisher_bench_tear_down);
  return g_test_run ();
}
