/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The comments under a post of the channel: read by time, written, changed and taken away as the bot.
 * A comment holds text alone; whatever else a body holds is refused. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/max/osr-sandbox-max-call.h"
#include "demo/sandbox/osr-sandbox-names.h"
#include "demo/sandbox/osr-sandbox-private.h"

#define MAX_TEXT      4000
#define MAX_BODY      (128 * 1024)
#define MAX_COUNT     100
#define DEFAULT_COUNT 50
#define MS            G_GINT64_CONSTANT (1000)

static gboolean
fail (OsrSandboxMaxCall *call, guint status, const char *code, const char *message)
{
  return osr_sandbox_max_fail (call->exchange, status, code, message);
}

/* (nullable): a comment of the post that nobody took away. */
static OsrSandboxComment *
find_comment (OsrSandboxMaxCall *call, const char *mid)
{
  OsrSandboxComment *comment = NULL;
  gint64 community, id;

  if (mid != NULL && osr_sandbox_read_mid (mid, &community, &id) &&
      community == call->community->id)
    comment = osr_sandbox_post_comment (call->post, id);
  return comment != NULL && !comment->deleted ? comment : NULL;
}

static gboolean
is_asked_for (const OsrSandboxComment *comment, const char *names, gint64 community)
{
  g_autofree char *mid = osr_sandbox_name_mid (community, comment->id);
  g_auto (GStrv) mids = g_strsplit (names, ",", -1);

  return g_strv_contains ((const char *const *) mids, mid);
}

/* (transfer container): the newest @count of what was asked for, newest first. */
static GPtrArray *
choose (OsrSandboxMaxCall *call, gint64 after, gint64 before, gint64 count)
{
  const char *names = osr_sandbox_max_argument (call, "comment_ids");
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = call->post->comments->len; i > 0; i--) {
    OsrSandboxComment *comment = call->post->comments->pdata[i - 1];

    if (comment->deleted)
      continue;
    if (names != NULL
            ? is_asked_for (comment, names, call->community->id)
            : chosen->len < count && comment->date * MS >= after && comment->date * MS <= before)
      g_ptr_array_add (chosen, comment);
  }
  return chosen;
}

static void
list_comments (OsrSandboxMaxCall *call)
{
  g_autoptr (GPtrArray) chosen = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  OsrSandboxMaxShape shape;
  gint64 after, before, count;

  if (!osr_sandbox_max_number (call, "after", 0, &after) ||
      !osr_sandbox_max_number (call, "before", G_MAXINT64, &before) ||
      !osr_sandbox_max_number (call, "count", DEFAULT_COUNT, &count))
    return;
  if (count < 1 || count > MAX_COUNT) {
    fail (call, 400, "proto.payload", "count should be from 1 to 100");
    return;
  }
  chosen = choose (call, after, before, count);
  builder = json_builder_new ();
  shape = osr_sandbox_max_shape_of (call, builder);
  json_builder_begin_object (builder);
  osr_sandbox_shape_array (builder, "messages");
  for (guint i = 0; i < chosen->len; i++)
    osr_sandbox_max_shape_comment (&shape, call->post, chosen->pdata[i], NULL);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}

static void
answer_comment (OsrSandboxMaxCall *call, const OsrSandboxComment *comment, const char *member)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const OsrSandboxMaxShape shape = osr_sandbox_max_shape_of (call, builder);

  if (member != NULL) {
    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, member);
  }
  osr_sandbox_max_shape_comment (&shape, call->post, comment, NULL);
  if (member != NULL)
    json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}

static gboolean
check_members (OsrSandboxMaxCall *call, JsonObject *body)
{
  static const char *const known[] = { "text", "link", "format", NULL };
  g_autoptr (GList) members = json_object_get_members (body);
  const char *format = osr_json_get_string (body, "format");

  for (GList *member = members; member != NULL; member = member->next)
    if (!g_strv_contains (known, member->data))
      return fail (call, 400, "proto.payload", "a comment holds text, link and format only");
  return format == NULL || strcmp (format, "markdown") == 0 || strcmp (format, "html") == 0 ||
         fail (call, 400, "proto.payload", "format should be markdown or html");
}

/* (nullable) (transfer full): the body of a writing request, its text in order; else a failed call. */
static JsonObject *
read_body (OsrSandboxMaxCall *call)
{
  gsize length;
  g_autofree char *text = osr_sandbox_exchange_body (call->exchange, &length);
  g_autoptr (JsonObject) body = NULL;
  const char *written;

  if (!osr_sandbox_exchange_body_is (call->exchange, "application/json"))
    fail (call, 415, "proto.payload", "the body should be application/json");
  else
    body = osr_json_read_object (text, (gssize) length, MAX_BODY, "body", NULL);
  if (body == NULL) {
    fail (call, 400, "proto.payload", "the body should be a JSON object");
    return NULL;
  }
  if (!check_members (call, body))
    return NULL;
  written = osr_json_get_string (body, "text");
  if (!osr_sandbox_text_usable (written))
    fail (call, 400, "proto.payload", "text: should not be empty");
  else if (g_utf8_strlen (written, -1) > MAX_TEXT)
    fail (call, 400, "proto.payload", "text: size should be between 0 and 4000");
  else
    return g_steal_pointer (&body);
  return NULL;
}

/* Whether the link of a new comment can be followed; @answered (out) is %NULL without one. */
static gboolean
read_link (OsrSandboxMaxCall *call, JsonObject *body, OsrSandboxComment **answered)
{
  JsonObject *link = osr_json_get_object (body, "link");
  const char *mid = link != NULL ? osr_json_get_string (link, "mid") : NULL;

  *answered = NULL;
  if (!json_object_has_member (body, "link") || json_object_get_null_member (body, "link"))
    return TRUE;
  if (mid == NULL || g_strcmp0 (osr_json_get_string (link, "type"), "reply") != 0)
    return fail (call, 400, "proto.payload", "link should be {type: reply, mid}");
  *answered = find_comment (call, mid);
  return *answered != NULL || fail (call, 404, "not.found", "linked comment not found");
}

static void
write_comment (OsrSandboxMaxCall *call)
{
  g_autoptr (JsonObject) body = read_body (call);
  OsrSandboxComment *answered, *written;

  if (body == NULL || !read_link (call, body, &answered))
    return;
  if (call->post->comments_closed) {
    fail (call, 403, "chat.denied", "comments are disabled");
    return;
  }
  written = osr_sandbox_exchange_write (call->exchange, call->post, -call->community->id, answered,
                                        osr_json_get_string (body, "text"));
  if (written == NULL)
    fail (call, 500, "internal.error", "Internal error");
  else
    answer_comment (call, written, "message");
}

static void
answer_success (OsrSandboxMaxCall *call)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  osr_sandbox_shape_flag (builder, "success", TRUE);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}

static void
change_comment (OsrSandboxMaxCall *call, gboolean deleting)
{
  OsrSandboxComment *own = find_comment (call, osr_sandbox_max_argument (call, "comment_id"));
  g_autoptr (JsonObject) body = NULL;

  if (own == NULL) {
    fail (call, 404, "not.found", "comment not found");
    return;
  }
  if (own->from_id != -call->community->id) {
    fail (call, 403, "chat.denied", "the comment is not the bot's");
    return;
  }
  if (!deleting && (body = read_body (call)) == NULL)
    return;
  if (deleting)
    osr_sandbox_wall_delete (call->wall, call->post, own, TRUE, call->exchange->now);
  else
    osr_sandbox_wall_edit (call->wall, call->post, own, osr_json_get_string (body, "text"),
                           call->exchange->now);
  if (osr_sandbox_save (call->exchange->sandbox))
    answer_success (call);
  else
    fail (call, 500, "internal.error", "Internal error");
}

static void
show_comment (OsrSandboxMaxCall *call)
{
  OsrSandboxComment *comment = find_comment (call, call->parts[3]);

  if (comment == NULL)
    fail (call, 404, "not.found", "comment not found");
  else
    answer_comment (call, comment, NULL);
}

void
osr_sandbox_max_handle_comments (OsrSandboxMaxCall *call)
{
  const char *method = call->exchange->method;
  gint64 community, id;

  if (osr_sandbox_read_mid (call->parts[1], &community, &id) && community == call->community->id)
    call->post = osr_sandbox_wall_post (call->wall, -community, id);
  if (call->post == NULL)
    fail (call, 404, "not.found", "Message not found");
  else if (strcmp (method, "GET") == 0 && call->parts[3] != NULL)
    show_comment (call);
  else if (strcmp (method, "GET") == 0)
    list_comments (call);
  else if (strcmp (method, "POST") == 0)
    write_comment (call);
  else if (strcmp (method, "PUT") == 0 || strcmp (method, "DELETE") == 0)
    change_comment (call, strcmp (method, "DELETE") == 0);
  else
    fail (call, 405, "method.not.allowed", "Method is not allowed");
}
