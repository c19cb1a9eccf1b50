/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Candidates come from indexes, each asked for a bounded number: bands of the sketch, the author, the
 * place, and the stems of the text, of which the rare weigh most (bm25 would look up the length of
 * every text that has one of them). How alike they are is then counted from their words,
 * so that what ranks them does not depend on where they came from. */
#include "store/search/osr-cache-search.h"

#include <string.h>

#include "core/text/osr-text-sketch.h"
#include "store/osr-cache-private.h"

#define MOST_OF_A_BAND 8
#define MOST_OF_OTHERS 32
#define MOST_STEMS     16
#define COUNTED        512 /* texts of a stem that are looked at, the newest; more say little */
#define BITS_COUNTED   10  /* of COUNTED: half as frequent weighs one more */
#define LEAST_STEM     6   /* bytes: three Russian letters */
#define LEAST_LIKENESS 0.25
#define TEXT_BYTES     8192 /* of a text that are compared */

typedef struct {
  char *stem;
  double weight; /* the more, the fewer texts it is in */
} Stem;

/* A text that has a stem, or several. */
typedef struct {
  gint64 key;
  double weight;
} Posting;

typedef struct {
  OsrCache *cache;
  const OsrCacheLike *like;
  gint64 before; /* keys below this one */
  GPtrArray *stems;
  double weight; /* of all stems */
  GArray *shingles;
  GHashTable *seen; /* key → itself */
  GArray *keys;     /* gint64 */
  GError **error;
} Search;

static void
stem_free (gpointer data)
{
  g_free (((Stem *) data)->stem);
  g_free (data);
}

static void
similar_free (gpointer data)
{
  g_free (((OsrCacheSimilar *) data)->id);
  g_free (data);
}

static void
add_key (Search *search, gint64 key)
{
  gint64 *own;

  if (g_hash_table_contains (search->seen, &key))
    return;
  own = g_memdup2 (&key, sizeof key);
  g_hash_table_add (search->seen, own);
  g_array_append_val (search->keys, key);
}

/* Adds the keys that @select gives; frees it. */
static gboolean
add_keys (Search *search, OsrStatement *statement)
{
  g_autoptr (OsrStatement) select = statement;
  OsrStep step;

  while ((step = osr_statement_step (select, search->error)) == OSR_STEP_ROW)
    add_key (search, osr_statement_get_int (select, "key"));
  return step == OSR_STEP_DONE;
}

static OsrStatement *
prepare (Search *search, const char *sql)
{
  OsrStatement *select = osr_database_prepare (search->cache->database, sql, search->error);

  if (select != NULL)
    osr_statement_bind_int (select, ":before", search->before);
  return select;
}

static gboolean
add_band (Search *search, gint64 hash)
{
  OsrStatement *select =
      prepare (search, "SELECT key FROM case_band WHERE hash = :hash AND key < :before"
                       " ORDER BY key DESC LIMIT " G_STRINGIFY (MOST_OF_A_BAND));

  if (select == NULL)
    return FALSE;
  osr_statement_bind_int (select, ":hash", hash);
  return add_keys (search, select);
}

static gboolean
add_bands (Search *search, OsrTextTokens *tokens)
{
  gint64 bands[OSR_TEXT_SKETCH_BANDS];

  if (!osr_text_sketch (tokens, bands))
    return TRUE;
  for (guint i = 0; i < OSR_TEXT_SKETCH_BANDS; i++) {
    if (!add_band (search, bands[i]))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_author (Search *search)
{
  OsrStatement *select;

  if (search->like->author_id == NULL)
    return TRUE;
  select = prepare (search, "SELECT key FROM case_row WHERE author = :author AND key < :before"
                            " ORDER BY key DESC LIMIT " G_STRINGIFY (MOST_OF_OTHERS));
  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":author", search->like->author_id);
  return add_keys (search, select);
}

static gboolean
add_place (Search *search)
{
  g_autofree char *place =
      search->like->place != NULL ? g_utf8_strdown (search->like->place, -1) : NULL;
  OsrStatement *select;

  if (place == NULL || *place == '\0')
    return TRUE;
  select = prepare (search, "SELECT key FROM case_row WHERE place = :place AND key < :before"
                            " ORDER BY key DESC LIMIT " G_STRINGIFY (MOST_OF_OTHERS));
  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":place", place);
  return add_keys (search, select);
}

/* Appends the newest texts that @word is in; returns how many, %COUNTED for that or more. */
static guint
read_postings (Search *search, OsrStatement *select, const char *word, GArray *postings)
{
  g_autofree char *query = g_strdup_printf ("\"%s\"", word);
  guint n = 0;

  osr_statement_bind_int (select, ":before", search->before);
  osr_statement_bind_text (select, ":query", query);
  for (; osr_statement_step (select, NULL) == OSR_STEP_ROW; n++) {
    Posting posting = { osr_statement_get_int (select, "key"), 0 };

    g_array_append_val (postings, posting);
  }
  osr_statement_reset (select);
  return n;
}

static void
read_stem (Search *search, const OsrTextToken *token, OsrStatement *select, GArray *postings)
{
  guint first = postings->len;
  guint n = read_postings (search, select, token->word, postings);
  Stem *stem = g_new0 (Stem, 1);

  stem->stem = g_strdup (token->stem);
  stem->weight = BITS_COUNTED + 1 - g_bit_storage ((gulong) n + 1); /* and in this one */
  for (guint i = first; i < postings->len; i++)
    g_array_index (postings, Posting, i).weight = stem->weight;
  search->weight += stem->weight;
  g_ptr_array_add (search->stems, stem);
}

/* The stems of the text with what they weigh, and where else they are. */
static gboolean
read_stems (Search *search, OsrTextTokens *tokens, GArray *postings)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (OsrStatement) select =
      prepare (search, "SELECT rowid AS key FROM case_text WHERE case_text MATCH :query"
                       " AND rowid < :before ORDER BY rowid DESC LIMIT " G_STRINGIFY (COUNTED));

  for (guint i = 0;
       select != NULL && i < osr_text_tokens_get_count (tokens) && search->stems->len < MOST_STEMS;
       i++) {
    const OsrTextToken *token = osr_text_tokens_get (tokens, i);

    if (token->stem_length >= LEAST_STEM && g_hash_table_add (known, (gpointer) token->stem))
      read_stem (search, token, select, postings);
  }
  return select != NULL;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const Posting *one = a, *other = b;

  return one->key < other->key ? -1 : one->key > other->key;
}

/* The heaviest first, of equals the newest. */
static int
compare_weights (gconstpointer a, gconstpointer b)
{
  const Posting *one = a, *other = b;

  if (one->weight != other->weight)
    return one->weight > other->weight ? -1 : 1;
  return one->key > other->key ? -1 : one->key < other->key;
}

/* Takes those together that are of one text. */
static void
add_up (GArray *postings)
{
  guint n = 0;

  g_array_sort (postings, compare_keys);
  for (guint i = 0; i < postings->len; i++) {
    Posting posting = g_array_index (postings, Posting, i);

    if (n > 0 && g_array_index (postings, Posting, n - 1).key == posting.key)
      g_array_index (postings, Posting, n - 1).weight += posting.weight;
    else
      g_array_index (postings, Posting, n++) = posting;
  }
  g_array_set_size (postings, n);
}

/* Those that have the most, and the rarest, stems in common. */
static gboolean
add_by_stems (Search *search, OsrTextTokens *tokens)
{
  g_autoptr (GArray) postings = g_array_new (FALSE, FALSE, sizeof (Posting));

  if (!read_stems (search, tokens, postings))
    return FALSE;
  add_up (postings);
  g_array_sort (postings, compare_weights);
  for (guint i = 0; i < MIN (postings->len, MOST_OF_OTHERS); i++)
    add_key (search, g_array_index (postings, Posting, i).key);
  return TRUE;
}

static double
weigh (Search *search, OsrTextTokens *tokens)
{
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);
  double common = 0;

  for (guint i = 0; i < osr_text_tokens_get_count (tokens); i++)
    g_hash_table_add (words, (gpointer) osr_text_tokens_get (tokens, i)->stem);
  for (guint i = 0; i < search->stems->len; i++) {
    const Stem *stem = search->stems->pdata[i];

    if (g_hash_table_contains (words, stem->stem))
      common += stem->weight;
  }
  return search->weight > 0 ? common / search->weight : 0;
}

static gboolean
is_equal (const char *one, const char *other)
{
  return one != NULL && other != NULL && *one != '\0' && strcmp (one, other) == 0;
}

/* (nullable): the case of a row, when it is like enough. */
static OsrCacheSimilar *
examine (Search *search, OsrStatement *row, OsrTextTokens *tokens)
{
  const char *text = osr_statement_get_text (row, "message");
  g_autofree char *place =
      search->like->place != NULL ? g_utf8_strdown (search->like->place, -1) : NULL;
  g_autoptr (GArray) shingles = NULL;
  OsrCacheSimilar found = { 0 };

  if (text == NULL || *text == '\0')
    return NULL;
  osr_text_tokens_scan (tokens, text, (gssize) strnlen (text, TEXT_BYTES));
  shingles = osr_text_shingles_new (tokens);
  found.same = search->shingles->len + 1 >= OSR_TEXT_SKETCH_LEAST &&
               osr_text_shingles_compare (search->shingles, shingles) >= OSR_TEXT_ALIKE;
  found.likeness = weigh (search, tokens);
  found.same_author = is_equal (search->like->author_id, osr_statement_get_text (row, "author"));
  found.same_place = is_equal (place, osr_statement_get_text (row, "place"));
  /* Who writes again of the same place may have found other words for it. */
  if (!found.same && found.likeness < LEAST_LIKENESS && !(found.same_author && found.same_place))
    return NULL;
  found.id = osr_statement_dup_text (row, "id");
  return g_memdup2 (&found, sizeof found);
}

static int
compare_similar (gconstpointer a, gconstpointer b)
{
  const OsrCacheSimilar *one = *(OsrCacheSimilar *const *) a;
  const OsrCacheSimilar *other = *(OsrCacheSimilar *const *) b;
  gboolean near = one->same_author || one->same_place;
  gboolean other_near = other->same_author || other->same_place;

  if (one->same != other->same)
    return one->same ? -1 : 1;
  if (near != other_near)
    return near ? -1 : 1;
  return one->likeness > other->likeness ? -1 : one->likeness < other->likeness;
}

static GPtrArray *
examine_all (Search *search)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (similar_free);
  g_autoptr (OsrTextTokens) tokens = osr_text_tokens_new ("", 0);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      search->cache->database,
      "SELECT r.id AS id, r.author AS author, r.place AS place, t.message AS message"
      " FROM case_row r JOIN case_text t ON t.rowid = r.key WHERE r.key = :key",
      search->error);

  for (guint i = 0; select != NULL && i < search->keys->len; i++) {
    OsrCacheSimilar *similar = NULL;
    OsrStep step;

    osr_statement_bind_int (select, ":key", g_array_index (search->keys, gint64, i));
    step = osr_statement_step (select, search->error);
    if (step == OSR_STEP_FAILED)
      return NULL;
    if (step == OSR_STEP_ROW)
      similar = examine (search, select, tokens);
    if (similar != NULL)
      g_ptr_array_add (found, similar);
    osr_statement_reset (select);
  }
  g_ptr_array_sort (found, compare_similar);
  return select != NULL ? g_steal_pointer (&found) : NULL;
}

/* The key of the case itself; without one all are earlier. */
static gint64
find_before (OsrCache *self, const char *id)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, "SELECT key FROM case_row WHERE id = :id", NULL);

  if (select == NULL || id == NULL)
    return G_MAXINT64;
  osr_statement_bind_text (select, ":id", id);
  return osr_statement_step (select, NULL) == OSR_STEP_ROW ? osr_statement_get_int (select, "key")
                                                           : G_MAXINT64;
}

static GPtrArray *
run (Search *search)
{
  const char *text = search->like->text != NULL ? search->like->text : "";
  g_autoptr (OsrTextTokens) tokens =
      osr_text_tokens_new (text, (gssize) strnlen (text, TEXT_BYTES));

  search->shingles = osr_text_shingles_new (tokens);
  if (osr_text_tokens_get_count (tokens) == 0)
    return g_ptr_array_new_with_free_func (similar_free);
  if (!add_bands (search, tokens) || !add_author (search) || !add_place (search) ||
      !add_by_stems (search, tokens))
    return NULL;
  return examine_all (search);
}

GPtrArray *
osr_cache_find_similar (OsrCache *self, const OsrCacheLike *like, guint limit, GError **error)
{
  Search search = { .cache = self,
                    .like = like,
                    .before = find_before (self, like->id),
                    .stems = g_ptr_array_new_with_free_func (stem_free),
                    .seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
                    .keys = g_array_new (FALSE, FALSE, sizeof (gint64)),
                    .error = error };
  GPtrArray *found = osr_cache_flush_words (self, G_MAXUINT, error) ? run (&search) : NULL;

  if (found != NULL && found->len > limit)
    g_ptr_array_set_size (found, (int) limit);
  g_ptr_array_unref (search.stems);
  g_hash_table_unref (search.seen);
  g_array_unref (search.keys);
  g_clear_pointer (&search.shingles, g_array_unref);
  return found;
}
