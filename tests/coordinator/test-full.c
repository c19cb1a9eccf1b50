/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coordinator whose disk fills up: it says so in words, what was there is read on, nothing is there
 * by half, and the same request is taken when there is room. */
#include "coordinator-bench.h"
#include "core/osr-json.h"
#include "osr-fault-vfs.h"

static void
check_sentence (Answer *answer)
{
  JsonObject *fault = osr_json_get_object (answer->object, "error");

  g_assert_cmpstr (answer_code (answer), ==, "full");
  g_assert_nonnull (strstr (osr_json_get_string (fault, "message"), "disk is full"));
}

static void
expect_warning (void)
{
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*failed:*is full*");
}

static void
test_command (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *body = bench_body (id, "detected", 1, NULL, NULL);
  gint64 head = osr_log_get_head (bench_log (bench));
  g_autoptr (Answer) full = NULL;
  g_autoptr (Answer) read = NULL;
  g_autoptr (Answer) accepted = NULL;

  fault_vfs_arm (FAULT_FULL, 1, 1);
  expect_warning ();
  full = bench_command (bench, curator, uuid, body, 507);
  g_test_assert_expected_messages ();
  check_sentence (full);
  g_assert_cmpint (osr_log_get_head (bench_log (bench)), ==, head);
  read = bench_send (bench, "GET", "/v1/changes", curator, NULL);
  g_assert_cmpuint (read->status, ==, 200);
  fault_vfs_disarm ();
  accepted = bench_command (bench, curator, uuid, body, 200);
  g_assert_cmpuint (office_bench_count (&bench->office, id, "detected"), ==, 1);
  g_assert_true (osr_log_verify (bench_log (bench), NULL, NULL, NULL));
}

static void
test_draft (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *path = g_strconcat ("/v1/drafts/", uuid, NULL);
  g_autofree char *body = g_strdup_printf (
      "{\"case\":\"%s\",\"kind\":\"final\",\"text\":\"Добрый день\",\"revision\":0}", id);
  g_autoptr (Answer) full = NULL;
  g_autoptr (Answer) kept = NULL;

  fault_vfs_arm (FAULT_FULL, 1, 1);
  expect_warning ();
  full = bench_send (bench, "PUT", path, curator, body);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (full->status, ==, 507);
  check_sentence (full);
  fault_vfs_disarm ();
  kept = bench_send (bench, "PUT", path, curator, body);
  g_assert_cmpuint (kept->status, ==, 200);
  g_assert_cmpint (osr_json_get_int (kept->object, "revision", 0), ==, 1);
}

#define TEST(name, func)                                                                           \
  g_test_add ("/coordinator/full/" name, Bench, NULL, bench_set_up, func, bench_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  TEST ("command", test_command);
  TEST ("draft", test_draft);
  return g_test_run ();
}
