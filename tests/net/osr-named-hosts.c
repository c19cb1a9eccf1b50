/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers from a table; a host written as an address never comes here, GLib answers that itself. */
#include "net/osr-named-hosts.h"

struct _OsrNamedHosts {
  GResolver parent_instance;

  GHashTable *answers; /* name → GQueue of strings */
  guint asked;
};

G_DEFINE_FINAL_TYPE (OsrNamedHosts, osr_named_hosts, G_TYPE_RESOLVER)

static GList *
read_addresses (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  GList *addresses = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    addresses = g_list_append (addresses, g_inet_address_new_from_string (parts[i]));
  return addresses;
}

static void
free_addresses (gpointer addresses)
{
  g_resolver_free_addresses (addresses);
}

static void
lookup_async (GResolver *resolver, const char *name, GCancellable *cancellable,
              GAsyncReadyCallback callback, gpointer user_data)
{
  OsrNamedHosts *self = OSR_NAMED_HOSTS (resolver);
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  GQueue *queue = g_hash_table_lookup (self->answers, name);
  g_autofree char *last = NULL;

  self->asked++;
  if (queue == NULL) {
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "No such name");
    return;
  }
  if (queue->length > 1)
    last = g_queue_pop_head (queue);
  g_task_return_pointer (task,
                         read_addresses (last != NULL ? last : (char *) g_queue_peek_head (queue)),
                         free_addresses);
}

static GList *
lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
queue_free (gpointer queue)
{
  g_queue_free_full (queue, g_free);
}

static void
osr_named_hosts_finalize (GObject *object)
{
  g_hash_table_unref (OSR_NAMED_HOSTS (object)->answers);
  G_OBJECT_CLASS (osr_named_hosts_parent_class)->finalize (object);
}

static void
osr_named_hosts_class_init (OsrNamedHostsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_named_hosts_finalize;
  G_RESOLVER_CLASS (klass)->lookup_by_name_async = lookup_async;
  G_RESOLVER_CLASS (klass)->lookup_by_name_finish = lookup_finish;
}

static void
osr_named_hosts_init (OsrNamedHosts *self)
{
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, queue_free);
}

OsrNamedHosts *
osr_named_hosts_new (void)
{
  return g_object_new (OSR_TYPE_NAMED_HOSTS, NULL);
}

void
osr_named_hosts_add (OsrNamedHosts *self, const char *name, const char *addresses)
{
  GQueue *queue = g_hash_table_lookup (self->answers, name);

  if (queue == NULL) {
    queue = g_queue_new ();
    g_hash_table_insert (self->answers, g_strdup (name), queue);
  }
  g_queue_push_tail (queue, g_strdup (addresses));
}

guint
osr_named_hosts_get_asked (OsrNamedHosts *self)
{
  return self->asked;
}
