/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a notification says and when it is sent: to an application that keeps what it is given. */
#include "app/frame/osr-event-notifier.h"
#include "app/frame/osr-notifier.h"

#include <locale.h>

#include "app/osr-installation.h"
#include "osr-app-cases.h"

static OsrWarned
warned_of (const char *number)
{
  OsrWarned warned = { .case_id = (char *) "c1", .number = (char *) number, .timer = "submit" };

  warned.name.en = (char *) "draft";
  warned.name.ru = (char *) "проект";
  warned.at = osr_instant_parse ("2026-03-06T10:12:00Z");
  warned.due = warned.at + 48 * OSR_MINUTE;
  warned.left = 48 * OSR_MINUTE;
  return warned;
}

static void
test_words (void)
{
  OsrWarned numbered = warned_of ("2026-000123");
  OsrWarned bare = warned_of (NULL);
  g_autofree char *title = osr_notifier_title (&numbered);
  g_autofree char *body = osr_notifier_body (&numbered);
  g_autofree char *short_body = osr_notifier_body (&bare);

  g_assert_cmpstr (title, ==, "draft: 48 min left");
  g_assert_cmpstr (body, ==, "2026-000123, due today 11:00");
  g_assert_cmpstr (short_body, ==, "due today 11:00");
}

/* Sends to nobody: what is told of the setting is whether the notifier asks for it. */
static void
test_setting (void)
{
  g_autoptr (GApplication) application =
      g_application_new ("org.region.OpenSources.Test", G_APPLICATION_NON_UNIQUE);
  g_autoptr (OsrWorkplace) workplace = osr_workplace_new ();
  g_autoptr (GSettings) settings = osr_installation_new_settings (FALSE);
  g_autoptr (OsrNotifier) notifier = NULL;
  OsrWarned warned = warned_of (NULL);

  if (settings == NULL) {
    g_test_skip ("the schema of the settings is not compiled here");
    return;
  }
  notifier = osr_notifier_new (application, workplace, settings);
  g_settings_set_boolean (settings, "notify", FALSE);
  g_signal_emit_by_name (workplace, "warned", &warned);
  g_assert_cmpuint (osr_notifier_count_sent (notifier), ==, 0);
  g_settings_set_boolean (settings, "notify", TRUE);
  g_signal_emit_by_name (workplace, "warned", &warned);
  g_signal_emit_by_name (workplace, "warned", &warned);
  g_assert_cmpuint (osr_notifier_count_sent (notifier), ==, 1);
  g_object_notify (G_OBJECT (workplace), "replica");
  g_assert_cmpuint (osr_notifier_count_sent (notifier), ==, 0);
}

#define AT    "2026-03-06T10:00:00+09:00"
#define LATER "2026-03-06T10:30:00+09:00"

/* What happens is told to whom the regulation names, and to whoever stands in for them; what had
 * happened before they sat down, and what was told already, is not. */
static void
test_events (gconstpointer person)
{
  g_autoptr (GApplication) application =
      g_application_new ("org.region.OpenSources.Test", G_APPLICATION_NON_UNIQUE);
  g_autoptr (Desk) desk = desk_new (AT);
  g_autoptr (OsrWorkplace) workplace = osr_workplace_new ();
  g_autoptr (OsrEventNotifier) notifier = NULL;
  const gboolean substitute = g_str_equal (person, "boris");
  OsrReplica *replica;

  desk_adopt (desk, "buryatia");
  desk_happen (desk, 0, AT, "olga substitution-set",
               "{'id':'s','absent':'anna','substitute':'boris','ground':'leave',"
               "'from':1772755200000000,'to':1772928000000000}",
               NULL);
  g_assert_true (osr_log_tend_substitutions (desk->log, NULL, NULL));
  desk_route (desk, 1, AT, "zhkh");
  desk_route (desk, 2, LATER, "zhkh");
  desk_at (desk, LATER);
  replica = desk_open (desk, person);
  notifier = osr_event_notifier_new (application, workplace, NULL);
  osr_workplace_set_replica (workplace, replica);
  g_signal_emit_by_name (replica, "case-changed", desk_case (1));
  g_assert_cmpuint (osr_event_notifier_count_sent (notifier), ==, 0);
  g_signal_emit_by_name (replica, "case-changed", desk_case (2));
  g_signal_emit_by_name (replica, "case-changed", desk_case (2));
  g_assert_cmpuint (osr_event_notifier_count_sent (notifier), ==,
                    g_str_equal (person, "olga") ? 0 : 1);
  if (osr_event_notifier_get_last (notifier) != NULL)
    g_assert_cmpint (strstr (osr_event_notifier_get_last (notifier), "you stand in for") != NULL,
                     ==, substitute);
  osr_workplace_set_replica (workplace, NULL);
  osr_replica_close (replica);
  g_object_unref (replica);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/notifier/words", test_words);
  g_test_add_func ("/app/notifier/setting", test_setting);
  g_test_add_data_func ("/app/notifier/events/executor", "anna", test_events);
  g_test_add_data_func ("/app/notifier/events/substitute", "boris", test_events);
  g_test_add_data_func ("/app/notifier/events/who-did-it", "olga", test_events);
  return g_test_run ();
}
