/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages registered by hand: what a line of a file must say, and that one message is one case. */
#include <string.h>

#include "core/message/osr-message-entry.h"
#include "core/osr-json.h"
#include "core/record/osr-form.h"

static OsrMessageEntry *
read_line (const char *line)
{
  g_autoptr (GError) error = NULL;
  OsrMessageEntry *entry = osr_message_entry_read (line, -1, "line 1", &error);

  g_assert_no_error (error);
  return entry;
}

static void
test_whole (void)
{
  g_autoptr (OsrMessageEntry) entry = read_line (
      "{\"network\":\"vk\",\"permalink\":\"m.vk.ru/wall-1_2?reply=3\",\"author_name\":\"Olga\","
      "\"text\":\" No water \",\"published_at\":\"2026-03-06T10:12:00+09:00\",\"context\":\"News\","
      "\"place\":\"Svobodny\",\"media\":[\"https://example.ru/1.jpg\"]}");
  g_autoptr (JsonObject) members = osr_message_entry_new_members (entry);
  g_autoptr (JsonObject) payload = osr_message_entry_new_payload (entry);

  g_assert_cmpstr (osr_json_get_string (members, "network"), ==, "vk");
  g_assert_cmpstr (osr_json_get_string (members, "permalink"), ==,
                   "https://m.vk.ru/wall-1_2?reply=3");
  g_assert_cmpstr (osr_json_get_string (members, "owner_id"), ==, "-1");
  g_assert_cmpstr (osr_json_get_string (members, "post_id"), ==, "2");
  g_assert_cmpstr (osr_json_get_string (members, "native_id"), ==, "3");
  g_assert_cmpstr (osr_json_get_string (members, "locality"), ==, "Svobodny");
  g_assert_cmpint (osr_json_get_int (members, "published_at", 0), ==, 1772759520000000);
  g_assert_true (osr_json_get_boolean (members, "by_hand", FALSE));
  g_assert_false (json_object_has_member (members, "text")); /* the words can be erased */
  g_assert_false (json_object_has_member (members, "author_name"));
  g_assert_cmpstr (osr_json_get_string (payload, "text"), ==, "No water");
  g_assert_cmpstr (osr_json_get_string (payload, "context"), ==, "News");
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (payload, "media")), ==, 1);
}

/* What the link tells need not be said; a place without addresses has a name. */
static void
test_least (void)
{
  g_autoptr (OsrMessageEntry) link =
      read_line ("{\"permalink\":\"https://t.me/s/a/1\",\"text\":\"a\"}");
  g_autoptr (OsrMessageEntry) place = read_line (
      "{\"network\":\"messenger\",\"source\":\"Chat of house 5\",\"text\":\"a\",\"media\":null}");

  g_assert_cmpstr (link->network, ==, "telegram");
  g_assert_null (link->native_id);
  g_assert_null (place->permalink);
}

static const struct {
  const char *line;
  const char *said;
  OsrMessageFault fault;
} refused[] = {
  { "", "line 1", OSR_MESSAGE_FAULT_SYNTAX },
  { "[]", "line 1", OSR_MESSAGE_FAULT_SYNTAX },
  { "{\"text\":\"a\"", "line 1", OSR_MESSAGE_FAULT_SYNTAX },
  { "{}", "\"text\" is missing", OSR_MESSAGE_FAULT_TEXT },
  { "{\"text\":\"  \",\"network\":\"vk\",\"permalink\":\"https://vk.com/a\"}", "\"text\"",
    OSR_MESSAGE_FAULT_TEXT },
  { "{\"text\":\"a\",\"permalink\":\"https://forum.example.ru/1\"}", "\"network\" is missing",
    OSR_MESSAGE_FAULT_NETWORK },
  { "{\"text\":\"a\",\"network\":\"vk\"}", "\"permalink\" is missing", OSR_MESSAGE_FAULT_PLACE },
  { "{\"text\":\"a\",\"network\":\"vk\",\"permalink\":\"javascript:alert(1)\"}", "no address",
    OSR_MESSAGE_FAULT_LINK },
  { "{\"text\":\"a\",\"network\":\"vk\",\"permalink\":7}", "\"permalink\" is no text",
    OSR_MESSAGE_FAULT_MEMBER },
  { "{\"text\":\"a\",\"url\":\"https://vk.com/wall-1_2\"}", "there is no member \"url\"",
    OSR_MESSAGE_FAULT_MEMBER },
  { "{\"text\":\"a\",\"by_hand\":true}", "there is no member", OSR_MESSAGE_FAULT_MEMBER },
  { "{\"text\":\"a\",\"published_at\":\"yesterday\"}", "no moment", OSR_MESSAGE_FAULT_MOMENT },
  { "{\"text\":\"a\",\"published_at\":\"2026-03-06T10:12:00\"}", "no moment",
    OSR_MESSAGE_FAULT_MOMENT },
  { "{\"text\":\"a\",\"published_at\":true}", "no moment", OSR_MESSAGE_FAULT_MOMENT },
  { "{\"text\":\"a\",\"media\":\"https://a.ru\"}", "\"media\"", OSR_MESSAGE_FAULT_MEDIA },
  { "{\"text\":\"a\",\"media\":[\"x\"]}", "entry 1", OSR_MESSAGE_FAULT_MEDIA },
  { "{\"text\":\"a\",\"media\":[[[[]]]]}", "entry 1", OSR_MESSAGE_FAULT_MEDIA },
  { "{\"text\":\"a\\u0000b\"}", "line 1", OSR_MESSAGE_FAULT_SYNTAX },
  { "{\"text\":\"\xff\"}", "line 1", OSR_MESSAGE_FAULT_SYNTAX },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (osr_message_entry_read (refused[i].line, -1, "line 1", &error));
    g_assert_nonnull (error);
    g_assert_cmpint (error->domain, ==, OSR_MESSAGE_FAULT);
    g_assert_cmpint (error->code, ==, refused[i].fault);
    g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, refused[i].said));
  }
}

static void
assert_too_much (const char *line)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (osr_message_entry_read (line, -1, "line 1", &error));
  g_assert_cmpint (error->domain, ==, OSR_MESSAGE_FAULT);
}

static void
test_hostile (void)
{
  g_autofree char *many = g_strnfill (OSR_FORM_MAX_TEXT_BYTES + 1, 'a');
  g_autofree char *most = g_strnfill (OSR_MESSAGE_ENTRY_MOST_BYTES, 'a');
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *text = g_strdup_printf ("{\"text\":\"%s\"}", many);
  g_autofree char *line = g_strdup_printf ("{\"text\":\"%s\"}", most);
  g_autofree char *nested = g_strdup_printf ("{\"media\":%s", deep);

  assert_too_much (text);
  assert_too_much (line);
  assert_too_much (nested);
}

/* Just as long as what is read from a network may be, in one line without a space. */
static void
test_longest (void)
{
  g_autofree char *words = g_strnfill (OSR_FORM_MAX_TEXT_BYTES, 'a');
  g_autofree char *line = g_strdup_printf (
      "{\"text\":\"%s\",\"network\":\"vk\",\"permalink\":\"https://vk.com/wall-1_2\"}", words);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrMessageEntry) entry = osr_message_entry_read (line, -1, "line 1", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (entry->text, ==, words);
  memset (entry->text, '\x01', OSR_FORM_MAX_TEXT_BYTES);
  g_assert_false (osr_message_entry_check (entry, &error));
  g_assert_error (error, OSR_MESSAGE_FAULT, OSR_MESSAGE_FAULT_LONG);
}

static void
assert_same (const char *one, const char *other, gboolean same)
{
  g_autoptr (OsrMessageEntry) a = read_line (one);
  g_autoptr (OsrMessageEntry) b = read_line (other);
  g_autofree char *id_a = osr_message_entry_dup_case_id (a);
  g_autofree char *id_b = osr_message_entry_dup_case_id (b);

  g_assert_true (g_uuid_string_is_valid (id_a));
  g_assert_cmpint (g_str_equal (id_a, id_b), ==, same);
}

static void
test_one_case (void)
{
  assert_same ("{\"text\":\"a\",\"permalink\":\"https://vk.com/wall-1_2?reply=3\"}",
               "{\"text\":\"b\",\"permalink\":\"m.vk.ru/x?w=wall-1_2_r3\",\"author_name\":\"c\"}",
               TRUE);
  assert_same ("{\"text\":\"a\",\"permalink\":\"https://vk.com/wall-1_2?reply=3\"}",
               "{\"text\":\"a\",\"permalink\":\"https://vk.com/wall-1_2?reply=4\"}", FALSE);
  assert_same ("{\"text\":\"a\",\"network\":\"forum\",\"permalink\":\"https://f.ru/1\"}",
               "{\"text\":\"b\",\"network\":\"forum\",\"permalink\":\"https://f.ru/1/#p2\"}", TRUE);
  assert_same ("{\"text\":\"a\",\"network\":\"messenger\",\"source\":\"House 5\"}",
               "{\"text\":\"a\",\"network\":\"messenger\",\"source\":\"House 5\"}", TRUE);
  assert_same ("{\"text\":\"a\",\"network\":\"messenger\",\"source\":\"House 5\"}",
               "{\"text\":\"a\",\"network\":\"messenger\",\"source\":\"House 6\"}", FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/message-entry/whole", test_whole);
  g_test_add_func ("/core/message-entry/least", test_least);
  g_test_add_func ("/core/message-entry/refused", test_refused);
  g_test_add_func ("/core/message-entry/hostile", test_hostile);
  g_test_add_func ("/core/message-entry/longest", test_longest);
  g_test_add_func ("/core/message-entry/one-case", test_one_case);
  return g_test_run ();
}
