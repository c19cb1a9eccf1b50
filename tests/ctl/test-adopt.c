/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regulation, calendar and hours of an office changed by its administrator: what is shown before is
 * what happens, and nothing happens unasked. */
#include "core/osr-deadline.h"
#include "core/osr-json.h"
#include "ctl-process.h"
#include "office-bench.h"

typedef struct {
  OfficeBench office;
  char *open;     /* a case with a body */
  char *answered; /* number of one that is closed */
  char *number;   /* of the open one */
  char *calendar; /* file: Friday, on which it all happens, off */
} Fixture;

static char *
number_of (Fixture *f, const char *id)
{
  g_autoptr (OsrCase) c = office_bench_load (&f->office, id);

  return g_strdup (c->number);
}

static char *
write_file (Fixture *f, const char *name, const char *text)
{
  char *path = g_build_filename (f->office.folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static char *
write_calendar (Fixture *f)
{
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;
  g_autoptr (JsonObject) document = NULL;
  JsonArray *years;

  g_assert_true (g_file_get_contents (DATA "/calendars/ru.json", &text, NULL, NULL));
  document = osr_json_read_object (text, -1, 0, "calendar", NULL);
  years = json_object_get_array_member (document, "years");
  for (guint i = 0; i < json_array_get_length (years); i++) {
    JsonObject *year = json_array_get_object_element (years, i);

    if (json_object_get_int_member (year, "year") == 2026)
      json_array_add_string_element (json_object_get_array_member (year, "moved_off"),
                                     "2026-03-06");
  }
  changed = osr_json_write_object (document);
  return write_file (f, "calendar.json", changed);
}

static void
route (Fixture *f, const char *id)
{
  OfficeBench *office = &f->office;

  office_bench_append (office, id, "detected", "kurator", NULL, NULL);
  office_bench_append (office, id, "triaged", "kurator",
                       "{\"topics\":[\"zhkh\"],\"importance\":\"normal\"}", NULL);
  office_bench_append (office, id, "routed", "kurator", "{\"body\":\"gkh\"}", NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *closed = NULL;

  office_bench_set_up (&f->office, NULL);
  office_bench_open (&f->office);
  closed = office_bench_find (&f->office, "1", "Нет воды");
  office_bench_approve (&f->office, closed, "vk-gkh", "Дадут.");
  office_bench_append (&f->office, closed, "closed", "kurator", NULL, "{\"reason\":\"x\"}");
  f->answered = number_of (f, closed);
  f->open = office_bench_find (&f->office, "2", "Яма");
  route (f, f->open);
  f->number = number_of (f, f->open);
  f->calendar = write_calendar (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->open);
  g_free (f->answered);
  g_free (f->number);
  g_free (f->calendar);
  office_bench_tear_down (&f->office);
}

static Ran *
adopt_calendar (Fixture *f, const char *apply, const char *head)
{
  return ctl_run (NULL, "admin", "calendar", "adopt", f->calendar, "--office", f->office.directory,
                  "--demo-clock", f->office.clock_file, apply, head, NULL);
}

static char *
show (Fixture *f, const char *number)
{
  g_autoptr (Ran) ran = ctl_run (NULL, "case", number, "--office", f->office.directory, NULL);
  char *limits;

  g_assert_cmpint (ran->status, ==, 0);
  limits = strstr (ran->output, "•");
  g_assert_nonnull (limits);
  return g_strdup (limits);
}

/* "date time" that stands in @text behind @mark. */
static char *
moment_behind (const char *text, const char *mark)
{
  const char *found = strstr (text, mark);

  g_assert_nonnull (found);
  return g_strndup (found + strlen (mark), strlen ("06.03.2026 10:12"));
}

/* Each line of the preview names a moment before and one after; both are what `case` says then. */
static void
check_line (Fixture *f, const char *preview, const char *timer, const char *before,
            const char *after)
{
  g_autofree char *mark = g_strdup_printf ("%s  %s: ", f->number, timer);
  g_autofree char *limit = g_strdup_printf ("• %s: by ", timer);
  g_autofree char *was = moment_behind (preview, mark);
  g_autofree char *arrow = g_strdup_printf ("%s%s → ", mark, was);
  g_autofree char *is = moment_behind (preview, arrow);
  g_autofree char *shown_before = moment_behind (before, limit);
  g_autofree char *shown_after = moment_behind (after, limit);

  g_assert_cmpstr (was, ==, shown_before);
  g_assert_cmpstr (is, ==, shown_after);
  g_assert_cmpstr (was, !=, is);
}

static void
test_calendar (Fixture *f, gconstpointer data)
{
  gint64 head = osr_log_get_head (f->office.log);
  g_autofree char *named = g_strdup_printf ("--head=%" G_GINT64_FORMAT, head);
  g_autofree char *before = show (f, f->number);
  g_autofree char *verdicts = show (f, f->answered);
  g_autofree char *after = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (Ran) preview = adopt_calendar (f, NULL, NULL);
  g_autoptr (Ran) applied = NULL;

  g_assert_cmpint (preview->status, ==, 0);
  g_assert_nonnull (strstr (preview->output, "in 1 cases"));
  g_assert_nonnull (strstr (preview->output, "Nothing was changed"));
  g_assert_null (strstr (preview->output, f->answered));
  g_assert_cmpint (osr_log_get_head (f->office.log), ==, head);
  applied = adopt_calendar (f, "--apply", named);
  g_assert_cmpint (applied->status, ==, 0);
  g_assert_cmpint (osr_log_get_head (f->office.log), ==, head + 1);
  after = show (f, f->number);
  check_line (f, preview->output, "reply published", before, after);
  check_line (f, applied->output, "reply published", before, after);
  kept = show (f, f->answered);
  g_assert_cmpstr (kept, ==, verdicts);
  ctl_run_well (NULL, "verify", "--office", f->office.directory);
}

/* Somebody did something between the look and the deed. */
static void
test_head_moved (Fixture *f, gconstpointer data)
{
  gint64 head = osr_log_get_head (f->office.log);
  g_autofree char *named = g_strdup_printf ("--head=%" G_GINT64_FORMAT, head);
  g_autoptr (Ran) refused = NULL;

  office_bench_append (&f->office, f->open, "noted", "kurator", NULL, "{\"text\":\"x\"}");
  refused = adopt_calendar (f, "--apply", named);
  g_assert_cmpint (refused->status, ==, 1);
  g_assert_nonnull (strstr (refused->errors, "went on"));
  g_assert_cmpint (osr_log_get_head (f->office.log), ==, head + 1);
}

static void
test_regulation (Fixture *f, gconstpointer data)
{
  g_autofree char *before = show (f, f->number);
  g_autofree char *after = NULL;
  g_autoptr (Ran) applied =
      ctl_run (NULL, "admin", "regulation", "adopt", DATA "/regulations/saratov.json", "--office",
               f->office.directory, "--demo-clock", f->office.clock_file, "--apply", NULL);
  g_autoptr (Ran) unknown = ctl_run (NULL, "admin", "regulation", "adopt", "amur", "--reading",
                                     "no-such=thing", "--office", f->office.directory, NULL);
  g_autoptr (Ran) malformed = ctl_run (NULL, "admin", "regulation", "adopt", "amur", "--reading",
                                       "no-such", "--office", f->office.directory, NULL);
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) taken = NULL;

  g_assert_cmpint (applied->status, ==, 0);
  g_assert_nonnull (strstr (applied->output, "1 case under way keeps"));
  g_assert_cmpint (unknown->status, ==, 1);
  g_assert_cmpint (malformed->status, ==, 1);
  id = office_bench_find (&f->office, "3", "Свет");
  route (f, id);
  taken = office_bench_load (&f->office, id);
  g_assert_cmpstr (osr_regulation_get_id (osr_registry_get_regulation_for (
                       osr_log_get_registry (f->office.log), taken)),
                   ==, "saratov");
  after = show (f, f->number);
  g_assert_nonnull (strstr (after, "reply published"));
}

static void
test_schedule (Fixture *f, gconstpointer data)
{
  g_autofree char *hours = write_file (
      f, "hours.json", "{\"week\":{\"mon\":[\"10:00-12:00\"],\"tue\":[\"10:00-12:00\"]}}");
  g_autofree char *wrong = write_file (f, "wrong.json", "{\"week\":{\"mon\":[\"10 to 12\"]}}");
  gint64 head = osr_log_get_head (f->office.log);
  OsrRegistry *registry;
  g_autoptr (Ran) bad = ctl_run (NULL, "admin", "schedule", "set", wrong, "--body", "gkh",
                                 "--apply", "--office", f->office.directory, NULL);
  g_autoptr (Ran) nobody = ctl_run (NULL, "admin", "schedule", "set", hours, "--body", "nobody",
                                    "--apply", "--office", f->office.directory, NULL);
  g_autoptr (Ran) nowhere =
      ctl_run (NULL, "admin", "schedule", "set", hours, "--body", "gkh", "--zone", "Mars/Crater",
               "--apply", "--office", f->office.directory, NULL);
  g_autoptr (Ran) good = NULL;

  g_assert_cmpint (bad->status, ==, 1);
  g_assert_cmpint (nobody->status, ==, 1);
  g_assert_cmpint (nowhere->status, ==, 1);
  g_assert_cmpint (osr_log_get_head (f->office.log), ==, head);
  good = ctl_run (NULL, "admin", "schedule", "set", hours, "--body", "gkh", "--zone",
                  "Europe/Moscow", "--apply", "--office", f->office.directory, "--demo-clock",
                  f->office.clock_file, NULL);
  g_assert_cmpint (good->status, ==, 0);
  office_bench_append (&f->office, f->open, "noted", "kurator", NULL, "{\"text\":\"x\"}");
  registry = osr_log_get_registry (f->office.log);
  g_assert_cmpstr (
      osr_zone_get_id (osr_work_time_get_zone (osr_registry_get_work_time (registry, "gkh"))), ==,
      "Europe/Moscow");
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/ctl/adopt/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("calendar", test_calendar);
  add ("head-moved", test_head_moved);
  add ("regulation", test_regulation);
  add ("schedule", test_schedule);
  return g_test_run ();
}
