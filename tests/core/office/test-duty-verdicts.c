/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verdicts of duties stay: what was met counts by the hours in force at the number of the event that met
 * it, whatever is adopted later; what is open moves. The profiles are the shipped ones. */
#include <locale.h>

#include "core/duties/osr-duty.h"
#include "core/osr-json.h"
#include "osr-office-fixture.h"

typedef struct {
  Office office;
  OsrDutySpecs *specs;
  GPtrArray *events;
  GPtrArray *duties; /* nullable */
} Desk;

static void
open_profile (Desk *desk, const char *id)
{
  g_autoptr (GError) error = NULL;

  *desk = (Desk){ 0 };
  office_open (&desk->office, id);
  desk->specs = osr_duty_specs_new_from_json (
      osr_regulation_get_document (osr_registry_get_regulation (desk->office.registry)), id,
      &error);
  g_assert_no_error (error);
  desk->events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
}

static void
close_desk (Desk *desk)
{
  g_clear_pointer (&desk->duties, g_ptr_array_unref);
  g_clear_pointer (&desk->events, g_ptr_array_unref);
  g_clear_pointer (&desk->specs, osr_duty_specs_free);
  office_close (&desk->office);
}

static JsonObject *
document_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = osr_json_read_object (text, -1, 0, "event", &error);

  g_assert_no_error (error);
  return object;
}

/* Event number @seq of the log; @members is the rest of a JSON object. */
static void
occur (Desk *desk, gint64 seq, const char *type, const char *at, const char *members)
{
  g_autofree char *text = g_strdup_printf ("{%s}", members);
  g_autoptr (JsonObject) object = document_of (text);
  OsrEvent *event = osr_event_new (type, osr_instant_parse (at), object, NULL);

  event->seq = seq;
  g_ptr_array_add (desk->events, event);
}

static void
look (Desk *desk, const char *from, const char *now)
{
  OsrDutyQuestion question = { desk->events, desk->office.registry, osr_instant_parse (from),
                               osr_instant_parse (now) };

  g_clear_pointer (&desk->duties, g_ptr_array_unref);
  desk->duties = osr_duties_compute (desk->specs, &question);
}

/* The @n-th duty @id of @period (nullable) and @subject (nullable). */
static const OsrDuty *
duty_of (Desk *desk, const char *id, guint n, const char *period, const char *subject)
{
  for (guint i = 0; i < desk->duties->len; i++) {
    const OsrDuty *duty = desk->duties->pdata[i];

    if (g_str_equal (duty->spec->id, id) &&
        (period == NULL || g_strcmp0 (duty->period, period) == 0) &&
        (subject == NULL || g_strcmp0 (duty->subject, subject) == 0) && n-- == 0)
      return duty;
  }
  g_assert_not_reached ();
}

static void
assert_moment (Desk *desk, OsrInstant moment, const char *expected)
{
  g_autofree char *text = osr_instant_format (moment, desk->office.zone);

  g_assert_cmpstr (text, ==, expected);
}

/* From number @seq on the office's days end at four in the afternoon. */
static void
shorten_days (Desk *desk, gint64 seq)
{
  static const char hours[] =
      "{\"schedule\":{\"week\":{\"mon\":[\"09:00-16:00\"],\"tue\":[\"09:00-16:00\"],"
      "\"wed\":[\"09:00-16:00\"],\"thu\":[\"09:00-16:00\"],\"fri\":[\"09:00-16:00\"]}}}";
  g_autoptr (JsonObject) members = document_of (hours);
  g_autoptr (OsrEvent) event = osr_event_new ("schedule-set", 0, members, NULL);

  event->seq = seq;
  osr_registry_apply (desk->office.registry, event);
}

/* What was met counts by the hours in force then; what is open, by the newest. */
static void
test_verdict_of_an_event_stays (void)
{
  Desk desk;

  open_profile (&desk, "buryatia");
  occur (&desk, 10, "report-offered", "2026-03-02T12:00:00+08:00", "\"item\":\"r1\"");
  occur (&desk, 11, "report-agreed", "2026-03-04T17:30:00+08:00", "\"item\":\"r1\"");
  occur (&desk, 13, "report-offered", "2026-03-04T17:40:00+08:00", "\"item\":\"r2\"");
  shorten_days (&desk, 12);
  look (&desk, "2026-03-01T09:00:00+08:00", "2026-03-05T12:00:00+08:00");
  g_assert_cmpint (duty_of (&desk, "report-agree", 0, NULL, "r1")->state, ==, OSR_DUTY_DONE);
  assert_moment (&desk, duty_of (&desk, "report-agree", 0, NULL, "r1")->due,
                 "2026-03-04T18:00:00+08:00");
  assert_moment (&desk, duty_of (&desk, "report-agree", 0, NULL, "r2")->due,
                 "2026-03-06T16:00:00+08:00");
  close_desk (&desk);
}

static void
test_verdict_of_a_period_stays (void)
{
  Desk desk;
  const OsrDuty *duty;

  open_profile (&desk, "buryatia");
  occur (&desk, 11, "report-sent", "2026-04-14T17:30:00+08:00", "\"period\":\"2026-Q1\"");
  shorten_days (&desk, 12);
  look (&desk, "2026-01-01T09:00:00+08:00", "2026-08-05T12:00:00+08:00");
  duty = duty_of (&desk, "quarterly-report", 0, "2026-Q1", NULL);
  g_assert_cmpint (duty->state, ==, OSR_DUTY_DONE);
  g_assert_cmpint (duty->done_seq, ==, 11);
  assert_moment (&desk, duty->due, "2026-04-14T18:00:00+08:00");
  assert_moment (&desk, duty_of (&desk, "quarterly-report", 0, "2026-Q2", NULL)->due,
                 "2026-07-14T16:00:00+08:00");
  close_desk (&desk);
}

/* The first look after the monitoring was made in a long day; when days get short it stays that. */
static void
test_verdict_of_a_watch_stays (void)
{
  Desk desk;

  open_profile (&desk, "leningrad");
  occur (&desk, 10, "post-published", "2026-03-02T11:00:00+03:00",
         "\"account\":\"gov\",\"post\":\"p\"");
  occur (&desk, 11, "watched", "2026-03-02T16:15:00+03:00", "\"account\":\"gov\",\"post\":\"p\"");
  look (&desk, "2026-03-01T09:00:00+03:00", "2026-03-03T12:00:00+03:00");
  g_assert_cmpint (duty_of (&desk, "watch", 1, NULL, NULL)->done_at, !=, OSR_INSTANT_UNKNOWN);
  assert_moment (&desk, duty_of (&desk, "watch", 1, NULL, NULL)->due, "2026-03-02T16:00:00+03:00");
  shorten_days (&desk, 12);
  look (&desk, "2026-03-01T09:00:00+03:00", "2026-03-03T12:00:00+03:00");
  assert_moment (&desk, duty_of (&desk, "watch", 1, NULL, NULL)->due, "2026-03-02T16:00:00+03:00");
  g_assert_cmpint (duty_of (&desk, "watch", 1, NULL, NULL)->state, ==, OSR_DUTY_DONE);
  assert_moment (&desk, duty_of (&desk, "watch", 2, NULL, NULL)->due, "2026-03-03T10:00:00+03:00");
  close_desk (&desk);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/duty-verdicts/of-an-event", test_verdict_of_an_event_stays);
  g_test_add_func ("/core/duty-verdicts/of-a-period", test_verdict_of_a_period_stays);
  g_test_add_func ("/core/duty-verdicts/of-a-watch", test_verdict_of_a_watch_stays);
  return g_test_run ();
}
