/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VK's records into those of the program, and the addresses of posts and comments. Pure. */
#pragma once

#include "social/osr-network-records.h"
#include "social/vk/osr-vk-parser.h"

G_BEGIN_DECLS

#define OSR_VK_CONTEXT_CHARACTERS 1000

/* The community's id as a positive number; 0 when the account's is not one. A minus sign is
 * forgiven. */
gint64 osr_vk_account_group (OsrNetworkAccount *account);

/* (transfer full): the address of a post */
char *osr_vk_post_link (OsrNetworkAccount *account, gint64 owner, gint64 post);

/**
 * osr_vk_comment_link:
 * @account: whose host for people is used
 * @owner: the wall, negative for a community
 * @post: the post
 * @comment: the comment
 * @thread_root: the first-level comment of its thread, 0 without
 *
 * Returns: (transfer full): the address of a comment
 */
char *osr_vk_comment_link (OsrNetworkAccount *account, gint64 owner, gint64 post, gint64 comment,
                           gint64 thread_root);

/**
 * osr_vk_map_comment:
 * @account: whose wall was read
 * @post: the post read under
 * @page: for the names
 * @comment: one of its comments
 *
 * Returns: (transfer full): the message
 */
OsrNetworkMessage *osr_vk_map_comment (OsrNetworkAccount *account, const OsrVkPost *post,
                                       OsrVkPage *page, const OsrVkComment *comment);

/* (transfer full): a comment that says itself what it stands under; where it does not, the address
 * stays empty. @names as of osr_vk_parse_names(). */
OsrNetworkMessage *osr_vk_map_any_comment (OsrNetworkAccount *account, GHashTable *names,
                                           const OsrVkComment *comment);

/* (transfer full): a post as a message of its own */
OsrNetworkMessage *osr_vk_map_post (OsrNetworkAccount *account, GHashTable *names,
                                    const OsrVkPost *post);

G_END_DECLS
