/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each text asks of a reply, found with the clause that asks it. */
#include "osr-reply-fixture.h"

#define GAP "Добрый день, Анна! Двор на улице Ленина уберут [дата]."
#define LAW                                                                                        \
  "Добрый день, Анна! Ваше обращение рассмотрено в соответствии с Федеральным законом № 59-ФЗ."
#define BARE  "Двор на улице Ленина уберут завтра, 7 марта."
#define ASKED "Добрый день, Анна! Двор на улице Ленина уберут завтра, 7 марта."

#define AGAIN "repeat-says-what-was-done"
#define THANKS                                                                                     \
  "Здравствуйте, Анна! Мы помним о вашей просьбе, спасибо за неравнодушие и внимание к району."

typedef struct {
  const char *profile;
  const char *clause; /* nullable: the text asks for no such thing */
  const char *cited;  /* nullable: as the finding cites it, where that is with others */
  const char *check;
  const char *text;
} Row;

static const Row rows[] = {
  { "amur", "18", NULL, "to-the-point", GAP },
  { "leningrad", "9", "9, 11", "to-the-point", GAP },
  { "pervomaysky", "19", NULL, "to-the-point", GAP },
  { "buryatia", "17", NULL, "to-the-point", GAP },
  { "saratov", "15", NULL, "to-the-point", GAP },
  { "amur", "2", NULL, "not-59-fz", LAW },
  { "leningrad", "2", NULL, "not-59-fz", LAW },
  { "pervomaysky", "2", NULL, "not-59-fz", LAW },
  { "leningrad", "11", NULL, "greeting", BARE },
  { "leningrad", "11", NULL, "polite-address",
    "Здравствуйте, Сергей! Надо было раньше думать, снег убрали вчера утром." },
  { "leningrad", "11", NULL, "no-redirection",
    "Здравствуйте, Анна! По этому вопросу обратитесь в управляющую компанию вашего дома." },
  { "leningrad", "11", NULL, "no-off-topic",
    "Здравствуйте, Анна! Яму засыпали вчера. А где вы работаете?" },
  { "leningrad", "11", NULL, "no-stock-phrases",
    "Здравствуйте, Сергей! Работы по уборке двора завершат в кратчайшие сроки." },
  { "leningrad", "11", NULL, "no-officialese",
    "Здравствуйте, Анна! В настоящее время осуществляется вывоз снега с улицы Мира, закончат 5 "
    "марта." },
  { "amur", "17", NULL, AGAIN, THANKS },
  { "leningrad", "8.10", NULL, AGAIN, THANKS },
  { "pervomaysky", "18", NULL, AGAIN, THANKS },
  { "buryatia", "16", NULL, AGAIN, THANKS },
  { "saratov", "14", NULL, AGAIN, THANKS },
};

/* (transfer full): findings; a text that must say what was done answers a repeat message. */
static GPtrArray *
run (const Row *row, const char *text, OsrRegulation *regulation)
{
  const OsrReplyContext context = { .regulation = regulation,
                                    .kind = "final",
                                    .repeat = g_str_equal (row->check, AGAIN) };

  return osr_reply_check_run (reply_fixture_check (), text, -1, &context);
}

/* (nullable): the first finding of @check. */
static const OsrReplyFinding *
find (GPtrArray *findings, const char *check)
{
  for (guint i = 0; i < findings->len; i++) {
    const OsrReplyFinding *finding = findings->pdata[i];

    if (g_str_equal (finding->check, check))
      return finding;
  }
  return NULL;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (OsrRegulation) regulation = reply_fixture_regulation (row->profile);
  g_autoptr (GPtrArray) bad = run (row, row->text, regulation);
  g_autoptr (GPtrArray) good = run (row, ASKED, regulation);
  const OsrReplyFinding *finding = find (bad, row->check);

  g_assert_nonnull (finding);
  g_assert_cmpstr (finding->clause, ==, row->cited != NULL ? row->cited : row->clause);
  g_assert_null (find (good, row->check));
}

/* Nothing is claimed of a law that the text does not name. */
static void
test_not_said (gconstpointer profile)
{
  g_autoptr (OsrRegulation) regulation = reply_fixture_regulation (profile);
  g_autoptr (GPtrArray) findings = reply_fixture_find (LAW, regulation);

  g_assert_null (find (findings, "not-59-fz"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strdup_printf ("/clauses/%s/%s/%s", rows[i].profile, rows[i].clause, rows[i].check);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_data_func ("/core/reply/law-not-named/buryatia", "buryatia", test_not_said);
  g_test_add_data_func ("/core/reply/law-not-named/saratov", "saratov", test_not_said);
  return g_test_run ();
}
