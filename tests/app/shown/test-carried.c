/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures of a message in the pane, on a replica without a coordinator: small ones under the words,
 * large when asked for, a calm word where one is not here, and nothing drawn that is too large or none.
 * Needs a display. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/attachments/osr-attachment-tile.h"
#include "app/attachments/osr-picture-reader.h"
#include "app/carried/osr-carried-strip.h"
#include "app/attachments/osr-picture-viewer.h"
#include "app/detail/osr-detail-pane.h"
#include "osr-app-cases.h"
#include "osr-window-fixture.h"
#include "sync/files/osr-replica-files.h"

#define CASE 41
#define AT   "2026-03-06T09:30:00+09:00"

/* (transfer full): the file of a picture */
static GBytes *
draw (int width, int height, const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0x336699FF);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, type, NULL, NULL));
  return g_bytes_new_take (data, size);
}

/* A file of PNG that says of itself that it is @width by @height, and is a few bytes long. */
static GBytes *
boast (guint32 width, guint32 height)
{
  g_autoptr (GBytes) real = draw (8, 8, "png");
  gsize size;
  guint8 *data = g_memdup2 (g_bytes_get_data (real, &size), g_bytes_get_size (real));

  size = g_bytes_get_size (real);
  for (guint i = 0; i < 4; i++) {
    data[16 + i] = (guint8) (width >> (24 - 8 * i));
    data[20 + i] = (guint8) (height >> (24 - 8 * i));
  }
  return g_bytes_new_take (data, size);
}

static char *
digest_of (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

/* The coordinator kept @bytes as @type with the message. */
static void
name_file (Desk *desk, GBytes *bytes, const char *type)
{
  g_autofree char *digest = digest_of (bytes);
  g_autofree char *payload =
      g_strdup_printf ("{'media': [{'digest': '%s', 'kind': 'photo', 'size': %u,"
                       " 'media_type': '%s'}]}",
                       digest, (guint) g_bytes_get_size (bytes), type);

  desk_happen (desk, CASE, AT, "monitor media-kept", "{'missing': []}", payload);
}

static void
seat_begin (Seat *seat)
{
  seat->desk = morning_new ();
  desk_find (seat->desk, CASE, "2026-03-06T09:29:00+09:00", "Ирина", "Яма у школы");
}

static void
seat_take (Seat *seat)
{
  desk_at (seat->desk, MORNING);
  seat_sit (seat, "olga", osr_detail_pane_new ());
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer data)
{
  g_set_object ((GAsyncResult **) data, result);
}

/* The file lies on this workstation. */
static void
put_here (Seat *seat, GBytes *bytes)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *digest = NULL;

  osr_replica_keep_file_async (seat->replica, bytes, NULL, on_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  digest = osr_replica_keep_file_finish (seat->replica, result, NULL);
  g_assert_nonnull (digest);
}

static gboolean
shows (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, words))
      return TRUE;
  return FALSE;
}

static void
wait_for (GtkWidget *widget, const char *words)
{
  while (!shows (widget, words))
    g_main_context_iteration (NULL, TRUE);
}

/* The picture of the tile under @strip. */
static GdkPaintable *
painted (GtkWidget *strip)
{
  return gtk_picture_get_paintable (GTK_PICTURE (find_named (strip, "GtkPicture")));
}

/* What opens when the small picture is clicked; waits until it shows something. */
static OsrPictureViewer *
open_large (Seat *seat)
{
  GtkWidget *strip = find_named (seat->pane, "OsrCarriedStrip");
  g_autoptr (GList) windows = NULL;

  g_signal_emit_by_name (find_named (strip, "GtkButton"), "clicked");
  windows = gtk_window_list_toplevels ();
  for (GList *at = windows; at != NULL; at = at->next) {
    if (!OSR_IS_PICTURE_VIEWER (at->data))
      continue;
    while (g_str_equal (osr_picture_viewer_get_page (at->data), "waiting"))
      g_main_context_iteration (NULL, TRUE);
    return at->data;
  }
  g_assert_not_reached ();
}

static void
test_small_and_large (void)
{
  Seat seat;
  g_autoptr (GBytes) photo = draw (800, 600, "jpeg");
  g_autofree char *copy = g_build_filename (g_get_tmp_dir (), "osr-test-carried.jpg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (copy);
  g_autoptr (GBytes) saved = NULL;
  OsrPictureViewer *viewer;
  GtkWidget *strip;

  seat_begin (&seat);
  name_file (seat.desk, photo, "image/jpeg");
  seat_take (&seat);
  put_here (&seat, photo);
  seat_open (&seat, CASE);
  strip = find_named (seat.pane, "OsrCarriedStrip");
  g_assert_true (gtk_widget_get_visible (strip));
  while (painted (strip) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (painted (strip)), <=, 264); /* small */
  viewer = open_large (&seat);
  g_assert_cmpstr (osr_picture_viewer_get_page (viewer), ==, "picture");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (viewer)), ==, "Photo 1");
  osr_picture_viewer_save_to (viewer, file);
  while (saved == NULL || !g_bytes_equal (saved, photo)) {
    g_clear_pointer (&saved, g_bytes_unref);
    g_main_context_iteration (NULL, FALSE);
    saved = g_file_load_bytes (file, NULL, NULL, NULL);
  }
  g_remove (copy);
  g_object_add_weak_pointer (G_OBJECT (viewer), (gpointer *) &viewer);
  gtk_window_close (GTK_WINDOW (viewer));
  while (viewer != NULL)
    g_main_context_iteration (NULL, TRUE);
  seat_leave (&seat);
}

static void
test_not_here (void)
{
  Seat seat;
  g_autoptr (GBytes) photo = draw (80, 60, "png");
  OsrPictureViewer *viewer;

  seat_begin (&seat);
  name_file (seat.desk, photo, "image/png");
  seat_take (&seat);
  seat_open (&seat, CASE);
  wait_for (seat.pane, "not here yet");
  viewer = open_large (&seat);
  g_assert_cmpstr (osr_picture_viewer_get_page (viewer), ==, "away");
  put_here (&seat, photo);
  gtk_widget_activate_action (GTK_WIDGET (viewer), "viewer.try-again", NULL);
  while (!g_str_equal (osr_picture_viewer_get_page (viewer), "picture"))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (viewer));
  seat_leave (&seat);
}

/* What was made to fill a memory is a file with a size, and nothing more. */
static void
test_hostile (void)
{
  Seat seat;
  g_autoptr (GBytes) bomb = boast (9000, 9000);
  OsrPictureViewer *viewer;

  seat_begin (&seat);
  name_file (seat.desk, bomb, "image/png");
  seat_take (&seat);
  put_here (&seat, bomb);
  seat_open (&seat, CASE);
  viewer = open_large (&seat);
  g_assert_cmpstr (osr_picture_viewer_get_page (viewer), ==, "not-shown");
  g_assert_null (painted (find_named (seat.pane, "OsrCarriedStrip")));
  gtk_window_destroy (GTK_WINDOW (viewer));
  seat_leave (&seat);
}

/* A film of pictures, a video that stayed in the network, and one that could not be kept. */
static void
test_rows (void)
{
  Seat seat;
  g_autoptr (GBytes) film = g_bytes_new_static ("GIF89a-film", 11); /* of a kind not drawn */
  GtkWidget *strip;

  seat_begin (&seat);
  desk_happen (seat.desk, 42, "2026-03-06T09:29:00+09:00", "monitor found",
               "{'network': 'vk', 'account': 'gov', 'owner_id': '-1', 'post_id': '10',"
               " 'native_id': '42', 'permalink': 'http://127.0.0.1:9/wall-1_10?reply=42',"
               " 'published_at': 1772756940000000}",
               "{'author_id': '5', 'author_name': 'Пётр', 'text': 'Смотрите', 'context': '',"
               " 'carries': [{'kind': 'photo', 'address': 'https://p.example/1.jpg'},"
               " {'kind': 'video', 'address': 'https://video.example/v?id=1'},"
               " {'kind': 'document', 'address': 'https://d.example/f/plan.pdf?k=1'},"
               " {'kind': 'voice', 'address': 'telegram:AgAD'}]}");
  desk_happen (seat.desk, 42, AT, "monitor media-kept",
               "{'missing': [{'kind': 'photo', 'reason': 'refused'}]}", NULL);
  name_file (seat.desk, film, "image/tiff");
  seat_take (&seat);
  seat_open (&seat, CASE);
  strip = find_named (seat.pane, "OsrCarriedStrip");
  g_assert_true (shows (strip, "Photo 1 · 11 bytes"));
  g_assert_null (find_named (strip, "OsrAttachmentTile")); /* not drawn */
  osr_workplace_open_case (seat.workplace, desk_case (42));
  g_assert_true (shows (strip, "Video · video.example"));
  g_assert_true (shows (strip, "plan.pdf · d.example"));
  g_assert_true (shows (strip, "Recording"));
  g_assert_true (shows (strip, "1 picture could not be kept"));
  seat_leave (&seat);
}

/* A film of pictures whose second one has no end stands there as its first, red one, and does not move. */
static void
test_film (void)
{
  static const guint8 film[] = "GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\xff"
                               "\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
                               "\x21\xf9\x04\0\x0a\0\0\0"
                               "\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
                               "\x2c\0\0\0\0\xff\xff\xff\xff\0\x02\xff";
  Seat seat;
  g_autoptr (GBytes) bytes = g_bytes_new_static (film, sizeof film - 1);
  guint8 pixel[4] = { 0 };
  GtkWidget *strip;

  seat_begin (&seat);
  name_file (seat.desk, bytes, "image/gif");
  seat_take (&seat);
  put_here (&seat, bytes);
  seat_open (&seat, CASE);
  strip = find_named (seat.pane, "OsrCarriedStrip");
  while (painted (strip) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gdk_paintable_get_flags (painted (strip)) & GDK_PAINTABLE_STATIC_CONTENTS, !=,
                   0);
  gdk_texture_download (GDK_TEXTURE (painted (strip)), pixel, 4);
  g_assert_cmpuint (pixel[0], ==, 0); /* blue, green, red */
  g_assert_cmpuint (pixel[2], ==, 0xff);
  seat_leave (&seat);
}

/* One line of words, and no button: what the page said is not trusted, either. */
static void
test_link (void)
{
  Seat seat;
  GtkWidget *strip;

  seat_begin (&seat);
  desk_happen (seat.desk, CASE, AT, "monitor media-kept", "{'missing': []}",
               "{'media': [], 'link': {'address': 'https://amur.example/news/1',"
               " 'title': '<b>Мост</b>\\n открыт', 'site': 'Новости'}}");
  seat_take (&seat);
  seat_open (&seat, CASE);
  strip = find_named (seat.pane, "OsrCarriedStrip");
  g_assert_true (shows (strip, "<b>Мост</b>  открыт · amur.example"));
  g_assert_null (find_named (strip, "GtkButton"));
  seat_leave (&seat);
}

static void
test_erased (void)
{
  Seat seat;
  g_autoptr (GBytes) photo = draw (80, 60, "png");

  seat_begin (&seat);
  name_file (seat.desk, photo, "image/png");
  desk_happen (seat.desk, CASE, AT, "office payload-erased",
               "{'versions': [1, 2], 'act': '1', 'act_date': '2026-03-06', 'reason': 'r'}", NULL);
  seat_take (&seat);
  seat_open (&seat, CASE);
  g_assert_true (shows (seat.pane, "The text has been erased."));
  g_assert_false (gtk_widget_get_visible (find_named (seat.pane, "OsrCarriedStrip")));
  seat_leave (&seat);
}

static OsrPicture *
read_bytes (GBytes *bytes, int width, int height, gboolean cover)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "osr-test-carried.bin", NULL);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  osr_picture_read_async (path, width, height, cover, NULL, on_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_remove (path);
  return osr_picture_read_finish (result, NULL);
}

static void
test_reader_fits (void)
{
  g_autoptr (GBytes) wide = draw (800, 200, "png");
  g_autoptr (OsrPicture) inside = read_bytes (wide, 400, 400, FALSE);
  g_autoptr (OsrPicture) over = read_bytes (wide, 100, 100, TRUE);
  g_autoptr (OsrPicture) larger = read_bytes (wide, 4000, 4000, FALSE);

  g_assert_cmpint (gdk_pixbuf_get_width (inside->pixbuf), ==, 400);
  g_assert_cmpint (gdk_pixbuf_get_height (inside->pixbuf), ==, 100);
  g_assert_cmpint (gdk_pixbuf_get_height (over->pixbuf), ==, 100);
  g_assert_cmpint (gdk_pixbuf_get_width (larger->pixbuf), ==, 800); /* never larger than it is */
}

/* No decoder of this machine guesses: a drawing, a page and half a picture are nothing. */
static void
test_reader_refuses (void)
{
  static const char *const texts[] = {
    "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    "<html><script>alert(1)</script></html>",
    "\xff\xd8\xff<svg xmlns='http://www.w3.org/2000/svg'/>",
    "BM6",
  };
  g_autoptr (GBytes) whole = draw (400, 400, "png");
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);
  g_autoptr (GBytes) bomb = boast (29999, 29999);
  g_autoptr (OsrPicture) broken = read_bytes (half, 100, 100, FALSE);
  g_autoptr (OsrPicture) huge = read_bytes (bomb, 100, 100, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
    g_autoptr (OsrPicture) picture = read_bytes (bytes, 100, 100, FALSE);

    g_assert_nonnull (picture);
    g_assert_null (picture->pixbuf);
  }
  g_assert_null (broken->pixbuf);
  g_assert_null (huge->pixbuf);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/carried/small-and-large", test_small_and_large);
  g_test_add_func ("/app/carried/not-here", test_not_here);
  g_test_add_func ("/app/carried/hostile-picture-is-not-drawn", test_hostile);
  g_test_add_func ("/app/carried/rows", test_rows);
  g_test_add_func ("/app/carried/film-stands-still", test_film);
  g_test_add_func ("/app/carried/link-is-a-line-of-words", test_link);
  g_test_add_func ("/app/carried/erased-shows-nothing", test_erased);
  g_test_add_func ("/app/carried/reader-fits", test_reader_fits);
  g_test_add_func ("/app/carried/reader-refuses", test_reader_refuses);
  return g_test_run ();
}
