/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins the parts to the interface. It checks what can be refused before anything is sent and leaves
 * the walks to the reading, the publishing, the search and the test. */
#include "social/ok/osr-ok-network.h"

#include <glib/gi18n.h>

#include "social/ok/osr-ok-account-check.h"
#include "social/ok/osr-ok-call.h"
#include "social/ok/osr-ok-parser.h"
#include "social/ok/osr-ok-publishing.h"
#include "social/ok/osr-ok-reading.h"
#include "social/ok/osr-ok-reply-search.h"
#include "social/osr-network-refusal.h"
#include "social/osr-reply-match.h"

/* The network does not publish its limits; clients make about one call a second. */
#define INTERVAL_MS 1000

#define REASON                                                                                     \
  N_ ("Odnoklassniki grants comments by program only on request: copy the text, open the topic "   \
      "and "                                                                                       \
      "place the reply by hand. Where it was granted, set the account's option publishes=1")

struct _OsrOkNetwork {
  GObject parent_instance;

  OsrNetworkCaller *caller;
};

static void network_iface_init (OsrNetworkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OsrOkNetwork, osr_ok_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OSR_TYPE_NETWORK, network_iface_init))

/* The parts' tasks belong to the caller; this one to the network. */
static GTask *
begin (OsrNetwork *network, GCancellable *cancellable, GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (network, cancellable, callback, user_data);

  g_task_set_source_tag (task, begin);
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static OsrNetworkCaller *
caller_of (OsrNetwork *network)
{
  return OSR_OK_NETWORK (network)->caller;
}

static gboolean
publishes (OsrNetworkAccount *account)
{
  return account == NULL ||
         g_strcmp0 (osr_network_account_get_option (account, OSR_OK_PUBLISHES), "1") == 0;
}

static void
get_abilities (OsrNetwork *network, OsrNetworkAccount *account, OsrNetworkAbilities *abilities)
{
  abilities->publishes = publishes (account);
  abilities->edits = account != NULL && abilities->publishes;
  abilities->reads_back = TRUE;
  abilities->one_token = TRUE;
  abilities->text_limit = OSR_OK_TEXT_LIMIT;
  abilities->reason = abilities->publishes ? NULL : REASON;
}

/* -- Reading -- */

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  OsrNetworkReading *reading = osr_ok_read_finish (OSR_NETWORK_CALLER (source), result, &error);

  if (reading != NULL)
    g_task_return_pointer (task, reading, (GDestroyNotify) osr_network_reading_unref);
  else
    g_task_return_error (task, error);
}

static void
read_async (OsrNetwork *network, OsrNetworkRound *round, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  osr_ok_read_async (caller_of (network), round, cancellable, on_read,
                     begin (network, cancellable, callback, user_data));
}

static OsrNetworkReading *
read_finish (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- Publishing -- */

static void
on_published (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  OsrNetworkReply *reply = osr_ok_publish_finish (OSR_NETWORK_CALLER (source), result, &error);

  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
  else
    g_task_return_error (task, error);
}

/* Whether @sending may go out; else the caller is told. */
static gboolean
may_send (OsrNetwork *network, OsrNetworkSending *sending, GAsyncReadyCallback callback,
          gpointer user_data)
{
  const char *fault =
      osr_reply_text_fault (sending, osr_network_get_text_limit (network, sending->account));

  if (!publishes (sending->account))
    osr_network_refuse (network, sending->account, callback, user_data);
  else if (fault != NULL)
    g_task_report_new_error (network, callback, user_data, may_send, OSR_NET_ERROR,
                             OSR_NET_ERROR_REJECTED, "%s", fault);
  else if (sending->files->len > 0)
    g_task_report_new_error (network, callback, user_data, may_send, OSR_NET_ERROR,
                             OSR_NET_ERROR_REJECTED, "ok: comments go out without files");
  else
    return TRUE;
  return FALSE;
}

static void
publish_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
               GAsyncReadyCallback callback, gpointer user_data)
{
  if (may_send (network, sending, callback, user_data))
    osr_ok_publish_async (caller_of (network), sending, cancellable, on_published,
                          begin (network, cancellable, callback, user_data));
}

static void
edit_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  if (may_send (network, sending, callback, user_data))
    osr_ok_edit_async (caller_of (network), sending, cancellable, on_published,
                       begin (network, cancellable, callback, user_data));
}

static OsrNetworkReply *
publish_finish (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- Looking -- */

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  OsrNetworkReply *reply = NULL;

  if (osr_ok_find_finish (OSR_NETWORK_CALLER (source), result, &reply, &error))
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
  else
    g_task_return_error (task, error);
}

static void
find_reply_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
                  GAsyncReadyCallback callback, gpointer user_data)
{
  osr_ok_find_async (caller_of (network), sending, cancellable, on_found,
                     begin (network, cancellable, callback, user_data));
}

static gboolean
find_reply_finish (OsrNetwork *network, GAsyncResult *result, OsrNetworkReply **reply,
                   GError **error)
{
  g_autoptr (GError) failure = NULL;

  *reply = g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static OsrNetworkTarget *
read_link (OsrNetwork *network, OsrNetworkAccount *account, const char *url, char **native_id)
{
  return osr_ok_read_link (account, url, native_id);
}

/* -- Testing -- */

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  OsrNetworkCheck *check = osr_ok_check_finish (OSR_NETWORK_CALLER (source), result, &error);

  if (check != NULL)
    g_task_return_pointer (task, check, (GDestroyNotify) osr_network_check_unref);
  else
    g_task_return_error (task, error);
}

static void
check_async (OsrNetwork *network, OsrNetworkAccount *account, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  osr_ok_check_async (caller_of (network), account, publishes (account) ? NULL : REASON,
                      cancellable, on_checked, begin (network, cancellable, callback, user_data));
}

static OsrNetworkCheck *
check_finish (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
network_iface_init (OsrNetworkInterface *iface)
{
  iface->get_abilities = get_abilities;
  iface->read_async = read_async;
  iface->read_finish = read_finish;
  iface->publish_async = publish_async;
  iface->publish_finish = publish_finish;
  iface->edit_async = edit_async;
  iface->edit_finish = publish_finish;
  iface->find_reply_async = find_reply_async;
  iface->find_reply_finish = find_reply_finish;
  iface->read_link = read_link;
  iface->check_async = check_async;
  iface->check_finish = check_finish;
}

static void
osr_ok_network_finalize (GObject *object)
{
  g_clear_object (&OSR_OK_NETWORK (object)->caller);
  G_OBJECT_CLASS (osr_ok_network_parent_class)->finalize (object);
}

static void
osr_ok_network_class_init (OsrOkNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_ok_network_finalize;
}

static void
osr_ok_network_init (OsrOkNetwork *self)
{
}

OsrOkNetwork *
osr_ok_network_new (OsrHttpSession *session)
{
  OsrOkNetwork *self = g_object_new (OSR_TYPE_OK_NETWORK, NULL);

  self->caller = osr_network_caller_new (session, INTERVAL_MS);
  return self;
}

OsrNetworkCaller *
osr_ok_network_get_caller (OsrOkNetwork *self)
{
  g_return_val_if_fail (OSR_IS_OK_NETWORK (self), NULL);

  return self->caller;
}
