/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closes itself after a step; what the step did is seen in the row. A refusal stays under the text. */
#include "app/rating/osr-report-dialog.h"

#include <glib/gi18n.h>

#include "app/shared/osr-reason-dialog.h"
#include "app/shared/osr-sentence.h"
#include "report/rating/osr-report-text.h"

#define MOST_MESSAGES 100000000

struct _OsrReportDialog {
  AdwWindow parent_instance;

  /* template widgets */
  AdwWindowTitle *heading;
  GtkLabel *state;
  GtkTextView *text;
  AdwPreferencesGroup *channels;
  GtkWidget *add;
  GtkWidget *proposing;
  GtkTextView *proposals;
  AdwPreferencesGroup *history;
  GtkLabel *fault;
  GtkWidget *actions;
  GtkWidget *decline;
  GtkWidget *agree;
  GtkWidget *offer;
  GtkButton *send;

  /* owned */
  OsrWorkplace *workplace;
  OsrReportRow *row;
  gint64 messages;
  GPtrArray *entries; /* borrowed AdwEntryRow of the channels, each with its spin button as data */
};

G_DEFINE_FINAL_TYPE (OsrReportDialog, osr_report_dialog, ADW_TYPE_WINDOW)

#define COUNT_KEY "osr-count"

/* Whether the person writes the text: it is offered, or made without anybody's agreement. */
static gboolean
writes (OsrReportDialog *self)
{
  return self->row->offer || (self->row->send && self->row->track->version == 0);
}

/* --- channels --- */

static void
remove_channel (GtkWidget *button, OsrReportDialog *self)
{
  GtkWidget *row = button;

  while (row != NULL && !ADW_IS_ENTRY_ROW (row))
    row = gtk_widget_get_parent (row);
  if (row != NULL && g_ptr_array_remove (self->entries, row))
    adw_preferences_group_remove (self->channels, row);
}

static GtkWidget *
make_remove (OsrReportDialog *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Take this channel away"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Take this channel away"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_channel), self, 0);
  return button;
}

static void
add_channel (OsrReportDialog *self, const char *name, gint64 count)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, MOST_MESSAGES, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Channel"));
  gtk_editable_set_text (GTK_EDITABLE (row), name);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), (double) count);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (spin, _ ("How many messages came by this channel"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How many messages came by this channel"), -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), spin);
  if (writes (self))
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), make_remove (self));
  gtk_editable_set_editable (GTK_EDITABLE (row), writes (self));
  gtk_widget_set_sensitive (spin, writes (self));
  g_object_set_data (G_OBJECT (row), COUNT_KEY, spin);
  adw_preferences_group_add (self->channels, row);
  g_ptr_array_add (self->entries, row);
}

static void
on_add (OsrReportDialog *self)
{
  add_channel (self, "", 0);
  gtk_widget_grab_focus (self->entries->pdata[self->entries->len - 1]);
}

static void
figure_free (OsrReportFigure *figure)
{
  g_free (figure->channel);
  g_free (figure);
}

/* (element-type OsrReportFigure) (transfer full): a row that was left empty says nothing */
static GPtrArray *
list_figures (OsrReportDialog *self)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) figure_free);

  for (guint i = 0; i < self->entries->len; i++) {
    GObject *row = self->entries->pdata[i];
    GtkSpinButton *spin = g_object_get_data (row, COUNT_KEY);
    g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
    OsrReportFigure *figure;

    if (*name == '\0')
      continue;
    figure = g_new0 (OsrReportFigure, 1);
    figure->channel = g_steal_pointer (&name);
    figure->count = (gint64) gtk_spin_button_get_value_as_int (spin);
    g_ptr_array_add (figures, figure);
  }
  return figures;
}

/* --- steps --- */

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
finish (OsrReportDialog *self, gboolean done, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (done) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  sentence = osr_sentence_for_error (error);
  gtk_label_set_text (self->fault, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), TRUE);
}

static void
put_text (OsrReportDialog *self, gboolean offer)
{
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  g_autofree char *text = dup_text (self->text);
  g_autoptr (GPtrArray) figures = list_figures (self);
  OsrReportWords words = { text, self->messages, figures };
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (replica == NULL)
    return;
  done = offer ? osr_report_row_offer (self->row, replica, &words, &error)
               : osr_report_row_send (self->row, replica, &words, &error);
  finish (self, done, error);
}

static void
on_offer (OsrReportDialog *self)
{
  put_text (self, TRUE);
}

static void
on_send (OsrReportDialog *self)
{
  put_text (self, FALSE);
}

static void
on_agree (OsrReportDialog *self)
{
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  g_autoptr (GError) error = NULL;

  if (replica != NULL)
    finish (self, osr_report_row_agree (self->row, replica, &error), error);
}

static void
on_reason (OsrReportDialog *self, const char *reason)
{
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  g_autofree char *proposals = dup_text (self->proposals);
  g_autoptr (GError) error = NULL;

  if (replica != NULL)
    finish (self,
            osr_report_row_decline (self->row, replica, reason, g_strstrip (proposals), &error),
            error);
}

static void
on_decline (OsrReportDialog *self)
{
  OsrReasonDialog *dialog =
      osr_reason_dialog_new (GTK_WIDGET (self), _ ("Why is the text declined?"),
                             _ ("It goes back to whoever offered it, with your reasons and "
                                "proposed changes."),
                             _ ("_Decline"), TRUE);

  g_signal_connect_object (dialog, "given", G_CALLBACK (on_reason), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- filling --- */

static void
fill_history (OsrReportDialog *self, OsrRegistry *registry)
{
  g_autoptr (GPtrArray) lines =
      osr_report_text_history (self->row->track, registry, osr_workplace_now (self->workplace));

  for (guint i = 0; i < lines->len; i++) {
    GtkWidget *label = gtk_label_new (lines->pdata[i]);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_selectable (GTK_LABEL (label), TRUE);
    gtk_widget_set_margin_bottom (label, 6);
    adw_preferences_group_add (self->history, label);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->history), lines->len > 0);
}

static void
fill_text (OsrReportDialog *self, const char *draft)
{
  const OsrReportTrack *track = self->row->track;
  const char *text = track->version > 0 ? track->text : draft;

  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start;

  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_view_set_editable (self->text, writes (self));
  gtk_text_view_set_cursor_visible (self->text, writes (self));
  for (guint i = 0; i < track->figures->len; i++) {
    const OsrReportFigure *figure = track->figures->pdata[i];

    add_channel (self, figure->channel, figure->count);
  }
  gtk_widget_set_visible (self->add, writes (self));
  gtk_widget_set_visible (GTK_WIDGET (self->channels),
                          self->row->sort != OSR_REPORT_RATING &&
                              (writes (self) || track->figures->len > 0));
}

static void
fill_steps (OsrReportDialog *self)
{
  const OsrReportRow *row = self->row;

  gtk_widget_set_visible (self->offer, row->offer);
  gtk_widget_set_visible (self->agree, row->decide);
  gtk_widget_set_visible (self->decline, row->decide);
  gtk_widget_set_visible (self->proposing, row->decide);
  gtk_widget_set_visible (GTK_WIDGET (self->send), row->send);
  gtk_button_set_label (self->send, row->sort == OSR_REPORT_SUMMARY ? _ ("_Made") : _ ("_Sent"));
  gtk_widget_set_visible (self->actions, row->offer || row->decide || row->send);
}

static void
fill (OsrReportDialog *self, const char *draft)
{
  OsrRegistry *registry = osr_replica_get_registry (osr_workplace_get_replica (self->workplace));
  g_autofree char *period = osr_report_text_period (self->row->period, registry);
  g_autofree char *state =
      osr_report_text_state (self->row->track, registry, osr_workplace_now (self->workplace));
  g_autofree char *both = g_strjoin ("\n", state, self->row->limit, NULL);

  adw_window_title_set_title (self->heading, osr_report_text_sort (self->row->sort));
  adw_window_title_set_subtitle (self->heading, period);
  gtk_window_set_title (GTK_WINDOW (self), osr_report_text_sort (self->row->sort));
  gtk_label_set_text (self->state, both);
  fill_text (self, draft);
  fill_history (self, registry);
  fill_steps (self);
}

static void
osr_report_dialog_finalize (GObject *object)
{
  OsrReportDialog *self = OSR_REPORT_DIALOG (object);

  g_clear_pointer (&self->row, osr_report_row_free);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->workplace);

  G_OBJECT_CLASS (osr_report_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, state);
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, text);
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, channels);
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, add);
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, proposing);
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, proposals);
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, history);
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, fault);
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, actions);
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, decline);
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, agree);
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, offer);
  gtk_widget_class_bind_template_child (widget_class, OsrReportDialog, send);
}

static void
osr_report_dialog_class_init (OsrReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_report_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/rating/osr-report-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_offer);
  gtk_widget_class_bind_template_callback (widget_class, on_agree);
  gtk_widget_class_bind_template_callback (widget_class, on_decline);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
osr_report_dialog_init (OsrReportDialog *self)
{
  self->entries = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_report_dialog_new (GtkWindow *parent, OsrWorkplace *workplace, const OsrReportRow *row,
                       const char *draft, gint64 messages)
{
  OsrReportDialog *self =
      g_object_new (OSR_TYPE_REPORT_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->workplace = g_object_ref (workplace);
  self->row = osr_report_row_copy (osr_workplace_get_replica (workplace), row);
  self->messages = messages;
  fill (self, draft);
  return GTK_WIDGET (self);
}
