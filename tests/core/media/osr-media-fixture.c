/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole in their structure; the pictures themselves are a few bytes that no decoder is asked for. */
#include "osr-media-fixture.h"

#include <string.h>

static void
add (GByteArray *file, const char *bytes, gsize size)
{
  g_byte_array_append (file, (const guint8 *) bytes, (guint) size);
}

static void
add_be (GByteArray *file, guint32 number, guint size)
{
  while (size-- > 0) {
    guint8 byte = (guint8) (number >> (8 * size));

    g_byte_array_append (file, &byte, 1);
  }
}

static void
add_le32 (GByteArray *file, guint32 number)
{
  add_be (file, GUINT32_SWAP_LE_BE (number), 4);
}

#define ADD(file, literal) add (file, literal, sizeof literal - 1)

static void
add_segment (GByteArray *file, guint8 marker, const char *body, gsize size)
{
  add_be (file, 0xff, 1);
  add_be (file, marker, 1);
  add_be (file, (guint32) size + 2, 2);
  add (file, body, size);
}

static void
add_exif (GByteArray *file, guint orientation)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  ADD (body, "Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01");
  add_be (body, orientation, 2);
  ADD (body, "\0\0\0\0\0\0" OSR_MEDIA_SECRET);
  add_segment (file, 0xe1, (const char *) body->data, body->len);
}

GBytes *
osr_media_fixture_jpeg (guint side, guint orientation)
{
  static const char xmp[] = "http://ns.adobe.com/xap/1.0/\0" OSR_MEDIA_SECRET;
  static const char iptc[] = "Photoshop 3.0\0" OSR_MEDIA_SECRET;
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GByteArray) frame = g_byte_array_new ();

  ADD (file, "\xff\xd8");
  add_segment (file, 0xe0, "JFIF\0\1\1\0\0\1\0\1\0\0", 14);
  add_exif (file, orientation);
  add_segment (file, 0xe1, xmp, sizeof xmp);
  add_segment (file, 0xed, iptc, sizeof iptc);
  add_segment (file, 0xfe, OSR_MEDIA_SECRET, strlen (OSR_MEDIA_SECRET));
  add_segment (file, 0xdb, "\0quantities", 11);
  add_be (frame, 8, 1);
  add_be (frame, side, 2);
  add_be (frame, side, 2);
  ADD (frame, "\1\1\x11\0");
  add_segment (file, 0xc0, (const char *) frame->data, frame->len);
  add_segment (file, 0xda, "\1\1\0\0\x3f\0", 6);
  ADD (file, "data\xff\0of\xff\xd0the\xff\0scan");
  ADD (file, "\xff\xd9" OSR_MEDIA_SECRET);
  return g_byte_array_free_to_bytes (file);
}

static void
add_chunk (GByteArray *file, const char *name, const char *body, gsize size)
{
  add_be (file, (guint32) size, 4);
  add (file, name, 4);
  add (file, body, size);
  ADD (file, "sum.");
}

GBytes *
osr_media_fixture_png (guint side)
{
  static const char text[] = "Comment\0" OSR_MEDIA_SECRET;
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GByteArray) head = g_byte_array_new ();

  ADD (file, "\x89PNG\r\n\x1a\n");
  add_be (head, side, 4);
  add_be (head, side, 4);
  ADD (head, "\x08\2\0\0\0");
  add_chunk (file, "IHDR", (const char *) head->data, head->len);
  add_chunk (file, "tEXt", text, sizeof text);
  add_chunk (file, "eXIf", OSR_MEDIA_SECRET, strlen (OSR_MEDIA_SECRET));
  add_chunk (file, "tIME", "\7\xe8\1\1\1\1\1", 7);
  add_chunk (file, "IDAT", "pixels", 6);
  add_chunk (file, "iTXt", text, sizeof text);
  add_chunk (file, "IEND", "", 0);
  ADD (file, OSR_MEDIA_SECRET);
  return g_byte_array_free_to_bytes (file);
}

static void
add_riff (GByteArray *file, const char *name, const char *body, gsize size)
{
  add (file, name, 4);
  add_le32 (file, (guint32) size);
  add (file, body, size);
  if (size % 2 == 1)
    ADD (file, "\0");
}

GBytes *
osr_media_fixture_webp (guint side)
{
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GByteArray) head = g_byte_array_new ();
  guint32 size;

  ADD (file, "RIFF....WEBP");
  ADD (head, "\x0c\0\0\0");
  for (guint i = 0; i < 2; i++) {
    add_be (head, (side - 1) & 0xff, 1);
    add_be (head, ((side - 1) >> 8) & 0xff, 1);
    add_be (head, ((side - 1) >> 16) & 0xff, 1);
  }
  add_riff (file, "VP8X", (const char *) head->data, head->len);
  add_riff (file, "VP8 ", "0123456789", 10);
  add_riff (file, "EXIF", OSR_MEDIA_SECRET, strlen (OSR_MEDIA_SECRET));
  add_riff (file, "XMP ", OSR_MEDIA_SECRET, strlen (OSR_MEDIA_SECRET));
  size = file->len - 8;
  for (guint i = 0; i < 4; i++)
    file->data[4 + i] = (guint8) (size >> (8 * i));
  return g_byte_array_free_to_bytes (file);
}

/* Opens a box; its length is written when it is closed. */
static guint
begin_box (GByteArray *file, const char *name)
{
  guint at = file->len;

  add_be (file, 0, 4);
  add (file, name, 4);
  return at;
}

static void
end_box (GByteArray *file, guint at)
{
  guint size = file->len - at;

  for (guint i = 0; i < 4; i++)
    file->data[at + i] = (guint8) (size >> (8 * (3 - i)));
}

static void
add_box (GByteArray *file, const char *name, const char *body, gsize size)
{
  guint at = begin_box (file, name);

  add (file, body, size);
  end_box (file, at);
}

static void
add_track (GByteArray *file, const char *handler)
{
  guint track = begin_box (file, "trak");
  guint media = begin_box (file, "mdia");
  guint box = begin_box (file, "hdlr");

  ADD (file, "\0\0\0\0\0\0\0\0");
  add (file, handler, 4);
  ADD (file, "\0\0\0\0\0\0\0\0\0\0\0\0" OSR_MEDIA_SECRET "\0");
  end_box (file, box);
  end_box (file, media);
  end_box (file, track);
}

GBytes *
osr_media_fixture_video (gboolean data)
{
  GByteArray *file = g_byte_array_new ();
  guint film, user;

  add_box (file, "ftyp", "isom\0\0\2\0isom", 12);
  film = begin_box (file, "moov");
  add_box (file, "mvhd", "\0\0\0\0made_at!the rest of it", 26);
  add_track (file, "vide");
  add_track (file, "soun");
  if (data)
    add_track (file, "meta");
  user = begin_box (file, "udta");
  add_box (file, "\xa9xyz", OSR_MEDIA_SECRET, strlen (OSR_MEDIA_SECRET));
  end_box (file, user);
  add_box (file, "meta", OSR_MEDIA_SECRET, strlen (OSR_MEDIA_SECRET));
  end_box (file, film);
  add_box (file, "uuid", OSR_MEDIA_SECRET, strlen (OSR_MEDIA_SECRET));
  add_box (file, "free", OSR_MEDIA_SECRET, strlen (OSR_MEDIA_SECRET));
  add_box (file, "mdat", "frames", 6);
  return g_byte_array_free_to_bytes (file);
}

gboolean
osr_media_fixture_tells (GBytes *bytes)
{
  gsize size, length = strlen (OSR_MEDIA_SECRET);
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, OSR_MEDIA_SECRET, length) != NULL;
}
