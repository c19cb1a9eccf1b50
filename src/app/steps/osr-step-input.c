/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A label over a control, by the kind of the field. What can be chosen comes from the form. */
#include "app/steps/osr-step-input.h"

#include <glib/gi18n.h>

#include "app/attachments/osr-proof-field.h"
#include "app/steps/osr-body-order.h"
#include "app/steps/osr-choice-list.h"

#define WORDS_HEIGHT 96
#define MOST_LINE    2000

struct _OsrStepInput {
  AdwBin parent_instance;

  GtkWidget *control;
  GtkTextBuffer *buffer;     /* nullable: of several lines */
  const OsrStepField *field; /* borrowed */
};

G_DEFINE_FINAL_TYPE (OsrStepInput, osr_step_input, ADW_TYPE_BIN)

enum { CHANGED, ACTIVATED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
tell_changed (OsrStepInput *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
tell_activated (OsrStepInput *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
name_control (GtkWidget *control, const OsrStepField *field)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (field->label), -1);
}

static GtkWidget *
make_words (OsrStepInput *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  GtkTextView *text = GTK_TEXT_VIEW (view);

  gtk_text_view_set_wrap_mode (text, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (text, FALSE);
  gtk_text_view_set_top_margin (text, 8);
  gtk_text_view_set_bottom_margin (text, 8);
  gtk_text_view_set_left_margin (text, 10);
  gtk_text_view_set_right_margin (text, 10);
  name_control (view, self->field);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), WORDS_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_margin_start (scrolled, 2);
  gtk_widget_set_margin_end (scrolled, 2);
  gtk_widget_add_css_class (scrolled, "text-frame");
  self->buffer = gtk_text_view_get_buffer (text);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (tell_changed), self,
                           G_CONNECT_SWAPPED);
  return scrolled;
}

static void
on_day (OsrStepInput *self, GtkCalendar *calendar)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (calendar), GTK_TYPE_POPOVER);

  osr_step_input_set (self, text);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static GtkWidget *
make_date (OsrStepInput *self, GtkWidget *entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Choose the day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Choose the day"), -1);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "2026-04-01");
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (on_day), self, G_CONNECT_SWAPPED);
  return box;
}

static GtkWidget *
make_entry (OsrStepInput *self)
{
  GtkWidget *entry = gtk_entry_new ();

  self->control = entry;
  gtk_entry_set_max_length (GTK_ENTRY (entry), MOST_LINE);
  if (self->field->kind == OSR_STEP_FIELD_URL) {
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_URL);
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "https://");
  } else if (self->field->kind == OSR_STEP_FIELD_NUMBER) {
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  }
  name_control (entry, self->field);
  g_signal_connect_object (entry, "changed", G_CALLBACK (tell_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (tell_activated), self, G_CONNECT_SWAPPED);
  return self->field->kind == OSR_STEP_FIELD_DATE ? make_date (self, entry) : entry;
}

static GtkWidget *
make_list (OsrStepInput *self, gboolean orders)
{
  GtkWidget *list = self->field->kind == OSR_STEP_FIELD_BODIES
                        ? osr_body_order_new (_ (self->field->label), orders)
                        : osr_choice_list_new (_ (self->field->label));

  self->control = list;
  g_signal_connect_object (list, "changed", G_CALLBACK (tell_changed), self, G_CONNECT_SWAPPED);
  return list;
}

static GtkWidget *
make_proof (OsrStepInput *self)
{
  GtkWidget *proof = osr_proof_field_new ();

  g_signal_connect_object (proof, "changed", G_CALLBACK (tell_changed), self, G_CONNECT_SWAPPED);
  return proof;
}

static GtkWidget *
make_control (OsrStepInput *self, gboolean orders)
{
  switch (self->field->kind) {
  case OSR_STEP_FIELD_WORDS:
    return self->control = make_words (self);
  case OSR_STEP_FIELD_PROOF:
    return self->control = make_proof (self);
  case OSR_STEP_FIELD_CHOICE:
  case OSR_STEP_FIELD_BODIES:
    return make_list (self, orders);
  default:
    return make_entry (self);
  }
}

static void
osr_step_input_class_init (OsrStepInputClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_step_input_init (OsrStepInput *self)
{
}

GtkWidget *
osr_step_input_new (const OsrStepField *field, gboolean orders)
{
  OsrStepInput *self = g_object_new (OSR_TYPE_STEP_INPUT, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *label = gtk_label_new (_ (field->label));

  self->field = field;
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), make_control (self, orders));
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}

const OsrStepField *
osr_step_input_get_field (OsrStepInput *self)
{
  g_return_val_if_fail (OSR_IS_STEP_INPUT (self), NULL);
  return self->field;
}

void
osr_step_input_set_choices (OsrStepInput *self, const char *const *choices)
{
  g_return_if_fail (OSR_IS_STEP_INPUT (self));
  if (OSR_IS_BODY_ORDER (self->control)) {
    osr_body_order_set (OSR_BODY_ORDER (self->control), choices);
    return;
  }
  osr_choice_list_set (OSR_CHOICE_LIST (self->control), choices);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          (self->field->flags & OSR_STEP_FIELD_QUIET) == 0 ||
                              osr_choice_list_count (OSR_CHOICE_LIST (self->control)) > 1);
}

void
osr_step_input_set_place (OsrStepInput *self, OsrReplica *replica, const char *case_id)
{
  g_return_if_fail (OSR_IS_STEP_INPUT (self));
  if (OSR_IS_PROOF_FIELD (self->control))
    osr_proof_field_show (OSR_PROOF_FIELD (self->control), replica, case_id);
}

/* Nothing while a picture is being made ready: it would be left behind. */
static char *
dup_proof (OsrProofField *proof)
{
  const char *digests = osr_proof_field_get_digests (proof);

  if (!osr_proof_field_is_filled (proof))
    return g_strdup ("");
  if (digests == NULL)
    return g_strdup (osr_proof_field_get_words (proof));
  return g_strjoin ("|", osr_proof_field_get_words (proof), digests, NULL);
}

char *
osr_step_input_dup (OsrStepInput *self)
{
  char *text = NULL;

  g_return_val_if_fail (OSR_IS_STEP_INPUT (self), NULL);
  if (self->buffer != NULL) {
    g_object_get (self->buffer, "text", &text, NULL);
    return text;
  }
  if (OSR_IS_BODY_ORDER (self->control)) {
    g_auto (GStrv) ids = osr_body_order_dup (OSR_BODY_ORDER (self->control));

    return g_strjoinv ("\n", ids);
  }
  if (OSR_IS_PROOF_FIELD (self->control))
    return dup_proof (OSR_PROOF_FIELD (self->control));
  if (OSR_IS_CHOICE_LIST (self->control))
    return g_strdup (osr_choice_list_get (OSR_CHOICE_LIST (self->control)));
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->control)));
}

static void
set_bodies (OsrBodyOrder *order, const char *value)
{
  g_auto (GStrv) ids = g_strsplit (value, "\n", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    osr_body_order_choose (order, ids[i], TRUE);
}

void
osr_step_input_set (OsrStepInput *self, const char *value)
{
  g_return_if_fail (OSR_IS_STEP_INPUT (self));
  g_return_if_fail (value != NULL);
  if (self->buffer != NULL)
    gtk_text_buffer_set_text (self->buffer, value, -1);
  else if (OSR_IS_BODY_ORDER (self->control))
    set_bodies (OSR_BODY_ORDER (self->control), value);
  else if (OSR_IS_CHOICE_LIST (self->control))
    osr_choice_list_choose (OSR_CHOICE_LIST (self->control), value);
  else if (OSR_IS_PROOF_FIELD (self->control))
    osr_proof_field_set_words (OSR_PROOF_FIELD (self->control), value);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->control), value);
}

gboolean
osr_step_input_is_ordered (OsrStepInput *self)
{
  g_return_val_if_fail (OSR_IS_STEP_INPUT (self), FALSE);
  return OSR_IS_BODY_ORDER (self->control) &&
         osr_body_order_is_ordered (OSR_BODY_ORDER (self->control));
}
