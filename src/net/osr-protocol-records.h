/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What travels between a workstation and the coordinator, as values: commands, events as they were
 * stored, pages of changes, drafts. Reading and writing them is pure; sending is OsrProtocol's, and
 * what an event means is the core's. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/time/osr-instant.h"

G_BEGIN_DECLS

/* The largest answer taken: one case with all that ever happened to it, if it comes to that. */
#define OSR_WIRE_ANSWER_MOST (64 * 1024 * 1024)

/* One event as the log holds it: exact bytes, never re-serialised. */
typedef struct {
  GBytes *meta;
  GBytes *payload; /* nullable: none, erased or withheld */
  GBytes *salt;    /* nullable: raw bytes, lives and dies with the payload */
  char *digest;    /* nullable: the payload's salted digest, sent when the payload is not */
  char *hash;      /* lower-case hex */
} OsrWireEvent;

typedef enum {
  OSR_WIRE_EVENT, /* the next event of a case already held, or of the office stream */
  OSR_WIRE_CASE,  /* a case that became visible: all its events up to here */
  OSR_WIRE_FORGET /* a case that is not to be held any more */
} OsrWireEntryKind;

typedef struct {
  OsrWireEntryKind kind;
  char *case_id;     /* a uuid, or "office" */
  GPtrArray *events; /* OsrWireEvent: one, all, or none */
} OsrWireEntry;

typedef struct {
  gboolean reset; /* the cursor is not of this log (410): drop what is held, read from the start */
  char *epoch;    /* nullable only with @reset */
  gint64 head;    /* newest number of the log */
  char *next;     /* the cursor to ask with next; nullable only with @reset */
  gboolean more;  /* ask again at once */
  OsrInstant now; /* the coordinator's clock */
  GPtrArray *entries; /* OsrWireEntry, in the order of the log */
} OsrWirePage;

/* The answer to an accepted command. */
typedef struct {
  gint64 seq;        /* of its last event */
  gint64 version;    /* of the case after it */
  GPtrArray *events; /* OsrWireEvent: what it appended */
} OsrWireAccepted;

typedef struct {
  char *token;
  char *person;
  char *epoch;
} OsrWireSession;

typedef struct {
  char *epoch;
  char *version; /* of the coordinator's program */
  gint64 head;
  OsrInstant now;
} OsrWireStatus;

typedef struct {
  char *id; /* uuid */
  char *case_id;
  char *by; /* nullable: person id */
  char *kind;
  char *text;      /* nullable: somebody else's text is not shown */
  gint64 revision; /* from 1; 0 for one not yet at the coordinator */
  OsrInstant at;   /* last written */
} OsrWireDraft;

/* A command before it becomes bytes. All borrowed. */
typedef struct {
  const char *case_id; /* uuid, or "office" */
  const char *type;
  gint64 after_version;      /* precondition; 0 for none */
  const char *after_command; /* nullable: instead of @after_version, my previous pending command */
  OsrInstant claimed_at;
  const char *device;    /* a name for this workstation */
  const char *on_behalf; /* nullable: the absent person for whom a substitute acts */
  JsonObject *members;   /* nullable */
  JsonObject *payload;   /* nullable */
} OsrWireCommand;

/**
 * osr_wire_command_build:
 * @command: what to say
 *
 * Returns: (transfer full): the body of the PUT. Write it down before sending: these bytes never
 *   change, since the same id with other bytes is refused
 */
GBytes *osr_wire_command_build (const OsrWireCommand *command);

/**
 * osr_wire_page_read:
 * @body: the answer to GET /v1/changes
 * @error: %OSR_NET_ERROR_PROTOCOL naming the member
 *
 * Returns: (transfer full): the page; a page with one unreadable entry is refused whole
 */
OsrWirePage *osr_wire_page_read (GBytes *body, GError **error);

/**
 * osr_wire_entry_read:
 * @object: one entry of a page, of a snapshot's line, or the answer to GET /v1/cases/ID
 * @error: %OSR_NET_ERROR_PROTOCOL
 */
OsrWireEntry *osr_wire_entry_read (JsonObject *object, GError **error);

/**
 * osr_wire_accepted_read:
 * @body: the answer to an accepted command
 * @error: %OSR_NET_ERROR_PROTOCOL
 */
OsrWireAccepted *osr_wire_accepted_read (GBytes *body, GError **error);

/**
 * osr_wire_events_read:
 * @array: (nullable): of EV objects
 * @error: %OSR_NET_ERROR_PROTOCOL
 *
 * Returns: (element-type OsrWireEvent) (transfer full): empty for %NULL
 */
GPtrArray *osr_wire_events_read (JsonArray *array, GError **error);

/**
 * osr_wire_draft_read:
 * @object: one draft of an answer
 * @fallback_id: (nullable): id and case of the one that was asked for, when the answer leaves them out
 * @fallback_case: (nullable)
 * @error: %OSR_NET_ERROR_PROTOCOL
 */
OsrWireDraft *osr_wire_draft_read (JsonObject *object, const char *fallback_id,
                                   const char *fallback_case, GError **error);

/* An event record of its own; every argument but @meta and @hash may be %NULL; referenced, copied. */
OsrWireEvent *osr_wire_event_new (GBytes *meta, GBytes *payload, GBytes *salt, const char *digest,
                                  const char *hash);

/**
 * osr_wire_event_check:
 * @previous: (nullable): hash of the previous event of the same stream, %NULL for the first
 *
 * Returns: whether the event's hash follows from its bytes and @previous
 */
gboolean osr_wire_event_check (const OsrWireEvent *event, const char *previous);

void osr_wire_event_free (OsrWireEvent *event);
void osr_wire_entry_free (OsrWireEntry *entry);
void osr_wire_page_free (OsrWirePage *page);
void osr_wire_accepted_free (OsrWireAccepted *accepted);
void osr_wire_session_free (OsrWireSession *signed_in);
void osr_wire_status_free (OsrWireStatus *status);
void osr_wire_draft_free (OsrWireDraft *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWireEvent, osr_wire_event_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWireEntry, osr_wire_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWirePage, osr_wire_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWireAccepted, osr_wire_accepted_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWireSession, osr_wire_session_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWireStatus, osr_wire_status_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWireDraft, osr_wire_draft_free)

G_END_DECLS
