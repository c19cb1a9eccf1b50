/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "demo/sandbox/osr-sandbox-names.h"

#include <string.h>

#define SUPERGROUP    G_GINT64_CONSTANT (-1000000000000)
#define GROUP_SHIFT   G_GINT64_CONSTANT (3000000000)
#define MOVED_SHIFT   G_GINT64_CONSTANT (6000000000)
#define BOT_SHIFT     G_GINT64_CONSTANT (7000000000)
#define MAX_SHIFT     G_GINT64_CONSTANT (70000000000000)
#define TOPIC_FACTOR  G_GINT64_CONSTANT (10000000)
#define MID           "mid."
#define THREAD        "Ug"
#define THREAD_END    "4AaABAg"
#define THREAD_LENGTH 26

gint64
osr_sandbox_name_channel (const OsrSandboxCommunity *community)
{
  return SUPERGROUP - community->id;
}

gint64
osr_sandbox_name_group (const OsrSandboxCommunity *community)
{
  return SUPERGROUP - (community->moved ? MOVED_SHIFT : GROUP_SHIFT) - community->id;
}

gint64
osr_sandbox_name_bot (const OsrSandboxCommunity *community)
{
  return BOT_SHIFT + community->id;
}

OsrSandboxChat
osr_sandbox_name_chat (const OsrSandboxCommunity *community, const char *chat)
{
  gint64 id;

  if (chat[0] == '@')
    return g_str_equal (chat + 1, community->screen_name) ? OSR_SANDBOX_CHAT_CHANNEL
                                                          : OSR_SANDBOX_CHAT_UNKNOWN;
  if (!g_ascii_string_to_signed (chat, 10, G_MININT64, G_MAXINT64, &id, NULL))
    return OSR_SANDBOX_CHAT_UNKNOWN;
  if (id == osr_sandbox_name_channel (community))
    return OSR_SANDBOX_CHAT_CHANNEL;
  if (id == osr_sandbox_name_group (community))
    return OSR_SANDBOX_CHAT_GROUP;
  if (community->moved && id == SUPERGROUP - GROUP_SHIFT - community->id)
    return OSR_SANDBOX_CHAT_OLD_GROUP;
  return OSR_SANDBOX_CHAT_UNKNOWN;
}

gint64
osr_sandbox_name_max_chat (const OsrSandboxCommunity *community)
{
  return -(MAX_SHIFT + community->id);
}

static gboolean
read_hex (const char *text, guint length, gint64 *value)
{
  g_autofree char *part = g_strndup (text, length);
  guint64 number;

  if (strlen (part) != length ||
      !g_ascii_string_to_unsigned (part, 16, 0, G_MAXINT64, &number, NULL))
    return FALSE;
  *value = (gint64) number;
  return TRUE;
}

char *
osr_sandbox_name_mid (gint64 community, gint64 id)
{
  return g_strdup_printf (MID "%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", community,
                          id);
}

gboolean
osr_sandbox_read_mid (const char *name, gint64 *community, gint64 *id)
{
  return g_str_has_prefix (name, MID) && strlen (name) == strlen (MID) + 32 &&
         read_hex (name + strlen (MID), 16, community) &&
         read_hex (name + strlen (MID) + 16, 16, id);
}

char *
osr_sandbox_name_topic (gint64 community, gint64 post)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, community * TOPIC_FACTOR + post);
}

gboolean
osr_sandbox_read_topic (const char *name, gint64 *community, gint64 *post)
{
  gint64 number;

  if (!g_ascii_string_to_signed (name, 10, 1, G_MAXINT64, &number, NULL))
    return FALSE;
  *community = number / TOPIC_FACTOR;
  *post = number % TOPIC_FACTOR;
  return TRUE;
}

char *
osr_sandbox_name_remark (gint64 community, gint64 id)
{
  g_autofree char *plain =
      g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":0", community, id);

  return g_base64_encode ((const guchar *) plain, strlen (plain));
}

gboolean
osr_sandbox_read_remark (const char *name, gint64 *community, gint64 *id)
{
  gsize length;
  g_autofree guchar *bytes = g_base64_decode (name, &length);
  g_autofree char *plain = g_strndup ((const char *) bytes, length);
  g_auto (GStrv) parts = g_strsplit (plain, ":", 3);

  return g_strv_length (parts) == 3 &&
         g_ascii_string_to_signed (parts[0], 10, 1, G_MAXINT64, community, NULL) &&
         g_ascii_string_to_signed (parts[1], 10, 1, G_MAXINT64, id, NULL);
}

char *
osr_sandbox_name_owner (gint64 id)
{
  return g_strdup_printf ("UC%022" G_GINT64_FORMAT, id);
}

char *
osr_sandbox_name_video (gint64 community, gint64 post)
{
  guint64 big = GUINT64_TO_BE (((guint64) community << 32) | (guint64) post);
  char *name = g_base64_encode ((const guchar *) &big, sizeof big);

  g_strdelimit (name, "+", '-');
  g_strdelimit (name, "/", '_');
  name[11] = '\0';
  return name;
}

gboolean
osr_sandbox_read_video (const char *name, gint64 *community, gint64 *post)
{
  g_autofree char *padded = g_strconcat (name, "=", NULL);
  g_autofree guchar *bytes = NULL;
  gsize length;
  guint64 big;

  if (strlen (name) != 11)
    return FALSE;
  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  bytes = g_base64_decode (padded, &length);
  if (length != sizeof big)
    return FALSE;
  memcpy (&big, bytes, sizeof big);
  big = GUINT64_FROM_BE (big);
  *community = (gint64) (big >> 32);
  *post = (gint64) (big & G_MAXUINT32);
  return TRUE;
}

static char *
name_thread (gint64 community, gint64 id)
{
  return g_strdup_printf (THREAD "%08" G_GINT64_MODIFIER "x%09" G_GINT64_MODIFIER "x" THREAD_END,
                          community, id);
}

char *
osr_sandbox_name_thread (gint64 community, const OsrSandboxComment *comment)
{
  g_autofree char *root = name_thread (community, comment->root);
  g_autofree char *own = name_thread (community, comment->id);

  return comment->root == 0 ? g_steal_pointer (&own) : g_strconcat (root, ".", own, NULL);
}

gboolean
osr_sandbox_read_thread (const char *name, gint64 *community, gint64 *id)
{
  const char *dot = strchr (name, '.');
  const char *last = dot != NULL ? dot + 1 : name;

  return (dot == NULL || dot - name == THREAD_LENGTH) && strlen (last) == THREAD_LENGTH &&
         g_str_has_prefix (last, THREAD) && g_str_has_suffix (last, THREAD_END) &&
         read_hex (last + strlen (THREAD), 8, community) &&
         read_hex (last + strlen (THREAD) + 8, 9, id);
}
