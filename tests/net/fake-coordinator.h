/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coordinator for tests: speaks the protocol on loopback from a log in memory, with faults on
 * demand. It judges no rules; what it refuses a test has asked for. Runs in the test's own loop. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/time/osr-instant.h"

G_BEGIN_DECLS

typedef struct _FakeCoordinator FakeCoordinator;

#define FAKE_LOGIN    "anna"
#define FAKE_PASSWORD "correct horse"
#define FAKE_PERSON   "person-anna"
#define FAKE_NOW      G_GINT64_CONSTANT (1772766720000000) /* 2026-03-06T03:12:00Z */

FakeCoordinator *fake_coordinator_new (void);
void fake_coordinator_free (FakeCoordinator *self);
const char *fake_coordinator_get_uri (FakeCoordinator *self);

/* Its clock; stands still. */
void fake_coordinator_set_now (FakeCoordinator *self, OsrInstant now);
OsrInstant fake_coordinator_get_now (FakeCoordinator *self);

/* Leaves the network, or comes back under the same address. */
void fake_coordinator_set_online (FakeCoordinator *self, gboolean online);

/* Appends an event and tells who waits. @members and @payload: (nullable) (transfer full). */
gint64 fake_coordinator_append (FakeCoordinator *self, const char *stream, const char *type,
                                const char *by, JsonObject *members, JsonObject *payload);

/* Puts a case's whole history, or its end, into the changes. */
void fake_coordinator_show (FakeCoordinator *self, const char *stream);
void fake_coordinator_forget (FakeCoordinator *self, const char *stream);

/* Appends events that no reader sees until fake_coordinator_show(). */
void fake_coordinator_set_hidden (FakeCoordinator *self, const char *stream, gboolean hidden);

/* A restored backup: another epoch, the same events. */
void fake_coordinator_restore (FakeCoordinator *self);

/* The same from an older backup: what came after @seq is lost. */
void fake_coordinator_restore_to (FakeCoordinator *self, gint64 seq);

/* Makes snapshots from now on; not @whole: without their last line. */
void fake_coordinator_set_snapshots (FakeCoordinator *self, gboolean whole);

/* Damages the stored hash of the last event of @stream. */
void fake_coordinator_tamper (FakeCoordinator *self, const char *stream);

/* At most this many entries a page; 0 for all. */
void fake_coordinator_set_page_size (FakeCoordinator *self, guint size);

/* All sessions end. */
void fake_coordinator_expire_tokens (FakeCoordinator *self);

/* The next @times requests "METHOD /path…" that begin with @prefix get this instead; @body NULL for
 * an error of the code @nick. */
void fake_coordinator_answer (FakeCoordinator *self, const char *prefix, guint times, guint status,
                              const char *nick, const char *body);

/* The next @times such requests take effect, and their answers are lost with the connection. */
void fake_coordinator_lose_answer (FakeCoordinator *self, const char *prefix, guint times);

/* The next @times such requests are never answered. */
void fake_coordinator_hold (FakeCoordinator *self, const char *prefix, guint times);

/* The next @times such requests take effect, and their answers are kept back until they are let out. */
void fake_coordinator_keep_answer (FakeCoordinator *self, const char *prefix, guint times);
void fake_coordinator_let_out (FakeCoordinator *self);
guint fake_coordinator_count_kept (FakeCoordinator *self);

/* How many such requests arrived. */
guint fake_coordinator_count (FakeCoordinator *self, const char *prefix);

/* (nullable): the bytes of a command as first received; and whether any came twice differently. */
GBytes *fake_coordinator_get_command (FakeCoordinator *self, const char *uuid);
gboolean fake_coordinator_saw_other_bytes (FakeCoordinator *self);

/* Last version of @stream; type of its event @version. */
gint64 fake_coordinator_get_version (FakeCoordinator *self, const char *stream);
const char *fake_coordinator_get_type (FakeCoordinator *self, const char *stream, gint64 version);

/* Drafts as they stand there: nullable text, 0 when there is none. */
const char *fake_coordinator_get_draft (FakeCoordinator *self, const char *case_id,
                                        gint64 *revision);

/* Another workstation of the same person saves over the draft of @case_id. */
void fake_coordinator_write_draft (FakeCoordinator *self, const char *case_id, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeCoordinator, fake_coordinator_free)

G_END_DECLS
