/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the texts of a changed message and takes the curator's decision. That the message was changed or
 * deleted is said by the banner above it; who decides is the rules'. */
#include "app/detail/osr-change-card.h"

#include <glib/gi18n.h>

#include "app/shared/osr-reason-dialog.h"
#include "report/osr-shown-text.h"
#include "app/shared/osr-wrap-layout.h"
#include "app/triage/osr-word-diff.h"
#include "core/osr-rules.h"

struct _OsrChangeCard {
  OsrPane parent_instance;

  /* template */
  GtkWidget *both;
  GtkWidget *diff;
  GtkWidget *first;
  GtkWidget *decision;
  GtkWidget *choices;
  GtkWidget *by_changed;
  GtkWidget *by_first;
  GtkWidget *close;
};

G_DEFINE_FINAL_TYPE (OsrChangeCard, osr_change_card, OSR_TYPE_PANE)

static const char *
decision_words (const char *goes_by)
{
  return g_strcmp0 (goes_by, "first") == 0 ? _ ("Decided: the reply goes by the first text.")
                                           : _ ("Decided: the reply goes by the changed text.");
}

char *
osr_change_card_dup_decision (OsrCase *c, gboolean may_choose)
{
  if (c->message_state == OSR_MESSAGE_DELETED)
    return NULL;
  if (c->goes_by != NULL)
    return g_strdup (decision_words (c->goes_by));
  return g_strdup (may_choose
                       ? _ ("Decide which of the two is answered.")
                       : _ ("The curator has not decided yet which of the two is answered."));
}

/* No meaning by colour alone: what went is struck through, what came is underlined. */
static void
mark_part (PangoAttrList *attributes, OsrDiffKind kind, gsize from, gsize to)
{
  PangoAttribute *attribute = kind == OSR_DIFF_REMOVED
                                  ? pango_attr_strikethrough_new (TRUE)
                                  : pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);

  attribute->start_index = from;
  attribute->end_index = to;
  pango_attr_list_insert (attributes, attribute);
}

static void
show_texts (OsrChangeCard *self, OsrCase *c)
{
  g_autofree char *first = osr_shown_text (c->original_text, OSR_SHOWN_LENGTH, 0, NULL);
  g_autofree char *now = osr_shown_text (c->text, OSR_SHOWN_LENGTH, 0, NULL);
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  gtk_widget_set_visible (self->both, c->original_text != NULL && c->text != NULL);
  if (c->original_text == NULL || c->text == NULL)
    return;
  parts = osr_word_diff_new (first, now);
  for (guint i = 0; i < parts->len; i++) {
    const OsrDiffPart *part = parts->pdata[i];
    gsize from = text->len;

    g_string_append (text, part->text);
    if (part->kind != OSR_DIFF_SAME)
      mark_part (attributes, part->kind, from, text->len);
  }
  gtk_label_set_label (GTK_LABEL (self->diff), text->str);
  gtk_label_set_attributes (GTK_LABEL (self->diff), attributes);
  gtk_label_set_label (GTK_LABEL (self->first), first);
}

/* The other choice stays open after a decision: it may be taken back. */
static void
show_choices (OsrChangeCard *self, OsrCase *c, gboolean chooses, gboolean closes)
{
  gboolean two = chooses && c->message_state == OSR_MESSAGE_EDITED && !osr_case_is_over (c);

  gtk_widget_set_visible (self->by_changed, two && g_strcmp0 (c->goes_by, "changed") != 0);
  gtk_widget_set_visible (self->by_first, two && g_strcmp0 (c->goes_by, "first") != 0);
  gtk_widget_set_visible (self->close, closes);
  gtk_widget_set_visible (self->choices, two || closes);
}

static void
osr_change_card_refresh (OsrPane *pane)
{
  OsrChangeCard *self = OSR_CHANGE_CARD (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  OsrCase *c = osr_pane_get_case (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  gboolean touched = c != NULL && registry != NULL && c->message_state != OSR_MESSAGE_THERE;
  gboolean chooses, closes;
  g_autofree char *decision = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), touched);
  if (!touched)
    return;
  chooses = osr_rules_may_choose_text (c, registry, osr_workplace_get_person (workplace));
  closes = chooses || c->message_state == OSR_MESSAGE_DELETED;
  closes = closes && !osr_case_is_over (c) && osr_workplace_may (workplace, "closed");
  decision = osr_change_card_dup_decision (c, chooses);
  show_texts (self, c);
  gtk_label_set_label (GTK_LABEL (self->decision), decision != NULL ? decision : "");
  gtk_widget_set_visible (self->decision, decision != NULL);
  show_choices (self, c, chooses, closes);
}

static void
go_by (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *goes_by = g_variant_get_string (parameter, NULL);
  JsonObject *members, *payload;

  if (osr_pane_get_case (OSR_PANE (widget)) == NULL)
    return;
  members = json_object_new ();
  payload = json_object_new ();
  json_object_set_string_member (members, "goes_by", goes_by);
  json_object_set_string_member (payload, "text", decision_words (goes_by));
  osr_workplace_act (osr_pane_get_workplace (OSR_PANE (widget)), "noted", members, payload);
}

static void
closed (OsrChangeCard *self, const char *reason)
{
  JsonObject *payload = json_object_new ();

  json_object_set_string_member (payload, "reason", reason);
  osr_workplace_act (osr_pane_get_workplace (OSR_PANE (self)), "closed", NULL, payload);
}

static void
ask_close (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrReasonDialog *dialog = osr_reason_dialog_new (
      widget, _ ("Close the case?"),
      _ ("Nothing more is answered. Both texts and the reason stay in the history."), _ ("_Close"),
      TRUE);

  g_signal_connect_object (dialog, "given", G_CALLBACK (closed), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
osr_change_card_class_init (OsrChangeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_change_card_refresh;
  g_type_ensure (OSR_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/detail/osr-change-card.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrChangeCard, both);
  gtk_widget_class_bind_template_child (widget_class, OsrChangeCard, diff);
  gtk_widget_class_bind_template_child (widget_class, OsrChangeCard, first);
  gtk_widget_class_bind_template_child (widget_class, OsrChangeCard, decision);
  gtk_widget_class_bind_template_child (widget_class, OsrChangeCard, choices);
  gtk_widget_class_bind_template_child (widget_class, OsrChangeCard, by_changed);
  gtk_widget_class_bind_template_child (widget_class, OsrChangeCard, by_first);
  gtk_widget_class_bind_template_child (widget_class, OsrChangeCard, close);
  gtk_widget_class_install_action (widget_class, "change.go-by", "s", go_by);
  gtk_widget_class_install_action (widget_class, "change.close", NULL, ask_close);
}

static void
osr_change_card_init (OsrChangeCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_change_card_new (void)
{
  return g_object_new (OSR_TYPE_CHANGE_CARD, NULL);
}
