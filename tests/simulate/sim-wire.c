/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exchange lives until its desk has heard how it ended and everything of it that is still on the
 * way has come to nothing. */
#include "sim-wire.h"

#include <stdio.h>
#include <string.h>

#include "sim-centre.h"
#include "sim-desk.h"
#include "sim-watch.h"
#include "sim-world.h"

#define USUAL_LEAST (5 * SIM_MS)
#define USUAL_MOST  (400 * SIM_MS)
#define SLOW_MOST   (30 * SIM_SECOND)

typedef struct {
  grefcount refs;
  guint64 number;
  guint desk;
  guint life;
  OsrHttpRequest *request;
  GTask *task;                /* nullable: the desk knows how it ended */
  SoupServerMessage *message; /* nullable: not there yet, or answered */
  OsrHttpAnswer *answer;      /* nullable: on its way back */
  gulong cancelled;
  guint timeout;
  gboolean is_copy; /* the second coming of a request: nobody waits for it */
  gboolean loses_answer;
} Exchange;

static SimWeather weather;
static guint64 last_number;
static guint tampered;

static Exchange *
exchange_ref (Exchange *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

static void
exchange_unref (Exchange *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  g_clear_object (&self->message);
  g_clear_object (&self->task);
  g_clear_pointer (&self->answer, osr_http_answer_unref);
  osr_http_request_unref (self->request);
  g_free (self);
}

void
sim_wire_begin (void)
{
  weather = (SimWeather){ 0 };
  last_number = 0;
  tampered = 0;
}

void
sim_wire_set_weather (const SimWeather *new_weather)
{
  weather = *new_weather;
}

guint
sim_wire_get_tampered (void)
{
  return tampered;
}

char *
sim_wire_dup_address (guint index, guint life)
{
  return g_strdup_printf ("http://desk-%u-%u.example", index, life);
}

/* The desk hears of it once. */
static GTask *
take_task (Exchange *self)
{
  GTask *task = g_steal_pointer (&self->task);

  if (task == NULL)
    return NULL;
  if (self->cancelled != 0)
    g_signal_handler_disconnect (g_task_get_cancellable (task), self->cancelled);
  if (self->timeout != 0)
    sim_world_remove (self->timeout);
  self->timeout = 0;
  if (self->message != NULL)
    sim_centre_hang_up (self->message);
  g_clear_object (&self->message);
  return task;
}

static void
fail (Exchange *self, int code)
{
  g_autoptr (GTask) task = take_task (self);

  if (task == NULL)
    return;
  sim_trace ("desk %u.%u #%" G_GUINT64_FORMAT " fails: %s", self->desk, self->life, self->number,
             osr_net_error_nick (code));
  g_task_return_new_error (task, OSR_NET_ERROR, code, "The line is bad");
}

static gboolean
on_offline (gpointer data)
{
  fail (data, OSR_NET_ERROR_OFFLINE);
  exchange_unref (data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_broken (gpointer data)
{
  fail (data, OSR_NET_ERROR_TEMPORARY);
  exchange_unref (data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_timeout (gpointer data)
{
  Exchange *self = data;

  self->timeout = 0;
  fail (self, OSR_NET_ERROR_TEMPORARY);
  return G_SOURCE_REMOVE;
}

static gint64
travel (void)
{
  return sim_happens (weather.slow) ? sim_span (USUAL_MOST, SLOW_MOST)
                                    : sim_span (USUAL_LEAST, USUAL_MOST);
}

/* Another letter in the words of somebody: what a disk or a proxy may do to bytes that still read well. */
static OsrHttpAnswer *
tamper (OsrHttpAnswer *answer)
{
  gsize n;
  const char *bytes = g_bytes_get_data (osr_http_answer_get_body (answer), &n);
  const char *now = osr_http_answer_get_header (answer, "Osr-Now");
  const char *word = bytes != NULL ? memmem (bytes, n, SIM_MARK, strlen (SIM_MARK)) : NULL;
  GHashTable *headers;
  char *copy;

  if (word == NULL || !sim_happens (weather.tampered))
    return answer;
  copy = g_memdup2 (bytes, n);
  copy[word - bytes + 1] ^= 1;
  headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (now != NULL)
    g_hash_table_insert (headers, g_strdup ("osr-now"), g_strdup (now));
  tampered++;
  sim_trace ("a word is another");
  answer = osr_http_answer_new (osr_http_answer_get_status (answer), headers,
                                g_bytes_new_take (copy, n));
  return answer;
}

static gboolean
on_answer_comes (gpointer data)
{
  Exchange *self = data;
  OsrHttpAnswer *answer = g_steal_pointer (&self->answer);
  g_autoptr (GTask) task = NULL;

  if (!sim_desk_is_online (self->desk, self->life)) {
    g_clear_pointer (&answer, osr_http_answer_unref);
    fail (self, OSR_NET_ERROR_TEMPORARY);
    exchange_unref (self);
    return G_SOURCE_REMOVE;
  }
  task = take_task (self);
  if (task != NULL) {
    sim_trace ("desk %u.%u #%" G_GUINT64_FORMAT " answered %u", self->desk, self->life,
               self->number, osr_http_answer_get_status (answer));
    sim_trace_bytes ("  answer", osr_http_answer_get_body (answer));
    g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) osr_http_answer_unref);
  }
  g_clear_pointer (&answer, osr_http_answer_unref);
  exchange_unref (self);
  return G_SOURCE_REMOVE;
}

static void
on_served (OsrHttpAnswer *answer, gpointer data)
{
  Exchange *self = data;

  g_clear_object (&self->message);
  if (answer != NULL)
    sim_watch_answered (self->desk, self->request, answer);
  if (answer == NULL || self->loses_answer) {
    sim_world_add (travel (), on_broken, exchange_ref (self));
  } else {
    OsrHttpAnswer *told = tamper (answer);

    self->answer = told == answer ? osr_http_answer_ref (answer) : told;
    sim_world_add (travel (), on_answer_comes, exchange_ref (self));
  }
}

static void
on_copy_served (OsrHttpAnswer *answer, gpointer data)
{
}

/* The request is with the coordinator, if there is one. */
static gboolean
on_arrival (gpointer data)
{
  Exchange *self = data;
  gboolean gone = self->task == NULL && !self->is_copy;

  if (gone || !sim_centre_is_up ()) {
    fail (self, OSR_NET_ERROR_OFFLINE);
    exchange_unref (self);
    return G_SOURCE_REMOVE;
  }
  sim_trace ("desk %u.%u #%" G_GUINT64_FORMAT "%s %s", self->desk, self->life, self->number,
             self->is_copy ? " again" : "", osr_http_request_get_method (self->request));
  sim_watch_arrives (self->desk, self->life, self->request);
  if (self->is_copy) {
    g_autoptr (SoupServerMessage) message = sim_centre_serve (self->request, on_copy_served, NULL);

    sim_centre_hang_up (message);
  } else {
    g_autoptr (SoupServerMessage) message = NULL;

    self->message = NULL;
    message = sim_centre_serve (self->request, on_served, self);
    /* answered within the call: the message is done with */
    if (self->answer == NULL && self->task != NULL && !sim_centre_has_told (message))
      self->message = g_steal_pointer (&message);
  }
  exchange_unref (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_gone (gpointer data)
{
  Exchange *self = data;
  g_autoptr (GTask) task = take_task (self);

  if (task != NULL)
    g_task_return_error_if_cancelled (task);
  exchange_unref (self);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *cancellable, Exchange *self)
{
  sim_world_add (0, on_gone, exchange_ref (self));
}

static Exchange *
exchange_new (OsrHttpRequest *request)
{
  Exchange *self = g_new0 (Exchange, 1);
  g_autofree char *uri = osr_http_request_dup_uri (request);

  g_ref_count_init (&self->refs);
  self->number = ++last_number;
  self->request = osr_http_request_ref (request);
  if (sscanf (uri, "http://desk-%u-%u.", &self->desk, &self->life) != 2)
    g_assert_not_reached ();
  return self;
}

static void
send_again (Exchange *first)
{
  Exchange *copy = exchange_new (first->request);

  copy->is_copy = TRUE;
  sim_world_add (sim_span (USUAL_LEAST, 2 * SLOW_MOST), on_arrival, copy);
}

/* Takes the reference. */
static void
choose_fate (Exchange *self)
{
  gboolean reads = g_str_equal (osr_http_request_get_method (self->request), "GET");

  if (!sim_desk_is_online (self->desk, self->life)) {
    sim_world_add (travel (), on_offline, self);
    return;
  }
  if (sim_happens (weather.lost)) {
    sim_world_add (travel (), on_broken, self);
    return;
  }
  self->loses_answer = sim_happens (weather.forgotten);
  if (!reads && sim_happens (weather.twice))
    send_again (self);
  sim_world_add (travel (), on_arrival, self);
}

void
__wrap_osr_http_session_send_async (OsrHttpSession *session, OsrHttpRequest *request,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Exchange *self = exchange_new (request);
  guint seconds = osr_http_request_get_timeout (request);

  self->task = g_task_new (session, cancellable, callback, user_data);
  self->timeout = sim_world_add (seconds * SIM_SECOND, on_timeout, self);
  g_task_set_task_data (self->task, exchange_ref (self), (GDestroyNotify) exchange_unref);
  if (cancellable != NULL)
    self->cancelled = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled), self);
  choose_fate (self);
}

OsrHttpAnswer *
__wrap_osr_http_session_send_finish (OsrHttpSession *session, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
