/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the pictures that went along with a message, and where the office wants it what its first link leads
 * to: the network may lose them, or their owner take them back. The case is there at once, and its pictures follow: what is still to be fetched stands in
 * the log itself, as the message was found with it and nothing was kept of it yet. */
#pragma once

#include "net/osr-safe-fetch.h"
#include "publish/osr-account-book.h"
#include "social/osr-network-records.h"
#include "store/osr-log.h"
#include "store/search/osr-index.h"

G_BEGIN_DECLS

#define OSR_MEDIA_MOST 10 /* of a message */

#define OSR_TYPE_MEDIA_KEEPER (osr_media_keeper_get_type ())
G_DECLARE_FINAL_TYPE (OsrMediaKeeper, osr_media_keeper, OSR, MEDIA_KEEPER, GObject)

/* Signal "appended" (): something new was committed to the log. */

/**
 * osr_media_keeper_new:
 * @log: must outlive the keeper
 * @folder: of the attachments
 */
OsrMediaKeeper *osr_media_keeper_new (OsrLog *log, const char *folder);

/* Looks for what is still to be fetched of the last days. */
void osr_media_keeper_start (OsrMediaKeeper *self);
void osr_media_keeper_stop (OsrMediaKeeper *self);

/* Looks for messages found since the last look. */
void osr_media_keeper_kick (OsrMediaKeeper *self);

/* Whose tokens fetch what a network gives out by name alone, and whose hosts may be asked wherever they
 * are; without @book, which must outlive the keeper, no such thing is fetched. Before it starts. */
void osr_media_keeper_set_book (OsrMediaKeeper *self, OsrAccountBook *book);

/* Told of each file before it is written, so that none outlives its words; must outlive the keeper. */
void osr_media_keeper_set_index (OsrMediaKeeper *self, OsrIndex *index);
/**
 * osr_media_keeper_set_link_hosts:
 * @hosts: names of hosts, apart by spaces
 *
 * From now on the page behind the first link of a message is asked for its title, where it lies with one
 * of @hosts or below. Without this no link is followed: to open what a stranger names tells them when
 * it was read and from where, and an address may do something when it is opened.
 */
void osr_media_keeper_set_link_hosts (OsrMediaKeeper *self, const char *hosts);

/* (transfer none) (nullable): what asks for pages */
OsrSafeFetch *osr_media_keeper_get_page_fetch (OsrMediaKeeper *self);

/* (transfer none): for tests, which have names and servers of their own */
OsrSafeFetch *osr_media_keeper_get_fetch (OsrMediaKeeper *self);

/* Between two attempts, in ms. */
void osr_media_keeper_set_pause (OsrMediaKeeper *self, guint milliseconds);

/* (transfer full) (nullable): what @message carries, for the payload of its event "found" */
JsonArray *osr_media_list_carried (const OsrNetworkMessage *message);

G_END_DECLS
