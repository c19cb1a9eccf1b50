/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins the parts to the interface. It checks what can be refused before anything is sent, counts the
 * units of what is published, and leaves the walks to the reading, the search and the test. */
#include "social/youtube/osr-youtube-network.h"

#include <string.h>

#include <glib/gi18n.h>

#include "social/osr-network-refusal.h"
#include "social/osr-reply-match.h"
#include "social/youtube/osr-youtube-account-check.h"
#include "social/youtube/osr-youtube-call.h"
#include "social/youtube/osr-youtube-publishing.h"
#include "social/youtube/osr-youtube-reading.h"
#include "social/youtube/osr-youtube-reply-search.h"

/* Units are the limit, not calls a second. */
#define INTERVAL_MS 100

#define REASON                                                                                     \
  N_ ("The account has no OAuth token of the channel's owner: copy the text, open the video and "  \
      "place the reply by hand")

struct _OsrYoutubeNetwork {
  GObject parent_instance;

  OsrNetworkCaller *caller;
  OsrYoutubeQuota *quota;
};

static void network_iface_init (OsrNetworkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OsrYoutubeNetwork, osr_youtube_network, G_TYPE_OBJECT,
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
  return OSR_YOUTUBE_NETWORK (network)->caller;
}

static OsrYoutubeQuota *
quota_of (OsrNetwork *network)
{
  return OSR_YOUTUBE_NETWORK (network)->quota;
}

static gboolean
publishes (OsrNetworkAccount *account)
{
  return account == NULL || osr_youtube_account_fault (account, OSR_YOUTUBE_OWNER) == NULL;
}

static void
get_abilities (OsrNetwork *network, OsrNetworkAccount *account, OsrNetworkAbilities *abilities)
{
  abilities->publishes = publishes (account);
  abilities->edits = account != NULL && abilities->publishes;
  abilities->reads_back = TRUE;
  abilities->one_token = TRUE;
  abilities->text_limit = OSR_YOUTUBE_TEXT_LIMIT;
  abilities->reason = abilities->publishes ? NULL : REASON;
}

/* -- Reading -- */

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  OsrNetworkReading *reading =
      osr_youtube_read_finish (OSR_NETWORK_CALLER (source), result, &error);

  if (reading != NULL)
    g_task_return_pointer (task, reading, (GDestroyNotify) osr_network_reading_unref);
  else
    g_task_return_error (task, error);
}

static void
read_async (OsrNetwork *network, OsrNetworkRound *round, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  osr_youtube_read_async (caller_of (network), quota_of (network), round, cancellable, on_read,
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
  OsrNetworkReply *reply = osr_youtube_publish_finish (OSR_NETWORK_CALLER (source), result, &error);

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
                             OSR_NET_ERROR_REJECTED, "youtube: comments go out without files");
  else if (sending->target->post_id == NULL)
    g_task_report_new_error (network, callback, user_data, may_send, OSR_NET_ERROR,
                             OSR_NET_ERROR_REJECTED,
                             "youtube: only comments under a video are published");
  else if (!osr_youtube_quota_take (quota_of (network), sending->account, OSR_YOUTUBE_WRITE_COST))
    g_task_report_new_error (network, callback, user_data, may_send, OSR_NET_ERROR,
                             OSR_NET_ERROR_RATE_LIMITED,
                             "youtube: the day's units are spent; it goes on after midnight in "
                             "California");
  else
    return TRUE;
  return FALSE;
}

static void
publish_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
               GAsyncReadyCallback callback, gpointer user_data)
{
  if (may_send (network, sending, callback, user_data))
    osr_youtube_publish_async (caller_of (network), sending, cancellable, on_published,
                               begin (network, cancellable, callback, user_data));
}

static void
edit_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  if (may_send (network, sending, callback, user_data))
    osr_youtube_edit_async (caller_of (network), sending, cancellable, on_published,
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

  if (osr_youtube_find_finish (OSR_NETWORK_CALLER (source), result, &reply, &error))
    g_task_return_pointer (task, reply, (GDestroyNotify) osr_network_reply_unref);
  else
    g_task_return_error (task, error);
}

static void
find_reply_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
                  GAsyncReadyCallback callback, gpointer user_data)
{
  const char *fault = osr_youtube_account_fault (sending->account, OSR_YOUTUBE_KEY);

  if (fault != NULL)
    g_task_report_new_error (network, callback, user_data, find_reply_async, OSR_NET_ERROR,
                             OSR_NET_ERROR_AUTH, "%s", fault);
  else if (sending->target->post_id == NULL)
    g_task_report_new_error (network, callback, user_data, find_reply_async, OSR_NET_ERROR,
                             OSR_NET_ERROR_REJECTED, "youtube: the target is no video");
  else
    osr_youtube_find_async (caller_of (network), quota_of (network), sending, cancellable, on_found,
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

/* An answer is told to be in its thread, not whom in it it answers. */
static char *
dup_room (OsrNetwork *network, const OsrNetworkTarget *target)
{
  g_autofree char *thread = osr_youtube_dup_thread (target);

  return thread != NULL ? g_steal_pointer (&thread) : osr_network_dup_plain_room (target);
}

/* "…/watch?v=VIDEO&lc=COMMENT" */
static OsrNetworkTarget *
read_link (OsrNetwork *network, OsrNetworkAccount *account, const char *url, char **native_id)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) base = g_uri_parse (account->link_base, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GHashTable) query = NULL;
  const char *video, *comment;
  g_autofree char *thread = NULL;

  if (uri == NULL || base == NULL || g_uri_get_query (uri) == NULL ||
      g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (base)) != 0)
    return NULL;
  query = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  video = query != NULL ? g_hash_table_lookup (query, "v") : NULL;
  comment = query != NULL ? g_hash_table_lookup (query, "lc") : NULL;
  if (video == NULL || comment == NULL || *video == '\0' || *comment == '\0')
    return NULL;
  *native_id = g_strdup (comment);
  if (strchr (comment, '.') != NULL)
    thread = g_strndup (comment, strcspn (comment, "."));
  return osr_network_target_new (account->owner_id, video, thread, thread);
}

/* -- Testing -- */

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  OsrNetworkCheck *check = osr_youtube_check_finish (OSR_NETWORK_CALLER (source), result, &error);

  if (check != NULL)
    g_task_return_pointer (task, check, (GDestroyNotify) osr_network_check_unref);
  else
    g_task_return_error (task, error);
}

static void
check_async (OsrNetwork *network, OsrNetworkAccount *account, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  osr_youtube_check_async (caller_of (network), quota_of (network), account, cancellable,
                           on_checked, begin (network, cancellable, callback, user_data));
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
  iface->dup_room = dup_room;
  iface->read_link = read_link;
  iface->check_async = check_async;
  iface->check_finish = check_finish;
}

static void
osr_youtube_network_finalize (GObject *object)
{
  OsrYoutubeNetwork *self = OSR_YOUTUBE_NETWORK (object);

  g_clear_object (&self->caller);
  g_clear_pointer (&self->quota, osr_youtube_quota_free);
  G_OBJECT_CLASS (osr_youtube_network_parent_class)->finalize (object);
}

static void
osr_youtube_network_class_init (OsrYoutubeNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_youtube_network_finalize;
}

static void
osr_youtube_network_init (OsrYoutubeNetwork *self)
{
}

OsrYoutubeNetwork *
osr_youtube_network_new (OsrHttpSession *session)
{
  OsrYoutubeNetwork *self = g_object_new (OSR_TYPE_YOUTUBE_NETWORK, NULL);

  self->caller = osr_network_caller_new (session, INTERVAL_MS);
  self->quota = osr_youtube_quota_new (NULL, NULL);
  return self;
}

OsrNetworkCaller *
osr_youtube_network_get_caller (OsrYoutubeNetwork *self)
{
  g_return_val_if_fail (OSR_IS_YOUTUBE_NETWORK (self), NULL);

  return self->caller;
}

void
osr_youtube_network_set_clock (OsrYoutubeNetwork *self, OsrYoutubeClock clock, gpointer data)
{
  g_return_if_fail (OSR_IS_YOUTUBE_NETWORK (self));

  osr_youtube_quota_free (self->quota);
  self->quota = osr_youtube_quota_new (clock, data);
}
