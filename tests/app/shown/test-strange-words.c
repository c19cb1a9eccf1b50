/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 500 strings that were made to be something else than words, as the text of a message, as its author's
 * name, as its place and as a note: stored as received, shown as text in the pane, in the history, in the
 * queue, in a row from the centre, in what happened meanwhile and in the name of a file, as
 * report/osr-shown-text.h says. And a megabyte in one line. Needs a display. */
#include <adwaita.h>
#include <string.h>
#include <time.h>

#include "app/detail/osr-detail-pane.h"
#include "app/detail/osr-message-text.h"
#include "app/detail/osr-whole-text.h"
#include "app/queue/osr-queue-row.h"
#include "app/shared/osr-plain-label.h"
#include "report/osr-happenings.h"
#include "report/osr-shown-text.h"
#include "osr-window-fixture.h"

#define FIRST   1
#define STRINGS 500
#define HUGE    (1024 * 1024)
#define ENOUGH  (2 * G_USEC_PER_SEC) /* by far, with sanitizers, too */

/* As received, and as it is shown. */
static const struct {
  const char *raw;
  const char *shown;
} pieces[] = {
  { "<b>жирно</b>", "<b>жирно</b>" },
  { "<span size='999999'>x</span>", "<span size='999999'>x</span>" },
  { "<a href=\"file:///etc/passwd\">тут</a>", "<a href=\"file:///etc/passwd\">тут</a>" },
  { "&lt;i&gt; &amp; &#x202e; &nbsp", "&lt;i&gt; &amp; &#x202e; &nbsp" },
  { "</span></markup><b", "</span></markup><b" },
  { "<script>alert(1)</script>", "<script>alert(1)</script>" },
  { "_У_скоритель %s %n %1$s", "_У_скоритель %s %n %1$s" },
  { "слева\xe2\x80\xaeаварпс", "слева\xef\xbf\xbdаварпс" }, /* override */
  { "\xe2\x80\xaa\xe2\x80\xab\xe2\x80\xac",
    "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" }, /* embeddings */
  { "\xe2\x81\xa6изолят\xe2\x81\xa9", "\xef\xbf\xbdизолят\xef\xbf\xbd" },
  { "\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c.", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd." }, /* marks */
  { "во\xe2\x80\x8bда\xef\xbb\xbf", "вода" },                                       /* no width */
  { "мяг\xc2\xadкий\xe2\x81\xa0", "мягкий" },
  { "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d и \xd9\x85", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d и \xd9\x85" },
  { "👨\xe2\x80\x8d👩\xe2\x80\x8d👧 \xe2\x9d\xa4\xef\xb8\x8f",
    "👨\xe2\x80\x8d👩\xe2\x80\x8d👧 \xe2\x9d\xa4\xef\xb8\x8f" }, /* joiners that carry something */
  { "a\x01\x07\x1b[31m\x7f", "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd[31m\xef\xbf\xbd" },
  { "\xc2\x9b"
    "2J",
    "\xef\xbf\xbd"
    "2J" }, /* C1 */
  { "z\xcc\x80\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86.",
    "z\xcc\x80\xcc\x81\xcc\x82\xcc\x83." },
  { "\xf3\xa0\x81\x81\xf3\xa0\x81\x82тег", "тег" }, /* tags: words that nobody sees */
  { "\xef\xb7\xbd\xf0\x92\x90\xab", "\xef\xb7\xbd\xf0\x92\x90\xab" }, /* very wide letters */
  { "\xef\xbf\xbf\xf4\x8f\xbf\xbf", "\xef\xbf\xbf\xf4\x8f\xbf\xbf" }, /* no characters */
  { "строка\r\nдругая", "строка\nдругая" },
  { "таб\tи\xe2\x80\xa8ещё", "таб\tи\nещё" },
  { "'; DROP TABLE event; --", "'; DROP TABLE event; --" },
  { "{\"text\":null}", "{\"text\":null}" },
};

/* One of the 500: two pieces, in ordinary words. */
static void
make (guint n, char **raw, char **shown)
{
  guint i = n % G_N_ELEMENTS (pieces);
  guint j = (n / G_N_ELEMENTS (pieces) + i) % G_N_ELEMENTS (pieces);

  *raw = g_strconcat ("Яма ", pieces[i].raw, " и ", pieces[j].raw, " тут", NULL);
  *shown = g_strconcat ("Яма ", pieces[i].shown, " и ", pieces[j].shown, " тут", NULL);
}

/* (transfer full): @text in a string of JSON, of ASCII only */
static char *
escape (const char *text)
{
  GString *json = g_string_new (NULL);
  glong units;
  g_autofree gunichar2 *utf16 = g_utf8_to_utf16 (text, -1, NULL, &units, NULL);

  for (glong i = 0; i < units; i++)
    g_string_append_printf (json, "\\u%04x", utf16[i]);
  return g_string_free (json, FALSE);
}

static void
find_strange (Desk *desk, guint n)
{
  static const char at[] = "2026-03-06T09:30:00+09:00";
  g_autofree char *raw = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *place = NULL;
  g_autofree char *members = NULL;
  g_autofree char *note = NULL;

  make (n, &raw, &shown);
  place = escape (raw);
  members =
      g_strdup_printf ("{'topics': ['heating'], 'importance': 'normal', 'locality': '%s'}", place);
  desk_find (desk, FIRST + n, at, raw, raw);
  desk_happen (desk, FIRST + n, at, "olga detected", NULL, NULL);
  desk_happen (desk, FIRST + n, at, "olga triaged", members, NULL);
  note = g_strdup_printf ("{'text': '%s'}", place);
  desk_happen (desk, FIRST + n, at, "olga noted", NULL, note);
}

static void
seat_take (Seat *seat)
{
  desk_at (seat->desk, "2026-03-06T10:00:00+09:00");
  seat_sit (seat, "olga", osr_detail_pane_new ());
  gtk_window_set_default_size (GTK_WINDOW (seat->window), 560, 700);
}

/* A label of @style (nullable) and @text under @widget; %NULL when there is none. */
static GtkLabel *
find_label (GtkWidget *widget, const char *style, const char *text)
{
  GtkLabel *found = NULL;

  if (GTK_IS_LABEL (widget) && (style == NULL || gtk_widget_has_css_class (widget, style)) &&
      g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return GTK_LABEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, style, text);
  return found;
}

/* Whether a label under @widget has @part in it, and none the words as received. */
static gboolean
has_part (GtkWidget *widget, const char *part, const char *raw)
{
  gboolean found = FALSE;

  if (GTK_IS_LABEL (widget)) {
    const char *text = gtk_label_get_text (GTK_LABEL (widget));

    g_assert_true (g_str_equal (part, raw) || strstr (text, raw) == NULL);
    found = strstr (text, part) != NULL;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = has_part (child, part, raw) || found;
  return found;
}

/* What the label has is what stands in it: nothing was read as markup. */
static void
assert_shown (GtkWidget *widget, const char *style, const char *text)
{
  GtkLabel *label = find_label (widget, style, text);

  if (label == NULL)
    g_test_message ("not shown: %s", text);
  g_assert_nonnull (label);
  g_assert_false (gtk_label_get_use_markup (label));
  g_assert_cmpstr (gtk_label_get_label (label), ==, text);
}

/* Nothing of what was received is anywhere in @widget but as it is shown. */
static void
check_everywhere (GtkWidget *widget, const char *shown, const char *raw)
{
  g_assert_true (has_part (widget, shown, raw));
}

/* A case at the centre, with the words that were looked for set off. */
static void
check_centre (Seat *seat, GtkWidget *row, const char *raw, const char *line)
{
  OsrWireRow *wire = g_new0 (OsrWireRow, 1);
  g_autoptr (OsrQueueItem) item = NULL;
  g_autofree char *excerpt = g_strconcat ("a ", line, NULL);

  wire->id = g_strdup (desk_case (FIRST + STRINGS));
  wire->state = g_strdup ("closed");
  wire->author = g_strdup (raw);
  wire->place = g_strdup (raw);
  wire->excerpt = g_strdup ("");
  wire->piece = g_strconcat (OSR_WIRE_MARK_BEGIN "a" OSR_WIRE_MARK_END " ", raw, NULL);
  wire->at = wire->due = wire->overdue_at = OSR_INSTANT_UNKNOWN;
  item = osr_queue_item_new_from_centre (wire, seat->replica);
  osr_queue_row_set_item (OSR_QUEUE_ROW (row), item, seat->replica);
  assert_shown (row, NULL, line);
  assert_shown (row, NULL, excerpt);
  osr_queue_row_set_item (OSR_QUEUE_ROW (row), NULL, NULL);
}

/* What happened meanwhile, for whoever prints or reads it. */
static void
check_happened (Seat *seat, OsrCase *c, const char *line, const char *shown)
{
  g_autoptr (OsrHappening) one =
      osr_happening_new (c, osr_replica_get_registry (seat->replica), "anna", 0, c->found_at);

  g_assert_nonnull (one);
  g_assert_nonnull (strstr (one->title, line));
  g_assert_true (g_str_has_prefix (line, one->excerpt) || g_str_has_suffix (one->excerpt, "…"));
  g_assert_nonnull (strstr (one->says->pdata[one->says->len - 1], shown));
}

/* Of one folder, and nothing in it that turns the end of it around. */
static void
check_file_name (const char *raw)
{
  g_autofree char *name = osr_shown_file_name (raw, "jpg");
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *again = osr_shown_line (name, 0);

  g_assert_cmpstr (name, ==, base);
  g_assert_cmpstr (name, ==, again);
  g_assert_true (g_str_has_suffix (name, ".jpg"));
}

/* Words of another office in a row that is made in code, and where a draft stands. */
static void
check_labels (const char *raw, const char *shown)
{
  GtkWidget *label = g_object_ref_sink (osr_plain_label_new (raw, NULL));

  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, shown);
  osr_plain_label_show (label, "");
  osr_plain_label_show (label, raw);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, shown);
  g_object_unref (label);
}

static void
check_one (Seat *seat, guint n, GtkWidget *row)
{
  g_autofree char *raw = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *line = NULL;
  g_autoptr (OsrQueueItem) item = osr_queue_item_new (desk_case (FIRST + n), seat->replica);
  OsrCase *c;

  make (n, &raw, &shown);
  line = g_strdelimit (g_strdup (shown), "\n\t", ' ');
  osr_workplace_open_case (seat->workplace, desk_case (FIRST + n));
  c = osr_workplace_get_case (seat->workplace);
  g_assert_cmpstr (c->text, ==, raw);
  g_assert_cmpstr (c->author_name, ==, raw);
  g_assert_cmpstr (c->locality, ==, raw);
  assert_shown (seat->pane, "message-text", shown);
  assert_shown (seat->pane, "author", line);
  assert_shown (seat->pane, "chip", line);
  check_everywhere (seat->pane, shown, raw);
  check_everywhere (find_named (seat->pane, "OsrHistoryList"), shown, raw);
  check_centre (seat, row, raw, line);
  check_happened (seat, c, line, shown);
  check_file_name (raw);
  check_labels (raw, shown);
  osr_queue_row_set_item (OSR_QUEUE_ROW (row), item, seat->replica);
  assert_shown (row, NULL, line);
  osr_queue_row_set_item (OSR_QUEUE_ROW (row), NULL, NULL);
}

static void
test_strings (void)
{
  Seat seat;
  GtkWidget *row;

  seat.desk = desk_new ("2026-03-06T09:00:00+09:00");
  for (guint n = 0; n < STRINGS; n++)
    find_strange (seat.desk, n);
  seat_take (&seat);
  row = g_object_ref_sink (osr_queue_row_new ());
  gtk_window_present (GTK_WINDOW (seat.window));
  for (guint n = 0; n < STRINGS; n++) {
    check_one (&seat, n, row);
    while (n % 50 == 0 && g_main_context_pending (NULL))
      g_main_context_iteration (NULL, FALSE); /* it is drawn, too */
  }
  g_object_unref (row);
  seat_leave (&seat);
}

/* Of this thread, in µs: a busy machine does not count. */
static gint64
get_work (void)
{
  struct timespec time;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time), ==, 0);
  return time.tv_sec * (gint64) G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* Draws what is to be drawn; for how long nobody was listened to, at most. */
static gint64
draw (GtkWidget *window)
{
  gint64 longest = 0, frames = 0, last = -1;

  gtk_window_present (GTK_WINDOW (window));
  while (frames < 4 || gtk_widget_get_height (window) == 0) {
    gint64 begin = get_work (), frame;

    g_main_context_iteration (NULL, TRUE);
    longest = MAX (longest, get_work () - begin);
    frame = gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (window));
    frames += frame != last;
    last = frame;
    gtk_widget_queue_draw (window);
  }
  return longest;
}

/* All of it is there, in lines that end. */
static void
check_whole (GtkWidget *whole)
{
  GtkTextBuffer *buffer = osr_whole_text_get_buffer (OSR_WHOLE_TEXT (whole));
  GtkTextIter at;
  guint letters = 0;

  gtk_text_buffer_get_start_iter (buffer, &at);
  do {
    guint length = (guint) gtk_text_iter_get_chars_in_line (&at);

    g_assert_cmpuint (length, <=, OSR_WHOLE_TEXT_LINE + 1);
    letters += length;
  } while (gtk_text_iter_forward_line (&at));
  g_assert_cmpuint (letters - (guint) gtk_text_buffer_get_line_count (buffer) + 1, ==, HUGE);
}

static void
test_megabyte (void)
{
  Seat seat;
  g_autofree char *text = g_strnfill (HUGE, 'a');
  OsrMessageText *shown;
  GtkWidget *whole;
  gint64 begin, took;

  seat.desk = desk_new ("2026-03-06T09:00:00+09:00");
  desk_find (seat.desk, FIRST, "2026-03-06T09:30:00+09:00", text, text);
  seat_take (&seat);
  begin = get_work ();
  osr_workplace_open_case (seat.workplace, desk_case (FIRST));
  took = get_work () - begin;
  g_test_message ("opened: %d ms", (int) (took / 1000));
  g_assert_cmpint (took, <, ENOUGH);
  g_assert_cmpstr (osr_workplace_get_case (seat.workplace)->text, ==, text);
  took = draw (seat.window);
  g_test_message ("the pane: %d ms", (int) (took / 1000));
  g_assert_cmpint (took, <, ENOUGH);
  shown = OSR_MESSAGE_TEXT (find_named (seat.pane, "OsrMessageText"));
  g_assert_true (osr_message_text_is_cut (shown));
  g_assert_cmpint (g_utf8_strlen (osr_message_text_get_label (shown), -1), ==,
                   OSR_SHOWN_LENGTH + 1);
  g_signal_emit_by_name (find_named (GTK_WIDGET (shown), "GtkButton"), "clicked");
  whole = find_window (OSR_TYPE_WHOLE_TEXT);
  took = draw (whole);
  g_test_message ("all of it: %d ms", (int) (took / 1000));
  g_assert_cmpint (took, <, ENOUGH);
  check_whole (whole);
  gtk_window_destroy (GTK_WINDOW (whole));
  seat_leave (&seat);
}

static void
check_file (const char *name, const char *expected)
{
  g_autofree char *file = osr_shown_file_name (name, "txt");

  g_assert_cmpstr (file, ==, expected);
}

static void
test_cut (void)
{
  g_autofree char *marks = g_strnfill (3, 'a');
  g_autofree char *two = osr_shown_text ("a\nb\nc", 0, 2, NULL);
  g_autofree char *none = osr_shown_text (NULL, 5, 5, NULL);
  g_autofree char *flag = osr_shown_line ("\xf0\x9f\x8f\xb4\xf3\xa0\x81\xa7\xf3\xa0\x81\xbf", 9);
  gboolean cut;
  g_autofree char *just = osr_shown_text ("aaa\xe2\x80\x8b", 3, 0, &cut);

  check_file ("../etc/passwd", "_etc_passwd.txt");
  check_file ("снимок\xe2\x80\xaegpj.exe", "снимок\xef\xbf\xbdgpj.exe.txt");
  check_file (" .. ", "file.txt");
  check_file (NULL, "file.txt");
  g_assert_cmpstr (two, ==, "a\nb…");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (flag, ==, "\xf0\x9f\x8f\xb4\xf3\xa0\x81\xa7\xf3\xa0\x81\xbf");
  g_assert_cmpstr (just, ==, marks);
  g_assert_false (cut);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/strange-words/shown-as-text-and-stored-as-received", test_strings);
  g_test_add_func ("/app/strange-words/a-megabyte-in-one-line", test_megabyte);
  g_test_add_func ("/app/strange-words/where-it-is-cut", test_cut);
  return g_test_run ();
}
