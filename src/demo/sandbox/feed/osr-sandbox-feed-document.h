/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A site's posts or comments as a document: RSS 2.0 or Atom, in UTF-8. */
#pragma once

#include "demo/sandbox/osr-sandbox-wall.h"

G_BEGIN_DECLS

typedef struct {
  OsrSandboxWall *wall;
  const OsrSandboxCommunity *community;
  const char *link_base;
  gboolean comments; /* instead of posts */
  const char *encoding;
} OsrSandboxFeed;

/* (transfer full): the document, which says that it is in @feed's encoding. */
char *osr_sandbox_feed_rss (const OsrSandboxFeed *feed);
char *osr_sandbox_feed_atom (const OsrSandboxFeed *feed);

/* When anything in it changed last, seconds since the epoch; 0 for an empty one. */
gint64 osr_sandbox_feed_changed (const OsrSandboxFeed *feed);

/**
 * osr_sandbox_feed_encode:
 * @document: in UTF-8
 * @encoding: the one to write it in
 *
 * Characters that @encoding has not are written as references.
 *
 * Returns: (nullable) (transfer full): the bytes, %NULL for an unknown encoding
 */
GBytes *osr_sandbox_feed_encode (const char *document, const char *encoding);

G_END_DECLS
