/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts failed sign-ins per login and address and says how long the next must wait. Knows nothing
 * of passwords; the time is the caller's. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Failures after which a wait begins. */
#define OSR_ATTEMPTS_FREE 5

typedef struct _OsrAttempts OsrAttempts;

OsrAttempts *osr_attempts_new (void);
void osr_attempts_free (OsrAttempts *self);

/**
 * osr_attempts_get_wait:
 * @key: who tries: a login, an address
 * @now: µs of a steady clock
 *
 * Returns: µs to wait before the next attempt; 0 when it may be made
 */
gint64 osr_attempts_get_wait (OsrAttempts *self, const char *key, gint64 now);

/* A failure of @key at @now: after %OSR_ATTEMPTS_FREE each doubles the wait, to a quarter of an
 * hour; an hour without failures forgets them. */
void osr_attempts_failed (OsrAttempts *self, const char *key, gint64 now);

/* @key has proved itself. */
void osr_attempts_forget (OsrAttempts *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrAttempts, osr_attempts_free)

G_END_DECLS
