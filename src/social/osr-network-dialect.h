/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of any network's answer into records. Each network describes its dialect in a table (its
 * methods by the API's own names, and how an answer says that it is an error); the way through it is
 * the same for all. Pure: no I/O, no clock. */
#pragma once

#include "social/osr-network-answer.h"

G_BEGIN_DECLS

/**
 * OsrNetworkQuestion:
 * @account: the network, its hosts, the office's own id on it
 * @method: what was called, by the API's own name
 * @post_id: (nullable): what the answer is about, where it does not say so itself
 * @charset: (nullable): of a feed, from its Content-Type
 */
typedef struct {
  OsrNetworkAccount *account;
  const char *method;
  const char *post_id;
  const char *charset;
} OsrNetworkQuestion;

/* Adds what @result says; an error means that it cannot be understood. */
typedef gboolean (*OsrNetworkReader) (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                                      JsonNode *result, GError **error);

/**
 * OsrNetworkMethod:
 * @name: the API's own name
 * @read: its answer's reader
 * @writes: whether the call was to change something
 */
typedef struct {
  const char *name;
  OsrNetworkReader read;
  gboolean writes;
} OsrNetworkMethod;

/**
 * OsrNetworkDialect:
 * @network: "vk"
 * @methods: (array zero-terminated=1): those that the program uses
 * @open: (nullable): the result in the whole answer @root, borrowed; or %NULL, with @fault when the
 *   answer is the network's error
 * @dup_method: (nullable): brings the name of a method that is written in several ways into the
 *   table's form
 * @parse: (nullable): instead of the others, for what is no JSON
 */
typedef struct {
  const char *network;
  const OsrNetworkMethod *methods;
  JsonNode *(*open) (const OsrNetworkQuestion *question, JsonNode *root, gboolean writes,
                     OsrNetworkFault **fault);
  char *(*dup_method) (const char *name);
  gboolean (*parse) (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                     const char *bytes, gsize length, GError **error);
} OsrNetworkDialect;

/* (nullable): the dialect of @network */
const OsrNetworkDialect *osr_network_dialect (const char *network);

/* (nullable): dialect number @i, counted from 0 */
const OsrNetworkDialect *osr_network_dialect_nth (guint i);

/* Whether @dialect has the method @name, however it is written. */
gboolean osr_network_dialect_knows (const OsrNetworkDialect *dialect, const char *name);

/* Says that an answer to @question has no @what in it; always %FALSE. */
gboolean osr_network_lacks (const OsrNetworkQuestion *question, const char *what, GError **error);

/**
 * osr_network_parse:
 * @question: what was asked
 * @bytes: the whole answer
 * @length: its length
 * @error: %OSR_NET_ERROR_PROTOCOL with a sentence: it cannot be understood, or the program does not
 *   use such a method
 *
 * Returns: (transfer full): records, or the network's error
 */
OsrNetworkAnswer *osr_network_parse (const OsrNetworkQuestion *question, const char *bytes,
                                     gsize length, GError **error);

/* Like osr_network_parse(), of the @result in an answer that was found to be no error. */
OsrNetworkAnswer *osr_network_parse_result (const OsrNetworkQuestion *question, JsonNode *result,
                                            GError **error);

G_END_DECLS
