/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wall as a citizen uses it in a browser: reading, writing, answering, editing, deleting, and that
 * neither a hostile text nor a foreign form gets anywhere. */
#include <string.h>

#include "core/osr-json.h"
#include "sandbox-fixture.h"

#define PAGE "/wall-11_1"

static Answer *
get (Fixture *fixture, const char *path, const char *cookie)
{
  g_autoptr (SoupMessage) message = fixture_message (fixture, "GET", path);

  if (cookie != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Cookie", cookie);
  return fixture_send (fixture, message);
}

/* The value that the page's forms carry. */
static char *
form_token (Fixture *fixture)
{
  g_autoptr (Answer) page = get (fixture, PAGE, NULL);
  const char *mark = "name=\"token\" value=\"";
  const char *start = strstr (page->body, mark);

  g_assert_nonnull (start);
  start += strlen (mark);
  return g_strndup (start, strcspn (start, "\""));
}

static Answer *
post_form (Fixture *fixture, const char *path, const char *origin, const char *body)
{
  g_autoptr (SoupMessage) message = fixture_message (fixture, "POST", path);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  if (origin != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Origin", origin);
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", bytes);
  return fixture_send (fixture, message);
}

/* Sends a form with the right token; the values go in encoded. */
static Answer *
submit (Fixture *fixture, const char *action, const char *name, const char *text, gint64 id)
{
  g_autofree char *token = form_token (fixture);
  g_autofree char *number = id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : g_strdup ("");
  g_autofree char *body = soup_form_encode ("token", token, "name", name, "text", text,
                                            "comment_id", number, "reply_to", number, NULL);
  g_autofree char *path = g_strconcat (PAGE "/", action, NULL);

  return post_form (fixture, path, osr_sandbox_get_url (fixture->sandbox), body);
}

static GPtrArray *
comments (Fixture *fixture)
{
  return osr_sandbox_wall_post (osr_sandbox_get_wall (fixture->sandbox), -11, 1)->comments;
}

static void
assert_shows (Fixture *fixture, const char *path, const char *piece)
{
  g_autoptr (Answer) page = get (fixture, path, NULL);

  g_assert_cmpuint (page->status, ==, 200);
  if (strstr (page->body, piece) == NULL)
    g_test_fail_printf ("%s does not show: %s", path, piece);
}

static void
test_index (Fixture *fixture, gconstpointer data)
{
  assert_shows (fixture, "/", "<a href=\"/wall-11_1\">");
  assert_shows (fixture, "/", "<a href=\"/wall-12_1\">");
  assert_shows (fixture, "/", "Area &lt;A&gt; &amp; &quot;B&quot;");
  assert_shows (fixture, "/", "charset=\"utf-8\"");
}

static void
test_not_found (Fixture *fixture, gconstpointer data)
{
  const char *const paths[] = { "/wall-11_9",   "/wall",     "/wall-11",   "/wall-11_1/other",
                                "/wall-11_1_2", "/wall11_1", "/wall-11_x", "/favicon.ico" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (Answer) page = get (fixture, paths[i], NULL);

    g_assert_cmpuint (page->status, ==, 404);
    g_assert_cmpstr (page->content_type, ==, "text/html");
  }
}

static void
test_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) answer = submit (fixture, "write", "Пётр Н.", "Строка\r\nещё", 0);
  OsrSandboxComment *comment;

  g_assert_cmpuint (answer->status, ==, 303);
  g_assert_cmpstr (answer->location, ==, PAGE "?reply=3#comment-3");
  comment = comments (fixture)->pdata[0];
  g_assert_cmpstr (comment->text, ==, "Строка\nещё");
  g_assert_cmpint (comment->date, ==, 1773000000);
  assert_shows (fixture, PAGE, "Пётр Н.");
  assert_shows (fixture, PAGE, "Строка\nещё");
  /* 1773000000 in Yakutsk */
  assert_shows (fixture, PAGE, "09.03.2026 05:00");
}

/* The next form is filled with the name used last, and the same name is the same person. */
static void
test_name_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) first = submit (fixture, "write", "Пётр Н.", "one", 0);
  g_autoptr (Answer) second = submit (fixture, "write", " Пётр  Н. ", "two", 0);
  g_auto (GStrv) cookie = g_strsplit (first->cookie, ";", 2);
  g_autoptr (Answer) page = get (fixture, PAGE, cookie[0]);
  GPtrArray *list = comments (fixture);

  g_assert_cmpuint (second->status, ==, 303);
  g_assert_nonnull (strstr (page->body, "value=\"Пётр Н.\""));
  g_assert_cmpint (((OsrSandboxComment *) list->pdata[0])->from_id, ==,
                   ((OsrSandboxComment *) list->pdata[1])->from_id);
}

static void
test_answer (Fixture *fixture, gconstpointer data)
{
  gint64 root = fixture_write (fixture, "Question", 0);
  gint64 reply = fixture_write (fixture, "Reply", root);
  g_autoptr (Answer) answer = submit (fixture, "write", "Olga K.", "Again", reply);
  OsrSandboxComment *comment = comments (fixture)->pdata[2];

  g_assert_cmpstr (answer->location, ==, PAGE "?reply=5&thread=3#comment-5");
  g_assert_cmpint (comment->root, ==, root);
  g_assert_cmpint (comment->reply_to, ==, reply);
  g_assert_cmpint (comment->from_id, ==, 21);
}

/* A reply that is placed by hand is the community's own, and nobody's name is asked for. */
static void
test_answer_officially (Fixture *fixture, gconstpointer data)
{
  gint64 root = fixture_write (fixture, "Question", 0);
  g_autofree char *token = form_token (fixture);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, root);
  g_autofree char *body = soup_form_encode ("token", token, "name", "", "text", "Done", "reply_to",
                                            number, "official", "1", NULL);
  g_autoptr (Answer) answer =
      post_form (fixture, PAGE "/write", osr_sandbox_get_url (fixture->sandbox), body);
  OsrSandboxComment *comment = comments (fixture)->pdata[1];

  g_assert_cmpuint (answer->status, ==, 303);
  g_assert_null (answer->cookie);
  g_assert_cmpint (comment->from_id, ==, -11);
  g_assert_cmpint (comment->reply_to, ==, root);
  assert_shows (fixture, PAGE, "name=\"official\"");
}

static void
test_highlight (Fixture *fixture, gconstpointer data)
{
  fixture_write (fixture, "One", 0);
  fixture_write (fixture, "Two", 0);
  assert_shows (fixture, PAGE "?reply=4", "<article class=\"comment marked\" id=\"comment-4\">");
  assert_shows (fixture, PAGE "?reply=4", "<article class=\"comment\" id=\"comment-3\">");
  assert_shows (fixture, PAGE "?reply=x", "<article class=\"comment\" id=\"comment-4\">");
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  gint64 id = fixture_write (fixture, "before", 0);
  g_autoptr (Answer) answer = NULL;

  fixture->now += 60 * G_USEC_PER_SEC;
  answer = submit (fixture, "edit", "", "after", id);
  g_assert_cmpuint (answer->status, ==, 303);
  g_assert_cmpstr (((OsrSandboxComment *) comments (fixture)->pdata[0])->text, ==, "after");
  g_assert_cmpint (((OsrSandboxComment *) comments (fixture)->pdata[0])->edited, ==, 1773000060);
  assert_shows (fixture, PAGE, "изменён");
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  gint64 id = fixture_write (fixture, "Question to delete", 0);
  g_autoptr (Answer) answer = submit (fixture, "delete", "", "", id);
  g_autoptr (Answer) again = submit (fixture, "edit", "", "text", id);
  g_autoptr (Answer) page = get (fixture, PAGE, NULL);

  g_assert_cmpuint (answer->status, ==, 303);
  g_assert_cmpuint (again->status, ==, 404);
  g_assert_null (strstr (page->body, "Question to delete"));
  g_assert_nonnull (strstr (page->body, "Комментарий удалён"));
}

/* The community's own words are not the citizen's to change, and the page offers no form for it. */
static void
test_community_reply (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) response =
      fixture_response (fixture, "wall.createComment", GROUP_B, "owner_id", OWNER, "post_id", "1",
                        "message", "Official", NULL);
  gint64 id = osr_json_get_int (response, "comment_id", 0);
  g_autoptr (Answer) edited = submit (fixture, "edit", "", "mine", id);
  g_autoptr (Answer) deleted = submit (fixture, "delete", "", "", id);
  g_autoptr (Answer) page = get (fixture, PAGE, NULL);

  g_assert_cmpuint (edited->status, ==, 404);
  g_assert_cmpuint (deleted->status, ==, 404);
  g_assert_null (strstr (page->body, "/edit\""));
  g_assert_nonnull (strstr (page->body, "<span class=\"author official\">Roads</span>"));
  g_assert_cmpstr (((OsrSandboxComment *) comments (fixture)->pdata[0])->text, ==, "Official");
}

static void
test_hostile_text (Fixture *fixture, gconstpointer data)
{
  const char *text = "</textarea><script>alert(1)</script>{{token}}{{{body}}}\"'&";
  g_autoptr (Answer) answer = submit (fixture, "write", "<b>x</b> \"", text, 0);
  g_autoptr (Answer) page = get (fixture, PAGE, NULL);

  g_assert_cmpuint (answer->status, ==, 303);
  g_assert_null (strstr (page->body, "<script"));
  g_assert_null (strstr (page->body, "<b>x"));
  g_assert_nonnull (strstr (page->body, "&lt;script&gt;alert(1)"));
  g_assert_nonnull (strstr (page->body, "{{token}}{{{body}}}"));
}

static void
test_bad_input (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (81, 'a');
  g_autofree char *long_text = g_strnfill (OSR_SANDBOX_MAX_TEXT + 1, 'a');
  const struct {
    const char *name;
    const char *text;
    gint64 reply_to;
  } cases[] = { { "", "text", 0 },     { " ", "text", 0 },      { long_name, "text", 0 },
                { "A B", "", 0 },      { "A B", " \n", 0 },     { "A B", long_text, 0 },
                { "A B", "text", 77 }, { "A B", "\xff\xfe", 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Answer) answer =
        submit (fixture, "write", cases[i].name, cases[i].text, cases[i].reply_to);

    g_assert_cmpuint (answer->status, ==, 400);
  }
  g_assert_cmpuint (comments (fixture)->len, ==, 0);
}

static void
test_foreign_form (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = form_token (fixture);
  g_autofree char *good = soup_form_encode ("token", token, "name", "A B", "text", "text", NULL);
  g_autoptr (Answer) no_token = post_form (fixture, PAGE "/write", NULL, "name=A+B&text=text");
  g_autoptr (Answer) bad_token =
      post_form (fixture, PAGE "/write", NULL, "token=guess&name=A+B&text=text");
  g_autoptr (Answer) elsewhere = post_form (fixture, PAGE "/write", "http://example.org", good);
  g_autoptr (Answer) nowhere = post_form (fixture, PAGE "/write", "null", good);
  g_autoptr (Answer) here = NULL;

  g_assert_cmpuint (no_token->status, ==, 403);
  g_assert_cmpuint (bad_token->status, ==, 403);
  g_assert_cmpuint (elsewhere->status, ==, 403);
  g_assert_cmpuint (nowhere->status, ==, 403);
  g_assert_cmpuint (comments (fixture)->len, ==, 0);
  here = post_form (fixture, PAGE "/write", osr_sandbox_get_url (fixture->sandbox), good);
  g_assert_cmpuint (here->status, ==, 303);
}

/* After a restart the form of the page still open is refused, and the page says so. */
static void
test_form_after_restart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *token = form_token (fixture);
  g_autofree char *form = soup_form_encode ("token", token, "name", "A B", "text", "text", NULL);
  g_autoptr (Answer) answer = NULL;

  fixture_restart (fixture);
  answer = post_form (fixture, PAGE "/write", NULL, form);
  g_assert_cmpuint (answer->status, ==, 403);
  g_assert_nonnull (strstr (answer->body, "Форма устарела"));
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) answer = NULL;
  g_autofree char *token = form_token (fixture);
  g_autofree char *form = soup_form_encode ("token", token, "name", "A B", "text", "text", NULL);

  json_object_unref (fixture_order (
      fixture, "post", "{\"owner_id\":-11,\"post_id\":1,\"comments_closed\":true}", 200));
  answer = post_form (fixture, PAGE "/write", NULL, form);
  g_assert_cmpuint (answer->status, ==, 400);
  assert_shows (fixture, PAGE, "Комментарии к этой записи закрыты");
}

#define ADD(name, func)                                                                            \
  g_test_add ("/demo/sandbox/page/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("index", test_index);
  ADD ("not-found", test_not_found);
  ADD ("write", test_write);
  ADD ("answer-officially", test_answer_officially);
  ADD ("name-kept", test_name_kept);
  ADD ("answer", test_answer);
  ADD ("highlight", test_highlight);
  ADD ("edit", test_edit);
  ADD ("delete", test_delete);
  ADD ("community-reply", test_community_reply);
  ADD ("hostile-text", test_hostile_text);
  ADD ("bad-input", test_bad_input);
  ADD ("foreign-form", test_foreign_form);
  ADD ("form-after-restart", test_form_after_restart);
  ADD ("closed", test_closed);
  return g_test_run ();
}
