/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One publication being worked at: taken under a lease, checked against what was approved, sent or
 * looked for, and its outcome written down. When to take one is the publisher's. */
#pragma once

#include <gio/gio.h>

#include "publish/osr-account-book.h"
#include "publish/osr-publishing-desk.h"

G_BEGIN_DECLS

/* What a life of the program knows of a publication beyond its row. */
typedef struct {
  guint failures;
  gint64 last_read_at; /* steady clock */
  gint64 not_before;   /* steady clock */
  gint64 lease;        /* number of the taking that knew this */
} OsrPublishingMemory;

/* What jobs work with; borrowed by them. */
typedef struct {
  OsrPublishingDesk *desk;
  OsrAccountBook *book;
  OsrPublishingSettings settings;
} OsrPublishingOffice;

/**
 * osr_publisher_job_run_async:
 * @office: must live until the callback
 * @publication: (transfer full): as taken
 * @memory: (nullable): what is known of it; %NULL when this program sees it for the first time
 * @cancellable: gives up without writing anything
 *
 * Takes one step: sends, looks, or puts it off.
 */
void osr_publisher_job_run_async (const OsrPublishingOffice *office, OsrPublication *publication,
                                  const OsrPublishingMemory *memory, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);

/**
 * osr_publisher_job_let_go:
 * @publication: (transfer full): one that somebody was sending and whose lease ran out
 * @appended: (out): whether the log was told
 *
 * Whether it is out is not known from now on. Looking for it is for whoever holds the account.
 */
gboolean osr_publisher_job_let_go (const OsrPublishingOffice *office, OsrPublication *publication,
                                   gboolean *appended, GError **error);

/**
 * osr_publisher_job_run_finish:
 * @memory: (out): to be given to the next job of the same publication
 * @appended: (out): whether the log was told an outcome
 *
 * Returns: whether the step was written down; if not, with @error, the lease runs out by itself
 */
gboolean osr_publisher_job_run_finish (GAsyncResult *result, OsrPublishingMemory *memory,
                                       gboolean *appended, GError **error);

G_END_DECLS
