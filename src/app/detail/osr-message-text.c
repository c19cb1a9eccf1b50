/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A label lays out all of its text whenever its width changes, so that it is given a beginning only. A
 * text view lays out the lines that are seen: it takes any length, in lines that end. */
#include "app/detail/osr-message-text.h"

#include "app/detail/osr-whole-text.h"
#include "app/shared/osr-shown-text.h"

struct _OsrMessageText {
  AdwBin parent_instance;

  /* template */
  GtkWidget *label;
  GtkWidget *all;

  /* owned */
  char *text; /* nullable: as it came */
};

G_DEFINE_FINAL_TYPE (OsrMessageText, osr_message_text, ADW_TYPE_BIN)

/* The same words stay as they are, with what the person has selected in them. */
void
osr_message_text_show (OsrMessageText *self, const char *text)
{
  g_autofree char *shown = NULL;
  gboolean cut;

  g_return_if_fail (OSR_IS_MESSAGE_TEXT (self));
  g_return_if_fail (text != NULL);

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  shown = osr_shown_text (text, OSR_SHOWN_LENGTH, OSR_SHOWN_LINES, &cut);
  gtk_label_set_text (GTK_LABEL (self->label), shown);
  gtk_widget_set_visible (self->all, cut);
}

const char *
osr_message_text_get_label (OsrMessageText *self)
{
  g_return_val_if_fail (OSR_IS_MESSAGE_TEXT (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->label));
}

gboolean
osr_message_text_is_cut (OsrMessageText *self)
{
  g_return_val_if_fail (OSR_IS_MESSAGE_TEXT (self), FALSE);

  return gtk_widget_get_visible (self->all);
}

static void
show_all (OsrMessageText *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (GTK_WINDOW (
      osr_whole_text_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->text)));
}

static void
osr_message_text_finalize (GObject *object)
{
  g_free (OSR_MESSAGE_TEXT (object)->text);
  G_OBJECT_CLASS (osr_message_text_parent_class)->finalize (object);
}

static void
osr_message_text_class_init (OsrMessageTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_message_text_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/detail/osr-message-text.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrMessageText, label);
  gtk_widget_class_bind_template_child (widget_class, OsrMessageText, all);
  gtk_widget_class_bind_template_callback (widget_class, show_all);
}

static void
osr_message_text_init (OsrMessageText *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
