/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data of a third person in a reply that everybody reads: telephone, passport, SNILS, an address with
 * the flat. An office's own telephone is told by its code or by the words before it. */
#include "core/reply/osr-reply-reading.h"

#include <string.h>

#define MOST_GROUPS   64 /* groups of digits a number may follow in; more begin anew */
#define WORDS_BEFORE  7
#define ADDRESS_WORDS 10
#define PHONE_DIGITS  11
/* Numbers up to this one have no check digits. */
#define SNILS_UNCHECKED 1001998

/* Digits without anything between, and whether they may be one number with those before. */
typedef struct {
  gsize start;
  gsize end;
  gboolean joined;
} Group;

/* Between groups of one number: a space, a hyphen, brackets. */
static gboolean
joins (const char *text, gsize from, gsize to)
{
  if (to - from > 4 || from == to)
    return FALSE;
  for (gsize i = from; i < to; i++) {
    if (strchr (" -()\xc2\xa0", text[i]) == NULL || text[i] == '\0')
      return FALSE;
  }
  return TRUE;
}

static GArray *
find_groups (const char *text, gsize length)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));
  gsize last = 0;

  for (gsize i = 0; i < length; i++) {
    Group group = { i, i, FALSE };

    if (!g_ascii_isdigit (text[i]))
      continue;
    while (group.end < length && g_ascii_isdigit (text[group.end]))
      group.end++;
    group.joined = groups->len > 0 && joins (text, last, group.start);
    g_array_append_val (groups, group);
    i = last = group.end;
  }
  return groups;
}

/* Groups from @first that have @wanted digits together: the last of them, or -1. */
static int
take_digits (GArray *groups, guint first, gsize wanted)
{
  gsize digits = 0;

  for (guint i = first; i < groups->len && i < first + MOST_GROUPS; i++) {
    const Group *group = &g_array_index (groups, Group, i);

    if (i > first && !group->joined)
      return -1;
    digits += group->end - group->start;
    if (digits >= wanted)
      return digits == wanted ? (int) i : -1;
  }
  return -1;
}

static void
copy_digits (const char *text, GArray *groups, guint first, guint last, char *digits)
{
  for (guint i = first; i <= last; i++) {
    const Group *group = &g_array_index (groups, Group, i);

    memcpy (digits, text + group->start, group->end - group->start);
    digits += group->end - group->start;
  }
  *digits = '\0';
}

/* The word that has byte @offset in it, or the next one. */
static guint
word_at (OsrTextTokens *tokens, gsize offset)
{
  guint low = 0, high = osr_text_tokens_get_count (tokens);

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (osr_text_tokens_get (tokens, middle)->end <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static gboolean
stands_before (OsrReplyReading *self, OsrReplyWord word, gsize offset)
{
  guint at = word_at (self->tokens, offset);

  return at > 0 && osr_reply_reading_find (self, word, at > WORDS_BEFORE ? at - WORDS_BEFORE : 0,
                                           at - 1) != NULL;
}

static gsize
group_length (GArray *groups, guint i)
{
  const Group *group = &g_array_index (groups, Group, i);

  return group->end - group->start;
}

static gboolean
has_lengths (GArray *groups, guint first, const gsize *lengths, guint n)
{
  for (guint i = 0; i < n; i++) {
    if (first + i >= groups->len || group_length (groups, first + i) != lengths[i] ||
        (i > 0 && !g_array_index (groups, Group, first + i).joined))
      return FALSE;
  }
  return first + n >= groups->len || !g_array_index (groups, Group, first + n).joined;
}

/* The sum of digits times place, reduced by 101, is the last two digits. */
static gboolean
is_snils (const char *digits)
{
  guint sum = 0, number = 0, check = (guint) ((digits[9] - '0') * 10 + digits[10] - '0');

  for (guint i = 0; i < 9; i++) {
    sum += (guint) (digits[i] - '0') * (9 - i);
    number = number * 10 + (guint) (digits[i] - '0');
  }
  if (number <= SNILS_UNCHECKED)
    return FALSE;
  return sum % 101 % 100 == check;
}

static gboolean
check_snils (OsrReplyReading *self, GArray *groups, guint first, guint *last)
{
  static const gsize lengths[] = { 3, 3, 3, 2 };
  char digits[PHONE_DIGITS + 1];
  gboolean apart = has_lengths (groups, first, lengths, G_N_ELEMENTS (lengths));
  gsize start = g_array_index (groups, Group, first).start;

  if (!apart && !(group_length (groups, first) == PHONE_DIGITS &&
                  stands_before (self, OSR_REPLY_SNILS, start)))
    return FALSE;
  *last = apart ? first + 3 : first;
  copy_digits (self->text, groups, first, *last, digits);
  if (!is_snils (digits))
    return FALSE;
  osr_reply_reading_add (self, "personal-data", "snils", start,
                         g_array_index (groups, Group, *last).end);
  return TRUE;
}

static gboolean
check_passport (OsrReplyReading *self, GArray *groups, guint first, guint *last)
{
  static const gsize joined[] = { 4, 6 }, apart[] = { 2, 2, 6 };
  gsize start = g_array_index (groups, Group, first).start;
  gboolean named = stands_before (self, OSR_REPLY_PASSPORT, start);
  gboolean spaced = has_lengths (groups, first, apart, G_N_ELEMENTS (apart));
  OsrReplyFinding *finding;
  guint numbers = 0;

  if (named && group_length (groups, first) == 4 && first + 1 < groups->len &&
      group_length (groups, first + 1) == 6)
    numbers = 2; /* "серия 1008 номер 123456" */
  else if (named && group_length (groups, first) == 10)
    numbers = 1;
  else if (spaced || (named && has_lengths (groups, first, joined, G_N_ELEMENTS (joined))))
    numbers = spaced ? 3 : 2;
  if (numbers == 0)
    return FALSE;
  *last = first + numbers - 1;
  finding = osr_reply_reading_add (self, "personal-data", "passport", start,
                                   g_array_index (groups, Group, *last).end);
  finding->unsure = !named;
  return TRUE;
}

/* Mobile numbers are persons', unless the words before say whose; others only when they say so. */
static gboolean
check_phone (OsrReplyReading *self, GArray *groups, guint first, guint *last)
{
  static const gsize mobile_apart[] = { 3, 3, 2, 2 };
  gsize start = g_array_index (groups, Group, first).start;
  int end = take_digits (groups, first, PHONE_DIGITS);
  gboolean private = stands_before (self, OSR_REPLY_PERSON_PHONE, start);
  char digits[PHONE_DIGITS + 1] = "";
  const char *code = digits;

  if (end >= 0) {
    copy_digits (self->text, groups, first, (guint) end, digits);
    if (digits[0] != '7' && digits[0] != '8')
      return FALSE;
    code++;
  } else if (has_lengths (groups, first, mobile_apart, G_N_ELEMENTS (mobile_apart))) {
    end = (int) first + 3;
    copy_digits (self->text, groups, first, (guint) end, digits);
  } else {
    return FALSE;
  }
  *last = (guint) end;
  if (strchr ("3489", *code) == NULL || g_str_has_prefix (code, "800"))
    return TRUE;
  if (private || (*code == '9' && !stands_before (self, OSR_REPLY_OFFICE, start)))
    osr_reply_reading_add (self, "personal-data", "phone", start,
                           g_array_index (groups, Group, *last).end)
        ->unsure = !private;
  return TRUE;
}

static void
check_numbers (OsrReplyReading *self)
{
  g_autoptr (GArray) groups = find_groups (self->text, self->length);

  for (guint i = 0; i < groups->len && self->findings->len < OSR_REPLY_MAX_FINDINGS; i++) {
    guint last = i;

    if (check_snils (self, groups, i, &last) || check_passport (self, groups, i, &last) ||
        check_phone (self, groups, i, &last))
      i = last;
  }
}

/* "ул. Ленина, д. 5, кв. 12"; "кв. м" is no flat. */
static void
check_flats (OsrReplyReading *self)
{
  guint n = osr_text_tokens_get_count (self->tokens);

  for (guint i = 0; i < self->words->len; i++) {
    const OsrPhraseHit *hit = &g_array_index (self->words, OsrPhraseHit, i);
    const OsrPhraseHit *street;

    if (hit->value != OSR_REPLY_FLAT || hit->first == 0 || hit->last + 1 >= n ||
        !g_ascii_isdigit (osr_text_tokens_get (self->tokens, hit->last + 1)->word[0]))
      continue;
    street = osr_reply_reading_find (self, OSR_REPLY_STREET,
                                     hit->first > ADDRESS_WORDS ? hit->first - ADDRESS_WORDS : 0,
                                     hit->first - 1);
    if (street != NULL)
      osr_reply_reading_add_words (self, "personal-data", "flat", street->first, hit->last + 1);
  }
}

void
osr_reply_privacy_check (OsrReplyReading *self)
{
  check_numbers (self);
  check_flats (self);
}
