/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods about people, communities, tokens and the network itself. They only look things up. */
#include "demo/sandbox/vk/osr-sandbox-vk-method.h"
#include "demo/sandbox/vk/osr-sandbox-vk-shape.h"

#include <string.h>

/* A number, or @prefix and a number ("id5", "club7"); 0 when it is neither. */
static gint64
read_id (const char *text, const char *prefix)
{
  gint64 id;

  if (g_str_has_prefix (text, prefix))
    text += strlen (prefix);
  return g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL) ? id : 0;
}

static OsrSandboxCommunity *
find_community (OsrSandboxWall *wall, const char *name)
{
  OsrSandboxCommunity *community = osr_sandbox_wall_community_named (wall, name);

  return community != NULL ? community : osr_sandbox_wall_community (wall, read_id (name, "club"));
}

gboolean
osr_sandbox_users_get (OsrSandboxCall *call)
{
  g_auto (GStrv) names = osr_sandbox_call_list (call, "user_ids");

  json_builder_begin_array (call->builder);
  if (names[0] == NULL && call->token->kind == OSR_SANDBOX_TOKEN_USER)
    osr_sandbox_shape_citizen (call->builder,
                               osr_sandbox_wall_citizen (call->wall, call->token->id));
  for (guint i = 0; names[i] != NULL; i++) {
    OsrSandboxCitizen *citizen = osr_sandbox_wall_citizen (call->wall, read_id (names[i], "id"));

    if (citizen != NULL)
      osr_sandbox_shape_citizen (call->builder, citizen);
  }
  json_builder_end_array (call->builder);
  return TRUE;
}

/* A community's own token needs no name: it asks about itself. */
static GStrv
community_names (OsrSandboxCall *call)
{
  const char *one = osr_sandbox_call_string (call, "group_id", NULL);
  g_autofree char *own = NULL;

  if (osr_sandbox_call_string (call, "group_ids", NULL) != NULL)
    return osr_sandbox_call_list (call, "group_ids");
  if (one == NULL && call->token->kind == OSR_SANDBOX_TOKEN_GROUP)
    one = own = g_strdup_printf ("%" G_GINT64_FORMAT, call->token->id);
  return g_strsplit (one != NULL ? one : "", ",", -1);
}

gboolean
osr_sandbox_groups_get_by_id (OsrSandboxCall *call)
{
  g_auto (GStrv) names = community_names (call);

  if (names[0] == NULL)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "group_ids is undefined");
  for (guint i = 0; names[i] != NULL; i++)
    if (find_community (call->wall, names[i]) == NULL)
      return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "group_ids is invalid");
  json_builder_begin_object (call->builder);
  json_builder_set_member_name (call->builder, "groups");
  json_builder_begin_array (call->builder);
  for (guint i = 0; names[i] != NULL; i++)
    osr_sandbox_shape_community (call->builder, find_community (call->wall, names[i]));
  json_builder_end_array (call->builder);
  json_builder_set_member_name (call->builder, "profiles");
  json_builder_begin_array (call->builder);
  json_builder_end_array (call->builder);
  json_builder_end_object (call->builder);
  return TRUE;
}

gboolean
osr_sandbox_groups_get_token_permissions (OsrSandboxCall *call)
{
  static const struct {
    const char *name;
    gint64 setting;
  } permissions[] = { { "photos", 1 << 2 }, { "wall", 1 << 13 }, { "manage", 1 << 18 } };
  gint64 mask = 0;

  for (guint i = 0; i < G_N_ELEMENTS (permissions); i++)
    mask |= permissions[i].setting;
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_int (call->builder, "mask", mask);
  json_builder_set_member_name (call->builder, "permissions");
  json_builder_begin_array (call->builder);
  for (guint i = 0; i < G_N_ELEMENTS (permissions); i++) {
    json_builder_begin_object (call->builder);
    osr_sandbox_shape_string (call->builder, "name", permissions[i].name);
    osr_sandbox_shape_int (call->builder, "setting", permissions[i].setting);
    json_builder_end_object (call->builder);
  }
  json_builder_end_array (call->builder);
  json_builder_end_object (call->builder);
  return TRUE;
}

gboolean
osr_sandbox_utils_get_server_time (OsrSandboxCall *call)
{
  json_builder_add_int_value (call->builder, call->now);
  return TRUE;
}

/* An empty list, not an error, is the network's word for a name that nobody has. */
gboolean
osr_sandbox_utils_resolve_screen_name (OsrSandboxCall *call)
{
  const char *name = osr_sandbox_call_string (call, "screen_name", "");
  gboolean bare = g_ascii_isdigit (*name); /* a number alone is nobody's screen name */
  OsrSandboxCommunity *community = bare ? NULL : find_community (call->wall, name);
  OsrSandboxCitizen *citizen =
      bare ? NULL : osr_sandbox_wall_citizen (call->wall, read_id (name, "id"));

  if (community == NULL && citizen == NULL) {
    json_builder_begin_array (call->builder);
    json_builder_end_array (call->builder);
    return TRUE;
  }
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_string (call->builder, "type", community != NULL ? "group" : "user");
  osr_sandbox_shape_int (call->builder, "object_id",
                         community != NULL ? community->id : citizen->id);
  json_builder_end_object (call->builder);
  return TRUE;
}
