/* SPDX-License-Identifier: GPL-3.0-or-later */
/* getUpdates: what happened in channel and group, told once, to one reader, for a day. A post is told
 * twice: in the channel, and as the root of its thread in the group. Deletions are never told, nor
 * what the bot wrote itself. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/telegram/osr-sandbox-telegram-call.h"
#include "demo/sandbox/telegram/osr-sandbox-telegram-shape.h"

#define FIRST_UPDATE 800000000
#define DAY          (24 * 3600)
#define MAX_LIMIT    100
#define MAX_TIMEOUT  50

static const char conflict[] = "Conflict: terminated by other getUpdates request; make sure that "
                               "only one bot instance is running";
static const char hooked[] = "Conflict: can't use getUpdates method while webhook is active; use "
                             "deleteWebhook to delete the webhook first";

typedef struct {
  gint64 id;
  const char *kind;
  const OsrSandboxEntry *entry;
  OsrSandboxPost *post;
  OsrSandboxComment *comment; /* (nullable) */
} Update;

static void
add (GArray *updates, const OsrSandboxEntry *entry, gboolean second, const char *kind)
{
  const Update update = { .id = FIRST_UPDATE + 2 * entry->seq + second,
                          .kind = kind,
                          .entry = entry };

  g_array_append_val (updates, update);
}

static void
add_entry (GArray *updates, const OsrSandboxEntry *entry)
{
  switch (entry->kind) {
  case OSR_SANDBOX_POSTED:
    add (updates, entry, FALSE, "channel_post");
    add (updates, entry, TRUE, "message");
    break;
  case OSR_SANDBOX_WRITTEN:
    add (updates, entry, FALSE, "message");
    break;
  case OSR_SANDBOX_EDITED:
    add (updates, entry, FALSE, "edited_message");
    break;
  case OSR_SANDBOX_DELETED:
  default:
    break;
  }
}

/* Drops what cannot be shown any more or is not asked for. */
static gboolean
complete (OsrSandboxExchange *exchange, JsonArray *allowed, Update *update)
{
  const OsrSandboxEntry *entry = update->entry;

  update->post = osr_sandbox_wall_post (exchange->wall, -entry->community, entry->post);
  if (update->post == NULL)
    return FALSE;
  if (entry->kind != OSR_SANDBOX_POSTED) {
    update->comment = osr_sandbox_post_comment (update->post, entry->comment);
    if (update->comment == NULL || entry->from_id == -entry->community)
      return FALSE;
  }
  if (allowed == NULL || json_array_get_length (allowed) == 0)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (allowed); i++)
    if (g_strcmp0 (osr_json_array_get_string (allowed, i), update->kind) == 0)
      return TRUE;
  return FALSE;
}

/* (element-type Update): what is still to be told, oldest first. */
static GArray *
pending (OsrSandboxExchange *exchange, const OsrSandboxCommunity *community)
{
  const char *text = g_hash_table_lookup (exchange->form, "allowed_updates");
  g_autoptr (JsonNode) allowed = text != NULL ? osr_json_read (text, -1, 0, "list", NULL) : NULL;
  JsonArray *list =
      allowed != NULL && JSON_NODE_HOLDS_ARRAY (allowed) ? json_node_get_array (allowed) : NULL;
  g_autoptr (GPtrArray) entries =
      osr_sandbox_journal_since (exchange->wall->journal, community->id, 0);
  GArray *updates = g_array_new (FALSE, FALSE, sizeof (Update));

  for (guint i = 0; i < entries->len; i++)
    if (((OsrSandboxEntry *) entries->pdata[i])->at >= exchange->now - DAY)
      add_entry (updates, entries->pdata[i]);
  for (guint i = updates->len; i > 0; i--) {
    Update *update = &g_array_index (updates, Update, i - 1);

    if (update->id < community->read_to || !complete (exchange, list, update))
      g_array_remove_index (updates, i - 1);
  }
  return updates;
}

static void
shape_update (const OsrSandboxTelegramShape *shape, const Update *update)
{
  json_builder_begin_object (shape->builder);
  osr_sandbox_shape_int (shape->builder, "update_id", update->id);
  json_builder_set_member_name (shape->builder, update->kind);
  if (update->comment != NULL)
    osr_sandbox_telegram_shape_comment (shape, update->post, update->comment, update->entry->text);
  else if (strcmp (update->kind, "channel_post") == 0)
    osr_sandbox_telegram_shape_post (shape, update->post);
  else
    osr_sandbox_telegram_shape_root (shape, update->post);
  json_builder_end_object (shape->builder);
}

static gint64
number (OsrSandboxExchange *exchange, const char *name, gint64 fallback)
{
  OsrSandboxTelegramCall call = { .exchange = exchange };

  return osr_sandbox_telegram_int (&call, name, fallback);
}

static gboolean
on_listen (OsrSandboxExchange *exchange, gboolean last)
{
  OsrSandboxCommunity *community = osr_sandbox_wall_community (exchange->wall, exchange->token->id);
  g_autoptr (GArray) updates = pending (exchange, community);
  gint64 limit = number (exchange, "limit", MAX_LIMIT);
  g_autoptr (JsonBuilder) builder = NULL;
  OsrSandboxTelegramCall call = { .exchange = exchange };
  OsrSandboxTelegramShape shape;

  if (updates->len == 0 && !last)
    return FALSE;
  if (limit < 1 || limit > MAX_LIMIT)
    limit = MAX_LIMIT;
  builder = osr_sandbox_telegram_begin ();
  shape = (OsrSandboxTelegramShape){ exchange->wall, community, builder };
  json_builder_begin_array (builder);
  for (guint i = 0; i < updates->len && i < limit; i++)
    shape_update (&shape, &g_array_index (updates, Update, i));
  json_builder_end_array (builder);
  return osr_sandbox_telegram_end (&call, builder);
}

/* What is asked from has been read up to there; asked from the end, all before that is forgotten. */
static void
confirm (OsrSandboxTelegramCall *call, gint64 offset)
{
  g_autoptr (GArray) updates = NULL;
  gint64 read_to = offset;

  if (offset < 0) {
    updates = pending (call->exchange, call->community);
    if (updates->len == 0)
      return;
    read_to = g_array_index (updates, Update, MAX ((gint64) updates->len + offset, 0)).id;
  }
  if (read_to <= call->community->read_to)
    return;
  call->community->read_to = read_to;
  osr_sandbox_save (call->exchange->sandbox);
}

gboolean
osr_sandbox_telegram_get_updates (OsrSandboxTelegramCall *call)
{
  OsrSandboxExchange *rival = osr_sandbox_exchange_rival (call->exchange);

  if (call->community->webhook)
    return osr_sandbox_telegram_fail (call->exchange, 409, hooked);
  if (rival != NULL) {
    osr_sandbox_telegram_fail (rival, 409, conflict);
    osr_sandbox_exchange_release (rival);
  }
  confirm (call, osr_sandbox_telegram_int (call, "offset", 0));
  osr_sandbox_exchange_listen (
      call->exchange, CLAMP (osr_sandbox_telegram_int (call, "timeout", 0), 0, MAX_TIMEOUT),
      on_listen);
  return TRUE;
}

gboolean
osr_sandbox_telegram_delete_webhook (OsrSandboxTelegramCall *call)
{
  call->community->webhook = FALSE;
  return osr_sandbox_telegram_true (call);
}

gboolean
osr_sandbox_telegram_get_webhook_info (OsrSandboxTelegramCall *call)
{
  g_autoptr (GArray) updates = pending (call->exchange, call->community);
  g_autoptr (JsonBuilder) builder = osr_sandbox_telegram_begin ();

  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "url",
                            call->community->webhook ? "https://hooks.example/bot" : "");
  osr_sandbox_shape_flag (builder, "has_custom_certificate", FALSE);
  osr_sandbox_shape_int (builder, "pending_update_count", updates->len);
  json_builder_end_object (builder);
  return osr_sandbox_telegram_end (call, builder);
}
