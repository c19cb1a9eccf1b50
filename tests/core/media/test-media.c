/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out tells nothing of who made it, and shows what it showed before. */
#include <string.h>

#include "core/media/osr-media-gif.h"
#include "core/media/osr-media-limits.h"
#include "core/osr-error.h"
#include "osr-media-fixture.h"

static void
assert_cleaned (GBytes *dirty, OsrMediaKind kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GBytes) again = NULL;
  OsrMediaLook before, after;

  g_assert_true (osr_media_fixture_tells (dirty));
  g_assert_false (osr_media_is_clean (dirty));
  g_assert_true (osr_media_look (dirty, &before, &error));
  g_assert_no_error (error);
  clean = osr_media_clean (dirty, &error);
  g_assert_no_error (error);
  g_assert_false (osr_media_fixture_tells (clean));
  g_assert_true (osr_media_is_clean (clean));
  g_assert_true (osr_media_look (clean, &after, &error));
  g_assert_cmpint (before.kind, ==, kind);
  g_assert_cmpint (after.kind, ==, kind);
  g_assert_cmpuint (after.width, ==, before.width);
  g_assert_cmpuint (after.height, ==, before.height);
  g_assert_cmpuint (after.orientation, ==, 1);
  again = osr_media_clean (clean, &error);
  g_assert_true (again == clean);
}

static void
assert_holds (GBytes *bytes, const char *words, gsize length)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_nonnull (memmem (data, size, words, length));
}

static void
test_jpeg (void)
{
  g_autoptr (GBytes) photo = osr_media_fixture_jpeg (640, 6);
  g_autoptr (GBytes) clean = osr_media_clean (photo, NULL);
  OsrMediaLook look;

  g_assert_true (osr_media_look (photo, &look, NULL));
  g_assert_cmpuint (look.orientation, ==, 6);
  g_assert_cmpuint (look.width, ==, 640);
  assert_cleaned (photo, OSR_MEDIA_JPEG);
  assert_holds (clean, "quantities", 10);
  assert_holds (clean, "data\xff\0of\xff\xd0the\xff\0scan\xff\xd9", 20);
}

static void
test_png (void)
{
  g_autoptr (GBytes) photo = osr_media_fixture_png (300);
  g_autoptr (GBytes) clean = osr_media_clean (photo, NULL);

  assert_cleaned (photo, OSR_MEDIA_PNG);
  assert_holds (clean, "IDATpixels", 10);
}

static void
test_webp (void)
{
  g_autoptr (GBytes) photo = osr_media_fixture_webp (300);
  g_autoptr (GBytes) clean = osr_media_clean (photo, NULL);
  const guint8 *data = g_bytes_get_data (clean, NULL);

  assert_cleaned (photo, OSR_MEDIA_WEBP);
  assert_holds (clean, "0123456789", 10);
  g_assert_cmpuint (data[20], ==, 0); /* says itself that EXIF and XMP are gone */
}

static void
test_video (void)
{
  g_autoptr (GBytes) film = osr_media_fixture_video (FALSE);
  g_autoptr (GBytes) clean = osr_media_clean (film, NULL);

  assert_cleaned (film, OSR_MEDIA_VIDEO);
  g_assert_cmpuint (g_bytes_get_size (clean), ==, g_bytes_get_size (film));
  assert_holds (clean, "frames", 6);
  assert_holds (clean, "\0\0\0\0\0\0\0\0the rest of it", 22);
}

static void
assert_refused (GBytes *bytes, const char *words)
{
  g_autoptr (GError) error = NULL;
  OsrMediaLook look;

  g_assert_false (osr_media_look (bytes, &look, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_null (osr_media_clean (bytes, NULL));
  g_assert_false (osr_media_is_clean (bytes));
}

/* A camera that passed places writes them into a track of their own. */
static void
test_data_track (void)
{
  g_autoptr (GBytes) film = osr_media_fixture_video (TRUE);

  assert_refused (film, "track of data");
}

static void
test_bomb (void)
{
  g_autoptr (GBytes) jpeg = osr_media_fixture_jpeg (20000, 1);
  g_autoptr (GBytes) png = osr_media_fixture_png (0x7fffffff);
  g_autoptr (GBytes) webp = osr_media_fixture_webp (0x1000000);

  assert_refused (jpeg, "pixels");
  assert_refused (png, "pixels");
  assert_refused (webp, "pixels");
}

static void
test_other_files (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("%PDF-1.7 something else", 23);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) phone = g_bytes_new_static ("\0\0\0\x18"
                                                 "ftypheic\0\0\0\0mif1heic",
                                                 24);

  assert_refused (text, "no photo");
  assert_refused (nothing, "no photo");
  assert_refused (phone, "no photo");
}

/* A file that was cut short anywhere is refused, or is whole without its end. */
static void
test_cut_short (void)
{
  GBytes *files[] = { osr_media_fixture_jpeg (64, 1), osr_media_fixture_png (64),
                      osr_media_fixture_webp (64), osr_media_fixture_video (FALSE) };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    for (gsize size = 0; size < g_bytes_get_size (files[i]); size++) {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (files[i], 0, size);
      g_autoptr (GBytes) clean = osr_media_clean (cut, NULL);

      g_assert_true (clean == NULL || !osr_media_fixture_tells (clean));
    }
    g_bytes_unref (files[i]);
  }
}

static const guint8 film[] = "GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\xff"
                             "\x21\xfe\x05place\0"
                             "\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";

/* Nothing but the picture and its colours; nothing of a file that ends anywhere before it does. */
static void
test_first_of_film (void)
{
  const gsize whole = sizeof film - 1, picture = 15;
  g_autoptr (GByteArray) two = g_byte_array_new ();
  g_autoptr (GBytes) first = NULL;
  guint width, height;

  g_byte_array_append (two, film, (guint) whole);
  g_byte_array_append (two, (const guint8 *) "\x2c\0\0", 3); /* another, without its end */
  for (gsize length = 0; length <= two->len; length++) {
    g_autoptr (GBytes) cut = g_bytes_new (two->data, length);

    g_clear_pointer (&first, g_bytes_unref);
    first = osr_media_gif_first (cut, &width, &height);
    g_assert_true ((first != NULL) == (length >= whole));
  }
  g_assert_cmpuint (width * height, ==, 1);
  g_assert_cmpuint (g_bytes_get_size (first), ==, 6 + 7 + 6 + picture + 1);
  two->data[whole - picture + 5] = 2; /* wider than the screen */
  g_clear_pointer (&first, g_bytes_unref);
  first = g_bytes_new (two->data, two->len);
  g_assert_null (osr_media_gif_first (first, &width, &height));
}

static void
test_limits (void)
{
  g_assert_cmpuint (osr_media_limits_of ("vk")->files, >, 0);
  g_assert_cmpuint (osr_media_limits_of ("telegram")->text, ==, 1024);
  g_assert_cmpuint (osr_media_limits_of ("max")->files, ==, 0);
  g_assert_cmpuint (osr_media_limits_of ("somewhere")->files, ==, 0);
  g_assert_cmpuint (osr_media_limits_of (NULL)->files, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/media/jpeg-without-its-maker", test_jpeg);
  g_test_add_func ("/core/media/png-without-its-maker", test_png);
  g_test_add_func ("/core/media/webp-without-its-maker", test_webp);
  g_test_add_func ("/core/media/video-without-its-maker", test_video);
  g_test_add_func ("/core/media/video-with-a-track-of-places-refused", test_data_track);
  g_test_add_func ("/core/media/more-pixels-than-memory-refused", test_bomb);
  g_test_add_func ("/core/media/other-files-refused", test_other_files);
  g_test_add_func ("/core/media/cut-short-anywhere", test_cut_short);
  g_test_add_func ("/core/media/first-picture-of-a-film", test_first_of_film);
  g_test_add_func ("/core/media/limits-of-networks", test_limits);
  return g_test_run ();
}
