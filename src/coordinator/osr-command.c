/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table says which events a person may ask for and which members each must have; a member that
 * the table does not know may stand there if it is flat, since a newer workstation may say more. The
 * envelope's own members are never taken from a workstation. */
#include "coordinator/osr-command.h"

#include <string.h>

#include "coordinator/osr-coordinator-error.h"
#include "core/osr-json.h"
#include "core/record/osr-stream.h"

#define MAX_MEMBERS      32
#define MAX_DEVICE_BYTES 128

/* Members: "name:kind …", kinds s text, i integer, b boolean, a array, o object; ? may be absent.
 * After a bar, those of the payload. */
typedef struct {
  const char *type;
  const char *members;
} Form;

static const Form case_forms[] = {
  { "found",
    "network:s permalink:s? source:s? native_id:s? owner_id:s? post_id:s? by_hand:b body:s?"
    " track:s? locality:s? published_at:i?"
    "|text:s author_name:s? author_id:s? context:s? media:a?" },
  { "detected", "body:s?" },
  { "triaged",
    "topics:a locality:s? importance:s limit_minutes:i? shortened:b? significant:b? unlawful:b?" },
  { "dismissed", "reason:s? ground:s?|words:s?" },
  { "routed", "body:s order:i? minutes:i?" },
  { "returned", "body:s recalled:b?|reason:s?" },
  { "assigned", "body:s executor:s" },
  { "reassigned", "body:s executor:s" },
  { "substituted", "body:s executor:s" },
  { "contribution-requested", "body:s order:i? minutes:i?|text:s?" },
  { "contributed", "body:s|text:s" },
  { "contribution-forwarded", "body:s" },
  { "drafter-named", "body:s?" },
  { "responsible-appointed", "body:s" },
  { "sequence-allowed", "bodies:a" },
  { "drafted", "body:s kind:s account:s digest:s|text:s" },
  { "agreed", "draft:i digest:s" },
  { "submitted",
    "body:s? kind:s account:s digest:s agreed:i? clause:s? corrects:i? voice:s?|text:s" },
  { "withdrawn", "body:s?" },
  { "reworked", "draft:i internal:b? ground:s?|remarks:s?" },
  { "approved", "draft:i digest:s" },
  { "publish-intended", "draft:i digest:s guid:s account:s fallback:b? post:s? mention:s? again:b?"
                        "|mention:s? reason:s?" },
  { "publish-look-ordered", "" },
  { "challenge-answered", "challenge:i|answer:s" },
  { "published-by-hand",
    "draft:i digest:s kind:s url:s? proof:s account:s? fallback:b? mention:s?|mention:s?" },
  { "reply-corrected", "draft:i digest:s url:s proof:s|text:s" },
  { "checked", "reply:s draft:i?" },
  { "author-replied", "native_id:s?|text:s?" },
  { "noted", "to:s? answers:i? goes_by:s?|text:s" },
  { "linked", "earlier:s earlier_number:s?" },
  { "joined", "matter:s" },
  { "promised", "date:s kept:b?" },
  { "reported", "report:s to:s step:i?|text:s" },
  { "acknowledged", "report:i" },
  { "deficiency-noted", "body:s ground:s measure:s? to:s?|text:s" },
  { "referred", "body:s? to:s?|text:s" },
  { "evaluated", "quality:i satisfaction:i?" },
  { "case-offered", "|text:s" },
  { "case-agreed", "" },
  { "case-declined", "|reason:s" },
  { "case-published", "url:s" },
  { "closed", "|reason:s?" },
  { "reopened", "" },
  { "payload-erased", "versions:a? act:s act_date:s reason:s" },
};

static const Form report_forms[] = {
  { "rating-offered", "period:s messages:i? channels:a? counts:a? body:s?|text:s" },
  { "rating-agreed", "period:s offer:i" },
  { "rating-declined", "period:s offer:i|reason:s? proposals:s?" },
  { "rating-sent", "period:s offer:i? to:s? messages:i? channels:a? counts:a? body:s?|text:s?" },
  { "report-offered", "period:s messages:i? channels:a? counts:a? body:s?|text:s" },
  { "report-agreed", "period:s offer:i" },
  { "report-declined", "period:s offer:i|reason:s? proposals:s?" },
  { "report-sent", "period:s offer:i? to:s? messages:i? channels:a? counts:a? body:s?|text:s?" },
  { "summary-made", "period:s to:s? messages:i? channels:a? counts:a? body:s?|text:s" },
  { "payload-erased", "versions:a? act:s act_date:s reason:s" },
};

static const Form account_forms[] = {
  { "account-posted", "account:s post:s permalink:s? published_at:i?" },
  { "post-published", "account:s post:s permalink:s? published_at:i?" },
  { "watched", "account:s post:s? checked_at:i? found:i?" },
};

static const Form office_forms[] = {
  { "schedule-set", "body:s? schedule:o zone:s?" },
  { "regulation-adopted", "document:o readings:o?" },
  { "calendar-adopted", "document:o decrees:b?" },
  { "body-set", "body:s name:s short_name:s? genitive:s? topics:a? parent:s? valid_from:i?"
                " valid_to:i? successor:s?" },
  { "person-set",
    "person:s login:s name:s post:s? mail:s? disabled:b? hand_over_to:s? hand_over:o?" },
  { "role-granted", "person:s role:s body:s?" },
  { "role-revoked", "person:s role:s body:s?" },
  { "account-set",
    "account:s network:s body:s? owner:s name:s api_base:s? link_base:s? watched:b? public_link:s?"
    " users:a? track:s?" },
  { "substitution-set", "id:s absent:s substitute:s from:i to:i ground:s" },
  { "substitution-ended", "id:s" },
  { "topic-set", "topic:s name:s" },
  { "limit-set", "network:s characters:i" },
};

static const char *const envelope[] = {
  "seq",        "case",
  "version",    "type",
  "v",          "at",
  "claimed_at", "by",
  "for",        "device",
  "command",    "number",
  "regulation", "regulation_version",
  "payload",    "payload_digest",
  NULL,
};

static const char *const known[] = {
  "case", "type", "after", "claimed_at", "device", "for", "members", "payload", NULL,
};

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_MALFORMED,
               "The command cannot be accepted: %s", what);
  return FALSE;
}

static gboolean G_GNUC_PRINTF (2, 3) refuse_member (GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return refuse (error, what);
}

gboolean
osr_is_uuid (const char *id)
{
  if (id == NULL || strlen (id) != 36 || !g_uuid_string_is_valid (id))
    return FALSE;
  for (const char *c = id; *c != '\0'; c++) {
    if (g_ascii_isupper (*c))
      return FALSE;
  }
  return TRUE;
}

static const Form *
find_form (const Form *forms, guint n, const char *type)
{
  for (guint i = 0; i < n; i++) {
    if (g_str_equal (forms[i].type, type))
      return &forms[i];
  }
  return NULL;
}

static const Form *
find_form_of (const OsrParsedCommand *command)
{
  switch (osr_stream_get_kind (command->stream)) {
  case OSR_STREAM_OF_OFFICE:
    return find_form (office_forms, G_N_ELEMENTS (office_forms), command->type);
  case OSR_STREAM_OF_REPORT:
    return find_form (report_forms, G_N_ELEMENTS (report_forms), command->type);
  case OSR_STREAM_OF_ACCOUNT:
    return find_form (account_forms, G_N_ELEMENTS (account_forms), command->type);
  case OSR_STREAM_OF_CASE:
  case OSR_STREAM_UNKNOWN:
  default:
    return find_form (case_forms, G_N_ELEMENTS (case_forms), command->type);
  }
}

/* A case's uuid is in lower case, and so is a report's: one stream has one name. */
static gboolean
is_stream (const char *stream)
{
  OsrStreamKind kind = osr_stream_get_kind (stream);

  if (kind == OSR_STREAM_OF_REPORT)
    return osr_is_uuid (stream + strlen (OSR_STREAM_REPORT_PREFIX));
  /* Checkpoints are the log's own. */
  if (kind == OSR_STREAM_OF_CHECKPOINTS)
    return FALSE;
  return kind == OSR_STREAM_OF_CASE ? osr_is_uuid (stream) : kind != OSR_STREAM_UNKNOWN;
}

static gboolean
is_value (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static gboolean
is_kind (JsonNode *node, char kind)
{
  switch (kind) {
  case 's':
    return is_value (node, G_TYPE_STRING) &&
           strlen (json_node_get_string (node)) <= OSR_COMMAND_MAX_TEXT_BYTES;
  case 'i':
    return is_value (node, G_TYPE_INT64);
  case 'b':
    return is_value (node, G_TYPE_BOOLEAN);
  case 'a':
    return JSON_NODE_HOLDS_ARRAY (node);
  case 'o':
    return JSON_NODE_HOLDS_OBJECT (node);
  default:
    return FALSE;
  }
}

/* @item: "name:kind" or "name:kind?" */
static gboolean
check_item (JsonObject *object, const char *item, GError **error)
{
  const char *colon = strchr (item, ':');
  g_autofree char *name = g_strndup (item, (gsize) (colon - item));
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return colon[2] == '?' || refuse_member (error, "\"%s\" is missing", name);
  return is_kind (node, colon[1]) || refuse_member (error, "\"%s\" is of a wrong kind", name);
}

static gboolean
check_items (JsonObject *object, const char *form, GError **error)
{
  g_auto (GStrv) items = g_strsplit (form, " ", -1);

  for (guint i = 0; items[i] != NULL; i++) {
    if (*items[i] != '\0' && !check_item (object, items[i], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_flat_array (JsonNode *node)
{
  JsonArray *array = json_node_get_array (node);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (!JSON_NODE_HOLDS_VALUE (json_array_get_element (array, i)))
      return FALSE;
  }
  return json_array_get_length (array) <= MAX_MEMBERS;
}

/* An event of a case is flat; one of the office may hold a schedule. */
static gboolean
check_shape (JsonObject *object, gboolean flat, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (json_object_get_size (object) > MAX_MEMBERS)
    return refuse (error, "too many members");
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node)) {
    if (g_strv_contains (envelope, name))
      return refuse_member (error, "\"%s\" is the coordinator's to say", name);
    if (JSON_NODE_HOLDS_VALUE (node) || (JSON_NODE_HOLDS_ARRAY (node) && is_flat_array (node)))
      continue;
    if (flat || !JSON_NODE_HOLDS_OBJECT (node))
      return refuse_member (error, "\"%s\" is of a wrong kind", name);
  }
  return TRUE;
}

static gboolean
check_form (OsrParsedCommand *command, GError **error)
{
  gboolean office = g_str_equal (command->stream, OSR_STREAM_OFFICE);
  const Form *form = find_form_of (command);
  g_auto (GStrv) parts = NULL;

  if (form == NULL) {
    g_set_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_FORBIDDEN,
                 "No person can append \"%.40s\" here.", command->type);
    return FALSE;
  }
  parts = g_strsplit (form->members, "|", 2);
  if (!check_shape (command->members, !office, error) ||
      !check_items (command->members, parts[0] != NULL ? parts[0] : "", error))
    return FALSE;
  if (parts[0] != NULL && parts[1] != NULL)
    return (command->payload == NULL || check_shape (command->payload, TRUE, error)) &&
           check_items (command->payload, parts[1], error);
  return command->payload == NULL || refuse (error, "this event has no payload");
}

gboolean
osr_command_check_office (const char *type, JsonObject *members, GError **error)
{
  const Form *form =
      type != NULL ? find_form (office_forms, G_N_ELEMENTS (office_forms), type) : NULL;

  if (form == NULL || members == NULL)
    return refuse (error, "\"type\" and \"members\" of a change of the office are needed");
  return check_shape (members, FALSE, error) && check_items (members, form->members, error);
}

static gboolean
read_after (OsrParsedCommand *command, JsonObject *root, GError **error)
{
  JsonObject *after = osr_json_get_object (root, "after");

  command->after_version = -1;
  if (!json_object_has_member (root, "after"))
    return TRUE;
  if (after == NULL || json_object_get_size (after) != 1)
    return refuse (error, "\"after\" must have \"version\" or \"command\"");
  if (json_object_has_member (after, "version")) {
    command->after_version = osr_json_get_int (after, "version", -1);
    return command->after_version >= 0 || refuse (error, "\"after\": \"version\"");
  }
  command->after_command = g_strdup (osr_json_get_string (after, "command"));
  return osr_is_uuid (command->after_command) || refuse (error, "\"after\": \"command\"");
}

static gboolean
read_object (JsonObject *root, const char *name, JsonObject **object, GError **error)
{
  JsonNode *node = json_object_get_member (root, name);

  *object = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse_member (error, "\"%s\" is not an object", name);
  *object = json_object_ref (json_node_get_object (node));
  return TRUE;
}

static gboolean
check_known (JsonObject *root, GError **error)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, root);
  while (json_object_iter_next (&iter, &name, NULL)) {
    if (!g_strv_contains (known, name))
      return refuse_member (error, "there is no \"%.40s\"", name);
  }
  return TRUE;
}

static gboolean
read_command (OsrParsedCommand *command, JsonObject *root, GError **error)
{
  if (!check_known (root, error))
    return FALSE;
  command->stream = g_strdup (osr_json_get_string (root, "case"));
  command->type = g_strdup (osr_json_get_string (root, "type"));
  command->device = g_strdup (osr_json_get_string (root, "device"));
  command->on_behalf = g_strdup (osr_json_get_string (root, "for"));
  command->claimed_at = osr_json_get_int (root, "claimed_at", -1);
  if (!is_stream (command->stream))
    return refuse (error, "\"case\" is neither a uuid nor \"office\"");
  if (command->type == NULL)
    return refuse (error, "\"type\" is missing");
  if (command->device == NULL || strlen (command->device) > MAX_DEVICE_BYTES)
    return refuse (error, "\"device\" is missing or too long");
  if (json_object_has_member (root, "for") &&
      (command->on_behalf == NULL || *command->on_behalf == '\0'))
    return refuse (error, "\"for\" is not a person");
  if (command->claimed_at < 0)
    return refuse (error, "\"claimed_at\" is not a moment");
  if (!read_after (command, root, error) ||
      !read_object (root, "members", &command->members, error) ||
      !read_object (root, "payload", &command->payload, error))
    return FALSE;
  if (command->members == NULL)
    command->members = json_object_new ();
  return check_form (command, error);
}

OsrParsedCommand *
osr_parsed_command_new (const char *id, GBytes *raw, GError **error)
{
  g_autoptr (OsrParsedCommand) command = g_new0 (OsrParsedCommand, 1);
  g_autoptr (JsonObject) root = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (raw, &length);

  if (!osr_is_uuid (id)) {
    refuse (error, "its id is not a uuid in lower case");
    return NULL;
  }
  root = osr_json_read_object (bytes != NULL ? bytes : "", (gssize) length, 0, "command", error);
  if (root == NULL)
    return NULL;
  command->id = g_strdup (id);
  command->raw = g_bytes_ref (raw);
  return read_command (command, root, error) ? g_steal_pointer (&command) : NULL;
}

void
osr_parsed_command_free (OsrParsedCommand *command)
{
  if (command == NULL)
    return;
  g_free (command->id);
  g_free (command->stream);
  g_free (command->type);
  g_free (command->after_command);
  g_free (command->device);
  g_free (command->on_behalf);
  g_clear_pointer (&command->members, json_object_unref);
  g_clear_pointer (&command->payload, json_object_unref);
  g_clear_pointer (&command->raw, g_bytes_unref);
  g_free (command);
}
