/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people and programs write to do harm: markup, text that runs backwards, characters that cannot
 * be seen, a megabyte in one line, five hundred at once. On every network it is kept as it came; how
 * it is shown is the window's. */
#include "coordinator/monitor/osr-monitor-text.h"
#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-faults.h"
#include "demo/sandbox/osr-sandbox-poison.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "networks-bench.h"

#define MANY  500
#define BATCH 50 /* as many as the feed shows */

static const char *const harms[] = {
  "<b>жирно</b> <script>alert(1)</script> <img src=x onerror=alert(1)>",
  "&lt;b&gt; &amp;amp; &#x202e; &nosuch;",
  "<span foreground='red'>Pango</span> <a href=\"file:///etc/passwd\">сюда</a>",
  "\u202eладан кыра\u202c \u2066в\u2069 \u200fб",
  "не\u200bви\u200cди\u200dмо\u2060е\ufeff слово",
  "Z\u0351\u036b\u0343a\u0329\u0323l\u0334\u0321g\u0338o\u0322",
  "'; DROP TABLE event; -- \" \\ \\u0000 \\n %s %n {0} ${x} `id`",
  "𝕳𝖊𝖑𝖑𝖔 🏴\U000e0067\U000e0062\U000e007f 👩\u200d👩\u200d👧 \U0010fffd",
  "]]> <!-- --> <?xml version='1.0'?> <!ENTITY x SYSTEM 'file:///'>",
  "{\"text\":\"Нет\",\"deleted\":true} [1,2,{}]",
};

static char *
write_harm (guint i)
{
  return g_strdup_printf ("№ %u %s конец", i, harms[i % G_N_ELEMENTS (harms)]);
}

typedef struct {
  NetworksBench *bench;
  guint n;
} Count;

static gboolean
has_cases (gpointer data)
{
  Count *count = data;

  return networks_bench_count_cases (count->bench) >= count->n;
}

/* A feed is HTML: what looks like a tag in its text may be one. */
static gboolean
is_kept_exactly (NetworksBench *bench)
{
  return bench->kind->publishes != NULL;
}

static void
check_case (NetworksBench *bench, GHashTable *written, const char *id)
{
  g_autoptr (OsrCase) one = office_bench_load (&bench->office, id);

  g_assert_true (g_utf8_validate (one->text, -1, NULL));
  if (!is_kept_exactly (bench))
    return;
  if (!g_hash_table_remove (written, one->text))
    g_assert_cmpstr (one->text, ==, "as it was written");
}

static void
test_many (NetworksBench *bench, gconstpointer data)
{
  g_autoptr (GHashTable) written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) ids = NULL;

  for (guint i = 0; i < MANY; i++) {
    Count count = { bench, i + 1 };
    char *text = write_harm (i);

    networks_bench_say (bench, NULL, text);
    g_hash_table_add (written, text);
    office_bench_pass (&bench->office, 1); /* MAX goes through them by time */
    if ((i + 1) % BATCH == 0)
      bench_wait (has_cases, &count);
  }
  networks_bench_await_reading (bench);
  ids = osr_log_list_cases (bench->office.log, NULL);
  g_assert_cmpuint (ids->len, ==, MANY);
  for (guint i = 0; i < ids->len; i++)
    check_case (bench, written, ids->pdata[i]);
  if (is_kept_exactly (bench))
    g_assert_cmpuint (g_hash_table_size (written), ==, 0);
}

static char *
write_long (const char *beginning, gsize bytes)
{
  GString *text = g_string_new (beginning);

  while (text->len + 2 < bytes)
    g_string_append (text, "я");
  while (text->len < bytes)
    g_string_append_c (text, '!');
  return g_string_free (text, FALSE);
}

/* A megabyte in one line stands in the office as it was received; what comes after it is read as ever. */
static void
test_megabyte (NetworksBench *bench, gconstpointer data)
{
  g_autofree char *text = write_long ("Начало ", OSR_MONITOR_TEXT_BYTES);
  g_autofree char *id = NULL;
  g_autofree char *next = NULL;
  g_autoptr (OsrCase) one = NULL;

  networks_bench_say (bench, NULL, text);
  networks_bench_say (bench, NULL, "Следующее");
  id = networks_bench_await_case (bench, "Начало");
  next = networks_bench_await_case (bench, "Следующее");
  networks_bench_await_reading (bench);
  one = office_bench_load (&bench->office, id);
  g_assert_true (g_utf8_validate (one->text, -1, NULL));
  if (is_kept_exactly (bench)) {
    g_assert_cmpint (one->text_whole, ==, 0);
    g_assert_true (g_str_equal (one->text, text));
  }
  g_assert_cmpuint (strlen (one->text), >, OSR_MONITOR_TEXT_BYTES / 8);
  g_assert_cmpuint (networks_bench_count_cases (bench), ==, 2);
}

/* Of more than that the beginning is kept and how much there was; it counts as unchanged ever after, and
 * an edit of it as an edit. */
static void
test_beyond (NetworksBench *bench, gconstpointer data)
{
  const gsize bytes = OSR_MONITOR_TEXT_BYTES + 1000;
  g_autofree char *text = write_long ("Без конца ", bytes);
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) one = NULL;

  networks_bench_say (bench, NULL, text);
  id = networks_bench_await_case (bench, "Без конца");
  networks_bench_stop (bench);
  networks_bench_start (bench); /* what was seen before is forgotten but for the log */
  networks_bench_await_reading (bench);
  one = office_bench_load (&bench->office, id);
  g_assert_cmpint (one->text_whole, ==, bytes);
  g_assert_cmpuint (strlen (one->text), <=, OSR_MONITOR_TEXT_BYTES);
  g_assert_cmpuint (strlen (one->text), >=, OSR_MONITOR_TEXT_BYTES - 3);
  g_assert_true (g_str_has_prefix (text, one->text));
  g_assert_cmpuint (office_bench_count (&bench->office, id, "message-changed"), ==, 0);
  g_assert_cmpuint (networks_bench_count_cases (bench), ==, 1);
}

static void
await_text (NetworksBench *bench, const char *beginning, const char *text)
{
  g_autofree char *id = networks_bench_await_case (bench, beginning);
  g_autoptr (OsrCase) one = office_bench_load (&bench->office, id);

  g_assert_cmpstr (one->text, ==, text);
}

/* One comment among others puts into the answers what no careful reader takes: it is read itself, as far
 * as it can be, and so is all that stands beside it and comes after it. */
static void
test_poisoned (NetworksBench *bench, gconstpointer data)
{
  g_autoptr (JsonObject) order = osr_json_read_object (
      "{\"method\":\"*\",\"kind\":\"poisoned\",\"times\":1000000}", -1, 0, "fault", NULL);

  g_assert_true (osr_sandbox_faults_order (bench->sandbox->faults, order));
  networks_bench_say (bench, NULL, "Прежнее");
  networks_bench_say (bench, NULL, "Отрава " OSR_SANDBOX_POISON ", и далее");
  networks_bench_say (bench, NULL, "Соседнее");
  await_text (bench, "Прежнее", "Прежнее");
  await_text (bench, "Отрава", "Отрава \ufffd\ufffd, и далее");
  await_text (bench, "Соседнее", "Соседнее");
  networks_bench_await_reading (bench);
  networks_bench_say (bench, NULL, "Следующее");
  await_text (bench, "Следующее", "Следующее");
  networks_bench_await_reading (bench);
  g_assert_cmpuint (networks_bench_count_cases (bench), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  networks_bench_add ("five-hundred", NETWORKS_ALL, test_many);
  networks_bench_add ("megabyte", NETWORKS_ALL, test_megabyte);
  networks_bench_add ("poisoned", NETWORKS_PUBLISHING, test_poisoned);
  networks_bench_add ("beyond-a-megabyte", NETWORKS_PUBLISHING, test_beyond);
  return g_test_run ();
}
