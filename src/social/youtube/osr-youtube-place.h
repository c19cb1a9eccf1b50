/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a reading of YouTube ended, as the monitor keeps it: the units spent on a day, and how many
 * replies each thread had, so that replies are asked for only where there are more, and now and then all of them: one may
 * have come where another went. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * OsrYoutubePlace:
 * @day: number of a day in California, −1 when not known
 * @spent: units of that day
 * @full_at: when the replies of all threads were last asked for, µs since the epoch; 0 at first
 * @threads: thread → replies
 */
typedef struct {
  gint64 day;
  gint64 spent;
  gint64 full_at;
  JsonObject *threads;
} OsrYoutubePlace;

/* (transfer full): of osr_youtube_place_write(); an empty one of any other text (nullable) */
OsrYoutubePlace *osr_youtube_place_read (const char *text);
void osr_youtube_place_free (OsrYoutubePlace *self);

/* −1 when the thread is not known */
gint64 osr_youtube_place_get (OsrYoutubePlace *self, const char *thread);

/* Beyond so many threads the rest is not kept: their replies are asked for again. */
#define OSR_YOUTUBE_PLACE_MAX_THREADS 1000
void osr_youtube_place_set (OsrYoutubePlace *self, const char *thread, gint64 replies);

char *osr_youtube_place_write (OsrYoutubePlace *self);

G_END_DECLS
