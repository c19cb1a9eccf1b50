/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetches a feed's document, if it changed since it was last fetched. It goes only to the host of the
 * account's address and to those that the account's option `hosts` names ("a.ru,b.ru"). What the
 * document says is the dialect's. */
#pragma once

#include "net/osr-http-session.h"
#include "social/osr-network-records.h"

G_BEGIN_DECLS

#define OSR_FEED_HOSTS_OPTION  "hosts"
#define OSR_FEED_MAX_REDIRECTS 3

/**
 * OsrFeedMark:
 * @etag: (nullable): the server's mark of a version
 * @modified: (nullable): since when it is as it is, in the server's words
 * @seen: (nullable): SHA-256 of the document, for servers that give neither
 */
typedef struct {
  char *etag;
  char *modified;
  char *seen;
} OsrFeedMark;

/* Reads a place of osr_feed_mark_write(); one that is none leaves @mark empty. */
void osr_feed_mark_read (OsrFeedMark *mark, const char *place);
char *osr_feed_mark_write (const OsrFeedMark *mark);
void osr_feed_mark_clear (OsrFeedMark *mark);

/**
 * OsrFeedPage:
 * @address: where it was found in the end
 * @body: (nullable): the document, %NULL when it is the one of the mark
 * @charset: (nullable): from the Content-Type
 * @mark: for the next time
 */
typedef struct {
  char *address;
  GBytes *body;
  char *charset;
  OsrFeedMark mark;
} OsrFeedPage;

void osr_feed_page_free (OsrFeedPage *page);

/**
 * osr_feed_fetch_async:
 * @session: the connections to use
 * @account: whose owner is the feed's address
 * @mark: (nullable): of the last time
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_feed_fetch_async (OsrHttpSession *session, OsrNetworkAccount *account,
                           const OsrFeedMark *mark, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);

/**
 * osr_feed_fetch_finish:
 * @error: %OSR_NET_ERROR_AUTH for 401, 403 and 407; %OSR_NET_ERROR_REJECTED for 404, 410 and an address
 *   or a move that is not allowed; %OSR_NET_ERROR_RATE_LIMITED for 429; %OSR_NET_ERROR_TEMPORARY for
 *   5xx; %OSR_NET_ERROR_PROTOCOL for any other answer, one that is too large, too many moves
 *
 * Returns: (transfer full): the document, or %NULL
 */
OsrFeedPage *osr_feed_fetch_finish (OsrHttpSession *session, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrFeedPage, osr_feed_page_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OsrFeedMark, osr_feed_mark_clear)

G_END_DECLS
