/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `working-time`: adds working time to a moment, goes back by it, or measures it between two moments.
 * For scripts, and to try a calendar or a schedule before it is adopted. */
#include <glib/gi18n.h>

#include "ctl/regulation/osr-ctl-working-time.h"

#include "core/osr-error.h"
#include "ctl/osr-ctl-commands.h"

#define MOST_DAYS 100000

typedef struct {
  char *zone;
  char *regulation;
  char *schedule;
  char **calendars;
  gboolean decrees;
  gboolean batch;
  char *from;
  char *add;
  char *add_days;
  char *to;
} Options;

/* Says that the member @name is not @expected. */
static gboolean
refuse (const char *name, const char *text, const char *expected, GError **error)
{
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: “%s” is not %s", name,
               text != NULL ? text : "", expected);
  return FALSE;
}

static gboolean
parse_instant (const char *name, const char *text, OsrInstant *instant, GError **error)
{
  *instant = osr_instant_parse (text);
  return *instant != OSR_INSTANT_UNKNOWN ||
         refuse (name, text, "a moment with its offset, like 2026-03-06T10:12:00+09:00", error);
}

static gboolean
not_covered (OsrWorkTime *work_time, GError **error)
{
  OsrProductionCalendar *calendar = osr_work_time_get_calendar (work_time);
  int first, last, month, day;

  osr_day_to_ymd (osr_production_calendar_get_first (calendar), &first, &month, &day);
  osr_day_to_ymd (osr_production_calendar_get_last (calendar), &last, &month, &day);
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_COVERED,
               "unknown: the production calendar covers the years %d to %d only", first, last);
  return FALSE;
}

static gboolean
answer_days (OsrWorkTime *work_time, OsrInstant from, const char *text, OsrInstant *due,
             GError **error)
{
  gint64 days;

  if (!g_ascii_string_to_signed (text, 10, -MOST_DAYS, MOST_DAYS, &days, NULL) || days == 0)
    return refuse ("add_days", text, "a number of working days, like 7 or -1", error);
  *due = osr_work_time_end_of_day (work_time, from, (int) days);
  return TRUE;
}

static gboolean
answer_amount (OsrWorkTime *work_time, OsrInstant from, const char *text, OsrInstant *due,
               GError **error)
{
  gint64 amount;

  if (!osr_duration_parse (text, &amount))
    return refuse ("add", text, "a duration in hours, minutes and seconds, like PT8H", error);
  *due = amount < 0 ? osr_work_time_subtract (work_time, from, -amount)
                    : osr_work_time_add (work_time, from, amount);
  return TRUE;
}

gboolean
osr_ctl_work_answer (OsrWorkTime *work_time, const OsrCtlWorkQuestion *question,
                     OsrCtlWorkAnswer *answer, GError **error)
{
  OsrInstant from, to;
  int asked = (question->add != NULL) + (question->add_days != NULL) + (question->to != NULL);

  if (asked != 1) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "one of add, add_days and to is needed");
    return FALSE;
  }
  if (!parse_instant ("from", question->from, &from, error))
    return FALSE;
  answer->measured = question->to != NULL;
  if (answer->measured) {
    if (!parse_instant ("to", question->to, &to, error))
      return FALSE;
    answer->amount = osr_work_time_between (work_time, from, to);
    return answer->amount != OSR_INSTANT_UNKNOWN || not_covered (work_time, error);
  }
  if (question->add_days != NULL
          ? !answer_days (work_time, from, question->add_days, &answer->due, error)
          : !answer_amount (work_time, from, question->add, &answer->due, error))
    return FALSE;
  return answer->due != OSR_INSTANT_UNKNOWN || not_covered (work_time, error);
}

static int
answer_once (OsrCtlOffices *offices, const Options *options)
{
  const OsrCtlWorkQuestion question = { options->from, options->add, options->add_days,
                                        options->to };
  OsrCtlWorkAnswer answer;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  OsrWorkTime *work_time =
      osr_ctl_offices_find (offices, options->zone, options->regulation, &error);

  if (work_time == NULL || !osr_ctl_work_answer (work_time, &question, &answer, &error))
    return osr_ctl_fail (error);
  text = answer.measured ? osr_duration_format (answer.amount)
                         : osr_instant_format (answer.due, osr_work_time_get_zone (work_time));
  g_print ("%s\n", text);
  return OSR_CTL_OK;
}

static int
run (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCtlOffices) offices = osr_ctl_offices_new (
      options->schedule, (const char *const *) options->calendars, options->decrees, &error);

  if (offices == NULL)
    return osr_ctl_fail (error);
  if (!options->batch)
    return answer_once (offices, options);
  osr_ctl_work_batch (offices, options->zone, options->regulation);
  return OSR_CTL_OK;
}

static gboolean
are_right (const Options *options)
{
  int asked = (options->add != NULL) + (options->add_days != NULL) + (options->to != NULL);

  if (options->batch)
    return options->from == NULL && asked == 0;
  return options->from != NULL && asked == 1 &&
         (options->zone != NULL || options->regulation != NULL);
}

static void
options_clear (Options *options)
{
  g_free (options->zone);
  g_free (options->regulation);
  g_free (options->schedule);
  g_strfreev (options->calendars);
  g_free (options->from);
  g_free (options->add);
  g_free (options->add_days);
  g_free (options->to);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const char summary[] =
    "Adds working time to a moment (--add, --add-days), goes back by it when the amount is\n"
    "negative, or measures it between two moments (--to). Prints the moment as RFC 3339 with the\n"
    "offset of the zone, or the working time as an ISO 8601 duration, like PT8H30M.\n\n"
    "Adding gives the earliest moment at which the amount has elapsed (13:00, not 14:00), going\n"
    "back the latest that still leaves it (14:00, not 13:00). Days run to the end of the last\n"
    "working day; the start day is not counted. A moment that the production calendar does not\n"
    "cover is an error, and so is a zone that this machine does not know.\n\n"
    "With --batch each line of standard input is a request\n"
    "  {\"zone\":\"Asia/Yakutsk\",\"regulation\":ID_OR_FILE,\"from\":INSTANT,\"add\":\"PT8H\"}\n"
    "with \"add_days\":7 or \"to\":INSTANT in the place of \"add\"; \"regulation\" may be absent. "
    "One line\n"
    "answers each, in order: {\"due\":INSTANT}, {\"working\":\"PT8H\",\"seconds\":28800} or\n"
    "{\"error\":SENTENCE}. --zone and --regulation then hold for lines that name none.\n\n"
    "A schedule: {\"week\":{\"mon\":[\"09:00-13:00\",\"14:00-18:00\"],\"sat\":[\"22:00-06:00\"]},\n"
    "\"shortened_minutes\":60,\"days\":{\"2026-05-04\":\"off\",\"2026-05-09\":\"on\","
    "\"2026-05-12\":[\"09:00-13:00\"]},\n"
    "\"calendar\":\"production\" or \"none\": the week holds on holidays too}";

int
osr_ctl_working_time (int argc, char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "zone", 'z', 0, G_OPTION_ARG_STRING, &options.zone,
      N_ ("Time zone of the office; that of the regulation when absent"), N_ ("ZONE") },
    { "regulation", 'r', 0, G_OPTION_ARG_STRING, &options.regulation,
      N_ ("Regulation whose regional days count; none when absent"), N_ ("ID_OR_FILE") },
    { "schedule", 0, 0, G_OPTION_ARG_FILENAME, &options.schedule,
      N_ ("Hours of the office; Monday to Friday 09:00-18:00 with lunch at 13:00 when absent"),
      N_ ("FILE") },
    { "calendar", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.calendars,
      N_ ("Production calendar instead of the shipped one; a file of one year {\"year\":…}, and "
          "each "
          "further file, is put to it"),
      N_ ("FILE") },
    { "decrees", 0, 0, G_OPTION_ARG_NONE, &options.decrees, N_ ("Days off by decree count as off"),
      NULL },
    { "from", 'f', 0, G_OPTION_ARG_STRING, &options.from, N_ ("Where to count from"),
      N_ ("INSTANT") },
    { "add", 0, 0, G_OPTION_ARG_STRING, &options.add, N_ ("Working time, like PT8H or -PT1H30M"),
      N_ ("DURATION") },
    { "add-days", 0, 0, G_OPTION_ARG_STRING, &options.add_days, N_ ("Working days, like 7 or -1"),
      N_ ("N") },
    { "to", 't', 0, G_OPTION_ARG_STRING, &options.to, N_ ("Where to measure to"), N_ ("INSTANT") },
    { "batch", 0, 0, G_OPTION_ARG_NONE, &options.batch, N_ ("Answer requests of standard input"),
      NULL },
    { NULL },
  };

  if (!osr_ctl_parse ("working-time --zone ZONE --from INSTANT (--add PT8H | --add-days 7 | "
                      "--to INSTANT)",
                      summary, entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (!are_right (&options)) {
    g_printerr ("open-sources-ctl: working-time needs --zone or --regulation, --from and one of "
                "--add, --add-days, --to; or --batch without them\n");
    return OSR_CTL_USAGE;
  }
  return run (&options);
}
