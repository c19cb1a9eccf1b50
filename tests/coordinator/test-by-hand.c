/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages registered by hand, and steps taken for somebody absent, through the coordinator. */
#include <string.h>

#include "coordinator-bench.h"
#include "core/osr-json.h"

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
  TEST ("for-the-absent", test_for_the_absent);
  TEST ("no-longer", test_no_longer);
  TEST ("office-for-nobody", test_office_for_nobody);
  TEST ("linked", test_linked);
  return g_test_run ();
}
