/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What proves a reply placed by hand is told once for ever, and its pictures only as long as the words. */
#include "core/media/osr-media-limits.h"
#include "core/media/osr-media-list.h"
#include "core/media/osr-media-named.h"
#include "core/media/osr-media-proof.h"
#include "core/osr-json.h"

#define ONE "1111111111111111111111111111111111111111111111111111111111111111"
#define TWO "2222222222222222222222222222222222222222222222222222222222222222"

typedef struct {
  JsonObject *members;
  JsonObject *payload;
} Told;

static Told
tell (const char *words, const char *digests)
{
  Told told = { json_object_new (), NULL };

  osr_media_proof_set (told.members, &told.payload, words, digests);
  return told;
}

static void
told_clear (Told *told)
{
  json_object_unref (told->members);
  g_clear_pointer (&told->payload, json_object_unref);
}

static void
test_words (void)
{
  Told told = tell ("  Folder 3 ", NULL);

  g_assert_true (osr_media_proof_is_given (told.members));
  g_assert_cmpstr (osr_media_proof_get_words (told.members), ==, "Folder 3");
  g_assert_null (told.payload);
  told_clear (&told);
}

static void
test_pictures (void)
{
  Told told = tell (" ", ONE "," TWO);
  g_autofree char *files = osr_media_proof_dup_files (told.payload);

  g_assert_true (osr_media_proof_is_given (told.members));
  g_assert_null (osr_media_proof_get_words (told.members));
  g_assert_cmpstr (osr_json_get_string (told.members, "proof"), ==, ONE);
  g_assert_false (json_object_has_member (told.members, OSR_MEDIA_LIST));
  g_assert_cmpstr (files, ==, ONE "," TWO);
  g_assert_true (osr_media_proof_is_right (told.payload));
  told_clear (&told);
}

static void
test_both (void)
{
  Told told = tell ("Page 2", ONE);
  g_autofree char *files = osr_media_proof_dup_files (told.payload);

  g_assert_cmpstr (osr_media_proof_get_words (told.members), ==, "Page 2");
  g_assert_cmpstr (files, ==, ONE);
  told_clear (&told);
}

static void
test_nothing (void)
{
  Told told = tell (" \t", "");

  g_assert_false (osr_media_proof_is_given (told.members));
  g_assert_null (told.payload);
  g_assert_null (osr_media_proof_dup_files (NULL)); /* erased */
  told_clear (&told);
}

static void
test_wrong (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  Told twice = tell (NULL, ONE "," ONE);
  Told path = tell (NULL, "../../log.db");
  Told told;

  for (guint i = 0; i <= OSR_MEDIA_MAX_FILES; i++)
    g_string_append_printf (many, "%s%064x", i > 0 ? "," : "", i);
  told = tell (NULL, many->str);
  g_assert_false (osr_media_proof_is_right (twice.payload));
  g_assert_false (osr_media_proof_is_right (path.payload));
  g_assert_false (osr_media_proof_is_right (told.payload));
  g_assert_true (osr_media_proof_is_right (NULL));
  told_clear (&twice);
  told_clear (&path);
  told_clear (&told);
}

/* A list of digests and one that says more of each file; what is no digest names no file. */
static void
test_named (void)
{
  g_autoptr (GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonObject) payload =
      osr_json_read_object ("{\"attachments\":[\"" ONE "\",\"../../log.db\",7],"
                            "\"media\":[{\"digest\":\"" TWO "\",\"kind\":\"photo\"},\"" ONE
                            "\",{},null]}",
                            -1, 0, "payload", NULL);
  g_autoptr (JsonObject) odd = osr_json_read_object (
      "{\"attachments\":{},\"media\":\"" ONE "\",\"proof\":\"words\"}", -1, 0, "members", NULL);

  g_assert_nonnull (payload);
  g_assert_nonnull (odd);
  osr_media_add_named (digests, payload);
  osr_media_add_named (digests, odd);
  osr_media_add_named (digests, NULL);
  g_assert_cmpuint (digests->len, ==, 2);
  g_assert_cmpstr (digests->pdata[0], ==, ONE);
  g_assert_cmpstr (digests->pdata[1], ==, TWO);
  g_assert_null (osr_media_get_proof (odd));
  g_assert_null (osr_media_get_proof (NULL));
}

static void
assert_first (const char *members, const char *expected)
{
  g_autoptr (JsonObject) object = osr_json_read_object (members, -1, 0, "members", NULL);

  g_assert_nonnull (object);
  g_assert_cmpstr (osr_media_list_get_first (object), ==, expected);
}

/* Where one file is meant, it is the first; what is no digest names none, whatever follows. */
static void
test_first (void)
{
  assert_first ("{\"attachments\":[\"" ONE "\",\"" TWO "\"]}", ONE);
  assert_first ("{\"attachments\":[\"../../log.db\",\"" TWO "\"]}", NULL);
  assert_first ("{\"attachments\":[7]}", NULL);
  assert_first ("{\"attachments\":[]}", NULL);
  assert_first ("{\"attachments\":\"" ONE "\"}", NULL);
  g_assert_null (osr_media_list_get_first (NULL)); /* erased */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/proof/in-words", test_words);
  g_test_add_func ("/core/proof/pictures-go-with-the-payload", test_pictures);
  g_test_add_func ("/core/proof/words-and-pictures", test_both);
  g_test_add_func ("/core/proof/nothing-is-no-proof", test_nothing);
  g_test_add_func ("/core/proof/no-files-or-too-many", test_wrong);
  g_test_add_func ("/core/media/files-an-event-names", test_named);
  g_test_add_func ("/core/media/the-first-file-of-a-list", test_first);
  return g_test_run ();
}
