/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `social check-account` and `social publish` on the sandbox, network by network: what a person is told
 * and in how many lines, the exit status, and what stands on the wall afterwards. */
#include <string.h>

#include <glib/gstdio.h>

#include "core/osr-json.h"
#include "ctl-process.h"
#include "demo/sandbox/ok/osr-sandbox-ok-call.h"
#include "demo/sandbox/osr-sandbox-names.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "osr-media-fixture.h"

#define REPLY "Здравствуйте! Воду дадут в 22:00."

typedef struct {
  const char *network;
  gint64 community;
  const char *path;   /* of the interface */
  const char *tokens; /* as they are typed: for reading, for publishing, the secret */
  const char *creates;
  gboolean reads_back;
  gint64 topic; /* of VK's board, where the third line is a person's token; 0: the first post */
} Kind;

static const Kind kinds[] = {
  { "vk", 31, "", "vk-service\nvk-group\n\n", "wall.createComment", TRUE },
  { "vk", 31, "", "vk-service\nvk-group\nvk-user\n", "board.createComment", TRUE, 2 },
  { "telegram", 32, "", "\n7000000032:telegram\n\n", "sendMessage", FALSE },
  { "max", 33, "/max", "\nmax-token\n\n", "POST /messages/*/comments", TRUE },
  { "ok", 34, "/ok", "ok-token\n\n" OSR_SANDBOX_OK_SECRET "\n", "discussions.addDiscussionComment",
    TRUE },
  { "youtube", 36, "/youtube/v3", "youtube-key\nyoutube-owner\n\n", "comments.insert", TRUE },
};

typedef struct {
  const Kind *kind;
  OsrSandbox *sandbox;
  OsrSandboxComment *question;
  char *base, *owner, *wall, *post, *asked;
  const char *file; /* nullable: goes along */
} Fixture;

/* How the network calls account, wall, post and message. */
static void
name_all (Fixture *f)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (f->sandbox);
  const OsrSandboxCommunity *community = osr_sandbox_wall_community (wall, f->kind->community);
  gint64 id = community->id;

  f->owner = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  f->wall = g_strdup_printf ("-%" G_GINT64_FORMAT, id);
  f->post = f->kind->topic != 0 ? g_strdup_printf ("topic%" G_GINT64_FORMAT, f->kind->topic)
                                : g_strdup ("1");
  f->asked = g_strdup_printf ("%" G_GINT64_FORMAT, f->question->id);
  if (community->network == OSR_SANDBOX_VK)
    return;
  g_free (g_steal_pointer (&f->wall));
  if (community->network == OSR_SANDBOX_TELEGRAM) {
    g_free (f->owner);
    f->owner = g_strdup_printf ("%" G_GINT64_FORMAT, osr_sandbox_name_channel (community));
    f->wall = g_strdup_printf ("%" G_GINT64_FORMAT, osr_sandbox_name_group (community));
    return;
  }
  g_free (f->post);
  g_free (f->asked);
  if (community->network == OSR_SANDBOX_MAX) {
    g_free (f->owner);
    f->owner = g_strdup_printf ("%" G_GINT64_FORMAT, osr_sandbox_name_max_chat (community));
    f->post = osr_sandbox_name_mid (id, 1);
    f->asked = osr_sandbox_name_mid (id, f->question->id);
  } else if (community->network == OSR_SANDBOX_OK) {
    f->post = osr_sandbox_name_topic (id, 1);
    f->asked = osr_sandbox_name_remark (id, f->question->id);
  } else {
    g_free (f->owner);
    f->owner = osr_sandbox_name_owner (id);
    f->post = osr_sandbox_name_video (id, 1);
    f->asked = osr_sandbox_name_thread (id, f->question);
  }
  f->wall = g_strdup (f->owner);
}

static OsrSandboxPost *
the_post (Fixture *f)
{
  return osr_sandbox_wall_post (osr_sandbox_get_wall (f->sandbox), -f->kind->community,
                                f->kind->topic != 0 ? f->kind->topic : 1);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  const OsrSandboxOptions options = { .office_path = TESTS_DEMO "/office-networks.json",
                                      .silent = TRUE,
                                      .unlimited = TRUE };
  g_autoptr (GError) error = NULL;

  f->kind = data;
  f->sandbox = osr_sandbox_new (&options, &error);
  g_assert_no_error (error);
  f->question = osr_sandbox_wall_write (osr_sandbox_get_wall (f->sandbox), the_post (f), 42, NULL,
                                        "Нет воды", g_get_real_time () / G_USEC_PER_SEC);
  f->base = g_strconcat (osr_sandbox_get_url (f->sandbox), f->kind->path, NULL);
  name_all (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->sandbox, osr_sandbox_free);
  g_free (f->base);
  g_free (f->owner);
  g_free (f->wall);
  g_free (f->post);
  g_free (f->asked);
}

typedef struct {
  Fixture *f;
  const char *command;
  const char *tokens;
  gboolean looks;
  Ran *ran;
  int done;
} Job;

#define ACCOUNT(f)                                                                                 \
  "--network", (f)->kind->network, "--owner", (f)->owner, "--api-base", (f)->base, "--link-base",  \
      osr_sandbox_get_url ((f)->sandbox), (f)->kind->topic != 0 ? "--edits" : "--signs",           \
      "--option", "application-key=" OSR_SANDBOX_OK_KEY, "--option", "publishes=1", "--option",    \
      "key-in-address=1"

static gpointer
run_job (gpointer data)
{
  Job *job = data;
  Fixture *f = job->f;

  if (g_str_equal (job->command, "check-account"))
    job->ran = ctl_run (job->tokens, "social", "check-account", ACCOUNT (f), NULL);
  else
    job->ran = ctl_run (job->tokens, "social", "publish", ACCOUNT (f), "--wall", f->wall, "--post",
                        f->post, "--reply-to", f->asked, "--thread", f->asked, REPLY,
                        job->looks        ? "--look"
                        : f->file != NULL ? "--file"
                                          : NULL,
                        f->file, NULL);
  g_atomic_int_set (&job->done, 1);
  g_main_context_wakeup (NULL);
  return NULL;
}

/* The program runs beside the sandbox, which lives in this thread. */
static Ran *
run (Fixture *f, const char *command, const char *tokens, gboolean looks)
{
  Job job = { f, command, tokens, looks, NULL, 0 };
  GThread *thread = g_thread_new ("ctl", run_job, &job);

  while (!g_atomic_int_get (&job.done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  g_test_message ("%s%s", job.ran->output, job.ran->errors);
  return job.ran;
}

static guint
count_replies (Fixture *f)
{
  guint n = 0;

  for (guint i = 0; i < the_post (f)->comments->len; i++)
    n += g_str_equal (((OsrSandboxComment *) the_post (f)->comments->pdata[i])->text, REPLY);
  return n;
}

static void
assert_one_line (const char *text)
{
  g_assert_true (g_str_has_suffix (text, "\n"));
  g_assert_true (strchr (text, '\n') == text + strlen (text) - 1);
}

static void
order_fault (Fixture *f, const char *kind, int code)
{
  g_autofree char *json = g_strdup_printf (
      "{\"method\":\"%s\",\"kind\":\"%s\",\"code\":%d,\"times\":1}", f->kind->creates, kind, code);
  g_autoptr (JsonObject) order = osr_json_read_object (json, -1, 0, "fault", NULL);

  g_assert_true (osr_sandbox_faults_order (f->sandbox->faults, order));
}

static void
test_account (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) good = run (f, "check-account", f->kind->tokens, FALSE);
  g_autoptr (Ran) bad = run (f, "check-account", "wrong\n99:wrong\nwrong\n", FALSE);

  g_assert_cmpint (good->status, ==, 0);
  g_assert_nonnull (strstr (good->output, "Область"));
  g_assert_cmpint (bad->status, ==, 1);
  g_assert_null (strstr (bad->output, "99:wrong"));
  g_assert_null (strstr (bad->errors, "99:wrong"));
  g_assert_cmpuint (the_post (f)->comments->len, ==, 1);
}

static void
test_published (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) ran = run (f, "publish", f->kind->tokens, FALSE);
  g_autoptr (JsonObject) reply = NULL;

  g_assert_cmpint (ran->status, ==, 0);
  g_assert_cmpstr (ran->errors, ==, "");
  assert_one_line (ran->output);
  reply = osr_json_read_object (ran->output, -1, 0, "reply", NULL);
  g_assert_nonnull (osr_json_get_string (reply, "native_id"));
  g_assert_true (g_str_has_prefix (osr_json_get_string (reply, "permalink"),
                                   osr_sandbox_get_url (f->sandbox)));
  g_assert_cmpuint (count_replies (f), ==, 1);
}

/* It took effect and the answer was lost: that is said first, and looking sends nothing. */
static void
test_uncertain (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) lost = NULL;
  g_autoptr (Ran) looked = NULL;

  order_fault (f, "drop-after", 0);
  lost = run (f, "publish", f->kind->tokens, FALSE);
  g_assert_cmpint (lost->status, ==, 1);
  g_assert_cmpstr (lost->output, ==, "");
  assert_one_line (lost->errors);
  g_assert_nonnull (strstr (lost->errors, "uncertain"));
  looked = run (f, "publish", f->kind->tokens, TRUE);
  g_assert_cmpint (looked->status, ==, f->kind->reads_back ? 0 : 1);
  g_assert_cmpuint (count_replies (f), ==, 1);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) ran = run (f, "publish", "wrong\n99:wrong\nwrong\n", FALSE);

  g_assert_cmpint (ran->status, ==, 1);
  g_assert_cmpstr (ran->output, ==, "");
  assert_one_line (ran->errors);
  g_assert_null (strstr (ran->errors, "uncertain"));
  g_assert_null (strstr (ran->errors, "99:wrong"));
  g_assert_cmpuint (count_replies (f), ==, 0);
}

/* A group with a new id is followed, and the person is told in a sentence which id to put where. */
static void
test_moved (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) ran = NULL;
  g_autofree char *group = NULL;
  const char *said;

  order_fault (f, "migrate", 0);
  ran = run (f, "publish", f->kind->tokens, FALSE);
  group = g_strdup_printf ("%" G_GINT64_FORMAT,
                           osr_sandbox_name_group (osr_sandbox_wall_community (
                               osr_sandbox_get_wall (f->sandbox), f->kind->community)));
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_cmpuint (count_replies (f), ==, 1);
  assert_one_line (ran->output);
  assert_one_line (ran->errors);
  g_assert_true (g_str_has_prefix (ran->errors, "The group "));
  g_assert_null (strstr (ran->errors, "WARNING"));
  said = strstr (ran->errors, "group=");
  g_assert_nonnull (said);
  g_assert_true (g_str_has_prefix (said + strlen ("group="), group));
  g_assert_cmpstr (group, !=, f->wall);
}

/* A photo goes along as from an office: what its camera wrote into it stays here. */
static void
test_file (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) photo = osr_media_fixture_jpeg (400, 1);
  g_autoptr (GBytes) lying = osr_media_fixture_jpeg (400, 6);
  g_autofree char *dir = g_dir_make_tmp ("osr-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "ivanova-home.jpg", NULL);
  g_autoptr (Ran) refused = NULL;
  g_autoptr (Ran) ran = NULL;
  const OsrSandboxComment *reply;
  const OsrSandboxFile *file;

  f->file = path;
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (lying, NULL),
                                      (gssize) g_bytes_get_size (lying), NULL));
  refused = run (f, "publish", f->kind->tokens, FALSE);
  g_assert_cmpint (refused->status, ==, 1);
  g_assert_nonnull (strstr (refused->errors, "lies on its side"));
  g_assert_cmpuint (count_replies (f), ==, 0);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (photo, NULL),
                                      (gssize) g_bytes_get_size (photo), NULL));
  g_assert_true (osr_media_fixture_tells (photo));
  ran = run (f, "publish", f->kind->tokens, FALSE);
  g_assert_cmpint (ran->status, ==, 0);
  reply = the_post (f)->comments->pdata[the_post (f)->comments->len - 1];
  g_assert_cmpuint (reply->files->len, ==, 1);
  file = reply->files->pdata[0];
  g_assert_false (osr_media_fixture_tells (file->bytes));
  g_assert_null (strstr (file->name, "ivanova"));
  g_unlink (path);
  g_rmdir (dir);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *path = g_strdup_printf ("/ctl/social-sandbox/%s/%s%s", name, kinds[i].network,
                                             kinds[i].topic != 0 ? "-board" : "");

    g_test_add (path, Fixture, &kinds[i], set_up, test, tear_down);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("account", test_account);
  add ("published", test_published);
  add ("uncertain", test_uncertain);
  add ("refused", test_refused);
  g_test_add ("/ctl/social-sandbox/file/telegram", Fixture, &kinds[2], set_up, test_file,
              tear_down);
  g_test_add ("/ctl/social-sandbox/moved/telegram", Fixture, &kinds[2], set_up, test_moved,
              tear_down);
  return g_test_run ();
}
