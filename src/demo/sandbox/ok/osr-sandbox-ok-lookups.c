/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods that look up people, groups, addresses and what is left of the day's calls. */
#include <string.h>

#include "demo/sandbox/ok/osr-sandbox-ok-call.h"

#define CALLS_LEFT 5000

static void
shape_person (JsonBuilder *builder, const OsrSandboxCitizen *citizen)
{
  g_autofree char *uid = g_strdup_printf ("%" G_GINT64_FORMAT, citizen->id);
  g_autofree char *name = g_strconcat (citizen->first_name, " ", citizen->last_name, NULL);

  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "uid", uid);
  osr_sandbox_shape_string (builder, "first_name", citizen->first_name);
  osr_sandbox_shape_string (builder, "last_name", citizen->last_name);
  osr_sandbox_shape_string (builder, "name", g_strchomp (name));
  json_builder_end_object (builder);
}

static gboolean
current_user (OsrSandboxOkCall *call)
{
  const OsrSandboxCitizen *citizen =
      osr_sandbox_wall_citizen (call->wall, call->exchange->token->id);

  if (citizen == NULL)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_NOT_FOUND, "User is not found");
  shape_person (call->builder, citizen);
  return TRUE;
}

static gint64
read_id (const char *text)
{
  gint64 id;

  return text != NULL && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL) ? id : 0;
}

static gboolean
people (OsrSandboxOkCall *call)
{
  const char *uids = osr_sandbox_ok_argument (call, "uids");
  g_auto (GStrv) ids = g_strsplit (uids != NULL ? uids : "", ",", -1);

  if (uids == NULL || osr_sandbox_ok_argument (call, "fields") == NULL)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PARAM, "uids and fields are required");
  json_builder_begin_array (call->builder);
  for (guint i = 0; ids[i] != NULL; i++) {
    const OsrSandboxCitizen *citizen = osr_sandbox_wall_citizen (call->wall, read_id (ids[i]));

    if (citizen != NULL)
      shape_person (call->builder, citizen);
  }
  json_builder_end_array (call->builder);
  return TRUE;
}

static void
shape_group (JsonBuilder *builder, const OsrSandboxCommunity *group)
{
  g_autofree char *uid = g_strdup_printf ("%" G_GINT64_FORMAT, group->id);

  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "uid", uid);
  osr_sandbox_shape_string (builder, "name", group->name);
  osr_sandbox_shape_string (builder, "shortname", group->screen_name);
  json_builder_end_object (builder);
}

static gboolean
groups (OsrSandboxOkCall *call)
{
  const char *uids = osr_sandbox_ok_argument (call, "uids");
  g_auto (GStrv) ids = g_strsplit (uids != NULL ? uids : "", ",", -1);

  if (uids == NULL || osr_sandbox_ok_argument (call, "fields") == NULL)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PARAM, "uids and fields are required");
  json_builder_begin_array (call->builder);
  for (guint i = 0; ids[i] != NULL; i++) {
    const OsrSandboxCommunity *group = osr_sandbox_wall_community (call->wall, read_id (ids[i]));

    if (group != NULL && group->network == OSR_SANDBOX_OK)
      shape_group (call->builder, group);
  }
  json_builder_end_array (call->builder);
  return TRUE;
}

static gboolean
calls_left (OsrSandboxOkCall *call)
{
  const char *methods = osr_sandbox_ok_argument (call, "methods");
  g_auto (GStrv) names = g_strsplit (methods != NULL ? methods : "", ",", -1);

  json_builder_begin_object (call->builder);
  osr_sandbox_shape_array (call->builder, "methods");
  for (guint i = 0; names[i] != NULL; i++) {
    json_builder_begin_object (call->builder);
    osr_sandbox_shape_string (call->builder, "methodName", names[i]);
    osr_sandbox_shape_int (call->builder, "callsLeft", CALLS_LEFT);
    json_builder_end_object (call->builder);
  }
  json_builder_end_array (call->builder);
  json_builder_end_object (call->builder);
  return TRUE;
}

static void
answer_object (OsrSandboxOkCall *call, const char *id, const char *type)
{
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_int (call->builder, "objectId", read_id (id));
  osr_sandbox_shape_string (call->builder, "objectIdStr", id);
  osr_sandbox_shape_string (call->builder, "type", type);
  json_builder_end_object (call->builder);
}

/* ".../group/34/topic/340000001", ".../group/34", or ".../name" */
static gboolean
address (OsrSandboxOkCall *call)
{
  const char *url = osr_sandbox_ok_argument (call, "url");
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
  g_auto (GStrv) parts = g_strsplit (uri != NULL ? g_uri_get_path (uri) : "", "/", -1);
  guint length = g_strv_length (parts);
  const OsrSandboxCommunity *group =
      length == 2 ? osr_sandbox_wall_community_named (call->wall, parts[1]) : NULL;
  g_autofree char *id = NULL;

  if (group != NULL && group->network == OSR_SANDBOX_OK) {
    id = g_strdup_printf ("%" G_GINT64_FORMAT, group->id);
    answer_object (call, id, "GROUP");
  } else if (length >= 5 && strcmp (parts[3], "topic") == 0) {
    answer_object (call, parts[4], "GROUP_TOPIC");
  } else if (length >= 3 && strcmp (parts[1], "group") == 0) {
    answer_object (call, parts[2], "GROUP");
  } else {
    answer_object (call, "0", "UNKNOWN");
  }
  return TRUE;
}

static void
shape_topic (OsrSandboxOkCall *call, const OsrSandboxPost *post)
{
  JsonBuilder *builder = call->builder;
  gint64 group = -post->owner_id;
  g_autofree char *id = osr_sandbox_name_topic (group, post->id);
  g_autofree char *owner = g_strdup_printf ("group:%" G_GINT64_FORMAT, group);

  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "id", id);
  osr_sandbox_shape_string (builder, "owner_ref", owner);
  osr_sandbox_shape_string (builder, "author_ref", owner);
  osr_sandbox_shape_int (builder, "created_ms", post->date * 1000);
  osr_sandbox_shape_array (builder, "media");
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "type", "text");
  osr_sandbox_shape_string (builder, "text", post->text);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static gboolean
topics (OsrSandboxOkCall *call)
{
  const char *names = osr_sandbox_ok_argument (call, "topic_ids");
  gint64 limit = read_id (osr_sandbox_ok_argument (call, "media_limit"));
  g_auto (GStrv) ids = g_strsplit (names != NULL ? names : "", ",", -1);

  if (names == NULL || limit < 1 || limit > 3)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PARAM,
                                "topic_ids and media_limit of 1 to 3 are required");
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_array (call->builder, "media_topics");
  for (guint i = 0; ids[i] != NULL; i++) {
    gint64 group, number;
    const OsrSandboxPost *post = osr_sandbox_read_topic (ids[i], &group, &number)
                                     ? osr_sandbox_wall_post (call->wall, -group, number)
                                     : NULL;

    if (post != NULL)
      shape_topic (call, post);
  }
  json_builder_end_array (call->builder);
  json_builder_end_object (call->builder);
  return TRUE;
}

const OsrSandboxOkMethod osr_sandbox_ok_lookups[] = {
  { "mediatopic.getByIds", topics },
  { "users.getCurrentUser", current_user },
  { "users.getInfo", people },
  { "users.getCallsLeft", calls_left },
  { "group.getInfo", groups },
  { "url.getInfo", address },
  { NULL, NULL },
};
