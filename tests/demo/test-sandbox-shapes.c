/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sandbox's answers beside recorded ones: every member that the network sent is there with a value
 * of the same kind, and no member of a comment is one that the schema does not know. Members of old
 * versions, and of what the sandbox does not have, are named as exceptions. */
#include <string.h>

#include "core/osr-json.h"
#include "sandbox-fixture.h"

/* (transfer full): what a recorded answer holds under "response". */
static JsonNode *
recorded (const char *name)
{
  g_autofree char *path = g_strconcat ("vk/recorded/", name, ".json", NULL);
  g_autoptr (JsonNode) root = read_data (path);

  return json_node_copy (json_object_get_member (json_node_get_object (root), "response"));
}

static gboolean
same_kind (JsonNode *a, JsonNode *b)
{
  if (json_node_get_node_type (a) != json_node_get_node_type (b))
    return FALSE;
  return !JSON_NODE_HOLDS_VALUE (a) || json_node_get_value_type (a) == json_node_get_value_type (b);
}

static void
assert_covers (JsonNode *ours, JsonNode *theirs, const char *const *except)
{
  g_autoptr (GList) members = NULL;

  g_assert_true (same_kind (ours, theirs));
  if (JSON_NODE_HOLDS_ARRAY (theirs)) {
    JsonArray *left = json_node_get_array (ours);
    JsonArray *right = json_node_get_array (theirs);

    if (json_array_get_length (left) > 0 && json_array_get_length (right) > 0)
      assert_covers (json_array_get_element (left, 0), json_array_get_element (right, 0), except);
    return;
  }
  if (!JSON_NODE_HOLDS_OBJECT (theirs))
    return;
  members = json_object_get_members (json_node_get_object (theirs));
  for (GList *member = members; member != NULL; member = member->next) {
    g_test_message ("%s", (const char *) member->data);
    if (g_strv_contains (except, member->data))
      continue;
    g_assert_true (json_object_has_member (json_node_get_object (ours), member->data));
    assert_covers (json_object_get_member (json_node_get_object (ours), member->data),
                   json_object_get_member (json_node_get_object (theirs), member->data), except);
  }
}

static void
assert_object_covers (JsonObject *ours, JsonNode *theirs, const char *const *except)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), ours);

  assert_covers (node, theirs, except);
}

static JsonObject *
comments_of (Fixture *fixture, const char *more, const char *value)
{
  return fixture_response (fixture, "wall.getComments", SERVICE, "owner_id", OWNER, "post_id", "1",
                           more, value, NULL);
}

static void
test_comments (Fixture *fixture, gconstpointer data)
{
  static const char *const none[] = { NULL };
  g_autoptr (JsonNode) theirs = recorded ("Wall/GetComments802");
  g_autoptr (JsonObject) ours = NULL;

  fixture_write (fixture, "Question", 0);
  ours = comments_of (fixture, NULL, NULL);
  assert_object_covers (ours, theirs, none);
}

/* The second recorded comment was deleted: ours has exactly its members. */
static void
test_deleted_comment (Fixture *fixture, gconstpointer data)
{
  static const char *const none[] = { NULL };
  g_autoptr (JsonNode) theirs = recorded ("Wall/GetComments802");
  JsonArray *list = osr_json_get_array (json_node_get_object (theirs), "items");
  JsonNode *deleted = json_array_get_element (list, 1);
  g_autoptr (JsonObject) ours = NULL;
  JsonObject *item;

  fixture_write (fixture, "Question", 0);
  json_object_unref (fixture_order (
      fixture, "comment", "{\"owner_id\":-11,\"post_id\":1,\"action\":\"delete\",\"comment_id\":3}",
      200));
  ours = comments_of (fixture, NULL, NULL);
  item = osr_json_array_get_object (osr_json_get_array (ours, "items"), 0);
  assert_object_covers (item, deleted, none);
  g_assert_cmpuint (json_object_get_size (item), ==,
                    json_object_get_size (json_node_get_object (deleted)));
}

static void
test_reply_with_likes (Fixture *fixture, gconstpointer data)
{
  static const char *const none[] = { NULL };
  g_autoptr (JsonNode) theirs = recorded ("Wall/GetComment_ReturnCorrectResults");
  g_autoptr (JsonObject) ours = NULL;
  gint64 root = fixture_write (fixture, "Question", 0);
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, root);

  fixture_write (fixture, "Reply", root);
  ours = fixture_response (fixture, "wall.getComments", SERVICE, "owner_id", OWNER, "post_id", "1",
                           "comment_id", name, "need_likes", "1", "extended", "1", NULL);
  assert_object_covers (ours, theirs, none);
}

static void
test_posts (Fixture *fixture, gconstpointer data)
{
  static const char *const except[] = { "copy_history", "can_delete", "can_publish", "sex",
                                        "online",       "is_admin",   "is_member",   "photo_50",
                                        "photo_100",    "photo_200",  NULL };
  g_autoptr (JsonNode) theirs =
      recorded ("Wall/Get_ExtendedVersion_GenerateOutParametersCorrectly");
  g_autoptr (JsonObject) ours =
      fixture_response (fixture, "wall.get", SERVICE, "domain", "area", "extended", "1", NULL);

  assert_object_covers (ours, theirs, except);
  g_assert_cmpint (osr_json_get_int (ours, "count", 0), ==, 2);
}

/* The recorded answer is of an older version, which sent the bare list. */
static void
test_posts_by_id (Fixture *fixture, gconstpointer data)
{
  static const char *const except[] = { "can_publish", NULL };
  g_autoptr (JsonNode) theirs = recorded ("Wall/GetById_ReturnWallRecords");
  g_autoptr (JsonObject) ours =
      fixture_response (fixture, "wall.getById", SERVICE, "posts", "-11_2,-11_1_key,-11_77", NULL);
  JsonArray *items = osr_json_get_array (ours, "items");

  assert_covers (json_object_get_member (ours, "items"), theirs, except);
  g_assert_cmpuint (json_array_get_length (items), ==, 2);
  g_assert_cmpstr (osr_json_get_string (osr_json_array_get_object (items, 1), "text"), ==,
                   "First &lt;post&gt;");
  g_assert_cmpint (error_of (fixture_call (fixture, "wall.getById", SERVICE, "posts", "11", NULL)),
                   ==, 100);
}

static void
test_users (Fixture *fixture, gconstpointer data)
{
  static const char *const except[] = { "sex", "city", NULL };
  g_autoptr (JsonNode) theirs = recorded ("Users/Get_DmAndDurov_ListOfUsers");
  g_autoptr (JsonObject) ours =
      fixture_call (fixture, "users.get", GROUP_A, "user_ids", "22,id21,77", NULL);
  JsonArray *list = osr_json_get_array (ours, "response");

  assert_covers (json_object_get_member (ours, "response"), theirs, except);
  g_assert_cmpuint (json_array_get_length (list), ==, 2);
  g_assert_cmpint (osr_json_get_int (osr_json_array_get_object (list, 0), "id", 0), ==, 22);
}

static void
test_groups (Fixture *fixture, gconstpointer data)
{
  static const char *const except[] = { "city",      "country",   "description", "start_date",
                                        "is_admin",  "is_member", "photo_50",    "photo_100",
                                        "photo_200", NULL };
  g_autoptr (JsonNode) theirs = recorded ("Groups/GetById_NormalCaseAllFields_ReturnTwoItems");
  g_autoptr (JsonObject) ours =
      fixture_response (fixture, "groups.getById", SERVICE, "group_ids", "area,12,club11", NULL);
  JsonArray *groups = osr_json_get_array (ours, "groups");

  assert_covers (json_object_get_member (ours, "groups"), theirs, except);
  g_assert_cmpuint (json_array_get_length (groups), ==, 3);
  g_assert_cmpstr (osr_json_get_string (osr_json_array_get_object (groups, 0), "name"), ==,
                   "Area &lt;A&gt; &amp; &quot;B&quot;");
  g_assert_nonnull (osr_json_get_array (ours, "profiles"));
  g_assert_cmpint (error_of (fixture_call (fixture, "groups.getById", SERVICE, NULL)), ==, 100);
  g_assert_cmpint (
      error_of (fixture_call (fixture, "groups.getById", SERVICE, "group_id", "77", NULL)), ==,
      100);
}

static void
test_own_group (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) ours = fixture_response (fixture, "groups.getById", GROUP_B, NULL);
  g_autoptr (JsonObject) rights =
      fixture_response (fixture, "groups.getTokenPermissions", GROUP_B, NULL);
  JsonArray *groups = osr_json_get_array (ours, "groups");
  JsonArray *permissions = osr_json_get_array (rights, "permissions");
  gint64 mask = 0;

  g_assert_cmpint (osr_json_get_int (osr_json_array_get_object (groups, 0), "id", 0), ==, 12);
  for (guint i = 0; i < json_array_get_length (permissions); i++)
    mask |= osr_json_get_int (osr_json_array_get_object (permissions, i), "setting", 0);
  g_assert_cmpint (osr_json_get_int (rights, "mask", 0), ==, mask);
}

static void
test_screen_names (Fixture *fixture, gconstpointer data)
{
  static const char *const except[] = { "object_id", NULL }; /* recorded as a fraction */
  g_autoptr (JsonNode) theirs = recorded ("Utils/ResolveScreenName_ObjectIdIsVeryBig_User");
  g_autoptr (JsonObject) group =
      fixture_response (fixture, "utils.resolveScreenName", SERVICE, "screen_name", "roads", NULL);
  g_autoptr (JsonObject) person =
      fixture_response (fixture, "utils.resolveScreenName", SERVICE, "screen_name", "id21", NULL);
  g_autoptr (JsonObject) nobody =
      fixture_call (fixture, "utils.resolveScreenName", SERVICE, "screen_name", "12", NULL);

  assert_object_covers (group, theirs, except);
  g_assert_cmpstr (osr_json_get_string (group, "type"), ==, "group");
  g_assert_cmpint (osr_json_get_int (group, "object_id", 0), ==, 12);
  g_assert_cmpstr (osr_json_get_string (person, "type"), ==, "user");
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (nobody, "response")), ==, 0);
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  static const char *const none[] = { NULL };
  g_autoptr (JsonNode) theirs = read_data ("vk/recorded/Errors/100.json");
  g_autoptr (JsonObject) ours =
      fixture_call (fixture, "wall.get", SERVICE, "owner_id", OWNER, "offset", "-10", NULL);

  assert_object_covers (ours, theirs, none);
  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (ours, "error"), "error_msg"), ==,
                   "One of the parameters specified was missing or invalid: "
                   "offset should be positive");
}

/* A comment with everything in it has no member that the schema's comment lacks. */
static void
test_comment_members (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonNode) root = read_data ("vk/schema/wall/objects.json");
  JsonObject *definitions = osr_json_get_object (json_node_get_object (root), "definitions");
  JsonObject *known =
      osr_json_get_object (osr_json_get_object (definitions, "wall_wall_comment"), "properties");
  g_autoptr (JsonObject) ours = NULL;
  g_autoptr (GList) members = NULL;
  gint64 asked = fixture_write (fixture, "Question", 0);

  fixture_write (fixture, "Reply", asked);
  ours = fixture_response (fixture, "wall.getComments", SERVICE, "owner_id", OWNER, "post_id", "1",
                           "need_likes", "1", "thread_items_count", "10", NULL);
  members =
      json_object_get_members (osr_json_array_get_object (osr_json_get_array (ours, "items"), 0));
  for (GList *member = members; member != NULL; member = member->next)
    g_assert_true (json_object_has_member (known, member->data));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/demo/sandbox/shapes/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("comments", test_comments);
  ADD ("deleted-comment", test_deleted_comment);
  ADD ("reply-with-likes", test_reply_with_likes);
  ADD ("posts", test_posts);
  ADD ("posts-by-id", test_posts_by_id);
  ADD ("users", test_users);
  ADD ("groups", test_groups);
  ADD ("own-group", test_own_group);
  ADD ("screen-names", test_screen_names);
  ADD ("errors", test_errors);
  ADD ("comment-members", test_comment_members);
  return g_test_run ();
}
