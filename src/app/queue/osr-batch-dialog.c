/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of a step's form, for many cases at a time. */
#include "app/queue/osr-batch-dialog.h"

#include <glib/gi18n.h>

#include "app/steps/osr-step-input.h"
#include "core/osr-json.h"
#include "report/osr-language.h"

struct _OsrBatchDialog {
  AdwWindow parent_instance;

  /* template */
  AdwWindowTitle *heading;
  GtkButton *go_on;
  GtkBox *inputs;

  /* owned */
  OsrReplica *replica;
  GStrv ids;
  GPtrArray *rows; /* OsrStepInput, borrowed from the box */

  const char *step; /* interned */
  OsrInstant now;
};

G_DEFINE_FINAL_TYPE (OsrBatchDialog, osr_batch_dialog, ADW_TYPE_WINDOW)

static guint done_signal;

static const OsrStepField fields[] = {
  { "topic", OSR_STEP_FIELD_CHOICE, N_ ("What those not sorted yet are about"), 0 },
  { "body", OSR_STEP_FIELD_CHOICE, N_ ("Who answers"), 0 },
  { "reason", OSR_STEP_FIELD_CHOICE, N_ ("Why without a reply"), 0 },
  { "ground", OSR_STEP_FIELD_CHOICE, N_ ("What is in them"), 0 },
  { "words", OSR_STEP_FIELD_WORDS, N_ ("Reason"), 0 },
};

static OsrRegulation *
regulation_of (OsrBatchDialog *self)
{
  return osr_registry_get_regulation (osr_replica_get_registry (self->replica));
}

static OsrStepInput *
find_input (OsrBatchDialog *self, const char *member)
{
  for (guint i = 0; i < self->rows->len; i++) {
    if (g_str_equal (osr_step_input_get_field (self->rows->pdata[i])->member, member))
      return self->rows->pdata[i];
  }
  return NULL;
}

/* (transfer full) (nullable) */
static char *
dup_value (OsrBatchDialog *self, const char *member)
{
  OsrStepInput *input = find_input (self, member);
  g_autofree char *text = input != NULL ? osr_step_input_dup (input) : NULL;

  if (text == NULL || *g_strstrip (text) == '\0')
    return NULL;
  return g_steal_pointer (&text);
}

/* --- what can be chosen --- */

static void
add (GStrvBuilder *builder, const char *id, const char *name)
{
  g_strv_builder_add (builder, id);
  g_strv_builder_add (builder, name);
}

static void
add_topics (GStrvBuilder *builder, OsrBatchDialog *self)
{
  GPtrArray *topics = osr_registry_get_topics (osr_replica_get_registry (self->replica));

  for (guint i = 0; i < topics->len; i++) {
    const OsrTopic *topic = topics->pdata[i];

    add (builder, topic->id, topic->name);
  }
}

static void
add_bodies (GStrvBuilder *builder, OsrBatchDialog *self)
{
  g_autoptr (GPtrArray) bodies =
      osr_registry_list_valid_bodies (osr_replica_get_registry (self->replica), self->now);

  for (guint i = 0; i < bodies->len; i++) {
    const OsrBody *body = bodies->pdata[i];

    add (builder, body->id, body->short_name != NULL ? body->short_name : body->name);
  }
}

static void
add_grounds (GStrvBuilder *builder, OsrBatchDialog *self)
{
  JsonObject *rule = osr_regulation_get_rule (regulation_of (self), "dismissal");
  JsonArray *grounds = rule != NULL ? osr_json_get_array (rule, "grounds") : NULL;

  for (guint i = 0; grounds != NULL && i < json_array_get_length (grounds); i++) {
    JsonObject *ground = osr_json_array_get_object (grounds, i);
    JsonObject *name = osr_json_get_object (ground, "name");

    add (builder, osr_json_get_string (ground, "id"), osr_json_get_string (name, osr_language ()));
  }
}

static void
fill_choices (OsrBatchDialog *self, OsrStepInput *input)
{
  const OsrStepField *field = osr_step_input_get_field (input);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) choices = NULL;

  if (g_str_equal (field->member, "topic"))
    add_topics (builder, self);
  else if (g_str_equal (field->member, "body"))
    add_bodies (builder, self);
  else if (g_str_equal (field->member, "ground"))
    add_grounds (builder, self);
  if (g_str_equal (field->member, "reason")) {
    add (builder, "no-reply", _ ("No reply is needed"));
    if (osr_regulation_has_rule (regulation_of (self), "dismissal"))
      add (builder, "not-processed", _ ("Not to be processed"));
  }
  choices = g_strv_builder_end (builder);
  osr_step_input_set_choices (input, (const char *const *) choices);
}

/* --- what is asked --- */

static gboolean
asks (OsrBatchDialog *self, const char *member)
{
  const char *const *ids = (const char *const *) self->ids;

  if (g_str_equal (self->step, "routed"))
    return g_str_equal (member, "body") ||
           (g_str_equal (member, "topic") && osr_batch_needs_topic (self->replica, ids));
  if (g_str_equal (self->step, "dismissed"))
    return g_str_equal (member, "reason") || g_str_equal (member, "ground") ||
           g_str_equal (member, "words");
  return g_str_equal (member, "words") && osr_batch_needs_words (self->replica, ids);
}

static gboolean
is_complete (OsrBatchDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    const char *member = osr_step_input_get_field (self->rows->pdata[i])->member;
    g_autofree char *value = dup_value (self, member);

    if (value == NULL && !g_str_equal (member, "ground") &&
        gtk_widget_get_visible (self->rows->pdata[i]))
      return FALSE;
  }
  return TRUE;
}

static void
update (OsrBatchDialog *self)
{
  g_autofree char *reason = dup_value (self, "reason");
  OsrStepInput *ground = find_input (self, "ground");

  if (ground != NULL)
    gtk_widget_set_visible (GTK_WIDGET (ground), g_strcmp0 (reason, "not-processed") == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "batch.do", is_complete (self));
}

static void
add_inputs (OsrBatchDialog *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    GtkWidget *input;

    if (!asks (self, fields[i].member))
      continue;
    input = osr_step_input_new (&fields[i], FALSE);
    if (fields[i].kind == OSR_STEP_FIELD_CHOICE)
      fill_choices (self, OSR_STEP_INPUT (input));
    g_ptr_array_add (self->rows, input);
    gtk_box_append (self->inputs, input);
    g_signal_connect_object (input, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  }
}

static void
do_batch (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrBatchDialog *self = OSR_BATCH_DIALOG (widget);
  g_autofree char *topic = dup_value (self, "topic");
  g_autofree char *body = dup_value (self, "body");
  g_autofree char *reason = dup_value (self, "reason");
  g_autofree char *ground =
      g_strcmp0 (reason, "not-processed") == 0 ? dup_value (self, "ground") : NULL;
  g_autofree char *words = dup_value (self, "words");
  const OsrBatchDecision decision = { self->step, topic, body, reason, ground, words };
  g_autoptr (OsrBatchOutcome) outcome =
      osr_batch_run (self->replica, (const char *const *) self->ids, &decision);
  g_autofree char *text = osr_batch_outcome_to_text (outcome, &decision);

  g_signal_emit (self, done_signal, 0, text);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- GObject --- */

/* What is chosen changes once more while the lists go. */
static void
osr_batch_dialog_dispose (GObject *object)
{
  OsrBatchDialog *self = OSR_BATCH_DIALOG (object);

  for (guint i = 0; i < self->rows->len; i++)
    g_signal_handlers_disconnect_by_data (self->rows->pdata[i], self);
  g_ptr_array_set_size (self->rows, 0);
  G_OBJECT_CLASS (osr_batch_dialog_parent_class)->dispose (object);
}

static void
osr_batch_dialog_finalize (GObject *object)
{
  OsrBatchDialog *self = OSR_BATCH_DIALOG (object);

  g_clear_object (&self->replica);
  g_strfreev (self->ids);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (osr_batch_dialog_parent_class)->finalize (object);
}

static void
osr_batch_dialog_class_init (OsrBatchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_batch_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_batch_dialog_finalize;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/queue/osr-batch-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrBatchDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, OsrBatchDialog, go_on);
  gtk_widget_class_bind_template_child (widget_class, OsrBatchDialog, inputs);
  gtk_widget_class_install_action (widget_class, "batch.do", NULL, do_batch);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "batch.do",
                                       NULL);
}

static void
osr_batch_dialog_init (OsrBatchDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_words (OsrBatchDialog *self)
{
  gboolean routes = g_str_equal (self->step, "routed");
  gboolean leaves = g_str_equal (self->step, "dismissed");
  guint n = g_strv_length (self->ids);
  const char *title = routes   ? _ ("Route to one body")
                      : leaves ? _ ("Leave without a reply")
                               : _ ("Close the cases");
  g_autofree char *count = g_strdup_printf (ngettext ("%u message", "%u messages", n), n);

  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->heading, title);
  adw_window_title_set_subtitle (self->heading, count);
  gtk_button_set_label (self->go_on, routes ? _ ("Route") : leaves ? _ ("Leave") : _ ("Close"));
}

GtkWidget *
osr_batch_dialog_new (GtkWidget *over, OsrReplica *replica, const char *step,
                      const char *const *ids, OsrInstant now)
{
  GtkRoot *root = gtk_widget_get_root (over);
  OsrBatchDialog *self = g_object_new (OSR_TYPE_BATCH_DIALOG, "transient-for",
                                       GTK_IS_WINDOW (root) ? root : NULL, NULL);

  self->replica = g_object_ref (replica);
  self->ids = g_strdupv ((char **) ids);
  self->step = g_intern_string (step);
  self->now = now;
  show_words (self);
  add_inputs (self);
  update (self);
  return GTK_WIDGET (self);
}

void
osr_batch_dialog_set (OsrBatchDialog *self, const char *member, const char *value)
{
  OsrStepInput *input;

  g_return_if_fail (OSR_IS_BATCH_DIALOG (self));
  input = find_input (self, member);
  if (input != NULL)
    osr_step_input_set (input, value);
}
