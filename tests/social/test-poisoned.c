/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One comment with what no careful reader takes (half of a surrogate pair, \u0000, integers beyond 64
 * bits, members given twice, a thousandth list in a list) must not cost the page it stands on: on every
 * network it is read as far as it can be, and its neighbours as ever. */
#include "answer-bench.h"

#include "core/osr-json.h"

static const struct {
  BenchQuestion question;
  const char *file;
} pages[] = {
  { { "vk", "wall.getComments", "1", "10" }, "vk" },
  { { "vk", "longpoll", "1", NULL }, "vk-longpoll" },
  { { "telegram", "getUpdates", "5", NULL }, "telegram" },
  { { "max", "GET /messages/mid.0/comments", "77", "mid.0" }, "max" },
  { { "ok", "discussions.getComments", "47", "62" }, "ok" },
  { { "facebook", "/{post-id}/comments", "1", "1_2" }, "facebook" },
  { { "instagram", "/{media-id}/comments", "1", "2" }, "instagram" },
  { { "youtube", "commentThreads.list", "UC", "v" }, "youtube" },
};

static char *
file_of (const char *name)
{
  return g_strdup_printf ("poisoned/%s.json", name);
}

static void
test_page (gconstpointer data)
{
  static const char *const texts[] = { "Прежнее", "Отрава\ufffd\ufffd", "Следующее" };
  const guint i = GPOINTER_TO_UINT (data);
  g_autofree char *file = file_of (pages[i].file);
  g_autoptr (OsrNetworkAnswer) answer = bench_read (&pages[i].question, file);
  guint found = 0;

  g_assert_null (answer->fault);
  for (guint n = 0; n < answer->records->len; n++) {
    const OsrNetworkRecord *record = g_ptr_array_index (answer->records, n);
    g_autoptr (JsonObject) object = osr_network_record_to_json (record);
    g_autofree char *line = osr_json_write_object (object);
    g_autoptr (JsonObject) again = osr_json_read_object (line, -1, 0, "record", NULL);

    g_assert_nonnull (again); /* what is kept is read strictly ever after */
    if (record->message != NULL)
      g_assert_cmpstr (record->message->text, ==, texts[found++]);
  }
  g_assert_cmpuint (found, ==, G_N_ELEMENTS (texts));
}

/* An id that cannot be one costs its own comment, and an author, a time or a thread no more than itself. */
static void
test_ids (void)
{
  const BenchQuestion question = { "vk", "wall.getComments", "1", "10" };

  bench_assert_file (&question, "poisoned/ids.json",
                     "{\"kind\":\"message\",\"network\":\"vk\",\"native_id\":\"3\","
                     "\"owner_id\":\"-1\",\"post_id\":\"10\",\"text\":\"б\","
                     "\"permalink\":\"https://vk.com/wall-1_10?reply=3\","
                     "\"post_permalink\":\"https://vk.com/wall-1_10\",\"attachments\":0}",
                     NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_autofree char *name = g_strconcat ("/social/poisoned/", pages[i].file, NULL);

    g_test_add_data_func (name, GUINT_TO_POINTER (i), test_page);
  }
  g_test_add_func ("/social/poisoned/ids", test_ids);
  return g_test_run ();
}
