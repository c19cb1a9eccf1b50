/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TLS takes the name from GNetworkAddress; the connection takes the addresses from the enumerator, and
 * this one never asks a resolver. */
#include "net/osr-pinned-host.h"

struct _OsrPinnedHost {
  GNetworkAddress parent_instance;

  GPtrArray *places; /* GSocketAddress */
};

#define OSR_TYPE_PINNED_PLACES (osr_pinned_places_get_type ())
G_DECLARE_FINAL_TYPE (OsrPinnedPlaces, osr_pinned_places, OSR, PINNED_PLACES,
                      GSocketAddressEnumerator)

struct _OsrPinnedPlaces {
  GSocketAddressEnumerator parent_instance;

  GPtrArray *places;
  guint at;
};

static void osr_pinned_host_connectable_init (GSocketConnectableIface *iface);

G_DEFINE_FINAL_TYPE (OsrPinnedPlaces, osr_pinned_places, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)
G_DEFINE_FINAL_TYPE_WITH_CODE (OsrPinnedHost, osr_pinned_host, G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE,
                                                      osr_pinned_host_connectable_init))

static GSocketAddress *
next (GSocketAddressEnumerator *enumerator, GCancellable *cancellable, GError **error)
{
  OsrPinnedPlaces *self = OSR_PINNED_PLACES (enumerator);

  if (self->at >= self->places->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->places, self->at++));
}

static void
next_async (GSocketAddressEnumerator *enumerator, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (enumerator, cancellable, callback, user_data);

  g_task_set_source_tag (task, next_async);
  g_task_return_pointer (task, next (enumerator, NULL, NULL), g_object_unref);
}

static GSocketAddress *
next_finish (GSocketAddressEnumerator *enumerator, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
osr_pinned_places_finalize (GObject *object)
{
  g_ptr_array_unref (OSR_PINNED_PLACES (object)->places);
  G_OBJECT_CLASS (osr_pinned_places_parent_class)->finalize (object);
}

static void
osr_pinned_places_class_init (OsrPinnedPlacesClass *klass)
{
  GSocketAddressEnumeratorClass *enumerator = G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_pinned_places_finalize;
  enumerator->next = next;
  enumerator->next_async = next_async;
  enumerator->next_finish = next_finish;
}

static void
osr_pinned_places_init (OsrPinnedPlaces *self)
{
}

static GSocketAddressEnumerator *
enumerate (GSocketConnectable *connectable)
{
  OsrPinnedPlaces *places = g_object_new (OSR_TYPE_PINNED_PLACES, NULL);

  places->places = g_ptr_array_ref (OSR_PINNED_HOST (connectable)->places);
  return G_SOCKET_ADDRESS_ENUMERATOR (places);
}

static void
osr_pinned_host_connectable_init (GSocketConnectableIface *iface)
{
  iface->enumerate = enumerate;
  iface->proxy_enumerate = enumerate;
}

static void
osr_pinned_host_finalize (GObject *object)
{
  g_ptr_array_unref (OSR_PINNED_HOST (object)->places);
  G_OBJECT_CLASS (osr_pinned_host_parent_class)->finalize (object);
}

static void
osr_pinned_host_class_init (OsrPinnedHostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_pinned_host_finalize;
}

static void
osr_pinned_host_init (OsrPinnedHost *self)
{
  self->places = g_ptr_array_new_with_free_func (g_object_unref);
}

OsrPinnedHost *
osr_pinned_host_new (const char *name, guint16 port, GList *addresses)
{
  OsrPinnedHost *self =
      g_object_new (OSR_TYPE_PINNED_HOST, "hostname", name, "port", (guint) port, NULL);

  for (GList *at = addresses; at != NULL; at = at->next)
    g_ptr_array_add (self->places, g_inet_socket_address_new (at->data, port));
  return self;
}
