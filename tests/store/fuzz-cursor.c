/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds bytes to what a reader hands back: as a cursor, and as the place that a cursor seals. Whatever
 * they are, a cursor is refused or is the one spelling of its place; and from any place a page is
 * refused or leads on, never back and never beyond the log. */
#include <stdlib.h>
#include <string.h>

#include "fuzz-input.h"
#include "osr-log-fixture.h"
#include "osr-read-page.h"
#include "store/osr-cursor.h"
#include "store/osr-log-private.h"

#define SEQ_MASK ((G_GINT64_CONSTANT (1) << 40) - 1)

static LogFixture *f; /* made for the first input, for all of them */

static void
leave (void)
{
  log_fixture_free (f);
}

static LogFixture *
get_log (void)
{
  if (f != NULL)
    return f;
  f = log_fixture_new ();
  atexit (leave);
  for (guint i = 0; i < 5; i++)
    log_find (f, i);
  log_grant (f, "ivanova", "curator", NULL);
  log_route (f, 1, "roads");
  log_revoke (f, "ivanova", "curator", NULL);
  log_grant (f, "ivanova", "supervisor", NULL);
  return f;
}

static void
examine_cursor (const char *text)
{
  static const char key_bytes[] = "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk";
  g_autoptr (GBytes) key = g_bytes_new_static (key_bytes, strlen (key_bytes));
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;
  OsrCursor cursor = { -1, -1 };

  if (!osr_cursor_read (text, key, "e", &cursor, &error)) {
    g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_EPOCH);
    g_assert_cmpint (cursor.position, ==, -1);
    return;
  }
  again = osr_cursor_write (&cursor, key, "e");
  g_assert_cmpstr (again, ==, text);
  g_assert_false (osr_cursor_read (text, key, "f", &cursor, NULL));
}

static void
examine_page (OsrPage *page, gint64 since, const GError *error)
{
  gint64 position;

  if (page == NULL) {
    g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_EPOCH);
    return;
  }
  position = position_after (get_log ()->log, page);
  g_assert_cmpint (position & SEQ_MASK, <=, page->head);
  g_assert_cmpint (position & SEQ_MASK, >=, since & SEQ_MASK);
  g_assert_cmpuint (strlen (page->next), <=, OSR_CURSOR_MAX_BYTES);
  g_assert_true (position != since || !page->more);
}

static void
examine_changes (const char *text, const guint8 *data, size_t size)
{
  OsrLog *log = get_log ()->log;
  gint64 since = 0;
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrPage) asked = read_changes (log, "ivanova", text, (guint) size, &refused);
  g_autoptr (OsrPage) page = NULL;

  memcpy (&since, data, MIN (size, sizeof since));
  page = read_changes_after (log, "ivanova", since, 1 + (guint) size % 3, &error);
  examine_page (asked, 0, refused);
  examine_page (page, since, error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  examine_cursor (text);
  examine_changes (text, data, size);
  return 0;
}

#ifndef OSR_FUZZER
int
main (int argc, char *argv[])
{
  static const char *const corpus[] = { OSR_TEST_CORPUS, NULL };

  return fuzz_main (argc, argv, "fuzz-cursor", corpus);
}
#endif
