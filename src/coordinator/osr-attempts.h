/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts failed sign-ins per login and address and says how long the next must wait. Knows nothing
 * of passwords; the time is the caller's. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Failures after which a wait begins: of one login, and of one address, behind which a whole office
 * may sit. */
#define OSR_ATTEMPTS_FREE_LOGIN  5
#define OSR_ATTEMPTS_FREE_CLIENT 30

typedef struct _OsrAttempts OsrAttempts;

OsrAttempts *osr_attempts_new (void);
void osr_attempts_free (OsrAttempts *self);

/**
 * osr_attempts_get_wait:
 * @key: who tries: a login, an address
 * @free: failures after which a wait begins
 * @now: µs of a steady clock
 *
 * Returns: µs to wait before the next attempt; 0 when it may be made
 */
gint64 osr_attempts_get_wait (OsrAttempts *self, const char *key, guint free, gint64 now);

/* An attempt of @key at @now, a failure until it is taken back: beyond the free ones each doubles the
 * wait, to a quarter of an hour; an hour without attempts forgets them. Counted before the password
 * is checked, so that many at once are counted, too. */
void osr_attempts_began (OsrAttempts *self, const char *key, gint64 now);

/* The attempt was none: it succeeded. */
void osr_attempts_take_back (OsrAttempts *self, const char *key);

/* @key has proved itself. */
void osr_attempts_forget (OsrAttempts *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrAttempts, osr_attempts_free)

G_END_DECLS
