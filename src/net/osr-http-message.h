/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two values of an HTTP exchange: what is asked and what was answered. Plain records without
 * I/O; sending is OsrHttpSession's. */
#pragma once

#include <glib-object.h>

#include "net/osr-http-pieces.h"

G_BEGIN_DECLS

#define OSR_HTTP_TIMEOUT_SECONDS  30
#define OSR_HTTP_MAX_ANSWER_BYTES (8 * 1024 * 1024)

typedef struct _OsrHttpRequest OsrHttpRequest;
typedef struct _OsrHttpAnswer OsrHttpAnswer;

#define OSR_TYPE_HTTP_REQUEST (osr_http_request_get_type ())
GType osr_http_request_get_type (void);
#define OSR_TYPE_HTTP_ANSWER (osr_http_answer_get_type ())
GType osr_http_answer_get_type (void);

/**
 * osr_http_request_new:
 * @method: "GET", "POST", "PUT", "DELETE"
 * @uri: absolute http or https address; a wrong one fails on sending
 *
 * Returns: (transfer full): a request; change it only before it is sent
 */
OsrHttpRequest *osr_http_request_new (const char *method, const char *uri);
OsrHttpRequest *osr_http_request_ref (OsrHttpRequest *self);
void osr_http_request_unref (OsrHttpRequest *self);

/* A header; a second call with the same @name replaces. Line breaks in @value are refused. */
void osr_http_request_set_header (OsrHttpRequest *self, const char *name, const char *value);

/* "Authorization: Bearer @token"; %NULL takes it away. */
void osr_http_request_set_bearer (OsrHttpRequest *self, const char *token);

/**
 * osr_http_request_add_field:
 * @self: a request
 * @name: field name, UTF-8
 * @value: its value, UTF-8
 *
 * One field of a form: in the query of a GET or DELETE, else in an
 * application/x-www-form-urlencoded body (unless a body is set). Order is kept.
 */
void osr_http_request_add_field (OsrHttpRequest *self, const char *name, const char *value);

/* The body instead of a form; @body is referenced. */
void osr_http_request_set_body (OsrHttpRequest *self, const char *content_type, GBytes *body);

/* The body instead of a form, in pieces that are read while they are sent; @pieces is referenced. */
void osr_http_request_set_pieces (OsrHttpRequest *self, const char *content_type,
                                  OsrHttpPieces *pieces);

/**
 * osr_http_request_set_timeout:
 * @self: a request
 * @seconds: of silence, from connecting to the last byte; 0 for %OSR_HTTP_TIMEOUT_SECONDS. For a
 *   long poll, more than the wait asked for. The whole exchange may last five times as long, and a
 *   body in pieces longer by what it takes at 64 KiB a second.
 */
void osr_http_request_set_timeout (OsrHttpRequest *self, guint seconds);

/* The largest answer accepted, after decompression; 0 for %OSR_HTTP_MAX_ANSWER_BYTES. */
void osr_http_request_set_max_answer (OsrHttpRequest *self, gsize bytes);

/* A request that must not be repeated blindly: once its headers are out, any failure other than an
 * answer is %OSR_NET_ERROR_UNCERTAIN. Use POST, which is never resent behind the caller's back. */
void osr_http_request_set_never_resend (OsrHttpRequest *self, gboolean never_resend);

/**
 * osr_http_request_set_latest:
 * @latest: µs of CLOCK_BOOTTIME; 0 for never
 *
 * A request that must not begin later, however long it waited for a connection or the machine slept:
 * %OSR_NET_ERROR_OFFLINE then, nothing was sent. Looked at right before the first byte.
 */
void osr_http_request_set_latest (OsrHttpRequest *self, gint64 latest);

const char *osr_http_request_get_method (OsrHttpRequest *self);
guint osr_http_request_get_timeout (OsrHttpRequest *self);
gsize osr_http_request_get_max_answer (OsrHttpRequest *self);
gboolean osr_http_request_get_never_resend (OsrHttpRequest *self);
gint64 osr_http_request_get_latest (OsrHttpRequest *self);

/* (transfer full): the fields as application/x-www-form-urlencoded, "" without any */
char *osr_http_request_dup_form (OsrHttpRequest *self);

/* (transfer full): the address with the query that a GET or DELETE carries its fields in */
char *osr_http_request_dup_uri (OsrHttpRequest *self);

/* (transfer full) (nullable): the body to send and, in @content_type (transfer none), its type */
GBytes *osr_http_request_dup_body (OsrHttpRequest *self, const char **content_type);

/* (transfer none) (nullable): the body in pieces and its type; without it see
 * osr_http_request_dup_body() */
OsrHttpPieces *osr_http_request_get_pieces (OsrHttpRequest *self, const char **content_type);

/* (transfer none): name → value of the headers set */
GHashTable *osr_http_request_get_headers (OsrHttpRequest *self);

/**
 * osr_http_answer_new:
 * @status: the HTTP status
 * @headers: (nullable) (transfer full): name → value, compared without regard to case
 * @body: (transfer full): the body, decoded from its transfer and content encoding
 *
 * Returns: (transfer full): an answer
 */
OsrHttpAnswer *osr_http_answer_new (guint status, GHashTable *headers, GBytes *body);
OsrHttpAnswer *osr_http_answer_ref (OsrHttpAnswer *self);
void osr_http_answer_unref (OsrHttpAnswer *self);

guint osr_http_answer_get_status (OsrHttpAnswer *self);

/* Whether the status is 200–299. */
gboolean osr_http_answer_is_success (OsrHttpAnswer *self);

/* (transfer none), never %NULL; not NUL-terminated */
GBytes *osr_http_answer_get_body (OsrHttpAnswer *self);

/* (nullable): the value of a header; @name without regard to case */
const char *osr_http_answer_get_header (OsrHttpAnswer *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrHttpRequest, osr_http_request_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrHttpAnswer, osr_http_answer_unref)

G_END_DECLS
