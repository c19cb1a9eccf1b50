/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /updates: what happened in the channel since a marker. Comments are told as messages with a post's
 * id, or, to whoever asks for those types by name, as comments: the interface has had both. */
#include <string.h>

#include "demo/sandbox/max/osr-sandbox-max-call.h"
#include "demo/sandbox/osr-sandbox-names.h"
#include "demo/sandbox/osr-sandbox-private.h"

#define MAX_LIMIT     1000
#define DEFAULT_LIMIT 100
#define MAX_TIMEOUT   90
#define MS            G_GINT64_CONSTANT (1000)

static OsrSandboxMaxCall
call_of (OsrSandboxExchange *exchange)
{
  return (OsrSandboxMaxCall){
    .exchange = exchange,
    .wall = exchange->wall,
    .community = osr_sandbox_wall_community (exchange->wall, exchange->token->id),
  };
}

static const char *
type_of (const OsrSandboxEntry *entry, const char *wanted)
{
  gboolean comment = wanted != NULL && strstr (wanted, "comment_") != NULL;

  switch (entry->kind) {
  case OSR_SANDBOX_EDITED:
    return comment ? "comment_edited" : "message_edited";
  case OSR_SANDBOX_DELETED:
    return comment ? "comment_removed" : "message_removed";
  case OSR_SANDBOX_WRITTEN:
    return comment ? "comment_created" : "message_created";
  case OSR_SANDBOX_POSTED:
  default:
    return "message_created";
  }
}

static gboolean
is_wanted (const OsrSandboxEntry *entry, const char *wanted)
{
  g_auto (GStrv) types = g_strsplit (wanted != NULL ? wanted : "", ",", -1);

  return wanted == NULL || g_strv_contains ((const char *const *) types, type_of (entry, wanted));
}

static void
shape_removed (const OsrSandboxMaxShape *shape, const OsrSandboxEntry *entry)
{
  g_autofree char *mid = osr_sandbox_name_mid (entry->community, entry->comment);

  osr_sandbox_shape_string (shape->builder, "message_id", mid);
  osr_sandbox_shape_int (shape->builder, "chat_id", osr_sandbox_name_max_chat (shape->community));
  osr_sandbox_shape_int (shape->builder, "user_id", entry->from_id);
}

/* A comment that vanished meanwhile cannot be told of any more. */
static void
shape_update (const OsrSandboxMaxShape *shape, const OsrSandboxEntry *entry, const char *wanted)
{
  JsonBuilder *builder = shape->builder;
  OsrSandboxPost *post = osr_sandbox_wall_post (shape->wall, -entry->community, entry->post);
  OsrSandboxComment *comment =
      post != NULL ? osr_sandbox_post_comment (post, entry->comment) : NULL;

  if (post == NULL ||
      (comment == NULL && entry->kind != OSR_SANDBOX_POSTED && entry->kind != OSR_SANDBOX_DELETED))
    return;
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "update_type", type_of (entry, wanted));
  osr_sandbox_shape_int (builder, "timestamp", entry->at * MS);
  if (entry->kind == OSR_SANDBOX_DELETED) {
    shape_removed (shape, entry);
  } else {
    json_builder_set_member_name (builder, "message");
    if (comment != NULL)
      osr_sandbox_max_shape_comment (shape, post, comment, entry->text);
    else
      osr_sandbox_max_shape_post (shape, post);
  }
  json_builder_end_object (builder);
}

static gboolean
on_listen (OsrSandboxExchange *exchange, gboolean last)
{
  OsrSandboxMaxCall call = call_of (exchange);
  g_autoptr (GPtrArray) entries =
      osr_sandbox_journal_since (exchange->wall->journal, call.community->id, exchange->since);
  const char *wanted = osr_sandbox_max_argument (&call, "types");
  g_autoptr (JsonBuilder) builder = NULL;
  OsrSandboxMaxShape shape;
  gint64 limit, marker = exchange->since;
  guint n_told = 0;

  if (!osr_sandbox_max_number (&call, "limit", DEFAULT_LIMIT, &limit))
    return TRUE;
  for (guint i = 0; i < entries->len; i++)
    n_told += is_wanted (entries->pdata[i], wanted);
  if (n_told == 0 && !last)
    return FALSE;
  builder = json_builder_new ();
  shape = osr_sandbox_max_shape_of (&call, builder);
  json_builder_begin_object (builder);
  osr_sandbox_shape_array (builder, "updates");
  for (guint i = 0; i < entries->len && i < limit; i++) {
    const OsrSandboxEntry *entry = entries->pdata[i];

    marker = entry->seq;
    if (is_wanted (entry, wanted))
      shape_update (&shape, entry, wanted);
  }
  json_builder_end_array (builder);
  osr_sandbox_shape_int (builder, "marker", marker);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (exchange, SOUP_STATUS_OK, builder);
  return TRUE;
}

/* Without a marker only the newest is told. */
static gint64
newest_but_one (OsrSandboxMaxCall *call)
{
  g_autoptr (GPtrArray) entries =
      osr_sandbox_journal_since (call->wall->journal, call->community->id, 0);

  return entries->len > 0 ? ((OsrSandboxEntry *) entries->pdata[entries->len - 1])->seq - 1
                          : call->wall->journal->last;
}

void
osr_sandbox_max_handle_updates (OsrSandboxMaxCall *call)
{
  gint64 limit, timeout, marker;

  if (!osr_sandbox_max_number (call, "limit", DEFAULT_LIMIT, &limit) ||
      !osr_sandbox_max_number (call, "timeout", 30, &timeout) ||
      !osr_sandbox_max_number (call, "marker", -1, &marker))
    return;
  if (limit < 1 || limit > MAX_LIMIT || timeout < 0 || timeout > MAX_TIMEOUT) {
    osr_sandbox_max_fail (call->exchange, 400, "proto.payload", "limit or timeout is out of range");
    return;
  }
  call->exchange->since = marker >= 0 ? marker : newest_but_one (call);
  osr_sandbox_exchange_listen (call->exchange, timeout, on_listen);
}
