/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a step must be made of: the workstation and the coordinator judge it by the same table. */
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/record/osr-form.h"

#define CASE   "c0000000-0000-4000-8000-000000000001"
#define REPORT "report/c0000000-0000-4000-8000-000000000001"

typedef struct {
  const char *stream;
  const char *type;
  const char *members; /* nullable */
  const char *payload; /* nullable */
} Step;

static gboolean
check (const Step *step, GError **error)
{
  g_autoptr (JsonObject) members =
      step->members != NULL ? osr_json_read_object (step->members, -1, 0, "m", NULL) : NULL;
  g_autoptr (JsonObject) payload =
      step->payload != NULL ? osr_json_read_object (step->payload, -1, 0, "p", NULL) : NULL;

  g_assert_true ((members != NULL) == (step->members != NULL));
  g_assert_true ((payload != NULL) == (step->payload != NULL));
  return osr_form_check (step->stream, step->type, members, payload, error);
}

static void
test_right (void)
{
  static const Step steps[] = {
    { CASE, "detected", NULL, NULL },
    { CASE, "reopened", "{}", NULL },
    { CASE, "withdrawn", "{\"body\":\"zhkh\"}", NULL },
    { CASE, "withdrawn", NULL, NULL },
    { CASE, "noted", NULL, "{\"text\":\"t\"}" },
    { CASE, "closed", NULL, NULL },
    { CASE, "closed", NULL, "{\"reason\":\"r\"}" },
    /* a newer workstation may say more */
    { CASE, "routed", "{\"body\":\"zhkh\",\"more\":[1,2]}", NULL },
    { REPORT, "report-agreed", "{\"period\":\"2026-Q1\",\"offer\":1}", NULL },
    { "account/gov", "account-posted", "{\"account\":\"gov\",\"post\":\"1\"}", NULL },
    { "office", "schedule-set", "{\"schedule\":{}}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (check (&steps[i], &error));
    g_assert_no_error (error);
  }
}

static void
test_misshapen (void)
{
  static const Step steps[] = {
    { CASE, "reopened", NULL, "{\"reason\":\"r\"}" },
    { CASE, "withdrawn", NULL, "{\"remarks\":\"r\"}" },
    { CASE, "approved", "{\"draft\":1,\"digest\":\"d\"}", "{\"remarks\":\"r\"}" },
    { CASE, "approved", "{\"draft\":\"1\",\"digest\":\"d\"}", NULL },
    { CASE, "approved", NULL, NULL },
    { CASE, "noted", NULL, NULL },
    { CASE, "noted", NULL, "{\"text\":7}" },
    { CASE, "noted", NULL, "{\"text\":\"t\",\"x\":{}}" },
    { CASE, "noted", "{\"x\":{\"y\":1}}", "{\"text\":\"t\"}" },
    { CASE, "noted", "{\"by\":\"somebody\"}", "{\"text\":\"t\"}" },
    { "office", "schedule-set", "{\"schedule\":1}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (check (&steps[i], &error));
    g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  }
}

/* An event of the log's own, or of another stream. */
static void
test_nobodys (void)
{
  static const Step steps[] = {
    { CASE, "published", "{}", NULL },          { CASE, "message-changed", NULL, NULL },
    { CASE, "role-granted", "{}", NULL },       { CASE, NULL, NULL, NULL },
    { "office", "detected", NULL, NULL },       { REPORT, "noted", NULL, "{\"text\":\"t\"}" },
    { "checkpoint", "checkpoint", "{}", NULL }, { "nothing", "noted", NULL, "{\"text\":\"t\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (check (&steps[i], &error));
    g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED);
  }
}

static void
test_size (void)
{
  g_autofree char *words = g_strnfill (OSR_FORM_MAX_TEXT_BYTES, 'x');
  g_autofree char *more = g_strconcat (words, "x", NULL);
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (payload, "text", words);
  g_assert_true (osr_form_check (CASE, "noted", NULL, payload, NULL));
  json_object_set_string_member (payload, "text", more);
  g_assert_false (osr_form_check (CASE, "noted", NULL, payload, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/form/right", test_right);
  g_test_add_func ("/core/form/misshapen", test_misshapen);
  g_test_add_func ("/core/form/nobodys", test_nobodys);
  g_test_add_func ("/core/form/size", test_size);
  return g_test_run ();
}
