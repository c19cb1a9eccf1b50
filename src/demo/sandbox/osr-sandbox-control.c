/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of tests, as JSON under /_sandbox/: faults to come, comments to write, edit or delete as a
 * citizen would, a post to close. A body that is not application/json is refused, so that no web page
 * elsewhere can give orders by a plain form. */
#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-builder.h"
#include "demo/sandbox/osr-sandbox-listing.h"
#include "demo/sandbox/osr-sandbox-pictures.h"
#include "demo/sandbox/osr-sandbox-private.h"

#include <string.h>

#define MAX_ORDER    (256 * 1024)
#define MAX_PICTURES 10

static void
answer_failure (SoupServerMessage *msg, guint status, const char *sentence)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "error", sentence);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  osr_sandbox_answer_json (msg, status, root);
}

static void
answer_id (SoupServerMessage *msg, const char *member, gint64 id)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, member, id);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  osr_sandbox_answer_json (msg, SOUP_STATUS_OK, root);
}

static void
handle_faults (OsrSandbox *sandbox, SoupServerMessage *msg, JsonObject *order)
{
  g_autoptr (JsonNode) root = NULL;

  if (order != NULL && !osr_sandbox_faults_order (sandbox->faults, order)) {
    answer_failure (msg, SOUP_STATUS_BAD_REQUEST, "method, kind, code, times or seconds is wrong");
    return;
  }
  root = osr_sandbox_faults_describe (sandbox->faults);
  osr_sandbox_answer_json (msg, SOUP_STATUS_OK, root);
}

/* "citizen" is an id of the office, or the name to write under. */
static OsrSandboxCitizen *
find_citizen (OsrSandbox *sandbox, JsonObject *order)
{
  const char *name = osr_json_get_string (order, "citizen");

  if (name != NULL)
    return osr_sandbox_wall_person (sandbox->office->wall, name);
  return osr_sandbox_wall_citizen (sandbox->office->wall, osr_json_get_int (order, "citizen", 0));
}

static OsrSandboxComment *
write_comment (OsrSandbox *sandbox, OsrSandboxPost *post, JsonObject *order)
{
  OsrSandboxCitizen *citizen = find_citizen (sandbox, order);
  gint64 reply_to = osr_json_get_int (order, "reply_to", 0);
  OsrSandboxComment *answered = osr_sandbox_post_comment (post, reply_to);
  const char *text = osr_json_get_string (order, "text");
  gint64 pictures = osr_json_get_int (order, "pictures", 0);
  OsrSandboxComment *comment;

  if (citizen == NULL || !osr_sandbox_text_usable (text) || (reply_to != 0 && answered == NULL) ||
      pictures < 0 || pictures > MAX_PICTURES)
    return NULL;
  comment = osr_sandbox_wall_write (sandbox->office->wall, post, citizen->id, answered, text,
                                    osr_sandbox_now (sandbox));
  for (gint64 i = 0; i < pictures; i++)
    osr_sandbox_picture_add (sandbox->office->wall, post, comment);
  return comment;
}

static OsrSandboxComment *
edit_comment (OsrSandbox *sandbox, OsrSandboxPost *post, JsonObject *order)
{
  OsrSandboxComment *comment =
      osr_sandbox_post_comment (post, osr_json_get_int (order, "comment_id", 0));
  const char *text = osr_json_get_string (order, "text");

  if (comment == NULL || comment->deleted || !osr_sandbox_text_usable (text))
    return NULL;
  osr_sandbox_wall_edit (sandbox->office->wall, post, comment, text, osr_sandbox_now (sandbox));
  return comment;
}

/* "vanish" takes the comment out of every list, as the network does with one that has no replies. */
static gint64
delete_comment (OsrSandbox *sandbox, OsrSandboxPost *post, JsonObject *order)
{
  gint64 id = osr_json_get_int (order, "comment_id", 0);
  OsrSandboxComment *comment = osr_sandbox_post_comment (post, id);

  if (comment == NULL)
    return 0;
  osr_sandbox_wall_delete (sandbox->office->wall, post, comment,
                           osr_json_get_boolean (order, "vanish", FALSE),
                           osr_sandbox_now (sandbox));
  return id;
}

/* The community by its id, or by the owner's, which is the negative. */
static gint64
owner_of (JsonObject *order)
{
  return osr_json_get_int (order, "owner_id", -osr_json_get_int (order, "community", 0));
}

static OsrSandboxPost *
find_post (OsrSandbox *sandbox, JsonObject *order)
{
  return osr_sandbox_wall_post (sandbox->office->wall, owner_of (order),
                                osr_json_get_int (order, "post_id", 0));
}

static void
handle_comment (OsrSandbox *sandbox, SoupServerMessage *msg, JsonObject *order)
{
  const char *action = osr_json_get_string (order, "action");
  OsrSandboxPost *post = find_post (sandbox, order);
  OsrSandboxComment *comment = NULL;
  gint64 id = 0;

  if (post == NULL) {
    answer_failure (msg, SOUP_STATUS_NOT_FOUND, "no such post");
    return;
  }
  if (action == NULL || strcmp (action, "write") == 0)
    comment = write_comment (sandbox, post, order);
  else if (strcmp (action, "edit") == 0)
    comment = edit_comment (sandbox, post, order);
  else if (strcmp (action, "delete") == 0)
    id = delete_comment (sandbox, post, order);
  if (comment != NULL)
    id = comment->id;
  if (id == 0)
    answer_failure (msg, SOUP_STATUS_BAD_REQUEST,
                    "action, citizen, text, comment_id or reply_to is wrong");
  else if (!osr_sandbox_save (sandbox))
    answer_failure (msg, SOUP_STATUS_INTERNAL_SERVER_ERROR, "the state could not be saved");
  else
    answer_id (msg, "comment_id", id);
}

/* A new post, as the community's own people write it. */
static void
handle_new_post (OsrSandbox *sandbox, SoupServerMessage *msg, JsonObject *order)
{
  OsrSandboxWall *wall = sandbox->office->wall;
  OsrSandboxCommunity *community = osr_sandbox_wall_community (wall, -owner_of (order));
  const char *text = osr_json_get_string (order, "text");
  gint64 mark = wall->journal->last;
  OsrSandboxPost *post;

  if (community == NULL || !osr_sandbox_text_usable (text)) {
    answer_failure (msg, SOUP_STATUS_BAD_REQUEST, "community or text is wrong");
    return;
  }
  post = osr_sandbox_wall_publish (wall, community, text, osr_sandbox_now (sandbox));
  if (osr_sandbox_save (sandbox)) {
    answer_id (msg, "post_id", post->id);
    return;
  }
  osr_sandbox_wall_remove_post (wall, post);
  osr_sandbox_journal_rewind (wall->journal, mark);
  answer_failure (msg, SOUP_STATUS_INTERNAL_SERVER_ERROR, "the state could not be saved");
}

static void
handle_post (OsrSandbox *sandbox, SoupServerMessage *msg, JsonObject *order)
{
  OsrSandboxPost *post = find_post (sandbox, order);
  g_autoptr (JsonNode) root = NULL;

  if (post == NULL) {
    answer_failure (msg, SOUP_STATUS_NOT_FOUND, "no such post");
    return;
  }
  post->comments_closed = osr_json_get_boolean (order, "comments_closed", post->comments_closed);
  post->links_forbidden = osr_json_get_boolean (order, "links_forbidden", post->links_forbidden);
  if (!osr_sandbox_save (sandbox)) {
    answer_failure (msg, SOUP_STATUS_INTERNAL_SERVER_ERROR, "the state could not be saved");
    return;
  }
  root = json_node_init_object (json_node_alloc (), order);
  osr_sandbox_answer_json (msg, SOUP_STATUS_OK, root);
}

void
osr_sandbox_control_handle (OsrSandbox *sandbox, SoupServerMessage *msg, const char *what,
                            GHashTable *query)
{
  gboolean reading = g_str_equal (soup_server_message_get_method (msg), "GET");
  g_autoptr (JsonObject) order = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  gsize length;

  if (reading && strcmp (what, "faults") == 0) {
    handle_faults (sandbox, msg, NULL);
    return;
  }
  if (reading && strcmp (what, "wall") == 0) {
    osr_sandbox_listing_answer (sandbox, msg, query);
    return;
  }
  if (reading || !osr_sandbox_body_is (msg, "application/json")) {
    answer_failure (msg, SOUP_STATUS_BAD_REQUEST, "an order is a POST of application/json");
    return;
  }
  body = osr_sandbox_body (msg, &length);
  order = osr_json_read_object (body, (gssize) length, MAX_ORDER, "order", &error);
  if (order == NULL)
    answer_failure (msg, SOUP_STATUS_BAD_REQUEST, error->message);
  else if (strcmp (what, "faults") == 0)
    handle_faults (sandbox, msg, order);
  else if (strcmp (what, "comment") == 0)
    handle_comment (sandbox, msg, order);
  else if (strcmp (what, "post") == 0 && !json_object_has_member (order, "post_id"))
    handle_new_post (sandbox, msg, order);
  else if (strcmp (what, "post") == 0)
    handle_post (sandbox, msg, order);
  else
    answer_failure (msg, SOUP_STATUS_NOT_FOUND, "faults, comment, post or wall");
}
