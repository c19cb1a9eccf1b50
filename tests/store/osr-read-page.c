/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of changes read back; see the header. */
#include "osr-read-page.h"

#include "sync/osr-replica-private.h"

#define LIMIT 500

OsrPage *
read_page (GBytes *body, GError **error)
{
  g_autoptr (OsrWirePage) wire = osr_wire_page_read (body, error);
  g_autoptr (OsrPage) page = NULL;

  if (wire == NULL)
    return NULL;
  page = osr_page_new (wire->epoch, wire->head);
  page->next = g_strdup (wire->next);
  page->more = wire->more;
  for (guint i = 0; i < wire->entries->len; i++) {
    OsrEntry *entry = osr_replica_entry_from_wire (wire->entries->pdata[i], error);

    if (entry == NULL)
      return NULL;
    g_ptr_array_add (page->entries, entry);
  }
  return g_steal_pointer (&page);
}

/* (transfer full) (nullable): @text: (transfer full) (nullable) */
static OsrPage *
read_written (OsrLog *log, OsrPageText *text)
{
  g_autoptr (OsrPageText) written = text;
  g_autoptr (GError) error = NULL;
  OsrPage *page;

  if (written == NULL)
    return NULL;
  page = read_page (written->bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (page->next, ==, written->next);
  g_assert_cmpint (position_after (log, page), ==, written->position);
  g_assert_true (written->news == (page->entries->len > 0 || page->more));
  return page;
}

OsrPage *
read_changes (OsrLog *log, const char *person, const char *since, guint limit, GError **error)
{
  return read_written (log, osr_log_write_changes (log, person, since, limit, error));
}

OsrPage *
read_changes_after (OsrLog *log, const char *person, gint64 position, guint limit, GError **error)
{
  return read_written (log, osr_log_write_changes_after (log, person, position, limit, error));
}

gint64
position_after (OsrLog *log, const OsrPage *page)
{
  g_autoptr (GError) error = NULL;
  gint64 position = -1;

  osr_log_read_cursor (log, page->next, &position, &error);
  g_assert_no_error (error);
  return position;
}

void
follow_log (OsrLog *log, const char *person, OsrCache *cache, GPtrArray *changed)
{
  for (gboolean more = TRUE; more;) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrPage) page =
        read_changes (log, person, osr_cache_get_cursor (cache), LIMIT, &error);

    g_assert_no_error (error);
    g_assert_true (osr_cache_apply_page (cache, page, changed, &error));
    g_assert_no_error (error);
    more = page->more;
  }
}
