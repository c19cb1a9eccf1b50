/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator's protocol, asked from a workstation or a tool: one request a call, answers as
 * records. Keeps the token and the difference of the clocks. When to ask, what to try again and what
 * to do with the answers is the replica's. */
#pragma once

#include <gio/gio.h>

#include "core/time/osr-clock.h"
#include "net/osr-net-error.h"
#include "net/osr-protocol-records.h"

G_BEGIN_DECLS

#define OSR_PROTOCOL_MAX_WAIT_SECONDS 25

#define OSR_TYPE_PROTOCOL (osr_protocol_get_type ())
G_DECLARE_FINAL_TYPE (OsrProtocol, osr_protocol, OSR, PROTOCOL, GObject)

/* Errors of every _finish below:
 *   G_IO_ERROR_CANCELLED
 *   OSR_NET_ERROR_OFFLINE       nothing was sent
 *   OSR_NET_ERROR_AUTH          wrong password, or the token is not valid any more
 *   OSR_NET_ERROR_RATE_LIMITED  wait longer
 *   OSR_NET_ERROR_TEMPORARY     no whole answer, or the coordinator is in trouble: send it again.
 *                               All writing calls may be repeated with the same id and bytes
 *   OSR_NET_ERROR_REJECTED      the coordinator refuses for a reason this program does not know
 *   OSR_NET_ERROR_UPGRADE       this program is too old for the log: nothing it asks is answered
 *   OSR_NET_ERROR_PROTOCOL      this is not the coordinator's language (a proxy's page, …)
 *   OSR_CORE_ERROR by its nick  a rule refuses; the message is the coordinator's English sentence
 */

/**
 * osr_protocol_new:
 * @server: base address, "http://127.0.0.1:8080"; a path before /v1 is kept
 * @clock: (nullable): its offset is set so that it tells the coordinator's time, measured on every
 *   answer as that moment against the middle of the round trip; %NULL for a clock of its own
 *
 * Returns: (transfer full): a client without a token
 */
OsrProtocol *osr_protocol_new (const char *server, OsrClock *clock);

/* The token that goes with every request; signing in sets it. */
void osr_protocol_set_token (OsrProtocol *self, const char *token);
const char *osr_protocol_get_token (OsrProtocol *self); /* nullable */

/* The clock: the coordinator's time once there was an answer. */
OsrClock *osr_protocol_get_clock (OsrProtocol *self);

/* Coordinator's time of the last answer; %OSR_INSTANT_UNKNOWN before the first. */
OsrInstant osr_protocol_get_answered_at (OsrProtocol *self);

/* Needs no token. */
void osr_protocol_status_async (OsrProtocol *self, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
OsrWireStatus *osr_protocol_status_finish (OsrProtocol *self, GAsyncResult *result, GError **error);

/**
 * osr_protocol_sign_in_async:
 * @device: a name for this workstation
 *
 * On success the token is kept here, too.
 */
void osr_protocol_sign_in_async (OsrProtocol *self, const char *login, const char *password,
                                 const char *device, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
OsrWireSession *osr_protocol_sign_in_finish (OsrProtocol *self, GAsyncResult *result,
                                             GError **error);

/* Gives the token back; it is forgotten here whatever the answer. */
void osr_protocol_sign_out_async (OsrProtocol *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean osr_protocol_sign_out_finish (OsrProtocol *self, GAsyncResult *result, GError **error);

/**
 * osr_protocol_put_command_async:
 * @uuid: the command's id
 * @body: exact bytes, see osr_wire_command_build()
 *
 * May be repeated with the same id and bytes: the answer is then the stored one, a refusal as well.
 */
void osr_protocol_put_command_async (OsrProtocol *self, const char *uuid, GBytes *body,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);

/* The same for a command that was accepted before a backup was restored: that what it stands upon is
 * not there yet is not its last answer. */
void osr_protocol_put_command_again_async (OsrProtocol *self, const char *uuid, GBytes *body,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);

/**
 * osr_protocol_put_command_finish:
 * @missing: (out) (optional) (element-type OsrWireEvent) (transfer full): with
 *   %OSR_CORE_ERROR_STALE the events that came between, oldest first; else %NULL
 * @error: see above; %OSR_CORE_ERROR_STALE when somebody else acted first
 *
 * Returns: (transfer full): what was appended
 */
OsrWireAccepted *osr_protocol_put_command_finish (OsrProtocol *self, GAsyncResult *result,
                                                  GPtrArray **missing, GError **error);

/**
 * osr_protocol_changes_async:
 * @since: (nullable): cursor: `next` of the last page as it came; %NULL from the start
 * @wait_seconds: how long the coordinator may hold the answer back while there is nothing new; at
 *   most %OSR_PROTOCOL_MAX_WAIT_SECONDS
 *
 * A cursor of another log, or one that is too old, gives a page with `reset` set, not an error.
 */
void osr_protocol_changes_async (OsrProtocol *self, const char *since, guint wait_seconds,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
OsrWirePage *osr_protocol_changes_finish (OsrProtocol *self, GAsyncResult *result, GError **error);

/**
 * osr_protocol_put_draft_async:
 * @draft: id, case, kind, text; `revision` is the one it was written over (0 for a new one);
 *   read before this returns
 */
void osr_protocol_put_draft_async (OsrProtocol *self, const OsrWireDraft *draft,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * osr_protocol_put_draft_finish:
 * @current: (out) (optional) (transfer full): with %OSR_CORE_ERROR_STALE what stands there instead
 *
 * Returns: the new revision, 0 with @error
 */
gint64 osr_protocol_put_draft_finish (OsrProtocol *self, GAsyncResult *result,
                                      OsrWireDraft **current, GError **error);

void osr_protocol_get_drafts_async (OsrProtocol *self, const char *case_id,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
/* (element-type OsrWireDraft) (transfer full) */
GPtrArray *osr_protocol_get_drafts_finish (OsrProtocol *self, GAsyncResult *result, GError **error);

/* A draft that is not there is deleted already: no error. */
void osr_protocol_delete_draft_async (OsrProtocol *self, const char *id, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean osr_protocol_delete_draft_finish (OsrProtocol *self, GAsyncResult *result, GError **error);

/**
 * osr_protocol_preview_async:
 * @type: event of the office stream
 * @members: its members; read before this returns
 *
 * What the change would do; nothing is changed. For administrators.
 */
void osr_protocol_preview_async (OsrProtocol *self, const char *type, JsonObject *members,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/* (transfer full): {"head", "open", "pinned", "moves", "reach", "work"} as the coordinator said it */
JsonObject *osr_protocol_preview_finish (OsrProtocol *self, GAsyncResult *result, GError **error);

G_END_DECLS
