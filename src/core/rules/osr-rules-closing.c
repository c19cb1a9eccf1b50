/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a case closes by itself (reading 18): where the profile says so, after the final reply, with
 * nothing left that somebody owes or has promised. When it is asked is the coordinator's. */
#include "core/osr-json.h"
#include "core/rules/osr-rules-private.h"

/* What was reported awaits its receipt where the profile has one. */
static gboolean
awaits_receipt (OsrCase *self, OsrRegulation *regulation)
{
  for (guint i = 0; i < self->reports->len; i++) {
    const OsrCaseReport *report = self->reports->pdata[i];

    if (report->acknowledged_by == NULL && osr_regulation_has_step (regulation, "acknowledged"))
      return TRUE;
  }
  return self->significant && self->reports->len == 0 &&
         osr_regulation_has_step (regulation, "reported");
}

gboolean
osr_rules_closes_itself (OsrCase *self, OsrRegistry *registry)
{
  OsrRegulation *regulation = osr_registry_get_regulation_for (registry, self);
  JsonObject *rule = regulation != NULL ? osr_regulation_get_rule (regulation, "closing") : NULL;

  return rule != NULL && g_strcmp0 (osr_json_get_string (rule, "by"), "itself") == 0 &&
         self->state == OSR_CASE_ANSWERED && !self->read_only && self->amiss == NULL &&
         self->message_state != OSR_MESSAGE_DELETED && osr_case_get_promise (self) == NULL &&
         self->success != OSR_SUCCESS_OFFERED && !awaits_receipt (self, regulation);
}
