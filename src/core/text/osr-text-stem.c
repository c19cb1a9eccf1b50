/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stems of Russian words. The fleeting vowel is taken out of every stem that may have one, so that
 * all forms meet in the short one; words whose vowel stays, and words that would fall on another one
 * without it, are listed. A stem is a key, not something to be shown. */
#include "core/text/osr-text-stem.h"

#include <libstemmer.h>
#include <string.h>

#define LETTER 2 /* bytes of a Russian letter */

static GPrivate stemmer_key = G_PRIVATE_INIT ((GDestroyNotify) sb_stemmer_delete);

static struct sb_stemmer *
get_stemmer (void)
{
  struct sb_stemmer *stemmer = g_private_get (&stemmer_key);

  if (stemmer == NULL) {
    stemmer = sb_stemmer_new ("russian", "UTF_8");
    g_private_set (&stemmer_key, stemmer);
  }
  return stemmer;
}

/* Stems in -ок, -ек, -ец whose vowel stays in all forms, or that would fall on another word. */
static const char *const keeping[] = {
  "урок",     "срок",     "порок",    "игрок",   "пророк", "оброк",     "волок",
  "сорок",    "поток",    "исток",    "восток",  "приток", "сток",      "водосток",
  "рок",      "человек",  "калек",    "опек",    "аптек",  "библиотек", "ипотек",
  "дискотек", "картотек", "видеотек", "фонотек", "век",    "упрек",     "чек",
  "молок",    "широк",    "высок",    "далек",   "глубок", "жесток",    "одинок",
  "поперек",  "кузнец",   "мудрец",   "намек",   "зарок",  "барок",     "курок",
};

/* Where no rule can tell: the stem of the long form, then what it counts as. */
static const char *const pairs[][2] = {
  { "окон", "окн" },
  { "кухон", "кухн" },
  { "огон", "огн" },
  { "сотен", "сотн" },
  { "сосен", "сосн" },
  { "песен", "песн" },
  { "башен", "башн" },
  { "деревен", "деревн" },
  { "вишен", "вишн" },
  { "черешен", "черешн" },
  { "спален", "спальн" },
  { "читален", "читальн" },
  { "колоколен", "колокольн" },
  { "купален", "купальн" },
  { "пекарен", "пекарн" },
  { "таможен", "таможн" },
  { "пашен", "пашн" },
  { "басен", "басн" },
  { "бревен", "бревн" },
  { "зерен", "зерн" },
  { "полотен", "полотн" },
  { "пятен", "пятн" },
  { "волокон", "волокн" },
  { "болен", "больн" },
  { "силен", "сильн" },
  { "полон", "полн" },
  { "камен", "камн" },
  { "корен", "корн" },
  { "парен", "парн" },
  { "ремен", "ремн" },
  { "уровен", "уровн" },
  { "щебен", "щебн" },
  { "гребен", "гребн" },
  { "ливен", "ливн" },
  { "перстен", "перстн" },
  { "кремен", "кремн" },
  { "полден", "полдн" },
  { "земел", "земл" },
  { "капел", "капл" },
  { "петел", "петл" },
  { "кресел", "кресл" },
  { "чисел", "числ" },
  { "ремесел", "ремесл" },
  { "ведер", "ведр" },
  { "сестер", "сестр" },
  { "ребер", "ребр" },
  { "бедер", "бедр" },
  { "ядер", "ядр" },
  { "угол", "угл" },
  { "узел", "узл" },
  { "котел", "котл" },
  { "козел", "козл" },
  { "орел", "орл" },
  { "осел", "осл" },
  { "стекол", "стекл" },
  { "ветер", "ветр" },
  { "ковер", "ковр" },
  { "костер", "костр" },
  { "шатер", "шатр" },
  { "бобер", "бобр" },
  { "бугор", "бугр" },
  { "свекор", "свекр" },
  { "хребет", "хребт" },
  { "кукол", "кукл" },
  { "вафел", "вафл" },
  { "туфел", "туфл" },
  { "кровел", "кровл" },
  { "сабел", "сабл" },
  { "цапел", "цапл" },
  { "пепел", "пепл" },
  { "дупел", "дупл" },
  { "судеб", "судьб" },
  { "свадеб", "свадьб" },
  { "усадеб", "усадьб" },
  { "денег", "деньг" },
  { "серег", "серьг" },
  { "просеб", "просьб" },
  { "сон", "сн" },
  { "церков", "церкв" },
  { "любов", "любв" },
  { "морков", "моркв" },
  { "свекров", "свекр" },
  { "зая", "зайц" },
  { "заяц", "зайц" },
  { "яиц", "яйц" },
  { "локот", "локт" },
  { "ногот", "ногт" },
  { "когот", "когт" },
  { "дегот", "дегт" },
  { "ломот", "ломт" },
  { "лапот", "лапт" },
  { "боен", "бойн" },
  { "ружей", "руж" },
  { "воробе", "вороб" },
  { "муравье", "мурав" },
  { "соловье", "солов" },
  { "руче", "руч" },
  { "ручь", "руч" },
  { "семе", "сем" },
  { "стате", "стат" },
  { "скаме", "скам" },
  { "свине", "свин" },
  { "кегел", "кегл" },
  { "мысел", "мысл" },
  { "масел", "масл" },
  { "коромысел", "коромысл" },
  { "тесен", "тесн" },
  { "ясен", "ясн" },
  { "честен", "честн" },
  { "должен", "должн" },
  { "нужен", "нужн" },
  { "важен", "важн" },
  { "узок", "узк" },
  { "близок", "близк" },
  { "остер", "остр" },
  { "хитер", "хитр" },
  { "быстер", "быстр" },
  { "тепел", "тепл" },
  { "светел", "светл" },
  { "кисел", "кисл" },
  { "кругол", "кругл" },
  { "добер", "добр" },
  { "бодер", "бодр" },
  { "мокер", "мокр" },
  { "зол", "зл" },
  { "площадей", "площад" },
  { "ребен", "ребенк" },
  { "игор", "игр" },
  { "церкве", "церкв" },
};

/* Whole forms that the stemmer cuts too short or not at all, then what they count as. */
static const char *const forms[][2] = {
  { "день", "дн" },        { "дня", "дн" },         { "дню", "дн" },
  { "днем", "дн" },        { "дне", "дн" },         { "дни", "дн" },
  { "дней", "дн" },        { "дням", "дн" },        { "днями", "дн" },
  { "днях", "дн" },        { "пень", "пн" },        { "пня", "пн" },
  { "пню", "пн" },         { "пнем", "пн" },        { "пне", "пн" },
  { "пни", "пн" },         { "пней", "пн" },        { "пням", "пн" },
  { "пнями", "пн" },       { "пнях", "пн" },        { "лед", "льд" },
  { "льда", "льд" },       { "льду", "льд" },       { "льдом", "льд" },
  { "льде", "льд" },       { "льды", "льд" },       { "льдов", "льд" },
  { "льдах", "льд" },      { "рот", "рт" },         { "рта", "рт" },
  { "рту", "рт" },         { "ртом", "рт" },        { "рты", "рт" },
  { "ртов", "рт" },        { "лоб", "лб" },         { "лба", "лб" },
  { "лбу", "лб" },         { "лбом", "лб" },        { "лбы", "лб" },
  { "лбов", "лб" },        { "пес", "пс" },         { "пса", "пс" },
  { "псу", "пс" },         { "псом", "пс" },        { "псы", "пс" },
  { "псов", "пс" },        { "псам", "пс" },        { "псами", "пс" },
  { "псах", "пс" },        { "лев", "льв" },        { "льва", "льв" },
  { "льву", "льв" },       { "львом", "льв" },      { "львы", "льв" },
  { "львов", "льв" },      { "мох", "мх" },         { "мха", "мх" },
  { "мху", "мх" },         { "мхом", "мх" },        { "мхи", "мх" },
  { "мхов", "мх" },        { "рва", "рв" },         { "рву", "рв" },
  { "рвом", "рв" },        { "рвы", "рв" },         { "рвов", "рв" },
  { "шов", "шв" },         { "шва", "шв" },         { "шву", "шв" },
  { "швом", "шв" },        { "швы", "шв" },         { "швов", "шв" },
  { "швами", "шв" },       { "заем", "займ" },      { "наем", "найм" },
  { "песен", "песн" },     { "башен", "башн" },     { "сосен", "сосн" },
  { "бревен", "бревн" },   { "пятен", "пятн" },     { "полотен", "полотн" },
  { "сотен", "сотн" },     { "таможен", "таможн" }, { "вишен", "вишн" },
  { "черешен", "черешн" }, { "басен", "басн" },     { "зерен", "зерн" },
  { "волокон", "волокн" }, { "пашен", "пашн" },     { "колоколен", "колокольн" },
  { "спален", "спальн" },  { "боен", "боен" },      { "дровен", "дровн" },
  { "писем", "письм" },    { "тюрем", "тюрьм" },
};

static GHashTable *
build_irregular (void)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (keeping); i++)
    g_hash_table_insert (table, (gpointer) keeping[i], (gpointer) keeping[i]);
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_hash_table_insert (table, (gpointer) pairs[i][0], (gpointer) pairs[i][1]);
  return table;
}

static const char *
find_form (const char *word)
{
  static gsize table = 0;

  if (g_once_init_enter (&table)) {
    GHashTable *built = g_hash_table_new (g_str_hash, g_str_equal);

    for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
      g_hash_table_insert (built, (gpointer) forms[i][0], (gpointer) forms[i][1]);
    g_once_init_leave (&table, (gsize) built);
  }
  return g_hash_table_lookup ((GHashTable *) table, word);
}

static const char *
find_irregular (const char *stem)
{
  static gsize table = 0;

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, (gsize) build_irregular ());
  return g_hash_table_lookup ((GHashTable *) table, stem);
}

static gunichar
letter_at (const char *stem, gsize length, gsize from_end)
{
  return length >= from_end * LETTER ? g_utf8_get_char (stem + length - from_end * LETTER) : 0;
}

static gboolean
is_vowel (gunichar c)
{
  switch (c) {
  case 0x430: /* а */
  case 0x435: /* е */
  case 0x438: /* и */
  case 0x43e: /* о */
  case 0x443: /* у */
  case 0x44b: /* ы */
  case 0x44d: /* э */
  case 0x44e: /* ю */
  case 0x44f: /* я */
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
has_vowel_before (const char *stem, gsize length)
{
  for (gsize i = 0; i + LETTER <= length; i += LETTER) {
    if (is_vowel (g_utf8_get_char (stem + i)))
      return TRUE;
  }
  return FALSE;
}

/* Whether the last but one letter of @stem is a vowel that other forms lack. */
static gboolean
is_fleeting (const char *stem, gsize length)
{
  gunichar last = letter_at (stem, length, 1);
  gunichar vowel = letter_at (stem, length, 2);
  gunichar before = letter_at (stem, length, 3);

  if ((vowel != 0x43e && vowel != 0x435) || before == 0 ||
      !has_vowel_before (stem, length - 2 * LETTER))
    return FALSE;
  /* The suffixes -ок, -ек, -ец; before other consonants the vowel mostly stays. */
  return last == 0x43a || last == 0x446;
}

/* батареи, музеи: the stemmer would take the е of the root along with the ending. */
static gsize
drop_late_vowel (char *word, gsize length)
{
  if (letter_at (word, length, 1) != 0x438 || letter_at (word, length, 2) != 0x435 || length < 10)
    return length;
  memcpy (word + length - LETTER, "я", LETTER);
  return length;
}

/* ларёк – ларька, неделек – неделька: -ек after л, н, р leaves a soft sign behind. */
static gboolean
is_softened (const char *stem, gsize length)
{
  gunichar before = letter_at (stem, length, 3);

  return letter_at (stem, length, 1) == 0x43a && letter_at (stem, length, 2) == 0x435 &&
         (before == 0x43b || before == 0x43d || before == 0x440);
}

/* скамеек – скамейка, коек – койка: a vowel before leaves its й behind. */
static gsize
drop_vowel (char *stem, gsize length)
{
  char *vowel = stem + length - 2 * LETTER;

  if (is_vowel (letter_at (stem, length, 3))) {
    memcpy (vowel, "й", LETTER);
    return length;
  }
  if (is_softened (stem, length)) {
    memcpy (vowel, "ь", LETTER);
    return length;
  }
  memmove (vowel, vowel + LETTER, LETTER + 1);
  return length - LETTER;
}

/* пальца – палец, кольцо – колец: the long form has no soft sign, so the short one loses it. */
static gsize
drop_soft_sign (char *stem, gsize length)
{
  if (letter_at (stem, length, 1) != 0x446 || letter_at (stem, length, 2) != 0x44c)
    return length;
  memmove (stem + length - 2 * LETTER, stem + length - LETTER, LETTER + 1);
  return length - LETTER;
}

static gboolean
is_russian (const char *word, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    if ((guchar) word[i] < 0x80)
      return FALSE;
  }
  return length > 0 && length % LETTER == 0;
}

gsize
osr_text_stem (const char *word, gsize length, char stem[OSR_TEXT_STEM_SIZE])
{
  struct sb_stemmer *stemmer = get_stemmer ();
  const char *irregular;
  const char *found;
  gsize n;

  length = MIN (length, OSR_TEXT_STEM_SIZE - 1);
  memcpy (stem, word, length);
  stem[length] = '\0';
  if (stemmer == NULL || !is_russian (word, length))
    return length;
  irregular = find_form (stem);
  if (irregular != NULL)
    return g_strlcpy (stem, irregular, OSR_TEXT_STEM_SIZE);
  length = drop_late_vowel (stem, length);
  found = (const char *) sb_stemmer_stem (stemmer, (const sb_symbol *) stem, (int) length);
  n = (gsize) sb_stemmer_length (stemmer);
  if (found == NULL || n == 0 || n > length)
    return length;
  memcpy (stem, found, n);
  stem[n] = '\0';
  irregular = find_irregular (stem);
  if (irregular != NULL)
    return g_strlcpy (stem, irregular, OSR_TEXT_STEM_SIZE);
  if (is_fleeting (stem, n))
    n = drop_vowel (stem, n);
  return drop_soft_sign (stem, n);
}
