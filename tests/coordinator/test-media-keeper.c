/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A photo in a citizen's comment, from the reading of the network to the file in the office: kept once,
 * looked at before, named in the log, and destroyed with the words. */
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "coordinator/osr-coordinator.h"
#include "coordinator/files/osr-upload.h"
#include "coordinator/monitor/osr-media-keeper.h"
#include "coordinator/monitor/osr-monitor-reading.h"
#include "coordinator/monitor/osr-picture-type.h"
#include "core/osr-json.h"
#include "net/osr-named-hosts.h"
#include "office-bench.h"

#define PICTURE "\x89PNG\r\n\x1a\n-a-picture-"
#define ACT     "{\"act\":\"12-P\",\"act_date\":\"2026-03-06\",\"reason\":\"the citizen asked\""

typedef struct {
  OfficeBench office;
  OsrMediaKeeper *keeper;
  OsrNamedHosts *hosts;
  SoupServer *server;
  char *base;
  char *folder;
  guint requests;
  guint failures; /* that the server still has */
  char *id;
  const char *link_hosts; /* nullable: what the office lets be followed */
  const char *words;      /* nullable: of the messages */
} Fixture;

static void
answer (SoupServerMessage *message, const char *type, const char *bytes)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, bytes, strlen (bytes));
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer data)
{
  Fixture *f = data;

  f->requests++;
  if (f->failures > 0) {
    f->failures--;
    soup_server_message_set_status (message, 503, NULL);
  } else if (g_str_equal (path, "/page.jpg")) {
    answer (message, "image/jpeg", "<html><script>alert(1)</script></html>");
  } else if (g_str_equal (path, "/drawing.png")) {
    answer (message, "image/png", "<?xml version='1.0'?><svg onload='alert(1)'/>");
  } else if (g_str_equal (path, "/drawing.svg")) {
    answer (message, "image/svg+xml", "<svg/>");
  } else if (g_str_equal (path, "/news")) {
    answer (message, "text/html",
            "<title>Мост открыт</title>"
            "<meta property='og:site_name' content='Новости'>");
  } else if (g_str_equal (path, "/away")) {
    soup_server_message_set_redirect (message, 302, "http://elsewhere.example/");
  } else if (g_str_equal (path, "/empty")) {
    answer (message, "text/html", "<p>words</p>");
  } else if (g_str_equal (path, "/gone.png")) {
    soup_server_message_set_status (message, 404, NULL);
  } else {
    answer (message, "image/jpeg", PICTURE);
  }
}

/* Another run of the program, on the same office. */
static void
start_keeper (Fixture *f)
{
  OsrSafeFetch *fetch;

  if (f->keeper != NULL)
    osr_media_keeper_stop (f->keeper);
  g_clear_object (&f->keeper);
  f->keeper = osr_media_keeper_new (f->office.log, f->folder);
  fetch = osr_media_keeper_get_fetch (f->keeper);
  osr_safe_fetch_set_resolver (fetch, G_RESOLVER (f->hosts));
  osr_safe_fetch_allow (fetch, f->base);
  osr_media_keeper_set_pause (f->keeper, 1);
  if (f->link_hosts != NULL) {
    osr_media_keeper_set_link_hosts (f->keeper, f->link_hosts);
    fetch = osr_media_keeper_get_page_fetch (f->keeper);
    osr_safe_fetch_set_resolver (fetch, G_RESOLVER (f->hosts));
    osr_safe_fetch_allow (fetch, f->base);
  }
  osr_media_keeper_start (f->keeper);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GSList *uris;

  office_bench_set_up (&f->office, NULL);
  office_bench_open (&f->office);
  f->folder = g_build_filename (f->office.directory, OSR_OFFICE_ATTACHMENTS, NULL);
  f->hosts = osr_named_hosts_new ();
  osr_named_hosts_add (f->hosts, "photos.example", "127.0.0.1");
  osr_named_hosts_add (f->hosts, "inner.example", "10.0.0.1");
  f->server = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (f->server, NULL, on_request, f, NULL);
  g_assert_true (soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (f->server);
  f->base = g_strdup_printf ("http://photos.example:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->keeper != NULL)
    osr_media_keeper_stop (f->keeper);
  g_clear_object (&f->keeper);
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  g_object_unref (f->hosts);
  g_free (f->base);
  g_free (f->folder);
  g_free (f->id);
  office_bench_tear_down (&f->office);
}

static void
set (char **place, const char *value)
{
  g_free (*place);
  *place = g_strdup (value);
}

/* A message with a photo at each of @paths, read by the monitoring. */
static void
find_message (Fixture *f, const char *native_id, const char *const *paths)
{
  g_autoptr (OsrNetworkReading) reading = osr_network_reading_new ();
  OsrMonitorMemory *memory = osr_monitor_memory_new ();
  OsrNetworkMessage *message = osr_network_message_new ("vk");
  g_autoptr (GError) error = NULL;
  guint appended = 0;

  set (&message->native_id, native_id);
  set (&message->owner_id, BENCH_WALL);
  set (&message->post_id, "1");
  set (&message->author_id, "700");
  set (&message->text, f->words != NULL ? f->words : "Яма");
  message->published_at = osr_clock_now (f->office.clock);
  for (guint i = 0; paths[i] != NULL; i++) {
    g_autofree char *address =
        *paths[i] == '/' ? g_strconcat (f->base, paths[i], NULL) : g_strdup (paths[i]);

    osr_network_message_add_media (message, "photo", address);
  }
  g_ptr_array_add (reading->messages, message);
  osr_monitor_take_in (f->office.log, memory, "vk-office", reading, &appended, &error);
  g_assert_no_error (error);
  osr_monitor_memory_free (memory);
  g_free (f->id);
  f->id = osr_log_find_message (f->office.log, "vk", BENCH_WALL, native_id);
  g_assert_nonnull (f->id);
}

static gboolean
was_looked_for (gpointer data)
{
  Fixture *f = data;

  return office_bench_count (&f->office, f->id, "media-kept") > 0;
}

static char *
dup_file (Fixture *f)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, PICTURE, -1);

  return osr_upload_dup_path (f->folder, digest);
}

static const char *
reason (OsrCase *c, guint index)
{
  OsrEvent *event = c->events->pdata[c->events->len - 1];
  JsonArray *missing = osr_json_get_array (event->members, "missing");

  g_assert_cmpuint (index, <, json_array_get_length (missing));
  return osr_json_get_string (osr_json_array_get_object (missing, index), "reason");
}

static void
test_kept_once (Fixture *f, gconstpointer data)
{
  const char *const paths[] = { "/one.jpg", NULL };
  g_autofree char *file = dup_file (f);
  g_autofree char *bytes = NULL;
  g_autoptr (OsrCase) found = NULL;
  g_autoptr (OsrCase) kept = NULL;
  const OsrCaseMedia *media;

  find_message (f, "10", paths);
  found = office_bench_load (&f->office, f->id); /* the case is there, the picture not yet */
  g_assert_cmpuint (found->media->len, ==, 0);
  g_assert_cmpuint (f->requests, ==, 0);
  start_keeper (f);
  bench_wait (was_looked_for, f);
  kept = office_bench_load (&f->office, f->id);
  g_assert_cmpuint (kept->media->len, ==, 1);
  media = kept->media->pdata[0];
  g_assert_cmpstr (media->kind, ==, "photo");
  g_assert_cmpstr (media->media_type, ==, "image/png"); /* by its bytes, not by what was said */
  g_assert_cmpint (media->size, ==, strlen (PICTURE));
  g_assert_true (g_file_get_contents (file, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, PICTURE);
  start_keeper (f);
  osr_media_keeper_kick (f->keeper);
  g_assert_cmpuint (f->requests, ==, 1);
  g_assert_false (kept->read_only);
}

/* What was not fetched when the program ended is fetched by the next. */
static void
test_queue_outlives_the_program (Fixture *f, gconstpointer data)
{
  const char *const paths[] = { "/one.jpg", NULL };

  find_message (f, "10", paths);
  start_keeper (f);
  start_keeper (f); /* the first had no time */
  bench_wait (was_looked_for, f);
  g_assert_cmpuint (office_bench_count (&f->office, f->id, "media-kept"), ==, 1);
}

static void
test_masked_pages_are_refused (Fixture *f, gconstpointer data)
{
  const char *const paths[] = { "/page.jpg",
                                "/drawing.png",
                                "/drawing.svg",
                                "/gone.png",
                                "http://inner.example/one.jpg",
                                "http://127.0.0.1/one.jpg",
                                "telegram:AgADAgAD",
                                NULL };
  const char *const reasons[] = { "no-picture", "no-picture", "refused",   "refused",
                                  "refused",    "refused",    "no-address" };
  g_autoptr (OsrCase) c = NULL;

  find_message (f, "10", paths);
  start_keeper (f);
  bench_wait (was_looked_for, f);
  c = office_bench_load (&f->office, f->id);
  g_assert_cmpuint (c->media->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    g_assert_cmpstr (reason (c, i), ==, reasons[i]);
  g_assert_false (g_file_test (f->folder, G_FILE_TEST_EXISTS));
}

static void
test_tried_again (Fixture *f, gconstpointer data)
{
  const char *const paths[] = { "/one.jpg", NULL };
  g_autoptr (OsrCase) c = NULL;

  f->failures = 2;
  find_message (f, "10", paths);
  start_keeper (f);
  bench_wait (was_looked_for, f);
  c = office_bench_load (&f->office, f->id);
  g_assert_cmpuint (c->media->len, ==, 1);
  g_assert_cmpuint (f->requests, ==, 3);
}

static void
test_at_most_ten (Fixture *f, gconstpointer data)
{
  const char *paths[13] = { 0 };
  g_autoptr (OsrCase) c = NULL;

  for (guint i = 0; i < 12; i++)
    paths[i] = "/one.jpg";
  find_message (f, "10", paths);
  start_keeper (f);
  bench_wait (was_looked_for, f);
  c = office_bench_load (&f->office, f->id);
  g_assert_cmpuint (c->media->len, ==, OSR_MEDIA_MOST);
  g_assert_cmpuint (f->requests, ==, OSR_MEDIA_MOST);
  g_assert_cmpstr (reason (c, 1), ==, "too-many");
}

static void
erase (Fixture *f, const char *id)
{
  g_autoptr (OsrCase) c = office_bench_load (&f->office, id);
  g_autofree char *members =
      g_strdup_printf (ACT ",\"versions\":[1,%" G_GINT64_FORMAT "],\"whole\":true}", c->version);

  office_bench_append (&f->office, id, "payload-erased", "admin", members, NULL);
}

/* A destroyed message names no picture any more, the other one that has the same still does; the file
 * goes with the coordinator's lists (test-erasure). */
static void
test_destroyed_with_the_words (Fixture *f, gconstpointer data)
{
  const char *const paths[] = { "/one.jpg", NULL };
  g_autofree char *file = dup_file (f);
  g_autofree char *first = NULL;
  g_autoptr (OsrCase) other = NULL;
  g_autoptr (OsrCase) c = NULL;

  find_message (f, "10", paths);
  start_keeper (f);
  bench_wait (was_looked_for, f);
  first = g_strdup (f->id);
  find_message (f, "11", paths);
  osr_media_keeper_kick (f->keeper);
  bench_wait (was_looked_for, f);
  erase (f, first);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  other = office_bench_load (&f->office, f->id);
  g_assert_cmpuint (other->media->len, ==, 1);
  c = office_bench_load (&f->office, first);
  g_assert_cmpuint (c->media->len, ==, 0);
  g_assert_true (c->media_looked_for);
}

/* Words destroyed while the picture was on its way: nothing of it stays. */
static void
test_not_kept_of_what_is_destroyed (Fixture *f, gconstpointer data)
{
  const char *const paths[] = { "/one.jpg", NULL };
  g_autofree char *file = dup_file (f);

  find_message (f, "10", paths);
  start_keeper (f);
  office_bench_append (&f->office, f->id, "payload-erased", "admin",
                       ACT ",\"versions\":[1],\"whole\":true}", NULL);
  while (f->requests == 0 || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (office_bench_count (&f->office, f->id, "media-kept"), ==, 0);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
}

/* A message of words and the address of @path at the test's server, and photos at @paths. */
static void
find_link (Fixture *f, const char *native_id, const char *path, const char *const *paths)
{
  g_autofree char *words = g_strdup_printf ("Читайте: %s%s.", f->base, path);

  f->words = words;
  find_message (f, native_id, paths);
  f->words = NULL;
}

/* What a stranger names is not opened unless the office says so, and then with hosts it names. */
static void
test_links_are_not_followed_by_themselves (Fixture *f, gconstpointer data)
{
  const char *const photo[] = { "/one.jpg", NULL };
  g_autoptr (OsrCase) without = NULL;
  g_autoptr (OsrCase) other = NULL;

  find_link (f, "10", "/news", photo);
  start_keeper (f);
  bench_wait (was_looked_for, f);
  without = office_bench_load (&f->office, f->id);
  g_assert_null (without->link);
  g_assert_cmpuint (f->requests, ==, 1); /* the photo */
  f->link_hosts = "elsewhere.example";
  find_link (f, "11", "/news", photo);
  start_keeper (f);
  bench_wait (was_looked_for, f);
  other = office_bench_load (&f->office, f->id);
  g_assert_null (other->link);
  g_assert_cmpuint (f->requests, ==, 2);
}

static void
test_link_kept (Fixture *f, gconstpointer data)
{
  const char *const photo[] = { "/one.jpg", NULL };
  g_autofree char *address = g_strconcat (f->base, "/news", NULL);
  g_autofree char *first = NULL;
  g_autoptr (OsrCase) c = NULL;
  g_autoptr (OsrCase) gone = NULL;

  f->link_hosts = "example";
  find_link (f, "10", "/news", photo);
  start_keeper (f);
  bench_wait (was_looked_for, f);
  c = office_bench_load (&f->office, f->id);
  g_assert_nonnull (c->link);
  g_assert_cmpstr (c->link->address, ==, address);
  g_assert_cmpstr (c->link->title, ==, "Мост открыт");
  g_assert_cmpstr (c->link->site, ==, "Новости");
  g_assert_cmpuint (c->media->len, ==, 1);
  g_assert_false (c->read_only);
  first = g_strdup (f->id);
  erase (f, first);
  gone = office_bench_load (&f->office, first);
  g_assert_null (gone->link);
}

/* A page without a title, one that leads to a host of nobody's list, and one on the inner network. */
static void
test_links_that_are_not_kept (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *path;
    const char *reason;
  } table[] = { { "/empty", "no-title" }, { "/away", "refused" }, { "/one.jpg", "refused" } };
  const char *const none[] = { NULL };
  g_autoptr (OsrCase) inner = NULL;

  f->link_hosts = "photos.example inner.example";
  start_keeper (f);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *native_id = g_strdup_printf ("%u", 10 + i);
    g_autoptr (OsrCase) c = NULL;

    find_link (f, native_id, table[i].path, none);
    osr_media_keeper_kick (f->keeper);
    bench_wait (was_looked_for, f);
    c = office_bench_load (&f->office, f->id);
    g_assert_null (c->link);
    g_assert_cmpstr (reason (c, 0), ==, table[i].reason);
  }
  f->words = "http://inner.example/";
  find_message (f, "20", none);
  osr_media_keeper_kick (f->keeper);
  bench_wait (was_looked_for, f);
  inner = office_bench_load (&f->office, f->id);
  g_assert_cmpstr (reason (inner, 0), ==, "refused");
}

static void
test_picture_by_its_bytes (void)
{
  static const struct {
    const char *bytes;
    const char *type;
  } table[] = {
    { "\xff\xd8\xff\xe0....", "image/jpeg" },
    { "\x89PNG\r\n\x1a\n.", "image/png" },
    { "GIF89a.", "image/gif" },
    { "RIFFxxxxWEBPVP8 ", "image/webp" },
    { "RIFFxxxxWAVEfmt ", NULL },
    { "<svg xmlns='http://www.w3.org/2000/svg'/>", NULL },
    { "<!DOCTYPE html>", NULL },
    { "\xff\xd8", NULL },
    { "%PDF-1.7", NULL },
    { "PK\x03\x04", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (table[i].bytes, strlen (table[i].bytes));

    g_assert_cmpstr (osr_picture_type (bytes), ==, table[i].type);
  }
}

#define ADD(name, function)                                                                        \
  g_test_add ("/coordinator/media-keeper/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-photo-is-kept-once", test_kept_once);
  ADD ("the-queue-outlives-the-program", test_queue_outlives_the_program);
  ADD ("masked-pages-are-refused", test_masked_pages_are_refused);
  ADD ("what-may-come-later-is-tried-again", test_tried_again);
  ADD ("at-most-ten-of-a-message", test_at_most_ten);
  ADD ("destroyed-with-the-words", test_destroyed_with_the_words);
  ADD ("not-kept-of-what-is-destroyed", test_not_kept_of_what_is_destroyed);
  ADD ("links-are-not-followed-by-themselves", test_links_are_not_followed_by_themselves);
  ADD ("a-link-is-kept-as-words", test_link_kept);
  ADD ("links-that-are-not-kept", test_links_that_are_not_kept);
  g_test_add_func ("/coordinator/media-keeper/a-picture-is-known-by-its-bytes",
                   test_picture_by_its_bytes);
  return g_test_run ();
}
