/* SPDX-License-Identifier: GPL-3.0-or-later */
/* YouTube's comments and videos into the program's messages. Pure. */
#pragma once

#include "social/osr-network-answer.h"

G_BEGIN_DECLS

/**
 * osr_youtube_parse_comment:
 * @account: whose host for people is used; its owner is the channel
 * @object: (nullable): a comment resource
 * @video: (nullable): the video, where the comment does not name it
 *
 * Returns: (transfer full) (nullable): the comment, %NULL when it is none
 */
OsrNetworkMessage *osr_youtube_parse_comment (OsrNetworkAccount *account, JsonObject *object,
                                              const char *video);

/* (transfer full) (nullable): a video of a search, of a list to be played, or by itself, as a post */
OsrNetworkMessage *osr_youtube_parse_video (OsrNetworkAccount *account, JsonObject *object);

G_END_DECLS
