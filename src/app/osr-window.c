/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the panes under a header and shows the page for where the session stands. What the menu and
 * the keys do is in osr-window-actions.c; the layout of the panes is theirs (frame/osr-panes.c). */
#include "app/directory/osr-office-dialog.h"
#include "app/erasure/osr-erasure-dialog.h"
#include "app/message/osr-register-dialog.h"
#include "app/osr-window.h"

#include <glib/gi18n.h>

#include "app/frame/osr-attention-strip.h"
#include "app/frame/osr-storage-strip.h"
#include "app/frame/osr-first-sync-strip.h"
#include "app/frame/osr-connection-mark.h"
#include "app/frame/osr-person-mark.h"
#include "app/frame/osr-sign-in-page.h"
#include "app/holding/osr-holding.h"
#include "app/queue/osr-queue-pane.h"
#include "app/rating/osr-rating-page.h"
#include "app/shared/osr-sentence.h"

/* A sentence must be read to its end. */
#define TOAST_SECONDS 9

/* Below this width in pixels the sections are under the page and the header has marks only. */
#define NARROW_BELOW 720

struct _OsrWindow {
  AdwApplicationWindow parent_instance;

  /* template widgets */
  AdwToastOverlay *toasts;
  GtkWidget *back;
  GtkWidget *sections;
  GtkWidget *sections_bar;
  GtkWidget *switcher;
  GtkWidget *title;
  GtkWidget *search;
  GtkWidget *registering;
  OsrPersonMark *person;
  OsrConnectionMark *connection;
  AdwBin *strip;
  OsrAttentionStrip *attention;
  OsrStorageStrip *storage;
  OsrFirstSyncStrip *first_sync;
  GtkStack *stack;
  GtkWidget *spinner;
  GtkLabel *waiting_for;
  OsrSignInPage *sign_in;
  OsrPanes *panes;
  OsrRatingPage *rating;

  /* owned */
  OsrSession *session;
  OsrWorkplace *workplace;
  GSettings *settings;
  char *preparing;
  char *section; /* "today", "rating", "reports" */

  guint idle;
  gboolean narrow; /* the header has no room for sections and names */
};

G_DEFINE_FINAL_TYPE (OsrWindow, osr_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- pages --- */

static void
show_header (OsrWindow *self)
{
  const gboolean open = osr_session_get_state (self->session) == OSR_SESSION_OPEN;
  const gboolean narrow = osr_panes_get_layout (self->panes) == OSR_LAYOUT_NARROW;
  const gboolean today = g_str_equal (self->section, "today");
  const gboolean in_case =
      open && today && narrow && osr_panes_get_page (self->panes) != OSR_PANES_PAGE_QUEUE;
  const gboolean sections = open && !in_case && osr_rating_page_is_open (self->rating);

  gtk_widget_set_visible (self->back, in_case);
  gtk_widget_set_visible (self->switcher, in_case);
  gtk_widget_set_visible (self->title, !open);
  gtk_widget_set_visible (self->sections, sections && !self->narrow);
  gtk_widget_set_visible (self->sections_bar, sections && self->narrow);
  osr_person_mark_set_narrow (self->person, self->narrow);
  osr_connection_mark_set_narrow (self->connection, self->narrow);
  gtk_widget_set_visible (self->search, open && !in_case && today);
  gtk_widget_set_visible (self->registering, open && !in_case && today);
  gtk_widget_set_visible (GTK_WIDGET (self->person), open && !in_case);
  gtk_widget_set_visible (GTK_WIDGET (self->connection), open && !in_case);
}

static void
show_waiting (OsrWindow *self, const char *sentence)
{
  gtk_label_set_text (self->waiting_for, sentence);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
}

static void
remember_person (OsrWindow *self)
{
  if (self->settings == NULL || osr_session_get_login (self->session) == NULL)
    return;
  g_settings_set_string (self->settings, "server-url", osr_session_get_server (self->session));
  g_settings_set_string (self->settings, "login", osr_session_get_login (self->session));
}

static void
show_page (OsrWindow *self)
{
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), FALSE);
  if (self->preparing != NULL) {
    show_waiting (self, self->preparing);
    return;
  }
  switch (osr_session_get_state (self->session)) {
  case OSR_SESSION_OPEN:
    gtk_stack_set_visible_child_name (self->stack,
                                      g_str_equal (self->section, "today") ? "work" : "rating");
    break;
  case OSR_SESSION_OPENING:
    show_waiting (self, _ ("Fetching the office’s messages…"));
    break;
  case OSR_SESSION_CLOSED:
  default:
    gtk_stack_set_visible_child_name (self->stack, "sign-in");
    osr_sign_in_page_focus (self->sign_in);
  }
}

static void
enable (OsrWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Who registers no messages reads why. */
static void
allow_messages (OsrWindow *self)
{
  OsrReplica *replica = osr_session_get_replica (self->session);
  g_autofree char *reason = osr_register_dialog_dup_reason (replica);

  enable (self, "register", reason == NULL);
  enable (self, "show-matter", osr_workplace_get_case (self->workplace) != NULL);
  enable (self, "erase", osr_erasure_dialog_is_for (self->workplace));
  gtk_widget_set_tooltip_text (self->registering,
                               reason != NULL ? reason : _ ("Register a message (Ctrl+N)"));
}

/* Only an administrator has the page; roles come and go with the office's stream. */
static void
allow_office (OsrWindow *self)
{
  OsrReplica *replica = osr_session_get_replica (self->session);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "show-office");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), osr_office_dialog_is_for (replica));
  allow_messages (self);
}

static void
on_session_state (OsrWindow *self)
{
  const gboolean open = osr_session_get_state (self->session) == OSR_SESSION_OPEN;

  osr_workplace_set_replica (self->workplace, osr_session_get_replica (self->session));
  if (!open)
    g_action_change_state (g_action_map_lookup_action (G_ACTION_MAP (self), "section"),
                           g_variant_new_string ("today"));
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "sign-out")), open);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "show-duties")), open);
  allow_office (self);
  if (open)
    remember_person (self);
  show_page (self);
  show_header (self);
}

/* --- what the view-model tells --- */

static void
on_act_failed (OsrWindow *self, const char *sentence)
{
  osr_window_show_toast (self, sentence);
}

static void
on_act_settled (OsrWindow *self, const char *type)
{
  const char *step = osr_sentence_step_name (type);
  g_autofree char *sentence = NULL;

  if (step == NULL || g_str_equal (type, "triaged") || g_str_equal (type, "noted"))
    return;
  /* Translators: a step ("Routing", "Draft") that the coordinator has accepted */
  sentence = g_strdup_printf (_ ("%s: accepted"), step);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (sentence));
}

/* Whoever loses the right to a page is led back to the day's work. */
static void
on_rating_changed (OsrWindow *self)
{
  if (!g_str_equal (self->section, "today") && !osr_rating_page_is_open (self->rating))
    g_action_change_state (g_action_map_lookup_action (G_ACTION_MAP (self), "section"),
                           g_variant_new_string ("today"));
  show_header (self);
}

/* --- sizes --- */

static void
restore_sizes (OsrWindow *self)
{
  if (self->settings == NULL)
    return;
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  osr_panes_set_widths (self->panes, g_settings_get_int (self->settings, "queue-width"),
                        g_settings_get_int (self->settings, "side-width"));
}

static void
remember_sizes (OsrWindow *self)
{
  int width, height, queue, side;

  if (self->settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  osr_panes_get_widths (self->panes, &queue, &side);
  g_settings_set_int (self->settings, "window-width", MAX (width, 360));
  g_settings_set_int (self->settings, "window-height", MAX (height, 240));
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_int (self->settings, "queue-width", MAX (queue, 120));
  g_settings_set_int (self->settings, "side-width", MAX (side, 120));
}

static gboolean
osr_window_close_request (GtkWindow *window)
{
  OsrWindow *self = OSR_WINDOW (window);
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);

  remember_sizes (self);
  if (replica != NULL)
    osr_replica_flush (replica);
  return GTK_WINDOW_CLASS (osr_window_parent_class)->close_request (window);
}

static gboolean
on_idle (gpointer data)
{
  OsrWindow *self = data;

  self->idle = 0;
  show_header (self);
  return G_SOURCE_REMOVE;
}

/* Nothing is shown or hidden while sizes are being given out. */
static void
osr_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  OsrWindow *self = OSR_WINDOW (widget);
  const gboolean narrow = width < NARROW_BELOW;

  GTK_WIDGET_CLASS (osr_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->narrow == narrow || self->session == NULL)
    return;
  self->narrow = narrow;
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, self, NULL);
}

/* --- seen or not --- */

static void
on_surface_state (OsrWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));
  const gboolean minimized = surface != NULL && (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) &
                                                 GDK_TOPLEVEL_STATE_MINIMIZED) != 0;

  if (self->workplace != NULL)
    osr_workplace_set_hidden (self->workplace,
                              minimized || !gtk_widget_get_mapped (GTK_WIDGET (self)));
}

static void
osr_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (osr_window_parent_class)->realize (widget);
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (widget)), "notify::state",
                           G_CALLBACK (on_surface_state), widget, G_CONNECT_SWAPPED);
}

static void
osr_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (osr_window_parent_class)->map (widget);
  on_surface_state (OSR_WINDOW (widget));
}

static void
osr_window_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (osr_window_parent_class)->unmap (widget);
  on_surface_state (OSR_WINDOW (widget));
}

/* --- GObject --- */

static void
osr_window_dispose (GObject *object)
{
  OsrWindow *self = OSR_WINDOW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->settings);
  g_clear_object (&self->workplace);
  g_clear_object (&self->session);
  g_clear_pointer (&self->preparing, g_free);
  g_clear_pointer (&self->section, g_free);

  G_OBJECT_CLASS (osr_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/region/OpenSources/ui/osr-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, back);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, sections);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, sections_bar);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, title);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, search);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, registering);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, person);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, connection);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, attention);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, storage);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, first_sync);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, waiting_for);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, sign_in);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, panes);
  gtk_widget_class_bind_template_child (widget_class, OsrWindow, rating);
}

static void
osr_window_class_init (OsrWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = osr_window_close_request;
  widget_class->realize = osr_window_realize;
  widget_class->map = osr_window_map;
  widget_class->unmap = osr_window_unmap;
  widget_class->size_allocate = osr_window_size_allocate;
  g_type_ensure (OSR_TYPE_ATTENTION_STRIP);
  g_type_ensure (OSR_TYPE_STORAGE_STRIP);
  g_type_ensure (OSR_TYPE_CONNECTION_MARK);
  g_type_ensure (OSR_TYPE_PERSON_MARK);
  g_type_ensure (OSR_TYPE_SIGN_IN_PAGE);
  g_type_ensure (OSR_TYPE_PANES);
  g_type_ensure (OSR_TYPE_RATING_PAGE);
  bind_template (widget_class);
  osr_window_class_install_actions (widget_class);
}

static void
osr_window_init (OsrWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->section = g_strdup ("today");
  osr_window_install_actions (self);
}

static void
connect_models (OsrWindow *self)
{
  osr_sign_in_page_set_session (self->sign_in, self->session);
  osr_pane_set_workplace (OSR_PANE (self->person), self->workplace);
  osr_pane_set_workplace (OSR_PANE (self->connection), self->workplace);
  osr_pane_set_workplace (OSR_PANE (self->attention), self->workplace);
  osr_pane_set_workplace (OSR_PANE (self->storage), self->workplace);
  osr_pane_set_workplace (OSR_PANE (self->first_sync), self->workplace);
  osr_pane_set_workplace (OSR_PANE (self->panes), self->workplace);
  osr_rating_page_set_workplace (self->rating, self->workplace);
  osr_queue_pane_capture_keys (OSR_QUEUE_PANE (osr_panes_get_queue (self->panes)),
                               osr_panes_get_queue (self->panes));

  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (on_session_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workplace, "act-failed", G_CALLBACK (on_act_failed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workplace, "act-settled", G_CALLBACK (on_act_settled), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workplace, "case-changed", G_CALLBACK (allow_office), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->workplace, "case-changed", G_CALLBACK (show_header), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (osr_rating_page_get_model (self->rating), "changed",
                           G_CALLBACK (on_rating_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panes, "notify::page", G_CALLBACK (show_header), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panes, "notify::layout", G_CALLBACK (show_header), self,
                           G_CONNECT_SWAPPED);
}

/* --- public --- */

GtkWidget *
osr_window_new (GtkApplication *application, OsrSession *session, OsrWorkplace *workplace,
                GSettings *settings)
{
  OsrWindow *self = g_object_new (OSR_TYPE_WINDOW, "application", application, NULL);

  self->session = g_object_ref (session);
  self->workplace = g_object_ref (workplace);
  if (settings != NULL)
    self->settings = g_object_ref (settings);
  connect_models (self);
  restore_sizes (self);
  on_session_state (self);
  osr_holding_attach (GTK_WINDOW (self), session);
  return GTK_WIDGET (self);
}

void
osr_window_prefill (OsrWindow *self, const char *server, const char *login)
{
  g_return_if_fail (OSR_IS_WINDOW (self));
  osr_sign_in_page_prefill (self->sign_in, server, login);
  show_page (self);
}

void
osr_window_set_strip (OsrWindow *self, GtkWidget *strip)
{
  g_return_if_fail (OSR_IS_WINDOW (self));
  adw_bin_set_child (self->strip, strip);
}

void
osr_window_set_preparing (OsrWindow *self, const char *sentence)
{
  g_return_if_fail (OSR_IS_WINDOW (self));
  g_free (self->preparing);
  self->preparing = g_strdup (sentence);
  show_page (self);
}

void
osr_window_show_failure (OsrWindow *self, const char *sentence)
{
  g_return_if_fail (OSR_IS_WINDOW (self));
  osr_window_set_preparing (self, sentence);
  gtk_widget_set_visible (self->spinner, FALSE);
}

/* The title of a toast is one line that is cut; a sentence wraps instead. */
void
osr_window_show_toast (OsrWindow *self, const char *sentence)
{
  AdwToast *toast;
  GtkWidget *label;

  g_return_if_fail (OSR_IS_WINDOW (self));
  toast = adw_toast_new (sentence);
  label = gtk_label_new (sentence);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 64);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
osr_window_set_section (OsrWindow *self, const char *section)
{
  g_return_if_fail (OSR_IS_WINDOW (self));
  if (!g_str_equal (section, "today") && !osr_rating_page_is_open (self->rating))
    section = "today";
  if (g_str_equal (section, self->section))
    return;
  g_free (self->section);
  self->section = g_strdup (section);
  if (!g_str_equal (section, "today"))
    osr_rating_page_set_section (self->rating, section);
  show_page (self);
  show_header (self);
}

const char *
osr_window_get_section (OsrWindow *self)
{
  g_return_val_if_fail (OSR_IS_WINDOW (self), NULL);
  return self->section;
}

OsrPanes *
osr_window_get_panes (OsrWindow *self)
{
  g_return_val_if_fail (OSR_IS_WINDOW (self), NULL);
  return self->panes;
}

OsrSession *
osr_window_get_session (OsrWindow *self)
{
  g_return_val_if_fail (OSR_IS_WINDOW (self), NULL);
  return self->session;
}

OsrWorkplace *
osr_window_get_workplace (OsrWindow *self)
{
  g_return_val_if_fail (OSR_IS_WINDOW (self), NULL);
  return self->workplace;
}
