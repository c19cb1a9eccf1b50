/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds bytes to the reading of a line of messages. Whatever they are: it ends; what is accepted can
 * be sent, and written out and read again is the same case. */
#include "core/message/osr-message-entry.h"
#include "core/osr-json.h"
#include "fuzz-input.h"

/* The payload and what the members say again, as a line. */
static char *
write_line (JsonObject *members, JsonObject *payload)
{
  static const char *const kept[] = { "network",  "source",  "permalink",   "native_id",
                                      "owner_id", "post_id", "published_at" };
  g_autoptr (JsonObject) line = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++) {
    if (json_object_has_member (members, kept[i]))
      json_object_set_member (line, kept[i], json_object_dup_member (members, kept[i]));
  }
  json_object_set_string_member (line, "text", osr_json_get_string (payload, "text"));
  if (json_object_has_member (payload, "author_name"))
    json_object_set_member (line, "author_name", json_object_dup_member (payload, "author_name"));
  return osr_json_write_object (line);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrMessageEntry) entry =
      osr_message_entry_read ((const char *) data, (gssize) size, "fuzz", &error);
  g_autoptr (OsrMessageEntry) again = NULL;
  g_autoptr (JsonObject) members = NULL;
  g_autoptr (JsonObject) payload = NULL;
  g_autofree char *line = NULL;
  g_autofree char *id = NULL;
  g_autofree char *id_again = NULL;

  if (entry == NULL) {
    g_assert_nonnull (error);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    return 0;
  }
  members = osr_message_entry_new_members (entry);
  payload = osr_message_entry_new_payload (entry);
  line = write_line (members, payload);
  again = osr_message_entry_read (line, -1, "again", &error);
  g_assert_no_error (error);
  id = osr_message_entry_dup_case_id (entry);
  id_again = osr_message_entry_dup_case_id (again);
  g_assert_cmpstr (id, ==, id_again);
  return 0;
}

#ifndef OSR_FUZZER
int
main (int argc, char *argv[])
{
  static const char *const corpus[] = { OSR_TEST_CORPUS, NULL };

  return fuzz_main (argc, argv, "fuzz-message-entry", corpus);
}
#endif
