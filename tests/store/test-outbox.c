/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox: order, states, bytes that stay, texts that are never overwritten. That a killed program
 * loses nothing is in test-processes.c. */
#include "osr-log-fixture.h"
#include "store/osr-outbox.h"

typedef struct {
  char *folder;
  char *path;
  OsrOutbox *outbox;
} Fixture;

static void
open_outbox (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->outbox, osr_outbox_free);
  f->outbox = osr_outbox_open (f->path, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("osr-outbox-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "outbox.db", NULL);
  open_outbox (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  osr_outbox_free (f->outbox);
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

static gboolean
add (Fixture *f, const char *uuid, const char *case_name, const char *raw, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (raw, strlen (raw));
  OsrOutboxCommand command = { .uuid = (char *) uuid,
                               .case_id = (char *) case_name,
                               .type = (char *) "submitted",
                               .raw = bytes,
                               .created = 5 };

  return osr_outbox_add (f->outbox, &command, error);
}

static char *
listed (Fixture *f, const char *case_name, guint states)
{
  g_autoptr (GPtrArray) commands = osr_outbox_list (f->outbox, case_name, states, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < commands->len; i++)
    g_string_append (text, ((OsrOutboxCommand *) commands->pdata[i])->uuid);
  return g_string_free (text, FALSE);
}

static void
assert_listed (Fixture *f, const char *case_name, guint states, const char *expected)
{
  g_autofree char *text = listed (f, case_name, states);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_order (Fixture *f, gconstpointer data)
{
  g_assert_true (add (f, "b", "one", "{}", NULL));
  g_assert_true (add (f, "a", "two", "{}", NULL));
  g_assert_true (add (f, "c", "one", "{}", NULL));
  open_outbox (f);
  assert_listed (f, NULL, OSR_OUTBOX_UNSENT, "bac");
  assert_listed (f, "one", OSR_OUTBOX_UNSENT, "bc");
  assert_listed (f, "three", OSR_OUTBOX_UNSENT, "");
  g_assert_cmpuint (osr_outbox_count (f->outbox, OSR_OUTBOX_UNSENT), ==, 3);
}

static void
test_bytes_stay (Fixture *f, gconstpointer data)
{
  static const char raw[] = "{\"text\": \"Ответ 🙂 \\u0000\",  \"z\":1}\n";
  g_autoptr (OsrOutboxCommand) command = NULL;
  g_autoptr (OsrDatabase) beside = osr_database_open (f->path, "outbox", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (add (f, "a", "one", raw, NULL));
  g_assert_false (add (f, "a", "one", "{}", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CONFLICT);
  g_assert_true (osr_outbox_set_sending (f->outbox, "a", NULL));
  open_outbox (f);
  command = osr_outbox_find (f->outbox, "a", NULL);
  g_assert_cmpmem (g_bytes_get_data (command->raw, NULL), g_bytes_get_size (command->raw), raw,
                   sizeof raw - 1);
  g_assert_cmpint (command->state, ==, OSR_OUTBOX_SENDING);
  g_assert_cmpint (command->created, ==, 5);
  /* Not even by another program. */
  g_assert_false (osr_database_exec (beside, "UPDATE command SET raw = x'00'", NULL));
}

static void
test_settled (Fixture *f, gconstpointer data)
{
  add (f, "a", "one", "{}", NULL);
  add (f, "b", "one", "{}", NULL);
  g_assert_true (osr_outbox_set_sending (f->outbox, "a", NULL));
  g_assert_true (osr_outbox_settle (f->outbox, "a", 17, NULL));
  assert_listed (f, NULL, OSR_OUTBOX_UNSENT, "b");
  assert_listed (f, NULL, OSR_OUTBOX_SHOWN, "ab");
  g_assert_false (osr_outbox_set_sending (f->outbox, "a", NULL));
  g_assert_false (osr_outbox_refuse (f->outbox, "a", "stale", "late", NULL));
  g_assert_true (osr_outbox_prune (f->outbox, 16, NULL));
  assert_listed (f, NULL, OSR_OUTBOX_SHOWN, "ab");
  g_assert_true (osr_outbox_prune (f->outbox, 17, NULL));
  assert_listed (f, NULL, OSR_OUTBOX_SHOWN, "b");
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrOutboxCommand) command = NULL;
  g_autoptr (GError) error = NULL;

  add (f, "a", "one", "{}", NULL);
  g_assert_true (osr_outbox_refuse (f->outbox, "a", "stale", "Somebody was first.", NULL));
  open_outbox (f);
  command = osr_outbox_find (f->outbox, "a", NULL);
  g_assert_cmpstr (command->code, ==, "stale");
  g_assert_cmpstr (command->message, ==, "Somebody was first.");
  g_assert_false (osr_outbox_set_pending (f->outbox, "a", NULL));
  assert_listed (f, NULL, OSR_OUTBOX_UNSENT, "");
  assert_listed (f, NULL, OSR_OUTBOX_REFUSED, "a");
  g_assert_true (osr_outbox_remove (f->outbox, "a", NULL));
  g_assert_null (osr_outbox_find (f->outbox, "a", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND);
}

/* What may be under way is never dropped. */
static void
test_unsent_stays (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add (f, "a", "one", "{}", NULL);
  g_assert_false (osr_outbox_remove (f->outbox, "a", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND);
  g_assert_true (osr_outbox_set_sending (f->outbox, "a", NULL));
  g_assert_false (osr_outbox_remove (f->outbox, "a", NULL));
  g_assert_true (osr_outbox_prune (f->outbox, G_MAXINT64, NULL));
  g_assert_true (osr_outbox_set_pending (f->outbox, "a", NULL));
  assert_listed (f, NULL, OSR_OUTBOX_PENDING, "a");
}

/* The text leaves the composer in the moment in which it is a command, not before. */
static void
test_as_one (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrOutboxWriting) writing = NULL;

  osr_outbox_save_writing (f->outbox, "one", "final", "Ответ", 1, NULL);
  {
    g_autoptr (OsrTransaction) transaction = osr_outbox_begin (f->outbox, NULL);

    g_assert_true (add (f, "a", "one", "{}", NULL));
    g_assert_true (osr_outbox_remove_writing (f->outbox, "one", NULL));
  }
  assert_listed (f, NULL, OSR_OUTBOX_UNSENT, "");
  writing = osr_outbox_get_writing (f->outbox, "one", NULL);
  g_assert_cmpstr (writing->text, ==, "Ответ");
}

static void
test_writing (Fixture *f, gconstpointer data)
{
  g_autofree char *text = g_strnfill (64 * 1024, 'q');
  g_autoptr (OsrOutboxWriting) first = NULL;
  g_autoptr (OsrOutboxWriting) second = NULL;
  g_autoptr (GPtrArray) dirty = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (osr_outbox_get_writing (f->outbox, "one", &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND);
  g_assert_true (osr_outbox_save_writing (f->outbox, "one", "final", "👍 \u202eab", 1, NULL));
  first = osr_outbox_get_writing (f->outbox, "one", NULL);
  g_assert_cmpstr (first->text, ==, "👍 \u202eab");
  g_assert_true (g_uuid_string_is_valid (first->draft));
  g_assert_true (first->dirty);
  g_assert_true (osr_outbox_save_writing (f->outbox, "one", "interim", text, 2, NULL));
  /* The first was sent; what was typed meanwhile still is to go. */
  g_assert_true (osr_outbox_writing_sent (f->outbox, "one", first->revision, 1, NULL));
  open_outbox (f);
  second = osr_outbox_get_writing (f->outbox, "one", NULL);
  g_assert_cmpstr (second->text, ==, text);
  g_assert_cmpstr (second->kind, ==, "interim");
  g_assert_cmpstr (second->draft, ==, first->draft);
  g_assert_cmpint (second->base_revision, ==, 1);
  g_assert_true (second->dirty);
  g_assert_true (osr_outbox_writing_sent (f->outbox, "one", second->revision, 2, NULL));
  dirty = osr_outbox_list_writings (f->outbox, TRUE, NULL);
  g_assert_cmpuint (dirty->len, ==, 0);
}

static void
test_foreign_revision (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrOutboxWriting) writing = NULL;

  osr_outbox_save_writing (f->outbox, "one", "final", "mine", 1, NULL);
  g_assert_true (osr_outbox_set_other (f->outbox, "one", "theirs", 4, NULL));
  osr_outbox_save_writing (f->outbox, "one", "final", "mine too", 2, NULL);
  writing = osr_outbox_get_writing (f->outbox, "one", NULL);
  g_assert_cmpstr (writing->text, ==, "mine too");
  g_assert_cmpstr (writing->other, ==, "theirs");
  g_assert_cmpint (writing->base_revision, ==, 4);
  g_assert_false (osr_outbox_set_other (f->outbox, "two", "x", 1, NULL));
}

static void
test_settings (Fixture *f, gconstpointer data)
{
  g_autofree char *value = NULL;

  g_assert_null (osr_outbox_get (f->outbox, "epoch"));
  g_assert_true (osr_outbox_set (f->outbox, "epoch", "1", NULL));
  g_assert_true (osr_outbox_set (f->outbox, "epoch", "2", NULL));
  open_outbox (f);
  value = osr_outbox_get (f->outbox, "epoch");
  g_assert_cmpstr (value, ==, "2");
  g_assert_true (osr_outbox_set (f->outbox, "epoch", NULL, NULL));
  g_assert_null (osr_outbox_get (f->outbox, "epoch"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/store/outbox/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("order", test_order);
  ADD ("bytes-stay", test_bytes_stay);
  ADD ("settled", test_settled);
  ADD ("refused", test_refused);
  ADD ("unsent-stays", test_unsent_stays);
  ADD ("as-one", test_as_one);
  ADD ("writing", test_writing);
  ADD ("foreign-revision", test_foreign_revision);
  ADD ("settings", test_settings);
  return g_test_run ();
}
