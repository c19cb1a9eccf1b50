/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of methods and the check of arguments against it. What a method does with arguments that
 * passed is in the files of the methods. */
#include "demo/sandbox/vk/osr-sandbox-vk-method.h"

#include <stdarg.h>
#include <string.h>

#define ANY_NUMBER   .min = G_MININT64, .max = G_MAXINT64
#define NOT_NEGATIVE .min = 0, .max = G_MAXINT64
#define USER         OSR_SANDBOX_TOKEN_USER
#define GROUP        OSR_SANDBOX_TOKEN_GROUP
#define SERVICE      OSR_SANDBOX_TOKEN_SERVICE

static const char *const sorts[] = { "asc", "desc", "smart", NULL };
static const char *const filters[] = { "owner",    "others",   "all",   "postponed",
                                       "suggests", "archived", "donut", NULL };
static const char *const name_cases[] = { "nom", "gen", "dat", "acc", "ins", "abl", NULL };

static const OsrSandboxParam wall_get_params[] = {
  { "owner_id", OSR_SANDBOX_INT, ANY_NUMBER }, /* documented, though the schema leaves it out */
  { "domain", OSR_SANDBOX_ID_OR_NAME, ANY_NUMBER },
  { "offset", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "count", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "filter", OSR_SANDBOX_STRING, .choices = filters },
  { "extended", OSR_SANDBOX_BOOL },
  { "fields", OSR_SANDBOX_LIST },
};

static const OsrSandboxParam wall_get_by_id_params[] = {
  { "posts", OSR_SANDBOX_LIST, TRUE },
  { "extended", OSR_SANDBOX_BOOL },
  { "copy_history_depth", OSR_SANDBOX_INT, ANY_NUMBER },
  { "fields", OSR_SANDBOX_LIST },
};

static const OsrSandboxParam wall_get_comments_params[] = {
  { "owner_id", OSR_SANDBOX_INT, ANY_NUMBER },
  { "post_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "need_likes", OSR_SANDBOX_BOOL },
  { "start_comment_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "offset", OSR_SANDBOX_INT, ANY_NUMBER },
  { "count", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "sort", OSR_SANDBOX_STRING, .choices = sorts },
  { "preview_length", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "extended", OSR_SANDBOX_BOOL },
  { "fields", OSR_SANDBOX_LIST },
  { "comment_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "thread_items_count", OSR_SANDBOX_INT, .min = 0, .max = 10 },
};

static const OsrSandboxParam wall_create_comment_params[] = {
  { "owner_id", OSR_SANDBOX_INT, ANY_NUMBER },
  { "post_id", OSR_SANDBOX_INT, TRUE, NOT_NEGATIVE },
  { "from_group", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "message", OSR_SANDBOX_STRING },
  { "reply_to_comment", OSR_SANDBOX_INT, ANY_NUMBER },
  { "attachments", OSR_SANDBOX_LIST },
  { "sticker_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "guid", OSR_SANDBOX_STRING },
};

static const OsrSandboxParam wall_edit_comment_params[] = {
  { "owner_id", OSR_SANDBOX_INT, ANY_NUMBER },
  { "post_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "comment_id", OSR_SANDBOX_INT, TRUE, NOT_NEGATIVE },
  { "message", OSR_SANDBOX_STRING },
  { "attachments", OSR_SANDBOX_LIST },
};

static const OsrSandboxParam wall_post_params[] = {
  { "owner_id", OSR_SANDBOX_INT, ANY_NUMBER },
  { "friends_only", OSR_SANDBOX_BOOL },
  { "from_group", OSR_SANDBOX_BOOL },
  { "message", OSR_SANDBOX_STRING },
  { "attachments", OSR_SANDBOX_LIST },
  { "services", OSR_SANDBOX_STRING },
  { "signed", OSR_SANDBOX_BOOL },
  { "publish_date", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "lat", OSR_SANDBOX_NUMBER },
  { "long", OSR_SANDBOX_NUMBER },
  { "place_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "post_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "guid", OSR_SANDBOX_STRING },
  { "mark_as_ads", OSR_SANDBOX_BOOL },
  { "link_title", OSR_SANDBOX_STRING },
  { "link_photo_id", OSR_SANDBOX_STRING },
  { "close_comments", OSR_SANDBOX_BOOL },
  { "donut_paid_duration", OSR_SANDBOX_INT, ANY_NUMBER },
  { "mute_notifications", OSR_SANDBOX_BOOL },
  { "copyright", OSR_SANDBOX_STRING },
};

static const OsrSandboxParam users_get_params[] = {
  { "user_ids", OSR_SANDBOX_LIST_OF_IDS, .max_items = 1000 },
  { "fields", OSR_SANDBOX_LIST },
  { "name_case", OSR_SANDBOX_STRING, .choices = name_cases },
  { "from_group_id", OSR_SANDBOX_INT, ANY_NUMBER },
};

static const OsrSandboxParam groups_get_by_id_params[] = {
  { "group_ids", OSR_SANDBOX_LIST_OF_IDS },
  { "group_id", OSR_SANDBOX_ID_OR_NAME, ANY_NUMBER },
  { "fields", OSR_SANDBOX_LIST },
};

static const OsrSandboxParam resolve_params[] = {
  { "screen_name", OSR_SANDBOX_STRING, TRUE },
};

#define PARAMS(array) array, G_N_ELEMENTS (array)

static const OsrSandboxMethod methods[] = {
  { "wall.get", USER | SERVICE, PARAMS (wall_get_params), osr_sandbox_wall_get },
  { "wall.getById", USER | SERVICE, PARAMS (wall_get_by_id_params), osr_sandbox_wall_get_by_id },
  { "wall.getComments", USER | SERVICE, PARAMS (wall_get_comments_params),
    osr_sandbox_wall_get_comments },
  { "wall.createComment", USER | GROUP, PARAMS (wall_create_comment_params),
    osr_sandbox_wall_create_comment },
  { "wall.editComment", USER, PARAMS (wall_edit_comment_params), osr_sandbox_wall_edit_comment },
  { "wall.post", USER, PARAMS (wall_post_params), osr_sandbox_wall_post_new },
  { "users.get", USER | GROUP | SERVICE, PARAMS (users_get_params), osr_sandbox_users_get },
  { "groups.getById", USER | GROUP | SERVICE, PARAMS (groups_get_by_id_params),
    osr_sandbox_groups_get_by_id },
  { "groups.getTokenPermissions", GROUP, NULL, 0, osr_sandbox_groups_get_token_permissions },
  { "utils.getServerTime", USER | GROUP | SERVICE, NULL, 0, osr_sandbox_utils_get_server_time },
  { "utils.resolveScreenName", USER | GROUP | SERVICE, PARAMS (resolve_params),
    osr_sandbox_utils_resolve_screen_name },
};

static const struct {
  int code;
  const char *sentence;
} sentences[] = {
  { OSR_SANDBOX_UNKNOWN_METHOD, "Unknown method passed" },
  { OSR_SANDBOX_AUTH, "User authorization failed" },
  { OSR_SANDBOX_TOO_MANY, "Too many requests per second" },
  { OSR_SANDBOX_REQUEST, "Invalid request" },
  { 9, "Flood control" },
  { OSR_SANDBOX_INTERNAL, "Internal server error" },
  { 14, "Captcha needed" },
  { OSR_SANDBOX_ACCESS, "Access denied" },
  { OSR_SANDBOX_GROUP_AUTH, "Group authorization failed" },
  { OSR_SANDBOX_APP_AUTH, "Application authorization failed" },
  { 29, "Rate limit reached" },
  { OSR_SANDBOX_PARAM, "One of the parameters specified was missing or invalid" },
  { OSR_SANDBOX_COMMENTS_CLOSED, "Access to post comments denied" },
  { OSR_SANDBOX_REPLY_CLOSED, "Access to status replies denied" },
  { OSR_SANDBOX_LINKS_FORBIDDEN, "Hyperlinks are forbidden" },
  { 223, "Too many replies" },
  { OSR_SANDBOX_TOO_LONG, "Message is too long" },
  { OSR_SANDBOX_NO_STICKER, "Stickers are not purchased" },
};

const OsrSandboxMethod *
osr_sandbox_methods (guint *n_methods)
{
  *n_methods = G_N_ELEMENTS (methods);
  return methods;
}

const OsrSandboxMethod *
osr_sandbox_method_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (methods[i].name, name) == 0)
      return &methods[i];
  return NULL;
}

gboolean
osr_sandbox_call_fail (OsrSandboxCall *call, int code, const char *format, ...)
{
  const char *sentence = "Unknown error occurred";
  g_autofree char *detail = NULL;
  va_list args;

  va_start (args, format);
  detail = g_strdup_vprintf (format, args);
  va_end (args);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].code == code)
      sentence = sentences[i].sentence;
  g_free (call->error_text);
  call->error_code = code;
  call->error_text = g_strconcat (sentence, *detail != '\0' ? ": " : "", detail, NULL);
  return FALSE;
}

const char *
osr_sandbox_call_string (OsrSandboxCall *call, const char *name, const char *fallback)
{
  const char *value = g_hash_table_lookup (call->args, name);

  return value != NULL && *value != '\0' ? value : fallback;
}

gint64
osr_sandbox_call_int (OsrSandboxCall *call, const char *name, gint64 fallback)
{
  const char *text = osr_sandbox_call_string (call, name, NULL);
  gint64 value;

  if (text != NULL && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    return value;
  return fallback;
}

GStrv
osr_sandbox_call_list (OsrSandboxCall *call, const char *name)
{
  const char *text = osr_sandbox_call_string (call, name, "");

  return g_strsplit (text, ",", -1);
}

/* Whether @text can be a number or a screen name: letters, digits, dots and underscores. */
static gboolean
is_id_or_name (const char *text)
{
  if (*text == '-')
    text++;
  return *text != '\0' && strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789_.") == strlen (text);
}

static gboolean
check_list (OsrSandboxCall *call, const OsrSandboxParam *param, const char *text)
{
  g_auto (GStrv) items = g_strsplit (text, ",", -1);

  if (param->max_items > 0 && g_strv_length (items) > param->max_items)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "%s should have at most %u items",
                                  param->name, param->max_items);
  for (guint i = 0; items[i] != NULL; i++)
    if (param->type == OSR_SANDBOX_LIST_OF_IDS && !is_id_or_name (items[i]))
      return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "%s is invalid", param->name);
  return TRUE;
}

static gboolean
check_number (OsrSandboxCall *call, const OsrSandboxParam *param, const char *text)
{
  gint64 value;

  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "%s not integer", param->name);
  if (value < param->min && param->min == 0)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "%s should be positive", param->name);
  if (value < param->min)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM,
                                  "%s should be greater or equal to %" G_GINT64_FORMAT, param->name,
                                  param->min);
  if (value > param->max)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM,
                                  "%s should be less or equal to %" G_GINT64_FORMAT, param->name,
                                  param->max);
  return TRUE;
}

static gboolean
check_value (OsrSandboxCall *call, const OsrSandboxParam *param, const char *text)
{
  switch (param->type) {
  case OSR_SANDBOX_INT:
    return check_number (call, param, text);
  case OSR_SANDBOX_BOOL:
    return (strcmp (text, "0") == 0 || strcmp (text, "1") == 0) ||
           osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "%s should be 0 or 1", param->name);
  case OSR_SANDBOX_NUMBER:
    return TRUE;
  case OSR_SANDBOX_STRING:
    return param->choices == NULL || g_strv_contains (param->choices, text) ||
           osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "%s is invalid", param->name);
  case OSR_SANDBOX_ID_OR_NAME:
    return is_id_or_name (text) ||
           osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "%s is invalid", param->name);
  case OSR_SANDBOX_LIST:
  case OSR_SANDBOX_LIST_OF_IDS:
  default:
    return check_list (call, param, text);
  }
}

static gboolean
check_token (OsrSandboxCall *call)
{
  if ((call->method->tokens & call->token->kind) != 0)
    return TRUE;
  switch (call->token->kind) {
  case OSR_SANDBOX_TOKEN_GROUP:
    return osr_sandbox_call_fail (call, OSR_SANDBOX_GROUP_AUTH,
                                  "method is unavailable with group auth.");
  case OSR_SANDBOX_TOKEN_SERVICE:
    return osr_sandbox_call_fail (call, OSR_SANDBOX_APP_AUTH,
                                  "method is unavailable with service token.");
  case OSR_SANDBOX_TOKEN_USER:
  default:
    return osr_sandbox_call_fail (call, OSR_SANDBOX_AUTH, "method is unavailable with user auth.");
  }
}

gboolean
osr_sandbox_call_check (OsrSandboxCall *call)
{
  if (!check_token (call))
    return FALSE;
  for (guint i = 0; i < call->method->n_params; i++) {
    const OsrSandboxParam *param = &call->method->params[i];
    const char *text = osr_sandbox_call_string (call, param->name, NULL);

    if (text == NULL && param->required)
      return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "%s is undefined", param->name);
    if (text != NULL && !check_value (call, param, text))
      return FALSE;
  }
  return TRUE;
}
