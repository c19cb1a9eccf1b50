/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comments stand under: a post of a wall, or a topic, photo, video or article of goods, each with
 * numbers of its own. Its name in the program, its address for people, and whether a program may
 * comment there. Pure. */
#pragma once

#include "social/osr-network-records.h"
#include "social/vk/osr-vk-parser.h"

G_BEGIN_DECLS

/**
 * OsrVkPlace:
 * @subject: what it is
 * @owner: whose, negative for a community
 * @number: among those of its kind
 */
typedef struct {
  OsrVkSubject subject;
  gint64 owner;
  gint64 number;
} OsrVkPlace;

/* Fills @self from what messages and targets hold ("-1" and "5", "topic5"); FALSE for anything else. */
gboolean osr_vk_place_read (OsrVkPlace *self, const char *owner_id, const char *post_id);

/* (transfer full): "5", "topic5": a post of the wall is called by its number, the rest by kind and
 * number, since numbers repeat */
char *osr_vk_place_dup_post_id (const OsrVkPlace *self);

/* (transfer full): its address for people */
char *osr_vk_place_dup_link (const OsrVkPlace *self, OsrNetworkAccount *account);

/**
 * osr_vk_place_dup_comment_link:
 * @self: where the comment stands
 * @account: whose host for people is used
 * @comment: the comment
 * @thread_root: the first-level comment of its thread, 0 without
 *
 * Returns: (transfer full): the address of a comment
 */
char *osr_vk_place_dup_comment_link (const OsrVkPlace *self, OsrNetworkAccount *account,
                                     gint64 comment, gint64 thread_root);

/**
 * osr_vk_place_check:
 * @account: who would publish
 * @target: where; its post is given
 * @error: REJECTED where no program publishes for @account, AUTH where it lacks the token; the sentence
 *   says so to whoever takes the reply there by hand
 *
 * Returns: whether a reply can be sent there
 */
gboolean osr_vk_place_check (OsrNetworkAccount *account, const OsrNetworkTarget *target,
                             GError **error);

G_END_DECLS
