/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The envelope of a command: its case, its moment, what it was taken upon. What the event in it must be
 * made of is in core/record/osr-form.c. */
#include "coordinator/osr-command.h"

#include <string.h>

#include "coordinator/osr-coordinator-error.h"
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/record/osr-form.h"
#include "core/record/osr-stream.h"

#define MAX_DEVICE_BYTES 128

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

/* The table's words in the coordinator's own errors. */
static gboolean
check_form (const char *stream, const char *type, JsonObject *members, JsonObject *payload,
            GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (osr_form_check (stream, type, members, payload, &fault))
    return TRUE;
  if (!g_error_matches (fault, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED))
    return refuse (error, fault->message);
  g_set_error_literal (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_FORBIDDEN,
                       fault->message);
  return FALSE;
}

gboolean
osr_command_check_office (const char *type, JsonObject *members, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (type == NULL || members == NULL)
    return refuse (error, "\"type\" and \"members\" of a change of the office are needed");
  return osr_form_check (OSR_STREAM_OFFICE, type, members, NULL, &fault) ||
         refuse (error, fault->message);
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
  return check_form (command->stream, command->type, command->members, command->payload, error);
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
