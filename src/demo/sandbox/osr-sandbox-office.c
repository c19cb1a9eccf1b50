/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A list of the file is read element by element by one reader a kind; the first fault
 * ends the reading, since a wall half understood would only mislead. */
#include "demo/sandbox/osr-sandbox-office.h"

#include "core/osr-error.h"
#include "core/osr-json.h"

#define MAX_AGE     (10 * 366 * 24 * 3600) /* ten years, in seconds */
#define FIRST_OWNER 1

typedef struct {
  OsrSandboxOffice *office;
  const char *where;
  gint64 now;
} Reading;

typedef gboolean (*ElementFunc) (Reading *reading, JsonObject *element);

static void
message_free (gpointer data)
{
  OsrSandboxMessage *message = data;

  g_free (message->id);
  g_free (message->text);
  g_free (message);
}

void
osr_sandbox_office_free (OsrSandboxOffice *office)
{
  if (office == NULL)
    return;
  g_clear_pointer (&office->wall, osr_sandbox_wall_free);
  g_clear_pointer (&office->messages, g_ptr_array_unref);
  g_clear_pointer (&office->zone, g_time_zone_unref);
  g_free (office);
}

static gboolean
read_community (Reading *reading, JsonObject *element)
{
  OsrSandboxWall *wall = reading->office->wall;
  gint64 id = osr_json_get_int (element, "id", 0);
  const char *name = osr_json_get_string (element, "name");
  const char *screen_name = osr_json_get_string (element, "screen_name");
  OsrSandboxCommunity *community;
  OsrSandboxNetwork network;

  if (id < FIRST_OWNER || id > G_MAXINT32 || name == NULL || screen_name == NULL ||
      !osr_sandbox_network_read (osr_json_get_string (element, "network"), &network) ||
      osr_sandbox_wall_community (wall, id) != NULL ||
      osr_sandbox_wall_community_named (wall, screen_name) != NULL)
    return FALSE;
  community = osr_sandbox_wall_add_community (wall, id, name, screen_name);
  community->network = network;
  community->manager = osr_json_get_int (element, "manager", 0);
  community->replies_forbidden = osr_json_get_boolean (element, "replies_forbidden", FALSE);
  return TRUE;
}

static gboolean
read_citizen (Reading *reading, JsonObject *element)
{
  OsrSandboxWall *wall = reading->office->wall;
  gint64 id = osr_json_get_int (element, "id", 0);
  const char *first_name = osr_json_get_string (element, "first_name");
  const char *last_name = osr_json_get_string (element, "last_name");

  if (id < FIRST_OWNER || id > G_MAXINT32 || first_name == NULL || last_name == NULL ||
      osr_sandbox_wall_citizen (wall, id) != NULL)
    return FALSE;
  osr_sandbox_wall_add_citizen (wall, id, first_name, last_name);
  return TRUE;
}

static gboolean
read_token (Reading *reading, JsonObject *element)
{
  OsrSandboxWall *wall = reading->office->wall;
  const char *token = osr_json_get_string (element, "token");
  const char *kind = osr_json_get_string (element, "kind");
  gint64 group = osr_json_get_int (element, "group_id", 0);
  gint64 user = osr_json_get_int (element, "user_id", 0);

  if (token == NULL || *token == '\0' || osr_sandbox_wall_token (wall, token) != NULL)
    return FALSE;
  if (g_strcmp0 (kind, "service") == 0)
    osr_sandbox_wall_add_token (wall, token, OSR_SANDBOX_TOKEN_SERVICE, 0);
  else if (g_strcmp0 (kind, "group") == 0 && osr_sandbox_wall_community (wall, group) != NULL)
    osr_sandbox_wall_add_token (wall, token, OSR_SANDBOX_TOKEN_GROUP, group);
  else if (g_strcmp0 (kind, "user") == 0 && osr_sandbox_wall_citizen (wall, user) != NULL)
    osr_sandbox_wall_add_token (wall, token, OSR_SANDBOX_TOKEN_USER, user);
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_post (Reading *reading, JsonObject *element)
{
  OsrSandboxWall *wall = reading->office->wall;
  gint64 owner_id = osr_json_get_int (element, "owner_id", 0);
  gint64 id = osr_json_get_int (element, "id", 0);
  gint64 age = osr_json_get_int (element, "age", 0);
  const char *text = osr_json_get_string (element, "text");
  OsrSandboxPost *post;

  if (owner_id >= 0 || owner_id < -(gint64) G_MAXINT32 || id < 1 || id > G_MAXINT32 ||
      text == NULL || age < 0 || age > MAX_AGE ||
      osr_sandbox_wall_community (wall, -owner_id) == NULL ||
      osr_sandbox_wall_post (wall, owner_id, id) != NULL)
    return FALSE;
  post = osr_sandbox_wall_add_post (wall, owner_id, id, MAX (reading->now - age, 0), text);
  post->topic = osr_json_get_boolean (element, "topic", FALSE);
  post->comments_closed = osr_json_get_boolean (element, "comments_closed", FALSE);
  post->links_forbidden = osr_json_get_boolean (element, "links_forbidden", FALSE);
  return TRUE;
}

static gboolean
message_is_new (GPtrArray *messages, const char *id)
{
  for (guint i = 0; i < messages->len; i++)
    if (g_strcmp0 (((OsrSandboxMessage *) messages->pdata[i])->id, id) == 0)
      return FALSE;
  return TRUE;
}

/* "post" is the post's name in the network's links: "-200000001_1". */
static gboolean
read_message (Reading *reading, JsonObject *element)
{
  OsrSandboxWall *wall = reading->office->wall;
  g_autofree OsrSandboxMessage *message = g_new0 (OsrSandboxMessage, 1);
  const char *id = osr_json_get_string (element, "id");
  const char *post = osr_json_get_string (element, "post");
  const char *text = osr_json_get_string (element, "text");
  g_auto (GStrv) parts = g_strsplit (post != NULL ? post : "", "_", 3);

  message->citizen = osr_json_get_int (element, "citizen", 0);
  message->after = osr_json_get_int (element, "after", -1);
  message->after_shown = osr_json_get_int (element, "after_shown", -1);
  if (g_strv_length (parts) != 2 ||
      !g_ascii_string_to_signed (parts[0], 10, -(gint64) G_MAXINT32, -1, &message->owner_id,
                                 NULL) ||
      !g_ascii_string_to_signed (parts[1], 10, 1, G_MAXINT32, &message->post_id, NULL))
    return FALSE;
  if (id == NULL || !message_is_new (reading->office->messages, id) ||
      !osr_sandbox_text_usable (text) ||
      osr_sandbox_wall_citizen (wall, message->citizen) == NULL ||
      osr_sandbox_wall_post (wall, message->owner_id, message->post_id) == NULL ||
      (message->after < 0) == (message->after_shown < 0) ||
      MAX (message->after, message->after_shown) > MAX_AGE)
    return FALSE;
  message->id = g_strdup (id);
  message->text = g_strdup (text);
  g_ptr_array_add (reading->office->messages, g_steal_pointer (&message));
  return TRUE;
}

static gboolean
read_list (Reading *reading, JsonObject *root, const char *member, ElementFunc func, GError **error)
{
  JsonArray *list = osr_json_get_array (root, member);

  if (list == NULL) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: no list \"%s\"",
                 reading->where, member);
    return FALSE;
  }
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *element = osr_json_array_get_object (list, i);

    if (element == NULL || !func (reading, element)) {
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                   "%s: \"%s\", element %u: something is missing, out of range, given twice or "
                   "names what is not there",
                   reading->where, member, i + 1);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
read_zone (Reading *reading, JsonObject *root, GError **error)
{
  const char *name = osr_json_get_string (root, "zone");

  reading->office->zone = g_time_zone_new_identifier (name != NULL ? name : "UTC");
  if (reading->office->zone != NULL)
    return TRUE;
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: \"zone\": no such time zone",
               reading->where);
  return FALSE;
}

OsrSandboxOffice *
osr_sandbox_office_read (const char *bytes, gsize length, const char *where, gint64 now,
                         GError **error)
{
  g_autoptr (OsrSandboxOffice) office = g_new0 (OsrSandboxOffice, 1);
  g_autoptr (JsonObject) root = NULL;
  Reading reading = { .office = office, .where = where, .now = now };

  root = osr_json_read_object (bytes, (gssize) length, 0, where, error);
  if (root == NULL)
    return NULL;
  office->wall = osr_sandbox_wall_new ();
  office->messages = g_ptr_array_new_with_free_func (message_free);
  if (!read_zone (&reading, root, error) ||
      !read_list (&reading, root, "communities", read_community, error) ||
      !read_list (&reading, root, "citizens", read_citizen, error) ||
      !read_list (&reading, root, "tokens", read_token, error) ||
      !read_list (&reading, root, "posts", read_post, error) ||
      !read_list (&reading, root, "messages", read_message, error))
    return NULL;
  return g_steal_pointer (&office);
}
