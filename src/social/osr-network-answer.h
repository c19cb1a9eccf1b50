/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one answer of a network says, the same for all of them: records, or the network's own error.
 * An answer that cannot be understood at all is neither but a GError. Made by the parsers, pure; what
 * becomes of the records is the caller's. */
#pragma once

#include <json-glib/json-glib.h>

#include "net/osr-net-error.h"
#include "social/osr-network-records.h"

G_BEGIN_DECLS

/**
 * OsrNetworkRecordKind:
 * @OSR_NETWORK_RECORD_MESSAGE: a comment
 * @OSR_NETWORK_RECORD_POST: a post, a topic, an item of a feed
 * @OSR_NETWORK_RECORD_EDITED: a comment or post that was changed, as it is now
 * @OSR_NETWORK_RECORD_REMOVED: a comment or post that is gone
 * @OSR_NETWORK_RECORD_RESTORED: one that is there again
 * @OSR_NETWORK_RECORD_CREATED: what a publishing call made: the message, or its @id alone, in the
 *   thread @value
 * @OSR_NETWORK_RECORD_PLACE: where reading goes on: the parameter @name, its value @value
 * @OSR_NETWORK_RECORD_OWNER: a person, a community, a chat: @id, @name, and its short name @value
 * @OSR_NETWORK_RECORD_RIGHT: what a token may do: @name, @value
 * @OSR_NETWORK_RECORD_ATTACHMENT: what an upload gave: @id, as a publishing call takes it
 * @OSR_NETWORK_RECORD_ADDRESS: where to send something next: @name, @value; may hold a secret
 * @OSR_NETWORK_RECORD_NUMBER: the number @value of @name
 * @OSR_NETWORK_RECORD_IGNORED: something that the office has no use for: @name
 */
typedef enum {
  OSR_NETWORK_RECORD_MESSAGE,
  OSR_NETWORK_RECORD_POST,
  OSR_NETWORK_RECORD_EDITED,
  OSR_NETWORK_RECORD_REMOVED,
  OSR_NETWORK_RECORD_RESTORED,
  OSR_NETWORK_RECORD_CREATED,
  OSR_NETWORK_RECORD_PLACE,
  OSR_NETWORK_RECORD_OWNER,
  OSR_NETWORK_RECORD_RIGHT,
  OSR_NETWORK_RECORD_ATTACHMENT,
  OSR_NETWORK_RECORD_ADDRESS,
  OSR_NETWORK_RECORD_NUMBER,
  OSR_NETWORK_RECORD_IGNORED,
} OsrNetworkRecordKind;

/**
 * OsrNetworkRecord:
 * @kind: what it is
 * @message: (nullable): of the first six kinds
 * @id: (nullable): see the kind; with a message the network's id of the event, if it came as one
 * @name: (nullable): see the kind
 * @value: (nullable): see the kind
 */
typedef struct {
  OsrNetworkRecordKind kind;
  OsrNetworkMessage *message;
  char *id;
  char *name;
  char *value;
} OsrNetworkRecord;

/**
 * OsrNetworkFault:
 * @network: whose error
 * @code: its code, as the network writes it
 * @name: the network's name of the code, "" when it has none
 * @sentence: what it says, on one line, without secrets
 * @class: what the caller is to do
 * @retry_after: seconds to wait, −1 when not said
 * @place: (nullable): where reading goes on after it
 * @moved_to: (nullable): the chat's new id
 * @captcha_sid: (nullable): of the old form of captcha: sent back with what the person reads in the
 *   picture
 * @captcha_image: (nullable): the picture
 * @page: (nullable): the page on which a person confirms, of the new form
 */
typedef struct {
  char *network;
  char *code;
  char *name;
  char *sentence;
  OsrNetError class;
  gint64 retry_after;
  char *place;
  char *moved_to;
  char *captcha_sid;
  char *captcha_image;
  char *page;
} OsrNetworkFault;

/**
 * OsrNetworkAnswer:
 * @records: (element-type OsrNetworkRecord): in the order given; none with a @fault
 * @fault: (nullable): the network's error
 */
typedef struct {
  GPtrArray *records;
  OsrNetworkFault *fault;
} OsrNetworkAnswer;

OsrNetworkAnswer *osr_network_answer_new (void);
void osr_network_answer_free (OsrNetworkAnswer *self);

/* (transfer none): appends @message, which is taken over; %NULL appends nothing. */
OsrNetworkRecord *osr_network_answer_add (OsrNetworkAnswer *self, OsrNetworkRecordKind kind,
                                          OsrNetworkMessage *message);

/* Appends a record without a message; the strings are nullable and copied. */
void osr_network_answer_add_fact (OsrNetworkAnswer *self, OsrNetworkRecordKind kind, const char *id,
                                  const char *name, const char *value);

/* Appends where reading goes on, unless @value is %NULL or "". */
void osr_network_answer_add_place (OsrNetworkAnswer *self, const char *name, const char *value);

/* The kind's name for records ("message"). */
const char *osr_network_record_kind_nick (OsrNetworkRecordKind kind);

/* (transfer full): @record as one JSON object; absent members are left out, times are in UTC. */
JsonObject *osr_network_record_to_json (const OsrNetworkRecord *record);

/**
 * osr_network_fault_new:
 * @account: whose secrets must not be in the sentence
 * @code: the network's code
 * @name: (nullable): its name
 * @sentence: (nullable): what the network said
 * @class: what the caller is to do
 *
 * Returns: (transfer full): the fault
 */
OsrNetworkFault *osr_network_fault_new (OsrNetworkAccount *account, const char *code,
                                        const char *name, const char *sentence, OsrNetError class);
void osr_network_fault_free (OsrNetworkFault *self);

/* (transfer full): @self on one line: "vk error 100 param: …" */
char *osr_network_fault_describe (const OsrNetworkFault *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkAnswer, osr_network_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkFault, osr_network_fault_free)

G_END_DECLS
