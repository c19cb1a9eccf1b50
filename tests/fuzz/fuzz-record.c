/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever stands in an event as it travels: it is refused with a reason, or it is written again as it
 * was read, and the folds take it. */
#include "core/osr-case.h"
#include "core/osr-json.h"
#include "core/osr-registry.h"
#include "fuzz-input.h"
#include "store/osr-record.h"

static void
fold (OsrEvent *event)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (OsrRegistry) registry = osr_registry_new ();
  g_autoptr (OsrCase) c = NULL;

  g_ptr_array_add (events, event);
  g_ptr_array_add (events, event);
  c = osr_case_new_from_events (event->stream, events);
  g_assert_nonnull (c);
  osr_registry_apply (registry, event);
}

static void
write_again (OsrRecord *record)
{
  g_autoptr (JsonObject) object = osr_record_to_json (record);
  g_autoptr (OsrRecord) again = osr_record_new_from_json (object, NULL);

  g_assert_nonnull (again);
  g_assert_true (g_bytes_equal (again->meta, record->meta));
  g_assert_cmpint (again->seq, ==, record->seq);
  g_assert_cmpint (again->version, ==, record->version);
  g_assert_cmpstr (again->stream, ==, record->stream);
  g_assert_cmpstr (again->digest, ==, record->digest);
  g_assert_cmpstr (again->hash, ==, record->hash);
  g_assert_cmpint (osr_record_follows (again, NULL), ==, osr_record_follows (record, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (JsonObject) object =
      osr_json_read_object ((const char *) data, (gssize) size, 0, "fuzz", NULL);
  g_autoptr (OsrRecord) record = NULL;
  g_autoptr (OsrEvent) event = NULL;
  g_autoptr (GError) error = NULL;

  if (object == NULL)
    return 0;
  record = osr_record_new_from_json (object, &error);
  g_assert_true ((record == NULL) == (error != NULL));
  if (record == NULL)
    return 0;
  write_again (record);
  event = osr_record_to_event (record, &error);
  g_assert_true ((event == NULL) == (error != NULL));
  if (event != NULL)
    fold (event);
  return 0;
}

#ifndef OSR_FUZZER
int
main (int argc, char *argv[])
{
  static const char *const corpus[] = { OSR_TEST_CORPUS, NULL };

  return fuzz_main (argc, argv, "fuzz-record", corpus);
}
#endif
