/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a kept text back as the draft being written, or on the clipboard. The replica keeps it until
 * the person lets it go. */
#include "app/frame/osr-attention-row.h"

#include <glib/gi18n.h>

#include "app/frame/osr-attention-sides.h"
#include "app/shared/osr-plain-label.h"
#include "app/shared/osr-sentence.h"
#include "report/osr-shown-text.h"
#include "core/osr-error.h"

struct _OsrAttentionRow {
  AdwBin parent_instance;

  /* template widgets */
  GtkLabel *title;
  GtkLabel *reason;
  AdwBin *sides;
  GtkLabel *text;
  GtkTextView *editor;
  GtkLabel *refusal;
  GtkWidget *again;
  GtkWidget *edit;
  GtkWidget *restore;
  GtkWidget *copy;

  /* owned */
  OsrWorkplace *workplace;
  char *uuid;
  char *case_id;
  char *kept;
};

G_DEFINE_FINAL_TYPE (OsrAttentionRow, osr_attention_row, ADW_TYPE_BIN)

static guint opened_signal;

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OsrAttentionRow *self = OSR_ATTENTION_ROW (widget);

  osr_workplace_open_case (self->workplace, self->case_id);
  g_signal_emit (self, opened_signal, 0);
}

/* The text becomes the draft being written. What was being written meanwhile is not overwritten: the
 * kept text goes below it. */
static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OsrAttentionRow *self = OSR_ATTENTION_ROW (widget);
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  g_autofree char *uuid = g_strdup (self->uuid);
  g_autoptr (OsrAttentionRow) kept = g_object_ref (self);

  if (replica == NULL || self->kept == NULL)
    return;
  osr_workplace_open_case (self->workplace, NULL);
  if (osr_replica_put_back (replica, uuid))
    open_action (widget, name, NULL);
}

/* (transfer full) (nullable): the words as they were edited; %NULL when they were not. */
static char *
dup_edited (OsrAttentionRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->editor);
  GtkTextIter start, end;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->editor)))
    return NULL;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
show_refusal (OsrAttentionRow *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? osr_sentence_for_error (error) : NULL;
  g_autofree char *text = NULL;

  if (sentence != NULL)
    /* Translators: why a refused step cannot be taken now either, a sentence */
    text = g_strdup_printf (_ ("As it is, it cannot be sent again. %s"), sentence);
  gtk_label_set_text (self->refusal, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), text != NULL);
}

/* The row goes with the step: the list of the dialog follows the replica's count. */
static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OsrAttentionRow *self = OSR_ATTENTION_ROW (widget);
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  g_autofree char *uuid = g_strdup (self->uuid);
  g_autofree char *edited = dup_edited (self);
  g_autofree char *fresh = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrAttentionRow) kept = g_object_ref (self);

  if (replica == NULL)
    return;
  fresh = osr_replica_send_again (replica, uuid, edited, &error);
  if (fresh == NULL)
    show_refusal (self, error);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OsrAttentionRow *self = OSR_ATTENTION_ROW (widget);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->editor), self->kept, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->text), FALSE);
  gtk_widget_set_visible (self->edit, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->editor), TRUE);
  gtk_widget_set_visible (self->again, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OsrAttentionRow *self = OSR_ATTENTION_ROW (widget);

  if (self->kept != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->kept);
}

static void
dismiss_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OsrAttentionRow *self = OSR_ATTENTION_ROW (widget);
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  g_autofree char *uuid = g_strdup (self->uuid);

  if (replica != NULL)
    osr_replica_dismiss_attention (replica, uuid);
}

static char *
dup_title (OsrWorkplace *workplace, const OsrAttention *attention)
{
  OsrReplica *replica = osr_workplace_get_replica (workplace);
  g_autoptr (OsrCase) c =
      replica != NULL ? osr_replica_get_case (replica, attention->case_id) : NULL;
  const char *step = osr_sentence_step_name (attention->type);
  g_autofree char *author =
      c != NULL && c->author_name != NULL ? osr_shown_line (c->author_name, OSR_SHOWN_NAME) : NULL;

  if (step == NULL)
    step = attention->type;
  if (author == NULL)
    return g_strdup (step);
  if (c->number != NULL)
    /* Translators: a refused step, the author of the message, the number of the case */
    return g_strdup_printf (_ ("%1$s · %2$s · No. %3$s"), step, author, c->number);
  return g_strdup_printf (_ ("%1$s · %2$s"), step, author);
}

static void
osr_attention_row_dispose (GObject *object)
{
  OsrAttentionRow *self = OSR_ATTENTION_ROW (object);

  g_clear_object (&self->workplace);
  G_OBJECT_CLASS (osr_attention_row_parent_class)->dispose (object);
}

static void
osr_attention_row_finalize (GObject *object)
{
  OsrAttentionRow *self = OSR_ATTENTION_ROW (object);

  g_free (self->uuid);
  g_free (self->case_id);
  g_free (self->kept);
  G_OBJECT_CLASS (osr_attention_row_parent_class)->finalize (object);
}

static void
osr_attention_row_class_init (OsrAttentionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = osr_attention_row_dispose;
  object_class->finalize = osr_attention_row_finalize;
  opened_signal = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/frame/osr-attention-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrAttentionRow, title);
  gtk_widget_class_bind_template_child (widget_class, OsrAttentionRow, reason);
  gtk_widget_class_bind_template_child (widget_class, OsrAttentionRow, text);
  gtk_widget_class_bind_template_child (widget_class, OsrAttentionRow, sides);
  gtk_widget_class_bind_template_child (widget_class, OsrAttentionRow, editor);
  gtk_widget_class_bind_template_child (widget_class, OsrAttentionRow, refusal);
  gtk_widget_class_bind_template_child (widget_class, OsrAttentionRow, again);
  gtk_widget_class_bind_template_child (widget_class, OsrAttentionRow, edit);
  gtk_widget_class_bind_template_child (widget_class, OsrAttentionRow, restore);
  gtk_widget_class_bind_template_child (widget_class, OsrAttentionRow, copy);
  gtk_widget_class_install_action (widget_class, "attention.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "attention.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "attention.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "attention.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "attention.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "attention.dismiss", NULL, dismiss_action);
}

static void
osr_attention_row_init (OsrAttentionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Both sides, and what can be done next by the rules as the case stands now. */
static void
show_sides (OsrAttentionRow *self, gboolean is_reply)
{
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  g_autoptr (OsrConflict) conflict = NULL;
  GtkWidget *sides;

  if (replica == NULL)
    return;
  conflict = osr_replica_compare (replica, self->uuid);
  sides = osr_attention_sides_new (conflict, replica);
  adw_bin_set_child (self->sides, sides);
  gtk_widget_set_visible (GTK_WIDGET (self->sides), sides != NULL);
  gtk_widget_set_visible (self->again, conflict->allowed);
  /* The words of a reply are edited where they are checked. */
  gtk_widget_set_visible (self->edit, conflict->allowed && self->kept != NULL &&
                                          *self->kept != '\0' && !is_reply);
  show_refusal (self, conflict->now != NULL ? conflict->refusal : NULL);
}

/**
 * osr_attention_row_new:
 * @workplace: where the case is opened
 * @attention: what was refused; copied
 */
GtkWidget *
osr_attention_row_new (OsrWorkplace *workplace, const OsrAttention *attention)
{
  OsrAttentionRow *self = g_object_new (OSR_TYPE_ATTENTION_ROW, NULL);
  g_autofree char *title = dup_title (workplace, attention);
  g_autoptr (GError) error = g_error_new_literal (
      OSR_CORE_ERROR, attention->code, attention->message != NULL ? attention->message : "");
  g_autofree char *reason = osr_sentence_for_error (error);
  const gboolean has_text = attention->text != NULL && *attention->text != '\0';
  const gboolean is_reply =
      g_strcmp0 (attention->type, "submitted") == 0 || g_strcmp0 (attention->type, "drafted") == 0;

  self->workplace = g_object_ref (workplace);
  self->uuid = g_strdup (attention->uuid);
  self->case_id = g_strdup (attention->case_id);
  self->kept = g_strdup (attention->text);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->reason, reason);
  osr_plain_label_show (GTK_WIDGET (self->text), has_text ? attention->text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text), has_text);
  gtk_widget_set_visible (self->copy, has_text);
  gtk_widget_set_visible (self->restore, has_text && is_reply);
  show_sides (self, is_reply);
  return GTK_WIDGET (self);
}
