/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts being written, as the coordinator keeps them: outside the log, one per case and author,
 * with a revision so that nobody overwrites what they have not seen. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

typedef struct {
  char *id; /* the client's uuid */
  char *case_id;
  char *person; /* author */
  char *kind;
  char *text;
  gint64 revision;
  OsrInstant at; /* coordinator's clock */
} OsrLogDraft;

void osr_log_draft_free (OsrLogDraft *draft);

/**
 * osr_log_put_draft:
 * @draft: what to keep; its revision is the one the writer started from, 0 for a new draft;
 *   revision and `at` are set on success
 * @current: (out) (nullable) (optional): the other revision, on CONFLICT
 * @error: CONFLICT when another revision is there; FORBIDDEN when the id is of another person or
 *   case. The same text again on the same base is the success it was before.
 */
gboolean osr_log_put_draft (OsrLog *self, OsrLogDraft *draft, OsrLogDraft **current,
                            GError **error);

/* (element-type OsrLogDraft) (transfer full): all that are being written on a case. */
GPtrArray *osr_log_list_drafts (OsrLog *self, const char *case_id, GError **error);

/* Forgets one; NOT_FOUND, also for who does not see its case; FORBIDDEN when another person's. */
gboolean osr_log_delete_draft (OsrLog *self, const char *id, const char *person, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrLogDraft, osr_log_draft_free)

G_END_DECLS
