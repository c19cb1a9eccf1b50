/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every address of the coordinator for those who are not let in: nobody, a made-up token, one who has
 * signed out, one who was disabled, one of another body. The answers are exact: status, code, and that
 * what one may not see looks as if it were not there. */
#include <string.h>

#include "core/osr-json.h"
#include "walk-case.h"

#define PLAIN_NOTE                                                                                 \
  "{\"case\":\"CASE\",\"type\":\"noted\",\"claimed_at\":1,\"device\":\"d\",\"members\":{},"        \
  "\"payload\":{\"text\":\"x\"}}"
#define PLAIN_DRAFT                                                                                \
  "{\"case\":\"CASE\",\"kind\":\"final\",\"text\":\"Secret words\",\"revision\":0}"
#define NO_CASE "00000000-0000-4000-8000-00000000dead"

typedef struct {
  WalkOffice *office;
  WalkCase *routed; /* with zhkh, the executor's */
  char *draft;      /* that the executor writes there */
} Doors;

static const char *profile;
static WalkOffice *office; /* one for all tests of a program: hashing passwords takes long */

/* What needs a sign-in; CASE and DRAFT stand for the ids. */
static const struct {
  const char *method;
  const char *path;
  const char *body; /* nullable */
  guint other;      /* status for somebody of another body */
} addresses[] = {
  { "PUT", "/v1/commands/", PLAIN_NOTE, 404 },  { "GET", "/v1/changes", NULL, 200 },
  { "GET", "/v1/drafts?case=CASE", NULL, 404 }, { "PUT", "/v1/drafts/", PLAIN_DRAFT, 404 },
  { "DELETE", "/v1/drafts/DRAFT", NULL, 404 },
};

/* (transfer full) */
static char *
fill_in (const char *text, const char *case_id, const char *draft)
{
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, "CASE", case_id, 0);
  g_string_replace (filled, "DRAFT", draft, 0);
  if (g_str_has_suffix (text, "/")) {
    g_autofree char *id = g_uuid_string_random ();

    g_string_append (filled, id);
  }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static Answer *
knock (Doors *doors, guint i, const char *token, const char *case_id, const char *draft)
{
  g_autofree char *path = fill_in (addresses[i].path, case_id, draft);
  g_autofree char *body =
      addresses[i].body != NULL ? fill_in (addresses[i].body, case_id, draft) : NULL;

  return bench_send (&doors->office->bench, addresses[i].method, path, token, body);
}

static void
set_up (Doors *doors, gconstpointer data)
{
  static const char *const before[] = { "detected", "triaged", "routed:zhkh", NULL };
  g_autofree char *path = NULL;
  g_autofree char *body = NULL;
  g_autoptr (Answer) answer = NULL;

  if (office == NULL)
    office = walk_office_new (profile);
  doors->office = office;
  doors->routed = walk_case_new (office);
  walk_case_live (doors->routed, (char **) before);
  g_free (office->earlier);
  office->earlier = g_strdup (doors->routed->id);
  doors->draft = g_uuid_string_random ();
  path = g_strconcat ("/v1/drafts/", doors->draft, NULL);
  body = fill_in (PLAIN_DRAFT, doors->routed->id, doors->draft);
  answer = bench_send (&doors->office->bench, "PUT", path,
                       walk_office_get_token (doors->office, "executor"), body);
  g_assert_cmpuint (answer->status, ==, 200);
}

static void
tear_down (Doors *doors, gconstpointer data)
{
  walk_case_free (doors->routed);
  g_free (doors->draft);
}

static void
assert_refused (Answer *answer, guint status, const char *code, const char *sentence)
{
  JsonObject *error = osr_json_get_object (answer->object, "error");

  g_assert_cmpuint (answer->status, ==, status);
  g_assert_cmpstr (osr_json_get_string (error, "code"), ==, code);
  if (sentence != NULL)
    g_assert_cmpstr (osr_json_get_string (error, "message"), ==, sentence);
  g_assert_cmpuint (json_object_get_size (answer->object), ==, 1);
  g_assert_nonnull (answer->now);
}

/* All that needs a sign-in says the same, and nothing has happened. */
static void
assert_shut (Doors *doors, const char *token)
{
  gint64 before = osr_log_get_version (bench_log (&doors->office->bench), doors->routed->id);
  g_autoptr (Answer) out = bench_send (&doors->office->bench, "DELETE", "/v1/session", token, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (Answer) answer = knock (doors, i, token, doors->routed->id, doors->draft);
    g_autoptr (Answer) absent = knock (doors, i, token, NO_CASE, NO_CASE);

    assert_refused (answer, 401, "auth", "Sign in first.");
    g_assert_cmpstr (answer->body, ==, absent->body);
  }
  assert_refused (out, 401, "auth", "Sign in first.");
  g_assert_cmpint (osr_log_get_version (bench_log (&doors->office->bench), doors->routed->id), ==,
                   before);
}

static void
test_nobody (Doors *doors, gconstpointer data)
{
  assert_shut (doors, NULL);
}

static void
test_made_up (Doors *doors, gconstpointer data)
{
  static const char *const tokens[] = { "x", "0", "null", "' OR 1=1 --", "%s%n" };
  g_autofree char *long_one = g_strnfill (4000, 'a');
  const char *good = walk_office_get_token (doors->office, "executor");
  g_autofree char *cut = g_strndup (good, strlen (good) - 1);
  g_autofree char *more = g_strconcat (good, "0", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    assert_shut (doors, tokens[i]);
  assert_shut (doors, long_one);
  assert_shut (doors, cut);
  assert_shut (doors, more);
}

static void
test_signed_out (Doors *doors, gconstpointer data)
{
  g_autofree char *first = bench_sign_in (&doors->office->bench, "executor");
  g_autofree char *second = bench_sign_in (&doors->office->bench, "executor");
  g_autoptr (Answer) out = bench_send (&doors->office->bench, "DELETE", "/v1/session", first, NULL);
  g_autoptr (Answer) other = NULL;

  g_assert_cmpuint (out->status, ==, 200);
  g_assert_cmpstr (out->body, ==, "{}");
  assert_shut (doors, first);
  /* the other device stays signed in */
  other = bench_send (&doors->office->bench, "GET", "/v1/changes", second, NULL);
  g_assert_cmpuint (other->status, ==, 200);
}

static void
disable (Doors *doors, const char *person)
{
  g_autofree char *members = g_strdup_printf ("{\"person\":\"%s\",\"login\":\"%s\",\"name\":\"%s\","
                                              "\"disabled\":true}",
                                              person, person, person);
  g_autofree char *body = bench_body ("office", "person-set", -1, members, NULL);
  g_autoptr (Answer) answer = bench_command (
      &doors->office->bench, walk_office_get_token (doors->office, "admin"), NULL, body, 200);
}

static Answer *
sign_in (Doors *doors, const char *login, const char *password)
{
  g_autofree char *body =
      g_strdup_printf ("{\"login\":\"%s\",\"password\":\"%s\",\"device\":\"d\"}", login, password);

  return bench_send (&doors->office->bench, "POST", "/v1/session", NULL, body);
}

/* With the right password too, and in the same words as for somebody who never was. */
static void
test_disabled (Doors *doors, gconstpointer data)
{
  g_autofree char *token = bench_sign_in (&doors->office->bench, "executor3");
  g_autoptr (Answer) right = NULL;
  g_autoptr (Answer) never = sign_in (doors, "never", "demo-never");
  g_autoptr (Answer) wrong = sign_in (doors, "executor2", "demo-executor");

  disable (doors, "executor3");
  assert_shut (doors, token);
  right = sign_in (doors, "executor3", "demo-executor3");
  assert_refused (right, 401, "auth", "The login or the password is wrong.");
  g_assert_cmpstr (right->body, ==, never->body);
  g_assert_cmpstr (right->body, ==, wrong->body);
}

/* Another body gets the answer for a case that there is not, letter by letter. */
static void
test_other_body (Doors *doors, gconstpointer data)
{
  const char *token = walk_office_get_token (doors->office, "executor2");

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (Answer) answer = knock (doors, i, token, doors->routed->id, doors->draft);
    g_autoptr (Answer) absent = knock (doors, i, token, NO_CASE, NO_CASE);

    g_assert_cmpuint (answer->status, ==, addresses[i].other);
    if (answer->status == 404)
      assert_refused (answer, 404, "not-found", NULL);
    g_assert_cmpstr (answer->body, ==, absent->body);
    g_assert_null (strstr (answer->body, doors->routed->id));
  }
}

/* And for every step there is, whether the regulation has it or not. */
static void
test_other_body_every_step (Doors *doors, gconstpointer data)
{
  g_autoptr (GPtrArray) cells = rule_cells_load (profile);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < cells->len; i++) {
    const RuleCell *cell = cells->pdata[i];
    g_autoptr (Answer) answer = NULL;

    if (!g_hash_table_add (seen, cell->step) || g_str_equal (cell->step, "found"))
      continue;
    answer = walk_case_ask (doors->routed, "executor2", cell->step, NULL);
    assert_refused (answer, 404, "not-found", "There is no such case for you.");
  }
  g_assert_cmpuint (g_hash_table_size (seen), >, 30);
}

/* A colleague who sees the case learns that somebody writes, not what; and cannot take it away. */
static void
test_others_draft (Doors *doors, gconstpointer data)
{
  const char *token = walk_office_get_token (doors->office, "curator");
  g_autofree char *list = fill_in ("/v1/drafts?case=CASE", doors->routed->id, doors->draft);
  g_autofree char *one = fill_in ("/v1/drafts/DRAFT", doors->routed->id, doors->draft);
  g_autofree char *body = fill_in (PLAIN_DRAFT, doors->routed->id, doors->draft);
  g_autoptr (Answer) listed = bench_send (&doors->office->bench, "GET", list, token, NULL);
  g_autoptr (Answer) taken = bench_send (&doors->office->bench, "PUT", one, token, body);
  g_autoptr (Answer) erased = bench_send (&doors->office->bench, "DELETE", one, token, NULL);

  g_assert_cmpuint (listed->status, ==, 200);
  g_assert_nonnull (strstr (listed->body, doors->draft));
  g_assert_null (strstr (listed->body, "Secret"));
  assert_refused (taken, 403, "not-allowed", NULL);
  assert_refused (erased, 403, "not-allowed", NULL);
}

/* What stands open to everybody, and what there is not. */
static void
test_open (Doors *doors, gconstpointer data)
{
  Bench *bench = &doors->office->bench;
  const char *good = walk_office_get_token (doors->office, "executor");
  g_autoptr (Answer) status = bench_send (bench, "GET", "/v1/status", NULL, NULL);
  g_autoptr (Answer) garbage = bench_send (bench, "GET", "/v1/status", "x", NULL);
  g_autoptr (Answer) nothing = bench_send (bench, "GET", "/v1/persons", NULL, NULL);
  g_autoptr (Answer) signed_in = bench_send (bench, "GET", "/v1/persons", good, NULL);
  g_autoptr (Answer) method = bench_send (bench, "GET", "/v1/session", good, NULL);
  g_autoptr (Answer) empty = bench_send (bench, "POST", "/v1/session", NULL, "{}");
  g_autoptr (Answer) broken = bench_send (bench, "POST", "/v1/session", NULL, "[");

  g_assert_cmpuint (status->status, ==, 200);
  g_assert_cmpuint (garbage->status, ==, 200);
  g_assert_null (strstr (status->body, doors->routed->id));
  assert_refused (nothing, 404, "not-found", "There is no such address.");
  g_assert_cmpstr (nothing->body, ==, signed_in->body);
  assert_refused (method, 405, "method", "Not with this method.");
  assert_refused (empty, 400, "malformed", NULL);
  assert_refused (broken, 400, "malformed", NULL);
}

/* The office is an administrator's to change, nobody else's. */
static void
test_office (Doors *doors, gconstpointer data)
{
  static const char *const persons[] = { "executor", "curator", "supervisor" };
  g_autofree char *body =
      bench_body ("office", "topic-set", -1, "{\"topic\":\"t\",\"name\":\"T\"}", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (persons); i++) {
    const char *token = walk_office_get_token (doors->office, persons[i]);
    g_autoptr (Answer) answer = bench_command (&doors->office->bench, token, NULL, body, 403);

    assert_refused (answer, 403, "not-allowed", "Only an administrator changes the office.");
  }
}

static void
add (const char *name, void (*test) (Doors *doors, gconstpointer data))
{
  g_autofree char *path = g_strdup_printf ("/coordinator/doors/%s/%s", profile, name);

  g_test_add (path, Doors, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  profile = argv[1];
  add ("nobody", test_nobody);
  add ("made-up-token", test_made_up);
  add ("signed-out", test_signed_out);
  add ("disabled", test_disabled);
  add ("other-body", test_other_body);
  add ("other-body-every-step", test_other_body_every_step);
  add ("others-draft", test_others_draft);
  add ("open", test_open);
  add ("office", test_office);
  status = g_test_run ();
  g_clear_pointer (&office, walk_office_free);
  return status;
}
