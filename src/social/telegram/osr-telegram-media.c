/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two calls. The address of the second has the bot's token in it, and is known to nobody else. */
#include "social/telegram/osr-telegram-media.h"

#include <string.h>

#include "social/telegram/osr-telegram-call.h"
#include "social/telegram/osr-telegram-parser.h"

typedef struct {
  OsrNetworkCaller *caller;
  OsrNetworkAccount *account;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_object_unref (fetch->caller);
  osr_network_account_unref (fetch->account);
  g_free (fetch);
}

/* (transfer full) of @one (nullable: there was an error), which is (transfer full), too */
static void
call (GTask *task, OsrNetworkCall *one, GError *error, GAsyncReadyCallback callback)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (one == NULL)
    g_task_return_error (task, error);
  else
    osr_network_caller_call_async (fetch->caller, one, g_task_get_cancellable (task), callback,
                                   g_object_ref (task));
}

static void
on_file (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes = osr_network_caller_fetch_finish (OSR_NETWORK_CALLER (source), result, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

static const char *
find_path (OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind == OSR_NETWORK_RECORD_ADDRESS && g_strcmp0 (record->name, "file_path") == 0)
      return record->value;
  }
  return "";
}

static void
on_path (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);
  OsrNetworkCall *next = NULL;

  if (answer != NULL)
    next = osr_telegram_call_new_for_file (fetch->account, find_path (answer), &error);
  call (task, next, error, on_file);
}

void
osr_telegram_fetch_async (OsrNetwork *network, OsrNetworkCaller *caller, OsrNetworkAccount *account,
                          const char *name, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);
  g_autoptr (JsonObject) parameters = json_object_new ();
  Fetch *fetch = g_new0 (Fetch, 1);
  OsrNetworkCall *first;
  GError *error = NULL;

  g_task_set_source_tag (task, osr_telegram_fetch_async);
  fetch->caller = g_object_ref (caller);
  fetch->account = osr_network_account_ref (account);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  if (!g_str_has_prefix (name, OSR_TELEGRAM_FILE_SCHEME)) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "getFile: this is no file of Telegram");
    return;
  }
  json_object_set_string_member (parameters, "file_id", name + strlen (OSR_TELEGRAM_FILE_SCHEME));
  first = osr_telegram_call_new (account, "getFile", parameters, &error);
  call (task, first, error, on_path);
}
