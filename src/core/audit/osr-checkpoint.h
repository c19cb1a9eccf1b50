/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A checkpoint of the log: one hash that stands for all events since the last one. It is an event of a
 * stream of its own that every member of the office reads, and its root stands on printed summaries:
 * whoever changes an old event afterwards contradicts what others hold. When one is due is said here;
 * who writes it is the log's. */
#pragma once

#include "core/osr-event.h"
#include "core/time/osr-zone.h"

G_BEGIN_DECLS

/* The events under one checkpoint are at most so many. */
#define OSR_CHECKPOINT_EVENTS 10000

typedef struct {
  gint64 version; /* in its stream: the number of the checkpoint */
  gint64 seq;     /* of its event */
  OsrInstant at;
  gint64 from_seq;
  gint64 to_seq;
  char *root;
  char *heads; /* nullable: root over the heads of all streams at @to_seq; older ones have none */
  gint64 n_streams; /* leaves under @heads */
  char *previous;   /* nullable: hash of the event of the checkpoint before */
  char *hash;       /* nullable: of its own event, where it is known */
} OsrCheckpoint;

/**
 * osr_checkpoint_new_from_event:
 * @event: of the stream of checkpoints, from anybody
 * @hash: (nullable): of the stored event
 * @error: it is not one, or its numbers do not agree
 */
OsrCheckpoint *osr_checkpoint_new_from_event (OsrEvent *event, const char *hash, GError **error);
void osr_checkpoint_free (OsrCheckpoint *self);

/**
 * osr_checkpoint_follows:
 * @before: (nullable): the one before; %NULL for the first
 *
 * Whether it goes on where @before ended: no event of the log is under none of them, or under two.
 */
gboolean osr_checkpoint_follows (const OsrCheckpoint *self, const OsrCheckpoint *before,
                                 GError **error);

/* Members of the event; @previous nullable. */
JsonObject *osr_checkpoint_build (gint64 from_seq, gint64 to_seq, const char *root,
                                  const char *previous);

/* Adds to @members where all @n_streams streams ended: the root of their heads in order of the names. */
void osr_checkpoint_add_heads (JsonObject *members, const char *heads, gint64 n_streams);

/**
 * osr_checkpoint_is_due:
 * @n_events: how many are under no checkpoint, the last checkpoint's own event not counted
 * @since: the moment of the first of them
 * @zone: (nullable): of the office; %NULL counts days in UTC
 *
 * Due with the tenth thousand, and when a day of the office is over in which something happened.
 */
gboolean osr_checkpoint_is_due (gint64 n_events, OsrInstant since, OsrInstant now, OsrZone *zone);

/* (transfer full): the first sixteen digits of a hash in groups of four, as it is printed and read out */
char *osr_checkpoint_short (const char *hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrCheckpoint, osr_checkpoint_free)

G_END_DECLS
