/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what was filled in to the members and the payload of commands, exactly as the rules check
 * them. */
#include <string.h>

#include <glib/gi18n.h>

#include "app/steps/osr-step-private.h"
#include "core/osr-chain.h"
#include "core/osr-error.h"
#include "core/media/osr-media-list.h"
#include "core/media/osr-media-proof.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "core/time/osr-instant.h"

gboolean
osr_step_has_member (const OsrStepKind *step, const char *member)
{
  for (const OsrStepField *field = step->fields; field->member != NULL; field++) {
    if (g_str_equal (field->member, member))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_named (const OsrStepKind *step, const char *name)
{
  return g_str_equal (step->name, name);
}

/* --- what is implied --- */

static void
imply_draft (JsonObject *members, OsrCase *c, gboolean with_kind)
{
  const OsrCaseDraft *draft = osr_case_get_draft (c);

  if (draft == NULL)
    return;
  json_object_set_int_member (members, "draft", draft->version);
  json_object_set_string_member (members, "digest", draft->digest != NULL ? draft->digest : "");
  if (with_kind)
    json_object_set_string_member (members, "kind", draft->kind);
}

/* The reply that stands in the network; nullable. */
static const OsrCaseDraft *
find_published (OsrCase *c)
{
  for (guint i = c->drafts->len; i-- > 0;) {
    const OsrCaseDraft *draft = c->drafts->pdata[i];

    if (draft->state == OSR_DRAFT_PUBLISHED)
      return draft;
  }
  return NULL;
}

static void
imply_correction (JsonObject *members, const OsrStepKind *step, const OsrStepDesk *desk)
{
  const OsrCaseDraft *published = find_published (desk->c);
  const OsrCaseDraft *shared = osr_case_get_shared (desk->c);
  const OsrCaseBody *drafter = osr_rules_get_drafter (desk->c, desk->registry);

  if (published == NULL)
    return;
  json_object_set_int_member (members, "corrects", published->version);
  json_object_set_string_member (members, "kind", published->kind);
  json_object_set_string_member (members, "account", published->account);
  if (drafter != NULL)
    json_object_set_string_member (members, "body", drafter->body);
  if (g_str_equal (step->type, "submitted") && shared != NULL && shared->corrects != 0)
    json_object_set_int_member (members, "agreed", shared->version);
}

static void
imply_fallback (JsonObject *members, OsrCase *c)
{
  json_object_set_boolean_member (members, "fallback", TRUE);
  if (c->permalink != NULL)
    json_object_set_string_member (members, "mention", c->permalink);
}

static void
imply_report (JsonObject *members, const OsrStepDesk *desk)
{
  JsonObject *report = osr_step_find_report (desk, "immediate-report");
  g_autofree char *to = osr_step_dup_addressee (desk, "immediate-report");

  json_object_set_string_member (members, "report", "immediate-report");
  if (to != NULL)
    json_object_set_string_member (members, "to", to);
  if (report != NULL && osr_json_get_int (report, "steps", 1) > 1)
    json_object_set_int_member (members, "step", osr_step_get_report_step (desk));
}

static void
imply_notice (JsonObject *members, const OsrStepDesk *desk)
{
  g_autofree char *to = osr_step_dup_addressee (desk, "deficiency-notice");

  if (to != NULL)
    json_object_set_string_member (members, "to", to);
}

static void
imply_publication (JsonObject *members, const OsrStepKind *step, const OsrStepDesk *desk)
{
  g_autofree char *guid = g_uuid_string_random ();

  imply_draft (members, desk->c, g_str_equal (step->type, "published-by-hand"));
  if (g_str_has_suffix (step->name, ":fallback"))
    imply_fallback (members, desk->c);
  if (g_str_equal (step->type, "publish-intended"))
    json_object_set_string_member (members, "guid", guid);
}

static void
imply_note (JsonObject *members, const OsrStepKind *step, const OsrStepDesk *desk)
{
  const OsrRole *asked = osr_step_find_asked (desk);

  if (is_named (step, "noted:question") && asked != NULL)
    json_object_set_string_member (members, "to", asked->id);
  else if (is_named (step, "noted:answer"))
    json_object_set_int_member (members, "answers", desk->c->question);
}

JsonObject *
osr_step_imply (const OsrStepKind *step, const OsrStepDesk *desk)
{
  JsonObject *members = json_object_new ();
  const OsrCaseDraft *draft = osr_case_get_draft (desk->c);

  if (is_named (step, "assigned:take"))
    json_object_set_string_member (members, "executor", desk->person);
  else if (is_named (step, "returned:recall"))
    json_object_set_boolean_member (members, "recalled", TRUE);
  else if (is_named (step, "promised:kept"))
    json_object_set_boolean_member (members, "kept", TRUE);
  else if (is_named (step, "withdrawn") && draft != NULL && draft->body != NULL)
    json_object_set_string_member (members, "body", draft->body);
  else if (is_named (step, "reported"))
    imply_report (members, desk);
  else if (is_named (step, "deficiency-noted"))
    imply_notice (members, desk);
  else if (g_str_equal (step->type, "noted"))
    imply_note (members, step, desk);
  else if (g_str_has_suffix (step->name, ":correction"))
    imply_correction (members, step, desk);
  else if (g_str_has_prefix (step->type, "publish") || is_named (step, "reply-corrected"))
    imply_publication (members, step, desk);
  return members;
}

/* --- what is asked --- */

static gboolean
is_contribution_timed (const OsrStepDesk *desk)
{
  OsrRegulation *regulation = osr_registry_get_regulation_for (desk->registry, desk->c);

  return regulation != NULL && osr_regulation_find_timer (regulation, "contribute") != NULL;
}

gboolean
osr_step_asks (const OsrStepKind *step, const OsrStepField *field, const OsrStepDesk *desk)
{
  JsonObject *notice = osr_step_find_report (desk, "deficiency-notice");

  if (g_str_equal (field->member, "satisfaction"))
    return osr_step_find_rule (desk, "satisfaction") != NULL;
  if (g_str_equal (field->member, "measure"))
    return notice != NULL && osr_json_get_boolean (notice, "measures", FALSE);
  if (g_str_equal (field->member, "minutes"))
    return is_contribution_timed (desk);
  if ((field->flags & OSR_STEP_FIELD_REASON) != 0 && is_named (step, "closed"))
    return osr_step_needs (step, field, desk);
  return TRUE;
}

gboolean
osr_step_needs (const OsrStepKind *step, const OsrStepField *field, const OsrStepDesk *desk)
{
  OsrRegulation *regulation = osr_registry_get_regulation_for (desk->registry, desk->c);

  if ((field->flags & OSR_STEP_FIELD_REASON) == 0)
    return (field->flags & OSR_STEP_FIELD_NEEDED) != 0;
  if (is_named (step, "closed"))
    return desk->c->state != OSR_CASE_ANSWERED;
  return regulation != NULL && osr_regulation_needs_reason (regulation, step->type);
}

char *
osr_step_dup_default (const OsrStepKind *step, const OsrStepField *field, const OsrStepDesk *desk)
{
  const OsrCaseDraft *draft = osr_case_get_draft (desk->c);

  if (g_str_has_suffix (step->name, ":correction") && draft != NULL && draft->text != NULL)
    return g_strdup (draft->text);
  if (g_str_equal (field->member, "earlier") && desk->c->repeats_number != NULL)
    return g_strdup (desk->c->repeats_number);
  return g_strdup ("");
}

/* What this program tells apart within one rule. */
static gboolean
is_apart (const OsrStepKind *step, const OsrStepDesk *desk)
{
  if (is_named (step, "noted:answer"))
    return desk->c->question != 0 &&
           osr_registry_has_role (desk->registry, desk->person, desk->c->question_to, NULL);
  if (is_named (step, "noted:question"))
    return osr_step_find_asked (desk) != NULL &&
           !osr_registry_has_role (desk->registry, desk->person, osr_step_find_asked (desk)->id,
                                   NULL);
  if (is_named (step, "promised:kept"))
    return osr_case_get_promise (desk->c) != NULL;
  if (is_named (step, "drafted:correction"))
    return osr_step_find_rule (desk, "internal_approval") != NULL;
  return TRUE;
}

/* Something is to be chosen from, where something must be chosen. */
static gboolean
has_choices (const OsrStepKind *step, const OsrStepDesk *desk)
{
  for (const OsrStepField *field = step->fields; field->member != NULL; field++) {
    g_auto (GStrv) choices = NULL;

    if ((field->kind != OSR_STEP_FIELD_CHOICE && field->kind != OSR_STEP_FIELD_BODIES) ||
        !osr_step_needs (step, field, desk) || g_str_equal (field->member, "executor"))
      continue;
    choices = osr_step_dup_choices (step, field, desk, NULL);
    if (choices[0] == NULL || (is_named (step, "sequence-allowed") && g_strv_length (choices) < 4))
      return FALSE;
  }
  return TRUE;
}

/* One body writes its reply anyway. */
static gboolean
is_for_joint (const OsrStepKind *step)
{
  return is_named (step, "drafter-named") || is_named (step, "responsible-appointed");
}

gboolean
osr_step_explain (const OsrStepKind *step, const OsrStepDesk *desk, GError **error)
{
  if (!osr_rules_explain (desk->c, desk->registry, desk->person, step->rule, error))
    return FALSE;
  if (!is_apart (step, desk)) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_FORESEEN, "Not asked for here");
    return FALSE;
  }
  if (has_choices (step, desk) && (!is_for_joint (step) || osr_case_is_joint (desk->c)))
    return TRUE;
  g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_WRONG_STATE, "Nobody to choose from");
  return FALSE;
}

/* --- what was filled in --- */

static char *
dup_value (GHashTable *values, const char *member)
{
  const char *value = g_hash_table_lookup (values, member);

  return g_strstrip (g_strdup (value != NULL ? value : ""));
}

static gboolean
is_number (const char *value)
{
  gint64 number;

  return g_ascii_string_to_signed (value, 10, 1, G_MAXINT32, &number, NULL);
}

/* (nullable): why the value cannot be sent as it is. */
static const char *
find_wrong (const OsrStepField *field, const char *value)
{
  g_autoptr (GUri) uri = NULL;
  OsrDay day;

  if (*value == '\0')
    return NULL;
  if (field->kind == OSR_STEP_FIELD_DATE && !osr_day_parse (value, &day))
    return _ ("write the day like 2026-04-01");
  if (field->kind == OSR_STEP_FIELD_NUMBER && !is_number (value))
    return _ ("write the minutes as a number");
  if (field->kind != OSR_STEP_FIELD_URL)
    return NULL;
  uri = g_uri_parse (value, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      !g_str_has_prefix (g_uri_get_scheme (uri), "http"))
    return _ ("the link begins with https://");
  return NULL;
}

static gboolean
is_too_few (const OsrStepKind *step, const OsrStepField *field, const char *value)
{
  g_auto (GStrv) ids = g_strsplit (value, "\n", -1);

  return is_named (step, "sequence-allowed") && field->kind == OSR_STEP_FIELD_BODIES &&
         g_strv_length (ids) < 2;
}

static const char *
find_missing (const OsrStepField *field)
{
  switch (field->kind) {
  case OSR_STEP_FIELD_CHOICE:
    return _ ("choose one");
  case OSR_STEP_FIELD_BODIES:
    return _ ("choose the bodies");
  case OSR_STEP_FIELD_CASE:
    return _ ("give the number of a case that you see");
  case OSR_STEP_FIELD_DATE:
    return _ ("give the day");
  case OSR_STEP_FIELD_URL:
    return _ ("give the link");
  case OSR_STEP_FIELD_PROOF:
    return _ ("add a screenshot, or say who saw it");
  default:
    return _ ("write a few words");
  }
}

char *
osr_step_find_fault (const OsrStepKind *step, const OsrStepDesk *desk, GHashTable *values)
{
  for (const OsrStepField *field = step->fields; field->member != NULL; field++) {
    g_autofree char *value = dup_value (values, field->member);
    const char *fault = NULL;

    if (!osr_step_asks (step, field, desk))
      continue;
    if ((*value == '\0' && osr_step_needs (step, field, desk)) || is_too_few (step, field, value))
      fault = find_missing (field);
    else
      fault = find_wrong (field, value);
    if (fault != NULL)
      return g_strdup (fault);
  }
  return NULL;
}

static void
set_bodies (JsonObject *members, const char *value)
{
  g_auto (GStrv) ids = g_strsplit (value, "\n", -1);
  JsonArray *array = json_array_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    json_array_add_string_element (array, ids[i]);
  json_object_set_array_member (members, "bodies", array);
}

static void
set_value (JsonObject *object, const OsrStepField *field, const char *value)
{
  if (*value == '\0' || g_str_equal (value, OSR_STEP_NOBODY))
    return;
  if (field->kind == OSR_STEP_FIELD_BODIES)
    set_bodies (object, value);
  else if ((field->flags & OSR_STEP_FIELD_INTEGER) != 0)
    json_object_set_int_member (object, field->member, g_ascii_strtoll (value, NULL, 10));
  else
    json_object_set_string_member (object, field->member, value);
}

/* @value: words, and after the last bar the digests of pictures; another bar is the words' own. */
static void
set_proof (OsrStepCommand *command, const char *value)
{
  const char *bar = strrchr (value, '|');
  g_auto (GStrv) digests = g_strsplit (bar != NULL ? bar + 1 : "", ",", -1);
  gboolean pictures = digests[0] != NULL && osr_is_digest (digests[0]);
  g_autofree char *words = pictures ? g_strndup (value, (gsize) (bar - value)) : g_strdup (value);

  osr_media_proof_set (command->members, &command->payload, words, pictures ? bar + 1 : NULL);
}

/* The digest is of the very text that goes out. */
static void
set_digest (OsrStepCommand *command, const OsrStepDesk *desk)
{
  const char *text =
      command->payload != NULL ? osr_json_get_string (command->payload, "text") : NULL;
  g_autofree char *files = osr_media_list_dup (command->members);
  g_autofree char *digest =
      osr_text_digest (osr_json_get_string (command->members, "kind"), text != NULL ? text : "",
                       osr_json_get_string (command->members, "account"), desk->c->native_id,
                       files);

  json_object_set_string_member (command->members, "digest", digest);
}

static void
command_free (OsrStepCommand *command)
{
  json_object_unref (command->members);
  g_clear_pointer (&command->payload, json_object_unref);
  g_free (command);
}

static OsrStepCommand *
new_command (const OsrStepKind *step, const OsrStepDesk *desk, GHashTable *values)
{
  OsrStepCommand *command = g_new0 (OsrStepCommand, 1);

  command->type = step->type;
  command->members = osr_step_imply (step, desk);
  for (const OsrStepField *field = step->fields; field->member != NULL; field++) {
    g_autofree char *value = dup_value (values, field->member);

    if (!osr_step_asks (step, field, desk) || (field->flags & OSR_STEP_FIELD_ORDER) != 0)
      continue;
    if (field->kind == OSR_STEP_FIELD_PROOF) {
      set_proof (command, value);
    } else if ((field->flags & OSR_STEP_FIELD_PAYLOAD) != 0 && *value != '\0') {
      if (command->payload == NULL)
        command->payload = json_object_new ();
      set_value (command->payload, field, value);
    } else {
      set_value (command->members, field, value);
    }
  }
  if (is_named (step, "reply-corrected") && osr_case_get_draft (desk->c) != NULL) {
    if (command->payload == NULL)
      command->payload = json_object_new ();
    json_object_set_string_member (command->payload, "text", osr_case_get_draft (desk->c)->text);
  }
  if (g_str_has_suffix (step->name, ":correction"))
    set_digest (command, desk);
  return command;
}

/* One command for each body that is asked. */
static void
add_requests (GPtrArray *commands, const OsrStepKind *step, const OsrStepDesk *desk,
              GHashTable *values)
{
  g_autofree char *value = dup_value (values, "bodies");
  g_auto (GStrv) ids = g_strsplit (value, "\n", -1);
  const char *order = g_hash_table_lookup (values, "order");

  for (guint i = 0; ids[i] != NULL; i++) {
    OsrStepCommand *command = new_command (step, desk, values);

    json_object_set_string_member (command->members, "body", ids[i]);
    if (order != NULL && *order != '\0')
      json_object_set_int_member (command->members, "order", i + 1);
    g_ptr_array_add (commands, command);
  }
}

GPtrArray *
osr_step_build (const OsrStepKind *step, const OsrStepDesk *desk, GHashTable *values)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func ((GDestroyNotify) command_free);
  OsrStepCommand *command;

  if (is_named (step, "contribution-requested")) {
    add_requests (commands, step, desk, values);
    return commands;
  }
  command = new_command (step, desk, values);
  if (is_named (step, "linked") && g_hash_table_lookup (values, "number") != NULL)
    json_object_set_string_member (command->members, "earlier_number",
                                   g_hash_table_lookup (values, "number"));
  g_ptr_array_add (commands, command);
  return commands;
}
