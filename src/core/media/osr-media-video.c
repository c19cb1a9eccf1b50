/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MP4 and MOV: boxes with a length and a name, some with others inside. Places in the file are named in
 * it by number, so that nothing may move: a box that tells about the film's maker becomes free space of
 * the same length, filled with zeros. */
#include <string.h>

#include "core/media/osr-media-private.h"

#define DEEPEST    8
#define MOST_BOXES 100000

typedef struct {
  OsrMediaSpan file;
  guint8 *copy; /* nullable */
  gboolean dirty;
  gboolean film; /* there is a `moov` with something in it */
  gboolean data; /* there is a track that is neither seen nor heard */
  guint boxes;
} Walk;

typedef struct {
  gsize at;
  gsize head; /* bytes before what stands in it */
  gsize size; /* of all of it */
} Box;

static gboolean
is_one_of (const guint8 *name, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++) {
    if (memcmp (name, names[i], 4) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Boxes that hold boxes, on the way to where makers leave their marks. */
static gboolean
holds_boxes (const guint8 *name)
{
  static const char *const names[] = { "moov", "trak", "mdia", "minf", "moof",
                                       "traf", "edts", "dinf", NULL };

  return is_one_of (name, names);
}

/* `meta` and `udta` hold place, camera, names and titles; `uuid` holds XMP and what vendors like. */
static gboolean
tells (const guint8 *name)
{
  static const char *const names[] = { "udta", "meta", "uuid", "XMP_", NULL };

  return is_one_of (name, names) || name[0] == 0xa9;
}

static gboolean
is_empty (const guint8 *data, gsize size)
{
  return size == 0 || (data[0] == 0 && memcmp (data, data + 1, size - 1) == 0);
}

/* Free space is a place to hide things, and often holds what another program took out. */
static gboolean
is_free (const guint8 *name)
{
  static const char *const names[] = { "free", "skip", "wide", "pnot", NULL };

  return is_one_of (name, names);
}

/* Times of making stand in the headers of the film, its tracks and their media. */
static gsize
times_of (const guint8 *name, const guint8 *body, gsize size)
{
  static const char *const names[] = { "mvhd", "tkhd", "mdhd", NULL };
  gsize length;

  if (!is_one_of (name, names) || size < 4)
    return 0;
  length = body[0] == 1 ? 16 : 8;
  return size >= 4 + length ? length : 0;
}

static void
empty (Walk *walk, gsize from, gsize size)
{
  if (is_empty (walk->file.data + from, size))
    return;
  walk->dirty = TRUE;
  if (walk->copy != NULL)
    memset (walk->copy + from, 0, size);
}

/* Who handles a track: picture, sound, or data such as the places that a camera passed. Its name may be
 * the camera's. */
static void
clean_handler (Walk *walk, const Box *box)
{
  static const char *const shown[] = { "vide", "soun", NULL };
  const guint8 *body = walk->file.data + box->at + box->head;
  gsize size = box->size - box->head;

  if (size < 24 || memcmp (body + 4, "dhlr", 4) == 0)
    return;
  walk->data = walk->data || !is_one_of (body + 8, shown);
  empty (walk, box->at + box->head + 24, size - 24);
}

static gboolean
read_box (Walk *walk, gsize at, gsize end, Box *box)
{
  const guint8 *data = walk->file.data + at;

  if (end - at < 8 || ++walk->boxes > MOST_BOXES)
    return FALSE;
  box->at = at;
  box->head = 8;
  box->size = osr_media_be32 (data);
  if (box->size == 0)
    box->size = end - at;
  if (box->size == 1) {
    if (end - at < 16 || osr_media_be32 (data + 8) != 0)
      return FALSE;
    box->size = osr_media_be32 (data + 12);
    box->head = 16;
  }
  return box->size >= box->head && box->size <= end - at;
}

static void
clean_box (Walk *walk, const Box *box)
{
  const guint8 *name = walk->file.data + box->at + 4;
  const guint8 *body = walk->file.data + box->at + box->head;
  gsize size = box->size - box->head;
  gsize times;

  if (tells (name)) {
    walk->dirty = TRUE;
    if (walk->copy != NULL)
      memcpy (walk->copy + box->at + 4, "free", 4);
    empty (walk, box->at + box->head, size);
  } else if (is_free (name)) {
    empty (walk, box->at + box->head, size);
  } else if (memcmp (name, "hdlr", 4) == 0) {
    clean_handler (walk, box);
  } else {
    times = times_of (name, body, size);
    if (times > 0)
      empty (walk, box->at + box->head + 4, times);
  }
}

static gboolean
walk_boxes (Walk *walk, gsize at, gsize end, guint depth)
{
  while (at < end) {
    Box box;
    const guint8 *name = walk->file.data + at + 4;

    /* a list of QuickTime's may end with four zeros */
    if (depth > 0 && end - at == 4 && is_empty (walk->file.data + at, 4))
      return TRUE;
    if (depth > DEEPEST || !read_box (walk, at, end, &box))
      return FALSE;
    clean_box (walk, &box);
    if (holds_boxes (name) && !walk_boxes (walk, at + box.head, at + box.size, depth + 1))
      return FALSE;
    if (depth == 0 && memcmp (name, "moov", 4) == 0 && box.size > box.head)
      walk->film = TRUE;
    at += box.size;
  }
  return TRUE;
}

gboolean
osr_media_walk_video (OsrMediaSpan file, guint8 *copy, gboolean *dirty, const char **why)
{
  Walk walk = { file, copy };

  if (!walk_boxes (&walk, 0, file.size, 0) || !walk.film)
    return FALSE;
  if (walk.data)
    *why = "The video carries a track of data besides picture and sound, such as places; save it "
           "without that";
  *dirty = walk.dirty;
  return !walk.data;
}
