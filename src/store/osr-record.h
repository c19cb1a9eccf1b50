/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One stored event as it travels and rests: exact bytes and hash; and the entries and pages of
 * changes made of such records. What the bytes mean is for OsrEvent. */
#pragma once

#include "core/osr-event.h"

G_BEGIN_DECLS

typedef struct {
  grefcount refs;
  gint64 seq;
  char *stream; /* case uuid, or "office" */
  gint64 version;
  GBytes *meta;    /* exact stored bytes */
  GBytes *payload; /* nullable: none, erased or withheld */
  GBytes *salt;    /* nullable: raw bytes; lives and dies with the payload */
  char *digest;    /* nullable: salted digest of the payload; outlives it */
  char *hash;      /* hex, of osr_chain_hash() */
} OsrRecord;

/**
 * osr_record_new:
 * @meta: exact bytes; seq, stream and version are read from them
 * @payload: (nullable): exact bytes
 * @salt: (nullable): raw bytes
 * @hash: hex
 * @error: %OSR_CORE_ERROR_INVALID
 *
 * The digest is computed where there is a payload.
 */
OsrRecord *osr_record_new (GBytes *meta, GBytes *payload, GBytes *salt, const char *hash,
                           GError **error);
OsrRecord *osr_record_ref (OsrRecord *self);
void osr_record_unref (OsrRecord *self);

/* (transfer full): the event in it, or %NULL with %OSR_CORE_ERROR_INVALID. */
OsrEvent *osr_record_to_event (OsrRecord *self, GError **error);

/* (element-type OsrEvent) (transfer full): the events in @records, or %NULL. */
GPtrArray *osr_records_to_events (GPtrArray *records, GError **error);

/* (transfer full): EV of the protocol: {"meta", "payload", "salt", "hash"}; an erased payload leaves
 * its "digest", by which the chain can still be checked. */
JsonObject *osr_record_to_json (OsrRecord *self);

/* (transfer full): the inverse of osr_record_to_json(); further members are ignored. */
OsrRecord *osr_record_new_from_json (JsonObject *object, GError **error);

/* Whether its hash follows from @previous (nullable: it is the first of its stream). */
gboolean osr_record_follows (OsrRecord *self, const char *previous);

typedef enum {
  OSR_ENTRY_EVENT, /* one event of a stream that the reader holds */
  OSR_ENTRY_CASE,  /* a case became visible: its whole history up to here */
  OSR_ENTRY_FORGET /* a case is no longer visible */
} OsrEntryKind;

typedef struct {
  OsrEntryKind kind;
  char *stream;
  gint64 seq;         /* position in the log at which it happened */
  GPtrArray *records; /* OsrRecord; one for an event, none for forget */
} OsrEntry;

typedef struct {
  char *epoch;
  gint64 head;        /* of the log */
  char *next;         /* cursor after this page: opaque, hand it back as it is */
  gboolean more;      /* ask again at once */
  GPtrArray *entries; /* OsrEntry, in the order of the log */
} OsrPage;

/* @records: (transfer full) (nullable). */
OsrEntry *osr_entry_new (OsrEntryKind kind, const char *stream, gint64 seq, GPtrArray *records);
void osr_entry_free (OsrEntry *self);

/* (transfer full): an entry of the protocol. */
JsonObject *osr_entry_to_json (OsrEntry *self);

OsrPage *osr_page_new (const char *epoch, gint64 head);
void osr_page_free (OsrPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrRecord, osr_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrEntry, osr_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrPage, osr_page_free)

G_END_DECLS
