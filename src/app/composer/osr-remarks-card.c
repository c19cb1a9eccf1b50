/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In a small window the text stands folded, so that the field and the button below are in sight. */
#include "app/composer/osr-remarks-card.h"

#include <glib/gi18n.h>

#include "app/shared/osr-plain-label.h"
#include "app/shared/osr-shrinking.h"

/* A window, in pixels, from which both versions of a text fit: in a narrower one the card stands in the
 * drawer below the message. */
#define ROOMY_WIDTH  1140
#define ROOMY_HEIGHT 700

struct _OsrRemarksCard {
  AdwBin parent_instance;

  /* template */
  GtkWidget *title;
  GtkWidget *remarks;
  GtkExpander *expander;
  GtkWidget *earlier;
};

G_DEFINE_FINAL_TYPE (OsrRemarksCard, osr_remarks_card, ADW_TYPE_BIN)

static gboolean
has_room (OsrRemarksCard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int width, height;

  if (!GTK_IS_WINDOW (root))
    return TRUE;
  width = gtk_widget_get_width (GTK_WIDGET (root));
  height = gtk_widget_get_height (GTK_WIDGET (root));
  if (height == 0) /* not shown yet */
    gtk_window_get_default_size (GTK_WINDOW (root), &width, &height);
  return width >= ROOMY_WIDTH && height >= ROOMY_HEIGHT;
}

static void
osr_remarks_card_class_init (OsrRemarksCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (OSR_TYPE_SHRINKING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/composer/osr-remarks-card.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrRemarksCard, title);
  gtk_widget_class_bind_template_child (widget_class, OsrRemarksCard, remarks);
  gtk_widget_class_bind_template_child (widget_class, OsrRemarksCard, expander);
  gtk_widget_class_bind_template_child (widget_class, OsrRemarksCard, earlier);
}

static void
osr_remarks_card_init (OsrRemarksCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
osr_remarks_card_show (OsrRemarksCard *self, const OsrCaseDraft *draft)
{
  gboolean reworked = draft != NULL && draft->remarks != NULL && draft->state == OSR_DRAFT_REWORK;

  g_return_if_fail (OSR_IS_REMARKS_CARD (self));

  if (!reworked) {
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    return;
  }
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_expander_set_expanded (self->expander, has_room (self));
  gtk_label_set_label (GTK_LABEL (self->title), draft->sent_back_inside
                                                    ? _ ("Remarks from inside the body")
                                                    : _ ("Remarks of the curator"));
  osr_plain_label_show (self->remarks, draft->remarks);
  osr_plain_label_show (self->earlier, draft->text);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}
