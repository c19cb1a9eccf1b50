/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header: eight bits of grey, five rows of three large dots a digit. */
#include "demo/sandbox/vk/osr-sandbox-vk-picture.h"

#include <string.h>

#define DOT    8 /* pixels */
#define ROWS   5
#define COLS   3
#define MARGIN 16

/* Each row of a digit as three bits, the left one highest. */
static const guint8 shapes[10][ROWS] = {
  { 7, 5, 5, 5, 7 }, { 2, 6, 2, 2, 7 }, { 7, 1, 7, 4, 7 }, { 7, 1, 7, 1, 7 }, { 5, 5, 7, 1, 1 },
  { 7, 4, 7, 1, 7 }, { 7, 4, 7, 5, 7 }, { 7, 1, 1, 2, 2 }, { 7, 5, 7, 5, 7 }, { 7, 5, 7, 1, 7 },
};

static guint32
checksum (const guint8 *bytes, gsize length)
{
  guint32 sum = 0xffffffff;

  for (gsize i = 0; i < length; i++) {
    sum ^= bytes[i];
    for (guint bit = 0; bit < 8; bit++)
      sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xedb88320 : 0);
  }
  return ~sum;
}

static void
append_number (GByteArray *out, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (out, (const guint8 *) &big, sizeof big);
}

static void
append_chunk (GByteArray *out, const char *name, const guint8 *bytes, gsize length)
{
  guint start = out->len + 4;

  append_number (out, (guint32) length);
  g_byte_array_append (out, (const guint8 *) name, 4);
  if (length > 0)
    g_byte_array_append (out, bytes, (guint) length);
  append_number (out, checksum (out->data + start, length + 4));
}

static gboolean
is_ink (const char *digits, guint x, guint y)
{
  guint column, row;

  if (x < MARGIN || y < MARGIN)
    return FALSE;
  column = (x - MARGIN) / DOT;
  row = (y - MARGIN) / DOT;
  if (row >= ROWS || column / (COLS + 1) >= strlen (digits) || column % (COLS + 1) == COLS)
    return FALSE;
  return (shapes[digits[column / (COLS + 1)] - '0'][row] >> (COLS - 1 - column % (COLS + 1)) & 1) !=
         0;
}

/* Each line begins with the number of its filter, none. */
static GByteArray *
draw (const char *digits, guint width, guint height)
{
  GByteArray *lines = g_byte_array_new ();

  for (guint y = 0; y < height; y++) {
    guint8 none = 0;

    g_byte_array_append (lines, &none, 1);
    for (guint x = 0; x < width; x++) {
      guint8 grey = is_ink (digits, x, y) ? 40 : 235;

      g_byte_array_append (lines, &grey, 1);
    }
  }
  return lines;
}

static GBytes *
compress (const GByteArray *lines)
{
  g_autoptr (GZlibCompressor) compressor =
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1);
  g_autoptr (GInputStream) plain =
      g_memory_input_stream_new_from_data (lines->data, lines->len, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (plain, G_CONVERTER (compressor));

  return g_input_stream_read_bytes (packed, lines->len + 1024, NULL, NULL);
}

GBytes *
osr_sandbox_picture_of_digits (const char *digits)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  guint width = 2 * MARGIN + (guint) strlen (digits) * (COLS + 1) * DOT;
  guint height = 2 * MARGIN + ROWS * DOT;
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autoptr (GByteArray) lines = draw (digits, width, height);
  g_autoptr (GBytes) packed = compress (lines);
  GByteArray *out = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (packed, &length);

  append_number (header, width);
  append_number (header, height);
  g_byte_array_append (header, (const guint8 *) "\x08\x00\x00\x00\x00", 5);
  g_byte_array_append (out, signature, sizeof signature);
  append_chunk (out, "IHDR", header->data, header->len);
  append_chunk (out, "IDAT", data, length);
  append_chunk (out, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (out);
}
