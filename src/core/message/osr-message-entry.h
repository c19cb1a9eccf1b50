/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message that somebody registers by hand, from a form or from a line of a file: what it must say,
 * and the command that registers it. Whether a person may, the rules say; whether the office knows the
 * message already, the coordinator. Pure. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/time/osr-instant.h"

G_BEGIN_DECLS

/* A line of a file: the longest text may stand there with each letter as six signs. */
#define OSR_MESSAGE_ENTRY_MOST_BYTES (4 * 1024 * 1024)

/* What is wrong with an entry; the message says where, and what to write instead. */
#define OSR_MESSAGE_FAULT (osr_message_fault_quark ())
GQuark osr_message_fault_quark (void);

typedef enum {
  OSR_MESSAGE_FAULT_SYNTAX,  /* no JSON object, too large, not in UTF-8 */
  OSR_MESSAGE_FAULT_MEMBER,  /* a member that is not known, or of a wrong kind */
  OSR_MESSAGE_FAULT_TEXT,    /* no words */
  OSR_MESSAGE_FAULT_LINK,    /* no address of the web */
  OSR_MESSAGE_FAULT_NETWORK, /* not named, and the link does not tell it */
  OSR_MESSAGE_FAULT_PLACE,   /* neither a link nor the name of a place */
  OSR_MESSAGE_FAULT_MOMENT,
  OSR_MESSAGE_FAULT_MEDIA,
  OSR_MESSAGE_FAULT_LONG
} OsrMessageFault;

typedef struct {
  char *network;   /* as the profile names it; nullable: what the link says */
  char *source;    /* nullable: name of another place: a forum, a chat of a house */
  char *permalink; /* nullable: in a place without addresses */
  char *owner_id;  /* nullable, as the three below: how the network calls it */
  char *post_id;
  char *native_id;
  char *author_name; /* nullable */
  char *text;
  char *context;           /* nullable: what it stands under */
  char *place;             /* nullable: the locality it is about */
  OsrInstant published_at; /* OSR_INSTANT_UNKNOWN: not known */
  GStrv media;             /* nullable: addresses of pictures and films */
} OsrMessageEntry;

OsrMessageEntry *osr_message_entry_new (void);

/**
 * osr_message_entry_read:
 * @bytes: one JSON object: network, permalink, source, native_id, owner_id, post_id, author_name, text,
 *   published_at (ISO 8601 with its offset, or µs since 1970), context, place, media (a list)
 * @length: in bytes
 * @where: for the sentence of the error
 * @error: %OSR_MESSAGE_FAULT
 *
 * Returns: (transfer full): an entry that osr_message_entry_check() accepts, or %NULL
 */
OsrMessageEntry *osr_message_entry_read (const char *bytes, gssize length, const char *where,
                                         GError **error);

/**
 * osr_message_entry_check:
 * @error: %OSR_MESSAGE_FAULT
 *
 * Completes the link and what follows from it, then checks the whole.
 */
gboolean osr_message_entry_check (OsrMessageEntry *self, GError **error);

/* (transfer full): id of the case that it becomes: the same message has the same wherever it is
 * registered, so that no second one is made of it. After osr_message_entry_check(). */
char *osr_message_entry_dup_case_id (const OsrMessageEntry *self);

/* The two parts of the `found` command. After osr_message_entry_check(). */
JsonObject *osr_message_entry_new_members (const OsrMessageEntry *self);
JsonObject *osr_message_entry_new_payload (const OsrMessageEntry *self);

void osr_message_entry_free (OsrMessageEntry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrMessageEntry, osr_message_entry_free)

G_END_DECLS
