/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libsecret, asynchronously: a keyring that is locked asks the person, which takes as long as it takes.
 * The token goes over the session bus encrypted for the service. There is no other place: where no
 * service answers, nothing is kept. */
#include "app/frame/osr-secret-service.h"

#include <libsecret/secret.h>

struct _OsrSecretService {
  GObject parent_instance;
};

static void osr_secret_service_keeper_init (OsrSecretKeeperInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OsrSecretService, osr_secret_service, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OSR_TYPE_SECRET_KEEPER,
                                                      osr_secret_service_keeper_init))

static const SecretSchema schema = {
  .name = "org.region.OpenSources.Session",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
                  { "login", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *found = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_strdup (found), g_free);
  secret_password_free (found);
}

static void
osr_secret_service_look_up_async (OsrSecretKeeper *self, const char *server, const char *login,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, osr_secret_service_look_up_async);
  secret_password_lookup (&schema, cancellable, on_looked_up, task, "server", server, "login",
                          login, NULL);
}

static char *
osr_secret_service_look_up_finish (OsrSecretKeeper *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* That there was nothing to forget is as good. */
static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
osr_secret_service_keep_async (OsrSecretKeeper *self, const char *server, const char *login,
                               const char *token, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  /* what a person reads in the list of their keyring */
  g_autofree char *label = g_strdup_printf ("Open Sources: %s, %s", login, server);

  g_task_set_source_tag (task, osr_secret_service_keep_async);
  if (token != NULL)
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, token, NULL, on_kept, task,
                           "server", server, "login", login, NULL);
  else
    secret_password_clear (&schema, NULL, on_forgotten, task, "server", server, "login", login,
                           NULL);
}

static gboolean
osr_secret_service_keep_finish (OsrSecretKeeper *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
osr_secret_service_keeper_init (OsrSecretKeeperInterface *iface)
{
  iface->look_up_async = osr_secret_service_look_up_async;
  iface->look_up_finish = osr_secret_service_look_up_finish;
  iface->keep_async = osr_secret_service_keep_async;
  iface->keep_finish = osr_secret_service_keep_finish;
}

static void
osr_secret_service_class_init (OsrSecretServiceClass *klass)
{
}

static void
osr_secret_service_init (OsrSecretService *self)
{
}

OsrSecretKeeper *
osr_secret_service_new (void)
{
  return g_object_new (OSR_TYPE_SECRET_SERVICE, NULL);
}
