/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of accounts for the official sites (the sites themselves are not ours): whose accounts stand
 * in it, in which order, and that nothing in a name can break the page or the table. */
#include "report/osr-account-links.h"

#include <locale.h>
#include <string.h>

#include "osr-office-fixture.h"

static void
set_up (Office *office, const char *type, JsonObject *members)
{
  g_autoptr (JsonObject) owned = members;
  g_autoptr (OsrEvent) event = osr_event_new (type, 0, owned, NULL);

  osr_registry_apply (office->registry, event);
}

/* An office of @regulation in which a body and the office itself have public links. */
static void
open_office (Office *office, const char *regulation)
{
  office_open (office, regulation);
  set_up (office, "account-set",
          members_of ("account", "zhkh-vk", "network", "vk", "owner", "2", "body", "zhkh", "name",
                      "Water & \"heat\", <b>all</b>", "public_link", "https://vk.com/a?b=1&c=2",
                      NULL));
  set_up (office, "account-set",
          members_of ("account", "gov", "network", "vk", "owner", "1", "name", "The Government",
                      "public_link", "https://vk.com/gov", NULL));
  set_up (office, "account-set",
          members_of ("account", "quiet", "network", "ok", "owner", "3", "name", "Quiet", NULL));
}

static void
test_text (gconstpointer regulation)
{
  Office office = { 0 };
  g_autofree char *text = NULL;
  const char *first, *second;

  open_office (&office, regulation);
  text = osr_account_links_write (office.registry, OSR_ACCOUNT_LINKS_TEXT);
  first = strstr (text, "https://vk.com/gov");
  second = strstr (text, "https://vk.com/a?b=1&c=2");
  g_assert_nonnull (first);
  g_assert_true (second > first);
  g_assert_null (strstr (text, "Quiet"));
  office_close (&office);
}

static void
test_html (void)
{
  Office office = { 0 };
  g_autofree char *text = NULL;

  open_office (&office, "amur");
  text = osr_account_links_write (office.registry, OSR_ACCOUNT_LINKS_HTML);
  g_assert_nonnull (strstr (text, "<a href=\"https://vk.com/a?b=1&amp;c=2\">Water &amp; "));
  g_assert_null (strstr (text, "<b>"));
  office_close (&office);
}

static void
test_csv (void)
{
  Office office = { 0 };
  g_autofree char *text = NULL;
  OsrAccountLinksFormat format;

  g_assert_true (osr_account_links_format_from_nick ("csv", &format));
  g_assert_false (osr_account_links_format_from_nick ("pdf", &format));
  open_office (&office, "amur");
  text = osr_account_links_write (office.registry, format);
  g_assert_true (g_str_has_prefix (text, "\"body\",\"network\",\"name\",\"link\"\r\n"));
  g_assert_nonnull (strstr (text, "\"Water & \"\"heat\"\", <b>all</b>\""));
  office_close (&office);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/clauses/amur/5/links", "amur", test_text);
  g_test_add_data_func ("/clauses/leningrad/5/links", "leningrad", test_text);
  g_test_add_data_func ("/clauses/pervomaysky/4/links", "pervomaysky", test_text);
  g_test_add_func ("/report/account-links/html", test_html);
  g_test_add_func ("/report/account-links/csv", test_csv);
  return g_test_run ();
}
