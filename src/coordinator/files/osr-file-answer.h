/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answering with a file that does not change: whole, or the part of it that is asked for, so that a
 * download goes on at any byte. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * osr_answer_file:
 * @path: the file
 * @etag: its strong tag, in quotes; another file never had it
 * @type: Content-Type; its own bytes are sent, whatever coding they are in
 *
 * Heeds Range, If-Range, If-Match and If-None-Match: 200, 206, 304, 412 or 416.
 */
void osr_answer_file (SoupServerMessage *message, const char *path, const char *etag,
                      const char *type);

/* Whether @message asks, by If-Match, for another file than the one with @etag. */
gboolean osr_answer_is_other (SoupServerMessage *message, const char *etag);

G_END_DECLS
