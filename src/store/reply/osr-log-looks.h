/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the next look at each published reply is due, as rows beside the log. Whether it is still
 * there, and what follows, is the checker's. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

typedef enum {
  OSR_LOOK_READ_BACK, /* at once: a person says that it is there */
  OSR_LOOK_HOUR,
  OSR_LOOK_DAY,
  OSR_LOOK_CLOSING /* nothing of the reply any more: whether the case can close by itself */
} OsrLookStep;

typedef struct {
  char *case_id;
  gint64 version; /* of the event by which the reply is there */
  OsrLookStep step;
  OsrInstant due_at; /* of the log's clock */
  int failures;      /* in a row */
} OsrLook;

void osr_look_free (OsrLook *look);

/* Plans the looks at what @event has published, if it has; in the transaction of the event. */
gboolean osr_log_note_reply (OsrLog *self, OsrEvent *event, GError **error);

/**
 * osr_log_find_look:
 * @error: a failure of the file; %NULL and no error when nothing is due
 *
 * Returns: (transfer full) (nullable): the one that has been due for longest
 */
OsrLook *osr_log_find_look (OsrLog *self, GError **error);

/* Writes step, due_at and failures; alone or in a transaction. */
gboolean osr_log_update_look (OsrLog *self, const OsrLook *look, GError **error);

/* No more looks at that reply. */
gboolean osr_log_end_look (OsrLog *self, const OsrLook *look, GError **error);

/* When the next one is due, on the log's clock; OSR_INSTANT_UNKNOWN when there is none. */
OsrInstant osr_log_next_look (OsrLog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrLook, osr_look_free)

G_END_DECLS
