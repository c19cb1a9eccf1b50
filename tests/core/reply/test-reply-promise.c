/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Until which day a reply promises something. Told on Thursday, 12 March 2026. */
#include "core/reply/osr-reply-promise.h"

#define TODAY "2026-03-12"

static const struct {
  const char *text;
  const char *day; /* NULL: none */
  const char *words;
} cases[] = {
  { "Яму засыплют до 1 апреля.", "2026-04-01", "до 1 апреля" },
  { "Работы завершат до 1-го апреля 2026 года, спасибо.", "2026-04-01",
    "до 1-го апреля 2026 года" },
  { "Срок до 01.04.2026.", "2026-04-01", "до 01.04.2026" },
  { "Срок до 01.04.26.", "2026-04-01", "до 01.04.26" },
  { "Сделаем до 1.04", "2026-04-01", "до 1.04" },
  { "не позднее 2026-04-01", "2026-04-01", "позднее 2026-04-01" },
  { "К 15 мая двор уберут.", "2026-05-15", "К 15 мая" },
  { "с 1 по 15 апреля", "2026-04-15", "по 15 апреля" },
  { "до конца недели", "2026-03-15", "до конца недели" },
  { "до конца рабочей недели", "2026-03-13", "до конца рабочей недели" },
  { "до конца следующей недели", "2026-03-22", "до конца следующей недели" },
  { "к концу недели", "2026-03-15", "к концу недели" },
  { "До конца месяца отремонтируем.", "2026-03-31", "До конца месяца" },
  { "до конца текущего месяца", "2026-03-31", "до конца текущего месяца" },
  { "до конца следующего месяца", "2026-04-30", "до конца следующего месяца" },
  { "до конца марта", "2026-03-31", "до конца марта" },
  { "до конца февраля", NULL, NULL },
  { "до конца мая 2027 года", "2027-05-31", "до конца мая 2027 года" },
  { "до конца квартала", "2026-03-31", "до конца квартала" },
  { "до конца года", "2026-12-31", "до конца года" },
  { "до конца дня", "2026-03-12", "до конца дня" },
  { "до пятницы", "2026-03-13", "до пятницы" },
  { "к понедельнику", "2026-03-16", "к понедельнику" },
  { "до следующего вторника", "2026-03-17", "до следующего вторника" },
  { "до четверга", "2026-03-19", "до четверга" },
  { "до завтра", "2026-03-13", "до завтра" },
  { "до 12 марта", "2026-03-12", "до 12 марта" },
  /* a year turns */
  { "до 10 января", NULL, NULL },
  { "до 20 декабря", "2026-12-20", "до 20 декабря" },
  /* the past, and what is no day */
  { "Отопления не было до 11 марта.", NULL, NULL },
  { "до 01.03.2026", NULL, NULL },
  { "до 18.00", NULL, NULL },
  { "до 10.05 часов", NULL, NULL },
  { "до 31 апреля", NULL, NULL },
  { "до 40 мая", NULL, NULL },
  { "Горячая линия работает до 18 часов", NULL, NULL },
  { "до дома 5, к подъезду 2", NULL, NULL },
  { "обратитесь к врачу, до свидания", NULL, NULL },
  { "по пятницам и по 2 раза", NULL, NULL },
  { "1 апреля", NULL, NULL },
  { "до конца", NULL, NULL },
  { "до", NULL, NULL },
  { "до 1", NULL, NULL },
  { "", NULL, NULL },
  /* the first that holds */
  { "Простоит до 1 марта; уберут до 2 апреля, а к 1 мая покрасят.", "2026-04-02", "до 2 апреля" },
};

static void
test_promises (void)
{
  OsrDay today;

  g_assert_true (osr_day_parse (TODAY, &today));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    OsrReplyPromise promise;
    OsrDay day;
    g_autofree char *words = NULL;

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (osr_reply_promise_find (cases[i].text, today, &promise), ==,
                     cases[i].day != NULL);
    if (cases[i].day == NULL)
      continue;
    g_assert_true (osr_day_parse (cases[i].day, &day));
    g_assert_cmpint (promise.day, ==, day);
    words = g_strndup (cases[i].text + promise.start, promise.end - promise.start);
    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

/* At the turn of the year the next one is meant. */
static void
test_turn_of_year (void)
{
  OsrReplyPromise promise;
  OsrDay today, day;

  g_assert_true (osr_day_parse ("2026-12-30", &today));
  g_assert_true (osr_day_parse ("2027-01-10", &day));
  g_assert_true (osr_reply_promise_find ("до 10 января", today, &promise));
  g_assert_cmpint (promise.day, ==, day);
  g_assert_true (osr_reply_promise_find ("до конца следующего месяца", today, &promise));
  g_assert_true (osr_day_parse ("2027-01-31", &day));
  g_assert_cmpint (promise.day, ==, day);
}

/* Whatever the bytes are, what is found lies inside. */
static void
test_any_bytes (void)
{
  static const char *const pieces[] = { "до ", "1",    " апреля", "\xff", "конца ", ".",      "-",
                                        "04",  "2026", "недели",  " к ",  "\n",     "пятнице" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260312);
  OsrDay today;

  g_assert_true (osr_day_parse (TODAY, &today));
  for (guint i = 0; i < 2000; i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    OsrReplyPromise promise;

    for (guint n = 0; n < 12; n++)
      g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
    if (!osr_reply_promise_find (text->str, today, &promise))
      continue;
    g_assert_cmpint (promise.day, >=, today);
    g_assert_cmpuint (promise.start, <, promise.end);
    g_assert_cmpuint (promise.end, <=, text->len);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/reply-promise/days", test_promises);
  g_test_add_func ("/core/reply-promise/turn-of-year", test_turn_of_year);
  g_test_add_func ("/core/reply-promise/any-bytes", test_any_bytes);
  return g_test_run ();
}
