/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds bytes to the parser as an answer of VK and asks of the records only what must hold for any
 * input. Built with -fsanitize=fuzzer it is a libFuzzer target (define OSR_FUZZER); as it stands it
 * replays its corpus. */
#include "../fuzz-driver.h"
#include "social/osr-social-reader.h"
#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-parser.h"

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
  g_autoptr (JsonNode) node = osr_social_read ((const char *) data, size, "fuzz", NULL);
  JsonObject *root = osr_social_object (node);
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
int
main (int argc, char *argv[])
{
  static const char *const folders[] = { "fuzz-vk-parser", "poisoned", "vk-recorded/Wall", NULL };

  return fuzz_replay (argc, argv, "fuzz-vk-parser", folders, 10, "0919-\"{}[],:&#;<>ax\\ \xd0");
}
#endif
