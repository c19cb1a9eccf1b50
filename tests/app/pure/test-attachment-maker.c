/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out of a file that somebody chose: upright and clean, or a sentence. */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/attachments/osr-attachment-maker.h"
#include "app/attachments/osr-attachment-words.h"
#include "core/media/osr-media.h"
#include "core/osr-error.h"

#define PLACE "59.9386N 30.3141E"

static void
on_made (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

static GBytes *
make (GBytes *bytes, const OsrMediaLimits *limits, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  osr_attachment_make_from_bytes_async (bytes, limits, NULL, on_made, &slot);
  while (slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  result = slot;
  return osr_attachment_make_finish (result, error);
}

/* A photo of 40 × 20 pixels as a phone held upright writes it: on its side, and with the place. */
static GBytes *
photo_of_phone (void)
{
  static const char exif[] = "\xff\xe1\0\x33"
                             "Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
                             "\0\0\0\0" PLACE;
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 40, 20);
  GByteArray *file = g_byte_array_new ();
  g_autofree char *data = NULL;
  gsize size;

  gdk_pixbuf_fill (picture, 0x336699ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (picture, &data, &size, "jpeg", NULL, NULL));
  g_byte_array_append (file, (const guint8 *) data, 2);
  g_byte_array_append (file, (const guint8 *) exif, sizeof exif - 1);
  g_byte_array_append (file, (const guint8 *) data + 2, (guint) size - 2);
  return g_byte_array_free_to_bytes (file);
}

static void
test_upright (void)
{
  g_autoptr (GBytes) photo = photo_of_phone ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) made = NULL;
  OsrMediaLook before, after;
  gsize size;
  const char *data;

  g_assert_true (osr_media_look (photo, &before, NULL));
  g_assert_cmpuint (before.orientation, ==, 6);
  made = make (photo, osr_media_limits_of ("vk"), &error);
  g_assert_no_error (error);
  g_assert_true (osr_media_look (made, &after, NULL));
  g_assert_cmpuint (after.width, ==, 20);
  g_assert_cmpuint (after.height, ==, 40);
  g_assert_true (osr_media_is_clean (made));
  data = g_bytes_get_data (made, &size);
  g_assert_null (memmem (data, size, PLACE, strlen (PLACE)));
}

static void
test_too_large (void)
{
  static const OsrMediaLimits small = { 1, 100, 0, 0, FALSE };
  g_autoptr (GBytes) photo = photo_of_phone ();
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  g_assert_null (make (photo, &small, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  words = osr_attachment_words_fault (error);
  g_assert_cmpstr (words, ==, "A file is larger than the network takes");
}

static void
test_no_photo (void)
{
  g_autoptr (GBytes) letter = g_bytes_new_static ("%PDF-1.7 a letter of someone", 28);
  g_autoptr (GError) error = NULL;

  g_assert_null (make (letter, osr_media_limits_of ("vk"), &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
}

static void
test_words (void)
{
  g_autofree char *vk = osr_attachment_words_limits (osr_media_limits_of ("vk"));
  g_autofree char *max = osr_attachment_words_limits (osr_media_limits_of ("max"));

  g_assert_true (g_str_has_prefix (vk, "Up to 10 files: photos up to 50"));
  g_assert_cmpstr (max, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/attachment-maker/upright-without-its-place", test_upright);
  g_test_add_func ("/app/attachment-maker/too-large-said-at-once", test_too_large);
  g_test_add_func ("/app/attachment-maker/no-photo-refused", test_no_photo);
  g_test_add_func ("/app/attachment-maker/limits-in-words", test_words);
  return g_test_run ();
}
