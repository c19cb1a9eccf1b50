/* SPDX-License-Identifier: GPL-3.0-or-later */
/* {"day":20518,"spent":12,"full_at":1772766720000000,"threads":{"Ugx…":7}} */
#include "social/youtube/osr-youtube-place.h"

#include "core/osr-json.h"

OsrYoutubePlace *
osr_youtube_place_read (const char *text)
{
  OsrYoutubePlace *self = g_new0 (OsrYoutubePlace, 1);
  g_autoptr (JsonObject) object =
      text != NULL ? osr_json_read_object (text, -1, 0, "place", NULL) : NULL;
  JsonObject *threads = object != NULL ? osr_json_get_object (object, "threads") : NULL;

  self->threads = threads != NULL ? json_object_ref (threads) : json_object_new ();
  self->day = object != NULL ? osr_json_get_int (object, "day", -1) : -1;
  self->spent = object != NULL ? osr_json_get_int (object, "spent", 0) : 0;
  self->full_at = object != NULL ? osr_json_get_int (object, "full_at", 0) : 0;
  return self;
}

void
osr_youtube_place_free (OsrYoutubePlace *self)
{
  json_object_unref (self->threads);
  g_free (self);
}

gint64
osr_youtube_place_get (OsrYoutubePlace *self, const char *thread)
{
  return osr_json_get_int (self->threads, thread, -1);
}

void
osr_youtube_place_set (OsrYoutubePlace *self, const char *thread, gint64 replies)
{
  if (json_object_get_size (self->threads) < OSR_YOUTUBE_PLACE_MAX_THREADS)
    json_object_set_int_member (self->threads, thread, replies);
}

char *
osr_youtube_place_write (OsrYoutubePlace *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "day", self->day);
  json_object_set_int_member (object, "spent", self->spent);
  json_object_set_int_member (object, "full_at", self->full_at);
  json_object_set_object_member (object, "threads", json_object_ref (self->threads));
  return osr_json_write_object (object);
}
