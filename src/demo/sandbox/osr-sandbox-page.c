/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Each piece of a page is a template; replies stand inside the comment that opened
 * their thread, in order of writing, as on the network's own pages. */
#include "demo/sandbox/osr-sandbox-page.h"

#include "demo/sandbox/osr-sandbox-template.h"

#define TIME_FORMAT "%d.%m.%Y %H:%M"

static char *
format_date (const OsrSandboxView *view, gint64 seconds)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = NULL;

  local = utc != NULL ? g_date_time_to_timezone (utc, view->office->zone) : NULL;
  return local != NULL ? g_date_time_format (local, TIME_FORMAT) : g_strdup ("");
}

static char *
format_id (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

char *
osr_sandbox_page_address (const OsrSandboxPost *post, const OsrSandboxComment *comment)
{
  GString *address = g_string_new (NULL);

  g_string_printf (address, "/wall%" G_GINT64_FORMAT "_%" G_GINT64_FORMAT, post->owner_id,
                   post->id);
  if (comment != NULL) {
    g_string_append_printf (address, "?reply=%" G_GINT64_FORMAT, comment->id);
    if (comment->root != 0)
      g_string_append_printf (address, "&thread=%" G_GINT64_FORMAT, comment->root);
    g_string_append_printf (address, "#comment-%" G_GINT64_FORMAT, comment->id);
  }
  return g_string_free (address, FALSE);
}

static char *
render_write_form (const OsrSandboxView *view, const OsrSandboxPost *post,
                   const OsrSandboxComment *answered)
{
  g_autofree char *address = osr_sandbox_page_address (post, NULL);
  g_autofree char *reply_to = answered != NULL ? format_id (answered->id) : NULL;

  return osr_sandbox_template_fill (answered != NULL ? "answer-form" : "write-form", "address",
                                    address, "token", view->form_token, "name", view->name,
                                    "reply_to", reply_to, NULL);
}

/* A citizen's page changes what citizens wrote; a community's words are its own. */
static char *
render_actions (const OsrSandboxView *view, const OsrSandboxPost *post,
                const OsrSandboxComment *comment)
{
  g_autofree char *address = osr_sandbox_page_address (post, NULL);
  g_autofree char *id = format_id (comment->id);
  g_autofree char *answer = render_write_form (view, post, comment);
  g_autofree char *own = NULL;

  if (comment->from_id > 0)
    own = osr_sandbox_template_fill ("own-forms", "address", address, "token", view->form_token,
                                     "id", id, "text", comment->text, NULL);
  return g_strconcat (answer, own, NULL);
}

/* What the network is called in the page's language. */
static char *
network_name (const OsrSandboxView *view, gint64 owner_id)
{
  const OsrSandboxCommunity *community = osr_sandbox_wall_community (view->office->wall, -owner_id);
  g_autofree char *template = NULL;

  if (community == NULL)
    return NULL;
  template = g_strconcat ("network-", osr_sandbox_network_nick (community->network), NULL);
  return g_strstrip (osr_sandbox_template_fill (template, NULL));
}

static char *
render_files (const OsrSandboxComment *comment)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; comment->files != NULL && i < comment->files->len; i++) {
    const OsrSandboxFile *file = comment->files->pdata[i];
    g_autofree char *piece = osr_sandbox_template_fill ("file", "name", file->name, NULL);

    g_string_append (out, piece);
  }
  return g_string_free (out, FALSE);
}

static char *
render_comment (const OsrSandboxView *view, OsrSandboxPost *post, const OsrSandboxComment *comment,
                const char *replies)
{
  g_autofree char *id = format_id (comment->id);
  g_autofree char *author = osr_sandbox_wall_author (view->office->wall, comment->from_id);
  g_autofree char *date = format_date (view, comment->date);
  g_autofree char *address = osr_sandbox_page_address (post, comment);
  g_autofree char *edited = NULL;
  g_autofree char *actions = NULL;
  g_autofree char *network = network_name (view, post->owner_id);
  g_autofree char *files = render_files (comment);
  const char *style = comment->id == view->highlight ? "comment marked" : "comment";
  const char *kind = comment->from_id < 0 ? "author official" : "author";

  if (comment->deleted)
    return osr_sandbox_template_fill ("comment-deleted", "id", id, "style", style, "replies",
                                      replies, NULL);
  if (comment->edited != 0)
    edited = osr_sandbox_template_fill ("edited", NULL);
  if (!post->comments_closed)
    actions = render_actions (view, post, comment);
  return osr_sandbox_template_fill ("comment", "id", id, "style", style, "kind", kind, "author",
                                    author, "date", date, "address", address, "text", comment->text,
                                    "network", network, "files", files, "edited", edited, "actions",
                                    actions, "replies", replies, NULL);
}

static char *
render_level (const OsrSandboxView *view, OsrSandboxPost *post, gint64 root)
{
  g_autoptr (GPtrArray) level = osr_sandbox_post_level (post, root);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < level->len; i++) {
    const OsrSandboxComment *comment = level->pdata[i];
    g_autofree char *replies = root == 0 ? render_level (view, post, comment->id) : NULL;
    g_autofree char *piece = render_comment (view, post, comment, replies);

    g_string_append (out, piece);
  }
  return g_string_free (out, FALSE);
}

char *
osr_sandbox_page_post (const OsrSandboxView *view, OsrSandboxPost *post)
{
  g_autofree char *author = osr_sandbox_wall_author (view->office->wall, post->owner_id);
  g_autofree char *date = format_date (view, post->date);
  g_autofree char *comments = render_level (view, post, 0);
  g_autofree char *count = format_id (post->comments->len);
  g_autofree char *network = network_name (view, post->owner_id);
  g_autofree char *form = post->comments_closed ? osr_sandbox_template_fill ("closed", NULL)
                                                : render_write_form (view, post, NULL);
  g_autofree char *body =
      osr_sandbox_template_fill ("post", "author", author, "network", network, "date", date, "text",
                                 post->text, "count", count, "comments", comments, "form", form,
                                 NULL);

  return osr_sandbox_template_fill ("shell", "title", author, "body", body, NULL);
}

static char *
render_links (const OsrSandboxView *view, const OsrSandboxCommunity *community)
{
  GPtrArray *posts = view->office->wall->posts;
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < posts->len; i++) {
    const OsrSandboxPost *post = posts->pdata[i];
    g_autofree char *address = osr_sandbox_page_address (post, NULL);
    g_autofree char *date = format_date (view, post->date);
    g_autofree char *count = format_id (post->comments->len);
    g_autofree char *piece = NULL;

    if (post->owner_id != -community->id)
      continue;
    piece = osr_sandbox_template_fill ("post-link", "address", address, "date", date, "text",
                                       post->text, "count", count, NULL);
    g_string_append (out, piece);
  }
  return g_string_free (out, FALSE);
}

char *
osr_sandbox_page_index (const OsrSandboxView *view)
{
  GPtrArray *communities = view->office->wall->communities;
  g_autoptr (GString) cards = g_string_new (NULL);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  for (guint i = 0; i < communities->len; i++) {
    const OsrSandboxCommunity *community = communities->pdata[i];
    g_autofree char *links = render_links (view, community);
    g_autofree char *network = network_name (view, -community->id);
    g_autofree char *card = osr_sandbox_template_fill ("community", "name", community->name,
                                                       "network", network, "posts", links, NULL);

    g_string_append (cards, card);
  }
  title = osr_sandbox_template_fill ("title", NULL);
  body = osr_sandbox_template_fill ("index", "communities", cards->str, NULL);
  return osr_sandbox_template_fill ("shell", "title", g_strstrip (title), "body", body, NULL);
}

char *
osr_sandbox_page_notice (const char *kind)
{
  g_autofree char *name = g_strconcat ("notice-", kind, NULL);
  g_autofree char *title = osr_sandbox_template_fill ("title", NULL);
  g_autofree char *body = osr_sandbox_template_fill (name, NULL);

  return osr_sandbox_template_fill ("shell", "title", g_strstrip (title), "body", body, NULL);
}
