/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What whoever publishes may order when nobody knows whether the reply is out, as commands: another
 * look, a new attempt with a reason, the answer to the network's question; and not before they were
 * asked. */
#include "coordinator-bench.h"
#include "store/osr-log-publications.h"

#define REPLY "It will be warm."

typedef struct {
  Bench bench;
  char *id;
  char *executor;
  gint64 draft;
  gint64 intent;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  bench_set_up (&f->bench, NULL);
  f->id = office_bench_find (&f->bench.office, "71", "It is cold");
  f->executor = bench_sign_in (&f->bench, "gkh");
  f->draft = office_bench_approve (&f->bench.office, f->id, "vk-gkh", REPLY);
  f->intent = office_bench_intend (&f->bench.office, f->id, "vk-gkh", f->draft);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->id);
  g_free (f->executor);
  bench_tear_down (&f->bench, NULL);
}

/* @ask: (nullable) */
static void
become_unknown (Fixture *f, const char *ask)
{
  g_autofree char *members =
      ask == NULL
          ? g_strdup_printf ("{\"intent\":%" G_GINT64_FORMAT "}", f->intent)
          : g_strdup_printf ("{\"intent\":%" G_GINT64_FORMAT ",\"ask\":\"%s\"}", f->intent, ask);
  g_autoptr (GError) error = NULL;

  osr_log_move_publication (bench_log (&f->bench), f->id, f->intent, OSR_PUBLICATION_UNCERTAIN,
                            &error);
  g_assert_no_error (error);
  office_bench_append (&f->bench.office, f->id, "publish-unknown", "publisher", members, NULL);
}

/* @code: (nullable): of the refusal */
static void
order (Fixture *f, const char *type, const char *members, const char *payload, const char *code)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&f->bench.office, f->id);
  g_autofree char *body = bench_body (f->id, type, the_case->version, members, payload);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *path = g_strconcat ("/v1/commands/", uuid, NULL);
  g_autoptr (Answer) answer = bench_send (&f->bench, "PUT", path, f->executor, body);

  if (code != NULL)
    g_assert_cmpstr (answer_code (answer), ==, code);
  else
    g_assert_cmpuint (answer->status, ==, 200);
}

static char *
again (Fixture *f, const char *account)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&f->bench.office, f->id);

  return g_strdup_printf ("{\"draft\":%" G_GINT64_FORMAT ",\"digest\":\"%s\",\"account\":\"%s\","
                          "\"guid\":\"0123456789ab\",\"again\":true}",
                          f->draft, osr_case_get_draft (the_case)->digest, account);
}

static OsrPublicationState
state_of (Fixture *f, gint64 intent)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrPublication) row =
      osr_log_find_publication (bench_log (&f->bench), f->id, intent, &error);

  g_assert_no_error (error);
  return row->state;
}

static void
test_again (Fixture *f, gconstpointer data)
{
  g_autofree char *members = again (f, "vk-gkh");
  g_autofree char *other = again (f, "vk-office");
  g_autoptr (OsrCase) the_case = NULL;

  order (f, "publish-intended", members, "{\"reason\":\"Not there\"}", "wrong-state");
  become_unknown (f, NULL);
  order (f, "publish-intended", members, "{\"reason\":\"Not there\"}", "wrong-state");
  become_unknown (f, "absent");
  order (f, "publish-intended", members, NULL, "reason-needed");
  order (f, "publish-intended", other, "{\"reason\":\"Not there\"}", "malformed");
  order (f, "publish-intended", members, "{\"reason\":\"Not there\"}", NULL);
  the_case = office_bench_load (&f->bench.office, f->id);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_PUBLISHING);
  g_assert_null (the_case->asked);
  g_assert_cmpint (the_case->intent_version, >, f->intent);
  g_assert_cmpint (state_of (f, f->intent), ==, OSR_PUBLICATION_DONE);
  g_assert_cmpint (state_of (f, the_case->intent_version), !=, OSR_PUBLICATION_DONE);
}

static void
test_look (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrCase) the_case = NULL;

  order (f, "publish-look-ordered", NULL, NULL, "wrong-state");
  become_unknown (f, "no-read-back");
  order (f, "publish-look-ordered", NULL, NULL, NULL);
  the_case = office_bench_load (&f->bench.office, f->id);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_UNCERTAIN);
  g_assert_null (the_case->asked);
}

/* The request may be on its way: what is ordered now would come too late. */
static void
test_being_sent (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrPublication) taken = NULL;
  g_autoptr (GError) error = NULL;

  become_unknown (f, "absent");
  taken = osr_log_take_publication (bench_log (&f->bench), OSR_MINUTE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (taken);
  taken->state = OSR_PUBLICATION_SENDING;
  osr_log_update_publication (bench_log (&f->bench), taken, FALSE, &error);
  g_assert_no_error (error);
  order (f, "publish-look-ordered", NULL, NULL, "wrong-state");
}

static void
test_answer (Fixture *f, gconstpointer data)
{
  g_autofree char *asked = g_strdup_printf (
      "{\"intent\":%" G_GINT64_FORMAT ",\"kind\":\"picture\",\"expires_at\":1}", f->intent);
  g_autofree char *members = NULL;
  g_autofree char *stale = NULL;
  gint64 challenge;

  order (f, "challenge-answered", "{\"challenge\":1}", "{\"answer\":\"x\"}", "wrong-state");
  challenge = office_bench_append (&f->bench.office, f->id, "publish-challenged", "publisher",
                                   asked, "{\"address\":\"https://vk.com/captcha.php\"}");
  stale = g_strdup_printf ("{\"challenge\":%" G_GINT64_FORMAT "}", challenge - 1);
  members = g_strdup_printf ("{\"challenge\":%" G_GINT64_FORMAT "}", challenge);
  order (f, "challenge-answered", stale, "{\"answer\":\"x\"}", "stale");
  order (f, "challenge-answered", members, "{\"answer\":\" \"}", "malformed");
  order (f, "challenge-answered", members, "{\"answer\":\"x\"}", NULL);
  order (f, "challenge-answered", members, "{\"answer\":\"x\"}", "wrong-state");
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/coordinator/unknown/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("new-attempt-needs-question-and-reason", test_again);
  add ("look-again", test_look);
  add ("nothing-is-ordered-while-it-is-sent", test_being_sent);
  add ("challenge-is-answered-once", test_answer);
  return g_test_run ();
}
