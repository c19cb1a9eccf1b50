/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a reply is written. Every change goes to the replica, which makes it durable; findings are
 * shown while writing and stop only what cannot go out. Approval and publication are elsewhere. */
#include "app/composer/osr-composer-pane.h"

#include <glib/gi18n.h>

#include "app/attachments/osr-attachment-strip.h"
#include "app/attachments/osr-attachment-words.h"
#include "app/composer/osr-draft-findings.h"
#include "app/composer/osr-findings-list.h"
#include "app/composer/osr-promise-offer.h"
#include "app/composer/osr-remarks-card.h"
#include "app/composer/osr-reply-way.h"
#include "app/shared/osr-columns-layout.h"
#include "app/shared/osr-count-text.h"
#include "app/shared/osr-inside.h"
#include "app/shared/osr-plain-label.h"
#include "app/shared/osr-reason-dialog.h"
#include "app/shared/osr-shrinking.h"
#include "app/shared/osr-similar-list.h"
#include "app/steps/osr-step.h"
#include "app/steps/osr-threat-offer.h"
#include "report/osr-time-text.h"
#include "core/osr-rules.h"
#include "sync/files/osr-replica-files.h"

/* Remarks and text stand side by side where each has this much. */
#define COLUMN_WIDTH 240

struct _OsrComposerPane {
  OsrPane parent_instance;

  /* template */
  GtkDropDown *kind;
  OsrThreatOffer *threat;
  GtkWidget *writing;
  OsrRemarksCard *remarks;
  GtkWidget *other_card;
  GtkWidget *other_title;
  GtkWidget *other_text;
  OsrSimilarList *similar;
  GtkTextView *text;
  GtkTextBuffer *buffer;
  GtkWidget *count;
  OsrFindingsList *findings;
  OsrAttachmentStrip *attachments;
  GtkWidget *attach;
  OsrPromiseOffer *promise;
  GtkWidget *submit;
  GtkWidget *submit_label;
  GtkWidget *submit_hint;
  GtkWidget *give_back;
  GtkWidget *saved;

  /* owned */
  GSignalGroup *replica_signals;
  GSignalGroup *workplace_signals;
  GPtrArray *kinds;    /* static names, in the order of the list */
  OsrReplica *replica; /* nullable: where the text in the buffer is kept */
  char *case_id;       /* nullable: whose text stands in the buffer */
  gint64 agreed;       /* version agreed inside the body that stands or stood here; 0 for none */
  gboolean loading;    /* the buffer is being filled: not the person's change */
};

G_DEFINE_TYPE (OsrComposerPane, osr_composer_pane, OSR_TYPE_PANE)

static char *
dup_text (OsrComposerPane *self)
{
  char *text = NULL;

  g_object_get (self->buffer, "text", &text, NULL);
  return text;
}

static const char *
get_kind (OsrComposerPane *self)
{
  guint selected = gtk_drop_down_get_selected (self->kind);

  return selected < self->kinds->len ? self->kinds->pdata[selected] : "final";
}

static void
set_kind (OsrComposerPane *self, const char *kind)
{
  for (guint i = 0; i < self->kinds->len; i++)
    if (g_strcmp0 (self->kinds->pdata[i], kind) == 0)
      gtk_drop_down_set_selected (self->kind, i);
}

/* What the primary button does with what is written. */
static const char *
get_step (OsrComposerPane *self, const char *text)
{
  OsrReplyWritten written = { get_kind (self), text,
                              osr_attachment_strip_get_digests (self->attachments) };

  return osr_reply_way_get_step (osr_pane_get_workplace (OSR_PANE (self)), &written);
}

/* Marks in the text what the findings are about. */
static void
mark_findings (OsrComposerPane *self, GPtrArray *findings)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (self->buffer, "finding", &start, &end);
  for (guint i = 0; i < findings->len; i++) {
    const OsrFinding *finding = findings->pdata[i];

    if (finding->from == finding->to)
      continue;
    gtk_text_buffer_get_iter_at_offset (self->buffer, &start, finding->from);
    gtk_text_buffer_get_iter_at_offset (self->buffer, &end, finding->to);
    gtk_text_buffer_apply_tag_by_name (self->buffer, "finding", &start, &end);
  }
}

static void
update_count (OsrComposerPane *self, const char *text, gint64 limit)
{
  gint64 length = osr_text_length (text);
  g_autofree char *words = osr_count_text_of (length, limit);

  gtk_label_set_label (GTK_LABEL (self->count), words);
  if (length > limit)
    gtk_widget_add_css_class (self->count, "error");
  else
    gtk_widget_remove_css_class (self->count, "error");
}

static void
show_button (OsrComposerPane *self, const char *step)
{
  OsrWorkplace *workplace = osr_pane_get_workplace (OSR_PANE (self));
  const char *label = osr_reply_way_get_label (workplace, step);
  g_autofree char *hint = osr_reply_way_dup_hint (workplace, step);

  gtk_label_set_label (GTK_LABEL (self->submit_label), label);
  gtk_label_set_label (GTK_LABEL (self->submit_hint), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->submit), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

/* What the network takes along is said before anybody tries. */
static void
show_files (OsrComposerPane *self, OsrCase *c, OsrRegistry *registry)
{
  const OsrMediaLimits *limits = osr_attachment_limits (c, registry);
  gboolean editable = gtk_text_view_get_editable (self->text) && limits->files > 0;
  g_autofree char *files = osr_replica_dup_files (self->replica, c->id);
  g_autofree char *words = osr_attachment_words_limits (limits);
  /* Translators: a button; %s says how many and how large they may be */
  g_autofree char *tooltip = g_strdup_printf (_ ("Attach a photo or video\n%s"), words);

  osr_attachment_strip_show (self->attachments, self->replica, files, editable ? limits : NULL);
  gtk_widget_set_visible (self->attach, editable);
  gtk_widget_set_tooltip_text (self->attach, tooltip);
}

static void
update_checks (OsrComposerPane *self)
{
  const char *step = "submitted";
  OsrPane *pane = OSR_PANE (self);
  OsrCase *c = osr_pane_get_case (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  gboolean here = osr_pane_is_side (pane, OSR_SIDE_COMPOSE) && registry != NULL;
  g_autofree char *text = dup_text (self);
  g_autoptr (GPtrArray) findings = NULL;
  gint64 limit = 0;

  if (here) {
    limit = osr_attachment_text_limit (
        c, registry, osr_attachment_strip_get_digests (self->attachments) != NULL);
    update_count (self, text, limit);
    findings = osr_draft_findings_new (c, registry, text, get_kind (self));
    osr_findings_list_show (self->findings, findings);
    mark_findings (self, findings);
    step = get_step (self, text);
    show_button (self, step);
  }
  osr_promise_offer_show (self->promise, pane, here ? text : NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.submit",
                                 here && osr_draft_findings_may_go (findings) &&
                                     osr_text_length (text) <= limit &&
                                     !osr_attachment_strip_is_busy (self->attachments) &&
                                     osr_reply_way_is_open (osr_pane_get_workplace (pane), step));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.return",
                                 here &&
                                     osr_workplace_may (osr_pane_get_workplace (pane), "returned"));
}

static void
text_changed (OsrComposerPane *self)
{
  g_autofree char *text = dup_text (self);

  if (self->loading || self->case_id == NULL)
    return;
  update_checks (self);
  osr_replica_write (self->replica, self->case_id, get_kind (self), text);
  gtk_label_set_label (GTK_LABEL (self->saved), _ ("saving…"));
}

/* A file was added, taken away, or is being made ready. */
static void
files_changed (OsrComposerPane *self)
{
  if (self->case_id == NULL)
    return;
  osr_replica_set_files (self->replica, self->case_id,
                         osr_attachment_strip_get_digests (self->attachments));
  update_checks (self);
}

/* Words are pasted as words, a picture goes along. */
static void
pasted (OsrComposerPane *self)
{
  if (gtk_text_view_get_editable (self->text) && osr_attachment_strip_paste (self->attachments))
    g_signal_stop_emission_by_name (self->text, "paste-clipboard");
}

static void
attach (GtkWidget *widget, const char *action, GVariant *parameter)
{
  osr_attachment_strip_choose (OSR_COMPOSER_PANE (widget)->attachments);
}

/* One step to be undone. */
static void
replace (OsrComposerPane *self, int from, int to, const char *wording)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, to);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, wording, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
draft_saved (OsrComposerPane *self, const char *case_id, gint64 saved_at)
{
  OsrZone *zone = osr_pane_get_zone (OSR_PANE (self));
  g_autofree char *clock = NULL;
  g_autofree char *words = NULL;

  if (g_strcmp0 (case_id, self->case_id) != 0 || zone == NULL)
    return;
  clock = osr_time_text_clock_seconds (saved_at, zone);
  words = g_strdup_printf (_ ("saved %s"), clock);
  gtk_label_set_label (GTK_LABEL (self->saved), words);
}

static void
fill_kinds (OsrComposerPane *self, OsrRegulation *regulation)
{
  static const struct {
    const char *kind;
    const char *label;
  } all[] = { { "final", N_ ("Final") },
              { "interim", N_ ("Interim") },
              { "clarification", N_ ("Question to the author") } };
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->kinds, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++) {
    if (regulation != NULL && !osr_regulation_allows_kind (regulation, all[i].kind))
      continue;
    g_ptr_array_add (self->kinds, (gpointer) all[i].kind);
    gtk_string_list_append (labels, _ (all[i].label));
  }
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (labels));
}

/* The last draft that came back, from the curator or inside the body, for its remarks and as a
 * beginning. */
static const OsrCaseDraft *
find_earlier (OsrCase *c)
{
  const OsrCaseDraft *draft = c->drafts->len > 0 ? c->drafts->pdata[c->drafts->len - 1] : NULL;
  const OsrCaseDraft *shared = osr_case_get_shared (c);

  if (shared != NULL && (draft == NULL || shared->version > draft->version))
    return shared;
  if (draft == NULL || draft->state == OSR_DRAFT_PUBLISHED || draft->state == OSR_DRAFT_SUBMITTED)
    return NULL;
  return draft;
}

/* What was written on another machine, or agreed while something else was being written here. */
static void
show_other (OsrComposerPane *self, const OsrWriting *writing, const OsrCaseDraft *agreed)
{
  const char *other = writing != NULL ? writing->other : NULL;

  if (other != NULL)
    gtk_label_set_label (GTK_LABEL (self->other_title),
                         _ ("This draft was also written on another machine. Nothing was "
                            "overwritten: take that text, or go on with this one."));
  else if (writing != NULL && agreed != NULL && g_strcmp0 (writing->text, agreed->text) != 0) {
    other = agreed->text;
    gtk_label_set_label (GTK_LABEL (self->other_title),
                         _ ("Another text has been agreed inside the body: take it to send it to "
                            "the curator, or share this one for agreement."));
  }
  gtk_widget_set_visible (self->other_card, other != NULL);
  osr_plain_label_show (self->other_text, other != NULL ? other : "");
}

static void
load (OsrComposerPane *self, OsrCase *c, OsrReplica *replica)
{
  OsrWorkplace *workplace = osr_pane_get_workplace (OSR_PANE (self));
  const OsrCaseDraft *agreed = osr_workplace_get_agreed (workplace);
  gboolean fixed = agreed != NULL && !osr_workplace_may (workplace, "drafted");
  OsrWriting *writing = fixed ? NULL : osr_replica_get_writing (replica, c->id);
  const OsrCaseDraft *earlier = agreed != NULL ? agreed : find_earlier (c);
  const char *text = earlier != NULL && earlier->text != NULL ? earlier->text : "";

  self->loading = TRUE;
  g_free (self->case_id);
  self->case_id = g_strdup (c->id);
  self->agreed = agreed != NULL ? agreed->version : 0;
  g_set_object (&self->replica, replica);
  fill_kinds (self, osr_registry_get_regulation_for (osr_replica_get_registry (replica), c));
  if (writing != NULL && osr_step_find (writing->kind) != NULL)
    g_clear_pointer (&writing, osr_writing_free); /* words of another step */
  set_kind (self, writing != NULL ? writing->kind : earlier != NULL ? earlier->kind : "final");
  gtk_text_buffer_set_text (self->buffer, writing != NULL ? writing->text : text, -1);
  gtk_text_buffer_set_enable_undo (self->buffer, FALSE);
  gtk_text_buffer_set_enable_undo (self->buffer, TRUE);
  gtk_label_set_label (GTK_LABEL (self->saved), "");
  gtk_text_view_set_editable (self->text, !fixed);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind), !fixed);
  self->loading = FALSE;
  /* what came back comes with its files */
  if (writing == NULL && earlier != NULL)
    osr_replica_set_files (replica, c->id, earlier->files);
  show_files (self, c, osr_replica_get_registry (replica));
  if (writing != NULL)
    draft_saved (self, c->id, writing->saved_at);
  show_other (self, writing, agreed);
  g_clear_pointer (&writing, osr_writing_free);
}

/* The case is left: what was written is made durable and the field emptied. */
static void
unload (OsrComposerPane *self)
{
  if (self->case_id == NULL)
    return;
  osr_replica_flush (self->replica);
  osr_attachment_strip_stop (self->attachments);
  osr_attachment_strip_show (self->attachments, NULL, NULL, NULL);
  self->loading = TRUE;
  g_clear_pointer (&self->case_id, g_free);
  g_clear_object (&self->replica);
  self->agreed = 0;
  gtk_text_buffer_set_text (self->buffer, "", 0);
  self->loading = FALSE;
}

/* A text came from another workstation: it stands in the field, or beside what is being written. */
static void
on_draft_arrived (OsrComposerPane *self, const char *case_id)
{
  OsrPane *pane = OSR_PANE (self);
  OsrCase *c = osr_pane_get_case (pane);

  if (g_strcmp0 (case_id, self->case_id) != 0 || c == NULL || g_strcmp0 (c->id, case_id) != 0)
    return;
  unload (self);
  load (self, c, osr_pane_get_replica (pane));
  update_checks (self);
}

/* Words from beside the draft, put in where the cursor stands: one step to be undone. */
static void
insert_offered (OsrComposerPane *self, const char *words)
{
  GtkTextIter at;

  if (self->case_id == NULL || !gtk_text_view_get_editable (self->text))
    return;
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &at, gtk_text_buffer_get_insert (self->buffer));
  if (!gtk_text_iter_starts_line (&at))
    gtk_text_buffer_insert (self->buffer, &at, "\n", 1);
  gtk_text_buffer_insert (self->buffer, &at, words, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_text_view_scroll_mark_onscreen (self->text, gtk_text_buffer_get_insert (self->buffer));
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/* Another case, another person, or another text was agreed to meanwhile. */
static gboolean
is_loaded (OsrComposerPane *self, OsrCase *c, OsrReplica *replica)
{
  const OsrCaseDraft *agreed = osr_workplace_get_agreed (osr_pane_get_workplace (OSR_PANE (self)));

  return self->replica == replica && g_strcmp0 (self->case_id, c->id) == 0 &&
         self->agreed == (agreed != NULL ? agreed->version : 0);
}

static void
osr_composer_pane_refresh (OsrPane *pane)
{
  OsrComposerPane *self = OSR_COMPOSER_PANE (pane);
  OsrReplica *replica = osr_pane_get_replica (pane);
  OsrCase *c = osr_pane_get_case (pane);

  g_signal_group_set_target (self->replica_signals, replica);
  g_signal_group_set_target (self->workplace_signals, osr_pane_get_workplace (pane));
  if (!osr_pane_is_side (pane, OSR_SIDE_COMPOSE) || replica == NULL) {
    unload (self);
    update_checks (self);
    return;
  }
  if (!is_loaded (self, c, replica)) {
    unload (self);
    load (self, c, replica);
    osr_similar_list_show (self->similar, pane);
  }
  osr_remarks_card_show (self->remarks, find_earlier (c));
  if (osr_workplace_may (osr_pane_get_workplace (pane), "referred"))
    osr_threat_offer_show (self->threat, pane, FALSE);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->threat), FALSE);
  gtk_widget_set_visible (self->give_back,
                          osr_workplace_may (osr_pane_get_workplace (pane), "returned"));
  update_checks (self);
}

static void
hand_over (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrComposerPane *self = OSR_COMPOSER_PANE (widget);
  g_autofree char *text = dup_text (self);

  if (self->case_id == NULL)
    return;
  if (g_str_equal (get_step (self, text), "drafted"))
    osr_workplace_share (osr_pane_get_workplace (OSR_PANE (self)), get_kind (self), text);
  else
    osr_workplace_submit (osr_pane_get_workplace (OSR_PANE (self)), get_kind (self), text);
}

static void
returned (OsrComposerPane *self, const char *reason)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (self));
  OsrRegistry *registry = osr_pane_get_registry (OSR_PANE (self));
  const OsrCaseBody *drafter =
      c != NULL && registry != NULL ? osr_rules_get_drafter (c, registry) : NULL;
  JsonObject *members, *payload;

  if (drafter == NULL)
    return;
  members = json_object_new ();
  payload = json_object_new ();
  json_object_set_string_member (members, "body", drafter->body);
  json_object_set_string_member (payload, "reason", reason);
  osr_workplace_act (osr_pane_get_workplace (OSR_PANE (self)), "returned", members, payload);
}

static void
ask_return (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrReasonDialog *dialog = osr_reason_dialog_new (
      widget, _ ("Return the message?"),
      _ ("The curator will route it to another body. Say whose matter it is; what you have "
         "written here is kept."),
      _ ("_Return"), TRUE);

  g_signal_connect_object (dialog, "given", G_CALLBACK (returned), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
take_other (OsrComposerPane *self)
{
  osr_composer_pane_put_text (self, gtk_label_get_label (GTK_LABEL (self->other_text)));
}

static void
osr_composer_pane_dispose (GObject *object)
{
  OsrComposerPane *self = OSR_COMPOSER_PANE (object);

  g_clear_object (&self->replica_signals);
  g_clear_object (&self->workplace_signals);
  self->loading = TRUE;
  g_clear_pointer (&self->case_id, g_free);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (osr_composer_pane_parent_class)->dispose (object);
}

static void
osr_composer_pane_finalize (GObject *object)
{
  g_ptr_array_unref (OSR_COMPOSER_PANE (object)->kinds);
  G_OBJECT_CLASS (osr_composer_pane_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, kind);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, threat);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, remarks);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, other_card);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, other_title);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, other_text);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, similar);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, writing);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, text);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, buffer);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, count);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, findings);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, attachments);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, attach);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, promise);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, submit);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, submit_label);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, submit_hint);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, give_back);
  gtk_widget_class_bind_template_child (widget_class, OsrComposerPane, saved);
}

static void
osr_composer_pane_class_init (OsrComposerPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_composer_pane_refresh;
  G_OBJECT_CLASS (klass)->dispose = osr_composer_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_composer_pane_finalize;
  g_type_ensure (OSR_TYPE_ATTACHMENT_STRIP);
  g_type_ensure (OSR_TYPE_THREAT_OFFER);
  g_type_ensure (OSR_TYPE_FINDINGS_LIST);
  g_type_ensure (OSR_TYPE_PROMISE_OFFER);
  g_type_ensure (OSR_TYPE_REMARKS_CARD);
  g_type_ensure (OSR_TYPE_SHRINKING);
  g_type_ensure (OSR_TYPE_SIMILAR_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/composer/osr-composer-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
  gtk_widget_class_bind_template_callback (widget_class, take_other);
  gtk_widget_class_bind_template_callback (widget_class, files_changed);
  gtk_widget_class_bind_template_callback (widget_class, pasted);
  gtk_widget_class_bind_template_callback (widget_class, replace);
  gtk_widget_class_install_action (widget_class, "composer.submit", NULL, hand_over);
  gtk_widget_class_install_action (widget_class, "composer.attach", NULL, attach);
  gtk_widget_class_install_action (widget_class, "composer.return", NULL, ask_return);
}

static void
osr_composer_pane_init (OsrComposerPane *self)
{
  self->kinds = g_ptr_array_new ();
  self->replica_signals = g_signal_group_new (OSR_TYPE_REPLICA);
  g_signal_group_connect_swapped (self->replica_signals, "draft-arrived",
                                  G_CALLBACK (on_draft_arrived), self);
  g_signal_group_connect_swapped (self->replica_signals, "draft-saved", G_CALLBACK (draft_saved),
                                  self);
  self->workplace_signals = g_signal_group_new (OSR_TYPE_WORKPLACE);
  g_signal_group_connect_swapped (self->workplace_signals, "text-offered",
                                  G_CALLBACK (insert_offered), self);
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->writing, osr_columns_layout_new (COLUMN_WIDTH));
  osr_attachment_strip_be_brief (self->attachments);
  gtk_text_buffer_create_tag (self->buffer, "finding", "underline", PANGO_UNDERLINE_ERROR, NULL);
  osr_findings_list_set_offers (self->findings, TRUE);
  osr_attachment_strip_accept_drops (self->attachments, GTK_WIDGET (self));
  fill_kinds (self, NULL);
  self->loading = FALSE;
  update_checks (self);
}

GtkWidget *
osr_composer_pane_new (void)
{
  return g_object_new (OSR_TYPE_COMPOSER_PANE, NULL);
}

void
osr_composer_pane_put_text (OsrComposerPane *self, const char *text)
{
  g_return_if_fail (OSR_IS_COMPOSER_PANE (self));
  g_return_if_fail (text != NULL);

  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}
