/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day and a number an account. */
#include "social/youtube/osr-youtube-quota.h"

#define USUAL_QUOTA   10000
#define READING_SHARE 80 /* percent */
#define PACIFIC       "America/Los_Angeles"
#define WINTER_OFFSET (-8 * 3600)
#define DAY_SECONDS   86400

struct _OsrYoutubeQuota {
  OsrYoutubeClock clock;
  gpointer data;
  GHashTable *spent; /* account → Spent */
};

typedef struct {
  gint64 day;
  gint64 units;
} Spent;

static gint64
read_real_time (gpointer data)
{
  return g_get_real_time ();
}

OsrYoutubeQuota *
osr_youtube_quota_new (OsrYoutubeClock clock, gpointer data)
{
  OsrYoutubeQuota *self = g_new0 (OsrYoutubeQuota, 1);

  self->clock = clock != NULL ? clock : read_real_time;
  self->data = data;
  self->spent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
osr_youtube_quota_free (OsrYoutubeQuota *self)
{
  g_hash_table_unref (self->spent);
  g_free (self);
}

gint64
osr_youtube_quota_now (OsrYoutubeQuota *self)
{
  return self->clock (self->data);
}

/* Seconds of local time in California; winter's where the machine knows no zones. */
static gint64
pacific_seconds (gint64 now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (PACIFIC);
  gint64 seconds = now / G_USEC_PER_SEC;
  gint interval =
      zone != NULL ? g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds) : -1;

  return seconds + (interval >= 0 ? g_time_zone_get_offset (zone, interval) : WINTER_OFFSET);
}

gint64
osr_youtube_quota_day (gint64 now)
{
  return pacific_seconds (now) / DAY_SECONDS;
}

/* What was spent today. */
static Spent *
get_spent (OsrYoutubeQuota *self, OsrNetworkAccount *account)
{
  gint64 day = osr_youtube_quota_day (osr_youtube_quota_now (self));
  Spent *spent = g_hash_table_lookup (self->spent, account->id);

  if (spent == NULL) {
    spent = g_new0 (Spent, 1);
    g_hash_table_insert (self->spent, g_strdup (account->id), spent);
  }
  if (spent->day != day)
    *spent = (Spent){ day, 0 };
  return spent;
}

static gint64
quota_of (OsrNetworkAccount *account)
{
  const char *option = osr_network_account_get_option (account, OSR_YOUTUBE_QUOTA_OPTION);
  gint64 quota;

  if (option == NULL || !g_ascii_string_to_signed (option, 10, 0, G_MAXINT32, &quota, NULL))
    return USUAL_QUOTA;
  return quota;
}

void
osr_youtube_quota_learn (OsrYoutubeQuota *self, OsrNetworkAccount *account, gint64 day,
                         gint64 spent)
{
  Spent *known = get_spent (self, account);

  if (day == known->day)
    known->units = MAX (known->units, spent);
}

void
osr_youtube_quota_tell (OsrYoutubeQuota *self, OsrNetworkAccount *account, gint64 *day,
                        gint64 *spent)
{
  const Spent *known = get_spent (self, account);

  *day = known->day;
  *spent = known->units;
}

gint64
osr_youtube_quota_left (OsrYoutubeQuota *self, OsrNetworkAccount *account)
{
  return MAX (quota_of (account) - get_spent (self, account)->units, 0);
}

gboolean
osr_youtube_quota_take (OsrYoutubeQuota *self, OsrNetworkAccount *account, guint units)
{
  if (osr_youtube_quota_left (self, account) < units)
    return FALSE;
  get_spent (self, account)->units += units;
  return TRUE;
}

/* Of the share of reading as much as the day has gone, and an hour's more. */
gboolean
osr_youtube_quota_take_for_reading (OsrYoutubeQuota *self, OsrNetworkAccount *account)
{
  gint64 share = quota_of (account) * READING_SHARE / 100;
  gint64 gone = pacific_seconds (osr_youtube_quota_now (self)) % DAY_SECONDS + 3600;
  gint64 allowed = share * MIN (gone, DAY_SECONDS) / DAY_SECONDS;

  return get_spent (self, account)->units < allowed &&
         osr_youtube_quota_take (self, account, OSR_YOUTUBE_LIST_COST);
}

gboolean
osr_youtube_quota_is_over (OsrYoutubeQuota *self, OsrNetworkAccount *account)
{
  return get_spent (self, account)->units >= quota_of (account) * READING_SHARE / 100;
}

void
osr_youtube_quota_end_day (OsrYoutubeQuota *self, OsrNetworkAccount *account)
{
  Spent *spent = get_spent (self, account);

  spent->units = MAX (spent->units, quota_of (account));
}
