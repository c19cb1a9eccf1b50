/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the window as one person sees it and writes a picture:
 *   preview PERSON CASE WIDTHxHEIGHT light|dark FILE.png [PAGE [STATE [STEP]]]
 *   preview PERSON -    WIDTHxHEIGHT light|dark FILE.png rating|reports REGULATION
 *   preview PERSON -    WIDTHxHEIGHT light|dark FILE.png happened
 *   preview PERSON CASE WIDTHxHEIGHT light|dark FILE.png attention
 *   preview PERSON 31   WIDTHxHEIGHT light|dark FILE.png register|matter
 *   preview anna   1|-  WIDTHxHEIGHT light|dark FILE.png centre [WORDS]
 *   preview olga   -    WIDTHxHEIGHT light|dark FILE.png office|silent
 *   preview PERSON -    WIDTHxHEIGHT light|dark FILE.png doubts|import|leaving|holding
 *   preview anna   CASE WIDTHxHEIGHT light|dark FILE.png put-off on-its-way
 *   preview -      -    WIDTHxHEIGHT light|dark FILE.png keyring (where there is none)
 * For looking at the window while working on it; the tests compare nothing with it. */
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/attachments/osr-attachment-strip.h"
#include "app/attachments/osr-picture-viewer.h"
#include "app/attachments/osr-proof-field.h"
#include "app/composer/osr-asked-picture.h"
#include "app/composer/osr-publish-pane.h"
#include "app/detail/osr-whole-text.h"
#include "app/directory/osr-office-list.h"
#include "app/frame/osr-outbox-import.h"
#include "app/frame/osr-screenshot.h"
#include "app/frame/osr-secret-service.h"
#include "app/happened/osr-happened-dialog.h"
#include "app/holding/osr-account-key-dialog.h"
#include "app/osr-window.h"
#include "app/steps/osr-step-dialog.h"
#include "app/steps/osr-step-menu.h"
#include "osr-app-cases.h"
#include "osr-app-quarters.h"
#include "osr-centre-fixture.h"
#include "osr-config.h"
#include "store/osr-log-accounts.h"
#include "store/reading/osr-log-reading.h"
#include "sync/files/osr-replica-files.h"
#include "sync/osr-replica-private.h"

/* The pages of supervisors have quarters behind them; REGULATION is that of STATE. */
static gboolean
is_section (const char *page)
{
  return g_str_equal (page, "rating") || g_str_equal (page, "reports");
}

/* The coordinator is there: the accounts, what the header says of them, what is asked of it. */
static gboolean
is_centre (const char *page)
{
  static const char *const pages[] = { "centre", "office", "silent", NULL };

  return g_strv_contains (pages, page);
}

/* A picture of a road under a sky, of @side pixels in width; (transfer full). */
static GFile *
draw_photo (int side, guint8 tint)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, side, side * 3 / 4);
  g_autofree char *path = g_strdup_printf ("%s/osr-preview-%d.jpg", g_get_tmp_dir (), side);
  guint8 *pixels = gdk_pixbuf_get_pixels (picture);
  int stride = gdk_pixbuf_get_rowstride (picture), height = gdk_pixbuf_get_height (picture);

  for (int y = 0; y < height; y++) {
    for (int x = 0; x < side; x++) {
      guint8 *pixel = pixels + y * stride + x * 3;
      gboolean road = y > height / 2 && ABS (x - side / 2) < (y - height / 2) * 2 / 3 + side / 20;

      pixel[0] = road ? 90 : (guint8) (y > height / 2 ? 110 + tint : 150);
      pixel[1] = road ? 90 : (guint8) (y > height / 2 ? 140 : 190);
      pixel[2] = road ? 95 : (guint8) (y > height / 2 ? 90 : 220 - tint);
    }
  }
  gdk_pixbuf_save (picture, path, "jpeg", NULL, NULL);
  return g_file_new_for_path (path);
}

static GBytes *
load_photo (int side, guint8 tint)
{
  g_autoptr (GFile) file = draw_photo (side, tint);

  return g_file_load_bytes (file, NULL, NULL, NULL);
}

/* Two photos and a picture that was lost, and a preview of a page. */
static void
carry_photos (Desk *desk, guint n)
{
  g_autoptr (GBytes) here = load_photo (1600, 0);
  g_autoptr (GBytes) away = load_photo (1200, 60);
  g_autofree char *one = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, here);
  g_autofree char *two = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, away);
  g_autofree char *payload = g_strdup_printf (
      "{'media': [{'digest': '%s', 'kind': 'photo', 'size': %u, 'media_type': 'image/jpeg'},"
      " {'digest': '%s', 'kind': 'photo', 'size': %u, 'media_type': 'image/jpeg'},"
      " {'digest': '%064d', 'kind': 'photo', 'size': 81920, 'media_type': 'image/gif'}],"
      " 'link': {'address': 'https://amur.example/news/1', 'site': 'Новости',"
      " 'title': 'Котельную на Лесной запустят до вечера, тепло вернётся ночью'}}",
      one, (guint) g_bytes_get_size (here), two, (guint) g_bytes_get_size (away), 7);

  desk_happen (desk, n, "2026-03-06T10:11:30+09:00", "monitor media-kept",
               "{'missing': [{'kind': 'photo', 'reason': 'refused'}]}", payload);
}

/* The first of them lies on every workstation. */
static void
put_photo_here (OsrReplica *replica)
{
  g_autoptr (GBytes) here = load_photo (1600, 0);

  if (replica != NULL)
    osr_replica_keep_file_async (replica, here, NULL, NULL, NULL);
}

/* Two photos go along with a draft. */
static void
submit_photos (Desk *desk, guint n)
{
  g_autoptr (GBytes) here = load_photo (1600, 0);
  g_autoptr (GBytes) away = load_photo (1200, 60);
  g_autofree char *one = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, here);
  g_autofree char *two = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, away);
  g_autofree char *members =
      g_strdup_printf ("{'body': 'zhkh', 'kind': 'final', 'account': 'by-hand', 'digest': 'd',"
                       " 'attachments': ['%s', '%s']}",
                       one, two);

  desk_happen (desk, n, "2026-03-06T10:11:30+09:00", "anna submitted", members,
               "{'text': 'Здравствуйте! Двор почистили, снимки приложены.'}");
}

/* A letter of many lines, in a new case. */
static void
find_letter (Desk *desk, guint n)
{
  g_autoptr (GString) letter = g_string_new ("Здравствуйте! Пишу обо всём сразу.");

  for (int i = 1; i <= 160; i++)
    g_string_append_printf (letter, "\n%d. Снег не убран, у подъезда лёд, в подвале вода.", i);
  desk_find (desk, n, "2026-03-06T09:00:00+09:00", "Ольга М.", letter->str);
  desk_route (desk, n, "2026-03-06T09:10:00+09:00", "zhkh");
  desk_at (desk, MORNING);
}

/* What happens to the case after the morning: "deleted", "edited", "approved", "by-hand", "late", "far",
 * "asked" (roads for information), "question" (to the curator), "carried" (two photos, one of them here,
 * and what was not kept), "submitted" (with two photos), "on-its-way" (a submitted case on page
 * put-off: it waits for the key); a new case: "unsure", "challenged",
 * "challenged-page", "long" (a letter of many lines). */
static void
bring_to (Desk *desk, guint n, const char *state)
{
  static const char at[] = "2026-03-06T10:11:30+09:00";

  if (g_str_equal (state, "deleted"))
    desk_happen (desk, n, at, "monitor message-deleted", NULL, NULL);
  else if (g_str_equal (state, "edited"))
    desk_happen (desk, n, at, "monitor message-changed", NULL, "{'text': 'Починили, спасибо!'}");
  else if (g_str_equal (state, "asked"))
    desk_happen (desk, n, at, "olga contribution-requested", "{'body': 'roads'}",
                 "{'text': 'Когда пустят 38-й автобус?'}");
  else if (g_str_equal (state, "question"))
    desk_happen (desk, n, at, "anna noted", "{'to': 'curator'}",
                 "{'text': 'Дом на Мухина уже передан району?'}");
  else if (g_str_equal (state, "approved"))
    desk_happen (desk, n, at, "olga approved", NULL, NULL);
  else if (g_str_equal (state, "on-its-way")) {
    desk_happen (desk, n, at, "olga approved", NULL, NULL);
    desk_happen (desk, n, at, "anna publish-intended",
                 "{'account': 'vk-zhkh', 'draft': 4, 'guid': 'g', 'digest': 'd'}", NULL);
  } else if (g_str_equal (state, "by-hand")) {
    desk_happen (desk, n, at, "anna submitted",
                 "{'body': 'zhkh', 'kind': 'final', 'account': 'by-hand', 'digest': 'd'}",
                 "{'text': 'Здравствуйте! Двор почистят до 18:00 сегодня.'}");
    desk_happen (desk, n, at, "olga approved", NULL, NULL);
  } else if (g_str_equal (state, "unsure"))
    unsure_happen (desk, n, "absent");
  else if (g_str_equal (state, "challenged"))
    unsure_happen (desk, n, "challenge");
  else if (g_str_equal (state, "challenged-page"))
    unsure_happen (desk, n, "challenge-page");
  else if (g_str_equal (state, "carried"))
    carry_photos (desk, n);
  else if (g_str_equal (state, "submitted"))
    submit_photos (desk, n);
  else if (g_str_equal (state, "long"))
    find_letter (desk, n);
  else if (g_str_equal (state, "late"))
    desk_at (desk, "2026-03-10T15:40:00+09:00");
  else if (g_str_equal (state, "far"))
    desk_at (desk, "2031-03-06T10:12:00+09:00");
}

/* What stands around the case: "joint", "repeat", "reports", "absent". */
static void
surround (Desk *desk, guint n, const char *state)
{
  static const char at[] = "2026-03-06T10:10:00+09:00";
  g_autofree char *earlier = g_strdup_printf ("{'earlier': '%s'}", desk_case (4));

  if (g_str_equal (state, "joint")) {
    desk_happen (desk, n, "2026-03-06T09:20:00+09:00", "olga contribution-requested",
                 "{'body': 'roads'}", NULL);
    desk_happen (desk, n, "2026-03-06T09:21:00+09:00", "olga contribution-requested",
                 "{'body': 'zhkh2', 'minutes': 20}", NULL);
    desk_happen (desk, n, at, "boris contributed", "{'body': 'roads'}",
                 "{'text': 'Подъезд к котельной расчищен, техника работает с 8:00.'}");
    desk_happen (desk, n, at, "olga drafter-named", "{'body': 'zhkh'}", NULL);
  } else if (g_str_equal (state, "repeat")) {
    desk_submit (desk, 4, at, "anna", "zhkh",
                 "Марина, здравствуйте! Мусор вывезут до 5 марта 2026 года.");
    desk_happen (desk, 4, at, "anna promised", "{'date': '2026-03-05'}", NULL);
    desk_happen (desk, n, at, "olga linked", earlier, NULL);
    desk_happen (desk, n, at, "anna promised", "{'date': '2026-03-20'}", NULL);
  } else if (g_str_equal (state, "reports")) {
    desk_happen (desk, n, at, "olga reported",
                 "{'report': 'immediate-report', 'to': 'заместителю председателя Правительства'}",
                 "{'text': 'Третий день без отопления, двое детей.'}");
    desk_happen (desk, n, at, "olga deficiency-noted", "{'body': 'zhkh', 'ground': 'deficiency'}",
                 "{'text': 'Ответ задержан дважды за неделю.'}");
  } else if (g_str_equal (state, "absent")) {
    desk_happen (desk, 0, at, "olga substitution-set",
                 "{'id':'s','absent':'anna','substitute':'boris','ground':'leave',"
                 "'from':1772323200000000,'to':1773964800000000}",
                 NULL);
    g_assert_true (osr_log_tend_substitutions (desk->log, NULL, NULL));
  }
}

static GtkWidget *
find_child (GtkWidget *widget, const char *type)
{
  GtkWidget *found = NULL;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_child (child, type);
  return found;
}

/* The dialog that stands over the window; the window when there is none. */
static GtkWindow *
topmost (GtkWidget *window)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *link = all; link != NULL; link = link->next) {
    if (gtk_widget_get_visible (link->data) &&
        gtk_window_get_transient_for (link->data) == GTK_WINDOW (window))
      return link->data;
  }
  return GTK_WINDOW (window);
}

/* One matter of three posts: approved, with the curator, and being written. */
static void
make_matter (Desk *desk)
{
  static const char *const joined = "{'matter': 'c0000000-0000-4000-8000-000000000031'}";

  desk_find (desk, 31, "2026-03-06T09:00:00+09:00", "Ольга М.", "Нет воды на Лесной с утра");
  desk_find (desk, 32, "2026-03-06T09:01:00+09:00", "Пётр Ли", "Воды нет, Лесная 5");
  desk_find (desk, 33, "2026-03-06T09:02:00+09:00", "Вера Кот", "Когда дадут воду?");
  for (guint n = 31; n <= 33; n++)
    desk_route (desk, n, "2026-03-06T09:10:00+09:00", "zhkh");
  desk_submit (desk, 31, "2026-03-06T09:20:00+09:00", "anna", "zhkh",
               "Ольга, здравствуйте! Воду на Лесной дадут сегодня, 6 марта, до 18:00: меняют "
               "задвижку. Телефон аварийной службы 05.");
  desk_submit (desk, 32, "2026-03-06T09:21:00+09:00", "anna", "zhkh",
               "Пётр, здравствуйте! Воду на Лесной дадут сегодня, 6 марта, до 18:00.");
  desk_happen (desk, 31, "2026-03-06T09:25:00+09:00", "olga approved", "{'draft': 5}", NULL);
  for (guint n = 32; n <= 33; n++)
    desk_happen (desk, n, "2026-03-06T09:26:00+09:00", "olga joined", joined, NULL);
  desk_at (desk, MORNING);
}

static gboolean
on_done (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, on_done, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* What was saved elsewhere is taken in: a text, and a line that says nothing. */
static void
import_waiting (GtkWindow *window, OsrReplica *replica)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "osr-preview.ndjson", NULL);
  g_autofree char *text = NULL;
  g_autofree char *longer = NULL;

  osr_replica_write (replica, desk_case (1), "final", "Здравствуйте! Отопление дадут до 18:00.");
  g_assert_true (osr_replica_export_outbox (replica, path, NULL));
  osr_replica_write (replica, desk_case (1), "final", "");
  osr_replica_flush (replica);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  longer = g_strconcat (text, "{\n", NULL);
  g_assert_true (g_file_set_contents (path, longer, -1, NULL));
  osr_outbox_import_file (window, replica, path);
}

/* An account that the person holds, at a computer without a keyring. */
static void
make_held (Desk *desk, const char *person)
{
  g_autofree char *account =
      g_strdup_printf ("{'account': 'vk-zhkh', 'network': 'vk', 'owner': '7', 'body': 'zhkh',"
                       " 'name': 'Министерство ЖКХ Амурской области', 'holder': '%s'}",
                       person);

  desk_happen (desk, 0, "2026-03-06T09:30:00+09:00", "olga account-set", account, NULL);
  desk_at (desk, MORNING);
}

/* The administrator's directory: one account is read, one cannot be for an hour, one is held. */
static void
make_accounts (Desk *desk)
{
  static const char at[] = "2026-03-06T10:00:00+09:00";

  desk_happen (desk, 0, at, "olga role-granted", "{'person': 'olga', 'role': 'admin'}", NULL);
  desk_happen (desk, 0, at, "olga account-set",
               "{'account': 'ok-city', 'network': 'ok', 'owner': '7', 'watched': true,"
               " 'name': 'Город на Амуре', 'options': ['application-key=A']}",
               NULL);
  desk_happen (desk, 0, at, "olga account-set",
               "{'account': 'vk-roads', 'network': 'vk', 'owner': '-8', 'watched': true,"
               " 'name': 'Дороги Приамурья', 'holder': 'anna'}",
               NULL);
  g_assert_true (osr_log_note_read (desk->log, "ok-city", NULL, 41, NULL));
  desk_at (desk, "2026-03-06T11:00:00+09:00");
  g_assert_true (osr_log_note_unread (desk->log, "ok-city", "auth", "Session expired", NULL));
  g_assert_true (osr_log_note_read (desk->log, "vk-roads", NULL, 200, NULL));
  g_assert_true (osr_log_set_password (desk->log, "olga", CENTRE_PASSWORD, NULL));
}

/* The directory opens at the accounts, and has asked how they are. */
static GtkWidget *
open_accounts (GtkWidget *window)
{
  g_autofree char *page = g_strdup_printf ("%d", (int) OSR_OFFICE_ACCOUNTS);
  GtkStackSidebar *sidebar;
  GtkWindow *dialog;

  g_action_group_activate_action (G_ACTION_GROUP (window), "show-office", NULL);
  dialog = topmost (window);
  sidebar = GTK_STACK_SIDEBAR (find_child (GTK_WIDGET (dialog), "GtkStackSidebar"));
  gtk_stack_set_visible_child_name (gtk_stack_sidebar_get_stack (sidebar), page);
  run_for (1500);
  return GTK_WIDGET (dialog);
}

static GtkWidget *
find_key_dialog (GtkWidget *window)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *link = all; link != NULL; link = link->next) {
    if (OSR_IS_ACCOUNT_KEY_DIALOG (link->data))
      return link->data;
  }
  return window;
}

/* With a case on its way, "later" was said. */
static GtkWidget *
put_key_off (GtkWidget *window, GtkWidget *dialog)
{
  if (OSR_IS_ACCOUNT_KEY_DIALOG (dialog))
    gtk_window_close (GTK_WINDOW (dialog));
  run_for (500);
  return window;
}

/* The page of the window, or what opens over it: that is what is drawn then. */
static GtkWidget *
open_page (GtkWidget *window, OsrWorkplace *workplace, const char *page)
{
  if (is_section (page)) {
    g_action_group_change_action_state (G_ACTION_GROUP (window), "section",
                                        g_variant_new_string (page));
  } else if (g_str_equal (page, "happened")) {
    window = osr_happened_dialog_new (GTK_WINDOW (window), workplace);
    gtk_window_present (GTK_WINDOW (window));
  } else if (g_str_equal (page, "attention")) {
    g_action_group_activate_action (G_ACTION_GROUP (window), "show-attention", NULL);
  } else if (g_str_equal (page, "matter")) {
    g_action_group_activate_action (G_ACTION_GROUP (window), "show-matter", NULL);
  } else if (g_str_equal (page, "office")) {
    window = open_accounts (window);
  } else if (g_str_equal (page, "holding")) {
    window = find_key_dialog (window);
  } else if (g_str_equal (page, "put-off")) {
    window = put_key_off (window, find_key_dialog (window));
  } else if (g_str_equal (page, "leaving")) {
    g_action_group_activate_action (G_ACTION_GROUP (window), "sign-out", NULL);
  } else if (g_str_equal (page, "import")) {
    import_waiting (GTK_WINDOW (window), osr_workplace_get_replica (workplace));
  } else if (g_str_equal (page, "doubts") || g_str_equal (page, "silent")) {
    osr_workplace_get_replica (workplace)->contradicted = TRUE;
    g_object_notify (G_OBJECT (osr_workplace_get_replica (workplace)), "contradicted");
  } else if (g_str_equal (page, "register")) {
    g_action_group_activate_action (G_ACTION_GROUP (window), "register", NULL);
  } else {
    g_object_set (osr_window_get_panes (OSR_WINDOW (window)), "page", atoi (page), NULL);
  }
  return window;
}

/* Three rows of the queue are chosen. */
static void
choose_many (GtkWidget *window)
{
  GtkWidget *queue = find_child (window, "OsrQueuePane");
  GtkListView *list = GTK_LIST_VIEW (find_child (queue, "GtkListView"));

  gtk_selection_model_select_range (gtk_list_view_get_model (list), 0, 3, TRUE);
}

/* Two photos go along. */
static void
attach_photos (GtkWidget *window)
{
  GtkWidget *composer = find_child (window, "OsrComposerPane");
  OsrAttachmentStrip *strip = OSR_ATTACHMENT_STRIP (find_child (composer, "OsrAttachmentStrip"));
  g_autoptr (GFile) first = draw_photo (1600, 0);
  g_autoptr (GFile) second = draw_photo (1200, 60);

  osr_attachment_strip_add_file (strip, first);
  osr_attachment_strip_add_file (strip, second);
  run_for (1500);
}

/* A reply placed by hand with a screenshot; @placed: and told. */
static void
prove (GtkWidget *window, gboolean placed)
{
  GtkWidget *pane = find_child (window, "OsrPublishPane");
  g_autoptr (GFile) shot = draw_photo (1200, 30);

  osr_publish_pane_set_placed (OSR_PUBLISH_PANE (pane), "https://vk.com/wall-1_2?reply=3", "");
  osr_publish_pane_add_proof (OSR_PUBLISH_PANE (pane), shot);
  run_for (1500);
  if (placed)
    gtk_widget_activate_action (pane, "composer.publish", NULL);
  run_for (placed ? 1500 : 0);
}

/* A reply whose fate is unknown was seen, with a screenshot of it. */
static void
prove_seen (GtkWidget *window)
{
  GtkWidget *pane = find_child (window, "OsrUnsurePane");
  g_autoptr (GFile) shot = draw_photo (1200, 30);

  osr_proof_field_add_file (OSR_PROOF_FIELD (find_child (pane, "OsrProofField")), shot);
  run_for (1500);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer digest)
{
  *(char **) digest = osr_replica_keep_file_finish (OSR_REPLICA (source), result, NULL);
}

/* The picture that the network asks by has arrived. */
static void
show_captcha (GtkWidget *window)
{
  OsrReplica *replica = osr_workplace_get_replica (osr_window_get_workplace (OSR_WINDOW (window)));
  OsrAskedPicture *picture = OSR_ASKED_PICTURE (find_child (window, "OsrAskedPicture"));
  g_autoptr (GBytes) captcha = unsure_draw_captcha ();
  g_autofree char *digest = NULL;

  osr_replica_keep_file_async (replica, captcha, NULL, on_kept, &digest);
  run_for (800);
  osr_asked_picture_show (picture, NULL, NULL);
  osr_asked_picture_show (picture, replica, digest);
}

/* The dialog of a step; "proof" fills in where a reply was placed, "placed" tells it, "seen" proves one whose
 * fate is unknown; "captcha" shows the picture; "photos" attaches some; "all" opens all of a long message; "viewer" opens the first of the message; "menu" opens what
 * stands under Actions, "several" chooses several bodies, "many" several messages. */
static GtkWindow *
open_step (GtkWidget *window, const char *step)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *menu = find_child (window, "OsrStepMenu");

  if (g_str_equal (step, "several"))
    g_object_set (find_child (window, "OsrSeveralBodies"), "active", TRUE, NULL);
  else if (g_str_equal (step, "photos"))
    attach_photos (window);
  else if (g_str_equal (step, "proof") || g_str_equal (step, "placed"))
    prove (window, g_str_equal (step, "placed"));
  else if (g_str_equal (step, "seen"))
    prove_seen (window);
  else if (g_str_equal (step, "captcha"))
    show_captcha (window);
  else if (g_str_equal (step, "all"))
    g_signal_emit_by_name (find_child (find_child (window, "OsrMessageText"), "GtkButton"),
                           "clicked");
  else if (g_str_equal (step, "many"))
    choose_many (window);
  else if (g_str_equal (step, "viewer"))
    g_signal_emit_by_name (find_child (find_child (window, "OsrCarriedStrip"), "GtkButton"),
                           "clicked");
  else if (g_str_equal (step, "menu"))
    gtk_widget_activate_action (menu, "steps.menu", NULL);
  else
    gtk_widget_activate_action (menu, "steps.take", "s", step);
  run_for (500);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) one = g_list_model_get_item (windows, i);

    if (OSR_IS_STEP_DIALOG (one) || OSR_IS_PICTURE_VIEWER (one) || OSR_IS_WHOLE_TEXT (one))
      return one;
  }
  return GTK_WINDOW (window);
}

/* What the centre has beside what is held: found by @words, or all that was closed long ago. */
static void
ask_centre (GtkWidget *window, const char *words)
{
  GtkWidget *queue = find_child (window, "OsrQueuePane");

  if (words != NULL) {
    gtk_widget_activate_action (queue, "queue.search", NULL);
    gtk_editable_set_text (GTK_EDITABLE (find_child (queue, "GtkSearchEntry")), words);
  } else {
    gtk_widget_activate_action (queue, "queue.filter", "s", "all");
  }
  run_for (800);
  gtk_widget_activate_action (find_child (queue, "OsrCentreBar"), "centre.ask", NULL);
  run_for (800);
}

static void
save (GtkWindow *window, const char *path)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 50 && !osr_screenshot_save (window, path, NULL); i++)
    run_for (200); /* a busy machine maps it late */
  osr_screenshot_save (window, path, &error);
  g_assert_no_error (error);
}

/* The office as the arguments want it; @centre: set when its coordinator is there, too. */
static Desk *
prepare (int argc, char **argv, Centre **centre)
{
  gboolean section = argc > 7 && is_section (argv[6]);
  Desk *desk;

  if (argc > 6 && is_centre (argv[6])) {
    *centre = centre_new ();
    if (!g_str_equal (argv[6], "centre"))
      make_accounts ((*centre)->desk);
    return (*centre)->desk;
  }
  desk = section ? quarters_new (argv[7]) : morning_new ();
  if (argc > 6 && g_str_equal (argv[6], "matter"))
    make_matter (desk);
  if (argc > 6 && (g_str_equal (argv[6], "holding") || g_str_equal (argv[6], "put-off")))
    make_held (desk, argv[1]);
  if (argc > 7 && !section)
    bring_to (desk, (guint) atoi (argv[2]), argv[7]);
  if (argc > 7 && !section)
    surround (desk, (guint) MAX (atoi (argv[2]), 1), argv[7]);
  if (*argv[1] != '-')
    desk_fill (desk, argv[1]);
  if (argc > 6 && (g_str_equal (argv[6], "attention") || g_str_equal (argv[6], "leaving")))
    desk_refuse (desk, argv[1], 1, "Ольга, здравствуйте! Воду дадут сегодня до 18:00.");
  return desk;
}

static void
keep_in_keyring (OsrSession *session)
{
  g_autoptr (OsrSecretKeeper) keyring = osr_secret_service_new ();

  osr_session_set_keeper (session, keyring);
}

int
main (int argc, char **argv)
{
  Desk *desk;
  Centre *centre = NULL;
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (OsrSession) session = NULL;
  g_autoptr (OsrWorkplace) workplace = NULL;
  g_autofree char *place = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *window;
  int width = 1360, height = 840;

  setlocale (LC_ALL, "");
  bindtextdomain (OSR_GETTEXT_DOMAIN, OSR_TEST_LOCALES);
  bind_textdomain_codeset (OSR_GETTEXT_DOMAIN, "UTF-8");
  textdomain (OSR_GETTEXT_DOMAIN);
  if (argc < 6)
    return EXIT_FAILURE;
  sscanf (argv[3], "%dx%d", &width, &height);

  desk = prepare (argc, argv, &centre);
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", OSR_APP_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, "resource-base-path",
                              "/org/region/OpenSources", NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-font-name",
                "Cantarell 11", NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (argv[4], "dark") ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                    : ADW_COLOR_SCHEME_FORCE_LIGHT);
  place = desk_dup_place (desk);
  session = osr_session_new (place, desk->clock);
  if (argc > 6 && g_str_equal (argv[6], "keyring"))
    keep_in_keyring (session);
  workplace = osr_workplace_new ();
  window = osr_window_new (GTK_APPLICATION (application), session, workplace, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  if (*argv[1] != '-')
    osr_session_open (session, centre != NULL ? centre->uri : DESK_SERVER, argv[1],
                      centre != NULL ? CENTRE_PASSWORD : NULL);
  gtk_window_present (GTK_WINDOW (window));
  run_for (centre != NULL ? 2000 : 400);
  put_photo_here (osr_workplace_get_replica (workplace));
  if (centre != NULL && g_str_equal (argv[6], "centre"))
    ask_centre (window, argc > 7 ? argv[7] : NULL);
  if (*argv[2] != '-')
    osr_workplace_open_case (workplace, desk_case ((guint) atoi (argv[2])));
  if (argc > 6 && !g_str_equal (argv[6], "centre"))
    window = open_page (window, workplace, argv[6]);
  run_for (800);
  save (argc > 8 ? open_step (window, argv[8]) : topmost (window), argv[5]);
  gtk_window_destroy (GTK_WINDOW (window));
  osr_workplace_set_replica (workplace, NULL);
  osr_session_close (session);
  run_for (50);
  if (centre != NULL)
    centre_free (centre);
  else
    desk_free (desk);
  return EXIT_SUCCESS;
}
