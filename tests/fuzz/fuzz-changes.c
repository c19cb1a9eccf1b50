/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a coordinator, or who stands in its place, answers to "changes": the page is refused whole,
 * or the cache takes it whole and stays a cache. */
#include "fuzz-input.h"
#include "net/osr-protocol-records.h"
#include "osr-read-page.h"

static OsrCache *cache;

static void
read_wire (GBytes *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWirePage) page = osr_wire_page_read (body, &error);

  g_assert_true ((page == NULL) == (error != NULL));
  for (guint i = 0; page != NULL && i < page->entries->len; i++) {
    const OsrWireEntry *entry = page->entries->pdata[i];

    for (guint j = 0; j < entry->events->len; j++)
      osr_wire_event_check (entry->events->pdata[j], NULL);
  }
}

static void
check_stream (const char *stream)
{
  g_autoptr (GPtrArray) events = osr_cache_load_events (cache, stream, NULL);

  if (events != NULL && !osr_cache_is_damaged (cache, stream))
    osr_cache_verify_case (cache, stream, NULL);
}

static void
apply (OsrPage *page)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = g_strdup (osr_cache_get_cursor (cache));

  if (!osr_cache_apply_page (cache, page, changed, &error)) {
    g_assert_nonnull (error);
    g_assert_cmpstr (osr_cache_get_cursor (cache), ==, before);
    return;
  }
  g_assert_cmpstr (osr_cache_get_cursor (cache), ==, page->next);
  for (guint i = 0; i < changed->len; i++)
    check_stream (changed->pdata[i]);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (OsrPage) page = read_page (body, NULL);

  read_wire (body);
  if (page == NULL)
    return 0;
  if (cache == NULL)
    cache = osr_cache_new_in_memory (NULL);
  apply (page);
  apply (page);
  g_assert_true (osr_cache_reset (cache, NULL, NULL));
  return 0;
}

#ifndef OSR_FUZZER
int
main (int argc, char *argv[])
{
  static const char *const corpus[] = { OSR_TEST_CORPUS, NULL };
  int status = fuzz_main (argc, argv, "fuzz-changes", corpus);

  g_clear_pointer (&cache, osr_cache_free);
  return status;
}
#endif
