/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Odnoklassniki's discussions and their comments into the program's messages. Ids are texts there. A
 * group's topic is called by its id, any other discussion by its type too: "GROUP_PHOTO:5". Pure. */
#pragma once

#include "social/osr-network-answer.h"

G_BEGIN_DECLS

/* (transfer full): id → name, of the people and groups that @root (nullable) introduces */
GHashTable *osr_ok_parse_names (JsonObject *root);

/**
 * osr_ok_parse_discussion:
 * @account: whose host for people is used; its owner is the group
 * @names: of osr_ok_parse_names()
 * @object: (nullable): a discussion
 *
 * Its creation has no zone and is therefore no time here.
 *
 * Returns: (transfer full) (nullable): it as a post, %NULL when it is none
 */
OsrNetworkMessage *osr_ok_parse_discussion (OsrNetworkAccount *account, GHashTable *names,
                                            JsonObject *object);

/* (transfer full) (nullable): a comment under @post_id (nullable) */
OsrNetworkMessage *osr_ok_parse_comment (OsrNetworkAccount *account, GHashTable *names,
                                         JsonObject *object, const char *post_id);

/* (transfer full) (nullable): a topic as mediatopic.getByIds has it */
OsrNetworkMessage *osr_ok_parse_topic (OsrNetworkAccount *account, GHashTable *names,
                                       JsonObject *object);

/**
 * osr_ok_comment_link:
 * @account: whose host for people is used, and whose group it is
 * @post_id: the discussion, as messages call it
 * @id: the comment
 *
 * The network has no address for a single comment. This is its topic's, with the comment in a query
 * that the page passes over: it opens where a person finds the comment, and no other comment has it.
 *
 * Returns: (transfer full): the address, "" for a discussion that is no topic
 */
char *osr_ok_comment_link (OsrNetworkAccount *account, const char *post_id, const char *id);

/* (transfer full) (nullable): where the comment of such an address stands, and in @native_id (out)
 * which it is */
OsrNetworkTarget *osr_ok_read_link (OsrNetworkAccount *account, const char *url, char **native_id);

/* (transfer full): @text without the marks around names: "{group:1}Name{group}" → "Name" */
char *osr_ok_text_plain (const char *text);

G_END_DECLS
