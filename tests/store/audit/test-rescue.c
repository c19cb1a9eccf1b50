/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A damaged file at the start: a cache is made anew beside the old one; of an outbox, which nobody
 * else has, what can be read is in use and the damaged file is kept as it was. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "osr-log-fixture.h"
#include "store/osr-cache.h"
#include "store/osr-outbox.h"

#define COMMANDS 300
#define PAGE     4096

typedef struct {
  char *folder;
  char *outbox;
  char *cache;
} Place;

static char *
uuid_of (guint n)
{
  return g_strdup_printf ("20000000-0000-4000-8000-%012u", n);
}

static char *
raw_of (guint n)
{
  return g_strdup_printf ("{\"case\":\"%s\",\"type\":\"noted\",\"claimed_at\":%u,"
                          "\"payload\":{\"text\":\"Заметка {%u} \\\"в кавычках\\\"\"}}",
                          case_id (1), n, n);
}

static void
add_command (OsrOutbox *outbox, guint n)
{
  g_autofree char *uuid = uuid_of (n);
  g_autofree char *text = raw_of (n);
  g_autoptr (GBytes) raw = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  OsrOutboxCommand command = { .uuid = uuid,
                               .case_id = (char *) case_id (1),
                               .type = (char *) "noted",
                               .raw = raw,
                               .created = n };

  osr_outbox_add (outbox, &command, &error);
  g_assert_no_error (error);
}

static void
fill (const char *path)
{
  g_autoptr (OsrOutbox) outbox = osr_outbox_open (path, NULL);
  g_autoptr (OsrTransaction) transaction = osr_outbox_begin (outbox, NULL);
  g_autofree char *refused = uuid_of (7);

  for (guint n = 1; n <= COMMANDS; n++)
    add_command (outbox, n);
  g_assert_true (osr_outbox_refuse (outbox, refused, "stale", "Zu spät", NULL));
  g_assert_true (osr_outbox_save_writing (outbox, case_id (1), "final", "Здравствуйте!", 5, NULL));
  g_assert_true (osr_outbox_set (outbox, "device", "desk", NULL));
  g_assert_true (osr_transaction_commit (transaction, NULL));
}

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("osr-rescue-XXXXXX", NULL);
  place->outbox = g_build_filename (place->folder, "outbox.db", NULL);
  place->cache = g_build_filename (place->folder, "cache.db", NULL);
  fill (place->outbox);
}

static void
tear_down (Place *place, gconstpointer data)
{
  remove_folder (place->folder);
  g_free (place->folder);
  g_free (place->outbox);
  g_free (place->cache);
}

static void
overwrite (const char *path, goffset at, gsize length)
{
  g_autofree guint8 *noise = g_malloc (length);
  int fd = g_open (path, O_WRONLY, 0);

  memset (noise, 0xa5, length);
  g_assert_cmpint (pwrite (fd, noise, length, at), ==, (gssize) length);
  close (fd);
}

static goffset
size_of (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_size;
}

/* Every one that is there has the bytes it had. Returns: how many there are */
static guint
count_commands (OsrOutbox *outbox)
{
  g_autoptr (GPtrArray) commands = osr_outbox_list (outbox, NULL, 0xff, NULL);

  for (guint i = 0; i < commands->len; i++) {
    const OsrOutboxCommand *command = commands->pdata[i];
    g_autofree char *expected = raw_of ((guint) command->created);
    g_autofree char *uuid = uuid_of ((guint) command->created);

    g_assert_cmpstr (command->uuid, ==, uuid);
    g_assert_cmpmem (g_bytes_get_data (command->raw, NULL), g_bytes_get_size (command->raw),
                     expected, strlen (expected));
  }
  return commands->len;
}

static OsrOutbox *
rescue (Place *place, char **aside)
{
  g_autofree char *before = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  gsize length, kept_length;
  OsrOutbox *outbox;

  g_assert_true (g_file_get_contents (place->outbox, &before, &length, NULL));
  outbox = osr_outbox_open_or_rescue (place->outbox, aside, &error);
  g_assert_no_error (error);
  g_assert_nonnull (*aside);
  g_assert_true (g_file_get_contents (*aside, &kept, &kept_length, NULL));
  g_assert_cmpmem (kept, kept_length, before, length);
  return outbox;
}

static void
test_whole (Place *place, gconstpointer data)
{
  g_autofree char *aside = NULL;
  g_autoptr (OsrOutbox) outbox = osr_outbox_open_or_rescue (place->outbox, &aside, NULL);

  g_assert_null (aside);
  g_assert_cmpuint (count_commands (outbox), ==, COMMANDS);
}

/* One page of many takes its own rows, and no other. */
static void
test_page (Place *place, gconstpointer data)
{
  g_autofree char *aside = NULL;
  g_autoptr (OsrOutbox) outbox = NULL;
  g_autoptr (OsrOutboxCommand) refused = NULL;
  g_autofree char *uuid = uuid_of (7);

  overwrite (place->outbox, size_of (place->outbox) / 2 / PAGE * PAGE, PAGE);
  outbox = rescue (place, &aside);
  g_assert_cmpuint (count_commands (outbox), >=, COMMANDS - 2 * PAGE / 250);
  refused = osr_outbox_find (outbox, uuid, NULL);
  g_assert_cmpint (refused->state, ==, OSR_OUTBOX_REFUSED);
  g_assert_cmpstr (refused->code, ==, "stale");
}

/* Not even the names of the tables are left. */
static void
test_first_page (Place *place, gconstpointer data)
{
  g_autofree char *aside = NULL;
  g_autoptr (OsrOutbox) outbox = NULL;

  overwrite (place->outbox, 0, PAGE);
  outbox = rescue (place, &aside);
  g_assert_cmpuint (count_commands (outbox), >=, COMMANDS - 2);
}

static void
test_cut (Place *place, gconstpointer data)
{
  g_autofree char *aside = NULL;
  g_autoptr (OsrOutbox) outbox = NULL;

  g_assert_cmpint (truncate (place->outbox, size_of (place->outbox) / 2 + 100), ==, 0);
  outbox = rescue (place, &aside);
  g_assert_cmpuint (count_commands (outbox), >=, COMMANDS / 4);
}

/* What else was in it, and whoever opens it next finds it whole. */
static void
test_goes_on (Place *place, gconstpointer data)
{
  g_autofree char *aside = NULL;
  g_autofree char *device = NULL;
  g_autoptr (OsrOutbox) outbox = NULL;
  g_autoptr (OsrOutboxWriting) writing = NULL;

  overwrite (place->outbox, size_of (place->outbox) / 2 / PAGE * PAGE, PAGE);
  osr_outbox_free (rescue (place, &aside));
  g_clear_pointer (&aside, g_free);
  outbox = osr_outbox_open_or_rescue (place->outbox, &aside, NULL);
  g_assert_null (aside);
  add_command (outbox, COMMANDS + 1);
  writing = osr_outbox_get_writing (outbox, case_id (1), NULL);
  g_assert_cmpstr (writing->text, ==, "Здравствуйте!");
  device = osr_outbox_get (outbox, "device");
  g_assert_cmpstr (device, ==, "desk");
}

/* The program ended between the making of the new file and its taking the place of the old one. */
static void
test_half_way (Place *place, gconstpointer data)
{
  g_autofree char *rescued = g_strconcat (place->outbox, ".rescued", NULL);
  g_autofree char *wal = g_strconcat (place->outbox, "-wal", NULL);
  g_autofree char *aside = NULL;
  g_autoptr (OsrOutbox) outbox = NULL;

  g_assert_cmpint (g_rename (place->outbox, rescued), ==, 0);
  g_assert_true (g_file_set_contents (place->outbox, "damaged", -1, NULL));
  g_assert_true (g_file_set_contents (wal, "of the damaged one", -1, NULL));
  outbox = osr_outbox_open_or_rescue (place->outbox, &aside, NULL);
  g_assert_null (aside);
  g_assert_cmpuint (count_commands (outbox), ==, COMMANDS);
}

static void
test_cache (Place *place, gconstpointer data)
{
  g_autoptr (OsrCache) cache = osr_cache_open (place->cache, NULL);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&cache, osr_cache_free);
  cache = osr_cache_open (place->cache, NULL);
  g_assert_false (osr_cache_is_new (cache));
  g_clear_pointer (&cache, osr_cache_free);
  overwrite (place->cache, size_of (place->cache) - 3 * PAGE, PAGE);
  cache = osr_cache_open (place->cache, &error);
  g_assert_no_error (error);
  g_assert_true (osr_cache_is_new (cache));
}

#define TEST(name, func) g_test_add ("/store/rescue/" name, Place, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("whole", test_whole);
  TEST ("page", test_page);
  TEST ("first-page", test_first_page);
  TEST ("cut", test_cut);
  TEST ("goes-on", test_goes_on);
  TEST ("half-way", test_half_way);
  TEST ("cache", test_cache);
  return g_test_run ();
}
