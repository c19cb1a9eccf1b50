/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the default main context until a result is there. */
#include "net/osr-await.h"

#define LONGEST 60 /* s: the machine may be busy */

void
osr_await_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

static gboolean
on_too_late (gpointer user_data)
{
  g_assert_not_reached ();
  return G_SOURCE_REMOVE;
}

GAsyncResult *
osr_await (GAsyncResult **slot)
{
  guint limit = g_timeout_add_seconds (LONGEST, on_too_late, NULL);

  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  return g_steal_pointer (slot);
}
