/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an account is read, in words: an administrator learns since when, why, and what to do. */
#include "report/osr-account-health-text.h"

#include <locale.h>

#include "osr-office-fixture.h"

#define NINE (OSR_HOUR * 24 * 20000 + OSR_HOUR * 9)
#define TEN  (NINE + OSR_HOUR)

static char *
say (const OsrAccountHealth *health)
{
  Office office = { 0 };
  OsrZone *zone;
  char *text;

  office_open (&office, "amur");
  zone = osr_work_time_get_zone (osr_registry_get_work_time (office.registry, NULL));
  text = osr_account_health_text (health, TEN, zone);
  office_close (&office);
  return text;
}

static void
test_read (void)
{
  OsrAccountHealth health = { TRUE, NINE, 0, NULL, NULL, -1 };
  g_autofree char *text = say (&health);
  g_autofree char *counted = NULL;

  g_assert_true (g_str_has_prefix (text, "Read today "));
  g_assert_false (osr_account_health_is_ill (&health));
  health.calls_left = 41;
  counted = say (&health);
  g_assert_true (g_str_has_suffix (counted, "The network allows 41 more calls today."));
}

static void
test_failing (void)
{
  OsrAccountHealth health = { TRUE, NINE, 3, "auth", "User authorization failed", -1 };
  g_autofree char *text = say (&health);
  g_autofree char *never = NULL;

  g_assert_true (osr_account_health_is_ill (&health));
  g_assert_true (g_str_has_prefix (text, "Last read today "));
  g_assert_nonnull (strstr (text, "give the account a new one (User authorization failed)."));
  health.read_at = OSR_INSTANT_UNKNOWN;
  never = say (&health);
  g_assert_true (g_str_has_prefix (never, "Could not be read yet: the network refuses the token"));
}

static void
test_paused (void)
{
  OsrAccountHealth health = { FALSE, NINE, 3, "auth", "refused", -1 };
  g_autofree char *text = say (&health);

  g_assert_true (g_str_has_prefix (text, "Paused; last read today "));
  g_assert_false (osr_account_health_is_ill (&health));
}

/* A fault of another program's making still says that something is wrong. */
static void
test_unknown_fault (void)
{
  OsrAccountHealth health = { TRUE, OSR_INSTANT_UNKNOWN, 1, "no-such-code", NULL, -1 };
  g_autofree char *text = say (&health);

  g_assert_cmpstr (text, ==, "Could not be read yet: what was read could not be kept.");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/account-health/read", test_read);
  g_test_add_func ("/report/account-health/failing", test_failing);
  g_test_add_func ("/report/account-health/paused", test_paused);
  g_test_add_func ("/report/account-health/unknown-fault", test_unknown_fault);
  return g_test_run ();
}
