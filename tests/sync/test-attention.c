/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step that did not go through: both sides of it, sending it again as it is or edited, and that
 * it holds up nothing but its own case. */
#include "core/media/osr-media-list.h"
#include "core/osr-error.h"
#include "replica-bench.h"
#include "sync/files/osr-replica-files.h"

#define PHOTO "1111111111111111111111111111111111111111111111111111111111111111"
#define VIDEO "2222222222222222222222222222222222222222222222222222222222222222"

static void
quiet (Bench *bench)
{
  BENCH_UNTIL (bench_waiting (bench) == 0);
}

/* Takes the case offline while somebody else does @type on it. */
static char *
be_late (Bench *bench, const char *type, JsonObject *payload)
{
  char *uuid;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  uuid = bench_take (bench, CASE_A);
  fake_coordinator_append (bench->fake, CASE_A, type, "person-b", NULL, payload);
  fake_coordinator_set_online (bench->fake, TRUE);
  BENCH_UNTIL (bench_attention (bench) == 1 && bench_version (bench, CASE_A) == 2);
  return uuid;
}

static const char *
type_at (OsrCase *c, guint index)
{
  return ((OsrEvent *) g_ptr_array_index (c->events, index))->type;
}

/* The rules still allow it: as it is, upon the case as it stands. */
static void
test_still_allowed (Bench *bench, gconstpointer data)
{
  g_autofree char *uuid = be_late (bench, "noted", bench_text ("чужая заметка"));
  g_autofree char *fresh = NULL;
  g_autoptr (OsrConflict) conflict = osr_replica_compare (bench->replica, uuid);
  g_autoptr (GError) error = NULL;

  g_assert_no_error (conflict->refusal);
  g_assert_true (conflict->allowed);
  g_assert_cmpuint (conflict->since->len, ==, 1);
  g_assert_cmpstr (type_at (conflict->now, g_array_index (conflict->since, guint, 0)), ==, "noted");
  g_assert_cmpstr (type_at (conflict->wanted, conflict->wanted->events->len - 1), ==, "detected");
  fresh = osr_replica_send_again (bench->replica, uuid, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fresh, !=, uuid);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  quiet (bench);
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 3);
  g_assert_cmpstr (fake_coordinator_get_type (bench->fake, CASE_A, 3), ==, "detected");
}

/* They do not any more: nothing is sent, the step stays where it can be seen. */
static void
test_not_allowed (Bench *bench, gconstpointer data)
{
  g_autofree char *uuid = be_late (bench, "dismissed", bench_text ("спам"));
  g_autofree char *fresh = NULL;
  g_autoptr (OsrConflict) conflict = osr_replica_compare (bench->replica, uuid);
  g_autoptr (GError) error = NULL;

  g_assert_false (conflict->allowed);
  g_assert_error (conflict->refusal, OSR_CORE_ERROR, OSR_CORE_ERROR_WRONG_STATE);
  g_assert_cmpuint (conflict->since->len, ==, 1);
  fresh = osr_replica_send_again (bench->replica, uuid, NULL, &error);
  g_assert_null (fresh);
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_WRONG_STATE);
  g_assert_cmpuint (bench_attention (bench), ==, 1);
  g_assert_cmpuint (bench_waiting (bench), ==, 0);
}

static void
test_edited (Bench *bench, gconstpointer data)
{
  g_autofree char *uuid = NULL;
  g_autofree char *fresh = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  fake_coordinator_answer (bench->fake, "PUT /v1/commands/", 1, 422, "invalid", NULL);
  uuid = bench_note (bench, CASE_A, "слишком длинно");
  BENCH_UNTIL (bench_attention (bench) == 1);
  fresh = osr_replica_send_again (bench->replica, uuid, "короче", &error);
  g_assert_no_error (error);
  quiet (bench);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  bytes = fake_coordinator_get_command (bench->fake, fresh);
  body = osr_json_read_object (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), 0,
                               "command", NULL);
  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (body, "payload"), "text"), ==,
                   "короче");
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 2);
}

/* Only once: what is sent is not refused any more. */
static void
test_not_twice (Bench *bench, gconstpointer data)
{
  g_autofree char *uuid = be_late (bench, "noted", bench_text ("y"));
  g_autofree char *fresh = osr_replica_send_again (bench->replica, uuid, NULL, NULL);
  g_autofree char *other = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (fresh);
  other = osr_replica_send_again (bench->replica, uuid, NULL, &error);
  g_assert_null (other);
  g_assert_nonnull (error);
  quiet (bench);
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 3);
}

/* A step with words and files that the coordinator refuses. */
static char *
be_refused (Bench *bench, const char *text, const char *files)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = bench_text (text);
  g_autoptr (GError) error = NULL;
  char *uuid;

  json_object_set_string_member (members, "kind", "interim");
  osr_media_list_set (members, files);
  fake_coordinator_answer (bench->fake, "PUT /v1/commands/", 1, 422, "invalid", NULL);
  uuid = osr_replica_act (bench->replica, CASE_A, "noted", members, payload, &error);
  g_assert_no_error (error);
  BENCH_UNTIL (bench_attention (bench) == 1);
  return uuid;
}

/* What is put back has its words, its kind and its files; what was being written meanwhile stays. */
static void
test_put_back (Bench *bench, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *files = NULL;
  g_autofree char *both = NULL;
  OsrWriting *writing;

  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  first = be_refused (bench, "Починим завтра", PHOTO);
  g_assert_true (osr_replica_put_back (bench->replica, first));
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  files = osr_replica_dup_files (bench->replica, CASE_A);
  g_assert_cmpstr (files, ==, PHOTO);
  writing = osr_replica_get_writing (bench->replica, CASE_A);
  g_assert_cmpstr (writing->text, ==, "Починим завтра");
  g_assert_cmpstr (writing->kind, ==, "interim");
  osr_writing_free (writing);
  second = be_refused (bench, "И двор тоже", PHOTO "," VIDEO);
  g_assert_true (osr_replica_put_back (bench->replica, second));
  both = osr_replica_dup_files (bench->replica, CASE_A);
  g_assert_cmpstr (both, ==, PHOTO "," VIDEO);
  writing = osr_replica_get_writing (bench->replica, CASE_A);
  g_assert_cmpstr (writing->text, ==, "Починим завтра\n\nИ двор тоже");
  osr_writing_free (writing);
  g_assert_false (osr_replica_put_back (bench->replica, second)); /* once */
}

/* Steps of one case keep their order while it has trouble; those of another pass by. */
static void
test_queues_are_apart (Bench *bench, gconstpointer data)
{
  g_autofree char *take = NULL;
  g_autofree char *note = NULL;
  g_autofree char *other = NULL;
  g_autofree char *path = NULL;
  g_autofree char *later = NULL;

  bench_find (bench, CASE_A, "x");
  bench_find (bench, CASE_B, "y");
  bench_sign_in (bench);
  fake_coordinator_set_online (bench->fake, FALSE);
  take = bench_take (bench, CASE_A);
  note = bench_note (bench, CASE_A, "2");
  other = bench_note (bench, CASE_B, "3");
  path = g_strconcat ("PUT /v1/commands/", take, NULL);
  later = g_strconcat ("PUT /v1/commands/", note, NULL);
  fake_coordinator_answer (bench->fake, path, 3, 500, "temporary", NULL);
  fake_coordinator_set_online (bench->fake, TRUE);
  BENCH_UNTIL (fake_coordinator_get_version (bench->fake, CASE_B) == 2);
  g_assert_cmpuint (fake_coordinator_count (bench->fake, later), ==, 0);
  quiet (bench);
  g_assert_cmpuint (fake_coordinator_count (bench->fake, path), ==, 4);
  g_assert_cmpstr (fake_coordinator_get_type (bench->fake, CASE_A, 2), ==, "detected");
  g_assert_cmpstr (fake_coordinator_get_type (bench->fake, CASE_A, 3), ==, "noted");
}

static void
add (const char *name, void (*test) (Bench *, gconstpointer))
{
  g_test_add (name, Bench, NULL, bench_open, test, bench_close);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/sync/attention/still-allowed", test_still_allowed);
  add ("/sync/attention/not-allowed", test_not_allowed);
  add ("/sync/attention/edited", test_edited);
  add ("/sync/attention/not-twice", test_not_twice);
  add ("/sync/attention/put-back-with-its-files", test_put_back);
  add ("/sync/attention/queues-are-apart", test_queues_are_apart);
  return g_test_run ();
}
