/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Whoever may see a post is not asked here: what is not among the cases is not there. */
#include "core/message/osr-matter.h"

#include <string.h>

#include "core/osr-rules.h"

#define GREETING_BYTES 160 /* in which an address by name is looked for */

const char *
osr_matter_get_joined (OsrCase *self)
{
  return g_strcmp0 (self->matter, self->id) != 0 ? self->matter : NULL;
}

static GHashTable *
index_cases (GPtrArray *cases)
{
  GHashTable *by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < cases->len; i++) {
    OsrCase *one = cases->pdata[i];

    g_hash_table_insert (by_id, one->id, one);
  }
  return by_id;
}

/* The first id of the circle that @id stands in. */
static const char *
first_of_circle (GHashTable *by_id, const char *id)
{
  const char *first = id;
  const char *next = id;

  do {
    next = osr_matter_get_joined (g_hash_table_lookup (by_id, next));
    if (strcmp (next, first) < 0)
      first = next;
  } while (!g_str_equal (next, id));
  return first;
}

/* A case that nobody here may see still stands for its matter. */
static const char *
find_root (GHashTable *by_id, const char *id)
{
  g_autoptr (GHashTable) passed = g_hash_table_new (g_str_hash, g_str_equal);
  const char *at = id;

  for (;;) {
    OsrCase *one = g_hash_table_lookup (by_id, at);
    const char *next = one != NULL ? osr_matter_get_joined (one) : NULL;

    if (next == NULL)
      return at;
    if (!g_hash_table_add (passed, (gpointer) at))
      return first_of_circle (by_id, at);
    at = next;
  }
}

static OsrMatterPost *
post_new (OsrCase *one)
{
  OsrMatterPost *post = g_new0 (OsrMatterPost, 1);

  post->the_case = osr_case_ref (one);
  post->draft = osr_case_get_draft (one);
  post->decided = post->draft != NULL && (post->draft->state == OSR_DRAFT_APPROVED ||
                                          post->draft->state == OSR_DRAFT_PUBLISHED);
  return post;
}

static void
post_free (OsrMatterPost *post)
{
  osr_case_unref (post->the_case);
  g_free (post);
}

static OsrInstant
moment_of (OsrCase *one)
{
  return one->published_at > 0 ? one->published_at : one->found_at;
}

static int
compare_posts (gconstpointer a, gconstpointer b, gpointer root)
{
  OsrCase *one = (*(OsrMatterPost *const *) a)->the_case;
  OsrCase *other = (*(OsrMatterPost *const *) b)->the_case;
  gboolean first = g_str_equal (one->id, root), second = g_str_equal (other->id, root);

  if (first != second)
    return first ? -1 : 1;
  if (moment_of (one) != moment_of (other))
    return moment_of (one) < moment_of (other) ? -1 : 1;
  return strcmp (one->id, other->id);
}

static const OsrMatterPost *
find_core (GPtrArray *posts)
{
  for (guint i = 0; i < posts->len; i++) {
    const OsrMatterPost *post = posts->pdata[i];

    if (post->decided && post->draft->text != NULL)
      return post;
  }
  return NULL;
}

OsrMatter *
osr_matter_new (GPtrArray *cases, const char *id)
{
  OsrMatter *self = g_new0 (OsrMatter, 1);
  g_autoptr (GHashTable) by_id = index_cases (cases);
  gboolean held = g_hash_table_contains (by_id, id);

  self->id = g_strdup (find_root (by_id, id));
  self->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) post_free);
  for (guint i = 0; held && i < cases->len; i++) {
    OsrCase *one = cases->pdata[i];

    if (g_str_equal (find_root (by_id, one->id), self->id))
      g_ptr_array_add (self->posts, post_new (one));
  }
  g_ptr_array_sort_with_data (self->posts, compare_posts, self->id);
  self->core = find_core (self->posts);
  return self;
}

void
osr_matter_free (OsrMatter *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_ptr_array_unref (self->posts);
  g_free (self);
}

/* (nullable): by which a person is addressed: the first word of the name. */
static char *
dup_first_name (OsrCase *one)
{
  const char *name = one->author_name != NULL ? one->author_name : "";
  gsize length = strcspn (name, " ");

  return length > 0 ? g_strndup (name, length) : NULL;
}

static gboolean
is_letter_before (const char *text, const char *at)
{
  return at > text && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));
}

/* (nullable): where the first sentence says @name as a word. */
static const char *
find_name (const char *text, const char *name)
{
  const gsize most = MIN (strcspn (text, ".!?\n"), GREETING_BYTES);
  const char *at = g_strstr_len (text, (gssize) most, name);

  if (at == NULL || is_letter_before (text, at) ||
      g_unichar_isalnum (g_utf8_get_char (at + strlen (name))))
    return NULL;
  return at;
}

/* The text with its first letter large. */
static char *
capitalise (const char *text)
{
  char letter[7] = "";
  gunichar first = g_utf8_get_char (text);

  if (first == 0)
    return g_strdup ("");
  letter[g_unichar_to_utf8 (g_unichar_toupper (first), letter)] = '\0';
  return g_strconcat (letter, g_utf8_next_char (text), NULL);
}

/* "Olga, good day!" or "Good day, Olga!", without the name and its comma. */
static char *
leave_out (const char *text, const char *at, const char *name)
{
  g_autofree char *before = g_strndup (text, (gsize) (at - text));
  const char *after = at + strlen (name);
  g_autofree char *whole = NULL;

  if (g_str_has_suffix (before, ", "))
    before[strlen (before) - 2] = '\0';
  else if (g_str_has_prefix (after, ", "))
    after += 2;
  whole = g_strconcat (before, after, NULL);
  return capitalise (whole);
}

static char *
address_anew (const char *text, OsrCase *from, OsrCase *to)
{
  g_autofree char *name = dup_first_name (from);
  g_autofree char *other = dup_first_name (to);
  const char *at = name != NULL ? find_name (text, name) : NULL;
  g_autofree char *before = NULL;

  if (at == NULL)
    return g_strdup (text);
  if (other == NULL)
    return leave_out (text, at, name);
  before = g_strndup (text, (gsize) (at - text));
  return g_strconcat (before, other, at + strlen (name), NULL);
}

char *
osr_matter_dup_variant (const OsrMatter *self, OsrCase *post, OsrRegistry *registry, gint64 *over)
{
  char *variant;
  gint64 most;

  if (over != NULL)
    *over = 0;
  if (self->core == NULL)
    return NULL;
  variant = address_anew (self->core->draft->text, self->core->the_case, post);
  most = osr_registry_get_text_limit (registry, post->network);
  if (over != NULL)
    *over = MAX (osr_text_length (variant) - most, 0);
  return variant;
}
