/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Odnoklassniki's answers: the recorded discussion, comments, errors with status 200. */
#include "answer-bench.h"

#include "core/osr-json.h"
#include "social/ok/osr-ok-parser.h"
#include "social/ok/osr-ok-signature.h"

#define GROUP "47241470410797"

static const BenchQuestion comments = { "ok", "discussions.getComments", GROUP, "62190641299501" };
static const BenchQuestion list = { "ok", "discussions.getList", GROUP, NULL };
static const BenchQuestion add = { "ok", "discussions.addDiscussionComment", GROUP, NULL };

static void
test_recorded_discussion (void)
{
  const BenchQuestion get = { "ok", "discussions.get", GROUP, NULL };

  bench_assert_file (
      &get, "ok/recorded/discussion.json",
      "{\"kind\":\"post\",\"network\":\"ok\",\"native_id\":\"62190641299501\","
      "\"owner_id\":\"47241470410797\",\"post_id\":\"62190641299501\","
      "\"author_id\":\"163873406852\",\"author_name\":\"Любовь Гуревич\","
      "\"title\":\"Кока-Кола  один из спонсоров  Олимпиады в Сочи.  "
      "Хотелось бы  видеть фото- и видео-"
      "  репортажи с Эстафеты  олимпийского огня !\","
      "\"text\":\"Topic in the Кока-Кола group\","
      "\"permalink\":\"https://ok.ru/group/47241470410797/topic/62190641299501\","
      "\"post_permalink\":\"https://ok.ru/group/47241470410797/topic/62190641299501\","
      "\"attachments\":0,\"name\":\"creation_date\",\"value\":\"2013-10-12 14:29:26\"}",
      NULL);
}

static void
test_comments (void)
{
  static const char link[] = "https://ok.ru/group/47241470410797/topic/62190641299501";
  g_autoptr (OsrNetworkAnswer) answer = bench_read (&comments, "ok/comments.json");
  const OsrNetworkRecord *ours = g_ptr_array_index (answer->records, 1);

  g_assert_cmpuint (answer->records->len, ==, 4);
  bench_assert_line (
      answer, 0,
      "{\"kind\":\"message\",\"network\":\"ok\",\"native_id\":\"MTQ3MTU1:62190641299501:0\","
      "\"owner_id\":\"47241470410797\",\"post_id\":\"62190641299501\","
      "\"author_id\":\"163873406852\",\"author_name\":\"Любовь Г.\",\"text\":\"Когда починят "
      "мост?\",\"published_at\":\"2014-04-11T08:53:02Z\","
      "\"post_permalink\":\"https://ok.ru/group/47241470410797/topic/62190641299501\","
      "\"attachments\":0}");
  g_assert_cmpstr (ours->message->author_id, ==, GROUP);
  g_assert_cmpstr (ours->message->author_name, ==, "Область");
  g_assert_cmpstr (ours->message->reply_to, ==, "MTQ3MTU1:62190641299501:0");
  g_assert_cmpstr (ours->message->post_permalink, ==, link);
  g_assert_true (ours->message->from_account);
  bench_assert_line (
      answer, 2,
      "{\"kind\":\"message\",\"network\":\"ok\",\"native_id\":\"MTQ3MTU3:62190641299501:0\","
      "\"owner_id\":\"47241470410797\",\"post_id\":\"62190641299501\",\"author_id\":\"5\","
      "\"author_name\":\"id5\",\"text\":\"\","
      "\"post_permalink\":\"https://ok.ru/group/47241470410797/topic/62190641299501\","
      "\"attachments\":0,\"deleted\":true}");
  bench_assert_line (answer, 3, "{\"kind\":\"place\",\"name\":\"anchor\",\"value\":\"LTUzMzQ=\"}");
}

/* The older method's list has a letter too many; no comments leave the list out. */
static void
test_lists_of_every_shape (void)
{
  const BenchQuestion older = { "ok", "discussions.getDiscussionComments", "", "5" };

  bench_assert_text (&older, "{\"commentss\":[{\"id\":\"a\",\"text\":\"т\"}]}",
                     "{\"kind\":\"message\",\"network\":\"ok\",\"native_id\":\"a\","
                     "\"post_id\":\"5\",\"text\":\"т\",\"attachments\":0}",
                     NULL);
  bench_assert_text (&comments, "{\"has_more\":false}", NULL);
  bench_assert_unreadable (&comments, "{}", "comments");
  bench_assert_text (&list,
                     "{\"discussions\":[{\"object_id\":9,\"object_type\":\"USER_PHOTO\","
                     "\"owner_uid\":\"7\"}],\"anchor\":\"x\"}",
                     "{\"kind\":\"post\",\"network\":\"ok\",\"native_id\":\"USER_PHOTO:9\","
                     "\"owner_id\":\"7\",\"post_id\":\"USER_PHOTO:9\",\"author_id\":\"7\","
                     "\"author_name\":\"id7\",\"text\":\"\",\"attachments\":0}",
                     "{\"kind\":\"place\",\"name\":\"anchor\",\"value\":\"x\"}", NULL);
}

static void
test_topics (void)
{
  const BenchQuestion topics = { "ok", "mediatopic.getByIds", GROUP, NULL };

  bench_assert_text (&topics,
                     "{\"media_topics\":[{\"id\":\"8\",\"created_ms\":1000000,"
                     "\"author_ref\":\"group:47241470410797\",\"media\":[{\"type\":\"text\","
                     "\"text\":\"Один\"},{\"type\":\"photo\"},{\"type\":\"text\",\"text\":"
                     "\"Два\"}]}]}",
                     "{\"kind\":\"post\",\"network\":\"ok\",\"native_id\":\"8\","
                     "\"owner_id\":\"47241470410797\",\"post_id\":\"8\","
                     "\"author_id\":\"47241470410797\",\"author_name\":\"id47241470410797\","
                     "\"text\":\"Один\\nДва\",\"published_at\":\"1970-01-01T00:16:40Z\","
                     "\"permalink\":\"https://ok.ru/group/47241470410797/topic/8\","
                     "\"post_permalink\":\"https://ok.ru/group/47241470410797/topic/8\","
                     "\"attachments\":1,\"from_account\":true}",
                     NULL);
}

static void
test_made_and_found (void)
{
  const BenchQuestion topic = { "ok", "mediatopic.post", GROUP, NULL };
  const BenchQuestion people = { "ok", "users.getInfo", "", NULL };
  const BenchQuestion address = { "ok", "url.getInfo", "", NULL };
  const BenchQuestion left = { "ok", "users.getCallsLeft", "", NULL };

  bench_assert_text (&topic, "\"62190641299501\"",
                     "{\"kind\":\"created\",\"id\":\"62190641299501\"}", NULL);
  bench_assert_text (&add, "{\"comment_id\":\"abc=\"}", "{\"kind\":\"created\",\"id\":\"abc=\"}",
                     NULL);
  bench_assert_unreadable (&add, "{\"comment_id\":\"\"}", "id");
  bench_assert_text (&people, "[{\"uid\":\"5\",\"first_name\":\"Анна\",\"last_name\":\"К.\"}]",
                     "{\"kind\":\"owner\",\"id\":\"5\",\"name\":\"Анна К.\"}", NULL);
  bench_assert_text (&address,
                     "{\"objectId\":47241470410797,\"objectIdStr\":\"47241470410797\","
                     "\"type\":\"GROUP\"}",
                     "{\"kind\":\"owner\",\"id\":\"47241470410797\",\"value\":\"GROUP\"}", NULL);
  bench_assert_text (&left, "[{\"methodName\":\"discussions.getComments\",\"callsLeft\":99}]",
                     "{\"kind\":\"number\",\"name\":\"discussions.getComments\","
                     "\"value\":\"99\"}",
                     NULL);
}

static void
test_faults (void)
{
  bench_assert_file_fault (&comments, "ok/error.json",
                           "ok error 102 PARAM_SESSION_EXPIRED (auth): PARAM_SESSION_EXPIRED : "
                           "Session expired");
  bench_assert_fault (&add, "{\"error_code\":454,\"error_msg\":\"x\"}",
                      "ok error 454 CENSOR_MATCH (rejected): x");
  bench_assert_fault (&add, "{\"error_code\":\"9999\"}", "ok error 9999 SYSTEM (uncertain)");
  bench_assert_fault (&list, "{\"error_code\":9999}", "ok error 9999 SYSTEM (temporary)");
  bench_assert_fault (&list, "{\"error_code\":8}", "ok error 8 FLOOD_BLOCKED (rate-limited)");
  bench_assert_fault (&list, "{\"error_code\":123456}", "ok error 123456 (rejected)");
}

static void
test_marks (void)
{
  static const struct {
    const char *text, *plain;
  } texts[] = {
    { "{group:1}А{group}", "А" },
    { "{x}А{group} {group:1}Б{group}{x}", "{x}А{group} Б{x}" },
    { "{user:22}Б{user} и {", "Б и {" },
    { "{не:1} {x:} {} {group:1", "{не:1} {x:} {} {group:1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *plain = osr_ok_text_plain (texts[i].text);

    g_assert_cmpstr (plain, ==, texts[i].plain);
  }
}

static GHashTable *
parameters_of (JsonObject *vector)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObject *object = osr_json_get_object (vector, "params");
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *at = names; at != NULL; at = at->next)
    g_hash_table_insert (table, g_strdup (at->data),
                         g_strdup (osr_json_get_string (object, at->data)));
  return table;
}

static char *
secret_of (JsonObject *vector)
{
  const char *token = osr_json_get_string (vector, "access_token");
  char *secret;

  if (token == NULL)
    return g_strdup (osr_json_get_string (vector, "session_secret_key"));
  secret = osr_ok_secret (token, osr_json_get_string (vector, "application_secret_key"));
  g_assert_cmpstr (secret, ==, osr_json_get_string (vector, "secret_key"));
  return secret;
}

static void
test_signature_vectors (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "ok", "sig-vectors.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) root = NULL;
  JsonArray *vectors;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  root = osr_json_read_object (text, -1, 0, path, &error);
  g_assert_no_error (error);
  vectors = osr_json_get_array (root, "vectors");
  g_assert_cmpuint (json_array_get_length (vectors), ==, 2);
  for (guint i = 0; i < json_array_get_length (vectors); i++) {
    JsonObject *vector = osr_json_array_get_object (vectors, i);
    g_autoptr (GHashTable) parameters = parameters_of (vector);
    g_autofree char *secret = secret_of (vector);
    g_autofree char *signature = osr_ok_signature (parameters, secret);

    g_assert_cmpstr (signature, ==, osr_json_get_string (vector, "sig"));
  }
}

/* The token and an old signature are not signed; "a" comes before "a1" though "=" comes after "1". */
static void
test_signature_order (void)
{
  g_autoptr (GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_MD5, "a=й&1a1=2b=s", -1);
  g_autofree char *signature = NULL;

  g_hash_table_insert (parameters, (gpointer) "b", (gpointer) "");
  g_hash_table_insert (parameters, (gpointer) "a1", (gpointer) "2");
  g_hash_table_insert (parameters, (gpointer) "a", (gpointer) "й&1");
  g_hash_table_insert (parameters, (gpointer) "sig", (gpointer) "old");
  g_hash_table_insert (parameters, (gpointer) "access_token", (gpointer) "t");
  g_hash_table_insert (parameters, (gpointer) "session_key", (gpointer) "k");
  signature = osr_ok_signature (parameters, "s");
  g_assert_cmpstr (signature, ==, expected);
}

static void
test_hostile (void)
{
  bench_assert_hostile ("ok");
  bench_assert_unreadable (&list, "{\"discussions\":{}}", "discussions");
  bench_assert_unreadable (&comments, "5", "comments");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/social/ok-dialect/" name, function)
  ADD ("recorded-discussion", test_recorded_discussion);
  ADD ("comments", test_comments);
  ADD ("lists-of-every-shape", test_lists_of_every_shape);
  ADD ("topics", test_topics);
  ADD ("made-and-found", test_made_and_found);
  ADD ("faults", test_faults);
  ADD ("marks", test_marks);
  ADD ("signature-vectors", test_signature_vectors);
  ADD ("signature-order", test_signature_order);
  ADD ("hostile", test_hostile);
  return g_test_run ();
}
