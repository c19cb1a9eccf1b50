/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the member `mail` of the reports of a profile. Nothing is guessed: a role that the profile
 * does not describe, or words in one language alone, are faults. */
#include "core/regulation/osr-notice-spec.h"

#include "core/osr-json.h"
#include "core/regulation/osr-regulation-private.h"

void
osr_notice_spec_free (OsrNoticeSpec *spec)
{
  g_free (spec->clause);
  g_array_unref (spec->on);
  g_ptr_array_unref (spec->to);
  osr_text2_clear (&spec->says);
  osr_text2_clear (&spec->asks);
  g_free (spec);
}

static OsrNoticeSpec *
notice_spec_new (JsonObject *report)
{
  OsrNoticeSpec *spec = g_new0 (OsrNoticeSpec, 1);

  spec->report = g_intern_string (osr_json_get_string (report, "id"));
  spec->clause = g_strdup (osr_json_get_string (report, "clause"));
  spec->on = g_array_new (FALSE, FALSE, sizeof (OsrTrigger));
  spec->to = g_ptr_array_new ();
  return spec;
}

static gboolean
read_roles (OsrRegulation *self, JsonObject *object, OsrNoticeSpec *spec)
{
  JsonArray *roles = osr_json_get_array (object, "to");
  guint n = roles != NULL ? json_array_get_length (roles) : 0;

  for (guint i = 0; i < n; i++) {
    const OsrRole *role = osr_regulation_find_role (self, osr_json_array_get_string (roles, i));

    if (role == NULL)
      return FALSE;
    g_ptr_array_add (spec->to, (gpointer) role->id);
  }
  return n > 0;
}

static gboolean
read_notice (OsrRegulation *self, JsonObject *report, JsonObject *object, const char **what)
{
  OsrNoticeSpec *spec = notice_spec_new (report);

  spec->transfers = (guint) CLAMP (osr_json_get_int (object, "transfers", 0), 0, G_MAXINT);
  g_ptr_array_add (self->notices, spec);
  if (spec->report == NULL || spec->clause == NULL)
    *what = "expected an \"id\" and a \"clause\"";
  else if (osr_triggers_read (object, "on", spec->on) >= 0 || spec->on->len == 0)
    *what = "expected a list of events in \"on\"";
  else if (!read_roles (self, object, spec))
    *what = "expected roles of this profile in \"to\"";
  else if (!osr_text2_read (object, "says", &spec->says) ||
           !osr_text2_read (object, "asks", &spec->asks))
    *what = "expected \"says\" and \"asks\" in \"ru\" and in \"en\"";
  return *what == NULL;
}

static gboolean
read_report (OsrRegulation *self, JsonObject *report, guint index, const char *where,
             GError **error)
{
  JsonArray *mail = osr_json_get_array (report, "mail");
  OsrRegulationPlace place = { where, NULL, 0, NULL, NULL };
  guint n = mail != NULL ? json_array_get_length (mail) : 0;

  for (guint i = 0; i < n; i++) {
    const char *what = NULL;

    if (!read_notice (self, report, osr_json_array_get_object (mail, i), &what)) {
      g_autofree char *member = g_strdup_printf ("rules/reports/%u/mail/%u", index, i);

      return osr_regulation_fault (&place, error, member, what);
    }
  }
  return TRUE;
}

gboolean
osr_regulation_read_notices (OsrRegulation *self, const char *where, GError **error)
{
  JsonArray *reports =
      osr_json_get_array (osr_json_get_object (self->document, "rules"), "reports");
  guint n = reports != NULL ? json_array_get_length (reports) : 0;

  for (guint i = 0; i < n; i++) {
    if (!read_report (self, osr_json_array_get_object (reports, i), i, where, error))
      return FALSE;
  }
  return TRUE;
}

GPtrArray *
osr_regulation_get_notices (OsrRegulation *self)
{
  return self->notices;
}
