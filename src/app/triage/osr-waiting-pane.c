/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The right pane when there is nothing that this person must do: who has the case and until when.
 * What may be done all the same stands quietly below: withdraw, evaluate, close, open again. */
#include "app/triage/osr-waiting-pane.h"

#include <glib/gi18n.h>

#include "app/holding/osr-holding.h"
#include "app/holding/osr-key-wait.h"
#include "app/shared/osr-inside.h"
#include "app/shared/osr-plain-label.h"
#include "app/shared/osr-reason-dialog.h"
#include "report/osr-time-text.h"
#include "app/triage/osr-waiting-words.h"
#include "sync/centre/osr-replica-centre.h"

struct _OsrWaitingPane {
  OsrPane parent_instance;

  /* template */
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *sentence;
  GtkWidget *until;
  GtkWidget *give_key;
  GtkWidget *reply;
  GtkWidget *draft_card;
  GtkWidget *draft_title;
  GtkWidget *draft;
  GtkWidget *spacer;
  GtkWidget *evaluation;
  GtkDropDown *quality;
  GtkDropDown *satisfaction;
  GtkWidget *withdraw;
  GtkWidget *author_replied;
  GtkWidget *close;
  GtkWidget *reopen;
};

G_DEFINE_TYPE (OsrWaitingPane, osr_waiting_pane, OSR_TYPE_PANE)

static gboolean
is_here (OsrWaitingPane *self)
{
  return osr_pane_is_side (OSR_PANE (self), OSR_SIDE_NONE) &&
         osr_pane_get_registry (OSR_PANE (self)) != NULL;
}

/* What is on its way is sent by whoever has the token: nobody, as long as this workstation has none. */
static gboolean
waits_for_key (OsrWaitingPane *self, OsrCase *c)
{
  OsrPane *pane = OSR_PANE (self);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  const char *person = osr_workplace_get_person (workplace);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return c != NULL && G_IS_ACTION_GROUP (root) &&
         g_action_group_get_action_enabled (G_ACTION_GROUP (root), OSR_HOLDING_GIVE) &&
         osr_key_wait_find (c, osr_pane_get_registry (pane), person,
                            osr_workplace_now (workplace)) != NULL;
}

static void
osr_waiting_pane_tick (OsrPane *pane)
{
  OsrWaitingPane *self = OSR_WAITING_PANE (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  const OsrDeadline *deadline;
  OsrInstant now;
  g_autofree char *moment = NULL;
  g_autofree char *words = NULL;

  if (!is_here (self))
    return;
  deadline = osr_workplace_get_pressing (workplace);
  now = osr_workplace_now (workplace);
  gtk_widget_set_visible (self->until, deadline != NULL && deadline->due != OSR_INSTANT_UNKNOWN &&
                                           deadline->state == OSR_DEADLINE_OPEN);
  if (!gtk_widget_get_visible (self->until))
    return;
  moment = osr_time_text_moment (deadline->due, now, osr_pane_get_zone (pane));
  /* Translators: name of a limit and its moment. */
  words = g_strdup_printf (osr_deadline_is_late (deadline, now) ? _ ("Overdue: %s was due %s")
                                                                : _ ("%s: by %s"),
                           osr_time_text_timer (deadline->spec), moment);
  gtk_label_set_label (GTK_LABEL (self->until), words);
}

static void
show_key (OsrWaitingPane *self, OsrCase *c)
{
  gboolean waits = waits_for_key (self, c);

  gtk_widget_set_visible (self->give_key, waits);
  if (waits)
    gtk_label_set_label (GTK_LABEL (self->sentence),
                         _ ("The reply goes out from this workstation, which has no key of the "
                            "account yet. Nothing is sent before it is given."));
}

static void
show_reply (OsrWaitingPane *self, OsrCase *c)
{
  gboolean shown = c->reply_url != NULL && g_str_has_prefix (c->reply_url, "http");

  gtk_widget_set_visible (self->reply, shown);
  if (shown)
    gtk_link_button_set_uri (GTK_LINK_BUTTON (self->reply), c->reply_url);
}

/* What the body still has among itself is shown to its people only. */
static const OsrCaseDraft *
find_draft (OsrWaitingPane *self, OsrCase *c)
{
  const OsrCaseDraft *shared = osr_case_get_shared (c);
  const char *person = osr_workplace_get_person (osr_pane_get_workplace (OSR_PANE (self)));

  if (shared != NULL && osr_inside_reads (c, osr_pane_get_registry (OSR_PANE (self)), person))
    return shared;
  return osr_case_get_draft (c);
}

static void
show_draft (OsrWaitingPane *self, OsrCase *c)
{
  const OsrCaseDraft *draft = find_draft (self, c);
  gboolean shown = draft != NULL && draft->text != NULL;

  gtk_widget_set_visible (self->draft_card, shown);
  gtk_widget_set_visible (self->spacer, !shown);
  if (!shown)
    return;
  gtk_label_set_label (GTK_LABEL (self->draft_title), draft->state == OSR_DRAFT_PUBLISHED
                                                          ? _ ("Published reply")
                                                          : _ ("Draft reply"));
  osr_plain_label_show (self->draft, draft->text);
}

static void
allow (OsrWaitingPane *self, const char *action, GtkWidget *widget, gboolean allowed)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, allowed);
  gtk_widget_set_visible (widget, allowed);
}

static gboolean
was_evaluated (OsrCase *c)
{
  for (guint i = c->events->len; i-- > 0;)
    if (osr_event_is (c->events->pdata[i], "evaluated"))
      return TRUE;
  return FALSE;
}

static void
show_actions (OsrWaitingPane *self, OsrCase *c, OsrWorkplace *workplace)
{
  gboolean here = c != NULL;
  gboolean waits = here && c->state == OSR_CASE_WAITING;
  gboolean gone = here && c->message_state == OSR_MESSAGE_DELETED;

  allow (self, "waiting.withdraw", self->withdraw,
         here && osr_workplace_may (workplace, "withdrawn"));
  allow (self, "waiting.evaluate", self->evaluation,
         here && osr_workplace_may (workplace, "evaluated") && !was_evaluated (c));
  allow (self, "waiting.close", self->close,
         here && (c->state == OSR_CASE_ANSWERED || waits || gone) &&
             osr_workplace_may (workplace, "closed"));
  allow (self, "waiting.author-replied", self->author_replied,
         waits && osr_workplace_may (workplace, "author-replied"));
  allow (self, "waiting.reopen", self->reopen, here && osr_workplace_may (workplace, "reopened"));
}

/* Not every text asks what the author made of it. */
static gboolean
asks_satisfaction (OsrWaitingPane *self, OsrCase *c)
{
  OsrRegulation *regulation =
      osr_registry_get_regulation_for (osr_pane_get_registry (OSR_PANE (self)), c);

  return regulation != NULL && osr_regulation_has_rule (regulation, "satisfaction");
}

/* What is only read here is in nobody's hands. */
static OsrWaitingWords *
make_words (OsrWaitingPane *self, OsrCase *c)
{
  OsrReplica *replica = osr_pane_get_replica (OSR_PANE (self));

  if (osr_replica_is_visited (replica, c->id))
    return osr_waiting_words_new_from_centre ();
  if (osr_replica_is_damaged (replica, c->id))
    return osr_waiting_words_new_damaged ();
  return osr_waiting_words_new (c, osr_pane_get_registry (OSR_PANE (self)));
}

static void
osr_waiting_pane_refresh (OsrPane *pane)
{
  OsrWaitingPane *self = OSR_WAITING_PANE (pane);
  OsrCase *c = is_here (self) ? osr_pane_get_case (pane) : NULL;
  g_autoptr (OsrWaitingWords) words = NULL;

  show_actions (self, c, osr_pane_get_workplace (pane));
  if (c == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->satisfaction), asks_satisfaction (self, c));
  words = make_words (self, c);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), words->icon);
  gtk_label_set_label (GTK_LABEL (self->title), words->title);
  gtk_label_set_label (GTK_LABEL (self->sentence), words->sentence);
  show_key (self, c);
  show_reply (self, c);
  show_draft (self, c);
  osr_waiting_pane_tick (pane);
}

static void
act (GtkWidget *widget, const char *type, JsonObject *members, JsonObject *payload)
{
  osr_workplace_act (osr_pane_get_workplace (OSR_PANE (widget)), type, members, payload);
}

static void
withdraw (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (widget));
  const OsrCaseDraft *draft = c != NULL ? osr_case_get_draft (c) : NULL;
  JsonObject *members = json_object_new ();

  if (draft != NULL && draft->body != NULL)
    json_object_set_string_member (members, "body", draft->body);
  act (widget, "withdrawn", members, NULL);
}

static void
evaluate (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const int satisfaction[] = { 0, 5, 3, 1 }; /* marks of the core */
  OsrWaitingPane *self = OSR_WAITING_PANE (widget);
  JsonObject *members = json_object_new ();
  guint said = gtk_drop_down_get_selected (self->satisfaction);

  json_object_set_int_member (members, "quality",
                              5 - (gint64) MIN (gtk_drop_down_get_selected (self->quality), 4));
  if (gtk_widget_get_visible (GTK_WIDGET (self->satisfaction)) && said > 0 &&
      said < G_N_ELEMENTS (satisfaction))
    json_object_set_int_member (members, "satisfaction", satisfaction[said]);
  act (widget, "evaluated", members, NULL);
}

static void
closed (OsrWaitingPane *self, const char *reason)
{
  JsonObject *payload = json_object_new ();

  json_object_set_string_member (payload, "reason", reason);
  act (GTK_WIDGET (self), "closed", NULL, payload);
}

/* An answered case is closed at once; one whose author is silent only with a reason. */
static void
ask_close (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (widget));
  OsrReasonDialog *dialog;

  if (c->state == OSR_CASE_ANSWERED) {
    act (widget, "closed", NULL, NULL);
    return;
  }
  dialog = osr_reason_dialog_new (widget, _ ("Close without an answer from the author?"),
                                  _ ("The author was asked and has not answered. Say why the "
                                     "case is closed; it can be opened again."),
                                  _ ("_Close the case"), TRUE);
  g_signal_connect_object (dialog, "given", G_CALLBACK (closed), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
author_answered (OsrWaitingPane *self, const char *words)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (self));
  JsonObject *members = json_object_new ();
  JsonObject *payload = json_object_new ();

  if (c != NULL && c->native_id != NULL)
    json_object_set_string_member (members, "native_id", c->native_id);
  json_object_set_string_member (payload, "text", words);
  act (GTK_WIDGET (self), "author-replied", members, payload);
}

static void
ask_author_replied (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrReasonDialog *dialog =
      osr_reason_dialog_new (widget, _ ("What did the author answer?"),
                             _ ("The limits of the draft and of the reply run anew from now."),
                             _ ("_Go on"), TRUE);

  g_signal_connect_object (dialog, "given", G_CALLBACK (author_answered), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
reopen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  act (widget, "reopened", NULL, NULL);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, icon);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, title);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, sentence);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, until);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, give_key);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, reply);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, draft_card);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, draft_title);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, draft);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, spacer);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, evaluation);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, quality);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, satisfaction);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, withdraw);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, author_replied);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, close);
  gtk_widget_class_bind_template_child (widget_class, OsrWaitingPane, reopen);
}

static void
osr_waiting_pane_class_init (OsrWaitingPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_waiting_pane_refresh;
  OSR_PANE_CLASS (klass)->tick = osr_waiting_pane_tick;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/triage/osr-waiting-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "waiting.withdraw", NULL, withdraw);
  gtk_widget_class_install_action (widget_class, "waiting.evaluate", NULL, evaluate);
  gtk_widget_class_install_action (widget_class, "waiting.close", NULL, ask_close);
  gtk_widget_class_install_action (widget_class, "waiting.author-replied", NULL,
                                   ask_author_replied);
  gtk_widget_class_install_action (widget_class, "waiting.reopen", NULL, reopen);
}

static void
osr_waiting_pane_init (OsrWaitingPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_actions (self, NULL, NULL);
}

GtkWidget *
osr_waiting_pane_new (void)
{
  return g_object_new (OSR_TYPE_WAITING_PANE, NULL);
}
