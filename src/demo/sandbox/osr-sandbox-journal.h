/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened on the walls, in order and numbered: posts, comments, edits, deletions. The networks'
 * event interfaces (getUpdates, /updates, the Bots Long Poll) are read from it. Whether an event is of
 * interest to a listener is the network's matter. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  OSR_SANDBOX_POSTED,
  OSR_SANDBOX_WRITTEN,
  OSR_SANDBOX_EDITED,
  OSR_SANDBOX_DELETED,
} OsrSandboxEntryKind;

typedef struct {
  gint64 seq; /* from 1 upwards, of all communities together */
  OsrSandboxEntryKind kind;
  gint64 at; /* seconds since the epoch */
  gint64 community;
  gint64 post;
  gint64 comment; /* 0 for a post */
  gint64 from_id;
  char *text; /* as it was then */
} OsrSandboxEntry;

typedef struct {
  GPtrArray *entries; /* of OsrSandboxEntry, ascending */
  gint64 last;        /* the number given last */
} OsrSandboxJournal;

OsrSandboxJournal *osr_sandbox_journal_new (void);
void osr_sandbox_journal_free (OsrSandboxJournal *journal);

/* Adds a copy of @entry under the next number, or under its own when that is set and larger than all. */
void osr_sandbox_journal_add (OsrSandboxJournal *journal, const OsrSandboxEntry *entry);

/* Forgets all entries after number @seq; their numbers will be given again. */
void osr_sandbox_journal_rewind (OsrSandboxJournal *journal, gint64 seq);

/* Takes out every entry about one comment. */
void osr_sandbox_journal_forget (OsrSandboxJournal *journal, gint64 community, gint64 comment);

/**
 * osr_sandbox_journal_since:
 * @journal: the journal
 * @community: whose entries
 * @seq: the last number that is known
 *
 * Returns: (transfer container) (element-type OsrSandboxEntry): what came after, ascending
 */
GPtrArray *osr_sandbox_journal_since (OsrSandboxJournal *journal, gint64 community, gint64 seq);

G_END_DECLS
