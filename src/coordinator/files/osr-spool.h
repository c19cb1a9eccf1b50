/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Snapshots that are kept for a while, so that a download that was interrupted goes on with the same
 * bytes. They are written in a thread, from a connection to the log of their own. */
#pragma once

#include <libsoup/soup.h>

#include "core/time/osr-clock.h"
#include "store/osr-log.h"
#include "store/search/osr-index.h"

G_BEGIN_DECLS

/* also in osr-coordinator.h */
typedef struct _OsrSpool OsrSpool;

/**
 * osr_spool_new:
 * @folder: emptied now, and at the end
 * @log: as @index must outlive the spool
 */
OsrSpool *osr_spool_new (const char *folder, OsrLog *log, OsrIndex *index);

/* Whoever still waits is answered with 503. */
void osr_spool_free (OsrSpool *self);

/* Words were destroyed: what was written before goes, whoever was fetching it begins anew. */
void osr_spool_clear (OsrSpool *self);

/**
 * osr_spool_ask:
 * @message: answered now or, when the snapshot is still to be written, paused and answered then
 * @person: the reader
 * @name: of the scope; 404 for one that @person may not read
 */
void osr_spool_ask (OsrSpool *self, SoupServerMessage *message, const char *person,
                    const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSpool, osr_spool_free)

G_END_DECLS
