/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties of periods, of events and of a watched account, clause by clause. The profiles are the shipped
 * ones; what the texts leave open is tried in both settings. */
#include <locale.h>

#include "core/duties/osr-duty.h"
#include "core/osr-json.h"
#include "osr-office-fixture.h"

#define NAME  "\"name\":{\"ru\":\"а\",\"en\":\"a\"}"
#define TEXTS NAME ",\"text\":{\"ru\":\"а\",\"en\":\"a\"},\"by\":{\"ru\":\"а\",\"en\":\"a\"}"

typedef struct {
  OsrRegistry *registry;
  OsrDutySpecs *specs;
  OsrZone *zone;
  GPtrArray *events;
  GPtrArray *duties;
} Desk;

static void
open_desk (Desk *desk, JsonObject *document, const char *zone, int hours)
{
  const OsrZoneTransition always[] = { { 0, hours * 3600 } };
  g_autoptr (JsonObject) calendar = office_load ("calendars/ru.json");
  g_autoptr (JsonObject) profile = office_load ("regulations/amur.json");
  g_autoptr (OsrRegulation) regulation = NULL;
  g_autoptr (GPtrArray) zones = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (profile, "zone", zone);
  regulation = osr_regulation_new_from_json (profile, "test", &error);
  g_assert_no_error (error);
  desk->specs = osr_duty_specs_new_from_json (document, "test", &error);
  g_assert_no_error (error);
  desk->registry = osr_registry_new ();
  desk->zone = osr_zone_new (zone, always, 1);
  desk->events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  desk->duties = NULL;
  g_ptr_array_add (zones, desk->zone);
  osr_registry_apply_regulation (desk->registry, regulation);
  osr_registry_apply_calendar (desk->registry, calendar, zones, NULL, FALSE, &error);
  g_assert_no_error (error);
}

static void
close_desk (Desk *desk)
{
  g_clear_pointer (&desk->duties, g_ptr_array_unref);
  g_clear_pointer (&desk->events, g_ptr_array_unref);
  g_clear_pointer (&desk->specs, osr_duty_specs_free);
  g_clear_pointer (&desk->zone, osr_zone_unref);
  g_clear_pointer (&desk->registry, osr_registry_unref);
}

/* @members is the rest of a JSON object: "\"account\":\"a\"", or "". */
static void
occur (Desk *desk, const char *type, const char *at, const char *members)
{
  g_autofree char *text = g_strdup_printf ("{%s}", members);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = osr_json_read_object (text, -1, 0, "event", &error);
  OsrInstant instant = osr_instant_parse (at);

  g_assert_no_error (error);
  g_assert_cmpint (instant, !=, OSR_INSTANT_UNKNOWN);
  g_ptr_array_add (desk->events, osr_event_new (type, instant, object, NULL));
}

static void
look (Desk *desk, const char *from, const char *now)
{
  OsrDutyQuestion question = { desk->events, desk->registry, osr_instant_parse (from),
                               osr_instant_parse (now) };

  g_assert_cmpint (question.from, !=, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (question.now, !=, OSR_INSTANT_UNKNOWN);
  g_clear_pointer (&desk->duties, g_ptr_array_unref);
  desk->duties = osr_duties_compute (desk->specs, &question);
}

/* The duty @id of @period (nullable) and @subject (nullable), which must be there. */
static const OsrDuty *
duty_of (Desk *desk, const char *id, const char *period, const char *subject)
{
  for (guint i = 0; i < desk->duties->len; i++) {
    const OsrDuty *duty = desk->duties->pdata[i];

    if (g_str_equal (duty->spec->id, id) &&
        (period == NULL || g_strcmp0 (duty->period, period) == 0) &&
        (subject == NULL || g_strcmp0 (duty->subject, subject) == 0))
      return duty;
  }
  g_test_message ("no duty %s %s %s", id, period, subject);
  g_assert_not_reached ();
}

static guint
count_of (Desk *desk, const char *id)
{
  guint n = 0;

  for (guint i = 0; i < desk->duties->len; i++)
    n += g_str_equal (((const OsrDuty *) desk->duties->pdata[i])->spec->id, id);
  return n;
}

static const OsrDuty *
nth_of (Desk *desk, const char *id, guint n)
{
  for (guint i = 0; i < desk->duties->len; i++) {
    const OsrDuty *duty = desk->duties->pdata[i];

    if (g_str_equal (duty->spec->id, id) && n-- == 0)
      return duty;
  }
  g_assert_not_reached ();
}

#define assert_moment(desk, instant, expected)                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *moment_ = osr_instant_format ((instant), (desk)->zone);                       \
    g_assert_cmpstr (moment_, ==, (expected));                                                     \
  }                                                                                                \
  G_STMT_END

static JsonObject *
document_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = osr_json_read_object (text, -1, 0, "profile", &error);

  g_assert_no_error (error);
  return object;
}

static void
open_inline (Desk *desk, const char *text, const char *zone, int hours)
{
  g_autoptr (JsonObject) document = document_of (text);

  open_desk (desk, document, zone, hours);
}

/* The shipped profile @id with the reading "ID=SETTING" (nullable). */
static void
open_profile (Desk *desk, const char *id, const char *reading, int hours)
{
  g_autofree char *name = g_strdup_printf ("regulations/%s.json", id);
  g_autoptr (JsonObject) document = office_load (name);
  g_autoptr (JsonObject) choices = json_object_new ();
  g_auto (GStrv) parts = g_strsplit (reading != NULL ? reading : "", "=", 2);
  g_autoptr (OsrRegulation) regulation = NULL;
  g_autoptr (GError) error = NULL;

  if (reading != NULL)
    json_object_set_string_member (choices, parts[0], parts[1]);
  regulation = osr_regulation_new_with_readings (document, choices, name, &error);
  g_assert_no_error (error);
  open_desk (desk, osr_regulation_get_document (regulation), osr_regulation_get_zone (regulation),
             hours);
}

/* --- summaries --- */

static void
test_summary_not_yet_made (void)
{
  Desk desk;
  const OsrDuty *duty;

  open_profile (&desk, "saratov", NULL, 4);
  look (&desk, "2026-02-10T09:00:00+04:00", "2026-04-30T18:00:00+04:00");
  g_assert_cmpuint (count_of (&desk, "monthly-summary"), ==, 3);
  duty = duty_of (&desk, "monthly-summary", "2026-03", NULL);
  g_assert_cmpint (duty->state, ==, OSR_DUTY_OPEN);
  g_assert_cmpint (duty->due, ==, OSR_INSTANT_UNKNOWN);
  g_assert_false (duty->uncovered);
  assert_moment (&desk, duty->period_start, "2026-03-01T00:00:00+04:00");
  assert_moment (&desk, duty->since, "2026-04-01T00:00:00+04:00");
  close_desk (&desk);
}

static void
test_summary_made (void)
{
  Desk desk;

  open_profile (&desk, "saratov", NULL, 4);
  occur (&desk, "summary-made", "2026-04-02T12:00:00+04:00", "");
  occur (&desk, "summary-made", "2026-04-20T12:00:00+04:00", "\"period\":\"2026-02\"");
  look (&desk, "2026-01-10T09:00:00+04:00", "2026-04-30T18:00:00+04:00");
  g_assert_cmpint (duty_of (&desk, "monthly-summary", "2026-01", NULL)->state, ==, OSR_DUTY_OPEN);
  g_assert_cmpint (duty_of (&desk, "monthly-summary", "2026-02", NULL)->state, ==, OSR_DUTY_DONE);
  g_assert_cmpint (duty_of (&desk, "monthly-summary", "2026-03", NULL)->state, ==, OSR_DUTY_DONE);
  g_assert_cmpint (duty_of (&desk, "monthly-summary", "2026-04", NULL)->state, ==, OSR_DUTY_OPEN);
  close_desk (&desk);
}

/* 1 April 00:30 in Saratov is still 31 March in Moscow's evening: the month is that of the zone. */
static void
test_summary_month_of_zone (void)
{
  Desk desk;

  open_profile (&desk, "saratov", NULL, 4);
  occur (&desk, "summary-made", "2026-03-31T20:30:00Z", "");
  look (&desk, "2026-01-10T09:00:00+04:00", "2026-04-30T18:00:00+04:00");
  g_assert_cmpint (duty_of (&desk, "monthly-summary", "2026-03", NULL)->state, ==, OSR_DUTY_DONE);
  g_assert_cmpint (duty_of (&desk, "monthly-summary", "2026-02", NULL)->state, ==, OSR_DUTY_OPEN);
  close_desk (&desk);
}

static void
test_summary_by_a_day (void)
{
  Desk desk;

  open_profile (&desk, "saratov", "no-date=tenth", 4);
  look (&desk, "2026-03-10T09:00:00+04:00", "2026-04-11T18:00:00+04:00");
  assert_moment (&desk, duty_of (&desk, "monthly-summary", "2026-03", NULL)->due,
                 "2026-04-10T18:00:00+04:00");
  g_assert_cmpint (duty_of (&desk, "monthly-summary", "2026-03", NULL)->state, ==, OSR_DUTY_LATE);
  close_desk (&desk);
}

typedef struct {
  const char *profile;
  const char *duty;
  const char *event;
  const char *period;
  int hours;
} Undated;

/* Made of a period after its end, by no stated day. */
static const Undated undated[] = {
  { "leningrad", "monthly-summary", "summary-made", "2026-03", 3 },
  { "leningrad", "quarterly-rating", "rating-sent", "2026-Q1", 3 },
  { "pervomaysky", "monthly-summary", "summary-made", "2026-03", 7 },
};

static void
test_undated (gconstpointer data)
{
  const Undated *one = data;
  Desk desk;

  open_profile (&desk, one->profile, NULL, one->hours);
  look (&desk, "2026-01-10T09:00:00Z", "2026-05-30T12:00:00Z");
  g_assert_cmpint (duty_of (&desk, one->duty, one->period, NULL)->state, ==, OSR_DUTY_OPEN);
  g_assert_cmpint (duty_of (&desk, one->duty, one->period, NULL)->due, ==, OSR_INSTANT_UNKNOWN);
  occur (&desk, one->event, "2026-04-20T12:00:00Z", "");
  look (&desk, "2026-01-10T09:00:00Z", "2026-05-30T12:00:00Z");
  g_assert_cmpint (duty_of (&desk, one->duty, one->period, NULL)->state, ==, OSR_DUTY_DONE);
  close_desk (&desk);
}

/* --- the quarterly report --- */

static void
test_report_last_working_day (void)
{
  Desk desk;

  open_profile (&desk, "buryatia", NULL, 8);
  /* 2023: 15 October is a Sunday, the last working day before it Friday the 13th; 2026: 15 January is
   * a Thursday. */
  look (&desk, "2023-07-03T09:00:00+08:00", "2026-01-14T17:59:59+08:00");
  assert_moment (&desk, duty_of (&desk, "quarterly-report", "2023-Q3", NULL)->due,
                 "2023-10-13T18:00:00+08:00");
  assert_moment (&desk, duty_of (&desk, "quarterly-report", "2025-Q4", NULL)->due,
                 "2026-01-14T18:00:00+08:00");
  g_assert_cmpint (duty_of (&desk, "quarterly-report", "2025-Q4", NULL)->state, ==, OSR_DUTY_OPEN);
  g_assert_cmpint (duty_of (&desk, "quarterly-report", "2023-Q3", NULL)->state, ==, OSR_DUTY_LATE);
  look (&desk, "2025-12-03T09:00:00+08:00", "2026-01-14T18:00:01+08:00");
  g_assert_cmpint (duty_of (&desk, "quarterly-report", "2025-Q4", NULL)->state, ==, OSR_DUTY_LATE);
  close_desk (&desk);
}

static void
test_report_calendar_day (void)
{
  Desk desk;

  open_profile (&desk, "buryatia", "before-15th=calendar", 8);
  occur (&desk, "report-sent", "2023-10-14T23:59:59+08:00", "");
  look (&desk, "2023-07-03T09:00:00+08:00", "2024-01-20T09:00:00+08:00");
  assert_moment (&desk, duty_of (&desk, "quarterly-report", "2023-Q3", NULL)->due,
                 "2023-10-15T00:00:00+08:00");
  g_assert_cmpint (duty_of (&desk, "quarterly-report", "2023-Q3", NULL)->state, ==, OSR_DUTY_DONE);
  g_assert_cmpint (duty_of (&desk, "quarterly-report", "2023-Q4", NULL)->state, ==, OSR_DUTY_LATE);
  g_assert_cmpint (duty_of (&desk, "quarterly-report", "2023-Q4", NULL)->done_at, ==,
                   OSR_INSTANT_UNKNOWN);
  close_desk (&desk);
}

/* The committee has two working days: the text must be there by the end of the second before. */
static void
test_report_offered_in_time (void)
{
  Desk desk;

  open_profile (&desk, "buryatia", NULL, 8);
  occur (&desk, "report-offered", "2026-01-12T17:00:00+08:00", "\"period\":\"2025-Q4\"");
  occur (&desk, "report-sent", "2026-01-14T17:00:00+08:00", "\"period\":\"2025-Q4\"");
  look (&desk, "2023-07-03T09:00:00+08:00", "2026-01-14T17:30:00+08:00");
  assert_moment (&desk, duty_of (&desk, "report-offer", "2023-Q3", NULL)->due,
                 "2023-10-11T18:00:00+08:00");
  assert_moment (&desk, duty_of (&desk, "report-offer", "2025-Q4", NULL)->due,
                 "2026-01-12T18:00:00+08:00");
  assert_moment (&desk, duty_of (&desk, "report-agree", NULL, NULL)->due,
                 "2026-01-14T18:00:00+08:00");
  g_assert_cmpint (duty_of (&desk, "report-offer", "2025-Q4", NULL)->state, ==, OSR_DUTY_DONE);
  g_assert_cmpint (duty_of (&desk, "quarterly-report", "2025-Q4", NULL)->state, ==, OSR_DUTY_DONE);
  close_desk (&desk);
}

/* Before Sunday 15 October the calendar gives the 14th, a Saturday: two working days from Wednesday end
 * on Friday the 13th; from Thursday they would end on Monday. */
static void
test_report_offered_before_a_day_off (void)
{
  Desk desk;

  open_profile (&desk, "buryatia", "before-15th=calendar", 8);
  look (&desk, "2023-07-03T09:00:00+08:00", "2023-10-20T09:00:00+08:00");
  assert_moment (&desk, duty_of (&desk, "report-offer", "2023-Q3", NULL)->due,
                 "2023-10-11T18:00:00+08:00");
  close_desk (&desk);
}

static void
test_report_agreed (void)
{
  Desk desk;

  open_profile (&desk, "buryatia", NULL, 8);
  occur (&desk, "report-offered", "2026-04-03T19:00:00+08:00", "");
  look (&desk, "2026-03-03T09:00:00+08:00", "2026-04-04T09:00:00+08:00");
  assert_moment (&desk, duty_of (&desk, "report-agree", NULL, NULL)->due,
                 "2026-04-07T18:00:00+08:00");
  occur (&desk, "report-declined", "2026-04-07T18:00:00+08:00", "");
  occur (&desk, "report-offered", "2026-04-08T10:00:00+08:00", "");
  look (&desk, "2026-03-03T09:00:00+08:00", "2026-04-11T09:00:00+08:00");
  g_assert_cmpuint (count_of (&desk, "report-agree"), ==, 2);
  g_assert_cmpint (nth_of (&desk, "report-agree", 0)->state, ==, OSR_DUTY_DONE);
  g_assert_cmpint (nth_of (&desk, "report-agree", 1)->state, ==, OSR_DUTY_LATE);
  assert_moment (&desk, nth_of (&desk, "report-agree", 1)->due, "2026-04-10T18:00:00+08:00");
  close_desk (&desk);
}

/* Where the calendar ends the date is unknown, and that is not the same as no date. */
static void
test_report_not_covered (void)
{
  Desk desk;
  const OsrDuty *duty;

  open_profile (&desk, "buryatia", NULL, 8);
  look (&desk, "2039-07-03T09:00:00+08:00", "2039-11-14T17:59:59+08:00");
  duty = duty_of (&desk, "quarterly-report", "2039-Q3", NULL);
  g_assert_cmpint (duty->due, ==, OSR_INSTANT_UNKNOWN);
  g_assert_true (duty->uncovered);
  g_assert_cmpint (duty->state, ==, OSR_DUTY_OPEN);
  close_desk (&desk);
}

/* --- account activity --- */

static void
post (Desk *desk, const char *at, const char *account)
{
  g_autofree char *members = g_strdup_printf ("\"account\":\"%s\"", account);

  occur (desk, "account-posted", at, members);
}

static void
test_activity_week (void)
{
  Desk desk;
  const OsrDuty *duty;

  open_profile (&desk, "saratov", NULL, 4);
  post (&desk, "2026-03-02T00:00:00+04:00", "a"); /* Monday */
  post (&desk, "2026-03-08T23:59:59+04:00", "a"); /* Sunday */
  post (&desk, "2026-03-08T12:00:00+04:00", "b");
  post (&desk, "2026-03-09T00:00:00+04:00", "b"); /* the next week */
  occur (&desk, "published", "2026-03-05T12:00:00+04:00", "\"account\":\"b\"");
  look (&desk, "2026-03-02T00:00:00+04:00", "2026-03-10T12:00:00+04:00");
  duty = duty_of (&desk, "account-activity", "2026-W10", "a");
  g_assert_cmpint (duty->state, ==, OSR_DUTY_DONE);
  g_assert_cmpint (duty->count, ==, 2);
  assert_moment (&desk, duty->due, "2026-03-09T00:00:00+04:00");
  duty = duty_of (&desk, "account-activity", "2026-W10", "b");
  g_assert_cmpint (duty->state, ==, OSR_DUTY_LATE);
  g_assert_cmpint (duty->count, ==, 1);
  g_assert_cmpint (duty->needed, ==, 2);
  duty = duty_of (&desk, "account-activity", "2026-W11", "b");
  g_assert_cmpint (duty->state, ==, OSR_DUTY_OPEN);
  g_assert_cmpint (duty->count, ==, 1);
  close_desk (&desk);
}

static void
test_activity_silent_account (void)
{
  Desk desk;
  g_autoptr (JsonObject) members =
      document_of ("{\"account\":\"silent\",\"network\":\"vk\",\"owner\":\"7\"}");
  g_autoptr (OsrEvent) event =
      osr_event_new ("account-set", osr_instant_parse ("2026-03-04T10:00:00+04:00"), members, NULL);

  open_profile (&desk, "saratov", NULL, 4);
  event->version = osr_registry_get_version (desk.registry) + 1;
  osr_registry_apply (desk.registry, event);
  g_ptr_array_add (desk.events, osr_event_ref (event));
  look (&desk, "2026-01-01T00:00:00+04:00", "2026-03-06T12:00:00+04:00");
  g_assert_cmpuint (count_of (&desk, "account-activity"), ==, 1);
  g_assert_cmpint (duty_of (&desk, "account-activity", "2026-W10", "silent")->state, ==,
                   OSR_DUTY_OPEN);
  /* The week in which it began is not held against it; the next is. */
  look (&desk, "2026-01-01T00:00:00+04:00", "2026-03-17T12:00:00+04:00");
  g_assert_cmpuint (count_of (&desk, "account-activity"), ==, 2);
  g_assert_cmpint (duty_of (&desk, "account-activity", "2026-W11", "silent")->state, ==,
                   OSR_DUTY_LATE);
  close_desk (&desk);
}

/* Of an account that only its posts speak of, the week of the first is counted whole. */
static void
test_activity_unknown_account (void)
{
  Desk desk;

  open_profile (&desk, "saratov", NULL, 4);
  post (&desk, "2026-03-04T10:00:00+04:00", "a");
  look (&desk, "2026-01-01T00:00:00+04:00", "2026-03-10T12:00:00+04:00");
  g_assert_cmpuint (count_of (&desk, "account-activity"), ==, 2);
  g_assert_cmpint (duty_of (&desk, "account-activity", "2026-W10", "a")->state, ==, OSR_DUTY_LATE);
  close_desk (&desk);
}

static void
test_activity_all_accounts (void)
{
  Desk desk;

  open_profile (&desk, "saratov", "account-week=all", 4);
  post (&desk, "2026-03-04T10:00:00+04:00", "a");
  post (&desk, "2026-03-05T10:00:00+04:00", "b");
  look (&desk, "2026-03-02T00:00:00+04:00", "2026-03-10T12:00:00+04:00");
  g_assert_cmpint (duty_of (&desk, "account-activity", "2026-W10", NULL)->state, ==, OSR_DUTY_DONE);
  close_desk (&desk);
}

static void
test_activity_one_post_once (void)
{
  Desk desk;

  open_profile (&desk, "saratov", NULL, 4);
  occur (&desk, "account-posted", "2026-03-03T10:00:00+04:00", "\"account\":\"a\",\"post\":\"5\"");
  occur (&desk, "account-posted", "2026-03-03T10:05:00+04:00", "\"account\":\"a\",\"post\":\"5\"");
  look (&desk, "2026-03-02T00:00:00+04:00", "2026-03-06T12:00:00+04:00");
  g_assert_cmpint (duty_of (&desk, "account-activity", "2026-W10", "a")->count, ==, 1);
  close_desk (&desk);
}

static void
test_week_over_new_year (void)
{
  Desk desk;

  open_profile (&desk, "saratov", NULL, 4);
  post (&desk, "2025-12-30T10:00:00+04:00", "a");
  post (&desk, "2026-01-04T10:00:00+04:00", "a");
  look (&desk, "2025-12-29T00:00:00+04:00", "2026-01-06T12:00:00+04:00");
  g_assert_cmpint (duty_of (&desk, "account-activity", "2026-W01", "a")->state, ==, OSR_DUTY_DONE);
  g_assert_cmpint (duty_of (&desk, "account-activity", "2026-W02", "a")->count, ==, 0);
  close_desk (&desk);
}

/* --- success cases --- */

/* 8 March 2026 is a Sunday; Monday the 9th is off. */
static void
test_case_agreed (void)
{
  Desk desk;

  open_profile (&desk, "buryatia", NULL, 8);
  occur (&desk, "case-offered", "2026-03-05T11:00:00+08:00", "\"case\":\"c1\"");
  occur (&desk, "case-offered", "2026-03-06T11:00:00+08:00", "\"case\":\"c2\"");
  occur (&desk, "case-declined", "2026-03-10T18:00:00+08:00", "\"case\":\"c1\"");
  look (&desk, "2026-03-02T09:00:00+08:00", "2026-03-11T09:00:00+08:00");
  assert_moment (&desk, duty_of (&desk, "case-agree", NULL, "c1")->due,
                 "2026-03-10T18:00:00+08:00");
  assert_moment (&desk, duty_of (&desk, "case-agree", NULL, "c2")->due,
                 "2026-03-11T18:00:00+08:00");
  g_assert_cmpint (duty_of (&desk, "case-agree", NULL, "c1")->state, ==, OSR_DUTY_DONE);
  g_assert_cmpint (duty_of (&desk, "case-agree", NULL, "c2")->state, ==, OSR_DUTY_OPEN);
  close_desk (&desk);
}

static void
test_case_reported (void)
{
  Desk desk;

  open_profile (&desk, "buryatia", NULL, 8);
  occur (&desk, "case-published", "2026-03-05T20:00:00+08:00", "\"case\":\"c1\"");
  look (&desk, "2026-03-02T09:00:00+08:00", "2026-03-11T09:00:00+08:00");
  assert_moment (&desk, duty_of (&desk, "case-published", NULL, "c1")->due,
                 "2026-03-13T18:00:00+08:00");
  occur (&desk, "notified", "2026-03-11T09:00:00+08:00", "\"case\":\"c1\""); /* of something else */
  occur (&desk, "notified", "2026-03-16T09:00:00+08:00",
         "\"case\":\"c1\",\"about\":\"case-published\"");
  look (&desk, "2026-03-02T09:00:00+08:00", "2026-03-17T09:00:00+08:00");
  g_assert_cmpint (duty_of (&desk, "case-published", NULL, "c1")->state, ==, OSR_DUTY_LATE);
  close_desk (&desk);
}

/* --- the own account --- */

#define POST "\"account\":\"governor\",\"post\":\"p1\""

static void
open_watch (Desk *desk, const char *at)
{
  open_profile (desk, "leningrad", NULL, 3);
  occur (desk, "post-published", at, POST);
}

static void
test_watch_checks (void)
{
  static const char *const checks[] = {
    "2026-03-10T12:00:00+03:00", /* t₁ */
    "2026-03-10T15:00:00+03:00", /* over lunch */
    "2026-03-10T17:00:00+03:00", "2026-03-11T10:00:00+03:00", "2026-03-11T12:00:00+03:00",
    "2026-03-11T15:00:00+03:00", "2026-03-11T17:00:00+03:00", "2026-03-12T10:00:00+03:00",
    "2026-03-12T12:00:00+03:00", /* t₁ + 48 hours: the last */
  };
  Desk desk;

  open_watch (&desk, "2026-03-10T10:00:00+03:00");
  look (&desk, "2026-03-01T00:00:00+03:00", "2026-03-10T10:00:00+03:00");
  g_assert_cmpuint (count_of (&desk, "watch"), ==, G_N_ELEMENTS (checks));
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    assert_moment (&desk, nth_of (&desk, "watch", i)->due, checks[i]);
  close_desk (&desk);
}

/* Friday evening: the monitoring runs on Monday, and the two days are counted by the clock. */
static void
test_watch_over_weekend (void)
{
  Desk desk;
  guint n;

  open_watch (&desk, "2026-03-13T17:00:00+03:00");
  look (&desk, "2026-03-01T00:00:00+03:00", "2026-03-13T17:00:00+03:00");
  assert_moment (&desk, nth_of (&desk, "watch", 0)->due, "2026-03-16T10:00:00+03:00");
  n = count_of (&desk, "watch");
  assert_moment (&desk, nth_of (&desk, "watch", n - 1)->due, "2026-03-18T10:00:00+03:00");
  close_desk (&desk);
}

/* By the clock the checks go on through the night. */
static void
test_watch_by_the_clock (void)
{
  Desk desk;

  open_profile (&desk, "leningrad", "own-account-hours=clock", 3);
  occur (&desk, "post-published", "2026-03-10T10:00:00+03:00", POST);
  look (&desk, "2026-03-01T00:00:00+03:00", "2026-03-10T10:00:00+03:00");
  g_assert_cmpuint (count_of (&desk, "watch"), ==, 25);
  assert_moment (&desk, nth_of (&desk, "watch", 5)->due, "2026-03-10T22:00:00+03:00");
  assert_moment (&desk, nth_of (&desk, "watch", 24)->due, "2026-03-12T12:00:00+03:00");
  close_desk (&desk);
}

static void
test_watch_looks (void)
{
  Desk desk;

  open_watch (&desk, "2026-03-10T10:00:00+03:00");
  occur (&desk, "watched", "2026-03-10T11:40:00+03:00", POST);
  occur (&desk, "watched", "2026-03-10T15:07:00+03:00", POST);
  occur (&desk, "watched", "2026-03-10T17:00:00+03:00", "\"account\":\"another\"");
  look (&desk, "2026-03-01T00:00:00+03:00", "2026-03-11T11:00:00+03:00");
  g_assert_cmpint (nth_of (&desk, "watch", 0)->state, ==, OSR_DUTY_DONE);
  g_assert_cmpint (nth_of (&desk, "watch", 1)->state, ==, OSR_DUTY_DONE);
  g_assert_cmpint (nth_of (&desk, "watch", 2)->state, ==, OSR_DUTY_LATE); /* 17:00 till 10:00 */
  g_assert_cmpint (nth_of (&desk, "watch", 3)->state, ==, OSR_DUTY_OPEN); /* till 12:00 */
  close_desk (&desk);
}

static void
test_own_answer (void)
{
  Desk desk;

  open_watch (&desk, "2026-03-10T10:00:00+03:00");
  occur (&desk, "detected", "2026-03-10T10:20:00+03:00", "\"case\":\"c1\",\"post\":\"p1\"");
  occur (&desk, "published", "2026-03-10T11:59:00+03:00", "\"case\":\"c1\"");
  /* Written in the first two hours and found later: it was due all the same. */
  occur (&desk, "detected", "2026-03-10T15:00:00+03:00",
         "\"case\":\"c2\",\"post\":\"p1\",\"published_at\":\"2026-03-10T11:00:00+03:00\"");
  occur (&desk, "detected", "2026-03-10T15:05:00+03:00", "\"case\":\"c3\",\"post\":\"p1\"");
  occur (&desk, "detected", "2026-03-12T12:00:00+03:00", "\"case\":\"c4\",\"post\":\"p1\"");
  occur (&desk, "detected", "2026-03-10T15:05:00+03:00", "\"case\":\"c5\",\"post\":\"p2\"");
  look (&desk, "2026-03-01T00:00:00+03:00", "2026-03-12T12:30:00+03:00");
  g_assert_cmpuint (count_of (&desk, "own-answer"), ==, 4);
  assert_moment (&desk, duty_of (&desk, "own-answer", NULL, "c1")->due,
                 "2026-03-10T12:00:00+03:00");
  g_assert_cmpint (duty_of (&desk, "own-answer", NULL, "c1")->state, ==, OSR_DUTY_DONE);
  assert_moment (&desk, duty_of (&desk, "own-answer", NULL, "c2")->due,
                 "2026-03-10T12:00:00+03:00");
  assert_moment (&desk, duty_of (&desk, "own-answer", NULL, "c3")->due,
                 "2026-03-10T17:00:00+03:00");
  g_assert_cmpint (duty_of (&desk, "own-answer", NULL, "c3")->state, ==, OSR_DUTY_LATE);
  assert_moment (&desk, duty_of (&desk, "own-answer", NULL, "c4")->due,
                 "2026-03-12T15:00:00+03:00");
  close_desk (&desk);
}

static void
test_after_clarification (void)
{
  Desk desk;

  open_watch (&desk, "2026-03-10T10:00:00+03:00");
  occur (&desk, "detected", "2026-03-10T10:20:00+03:00", "\"case\":\"c1\",\"post\":\"p1\"");
  occur (&desk, "published", "2026-03-10T11:00:00+03:00",
         "\"case\":\"c1\",\"kind\":\"clarification\"");
  occur (&desk, "author-replied", "2026-03-10T17:30:00+03:00", "\"case\":\"c1\"");
  occur (&desk, "author-replied", "2026-03-10T17:30:00+03:00", "\"case\":\"other\"");
  look (&desk, "2026-03-01T00:00:00+03:00", "2026-03-11T10:00:00+03:00");
  g_assert_cmpuint (count_of (&desk, "after-clarification"), ==, 1);
  assert_moment (&desk, duty_of (&desk, "after-clarification", NULL, "c1")->due,
                 "2026-03-11T10:30:00+03:00");
  g_assert_cmpint (duty_of (&desk, "after-clarification", NULL, "c1")->state, ==, OSR_DUTY_OPEN);
  occur (&desk, "published", "2026-03-11T10:30:00+03:00", "\"case\":\"c1\",\"kind\":\"final\"");
  look (&desk, "2026-03-01T00:00:00+03:00", "2026-03-11T12:00:00+03:00");
  g_assert_cmpint (duty_of (&desk, "after-clarification", NULL, "c1")->state, ==, OSR_DUTY_DONE);
  close_desk (&desk);
}

/* --- at once --- */

#define AT_ONCE                                                                                    \
  "{\"duties\":[{\"id\":\"immediate\",\"clause\":\"22\"," TEXTS                                    \
  ",\"every\":\"once\",\"subject\":\"office\",\"starts\":[\"noticed\"],\"done_by\":[\"reported\"]" \
  ","                                                                                              \
  "\"unit\":\"at-once\"}]}"

static void
test_at_once (void)
{
  Desk desk;
  const OsrDuty *duty;

  open_inline (&desk, AT_ONCE, "Asia/Yakutsk", 9);
  occur (&desk, "noticed", "2026-03-06T10:00:00+09:00", "\"case\":\"c1\"");
  look (&desk, "2026-03-01T00:00:00+09:00", "2026-03-06T10:25:00+09:00");
  duty = duty_of (&desk, "immediate", NULL, "c1");
  g_assert_true (osr_duty_is_at_once (duty));
  g_assert_cmpint (duty->due, ==, OSR_INSTANT_UNKNOWN);
  g_assert_false (duty->uncovered);
  g_assert_cmpint (osr_duty_elapsed (duty, osr_instant_parse ("2026-03-06T10:25:00+09:00")), ==,
                   25 * OSR_MINUTE);
  occur (&desk, "reported", "2026-03-06T10:30:00+09:00", "\"case\":\"c1\"");
  look (&desk, "2026-03-01T00:00:00+09:00", "2026-03-06T11:25:00+09:00");
  duty = duty_of (&desk, "immediate", NULL, "c1");
  g_assert_cmpint (duty->state, ==, OSR_DUTY_DONE);
  g_assert_cmpint (osr_duty_elapsed (duty, osr_instant_parse ("2026-03-06T11:25:00+09:00")), ==,
                   30 * OSR_MINUTE);
  close_desk (&desk);
}

/* --- what is shown --- */

static void
test_current (void)
{
  Desk desk;
  g_autoptr (GPtrArray) current = NULL;

  open_profile (&desk, "saratov", NULL, 4);
  look (&desk, "2025-02-10T09:00:00+04:00", "2026-03-31T23:59:59+04:00");
  current = osr_duties_current (desk.duties, osr_instant_parse ("2026-03-31T23:59:59+04:00"));
  g_assert_cmpuint (current->len, ==, 1);
  g_assert_cmpstr (((const OsrDuty *) current->pdata[0])->period, ==, "2026-02");
  close_desk (&desk);
}

/* The office began this month: what will be owed first is on show from the first day. */
static void
test_current_first (void)
{
  Desk desk;
  g_autoptr (GPtrArray) current = NULL;

  open_profile (&desk, "saratov", NULL, 4);
  look (&desk, "2026-03-02T09:00:00+04:00", "2026-03-06T10:00:00+04:00");
  current = osr_duties_current (desk.duties, osr_instant_parse ("2026-03-06T10:00:00+04:00"));
  g_assert_cmpuint (current->len, ==, 1);
  g_assert_cmpstr (((const OsrDuty *) current->pdata[0])->period, ==, "2026-03");
  close_desk (&desk);
}

static void
test_current_week (void)
{
  Desk desk;
  g_autoptr (GPtrArray) current = NULL;

  open_profile (&desk, "saratov", NULL, 4);
  post (&desk, "2026-01-02T00:00:00+04:00", "a");
  look (&desk, "2025-12-01T00:00:00+04:00", "2026-03-10T12:00:00+04:00");
  current = osr_duties_current (desk.duties, osr_instant_parse ("2026-03-10T12:00:00+04:00"));
  g_assert_cmpuint (current->len, ==, 3);
  g_assert_cmpstr (((const OsrDuty *) current->pdata[1])->period, ==, "2026-W10");
  g_assert_cmpstr (((const OsrDuty *) current->pdata[2])->period, ==, "2026-W11");
  close_desk (&desk);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clauses/saratov/19/not-yet-made", test_summary_not_yet_made);
  g_test_add_func ("/clauses/saratov/19/made", test_summary_made);
  g_test_add_func ("/clauses/saratov/19/month-of-the-zone", test_summary_month_of_zone);
  g_test_add_func ("/clauses/saratov/19/by-a-day-that-the-office-chose", test_summary_by_a_day);
  g_test_add_data_func ("/clauses/leningrad/13/summary", &undated[0], test_undated);
  g_test_add_data_func ("/clauses/leningrad/13/rating", &undated[1], test_undated);
  g_test_add_data_func ("/clauses/pervomaysky/23/summary", &undated[2], test_undated);
  g_test_add_func ("/clauses/saratov/4/unknown-account", test_activity_unknown_account);
  g_test_add_func ("/clauses/saratov/4/all-accounts-together", test_activity_all_accounts);
  g_test_add_func ("/clauses/leningrad/7.4/by-the-clock", test_watch_by_the_clock);
  g_test_add_func ("/clauses/saratov/4/monday-to-sunday", test_activity_week);
  g_test_add_func ("/clauses/saratov/4/silent-account", test_activity_silent_account);
  g_test_add_func ("/clauses/saratov/4/one-post-once", test_activity_one_post_once);
  g_test_add_func ("/clauses/saratov/4/week-over-new-year", test_week_over_new_year);
  g_test_add_func ("/clauses/buryatia/25/last-working-day", test_report_last_working_day);
  g_test_add_func ("/clauses/buryatia/25/calendar-day", test_report_calendar_day);
  g_test_add_func ("/clauses/buryatia/25/offered-in-time", test_report_offered_in_time);
  g_test_add_func ("/clauses/buryatia/25/offered-before-a-day-off",
                   test_report_offered_before_a_day_off);
  g_test_add_func ("/clauses/buryatia/25/agreed-in-two-days", test_report_agreed);
  g_test_add_func ("/clauses/buryatia/25/not-covered", test_report_not_covered);
  g_test_add_func ("/clauses/buryatia/23/agreed-in-two-days", test_case_agreed);
  g_test_add_func ("/clauses/buryatia/23/reported-in-five-days", test_case_reported);
  g_test_add_func ("/clauses/leningrad/7.4/checks", test_watch_checks);
  g_test_add_func ("/clauses/leningrad/7.4/over-a-weekend", test_watch_over_weekend);
  g_test_add_func ("/clauses/leningrad/7.4/looks", test_watch_looks);
  g_test_add_func ("/clauses/leningrad/7.2/own-answer", test_own_answer);
  g_test_add_func ("/clauses/leningrad/7.3/after-clarification", test_after_clarification);
  g_test_add_func ("/core/duties/at-once", test_at_once);
  g_test_add_func ("/core/duties/current/month", test_current);
  g_test_add_func ("/core/duties/current/first", test_current_first);
  g_test_add_func ("/core/duties/current/week", test_current_week);
  return g_test_run ();
}
