/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the office's accounts are being read, for administrators. */
#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-routes.h"
#include "coordinator/osr-server.h"
#include "store/reading/osr-log-reading.h"

static void
set_text (JsonObject *object, const char *member, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
}

static void
set_instant (JsonObject *object, const char *member, OsrInstant value)
{
  if (value != OSR_INSTANT_UNKNOWN)
    json_object_set_int_member (object, member, value);
}

static JsonObject *
describe (OsrLog *log, const OsrAccount *account, GError **error)
{
  g_autoptr (OsrAccountReading) reading = osr_log_load_reading (log, account->id, error);
  JsonObject *object;

  if (reading == NULL)
    return NULL;
  object = json_object_new ();
  set_text (object, "account", account->id);
  set_text (object, "network", account->network);
  set_text (object, "name", account->name);
  json_object_set_boolean_member (object, "watched", account->watched);
  set_instant (object, "read_at", reading->read_at);
  set_instant (object, "tried_at", reading->tried_at);
  json_object_set_int_member (object, "failures", reading->failures);
  set_text (object, "fault_code", reading->fault_code);
  set_text (object, "fault", reading->fault);
  if (reading->calls_left >= 0)
    json_object_set_int_member (object, "calls_left", reading->calls_left);
  return object;
}

void
osr_route_accounts (OsrExchange *self)
{
  OsrLog *log = osr_coordinator_get_log (self->coordinator);
  OsrRegistry *registry = osr_log_get_registry (log);
  GPtrArray *accounts = osr_registry_get_accounts (registry);
  g_autoptr (JsonArray) list = json_array_new ();
  JsonObject *answer;

  if (!osr_registry_has_role (registry, self->person, OSR_ROLE_ADMIN, NULL)) {
    osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_FORBIDDEN,
                         "Only an administrator sees how the accounts are read.");
    return;
  }
  for (guint i = 0; i < accounts->len; i++) {
    g_autoptr (GError) error = NULL;
    JsonObject *one = describe (log, accounts->pdata[i], &error);

    if (one == NULL) {
      osr_answer_error (self->message, error, NULL);
      return;
    }
    json_array_add_object_element (list, one);
  }
  answer = json_object_new ();
  json_object_set_array_member (answer, "accounts", g_steal_pointer (&list));
  osr_answer_object (self->message, SOUP_STATUS_OK, answer);
}
