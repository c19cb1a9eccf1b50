/* SPDX-License-Identifier: GPL-3.0-or-later */
/* YouTube behind the common interface: comments under a channel's videos are read with an API key, within
 * the units of a day; replies go out as the channel's owner. */
#pragma once

#include "social/osr-network-caller.h"
#include "social/osr-network.h"
#include "social/youtube/osr-youtube-quota.h"

G_BEGIN_DECLS

#define OSR_YOUTUBE_NETWORK_ID "youtube"
#define OSR_YOUTUBE_TEXT_LIMIT 10000

#define OSR_TYPE_YOUTUBE_NETWORK (osr_youtube_network_get_type ())
G_DECLARE_FINAL_TYPE (OsrYoutubeNetwork, osr_youtube_network, OSR, YOUTUBE_NETWORK, GObject)

OsrYoutubeNetwork *osr_youtube_network_new (OsrHttpSession *session);

/* (transfer none): for another pace */
OsrNetworkCaller *osr_youtube_network_get_caller (OsrYoutubeNetwork *self);

/* Another clock for the units, before the first call; what was spent is forgotten. */
void osr_youtube_network_set_clock (OsrYoutubeNetwork *self, OsrYoutubeClock clock, gpointer data);

G_END_DECLS
