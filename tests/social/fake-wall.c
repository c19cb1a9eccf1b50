/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Posts and comments in arrays, answers built as text. Parameters that the connector must send are
 * asserted where they are used. */
#include "social/fake-wall.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct {
  gint64 id;
  char *text;
} Post;

typedef struct {
  gint64 id, post, from, root, reply_to, date;
  char *text;
  gboolean deleted;
} Comment;

typedef struct {
  char *method;
  guint status; /* 0: drop the connection */
  gboolean after;
  char *body;
} Step;

struct _FakeWall {
  SoupServer *server;
  char *base;
  GPtrArray *posts;
  GPtrArray *comments;
  GQueue script; /* of Step */
  GHashTable *calls;
  GHashTable *last;    /* parameter → value */
  GHashTable *last_of; /* "method parameter" → value */
  gint64 next_id;
  gint64 now;
};

static void
post_free (gpointer data)
{
  g_free (((Post *) data)->text);
  g_free (data);
}

static void
comment_free (gpointer data)
{
  g_free (((Comment *) data)->text);
  g_free (data);
}

static void
step_free (Step *step)
{
  g_free (step->method);
  g_free (step->body);
  g_free (step);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static gint64
get (GHashTable *form, const char *name)
{
  const char *value = g_hash_table_lookup (form, name);
  gint64 number = 0;

  if (value != NULL)
    g_assert_true (g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL));
  return number;
}

static void
reply (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json; charset=utf-8", SOUP_MEMORY_COPY,
                                    body, strlen (body));
}

static void
drop (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
}

static char *
error_body (int code, const char *text)
{
  return g_strdup_printf ("{\"error\":{\"error_code\":%d,\"error_msg\":\"%s\",\"request_params\":"
                          "[{\"key\":\"method\",\"value\":\"x\"}]}}",
                          code, text);
}

static guint
count_under (FakeWall *wall, gint64 post, gint64 root)
{
  guint count = 0;

  for (guint i = 0; i < wall->comments->len; i++) {
    Comment *comment = g_ptr_array_index (wall->comments, i);

    if (comment->post == post && (root < 0 || comment->root == root))
      count++;
  }
  return count;
}

static char *
wall_get (FakeWall *wall, GHashTable *form)
{
  GString *out = g_string_new ("{\"response\":{\"count\":9,\"items\":[");
  guint count = (guint) get (form, "count");

  g_assert_cmpint (get (form, "owner_id"), ==, -FAKE_GROUP);
  for (guint i = 0; i < wall->posts->len && i < count; i++) {
    Post *post = g_ptr_array_index (wall->posts, i);

    g_string_append_printf (out,
                            "%s{\"id\":%" G_GINT64_FORMAT ",\"owner_id\":-%" G_GINT64_FORMAT
                            ",\"date\":1000,\"text\":\"%s\",\"comments\":{\"count\":%u}}",
                            i > 0 ? "," : "", post->id, FAKE_GROUP, post->text,
                            count_under (wall, post->id, -1));
  }
  g_string_append (out, "]}}");
  return g_string_free (out, FALSE);
}

static void append_thread (FakeWall *wall, GString *out, Comment *root, guint limit);

static void
append_comment (FakeWall *wall, GString *out, Comment *comment, guint thread_items)
{
  if (!g_str_has_suffix (out->str, "["))
    g_string_append_c (out, ',');
  g_string_append_printf (out, "{\"id\":%" G_GINT64_FORMAT ",\"date\":%" G_GINT64_FORMAT,
                          comment->id, comment->date);
  if (comment->root > 0)
    g_string_append_printf (out, ",\"parents_stack\":[%" G_GINT64_FORMAT "]", comment->root);
  else
    g_string_append (out, ",\"parents_stack\":[]");
  if (comment->reply_to > 0)
    g_string_append_printf (out, ",\"reply_to_comment\":%" G_GINT64_FORMAT, comment->reply_to);
  if (comment->deleted)
    g_string_append (out, ",\"deleted\":true");
  else
    g_string_append_printf (out, ",\"from_id\":%" G_GINT64_FORMAT ",\"text\":\"%s\"", comment->from,
                            comment->text);
  if (comment->root == 0)
    append_thread (wall, out, comment, thread_items);
  g_string_append_c (out, '}');
}

static void
append_level (FakeWall *wall, GString *out, GPtrArray *level, guint from, guint count,
              guint thread_items)
{
  for (guint i = from; i < level->len && i < from + count; i++)
    append_comment (wall, out, g_ptr_array_index (level, i), thread_items);
}

static GPtrArray *
level_of (FakeWall *wall, gint64 post, gint64 root, gboolean newest_first)
{
  GPtrArray *level = g_ptr_array_new ();

  for (guint i = 0; i < wall->comments->len; i++) {
    Comment *comment = g_ptr_array_index (wall->comments, i);

    if (comment->post == post && comment->root == root)
      g_ptr_array_insert (level, newest_first ? 0 : -1, comment);
  }
  return level;
}

static void
append_thread (FakeWall *wall, GString *out, Comment *root, guint limit)
{
  g_autoptr (GPtrArray) level = level_of (wall, root->post, root->id, FALSE);

  g_string_append_printf (out, ",\"thread\":{\"count\":%u,\"items\":[", level->len);
  append_level (wall, out, level, 0, limit, 0);
  g_string_append (out, "]}");
}

static char *
wall_get_comments (FakeWall *wall, GHashTable *form)
{
  GString *out = g_string_new ("{\"response\":{\"items\":[");
  gint64 post = get (form, "post_id");
  gint64 root = get (form, "comment_id");
  gboolean newest_first = g_strcmp0 (g_hash_table_lookup (form, "sort"), "desc") == 0;
  g_autoptr (GPtrArray) level = level_of (wall, post, root, newest_first);

  g_assert_cmpint (get (form, "owner_id"), ==, -FAKE_GROUP);
  g_assert_cmpint (get (form, "count"), <=, 100);
  g_assert_cmpint (get (form, "thread_items_count"), <=, 10);
  append_level (wall, out, level, (guint) get (form, "offset"), (guint) get (form, "count"),
                (guint) get (form, "thread_items_count"));
  g_string_append_printf (out, "],\"count\":%u,\"current_level_count\":%u",
                          count_under (wall, post, -1), level->len);
  if (get (form, "extended") == 1)
    g_string_append_printf (out,
                            ",\"profiles\":[{\"id\":501,\"first_name\":\"Анна\",\"last_name\":"
                            "\"К.\"}],\"groups\":[{\"id\":%" G_GINT64_FORMAT
                            ",\"name\":\"Правительство\"}]",
                            FAKE_GROUP);
  g_string_append (out, "}}");
  return g_string_free (out, FALSE);
}

static Comment *
find (FakeWall *wall, gint64 id)
{
  for (guint i = 0; i < wall->comments->len; i++) {
    Comment *comment = g_ptr_array_index (wall->comments, i);

    if (comment->id == id)
      return comment;
  }
  return NULL;
}

static char *
wall_create_comment (FakeWall *wall, GHashTable *form)
{
  gint64 to = get (form, "reply_to_comment");
  Comment *answered = find (wall, to);
  gint64 root = answered == NULL ? 0 : answered->root > 0 ? answered->root : answered->id;
  g_autofree char *escaped = g_markup_escape_text (g_hash_table_lookup (form, "message"), -1);
  g_autoptr (GString) text = g_string_new (escaped);
  gint64 id;

  g_assert_cmpint (get (form, "from_group"), ==, FAKE_GROUP);
  g_assert_nonnull (g_hash_table_lookup (form, "guid"));
  if (to > 0 && answered == NULL)
    return error_body (100, "reply_to_comment is not there");
  g_string_replace (text, "\\", "\\\\", 0);
  g_string_replace (text, "\n", "\\n", 0);
  id = fake_wall_add_comment (wall, get (form, "post_id"), -FAKE_GROUP, root, text->str, wall->now);
  find (wall, id)->reply_to = to;
  return g_strdup_printf ("{\"response\":{\"comment_id\":%" G_GINT64_FORMAT
                          ",\"parents_stack\":[%" G_GINT64_FORMAT "]}}",
                          id, root);
}

/* The community a token belongs to, asked without an id; the one asked for otherwise. */
static char *
groups_get_by_id (FakeWall *wall, GHashTable *form)
{
  return g_strdup_printf ("{\"response\":{\"groups\":[{\"id\":%" G_GINT64_FORMAT
                          ",\"name\":\"Правительство &amp; Ко\"}],\"profiles\":[]}}",
                          FAKE_GROUP);
}

static char *
token_permissions (FakeWall *wall, GHashTable *form)
{
  return g_strdup ("{\"response\":{\"mask\":8196,\"permissions\":[{\"name\":\"photos\",\"setting\":"
                   "4},{\"name\":\"wall\",\"setting\":8192}]}}");
}

static const struct {
  const char *method;
  const char *tokens; /* that may call it */
  char *(*serve) (FakeWall *wall, GHashTable *form);
} methods[] = {
  { "wall.get", FAKE_READ_TOKEN, wall_get },
  { "wall.getComments", FAKE_READ_TOKEN, wall_get_comments },
  { "wall.createComment", FAKE_WRITE_TOKEN, wall_create_comment },
  { "groups.getById", FAKE_READ_TOKEN " " FAKE_WRITE_TOKEN, groups_get_by_id },
  { "groups.getTokenPermissions", FAKE_WRITE_TOKEN, token_permissions },
};

static char *
serve (FakeWall *wall, const char *method, const char *token, GHashTable *form)
{
  if (g_strcmp0 (token, "Bearer " FAKE_READ_TOKEN) != 0 &&
      g_strcmp0 (token, "Bearer " FAKE_WRITE_TOKEN) != 0)
    return error_body (5, "User authorization failed: invalid access_token (4).");
  if (g_strcmp0 (g_hash_table_lookup (form, "v"), "5.199") != 0)
    return error_body (8, "Invalid request: v parameter is required");
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++) {
    if (!g_str_equal (method, methods[i].method))
      continue;
    if (strstr (methods[i].tokens, token + strlen ("Bearer ")) == NULL)
      return error_body (27, "Group authorization failed: method is unavailable with this auth.");
    return methods[i].serve (wall, form);
  }
  return error_body (3, "Unknown method passed");
}

static GHashTable *
read_form (SoupServerMessage *message)
{
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  g_autofree char *text = NULL;

  if (g_bytes_get_size (body) > 0)
    text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  else
    text = g_strdup (query != NULL ? query : "");
  return soup_form_decode (text);
}

static void
remember (FakeWall *wall, const char *method, const char *verb, GHashTable *form)
{
  guint calls = GPOINTER_TO_UINT (g_hash_table_lookup (wall->calls, method)) + 1;
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_replace (wall->calls, g_strdup (method), GUINT_TO_POINTER (calls));
  g_hash_table_remove_all (wall->last);
  g_hash_table_iter_init (&iter, form);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    g_hash_table_replace (wall->last, g_strdup (name), g_strdup (value));
    g_hash_table_replace (wall->last_of, g_strdup_printf ("%s %s", method, (const char *) name),
                          g_strdup (value));
  }
  g_hash_table_replace (wall->last, g_strdup ("method"), g_strdup (method));
  g_hash_table_replace (wall->last, g_strdup ("verb"), g_strdup (verb));
}

static Step *
next_step (FakeWall *wall, const char *method)
{
  for (GList *link = wall->script.head; link != NULL; link = link->next) {
    Step *step = link->data;

    if (g_str_equal (step->method, method)) {
      g_queue_delete_link (&wall->script, link);
      return step;
    }
  }
  return NULL;
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  FakeWall *wall = user_data;
  const char *method = path + strlen ("/method/");
  const char *token = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");
  g_autoptr (GHashTable) form = read_form (message);
  g_autoptr (Step) step = NULL;
  g_autofree char *body = NULL;

  g_assert_true (g_str_has_prefix (path, "/method/"));
  remember (wall, method, soup_server_message_get_method (message), form);
  step = next_step (wall, method);
  if (step != NULL && step->status > 0) {
    reply (message, step->status, step->body);
    return;
  }
  if (step == NULL || step->after)
    body = serve (wall, method, token, form);
  if (step != NULL)
    drop (message);
  else
    reply (message, 200, body);
}

FakeWall *
fake_wall_new (void)
{
  FakeWall *wall = g_new0 (FakeWall, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  wall->posts = g_ptr_array_new_with_free_func (post_free);
  wall->comments = g_ptr_array_new_with_free_func (comment_free);
  wall->calls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  wall->last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  wall->last_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  wall->next_id = 101;
  wall->now = 2000;
  wall->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (wall->server, NULL, on_request, wall, NULL);
  soup_server_listen_local (wall->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (wall->server);
  wall->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return wall;
}

void
fake_wall_free (FakeWall *wall)
{
  soup_server_disconnect (wall->server);
  g_object_unref (wall->server);
  g_queue_clear_full (&wall->script, (GDestroyNotify) step_free);
  g_ptr_array_unref (wall->posts);
  g_ptr_array_unref (wall->comments);
  g_hash_table_unref (wall->calls);
  g_hash_table_unref (wall->last);
  g_hash_table_unref (wall->last_of);
  g_free (wall->base);
  g_free (wall);
}

OsrNetworkAccount *
fake_wall_account (FakeWall *wall)
{
  OsrNetworkAccount *account = osr_network_account_new ("vk", "vk-government", "200000001");

  osr_network_account_set_hosts (account, wall->base, NULL, NULL);
  osr_network_account_set_tokens (account, FAKE_READ_TOKEN, FAKE_WRITE_TOKEN);
  return account;
}

void
fake_wall_add_post (FakeWall *wall, gint64 id, const char *text)
{
  Post *post = g_new0 (Post, 1);

  post->id = id;
  post->text = g_strdup (text);
  g_ptr_array_add (wall->posts, post);
}

gint64
fake_wall_add_comment (FakeWall *wall, gint64 post, gint64 from, gint64 root, const char *text,
                       gint64 date)
{
  Comment *comment = g_new0 (Comment, 1);

  comment->id = wall->next_id++;
  comment->post = post;
  comment->from = from;
  comment->root = root;
  comment->reply_to = root;
  comment->text = g_strdup (text);
  comment->date = date;
  g_ptr_array_add (wall->comments, comment);
  return comment->id;
}

void
fake_wall_delete_comment (FakeWall *wall, gint64 id)
{
  find (wall, id)->deleted = TRUE;
}

void
fake_wall_set_time (FakeWall *wall, gint64 seconds)
{
  wall->now = seconds;
}

static void
add_step (FakeWall *wall, const char *method, guint status, gboolean after, const char *body)
{
  Step *step = g_new0 (Step, 1);

  step->method = g_strdup (method);
  step->status = status;
  step->after = after;
  step->body = g_strdup (body);
  g_queue_push_tail (&wall->script, step);
}

void
fake_wall_script (FakeWall *wall, const char *method, guint status, const char *body)
{
  add_step (wall, method, status, FALSE, body);
}

void
fake_wall_drop (FakeWall *wall, const char *method, gboolean after)
{
  add_step (wall, method, 0, after, NULL);
}

guint
fake_wall_count_calls (FakeWall *wall, const char *method)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (wall->calls, method));
}

guint
fake_wall_count_comments (FakeWall *wall)
{
  return wall->comments->len;
}

const char *
fake_wall_last (FakeWall *wall, const char *parameter)
{
  return g_hash_table_lookup (wall->last, parameter);
}

const char *
fake_wall_last_of (FakeWall *wall, const char *method, const char *parameter)
{
  g_autofree char *key = g_strdup_printf ("%s %s", method, parameter);

  return g_hash_table_lookup (wall->last_of, key);
}

const char *
fake_wall_get_base (FakeWall *wall)
{
  return wall->base;
}
