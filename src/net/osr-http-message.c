/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests and answers as reference-counted records, and the encoding of forms. */
#include "net/osr-http-message.h"

#include <string.h>

struct _OsrHttpRequest {
  char *method;
  char *uri;
  GHashTable *headers; /* name → value */
  GString *form;       /* encoded fields */
  char *content_type;
  GBytes *body;
  OsrHttpPieces *pieces;
  guint timeout;
  gsize max_answer;
  gboolean never_resend;
  gint64 latest; /* CLOCK_BOOTTIME; 0 for none */
};

struct _OsrHttpAnswer {
  guint status;
  GHashTable *headers; /* lower-case name → value */
  GBytes *body;
};

G_DEFINE_BOXED_TYPE (OsrHttpRequest, osr_http_request, osr_http_request_ref, osr_http_request_unref)
G_DEFINE_BOXED_TYPE (OsrHttpAnswer, osr_http_answer, osr_http_answer_ref, osr_http_answer_unref)

static void
request_clear (gpointer data)
{
  OsrHttpRequest *self = data;

  g_free (self->method);
  g_free (self->uri);
  g_hash_table_unref (self->headers);
  g_string_free (self->form, TRUE);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->pieces, osr_http_pieces_unref);
}

static void
answer_clear (gpointer data)
{
  OsrHttpAnswer *self = data;

  g_hash_table_unref (self->headers);
  g_bytes_unref (self->body);
}

static gboolean
carries_fields_in_query (OsrHttpRequest *self)
{
  return g_str_equal (self->method, "GET") || g_str_equal (self->method, "DELETE");
}

static GHashTable *
header_table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

OsrHttpRequest *
osr_http_request_new (const char *method, const char *uri)
{
  OsrHttpRequest *self;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  self = g_atomic_rc_box_new0 (OsrHttpRequest);
  self->method = g_strdup (method);
  self->uri = g_strdup (uri);
  self->headers = header_table_new ();
  self->form = g_string_new (NULL);
  self->timeout = OSR_HTTP_TIMEOUT_SECONDS;
  self->max_answer = OSR_HTTP_MAX_ANSWER_BYTES;
  return self;
}

OsrHttpRequest *
osr_http_request_ref (OsrHttpRequest *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_http_request_unref (OsrHttpRequest *self)
{
  g_atomic_rc_box_release_full (self, request_clear);
}

/* A line break would start a header of the value's own choosing. */
void
osr_http_request_set_header (OsrHttpRequest *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL && value != NULL);

  if (strpbrk (value, "\r\n") != NULL)
    g_hash_table_remove (self->headers, name);
  else
    g_hash_table_replace (self->headers, g_strdup (name), g_strdup (value));
}

void
osr_http_request_set_bearer (OsrHttpRequest *self, const char *token)
{
  g_autofree char *value = NULL;

  g_return_if_fail (self != NULL);

  if (token == NULL) {
    g_hash_table_remove (self->headers, "Authorization");
    return;
  }
  value = g_strconcat ("Bearer ", token, NULL);
  osr_http_request_set_header (self, "Authorization", value);
}

void
osr_http_request_add_field (OsrHttpRequest *self, const char *name, const char *value)
{
  g_autofree char *escaped_name = NULL;
  g_autofree char *escaped_value = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL && value != NULL);

  escaped_name = g_uri_escape_string (name, NULL, FALSE);
  escaped_value = g_uri_escape_string (value, NULL, FALSE);
  if (self->form->len > 0)
    g_string_append_c (self->form, '&');
  g_string_append_printf (self->form, "%s=%s", escaped_name, escaped_value);
}

void
osr_http_request_set_body (OsrHttpRequest *self, const char *content_type, GBytes *body)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (content_type != NULL && body != NULL);

  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_ref (body);
}

void
osr_http_request_set_pieces (OsrHttpRequest *self, const char *content_type, OsrHttpPieces *pieces)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (content_type != NULL && pieces != NULL);

  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
  g_clear_pointer (&self->pieces, osr_http_pieces_unref);
  self->pieces = osr_http_pieces_ref (pieces);
}

void
osr_http_request_set_timeout (OsrHttpRequest *self, guint seconds)
{
  self->timeout = seconds > 0 ? MIN (seconds, 3600) : OSR_HTTP_TIMEOUT_SECONDS;
}

void
osr_http_request_set_max_answer (OsrHttpRequest *self, gsize bytes)
{
  self->max_answer = bytes > 0 ? bytes : OSR_HTTP_MAX_ANSWER_BYTES;
}

void
osr_http_request_set_never_resend (OsrHttpRequest *self, gboolean never_resend)
{
  g_return_if_fail (!never_resend || g_str_equal (self->method, "POST"));

  self->never_resend = never_resend;
}

const char *
osr_http_request_get_method (OsrHttpRequest *self)
{
  return self->method;
}

guint
osr_http_request_get_timeout (OsrHttpRequest *self)
{
  return self->timeout;
}

gsize
osr_http_request_get_max_answer (OsrHttpRequest *self)
{
  return self->max_answer;
}

gboolean
osr_http_request_get_never_resend (OsrHttpRequest *self)
{
  return self->never_resend;
}

void
osr_http_request_set_latest (OsrHttpRequest *self, gint64 latest)
{
  self->latest = latest;
}

gint64
osr_http_request_get_latest (OsrHttpRequest *self)
{
  return self->latest;
}

char *
osr_http_request_dup_form (OsrHttpRequest *self)
{
  return g_strdup (self->form->str);
}

char *
osr_http_request_dup_uri (OsrHttpRequest *self)
{
  if (self->form->len == 0 || !carries_fields_in_query (self))
    return g_strdup (self->uri);
  return g_strconcat (self->uri, strchr (self->uri, '?') != NULL ? "&" : "?", self->form->str,
                      NULL);
}

GBytes *
osr_http_request_dup_body (OsrHttpRequest *self, const char **content_type)
{
  if (self->body != NULL) {
    *content_type = self->content_type;
    return g_bytes_ref (self->body);
  }
  if (self->form->len == 0 || carries_fields_in_query (self))
    return NULL;
  *content_type = "application/x-www-form-urlencoded";
  return g_bytes_new (self->form->str, self->form->len);
}

OsrHttpPieces *
osr_http_request_get_pieces (OsrHttpRequest *self, const char **content_type)
{
  *content_type = self->content_type;
  return self->pieces;
}

GHashTable *
osr_http_request_get_headers (OsrHttpRequest *self)
{
  return self->headers;
}

OsrHttpAnswer *
osr_http_answer_new (guint status, GHashTable *headers, GBytes *body)
{
  OsrHttpAnswer *self = g_atomic_rc_box_new0 (OsrHttpAnswer);
  g_autoptr (GHashTable) given = headers;
  GHashTableIter iter;
  gpointer name, value;

  self->status = status;
  self->body = body;
  self->headers = header_table_new ();
  if (given == NULL)
    return self;
  g_hash_table_iter_init (&iter, given);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_replace (self->headers, g_ascii_strdown (name, -1), g_utf8_make_valid (value, -1));
  return self;
}

OsrHttpAnswer *
osr_http_answer_ref (OsrHttpAnswer *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_http_answer_unref (OsrHttpAnswer *self)
{
  g_atomic_rc_box_release_full (self, answer_clear);
}

guint
osr_http_answer_get_status (OsrHttpAnswer *self)
{
  return self->status;
}

gboolean
osr_http_answer_is_success (OsrHttpAnswer *self)
{
  return self->status >= 200 && self->status <= 299;
}

GBytes *
osr_http_answer_get_body (OsrHttpAnswer *self)
{
  return self->body;
}

const char *
osr_http_answer_get_header (OsrHttpAnswer *self, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (self->headers, lower);
}
