/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line between desks and coordinator: what a desk sends comes late, twice, out of order or not at
 * all, and so do the answers. It carries bytes and knows nothing of what they mean. */
#pragma once

#include "net/osr-http-session.h"

G_BEGIN_DECLS

/* How bad the line is, in percent of the requests. */
typedef struct {
  double lost;      /* before it had any effect */
  double forgotten; /* it had effect, and the answer is lost */
  double twice;     /* it comes a second time, much later perhaps */
  double slow;      /* takes up to half a minute */
  double tampered;  /* a word of the answer is another */
} SimWeather;

void sim_wire_begin (void);
void sim_wire_set_weather (const SimWeather *weather);

/* Whether @case_id came to a desk tampered with, as far as the line can tell. */
guint sim_wire_get_tampered (void);

/* (transfer full): the address that desk @index reaches the coordinator by, in its life @life. */
char *sim_wire_dup_address (guint index, guint life);

/* ld --wrap */
void __wrap_osr_http_session_send_async (OsrHttpSession *self, OsrHttpRequest *request,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
OsrHttpAnswer *__wrap_osr_http_session_send_finish (OsrHttpSession *self, GAsyncResult *result,
                                                    GError **error);

G_END_DECLS
