/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Facebook and Instagram have in common, which is the Graph API: lists and where they go on,
 * names of methods, errors. */
#pragma once

#include "social/osr-network-dialect.h"

G_BEGIN_DECLS

/* One object of a list. */
typedef OsrNetworkMessage *(*OsrGraphParser) (const OsrNetworkQuestion *question,
                                              JsonObject *object);

/**
 * osr_graph_add_all:
 * @answer: takes the records
 * @question: who asked
 * @result: {"data":[…]}, objects by their ids, or one object
 * @kind: of the records
 * @parser: of one object
 * @error: there is nothing of the kind in it
 *
 * Returns: whether there was a list, even an empty one, or an object
 */
gboolean osr_graph_add_all (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                            JsonNode *result, OsrNetworkRecordKind kind, OsrGraphParser parser,
                            GError **error);

/* An OsrNetworkReader: pages, users, with their short names */
gboolean osr_graph_read_owners (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                                JsonNode *result, GError **error);

/* For OsrNetworkDialect.open */
JsonNode *osr_graph_open (const OsrNetworkQuestion *question, JsonNode *root, gboolean writes,
                          OsrNetworkFault **fault);

/* (transfer full): "GET /{post-id}/comments" → "comments", "POST /1_2/comments" → "create",
 * "/{comment}" → "comment"; another name as it is */
char *osr_graph_dup_method (const char *name);

G_END_DECLS
