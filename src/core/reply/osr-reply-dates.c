/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at each word with its neighbours; knows no calendar beyond lengths of months. */
#include "core/reply/osr-reply-dates.h"

#include <string.h>

#define MAY 5

/* All but May. */
static const char *const months[] = { "январ",  "феврал",  "март",   "апрел", "июн",   "июл",
                                      "август", "сентябр", "октябр", "ноябр", "декабр" };

static const char *const may[] = { "май", "мая", "мае", "маю" };

static const char *const month_endings[] = { "", "а", "е", "ь", "я", "ю", "у" };

static const char *const days[] = { "сегодня",      "завтра",       "послезавтра", "понедельник",
                                    "понедельника", "понедельнику", "вторник",     "вторника",
                                    "вторнику",     "среду",        "четверг",     "четверга",
                                    "четвергу",     "пятницу",      "пятницы",     "пятнице",
                                    "субботу",      "субботы",      "субботе",     "воскресенье",
                                    "воскресенья",  "воскресенью" };

static const char *const units[] = { "день",   "дня",    "дней",   "час",     "часа",   "часов",
                                     "неделю", "недели", "недель", "месяц",   "месяца", "месяцев",
                                     "сутки",  "суток",  "минут",  "квартал", "год",    "года" };

static const char *const periods[] = { "недели", "месяца", "года",  "квартала", "дня",
                                       "лета",   "зимы",   "весны", "осени",    "сезона" };

static gboolean
is_one_of (const char *word, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    if (strcmp (word, words[i]) == 0)
      return TRUE;
  }
  return FALSE;
}

static const OsrTextToken *
get (OsrTextTokens *tokens, gint64 index)
{
  return index >= 0 && index < osr_text_tokens_get_count (tokens)
             ? osr_text_tokens_get (tokens, (guint) index)
             : NULL;
}

static gboolean
is_word (OsrTextTokens *tokens, gint64 index, const char *word)
{
  const OsrTextToken *token = get (tokens, index);

  return token != NULL && strcmp (token->word, word) == 0;
}

int
osr_reply_dates_get_month (const OsrTextToken *token)
{
  if (token == NULL)
    return 0;
  if (is_one_of (token->word, may, G_N_ELEMENTS (may)))
    return MAY;
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++) {
    gsize length = strlen (months[i]);

    if (strncmp (token->word, months[i], length) == 0 &&
        is_one_of (token->word + length, month_endings, G_N_ELEMENTS (month_endings)))
      return (int) i + (i + 1 < MAY ? 1 : 2);
  }
  return 0;
}

static gboolean
is_month (const OsrTextToken *token)
{
  return osr_reply_dates_get_month (token) > 0;
}

int
osr_reply_dates_get_number (const OsrTextToken *token)
{
  int number = 0;

  if (token == NULL || token->word_length > 4)
    return -1;
  for (const char *p = token->word; *p != '\0'; p++) {
    if (!g_ascii_isdigit (*p))
      return -1;
    number = number * 10 + (*p - '0');
  }
  return number;
}

/* The one character between two words, 0 for more. */
static char
between (const OsrTextToken *first, const OsrTextToken *second, const char *text)
{
  return second != NULL && second->start == first->end + 1 ? text[first->end] : '\0';
}

/* "12.03.2026", "12.03", "12/03", "2026-03-12"; "в 10.05" is an hour. */
static gboolean
is_written_in_digits (OsrTextTokens *tokens, guint i, const char *text)
{
  const OsrTextToken *first = get (tokens, i), *second = get (tokens, i + 1);
  const OsrTextToken *third = get (tokens, i + 2);
  int a = osr_reply_dates_get_number (first), b = osr_reply_dates_get_number (second),
      c = osr_reply_dates_get_number (third);
  char sign = between (first, second, text);
  gboolean whole = sign != '\0' && c > 0 && between (second, third, text) == sign;

  if (sign == '-' && whole)
    return a > 2000 && b >= 1 && b <= 12 && c >= 1 && c <= 31;
  if (sign != '.' && sign != '/')
    return FALSE;
  if (a < 1 || a > 31 || b < 1 || b > 12 || second->word_length != 2)
    return FALSE;
  return whole || (!is_word (tokens, (gint64) i - 1, "в") && first->word_length <= 2);
}

static gboolean
is_of_the_past (OsrTextTokens *tokens, guint i)
{
  return is_word (tokens, (gint64) i - 1, "от");
}

static gboolean
names_day (OsrTextTokens *tokens, guint i, const char *text)
{
  const OsrTextToken *token = get (tokens, i), *next = get (tokens, i + 1);
  int number = osr_reply_dates_get_number (token);

  if (is_one_of (token->word, days, G_N_ELEMENTS (days)))
    return TRUE;
  if (number >= 1 && number <= 31 && is_month (next))
    return !is_of_the_past (tokens, i);
  if (number >= 0 && is_written_in_digits (tokens, i, text))
    return !is_of_the_past (tokens, i);
  if (strcmp (token->word, "конца") == 0 || strcmp (token->word, "концу") == 0)
    return next != NULL &&
           (is_month (next) || is_one_of (next->word, periods, G_N_ELEMENTS (periods)));
  return FALSE;
}

static gboolean
names_span (OsrTextTokens *tokens, guint i)
{
  const OsrTextToken *token = get (tokens, i);

  if (is_month (token))
    return TRUE;
  if (strcmp (token->word, "через") != 0 && strcmp (token->word, "течение") != 0 &&
      strcmp (token->word, "позднее") != 0 && strcmp (token->word, "квартале") != 0)
    return FALSE;
  for (guint next = i + 1; next <= i + 3; next++) {
    const OsrTextToken *unit = get (tokens, next);

    if (unit != NULL && is_one_of (unit->word, units, G_N_ELEMENTS (units)))
      return TRUE;
  }
  return FALSE;
}

OsrReplyDate
osr_reply_dates_find (OsrTextTokens *tokens, const char *text)
{
  OsrReplyDate found = OSR_REPLY_NO_DATE;

  for (guint i = 0; i < osr_text_tokens_get_count (tokens) && found < OSR_REPLY_DAY; i++) {
    if (names_day (tokens, i, text))
      found = OSR_REPLY_DAY;
    else if (found == OSR_REPLY_NO_DATE && names_span (tokens, i) &&
             (i == 0 || !is_of_the_past (tokens, i - 1)))
      found = OSR_REPLY_SPAN;
  }
  return found;
}
