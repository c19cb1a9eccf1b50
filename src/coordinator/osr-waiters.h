/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long polls that wait for news: each is answered as soon as there is something that its reader may
 * see, or when its time is up. */
#pragma once

#include <libsoup/soup.h>

#include "store/osr-log.h"

G_BEGIN_DECLS

#define OSR_WAIT_MAX_SECONDS 25

typedef struct _OsrWaiters OsrWaiters;

/* @log must outlive the waiters. */
OsrWaiters *osr_waiters_new (OsrLog *log);

/* Answers all who still wait with an empty page, then forgets them. */
void osr_waiters_free (OsrWaiters *self);

/* Who asks for what. All borrowed. */
typedef struct {
  const char *person; /* the reader */
  const char *since;  /* nullable: the reader's cursor */
  guint limit;        /* most records of the page */
  guint seconds;      /* how long it may wait, at most OSR_WAIT_MAX_SECONDS */
} OsrWaitersAsk;

/**
 * osr_waiters_ask:
 * @message: the request; answered now when there is news or it does not wait, else paused
 */
void osr_waiters_ask (OsrWaiters *self, SoupServerMessage *message, const OsrWaitersAsk *ask);

/* Looks for news for everybody who waits. */
void osr_waiters_wake (OsrWaiters *self);

/* How many wait. */
guint osr_waiters_count (OsrWaiters *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWaiters, osr_waiters_free)

G_END_DECLS
