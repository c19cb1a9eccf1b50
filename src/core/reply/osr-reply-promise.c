/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks behind every word that sets an end ("до", "к", "не позднее") for a day. Whether the sentence
 * is a promise at all is left to whoever is asked. */
#include "core/reply/osr-reply-promise.h"

#include <string.h>

#include "core/reply/osr-reply-dates.h"

/* A day without a year that is farther off was meant to be past. */
#define FARTHEST 300

#define SUNDAY 7
#define FRIDAY 5

typedef struct {
  OsrTextTokens *tokens;
  const char *text;
  OsrDay today;
  guint at;   /* the word being read */
  guint last; /* the last word that belongs to the day */
} Reader;

static const OsrTextToken *
peek (Reader *reader, guint ahead)
{
  guint index = reader->at + ahead;

  return index < osr_text_tokens_get_count (reader->tokens)
             ? osr_text_tokens_get (reader->tokens, index)
             : NULL;
}

static gboolean
is_one_of (const OsrTextToken *token, const char *const *words)
{
  return token != NULL && g_strv_contains (words, token->word);
}

/* Goes on past @words words; the last of them belongs to the day. */
static void
take (Reader *reader, guint words)
{
  reader->at += words;
  reader->last = reader->at - 1;
}

/* The one character between two words, 0 for more. */
static char
between (Reader *reader, const OsrTextToken *first, const OsrTextToken *second)
{
  return second != NULL && second->start == first->end + 1 ? reader->text[first->end] : '\0';
}

static gboolean
make_day (int year, int month, int day_of_month, OsrDay *day)
{
  g_autofree char *written = NULL;

  if (year < 2000 || year > 2999 || month < 1 || month > 12 || day_of_month < 1 ||
      day_of_month > 31)
    return FALSE;
  written = g_strdup_printf ("%04d-%02d-%02d", year, month, day_of_month);
  return osr_day_parse (written, day);
}

/* Without a year (0) the next such day; a day in the past is none. */
static gboolean
find_day (Reader *reader, int year, int month, int day_of_month, OsrDay *day)
{
  int this_year, of_year, of_month;

  osr_day_to_ymd (reader->today, &this_year, &of_year, &of_month);
  if (year > 0)
    return make_day (year < 100 ? 2000 + year : year, month, day_of_month, day) &&
           *day >= reader->today;
  if (make_day (this_year, month, day_of_month, day) && *day >= reader->today)
    return *day - reader->today <= FARTHEST;
  return make_day (this_year + 1, month, day_of_month, day) && *day >= reader->today &&
         *day - reader->today <= FARTHEST;
}

static OsrDay
end_of_month (int year, int month)
{
  if (month >= 12)
    return osr_day_from_ymd (year + 1, 1, 1) - 1;
  return osr_day_from_ymd (year, month + 1, 1) - 1;
}

/* The year that stands at the reader, with the word behind it; 0 for none. */
static int
take_year (Reader *reader)
{
  static const char *const words[] = { "года", "году", "г", NULL };
  int year = osr_reply_dates_get_number (peek (reader, 0));

  if (year < 2000)
    return 0;
  take (reader, is_one_of (peek (reader, 1), words) ? 2 : 1);
  return year;
}

/* "1 апреля", "1-го апреля 2026 года" */
static gboolean
read_month (Reader *reader, OsrDay *day)
{
  int of_month = osr_reply_dates_get_number (peek (reader, 0));
  const OsrTextToken *ending = peek (reader, 1);
  guint words = ending != NULL && (ending->flags & OSR_TEXT_HYPHEN) != 0 ? 2 : 1;
  int month = osr_reply_dates_get_month (peek (reader, words));

  if (of_month < 1 || month == 0)
    return FALSE;
  take (reader, words + 1);
  return find_day (reader, take_year (reader), month, of_month, day);
}

/* "18.05 часов" is a time of day. */
static gboolean
is_hour (Reader *reader)
{
  static const char *const words[] = { "ч", "час", "часа", "часов", "утра", "вечера", "мск", NULL };

  return is_one_of (peek (reader, 2), words);
}

/* "01.04.2026", "01.04", "2026-04-01" */
static gboolean
read_digits (Reader *reader, OsrDay *day)
{
  const OsrTextToken *first = peek (reader, 0), *second = peek (reader, 1);
  const OsrTextToken *third = peek (reader, 2);
  int a = osr_reply_dates_get_number (first), b = osr_reply_dates_get_number (second);
  int c = osr_reply_dates_get_number (third);
  char sign = a >= 0 ? between (reader, first, second) : '\0';
  gboolean whole = sign != '\0' && c >= 0 && between (reader, second, third) == sign;

  if (sign == '-' && whole && a >= 2000) {
    take (reader, 3);
    return find_day (reader, a, b, c, day);
  }
  if ((sign != '.' && sign != '/') || b < 1 || second->word_length != 2 || first->word_length > 2)
    return FALSE;
  if (whole && (third->word_length == 4 || third->word_length == 2)) {
    take (reader, 3);
    return find_day (reader, c, b, a, day);
  }
  if (is_hour (reader))
    return FALSE;
  take (reader, 2);
  return find_day (reader, 0, b, a, day);
}

/* "пятницы", "пятнице"; @next: that of the week after this. */
static gboolean
read_weekday (Reader *reader, gboolean next, OsrDay *day)
{
  static const char *const words[][3] = { { "понедельника", "понедельнику", NULL },
                                          { "вторника", "вторнику", NULL },
                                          { "среды", "среде", NULL },
                                          { "четверга", "четвергу", NULL },
                                          { "пятницы", "пятнице", NULL },
                                          { "субботы", "субботе", NULL },
                                          { "воскресенья", "воскресенью", NULL } };
  int today = osr_day_weekday (reader->today);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    int ahead = (int) i + 1 - today;

    if (!is_one_of (peek (reader, 0), words[i]))
      continue;
    take (reader, 1);
    *day = reader->today + (next ? ahead + SUNDAY : ahead > 0 ? ahead : ahead + SUNDAY);
    return TRUE;
  }
  return FALSE;
}

static gboolean
read_named (Reader *reader, OsrDay *day)
{
  static const char *const tomorrow[] = { "завтра", "завтрашнего", NULL };
  static const char *const after[] = { "послезавтра", NULL };

  if (is_one_of (peek (reader, 0), tomorrow))
    *day = reader->today + 1;
  else if (is_one_of (peek (reader, 0), after))
    *day = reader->today + 2;
  else
    return FALSE;
  take (reader, 1);
  return TRUE;
}

/* The end of this period, or of the next one. */
static gboolean
end_of_period (Reader *reader, const char *period, gboolean next, gboolean working, OsrDay *day)
{
  int year, month, of_month;

  osr_day_to_ymd (reader->today, &year, &month, &of_month);
  if (g_str_equal (period, "недели"))
    *day = reader->today - osr_day_weekday (reader->today) + (working ? FRIDAY : SUNDAY) +
           (next ? SUNDAY : 0);
  else if (g_str_equal (period, "месяца"))
    *day = end_of_month (next && month == 12 ? year + 1 : year, next ? month % 12 + 1 : month);
  else if (g_str_equal (period, "квартала") && !next)
    *day = end_of_month (year, (month + 2) / 3 * 3);
  else if (g_str_equal (period, "года"))
    *day = end_of_month (next ? year + 1 : year, 12);
  else if (g_str_equal (period, "дня") && !next)
    *day = reader->today;
  else
    return FALSE;
  return *day >= reader->today;
}

static gboolean
take_word (Reader *reader, const char *const *words)
{
  if (!is_one_of (peek (reader, 0), words))
    return FALSE;
  take (reader, 1);
  return TRUE;
}

static const char *const this_words[] = {
  "этого", "этой", "текущего", "текущей", "нынешней", NULL
};
static const char *const next_words[] = { "следующего", "следующей", "будущей", "будущего",
                                          "следующему", "будущему",  NULL };
static const char *const working_words[] = { "рабочей", "рабочего", NULL };

/* Behind "конца": "недели", "следующего месяца", "марта 2026 года". */
static gboolean
read_end (Reader *reader, OsrDay *day)
{
  gboolean next, working;
  int month, year, this_year, of_year, of_month;
  const OsrTextToken *token;

  take_word (reader, this_words);
  next = take_word (reader, next_words);
  working = take_word (reader, working_words);
  token = peek (reader, 0);
  month = osr_reply_dates_get_month (token);
  if (token == NULL)
    return FALSE;
  take (reader, 1);
  if (month == 0)
    return end_of_period (reader, token->word, next, working, day);
  osr_day_to_ymd (reader->today, &this_year, &of_year, &of_month);
  year = take_year (reader);
  *day = end_of_month (year > 0 ? year : month < of_year ? this_year + 1 : this_year, month);
  return *day >= reader->today && (year > 0 || *day - reader->today <= FARTHEST);
}

static gboolean
read_day (Reader *reader, OsrDay *day)
{
  static const char *const ends[] = { "конца", "концу", "окончания", "окончанию", NULL };
  gboolean next;

  if (take_word (reader, ends))
    return read_end (reader, day);
  if (read_month (reader, day) || read_digits (reader, day) || read_named (reader, day))
    return TRUE;
  next = take_word (reader, next_words);
  return read_weekday (reader, next, day);
}

/* "по 15 апреля" sets an end, "по пятницам" none. */
static gboolean
sets_end (Reader *reader)
{
  static const char *const words[] = { "до", "к", "ко", "позднее", "позже", NULL };
  static const char *const through[] = { "по", NULL };

  if (is_one_of (peek (reader, 0), words))
    return TRUE;
  return is_one_of (peek (reader, 0), through) && osr_reply_dates_get_number (peek (reader, 1)) > 0;
}

gboolean
osr_reply_promise_find (const char *text, OsrDay today, OsrReplyPromise *promise)
{
  g_autoptr (OsrTextTokens) tokens = NULL;
  Reader reader = { NULL, text, today, 0, 0 };

  g_return_val_if_fail (text != NULL && promise != NULL, FALSE);

  reader.tokens = tokens = osr_text_tokens_new (text, -1);
  for (guint i = 0; i < osr_text_tokens_get_count (tokens); i++) {
    OsrDay day;

    reader.at = i;
    if (!sets_end (&reader))
      continue;
    reader.at++;
    if (!read_day (&reader, &day))
      continue;
    promise->day = day;
    promise->start = osr_text_tokens_get (tokens, i)->start;
    promise->end = osr_text_tokens_get (tokens, reader.last)->end;
    return TRUE;
  }
  return FALSE;
}
