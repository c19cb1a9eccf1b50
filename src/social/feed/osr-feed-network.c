/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One document a round. An item that is no longer in it has only grown old: a reading tells of no posts,
 * so that nothing is taken for deleted. */
#include "social/feed/osr-feed-network.h"

#include <string.h>

#include <glib/gi18n.h>

#include "social/feed/osr-feed-fetch.h"
#include "social/osr-network-dialect.h"
#include "social/osr-network-refusal.h"
#include "social/osr-social-reader.h"

#define REASON                                                                                     \
  N_ ("A feed can only be read: copy the text, open the page and place the reply there by hand")

struct _OsrFeedNetwork {
  GObject parent_instance;

  OsrHttpSession *session;
};

static void network_iface_init (OsrNetworkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OsrFeedNetwork, osr_feed_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OSR_TYPE_NETWORK, network_iface_init))

static void
set (char **member, char *value)
{
  g_free (*member);
  *member = value;
}

/* What an item says is its heading and its words; which feed it is of is the account's address, which
 * stays the same when the feed calls its page by another name. */
static OsrNetworkMessage *
map_item (OsrNetworkAccount *account, OsrNetworkMessage *item)
{
  g_autofree char *title = g_strstrip (g_strdup (item->title != NULL ? item->title : ""));

  if (*item->permalink == '\0')
    set (&item->permalink, g_strdup (item->owner_id));
  set (&item->owner_id, g_strdup (account->owner_id));
  if (*title != '\0' && !g_str_has_prefix (item->text, title))
    set (&item->text,
         *item->text != '\0' ? g_strjoin ("\n\n", title, item->text, NULL) : g_strdup (title));
  return osr_network_message_ref (item);
}

static OsrNetworkAnswer *
parse_page (OsrNetworkAccount *account, const OsrFeedPage *page, GError **error)
{
  g_autoptr (OsrNetworkAccount) base =
      osr_network_account_new (OSR_FEED_NETWORK_ID, account->id, account->owner_id);
  const OsrNetworkQuestion question = { base, "feed", NULL, page->charset };
  gsize size;
  const char *bytes = g_bytes_get_data (page->body, &size);

  osr_network_account_set_hosts (base, NULL, page->address, NULL);
  return osr_network_parse (&question, bytes != NULL ? bytes : "", size, error);
}

/* -- Reading -- */

static OsrNetworkReading *
make_reading (OsrNetworkAccount *account, const OsrFeedPage *page, GError **error)
{
  g_autoptr (OsrNetworkReading) reading = osr_network_reading_new ();
  g_autoptr (OsrNetworkAnswer) answer = NULL;

  if (page->body == NULL)
    return g_steal_pointer (&reading);
  answer = parse_page (account, page, error);
  if (answer == NULL)
    return NULL;
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    g_ptr_array_add (reading->messages, map_item (account, record->message));
  }
  reading->place = osr_feed_mark_write (&page->mark);
  return g_steal_pointer (&reading);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrNetworkRound *round = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (OsrFeedPage) page = osr_feed_fetch_finish (OSR_HTTP_SESSION (source), result, &error);
  OsrNetworkReading *reading = page != NULL ? make_reading (round->account, page, &error) : NULL;

  if (reading != NULL)
    g_task_return_pointer (task, reading, (GDestroyNotify) osr_network_reading_unref);
  else
    g_task_return_error (task, error);
}

static void
read_async (OsrNetwork *network, OsrNetworkRound *round, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (network, cancellable, callback, user_data);
  g_auto (OsrFeedMark) mark = { NULL, NULL, NULL };

  g_task_set_source_tag (task, read_async);
  g_task_set_task_data (task, osr_network_round_ref (round),
                        (GDestroyNotify) osr_network_round_unref);
  osr_feed_mark_read (&mark, round->place);
  osr_feed_fetch_async (OSR_FEED_NETWORK (network)->session, round->account, &mark, cancellable,
                        on_fetched, task);
}

static OsrNetworkReading *
read_finish (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- Testing -- */

/* (transfer full) (nullable): the feed's title, which stands with every item */
static char *
dup_name (const OsrNetworkAnswer *answer)
{
  const OsrNetworkRecord *first = answer->records->len > 0 ? answer->records->pdata[0] : NULL;

  return first != NULL && *first->message->context != '\0' ? g_strdup (first->message->context)
                                                           : NULL;
}

static gboolean
is_finding (const GError *error)
{
  return g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH) ||
         g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED) ||
         g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrFeedPage) page = osr_feed_fetch_finish (OSR_HTTP_SESSION (source), result, &error);
  g_autoptr (OsrNetworkAnswer) answer =
      page != NULL ? parse_page (g_task_get_task_data (task), page, &error) : NULL;
  g_autoptr (OsrNetworkCheck) check = osr_network_check_new ();

  if (answer == NULL && !is_finding (error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (answer != NULL)
    check->name = dup_name (answer);
  else
    check->read_fault = g_strdup (error->message);
  check->by_hand = g_strdup (REASON);
  g_task_return_pointer (task, g_steal_pointer (&check), (GDestroyNotify) osr_network_check_unref);
}

static void
check_async (OsrNetwork *network, OsrNetworkAccount *account, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (network, cancellable, callback, user_data);

  g_task_set_source_tag (task, check_async);
  g_task_set_task_data (task, osr_network_account_ref (account),
                        (GDestroyNotify) osr_network_account_unref);
  osr_feed_fetch_async (OSR_FEED_NETWORK (network)->session, account, NULL, cancellable, on_tested,
                        task);
}

static OsrNetworkCheck *
check_finish (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
get_abilities (OsrNetwork *network, OsrNetworkAccount *account, OsrNetworkAbilities *abilities)
{
  abilities->reason = REASON;
}

static void
network_iface_init (OsrNetworkInterface *iface)
{
  iface->get_abilities = get_abilities;
  iface->read_async = read_async;
  iface->read_finish = read_finish;
  iface->check_async = check_async;
  iface->check_finish = check_finish;
  osr_network_refuse_publishing (iface);
}

static void
osr_feed_network_finalize (GObject *object)
{
  g_clear_object (&OSR_FEED_NETWORK (object)->session);
  G_OBJECT_CLASS (osr_feed_network_parent_class)->finalize (object);
}

static void
osr_feed_network_class_init (OsrFeedNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_feed_network_finalize;
}

static void
osr_feed_network_init (OsrFeedNetwork *self)
{
}

OsrFeedNetwork *
osr_feed_network_new (OsrHttpSession *session)
{
  OsrFeedNetwork *self = g_object_new (OSR_TYPE_FEED_NETWORK, NULL);

  self->session = g_object_ref (session);
  return self;
}
