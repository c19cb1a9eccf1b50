/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Waiting exchanges are looked at many times a second instead of being woken: tests
 * write on the wall directly, and a late comment appears by the clock alone. */
#include "demo/sandbox/osr-sandbox-exchange.h"

#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-private.h"

#define LOOK_INTERVAL 20 /* ms */

OsrSandboxExchange *
osr_sandbox_exchange_new (OsrSandbox *sandbox, SoupServerMessage *msg, const char *path)
{
  OsrSandboxExchange *exchange = g_new0 (OsrSandboxExchange, 1);
  const char *query = g_uri_get_query (soup_server_message_get_uri (msg));

  exchange->sandbox = sandbox;
  exchange->wall = sandbox->office->wall;
  exchange->msg = g_object_ref (msg);
  exchange->method = soup_server_message_get_method (msg);
  exchange->path = g_strdup (path);
  exchange->rest = exchange->path;
  exchange->query = soup_form_decode (query != NULL ? query : "");
  exchange->now = osr_sandbox_now (sandbox);
  exchange->files = g_ptr_array_new ();
  return exchange;
}

void
osr_sandbox_exchange_free (OsrSandboxExchange *exchange)
{
  if (exchange == NULL)
    return;
  g_signal_handlers_disconnect_by_data (exchange->msg, exchange);
  g_clear_object (&exchange->msg);
  g_hash_table_unref (exchange->query);
  g_clear_pointer (&exchange->form, g_hash_table_unref);
  g_ptr_array_unref (exchange->files);
  g_free (exchange->path);
  g_free (exchange);
}

char *
osr_sandbox_exchange_body (OsrSandboxExchange *exchange, gsize *length)
{
  return osr_sandbox_body (exchange->msg, length);
}

gboolean
osr_sandbox_exchange_body_is (OsrSandboxExchange *exchange, const char *type)
{
  return osr_sandbox_body_is (exchange->msg, type);
}

gboolean
osr_sandbox_exchange_keep (OsrSandboxExchange *exchange, OsrSandboxPost *post,
                           OsrSandboxComment *comment)
{
  if (exchange->fault.kind == OSR_SANDBOX_FAULT_LATE && comment != NULL)
    osr_sandbox_wall_postpone (exchange->wall, post, comment,
                               exchange->now + MAX (exchange->fault.seconds, 1));
  return osr_sandbox_save (exchange->sandbox);
}

OsrSandboxComment *
osr_sandbox_exchange_write (OsrSandboxExchange *exchange, OsrSandboxPost *post, gint64 from_id,
                            const OsrSandboxComment *answered, const char *text)
{
  gint64 mark = exchange->wall->journal->last;
  OsrSandboxComment *comment =
      osr_sandbox_wall_write (exchange->wall, post, from_id, answered, text, exchange->now);

  comment->guid = g_strdup (exchange->guid);
  for (guint i = 0; i < exchange->files->len; i++)
    osr_sandbox_comment_add_file (comment, exchange->files->pdata[i]);
  if (osr_sandbox_exchange_keep (exchange, post, comment))
    return comment;
  osr_sandbox_wall_discard (exchange->wall, post, comment);
  osr_sandbox_journal_rewind (exchange->wall->journal, mark);
  return NULL;
}

void
osr_sandbox_exchange_answer_text (OsrSandboxExchange *exchange, guint status, const char *type,
                                  char *text)
{
  soup_server_message_set_status (exchange->msg, status, NULL);
  soup_server_message_set_response (exchange->msg, type, SOUP_MEMORY_TAKE, text, strlen (text));
}

void
osr_sandbox_exchange_answer (OsrSandboxExchange *exchange, guint status, JsonNode *node)
{
  osr_sandbox_exchange_answer_text (exchange, status, "application/json; charset=utf-8",
                                    osr_json_write (node));
}

void
osr_sandbox_exchange_answer_built (OsrSandboxExchange *exchange, guint status, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  osr_sandbox_exchange_answer (exchange, status, root);
}

gboolean
osr_sandbox_exchange_waits (OsrSandboxExchange *exchange)
{
  return g_ptr_array_find (exchange->sandbox->listeners, exchange, NULL);
}

/* The peer may go before there is anything to tell. */
static void
on_finished (SoupServerMessage *msg, gpointer data)
{
  OsrSandboxExchange *exchange = data;

  g_ptr_array_remove (exchange->sandbox->listeners, exchange);
}

void
osr_sandbox_exchange_release (OsrSandboxExchange *exchange)
{
  g_autoptr (SoupServerMessage) msg = g_object_ref (exchange->msg);
  guint held = g_hash_table_size (exchange->sandbox->held);

  osr_sandbox_exchange_finish (exchange);
  if (g_hash_table_size (exchange->sandbox->held) == held)
    soup_server_message_unpause (msg);
  g_ptr_array_remove (exchange->sandbox->listeners, exchange);
}

static gboolean
on_look (gpointer data)
{
  OsrSandbox *sandbox = data;
  gint64 now = g_get_monotonic_time ();

  osr_sandbox_ripen (sandbox);
  for (guint i = sandbox->listeners->len; i > 0; i--) {
    OsrSandboxExchange *exchange = sandbox->listeners->pdata[i - 1];

    exchange->now = osr_sandbox_now (sandbox);
    if (exchange->listen (exchange, now >= exchange->deadline))
      osr_sandbox_exchange_release (exchange);
  }
  if (sandbox->listeners->len > 0)
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&sandbox->look_source, g_source_unref);
  return G_SOURCE_REMOVE;
}

void
osr_sandbox_exchange_listen (OsrSandboxExchange *exchange, gint64 seconds, OsrSandboxListen listen)
{
  OsrSandbox *sandbox = exchange->sandbox;

  if (listen (exchange, seconds <= 0))
    return;
  exchange->listen = listen;
  exchange->deadline = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  g_ptr_array_add (sandbox->listeners, exchange);
  g_signal_connect (exchange->msg, "finished", G_CALLBACK (on_finished), exchange);
  soup_server_message_pause (exchange->msg);
  if (sandbox->look_source != NULL)
    return;
  sandbox->look_source = g_timeout_source_new (LOOK_INTERVAL);
  g_source_set_callback (sandbox->look_source, on_look, sandbox, NULL);
  g_source_attach (sandbox->look_source, g_main_context_get_thread_default ());
}

OsrSandboxExchange *
osr_sandbox_exchange_rival (OsrSandboxExchange *exchange)
{
  GPtrArray *listeners = exchange->sandbox->listeners;

  for (guint i = 0; i < listeners->len; i++) {
    OsrSandboxExchange *other = listeners->pdata[i];

    if (other != exchange && other->token == exchange->token)
      return other;
  }
  return NULL;
}
