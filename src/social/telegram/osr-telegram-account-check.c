/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four questions in a row: who the bot is, what the channel is and which group it has, whether updates go
 * elsewhere, and what the bot is in the group. A refusal is a finding; only silence or nonsense ends the
 * test. */
#include "social/telegram/osr-telegram-account-check.h"

#include <glib/gi18n.h>

#include "social/telegram/osr-telegram-call.h"

#define SEES_NOTHING                                                                               \
  N_ ("The bot does not see the messages of the group: make it an administrator, or switch its "   \
      "privacy mode off and add it to the group again.")
#define MAY_NOT_WRITE                                                                              \
  N_ ("The bot may not write in the discussion group: an administrator of the group has to lift "  \
      "its restriction.")
#define MAY_NOT_SEND_FILES                                                                         \
  N_ ("The bot may send no pictures into the discussion group: replies go out without files.")

typedef enum { BOT, CHANNEL, WEBHOOK, MEMBER, DONE } Step;

typedef struct {
  OsrNetworkCaller *caller;
  OsrNetworkAccount *account;
  OsrNetworkCheck *check;
  Step step;
  char *group;         /* nullable */
  gboolean reads_all;  /* its privacy mode is off */
  gboolean has_a_hook; /* updates are sent to an address */
  gboolean restricted; /* then it may only what is told: */
  gboolean writes;
  gboolean sends_photos;
} Test;

static const char *const methods[] = { "getMe", "getChat", "getWebhookInfo", "getChatMember" };

static void ask (GTask *task);

static void
test_free (Test *test)
{
  g_object_unref (test->caller);
  osr_network_account_unref (test->account);
  osr_network_check_unref (test->check);
  g_free (test->group);
  g_free (test);
}

static void
note (char **fault, const char *sentence)
{
  if (*fault == NULL)
    *fault = g_strdup (sentence);
}

static void
add (GPtrArray *sentences, const char *sentence)
{
  g_ptr_array_add (sentences, g_strdup (sentence));
}

/* -- Answers -- */

static void
take_bot (Test *test, const OsrNetworkRecord *record)
{
  if (record->kind == OSR_NETWORK_RECORD_RIGHT &&
      g_strcmp0 (record->name, "can_read_all_group_messages") == 0)
    test->reads_all = g_strcmp0 (record->value, "1") == 0;
}

static void
take_channel (Test *test, const OsrNetworkRecord *record)
{
  if (record->kind == OSR_NETWORK_RECORD_OWNER) {
    g_free (test->check->name);
    test->check->name = g_strdup (record->name);
  } else if (record->kind == OSR_NETWORK_RECORD_NUMBER &&
             g_strcmp0 (record->name, "linked_chat_id") == 0) {
    g_free (test->group);
    test->group = g_strdup (record->value);
  }
}

static gboolean
is_one_of (const char *word, const char *const *words)
{
  return word != NULL && g_strv_contains (words, word);
}

/* An administrator sees everything, whatever the privacy mode. */
static void
take_member (Test *test, const OsrNetworkRecord *record)
{
  static const char *const administrators[] = { "administrator", "creator", NULL };
  static const char *const outside[] = { "left", "kicked", NULL };

  if (record->kind != OSR_NETWORK_RECORD_RIGHT || g_strcmp0 (record->name, "status") != 0)
    return;
  g_free (test->check->permissions);
  test->check->permissions = g_strdup (record->value);
  if (is_one_of (record->value, outside)) {
    note (&test->check->read_fault, "The bot is not in the channel's discussion group.");
    note (&test->check->publish_fault, "The bot is not in the channel's discussion group.");
  } else if (!is_one_of (record->value, administrators) && !test->reads_all) {
    add (test->check->missing, SEES_NOTHING);
  }
  test->restricted = g_strcmp0 (record->value, "restricted") == 0;
}

/* What a restricted member may still do is told one by one; what is not told is not allowed. */
static void
take_right (Test *test, const OsrNetworkRecord *record)
{
  if (record->kind != OSR_NETWORK_RECORD_RIGHT || g_strcmp0 (record->value, "1") != 0)
    return;
  test->writes = test->writes || g_strcmp0 (record->name, "can_send_messages") == 0;
  test->sends_photos = test->sends_photos || g_strcmp0 (record->name, "can_send_photos") == 0;
}

static void
judge_rights (Test *test)
{
  if (!test->restricted)
    return;
  if (!test->writes)
    add (test->check->missing, MAY_NOT_WRITE);
  else if (!test->sends_photos)
    add (test->check->spared, MAY_NOT_SEND_FILES);
}

static void
take_answer (Test *test, OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (test->step == BOT)
      take_bot (test, record);
    else if (test->step == CHANNEL)
      take_channel (test, record);
    else if (test->step == WEBHOOK && record->kind == OSR_NETWORK_RECORD_ADDRESS)
      test->has_a_hook = TRUE;
    else if (test->step == MEMBER) {
      take_member (test, record);
      take_right (test, record);
    }
  }
}

static void
end_step (Test *test)
{
  if (test->step == WEBHOOK && test->has_a_hook)
    note (&test->check->read_fault,
          "The bot's updates are sent to an address of somebody else: take the webhook away.");
  if (test->step == MEMBER)
    judge_rights (test);
  if (test->step == CHANNEL && test->group == NULL && test->check->read_fault == NULL)
    note (&test->check->read_fault, "The channel has no discussion group: nobody can comment.");
  test->step++;
  if (test->step == MEMBER && test->group == NULL)
    test->step = DONE;
}

/* Without the bot nothing else can be found out. */
static void
take_refusal (Test *test, const char *reason)
{
  if (test->step == WEBHOOK)
    return;
  note (&test->check->read_fault, reason);
  if (test->step != CHANNEL)
    note (&test->check->publish_fault, reason);
  if (test->step == BOT)
    test->step = DONE - 1;
}

static gboolean
is_finding (const GError *error)
{
  return g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH) ||
         g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Test *test = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);

  if (answer == NULL && !is_finding (error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (answer != NULL)
    take_answer (test, answer);
  else
    take_refusal (test, error->message);
  end_step (test);
  ask (task);
}

/* -- Questions -- */

static JsonObject *
parameters_of (const Test *test)
{
  g_autofree char *bot = osr_telegram_dup_bot (test->account);
  JsonObject *parameters = json_object_new ();

  if (test->step == CHANNEL)
    osr_telegram_set_id (parameters, "chat_id", test->account->owner_id);
  if (test->step == MEMBER) {
    osr_telegram_set_id (parameters, "chat_id", test->group);
    osr_telegram_set_id (parameters, "user_id", bot);
  }
  return parameters;
}

static void
ask (GTask *task)
{
  Test *test = g_task_get_task_data (task);
  g_autoptr (JsonObject) parameters = NULL;
  g_autoptr (GError) error = NULL;
  OsrNetworkCall *call = NULL;

  if (test->step != DONE) {
    parameters = parameters_of (test);
    call = osr_telegram_call_new (test->account, methods[test->step], parameters, &error);
  }
  if (call != NULL) {
    osr_network_caller_call_async (test->caller, call, g_task_get_cancellable (task), on_answer,
                                   g_object_ref (task));
    return;
  }
  if (error != NULL) {
    note (&test->check->read_fault, error->message);
    note (&test->check->publish_fault, error->message);
  }
  g_task_return_pointer (task, osr_network_check_ref (test->check),
                         (GDestroyNotify) osr_network_check_unref);
}

void
osr_telegram_check_async (OsrNetwork *network, OsrNetworkCaller *caller, OsrNetworkAccount *account,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (network, cancellable, callback, user_data);
  Test *test = g_new0 (Test, 1);

  g_task_set_source_tag (task, osr_telegram_check_async);
  test->caller = g_object_ref (caller);
  test->account = osr_network_account_ref (account);
  test->check = osr_network_check_new ();
  test->group = g_strdup (osr_network_account_get_option (account, "group"));
  g_task_set_task_data (task, test, (GDestroyNotify) test_free);
  ask (task);
}
