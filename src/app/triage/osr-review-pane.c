/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft before whoever decides on it, the curator or inside the body whoever agrees for it: its
 * text, what changed in it, the findings; approve it or send it back. The text cannot be changed
 * here. */
#include "app/triage/osr-review-pane.h"

#include <glib/gi18n.h>

#include "app/attachments/osr-attachment-strip.h"
#include "app/composer/osr-draft-findings.h"
#include "app/composer/osr-findings-list.h"
#include "report/osr-history-sentence.h"
#include "app/shared/osr-columns-layout.h"
#include "app/shared/osr-count-text.h"
#include "app/shared/osr-outward-words.h"
#include "app/shared/osr-plain-label.h"
#include "app/shared/osr-shrinking.h"
#include "app/shared/osr-step-words.h"
#include "report/osr-time-text.h"
#include "app/triage/osr-word-diff.h"
#include "core/osr-rules.h"
#include "report/osr-shown-text.h"

/* The text and its pictures, and the two decisions, stand side by side where each has this much. */
#define COLUMN_WIDTH 240

struct _OsrReviewPane {
  OsrPane parent_instance;

  /* template */
  GtkWidget *title;
  GtkWidget *changes;
  GtkWidget *who;
  GtkWidget *draft;
  GtkWidget *decisions;
  GtkWidget *text;
  OsrAttachmentStrip *attachments;
  GtkWidget *kind;
  GtkWidget *count;
  GtkWidget *outward;
  OsrFindingsList *findings;
  GtkWidget *own;
  GtkWidget *approve;
  GtkWidget *approve_label;
  GtkWidget *hint;
  GtkWidget *remarks;
  GtkTextBuffer *buffer;
  GtkWidget *placeholder;
  GtkWidget *rework;
  GtkWidget *rework_label;
  GtkWidget *rework_hint;

  char *shown; /* owned, nullable: "case:version" of the draft that stands here */
};

G_DEFINE_TYPE (OsrReviewPane, osr_review_pane, OSR_TYPE_PANE)

static char *
dup_remarks (OsrReviewPane *self)
{
  g_autofree char *text = NULL;

  g_object_get (self->buffer, "text", &text, NULL);
  return g_strdup (g_strstrip (text));
}

/* Whether the draft is agreed to inside the body, not yet before the curator. */
static gboolean
is_inside (OsrReviewPane *self)
{
  OsrPane *pane = OSR_PANE (self);

  return osr_pane_is_side (pane, OSR_SIDE_REVIEW) &&
         g_strcmp0 (osr_workplace_get_step (osr_pane_get_workplace (pane)), "agreed") == 0;
}

static const OsrCaseDraft *
get_draft (OsrReviewPane *self)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (self));

  if (!osr_pane_is_side (OSR_PANE (self), OSR_SIDE_REVIEW))
    return NULL;
  return is_inside (self) ? osr_case_get_shared (c) : osr_case_get_draft (c);
}

static void
find_before (GPtrArray *drafts, const OsrCaseDraft *draft, const OsrCaseDraft **previous)
{
  for (guint i = 0; i < drafts->len; i++) {
    const OsrCaseDraft *other = drafts->pdata[i];

    if (other->version < draft->version && other->text != NULL &&
        (*previous == NULL || other->version > (*previous)->version))
      *previous = other;
  }
}

/* The version before @draft that still has its text; what the body had among itself is compared
 * inside the body only. */
static const OsrCaseDraft *
find_previous (OsrReviewPane *self, const OsrCaseDraft *draft)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (self));
  const OsrCaseDraft *previous = NULL;

  find_before (c->drafts, draft, &previous);
  if (is_inside (self))
    find_before (c->shared, draft, &previous);
  return previous;
}

static void
mark_part (PangoAttrList *attributes, OsrDiffKind kind, gsize from, gsize to)
{
  PangoAttribute *list[3] = { NULL };
  guint n = 0;

  if (kind == OSR_DIFF_ADDED) {
    list[n++] = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);
    list[n++] = pango_attr_weight_new (PANGO_WEIGHT_SEMIBOLD);
  } else if (kind == OSR_DIFF_REMOVED) {
    list[n++] = pango_attr_strikethrough_new (TRUE);
    list[n++] = pango_attr_foreground_alpha_new (0x8000);
  }
  for (guint i = 0; i < n; i++) {
    list[i]->start_index = (guint) from;
    list[i]->end_index = (guint) to;
    pango_attr_list_insert (attributes, list[i]);
  }
}

static void
show_changes (OsrReviewPane *self, const char *before, const char *after)
{
  g_autofree char *shown_before = osr_shown_words (before);
  g_autofree char *shown_after = osr_shown_words (after);
  g_autoptr (GPtrArray) parts = osr_word_diff_new (shown_before, shown_after);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++) {
    const OsrDiffPart *part = parts->pdata[i];
    gsize from = text->len;

    g_string_append (text, part->text);
    mark_part (attributes, part->kind, from, text->len);
  }
  gtk_label_set_label (GTK_LABEL (self->text), text->str);
  gtk_label_set_attributes (GTK_LABEL (self->text), attributes);
}

static void
show_text (OsrReviewPane *self)
{
  const OsrCaseDraft *draft = get_draft (self);
  const OsrCaseDraft *previous = NULL;

  if (draft == NULL)
    return;
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->changes)))
    previous = find_previous (self, draft);
  if (previous != NULL && draft->text != NULL) {
    show_changes (self, previous->text, draft->text);
    return;
  }
  osr_plain_label_show (self->text, draft->text);
}

static void
show_checks (OsrReviewPane *self, OsrCase *c, const OsrCaseDraft *draft)
{
  OsrRegistry *registry = osr_pane_get_registry (OSR_PANE (self));
  const char *text = draft->text != NULL ? draft->text : "";
  gint64 limit = osr_registry_get_text_limit (registry, c->network);
  g_autoptr (GPtrArray) findings = osr_draft_findings_new (c, registry, text, draft->kind);
  g_autofree char *count = osr_count_text_of (osr_text_length (text), limit);

  osr_findings_list_show (self->findings, findings);
  gtk_label_set_label (GTK_LABEL (self->count), count);
  gtk_label_set_label (GTK_LABEL (self->kind), osr_history_kind (draft->kind));
}

static void
show_who (OsrReviewPane *self, const OsrCaseDraft *draft)
{
  OsrPane *pane = OSR_PANE (self);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  const OsrPerson *person = osr_registry_find_person (registry, draft->by);
  g_autofree char *body = osr_history_body (registry, draft->body);
  g_autofree char *moment = osr_time_text_moment (
      draft->at, osr_workplace_now (osr_pane_get_workplace (pane)), osr_pane_get_zone (pane));
  g_autofree char *words = g_strdup_printf ("%s%s%s · %s", body, *body != '\0' ? " · " : "",
                                            person != NULL ? person->name : draft->by, moment);

  gtk_label_set_label (GTK_LABEL (self->who), words);
}

static void
osr_review_pane_tick (OsrPane *pane)
{
  OsrReviewPane *self = OSR_REVIEW_PANE (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  g_autofree char *left = NULL;
  g_autofree char *publish = NULL;
  g_autofree char *words = NULL;

  if (get_draft (self) == NULL || registry == NULL)
    return;
  left = osr_step_words_left (osr_workplace_get_pressing (workplace), registry,
                              osr_workplace_now (workplace));
  if (is_inside (self)) {
    gtk_label_set_label (GTK_LABEL (self->hint),
                         left != NULL ? left : _ ("then it goes to the curator"));
    return;
  }
  publish = osr_step_words_amount (registry, osr_pane_get_case (pane), "approved", "published");
  if (left != NULL && publish != NULL)
    /* Translators: what is left to decide, and how long the body has then to publish. */
    words = g_strdup_printf (_ ("%s · then the body has %s to publish"), left, publish);
  gtk_label_set_label (GTK_LABEL (self->hint), words != NULL  ? words
                                               : left != NULL ? left
                                                              : _ ("then the body publishes"));
}

/* Words that differ inside the body and before the curator. */
static void
show_words (OsrReviewPane *self)
{
  gboolean inside = is_inside (self);
  const char *approve = inside ? _ ("Agree") : _ ("Approve");
  const char *rework = inside ? _ ("Return with remarks") : _ ("Send back with remarks");

  gtk_label_set_label (GTK_LABEL (self->title),
                       inside ? _ ("Draft for agreement") : _ ("Draft for approval"));
  gtk_label_set_label (GTK_LABEL (self->approve_label), approve);
  gtk_label_set_label (GTK_LABEL (self->rework_label), rework);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->approve), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  approve, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rework), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  rework, -1);
}

static void
show_rework_hint (OsrReviewPane *self)
{
  OsrPane *pane = OSR_PANE (self);
  g_autofree char *amount = osr_step_words_amount (
      osr_pane_get_registry (pane), osr_pane_get_case (pane), "reworked", "submitted");
  g_autofree char *words = NULL;
  g_autofree char *hint = NULL;

  if (is_inside (self)) {
    gtk_label_set_label (GTK_LABEL (self->rework_hint), _ ("stays inside the body"));
    return;
  }
  if (amount != NULL)
    words = g_strdup_printf (_ ("to the body, which has %s"), amount);
  if (words == NULL)
    words = g_strdup (_ ("to the body"));
  hint = osr_workplace_reworks_format_only (osr_pane_get_workplace (pane))
             ? g_strdup_printf ("%s · %s", words,
                                _ ("only where the demands on the format are not met"))
             : g_strdup (words);
  gtk_label_set_label (GTK_LABEL (self->rework_hint), hint);
}

static void
update_enabled (OsrReviewPane *self)
{
  OsrWorkplace *workplace = osr_pane_get_workplace (OSR_PANE (self));
  gboolean here = get_draft (self) != NULL;
  g_autofree char *remarks = dup_remarks (self);
  gboolean inside = is_inside (self);
  gboolean may_approve = here && osr_workplace_may (workplace, inside ? "agreed" : "approved");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.approve", may_approve);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.rework",
                                 here && *remarks != '\0' &&
                                     osr_workplace_may (workplace,
                                                        inside ? "reworked:internal" : "reworked"));
  gtk_widget_set_visible (self->own, here && !may_approve);
}

static void
remarks_changed (OsrReviewPane *self)
{
  gtk_widget_set_visible (self->placeholder, gtk_text_buffer_get_char_count (self->buffer) == 0);
  update_enabled (self);
}

/* Another draft than before: remarks written for the old one are not taken over. */
static void
opened_other (OsrReviewPane *self, const OsrCaseDraft *draft, char *key)
{
  gboolean has_previous = find_previous (self, draft) != NULL;

  g_free (self->shown);
  self->shown = key;
  gtk_text_buffer_set_text (self->buffer, "", 0);
  gtk_widget_set_visible (self->changes, has_previous);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->changes), has_previous);
}

/* What readers will see besides the text. */
static void
show_outward (OsrReviewPane *self, OsrCase *c, const OsrCaseDraft *draft)
{
  g_autofree char *words = osr_outward_words (c, osr_pane_get_registry (OSR_PANE (self)), draft);

  gtk_label_set_label (GTK_LABEL (self->outward), words != NULL ? words : "");
  gtk_widget_set_visible (self->outward, words != NULL);
}

static void
osr_review_pane_refresh (OsrPane *pane)
{
  OsrReviewPane *self = OSR_REVIEW_PANE (pane);
  OsrCase *c = osr_pane_get_case (pane);
  const OsrCaseDraft *draft = get_draft (self);
  g_autofree char *key = NULL;

  update_enabled (self);
  if (draft == NULL || osr_pane_get_registry (pane) == NULL)
    return;
  key = g_strdup_printf ("%s:%" G_GINT64_FORMAT, c->id, draft->version);
  if (g_strcmp0 (key, self->shown) != 0)
    opened_other (self, draft, g_steal_pointer (&key));
  gtk_label_set_label (
      GTK_LABEL (self->own),
      c->message_state == OSR_MESSAGE_DELETED
          ? _ ("The author has deleted the message: there is nothing to reply to any more.")
          : _ ("You wrote this draft yourself: another curator must approve it."));
  show_words (self);
  show_who (self, draft);
  show_text (self);
  show_outward (self, c, draft);
  osr_attachment_strip_show (self->attachments, osr_pane_get_replica (pane), draft->files, NULL);
  show_checks (self, c, draft);
  show_rework_hint (self);
  osr_review_pane_tick (pane);
}

static void
approve (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrWorkplace *workplace = osr_pane_get_workplace (OSR_PANE (widget));

  if (is_inside (OSR_REVIEW_PANE (widget)))
    osr_workplace_agree (workplace);
  else
    osr_workplace_approve (workplace);
}

static void
rework (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrReviewPane *self = OSR_REVIEW_PANE (widget);
  g_autofree char *remarks = dup_remarks (self);

  if (*remarks == '\0')
    return;
  if (is_inside (self))
    osr_workplace_rework_inside (osr_pane_get_workplace (OSR_PANE (self)), remarks);
  else
    osr_workplace_rework (osr_pane_get_workplace (OSR_PANE (self)), remarks);
}

static void
osr_review_pane_finalize (GObject *object)
{
  g_free (OSR_REVIEW_PANE (object)->shown);
  G_OBJECT_CLASS (osr_review_pane_parent_class)->finalize (object);
}

static void
osr_review_pane_class_init (OsrReviewPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_review_pane_refresh;
  OSR_PANE_CLASS (klass)->tick = osr_review_pane_tick;
  G_OBJECT_CLASS (klass)->finalize = osr_review_pane_finalize;
  g_type_ensure (OSR_TYPE_FINDINGS_LIST);
  g_type_ensure (OSR_TYPE_SHRINKING);
  g_type_ensure (OSR_TYPE_ATTACHMENT_STRIP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/triage/osr-review-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, title);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, changes);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, who);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, draft);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, decisions);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, text);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, attachments);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, kind);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, count);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, outward);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, findings);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, own);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, approve);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, approve_label);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, hint);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, remarks);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, buffer);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, placeholder);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, rework);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, rework_label);
  gtk_widget_class_bind_template_child (widget_class, OsrReviewPane, rework_hint);
  gtk_widget_class_bind_template_callback (widget_class, remarks_changed);
  gtk_widget_class_bind_template_callback (widget_class, show_text);
  gtk_widget_class_install_action (widget_class, "review.approve", NULL, approve);
  gtk_widget_class_install_action (widget_class, "review.rework", NULL, rework);
}

static void
osr_review_pane_init (OsrReviewPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->draft, osr_columns_layout_new (COLUMN_WIDTH));
  gtk_widget_set_layout_manager (self->decisions, osr_columns_layout_new (COLUMN_WIDTH));
  update_enabled (self);
}

GtkWidget *
osr_review_pane_new (void)
{
  return g_object_new (OSR_TYPE_REVIEW_PANE, NULL);
}
