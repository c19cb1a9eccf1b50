/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sandbox reads and keeps: the office file with its faults named, the state that is the wall
 * again after a restart, the script that writes each message once, and the gate of calls a second. */
#include <string.h>

#include "core/osr-error.h"
#include "core/time/osr-instant.h"
#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-office.h"
#include "demo/sandbox/osr-sandbox-rate.h"
#include "demo/sandbox/osr-sandbox-script.h"
#include "demo/sandbox/osr-sandbox-state.h"
#include "sandbox-fixture.h"

#define NOW G_GINT64_CONSTANT (1773000000)

static const char good[] =
    "{\"zone\":\"Asia/Yakutsk\","
    "\"communities\":[{\"id\":11,\"name\":\"Area\",\"screen_name\":\"area\"}],"
    "\"citizens\":[{\"id\":21,\"first_name\":\"Olga\",\"last_name\":\"K.\"}],"
    "\"tokens\":[{\"token\":\"t\",\"kind\":\"group\",\"group_id\":11}],"
    "\"posts\":[{\"owner_id\":-11,\"id\":1,\"age\":60,\"text\":\"Post\"}],"
    "\"messages\":[{\"id\":\"a\",\"post\":\"-11_1\",\"citizen\":21,\"after\":5,\"text\":\"A\"},"
    "{\"id\":\"b\",\"post\":\"-11_1\",\"citizen\":21,\"after_shown\":3600,\"text\":\"B\"}]}";

static OsrSandboxOffice *
read_office (const char *text, GError **error)
{
  return osr_sandbox_office_read (text, strlen (text), "office", NOW, error);
}

static char *
replaced (const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (good, from, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (to, parts);
}

static void
test_office (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrSandboxOffice) office = read_office (good, &error);
  OsrSandboxPost *post;

  g_assert_no_error (error);
  post = osr_sandbox_wall_post (office->wall, -11, 1);
  g_assert_cmpint (post->date, ==, NOW - 60);
  g_assert_cmpuint (office->messages->len, ==, 2);
  g_assert_cmpint (osr_sandbox_wall_token (office->wall, "t")->kind, ==, OSR_SANDBOX_TOKEN_GROUP);
}

static void
test_office_faults (void)
{
  const struct {
    const char *from;
    const char *to;
    const char *named;
  } cases[] = {
    { "Asia/Yakutsk", "Asia/Nowhere", "\"zone\"" },
    { "\"communities\"", "\"towns\"", "\"communities\"" },
    { "\"id\":11", "\"id\":-11", "\"communities\", element 1" },
    { "\"id\":11", "\"id\":99999999999", "\"communities\", element 1" },
    { "\"first_name\"", "\"name\"", "\"citizens\", element 1" },
    { "\"group_id\":11", "\"group_id\":12", "\"tokens\", element 1" },
    { "\"kind\":\"group\"", "\"kind\":\"master\"", "\"tokens\", element 1" },
    { "\"owner_id\":-11", "\"owner_id\":11", "\"posts\", element 1" },
    { "\"age\":60", "\"age\":-60", "\"posts\", element 1" },
    { "\"-11_1\"", "\"-11_2\"", "\"messages\", element 1" },
    { "\"-11_1\"", "\"-11_1_1\"", "\"messages\", element 1" },
    { "\"citizen\":21", "\"citizen\":22", "\"messages\", element 1" },
    { "\"after\":5", "\"after\":5,\"after_shown\":5", "\"messages\", element 1" },
    { "\"id\":\"b\"", "\"id\":\"a\"", "\"messages\", element 2" },
    { "\"text\":\"B\"", "\"text\":\" \"", "\"messages\", element 2" },
    { "[{\"id\":11", "[7,{\"id\":11", "\"communities\", element 1" },
    { "{\"zone\"", "[{\"zone\"", "office" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = replaced (cases[i].from, cases[i].to);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i].to);
    g_assert_null (read_office (text, &error));
    g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, cases[i].named));
  }
}

/* The office that is shipped: read, with the kinds of message a demonstration needs. */
static void
test_built_in_office (void)
{
  OsrSandboxOptions options = { .unlimited = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrSandbox) sandbox = osr_sandbox_new (&options, &error);
  OsrSandboxWall *wall;
  guint at_once = 0;

  g_assert_no_error (error);
  wall = osr_sandbox_get_wall (sandbox);
  g_assert_nonnull (osr_sandbox_wall_token (wall, "demo-service-token"));
  for (gint64 id = 200000001; id <= 200000003; id++) {
    g_autofree char *token = g_strdup_printf ("demo-group-token-%" G_GINT64_FORMAT, id);

    g_assert_nonnull (osr_sandbox_wall_community (wall, id));
    g_assert_cmpint (osr_sandbox_wall_token (wall, token)->id, ==, id);
  }
  for (guint i = 0; i < wall->posts->len; i++)
    at_once += ((OsrSandboxPost *) wall->posts->pdata[i])->comments->len;
  g_assert_cmpuint (at_once, >=, 3);
}

static OsrSandboxProgress
new_progress (void)
{
  return (OsrSandboxProgress){ .written =
                                   g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
}

static void
test_script (void)
{
  g_autoptr (OsrSandboxOffice) office = read_office (good, NULL);
  OsrSandboxProgress progress = new_progress ();
  GPtrArray *comments = osr_sandbox_wall_post (office->wall, -11, 1)->comments;

  g_assert_cmpuint (osr_sandbox_script_run (office, &progress, 0, NOW), ==, 0);
  g_assert_cmpint (progress.started, ==, NOW);
  g_assert_cmpuint (osr_sandbox_script_run (office, &progress, 4, NOW + 3599), ==, 0);
  g_assert_cmpuint (osr_sandbox_script_run (office, &progress, 5, NOW + 9), ==, 1);
  g_assert_cmpuint (osr_sandbox_script_run (office, &progress, 6, NOW + 10), ==, 0);
  g_assert_cmpuint (osr_sandbox_script_run (office, &progress, 7, NOW + 3600), ==, 1);
  g_assert_cmpuint (osr_sandbox_script_run (office, &progress, 99, NOW + 9999), ==, 0);
  g_assert_cmpuint (comments->len, ==, 2);
  g_assert_cmpint (((OsrSandboxComment *) comments->pdata[0])->date, ==, NOW + 9);
  g_assert_cmpstr (((OsrSandboxComment *) comments->pdata[1])->text, ==, "B");
  g_hash_table_unref (progress.written);
}

/* A message that was written, and even deleted since, is not written again after a restart. */
static void
test_script_once (Fixture *fixture, gconstpointer data)
{
  OsrSandboxPost *post;

  fixture->options.silent = FALSE;
  fixture_restart (fixture);
  post = osr_sandbox_wall_post (osr_sandbox_get_wall (fixture->sandbox), -11, 1);
  g_assert_cmpuint (post->comments->len, ==, 1);
  json_object_unref (fixture_order (fixture, "comment",
                                    "{\"owner_id\":-11,\"post_id\":1,\"action\":\"delete\","
                                    "\"comment_id\":3,\"vanish\":true}",
                                    200));
  fixture_restart (fixture);
  post = osr_sandbox_wall_post (osr_sandbox_get_wall (fixture->sandbox), -11, 1);
  g_assert_cmpuint (post->comments->len, ==, 0);
}

/* Everything about a comment, an added person and the next id comes back. */
static void
test_state (Fixture *fixture, gconstpointer data)
{
  OsrSandboxComment *comment;
  OsrSandboxPost *post;
  gint64 root = fixture_write (fixture, "Вопрос \\\"в кавычках\\\"", 0);
  gint64 reply = fixture_write (fixture, "Reply", root);
  OsrSandboxWall *wall = osr_sandbox_get_wall (fixture->sandbox);

  comment = osr_sandbox_post_comment (osr_sandbox_wall_post (wall, -11, 1), reply);
  comment->edited = 5;
  comment->deleted = TRUE;
  comment->guid = g_strdup ("key");
  comment->from_id = osr_sandbox_wall_person (wall, "Пётр Н.")->id;
  osr_sandbox_wall_add_post (wall, -11, 40, NOW, "A post of the community's");
  fixture_write (fixture, "Last", 0);
  fixture_restart (fixture);
  wall = osr_sandbox_get_wall (fixture->sandbox);
  g_assert_cmpstr (osr_sandbox_wall_post (wall, -11, 40)->text, ==, "A post of the community's");
  post = osr_sandbox_wall_post (wall, -11, 1);
  g_assert_cmpuint (post->comments->len, ==, 3);
  comment = osr_sandbox_post_comment (post, root);
  g_assert_cmpstr (comment->text, ==, "Вопрос \"в кавычках\"");
  g_assert_cmpint (comment->date, ==, NOW);
  comment = osr_sandbox_post_comment (post, reply);
  g_assert_cmpint (comment->root, ==, root);
  g_assert_cmpint (comment->reply_to, ==, root);
  g_assert_cmpint (comment->edited, ==, 5);
  g_assert_true (comment->deleted);
  g_assert_cmpstr (comment->guid, ==, "key");
  g_assert_cmpstr (osr_sandbox_wall_citizen (wall, comment->from_id)->first_name, ==, "Пётр");
  g_assert_cmpint (fixture_write (fixture, "Next", 0), ==, 42);
}

/* Posts keep the moment they had at first, though the office file gives only their age. */
static void
test_state_dates (Fixture *fixture, gconstpointer data)
{
  fixture_write (fixture, "text", 0);
  fixture->now += 24 * OSR_HOUR;
  fixture_restart (fixture);
  g_assert_cmpint (osr_sandbox_wall_post (osr_sandbox_get_wall (fixture->sandbox), -11, 1)->date,
                   ==, NOW - 100);
}

/* Cut anywhere, the state is refused by name; the sandbox does not start on half a wall. */
static void
test_state_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *whole = NULL;
  gsize length;

  fixture_write (fixture, "text", 0);
  g_assert_true (g_file_get_contents (fixture->state_path, &whole, &length, NULL));
  for (gsize cut = 0; cut < length; cut += 7) {
    g_autoptr (GError) error = NULL;

    g_assert_true (g_file_set_contents (fixture->state_path, whole, (gssize) cut, NULL));
    g_assert_null (osr_sandbox_new (&fixture->options, &error));
    g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
    g_assert_nonnull (strstr (error->message, fixture->state_path));
  }
}

static void
test_state_foreign (Fixture *fixture, gconstpointer data)
{
  const char *const states[] = {
    "{\"version\":2,\"written\":[],\"communities\":[],\"citizens\":[],\"posts\":[]}",
    "{\"version\":1,\"written\":[7],\"communities\":[],\"citizens\":[],\"posts\":[]}",
    "{\"version\":1,\"written\":[],\"communities\":[{\"id\":99}],\"citizens\":[],\"posts\":[]}",
    "{\"version\":1,\"written\":[],\"communities\":[],\"citizens\":[{\"id\":5}],\"posts\":[]}",
    "{\"version\":1,\"written\":[],\"communities\":[],\"citizens\":[],"
    "\"posts\":[{\"owner_id\":-99,\"id\":1,\"comments\":[]}]}",
    "{\"version\":1,\"written\":[],\"communities\":[],\"citizens\":[],\"posts\":[{\"owner_id\":-11,"
    "\"id\":1,\"comments\":[{\"id\":4,\"from_id\":21,\"text\":\"a\"},"
    "{\"id\":4,\"from_id\":21,\"text\":\"a\"}]}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (g_file_set_contents (fixture->state_path, states[i], -1, NULL));
    g_assert_null (osr_sandbox_new (&fixture->options, &error));
    g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  }
}

static void
test_rate (void)
{
  g_autoptr (OsrSandboxRate) rate = osr_sandbox_rate_new ();
  OsrSandboxToken service = { .token = (char *) "s", .kind = OSR_SANDBOX_TOKEN_SERVICE };
  OsrSandboxToken group = { .token = (char *) "g", .kind = OSR_SANDBOX_TOKEN_GROUP };

  for (int i = 0; i < 3; i++)
    g_assert_true (osr_sandbox_rate_take (rate, &service, i * 100));
  g_assert_false (osr_sandbox_rate_take (rate, &service, 300));
  for (int i = 0; i < 20; i++)
    g_assert_true (osr_sandbox_rate_take (rate, &group, 300));
  g_assert_false (osr_sandbox_rate_take (rate, &group, 300));
  /* a refused call costs nothing: the first place is free a second after the first call */
  g_assert_false (osr_sandbox_rate_take (rate, &service, G_USEC_PER_SEC - 1));
  g_assert_true (osr_sandbox_rate_take (rate, &service, G_USEC_PER_SEC));
  g_assert_false (osr_sandbox_rate_take (rate, &service, G_USEC_PER_SEC + 99));
  g_assert_true (osr_sandbox_rate_take (rate, &service, G_USEC_PER_SEC + 100));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/demo/sandbox/files/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/sandbox/files/office", test_office);
  g_test_add_func ("/demo/sandbox/files/office-faults", test_office_faults);
  g_test_add_func ("/demo/sandbox/files/built-in-office", test_built_in_office);
  g_test_add_func ("/demo/sandbox/files/script", test_script);
  ADD ("script-once", test_script_once);
  ADD ("state", test_state);
  ADD ("state-dates", test_state_dates);
  ADD ("state-damaged", test_state_damaged);
  ADD ("state-foreign", test_state_foreign);
  g_test_add_func ("/demo/sandbox/files/rate", test_rate);
  return g_test_run ();
}
