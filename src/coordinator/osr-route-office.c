/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator asks before changing the office. Making the change is a command like every
 * other. */
#include "coordinator/osr-command.h"
#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-office-preview.h"
#include "coordinator/osr-office-zones.h"
#include "coordinator/osr-routes.h"
#include "coordinator/osr-server.h"
#include "core/osr-json.h"

static OsrEvent *
read_event (OsrExchange *self, JsonObject *body, GError **error)
{
  OsrLog *log = osr_coordinator_get_log (self->coordinator);
  const char *type = osr_json_get_string (body, "type");
  JsonObject *members = osr_json_get_object (body, "members");
  OsrEvent *event;

  if (!osr_command_check_office (type, members, error) ||
      !osr_office_complete (osr_log_get_registry (log), type, members, error))
    return NULL;
  event = osr_event_new (type, osr_clock_now (osr_log_get_clock (log)), members, NULL);
  event->by = g_strdup (self->person);
  return event;
}

void
osr_route_preview (OsrExchange *self)
{
  OsrLog *log = osr_coordinator_get_log (self->coordinator);
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (OsrEvent) event = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *answer = NULL;

  if (!osr_registry_has_role (osr_log_get_registry (log), self->person, OSR_ROLE_ADMIN, NULL)) {
    osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_FORBIDDEN,
                         "Only an administrator changes the office.");
    return;
  }
  body = osr_exchange_read (self);
  if (body == NULL)
    return;
  event = read_event (self, body, &error);
  if (event != NULL)
    answer = osr_office_preview (log, event, &error);
  if (answer != NULL)
    osr_answer_object (self->message, SOUP_STATUS_OK, answer);
  else
    osr_answer_error (self->message, error, NULL);
}
