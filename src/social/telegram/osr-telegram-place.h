/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has to be remembered between two readings of Telegram, since a bot cannot ask for history: where
 * the updates go on, the discussion group, which of its messages are posts of the channel, which
 * comments stand in whose thread, which messages are one album. Kept as JSON by the monitor, together
 * with what was read. Pure. */
#pragma once

#include "social/osr-network-records.h"

G_BEGIN_DECLS

/* The oldest are let go: older posts get no comments any more. */
#define OSR_TELEGRAM_MAX_ROOTS   500
#define OSR_TELEGRAM_MAX_THREADS 1000
#define OSR_TELEGRAM_MAX_ALBUMS  50

/**
 * OsrTelegramRoot:
 * @post_id: the post in the channel
 * @link: its address for people, "" when it has none
 * @context: the beginning of its text
 */
typedef struct {
  char *post_id;
  char *link;
  char *context;
} OsrTelegramRoot;

/**
 * OsrTelegramPlace:
 * @offset: the first update that is not known yet, 0 at first
 * @channel: (nullable): the channel, once it is known by its number
 * @group: (nullable): its discussion group; "" when it has none
 * @roots: message of the group → OsrTelegramRoot
 * @threads: answer to a comment → the comment that begins the thread
 * @albums: album → its first message
 */
typedef struct {
  gint64 offset;
  char *channel;
  char *group;
  GHashTable *roots;
  GHashTable *threads;
  GHashTable *albums;
} OsrTelegramPlace;

/* (transfer full): the place in @text; what cannot be read of it is forgotten. */
OsrTelegramPlace *osr_telegram_place_new (const char *text);
void osr_telegram_place_free (OsrTelegramPlace *self);

/* (transfer full): @self as JSON, within its limits */
char *osr_telegram_place_write (OsrTelegramPlace *self);

void osr_telegram_place_set_chats (OsrTelegramPlace *self, const char *channel, const char *group);
void osr_telegram_place_add_root (OsrTelegramPlace *self, const char *id, const char *post_id,
                                  const char *link, const char *context);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrTelegramPlace, osr_telegram_place_free)

G_END_DECLS
