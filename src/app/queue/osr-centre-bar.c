/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence and at most one button. Asking is OsrCentre's, the rows are the list's. */
#include "app/queue/osr-centre-bar.h"

#include <glib/gi18n.h>

struct _OsrCentreBar {
  AdwBin parent_instance;

  /* template widgets */
  GtkSpinner *spinner;
  GtkLabel *sentence;
  GtkButton *button;

  /* owned */
  OsrCentre *centre;

  gboolean searching;
};

G_DEFINE_FINAL_TYPE (OsrCentreBar, osr_centre_bar, ADW_TYPE_BIN)

/* (nullable): what the button does now */
static const char *
button_label (OsrCentreBar *self)
{
  switch (osr_centre_get_state (self->centre)) {
  case OSR_CENTRE_ASKING:
    return NULL;
  case OSR_CENTRE_ANSWERED:
    return osr_centre_has_more (self->centre) ? _ ("Show more") : NULL;
  case OSR_CENTRE_FAILED:
    return _ ("Try again");
  case OSR_CENTRE_IDLE:
  default:
    return self->searching ? _ ("Search at the centre") : _ ("Show older ones");
  }
}

static void
show_centre (OsrCentreBar *self)
{
  const gboolean asking = osr_centre_get_state (self->centre) == OSR_CENTRE_ASKING;
  g_autofree char *sentence = osr_centre_dup_sentence (self->centre);
  const char *label = button_label (self);

  gtk_label_set_text (self->sentence, sentence);
  gtk_spinner_set_spinning (self->spinner, asking);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), asking);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  if (label != NULL)
    gtk_button_set_label (self->button, label);
}

static void
ask (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrCentreBar *self = OSR_CENTRE_BAR (widget);

  if (self->centre != NULL)
    osr_centre_ask (self->centre);
}

static void
osr_centre_bar_dispose (GObject *object)
{
  OsrCentreBar *self = OSR_CENTRE_BAR (object);

  if (self->centre != NULL)
    g_signal_handlers_disconnect_by_data (self->centre, self);
  g_clear_object (&self->centre);

  G_OBJECT_CLASS (osr_centre_bar_parent_class)->dispose (object);
}

static void
osr_centre_bar_class_init (OsrCentreBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_centre_bar_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/queue/osr-centre-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrCentreBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, OsrCentreBar, sentence);
  gtk_widget_class_bind_template_child (widget_class, OsrCentreBar, button);
  gtk_widget_class_install_action (widget_class, "centre.ask", NULL, ask);
}

static void
osr_centre_bar_init (OsrCentreBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
osr_centre_bar_set_centre (OsrCentreBar *self, OsrCentre *centre)
{
  g_return_if_fail (OSR_IS_CENTRE_BAR (self));
  g_return_if_fail (self->centre == NULL);

  self->centre = g_object_ref (centre);
  g_signal_connect_object (centre, "changed", G_CALLBACK (show_centre), self, G_CONNECT_SWAPPED);
  show_centre (self);
}

void
osr_centre_bar_set_searching (OsrCentreBar *self, gboolean searching)
{
  g_return_if_fail (OSR_IS_CENTRE_BAR (self));

  self->searching = searching;
  show_centre (self);
}
