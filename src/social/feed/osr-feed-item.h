/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One item of a feed, RSS 0.9–2.0, RDF or Atom, into a message. Pure. */
#pragma once

#include <libxml/tree.h>

#include "social/osr-network-answer.h"

G_BEGIN_DECLS

/**
 * OsrFeedHead:
 * @title: the feed's title
 * @link: the feed's page, which relative links of items begin from
 */
typedef struct {
  char *title;
  char *link;
} OsrFeedHead;

void osr_feed_head_clear (OsrFeedHead *head);

/* Fills @head from a channel or an Atom feed; @account's link base stands in for a missing link. */
void osr_feed_read_head (OsrFeedHead *head, OsrNetworkAccount *account, xmlNode *channel);

/**
 * osr_feed_parse_item:
 * @account: whose feed it is
 * @head: the feed's head
 * @item: an item or entry
 *
 * Its id is the feed's own, else a digest of link and title.
 *
 * Returns: (transfer full): the item as a post
 */
OsrNetworkMessage *osr_feed_parse_item (OsrNetworkAccount *account, const OsrFeedHead *head,
                                        xmlNode *item);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OsrFeedHead, osr_feed_head_clear)

G_END_DECLS
