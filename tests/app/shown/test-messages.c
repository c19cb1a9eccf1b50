/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages by hand and matters in the window, on a replica without a coordinator: what is written, what
 * is said, what stays when the dialog is closed. Needs a display. */
#include <adwaita.h>
#include <string.h>

#include "app/attachments/osr-attachment-tile.h"
#include "app/attachments/osr-picture-viewer.h"
#include "app/composer/osr-publish-pane.h"
#include "app/message/osr-matter-dialog.h"
#include "app/message/osr-message-import.h"
#include "app/message/osr-message-words.h"
#include "app/message/osr-register-dialog.h"
#include "core/media/osr-media-proof.h"
#include "core/message/osr-message-entry.h"
#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "osr-app-cases.h"
#include "sync/files/osr-replica-files.h"
#include "sync/osr-replica-register.h"

#define LINK "https://vk.com/wall-9_2?reply=3"

typedef struct {
  Desk *desk;
  OsrReplica *replica;
  OsrWorkplace *workplace;
  GtkWidget *dialog;
} Seat;

static void
seat_take (Seat *seat, const char *person)
{
  seat->desk = morning_new ();
  seat->replica = desk_open (seat->desk, person);
  seat->workplace = osr_workplace_new ();
  osr_workplace_set_replica (seat->workplace, seat->replica);
  seat->dialog = NULL;
}

static void
seat_leave (Seat *seat)
{
  if (seat->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (seat->dialog));
  osr_workplace_set_replica (seat->workplace, NULL);
  g_object_unref (seat->workplace);
  osr_replica_close (seat->replica);
  g_object_unref (seat->replica);
  desk_free (seat->desk);
}

static OsrRegisterForm *
open_form (Seat *seat)
{
  seat->dialog = osr_register_dialog_new (NULL, seat->workplace);
  gtk_window_present (GTK_WINDOW (seat->dialog));
  return osr_register_dialog_get_form (OSR_REGISTER_DIALOG (seat->dialog));
}

static const char *
said (Seat *seat)
{
  return osr_register_dialog_get_said (OSR_REGISTER_DIALOG (seat->dialog));
}

static void
save (Seat *seat)
{
  gtk_widget_activate_action (seat->dialog, "register.save", NULL);
}

/* Without a coordinator it is in the outbox, and the case is open. */
static void
test_register (void)
{
  Seat seat;
  OsrRegisterForm *form;
  OsrCase *c;

  seat_take (&seat, "olga");
  form = open_form (&seat);
  osr_register_form_set (form, "link", " m.vk.ru/feed?w=wall-9_2_r3 ");
  osr_register_form_set (form, "text", "Нет воды");
  osr_register_form_set (form, "author", "Ольга М.");
  osr_register_form_set (form, "published", "05.03.2026 21:10");
  osr_register_form_set (form, "place", "Свободный");
  osr_register_form_set (form, "context", "Новости");
  save (&seat);
  seat.dialog = NULL; /* closed */
  c = osr_workplace_get_case (seat.workplace);
  g_assert_nonnull (c);
  g_assert_cmpint (c->state, ==, OSR_CASE_FOUND);
  g_assert_cmpstr (c->network, ==, "vk");
  g_assert_cmpstr (c->native_id, ==, "3");
  g_assert_cmpstr (c->author_name, ==, "Ольга М.");
  g_assert_cmpstr (c->locality, ==, "Свободный");
  g_assert_cmpstr (c->context, ==, "Новости");
  g_assert_cmpint (c->published_at, ==, osr_instant_parse ("2026-03-05T21:10:00+09:00"));
  g_assert_null (osr_replica_dup_form (seat.replica, "register"));
  seat_leave (&seat);
}

/* Each fault is said in its own words, and nothing is written. */
static void
test_faults (void)
{
  Seat seat;
  OsrRegisterForm *form;
  g_autofree char *first = NULL;

  seat_take (&seat, "olga");
  form = open_form (&seat);
  g_assert_null (said (&seat));
  save (&seat);
  first = g_strdup (said (&seat));
  g_assert_nonnull (first);
  osr_register_form_set (form, "text", "Нет воды");
  g_assert_null (said (&seat));
  save (&seat);
  g_assert_nonnull (strstr (said (&seat), "link"));
  osr_register_form_set (form, "link", "a message");
  save (&seat);
  g_assert_nonnull (strstr (said (&seat), "address"));
  osr_register_form_set (form, "link", LINK);
  osr_register_form_set (form, "published", "yesterday");
  save (&seat);
  g_assert_nonnull (strstr (said (&seat), "06.03.2026"));
  g_assert_null (osr_workplace_get_case (seat.workplace));
  seat_leave (&seat);
}

/* What the workstation holds is known as soon as the link is pasted, and a button opens it. */
static void
test_known (void)
{
  Seat seat;
  OsrRegisterForm *form;
  g_autoptr (OsrMessageEntry) entry = osr_message_entry_new ();
  g_autofree char *uuid = NULL;
  g_autofree char *id = NULL;

  seat_take (&seat, "olga");
  entry->permalink = g_strdup (LINK);
  entry->text = g_strdup ("Нет воды");
  g_assert_true (osr_message_entry_check (entry, NULL));
  uuid = osr_replica_register (seat.replica, entry, &id, NULL);
  form = open_form (&seat);
  osr_register_form_set (form, "link", "vk.ru/wall-9_2?reply=3&thread=1");
  g_assert_nonnull (said (&seat));
  gtk_widget_activate_action (seat.dialog, "register.open", NULL);
  seat.dialog = NULL;
  g_assert_cmpstr (osr_workplace_get_case_id (seat.workplace), ==, id);
  seat_leave (&seat);
}

/* A place of another kind has a name and needs no link. */
static void
test_closed_place (void)
{
  Seat seat;
  OsrRegisterForm *form;
  OsrCase *c;

  seat_take (&seat, "olga");
  form = open_form (&seat);
  osr_register_form_set (form, "network", "messenger");
  osr_register_form_set (form, "source", "Чат дома 5");
  osr_register_form_set (form, "text", "Лифт стоит");
  save (&seat);
  seat.dialog = NULL;
  c = osr_workplace_get_case (seat.workplace);
  g_assert_cmpstr (c->network, ==, "messenger");
  g_assert_cmpstr (c->source, ==, "Чат дома 5");
  g_assert_null (c->permalink);
  seat_leave (&seat);
}

/* A link chooses where it was published. */
static void
test_link_chooses (void)
{
  static const char *const links[][2] = { { "m.vk.ru/wall-1_2", "vk" },
                                          { "https://f.example.ru/t/5", "blog" },
                                          { "ok.ru/group/1/topic/2", "ok" },
                                          { "not yet a link", "ok" } };
  Seat seat;
  OsrRegisterForm *form;

  seat_take (&seat, "olga");
  form = open_form (&seat);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++) {
    g_autofree char *network = NULL;

    osr_register_form_set (form, "link", links[i][0]);
    network = osr_register_form_dup (form, "network");
    g_assert_cmpstr (network, ==, links[i][1]);
  }
  seat_leave (&seat);
}

/* What was filled in is there again when the dialog is. */
static void
test_kept (void)
{
  Seat seat;
  OsrRegisterForm *form;
  g_autofree char *text = NULL;
  g_autofree char *network = NULL;

  seat_take (&seat, "olga");
  form = open_form (&seat);
  osr_register_form_set (form, "network", "forum");
  osr_register_form_set (form, "text", "Половина");
  gtk_window_close (GTK_WINDOW (seat.dialog));
  form = open_form (&seat);
  text = osr_register_form_dup (form, "text");
  network = osr_register_form_dup (form, "network");
  g_assert_cmpstr (text, ==, "Половина");
  g_assert_cmpstr (network, ==, "forum");
  seat_leave (&seat);
}

static void
test_reason (void)
{
  Seat seat;
  g_autofree char *curator = NULL;
  g_autofree char *executor = NULL;
  g_autofree char *nobody = osr_register_dialog_dup_reason (NULL);

  g_assert_nonnull (nobody);
  seat_take (&seat, "olga");
  curator = osr_register_dialog_dup_reason (seat.replica);
  g_assert_null (curator);
  seat_leave (&seat);
  seat_take (&seat, "anna");
  executor = osr_register_dialog_dup_reason (seat.replica);
  g_assert_nonnull (executor);
  seat_leave (&seat);
}

static void
test_import (void)
{
  static const char lines[] = "{\"permalink\":\"" LINK "\",\"text\":\"Нет воды\"}\n\n{}\n"
                              "{\"permalink\":\"m.vk.ru/wall-9_2?reply=3\",\"text\":\"b\"}\r\n"
                              "{\"network\":\"messenger\",\"source\":\"House\",\"text\":\"c\"}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (lines, strlen (lines));
  g_autoptr (OsrMessageImport) import = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *refused = NULL;
  Seat seat;

  seat_take (&seat, "olga");
  import = osr_message_import_new (seat.replica, bytes);
  while (osr_message_import_step (import, 1))
    ;
  summary = osr_message_import_dup_summary (import);
  refused = osr_message_import_dup_refused (import);
  g_assert_cmpstr (summary, ==, "Registered: 2; known already: 1; refused: 1");
  g_assert_true (g_str_has_prefix (refused, "Line 3: "));
  g_clear_pointer (&import, osr_message_import_free);
  seat_leave (&seat);
}

static void
assert_moment (const char *text, const char *expected)
{
  static const OsrZoneTransition transitions[] = { { 0, 9 * 3600 } };
  g_autoptr (OsrZone) zone = osr_zone_new ("Asia/Yakutsk", transitions, 1);
  OsrInstant moment = 7;
  gboolean read = osr_message_words_read_moment (text, osr_instant_parse (MORNING), zone, &moment);

  g_assert_cmpint (read, ==, expected != NULL);
  if (expected != NULL)
    g_assert_cmpint (moment, ==,
                     *expected != '\0' ? osr_instant_parse (expected) : OSR_INSTANT_UNKNOWN);
}

static void
test_moment (void)
{
  static const char *const wrong[] = {
    "10", "25:00", "10:60", "10:12x", "31.02.2026 10:00", "06.03.2026", "now", "6.3.26 10:00 pm"
  };

  assert_moment ("", "");
  assert_moment (" 9:05 ", "2026-03-06T09:05:00+09:00");
  assert_moment ("05.03.2026 21:10", "2026-03-05T21:10:00+09:00");
  assert_moment ("5.3.2026  21:10", "2026-03-05T21:10:00+09:00");
  assert_moment ("2026-03-05 21:10", "2026-03-05T21:10:00+09:00");
  assert_moment ("2026-03-05T21:10:00+03:00", "2026-03-05T21:10:00+03:00");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_moment (wrong[i], NULL);
}

/* Where there is no account the text is placed by hand: submitted, approved, told with its proof. */
static void
test_by_hand (void)
{
  Seat seat;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *pane = osr_publish_pane_new ();
  OsrCase *c;

  seat.desk = morning_new ();
  desk_happen (seat.desk, 41, "2026-03-06T09:00:00+09:00", "olga found",
               "{'network': 'messenger', 'source': 'Чат дома 5', 'by_hand': true}",
               "{'text': 'Нет воды'}");
  desk_happen (seat.desk, 41, "2026-03-06T09:01:00+09:00", "olga detected", NULL, NULL);
  desk_happen (seat.desk, 41, "2026-03-06T09:02:00+09:00", "olga triaged",
               "{'topics': ['heating'], 'importance': 'normal'}", NULL);
  desk_happen (seat.desk, 41, "2026-03-06T09:03:00+09:00", "olga routed", "{'body': 'zhkh'}", NULL);
  desk_at (seat.desk, MORNING);
  seat.replica = desk_open (seat.desk, "anna");
  seat.workplace = osr_workplace_new ();
  seat.dialog = NULL;
  osr_workplace_set_replica (seat.workplace, seat.replica);
  osr_pane_set_workplace (OSR_PANE (pane), seat.workplace);
  gtk_window_set_child (GTK_WINDOW (window), pane);
  osr_workplace_open_case (seat.workplace, desk_case (41));
  g_assert_true (osr_workplace_submit (seat.workplace, "final", "Дадут в 18:00."));
  c = osr_workplace_get_case (seat.workplace);
  g_assert_cmpint (c->state, ==, OSR_CASE_SUBMITTED);
  g_assert_cmpstr (osr_case_get_draft (c)->account, ==, OSR_ACCOUNT_BY_HAND);
  gtk_window_destroy (GTK_WINDOW (window));
  seat_leave (&seat);
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

/* In a chat without addresses: approved, to be placed by hand. */
static void
approve_in_chat (Desk *desk, guint n)
{
  g_autofree char *digest =
      osr_text_digest ("final", "Дадут в 18:00.", OSR_ACCOUNT_BY_HAND, NULL, NULL);
  g_autofree char *draft = g_strdup_printf (
      "{'body': 'zhkh', 'kind': 'final', 'account': 'by-hand', 'digest': '%s'}", digest);

  desk_happen (desk, n, "2026-03-06T09:00:00+09:00", "olga found",
               "{'network': 'messenger', 'source': 'Чат дома 5', 'by_hand': true}",
               "{'text': 'Нет воды'}");
  desk_happen (desk, n, "2026-03-06T09:01:00+09:00", "olga detected", NULL, NULL);
  desk_happen (desk, n, "2026-03-06T09:03:00+09:00", "olga routed", "{'body': 'zhkh'}", NULL);
  desk_happen (desk, n, "2026-03-06T09:04:00+09:00", "anna submitted", draft,
               "{'text': 'Дадут в 18:00.'}");
  desk_happen (desk, n, "2026-03-06T09:05:00+09:00", "olga approved", "{'draft': 4}", NULL);
}

static void
seat_sit (Seat *seat, const char *person)
{
  desk_at (seat->desk, MORNING);
  seat->replica = desk_open (seat->desk, person);
  seat->workplace = osr_workplace_new ();
  seat->dialog = NULL;
  osr_workplace_set_replica (seat->workplace, seat->replica);
}

/* The pane gives the words to take along, asks for the proof, and for no link where there are none. */
static void
test_placed (void)
{
  Seat seat;
  g_autofree char *copied = NULL;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *pane = osr_publish_pane_new ();

  seat.desk = morning_new ();
  approve_in_chat (seat.desk, 41);
  seat_sit (&seat, "anna");
  osr_pane_set_workplace (OSR_PANE (pane), seat.workplace);
  gtk_window_set_child (GTK_WINDOW (window), pane);
  osr_workplace_open_case (seat.workplace, desk_case (41));
  gtk_widget_activate_action (pane, "composer.copy-reply", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (pane), NULL, on_copied, &copied);
  while (copied == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (copied, ==, "Дадут в 18:00.");
  gtk_widget_activate_action (pane, "composer.publish", NULL);
  g_assert_cmpint (osr_workplace_get_case (seat.workplace)->state, ==, OSR_CASE_APPROVED);
  osr_publish_pane_set_placed (OSR_PUBLISH_PANE (pane), "", "снимок 12");
  gtk_widget_activate_action (pane, "composer.publish", NULL);
  g_assert_cmpint (osr_workplace_get_case (seat.workplace)->state, ==, OSR_CASE_ANSWERED);
  gtk_window_destroy (GTK_WINDOW (window));
  seat_leave (&seat);
}

static GtkWidget *
find_button (GtkWidget *widget, const char *action)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, action);
  return found;
}

/* However low the pane is, what must be pressed is seen without scrolling. */
static void
test_placed_in_sight (void)
{
  Seat seat;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *pane = osr_publish_pane_new ();
  graphene_rect_t button;

  seat.desk = morning_new ();
  approve_in_chat (seat.desk, 41);
  seat_sit (&seat, "anna");
  osr_pane_set_workplace (OSR_PANE (pane), seat.workplace);
  gtk_window_set_child (GTK_WINDOW (window), pane);
  osr_workplace_open_case (seat.workplace, desk_case (41));
  gtk_widget_measure (pane, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_measure (pane, GTK_ORIENTATION_VERTICAL, 362, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (pane, &(GtkAllocation){ 0, 0, 362, 220 }, -1);
  g_assert_true (gtk_widget_compute_bounds (find_button (pane, "composer.publish"), pane, &button));
  g_assert_cmpfloat (button.size.height, >, 20);
  g_assert_cmpfloat (button.origin.y + button.size.height, <=, 220);
  gtk_window_destroy (GTK_WINDOW (window));
  seat_leave (&seat);
}

static GFile *
make_screenshot (Desk *desk)
{
  g_autofree char *path = g_build_filename (desk->folder, "screenshot.png", NULL);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 64, 48);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  gdk_pixbuf_save (pixbuf, path, "png", &error, "tEXt::Author", "Anna", NULL);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static const OsrEvent *
last_event (Seat *seat)
{
  OsrCase *c = osr_workplace_get_case (seat->workplace);

  return c->events->pdata[c->events->len - 1];
}

static void
on_here (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **path = user_data;

  *path = osr_replica_fetch_file_finish (OSR_REPLICA (source), result, NULL);
  g_assert_nonnull (*path);
}

/* (transfer full): the bytes of the file that is kept here, as text */
static char *
dup_kept (Seat *seat, const char *digest)
{
  g_autofree char *path = NULL;
  char *bytes = NULL;
  gsize length;

  osr_replica_fetch_file_async (seat->replica, digest, NULL, on_here, &path);
  while (path == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize i = 0; i < length; i++)
    bytes[i] = bytes[i] != '\0' ? bytes[i] : ' ';
  return bytes;
}

static GtkWidget *
find_large (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) one = g_list_model_get_item (windows, i);

    if (OSR_IS_PICTURE_VIEWER (one))
      return one;
  }
  return NULL;
}

/* What a screenshot proves can be read: a click on it shows it large. */
static void
assert_shown_large (Seat *seat, const char *digest)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *tile = osr_attachment_tile_new (seat->replica, digest, 1, FALSE);
  GtkWidget *large;

  gtk_window_set_child (GTK_WINDOW (window), tile);
  osr_attachment_tile_open (OSR_ATTACHMENT_TILE (tile));
  large = find_large ();
  g_assert_nonnull (large);
  while (g_strcmp0 (osr_picture_viewer_get_page (OSR_PICTURE_VIEWER (large)), "picture") != 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (large));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A screenshot is proof enough: it is kept here without what it tells of its maker, the event names it, and
 * what was filled in for one case never stands at another. */
static void
test_screenshot (void)
{
  Seat seat;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *pane = osr_publish_pane_new ();
  g_autoptr (GFile) shot = NULL;
  g_autofree char *files = NULL;
  g_autofree char *kept = NULL;

  seat.desk = morning_new ();
  approve_in_chat (seat.desk, 41);
  approve_in_chat (seat.desk, 42);
  seat_sit (&seat, "anna");
  osr_pane_set_workplace (OSR_PANE (pane), seat.workplace);
  gtk_window_set_child (GTK_WINDOW (window), pane);
  shot = make_screenshot (seat.desk);
  osr_workplace_open_case (seat.workplace, desk_case (42));
  osr_publish_pane_set_placed (OSR_PUBLISH_PANE (pane), "", "of another case");
  osr_workplace_open_case (seat.workplace, desk_case (41));
  gtk_widget_activate_action (pane, "composer.publish", NULL);
  g_assert_cmpint (osr_workplace_get_case (seat.workplace)->state, ==, OSR_CASE_APPROVED);
  osr_publish_pane_add_proof (OSR_PUBLISH_PANE (pane), shot);
  while (osr_workplace_get_case (seat.workplace)->state == OSR_CASE_APPROVED) {
    g_main_context_iteration (NULL, TRUE);
    gtk_widget_activate_action (pane, "composer.publish", NULL);
  }
  files = osr_media_proof_dup_files (last_event (&seat)->payload);
  g_assert_nonnull (files);
  g_assert_cmpstr (osr_json_get_string (last_event (&seat)->members, "proof"), ==, files);
  kept = dup_kept (&seat, files);
  g_assert_null (strstr (kept, "Anna"));
  assert_shown_large (&seat, files);
  gtk_window_destroy (GTK_WINDOW (window));
  seat_leave (&seat);
}

#define REPLY "Ольга, здравствуйте! Воду дадут сегодня, 6 марта, до 18:00."

/* Cases 31 and 32 are with zhkh; the reply of 31 is approved. */
static void
seat_at_matter (Seat *seat, const char *person, guint opened)
{
  seat->desk = morning_new ();
  desk_find (seat->desk, 31, "2026-03-06T09:00:00+09:00", "Ольга М.", "Нет воды на Лесной");
  desk_find (seat->desk, 32, "2026-03-06T09:01:00+09:00", "Пётр Ли", "Воды нет");
  for (guint n = 31; n <= 32; n++)
    desk_route (seat->desk, n, "2026-03-06T09:10:00+09:00", "zhkh");
  desk_submit (seat->desk, 31, "2026-03-06T09:20:00+09:00", "anna", "zhkh", REPLY);
  desk_at (seat->desk, MORNING);
  seat->replica = desk_open (seat->desk, person);
  seat->workplace = osr_workplace_new ();
  osr_workplace_set_replica (seat->workplace, seat->replica);
  osr_workplace_open_case (seat->workplace, desk_case (opened));
  seat->dialog = osr_matter_dialog_new (NULL, seat->workplace);
  gtk_window_present (GTK_WINDOW (seat->dialog));
}

static OsrCaseState
state_of (Seat *seat, guint n)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (seat->replica, desk_case (n));

  return c->state;
}

static void
act (Seat *seat, guint n, const char *type, const char *member, const char *value)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = NULL;

  json_object_set_string_member (members, member, value);
  uuid = osr_replica_act (seat->replica, desk_case (n), type, members, NULL, &error);
  g_assert_no_error (error);
}

/* Joined by its number, taken out again. */
static void
test_matter_join (void)
{
  Seat seat;
  g_autoptr (OsrMatter) alone = NULL;
  g_autoptr (OsrMatter) joined = NULL;
  g_autoptr (OsrMatter) again = NULL;

  seat_at_matter (&seat, "olga", 31);
  alone = osr_replica_load_matter (seat.replica, desk_case (31));
  g_assert_cmpuint (alone->posts->len, ==, 1);
  act (&seat, 32, "joined", "matter", desk_case (31));
  joined = osr_replica_load_matter (seat.replica, desk_case (31));
  g_assert_cmpuint (joined->posts->len, ==, 2);
  gtk_widget_activate_action (seat.dialog, "matter.leave", "s", desk_case (32));
  again = osr_replica_load_matter (seat.replica, desk_case (31));
  g_assert_cmpuint (again->posts->len, ==, 1);
  seat_leave (&seat);
}

/* The curator approves what waits, each post by its own command; what does not wait stays. */
static void
test_matter_approve (void)
{
  Seat seat;

  seat_at_matter (&seat, "olga", 31);
  act (&seat, 32, "joined", "matter", desk_case (31));
  g_assert_cmpint (state_of (&seat, 31), ==, OSR_CASE_SUBMITTED);
  gtk_widget_activate_action (seat.dialog, "matter.approve-now", NULL);
  g_assert_cmpint (state_of (&seat, 31), ==, OSR_CASE_APPROVED);
  g_assert_cmpint (state_of (&seat, 32), ==, OSR_CASE_ROUTED);
  seat_leave (&seat);
}

/* The executor's composer of the other post gets the text, unless something is being written there. */
static void
test_matter_use (void)
{
  Seat seat;
  OsrWriting *writing;

  seat_at_matter (&seat, "anna", 32);
  gtk_widget_activate_action (seat.dialog, "matter.use", "s", desk_case (32));
  g_assert_null (osr_replica_get_writing (seat.replica, desk_case (32))); /* nothing is approved */
  seat_leave (&seat);

  seat_at_matter (&seat, "anna", 32);
  desk_happen (seat.desk, 31, "2026-03-06T09:30:00+09:00", "olga approved", "{'draft': 5}", NULL);
  desk_happen (seat.desk, 32, "2026-03-06T09:31:00+09:00", "olga joined",
               "{'matter': 'c0000000-0000-4000-8000-000000000031'}", NULL);
  gtk_window_destroy (GTK_WINDOW (seat.dialog));
  osr_workplace_set_replica (seat.workplace, NULL);
  osr_replica_close (seat.replica);
  g_object_unref (seat.replica);
  seat.replica = desk_open (seat.desk, "anna");
  osr_workplace_set_replica (seat.workplace, seat.replica);
  osr_workplace_open_case (seat.workplace, desk_case (32));
  seat.dialog = osr_matter_dialog_new (NULL, seat.workplace);
  gtk_widget_activate_action (seat.dialog, "matter.use", "s", desk_case (32));
  writing = osr_replica_get_writing (seat.replica, desk_case (32));
  g_assert_nonnull (writing);
  g_assert_cmpstr (writing->text, ==, "Пётр, здравствуйте! Воду дадут сегодня, 6 марта, до 18:00.");
  osr_writing_free (writing);
  seat.dialog = NULL;
  seat_leave (&seat);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/messages/moment", test_moment);
  g_test_add_func ("/app/messages/import", test_import);
  g_test_add_func ("/app/messages/reason", test_reason);
  if (!gtk_init_check ())
    return g_test_run ();
  adw_init ();
  g_test_add_func ("/app/messages/register", test_register);
  g_test_add_func ("/app/messages/faults", test_faults);
  g_test_add_func ("/app/messages/known", test_known);
  g_test_add_func ("/app/messages/closed-place", test_closed_place);
  g_test_add_func ("/app/messages/kept", test_kept);
  g_test_add_func ("/app/messages/link-chooses", test_link_chooses);
  g_test_add_func ("/app/messages/by-hand", test_by_hand);
  g_test_add_func ("/app/messages/screenshot-of-a-reply-by-hand", test_screenshot);
  g_test_add_func ("/app/messages/placed", test_placed);
  g_test_add_func ("/app/messages/placed-in-sight", test_placed_in_sight);
  g_test_add_func ("/app/messages/matter-join", test_matter_join);
  g_test_add_func ("/app/messages/matter-approve", test_matter_approve);
  g_test_add_func ("/app/messages/matter-use", test_matter_use);
  return g_test_run ();
}
