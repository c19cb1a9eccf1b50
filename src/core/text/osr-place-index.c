/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names are found by the stems of their words; how sure a find is adds up from what stands around it
 * (a capital letter, "в", "село" before; "улица" against), and the surest is taken, the first of
 * equals. */
#include "core/text/osr-place-index.h"

#include <string.h>

#include "core/osr-json.h"
#include "core/text/osr-place-name.h"
#include "core/text/osr-text-stem.h"

#define MAX_WORDS  4
#define MAX_TOKENS 2000 /* longer texts have named their place by then */
#define LEAST_SURE 2
#define SURE_NAME  4 /* for names that are ordinary words */

typedef struct {
  char *name;
  char *stems[MAX_WORDS];
  char *others[MAX_WORDS]; /* stems of an oblique case, where they differ */
  guint n_stems;
  gboolean district; /* "… район" follows the words */
  gboolean ordinary;
  gboolean foreign; /* of another region */
  gboolean town;    /* well known: needs less around it */
} Entry;

struct _OsrPlaceIndex {
  GPtrArray *entries;
  GHashTable *by_stem; /* first stem (borrowed) → GArray of guint */
};

/* A text that is being searched. */
typedef struct {
  OsrTextTokens *tokens;
  const char *text;
  gsize length;
  guint n;
  guint first; /* words of the best find so far */
  guint last;
  int sure;
  const Entry *entry; /* NULL: by its form */
  OsrPlaceType type;
} Search;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  for (guint i = 0; i < entry->n_stems; i++)
    g_free (entry->stems[i]);
  for (guint i = 0; i < MAX_WORDS; i++)
    g_free (entry->others[i]);
  g_free (entry->name);
  g_free (entry);
}

OsrPlaceIndex *
osr_place_index_new (void)
{
  OsrPlaceIndex *self = g_new0 (OsrPlaceIndex, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->by_stem =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  return self;
}

void
osr_place_index_free (OsrPlaceIndex *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_stem);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* (transfer full): the stem of @word in the prepositional case: the stemmer takes the end of "Саратов"
 * for an ending, that of "Саратове" not */
static char *
oblique_stem (const OsrTextToken *token)
{
  static const char *const vowels = "аеиоуыэюяьй";
  const char *last = g_utf8_prev_char (token->word + token->word_length);
  gboolean vowel = g_utf8_strchr (vowels, -1, g_utf8_get_char (last)) != NULL;
  g_autofree char *form = g_strdup_printf (
      "%.*sе", (int) (vowel ? last - token->word : token->word_length), token->word);
  char stem[OSR_TEXT_STEM_SIZE];

  osr_text_stem (form, strlen (form), stem);
  return g_strdup (stem);
}

static void
index_name (OsrPlaceIndex *self, const char *stem, guint index)
{
  GArray *found = g_hash_table_lookup (self->by_stem, stem);

  if (found == NULL) {
    found = g_array_new (FALSE, FALSE, sizeof (guint));
    g_hash_table_insert (self->by_stem, (gpointer) stem, found);
  }
  g_array_append_val (found, index);
}

static Entry *
add_name (OsrPlaceIndex *self, const char *written)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autoptr (OsrTextTokens) tokens = NULL;
  guint index = self->entries->len;

  entry->ordinary = written[0] == '~';
  entry->name = g_strdup (written + (entry->ordinary ? 1 : 0));
  entry->district = g_str_has_suffix (entry->name, " район");
  g_ptr_array_add (self->entries, entry);
  tokens = osr_text_tokens_new (entry->name, -1);
  for (guint i = 0; i < osr_text_tokens_get_count (tokens) && i < MAX_WORDS; i++) {
    const OsrTextToken *token = osr_text_tokens_get (tokens, i);

    entry->others[i] = oblique_stem (token);
    entry->stems[entry->n_stems++] = g_strdup (token->stem);
  }
  if (entry->district && entry->n_stems > 1)
    g_free (entry->stems[--entry->n_stems]);
  if (entry->n_stems == 0)
    return entry;
  index_name (self, entry->stems[0], index);
  if (!g_str_equal (entry->stems[0], entry->others[0]))
    index_name (self, entry->others[0], index);
  return entry;
}

void
osr_place_index_add (OsrPlaceIndex *self, JsonObject *document, const char *region)
{
  JsonObject *regions = osr_json_get_object (document, "regions");
  gboolean towns = osr_json_get_boolean (document, "towns", FALSE);
  g_autoptr (GList) ids = regions != NULL ? json_object_get_members (regions) : NULL;

  for (GList *l = ids; l != NULL; l = l->next) {
    JsonArray *names = osr_json_get_array (regions, l->data);
    gboolean foreign = region != NULL && !g_str_equal (region, l->data);

    for (guint i = 0; names != NULL && i < json_array_get_length (names); i++) {
      const char *name = osr_json_array_get_string (names, i);

      Entry *entry = name != NULL ? add_name (self, name) : NULL;

      if (entry == NULL)
        continue;
      entry->foreign = foreign;
      entry->town = towns;
    }
  }
}

static gboolean
is_one_of (const char *word, const char *const *words)
{
  return g_strv_contains (words, word);
}

static const OsrTextToken *
token_at (const Search *search, guint i)
{
  return osr_text_tokens_get (search->tokens, i);
}

/* Whether the token is followed by @sign at once. */
static gboolean
is_followed_by (const Search *search, guint i, char sign)
{
  gsize end = token_at (search, i)->end;

  return end < search->length && search->text[end] == sign;
}

/* Whether a sentence or a line ends between the token before and this one. */
static gboolean
begins_sentence (const Search *search, guint i)
{
  gsize from = i > 0 ? token_at (search, i - 1)->end : 0;

  if (i == 0)
    return TRUE;
  for (gsize k = from; k < token_at (search, i)->start; k++) {
    if (strchr (".!?\n", search->text[k]) != NULL && search->text[k] != '\0')
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_street (const Search *search, guint first)
{
  static const char *const streets[] = {
    "ул",          "улица",      "улице",      "улицы",    "улицу",    "улицей",   "пр",
    "проспект",    "проспекте",  "проспекта",  "пер",      "переулок", "переулке", "переулка",
    "шоссе",       "бульвар",    "бульваре",   "бульвара", "пл",       "площадь",  "площади",
    "наб",         "набережная", "набережной", "имени",    "карла",    "фридриха", "к",
    "им",          "проезд",     "проезде",    "тракт",    "тракте",   "мкр",      "микрорайон",
    "микрорайоне", "пр-т",       "река",       "реке",     "реки",     "озеро",    "озере",
    "озера",       "завод",      "жк",         "школа",    "снт",      NULL
  };

  if (first > 0 && is_one_of (token_at (search, first - 1)->word, streets))
    return TRUE;
  /* "пр-т", "р-н" and "б-р" are two words here */
  return first > 1 && (token_at (search, first - 1)->flags & OSR_TEXT_HYPHEN) != 0 &&
         token_at (search, first - 1)->word_length <= 4 &&
         is_one_of (token_at (search, first - 2)->word, (const char *[]){ "пр", "б", NULL });
}

static OsrPlaceType
type_before (const Search *search, guint first)
{
  const OsrTextToken *before = first > 0 ? token_at (search, first - 1) : NULL;
  OsrPlaceType type = before != NULL ? osr_place_name_type (before->word) : OSR_PLACE_UNKNOWN;

  if (type != OSR_PLACE_UNKNOWN && osr_place_name_is_short (before->word) &&
      !is_followed_by (search, first - 1, '.') && !g_str_equal (before->word, "г"))
    return OSR_PLACE_UNKNOWN;
  return type;
}

/* "на Пугачёва": the genitive of a name that is a person's too. */
static gboolean
is_surname_like (const Search *search, guint i)
{
  const char *word = token_at (search, i)->word;

  return g_str_has_suffix (word, "а") || g_str_has_suffix (word, "ой") ||
         g_str_has_suffix (word, "ого");
}

/* How sure the words before make it that a place is named. */
static int
weigh_before (const Search *search, guint first)
{
  static const char *const in[] = { "в",     "во",    "из",    "до",   "под",    "у",
                                    "к",     "от",    "за",    "при",  "около",  "возле",
                                    "через", "рядом", "между", "мимо", "вокруг", NULL };
  static const char *const on[] = { "на", "по", NULL };
  const char *before = first > 0 ? token_at (search, first - 1)->word : "";

  if (is_street (search, first))
    return -8;
  if (type_before (search, first) != OSR_PLACE_UNKNOWN)
    return 4;
  if (is_one_of (before, in))
    return 2;
  return is_one_of (before, on) ? (is_surname_like (search, first) ? -4 : -1) : 0;
}

static int
weigh (const Search *search, const Entry *entry, guint first, guint last)
{
  const OsrTextToken *token = token_at (search, first);
  gboolean capital = (token->flags & OSR_TEXT_CAPITAL) != 0;
  int sure = weigh_before (search, first);

  if (!entry->ordinary)
    sure += token->stem_length >= 8 || entry->n_stems > 1 ? 2 : 1;
  if (entry->n_stems > 1)
    sure += 2;
  if (capital)
    sure += entry->ordinary && begins_sentence (search, first) ? 0 : 2;
  if (last + 1 < search->n && (token_at (search, last + 1)->flags & OSR_TEXT_DIGITS) != 0 &&
      !is_followed_by (search, last, ','))
    sure -= 3;
  if (entry->foreign)
    sure -= 1;
  if (!capital && !entry->town && sure < 3)
    sure -= 1;
  return sure + (entry->district ? 1 : 2);
}

/* The last word of "… район" or "… р-н" after @last; 0 when neither follows. */
static guint
find_district_word (const Search *search, guint last)
{
  guint next = last + 1;

  if (next < search->n && (g_str_has_prefix (token_at (search, next)->word, "муниципальн") ||
                           g_str_has_prefix (token_at (search, next)->word, "городск")))
    next++;
  if (next >= search->n)
    return 0;
  if (g_str_equal (token_at (search, next)->stem, "район") ||
      g_str_equal (token_at (search, next)->stem, "округ"))
    return next;
  if (g_str_equal (token_at (search, next)->word, "р") && next + 1 < search->n &&
      g_str_has_prefix (token_at (search, next + 1)->word, "н") &&
      (token_at (search, next + 1)->flags & OSR_TEXT_HYPHEN) != 0)
    return next + 1;
  return 0;
}

static void
try_entry (Search *search, const Entry *entry, guint first)
{
  guint last = first + entry->n_stems - 1;
  guint district;
  int sure;

  if (last >= search->n)
    return;
  for (guint i = 1; i < entry->n_stems; i++) {
    const char *stem = token_at (search, first + i)->stem;

    if (!g_str_equal (stem, entry->stems[i]) && !g_str_equal (stem, entry->others[i]))
      return;
  }
  district = find_district_word (search, last);
  if (entry->district != (district > 0))
    return;
  sure = weigh (search, entry, first, last);
  if (sure < (entry->ordinary ? SURE_NAME : LEAST_SURE) + 2 || sure <= search->sure)
    return;
  search->sure = sure;
  search->entry = entry;
  search->first = first;
  search->last = entry->district ? district : last;
}

/* A name that is on no list: after "село" and the like, or by its ending after "в". */
static void
try_form (Search *search, guint first)
{
  const OsrTextToken *token = token_at (search, first);
  OsrPlaceType type = type_before (search, first);
  gboolean capital = (token->flags & OSR_TEXT_CAPITAL) != 0;
  gboolean typical = osr_place_name_looks_like_one (token->word);
  int sure = 0;

  if ((token->flags & OSR_TEXT_CYRILLIC) == 0 || token->word_length < 6)
    return;
  if (type != OSR_PLACE_UNKNOWN && (capital || typical))
    sure = capital ? 5 : 4;
  else if (capital && typical && weigh_before (search, first) == 2)
    sure = 3;
  if (find_district_word (search, first) > 0)
    sure = capital ? 3 : 0;
  if (sure <= search->sure)
    return;
  search->sure = sure;
  search->entry = NULL;
  search->type = type;
  search->first = search->last = first;
  while (search->last + 1 < search->n &&
         (token_at (search, search->last + 1)->flags & OSR_TEXT_HYPHEN) != 0)
    search->last++;
}

/* "Тункинском" as a district: Тункинский район. */
static char *
guess_district (const Search *search, const char *word)
{
  const char *ending = NULL;
  static const char *const endings[] = { "ском", "ского", "скому", "ским", NULL };

  for (guint i = 0; endings[i] != NULL && ending == NULL; i++)
    ending = g_str_has_suffix (word, endings[i]) ? endings[i] : NULL;
  if (ending == NULL)
    return g_strdup_printf ("%s район", word);
  return g_strdup_printf ("%.*sский район", (int) (strlen (word) - strlen (ending)), word);
}

static char *
guess_name (const Search *search)
{
  const OsrTextToken *first = token_at (search, search->first);
  const OsrTextToken *last = token_at (search, search->last);
  g_autofree char *written =
      g_utf8_make_valid (search->text + first->start, (gssize) (last->end - first->start));
  g_autofree char *name = NULL;
  char *end;

  if (find_district_word (search, search->last) > 0)
    return guess_district (search, written);
  name = osr_place_name_to_nominative (written, search->type);
  if ((first->flags & OSR_TEXT_CAPITAL) == 0) {
    g_autofree char *capital = g_utf8_strup (name, (gssize) (g_utf8_next_char (name) - name));

    end = g_strconcat (capital, g_utf8_next_char (name), NULL);
    return end;
  }
  return g_steal_pointer (&name);
}

gboolean
osr_place_index_find (OsrPlaceIndex *self, OsrTextTokens *tokens, const char *text, gsize length,
                      OsrPlace *place)
{
  Search search = { tokens, text, length, MIN (osr_text_tokens_get_count (tokens), MAX_TOKENS) };

  memset (place, 0, sizeof *place);
  for (guint i = 0; i < search.n; i++) {
    GArray *found = g_hash_table_lookup (self->by_stem, token_at (&search, i)->stem);

    for (guint k = 0; found != NULL && k < found->len; k++)
      try_entry (&search, self->entries->pdata[g_array_index (found, guint, k)], i);
    try_form (&search, i);
  }
  if (search.sure <= 0)
    return FALSE;
  place->listed = search.entry != NULL;
  place->name = place->listed ? g_strdup (search.entry->name) : guess_name (&search);
  place->start = token_at (&search, search.first)->start;
  place->end = token_at (&search, search.last)->end;
  return TRUE;
}

void
osr_place_clear (OsrPlace *place)
{
  g_clear_pointer (&place->name, g_free);
}
