/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every cell of a regulation over HTTP: real accounts at a real coordinator, what happened before made
 * of real commands, and the step asked for by the person of the cell. Accepted exactly where the cell
 * says yes, refused for exactly its reason otherwise; whoever may not see the case learns nothing. */
#include <string.h>

#include "core/osr-json.h"
#include "walk-case.h"

static WalkOffice *office; /* one for all cells of a program: hashing passwords takes long */
static const char *profile;

static WalkOffice *
get_office (void)
{
  if (office == NULL) {
    static const char *const before[] = { "detected",         "triaged",      "routed:zhkh",
                                          "routed:transport", "routed:roads", NULL };
    g_autoptr (WalkCase) earlier = NULL;

    office = walk_office_new (profile);
    earlier = walk_case_new (office);
    walk_case_live (earlier, (char **) before);
    office->earlier = g_strdup (earlier->id);
  }
  return office;
}

/* What a refusal is in HTTP. */
static guint
status_of (const char *code)
{
  static const struct {
    const char *code;
    guint status;
  } statuses[] = {
    { "yes", 200 },        { "not-found", 404 }, { "not-allowed", 403 },
    { "other-body", 403 }, { "claimed", 409 },   { "stale", 409 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    if (g_str_equal (statuses[i].code, code))
      return statuses[i].status;
  }
  return 422;
}

static void
assert_appended (WalkCase *c, gint64 before, const RuleCell *cell, Answer *answer)
{
  JsonArray *events = osr_json_get_array (answer->object, "events");
  const char *meta = osr_json_get_string (osr_json_array_get_object (events, 0), "meta");
  g_autoptr (JsonObject) event = osr_json_read_object (meta, -1, 0, "event", NULL);
  g_autofree char *type = g_strndup (cell->step, strcspn (cell->step, ":"));

  g_assert_cmpint (c->version, ==, before + 1);
  g_assert_cmpstr (osr_json_get_string (event, "type"), ==, type);
  g_assert_cmpstr (osr_json_get_string (event, "by"), ==, cell->person);
}

static void
test_cell (gconstpointer data)
{
  const RuleCell *cell = data;
  g_autoptr (WalkCase) c = walk_case_new (get_office ());
  g_autoptr (Answer) answer = NULL;
  const char *expected = cell->answer;
  const char *code;
  gint64 before;

  walk_case_take_step (c, cell->step);
  walk_case_live (c, cell->before);
  before = c->version;
  if (!walk_case_is_seen_by (c, cell->person)) {
    g_assert_cmpstr (expected, !=, "yes");
    expected = "not-found";
  }
  answer = walk_case_ask (c, cell->person, cell->step, NULL);
  code = answer->status == 200 ? "yes" : answer_code (answer);
  if (g_strcmp0 (code, expected) != 0)
    g_test_message ("%s", answer->body);
  g_assert_cmpstr (code, ==, expected);
  g_assert_cmpuint (answer->status, ==, status_of (expected));
  if (answer->status == 200)
    assert_appended (c, before, cell, answer);
  else
    g_assert_cmpint (MAX (osr_log_get_version (bench_log (&office->bench), c->id), 0), ==, before);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) cells = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  profile = argv[1];
  cells = rule_cells_load (profile);
  for (guint i = 0; i < cells->len; i++) {
    g_autofree char *name = rule_cell_dup_name (cells->pdata[i]);
    g_autofree char *path = g_strdup_printf ("/coordinator/walk/%s/%s/%s", profile,
                                             ((RuleCell *) cells->pdata[i])->clause, name);

    g_test_add_data_func (path, cells->pdata[i], test_cell);
  }
  status = g_test_run ();
  g_clear_pointer (&office, walk_office_free);
  return status;
}
