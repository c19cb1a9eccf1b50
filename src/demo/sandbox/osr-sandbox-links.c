/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "demo/sandbox/osr-sandbox-links.h"

#include "demo/sandbox/osr-sandbox-names.h"
#include "demo/sandbox/osr-sandbox-page.h"

#include <string.h>

#define SUPERGROUP G_GINT64_CONSTANT (-1000000000000)

static const char *
argument (GHashTable *query, const char *name)
{
  return query != NULL ? g_hash_table_lookup (query, name) : NULL;
}

static gint64
read_number (const char *text)
{
  gint64 number;

  return text != NULL && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &number, NULL) ? number
                                                                                           : 0;
}

static char *
page_of (OsrSandboxWall *wall, gint64 community, gint64 post_id, gint64 comment_id)
{
  OsrSandboxPost *post = osr_sandbox_wall_post (wall, -community, post_id);
  OsrSandboxComment *comment = NULL;

  if (post == NULL)
    comment = osr_sandbox_wall_comment (wall, community, post_id, &post);
  else
    comment = osr_sandbox_post_comment (post, comment_id);
  return post != NULL ? osr_sandbox_page_address (post, comment) : NULL;
}

/* "/c/123/5": the chat without its -100 (zeros in front or not), and a message of it. */
static char *
private_page (OsrSandboxWall *wall, GStrv parts)
{
  g_autofree char *chat =
      g_strdup_printf ("%" G_GINT64_FORMAT, SUPERGROUP - read_number (parts[1]));

  for (guint i = 0; i < wall->communities->len; i++) {
    const OsrSandboxCommunity *community = wall->communities->pdata[i];
    OsrSandboxChat kind = osr_sandbox_name_chat (community, chat);

    if (community->network != OSR_SANDBOX_TELEGRAM || kind == OSR_SANDBOX_CHAT_UNKNOWN)
      continue;
    return page_of (wall, community->id,
                    read_number (parts[2]) -
                        (kind == OSR_SANDBOX_CHAT_CHANNEL ? OSR_SANDBOX_CHANNEL_SHIFT : 0),
                    0);
  }
  return NULL;
}

static char *
public_page (OsrSandboxWall *wall, GStrv parts, GHashTable *query)
{
  const OsrSandboxCommunity *community = osr_sandbox_wall_community_named (wall, parts[0]);
  gint64 shift;

  if (community == NULL)
    return NULL;
  shift = community->network == OSR_SANDBOX_TELEGRAM ? OSR_SANDBOX_CHANNEL_SHIFT : 0;
  return page_of (wall, community->id, read_number (parts[1]) - shift,
                  read_number (argument (query, "comment")));
}

static char *
video_page (OsrSandboxWall *wall, GHashTable *query)
{
  const char *video = argument (query, "v");
  const char *comment = argument (query, "lc");
  gint64 community, post, id = 0, owner;

  if (video == NULL || !osr_sandbox_read_video (video, &community, &post))
    return NULL;
  if (comment != NULL && !osr_sandbox_read_thread (comment, &owner, &id))
    return NULL;
  return page_of (wall, community, post, id);
}

static char *
topic_page (OsrSandboxWall *wall, GStrv parts)
{
  gint64 community, post;

  if (strcmp (parts[0], "group") != 0 || strcmp (parts[2], "topic") != 0 ||
      !osr_sandbox_read_topic (parts[3], &community, &post) || community != read_number (parts[1]))
    return NULL;
  return page_of (wall, community, post, 0);
}

/* "topic-31_2": a topic of VK's board, and a message in it. */
static char *
board_page (OsrSandboxWall *wall, const char *name, GHashTable *query)
{
  g_auto (GStrv) ids = NULL;

  if (!g_str_has_prefix (name, "topic-"))
    return NULL;
  ids = g_strsplit (name + strlen ("topic-"), "_", 3);
  return g_strv_length (ids) == 2 ? page_of (wall, read_number (ids[0]), read_number (ids[1]),
                                             read_number (argument (query, "post")))
                                  : NULL;
}

char *
osr_sandbox_link_resolve (OsrSandboxWall *wall, const char *path, GHashTable *query)
{
  g_auto (GStrv) parts = g_strsplit (*path == '/' ? path + 1 : path, "/", 5);

  if (strcmp (path, "/watch") == 0)
    return video_page (wall, query);
  switch (g_strv_length (parts)) {
  case 1:
    return board_page (wall, parts[0], query);
  case 2:
    return public_page (wall, parts, query);
  case 3:
    return strcmp (parts[0], "c") == 0 ? private_page (wall, parts) : NULL;
  case 4:
    return topic_page (wall, parts);
  default:
    return NULL;
  }
}
