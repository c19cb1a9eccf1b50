/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One spelling for the address of a message: the same link, pasted from a telephone or a computer, is
 * the same message. And what can be told from the address alone: the network, and on VKontakte the
 * message itself. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_permalink_normalise:
 * @url: (nullable): an address of the web
 *
 * Without scheme, `www.`, `m.`, the port that the scheme has anyway, a trailing slash, the fragment and
 * what only counts visits; the host in lower case, queries in alphabetical order. Where a network
 * writes one message in several ways (a post opened over a list, the telephone's pages, names in any
 * case), the one way.
 *
 * Returns: (transfer full) (nullable): the one spelling, %NULL when @url is no such address
 */
char *osr_permalink_normalise (const char *url);

/**
 * osr_permalink_complete:
 * @text: (nullable): what was pasted: spaces around it, perhaps no scheme
 *
 * Returns: (transfer full) (nullable): an absolute address of the web, %NULL when it is none
 */
char *osr_permalink_complete (const char *text);

/**
 * osr_permalink_get_network:
 *
 * Returns: (nullable) (transfer none): the network whose host it is, as profiles name it: "vk", "ok",
 *   "telegram", "max", "youtube", "facebook", "instagram"; %NULL for any other place
 */
const char *osr_permalink_get_network (const char *url);

/* The message that an address names. All nullable. */
typedef struct {
  char *owner_id;
  char *post_id;
  char *native_id; /* of the comment */
} OsrPermalinkTarget;

/**
 * osr_permalink_read_target:
 * @target: (out caller-allocates): cleared with osr_permalink_target_clear(), whatever is returned
 *
 * Returns: whether the address names a comment of a wall that can be answered by its numbers alone
 */
gboolean osr_permalink_read_target (const char *url, OsrPermalinkTarget *target);
void osr_permalink_target_clear (OsrPermalinkTarget *target);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OsrPermalinkTarget, osr_permalink_target_clear)

G_END_DECLS
