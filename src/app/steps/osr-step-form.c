/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column of inputs. Words being written are kept like a draft, where no draft stands in their
 * place: a crash takes nothing away. */
#include "app/steps/osr-step-form.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/steps/osr-step-input.h"

struct _OsrStepForm {
  AdwBin parent_instance;

  /* template */
  GtkWidget *subject_card;
  GtkLabel *subject;
  GtkLabel *says;
  GtkBox *inputs;

  /* owned */
  OsrWorkplace *workplace; /* nullable */
  char *case_id;           /* nullable */
  GPtrArray *rows;         /* OsrStepInput, borrowed from the box */

  const OsrStepKind *step; /* nullable */
  gboolean loading;
  gboolean keeps; /* words are kept as they are written */
};

G_DEFINE_FINAL_TYPE (OsrStepForm, osr_step_form, ADW_TYPE_BIN)

enum { CHANGED, ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
fill_desk (OsrStepForm *self, OsrStepDesk *desk)
{
  OsrReplica *replica =
      self->workplace != NULL ? osr_workplace_get_replica (self->workplace) : NULL;

  if (replica == NULL || self->step == NULL || osr_workplace_get_case (self->workplace) == NULL ||
      osr_workplace_get_person (self->workplace) == NULL)
    return FALSE;
  desk->c = osr_workplace_get_case (self->workplace);
  desk->registry = osr_replica_get_registry (replica);
  desk->person = osr_workplace_get_person (self->workplace);
  desk->now = osr_workplace_now (self->workplace);
  return TRUE;
}

static OsrStepInput *
find_input (OsrStepForm *self, const char *member)
{
  for (guint i = 0; i < self->rows->len; i++) {
    if (g_str_equal (osr_step_input_get_field (self->rows->pdata[i])->member, member))
      return self->rows->pdata[i];
  }
  return NULL;
}

static char *
dup_value (OsrStepForm *self, const char *member)
{
  OsrStepInput *input = find_input (self, member);

  return input != NULL ? osr_step_input_dup (input) : NULL;
}

/* --- cases by their numbers --- */

/* "2026-000123" for itself, or its last digits. */
static gboolean
is_number_of (const char *text, const char *number)
{
  const char *dash = number != NULL ? strrchr (number, '-') : NULL;

  if (g_strcmp0 (text, number) == 0)
    return TRUE;
  return dash != NULL && *text != '\0' && strspn (text, "0123456789") == strlen (text) &&
         g_ascii_strtoull (text, NULL, 10) == g_ascii_strtoull (dash + 1, NULL, 10);
}

/* (nullable): the case of that number among those held here. */
static OsrCase *
find_case (OsrStepForm *self, const char *text)
{
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  g_autofree char *number = g_strstrip (g_strdup (text));
  g_autoptr (GPtrArray) ids = NULL;

  if (replica == NULL || *number == '\0')
    return NULL;
  ids = osr_replica_list (replica, OSR_QUEUE_ALL, number);
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (OsrCase) c = osr_replica_get_case (replica, ids->pdata[i]);

    if (c != NULL && is_number_of (number, c->number) &&
        g_strcmp0 (c->id, osr_workplace_get_case_id (self->workplace)) != 0)
      return g_steal_pointer (&c);
  }
  return NULL;
}

static void
set_case (OsrStepForm *self, GHashTable *values, const char *member, const char *text)
{
  g_autoptr (OsrCase) c = find_case (self, text);

  g_hash_table_insert (values, g_strdup (member), g_strdup (c != NULL ? c->id : ""));
  if (c != NULL)
    g_hash_table_insert (values, g_strdup ("number"), g_strdup (c->number));
}

/* --- filling --- */

static void
fill_choices (OsrStepForm *self)
{
  g_autofree char *body = dup_value (self, "body");
  OsrStepDesk desk;

  for (guint i = 0; fill_desk (self, &desk) && i < self->rows->len; i++) {
    OsrStepInput *input = self->rows->pdata[i];
    const OsrStepField *field = osr_step_input_get_field (input);
    g_auto (GStrv) choices = NULL;

    if (field->kind != OSR_STEP_FIELD_CHOICE && field->kind != OSR_STEP_FIELD_BODIES)
      continue;
    choices = osr_step_dup_choices (self->step, field, &desk, body);
    osr_step_input_set_choices (input, (const char *const *) choices);
    if (g_str_equal (field->member, "body")) {
      g_free (body);
      body = osr_step_input_dup (input);
    }
  }
}

/* The first words of a step are what is kept. */
static OsrStepInput *
find_words (OsrStepForm *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    if (osr_step_input_get_field (self->rows->pdata[i])->kind == OSR_STEP_FIELD_WORDS)
      return self->rows->pdata[i];
  }
  return NULL;
}

static void
keep_words (OsrStepForm *self)
{
  OsrStepInput *words = find_words (self);
  g_autofree char *text = NULL;

  if (!self->keeps || words == NULL || self->workplace == NULL ||
      osr_workplace_get_replica (self->workplace) == NULL)
    return;
  text = osr_step_input_dup (words);
  osr_replica_write (osr_workplace_get_replica (self->workplace), self->case_id, self->step->name,
                     text);
}

static void
load_words (OsrStepForm *self)
{
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  OsrStepInput *words = find_words (self);
  OsrWriting *writing =
      replica != NULL && words != NULL ? osr_replica_get_writing (replica, self->case_id) : NULL;

  self->keeps = words != NULL && (writing == NULL || *writing->text == '\0' ||
                                  g_str_equal (writing->kind, self->step->name));
  if (writing != NULL && self->keeps && *writing->text != '\0')
    osr_step_input_set (words, writing->text);
  g_clear_pointer (&writing, osr_writing_free);
}

static void
on_changed (OsrStepForm *self)
{
  if (self->loading)
    return;
  self->loading = TRUE;
  fill_choices (self);
  self->loading = FALSE;
  keep_words (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_activated (OsrStepForm *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
clear (OsrStepForm *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->inputs))) != NULL)
    gtk_box_remove (self->inputs, child);
}

static void
add_input (OsrStepForm *self, const OsrStepField *field, const OsrStepDesk *desk)
{
  GtkWidget *input = osr_step_input_new (field, (field->flags & OSR_STEP_FIELD_ORDER) != 0 &&
                                                    osr_step_may_order (desk));
  g_autofree char *value = osr_step_dup_default (self->step, field, desk);

  g_signal_connect_object (input, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (input, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, input);
  gtk_box_append (self->inputs, input);
  osr_step_input_set_place (OSR_STEP_INPUT (input), osr_workplace_get_replica (self->workplace),
                            self->case_id);
  if (*value != '\0')
    osr_step_input_set (OSR_STEP_INPUT (input), value);
}

static void
load (OsrStepForm *self)
{
  OsrStepDesk desk;

  self->loading = TRUE;
  clear (self);
  if (fill_desk (self, &desk)) {
    for (const OsrStepField *field = self->step->fields; field->member != NULL; field++) {
      if (osr_step_asks (self->step, field, &desk))
        add_input (self, field, &desk);
    }
    fill_choices (self);
    load_words (self);
  }
  self->loading = FALSE;
}

static void
show_words (OsrStepForm *self)
{
  OsrStepDesk desk;
  g_autofree char *subject = NULL;

  if (!fill_desk (self, &desk))
    return;
  subject = osr_step_dup_subject (self->step, &desk);
  gtk_label_set_label (self->subject, subject != NULL ? subject : "");
  gtk_widget_set_visible (self->subject_card, subject != NULL);
  gtk_label_set_label (self->says, _ (self->step->says));
}

/* --- GObject --- */

static void
osr_step_form_dispose (GObject *object)
{
  OsrStepForm *self = OSR_STEP_FORM (object);

  self->loading = TRUE;
  g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->workplace);
  G_OBJECT_CLASS (osr_step_form_parent_class)->dispose (object);
}

static void
osr_step_form_finalize (GObject *object)
{
  OsrStepForm *self = OSR_STEP_FORM (object);

  g_free (self->case_id);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (osr_step_form_parent_class)->finalize (object);
}

static void
osr_step_form_class_init (OsrStepFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_step_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_step_form_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/region/OpenSources/ui/steps/osr-step-form.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrStepForm, subject_card);
  gtk_widget_class_bind_template_child (widget_class, OsrStepForm, subject);
  gtk_widget_class_bind_template_child (widget_class, OsrStepForm, says);
  gtk_widget_class_bind_template_child (widget_class, OsrStepForm, inputs);
}

static void
osr_step_form_init (OsrStepForm *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* --- public --- */

GtkWidget *
osr_step_form_new (void)
{
  return g_object_new (OSR_TYPE_STEP_FORM, NULL);
}

void
osr_step_form_show (OsrStepForm *self, OsrWorkplace *workplace, const OsrStepKind *step)
{
  const char *case_id;
  gboolean same;

  g_return_if_fail (OSR_IS_STEP_FORM (self));
  case_id = workplace != NULL ? osr_workplace_get_case_id (workplace) : NULL;
  same =
      self->workplace == workplace && self->step == step && g_strcmp0 (self->case_id, case_id) == 0;
  g_set_object (&self->workplace, workplace);
  self->step = step;
  if (!same) {
    g_free (self->case_id);
    self->case_id = g_strdup (case_id);
    load (self);
  } else {
    self->loading = TRUE;
    fill_choices (self);
    self->loading = FALSE;
  }
  show_words (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

const OsrStepKind *
osr_step_form_get_step (OsrStepForm *self)
{
  g_return_val_if_fail (OSR_IS_STEP_FORM (self), NULL);
  return self->step;
}

void
osr_step_form_set (OsrStepForm *self, const char *member, const char *value)
{
  OsrStepInput *input;

  g_return_if_fail (OSR_IS_STEP_FORM (self));
  input = find_input (self, member);
  if (input != NULL)
    osr_step_input_set (input, value);
}

GHashTable *
osr_step_form_dup_values (OsrStepForm *self)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_return_val_if_fail (OSR_IS_STEP_FORM (self), values);
  for (guint i = 0; i < self->rows->len; i++) {
    OsrStepInput *input = self->rows->pdata[i];
    const OsrStepField *field = osr_step_input_get_field (input);
    g_autofree char *text = osr_step_input_dup (input);

    if (field->kind == OSR_STEP_FIELD_CASE)
      set_case (self, values, field->member, text);
    else
      g_hash_table_insert (values, g_strdup (field->member), g_steal_pointer (&text));
    if (osr_step_input_is_ordered (input))
      g_hash_table_insert (values, g_strdup ("order"), g_strdup ("1"));
  }
  return values;
}

char *
osr_step_form_dup_fault (OsrStepForm *self)
{
  g_autoptr (GHashTable) values = osr_step_form_dup_values (self);
  OsrStepDesk desk;

  return fill_desk (self, &desk) ? osr_step_find_fault (self->step, &desk, values) : NULL;
}

char *
osr_step_form_dup_goes_to (OsrStepForm *self)
{
  OsrStepDesk desk;

  return fill_desk (self, &desk) ? osr_step_dup_goes_to (self->step, &desk) : NULL;
}

/* What is written is let go once it is in the outbox: the command keeps it. */
gboolean
osr_step_form_submit (OsrStepForm *self)
{
  g_autoptr (OsrWorkplace) workplace = NULL;
  g_autoptr (GHashTable) values = osr_step_form_dup_values (self);
  g_autoptr (GPtrArray) commands = NULL;
  g_autofree char *case_id = g_strdup (self->case_id);
  gboolean keeps = self->keeps;
  const char *kind;
  OsrStepDesk desk;

  if (!fill_desk (self, &desk))
    return FALSE;
  kind = self->step->name;
  workplace = g_object_ref (self->workplace);
  commands = osr_step_build (self->step, &desk, values);
  for (guint i = 0; i < commands->len; i++) {
    OsrStepCommand *command = commands->pdata[i];

    if (!osr_workplace_act (workplace, command->type, json_object_ref (command->members),
                            command->payload != NULL ? json_object_ref (command->payload) : NULL))
      return FALSE;
  }
  if (keeps)
    osr_replica_write (osr_workplace_get_replica (workplace), case_id, kind, "");
  return TRUE;
}
