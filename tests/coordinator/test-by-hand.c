/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages registered by hand, and steps taken for somebody absent, through the coordinator. */
#include <string.h>

#include "coordinator-bench.h"
#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"

#define LINK      "https://vk.com/wall-200000001_1?reply=71"
#define SAME_LINK "http://m.vk.ru/wall-200000001_1/?utm_source=mail&reply=71#top"
#define WORDS     "{\"text\":\"No water\",\"author_name\":\"Olga M.\"}"

static Answer *
register_link (Bench *bench, const char *token, const char *link, guint status, char **id)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *members =
      g_strdup_printf ("{\"network\":\"vk\",\"permalink\":\"%s\",\"by_hand\":true}", link);
  g_autofree char *body = bench_body (uuid, "found", -1, members, WORDS);

  if (id != NULL)
    *id = g_strdup (uuid);
  return bench_command (bench, token, NULL, body, status);
}

static void
test_registered (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *id = NULL;
  g_autoptr (Answer) answer = register_link (bench, curator, LINK, 200, &id);
  g_autoptr (OsrCase) one = office_bench_load (&bench->office, id);

  g_assert_cmpint (one->state, ==, OSR_CASE_FOUND);
  g_assert_true (one->by_hand);
  g_assert_cmpstr (one->found_by, ==, "kurator");
  g_assert_cmpstr (one->text, ==, "No water");
}

/* Before it has a number, and after. */
static void
test_known (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *id = NULL;
  g_autofree char *take = NULL;
  g_autoptr (Answer) first = register_link (bench, curator, LINK, 200, &id);
  g_autoptr (Answer) again = register_link (bench, curator, SAME_LINK, 422, NULL);
  g_autoptr (Answer) taken = NULL;
  g_autoptr (Answer) numbered = NULL;

  g_assert_cmpstr (answer_code (again), ==, "known");
  g_assert_null (strstr (again->body, "2026-"));
  take = bench_body (id, "detected", 1, NULL, NULL);
  taken = bench_command (bench, curator, NULL, take, 200);
  numbered = register_link (bench, curator, SAME_LINK, 422, NULL);
  g_assert_cmpstr (answer_code (numbered), ==, "known");
  g_assert_nonnull (strstr (numbered->body, "Case No. 2026-000001"));
}

static void
test_refused (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autoptr (Answer) role = register_link (bench, executor, LINK, 403, NULL);
  g_autoptr (Answer) link = register_link (bench, curator, "javascript:alert(1)", 400, NULL);

  g_assert_cmpstr (answer_code (role), ==, "not-allowed");
  g_assert_nonnull (answer_code (link));
}

static void
substitute (Bench *bench, const char *absent, const char *person, OsrInstant from, OsrInstant to)
{
  g_autofree char *members = g_strdup_printf (
      "{\"id\":\"s-1\",\"absent\":\"%s\",\"substitute\":\"%s\",\"from\":%" G_GINT64_FORMAT
      ",\"to\":%" G_GINT64_FORMAT ",\"ground\":\"leave\"}",
      absent, person, from, to);

  office_bench_append (&bench->office, OSR_STREAM_OFFICE, "substitution-set", "admin", members,
                       NULL);
}

/* A command's body with the absent person named. */
static char *
for_body (const char *case_id, gint64 after, const char *absent)
{
  g_autofree char *body = bench_body (case_id, "detected", after, NULL, NULL);

  return g_strdup_printf ("{\"for\":\"%s\",%s", absent, body + 1);
}

static void
test_for_the_absent (Bench *bench, gconstpointer data)
{
  OsrInstant now = osr_clock_now (bench->office.clock);
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *body = for_body (id, 1, "kurator");
  g_autoptr (Answer) before = bench_command (bench, executor, NULL, body, 403);
  g_autoptr (Answer) after = NULL;
  g_autoptr (OsrCase) one = NULL;
  OsrEvent *event;

  g_assert_cmpstr (answer_code (before), ==, "not-substitute");
  g_assert_null (osr_json_get_array (before->object, "events"));
  substitute (bench, "kurator", "gkh", now - OSR_HOUR, now + OSR_HOUR);
  after = bench_command (bench, executor, NULL, body, 200);
  one = office_bench_load (&bench->office, id);
  event = g_ptr_array_index (one->events, one->events->len - 1);
  g_assert_cmpstr (event->by, ==, "gkh");
  g_assert_cmpstr (event->on_behalf, ==, "kurator");
}

/* The day is over: so is the right. */
static void
test_no_longer (Bench *bench, gconstpointer data)
{
  OsrInstant now = osr_clock_now (bench->office.clock);
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *body = for_body (id, 1, "kurator");
  g_autoptr (Answer) late = NULL;

  substitute (bench, "kurator", "gkh", now - 2 * OSR_HOUR, now - OSR_HOUR);
  late = bench_command (bench, executor, NULL, body, 403);
  g_assert_cmpstr (answer_code (late), ==, "not-substitute");
}

/* The same message wherever it is registered: under its own id it is known, too. */
static void
test_same_id (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *id = NULL;
  g_autofree char *body = NULL;
  g_autoptr (Answer) first = register_link (bench, curator, LINK, 200, &id);
  g_autoptr (Answer) again = NULL;
  g_autoptr (Answer) role = NULL;

  body = bench_body (id, "found", -1,
                     "{\"network\":\"vk\",\"permalink\":\"https://vk.com/wall-9_9\","
                     "\"by_hand\":true}",
                     WORDS);
  again = bench_command (bench, curator, NULL, body, 422);
  g_assert_cmpstr (answer_code (again), ==, "known");
  role = bench_command (bench, executor, NULL, body, 403);
  g_assert_cmpstr (answer_code (role), ==, "not-allowed");
}

/* Every spelling of an address, from whatever program it was copied. */
static void
test_spellings (Bench *bench, gconstpointer data)
{
  static const char *const pairs[][2] = {
    { "https://vk.com/wall-200000001_1?reply=72&thread=71",
      "https://m.vk.ru/feed?w=wall-200000001_1_r72" },
    { "https://f.example.ru/t/5", "http://www.f.example.ru/t/5/?utm_medium=x#p2" },
  };
  g_autofree char *curator = bench_sign_in (bench, "kurator");

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autoptr (Answer) first = register_link (bench, curator, pairs[i][0], 200, NULL);
    g_autoptr (Answer) again = register_link (bench, curator, pairs[i][1], 422, NULL);

    g_assert_cmpstr (answer_code (again), ==, "known");
  }
}

/* What the monitor found is known by its number in the network, whatever the link looks like. */
static void
test_found_by_monitor (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *found = office_bench_find (&bench->office, "77", "No water");
  g_autoptr (OsrCase) one = office_bench_load (&bench->office, found);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *members = g_strdup_printf (
      "{\"network\":\"vk\",\"permalink\":\"https://elsewhere.example.ru/1\",\"owner_id\":\"%s\","
      "\"native_id\":\"77\",\"by_hand\":true}",
      one->owner_id);
  g_autofree char *body = bench_body (uuid, "found", -1, members, WORDS);
  g_autoptr (Answer) known = bench_command (bench, curator, NULL, body, 422);

  g_assert_cmpstr (answer_code (known), ==, "known");
}

/* A step on a case at its present version. */
static void
step (Bench *bench, const char *token, const char *id, const char *type, const char *members,
      const char *payload)
{
  g_autoptr (OsrCase) one = office_bench_load (&bench->office, id);
  g_autofree char *body = bench_body (id, type, one->version, members, payload);
  g_autoptr (Answer) answer = bench_command (bench, token, NULL, body, 200);
}

/* A chat without addresses, to an approved reply. */
static char *
approve_in_chat (Bench *bench, const char *curator, const char *executor, const char *digest)
{
  char *id = g_uuid_string_random ();
  g_autofree char *body =
      bench_body (id, "found", -1,
                  "{\"network\":\"messenger\",\"source\":\"House 5\",\"by_hand\":true,"
                  "\"locality\":\"Svobodny\",\"published_at\":1000}",
                  WORDS);
  g_autofree char *draft =
      g_strdup_printf ("{\"body\":\"gkh\",\"kind\":\"final\",\"account\":\"%s\",\"digest\":\"%s\"}",
                       OSR_ACCOUNT_BY_HAND, digest);
  g_autofree char *approval = g_strdup_printf ("{\"draft\":5,\"digest\":\"%s\"}", digest);
  g_autoptr (Answer) found = bench_command (bench, curator, NULL, body, 200);

  step (bench, curator, id, "detected", NULL, NULL);
  step (bench, curator, id, "triaged",
        "{\"topics\":[\"zhkh\"],\"locality\":\"Svobodny\",\"importance\":\"normal\"}", NULL);
  step (bench, curator, id, "routed", "{\"body\":\"gkh\"}", NULL);
  step (bench, executor, id, "submitted", draft, "{\"text\":\"It is back.\"}");
  step (bench, curator, id, "approved", approval, NULL);
  return id;
}

/* From a closed chat to the reply that was placed there by hand, with its proof. */
static void
test_closed_place (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *digest =
      osr_text_digest ("final", "It is back.", OSR_ACCOUNT_BY_HAND, NULL, NULL);
  g_autofree char *id = approve_in_chat (bench, curator, executor, digest);
  g_autofree char *bare = g_strdup_printf (
      "{\"draft\":5,\"digest\":\"%s\",\"kind\":\"final\",\"proof\":\" \"}", digest);
  g_autofree char *proven = g_strdup_printf (
      "{\"draft\":5,\"digest\":\"%s\",\"kind\":\"final\",\"proof\":\"screenshot 12\"}", digest);
  g_autofree char *refused = bench_body (id, "published-by-hand", 6, bare, NULL);
  g_autoptr (Answer) without = bench_command (bench, executor, NULL, refused, 422);
  g_autoptr (OsrCase) one = NULL;

  g_assert_cmpstr (answer_code (without), ==, "reason-needed");
  step (bench, executor, id, "published-by-hand", proven, NULL);
  one = office_bench_load (&bench->office, id);
  g_assert_cmpint (one->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpstr (one->source, ==, "House 5");
  g_assert_cmpint (one->published_at, ==, 1000);
  g_assert_null (one->permalink);
}

/* Where the message has an address, so has the reply. */
static void
test_reply_needs_address (Bench *bench, gconstpointer data)
{
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  gint64 draft = office_bench_approve (&bench->office, id, "vk-gkh", "Yes.");
  g_autoptr (OsrCase) one = office_bench_load (&bench->office, id);
  g_autofree char *members =
      g_strdup_printf ("{\"draft\":%d,\"digest\":\"%s\",\"kind\":\"final\",\"proof\":\"p\"}",
                       (int) draft, osr_case_get_draft (one)->digest);
  g_autofree char *body = bench_body (id, "published-by-hand", one->version, members, NULL);
  g_autoptr (Answer) answer = bench_command (bench, executor, NULL, body, 400);

  g_assert_nonnull (answer_code (answer));
}

/* Nobody administers the office for somebody else. */
static void
test_office_for_nobody (Bench *bench, gconstpointer data)
{
  g_autofree char *admin = bench_sign_in (bench, "admin");
  g_autofree char *plain =
      bench_body (OSR_STREAM_OFFICE, "topic-set", -1, "{\"topic\":\"x\",\"name\":\"X\"}", NULL);
  g_autofree char *body = g_strdup_printf ("{\"for\":\"kurator\",%s", plain + 1);
  g_autoptr (Answer) refused = bench_command (bench, admin, NULL, body, 403);

  g_assert_cmpstr (answer_code (refused), ==, "not-allowed");
}

/* Linked with a case that does not exist, and with one that does. */
static void
test_linked (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *earlier = office_bench_find (&bench->office, "1", "text");
  g_autofree char *id = office_bench_find (&bench->office, "2", "text again");
  g_autofree char *take = bench_body (id, "detected", 1, NULL, NULL);
  g_autofree char *good = g_strdup_printf ("{\"earlier\":\"%s\"}", earlier);
  g_autofree char *none =
      bench_body (id, "linked", 2, "{\"earlier\":\"c0000000-0000-4000-8000-000000000009\"}", NULL);
  g_autofree char *there = bench_body (id, "linked", 2, good, NULL);
  g_autoptr (Answer) taken = bench_command (bench, curator, NULL, take, 200);
  g_autoptr (Answer) unknown = bench_command (bench, curator, NULL, none, 404);
  g_autoptr (Answer) linked = bench_command (bench, curator, NULL, there, 200);

  g_assert_cmpstr (answer_code (unknown), ==, "not-found");
}

#define TEST(name, test)                                                                           \
  g_test_add ("/coordinator/by-hand/" name, Bench, NULL, bench_set_up, test, bench_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("registered", test_registered);
  TEST ("known", test_known);
  TEST ("refused", test_refused);
  TEST ("same-id", test_same_id);
  TEST ("spellings", test_spellings);
  TEST ("found-by-monitor", test_found_by_monitor);
  TEST ("closed-place", test_closed_place);
  TEST ("reply-needs-address", test_reply_needs_address);
  TEST ("for-the-absent", test_for_the_absent);
  TEST ("no-longer", test_no_longer);
  TEST ("office-for-nobody", test_office_for_nobody);
  TEST ("linked", test_linked);
  return g_test_run ();
}
