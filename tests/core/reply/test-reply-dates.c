/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words name a day. */
#include "core/reply/osr-reply-dates.h"

static const struct {
  const char *text;
  OsrReplyDate date;
} cases[] = {
  { "Ответим 12 марта.", OSR_REPLY_DAY },
  { "до 12.03.2026", OSR_REPLY_DAY },
  { "к 1.06", OSR_REPLY_DAY },
  { "до 12/03", OSR_REPLY_DAY },
  { "2026-03-12", OSR_REPLY_DAY },
  { "в пятницу", OSR_REPLY_DAY },
  { "завтра утром", OSR_REPLY_DAY },
  { "до конца недели", OSR_REPLY_DAY },
  { "в конце мая и до конца июня", OSR_REPLY_DAY },
  { "9 мая", OSR_REPLY_DAY },
  { "в марте", OSR_REPLY_SPAN },
  { "через 3 дня", OSR_REPLY_SPAN },
  { "в течение семи рабочих дней", OSR_REPLY_SPAN },
  { "в ближайшее время", OSR_REPLY_NO_DATE },
  { "маршрут 12 мартышек", OSR_REPLY_NO_DATE },
  { "дом 5, квартира 12", OSR_REPLY_NO_DATE },
  { "автобус в 10.05", OSR_REPLY_NO_DATE },
  { "40 мая", OSR_REPLY_SPAN },
  { "45.03.2026", OSR_REPLY_NO_DATE },
  { "ваше сообщение от 5 марта", OSR_REPLY_NO_DATE },
  { "письмо от 05.03.2026", OSR_REPLY_NO_DATE },
  { "окружающая среда", OSR_REPLY_NO_DATE },
  { "", OSR_REPLY_NO_DATE },
};

static void
test_dates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (OsrTextTokens) tokens = osr_text_tokens_new (cases[i].text, -1);

    g_test_message ("%s", cases[i].text);
    g_assert_cmpint (osr_reply_dates_find (tokens, cases[i].text), ==, cases[i].date);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/reply-dates/all", test_dates);
  return g_test_run ();
}
