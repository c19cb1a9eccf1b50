/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table says which events a person may ask for and which members each must have; a member that
 * the table does not know may stand there if it is flat, since a newer workstation may say more. The
 * envelope's own members are never taken from a workstation. */
#include "core/record/osr-form.h"

#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/record/osr-stream.h"

#define MAX_MEMBERS 32

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
  { "publish-intended", "draft:i digest:s guid:s account:s fallback:b? post:s? mention:s? "
                        "again:b?|mention:s? reason:s?" },
  { "publish-look-ordered", "" },
  { "challenge-answered", "challenge:i|answer:s" },
  { "published-by-hand", "draft:i digest:s kind:s url:s? proof:s account:s? fallback:b? mention:s?"
                         "|mention:s? attachments:a?" },
  { "reply-corrected", "draft:i digest:s url:s proof:s|text:s attachments:a?" },
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
    " users:a? track:s? api_version:s? options:a? holder:s?" },
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

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *what = NULL;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, what);
  return FALSE;
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
find_form_of (const char *stream, const char *type)
{
  switch (osr_stream_get_kind (stream)) {
  case OSR_STREAM_OF_OFFICE:
    return find_form (office_forms, G_N_ELEMENTS (office_forms), type);
  case OSR_STREAM_OF_REPORT:
    return find_form (report_forms, G_N_ELEMENTS (report_forms), type);
  case OSR_STREAM_OF_ACCOUNT:
    return find_form (account_forms, G_N_ELEMENTS (account_forms), type);
  case OSR_STREAM_OF_CASE:
    return find_form (case_forms, G_N_ELEMENTS (case_forms), type);
  case OSR_STREAM_OF_CHECKPOINTS: /* the log's own */
  case OSR_STREAM_UNKNOWN:
  default:
    return NULL;
  }
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
           strlen (json_node_get_string (node)) <= OSR_FORM_MAX_TEXT_BYTES;
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
    return colon[2] == '?' || refuse (error, "\"%s\" is missing", name);
  return is_kind (node, colon[1]) || refuse (error, "\"%s\" is of a wrong kind", name);
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
      return refuse (error, "\"%s\" is the coordinator's to say", name);
    if (JSON_NODE_HOLDS_VALUE (node) || (JSON_NODE_HOLDS_ARRAY (node) && is_flat_array (node)))
      continue;
    if (flat || !JSON_NODE_HOLDS_OBJECT (node))
      return refuse (error, "\"%s\" is of a wrong kind", name);
  }
  return TRUE;
}

static gboolean
check_parts (const Form *form, gboolean flat, JsonObject *members, JsonObject *payload,
             GError **error)
{
  g_auto (GStrv) parts = g_strsplit (form->members, "|", 2);

  if ((members != NULL && !check_shape (members, flat, error)) ||
      !check_items (members, parts[0] != NULL ? parts[0] : "", error))
    return FALSE;
  if (parts[0] != NULL && parts[1] != NULL)
    return (payload == NULL || check_shape (payload, TRUE, error)) &&
           check_items (payload, parts[1], error);
  return payload == NULL || refuse (error, "this event has no payload");
}

gboolean
osr_form_check (const char *stream, const char *type, JsonObject *members, JsonObject *payload,
                GError **error)
{
  gboolean flat = osr_stream_get_kind (stream) != OSR_STREAM_OF_OFFICE;
  const Form *form = type != NULL ? find_form_of (stream, type) : NULL;

  if (form != NULL)
    return check_parts (form, flat, members, payload, error);
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED,
               "No person can append \"%.40s\" here.", type != NULL ? type : "");
  return FALSE;
}
