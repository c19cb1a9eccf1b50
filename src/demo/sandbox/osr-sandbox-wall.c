/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wall as plain values. Lists are short (a demonstration), so they are searched from the start;
 * what reads and writes files is in the office and state files. */
#include "demo/sandbox/osr-sandbox-wall.h"

#include <string.h>

#define MAX_NAME          80
#define FIRST_OWN_CITIZEN 700000001

static void
community_free (gpointer data)
{
  OsrSandboxCommunity *community = data;

  g_free (community->name);
  g_free (community->screen_name);
  g_free (community);
}

static void
citizen_free (gpointer data)
{
  OsrSandboxCitizen *citizen = data;

  g_free (citizen->first_name);
  g_free (citizen->last_name);
  g_free (citizen);
}

static void
token_free (gpointer data)
{
  OsrSandboxToken *token = data;

  g_free (token->token);
  g_free (token);
}

static void
comment_free (gpointer data)
{
  OsrSandboxComment *comment = data;

  g_free (comment->text);
  g_free (comment->guid);
  g_free (comment);
}

static void
post_free (gpointer data)
{
  OsrSandboxPost *post = data;

  g_ptr_array_unref (post->comments);
  g_free (post->text);
  g_free (post);
}

OsrSandboxWall *
osr_sandbox_wall_new (void)
{
  OsrSandboxWall *wall = g_new0 (OsrSandboxWall, 1);

  wall->communities = g_ptr_array_new_with_free_func (community_free);
  wall->citizens = g_ptr_array_new_with_free_func (citizen_free);
  wall->tokens = g_ptr_array_new_with_free_func (token_free);
  wall->posts = g_ptr_array_new_with_free_func (post_free);
  return wall;
}

void
osr_sandbox_wall_free (OsrSandboxWall *wall)
{
  if (wall == NULL)
    return;
  g_ptr_array_unref (wall->communities);
  g_ptr_array_unref (wall->citizens);
  g_ptr_array_unref (wall->tokens);
  g_ptr_array_unref (wall->posts);
  g_free (wall);
}

OsrSandboxCommunity *
osr_sandbox_wall_add_community (OsrSandboxWall *wall, gint64 id, const char *name,
                                const char *screen_name)
{
  OsrSandboxCommunity *community = g_new0 (OsrSandboxCommunity, 1);

  community->id = id;
  community->name = g_strdup (name);
  community->screen_name = g_strdup (screen_name);
  community->next_id = 1;
  g_ptr_array_add (wall->communities, community);
  return community;
}

OsrSandboxCitizen *
osr_sandbox_wall_add_citizen (OsrSandboxWall *wall, gint64 id, const char *first_name,
                              const char *last_name)
{
  OsrSandboxCitizen *citizen = g_new0 (OsrSandboxCitizen, 1);

  citizen->id = id;
  citizen->first_name = g_strdup (first_name);
  citizen->last_name = g_strdup (last_name);
  g_ptr_array_add (wall->citizens, citizen);
  return citizen;
}

OsrSandboxPost *
osr_sandbox_wall_add_post (OsrSandboxWall *wall, gint64 owner_id, gint64 id, gint64 date,
                           const char *text)
{
  OsrSandboxPost *post = g_new0 (OsrSandboxPost, 1);
  OsrSandboxCommunity *community = osr_sandbox_wall_community (wall, -owner_id);

  post->owner_id = owner_id;
  post->id = id;
  post->date = date;
  post->text = g_strdup (text);
  post->comments = g_ptr_array_new_with_free_func (comment_free);
  g_ptr_array_add (wall->posts, post);
  if (community != NULL)
    community->next_id = MAX (community->next_id, id + 1);
  return post;
}

void
osr_sandbox_wall_remove_post (OsrSandboxWall *wall, OsrSandboxPost *post)
{
  g_ptr_array_remove (wall->posts, post);
}

void
osr_sandbox_wall_add_token (OsrSandboxWall *wall, const char *text, OsrSandboxTokenKind kind,
                            gint64 id)
{
  OsrSandboxToken *token = g_new0 (OsrSandboxToken, 1);

  token->token = g_strdup (text);
  token->kind = kind;
  token->id = id;
  g_ptr_array_add (wall->tokens, token);
}

OsrSandboxCommunity *
osr_sandbox_wall_community (OsrSandboxWall *wall, gint64 id)
{
  for (guint i = 0; i < wall->communities->len; i++) {
    OsrSandboxCommunity *community = wall->communities->pdata[i];

    if (community->id == id)
      return community;
  }
  return NULL;
}

OsrSandboxCommunity *
osr_sandbox_wall_community_named (OsrSandboxWall *wall, const char *screen_name)
{
  for (guint i = 0; i < wall->communities->len; i++) {
    OsrSandboxCommunity *community = wall->communities->pdata[i];

    if (g_strcmp0 (community->screen_name, screen_name) == 0)
      return community;
  }
  return NULL;
}

OsrSandboxCitizen *
osr_sandbox_wall_citizen (OsrSandboxWall *wall, gint64 id)
{
  for (guint i = 0; i < wall->citizens->len; i++) {
    OsrSandboxCitizen *citizen = wall->citizens->pdata[i];

    if (citizen->id == id)
      return citizen;
  }
  return NULL;
}

OsrSandboxPost *
osr_sandbox_wall_post (OsrSandboxWall *wall, gint64 owner_id, gint64 id)
{
  for (guint i = 0; i < wall->posts->len; i++) {
    OsrSandboxPost *post = wall->posts->pdata[i];

    if (post->owner_id == owner_id && post->id == id)
      return post;
  }
  return NULL;
}

const OsrSandboxToken *
osr_sandbox_wall_token (OsrSandboxWall *wall, const char *text)
{
  for (guint i = 0; i < wall->tokens->len; i++) {
    const OsrSandboxToken *token = wall->tokens->pdata[i];

    if (g_strcmp0 (token->token, text) == 0)
      return token;
  }
  return NULL;
}

OsrSandboxComment *
osr_sandbox_post_comment (OsrSandboxPost *post, gint64 id)
{
  for (guint i = 0; i < post->comments->len; i++) {
    OsrSandboxComment *comment = post->comments->pdata[i];

    if (comment->id == id)
      return comment;
  }
  return NULL;
}

OsrSandboxCitizen *
osr_sandbox_wall_person (OsrSandboxWall *wall, const char *name)
{
  g_autofree char *clean = NULL;
  gint64 id = FIRST_OWN_CITIZEN;
  char *space;

  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    return NULL;
  clean = g_strstrip (g_strdup (name));
  if (*clean == '\0' || g_utf8_strlen (clean, -1) > MAX_NAME)
    return NULL;
  space = strchr (clean, ' ');
  if (space != NULL)
    *space++ = '\0';
  space = space != NULL ? g_strchug (space) : clean + strlen (clean);
  for (guint i = 0; i < wall->citizens->len; i++) {
    OsrSandboxCitizen *citizen = wall->citizens->pdata[i];

    if (strcmp (citizen->first_name, clean) == 0 && strcmp (citizen->last_name, space) == 0)
      return citizen;
    id = MAX (id, citizen->id + 1);
  }
  return osr_sandbox_wall_add_citizen (wall, id, clean, space);
}

char *
osr_sandbox_wall_author (OsrSandboxWall *wall, gint64 from_id)
{
  OsrSandboxCitizen *citizen = osr_sandbox_wall_citizen (wall, from_id);
  OsrSandboxCommunity *community = osr_sandbox_wall_community (wall, -from_id);

  if (community != NULL)
    return g_strdup (community->name);
  if (citizen == NULL)
    return g_strdup_printf ("id%" G_GINT64_FORMAT, from_id);
  if (*citizen->last_name == '\0')
    return g_strdup (citizen->first_name);
  return g_strdup_printf ("%s %s", citizen->first_name, citizen->last_name);
}

OsrSandboxComment *
osr_sandbox_post_add_comment (OsrSandboxPost *post, gint64 id)
{
  OsrSandboxComment *comment = g_new0 (OsrSandboxComment, 1);

  comment->id = id;
  g_ptr_array_add (post->comments, comment);
  return comment;
}

OsrSandboxComment *
osr_sandbox_wall_write (OsrSandboxWall *wall, OsrSandboxPost *post, gint64 from_id,
                        const OsrSandboxComment *reply_to, const char *text, gint64 date)
{
  OsrSandboxCommunity *community = osr_sandbox_wall_community (wall, -post->owner_id);
  OsrSandboxComment *comment = osr_sandbox_post_add_comment (post, community->next_id++);

  comment->from_id = from_id;
  comment->date = date;
  comment->text = g_strdup (text);
  if (reply_to != NULL) {
    comment->reply_to = reply_to->id;
    comment->root = reply_to->root != 0 ? reply_to->root : reply_to->id;
  }
  return comment;
}

void
osr_sandbox_post_remove_comment (OsrSandboxPost *post, OsrSandboxComment *comment)
{
  g_ptr_array_remove (post->comments, comment);
}

GPtrArray *
osr_sandbox_post_level (OsrSandboxPost *post, gint64 root)
{
  GPtrArray *level = g_ptr_array_new ();

  for (guint i = 0; i < post->comments->len; i++) {
    OsrSandboxComment *comment = post->comments->pdata[i];

    if (comment->root == root)
      g_ptr_array_add (level, comment);
  }
  return level;
}

gboolean
osr_sandbox_text_usable (const char *text)
{
  g_autofree char *clean = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  clean = g_strstrip (g_strdup (text));
  return *clean != '\0' && g_utf8_strlen (clean, -1) <= OSR_SANDBOX_MAX_TEXT;
}
