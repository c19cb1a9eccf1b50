/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read over HTTP: sessions, changes by long poll, who sees which case, drafts. */
#include "coordinator-bench.h"
#include "core/osr-json.h"

static JsonArray *
entries_of (Answer *answer)
{
  g_assert_cmpuint (answer->status, ==, 200);
  return osr_json_get_array (answer->object, "entries");
}

/* How many entries of a case and kind a page has. */
static guint
count (Answer *answer, const char *case_id, const char *kind)
{
  JsonArray *entries = entries_of (answer);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonObject *entry = osr_json_array_get_object (entries, i);

    n += g_strcmp0 (osr_json_get_string (entry, "case"), case_id) == 0 &&
         g_strcmp0 (osr_json_get_string (entry, "kind"), kind) == 0;
  }
  return n;
}

static Answer *
read_since (Bench *bench, const char *token, gint64 since)
{
  g_autofree char *cursor = osr_log_dup_cursor (bench_log (bench), since);
  g_autofree char *path = g_strconcat ("/v1/changes?since=", cursor, "&wait=0", NULL);

  return bench_send (bench, "GET", path, token, NULL);
}

static gint64
next_of (Bench *bench, Answer *answer)
{
  gint64 position = -1;

  g_assert_true (osr_log_read_cursor (
      bench_log (bench), osr_json_get_string (answer->object, "next"), &position, NULL));
  return position;
}

static void
test_status (Bench *bench, gconstpointer data)
{
  g_autoptr (Answer) answer = bench_send (bench, "GET", "/v1/status", NULL, NULL);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, osr_clock_now (bench->office.clock));

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer->now, ==, now);
  g_assert_cmpstr (osr_json_get_string (answer->object, "epoch"), ==,
                   osr_log_get_epoch (bench_log (bench)));
  g_assert_cmpint (osr_json_get_int (answer->object, "head", 0), ==,
                   osr_log_get_head (bench_log (bench)));
}

static void
test_addresses (Bench *bench, gconstpointer data)
{
  g_autoptr (Answer) nowhere = bench_send (bench, "GET", "/v1/nothing", NULL, NULL);
  g_autoptr (Answer) method = bench_send (bench, "POST", "/v1/changes", NULL, "{}");
  g_autoptr (Answer) below = bench_send (bench, "PUT", "/v1/commands/a/b", NULL, "{}");

  g_assert_cmpuint (nowhere->status, ==, 404);
  g_assert_cmpuint (method->status, ==, 405);
  g_assert_cmpuint (below->status, ==, 404);
  g_assert_cmpstr (answer_code (method), ==, "method");
}

static void
test_session_ends (Bench *bench, gconstpointer data)
{
  g_autofree char *token = bench_sign_in (bench, "kurator");
  g_autoptr (Answer) before = read_since (bench, token, 0);
  g_autoptr (Answer) out = bench_send (bench, "DELETE", "/v1/session", token, NULL);
  g_autoptr (Answer) after = read_since (bench, token, 0);

  g_assert_cmpuint (before->status, ==, 200);
  g_assert_cmpuint (out->status, ==, 200);
  g_assert_cmpuint (after->status, ==, 401);
}

static Answer *
try_password (Bench *bench, const char *login, const char *password)
{
  g_autofree char *body =
      g_strdup_printf ("{\"login\":\"%s\",\"password\":\"%s\",\"device\":\"t\"}", login, password);

  return bench_send (bench, "POST", "/v1/session", NULL, body);
}

/* One login is slowed down for everybody, others at the same address are not. */
static void
test_wrong_password (Bench *bench, gconstpointer data)
{
  g_autoptr (Answer) right = NULL;
  g_autoptr (Answer) other = NULL;

  for (guint i = 0; i < OSR_ATTEMPTS_FREE_LOGIN; i++) {
    g_autoptr (Answer) answer = try_password (bench, "kurator", "guess-it");

    g_assert_cmpuint (answer->status, ==, 401);
    g_assert_cmpstr (answer_code (answer), ==, "auth");
  }
  right = try_password (bench, "kurator", "demo-kurator");
  other = try_password (bench, "gkh", "demo-gkh");
  g_assert_cmpuint (right->status, ==, 429);
  g_assert_cmpstr (answer_code (right), ==, "rate-limited");
  g_assert_cmpuint (other->status, ==, 200);
}

/* Many logins tried from one address slow the address down. */
static void
test_many_logins (Bench *bench, gconstpointer data)
{
  g_autoptr (Answer) right = NULL;

  for (guint i = 0; i < OSR_ATTEMPTS_FREE_CLIENT; i++) {
    g_autofree char *login = g_strdup_printf ("login%u", i);
    g_autoptr (Answer) answer = try_password (bench, login, "guess-it");

    g_assert_cmpuint (answer->status, ==, 401);
  }
  right = try_password (bench, "kurator", "demo-kurator");
  g_assert_cmpuint (right->status, ==, 429);
}

static void
test_unknown_login (Bench *bench, gconstpointer data)
{
  g_autoptr (Answer) unknown =
      bench_send (bench, "POST", "/v1/session", NULL,
                  "{\"login\":\"nobody\",\"password\":\"guess-it\",\"device\":\"t\"}");
  g_autoptr (Answer) service =
      bench_send (bench, "POST", "/v1/session", NULL,
                  "{\"login\":\"monitor\",\"password\":\"guess-it\",\"device\":\"t\"}");
  g_autoptr (Answer) malformed =
      bench_send (bench, "POST", "/v1/session", NULL, "{\"login\":\"kurator\"}");

  g_assert_cmpuint (unknown->status, ==, 401);
  g_assert_cmpstr (unknown->body, ==, service->body);
  g_assert_cmpuint (malformed->status, ==, 400);
}

static void
test_audience (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *stranger = bench_sign_in (bench, "health");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autoptr (Answer) first = read_since (bench, curator, 0);
  g_autoptr (Answer) before = read_since (bench, executor, 0);
  g_autoptr (Answer) stranger_before = read_since (bench, stranger, 0);
  g_autoptr (Answer) after = NULL;
  g_autoptr (Answer) later = NULL;
  g_autoptr (Answer) stranger_after = NULL;

  g_assert_cmpuint (count (first, id, "case"), ==, 1);
  g_assert_cmpuint (count (before, id, "case"), ==, 0);
  g_assert_cmpuint (count (before, "office", "event"), >, 0);

  office_bench_append (&bench->office, id, "detected", "kurator", NULL, NULL);
  office_bench_append (&bench->office, id, "triaged", "kurator",
                       "{\"topics\":[\"zhkh\"],\"importance\":\"normal\"}", NULL);
  office_bench_append (&bench->office, id, "routed", "kurator", "{\"body\":\"gkh\"}", NULL);
  after = read_since (bench, executor, next_of (bench, before));
  stranger_after = read_since (bench, stranger, next_of (bench, stranger_before));
  g_assert_cmpuint (count (after, id, "case"), ==, 1);
  g_assert_cmpuint (json_array_get_length (entries_of (stranger_after)), ==, 0);
  g_assert_cmpint (next_of (bench, stranger_after), ==, osr_log_get_head (bench_log (bench)));

  office_bench_append (&bench->office, id, "noted", "kurator", NULL, "{\"text\":\"n\"}");
  later = read_since (bench, executor, next_of (bench, after));
  g_assert_cmpuint (count (later, id, "event"), ==, 1);
}

static gboolean
is_waiting (gpointer data)
{
  return osr_routes_get_waiting (((Bench *) data)->routes) == 2;
}

static void
test_long_poll (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *stranger = bench_sign_in (bench, "health");
  gint64 head = osr_log_get_head (bench_log (bench));
  g_autofree char *cursor = osr_log_dup_cursor (bench_log (bench), head);
  g_autofree char *path = g_strconcat ("/v1/changes?since=", cursor, "&wait=25", NULL);
  Call *seeing = bench_begin (bench, path, curator);
  Call *blind = bench_begin (bench, path, stranger);
  g_autofree char *id = NULL;
  g_autoptr (Answer) answer = NULL;
  g_autoptr (Answer) empty = NULL;

  bench_wait (is_waiting, bench);
  id = office_bench_find (&bench->office, "1", "text");
  osr_coordinator_appended (bench->coordinator);
  answer = bench_finish (seeing);
  g_assert_cmpuint (count (answer, id, "case"), ==, 1);
  g_assert_false (blind->done);

  osr_routes_stop (bench->routes);
  empty = bench_finish (blind);
  g_assert_cmpuint (json_array_get_length (entries_of (empty)), ==, 0);
}

static void
test_cursor (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autoptr (Answer) ahead = read_since (bench, curator, 1000000);
  g_autoptr (Answer) nonsense = bench_send (bench, "GET", "/v1/changes?since=x", curator, NULL);
  g_autoptr (Answer) limit = bench_send (bench, "GET", "/v1/changes?limit=1001", curator, NULL);

  g_assert_cmpuint (ahead->status, ==, 410);
  g_assert_cmpstr (answer_code (ahead), ==, "resync");
  g_assert_cmpuint (nonsense->status, ==, 410);
  g_assert_cmpstr (answer_code (nonsense), ==, "resync");
  g_assert_cmpuint (limit->status, ==, 400);
}

static Answer *
put_draft (Bench *bench, const char *token, const char *id, const char *case_id, const char *text,
           int revision)
{
  g_autofree char *path = g_strconcat ("/v1/drafts/", id, NULL);
  g_autofree char *body =
      g_strdup_printf ("{\"case\":\"%s\",\"kind\":\"final\",\"text\":\"%s\",\"revision\":%d}",
                       case_id, text, revision);

  return bench_send (bench, "PUT", path, token, body);
}

static void
test_drafts (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *other = bench_sign_in (bench, "kurator2");
  g_autofree char *stranger = bench_sign_in (bench, "health");
  g_autofree char *id = office_bench_find (&bench->office, "1", "text");
  g_autofree char *draft = g_uuid_string_random ();
  g_autofree char *path = g_strconcat ("/v1/drafts?case=", id, NULL);
  g_autofree char *one = g_strconcat ("/v1/drafts/", draft, NULL);
  g_autoptr (Answer) first = put_draft (bench, curator, draft, id, "one", 0);
  g_autoptr (Answer) second = put_draft (bench, curator, draft, id, "two", 1);
  g_autoptr (Answer) conflict = put_draft (bench, curator, draft, id, "three", 1);
  g_autoptr (Answer) foreign = put_draft (bench, other, draft, id, "mine", 2);
  g_autoptr (Answer) hidden = put_draft (bench, stranger, draft, id, "mine", 0);
  g_autoptr (Answer) own = bench_send (bench, "GET", path, curator, NULL);
  g_autoptr (Answer) others = bench_send (bench, "GET", path, other, NULL);
  g_autoptr (Answer) gone = bench_send (bench, "DELETE", one, curator, NULL);
  JsonObject *current = osr_json_get_object (conflict->object, "current");

  g_assert_cmpint (osr_json_get_int (first->object, "revision", 0), ==, 1);
  g_assert_cmpint (osr_json_get_int (second->object, "revision", 0), ==, 2);
  g_assert_cmpuint (conflict->status, ==, 409);
  g_assert_cmpstr (osr_json_get_string (current, "text"), ==, "two");
  g_assert_cmpuint (foreign->status, ==, 403);
  g_assert_cmpuint (hidden->status, ==, 404);
  g_assert_nonnull (strstr (own->body, "\"two\""));
  g_assert_null (strstr (others->body, "\"two\""));
  g_assert_nonnull (strstr (others->body, "\"kurator\""));
  g_assert_cmpuint (gone->status, ==, 200);
}

static void
add (const char *name, void (*test) (Bench *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/coordinator/reading/", name, NULL);

  g_test_add (path, Bench, NULL, bench_set_up, test, bench_tear_down);
}

static gboolean
are_waiting (gpointer data)
{
  return osr_routes_get_waiting (((Bench *) data)->routes) == 4;
}

static Call *
wait_from (Bench *bench, const char *token, gint64 position, guint limit)
{
  g_autofree char *cursor = osr_log_dup_cursor (bench_log (bench), position);
  g_autofree char *path = g_strdup_printf ("/v1/changes?since=%s&wait=25&limit=%u", cursor, limit);

  return bench_begin (bench, path, token);
}

/* Those who are woken together are answered each by what they may see, where they stand and how much
 * they take, though the page is collected once for those who are alike. */
static void
test_woken_together (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *stranger = bench_sign_in (bench, "health");
  gint64 head = osr_log_get_head (bench_log (bench));
  Call *calls[] = { wait_from (bench, curator, head, 100), wait_from (bench, curator, head, 100),
                    wait_from (bench, curator, head, 1), wait_from (bench, stranger, head, 100) };
  g_autofree char *id = NULL;
  g_autoptr (Answer) one = NULL;
  g_autoptr (Answer) same = NULL;
  g_autoptr (Answer) little = NULL;
  g_autoptr (Answer) nothing = NULL;
  g_autoptr (Answer) alone = NULL;

  bench_wait (are_waiting, bench);
  id = office_bench_find (&bench->office, "1", "text");
  office_bench_append (&bench->office, id, "noted", "kurator", NULL, "{\"text\":\"n\"}");
  osr_coordinator_appended (bench->coordinator);
  one = bench_finish (calls[0]);
  same = bench_finish (calls[1]);
  little = bench_finish (calls[2]);
  g_assert_false (calls[3]->done);

  alone = read_since (bench, curator, head);
  g_assert_cmpstr (one->body, ==, same->body);
  g_assert_cmpint (next_of (bench, one), ==, next_of (bench, alone));
  g_assert_cmpuint (json_array_get_length (entries_of (one)), ==,
                    json_array_get_length (entries_of (alone)));
  g_assert_cmpuint (json_array_get_length (entries_of (little)), ==, 1);
  osr_routes_stop (bench->routes);
  nothing = bench_finish (calls[3]);
  g_assert_cmpuint (json_array_get_length (entries_of (nothing)), ==, 0);
  g_assert_cmpint (next_of (bench, nothing), ==, osr_log_get_head (bench_log (bench)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("status", test_status);
  add ("addresses", test_addresses);
  add ("session-ends", test_session_ends);
  add ("wrong-password", test_wrong_password);
  add ("many-logins", test_many_logins);
  add ("unknown-login", test_unknown_login);
  add ("audience", test_audience);
  add ("long-poll", test_long_poll);
  add ("woken-together", test_woken_together);
  add ("cursor", test_cursor);
  add ("drafts", test_drafts);
  return g_test_run ();
}
