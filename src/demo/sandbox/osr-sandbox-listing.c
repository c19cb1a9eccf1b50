/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "demo/sandbox/osr-sandbox-listing.h"

#include "demo/sandbox/osr-sandbox-builder.h"

typedef struct {
  OsrSandboxWall *wall;
  const OsrSandboxCommunity *community;
  JsonBuilder *builder;
  gint64 count;
  gint64 official;
} Listing;

static void
list_comment (Listing *listing, const OsrSandboxPost *post, const OsrSandboxComment *comment,
              gboolean visible)
{
  JsonBuilder *builder = listing->builder;
  g_autofree char *author = osr_sandbox_wall_author (listing->wall, comment->from_id);

  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "post_id", post->id);
  osr_sandbox_shape_int (builder, "id", comment->id);
  osr_sandbox_shape_int (builder, "root", comment->root);
  osr_sandbox_shape_int (builder, "reply_to", comment->reply_to);
  osr_sandbox_shape_int (builder, "from_id", comment->from_id);
  osr_sandbox_shape_string (builder, "author", author);
  osr_sandbox_shape_string (builder, "text", comment->text);
  osr_sandbox_shape_string (builder, "guid", comment->guid);
  osr_sandbox_shape_int (builder, "date", comment->date);
  osr_sandbox_shape_int (builder, "edited", comment->edited);
  osr_sandbox_shape_flag (builder, "deleted", comment->deleted);
  osr_sandbox_shape_flag (builder, "visible", visible);
  osr_sandbox_shape_array (builder, "files");
  for (guint i = 0; comment->files != NULL && i < comment->files->len; i++)
    json_builder_add_string_value (builder, ((OsrSandboxFile *) comment->files->pdata[i])->name);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  listing->count++;
  listing->official += comment->from_id == -listing->community->id;
}

static void
list_comments (Listing *listing)
{
  osr_sandbox_shape_array (listing->builder, "comments");
  for (guint i = 0; i < listing->wall->posts->len; i++) {
    const OsrSandboxPost *post = listing->wall->posts->pdata[i];

    for (guint k = 0; post->owner_id == -listing->community->id && k < post->comments->len; k++)
      list_comment (listing, post, post->comments->pdata[k], TRUE);
  }
  for (guint i = 0; i < listing->wall->late->len; i++) {
    const OsrSandboxLate *late = listing->wall->late->pdata[i];

    if (late->post->owner_id == -listing->community->id)
      list_comment (listing, late->post, late->comment, FALSE);
  }
  json_builder_end_array (listing->builder);
}

static void
list_posts (Listing *listing)
{
  osr_sandbox_shape_array (listing->builder, "posts");
  for (guint i = 0; i < listing->wall->posts->len; i++) {
    const OsrSandboxPost *post = listing->wall->posts->pdata[i];

    if (post->owner_id != -listing->community->id)
      continue;
    json_builder_begin_object (listing->builder);
    osr_sandbox_shape_int (listing->builder, "id", post->id);
    osr_sandbox_shape_int (listing->builder, "date", post->date);
    osr_sandbox_shape_string (listing->builder, "text", post->text);
    json_builder_end_object (listing->builder);
  }
  json_builder_end_array (listing->builder);
}

static const OsrSandboxCommunity *
find_community (OsrSandbox *sandbox, GHashTable *query)
{
  const char *text = query != NULL ? g_hash_table_lookup (query, "community") : NULL;
  gint64 id;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return NULL;
  return osr_sandbox_wall_community (sandbox->office->wall, id);
}

void
osr_sandbox_listing_answer (OsrSandbox *sandbox, SoupServerMessage *msg, GHashTable *query)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  Listing listing = { .wall = sandbox->office->wall,
                      .community = find_community (sandbox, query),
                      .builder = builder };

  json_builder_begin_object (builder);
  if (listing.community == NULL) {
    osr_sandbox_shape_string (builder, "error", "no such community");
  } else {
    osr_sandbox_shape_int (builder, "community", listing.community->id);
    osr_sandbox_shape_string (builder, "network",
                              osr_sandbox_network_nick (listing.community->network));
    list_posts (&listing);
    list_comments (&listing);
    osr_sandbox_shape_int (builder, "count", listing.count);
    osr_sandbox_shape_int (builder, "official", listing.official);
  }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  osr_sandbox_answer_json (msg, listing.community != NULL ? SOUP_STATUS_OK : SOUP_STATUS_NOT_FOUND,
                           root);
}
