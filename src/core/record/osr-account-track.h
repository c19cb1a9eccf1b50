/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An official account as its stream says: what was posted in it, and which posts were looked at for
 * new comments. How many posts a week are owed and when a look is due says the profile
 * (core/duties/). A pure fold, total like every one. */
#pragma once

#include "core/osr-event.h"

G_BEGIN_DECLS

typedef struct {
  char *post;         /* the network's id */
  char *permalink;    /* nullable */
  OsrInstant at;      /* when it came out: the network's time, never after it was told */
  OsrInstant told_at; /* when the log learned of it */
  char *by;           /* who told: a person, or the monitor */
  gboolean posted;    /* counts as a post of the account's week: `account-posted` */
  gboolean published; /* its comments are watched: `post-published` */
  GArray *looks;      /* OsrInstant: when it was looked at, oldest first */
  gint64 found;       /* comments that these looks found */
} OsrAccountPost;

typedef struct {
  char *account;
  gint64 version; /* of the last event folded */
  gint64 seq;
  gboolean read_only; /* an event of a newer program */
  guint anomalies;
  GPtrArray *posts; /* OsrAccountPost, in the order told */
  GPtrArray *events;
} OsrAccountTrack;

OsrAccountTrack *osr_account_track_new (const char *account);
void osr_account_track_free (OsrAccountTrack *self);

/* Folds one more event in. */
void osr_account_track_apply (OsrAccountTrack *self, OsrEvent *event);

/* (nullable): the post as told before */
const OsrAccountPost *osr_account_track_find (OsrAccountTrack *self, const char *post);

/* How many posts came out in [@from, @until). Replies are no posts. */
guint osr_account_track_count (OsrAccountTrack *self, OsrInstant from, OsrInstant until);

/* Whether @post was looked at in [@from, @until). */
gboolean osr_account_post_was_seen (const OsrAccountPost *post, OsrInstant from, OsrInstant until);

/* When what @event tells of happened: its `published_at`, the network's time, never after the log
 * learned of it; else the log's. */
OsrInstant osr_event_get_published (OsrEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrAccountTrack, osr_account_track_free)

G_END_DECLS
