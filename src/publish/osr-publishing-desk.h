/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands behind the publications: where a step of one is written down before and after the network
 * is spoken to, and where the case is read. The coordinator's is its log; a workstation that holds an
 * account has a file of its own and tells the coordinator afterwards. */
#pragma once

#include "core/osr-case.h"
#include "publish/osr-neighbours.h"
#include "publish/osr-publishing.h"
#include "social/osr-network-round.h"
#include "store/osr-log-publications.h"

G_BEGIN_DECLS

/* How a step of a publication ended. */
typedef struct {
  const OsrPublication *row; /* as it is from now on */
  OsrCase *the_case;         /* nullable: not looked at */
  OsrPublishingInput input;
  OsrPublishingTelling telling;         /* what follows for the log */
  const OsrNetworkReply *reply;         /* nullable */
  const GError *why;                    /* nullable */
  const OsrNetworkChallenge *challenge; /* nullable: what the network asks */
  const char *picture;                  /* nullable: digest of the picture that it asks by */
  gboolean release;                     /* nothing more is done under this lease */
} OsrPublisherOutcome;

#define OSR_TYPE_PUBLISHING_DESK (osr_publishing_desk_get_type ())
G_DECLARE_INTERFACE (OsrPublishingDesk, osr_publishing_desk, OSR, PUBLISHING_DESK, GObject)

struct _OsrPublishingDeskInterface {
  GTypeInterface parent;

  OsrInstant (*get_now) (OsrPublishingDesk *self);
  OsrCase *(*load_case) (OsrPublishingDesk *self, const char *id, GError **error);
  char *(*dup_file_path) (OsrPublishingDesk *self, const char *digest);
  OsrNeighbours *(*find_neighbours) (OsrPublishingDesk *self, const OsrNeighbourhood *around,
                                     GError **error);
  gboolean (*write) (OsrPublishingDesk *self, const OsrPublisherOutcome *outcome,
                     gboolean *appended, GError **error);
};

/* The office's time. */
OsrInstant osr_publishing_desk_get_now (OsrPublishingDesk *self);

/* (transfer full): the case as the log has it */
OsrCase *osr_publishing_desk_load_case (OsrPublishingDesk *self, const char *id, GError **error);

/* (transfer full) (nullable): where a file of a reply lies, or would; %NULL for what is no digest */
char *osr_publishing_desk_dup_file_path (OsrPublishingDesk *self, const char *digest);

/* (transfer full): what else of the office stands or goes where @around is looked for */
OsrNeighbours *osr_publishing_desk_find_neighbours (OsrPublishingDesk *self,
                                                    const OsrNeighbourhood *around, GError **error);

/**
 * osr_publishing_desk_write:
 * @appended: (inout): set when the log has, or will have, one event more
 * @error: it is not written down, and nothing may follow from it; LEASE when somebody else has taken
 *   the publication meanwhile
 *
 * On the disk when this returns %TRUE: row and what is told, neither without the other.
 */
gboolean osr_publishing_desk_write (OsrPublishingDesk *self, const OsrPublisherOutcome *outcome,
                                    gboolean *appended, GError **error);

G_END_DECLS
