/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replies from an account that a workstation holds: lent to who holds it, and what that one tells is in
 * the log once, and only in time. */
#include "coordinator-bench.h"
#include "core/osr-json.h"
#include "store/osr-log-publications.h"

#define ASK   "10000000-0000-4000-8000-000000000001"
#define ASK2  "10000000-0000-4000-8000-000000000002"
#define TELL  "20000000-0000-4000-8000-000000000001"
#define TELL2 "20000000-0000-4000-8000-000000000002"
#define TELL3 "20000000-0000-4000-8000-000000000003"

typedef struct {
  char *id;
  char *executor; /* its session */
  Answer *intended;
} Reply;

static void
give_account (Bench *bench, const char *holder)
{
  g_autofree char *members =
      g_strdup_printf ("{\"account\":\"vk-gkh\",\"network\":\"vk\",\"owner\":\"200000002\","
                       "\"name\":\"Held\",\"body\":\"gkh\",\"api_base\":\"http://127.0.0.1:9\","
                       "\"holder\":\"%s\"}",
                       holder);

  office_bench_append (&bench->office, "office", "account-set", "admin", members, NULL);
}

static void
reply_clear (Reply *self)
{
  g_free (self->id);
  g_free (self->executor);
  answer_free (self->intended);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reply, reply_clear)

/* @id: (transfer full): a case */
static Reply
order_in (Bench *bench, char *id, guint status)
{
  Reply self = { id, bench_sign_in (bench, "gkh") };
  gint64 draft = office_bench_approve (&bench->office, self.id, "vk-gkh", "reply");
  g_autoptr (OsrCase) the_case = office_bench_load (&bench->office, self.id);
  g_autofree char *members = g_strdup_printf ("{\"draft\":%" G_GINT64_FORMAT
                                              ",\"digest\":\"%s\",\"guid\":\"0123456789ab\","
                                              "\"account\":\"vk-gkh\"}",
                                              draft, osr_case_get_draft (the_case)->digest);
  g_autofree char *body =
      bench_body (self.id, "publish-intended", the_case->version, members, NULL);

  self.intended = bench_command (bench, self.executor, NULL, body, status);
  return self;
}

/* An approved reply from the account, ordered: @status is what the coordinator says to that. */
static Reply
order (Bench *bench, guint status)
{
  return order_in (bench, office_bench_find (&bench->office, "1", "text"), status);
}

static Answer *
put (Bench *bench, Reply *reply, const char *path, const char *body, guint status)
{
  Answer *answer = bench_send (bench, "PUT", path, reply->executor, body);

  g_test_message ("%s: %s", path, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  return answer;
}

static Answer *
ask (Bench *bench, Reply *reply, const char *asking)
{
  g_autofree char *path = g_strconcat ("/v1/leases/", asking, NULL);

  return put (bench, reply, path, "{\"accounts\":[\"vk-gkh\"]}", 200);
}

/* (transfer full): the row of what was lent, in @state */
static char *
write_row (Answer *lent, const char *state)
{
  JsonObject *row = osr_json_get_object (lent->object, "publication");

  json_object_set_string_member (row, "state", state);
  json_object_set_int_member (row, "attempt", 1);
  json_object_set_int_member (row, "next_in", 0);
  return osr_json_write_object (row);
}

/* (transfer full): that it stands there, as the workstation says of what was lent */
static char *
write_there (Answer *lent, const char *asking, const char *input, const char *native)
{
  g_autofree char *text = write_row (lent, "done");

  return g_strdup_printf ("{\"taking\":\"%s\",\"input\":\"%s\",\"telling\":\"published\","
                          "\"release\":true,\"publication\":%s,\"reply\":{\"native_id\":\"%s\","
                          "\"permalink\":\"https://vk.com/wall-1_77\"}}",
                          asking, input, text, native);
}

static char *
write_published (Answer *lent, const char *asking)
{
  return write_there (lent, asking, "sent", "77");
}

static void
test_told_once (Bench *bench, gconstpointer data)
{
  g_autofree char *outcome = NULL;
  g_autoptr (OsrCase) the_case = NULL;

  give_account (bench, "gkh");
  {
    g_auto (Reply) reply = order (bench, 200);
    g_autoptr (Answer) lent = ask (bench, &reply, ASK);
    g_autoptr (Answer) none = ask (bench, &reply, ASK2);
    g_autoptr (Answer) first = NULL, again = NULL, other = NULL;

    g_assert_null (osr_json_get_object (none->object, "publication"));
    outcome = write_published (lent, ASK);
    first = put (bench, &reply, "/v1/outcomes/" TELL, outcome, 200);
    again = put (bench, &reply, "/v1/outcomes/" TELL, outcome, 200);
    other = put (bench, &reply, "/v1/outcomes/" TELL2, outcome, 409);
    the_case = office_bench_load (&bench->office, reply.id);
    g_assert_cmpuint (office_bench_count (&bench->office, reply.id, "published"), ==, 1);
  }
  g_assert_cmpint (the_case->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpstr (the_case->reply_native_id, ==, "77");
  g_assert_cmpuint (the_case->anomalies, ==, 0);
}

/* (transfer full): a citizen's message in a topic, which does not say whom a comment answers */
static char *
find_in_topic (Bench *bench, const char *native_id)
{
  return office_bench_find_at (&bench->office, "-200000002", "topic7", native_id, "text");
}

/* (transfer full): a case in the topic whose reply stands there as 77 */
static char *
find_answered (Bench *bench)
{
  char *id = find_in_topic (bench, "1");
  gint64 draft = office_bench_approve (&bench->office, id, "vk-gkh", "reply");
  gint64 intent = office_bench_intend (&bench->office, id, "vk-gkh", draft);
  g_autofree char *members =
      g_strdup_printf ("{\"url\":\"https://vk.com/topic-200000002_7?post=77\",\"native_id\":\"77\","
                       "\"kind\":\"final\",\"account\":\"vk-gkh\",\"draft\":%" G_GINT64_FORMAT
                       ",\"intent\":%" G_GINT64_FORMAT "}",
                       draft, intent);
  g_autoptr (GError) error = NULL;

  office_bench_append (&bench->office, id, "published", "publisher", members, NULL);
  osr_log_move_publication (bench_log (bench), id, intent, OSR_PUBLICATION_DONE, &error);
  g_assert_no_error (error);
  return id;
}

/* What the log has for another case is told with what is lent, and is not believed to be its reply. */
static void
test_anothers (Bench *bench, gconstpointer data)
{
  g_autofree char *other = find_answered (bench);
  g_auto (Reply) reply = { 0 };
  g_autoptr (Answer) lent = NULL, first = NULL, refused = NULL, again = NULL, taken = NULL;
  g_autofree char *row = NULL, *lost = NULL, *wrong = NULL, *right = NULL;
  JsonArray *ids;

  give_account (bench, "gkh");
  reply = order_in (bench, find_in_topic (bench, "2"), 200);
  lent = ask (bench, &reply, ASK);
  row = write_row (lent, "uncertain");
  lost = g_strdup_printf ("{\"taking\":\"" ASK "\",\"input\":\"lost\",\"telling\":\"unknown\","
                          "\"release\":true,\"publication\":%s}",
                          row);
  first = put (bench, &reply, "/v1/outcomes/" TELL, lost, 200);
  again = ask (bench, &reply, ASK2);
  ids = osr_json_get_array (osr_json_get_object (again->object, "neighbours"), "taken");
  g_assert_cmpuint (json_array_get_length (ids), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (ids, 0), ==, "77");
  wrong = write_there (again, ASK2, "found", "77");
  refused = put (bench, &reply, "/v1/outcomes/" TELL2, wrong, 409);
  g_assert_cmpuint (office_bench_count (&bench->office, reply.id, "published"), ==, 0);
  right = write_there (again, ASK2, "found", "78");
  taken = put (bench, &reply, "/v1/outcomes/" TELL3, right, 200);
  g_assert_cmpuint (office_bench_count (&bench->office, reply.id, "published"), ==, 1);
}

/* Another asking than the one it was lent to, and another person. */
static void
test_not_theirs (Bench *bench, gconstpointer data)
{
  g_auto (Reply) reply = { 0 };
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *outcome = NULL;

  give_account (bench, "gkh");
  reply = order (bench, 200);
  {
    g_autoptr (Answer) lent = ask (bench, &reply, ASK);
    g_autofree char *wrong = write_published (lent, ASK2);
    g_autoptr (Answer) refused = put (bench, &reply, "/v1/outcomes/" TELL, wrong, 409);
    g_autoptr (Answer) stranger = NULL;

    outcome = write_published (lent, ASK);
    stranger = bench_send (bench, "PUT", "/v1/outcomes/" TELL, curator, outcome);
    g_assert_cmpuint (stranger->status, ==, 409);
  }
  g_assert_cmpuint (office_bench_count (&bench->office, reply.id, "published"), ==, 0);
}

/* A person moved it meanwhile: what the workstation says is of a lease that is no more. */
static void
test_fenced (Bench *bench, gconstpointer data)
{
  g_auto (Reply) reply = { 0 };
  g_autoptr (Answer) lent = NULL;
  g_autoptr (Answer) late = NULL;
  g_autofree char *outcome = NULL;

  give_account (bench, "gkh");
  reply = order (bench, 200);
  lent = ask (bench, &reply, ASK);
  json_object_set_int_member (osr_json_get_object (lent->object, "publication"), "lease", 9);
  outcome = write_published (lent, ASK);
  late = put (bench, &reply, "/v1/outcomes/" TELL, outcome, 409);
  g_assert_cmpuint (office_bench_count (&bench->office, reply.id, "published"), ==, 0);
}

/* Who holds the account would be sent what they may not read. */
static void
test_unseen (Bench *bench, gconstpointer data)
{
  g_auto (Reply) reply = { 0 };

  give_account (bench, "transport");
  reply = order (bench, 422);
  g_assert_cmpstr (answer_code (reply.intended), ==, "no-account");
}

#define ADD(name, test)                                                                            \
  g_test_add ("/coordinator/lending/" name, Bench, NULL, bench_set_up, test, bench_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("told-once", test_told_once);
  ADD ("not-theirs", test_not_theirs);
  ADD ("found-anothers", test_anothers);
  ADD ("fenced", test_fenced);
  ADD ("unseen", test_unseen);
  return g_test_run ();
}
