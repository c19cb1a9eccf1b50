/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a profile may not say of duties and watches, and how it is told so. */
#include <locale.h>
#include <string.h>

#include "core/duties/osr-duty.h"
#include "core/osr-error.h"
#include "core/osr-json.h"

#define NAME  "\"name\":{\"ru\":\"а\",\"en\":\"a\"}"
#define TEXTS NAME ",\"text\":{\"ru\":\"а\",\"en\":\"a\"},\"by\":{\"ru\":\"а\",\"en\":\"a\"}"

static JsonObject *
document_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = osr_json_read_object (text, -1, 0, "profile", &error);

  g_assert_no_error (error);
  return object;
}

typedef struct {
  const char *name;
  const char *text;
  const char *says;
} Fault;

static const Fault faults[] = {
  { "no-list", "{\"duties\":{}}", "\"duties\": expected a list" },
  { "no-object", "{\"duties\":[7]}", "entry 1 is no object" },
  { "no-id", "{\"duties\":[{\"clause\":\"1\"}]}", "member \"id\": missing" },
  { "no-clause", "{\"duties\":[{\"id\":\"a\"}]}", "member \"clause\": missing" },
  { "one-language", "{\"duties\":[{\"id\":\"a\",\"clause\":\"1\",\"name\":{\"ru\":\"x\"}}]}",
    "member \"name\": expected a text" },
  { "unknown", "{\"duties\":[{\"id\":\"a\",\"clause\":\"1\"," TEXTS ",\"wehn\":1}]}",
    "member \"wehn\": unknown here" },
  { "every",
    "{\"duties\":[{\"id\":\"a\",\"clause\":\"1\"," TEXTS
    ",\"every\":\"day\",\"subject\":\"office\",\"done_by\":[\"x\"]}]}",
    "expected one of once, week, month, quarter" },
  { "never-done",
    "{\"duties\":[{\"id\":\"a\",\"clause\":\"1\"," TEXTS
    ",\"every\":\"month\",\"subject\":\"office\"}]}",
    "member \"done_by\"" },
  { "day",
    "{\"duties\":[{\"id\":\"a\",\"clause\":\"1\"," TEXTS
    ",\"every\":\"month\",\"subject\":\"office\",\"done_by\":[\"x\"],"
    "\"due\":{\"month\":1,\"before_day\":32,\"last\":\"working\"}}]}",
    "member \"before_day\": expected a whole number" },
  { "amount",
    "{\"duties\":[{\"id\":\"a\",\"clause\":\"1\"," TEXTS
    ",\"subject\":\"office\",\"starts\":[\"y\"],\"done_by\":[\"x\"],"
    "\"unit\":\"working-days\",\"amount\":0}]}",
    "member \"amount\": expected a whole number" },
  { "no-start",
    "{\"duties\":[{\"id\":\"a\",\"clause\":\"1\"," TEXTS
    ",\"every\":\"once\",\"subject\":\"office\",\"done_by\":[\"x\"],"
    "\"unit\":\"working-days\",\"amount\":1}]}",
    "member \"unit\": nothing starts it" },
  { "first-day",
    "{\"duties\":[{\"id\":\"a\",\"clause\":\"1\"," TEXTS
    ",\"every\":\"once\",\"subject\":\"office\",\"starts\":[\"y\"],\"done_by\":[\"x\"],"
    "\"unit\":\"clock-minutes\",\"amount\":1,\"day_start\":\"working\"}]}",
    "member \"day_start\": only a limit in working days" },
  { "no-parent",
    "{\"duties\":[{\"id\":\"a\",\"clause\":\"1\"," TEXTS
    ",\"every\":\"month\",\"subject\":\"office\",\"done_by\":[\"x\"],\"before\":\"b\","
    "\"unit\":\"working-days\",\"amount\":1}]}",
    "member \"before\": is no duty with a date" },
  { "twice",
    "{\"duties\":[{\"id\":\"a\",\"clause\":\"1\"," TEXTS
    ",\"every\":\"month\",\"subject\":\"office\",\"done_by\":[\"x\"]},"
    "{\"id\":\"a\",\"clause\":\"1\"," TEXTS
    ",\"every\":\"month\",\"subject\":\"office\",\"done_by\":[\"x\"]}]}",
    "stands twice" },
  { "watch-rhythm",
    "{\"watches\":[{\"id\":\"w\",\"clause\":\"1\"," NAME
    ",\"text\":{\"ru\":\"а\",\"en\":\"a\"},\"starts\":[\"y\"],"
    "\"unit\":\"clock-minutes\",\"monitor_minutes\":1,\"check_every_minutes\":0,"
    "\"for_hours\":1}]}",
    "member \"check_every_minutes\"" },
};

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (JsonObject) document = document_of (fault->text);
  g_autoptr (GError) error = NULL;

  g_assert_null (osr_duty_specs_new_from_json (document, "profile.json", &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "profile.json: "));
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, fault->says));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *name = g_strdup_printf ("/core/duties/fault/%s", faults[i].name);

    g_test_add_data_func (name, &faults[i], test_fault);
  }
  return g_test_run ();
}
