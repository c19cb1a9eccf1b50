/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check of arguments against the table, and the network's words for its errors. What a method does
 * with arguments that passed is in the files of the methods. */
#include "demo/sandbox/vk/osr-sandbox-vk-method.h"

#include <stdarg.h>
#include <string.h>

static const struct {
  int code;
  const char *sentence;
} sentences[] = {
  { OSR_SANDBOX_UNKNOWN_METHOD, "Unknown method passed" },
  { OSR_SANDBOX_AUTH, "User authorization failed" },
  { OSR_SANDBOX_TOO_MANY, "Too many requests per second" },
  { OSR_SANDBOX_REQUEST, "Invalid request" },
  { 9, "Flood control" },
  { 121, "Invalid hash" },
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
