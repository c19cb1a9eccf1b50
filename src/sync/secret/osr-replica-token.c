/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The token of the session between two starts. It is never written to a file of the replica: it is
 * in the person's keyring, or nowhere, and then the password is asked for at each start. Earlier
 * programs wrote it to the outbox in clear; what they left is wiped when the outbox is opened and goes
 * to the keyring when there is one. */
#include <string.h>

#include "store/outbox/osr-outbox-wipe.h"
#include "sync/osr-replica-private.h"

#define OLD_KEY "token"

static void keep_wanted (OsrReplica *self);

static void
forget_wanted (OsrReplica *self)
{
  if (self->token_wanted != NULL)
    explicit_bzero (self->token_wanted, strlen (self->token_wanted));
  g_clear_pointer (&self->token_wanted, g_free);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OsrReplica) self = user_data;
  g_autoptr (GError) error = NULL;

  self->token_busy = FALSE;
  /* costs the password at the next start, no more */
  if (!osr_secret_keeper_keep_finish (OSR_SECRET_KEEPER (source), result, &error))
    g_debug ("The session is not kept: %s", error->message);
  if (self->token_changed)
    keep_wanted (self);
}

/* One after another: a forgetting that overtook a keeping would be undone. */
static void
keep_wanted (OsrReplica *self)
{
  self->token_busy = TRUE;
  self->token_changed = FALSE;
  osr_secret_keeper_keep_async (self->keeper, self->server, self->login, self->token_wanted,
                                on_kept, g_object_ref (self));
  forget_wanted (self);
}

void
osr_replica_keep_token (OsrReplica *self, const char *token)
{
  forget_wanted (self);
  self->token_wanted = g_strdup (token);
  self->token_changed = TRUE;
  if (self->keeper != NULL && !self->token_busy)
    keep_wanted (self);
}

void
osr_replica_set_keeper (OsrReplica *self, OsrSecretKeeper *keeper)
{
  g_return_if_fail (OSR_IS_REPLICA (self));
  g_return_if_fail (self->keeper == NULL);
  g_return_if_fail (OSR_IS_SECRET_KEEPER (keeper));

  self->keeper = g_object_ref (keeper);
  if (self->token_changed)
    keep_wanted (self);
}

void
osr_replica_token_open (OsrReplica *self)
{
  g_autofree char *old = osr_outbox_get (self->outbox, OLD_KEY);
  g_autoptr (GError) error = NULL;

  if (old == NULL)
    return;
  if (!osr_outbox_wipe (self->outbox, OLD_KEY, &error))
    osr_replica_store_failed (self, "The outbox is yet to be cleaned of an old token", error);
  osr_protocol_set_token (self->protocol, old);
  osr_replica_keep_token (self, old);
  explicit_bzero (old, strlen (old));
}

void
osr_replica_token_free (OsrReplica *self)
{
  forget_wanted (self);
  g_clear_object (&self->keeper);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OsrReplica) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token =
      osr_secret_keeper_look_up_finish (OSR_SECRET_KEEPER (source), result, &error);

  if (osr_replica_is_late (result))
    return;
  osr_replica_token_found (self, token);
  if (token != NULL)
    explicit_bzero (token, strlen (token));
}

void
osr_replica_token_find (OsrReplica *self)
{
  osr_secret_keeper_look_up_async (self->keeper, self->server, self->login, self->stop,
                                   on_looked_up, g_object_ref (self));
}
