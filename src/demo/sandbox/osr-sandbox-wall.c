/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wall as plain values. Lists are short (a demonstration), so they are searched from the start;
 * what reads and writes files is in the office and state files. */
#include "demo/sandbox/osr-sandbox-wall.h"

#include <string.h>

#define MAX_NAME          80
#define FIRST_OWN_CITIZEN 700000001
#define FIRST_FILE        456239001

static const char *const networks[] = {
  [OSR_SANDBOX_VK] = "vk", [OSR_SANDBOX_TELEGRAM] = "telegram", [OSR_SANDBOX_MAX] = "max",
  [OSR_SANDBOX_OK] = "ok", [OSR_SANDBOX_FEED] = "feed",         [OSR_SANDBOX_YOUTUBE] = "youtube",
};

const char *
osr_sandbox_network_nick (OsrSandboxNetwork network)
{
  return networks[network];
}

gboolean
osr_sandbox_network_read (const char *nick, OsrSandboxNetwork *network)
{
  *network = OSR_SANDBOX_VK;
  for (guint i = 0; nick != NULL && i < G_N_ELEMENTS (networks); i++) {
    if (g_str_equal (networks[i], nick)) {
      *network = (OsrSandboxNetwork) i;
      return TRUE;
    }
  }
  return nick == NULL;
}

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
  g_clear_pointer (&comment->files, g_ptr_array_unref);
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

static void
file_free (gpointer data)
{
  OsrSandboxFile *file = data;

  g_clear_pointer (&file->bytes, g_bytes_unref);
  g_free (file->kind);
  g_free (file->name);
  g_free (file->secret);
  g_free (file);
}

static void
late_free (gpointer data)
{
  OsrSandboxLate *late = data;

  g_clear_pointer (&late->comment, comment_free);
  g_free (late);
}

OsrSandboxWall *
osr_sandbox_wall_new (void)
{
  OsrSandboxWall *wall = g_new0 (OsrSandboxWall, 1);

  wall->communities = g_ptr_array_new_with_free_func (community_free);
  wall->citizens = g_ptr_array_new_with_free_func (citizen_free);
  wall->tokens = g_ptr_array_new_with_free_func (token_free);
  wall->posts = g_ptr_array_new_with_free_func (post_free);
  wall->files = g_ptr_array_new_with_free_func (file_free);
  wall->late = g_ptr_array_new_with_free_func (late_free);
  wall->journal = osr_sandbox_journal_new ();
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
  g_ptr_array_unref (wall->late);
  g_ptr_array_unref (wall->posts);
  g_ptr_array_unref (wall->files);
  osr_sandbox_journal_free (wall->journal);
  g_free (wall->base);
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

/* What a listener of the journal is told: the text as it was at that moment. */
static void
note (OsrSandboxWall *wall, OsrSandboxEntryKind kind, const OsrSandboxPost *post,
      const OsrSandboxComment *comment, gint64 at)
{
  const OsrSandboxEntry entry = {
    .kind = kind,
    .at = at,
    .community = -post->owner_id,
    .post = post->id,
    .comment = comment != NULL ? comment->id : 0,
    .from_id = comment != NULL ? comment->from_id : post->owner_id,
    .text = comment != NULL ? comment->text : post->text,
  };

  osr_sandbox_journal_add (wall->journal, &entry);
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
  note (wall, OSR_SANDBOX_WRITTEN, post, comment, date);
  return comment;
}

void
osr_sandbox_post_remove_comment (OsrSandboxPost *post, OsrSandboxComment *comment)
{
  g_ptr_array_remove (post->comments, comment);
}

void
osr_sandbox_wall_edit (OsrSandboxWall *wall, OsrSandboxPost *post, OsrSandboxComment *comment,
                       const char *text, gint64 now)
{
  char *copy = g_strdup (text);

  g_free (comment->text);
  comment->text = copy;
  comment->edited = now;
  note (wall, OSR_SANDBOX_EDITED, post, comment, now);
}

void
osr_sandbox_wall_delete (OsrSandboxWall *wall, OsrSandboxPost *post, OsrSandboxComment *comment,
                         gboolean vanish, gint64 now)
{
  note (wall, OSR_SANDBOX_DELETED, post, comment, now);
  if (vanish)
    osr_sandbox_post_remove_comment (post, comment);
  else
    comment->deleted = TRUE;
}

OsrSandboxPost *
osr_sandbox_wall_publish (OsrSandboxWall *wall, OsrSandboxCommunity *community, const char *text,
                          gint64 now)
{
  OsrSandboxPost *post =
      osr_sandbox_wall_add_post (wall, -community->id, community->next_id, now, text);

  note (wall, OSR_SANDBOX_POSTED, post, NULL, now);
  return post;
}

void
osr_sandbox_wall_postpone (OsrSandboxWall *wall, OsrSandboxPost *post, OsrSandboxComment *comment,
                           gint64 due)
{
  OsrSandboxLate *late = g_new0 (OsrSandboxLate, 1);
  guint index;

  late->post = post;
  late->due = due;
  late->comment = comment;
  if (g_ptr_array_find (post->comments, comment, &index))
    g_ptr_array_steal_index (post->comments, index);
  osr_sandbox_journal_forget (wall->journal, -post->owner_id, comment->id);
  g_ptr_array_add (wall->late, late);
}

void
osr_sandbox_wall_discard (OsrSandboxWall *wall, OsrSandboxPost *post, OsrSandboxComment *comment)
{
  for (guint i = 0; i < wall->late->len; i++) {
    if (((OsrSandboxLate *) wall->late->pdata[i])->comment == comment) {
      g_ptr_array_remove_index (wall->late, i);
      return;
    }
  }
  osr_sandbox_post_remove_comment (post, comment);
}

static void
show (OsrSandboxWall *wall, OsrSandboxLate *late)
{
  guint index = late->post->comments->len;

  while (index > 0 &&
         ((OsrSandboxComment *) late->post->comments->pdata[index - 1])->id > late->comment->id)
    index--;
  note (wall, OSR_SANDBOX_WRITTEN, late->post, late->comment, late->comment->date);
  g_ptr_array_insert (late->post->comments, (gint) index, g_steal_pointer (&late->comment));
}

gboolean
osr_sandbox_wall_ripen (OsrSandboxWall *wall, gint64 now)
{
  guint before = wall->late->len;

  for (guint i = 0; i < wall->late->len;) {
    OsrSandboxLate *late = wall->late->pdata[i];

    if (late->due > now) {
      i++;
      continue;
    }
    show (wall, late);
    g_ptr_array_remove_index (wall->late, i);
  }
  return wall->late->len < before;
}

OsrSandboxFile *
osr_sandbox_wall_add_file (OsrSandboxWall *wall, gint64 community, const char *kind,
                           const char *name, GBytes *bytes)
{
  OsrSandboxFile *file = g_new0 (OsrSandboxFile, 1);
  const OsrSandboxFile *last =
      wall->files->len > 0 ? wall->files->pdata[wall->files->len - 1] : NULL;

  file->id = last != NULL ? last->id + 1 : FIRST_FILE;
  file->community = community;
  file->kind = g_strdup (kind);
  file->name = g_strdup (name);
  file->secret = g_uuid_string_random ();
  file->size = bytes != NULL ? (gint64) g_bytes_get_size (bytes) : 0;
  file->bytes = bytes;
  g_ptr_array_add (wall->files, file);
  return file;
}

OsrSandboxFile *
osr_sandbox_wall_file (OsrSandboxWall *wall, gint64 id)
{
  for (guint i = 0; i < wall->files->len; i++) {
    OsrSandboxFile *file = wall->files->pdata[i];

    if (file->id == id)
      return file;
  }
  return NULL;
}

OsrSandboxFile *
osr_sandbox_wall_file_by_secret (OsrSandboxWall *wall, const char *secret)
{
  for (guint i = 0; i < wall->files->len; i++) {
    OsrSandboxFile *file = wall->files->pdata[i];

    if (g_strcmp0 (file->secret, secret) == 0)
      return file;
  }
  return NULL;
}

OsrSandboxComment *
osr_sandbox_wall_comment (OsrSandboxWall *wall, gint64 community, gint64 id, OsrSandboxPost **post)
{
  for (guint i = 0; i < wall->posts->len; i++) {
    OsrSandboxPost *candidate = wall->posts->pdata[i];
    OsrSandboxComment *comment =
        candidate->owner_id == -community ? osr_sandbox_post_comment (candidate, id) : NULL;

    if (comment == NULL)
      continue;
    *post = candidate;
    return comment;
  }
  return NULL;
}

void
osr_sandbox_comment_add_file (OsrSandboxComment *comment, OsrSandboxFile *file)
{
  if (comment->files == NULL)
    comment->files = g_ptr_array_new ();
  g_ptr_array_add (comment->files, file);
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
