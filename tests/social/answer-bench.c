/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking and comparing. A line that is not as expected is shown whole. */
#include "answer-bench.h"

#include <string.h>

#include "core/osr-json.h"

OsrNetworkAnswer *
bench_parse (const BenchQuestion *question, const char *text, gssize length, GError **error)
{
  g_autoptr (OsrNetworkAccount) account =
      osr_network_account_new (question->network, "bench", question->owner);
  const OsrNetworkQuestion asked = { account, question->method, question->post, NULL };

  return osr_network_parse (&asked, text, length < 0 ? strlen (text) : (gsize) length, error);
}

OsrNetworkAnswer *
bench_read (const BenchQuestion *question, const char *file)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  OsrNetworkAnswer *answer;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  answer = bench_parse (question, text, (gssize) length, &error);
  g_assert_no_error (error);
  return answer;
}

void
bench_assert_line (OsrNetworkAnswer *answer, guint i, const char *line)
{
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *found = NULL;

  g_assert_cmpuint (i, <, answer->records->len);
  object = osr_network_record_to_json (g_ptr_array_index (answer->records, i));
  found = osr_json_write_object (object);
  g_assert_cmpstr (found, ==, line);
}

static void
assert_lines (OsrNetworkAnswer *answer, va_list lines)
{
  const char *line;
  guint i = 0;

  g_assert_null (answer->fault);
  while ((line = va_arg (lines, const char *)) != NULL)
    bench_assert_line (answer, i++, line);
  g_assert_cmpuint (answer->records->len, ==, i);
}

void
bench_assert_file (const BenchQuestion *question, const char *file, ...)
{
  g_autoptr (OsrNetworkAnswer) answer = bench_read (question, file);
  va_list lines;

  va_start (lines, file);
  assert_lines (answer, lines);
  va_end (lines);
}

void
bench_assert_text (const BenchQuestion *question, const char *text, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer = bench_parse (question, text, -1, &error);
  va_list lines;

  g_assert_no_error (error);
  va_start (lines, text);
  assert_lines (answer, lines);
  va_end (lines);
}

static void
assert_described (OsrNetworkAnswer *answer, const char *line)
{
  g_autofree char *found = NULL;

  g_assert_nonnull (answer->fault);
  found = osr_network_fault_describe (answer->fault);
  g_assert_cmpstr (found, ==, line);
}

void
bench_assert_fault (const BenchQuestion *question, const char *text, const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer = bench_parse (question, text, -1, &error);

  g_assert_no_error (error);
  assert_described (answer, line);
}

void
bench_assert_file_fault (const BenchQuestion *question, const char *file, const char *line)
{
  g_autoptr (OsrNetworkAnswer) answer = bench_read (question, file);

  assert_described (answer, line);
}

void
bench_assert_unreadable (const BenchQuestion *question, const char *text, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bench_parse (question, text, -1, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

/* What is put right: whether anything is left that the method has a use for is the method's. */
static void
assert_mended (const BenchQuestion *question)
{
  g_autofree char *opening = g_strnfill (100000, '[');
  g_autofree char *closing = g_strnfill (100000, ']');
  g_autofree char *deep = g_strconcat (opening, closing, NULL);
  const char *const texts[] = { deep, "{\"a\":1,\"a\":2}", "{\"response\":\"\\ud800\"}",
                                "{\"id\":9223372036854775808}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OsrNetworkAnswer) answer = bench_parse (question, texts[i], -1, &error);

    g_assert_true ((answer == NULL) == (error != NULL));
  }
}

void
bench_assert_hostile (const char *network)
{
  g_autofree char *opening = g_strnfill (100000, '[');
  g_autofree char *large = g_strnfill (OSR_JSON_MAX_BYTES + 1, ' ');
  const char *const texts[] = {
    opening,
    large,
    "",
    "{",
    "null",
    "{\"response\":\xff}",
    "<html><body>502 Bad Gateway</body></html>",
    "\xEF\xBB\xBF",
  };
  const OsrNetworkDialect *dialect = osr_network_dialect (network);

  for (const OsrNetworkMethod *one = dialect->methods; one->name != NULL; one++) {
    const BenchQuestion question = { network, one->name, "1", NULL };

    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      bench_assert_unreadable (&question, texts[i], "");
    assert_mended (&question);
  }
}
