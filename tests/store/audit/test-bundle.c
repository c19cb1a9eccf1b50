/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case in a file of its own: read without the log, and what somebody may do to the file. The seed of
 * the turned bits is fixed. */
#include <string.h>

#include "core/audit/osr-merkle.h"
#include "core/osr-json.h"
#include "osr-log-fixture.h"
#include "store/audit/osr-bundle.h"
#include "store/audit/osr-log-checkpoint.h"

#define DAY (G_GINT64_CONSTANT (86400) * OSR_SECOND)

static LogFixture *
filled (void)
{
  LogFixture *f = log_fixture_new ();

  log_adopt (f, "scribe", "body");
  log_grant (f, "petrov", "executor", "roads");
  log_grant (f, "ivanova", "curator", NULL);
  for (guint n = 1; n <= 5; n++)
    log_find (f, n);
  log_route (f, 2, "roads");
  f->now += DAY;
  g_assert_true (osr_log_tend_checkpoints (f->log, NULL, NULL));
  log_route (f, 2, "health");
  f->now += DAY;
  g_assert_true (osr_log_tend_checkpoints (f->log, NULL, NULL));
  log_route (f, 2, "schools");
  return f;
}

static char *
write_bundle (LogFixture *f, guint n, gboolean payloads)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = osr_bundle_write (f->log, case_id (n), payloads, &error);
  gsize length;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &length);
  return g_strndup (data, length);
}

static OsrBundle *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return osr_bundle_read (bytes, error);
}

/* (transfer full): @text with the sum of its lines made to fit, as a forger would */
static char *
reseal (const char *text)
{
  const char *end = strstr (text, "{\"kind\":\"end\"");
  const char *mark = end != NULL ? strstr (end, "\"sha256\":\"") : NULL;
  g_autofree char *sum = NULL;
  g_autofree char *head = NULL;

  if (mark == NULL)
    return g_strdup (text);
  sum =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, (gsize) (end - text));
  head = g_strndup (text, (gsize) (mark + strlen ("\"sha256\":\"") - text));
  return g_strconcat (head, sum, "\"}\n", NULL);
}

static void
test_whole (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *text = write_bundle (f, 2, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrBundle) bundle = read_text (text, &error);
  g_autoptr (OsrCheckpoint) last = osr_log_load_last_checkpoint (f->log, NULL);
  g_autofree char *printed = osr_checkpoint_short (last->root);

  g_assert_no_error (error);
  g_assert_cmpstr (bundle->the_case->text, ==, "Яма");
  g_assert_cmpint (bundle->the_case->version, ==, 4);
  g_assert_cmpuint (bundle->n_sealed, ==, 3);
  g_assert_cmpuint (bundle->n_open, ==, 1);
  g_assert_cmpuint (bundle->checkpoints->len, ==, 2);
  g_assert_nonnull (osr_registry_get_regulation (bundle->registry));
  g_assert_cmpint (osr_bundle_find_checkpoint (bundle, printed)->version, ==, 2);
  g_assert_nonnull (osr_bundle_find_checkpoint (bundle, last->hash));
  g_assert_null (osr_bundle_find_checkpoint (bundle, "0123 4567 89ab cdef"));
  g_assert_null (osr_bundle_find_checkpoint (bundle, ""));
  /* Who has nothing to do with the case is not in the file. */
  g_assert_null (strstr (text, "petrov"));
}

/* @text with @from in place of @to, as often as it is there. */
static char *
change (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  return g_strjoinv (to, parts);
}

/* (transfer full): @text without its last event */
static char *
cut (const char *text)
{
  const char *end = strstr (text, "{\"kind\":\"end\"");
  const char *last = g_strrstr_len (text, end - text, "{\"kind\":\"event\"");
  g_autofree char *begin = g_strndup (text, (gsize) (last - text));

  return g_strconcat (begin, end, NULL);
}

/* The header says where the case and the log stood; what is cut must be cut there, too. */
static void
test_head (void)
{
  static const char *const changes[][2] = {
    { "\"events\":4", "\"events\":3" },
    { "\"version\":4,\"made", "\"version\":3,\"made" },
    { "\"checkpoint\":2,\"ending", "\"checkpoint\":1,\"ending" },
    { "\"head\":", "\"heads\":" },
    { "\"head\":{\"seq\":", "\"head\":{\"seq\":-" },
  };
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *text = write_bundle (f, 2, TRUE);
  g_autoptr (OsrBundle) bundle = read_text (text, NULL);

  g_assert_cmpint (bundle->head_seq, ==, osr_log_get_head (f->log));
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autofree char *bent = change (text, changes[i][0], changes[i][1]);
    g_autofree char *sealed = reseal (bent);
    g_autoptr (GError) error = NULL;

    g_assert_null (read_text (sealed, &error));
    g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
    g_test_message ("%s", error->message);
  }
}

/* Without its last event, and its header made to fit but for what a forger forgot. */
static void
test_cut (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *text = write_bundle (f, 2, TRUE);
  g_autofree char *less = cut (text);
  g_autofree char *sealed = reseal (less);
  g_autofree char *version = change (sealed, "\"version\":4,\"made", "\"version\":3,\"made");
  g_autofree char *counted = change (version, "\"events\":4", "\"events\":3");
  g_autofree char *forged = reseal (counted);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (sealed, NULL));
  g_assert_null (read_text (forged, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
}

static JsonObject *
line_of (const char *text)
{
  JsonObject *line = osr_json_read_object (text, -1, 0, "line", NULL);

  g_assert_nonnull (line);
  return line;
}

/* The header of a case of @n events, the last of which is that of @event. */
static void
bend_header (JsonObject *header, guint n, const char *event)
{
  g_autoptr (JsonObject) line = line_of (event);
  JsonObject *head = osr_json_get_object (header, "head");
  JsonObject *ending = osr_json_get_object (head, "ending");

  json_object_set_int_member (header, "version", n);
  json_object_set_int_member (head, "events", n);
  json_object_set_string_member (
      head, "hash", osr_json_get_string (osr_json_get_object (line, "record"), "hash"));
  if (ending != NULL)
    json_object_set_int_member (ending, "version", n);
}

/* (transfer full): @text with the first @n events of the case and nothing of the others, made to fit
 * everywhere: what somebody does who knows the format and wants the rest unsaid */
static char *
forge_end (const char *text, guint n)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (JsonObject) header = line_of (lines[0]);
  g_autoptr (GString) rest = g_string_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *all = NULL;
  guint count = 2, events = 0;

  for (guint i = 1; !g_str_has_prefix (lines[i], "{\"kind\":\"end\""); i++) {
    gboolean event = g_str_has_prefix (lines[i], "{\"kind\":\"event\"");

    events += event;
    if (event && events == n)
      bend_header (header, n, lines[i]);
    if (event && events > n)
      continue;
    g_string_append_printf (rest, "%s\n", lines[i]);
    count++;
  }
  first = osr_json_write_object (header);
  all = g_strdup_printf ("%s\n%s{\"kind\":\"end\",\"lines\":%u,\"sha256\":\"\"}\n", first,
                         rest->str, count);
  return reseal (all);
}

/* What the last checkpoint reached cannot be cut off; what came after it, nobody has sealed. */
static void
test_forged_end (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *text = write_bundle (f, 2, TRUE);
  g_autofree char *open = forge_end (text, 3);
  g_autofree char *unproven = change (text, "\"ending\":", "\"amending\":");
  g_autofree char *sealed = reseal (unproven);
  g_autoptr (OsrBundle) whole = read_text (text, NULL);
  g_autoptr (OsrBundle) less = read_text (open, NULL);

  g_assert_cmpint (whole->heads_checkpoint, ==, 2);
  g_assert_cmpint (whole->heads_version, ==, 3);
  g_assert_nonnull (less);
  g_assert_cmpint (less->heads_version, ==, 3);
  for (guint n = 1; n < 3; n++) {
    g_autofree char *forged = forge_end (text, n);
    g_autoptr (GError) error = NULL;

    g_assert_null (read_text (forged, &error));
    g_assert_nonnull (strstr (error->message, "did not stand where it ends here"));
  }
  g_assert_null (read_text (sealed, NULL));
}

/* As a program wrote it that knew no heads; @heads: (nullable): or as a liar does */
static void
append_checkpoint (LogFixture *f, const char *heads)
{
  gint64 to = osr_log_get_head (f->log);
  g_autoptr (GPtrArray) hashes = osr_log_load_hashes (f->log, 1, to, NULL);
  g_autofree char *root = osr_merkle_root (hashes);
  g_autoptr (JsonObject) members = osr_checkpoint_build (1, to, root, NULL);
  g_autofree char *text = NULL;

  if (heads != NULL)
    osr_checkpoint_add_heads (members, heads, 3);
  text = osr_json_write_object (members);
  osr_record_unref (log_append (f, "checkpoint", "checkpoint", text, NULL));
}

static void
test_without_heads (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *text = NULL;
  g_autoptr (OsrBundle) bundle = NULL;

  log_find (f, 2);
  log_route (f, 2, "roads");
  append_checkpoint (f, NULL);
  g_assert_true (osr_log_verify (f->log, NULL, NULL, NULL));
  text = write_bundle (f, 2, TRUE);
  g_assert_null (strstr (text, "ending"));
  bundle = read_text (text, NULL);
  g_assert_nonnull (bundle);
  g_assert_cmpuint (bundle->n_sealed, ==, 2);
  g_assert_cmpint (bundle->heads_checkpoint, ==, 0);
}

/* A case that is younger than the checkpoint has no head under it. */
static void
test_younger (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *text = NULL;
  g_autoptr (OsrBundle) bundle = NULL;

  log_find (f, 6);
  text = write_bundle (f, 6, TRUE);
  bundle = read_text (text, NULL);
  g_assert_nonnull (bundle);
  g_assert_cmpint (bundle->heads_version, ==, 0);
  g_assert_cmpuint (bundle->n_open, ==, 1);
}

static void
test_other_heads (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *other = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "other", -1);
  g_autoptr (GError) error = NULL;

  for (guint n = 1; n <= 3; n++)
    log_find (f, n);
  append_checkpoint (f, other);
  g_assert_false (osr_log_verify (f->log, NULL, NULL, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "where they ended"));
}

static void
test_without_words (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *text = write_bundle (f, 2, FALSE);
  g_autofree char *erased = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrBundle) bundle = read_text (text, &error);
  g_autoptr (OsrBundle) after = NULL;

  g_assert_no_error (error);
  g_assert_null (strstr (text, "Яма"));
  g_assert_null (bundle->the_case->text);
  log_erase (f, case_id (2));
  erased = write_bundle (f, 2, TRUE);
  after = read_text (erased, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->n_erased, ==, 1);
}

/* A hundred bits anywhere in the file: a hundred are found. */
static void
test_bits (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *text = write_bundle (f, 2, TRUE);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  gsize length = strlen (text);
  guint found = 0;

  for (guint i = 0; i < 100; i++) {
    gsize byte = (gsize) g_rand_int_range (rand, 0, (gint32) length);
    g_autofree char *bent = g_memdup2 (text, length);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrBundle) bundle = NULL;

    bent[byte] ^= (char) (1 << g_rand_int_range (rand, 0, 8));
    bytes = g_bytes_new_take (g_steal_pointer (&bent), length);
    bundle = osr_bundle_read (bytes, &error);
    g_test_message ("byte %zu: %s", byte, error != NULL ? error->message : "not found");
    found += bundle == NULL;
  }
  g_assert_cmpuint (found, ==, 100);
}

static char *
replace_all (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  return g_strjoinv (to, parts);
}

/* What somebody would do who knows the format. */
static void
test_tampered (void)
{
  static const struct {
    const char *from;
    const char *to;
  } changes[] = {
    { "Яма", "Яба" },
    { "\\\"body\\\":\\\"roads\\\"", "\\\"body\\\":\\\"parks\\\"" },
    { "\"checkpoint\":1,", "" },
    { "\"checkpoint\":1,", "\"checkpoint\":2," },
    { "\"checkpoint\":2,", "\"checkpoint\":7," },
    { "\"path\":[", "\"path\":[\"00\"," },
    { "regulation-adopted", "regulation-adapted" },
    { "executor", "executer" },
    { "\"kind\":\"office\"", "\"kind\":\"event\"" },
    { "\"version\":4,", "\"version\":3," },
    { "\"kind\":\"end\",\"lines\":", "\"kind\":\"end\",\"lines\":1" },
  };
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *text = write_bundle (f, 2, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autofree char *bent = replace_all (text, changes[i].from, changes[i].to);
    g_autofree char *sealed = reseal (bent);
    g_autoptr (GError) error = NULL;

    g_assert_null (read_text (sealed, &error));
    g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
    g_assert_null (strstr (error->message, "damaged on its way"));
    g_test_message ("%s → %s: %s", changes[i].from, changes[i].to, error->message);
  }
}

/* Every line left out, doubled, or moved down by one. */
static void
test_lines (void)
{
  g_autoptr (LogFixture) f = filled ();
  g_autofree char *text = write_bundle (f, 2, TRUE);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines) - 1;

  for (guint i = 0; i < n; i++) {
    for (guint way = 0; way < 3; way++) {
      g_autoptr (GString) bent = g_string_new (NULL);
      g_autofree char *sealed = NULL;
      g_autoptr (GError) error = NULL;

      if (way == 2 && i + 1 == n)
        continue;
      for (guint j = 0; j < n; j++) {
        const char *line = way == 2 && j == i       ? lines[i + 1]
                           : way == 2 && j == i + 1 ? lines[i]
                                                    : lines[j];

        if (way == 0 && j == i)
          continue;
        g_string_append_printf (bent, "%s\n", line);
        if (way == 1 && j == i)
          g_string_append_printf (bent, "%s\n", line);
      }
      g_test_message ("line %u, way %u", i + 1, way);
      sealed = i + 1 < n ? reseal (bent->str) : g_strdup (bent->str);
      g_assert_null (read_text (sealed, &error));
      g_assert_nonnull (error);
    }
  }
}

static void
test_hostile (void)
{
  static const char *const files[] = {
    "",
    "\n",
    "{}\n",
    "[]\n",
    "{\"bundle\":\"open-sources\",\"v\":1}\n",
    "{\"bundle\":\"open-sources\",\"v\":2,\"case\":\"00000000-0000-4000-8000-000000000001\"}\n",
    "{\"bundle\":\"open-sources\",\"v\":1,\"case\":\"office\"}\n",
    "{\"bundle\":\"open-sources\",\"v\":1,\"case\":\"00000000-0000-4000-8000-000000000001\"}\n",
    "{\"bundle\":\"open-sources\",\"v\":1,\"case\":\"00000000-0000-4000-8000-000000000001\"}\n"
    "{\"kind\":\"end\",\"lines\":2}\n",
    "{\"bundle\":\"open-sources\",\"v\":1,\"case\":\"00000000-0000-4000-8000-000000000001\"}\n"
    "{\"kind\":\"event\",\"record\":{\"meta\":\"{}\",\"hash\":\"x\"}}\n",
    "{\"bundle\":\"open-sources\",\"v\":1,\"case\":\"00000000-0000-4000-8000-000000000001\"}\n"
    "{\"kind\":\"event\",\"record\":[]}\n",
    "\xff\xfe\n",
  };
  g_autofree char *deep = g_strnfill (100000, '[');

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_text (files[i], &error));
    g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
  }
  g_assert_null (read_text (deep, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/bundle/whole", test_whole);
  g_test_add_func ("/store/bundle/without-words", test_without_words);
  g_test_add_func ("/store/bundle/head", test_head);
  g_test_add_func ("/store/bundle/cut", test_cut);
  g_test_add_func ("/store/bundle/forged-end", test_forged_end);
  g_test_add_func ("/store/bundle/without-heads", test_without_heads);
  g_test_add_func ("/store/bundle/younger", test_younger);
  g_test_add_func ("/store/bundle/other-heads", test_other_heads);
  g_test_add_func ("/store/bundle/bits", test_bits);
  g_test_add_func ("/store/bundle/tampered", test_tampered);
  g_test_add_func ("/store/bundle/lines", test_lines);
  g_test_add_func ("/store/bundle/hostile", test_hostile);
  return g_test_run ();
}
