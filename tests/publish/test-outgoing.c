/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Corrections, publication from another account, and several replies of one case: each is out once,
 * where and as it was approved, and the log says how. */
#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "core/reply/osr-reply-mention.h"
#include "publisher-bench.h"

#define WRONG "Здравствуйте! Воду дадут в 20:00."
#define RIGHT "Здравствуйте! Воду дадут в 22:00 & позже <уточним>."

static const char *
text_of (GPtrArray *replies, guint i)
{
  return ((OsrSandboxComment *) g_ptr_array_index (replies, i))->text;
}

static void
check_log (PublisherBench *b)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&b->office, b->case_id);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (the_case->anomalies, ==, 0);
  g_assert_true (osr_log_verify (b->office.log, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* The correction is out in the way named @how, once, and both texts are in the log. */
static void
check_corrected (PublisherBench *b, const char *how)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&b->office, b->case_id);
  g_autoptr (OsrEvent) event = publisher_bench_last (b, "reply-corrected");
  const OsrCaseDraft *first = g_ptr_array_index (the_case->drafts, 0);
  const OsrCaseDraft *second = g_ptr_array_index (the_case->drafts, 1);

  g_assert_cmpuint (office_bench_count (&b->office, b->case_id, "reply-corrected"), ==, 1);
  g_assert_cmpuint (office_bench_count (&b->office, b->case_id, "published"), ==, 1);
  g_assert_cmpstr (osr_event_get_string (event, "how"), ==, how);
  g_assert_cmpstr (osr_event_get_string (event, "digest"), ==, second->digest);
  g_assert_cmpstr (osr_event_get_payload_string (event, "text"), ==, RIGHT);
  g_assert_nonnull (osr_event_get_string (event, "url"));
  g_assert_cmpint (the_case->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpstr (first->text, ==, WRONG);
  g_assert_cmpint (second->state, ==, OSR_DRAFT_PUBLISHED);
  g_assert_cmpint (first->replaced, ==, g_str_equal (how, "edited"));
  g_assert_cmpint (g_strcmp0 (first->native_id, second->native_id) == 0, ==, first->replaced);
  check_log (b);
}

static void
correct (PublisherBench *b)
{
  gint64 first = publisher_bench_publish (b, BENCH_ACCOUNT, WRONG);

  publisher_bench_settle (b, publisher_bench_correct (b, BENCH_ACCOUNT, first, RIGHT));
}

static void
check_one_edited (PublisherBench *b)
{
  g_autoptr (GPtrArray) replies = publisher_bench_replies (b, BENCH_COMMUNITY);

  check_corrected (b, "edited");
  g_assert_cmpuint (replies->len, ==, 1);
  g_assert_cmpstr (text_of (replies, 0), ==, RIGHT);
}

static void
test_edited (PublisherBench *b, gconstpointer data)
{
  publisher_bench_let_edit (b, BENCH_ACCOUNT, BENCH_COMMUNITY);
  correct (b);
  check_one_edited (b);
  g_assert_cmpuint (office_bench_count (&b->office, b->case_id, "publish-unknown"), ==, 0);
}

static void
test_edit_answer_lost (PublisherBench *b, gconstpointer data)
{
  publisher_bench_let_edit (b, BENCH_ACCOUNT, BENCH_COMMUNITY);
  publisher_bench_order (b, "wall.editComment", "drop-after", 1, 0);
  correct (b);
  check_one_edited (b);
  g_assert_cmpuint (office_bench_count (&b->office, b->case_id, "publish-unknown"), ==, 1);
}

/* The old words are read back twice before the new ones are sent again. */
static void
test_edit_request_lost (PublisherBench *b, gconstpointer data)
{
  publisher_bench_let_edit (b, BENCH_ACCOUNT, BENCH_COMMUNITY);
  publisher_bench_order (b, "wall.editComment", "drop-before", 1, 0);
  correct (b);
  check_one_edited (b);
  g_assert_cmpuint (office_bench_count (&b->office, b->case_id, "publish-unknown"), ==, 1);
}

static void
check_two (PublisherBench *b)
{
  g_autoptr (GPtrArray) replies = publisher_bench_replies (b, BENCH_COMMUNITY);

  check_corrected (b, "followed-up");
  g_assert_cmpuint (replies->len, ==, 2);
  g_assert_cmpstr (text_of (replies, 0), ==, WRONG);
  g_assert_cmpstr (text_of (replies, 1), ==, RIGHT);
}

static void
test_followed_up (PublisherBench *b, gconstpointer data)
{
  correct (b);
  check_two (b);
}

/* Too old to be edited, say: what is there stays, and the correction stands after it, once. */
static void
test_edit_refused (PublisherBench *b, gconstpointer data)
{
  gint64 first;

  publisher_bench_let_edit (b, BENCH_ACCOUNT, BENCH_COMMUNITY);
  publisher_bench_order (b, "wall.editComment", "error", 1, 15);
  first = publisher_bench_publish (b, BENCH_ACCOUNT, WRONG);
  publisher_bench_order (b, "wall.createComment", "drop-after", 1, 0);
  publisher_bench_settle (b, publisher_bench_correct (b, BENCH_ACCOUNT, first, RIGHT));
  check_two (b);
  g_assert_cmpuint (office_bench_count (&b->office, b->case_id, "publish-refused"), ==, 0);
}

/* The second correction edits what the first one put there. */
static void
test_corrected_again (PublisherBench *b, gconstpointer data)
{
  gint64 first = publisher_bench_publish (b, BENCH_ACCOUNT, "Здравствуйте! Воду дадут.");
  g_autoptr (OsrCase) the_case = NULL;
  g_autoptr (GPtrArray) replies = NULL;

  publisher_bench_let_edit (b, BENCH_ACCOUNT, BENCH_COMMUNITY);
  publisher_bench_settle (b, publisher_bench_correct (b, BENCH_ACCOUNT, first, WRONG));
  the_case = office_bench_load (&b->office, b->case_id);
  publisher_bench_settle (
      b, publisher_bench_correct (b, BENCH_ACCOUNT, osr_case_get_draft (the_case)->version, RIGHT));
  replies = publisher_bench_replies (b, BENCH_COMMUNITY);
  g_assert_cmpuint (replies->len, ==, 1);
  g_assert_cmpstr (text_of (replies, 0), ==, RIGHT);
  g_assert_cmpuint (office_bench_count (&b->office, b->case_id, "reply-corrected"), ==, 2);
  check_log (b);
}

/* -- From another account -- */

#define MENTION "[id700|Ирина М.]"

/* Approves WRONG and queues it from the office's account; @post: (nullable): under which of its posts */
static gint64
intend_elsewhere (PublisherBench *b, const char *post)
{
  gint64 draft = office_bench_approve (&b->office, b->case_id, BENCH_ACCOUNT, WRONG);
  g_autoptr (OsrCase) the_case = office_bench_load (&b->office, b->case_id);
  const OsrCaseDraft *approved = osr_case_get_draft (the_case);
  g_autofree char *guid = g_uuid_string_random ();
  g_autofree char *under =
      post != NULL ? g_strdup_printf (",\"post\":\"%s\"", post) : g_strdup ("");
  g_autofree char *members =
      g_strdup_printf ("{\"draft\":%" G_GINT64_FORMAT
                       ",\"digest\":\"%s\",\"guid\":\"%s\",\"account\":\"vk-office\","
                       "\"fallback\":true%s}",
                       draft, approved->digest, guid, under);
  OsrPublication row = { b->case_id, 0, guid, (char *) "vk-office", draft, approved->digest };
  g_autoptr (OsrLogTransaction) transaction = NULL;
  g_autoptr (GError) error = NULL;

  row.intent = office_bench_append (&b->office, b->case_id, "publish-intended", "gkh", members,
                                    "{\"mention\":\"" MENTION "\"}");
  transaction = osr_log_begin (b->office.log, &error);
  osr_log_queue_publication (b->office.log, &row, &error);
  osr_log_commit (transaction, &error);
  g_assert_no_error (error);
  return row.intent;
}

/* The posts of the office's wall that say what was approved, with the mention. */
static guint
count_posts (PublisherBench *b)
{
  GPtrArray *posts = osr_sandbox_get_wall (b->sandbox)->posts;
  guint n = 0;

  for (guint i = 0; i < posts->len; i++)
    n += g_strcmp0 (((OsrSandboxPost *) posts->pdata[i])->text, MENTION "\n" WRONG) == 0;
  return n;
}

static void
check_elsewhere (PublisherBench *b)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&b->office, b->case_id);
  g_autoptr (OsrEvent) event = publisher_bench_last (b, "published");
  g_autofree char *mention = osr_reply_mention (the_case, "vk");

  g_assert_cmpstr (mention, ==, MENTION);
  g_assert_true (osr_json_get_boolean (event->members, "fallback", FALSE));
  g_assert_cmpstr (osr_event_get_string (event, "account"), ==, "vk-office");
  g_assert_cmpint (the_case->state, ==, OSR_CASE_ANSWERED);
  check_log (b);
}

static void
test_elsewhere_post (PublisherBench *b, gconstpointer data)
{
  publisher_bench_let_edit (b, "vk-office", BENCH_GOVERNMENT);
  publisher_bench_settle (b, intend_elsewhere (b, NULL));
  check_elsewhere (b);
  g_assert_cmpuint (count_posts (b), ==, 1);
}

static void
test_elsewhere_lost (PublisherBench *b, gconstpointer data)
{
  publisher_bench_let_edit (b, "vk-office", BENCH_GOVERNMENT);
  publisher_bench_order (b, "wall.post", "drop-after", 1, 0);
  publisher_bench_settle (b, intend_elsewhere (b, NULL));
  check_elsewhere (b);
  g_assert_cmpuint (count_posts (b), ==, 1);
  g_assert_cmpuint (office_bench_count (&b->office, b->case_id, "publish-unknown"), ==, 1);
}

/* A community's token writes no posts: the office is told, and nothing is there. */
static void
test_elsewhere_no_right (PublisherBench *b, gconstpointer data)
{
  g_autoptr (OsrCase) the_case = NULL;

  publisher_bench_settle (b, intend_elsewhere (b, NULL));
  the_case = office_bench_load (&b->office, b->case_id);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_APPROVED);
  g_assert_nonnull (the_case->refusal);
  g_assert_cmpuint (count_posts (b), ==, 0);
}

static void
test_elsewhere_comment (PublisherBench *b, gconstpointer data)
{
  OsrSandboxPost *post = publisher_bench_post (b, BENCH_GOVERNMENT, 2);
  guint before = post->comments->len;
  OsrSandboxComment *comment;

  publisher_bench_settle (b, intend_elsewhere (b, "2"));
  check_elsewhere (b);
  g_assert_cmpuint (post->comments->len, ==, before + 1);
  comment = g_ptr_array_index (post->comments, before);
  g_assert_cmpint (comment->from_id, ==, BENCH_GOVERNMENT);
  g_assert_cmpstr (comment->text, ==, MENTION "\n" WRONG);
}

/* Amur 14: through the body's own account, else through the office's. */
static void
test_own_account (PublisherBench *b, gconstpointer data)
{
  OsrRegistry *registry = osr_log_get_registry (b->office.log);
  g_autoptr (GPtrArray) own = NULL;

  g_assert_cmpstr (osr_registry_account_for (registry, BENCH_BODY, "vk")->id, ==, BENCH_ACCOUNT);
  publisher_bench_publish (b, osr_registry_account_for (registry, BENCH_BODY, "vk")->id, WRONG);
  own = publisher_bench_replies (b, BENCH_COMMUNITY);
  g_assert_cmpuint (own->len, ==, 1);
}

static void
test_office_account (PublisherBench *b, gconstpointer data)
{
  const OsrAccount *account =
      osr_registry_account_for (osr_log_get_registry (b->office.log), "no-account", "vk");
  g_autoptr (GPtrArray) replies = NULL;

  g_assert_cmpstr (account->id, ==, "vk-office");
  publisher_bench_publish (b, account->id, WRONG);
  replies = publisher_bench_replies (b, BENCH_GOVERNMENT);
  g_assert_cmpuint (replies->len, ==, 1);
}

/* -- One after another -- */

/* What @body writes in its turn, approved and queued; the intent's version */
static gint64
intend_for (PublisherBench *b, const char *body, const char *account, const char *text)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&b->office, b->case_id);
  g_autofree char *digest = osr_text_digest ("final", text, account, the_case->native_id, NULL);
  g_autofree char *payload = g_strdup_printf ("{\"text\":\"%s\"}", text);
  g_autofree char *members =
      g_strdup_printf ("{\"body\":\"%s\",\"kind\":\"final\",\"account\":\"%s\",\"digest\":\"%s\"}",
                       body, account, digest);
  gint64 draft = office_bench_append (&b->office, b->case_id, "submitted", "gkh", members, payload);
  g_autofree char *approval =
      g_strdup_printf ("{\"draft\":%" G_GINT64_FORMAT ",\"digest\":\"%s\"}", draft, digest);

  office_bench_append (&b->office, b->case_id, "approved", "kurator", approval, NULL);
  return office_bench_intend (&b->office, b->case_id, account, draft);
}

static void
begin_sequence (PublisherBench *b)
{
  office_bench_append (&b->office, b->case_id, "detected", "kurator", NULL, NULL);
  office_bench_append (&b->office, b->case_id, "triaged", "kurator",
                       "{\"topics\":[\"zhkh\"],\"importance\":\"normal\"}", NULL);
  office_bench_append (&b->office, b->case_id, "routed", "kurator", "{\"body\":\"gkh\"}", NULL);
  office_bench_append (&b->office, b->case_id, "routed", "kurator", "{\"body\":\"transport\"}",
                       NULL);
  office_bench_append (&b->office, b->case_id, "sequence-allowed", "kurator",
                       "{\"bodies\":[\"gkh\",\"transport\"]}", NULL);
}

/* Leningrad 8.9: each body its own reply, in the order; the case is answered with the last. */
static void
test_sequence (PublisherBench *b, gconstpointer data)
{
  g_autoptr (OsrCase) between = NULL;
  g_autoptr (OsrCase) after = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  begin_sequence (b);
  publisher_bench_settle (b, intend_for (b, "gkh", "vk-gkh", WRONG));
  between = office_bench_load (&b->office, b->case_id);
  g_assert_cmpint (between->state, ==, OSR_CASE_ROUTED);
  g_assert_cmpstr (osr_case_get_drafter (between)->body, ==, "transport");
  publisher_bench_settle (b, intend_for (b, "transport", "vk-transport", RIGHT));
  after = office_bench_load (&b->office, b->case_id);
  g_assert_cmpint (after->state, ==, OSR_CASE_ANSWERED);
  for (guint i = 0; i < after->drafts->len; i++) {
    const OsrCaseDraft *draft = g_ptr_array_index (after->drafts, i);

    g_assert_cmpint (draft->state, ==, OSR_DRAFT_PUBLISHED);
    g_assert_nonnull (draft->native_id);
    g_assert_true (osr_case_find_body (after, draft->body)->published);
  }
  first = publisher_bench_replies (b, BENCH_COMMUNITY);
  second = publisher_bench_replies (b, -200000003);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (second->len, ==, 1);
  check_log (b);
}

/* The same words from the same account: the first one's comment is no proof of the second. */
static void
test_sequence_same_words (PublisherBench *b, gconstpointer data)
{
  g_autoptr (OsrCase) after = NULL;
  g_autoptr (GPtrArray) replies = NULL;

  begin_sequence (b);
  publisher_bench_settle (b, intend_for (b, "gkh", "vk-office", WRONG));
  publisher_bench_order (b, "wall.createComment", "drop-before", 1, 0);
  publisher_bench_settle (b, intend_for (b, "transport", "vk-office", WRONG));
  after = office_bench_load (&b->office, b->case_id);
  g_assert_cmpint (after->state, ==, OSR_CASE_ANSWERED);
  replies = publisher_bench_replies (b, BENCH_GOVERNMENT);
  g_assert_cmpuint (replies->len, ==, 2);
  check_log (b);
}

static void
add (const char *path, void (*test) (PublisherBench *, gconstpointer))
{
  g_test_add (path, PublisherBench, NULL, publisher_bench_set_up, test, publisher_bench_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/publish/outgoing/edited", test_edited);
  add ("/publish/outgoing/edit-answer-lost", test_edit_answer_lost);
  add ("/publish/outgoing/edit-request-lost", test_edit_request_lost);
  add ("/publish/outgoing/followed-up", test_followed_up);
  add ("/publish/outgoing/edit-refused", test_edit_refused);
  add ("/publish/outgoing/corrected-again", test_corrected_again);
  add ("/publish/outgoing/elsewhere-lost", test_elsewhere_lost);
  add ("/publish/outgoing/elsewhere-no-right", test_elsewhere_no_right);
  add ("/publish/outgoing/elsewhere-comment", test_elsewhere_comment);
  add ("/clauses/pervomaysky/15/elsewhere", test_elsewhere_post);
  add ("/clauses/amur/14/own-account", test_own_account);
  add ("/clauses/amur/14/office-account", test_office_account);
  add ("/clauses/leningrad/8.9/one-after-another", test_sequence);
  add ("/publish/outgoing/same-words", test_sequence_same_words);
  return g_test_run ();
}
