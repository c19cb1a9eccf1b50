/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds bytes to the parser as an answer of VK and asks of the records only what must hold for any
 * input. Built with -fsanitize=fuzzer it is a libFuzzer target (define OSR_FUZZER); as it stands it
 * replays its corpus, whole, cut short and with bytes changed in a way that is always the same. */
#include <string.h>

#include "core/osr-json.h"
#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-parser.h"

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static void
examine_page (JsonNode *response)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("vk", "a", "1");
  g_autoptr (OsrVkPage) page = osr_vk_parse_page (response, NULL);
  OsrVkPost post = { .id = 1, .owner_id = -1, .text = (char *) "" };

  for (guint i = 0; page != NULL && i < page->comments->len; i++) {
    const OsrVkComment *comment = g_ptr_array_index (page->comments, i);
    g_autoptr (OsrNetworkMessage) message = osr_vk_map_comment (account, &post, page, comment);

    g_assert_cmpint (comment->id, >, 0);
    g_assert_true (g_utf8_validate (message->text, -1, NULL));
    g_assert_true (g_utf8_validate (message->author_name, -1, NULL));
    g_assert_cmpint (g_utf8_strlen (message->text, -1), <=, OSR_VK_MAX_TEXT);
    g_assert_true (!message->deleted || *message->text == '\0');
  }
}

static void
examine_posts (JsonNode *response)
{
  g_autoptr (GPtrArray) posts = osr_vk_parse_posts (response, NULL);

  for (guint i = 0; posts != NULL && i < posts->len; i++) {
    const OsrVkPost *post = g_ptr_array_index (posts, i);

    g_assert_cmpint (post->id, >, 0);
    g_assert_true (g_utf8_validate (post->text, -1, NULL));
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (JsonObject) root =
      osr_json_read_object ((const char *) data, (gssize) size, 0, "fuzz", NULL);
  JsonNode *response;
  const char *message;
  gint64 code, id;
  g_autofree char *name = NULL;
  g_autofree char *permissions = NULL;

  if (root == NULL)
    return 0;
  osr_vk_parse_error (root, &code, &message);
  response = json_object_get_member (root, "response");
  examine_page (response);
  examine_posts (response);
  g_assert_cmpint (osr_vk_parse_created (response, &id), >=, 0);
  name = osr_vk_parse_community (response, &id);
  permissions = osr_vk_parse_permissions (response);
  return 0;
}

#ifndef OSR_FUZZER
#define CHANGES 300

static void
replay (gconstpointer path)
{
  g_autofree char *text = NULL;
  g_autofree guint8 *changed = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (20260306);
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  LLVMFuzzerTestOneInput ((const guint8 *) text, length);
  changed = g_malloc (length + 1);
  for (guint i = 0; i < CHANGES && length > 0; i++) {
    memcpy (changed, text, length);
    for (guint n = 0; n <= i % 4; n++)
      changed[g_rand_int_range (random, 0, (gint32) length)] =
          (guint8) "0919-\"{}[],:&#;<>ax\\ \xd0"[g_rand_int_range (random, 0, 22)];
    LLVMFuzzerTestOneInput (changed, length);
    LLVMFuzzerTestOneInput ((const guint8 *) text,
                            (gsize) g_rand_int_range (random, 0, (gint32) length));
  }
}

static guint
add_folder (const char *folder)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint added = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *test = NULL;

    if (!g_str_has_suffix (name, ".json"))
      continue;
    test = g_strconcat ("/social/fuzz-vk-parser/", folder, "/", name, NULL);
    g_test_add_data_func_full (test, g_build_filename (path, name, NULL), replay, g_free);
    added++;
  }
  return added;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpuint (add_folder ("fuzz-vk-parser"), >=, 5);
  g_assert_cmpuint (add_folder ("vk-recorded/Wall"), >=, 5);
  return g_test_run ();
}
#endif
