/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Bots Long Poll: where to ask, which events a community sends, and the events themselves since a
 * number. The number is a string in an answer and an integer in a failure, as the network has it; the
 * key is good for one run of the program. */
#include <string.h>

#include "demo/sandbox/osr-sandbox-connector.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/vk/osr-sandbox-vk-method.h"
#include "demo/sandbox/vk/osr-sandbox-vk-shape.h"

#define PREFIX   "/longpoll/"
#define SERVER   "wh"
#define MAX_WAIT 90

enum {
  LOST_EVENTS = 1,
  KEY_EXPIRED = 2,
  ALL_LOST = 3,
};

static char *
key_of (OsrSandbox *sandbox, gint64 community)
{
  g_autofree char *text = g_strdup_printf ("%s %" G_GINT64_FORMAT, sandbox->form_token, community);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);
}

static gint64
find_group (OsrSandboxCall *call)
{
  gint64 id = osr_sandbox_call_int (call, "group_id", 0);

  if (osr_sandbox_wall_community (call->wall, id) != NULL &&
      osr_sandbox_call_speaks_for (call, -id))
    return id;
  osr_sandbox_call_fail (call, OSR_SANDBOX_ACCESS, "no access to this group");
  return 0;
}

gboolean
osr_sandbox_groups_get_long_poll_server (OsrSandboxCall *call)
{
  gint64 id = find_group (call);
  g_autofree char *key = key_of (call->sandbox, id);
  g_autofree char *server = NULL;
  g_autofree char *ts = NULL;

  if (id == 0)
    return FALSE;
  server = g_strdup_printf ("%s" PREFIX SERVER "%" G_GINT64_FORMAT, call->sandbox->url, id);
  ts = g_strdup_printf ("%" G_GINT64_FORMAT, call->wall->journal->last);
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_string (call->builder, "key", key);
  osr_sandbox_shape_string (call->builder, "server", server);
  osr_sandbox_shape_string (call->builder, "ts", ts);
  json_builder_end_object (call->builder);
  return TRUE;
}

gboolean
osr_sandbox_groups_get_long_poll_settings (OsrSandboxCall *call)
{
  static const char *const events[] = { "wall_reply_new",   "wall_reply_edit", "wall_reply_delete",
                                        "wall_post_new",    "board_post_new",  "board_post_edit",
                                        "board_post_delete" };

  if (find_group (call) == 0)
    return FALSE;
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_flag (call->builder, "is_enabled", TRUE);
  osr_sandbox_shape_string (call->builder, "api_version", OSR_SANDBOX_VERSION);
  osr_sandbox_shape_object (call->builder, "events");
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    osr_sandbox_shape_int (call->builder, events[i], 1);
  json_builder_end_object (call->builder);
  json_builder_end_object (call->builder);
  return TRUE;
}

/* Every event is sent whatever is set; who turns one off hears it all the same. */
gboolean
osr_sandbox_groups_set_long_poll_settings (OsrSandboxCall *call)
{
  if (find_group (call) == 0)
    return FALSE;
  json_builder_add_int_value (call->builder, 1);
  return TRUE;
}

static const char *
type_of (const OsrSandboxEntry *entry, gboolean topic)
{
  switch (entry->kind) {
  case OSR_SANDBOX_WRITTEN:
    return topic ? "board_post_new" : "wall_reply_new";
  case OSR_SANDBOX_EDITED:
    return topic ? "board_post_edit" : "wall_reply_edit";
  case OSR_SANDBOX_DELETED:
    return topic ? "board_post_delete" : "wall_reply_delete";
  case OSR_SANDBOX_POSTED:
  default:
    return "wall_post_new";
  }
}

static void
shape_deleted (JsonBuilder *builder, const OsrSandboxEntry *entry, gboolean topic)
{
  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, topic ? "topic_owner_id" : "owner_id", -entry->community);
  osr_sandbox_shape_int (builder, "id", entry->comment);
  if (!topic)
    osr_sandbox_shape_int (builder, "deleter_id", entry->from_id);
  osr_sandbox_shape_int (builder, topic ? "topic_id" : "post_id", entry->post);
  json_builder_end_object (builder);
}

static void
shape_comment (JsonBuilder *builder, const OsrSandboxEntry *entry, gboolean topic)
{
  g_autofree char *text = osr_sandbox_escape (entry->text);

  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "id", entry->comment);
  osr_sandbox_shape_int (builder, "from_id", entry->from_id);
  osr_sandbox_shape_int (builder, "date", entry->at);
  osr_sandbox_shape_string (builder, "text", text);
  osr_sandbox_shape_int (builder, topic ? "topic_owner_id" : "post_owner_id", -entry->community);
  osr_sandbox_shape_int (builder, topic ? "topic_id" : "post_id", entry->post);
  json_builder_end_object (builder);
}

static void
shape_update (JsonBuilder *builder, OsrSandboxWall *wall, const OsrSandboxEntry *entry)
{
  const OsrSandboxPost *post = osr_sandbox_wall_post (wall, -entry->community, entry->post);
  gboolean topic = post != NULL && post->topic;
  g_autofree char *event_id = g_strdup_printf ("%040" G_GINT64_MODIFIER "x", entry->seq);

  if (post == NULL)
    return;
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "type", type_of (entry, topic));
  osr_sandbox_shape_string (builder, "event_id", event_id);
  osr_sandbox_shape_string (builder, "v", OSR_SANDBOX_VERSION);
  json_builder_set_member_name (builder, "object");
  if (entry->kind == OSR_SANDBOX_POSTED)
    osr_sandbox_shape_post (builder, post);
  else if (entry->kind == OSR_SANDBOX_DELETED)
    shape_deleted (builder, entry, topic);
  else
    shape_comment (builder, entry, topic);
  osr_sandbox_shape_int (builder, "group_id", entry->community);
  json_builder_end_object (builder);
}

static gint64
community_of (OsrSandboxExchange *exchange)
{
  gint64 id = 0;

  if (g_str_has_prefix (exchange->rest, SERVER))
    g_ascii_string_to_signed (exchange->rest + strlen (SERVER), 10, 1, G_MAXINT64, &id, NULL);
  return osr_sandbox_wall_community (exchange->wall, id) != NULL ? id : 0;
}

static gboolean
on_listen (OsrSandboxExchange *exchange, gboolean last)
{
  g_autoptr (GPtrArray) entries =
      osr_sandbox_journal_since (exchange->wall->journal, community_of (exchange), exchange->since);
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *ts = NULL;

  if (entries->len == 0 && !last)
    return FALSE;
  ts = g_strdup_printf ("%" G_GINT64_FORMAT, exchange->wall->journal->last);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "ts", ts);
  osr_sandbox_shape_array (builder, "updates");
  for (guint i = 0; i < entries->len; i++)
    shape_update (builder, exchange->wall, entries->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (exchange, SOUP_STATUS_OK, builder);
  return TRUE;
}

static void
fail (OsrSandboxExchange *exchange, gint64 code)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "failed", code);
  if (code == LOST_EVENTS)
    osr_sandbox_shape_int (builder, "ts", exchange->wall->journal->last);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (exchange, SOUP_STATUS_OK, builder);
}

static gint64
number (OsrSandboxExchange *exchange, const char *name, gint64 fallback)
{
  const char *text = g_hash_table_lookup (exchange->query, name);
  gint64 value;

  return text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &value, NULL)
             ? value
             : fallback;
}

static void
handle (OsrSandboxExchange *exchange)
{
  gint64 community = community_of (exchange);
  g_autofree char *key = key_of (exchange->sandbox, community);

  exchange->since = number (exchange, "ts", -1);
  if (community == 0 || strcmp (exchange->method, "GET") != 0 ||
      g_strcmp0 (g_hash_table_lookup (exchange->query, "act"), "a_check") != 0)
    osr_sandbox_exchange_answer_text (exchange, SOUP_STATUS_BAD_REQUEST, "text/plain",
                                      g_strdup ("bad request"));
  else if (osr_sandbox_fault_refuses (&exchange->fault))
    fail (exchange, CLAMP (exchange->fault.code, LOST_EVENTS, ALL_LOST));
  else if (g_strcmp0 (g_hash_table_lookup (exchange->query, "key"), key) != 0)
    fail (exchange, KEY_EXPIRED);
  else if (exchange->since < 0)
    fail (exchange, ALL_LOST);
  else if (exchange->since > exchange->wall->journal->last)
    fail (exchange, LOST_EVENTS);
  else
    osr_sandbox_exchange_listen (exchange, MIN (number (exchange, "wait", 25), MAX_WAIT),
                                 on_listen);
}

static char *
name_of (const OsrSandboxExchange *exchange)
{
  return g_strdup ("longpoll");
}

static const char *const names[] = { "longpoll", NULL };

const OsrSandboxConnector osr_sandbox_vk_longpoll_connector = {
  .prefix = PREFIX,
  .methods = names,
  .name = name_of,
  .handle = handle,
};
