/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The configuration file: what it sets, and that all its faults are told at once, with their lines. */
#include <glib/gstdio.h>
#include <string.h>

#include "coordinator/osr-attempts.h"
#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-settings.h"
#include "core/message/osr-message-entry.h"
#include "core/osr-json.h"
#include "core/record/osr-form.h"

typedef struct {
  char *path;
  OsrSettings *settings;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  int fd = g_file_open_tmp ("osr-settings-XXXXXX", &f->path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  f->settings = osr_settings_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_unlink (f->path);
  g_free (f->path);
  osr_settings_free (f->settings);
}

static void
write_file (Fixture *f, const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (f->path, text, length, &error);
  g_assert_no_error (error);
}

static void
fill (char **text, gsize length, char with)
{
  g_free (*text);
  *text = g_strnfill (length, with);
}

/* What a person may register the coordinator takes, without anything being set. */
static void
test_longest_message (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrMessageEntry) entry = osr_message_entry_new ();
  g_autoptr (JsonObject) members = NULL;
  g_autoptr (JsonObject) payload = NULL;
  g_autofree char *said = NULL, *kept = NULL, *address = NULL;
  g_autoptr (GStrvBuilder) media = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;

  fill (&entry->text, OSR_FORM_MAX_TEXT_BYTES, '"');
  fill (&entry->context, 64 * 1024, '\x01');
  fill (&entry->author_name, 1024, '"');
  fill (&entry->place, 1024, '"');
  fill (&entry->source, 1024, '"');
  fill (&entry->network, 64, 'a');
  fill (&address, 2000, 'a');
  for (guint i = 0; i < 32; i++)
    g_strv_builder_add (media, address);
  entry->media = g_strv_builder_end (media);
  osr_message_entry_check (entry, &error);
  g_assert_no_error (error);
  members = osr_message_entry_new_members (entry);
  payload = osr_message_entry_new_payload (entry);
  said = osr_json_write_object (members);
  kept = osr_json_write_object (payload);
  g_assert_cmpuint (strlen (said) + strlen (kept) + 4096, <=, f->settings->body_kib * 1024);
}

static void
test_whole (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (f->path);
  g_autofree char *office = g_build_filename (folder, "office", NULL);
  g_autofree char *keys = g_build_filename (folder, "keys", NULL);

  write_file (f,
              "# a comment\n\n[server]\n listen = 127.0.0.1:8080 "
              "\n[office]\ndirectory=office\ncredentials=keys\n"
              "[monitor]\ninterval_seconds=5\nposts=7\nlink_hosts=amur.info  "
              "gov.ru\n[publisher]\nread_back_seconds=61\n"
              "lease_seconds=121\n[limits]\nbody_kib=100\nconnections=10\nrequest_seconds=3\n",
              -1);
  osr_settings_load (f->settings, f->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (f->settings->listen, ==, "127.0.0.1:8080");
  g_assert_cmpstr (f->settings->directory, ==, office);
  g_assert_cmpstr (f->settings->credentials, ==, keys);
  g_assert_cmpuint (f->settings->interval_seconds, ==, 5);
  g_assert_cmpuint (f->settings->posts, ==, 7);
  g_assert_cmpstr (f->settings->link_hosts, ==, "amur.info  gov.ru");
  g_assert_cmpuint (f->settings->read_back_seconds, ==, 61);
  g_assert_cmpuint (f->settings->lease_seconds, ==, 121);
  g_assert_cmpuint (f->settings->body_kib, ==, 100);
  g_assert_cmpuint (f->settings->connections, ==, 10);
  g_assert_cmpuint (f->settings->request_seconds, ==, 3);
}

/* Nothing is followed unless the office says so, and then only names. */
static void
test_link_hosts (Fixture *f, gconstpointer data)
{
  static const char *const faults[] = { "*",     "https://amur.info", "amur.info/news", "10.0.0.1",
                                        ".info", "amur.info,gov.ru",  "Амур.рф" };

  g_assert_null (f->settings->link_hosts);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *text = g_strdup_printf ("[monitor]\nlink_hosts=%s\n", faults[i]);
    g_autoptr (GError) error = NULL;

    write_file (f, text, -1);
    g_assert_false (osr_settings_load (f->settings, f->path, &error));
    g_assert_nonnull (strstr (error->message, "is no name of a host"));
  }
  g_assert_null (f->settings->link_hosts);
}

static void
test_mail (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = g_strconcat (f->path, ".secret", NULL);
  g_autofree char *name = g_path_get_basename (secret);
  g_autofree char *text = g_strdup_printf (
      "[mail]\nhost=mail.region.example\nsecurity=tls\nuser=office\npassword_file=%s\n"
      "from=post@region.example\nlanguage=en\ncitizens_words=yes\nattempts=3\n",
      name);

  g_assert_null (f->settings->mail.host);
  g_assert_cmpuint (osr_mail_settings_get_port (&f->settings->mail), ==, 587);
  g_file_set_contents_full (secret, "x", 1, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
  write_file (f, text, -1);
  osr_settings_load (f->settings, f->path, &error);
  g_unlink (secret);
  g_assert_no_error (error);
  g_assert_cmpstr (f->settings->mail.host, ==, "mail.region.example");
  g_assert_cmpstr (f->settings->mail.password_file, ==, secret);
  g_assert_cmpstr (f->settings->mail.citizens_words, ==, "yes");
  g_assert_cmpuint (f->settings->mail.attempts, ==, 3);
  g_assert_cmpuint (osr_mail_settings_get_port (&f->settings->mail), ==, 465);
}

/* Each by itself, since what is wrong together is told once the rest is right. */
static void
test_mail_faults (Fixture *f, gconstpointer data)
{
  static const char *const faults[][2] = {
    { "host=mail/x\nfrom=a@b.example", ":2: host: \"mail/x\" is no name" },
    { "host=a:25\nfrom=a@b.example", ":2: host: \"a:25\" is no name" },
    { "host=a.example", ":2: [mail] has a host and no from" },
    { "host=a.example\nfrom=nobody", ":3: from: \"nobody\" is no address" },
    { "host=a.example\nfrom=a@b.example\nsecurity=ssl",
      ":4: security must be one of starttls, tls, none, not \"ssl\"" },
    { "host=a.example\nfrom=a@b.example\nsecurity=none",
      ":4: security=none is for a server on this machine alone" },
    { "host=a.example\nuser=x\nfrom=a@b.example", ":3: user and password_file go together" },
    { "password_file=/nowhere/at/all", ":2: password_file: " },
    { "ca=/nowhere/at/all", ":2: ca: " },
    { "citizens_words=maybe", ":2: citizens_words must be one of yes, no" },
    { "port=0", ":2: port must be a whole number from 1 to 65535" },
    { "attempts=0", ":2: attempts must be" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = g_strdup_printf ("[mail]\n%s\n", faults[i][0]);

    write_file (f, text, -1);
    g_assert_false (osr_settings_load (f->settings, f->path, &error));
    g_assert_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_CONFIG);
    if (strstr (error->message, faults[i][1]) == NULL)
      g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, faults[i][1]));
    g_assert_null (f->settings->mail.host);
  }
}

/* A password that everybody on the machine can read. */
static void
test_mail_secret (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = g_strconcat (f->path, ".secret", NULL);
  g_autofree char *text = g_strdup_printf ("[mail]\npassword_file=%s\n", secret);

  g_file_set_contents (secret, "x", 1, NULL);
  g_assert_cmpint (g_chmod (secret, 0644), ==, 0);
  write_file (f, text, -1);
  g_assert_false (osr_settings_load (f->settings, f->path, &error));
  g_unlink (secret);
  g_assert_nonnull (strstr (error->message, ":2: password_file: everybody can read"));
}

static void
test_all_faults (Fixture *f, gconstpointer data)
{
  static const char *const expected[] = {
    ":1: port stands in no group",
    ":3: \"localhost\" is not",
    ":4: there is no key color in [server]",
    ":5: neither [group] nor key=value",
    ":6: there is no group [moniter]",
    ":9: interval_seconds must be a whole number from 1 to 3600, not \"often\"",
    ":10: posts must be a whole number from 1 to 100, not \"101\"",
    ":11: posts is set again, first in line 10",
    ":12: the group's name does not end with ]",
    NULL,
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  write_file (f,
              "port=1\n[server]\nlisten=localhost\ncolor=red\nnonsense\n[moniter]\nposts=3\n"
              "[monitor]\ninterval_seconds=often\nposts=101\nposts=5\n[limits\n",
              -1);
  g_assert_false (osr_settings_load (f->settings, f->path, &error));
  g_assert_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_CONFIG);
  lines = g_strsplit (error->message, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, G_N_ELEMENTS (expected) - 1);
  for (guint i = 0; expected[i] != NULL; i++) {
    g_assert_true (g_str_has_prefix (lines[i], f->path));
    g_test_message ("%s", lines[i]);
    if (i != 1)
      g_assert_nonnull (strstr (lines[i], expected[i]));
    else
      g_assert_nonnull (strstr (lines[i], ":3: listen: \"localhost\" is not"));
  }
  /* nothing of a file with faults is in force */
  g_assert_cmpuint (f->settings->posts, ==, 20);
}

static void
test_not_text (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  write_file (f, "[server]\nlisten=\xff\xfe\n", -1);
  g_assert_false (osr_settings_load (f->settings, f->path, &error));
  g_assert_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_CONFIG);
}

static void
test_absent (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_unlink (f->path);
  g_assert_false (osr_settings_load (f->settings, f->path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_listen (void)
{
  static const char *const good[] = { "127.0.0.1:0", "0.0.0.0:443", "[::1]:8080", "unix:/run/x" };
  static const char *const bad[] = { "",          "8080",        "localhost:80",
                                     "127.0.0.1", "127.0.0.1:x", "127.0.0.1:65536",
                                     "unix:x",    "unix:",       "[::1]" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GSocketAddress) address = osr_settings_parse_listen (good[i], &error);

    g_assert_no_error (error);
    g_assert_nonnull (address);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (osr_settings_parse_listen (bad[i], &error));
    g_assert_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_CONFIG);
  }
}

static void
test_attempts (void)
{
  g_autoptr (OsrAttempts) attempts = osr_attempts_new ();
  const gint64 second = G_USEC_PER_SEC;
  gint64 now = 10 * second;
  gint64 before = 0;

  for (guint i = 0; i < OSR_ATTEMPTS_FREE_LOGIN; i++) {
    g_assert_cmpint (osr_attempts_get_wait (attempts, "a", OSR_ATTEMPTS_FREE_LOGIN, now), ==, 0);
    osr_attempts_began (attempts, "a", now);
  }
  for (guint i = 0; i < 20; i++) {
    gint64 wait = osr_attempts_get_wait (attempts, "a", OSR_ATTEMPTS_FREE_LOGIN, now);

    g_assert_cmpint (wait, >=, before);
    g_assert_cmpint (wait, >, 0);
    g_assert_cmpint (wait, <=, 15 * 60 * second);
    g_assert_cmpint (osr_attempts_get_wait (attempts, "a", OSR_ATTEMPTS_FREE_LOGIN, now + wait), ==,
                     0);
    before = wait;
    osr_attempts_began (attempts, "a", now);
  }
  g_assert_cmpint (osr_attempts_get_wait (attempts, "b", OSR_ATTEMPTS_FREE_LOGIN, now), ==, 0);
  for (guint i = 0; i < OSR_ATTEMPTS_FREE_CLIENT; i++) {
    osr_attempts_began (attempts, "c", now);
    osr_attempts_take_back (attempts, "c");
  }
  g_assert_cmpint (osr_attempts_get_wait (attempts, "c", 1, now), ==, 0);
  osr_attempts_forget (attempts, "a");
  g_assert_cmpint (osr_attempts_get_wait (attempts, "a", OSR_ATTEMPTS_FREE_LOGIN, now), ==, 0);
}

static void
test_attempts_bounded (void)
{
  g_autoptr (OsrAttempts) attempts = osr_attempts_new ();

  for (guint i = 0; i < 10000; i++) {
    g_autofree char *key = g_strdup_printf ("login:%u", i);

    for (guint n = 0; n < OSR_ATTEMPTS_FREE_LOGIN; n++)
      osr_attempts_began (attempts, key, 1000 + i);
  }
  g_assert_cmpint (osr_attempts_get_wait (attempts, "login:0", OSR_ATTEMPTS_FREE_LOGIN, 20000), ==,
                   0);
  g_assert_cmpint (osr_attempts_get_wait (attempts, "login:9999", OSR_ATTEMPTS_FREE_LOGIN, 20000),
                   >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/coordinator/settings/whole", Fixture, NULL, set_up, test_whole, tear_down);
  g_test_add ("/coordinator/settings/longest-message", Fixture, NULL, set_up, test_longest_message,
              tear_down);
  g_test_add ("/coordinator/settings/all-faults", Fixture, NULL, set_up, test_all_faults,
              tear_down);
  g_test_add ("/coordinator/settings/link-hosts-are-names", Fixture, NULL, set_up, test_link_hosts,
              tear_down);
  g_test_add ("/coordinator/settings/mail", Fixture, NULL, set_up, test_mail, tear_down);
  g_test_add ("/coordinator/settings/mail-faults", Fixture, NULL, set_up, test_mail_faults,
              tear_down);
  g_test_add ("/coordinator/settings/mail-secret", Fixture, NULL, set_up, test_mail_secret,
              tear_down);
  g_test_add ("/coordinator/settings/not-text", Fixture, NULL, set_up, test_not_text, tear_down);
  g_test_add ("/coordinator/settings/absent", Fixture, NULL, set_up, test_absent, tear_down);
  g_test_add_func ("/coordinator/settings/listen", test_listen);
  g_test_add_func ("/coordinator/attempts/wait-grows", test_attempts);
  g_test_add_func ("/coordinator/attempts/bounded", test_attempts_bounded);
  return g_test_run ();
}
