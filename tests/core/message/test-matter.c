/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One matter, many posts: which cases belong together, whose text is the approved one, and what it is
 * for another author and another network. */
#include "core/message/osr-matter.h"
#include "core/osr-json.h"
#include "osr-office-fixture.h"

#define TEXT "Olga, good day! The water is back since 10:00."

/* A case as one registered by hand would be: @what is id, author and network in words. */
static OsrCase *
make_case (const char *id, OsrInstant at, const char *author, const char *network)
{
  OsrCase *one = osr_case_new (id);
  g_autoptr (JsonObject) members = members_of ("network", network, NULL);
  g_autoptr (JsonObject) payload = members_of ("text", "No water", NULL);
  g_autoptr (OsrEvent) event = NULL;

  if (author != NULL)
    json_object_set_string_member (payload, "author_name", author);
  event = osr_event_new ("found", at, members, payload);
  osr_case_apply (one, event);
  return one;
}

static void
apply (OsrCase *one, const char *type, JsonObject *members, const char *text)
{
  g_autoptr (JsonObject) owned = members;
  g_autoptr (JsonObject) payload = text != NULL ? members_of ("text", text, NULL) : NULL;
  g_autoptr (OsrEvent) event = osr_event_new (type, 100, members, payload);

  osr_case_apply (one, event);
}

static void
join (OsrCase *one, const char *other)
{
  apply (one, "joined", members_of ("matter", other, NULL), NULL);
}

static void
decide (OsrCase *one, const char *text, gboolean approved)
{
  apply (one, "submitted", members_of ("kind", "final", "account", "gov", "digest", "d", NULL),
         text);
  if (approved)
    apply (one, "approved", json_object_new (), NULL);
}

static GPtrArray *
make_cases (void)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_case_unref);

  g_ptr_array_add (cases, make_case ("d", 4, "Dina", "vk"));
  g_ptr_array_add (cases, make_case ("c", 1, "Boris K.", "vk"));
  g_ptr_array_add (cases, make_case ("a", 2, "Olga M.", "vk"));
  g_ptr_array_add (cases, make_case ("b", 3, NULL, "telegram"));
  return cases;
}

static void
assert_posts (GPtrArray *cases, const char *id, const char *root, const char *posts)
{
  g_autoptr (OsrMatter) matter = osr_matter_new (cases, id);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < matter->posts->len; i++)
    g_string_append (ids, ((OsrMatterPost *) matter->posts->pdata[i])->the_case->id);
  g_assert_cmpstr (matter->id, ==, root);
  g_assert_cmpstr (ids->str, ==, posts);
}

static void
test_alone (void)
{
  g_autoptr (GPtrArray) cases = make_cases ();

  assert_posts (cases, "a", "a", "a");
  assert_posts (cases, "nowhere", "nowhere", "");
}

/* The one that was joined to stands first, the others by their moment. */
static void
test_joined (void)
{
  g_autoptr (GPtrArray) cases = make_cases ();

  join (cases->pdata[1], "a"); /* c to a */
  join (cases->pdata[3], "c"); /* b to c: the same matter */
  assert_posts (cases, "a", "a", "acb");
  assert_posts (cases, "b", "a", "acb");
  assert_posts (cases, "d", "d", "d");
  join (cases->pdata[1], "c"); /* c leaves, and what was joined to it with it */
  assert_posts (cases, "a", "a", "a");
  assert_posts (cases, "b", "c", "cb");
}

static void
test_circle (void)
{
  g_autoptr (GPtrArray) cases = make_cases ();

  join (cases->pdata[2], "b");
  join (cases->pdata[3], "c");
  join (cases->pdata[1], "b"); /* b and c in a circle, a before it */
  assert_posts (cases, "a", "b", "bca");
  assert_posts (cases, "c", "b", "bca");
  assert_posts (cases, "b", "b", "bca");
}

/* A case that the person does not see keeps the others together. */
static void
test_unseen (void)
{
  g_autoptr (GPtrArray) cases = make_cases ();

  join (cases->pdata[1], "x");
  join (cases->pdata[2], "x");
  assert_posts (cases, "a", "x", "ca");
}

static void
test_core (void)
{
  g_autoptr (GPtrArray) cases = make_cases ();
  g_autoptr (OsrMatter) none = NULL;
  g_autoptr (OsrMatter) one = NULL;

  join (cases->pdata[1], "a");
  join (cases->pdata[3], "a");
  decide (cases->pdata[2], "Another", FALSE);
  none = osr_matter_new (cases, "a");
  g_assert_null (none->core);
  decide (cases->pdata[3], TEXT, TRUE);
  one = osr_matter_new (cases, "a");
  g_assert_nonnull (one->core);
  g_assert_cmpstr (one->core->the_case->id, ==, "b");
  g_assert_cmpstr (one->core->draft->text, ==, TEXT);
}

static void
assert_variant (OsrMatter *matter, OsrRegistry *registry, OsrCase *post, const char *expected)
{
  gint64 over;
  g_autofree char *variant = osr_matter_dup_variant (matter, post, registry, &over);

  g_assert_cmpstr (variant, ==, expected);
  g_assert_cmpint (over, ==, 0);
}

static void
test_variant (void)
{
  g_autoptr (GPtrArray) cases = make_cases ();
  g_autoptr (OsrRegistry) registry = osr_registry_new ();
  g_autoptr (OsrMatter) matter = NULL;

  join (cases->pdata[1], "a");
  join (cases->pdata[3], "a");
  decide (cases->pdata[2], TEXT, TRUE);
  matter = osr_matter_new (cases, "c");
  assert_variant (matter, registry, cases->pdata[1],
                  "Boris, good day! The water is back since 10:00.");
  assert_variant (matter, registry, cases->pdata[3], "Good day! The water is back since 10:00.");
}

static void
assert_addressed (const char *text, const char *author, const char *expected)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_case_unref);
  g_autoptr (OsrRegistry) registry = osr_registry_new ();
  g_autoptr (OsrMatter) matter = NULL;

  g_ptr_array_add (cases, make_case ("a", 1, "Ольга Мороз", "vk"));
  g_ptr_array_add (cases, make_case ("b", 2, author, "vk"));
  join (cases->pdata[1], "a");
  decide (cases->pdata[0], text, TRUE);
  matter = osr_matter_new (cases, "b");
  assert_variant (matter, registry, cases->pdata[1], expected);
}

static void
test_address (void)
{
  assert_addressed ("Добрый день, Ольга! Ольга, воду дадут.", "Пётр Ли",
                    "Добрый день, Пётр! Ольга, воду дадут.");
  assert_addressed ("Добрый день, Ольга!", NULL, "Добрый день!");
  assert_addressed ("Ольга, здравствуйте!", NULL, "Здравствуйте!");
  assert_addressed ("Ольгам воду дадут.", "Пётр", "Ольгам воду дадут.");
  assert_addressed ("Воду дадут. Ольга, ждите.", "Пётр", "Воду дадут. Ольга, ждите.");
  assert_addressed ("Ольга", NULL, "");
}

/* What the network does not take is told, and not cut. */
static void
test_too_long (void)
{
  Office office;
  g_autoptr (GPtrArray) cases = make_cases ();
  g_autoptr (OsrMatter) matter = NULL;
  g_autoptr (OsrEvent) limit = NULL;
  g_autoptr (JsonObject) members = members_of ("network", "vk", "#characters", "40", NULL);
  g_autofree char *variant = NULL;
  gint64 over;

  office_open (&office, "amur");
  limit = osr_event_new ("limit-set", 1, members, NULL);
  osr_registry_apply (office.registry, limit);
  join (cases->pdata[1], "a");
  decide (cases->pdata[2], TEXT, TRUE);
  matter = osr_matter_new (cases, "a");
  variant = osr_matter_dup_variant (matter, cases->pdata[1], office.registry, &over);
  g_assert_cmpint (over, ==, (gint64) g_utf8_strlen (variant, -1) - 40);
  office_close (&office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/matter/alone", test_alone);
  g_test_add_func ("/core/matter/joined", test_joined);
  g_test_add_func ("/core/matter/circle", test_circle);
  g_test_add_func ("/core/matter/unseen", test_unseen);
  g_test_add_func ("/core/matter/core", test_core);
  g_test_add_func ("/core/matter/variant", test_variant);
  g_test_add_func ("/core/matter/address", test_address);
  g_test_add_func ("/core/matter/too-long", test_too_long);
  return g_test_run ();
}
