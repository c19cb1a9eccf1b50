/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How it is read stands under where it is; a mark stands beside one that is ill, and the words say
 * the same. */
#include "app/directory/osr-account-row.h"

#include "report/osr-shown-text.h"

#include <glib/gi18n.h>

struct _OsrAccountRow {
  AdwActionRow parent_instance;

  /* template widgets */
  GtkWidget *ill;
  GtkButton *reading;

  /* owned */
  char *title;
  char *about;
  gboolean watched;
};

G_DEFINE_FINAL_TYPE (OsrAccountRow, osr_account_row, ADW_TYPE_ACTION_ROW)

enum { WATCHED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
on_clicked (OsrAccountRow *self)
{
  g_signal_emit (self, signals[WATCHED], 0, !self->watched);
}

static void
osr_account_row_finalize (GObject *object)
{
  OsrAccountRow *self = OSR_ACCOUNT_ROW (object);

  g_free (self->title);
  g_free (self->about);
  G_OBJECT_CLASS (osr_account_row_parent_class)->finalize (object);
}

static void
osr_account_row_class_init (OsrAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_account_row_finalize;
  signals[WATCHED] = g_signal_new ("watched", OSR_TYPE_ACCOUNT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/directory/osr-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrAccountRow, ill);
  gtk_widget_class_bind_template_child (widget_class, OsrAccountRow, reading);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
osr_account_row_init (OsrAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_account_row_new (const char *title, const char *about)
{
  OsrAccountRow *self = g_object_new (OSR_TYPE_ACCOUNT_ROW, NULL);
  g_autofree char *safe = NULL;

  self->title = osr_shown_line (title, OSR_SHOWN_NAME);
  safe = g_markup_escape_text (self->title, -1);
  self->about = g_strdup (about);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), safe);
  osr_account_row_set_health (self, "", FALSE);
  return GTK_WIDGET (self);
}

void
osr_account_row_set_watched (OsrAccountRow *self, gboolean watched, gboolean readable)
{
  const char *what = watched ? _ ("Pause reading") : _ ("Read again");

  g_return_if_fail (OSR_IS_ACCOUNT_ROW (self));

  self->watched = watched;
  gtk_widget_set_visible (GTK_WIDGET (self->reading), readable);
  gtk_button_set_icon_name (self->reading, watched ? "media-playback-pause-symbolic"
                                                   : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reading), what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reading), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  what, -1);
}

void
osr_account_row_set_health (OsrAccountRow *self, const char *text, gboolean ill)
{
  g_autofree char *whole = NULL, *safe = NULL, *said = NULL, *said_of_it = NULL;

  g_return_if_fail (OSR_IS_ACCOUNT_ROW (self));

  said_of_it = osr_shown_text (text, OSR_SHOWN_LENGTH, 0, NULL);
  whole = g_strjoin (*text != '\0' ? "\n" : "", self->about, said_of_it, NULL);
  safe = g_markup_escape_text (whole, -1);
  said = g_strdup_printf ("%s; %s", self->title, whole);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), safe);
  gtk_widget_set_visible (self->ill, ill);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}
