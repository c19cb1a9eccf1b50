/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parser and the mapper on recorded answers of VK and on answers that VK never gave. */
#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-parser.h"

#include <string.h>

#include "core/osr-json.h"

static JsonObject *
read_recorded (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "vk-recorded", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *root;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  root = osr_json_read_object (text, (gssize) length, 0, name, &error);
  g_assert_no_error (error);
  return root;
}

static JsonNode *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = osr_json_read (text, -1, 0, "test", &error);

  g_assert_no_error (error);
  return node;
}

static OsrVkPage *
page_of (const char *recorded)
{
  g_autoptr (JsonObject) root = read_recorded (recorded);
  g_autoptr (GError) error = NULL;
  OsrVkPage *page = osr_vk_parse_page (json_object_get_member (root, "response"), &error);

  g_assert_no_error (error);
  return page;
}

static OsrVkPage *
page_of_text (const char *text)
{
  g_autoptr (JsonNode) node = read_text (text);

  return osr_vk_parse_page (node, NULL);
}

static const OsrVkComment *
nth (OsrVkPage *page, guint i)
{
  g_assert_cmpuint (i, <, page->comments->len);
  return g_ptr_array_index (page->comments, i);
}

static void
test_comments_with_a_deleted_one (void)
{
  g_autoptr (OsrVkPage) page = page_of ("Wall/GetComments802.json");

  g_assert_cmpuint (page->items, ==, 3);
  g_assert_cmpint (page->level_count, ==, 6);
  g_assert_cmpint (nth (page, 0)->id, ==, 482124);
  g_assert_cmpint (nth (page, 0)->from_id, ==, 287979664);
  g_assert_cmpstr (nth (page, 0)->text, ==, "Текст 1го комментария");
  g_assert_cmpint (nth (page, 0)->date, ==, 1553180396 * OSR_SECOND);
  g_assert_cmpint (nth (page, 0)->thread_count, ==, 1);
  g_assert_cmpuint (nth (page, 0)->thread_given, ==, 0);
  g_assert_false (nth (page, 0)->deleted);
  g_assert_true (nth (page, 1)->deleted);
  g_assert_cmpstr (nth (page, 1)->text, ==, "");
  g_assert_cmpint (nth (page, 1)->from_id, ==, 0);
}

static void
test_attachments_and_breaks (void)
{
  g_autoptr (OsrVkPage) page = page_of ("Wall/GetComments_ReturnLikesAndAttachments.json");

  g_assert_cmpstr (nth (page, 0)->text, ==,
                   "Поздравляю вас!!!\nРастите здоровыми, счастливыми и красивыми!");
  g_assert_cmpuint (nth (page, 0)->attachments, ==, 0);
  g_assert_cmpuint (nth (page, 1)->attachments, ==, 1);
  g_assert_cmpint (page->level_count, ==, -1);
}

static void
test_author_and_answered (void)
{
  g_autoptr (OsrVkPage) page = page_of ("Wall/GetComment_ReturnCorrectResults.json");

  g_assert_cmpstr (osr_vk_page_get_name (page, 233754083), ==, "Dmitry Sergeev");
  g_assert_null (osr_vk_page_get_name (page, 1));
  g_assert_cmpint (nth (page, 0)->reply_to, ==, 73673);
  g_assert_true (g_str_has_prefix (nth (page, 0)->text, "Дмитрий, я не хочу"));
}

static GPtrArray *
posts_of (const char *recorded)
{
  g_autoptr (JsonObject) root = read_recorded (recorded);
  g_autoptr (GError) error = NULL;
  GPtrArray *posts = osr_vk_parse_posts (json_object_get_member (root, "response"), &error);

  g_assert_no_error (error);
  return posts;
}

static void
test_posts (void)
{
  g_autoptr (GPtrArray) old = posts_of ("Wall/GetById_ReturnWallRecords.json");
  g_autoptr (GPtrArray) extended =
      posts_of ("Wall/Get_ExtendedVersion_GenerateOutParametersCorrectly.json");
  g_autoptr (GPtrArray) podcast = posts_of ("Wall/PodcastAttachment.json");
  const OsrVkPost *post = g_ptr_array_index (old, 0);

  g_assert_cmpuint (old->len, ==, 1);
  g_assert_cmpint (post->id, ==, 617);
  g_assert_cmpint (post->owner_id, ==, 1);
  g_assert_cmpint (post->comments, ==, 0);
  g_assert_cmpint (post->date, ==, 1171758699 * OSR_SECOND);
  g_assert_cmpuint (extended->len, ==, 1);
  post = g_ptr_array_index (podcast, 0);
  g_assert_cmpint (post->id, ==, 111721);
}

static void
test_post_references (void)
{
  g_autoptr (GPtrArray) posts = posts_of ("NewsFeed/Search_PostSourceData_Parsing.json");
  guint exclamations = 0;

  for (guint i = 0; i < posts->len; i++) {
    const OsrVkPost *post = g_ptr_array_index (posts, i);

    g_assert_null (strstr (post->text, "&#"));
    if (strstr (post->text, "❗") != NULL)
      exclamations++;
  }
  g_assert_cmpuint (exclamations, >, 0);
}

static void
test_repost_shows_what_it_repeats (void)
{
  g_autoptr (JsonNode) node = read_text ("[{\"id\":1,\"text\":\"\",\"copy_history\":[{\"id\":2,"
                                         "\"text\":\"Приём &quot;граждан&quot;\"}]}]");
  g_autoptr (GPtrArray) posts = osr_vk_parse_posts (node, NULL);
  const OsrVkPost *post = g_ptr_array_index (posts, 0);

  g_assert_cmpstr (post->text, ==, "Приём \"граждан\"");
  g_assert_cmpint (post->comments, ==, -1);
}

static void
test_errors (void)
{
  static const gint64 codes[] = { 7, 12, 17, 100, 103, 125, 204, 214, 914 };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autofree char *name = g_strdup_printf ("Errors/%" G_GINT64_FORMAT ".json", codes[i]);
    g_autoptr (JsonObject) root = read_recorded (name);
    const char *message;
    gint64 code;

    g_assert_true (osr_vk_parse_error (root, &code, &message));
    g_assert_cmpint (code, ==, codes[i]);
    g_assert_cmpstr (message, !=, "");
  }
}

static void
test_communities (void)
{
  g_autoptr (JsonObject) old =
      read_recorded ("Groups/GetById_NormalCaseAllFields_ReturnTwoItems.json");
  g_autoptr (JsonNode) new = read_text ("{\"groups\":[{\"id\":5,\"name\":\"А&amp;Б\\n\"}]}");
  g_autoptr (JsonNode) empty = read_text ("[]");
  gint64 id;
  g_autofree char *old_name =
      osr_vk_parse_community (json_object_get_member (old, "response"), &id);
  g_autofree char *new_name = NULL;

  g_assert_cmpint (id, ==, 17683660);
  g_assert_cmpstr (old_name, ==, "Творческие каникулы ART CAMP с 21 по 29 июля");
  new_name = osr_vk_parse_community (new, &id);
  g_assert_cmpint (id, ==, 5);
  g_assert_cmpstr (new_name, ==, "А&Б");
  g_assert_null (osr_vk_parse_community (empty, &id));
  g_assert_null (osr_vk_parse_community (NULL, &id));
  g_assert_cmpint (id, ==, 0);
}

static void
test_created (void)
{
  g_autoptr (JsonNode) flat = read_text ("{\"comment_id\":10085,\"parents_stack\":[]}");
  g_autoptr (JsonNode) thread = read_text ("{\"comment_id\":\"7\",\"parents_stack\":[5,6]}");
  g_autoptr (JsonNode) bare = read_text ("3295");
  gint64 root;

  g_assert_cmpint (osr_vk_parse_created (flat, &root), ==, 10085);
  g_assert_cmpint (root, ==, 0);
  g_assert_cmpint (osr_vk_parse_created (thread, &root), ==, 7);
  g_assert_cmpint (root, ==, 5);
  g_assert_cmpint (osr_vk_parse_created (bare, &root), ==, 0);
  g_assert_cmpint (osr_vk_parse_created (NULL, &root), ==, 0);
}

/* An empty list comes in several shapes; what is no list at all is an error. */
static void
test_lists_of_every_shape (void)
{
  static const char *const empty[] = { "[]", "{\"items\":[]}", "{\"count\":0,\"items\":[]}" };
  static const char *const wrong[] = {
    "{}", "1", "\"x\"", "null", "true", "{\"items\":{}}", "{\"items\":null}", "{\"items\":5}"
  };

  for (guint i = 0; i < G_N_ELEMENTS (empty); i++) {
    g_autoptr (OsrVkPage) page = page_of_text (empty[i]);

    g_assert_nonnull (page);
    g_assert_cmpuint (page->comments->len, ==, 0);
  }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (JsonNode) node = read_text (wrong[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (osr_vk_parse_page (node, &error));
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
    g_assert_null (osr_vk_parse_posts (node, NULL));
  }
  g_assert_null (osr_vk_parse_page (NULL, NULL));
}

/* Members of every wrong type: what cannot be read is left out, the rest stays. */
static void
test_members_of_wrong_types (void)
{
  g_autoptr (OsrVkPage) page = page_of_text (
      "{\"count\":\"x\",\"current_level_count\":[],\"profiles\":{},\"groups\":[1,null,\"a\",[]],"
      "\"items\":[1,null,\"x\",[],{},{\"id\":null},{\"id\":-4},{\"id\":\"abc\"},"
      "{\"id\":1,\"from_id\":{},\"text\":5,\"date\":\"soon\",\"parents_stack\":{},"
      "\"thread\":[],\"attachments\":{},\"reply_to_comment\":\"x\",\"deleted\":0}]}");
  const OsrVkComment *comment = nth (page, 0);

  g_assert_cmpuint (page->items, ==, 9);
  g_assert_cmpuint (page->comments->len, ==, 1);
  g_assert_cmpint (page->level_count, ==, -1);
  g_assert_cmpint (comment->id, ==, 1);
  g_assert_cmpint (comment->from_id, ==, 0);
  g_assert_cmpstr (comment->text, ==, "");
  g_assert_cmpint (comment->date, ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (comment->thread_root, ==, 0);
  g_assert_cmpint (comment->reply_to, ==, 0);
  g_assert_cmpuint (comment->attachments, ==, 0);
  g_assert_false (comment->deleted);
}

static void
test_numbers_of_every_kind (void)
{
  g_autoptr (OsrVkPage) page =
      page_of_text ("[{\"id\":\"12\",\"from_id\":922337203685471.0,\"text\":\"\",\"date\":1e3},"
                    "{\"id\":9223372036854775807,\"from_id\":-9223372036854775807,\"text\":\"\","
                    "\"date\":9223372036854775807},"
                    "{\"id\":3,\"from_id\":1.5,\"text\":\"\",\"date\":-1},"
                    "{\"id\":4,\"from_id\":1e300,\"text\":\"\",\"date\":253402300800}]");

  g_assert_cmpint (nth (page, 0)->id, ==, 12);
  g_assert_cmpint (nth (page, 0)->from_id, ==, G_GINT64_CONSTANT (922337203685471));
  g_assert_cmpint (nth (page, 0)->date, ==, 1000 * OSR_SECOND);
  g_assert_cmpint (nth (page, 1)->id, ==, G_MAXINT64);
  g_assert_cmpint (nth (page, 1)->from_id, ==, -G_MAXINT64);
  g_assert_cmpint (nth (page, 1)->date, ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (nth (page, 2)->from_id, ==, 0);
  g_assert_cmpint (nth (page, 2)->date, ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (nth (page, 3)->from_id, ==, 0);
  g_assert_cmpint (nth (page, 3)->date, ==, OSR_INSTANT_UNKNOWN);
}

static void
test_threads (void)
{
  g_autoptr (OsrVkPage) page = page_of_text (
      "{\"items\":[{\"id\":1,\"from_id\":2,\"text\":\"a\",\"thread\":{\"count\":12,\"items\":["
      "{\"id\":3,\"from_id\":2,\"text\":\"b\"},"
      "{\"id\":4,\"from_id\":2,\"text\":\"c\",\"parents_stack\":[1],\"reply_to_comment\":3}]}}]}");

  g_assert_cmpuint (page->items, ==, 1);
  g_assert_cmpuint (page->comments->len, ==, 3);
  g_assert_cmpint (nth (page, 0)->thread_count, ==, 12);
  g_assert_cmpuint (nth (page, 0)->thread_given, ==, 2);
  g_assert_cmpint (nth (page, 1)->thread_root, ==, 1);
  g_assert_cmpint (nth (page, 2)->thread_root, ==, 1);
  g_assert_cmpint (nth (page, 2)->reply_to, ==, 3);
}

/* A text or a name without end is cut, and the cut is seen. */
static void
test_long_strings (void)
{
  g_autofree char *text = g_strnfill (OSR_VK_MAX_TEXT + 10, 'x');
  g_autofree char *name = g_strnfill (5000, 'y');
  g_autofree char *json =
      g_strdup_printf ("{\"items\":[{\"id\":1,\"from_id\":2,\"text\":\"%s\"}],"
                       "\"profiles\":[{\"id\":2,\"first_name\":\" a\\n\",\"last_name\":\"%s\"}]}",
                       text, name);
  g_autoptr (OsrVkPage) page = page_of_text (json);

  g_assert_cmpint (g_utf8_strlen (nth (page, 0)->text, -1), ==, OSR_VK_MAX_TEXT);
  g_assert_true (g_str_has_suffix (nth (page, 0)->text, "…"));
  g_assert_cmpint (g_utf8_strlen (osr_vk_page_get_name (page, 2), -1), ==, OSR_VK_MAX_NAME + 2);
  g_assert_true (g_str_has_prefix (osr_vk_page_get_name (page, 2), "a yyy"));
}

/* What json-glib would crash on or wrap never comes as far as the parser. */
static void
test_hostile_documents (void)
{
  g_autofree char *opening = g_strnfill (100000, '[');
  g_autofree char *closing = g_strnfill (100000, ']');
  g_autofree char *deep = g_strconcat (opening, closing, NULL);
  const char *const documents[] = {
    deep,
    opening,
    "{\"response\":{\"items\":[{\"id\":9223372036854775808}]}}",
    "{\"response\":1,\"response\":2}",
    "{\"response\":\"\\u0000\"}",
    "{\"response\":\"\\ud800\"}",
    "",
    "{",
    "{\"response\":\xff}",
    "// x\n{}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (osr_json_read (documents[i], -1, 0, "test", &error));
    g_assert_nonnull (error);
  }
}

static void
test_permissions (void)
{
  g_autoptr (JsonNode) node =
      read_text ("{\"mask\":1,\"permissions\":[{\"name\":\"photos\"},{},7,{\"name\":\"wall\"}]}");
  g_autoptr (JsonNode) none = read_text ("{\"mask\":0}");
  g_autofree char *permissions = osr_vk_parse_permissions (node);

  g_assert_cmpstr (permissions, ==, "photos, wall");
  g_assert_null (osr_vk_parse_permissions (none));
}

static OsrNetworkMessage *
map (OsrVkPage *page, guint i)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("vk", "a", "200000001");
  OsrVkPost post = { .id = 10, .owner_id = -200000001, .text = (char *) "О ремонте дорог" };

  return osr_vk_map_comment (account, &post, page, nth (page, i));
}

static void
test_mapping (void)
{
  g_autoptr (OsrVkPage) page =
      page_of_text ("{\"items\":[{\"id\":1,\"from_id\":501,\"text\":\"Яма &lt;1 м\",\"date\":1000,"
                    "\"attachments\":[{},{}],\"thread\":{\"count\":1,\"items\":[{\"id\":2,"
                    "\"from_id\":-200000001,\"text\":\"Ответ\",\"reply_to_comment\":1}]}}],"
                    "\"profiles\":[{\"id\":501,\"first_name\":\"Анна\",\"last_name\":\"К.\"}]}");
  g_autoptr (OsrNetworkMessage) first = map (page, 0);
  g_autoptr (OsrNetworkMessage) answer = map (page, 1);

  g_assert_cmpstr (first->network, ==, "vk");
  g_assert_cmpstr (first->native_id, ==, "1");
  g_assert_cmpstr (first->owner_id, ==, "-200000001");
  g_assert_cmpstr (first->post_id, ==, "10");
  g_assert_null (first->thread_root);
  g_assert_null (first->reply_to);
  g_assert_cmpstr (first->author_id, ==, "501");
  g_assert_cmpstr (first->author_name, ==, "Анна К.");
  g_assert_cmpstr (first->text, ==, "Яма <1 м");
  g_assert_cmpint (first->published_at, ==, 1000 * OSR_SECOND);
  g_assert_cmpstr (first->permalink, ==, "https://vk.com/wall-200000001_10?reply=1");
  g_assert_cmpstr (first->post_permalink, ==, "https://vk.com/wall-200000001_10");
  g_assert_cmpstr (first->context, ==, "О ремонте дорог");
  g_assert_cmpuint (first->attachments, ==, 2);
  g_assert_false (first->from_account);

  g_assert_cmpstr (answer->thread_root, ==, "1");
  g_assert_cmpstr (answer->reply_to, ==, "1");
  g_assert_cmpstr (answer->author_name, ==, "club200000001");
  g_assert_cmpstr (answer->permalink, ==, "https://vk.com/wall-200000001_10?reply=2&thread=1");
  g_assert_true (answer->from_account);
}

static void
test_mapping_of_the_unknown (void)
{
  g_autoptr (OsrVkPage) page =
      page_of_text ("[{\"id\":1,\"from_id\":77,\"text\":\"x\"},{\"id\":2,\"deleted\":true}]");
  g_autoptr (OsrNetworkMessage) stranger = map (page, 0);
  g_autoptr (OsrNetworkMessage) gone = map (page, 1);

  g_assert_cmpstr (stranger->author_name, ==, "id77");
  g_assert_cmpint (stranger->published_at, ==, OSR_INSTANT_UNKNOWN);
  g_assert_true (gone->deleted);
  g_assert_null (gone->author_id);
  g_assert_cmpstr (gone->author_name, ==, "");
  g_assert_false (gone->from_account);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/social/vk-parser/" name, function)
  ADD ("comments-with-a-deleted-one", test_comments_with_a_deleted_one);
  ADD ("attachments-and-breaks", test_attachments_and_breaks);
  ADD ("author-and-answered", test_author_and_answered);
  ADD ("posts", test_posts);
  ADD ("post-references", test_post_references);
  ADD ("repost", test_repost_shows_what_it_repeats);
  ADD ("errors", test_errors);
  ADD ("communities", test_communities);
  ADD ("created", test_created);
  ADD ("lists-of-every-shape", test_lists_of_every_shape);
  ADD ("members-of-wrong-types", test_members_of_wrong_types);
  ADD ("numbers-of-every-kind", test_numbers_of_every_kind);
  ADD ("threads", test_threads);
  ADD ("long-strings", test_long_strings);
  ADD ("hostile-documents", test_hostile_documents);
  ADD ("permissions", test_permissions);
  ADD ("mapping", test_mapping);
  ADD ("mapping-of-the-unknown", test_mapping_of_the_unknown);
  return g_test_run ();
}
