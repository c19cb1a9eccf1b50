/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking the coordinator for what a workstation does not hold: rows of all cases one may see, search
 * among them, and one case whole. */
#pragma once

#include "net/osr-protocol.h"

G_BEGIN_DECLS

/* A row of a list. */
typedef struct {
  char *id;
  char *number; /* nullable: not taken up yet */
  char *state;  /* nick of an OsrCaseState */
  char *author; /* nullable */
  char *excerpt;
  char *body;    /* nullable: id of the body that drafts */
  char *step;    /* nullable: what the limit is for */
  char *place;   /* nullable */
  char *network; /* nullable: where it was written */
  char *piece;   /* nullable: of a search: what was found, between OSR_WIRE_MARK_… */
  gint64 version;
  OsrInstant due;        /* %OSR_INSTANT_UNKNOWN for none */
  OsrInstant overdue_at; /* likewise */
  OsrInstant at;         /* of the message */
  gboolean over;
} OsrWireRow;

typedef struct {
  GPtrArray *rows; /* OsrWireRow */
  char *after;     /* nullable: to ask for the next ones with; %NULL at the end */
} OsrWireRows;

#define OSR_WIRE_ROWS_MOST  200
#define OSR_WIRE_MARK_BEGIN "\002"
#define OSR_WIRE_MARK_END   "\003"

/* What is asked for. All borrowed. */
typedef struct {
  const char *view;  /* cases: "act", "mine", "overdue", "open", "closed" or "all" */
  const char *order; /* nullable: cases: "due"; search: "newest" or "best" */
  guint limit;       /* at most OSR_WIRE_ROWS_MOST */
  const char *after; /* nullable: of the rows before; cases only */
  OsrInstant before; /* cases, "closed": messages older than this; 0 for all */
  const char *query; /* search: what the person typed */
} OsrWireListing;

void osr_wire_row_free (OsrWireRow *row);
void osr_wire_rows_free (OsrWireRows *rows);

/* Rows of one view; @listing is read before this returns. */
void osr_protocol_cases_async (OsrProtocol *self, const OsrWireListing *listing,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
OsrWireRows *osr_protocol_cases_finish (OsrProtocol *self, GAsyncResult *result, GError **error);

/* Rows of the cases in which `query` is found. */
void osr_protocol_search_async (OsrProtocol *self, const OsrWireListing *listing,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
OsrWireRows *osr_protocol_search_finish (OsrProtocol *self, GAsyncResult *result, GError **error);

/* One case with its whole history, as an entry of kind %OSR_WIRE_CASE; REJECTED when there is none for
 * this person. */
void osr_protocol_get_case_async (OsrProtocol *self, const char *id, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
OsrWireEntry *osr_protocol_get_case_finish (OsrProtocol *self, GAsyncResult *result,
                                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWireRow, osr_wire_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWireRows, osr_wire_rows_free)

G_END_DECLS
