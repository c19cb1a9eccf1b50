/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other people's data in a reply, and what only looks so. All numbers are made up. */
#include "osr-reply-fixture.h"

static const struct {
  const char *text;
  const char *reason; /* nullable */
  const char *place;
} cases[] = {
  { "соседка, 8 914 123 45 67", "phone", "8 914 123 45 67" },
  { "его +7(914)123-45-67", "phone", "7(914)123-45-67" },
  { "звоните: 89141234567", "phone", "89141234567" },
  { "мобильный 914 123-45-67", "phone", "914 123-45-67" },
  { "домашний телефон соседа 8 (4162) 23-45-67", "phone", "8 (4162) 23-45-67" },
  { "в доме 12 8 914 123 45 67", "phone", "8 914 123 45 67" },
  { "приёмная 8 (4162) 23-45-67", NULL, NULL },
  { "горячая линия 8-800-200-30-40", NULL, NULL },
  { "диспетчерская: 8-914-123-45-67", NULL, NULL },
  { "договор 89141234567890", NULL, NULL },
  { "счёт 40702810900000000001", NULL, NULL },
  { "паспорт 1008 123456", "passport", "1008 123456" },
  { "паспорт серия 1008 номер 123456", "passport", "1008 номер 123456" },
  { "паспорт серии 10 08 123456", "passport", "10 08 123456" },
  { "паспорт дома № 12", NULL, NULL },
  { "2026 123456 рублей", NULL, NULL },
  { "112-233-445 95", "snils", "112-233-445 95" },
  { "112 233 445 95", "snils", "112 233 445 95" },
  { "СНИЛС 11223344595", "snils", "11223344595" },
  { "СНИЛС 087-654-303 00", "snils", "087-654-303 00" },
  { "112-233-445 96", NULL, NULL },
  { "11223344595", NULL, NULL },
  { "000-000-001 01", NULL, NULL },
  { "ул. Ленина, д. 5, кв. 12", "flat", "ул. Ленина, д. 5, кв. 12" },
  { "дом 5, квартира 12", "flat", "дом 5, квартира 12" },
  { "ул. Ленина, д. 5", NULL, NULL },
  { "на улице Мира отремонтируют 50 кв. м тротуара", NULL, NULL },
  { "квартира 12", NULL, NULL },
};

static gboolean
is_right (const char *text, GPtrArray *findings, const char *reason, const char *place)
{
  for (guint i = 0; i < findings->len; i++) {
    const OsrReplyFinding *finding = findings->pdata[i];
    g_autofree char *words = g_strndup (text + finding->start, finding->end - finding->start);

    if (!g_str_equal (finding->check, "personal-data"))
      continue;
    if (reason == NULL || !g_str_equal (finding->reason, reason) || !g_str_equal (words, place)) {
      g_test_message ("%s: %s “%s”", text, finding->reason, words);
      return FALSE;
    }
    return TRUE;
  }
  return reason == NULL;
}

static void
test_all (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) findings = reply_fixture_find (cases[i].text, NULL);

    g_test_message ("%s", cases[i].text);
    g_assert_true (is_right (cases[i].text, findings, cases[i].reason, cases[i].place));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/reply-privacy/all", test_all);
  return g_test_run ();
}
