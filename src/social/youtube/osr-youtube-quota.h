/* SPDX-License-Identifier: GPL-3.0-or-later */
/* YouTube's units: so many a day, from midnight to midnight in California, and every call costs some. A
 * fifth is kept for publishing; what reading may spend grows with the day, so that the evening is read
 * like the morning. Units are counted an account; several that share a project share its day: give
 * each a part with the option `quota`. */
#pragma once

#include "social/osr-network-records.h"

G_BEGIN_DECLS

#define OSR_YOUTUBE_QUOTA_OPTION "quota" /* units a day; 10000 without */
#define OSR_YOUTUBE_LIST_COST    1
#define OSR_YOUTUBE_WRITE_COST   50

typedef struct _OsrYoutubeQuota OsrYoutubeQuota;

/* The time, µs since the epoch. */
typedef gint64 (*OsrYoutubeClock) (gpointer data);

/* @clock: (nullable): the machine's real time without */
OsrYoutubeQuota *osr_youtube_quota_new (OsrYoutubeClock clock, gpointer data);
void osr_youtube_quota_free (OsrYoutubeQuota *self);

/* The clock's time. */
gint64 osr_youtube_quota_now (OsrYoutubeQuota *self);

/* Number of the day in California. */
gint64 osr_youtube_quota_day (gint64 now);

/* Takes in what a place says was spent on @day, where that is more than is known. */
void osr_youtube_quota_learn (OsrYoutubeQuota *self, OsrNetworkAccount *account, gint64 day,
                              gint64 spent);

/* What is to be kept. */
void osr_youtube_quota_tell (OsrYoutubeQuota *self, OsrNetworkAccount *account, gint64 *day,
                             gint64 *spent);

/* Units left today. */
gint64 osr_youtube_quota_left (OsrYoutubeQuota *self, OsrNetworkAccount *account);

/* Spends @units for writing and what goes with it; FALSE, nothing spent, when they are not there. */
gboolean osr_youtube_quota_take (OsrYoutubeQuota *self, OsrNetworkAccount *account, guint units);

/* Whether reading may spend one more unit by now; it is then spent. */
gboolean osr_youtube_quota_take_for_reading (OsrYoutubeQuota *self, OsrNetworkAccount *account);

/* Whether reading has spent all that it may today. */
gboolean osr_youtube_quota_is_over (OsrYoutubeQuota *self, OsrNetworkAccount *account);

/* The network itself says that the day's units are spent. */
void osr_youtube_quota_end_day (OsrYoutubeQuota *self, OsrNetworkAccount *account);

G_END_DECLS
