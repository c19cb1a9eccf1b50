/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person signed in at a coordinator from the command line: reads what they may see, keeps it in
 * memory, and sends their commands. Waits in the program's main loop. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"
#include "core/record/osr-report-track.h"
#include "ctl/osr-ctl.h"
#include "net/osr-protocol-records.h"
#include "net/osr-protocol.h"

G_BEGIN_DECLS

typedef struct _OsrCtlReader OsrCtlReader;

/* What a person does to a case. Borrowed. */
typedef struct {
  const char *case_id;
  const char *type;
  JsonObject *members; /* nullable */
  JsonObject *payload; /* nullable */
} OsrCtlAct;

/**
 * osr_ctl_reader_new:
 * @server: base address
 * @cancellable: (nullable): ends every waiting
 */
OsrCtlReader *osr_ctl_reader_new (const char *server, GCancellable *cancellable);
void osr_ctl_reader_free (OsrCtlReader *self);

gboolean osr_ctl_reader_sign_in (OsrCtlReader *self, const char *login, const char *password,
                                 GError **error);

/**
 * osr_ctl_reader_sync:
 * @wait_seconds: how long the coordinator may hold the answer back while nothing is new
 *
 * Takes in all there is. Each event's chain is checked.
 */
gboolean osr_ctl_reader_sync (OsrCtlReader *self, guint wait_seconds, GError **error);

/**
 * osr_ctl_reader_act:
 *
 * Sends a command on the case as last read, and takes in what it appended. While the coordinator does
 * not answer, the same bytes are sent again under the same id.
 */
gboolean osr_ctl_reader_act (OsrCtlReader *self, const OsrCtlAct *act, GError **error);

/* Sends a command as it was made elsewhere: @body is its exact bytes. */
gboolean osr_ctl_reader_put (OsrCtlReader *self, const char *uuid, GBytes *body, GError **error);

/* Puts a text that was being written elsewhere; one that stands there already in the same words is
 * well. STALE: another stands there, which is left. */
gboolean osr_ctl_reader_put_draft (OsrCtlReader *self, const OsrWireDraft *draft, GError **error);

/* (transfer full) (nullable): digest of the file @bytes, which the coordinator has then */
char *osr_ctl_reader_put_file (OsrCtlReader *self, GBytes *bytes, GError **error);

/* (transfer full) (nullable): the office's name as a saved outbox has it */
char *osr_ctl_reader_dup_office_name (OsrCtlReader *self);

OsrRegistry *osr_ctl_reader_get_registry (OsrCtlReader *self);
OsrProtocol *osr_ctl_reader_get_protocol (OsrCtlReader *self);
OsrInstant osr_ctl_reader_get_now (OsrCtlReader *self); /* the coordinator's time */

/* (element-type utf8) (transfer container): ids of the cases held */
GList *osr_ctl_reader_list (OsrCtlReader *self);

/* (element-type OsrReportTrack) (transfer full): reports on their way, as last read */
GPtrArray *osr_ctl_reader_load_reports (OsrCtlReader *self);

/* (transfer full) (nullable): the case as last read */
OsrCase *osr_ctl_reader_load (OsrCtlReader *self, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrCtlReader, osr_ctl_reader_free)

G_END_DECLS
