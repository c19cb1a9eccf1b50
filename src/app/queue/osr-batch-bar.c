/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bar; the choice itself is the queue's, the decision the dialog's. */
#include "app/queue/osr-batch-bar.h"

#include <glib/gi18n.h>

#include "app/queue/osr-batch-dialog.h"
#include "app/shared/osr-wrap-layout.h"

struct _OsrBatchBar {
  AdwBin parent_instance;

  /* template */
  GtkLabel *words;
  GtkWidget *buttons;

  /* owned */
  OsrWorkplace *workplace; /* nullable */
  GStrv ids;
  char *outcome; /* nullable: of what was decided last */
};

G_DEFINE_FINAL_TYPE (OsrBatchBar, osr_batch_bar, ADW_TYPE_BIN)

static guint cleared_signal;

static const struct {
  const char *action;
  const char *step;
} decisions[] = {
  { "batch.route", "routed" },
  { "batch.dismiss", "dismissed" },
  { "batch.close", "closed" },
};

static OsrReplica *
get_replica (OsrBatchBar *self)
{
  return self->workplace != NULL ? osr_workplace_get_replica (self->workplace) : NULL;
}

static gboolean
is_possible (OsrBatchBar *self, const char *step)
{
  for (guint i = 0; get_replica (self) != NULL && self->ids[i] != NULL; i++) {
    if (osr_batch_may (get_replica (self), self->ids[i], step))
      return TRUE;
  }
  return FALSE;
}

static void
show (OsrBatchBar *self)
{
  guint n = g_strv_length (self->ids);
  gboolean several = n > 1;
  g_autofree char *chosen = NULL;

  chosen = g_strdup_printf (ngettext ("%u message chosen", "%u messages chosen", n), n);
  gtk_label_set_label (self->words, self->outcome != NULL ? self->outcome : chosen);
  gtk_widget_set_visible (self->buttons, several);
  gtk_widget_set_visible (GTK_WIDGET (self), several || self->outcome != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), decisions[i].action,
                                   several && is_possible (self, decisions[i].step));
}

static void
on_done (OsrBatchBar *self, const char *sentence)
{
  g_free (self->outcome);
  self->outcome = g_strdup (sentence);
  g_signal_emit (self, cleared_signal, 0);
  show (self);
}

static void
ask (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrBatchBar *self = OSR_BATCH_BAR (widget);

  for (guint i = 0; get_replica (self) != NULL && i < G_N_ELEMENTS (decisions); i++) {
    GtkWidget *dialog;

    if (!g_str_equal (decisions[i].action, action))
      continue;
    dialog =
        osr_batch_dialog_new (widget, get_replica (self), decisions[i].step,
                              (const char *const *) self->ids, osr_workplace_now (self->workplace));
    g_signal_connect_object (dialog, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
    gtk_window_present (GTK_WINDOW (dialog));
  }
}

static void
let_go (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrBatchBar *self = OSR_BATCH_BAR (widget);

  g_clear_pointer (&self->outcome, g_free);
  g_signal_emit (self, cleared_signal, 0);
  show (self);
}

static void
osr_batch_bar_finalize (GObject *object)
{
  OsrBatchBar *self = OSR_BATCH_BAR (object);

  g_clear_object (&self->workplace);
  g_strfreev (self->ids);
  g_free (self->outcome);
  G_OBJECT_CLASS (osr_batch_bar_parent_class)->finalize (object);
}

static void
osr_batch_bar_class_init (OsrBatchBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_batch_bar_finalize;
  cleared_signal = g_signal_new ("cleared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (OSR_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/region/OpenSources/ui/queue/osr-batch-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrBatchBar, words);
  gtk_widget_class_bind_template_child (widget_class, OsrBatchBar, buttons);
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    gtk_widget_class_install_action (widget_class, decisions[i].action, NULL, ask);
  gtk_widget_class_install_action (widget_class, "batch.clear", NULL, let_go);
}

static void
osr_batch_bar_init (OsrBatchBar *self)
{
  self->ids = g_new0 (char *, 1);
  gtk_widget_init_template (GTK_WIDGET (self));
  show (self);
}

/* What was decided is read until something else is chosen. */
void
osr_batch_bar_set (OsrBatchBar *self, OsrWorkplace *workplace, const char *const *ids)
{
  g_return_if_fail (OSR_IS_BATCH_BAR (self));
  g_set_object (&self->workplace, workplace);
  if (g_strv_length ((char **) ids) > 1)
    g_clear_pointer (&self->outcome, g_free);
  if (self->ids != (char **) ids) {
    g_strfreev (self->ids);
    self->ids = g_strdupv ((char **) ids);
  }
  show (self);
}
