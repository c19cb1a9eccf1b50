/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the menu and the keys do in the window. Actions of the queue are passed on to it, so that the
 * keys work wherever the cursor is. */
#include <glib/gi18n.h>

#include "app/directory/osr-office-dialog.h"
#include "app/duties/osr-duties-dialog.h"
#include "app/erasure/osr-erasure-dialog.h"
#include "app/frame/osr-attention-dialog.h"
#include "app/frame/osr-leaving.h"
#include "app/frame/osr-outbox-import.h"
#include "app/happened/osr-happened-dialog.h"
#include "app/message/osr-matter-dialog.h"
#include "app/message/osr-register-dialog.h"
#include "app/osr-window.h"

static void
sign_out (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  osr_leaving_begin (GTK_WINDOW (data), osr_window_get_session (OSR_WINDOW (data)));
}

static void
import_outbox (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrReplica *replica = osr_workplace_get_replica (osr_window_get_workplace (OSR_WINDOW (data)));

  if (replica != NULL)
    osr_outbox_import_begin (GTK_WINDOW (data), replica);
}

static void
show_attention (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrWindow *self = OSR_WINDOW (data);
  GtkWidget *dialog = osr_attention_dialog_new (GTK_WINDOW (self), osr_window_get_workplace (self));

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_duties (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrWindow *self = OSR_WINDOW (data);
  GtkWidget *dialog = osr_duties_dialog_new (GTK_WINDOW (self), osr_window_get_workplace (self));

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_happened (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrWindow *self = OSR_WINDOW (data);

  if (osr_session_get_state (osr_window_get_session (self)) != OSR_SESSION_OPEN)
    return;
  gtk_window_present (
      GTK_WINDOW (osr_happened_dialog_new (GTK_WINDOW (self), osr_window_get_workplace (self))));
}

static void
show_office (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrWindow *self = OSR_WINDOW (data);
  GtkWidget *dialog = osr_office_dialog_new (GTK_WINDOW (self), osr_window_get_workplace (self));

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
register_message (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrWindow *self = OSR_WINDOW (data);
  GtkWidget *dialog = osr_register_dialog_new (GTK_WINDOW (self), osr_window_get_workplace (self));

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_matter (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrWindow *self = OSR_WINDOW (data);
  GtkWidget *dialog;

  if (osr_workplace_get_case (osr_window_get_workplace (self)) == NULL)
    return;
  dialog = osr_matter_dialog_new (GTK_WINDOW (self), osr_window_get_workplace (self));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
erase (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrWindow *self = OSR_WINDOW (data);
  OsrWorkplace *workplace = osr_window_get_workplace (self);

  if (osr_erasure_dialog_is_for (workplace))
    gtk_window_present (GTK_WINDOW (osr_erasure_dialog_new (GTK_WINDOW (self), workplace)));
}

static void
go_back (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrPanes *panes = osr_window_get_panes (OSR_WINDOW (data));
  const OsrPanesPage page = osr_panes_get_page (panes);

  osr_panes_set_page (panes,
                      page == OSR_PANES_PAGE_SIDE ? OSR_PANES_PAGE_MESSAGE : OSR_PANES_PAGE_QUEUE);
}

static const char *
page_name (OsrPanesPage page)
{
  return page == OSR_PANES_PAGE_SIDE      ? "side"
         : page == OSR_PANES_PAGE_MESSAGE ? "message"
                                          : "queue";
}

static void
change_page (GSimpleAction *action, GVariant *value, gpointer data)
{
  const char *name = g_variant_get_string (value, NULL);
  OsrPanes *panes = osr_window_get_panes (OSR_WINDOW (data));

  if (g_str_equal (name, "side"))
    osr_panes_set_page (panes, OSR_PANES_PAGE_SIDE);
  else
    osr_panes_set_page (panes, g_str_equal (name, "queue") ? OSR_PANES_PAGE_QUEUE
                                                           : OSR_PANES_PAGE_MESSAGE);
}

/* Whoever has no right to the page asked for stays where they are. */
static void
change_section (GSimpleAction *action, GVariant *value, gpointer data)
{
  OsrWindow *self = OSR_WINDOW (data);

  osr_window_set_section (self, g_variant_get_string (value, NULL));
  g_simple_action_set_state (action, g_variant_new_string (osr_window_get_section (self)));
}

static void
on_page (OsrPanes *panes, GParamSpec *pspec, GSimpleAction *action)
{
  g_simple_action_set_state (action, g_variant_new_string (page_name (osr_panes_get_page (panes))));
}

void
osr_window_install_actions (OsrWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "sign-out", .activate = sign_out },
    { .name = "import-outbox", .activate = import_outbox },
    { .name = "show-attention", .activate = show_attention },
    { .name = "show-duties", .activate = show_duties },
    { .name = "show-happened", .activate = show_happened },
    { .name = "show-office", .activate = show_office },
    { .name = "register", .activate = register_message },
    { .name = "show-matter", .activate = show_matter },
    { .name = "erase", .activate = erase },
    { .name = "back", .activate = go_back },
    { .name = "section",
      .parameter_type = "s",
      .state = "'today'",
      .change_state = change_section },
    { .name = "page", .parameter_type = "s", .state = "'queue'", .change_state = change_page },
  };
  GAction *page;

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  page = g_action_map_lookup_action (G_ACTION_MAP (self), "page");
  g_signal_connect_object (osr_window_get_panes (self), "notify::page", G_CALLBACK (on_page), page,
                           0);
}

static void
pass_to_queue (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OsrWindow *self = OSR_WINDOW (widget);

  if (osr_session_get_state (osr_window_get_session (self)) != OSR_SESSION_OPEN ||
      !g_str_equal (osr_window_get_section (self), "today"))
    return;
  gtk_widget_activate_action_variant (osr_panes_get_queue (osr_window_get_panes (self)), name,
                                      parameter);
}

void
osr_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "queue.next", NULL, pass_to_queue);
  gtk_widget_class_install_action (widget_class, "queue.previous", NULL, pass_to_queue);
  gtk_widget_class_install_action (widget_class, "queue.search", NULL, pass_to_queue);
  gtk_widget_class_install_action (widget_class, "queue.filter", "s", pass_to_queue);
}
