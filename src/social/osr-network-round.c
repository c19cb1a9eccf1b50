/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reference counting and constructors; what the records mean is said in the header. */
#include "social/osr-network-round.h"

#define CHALLENGE_KEY "osr-network-challenge"

G_DEFINE_BOXED_TYPE (OsrNetworkRound, osr_network_round, osr_network_round_ref,
                     osr_network_round_unref)
G_DEFINE_BOXED_TYPE (OsrNetworkFile, osr_network_file, osr_network_file_ref, osr_network_file_unref)
G_DEFINE_BOXED_TYPE (OsrNetworkChallenge, osr_network_challenge, osr_network_challenge_ref,
                     osr_network_challenge_unref)

static void
round_clear (gpointer data)
{
  OsrNetworkRound *self = data;

  osr_network_account_unref (self->account);
  g_free (self->place);
  g_strfreev (self->words);
}

OsrNetworkRound *
osr_network_round_new (OsrNetworkAccount *account, guint posts, const char *place,
                       const char *const *words)
{
  OsrNetworkRound *self;

  g_return_val_if_fail (account != NULL, NULL);

  self = g_atomic_rc_box_new0 (OsrNetworkRound);
  self->account = osr_network_account_ref (account);
  self->posts = CLAMP (posts, 1, 100);
  self->place = g_strdup (place);
  self->words = g_strdupv ((char **) words);
  return self;
}

OsrNetworkRound *
osr_network_round_ref (OsrNetworkRound *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_network_round_unref (OsrNetworkRound *self)
{
  g_atomic_rc_box_release_full (self, round_clear);
}

static void
file_clear (gpointer data)
{
  OsrNetworkFile *self = data;

  g_free (self->digest);
  g_free (self->path);
  g_free (self->name);
  g_free (self->media_type);
}

OsrNetworkFile *
osr_network_file_new (const char *digest, const char *path, const char *name,
                      const char *media_type, guint64 size)
{
  OsrNetworkFile *self;

  g_return_val_if_fail (digest != NULL && path != NULL, NULL);
  g_return_val_if_fail (name != NULL && media_type != NULL, NULL);

  self = g_atomic_rc_box_new0 (OsrNetworkFile);
  self->digest = g_strdup (digest);
  self->path = g_strdup (path);
  self->name = g_strdup (name);
  self->media_type = g_strdup (media_type);
  self->size = size;
  return self;
}

OsrNetworkFile *
osr_network_file_ref (OsrNetworkFile *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_network_file_unref (OsrNetworkFile *self)
{
  g_atomic_rc_box_release_full (self, file_clear);
}

static void
challenge_clear (gpointer data)
{
  OsrNetworkChallenge *self = data;

  g_free (self->sid);
  g_free (self->address);
  g_free (self->answer);
}

OsrNetworkChallenge *
osr_network_challenge_new (OsrNetworkChallengeKind kind, const char *sid, const char *address,
                           const char *answer)
{
  OsrNetworkChallenge *self;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_atomic_rc_box_new0 (OsrNetworkChallenge);
  self->kind = kind;
  self->sid = g_strdup (sid);
  self->address = g_strdup (address);
  self->answer = g_strdup (answer);
  return self;
}

OsrNetworkChallenge *
osr_network_challenge_ref (OsrNetworkChallenge *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_network_challenge_unref (OsrNetworkChallenge *self)
{
  g_atomic_rc_box_release_full (self, challenge_clear);
}

void
osr_network_sending_add_file (OsrNetworkSending *self, OsrNetworkFile *file)
{
  g_return_if_fail (self != NULL && file != NULL);

  g_ptr_array_add (self->files, osr_network_file_ref (file));
}

void
osr_network_sending_set_challenge (OsrNetworkSending *self, OsrNetworkChallenge *challenge)
{
  OsrNetworkChallenge *old;

  g_return_if_fail (self != NULL);

  old = self->challenge;
  self->challenge = challenge != NULL ? osr_network_challenge_ref (challenge) : NULL;
  g_clear_pointer (&old, osr_network_challenge_unref);
}

void
osr_network_set_challenge (GAsyncResult *result, OsrNetworkChallenge *challenge)
{
  g_return_if_fail (G_IS_TASK (result));

  g_object_set_data_full (G_OBJECT (result), CHALLENGE_KEY, challenge,
                          (GDestroyNotify) osr_network_challenge_unref);
}

void
osr_network_pass_challenge (GAsyncResult *from, GTask *to)
{
  OsrNetworkChallenge *challenge = osr_network_get_challenge (from);

  if (challenge != NULL)
    osr_network_set_challenge (G_ASYNC_RESULT (to), osr_network_challenge_ref (challenge));
}

OsrNetworkChallenge *
osr_network_get_challenge (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_object_get_data (G_OBJECT (result), CHALLENGE_KEY);
}
