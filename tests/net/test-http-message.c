/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests and answers as values: where fields go, what headers may hold, how answers are read. */
#include "net/osr-http-message.h"

#include <string.h>

static void
assert_body (OsrHttpRequest *request, const char *type, const char *text)
{
  const char *content_type = NULL;
  g_autoptr (GBytes) body = osr_http_request_dup_body (request, &content_type);
  gsize size;
  const char *data;

  g_assert_nonnull (body);
  data = g_bytes_get_data (body, &size);
  g_assert_cmpstr (content_type, ==, type);
  g_assert_cmpmem (data, size, text, strlen (text));
}

static void
test_query (void)
{
  g_autoptr (OsrHttpRequest) plain = osr_http_request_new ("GET", "http://h/p");
  g_autoptr (OsrHttpRequest) with = osr_http_request_new ("DELETE", "http://h/p?a=1");
  g_autofree char *plain_uri = NULL;
  g_autofree char *with_uri = NULL;
  const char *type = NULL;

  osr_http_request_add_field (plain, "текст", "a&b=c d+e\n");
  osr_http_request_add_field (plain, "v", "5.199");
  osr_http_request_add_field (with, "b", "2");
  plain_uri = osr_http_request_dup_uri (plain);
  with_uri = osr_http_request_dup_uri (with);

  g_assert_cmpstr (plain_uri, ==,
                   "http://h/p?%D1%82%D0%B5%D0%BA%D1%81%D1%82=a%26b%3Dc%20d%2Be%0A&v=5.199");
  g_assert_cmpstr (with_uri, ==, "http://h/p?a=1&b=2");
  g_assert_null (osr_http_request_dup_body (plain, &type));
}

static void
test_form (void)
{
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("POST", "http://h/p");
  g_autofree char *uri = NULL;

  osr_http_request_add_field (request, "message", "Да & нет");
  osr_http_request_add_field (request, "guid", "1");
  uri = osr_http_request_dup_uri (request);

  g_assert_cmpstr (uri, ==, "http://h/p");
  assert_body (request, "application/x-www-form-urlencoded",
               "message=%D0%94%D0%B0%20%26%20%D0%BD%D0%B5%D1%82&guid=1");
}

static void
test_body_before_form (void)
{
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("PUT", "http://h/p");
  g_autoptr (GBytes) first = g_bytes_new_static ("{}", 2);
  g_autoptr (GBytes) second = g_bytes_new_static ("[1]", 3);

  osr_http_request_add_field (request, "a", "b");
  osr_http_request_set_body (request, "text/plain", first);
  osr_http_request_set_body (request, "application/json", second);

  assert_body (request, "application/json", "[1]");
}

static void
test_headers (void)
{
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("GET", "http://h/");
  GHashTable *headers = osr_http_request_get_headers (request);

  osr_http_request_set_header (request, "X-A", "1");
  osr_http_request_set_header (request, "X-A", "2");
  osr_http_request_set_header (request, "X-B", "1\r\nX-C: 2");
  osr_http_request_set_bearer (request, "secret");

  g_assert_cmpstr (g_hash_table_lookup (headers, "X-A"), ==, "2");
  g_assert_false (g_hash_table_contains (headers, "X-B"));
  g_assert_cmpstr (g_hash_table_lookup (headers, "Authorization"), ==, "Bearer secret");

  osr_http_request_set_bearer (request, NULL);
  g_assert_false (g_hash_table_contains (headers, "Authorization"));
}

static void
test_limits (void)
{
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("POST", "http://h/");

  g_assert_cmpuint (osr_http_request_get_timeout (request), ==, OSR_HTTP_TIMEOUT_SECONDS);
  osr_http_request_set_timeout (request, 45);
  g_assert_cmpuint (osr_http_request_get_timeout (request), ==, 45);
  osr_http_request_set_timeout (request, 0);
  g_assert_cmpuint (osr_http_request_get_timeout (request), ==, OSR_HTTP_TIMEOUT_SECONDS);
  osr_http_request_set_max_answer (request, 10);
  g_assert_cmpuint (osr_http_request_get_max_answer (request), ==, 10);
  osr_http_request_set_never_resend (request, TRUE);
  g_assert_true (osr_http_request_get_never_resend (request));
}

/* PUT is repeated by HTTP libraries as they please, so it cannot promise to go out once. */
static void
test_never_resend_is_for_post (void)
{
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("PUT", "http://h/");

  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*never_resend*");
  osr_http_request_set_never_resend (request, TRUE);
  g_test_assert_expected_messages ();
  g_assert_false (osr_http_request_get_never_resend (request));
}

static void
test_answer (void)
{
  GHashTable *headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (OsrHttpAnswer) answer = NULL;
  g_autoptr (OsrHttpAnswer) bare = osr_http_answer_new (304, NULL, g_bytes_new (NULL, 0));

  g_hash_table_insert (headers, g_strdup ("OSR-Now"), g_strdup ("12"));
  g_hash_table_insert (headers, g_strdup ("X-Bad"), g_strdup ("\xff"));
  answer = osr_http_answer_new (204, headers, g_bytes_new_static ("ok", 2));

  g_assert_true (osr_http_answer_is_success (answer));
  g_assert_false (osr_http_answer_is_success (bare));
  g_assert_cmpstr (osr_http_answer_get_header (answer, "osr-NOW"), ==, "12");
  g_assert_cmpstr (osr_http_answer_get_header (answer, "x-bad"), ==, "\xef\xbf\xbd");
  g_assert_null (osr_http_answer_get_header (bare, "x-bad"));
  g_assert_cmpuint (g_bytes_get_size (osr_http_answer_get_body (answer)), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/http-message/query", test_query);
  g_test_add_func ("/net/http-message/form", test_form);
  g_test_add_func ("/net/http-message/body-before-form", test_body_before_form);
  g_test_add_func ("/net/http-message/headers", test_headers);
  g_test_add_func ("/net/http-message/limits", test_limits);
  g_test_add_func ("/net/http-message/never-resend-is-for-post", test_never_resend_is_for_post);
  g_test_add_func ("/net/http-message/answer", test_answer);
  return g_test_run ();
}
