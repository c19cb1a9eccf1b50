/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three questions one after the other, each left out when nobody is to be asked for. */
#include "social/vk/osr-vk-completion.h"

#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-text.h"

#define MAX_ASKED 100

typedef enum { PEOPLE, COMMUNITIES, POSTS, DONE } Step;

typedef struct {
  OsrNetworkAccount *account;
  GPtrArray *messages;
  Step step;
} Completion;

static void step (GTask *task);

static void
completion_free (gpointer data)
{
  Completion *self = data;

  osr_network_account_unref (self->account);
  g_ptr_array_unref (self->messages);
  g_free (self);
}

/* (nullable): the number that @message is asked about in this step: "700", "200000001", "-1_3" */
static char *
wanted (const Completion *self, const OsrNetworkMessage *message)
{
  const char *author = message->author_id;
  gboolean community = author != NULL && *author == '-';

  if (message->deleted)
    return NULL;
  switch (self->step) {
  case PEOPLE:
    return author != NULL && !community ? g_strdup (author) : NULL;
  case COMMUNITIES:
    return community ? g_strdup (author + 1) : NULL;
  case POSTS:
    /* photos, videos and topics are called by a word as well, and have no text of a post */
    return *message->context == '\0' && g_ascii_isdigit (*message->post_id) &&
                   *message->owner_id != '\0'
               ? g_strdup_printf ("%s_%s", message->owner_id, message->post_id)
               : NULL;
  case DONE:
  default:
    return NULL;
  }
}

/* (nullable): all of this step, with commas between */
static char *
list_wanted (const Completion *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < self->messages->len && g_hash_table_size (seen) < MAX_ASKED; i++) {
    char *one = wanted (self, self->messages->pdata[i]);

    if (one != NULL && !g_hash_table_contains (seen, one))
      g_string_append_printf (list, "%s%s", list->len > 0 ? "," : "", one);
    if (one != NULL)
      g_hash_table_add (seen, one);
  }
  return g_string_free (list, list->len == 0);
}

static void
take_names (Completion *self, JsonNode *response)
{
  g_autoptr (GHashTable) names = osr_vk_parse_names (response);

  for (guint i = 0; i < self->messages->len; i++) {
    OsrNetworkMessage *message = self->messages->pdata[i];
    gint64 id = 0;
    const char *name = NULL;

    if (message->author_id != NULL &&
        g_ascii_string_to_signed (message->author_id, 10, -G_MAXINT64, G_MAXINT64, &id, NULL))
      name = g_hash_table_lookup (names, &id);
    if (name != NULL) {
      g_free (message->author_name);
      message->author_name = g_strdup (name);
    }
  }
}

static void
take_posts (Completion *self, JsonNode *response)
{
  g_autoptr (GPtrArray) posts = osr_vk_parse_posts (response, NULL);

  for (guint i = 0; posts != NULL && i < posts->len; i++) {
    const OsrVkPost *post = posts->pdata[i];
    g_autofree char *key =
        g_strdup_printf ("%" G_GINT64_FORMAT "_%" G_GINT64_FORMAT, post->owner_id, post->id);

    for (guint n = 0; n < self->messages->len; n++) {
      OsrNetworkMessage *message = self->messages->pdata[n];
      g_autofree char *own = wanted (self, message);

      if (g_strcmp0 (own, key) == 0) {
        g_free (message->context);
        message->context = osr_vk_text_shorten (post->text, OSR_VK_CONTEXT_CHARACTERS);
      }
    }
  }
}

static gboolean
worth_another_try (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE) ||
         g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY) ||
         g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Completion *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) response =
      osr_vk_client_call_finish (OSR_VK_CLIENT (source), result, &error);

  if (response == NULL && worth_another_try (error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (response != NULL && self->step == POSTS)
    take_posts (self, response);
  else if (response != NULL)
    take_names (self, response);
  self->step++;
  step (task);
}

static void
step (GTask *task)
{
  static const struct {
    const char *method, *parameter;
  } questions[] = {
    [PEOPLE] = { "users.get", "user_ids" },
    [COMMUNITIES] = { "groups.getById", "group_ids" },
    [POSTS] = { "wall.getById", "posts" },
  };
  Completion *self = g_task_get_task_data (task);

  for (; self->step < DONE; self->step++) {
    g_autofree char *list = list_wanted (self);
    OsrVkCall *call;

    if (list == NULL)
      continue;
    call = osr_vk_call_new (self->account, questions[self->step].method, OSR_VK_READ);
    osr_vk_call_add (call, questions[self->step].parameter, list);
    osr_vk_client_call_async (g_task_get_source_object (task), call, g_task_get_cancellable (task),
                              on_answer, g_object_ref (task));
    return;
  }
  g_task_return_boolean (task, TRUE);
}

void
osr_vk_complete_async (OsrVkClient *client, OsrNetworkAccount *account, GPtrArray *messages,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Completion *self = g_new0 (Completion, 1);

  g_task_set_source_tag (task, osr_vk_complete_async);
  self->account = osr_network_account_ref (account);
  self->messages = g_ptr_array_ref (messages);
  g_task_set_task_data (task, self, completion_free);
  step (task);
}

gboolean
osr_vk_complete_finish (OsrVkClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
