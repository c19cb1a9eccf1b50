/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folds the stream as the log has it and asks the core's rules. That there is one report of a sort for
 * a period, only the log knows. */
#include "coordinator/osr-beside.h"

#include "core/osr-error.h"
#include "core/osr-rules.h"
#include "core/record/osr-stream.h"

static OsrReportTrack *
load_report (OsrLog *log, const char *stream, GError **error)
{
  g_autoptr (GPtrArray) events = osr_log_load_events (log, stream, 0, error);

  return events != NULL ? osr_report_track_new_from_events (stream, events) : NULL;
}

GPtrArray *
osr_beside_load_reports (OsrLog *log, GError **error)
{
  g_autoptr (GPtrArray) ids = osr_log_list_beside (log, error);
  g_autoptr (GPtrArray) reports =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_report_track_free);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    OsrReportTrack *report;

    if (osr_stream_get_kind (ids->pdata[i]) != OSR_STREAM_OF_REPORT)
      continue;
    report = load_report (log, ids->pdata[i], error);
    if (report == NULL)
      return NULL;
    g_ptr_array_add (reports, report);
  }
  return ids != NULL ? g_steal_pointer (&reports) : NULL;
}

/* A text that was declined is offered anew where it was: the history stays with it. */
static gboolean
check_only_one (OsrLog *log, OsrEvent *event, GError **error)
{
  g_autoptr (GPtrArray) reports = osr_beside_load_reports (log, error);
  OsrReportSort sort;
  OsrReportState state;

  if (reports == NULL)
    return FALSE;
  if (!osr_report_step_parse (event->type, &sort, &state) ||
      osr_report_find (reports, sort, osr_event_get_string (event, "period"),
                       osr_event_get_string (event, "body")) == NULL)
    return TRUE;
  g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_KNOWN,
                       "There is such a report of this period already.");
  return FALSE;
}

static gboolean
check_report (OsrLog *log, const char *person, const char *stream, OsrEvent *event, GError **error)
{
  g_autoptr (OsrReportTrack) report = load_report (log, stream, error);

  return report != NULL &&
         osr_rules_check_report (report, osr_log_get_registry (log), person, event, error) &&
         (report->version > 0 || check_only_one (log, event, error));
}

static gboolean
check_account (OsrLog *log, const char *person, const char *stream, OsrEvent *event, GError **error)
{
  g_autoptr (GPtrArray) events = osr_log_load_events (log, stream, 0, error);
  g_autoptr (OsrAccountTrack) track = osr_account_track_new (osr_stream_get_account (stream));

  if (events == NULL)
    return FALSE;
  if (g_strcmp0 (osr_event_get_string (event, "account"), track->account) != 0) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                         "The step names another account.");
    return FALSE;
  }
  for (guint i = 0; i < events->len; i++)
    osr_account_track_apply (track, events->pdata[i]);
  return osr_rules_check_account (track, osr_log_get_registry (log), person, event, error);
}

gboolean
osr_beside_check (OsrLog *log, const char *person, const char *stream, OsrEvent *event,
                  GError **error)
{
  return osr_stream_get_kind (stream) == OSR_STREAM_OF_REPORT
             ? check_report (log, person, stream, event, error)
             : check_account (log, person, stream, event, error);
}
