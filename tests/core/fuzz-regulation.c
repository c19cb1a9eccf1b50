/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds bytes to the reading of profiles. Whatever they are: the check ends and says in one line each
 * what is wrong; what it finds right, the program can read with every setting of every reading. */
#include <string.h>

#include "core/osr-json.h"
#include "core/regulation/osr-regulation.h"
#include "core/schema/osr-regulation-check.h"
#include "fuzz-input.h"

static OsrJsonSchema *
get_schema (void)
{
  static OsrJsonSchema *schema;

  if (schema == NULL) {
    g_autofree char *text = NULL;
    g_autoptr (JsonObject) object = NULL;
    gsize length;

    g_assert_true (
        g_file_get_contents (OSR_TEST_DATA "/regulations/schema.json", &text, &length, NULL));
    object = osr_json_read_object (text, (gssize) length, 0, "schema", NULL);
    schema = osr_json_schema_new (object, NULL);
    g_assert_nonnull (schema);
  }
  return schema;
}

static void
examine_faults (GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++) {
    const OsrJsonFault *fault = faults->pdata[i];

    g_assert_true (*fault->pointer == '\0' || *fault->pointer == '/');
    g_assert_true (g_utf8_validate (fault->pointer, -1, NULL));
    g_assert_true (g_utf8_validate (fault->sentence, -1, NULL));
    g_assert_cmpuint (strlen (fault->sentence), >, 0);
    g_assert_null (strchr (fault->sentence, '\n'));
  }
}

/* The program refuses with a sentence, or has a regulation whose timers can be asked for. */
static OsrRegulation *
examine_regulation (JsonObject *document)
{
  g_autoptr (GError) error = NULL;
  OsrRegulation *regulation = osr_regulation_new_from_json (document, "fuzz", &error);
  GPtrArray *timers;

  if (regulation == NULL) {
    g_assert_nonnull (error);
    return NULL;
  }
  timers = osr_regulation_get_timers (regulation);
  for (guint i = 0; i < timers->len; i++) {
    const OsrTimerSpec *spec = timers->pdata[i];

    g_assert_true (osr_regulation_find_timer (regulation, spec->id) == spec);
    g_assert_cmpuint (spec->starts->len, >, 0);
    g_assert_true (spec->before == NULL ||
                   osr_regulation_find_timer (regulation, spec->before) != NULL);
  }
  return regulation;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (JsonObject) document = osr_json_read_object ((const char *) data, (gssize) size,
                                                          OSR_REGULATION_MAX_BYTES, "fuzz", NULL);
  g_autoptr (GPtrArray) faults = osr_json_faults_new ();
  g_autoptr (OsrRegulation) regulation = NULL;

  if (document == NULL)
    return 0;
  osr_regulation_check (document, get_schema (), faults);
  examine_faults (faults);
  regulation = examine_regulation (document);
  if (faults->len > 0)
    return 0;
  g_assert_nonnull (regulation);
  g_assert_true (osr_regulation_check_settings (document, "fuzz", NULL));
  return 0;
}

#ifndef OSR_FUZZER
int
main (int argc, char *argv[])
{
  static const char *const corpus[] = { OSR_TEST_CORPUS, OSR_TEST_DATA "/regulations",
                                        OSR_TEST_WHOLE, NULL };

  return fuzz_main (argc, argv, "fuzz-regulation", corpus);
}
#endif
