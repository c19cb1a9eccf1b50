/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Five questions in a row, one step each: the community's name, whether its wall can be read, what
 * the publishing token may do, whose it is, and who edits. A refusal by VK is a finding; only silence or
 * nonsense ends the test. */
#include "social/vk/osr-vk-account-check.h"

#include <glib/gi18n.h>

#include "net/osr-net-error.h"
#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-parser.h"
#include "social/vk/osr-vk-rights.h"

#define NO_READER                                                                                  \
  N_ ("A token for reading is missing: the service token of an application, or a user's. A "       \
      "community's token cannot read its own wall.")
#define NO_WRITER                                                                                  \
  N_ ("A token for publishing is missing: the community's own, made in its settings by an "        \
      "administrator.")
#define FOREIGN_WRITER                                                                             \
  N_ ("The token for publishing belongs to another community: make one in the settings of this "   \
      "one.")
#define NO_EDITOR                                                                                  \
  N_ ("There is no user's token for editing: what was published is corrected by a comment after "  \
      "it.")
#define BAD_EDITOR                                                                                 \
  N_ ("The token for editing is refused, or is not a user's: give that of a user who manages the " \
      "community.")

typedef enum { NAME, WALL, PERMISSIONS, OWNER, EDITOR, DONE } Step;

typedef struct {
  OsrNetworkAccount *account;
  gint64 group;
  OsrNetworkCheck *check;
  Step step;
} Test;

static void ask (GTask *task);

static void
test_free (Test *test)
{
  osr_network_account_unref (test->account);
  osr_network_check_unref (test->check);
  g_free (test);
}

static OsrVkCall *
build_call (Test *test)
{
  OsrVkCall *call = NULL;

  switch (test->step) {
  case NAME:
    call = osr_vk_call_new (test->account, "groups.getById", OSR_VK_READ);
    osr_vk_call_add_int (call, "group_id", test->group);
    break;
  case WALL:
    call = osr_vk_call_new (test->account, "wall.get", OSR_VK_READ);
    osr_vk_call_add_int (call, "owner_id", -test->group);
    osr_vk_call_add_int (call, "count", 1);
    break;
  case PERMISSIONS:
    call = osr_vk_call_new (test->account, "groups.getTokenPermissions", OSR_VK_ASK);
    break;
  case OWNER:
    /* without an id VK tells of the community whose token it is */
    call = osr_vk_call_new (test->account, "groups.getById", OSR_VK_ASK);
    break;
  case EDITOR:
    /* without an id VK tells of the user whose token it is, and of nobody to other tokens */
    call = osr_vk_call_new (test->account, "users.get", OSR_VK_EDIT);
    break;
  case DONE:
    break;
  }
  return call;
}

static void
miss (Test *test, const char *sentence)
{
  g_ptr_array_add (test->check->missing, g_strdup (sentence));
}

static void
take_owner (Test *test, JsonNode *response)
{
  gint64 id = 0;
  g_autofree char *name = osr_vk_parse_community (response, &id);

  if (id == 0 || id == test->group || test->check->publish_fault != NULL)
    return;
  test->check->publish_fault =
      g_strdup_printf ("The token belongs to another community, %" G_GINT64_FORMAT ".", id);
  miss (test, FOREIGN_WRITER);
}

static void
take_answer (Test *test, JsonNode *response)
{
  gint64 id = 0;

  switch (test->step) {
  case NAME:
    test->check->name = osr_vk_parse_community (response, &id);
    break;
  case PERMISSIONS:
    test->check->permissions = osr_vk_parse_permissions (response);
    osr_vk_check_rights (response, test->check);
    break;
  case OWNER:
    take_owner (test, response);
    break;
  case EDITOR:
    if (!JSON_NODE_HOLDS_ARRAY (response) ||
        json_array_get_length (json_node_get_array (response)) == 0)
      miss (test, BAD_EDITOR);
    break;
  case WALL:
  case DONE:
    break;
  }
}

/* Not every host tells a community's token whose it is; that alone is no fault. A wall that is closed
 * to a good token is a fault, and no token is missing. */
static void
take_refusal (Test *test, const GError *error)
{
  gboolean reading = test->step == NAME || test->step == WALL;
  char **fault = reading ? &test->check->read_fault : &test->check->publish_fault;

  if (test->step == EDITOR)
    miss (test, BAD_EDITOR);
  if (*fault != NULL || test->step == OWNER || test->step == EDITOR)
    return;
  *fault = g_strdup (error->message);
  if (error->code == OSR_NET_ERROR_AUTH)
    miss (test, reading ? NO_READER : NO_WRITER);
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
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);

  if (response != NULL)
    take_answer (test, response);
  else if (is_finding (error))
    take_refusal (test, error);
  else {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  test->step++;
  if (test->step == EDITOR && test->account->edit_token == NULL) {
    g_ptr_array_add (test->check->spared, g_strdup (NO_EDITOR));
    test->step++;
  }
  ask (g_steal_pointer (&task));
}

/* (transfer full) of @task. */
static void
ask (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Test *test = g_task_get_task_data (task);
  OsrVkCall *call = build_call (test);

  if (call == NULL)
    g_task_return_pointer (task, osr_network_check_ref (test->check),
                           (GDestroyNotify) osr_network_check_unref);
  else
    osr_vk_client_call_async (g_task_get_source_object (task), call, g_task_get_cancellable (task),
                              on_answer, g_steal_pointer (&owned));
}

void
osr_vk_check_async (OsrVkClient *client, OsrNetworkAccount *account, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Test *test = g_new0 (Test, 1);

  g_task_set_source_tag (task, osr_vk_check_async);
  test->account = osr_network_account_ref (account);
  test->group = osr_vk_account_group (account);
  test->check = osr_network_check_new ();
  g_task_set_task_data (task, test, (GDestroyNotify) test_free);
  if (test->group == 0)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "The account's community is not a number");
  else
    ask (g_steal_pointer (&task));
}

OsrNetworkCheck *
osr_vk_check_finish (OsrVkClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
