/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the coordinator, which alone has all cases. Moments are said in the office's zone. */
#include "app/directory/osr-preview-dialog.h"

#include <glib/gi18n.h>

#include "app/shared/osr-sentence.h"
#include "report/osr-history-sentence.h"
#include "report/osr-language.h"
#include "report/osr-time-text.h"
#include "sync/osr-office-preview.h"

/* Rows beyond these are counted in a sentence. */
#define MAX_ROWS 100

struct _OsrPreviewDialog {
  AdwWindow parent_instance;

  /* template widgets */
  GtkStack *stack;
  GtkWidget *adopt;
  AdwStatusPage *refusal;
  GtkLabel *summary;
  AdwPreferencesGroup *limits;
  AdwPreferencesGroup *people;

  /* owned */
  OsrReplica *replica;
  GCancellable *cancellable;
  char *type;
  JsonObject *members;
  OsrInstant now;
};

G_DEFINE_FINAL_TYPE (OsrPreviewDialog, osr_preview_dialog, ADW_TYPE_WINDOW)

static OsrRegistry *
get_registry (OsrPreviewDialog *self)
{
  return osr_replica_get_registry (self->replica);
}

/* (transfer full) */
static char *
say_moment (OsrPreviewDialog *self, OsrInstant moment)
{
  OsrWorkTime *hours = osr_registry_get_work_time (get_registry (self), NULL);

  if (moment == OSR_INSTANT_UNKNOWN || hours == NULL)
    /* Translators: instead of a moment: nothing is due */
    return g_strdup (_ ("no limit"));
  return osr_time_text_moment (moment, self->now, osr_work_time_get_zone (hours));
}

static const char *
name_timer (OsrPreviewDialog *self, const char *id)
{
  OsrRegulation *regulation = osr_registry_get_regulation (get_registry (self));
  const OsrTimerSpec *spec = regulation != NULL ? osr_regulation_find_timer (regulation, id) : NULL;

  return spec != NULL ? osr_time_text_timer (spec) : id;
}

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  g_autofree char *safe_subtitle = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "numeric");
  adw_preferences_group_add (group, row);
}

static void
add_move (OsrPreviewDialog *self, const OsrMove *move)
{
  g_autofree char *before = say_moment (self, move->before);
  g_autofree char *after = say_moment (self, move->after);
  g_autofree char *body = osr_history_body (get_registry (self), move->body);
  g_autofree char *title =
      g_strdup_printf ("%s · %s%s%s", move->number != NULL ? move->number : move->case_id,
                       name_timer (self, move->timer), *body != '\0' ? " · " : "", body);
  /* Translators: two moments: a limit's now, and what it would become */
  g_autofree char *subtitle = g_strdup_printf (_ ("%1$s → %2$s"), before, after);

  add_row (self->limits, title, subtitle);
}

/* (transfer full): a scope as a person would say it */
static char *
say_scope (OsrPreviewDialog *self, const char *scope)
{
  if (scope == NULL)
    return g_strdup (_ ("no messages"));
  if (g_str_has_prefix (scope, "body/")) {
    g_autofree char *body = osr_history_body (get_registry (self), scope + strlen ("body/"));

    /* Translators: %s is a body: its messages */
    return g_strdup_printf (_ ("those of %s"), body);
  }
  return g_strdup (g_str_equal (scope, OSR_SCOPE_ALL) ? _ ("all, to read") : _ ("all"));
}

static void
add_reach (OsrPreviewDialog *self, const OsrReachMove *move)
{
  const OsrPerson *person = osr_registry_find_person (get_registry (self), move->person);
  g_autofree char *before = say_scope (self, move->before);
  g_autofree char *after = say_scope (self, move->after);
  g_autofree char *subtitle = g_strdup_printf (_ ("%1$s → %2$s"), before, after);

  add_row (self->people, person != NULL ? person->name : move->person, subtitle);
}

/* (transfer full): how much of what runs would move */
static char *
say_summary (OsrPreviewDialog *self, const OsrOfficePreview *preview)
{
  GString *text = g_string_new (NULL);
  const guint n = preview->moves->len;

  if (n == 0)
    g_string_append (text, _ ("No limit that runs now would move."));
  else
    g_string_append_printf (text,
                            /* Translators: limits that move, and limits that run */
                            ngettext ("%1$u of %2$u running limits would move.",
                                      "%1$u of %2$u running limits would move.", n),
                            n, preview->open);
  if (g_str_equal (self->type, "regulation-adopted") && preview->pinned > 0) {
    g_string_append_c (text, ' ');
    g_string_append_printf (text,
                            ngettext ("%u message under way keeps what it was taken under.",
                                      "%u messages under way keep what they were taken under.",
                                      preview->pinned),
                            preview->pinned);
  }
  if (n > MAX_ROWS) {
    g_string_append_c (text, ' ');
    g_string_append_printf (text, _ ("The first %u are shown."), MAX_ROWS);
  }
  return g_string_free (text, FALSE);
}

static void
show_preview (OsrPreviewDialog *self, const OsrOfficePreview *preview)
{
  g_autofree char *summary = say_summary (self, preview);

  gtk_label_set_text (self->summary, summary);
  for (guint i = 0; i < preview->moves->len && i < MAX_ROWS; i++)
    add_move (self, preview->moves->pdata[i]);
  for (guint i = 0; i < preview->reach->len; i++)
    add_reach (self, preview->reach->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->limits), preview->moves->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->people), preview->reach->len > 0);
  gtk_stack_set_visible_child_name (self->stack, "moves");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.adopt", TRUE);
  gtk_widget_grab_focus (self->adopt);
}

static void
refuse (OsrPreviewDialog *self, const GError *error)
{
  g_autofree char *sentence = osr_sentence_for_error (error);
  g_autofree char *safe = g_markup_escape_text (sentence, -1);

  adw_status_page_set_description (self->refusal, safe);
  gtk_stack_set_visible_child_name (self->stack, "refused");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.adopt", FALSE);
}

static void
on_preview (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrPreviewDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrOfficePreview) preview =
      osr_replica_preview_office_finish (OSR_REPLICA (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (preview != NULL)
    show_preview (self, preview);
  else
    refuse (self, error);
}

static void
adopt (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrPreviewDialog *self = OSR_PREVIEW_DIALOG (widget);
  GtkWindow *form = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid =
      osr_replica_change_office (self->replica, self->type, self->members, &error);

  if (uuid == NULL) {
    refuse (self, error);
    return;
  }
  gtk_window_close (GTK_WINDOW (self));
  if (form != NULL)
    gtk_window_close (form);
}

static void
osr_preview_dialog_dispose (GObject *object)
{
  OsrPreviewDialog *self = OSR_PREVIEW_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->members, json_object_unref);
  G_OBJECT_CLASS (osr_preview_dialog_parent_class)->dispose (object);
}

static void
osr_preview_dialog_class_init (OsrPreviewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_preview_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/directory/osr-preview-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrPreviewDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, OsrPreviewDialog, adopt);
  gtk_widget_class_bind_template_child (widget_class, OsrPreviewDialog, refusal);
  gtk_widget_class_bind_template_child (widget_class, OsrPreviewDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, OsrPreviewDialog, limits);
  gtk_widget_class_bind_template_child (widget_class, OsrPreviewDialog, people);
  gtk_widget_class_install_action (widget_class, "preview.adopt", NULL, adopt);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
osr_preview_dialog_init (OsrPreviewDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.adopt", FALSE);
}

GtkWidget *
osr_preview_dialog_new (GtkWindow *parent, OsrReplica *replica, const char *type,
                        JsonObject *members, OsrInstant now)
{
  OsrPreviewDialog *self =
      g_object_new (OSR_TYPE_PREVIEW_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->replica = g_object_ref (replica);
  self->type = g_strdup (type);
  self->members = json_object_ref (members);
  self->now = now;
  osr_replica_preview_office_async (replica, type, members, self->cancellable, on_preview,
                                    g_object_ref (self));
  return GTK_WIDGET (self);
}
