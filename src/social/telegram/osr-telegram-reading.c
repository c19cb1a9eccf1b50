/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who the channel and its group are is asked once, then the place knows. The offset of the place is told to
 * Telegram with the next round only, when what was read before it is in the log. */
#include "social/telegram/osr-telegram-reading.h"

#include "social/telegram/osr-telegram-call.h"
#include "social/telegram/osr-telegram-intake.h"

#define UPDATES_AT_ONCE 100

typedef struct {
  OsrNetworkCaller *caller;
  OsrNetworkRound *round;
  OsrTelegramPlace *place;
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->caller);
  osr_network_round_unref (reading->round);
  osr_telegram_place_free (reading->place);
  g_free (reading);
}

static void
call (GTask *task, OsrNetworkCall *one, GAsyncReadyCallback callback)
{
  Reading *reading = g_task_get_task_data (task);

  osr_network_caller_call_async (reading->caller, one, g_task_get_cancellable (task), callback,
                                 g_object_ref (task));
}

static void
on_updates (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  OsrNetworkReading *found;

  if (answer == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  found = osr_network_reading_new ();
  osr_telegram_take_in (reading->place, reading->round->account, answer, found);
  found->place = osr_telegram_place_write (reading->place);
  g_task_return_pointer (task, found, (GDestroyNotify) osr_network_reading_unref);
}

static void
ask_updates (GTask *task)
{
  static const char *const kinds[] = { "message", "edited_message", "channel_post",
                                       "edited_channel_post", "my_chat_member" };
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (JsonObject) parameters = json_object_new ();
  JsonArray *allowed = json_array_new ();
  OsrNetworkCall *one;
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    json_array_add_string_element (allowed, kinds[i]);
  if (reading->place->offset > 0)
    json_object_set_int_member (parameters, "offset", reading->place->offset);
  json_object_set_int_member (parameters, "limit", UPDATES_AT_ONCE);
  json_object_set_int_member (parameters, "timeout", 0);
  json_object_set_array_member (parameters, "allowed_updates", allowed);
  one = osr_telegram_call_new (reading->round->account, "getUpdates", parameters, &error);
  if (one == NULL) {
    g_task_return_error (task, error);
    return;
  }
  /* asked again too soon, Telegram takes it for a second poller */
  osr_network_call_set_once (one);
  call (task, one, on_updates);
}

/* The group is the channel's own word; the account's setting stands in where the channel has none to
 * say. */
static void
on_channel (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  const char *group = osr_network_account_get_option (reading->round->account, "group");
  const char *channel = reading->round->account->owner_id;

  if (answer == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind == OSR_NETWORK_RECORD_OWNER)
      channel = record->id;
    else if (record->kind == OSR_NETWORK_RECORD_NUMBER &&
             g_strcmp0 (record->name, "linked_chat_id") == 0)
      group = record->value;
  }
  osr_telegram_place_set_chats (reading->place, channel, group != NULL ? group : "");
  ask_updates (task);
}

static void
ask_channel (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (JsonObject) parameters = json_object_new ();
  OsrNetworkCall *one;
  GError *error = NULL;

  osr_telegram_set_id (parameters, "chat_id", reading->round->account->owner_id);
  one = osr_telegram_call_new (reading->round->account, "getChat", parameters, &error);
  if (one == NULL)
    g_task_return_error (task, error);
  else
    call (task, one, on_channel);
}

/* A channel that had no group may have got one. */
static gboolean
knows_chats (const OsrTelegramPlace *place)
{
  return place->channel != NULL && place->group != NULL && *place->group != '\0';
}

void
osr_telegram_read_async (OsrNetwork *network, OsrNetworkCaller *caller, OsrNetworkRound *round,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, osr_telegram_read_async);
  reading->caller = g_object_ref (caller);
  reading->round = osr_network_round_ref (round);
  reading->place = osr_telegram_place_new (round->place);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  if (knows_chats (reading->place))
    ask_updates (task);
  else
    ask_channel (task);
}
