/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change of the office would do, asked of the coordinator, which alone has all cases: limits
 * that move, people who would read other cases, work that somebody must take over. */
#pragma once

#include "core/osr-preview.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

/* A case that must be handed over. */
typedef struct {
  char *case_id;
  char *number; /* nullable */
  char *body;
} OsrOfficeWork;

typedef struct {
  guint open;       /* limits that run now */
  guint pinned;     /* cases under way that keep the regulation they were taken under */
  GPtrArray *moves; /* OsrMove */
  GPtrArray *reach; /* OsrReachMove */
  GPtrArray *work;  /* OsrOfficeWork */
} OsrOfficePreview;

void osr_office_preview_free (OsrOfficePreview *preview);

/**
 * osr_replica_preview_office_async:
 * @type: event of the office stream
 * @members: (transfer none): as for osr_replica_change_office()
 *
 * Fails with what refuses the change, or because the coordinator cannot be reached: nothing is
 * guessed from the cases that are held here.
 */
void osr_replica_preview_office_async (OsrReplica *self, const char *type, JsonObject *members,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
OsrOfficePreview *osr_replica_preview_office_finish (OsrReplica *self, GAsyncResult *result,
                                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrOfficePreview, osr_office_preview_free)

G_END_DECLS
