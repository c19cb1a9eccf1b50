/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fold of what is said about a case: reports and their receipts, notices of deficiency, referral,
 * promises, marks, and the offer of a well-solved problem for publication. */
#include "core/case/osr-case-private.h"
#include "core/osr-json.h"

static OsrCaseReport *
add_report (OsrCase *self, OsrEvent *event, const char *report)
{
  OsrCaseReport *one = g_new0 (OsrCaseReport, 1);

  one->version = osr_case_version_of (self, event);
  one->report = g_intern_string (report);
  one->step = osr_event_get_int (event, "step", 1);
  one->to = g_strdup (osr_event_get_string (event, "to"));
  one->by = g_strdup (event->by);
  one->at = event->at;
  g_ptr_array_add (self->reports, one);
  return one;
}

gboolean
osr_case_fold_reported (OsrCase *self, OsrEvent *event)
{
  const char *report = osr_event_get_string (event, "report");

  add_report (self, event, report != NULL ? report : "immediate-report");
  return TRUE;
}

gboolean
osr_case_fold_acknowledged (OsrCase *self, OsrEvent *event)
{
  gint64 version = osr_event_get_int (event, "report", 0);

  for (guint i = 0; i < self->reports->len; i++) {
    OsrCaseReport *one = self->reports->pdata[i];

    if (one->version == version) {
      osr_case_set_text (&one->acknowledged_by, event->by);
      return TRUE;
    }
  }
  return FALSE;
}

gboolean
osr_case_fold_deficiency_noted (OsrCase *self, OsrEvent *event)
{
  add_report (self, event, "deficiency-notice");
  return TRUE;
}

gboolean
osr_case_fold_referred (OsrCase *self, OsrEvent *event)
{
  self->referred = TRUE;
  return TRUE;
}

static OsrCasePromise *
find_promise (OsrCase *self, const char *date)
{
  for (guint i = 0; i < self->promises->len; i++) {
    OsrCasePromise *one = self->promises->pdata[i];

    if (g_strcmp0 (one->date, date) == 0 && !one->kept)
      return one;
  }
  return NULL;
}

/* The same date a second time, `kept`, ends the promise. */
gboolean
osr_case_fold_promised (OsrCase *self, OsrEvent *event)
{
  const char *date = osr_event_get_string (event, "date");
  gboolean kept = osr_json_get_boolean (event->members, "kept", FALSE);
  OsrCasePromise *one = find_promise (self, date);

  if (date == NULL || (kept && one == NULL))
    return FALSE;
  if (one == NULL) {
    one = g_new0 (OsrCasePromise, 1);
    one->version = osr_case_version_of (self, event);
    one->date = g_strdup (date);
    one->by = g_strdup (event->by);
    g_ptr_array_add (self->promises, one);
  }
  one->kept = kept;
  return TRUE;
}

/* A note that names a role asks it; one that names that note answers. Only the last question is open:
 * whoever asks again has what they want to know in it. */
gboolean
osr_case_fold_noted (OsrCase *self, OsrEvent *event)
{
  const char *to = osr_event_get_string (event, "to");
  const char *goes_by = osr_event_get_string (event, "goes_by");
  gint64 answers = osr_event_get_int (event, "answers", 0);

  if (goes_by != NULL)
    self->goes_by = g_str_equal (goes_by, "first") ? "first" : "changed";
  if (to != NULL) {
    self->question = osr_case_version_of (self, event);
    osr_case_set_text (&self->question_to, to);
    osr_case_set_text (&self->question_by, event->by);
  } else if (answers != 0 && answers == self->question) {
    self->question = 0;
    osr_case_set_text (&self->question_to, NULL);
    osr_case_set_text (&self->question_by, NULL);
  }
  return TRUE;
}

gboolean
osr_case_fold_evaluated (OsrCase *self, OsrEvent *event)
{
  self->quality = osr_event_get_int (event, "quality", self->quality);
  self->satisfaction = osr_event_get_int (event, "satisfaction", self->satisfaction);
  return TRUE;
}

gboolean
osr_case_fold_success (OsrCase *self, OsrEvent *event)
{
  OsrSuccess before = self->success;

  if (osr_event_is (event, "case-offered")) {
    self->success = OSR_SUCCESS_OFFERED;
    return TRUE;
  }
  if (osr_event_is (event, "case-published")) {
    self->success = OSR_SUCCESS_PUBLISHED;
    osr_case_set_text (&self->success_url, osr_event_get_string (event, "url"));
    return before == OSR_SUCCESS_AGREED;
  }
  self->success = osr_event_is (event, "case-agreed") ? OSR_SUCCESS_AGREED : OSR_SUCCESS_DECLINED;
  return before == OSR_SUCCESS_OFFERED;
}
