/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table from server and login to token. It answers in the main loop, as a real keyring does. */
#include "sync/secret/osr-secret-memory.h"

struct _OsrSecretMemory {
  GObject parent_instance;

  GHashTable *tokens; /* "server\nlogin" → token */
  gboolean failing;
};

static void osr_secret_memory_keeper_init (OsrSecretKeeperInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OsrSecretMemory, osr_secret_memory, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OSR_TYPE_SECRET_KEEPER,
                                                      osr_secret_memory_keeper_init))

static char *
key_of (const char *server, const char *login)
{
  return g_strconcat (server, "\n", login, NULL);
}

static gboolean
fails (OsrSecretMemory *self, GTask *task)
{
  if (self->failing)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "There is no keyring");
  return self->failing;
}

static void
osr_secret_memory_look_up_async (OsrSecretKeeper *keeper, const char *server, const char *login,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  OsrSecretMemory *self = OSR_SECRET_MEMORY (keeper);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *key = key_of (server, login);

  g_task_set_source_tag (task, osr_secret_memory_look_up_async);
  if (!fails (self, task))
    g_task_return_pointer (task, g_strdup (g_hash_table_lookup (self->tokens, key)), g_free);
}

static char *
osr_secret_memory_look_up_finish (OsrSecretKeeper *keeper, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
osr_secret_memory_keep_async (OsrSecretKeeper *keeper, const char *server, const char *login,
                              const char *token, GAsyncReadyCallback callback, gpointer user_data)
{
  OsrSecretMemory *self = OSR_SECRET_MEMORY (keeper);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *key = key_of (server, login);

  g_task_set_source_tag (task, osr_secret_memory_keep_async);
  if (fails (self, task))
    return;
  if (token != NULL)
    g_hash_table_replace (self->tokens, g_steal_pointer (&key), g_strdup (token));
  else
    g_hash_table_remove (self->tokens, key);
  g_task_return_boolean (task, TRUE);
}

static gboolean
osr_secret_memory_keep_finish (OsrSecretKeeper *keeper, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
osr_secret_memory_keeper_init (OsrSecretKeeperInterface *iface)
{
  iface->look_up_async = osr_secret_memory_look_up_async;
  iface->look_up_finish = osr_secret_memory_look_up_finish;
  iface->keep_async = osr_secret_memory_keep_async;
  iface->keep_finish = osr_secret_memory_keep_finish;
}

static void
osr_secret_memory_finalize (GObject *object)
{
  g_hash_table_unref (OSR_SECRET_MEMORY (object)->tokens);
  G_OBJECT_CLASS (osr_secret_memory_parent_class)->finalize (object);
}

static void
osr_secret_memory_class_init (OsrSecretMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_secret_memory_finalize;
}

static void
osr_secret_memory_init (OsrSecretMemory *self)
{
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

OsrSecretKeeper *
osr_secret_memory_new (void)
{
  return g_object_new (OSR_TYPE_SECRET_MEMORY, NULL);
}

void
osr_secret_memory_fail (OsrSecretMemory *self)
{
  g_return_if_fail (OSR_IS_SECRET_MEMORY (self));
  self->failing = TRUE;
}
