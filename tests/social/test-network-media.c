/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures that go along with messages: which of many sizes, and where they are, network by network. */
#include <string.h>

#include "core/osr-json.h"
#include "social/max/osr-max-parser.h"
#include "social/ok/osr-ok-parser.h"
#include "social/osr-social-reader.h"
#include "social/telegram/osr-telegram-parser.h"
#include "social/vk/osr-vk-media.h"

static JsonNode *
read_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = osr_social_read (text, strlen (text), "a test", &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_media (GPtrArray *media, guint index, const char *kind, const char *address)
{
  const OsrNetworkMedia *one = NULL;

  g_assert_cmpuint (index, <, media->len);
  one = media->pdata[index];
  g_assert_cmpstr (one->kind, ==, kind);
  g_assert_cmpstr (one->address, ==, address);
}

static void
test_vk (void)
{
  g_autoptr (JsonNode) node = read_json (
      "{\"attachments\":["
      "{\"type\":\"photo\",\"photo\":{\"sizes\":["
      "{\"type\":\"s\",\"url\":\"https://i.example/s\",\"width\":75,\"height\":56},"
      "{\"type\":\"w\",\"url\":\"https://i.example/w\",\"width\":2560,\"height\":1920},"
      "{\"type\":\"m\",\"url\":\"https://i.example/m\",\"width\":\"130\",\"height\":98}]}},"
      "{\"type\":\"photo\",\"photo\":{\"photo_130\":\"https://i.example/130\","
      "\"photo_604\":\"https://i.example/604\"}},"
      "{\"type\":\"video\",\"video\":{\"player\":\"https://v.example/1\",\"image\":["
      "{\"url\":\"https://i.example/v1\",\"width\":130,\"height\":96},"
      "{\"url\":\"https://i.example/v2\",\"width\":800,\"height\":450}]}},"
      "{\"type\":\"photo\",\"photo\":{\"sizes\":[{\"url\":\"java\\nscript:x\"}]}},"
      "{\"type\":\"photo\"},\"photo\",7,null,{\"type\":\"link\",\"link\":{\"url\":\"http://"
      "x.example\"}}"
      "]}");
  g_autoptr (GPtrArray) media = osr_vk_parse_media (json_node_get_object (node));

  g_assert_cmpuint (media->len, ==, 6);
  assert_media (media, 0, "photo", "https://i.example/w");
  assert_media (media, 1, "photo", "https://i.example/604");
  assert_media (media, 2, "video", "https://v.example/1");
  assert_media (media, 3, "preview", "https://i.example/v2");
  assert_media (media, 4, "photo", NULL);
  assert_media (media, 5, "link", "http://x.example");
}

static void
test_telegram (void)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("telegram", "t", "-100200");
  g_autoptr (JsonNode) node =
      read_json ("{\"message_id\":5,\"date\":1787300000,\"chat\":{\"id\":-100200},\"photo\":["
                 "{\"file_id\":\"small\",\"width\":90},{\"file_id\":\"large\",\"width\":1280},"
                 "{\"file_id\":\"middle\",\"width\":320}],\"caption\":\"see\"}");
  gboolean is_post = FALSE;
  g_autoptr (OsrNetworkMessage) message =
      osr_telegram_parse_message (account, json_node_get_object (node), &is_post);

  g_assert_cmpuint (message->attachments, ==, 1);
  g_assert_cmpuint (message->media->len, ==, 1);
  assert_media (message->media, 0, "photo", "telegram:large");
}

/* Of sizes that are too large to be fetched none is taken where there is another. */
static void
test_telegram_sizes (void)
{
  static const struct {
    const char *first;
    const char *second;
    const char *taken;
  } sizes[] = {
    { "\"width\":90,\"file_size\":900", "\"width\":4000,\"file_size\":6000000", "telegram:a" },
    { "\"width\":9000,\"file_size\":9000000", "\"width\":20", "telegram:b" },
    { "\"width\":4000,\"file_size\":6000000", "\"width\":9000,\"file_size\":9000000",
      "telegram:a" },
  };
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("telegram", "t", "-100200");

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *text = g_strdup_printf (
        "{\"message_id\":5,\"date\":1787300000,\"chat\":{\"id\":-100200},\"photo\":["
        "{\"file_id\":\"a\",%s},{\"file_id\":\"b\",%s}]}",
        sizes[i].first, sizes[i].second);
    g_autoptr (JsonNode) node = read_json (text);
    gboolean is_post = FALSE;
    g_autoptr (OsrNetworkMessage) message =
        osr_telegram_parse_message (account, json_node_get_object (node), &is_post);

    g_assert_cmpuint (message->media->len, ==, 1);
    assert_media (message->media, 0, "photo", sizes[i].taken);
  }
}

static void
test_max (void)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("max", "m", "5");
  g_autoptr (JsonNode) node =
      read_json ("{\"body\":{\"mid\":\"m1\",\"text\":\"\",\"attachments\":["
                 "{\"type\":\"image\",\"payload\":{\"url\":\"https://i.example/1\"}},"
                 "{\"type\":\"video\",\"payload\":{\"token\":\"t\"},"
                 "\"thumbnail\":{\"url\":\"https://i.example/2\"}}]}}");
  g_autoptr (OsrNetworkMessage) message =
      osr_max_parse_message (account, json_node_get_object (node), NULL);

  g_assert_cmpuint (message->attachments, ==, 2);
  g_assert_cmpuint (message->media->len, ==, 3);
  assert_media (message->media, 0, "photo", "https://i.example/1");
  assert_media (message->media, 1, "video", NULL);
  assert_media (message->media, 2, "preview", "https://i.example/2");
}

static void
test_ok (void)
{
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("ok", "o", "5");
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonNode) node = read_json (
      "{\"id\":\"c1\",\"text\":\"see\",\"attachments\":[{\"type\":\"PHOTO\",\"photo\":{"
      "\"pic640x480\":\"https://i.example/640\",\"pic_max\":\"https://i.example/max\"}}]}");
  g_autoptr (OsrNetworkMessage) message =
      osr_ok_parse_comment (account, names, json_node_get_object (node), "p1");

  g_assert_cmpuint (message->attachments, ==, 1);
  g_assert_cmpuint (message->media->len, ==, 1);
  assert_media (message->media, 0, "photo", "https://i.example/max");
}

static void
test_address_of_no_end_is_none (void)
{
  g_autofree char *text = g_strnfill (5000, 'a');
  OsrNetworkMedia *media = osr_network_media_new (text, text);

  g_assert_null (media->address);
  g_assert_cmpuint (strlen (media->kind), ==, 32);
  osr_network_media_free (media);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/social/media/vk-gives-the-largest-size-and-a-video-its-preview", test_vk);
  g_test_add_func ("/social/media/telegram-names-the-largest-file", test_telegram);
  g_test_add_func ("/social/media/telegram-names-a-size-that-is-fetched", test_telegram_sizes);
  g_test_add_func ("/social/media/max-gives-addresses-of-pictures", test_max);
  g_test_add_func ("/social/media/odnoklassniki-gives-the-largest-picture", test_ok);
  g_test_add_func ("/social/media/an-address-of-no-end-is-none", test_address_of_no_end_is_none);
  return g_test_run ();
}
