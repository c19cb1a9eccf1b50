/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The links that the networks give to posts and comments, as addresses of this server. */
#pragma once

#include "demo/sandbox/osr-sandbox-wall.h"

G_BEGIN_DECLS

/**
 * osr_sandbox_link_resolve:
 * @wall: a wall
 * @path: "/name/5" (Telegram, MAX), "/c/123/5" (Telegram), "/group/1/topic/2" (Odnoklassniki),
 *   "/watch" (YouTube) or "/topic-1_2" (VK's board)
 * @query: (nullable): with "comment", "lc" or "post" for a comment
 *
 * Returns: (nullable) (transfer full): the page of what the link names
 */
char *osr_sandbox_link_resolve (OsrSandboxWall *wall, const char *path, GHashTable *query);

G_END_DECLS
