/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comment may come without its id; its address then still names the page, the post, the comment it
 * answers and itself. */
#include "social/facebook/osr-facebook-dialect.h"

#include <string.h>

#include <gio/gio.h>

#include "core/osr-json.h"
#include "social/graph/osr-graph-answer.h"
#include "social/osr-social-reader.h"

/* What the address of a comment says: …/PAGE/posts/POST/?comment_id=C&reply_comment_id=R */
typedef struct {
  char *page;
  char *post;
  char *comment;
  char *reply;
} Address;

static void
address_clear (Address *address)
{
  g_free (address->page);
  g_free (address->post);
  g_free (address->comment);
  g_free (address->reply);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Address, address_clear)

static void
set (char **member, char *value)
{
  g_free (*member);
  *member = value;
}

static gboolean
is_number (const char *text)
{
  return text != NULL && *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

static char *
dup_number (const char *text)
{
  return is_number (text) ? g_strdup (text) : NULL;
}

static void
read_query (Address *address, const char *query)
{
  g_autoptr (GHashTable) values = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL);

  if (values == NULL)
    return;
  address->comment = dup_number (g_hash_table_lookup (values, "comment_id"));
  address->reply = dup_number (g_hash_table_lookup (values, "reply_comment_id"));
}

static void
read_address (Address *address, const char *text)
{
  g_autoptr (GUri) uri = text != NULL ? g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL) : NULL;
  g_auto (GStrv) parts = NULL;

  if (uri == NULL)
    return;
  parts = g_strsplit (g_uri_get_path (uri), "/", 8);
  if (g_strv_length (parts) >= 4 && g_str_equal (parts[2], "posts")) {
    address->page = dup_number (parts[1]);
    address->post = dup_number (parts[3]);
  }
  if (g_uri_get_query (uri) != NULL)
    read_query (address, g_uri_get_query (uri));
}

static char *
dup_web (JsonObject *object, const char *member)
{
  const char *address = osr_json_get_string (object, member);

  return address != NULL &&
                 (g_str_has_prefix (address, "https://") || g_str_has_prefix (address, "http://"))
             ? osr_social_one_line (address, 2000)
             : g_strdup ("");
}

static void
set_author (OsrNetworkMessage *message, OsrNetworkAccount *account, JsonObject *object)
{
  JsonObject *from = osr_json_get_object (object, "from");

  message->author_id = osr_social_dup_id (from, "id");
  set (&message->author_name, osr_social_dup_name (from, "name"));
  message->from_account =
      message->author_id != NULL && g_str_equal (message->author_id, account->owner_id);
}

/* (transfer full) (nullable) */
static char *
dup_comment_id (JsonObject *object, const Address *address)
{
  char *id = osr_social_dup_id (object, "id");
  const char *own = address->reply != NULL ? address->reply : address->comment;

  if (id != NULL || own == NULL || address->post == NULL)
    return id;
  return g_strdup_printf ("%s_%s", address->post, own);
}

static void
set_place (OsrNetworkMessage *message, const OsrNetworkQuestion *question, JsonObject *object,
           const Address *address)
{
  JsonObject *parent = osr_json_get_object (object, "parent");

  if (address->page != NULL)
    set (&message->owner_id, g_strdup (address->page));
  else
    set (&message->owner_id, g_strdup (question->account->owner_id));
  if (question->post_id != NULL)
    set (&message->post_id, g_strdup (question->post_id));
  else if (address->page != NULL && address->post != NULL)
    set (&message->post_id, g_strdup_printf ("%s_%s", address->page, address->post));
  message->thread_root = osr_social_dup_id (parent, "id");
  if (message->thread_root == NULL && address->reply != NULL && address->comment != NULL &&
      address->post != NULL)
    message->thread_root = g_strdup_printf ("%s_%s", address->post, address->comment);
  message->reply_to = g_strdup (message->thread_root);
}

static OsrNetworkMessage *
parse_comment (const OsrNetworkQuestion *question, JsonObject *object)
{
  g_auto (Address) address = { NULL, NULL, NULL, NULL };
  g_autofree char *id = NULL;
  OsrNetworkMessage *message;

  read_address (&address, osr_json_get_string (object, "permalink_url"));
  id = dup_comment_id (object, &address);
  if (id == NULL)
    return NULL;
  message = osr_network_message_new (question->account->network);
  set (&message->native_id, g_steal_pointer (&id));
  set_author (message, question->account, object);
  set_place (message, question, object, &address);
  set (&message->text, osr_social_dup_text (object, "message"));
  message->published_at = osr_social_iso_time (object, "created_time");
  set (&message->permalink, dup_web (object, "permalink_url"));
  if (address.page != NULL && address.post != NULL)
    set (&message->post_permalink, g_strdup_printf ("%s/%s/posts/%s", question->account->link_base,
                                                    address.page, address.post));
  message->attachments = json_object_has_member (object, "attachment") ? 1 : 0;
  return message;
}

/* A post's id is its page's and its own. */
static OsrNetworkMessage *
parse_post (const OsrNetworkQuestion *question, JsonObject *object)
{
  g_autofree char *id = osr_social_dup_id (object, "id");
  g_auto (GStrv) parts = id != NULL ? g_strsplit (id, "_", 2) : NULL;
  OsrNetworkMessage *message;

  if (id == NULL)
    return NULL;
  message = osr_network_message_new (question->account->network);
  set (&message->native_id, g_strdup (id));
  set (&message->post_id, g_strdup (id));
  set_author (message, question->account, object);
  set (&message->text, osr_social_dup_text (object, "message"));
  if (*message->text == '\0')
    set (&message->text, osr_social_dup_text (object, "story"));
  message->published_at = osr_social_iso_time (object, "created_time");
  set (&message->permalink, dup_web (object, "permalink_url"));
  if (is_number (parts[0]) && is_number (parts[1])) {
    set (&message->owner_id, g_strdup (parts[0]));
    if (*message->permalink == '\0')
      set (&message->permalink,
           g_strdup_printf ("%s/%s/posts/%s", question->account->link_base, parts[0], parts[1]));
  }
  set (&message->post_permalink, g_strdup (message->permalink));
  message->attachments =
      osr_social_array_length (osr_json_get_object (object, "attachments"), "data");
  return message;
}

static gboolean
read_comments (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
               GError **error)
{
  return osr_graph_add_all (answer, question, result, OSR_NETWORK_RECORD_MESSAGE, parse_comment,
                            error);
}

static gboolean
read_posts (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
            GError **error)
{
  return osr_graph_add_all (answer, question, result, OSR_NETWORK_RECORD_POST, parse_post, error);
}

static gboolean
read_created (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
              GError **error)
{
  return osr_graph_add_all (answer, question, result, OSR_NETWORK_RECORD_CREATED, parse_comment,
                            error);
}

static const OsrNetworkMethod methods[] = {
  { "comments", read_comments },
  { "comment", read_comments },
  { "create", read_created, TRUE },
  { "feed", read_posts },
  { "posts", read_posts },
  { "tagged", read_posts },
  { "post", read_posts },
  { "page", osr_graph_read_owners },
  { "pages/search", osr_graph_read_owners },
  { NULL },
};

const OsrNetworkDialect osr_facebook_dialect = {
  .network = "facebook",
  .methods = methods,
  .open = osr_graph_open,
  .dup_method = osr_graph_dup_method,
};
