/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds bytes to every reader of one network (NETWORK, given by the build) and asks of the answer only
 * what must hold for any input. */
#include <string.h>

#include "core/osr-json.h"
#include "../fuzz-driver.h"
#include "social/osr-network-dialect.h"

static void
examine_message (const OsrNetworkMessage *message)
{
  g_assert_cmpstr (message->native_id, !=, "");
  g_assert_nonnull (message->author_name);
  g_assert_null (strchr (message->author_name, '\n'));
  g_assert_true (g_utf8_validate (message->text, -1, NULL));
  g_assert_true (*message->permalink == '\0' || g_str_has_prefix (message->permalink, "http"));
  g_assert_true (*message->post_permalink == '\0' ||
                 g_str_has_prefix (message->post_permalink, "http"));
}

static void
examine_answer (const OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = g_ptr_array_index (answer->records, i);
    g_autoptr (JsonObject) object = osr_network_record_to_json (record);
    g_autofree char *line = osr_json_write_object (object);

    g_assert_true (g_utf8_validate (line, -1, NULL));
    g_assert_null (strchr (line, '\n'));
    if (record->message != NULL)
      examine_message (record->message);
  }
  if (answer->fault != NULL) {
    g_autofree char *line = osr_network_fault_describe (answer->fault);

    g_assert_true (g_utf8_validate (line, -1, NULL));
    g_assert_null (strchr (line, '\n'));
    g_assert_cmpuint (answer->records->len, ==, 0);
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new (NETWORK, "a", "1");
  const OsrNetworkDialect *dialect = osr_network_dialect (NETWORK);

  for (const OsrNetworkMethod *one = dialect->methods; one->name != NULL; one++) {
    const OsrNetworkQuestion question = { account, one->name, "7", NULL };
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrNetworkAnswer) answer =
        osr_network_parse (&question, (const char *) data, size, &error);

    g_assert_true ((answer == NULL) == (error != NULL));
    if (answer != NULL)
      examine_answer (answer);
  }
  return 0;
}

#ifndef OSR_FUZZER
int
main (int argc, char *argv[])
{
  static const char *const folders[] = { FOLDERS, NULL };

  return fuzz_replay (argc, argv, "fuzz-" NETWORK, folders, LEAST,
                      "0919-\"{}[],:&#;<>/=?!ax\\ \xd0");
}
#endif
