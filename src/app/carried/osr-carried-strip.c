/* SPDX-License-Identifier: GPL-3.0-or-later */
/* It is filled anew only when other things are to be shown: the pane is refreshed by every event. */
#include "app/carried/osr-carried-strip.h"

#include <glib/gi18n.h>

#include "app/attachments/osr-attachment-tile.h"
#include "app/attachments/osr-picture-viewer.h"
#include "app/carried/osr-carried-list.h"
#include "app/shared/osr-wrap-layout.h"

struct _OsrCarriedStrip {
  AdwBin parent_instance;

  /* template */
  GtkWidget *tiles;
  GtkWidget *rows;
  GtkWidget *missing;
  GtkWidget *link;

  /* owned */
  OsrReplica *replica; /* nullable */
  GPtrArray *list;     /* nullable; OsrCarried: the widgets borrow theirs */
  char *print;         /* nullable: of what is shown */
};

G_DEFINE_FINAL_TYPE (OsrCarriedStrip, osr_carried_strip, ADW_TYPE_BIN)

static const OsrCarried *
carried_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "osr-carried");
}

static void
open_large (OsrCarriedStrip *self, GtkWidget *button)
{
  GtkRoot *root = gtk_widget_get_root (button);
  const OsrCarried *one = carried_of (button);

  gtk_window_present (GTK_WINDOW (
      osr_picture_viewer_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->replica,
                              one->digest, one->name, one->size, one->suffix)));
}

static void
on_answered (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  if (g_str_equal (response, "open"))
    gtk_show_uri (gtk_window_get_transient_for (GTK_WINDOW (dialog)),
                  g_object_get_data (G_OBJECT (dialog), "osr-address"), GDK_CURRENT_TIME);
}

/* Nothing of it is fetched or played here, and the one who opens it is seen there: they are asked. */
static void
go_there (OsrCarriedStrip *self, GtkWidget *button)
{
  GtkRoot *root = gtk_widget_get_root (button);
  const OsrCarried *one = carried_of (button);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              _ ("Open outside of this program?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("%s\nIt was sent by the author of the message and has not "
                                     "been checked. It opens in your browser."),
                                  one->name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "open",
                                    _ ("_Open"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "osr-address", g_strdup (one->address), g_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_answered), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
make_button (OsrCarriedStrip *self, OsrCarried *one)
{
  gboolean kept = one->digest != NULL;
  GtkWidget *button = kept ? gtk_button_new_from_icon_name ("document-save-symbolic")
                           : gtk_button_new_with_label (_ ("Open…"));
  const char *words = kept ? _ ("Save a copy…") : _ ("Open in the network");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_object_set_data (G_OBJECT (button), "osr-carried", one);
  g_signal_connect_object (button, "clicked",
                           kept ? G_CALLBACK (open_large) : G_CALLBACK (go_there), self,
                           G_CONNECT_SWAPPED);
  return button;
}

/* A file that is not drawn, or what stayed in the network: name, size and one button. */
static void
add_row (OsrCarriedStrip *self, OsrCarried *one)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label;
  g_autofree char *size =
      one->size > 0 ? g_format_size_full ((guint64) one->size, G_FORMAT_SIZE_IEC_UNITS) : NULL;
  g_autofree char *words =
      size != NULL ? g_strdup_printf ("%s · %s", one->name, size) : g_strdup (one->name);

  label = gtk_label_new (words);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("mail-attachment-symbolic"));
  gtk_box_append (GTK_BOX (row), label);
  if (one->digest != NULL || one->address != NULL)
    gtk_box_append (GTK_BOX (row), make_button (self, one));
  gtk_box_append (GTK_BOX (self->rows), row);
}

static void
empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
say_missing (OsrCarriedStrip *self, guint count)
{
  g_autofree char *words = g_strdup_printf (
      ngettext ("%u picture could not be kept", "%u pictures could not be kept", count), count);

  gtk_label_set_label (GTK_LABEL (self->missing), words);
  gtk_widget_set_visible (self->missing, count > 0);
}

/* Words only: to open it is for who reads the message itself. */
static gboolean
say_link (OsrCarriedStrip *self, OsrCase *c)
{
  g_autofree char *words = c != NULL ? osr_carried_dup_link (c) : NULL;
  g_autofree char *about = words != NULL ? osr_carried_dup_about (c) : NULL;

  gtk_label_set_label (GTK_LABEL (self->link), words != NULL ? words : "");
  gtk_widget_set_tooltip_text (self->link, about != NULL ? about : words);
  gtk_widget_set_visible (self->link, words != NULL);
  return words != NULL;
}

static void
fill (OsrCarriedStrip *self, OsrCase *c)
{
  g_autoptr (GPtrArray) list = c != NULL ? osr_carried_list (c) : NULL;
  guint missing = c != NULL ? osr_carried_count_missing (c) : 0;
  gboolean links = say_link (self, c);

  empty (self->tiles);
  empty (self->rows);
  for (guint i = 0; list != NULL && i < list->len; i++) {
    OsrCarried *one = list->pdata[i];

    if (one->drawn)
      gtk_box_append (GTK_BOX (self->tiles),
                      osr_attachment_tile_new (self->replica, one->digest, i + 1, FALSE));
    else
      add_row (self, one);
  }
  say_missing (self, missing);
  gtk_widget_set_visible (self->tiles, gtk_widget_get_first_child (self->tiles) != NULL);
  gtk_widget_set_visible (self->rows, gtk_widget_get_first_child (self->rows) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          links || missing > 0 || (list != NULL && list->len > 0));
  g_clear_pointer (&self->list, g_ptr_array_unref);
  self->list = g_steal_pointer (&list);
}

static void
connection_changed (OsrCarriedStrip *self)
{
  if (osr_replica_get_connection (self->replica) != OSR_CONNECTION_ONLINE)
    return;
  for (GtkWidget *tile = gtk_widget_get_first_child (self->tiles); tile != NULL;
       tile = gtk_widget_get_next_sibling (tile))
    osr_attachment_tile_try_again (OSR_ATTACHMENT_TILE (tile));
}

static void
set_replica (OsrCarriedStrip *self, OsrReplica *replica)
{
  if (self->replica == replica)
    return;
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_set_object (&self->replica, replica);
  if (replica != NULL)
    g_signal_connect_object (replica, "notify::connection", G_CALLBACK (connection_changed), self,
                             G_CONNECT_SWAPPED);
}

void
osr_carried_strip_show (OsrCarriedStrip *self, OsrReplica *replica, OsrCase *c)
{
  g_autofree char *print = NULL;

  g_return_if_fail (OSR_IS_CARRIED_STRIP (self));
  g_return_if_fail (replica != NULL || c == NULL);

  print = c != NULL ? osr_carried_dup_print (c) : NULL;
  if (self->replica == replica && g_strcmp0 (self->print, print) == 0)
    return;
  set_replica (self, replica);
  g_free (self->print);
  self->print = g_steal_pointer (&print);
  fill (self, c);
}

static void
osr_carried_strip_dispose (GObject *object)
{
  OsrCarriedStrip *self = OSR_CARRIED_STRIP (object);

  set_replica (self, NULL);
  G_OBJECT_CLASS (osr_carried_strip_parent_class)->dispose (object);
}

static void
osr_carried_strip_finalize (GObject *object)
{
  OsrCarriedStrip *self = OSR_CARRIED_STRIP (object);

  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_free (self->print);
  G_OBJECT_CLASS (osr_carried_strip_parent_class)->finalize (object);
}

static void
osr_carried_strip_class_init (OsrCarriedStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_carried_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_carried_strip_finalize;
  g_type_ensure (OSR_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/carried/osr-carried-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrCarriedStrip, tiles);
  gtk_widget_class_bind_template_child (widget_class, OsrCarriedStrip, rows);
  gtk_widget_class_bind_template_child (widget_class, OsrCarriedStrip, missing);
  gtk_widget_class_bind_template_child (widget_class, OsrCarriedStrip, link);
}

static void
osr_carried_strip_init (OsrCarriedStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
