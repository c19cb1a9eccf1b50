/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts being written. Others who see the case learn that somebody writes and since when, never
 * what: a draft that is not submitted is its author's. */
#include "coordinator/osr-command.h"
#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-routes.h"
#include "coordinator/osr-server.h"
#include "core/osr-json.h"
#include "core/record/osr-form.h"
#include "store/osr-log-drafts.h"

#define MAX_KIND_BYTES 64

static OsrLog *
get_log (OsrExchange *self)
{
  return osr_coordinator_get_log (self->coordinator);
}

static gboolean
check_case (OsrExchange *self, const char *case_id)
{
  if (osr_is_uuid (case_id) && osr_log_can_see (get_log (self), self->person, case_id))
    return TRUE;
  osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_NOT_FOUND, "There is no such case for you.");
  return FALSE;
}

static void
answer_conflict (OsrExchange *self, OsrLogDraft *current)
{
  g_autoptr (GError) error = NULL;
  JsonObject *extra = json_object_new ();
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", current->kind);
  json_object_set_string_member (object, "text", current->text);
  json_object_set_int_member (object, "revision", current->revision);
  json_object_set_int_member (object, "at", current->at);
  json_object_set_object_member (extra, "current", object);
  error = g_error_new_literal (OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_CONFLICT,
                               "The draft was changed elsewhere.");
  osr_answer_error (self->message, error, extra);
}

static OsrLogDraft *
read_draft (OsrExchange *self, JsonObject *body)
{
  g_autoptr (OsrLogDraft) draft = g_new0 (OsrLogDraft, 1);

  draft->id = g_strdup (self->id);
  draft->person = g_strdup (self->person);
  draft->case_id = g_strdup (osr_json_get_string (body, "case"));
  draft->kind = g_strdup (osr_json_get_string (body, "kind"));
  draft->text = g_strdup (osr_json_get_string (body, "text"));
  draft->revision = osr_json_get_int (body, "revision", -1);
  if (!osr_is_uuid (draft->id) || draft->kind == NULL || strlen (draft->kind) > MAX_KIND_BYTES ||
      draft->text == NULL || strlen (draft->text) > OSR_FORM_MAX_TEXT_BYTES ||
      draft->revision < 0) {
    osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_MALFORMED,
                         "A draft needs a uuid, \"case\", \"kind\", \"text\" and \"revision\".");
    return NULL;
  }
  return g_steal_pointer (&draft);
}

void
osr_route_put_draft (OsrExchange *self)
{
  g_autoptr (JsonObject) body = osr_exchange_read (self);
  g_autoptr (OsrLogDraft) draft = NULL;
  g_autoptr (OsrLogDraft) current = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *answer = NULL;

  if (body == NULL)
    return;
  draft = read_draft (self, body);
  if (draft == NULL || !check_case (self, draft->case_id))
    return;
  if (osr_log_put_draft (get_log (self), draft, &current, &error)) {
    answer = json_object_new ();
    json_object_set_int_member (answer, "revision", draft->revision);
    osr_answer_object (self->message, SOUP_STATUS_OK, answer);
  } else if (current != NULL) {
    answer_conflict (self, current);
  } else {
    osr_answer_error (self->message, error, NULL);
  }
}

static JsonObject *
draft_to_json (OsrExchange *self, OsrLogDraft *draft)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", draft->id);
  json_object_set_string_member (object, "case", draft->case_id);
  json_object_set_string_member (object, "by", draft->person);
  json_object_set_string_member (object, "kind", draft->kind);
  if (g_strcmp0 (draft->person, self->person) == 0)
    json_object_set_string_member (object, "text", draft->text);
  json_object_set_int_member (object, "revision", draft->revision);
  json_object_set_int_member (object, "at", draft->at);
  return object;
}

void
osr_route_get_drafts (OsrExchange *self)
{
  const char *case_id = osr_exchange_get_query (self, "case");
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *answer = NULL;
  JsonArray *array = NULL;

  if (!check_case (self, case_id))
    return;
  drafts = osr_log_list_drafts (get_log (self), case_id, &error);
  if (drafts == NULL) {
    osr_answer_error (self->message, error, NULL);
    return;
  }
  array = json_array_new ();
  for (guint i = 0; i < drafts->len; i++)
    json_array_add_object_element (array, draft_to_json (self, g_ptr_array_index (drafts, i)));
  answer = json_object_new ();
  json_object_set_array_member (answer, "drafts", array);
  osr_answer_object (self->message, SOUP_STATUS_OK, answer);
}

void
osr_route_delete_draft (OsrExchange *self)
{
  g_autoptr (GError) error = NULL;

  if (osr_log_delete_draft (get_log (self), self->id, self->person, &error))
    osr_answer_object (self->message, SOUP_STATUS_OK, json_object_new ());
  else
    osr_answer_error (self->message, error, NULL);
}
