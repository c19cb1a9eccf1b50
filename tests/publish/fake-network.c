/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers at once, in the main loop. */
#include "fake-network.h"

#include "net/osr-net-error.h"

#define FAKE_LINK "https://fake.example/wall-1_1?reply=77"

static void fake_network_take_part (OsrNetworkInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeNetwork, fake_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OSR_TYPE_NETWORK, fake_network_take_part))

static void
get_abilities (OsrNetwork *network, OsrNetworkAccount *account, OsrNetworkAbilities *abilities)
{
  abilities->publishes = TRUE;
  abilities->reads_back = FAKE_NETWORK (network)->reads_back;
  abilities->text_limit = 4096;
}

static gboolean
is_answered (FakeNetwork *self, OsrNetworkSending *sending)
{
  g_clear_pointer (&self->answer, g_free);
  if (sending->challenge == NULL)
    return FALSE;
  self->answer = g_strdup (sending->challenge->answer);
  return g_strcmp0 (self->answer, "7x4q") == 0;
}

static void
challenge (GTask *task, gboolean page)
{
  osr_network_set_challenge (
      G_ASYNC_RESULT (task),
      osr_network_challenge_new (page ? OSR_NETWORK_CHALLENGE_PAGE : OSR_NETWORK_CHALLENGE_PICTURE,
                                 page ? NULL : "239", "https://fake.example/captcha", NULL));
  g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_AUTH, "A person must answer first");
}

static void
publish_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
               GAsyncReadyCallback callback, gpointer user_data)
{
  FakeNetwork *self = FAKE_NETWORK (network);
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);
  gboolean asks = self->next == FAKE_CHALLENGES || self->next == FAKE_SHOWS_PAGE;

  self->sent++;
  if (!is_answered (self, sending) && asks) {
    challenge (task, self->next == FAKE_SHOWS_PAGE);
    return;
  }
  self->there++;
  if (self->next == FAKE_LOSES)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN, "The answer was lost");
  else
    g_task_return_pointer (task, osr_network_reply_new ("77", FAKE_LINK, OSR_INSTANT_UNKNOWN),
                           (GDestroyNotify) osr_network_reply_unref);
}

static OsrNetworkReply *
publish_finish (OsrNetwork *network, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
find_async (OsrNetwork *network, OsrNetworkSending *sending, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  FakeNetwork *self = FAKE_NETWORK (network);
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);

  g_assert_true (self->reads_back);
  self->looked++;
  g_task_return_boolean (task, TRUE);
}

static gboolean
find_finish (OsrNetwork *network, GAsyncResult *result, OsrNetworkReply **reply, GError **error)
{
  *reply = NULL;
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
fake_network_take_part (OsrNetworkInterface *interface)
{
  interface->get_abilities = get_abilities;
  interface->publish_async = publish_async;
  interface->publish_finish = publish_finish;
  interface->find_reply_async = find_async;
  interface->find_reply_finish = find_finish;
}

static void
fake_network_finalize (GObject *object)
{
  g_free (FAKE_NETWORK (object)->answer);
  G_OBJECT_CLASS (fake_network_parent_class)->finalize (object);
}

static void
fake_network_class_init (FakeNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_network_finalize;
}

static void
fake_network_init (FakeNetwork *self)
{
}

FakeNetwork *
fake_network_new (gboolean reads_back)
{
  FakeNetwork *self = g_object_new (FAKE_TYPE_NETWORK, NULL);

  self->reads_back = reads_back;
  return self;
}
