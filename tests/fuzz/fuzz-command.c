/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a workstation sends as a command: it is refused with a reason, or it has the form of its
 * event and the rules can judge it. */
#include "coordinator/osr-command.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "core/record/osr-stream.h"
#include "fuzz-input.h"

#define ID "30000000-0000-4000-8000-000000000001"

static void
judge (const OsrParsedCommand *command)
{
  g_autoptr (OsrEvent) event = osr_event_new (command->type, 1, command->members, command->payload);
  g_autoptr (OsrRegistry) registry = osr_registry_new ();
  g_autoptr (OsrCase) c = osr_case_new (command->stream);
  g_autoptr (GError) error = NULL;

  g_free (event->stream);
  event->stream = g_strdup (command->stream);
  g_free (event->by);
  event->by = g_strdup ("anna");
  event->on_behalf = g_strdup (command->on_behalf);
  if (osr_stream_get_kind (command->stream) == OSR_STREAM_OF_CASE)
    g_assert_true (osr_rules_check (c, registry, "anna", event, &error) == (error == NULL));
  else
    osr_registry_apply (registry, event);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) raw = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrParsedCommand) command = osr_parsed_command_new (ID, raw, &error);

  g_assert_true ((command == NULL) == (error != NULL));
  if (command == NULL)
    return 0;
  g_assert_nonnull (command->members);
  g_assert_nonnull (command->stream);
  g_assert_nonnull (command->device);
  g_assert_cmpint (command->claimed_at, >=, 0);
  g_assert_true (command->after_command == NULL || osr_is_uuid (command->after_command));
  g_assert_true (g_bytes_equal (command->raw, raw));
  judge (command);
  return 0;
}

#ifndef OSR_FUZZER
int
main (int argc, char *argv[])
{
  static const char *const corpus[] = { OSR_TEST_CORPUS, NULL };

  return fuzz_main (argc, argv, "fuzz-command", corpus);
}
#endif
