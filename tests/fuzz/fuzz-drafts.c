/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is answered about drafts: one, several, or the foreign revision that came first. */
#include "core/osr-json.h"
#include "fuzz-input.h"
#include "net/osr-protocol-records.h"

static void
read_one (JsonObject *object, const char *id, const char *case_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWireDraft) draft = osr_wire_draft_read (object, id, case_id, &error);

  g_assert_true ((draft == NULL) == (error != NULL));
  if (draft == NULL)
    return;
  g_assert_nonnull (draft->id);
  g_assert_nonnull (draft->kind);
  g_assert_cmpint (draft->revision, >=, 0);
  g_assert_true (draft->text == NULL || g_utf8_validate (draft->text, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (JsonObject) object =
      osr_json_read_object ((const char *) data, (gssize) size, 0, "fuzz", NULL);
  JsonObject *current = object != NULL ? osr_json_get_object (object, "current") : NULL;
  JsonArray *drafts = object != NULL ? osr_json_get_array (object, "drafts") : NULL;

  if (object == NULL)
    return 0;
  read_one (object, NULL, NULL);
  if (current != NULL)
    read_one (current, "id", "case");
  for (guint i = 0; drafts != NULL && i < json_array_get_length (drafts); i++) {
    JsonObject *one = osr_json_array_get_object (drafts, i);

    if (one != NULL)
      read_one (one, NULL, "case");
  }
  return 0;
}

#ifndef OSR_FUZZER
int
main (int argc, char *argv[])
{
  static const char *const corpus[] = { OSR_TEST_CORPUS, NULL };

  return fuzz_main (argc, argv, "fuzz-drafts", corpus);
}
#endif
