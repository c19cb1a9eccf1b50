/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for cases in the cache: by words in messages, replies, notes and places; and by likeness to a
 * message. Both answer in a time that the number of messages hardly changes. */
#pragma once

#include "store/osr-cache.h"

G_BEGIN_DECLS

typedef enum {
  OSR_SEARCH_NEWEST, /* by the moment of the message */
  OSR_SEARCH_BEST    /* by how well it fits, among the newest 20,000 that do */
} OsrSearchOrder;

typedef struct {
  char *id;
  const char
      *field;  /* static: "message", "replies", "notes", "place", "author", "number", "topics" */
  char *piece; /* of that field, around what was found: see OSR_SEARCH_MARK_BEGIN */
} OsrCacheHit;

/**
 * osr_cache_search:
 * @query: of osr_search_query_new(); "" finds nothing
 * @limit: hits at most
 *
 * Returns: (element-type OsrCacheHit) (transfer full)
 */
GPtrArray *osr_cache_search (OsrCache *self, const char *query, OsrSearchOrder order, guint limit,
                             GError **error);

/* (transfer full): plan of the query behind it. */
char *osr_cache_explain_search (OsrCache *self, OsrSearchOrder order);

typedef struct {
  char *id;
  gboolean same; /* nearly the same words: a repeat, or copied from one another */
  gboolean same_author;
  gboolean same_place;
  double likeness; /* 0 to 1: words in common, rare ones weighing more */
} OsrCacheSimilar;

typedef struct {
  const char *id;        /* nullable: this case is left out, and those that came after it */
  const char *text;      /* any */
  const char *author_id; /* nullable */
  const char *place;     /* nullable */
} OsrCacheLike;

/**
 * osr_cache_find_similar:
 * @like: what to find the like of
 * @limit: answers at most
 *
 * Returns: (element-type OsrCacheSimilar) (transfer full): earlier messages: those of nearly the same
 *   words first, then those by the same author or of the same place, then others; the most alike first
 */
GPtrArray *osr_cache_find_similar (OsrCache *self, const OsrCacheLike *like, guint limit,
                                   GError **error);

G_END_DECLS
