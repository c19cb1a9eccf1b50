/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The approved text as it will stand in the network, and the one button that publishes it. The text
 * cannot be changed here: the approval is for these very words. */
#include "app/composer/osr-publish-pane.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/attachments/osr-attachment-strip.h"
#include "app/attachments/osr-proof-field.h"
#include "app/composer/osr-promise-offer.h"
#include "report/osr-history-sentence.h"
#include "report/osr-network-name.h"
#include "app/shared/osr-columns-layout.h"
#include "app/shared/osr-outward-words.h"
#include "app/shared/osr-plain-label.h"
#include "app/shared/osr-step-words.h"
#include "report/osr-shown-text.h"
#include "core/media/osr-media-proof.h"
#include "core/osr-permalink.h"
#include "core/osr-rules.h"

/* The text, and what is told of it, stand side by side where each has this much. */
#define COLUMN_WIDTH 240

struct _OsrPublishPane {
  OsrPane parent_instance;

  /* template */
  GtkWidget *approval;
  GtkWidget *refusal_card;
  GtkWidget *refusal;
  GtkWidget *columns;
  GtkWidget *text;
  OsrAttachmentStrip *attachments;
  GtkWidget *target;
  OsrPromiseOffer *promise;
  GtkWidget *hint;
  GtkWidget *outward;
  GtkWidget *elsewhere;
  GtkWidget *withdraw;
  GtkWidget *by_hand;
  GtkWidget *placed;
  GtkWidget *url;
  OsrProofField *proof;
  GtkWidget *button;
  GtkWidget *verb;
};

G_DEFINE_TYPE (OsrPublishPane, osr_publish_pane, OSR_TYPE_PANE)

static void
osr_publish_pane_tick (OsrPane *pane)
{
  OsrPublishPane *self = OSR_PUBLISH_PANE (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  g_autofree char *left = NULL;

  if (!osr_pane_is_side (pane, OSR_SIDE_PUBLISH) || registry == NULL)
    return;
  left = osr_step_words_left (osr_workplace_get_pressing (workplace), registry,
                              osr_workplace_now (workplace));
  gtk_label_set_label (GTK_LABEL (self->hint), left != NULL ? left : "");
  gtk_widget_set_visible (self->hint, left != NULL);
}

static gboolean
is_by_hand (const OsrCaseDraft *draft)
{
  return draft != NULL && g_strcmp0 (draft->account, OSR_ACCOUNT_BY_HAND) == 0;
}

static gboolean
is_filled (GtkWidget *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  return strspn (text, " \t") < strlen (text);
}

/* What was placed by hand is told with its proof; with its address where the message has one. */
static void
update_enabled (OsrPublishPane *self)
{
  OsrPane *pane = OSR_PANE (self);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  OsrCase *c = osr_pane_get_case (pane);
  const OsrCaseDraft *draft = c != NULL ? osr_case_get_draft (c) : NULL;
  gboolean here = osr_pane_is_side (pane, OSR_SIDE_PUBLISH) && draft != NULL;
  gboolean told = here && osr_proof_field_is_filled (self->proof) &&
                  (c->permalink == NULL || is_filled (self->url));

  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "composer.publish",
      here && (is_by_hand (draft) ? told && osr_workplace_may (workplace, "published-by-hand")
                                  : osr_workplace_may (workplace, "publish-intended")));
}

static char *
why_by_hand (OsrCase *c)
{
  if (!osr_network_takes_replies (c->network, c->post_id))
    /* Translators: name of a network */
    return g_strdup_printf (_ ("Under photos, videos and goods of %s no program places replies: do "
                               "it yourself, then say where the text stands and what proves it."),
                            osr_network_name (c->network));
  /* Translators: name of a network, or of a forum or chat */
  return g_strdup_printf (_ ("No program places replies in %s: do it yourself, then say where the "
                             "text stands and what proves it."),
                          c->source != NULL ? c->source : osr_network_name (c->network));
}

static void
set_target (OsrPublishPane *self, OsrCase *c, const OsrCaseDraft *draft)
{
  OsrRegistry *registry = osr_pane_get_registry (OSR_PANE (self));
  const OsrAccount *account = osr_registry_find_account (registry, draft->account);
  g_autofree char *words = NULL;
  g_autofree char *author = NULL;

  if (is_by_hand (draft)) {
    words = why_by_hand (c);
    osr_plain_label_show (self->target, words);
    return;
  }
  author =
      osr_shown_line (c->author_name != NULL ? c->author_name : _ ("the author"), OSR_SHOWN_NAME);
  /* Translators: account, name of the network, name of the author. */
  words =
      g_strdup_printf (_ ("Goes out from “%s” in %s, under the comment of %s"),
                       account != NULL && account->name != NULL ? account->name : draft->account,
                       osr_network_name (c->network), author);
  osr_plain_label_show (self->target, words);
}

/* What was filled in is of one case. */
static void
set_way (OsrPublishPane *self, gboolean by_hand)
{
  OsrPane *pane = OSR_PANE (self);
  const char *verb = by_hand ? _ ("It is placed") : _ ("Publish");

  if (osr_proof_field_show (self->proof, by_hand ? osr_pane_get_replica (pane) : NULL,
                            osr_pane_get_case (pane)->id))
    gtk_editable_set_text (GTK_EDITABLE (self->url), "");
  gtk_widget_set_visible (self->by_hand, by_hand);
  gtk_widget_set_visible (self->placed, by_hand);
  gtk_label_set_label (GTK_LABEL (self->verb), verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  verb, -1);
}

static void
set_approval (OsrPublishPane *self, const OsrCaseDraft *draft)
{
  OsrRegistry *registry = osr_pane_get_registry (OSR_PANE (self));
  const OsrPerson *person =
      draft->decided_by != NULL ? osr_registry_find_person (registry, draft->decided_by) : NULL;
  g_autofree char *words = NULL;

  if (person != NULL)
    /* Translators: kind of the reply and the name of who approved it. */
    words = g_strdup_printf (_ ("Approved by %2$s: %1$s"), osr_history_kind (draft->kind),
                             person->name);
  else
    words = g_strdup_printf (_ ("Approved: %s"), osr_history_kind (draft->kind));
  gtk_label_set_label (GTK_LABEL (self->approval), words);
}

/* What is added to the text, and the other way out where the profile has one. */
static void
set_outward (OsrPublishPane *self, OsrCase *c, const OsrCaseDraft *draft)
{
  OsrRegistry *registry = osr_pane_get_registry (OSR_PANE (self));
  OsrWorkplace *workplace = osr_pane_get_workplace (OSR_PANE (self));
  g_autofree char *words = osr_outward_words (c, registry, draft);
  gboolean elsewhere = osr_rules_get_fallback_account (c, registry, draft->body) != NULL &&
                       osr_workplace_may (workplace, "publish-intended:fallback");

  gtk_label_set_label (GTK_LABEL (self->outward), words != NULL ? words : "");
  gtk_widget_set_visible (self->outward, words != NULL);
  gtk_widget_set_visible (self->elsewhere, elsewhere);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.publish-elsewhere", elsewhere);
}

static void
osr_publish_pane_refresh (OsrPane *pane)
{
  OsrPublishPane *self = OSR_PUBLISH_PANE (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  OsrCase *c = osr_pane_get_case (pane);
  const OsrCaseDraft *draft = c != NULL ? osr_case_get_draft (c) : NULL;
  gboolean here = osr_pane_is_side (pane, OSR_SIDE_PUBLISH) && draft != NULL &&
                  osr_pane_get_registry (pane) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.withdraw",
                                 here && osr_workplace_may (workplace, "withdrawn"));
  osr_promise_offer_show (self->promise, pane, here ? draft->text : NULL);
  if (!here) {
    update_enabled (self);
    return;
  }
  set_approval (self, draft);
  set_target (self, c, draft);
  set_outward (self, c, draft);
  osr_attachment_strip_show (self->attachments, osr_pane_get_replica (pane), draft->files, NULL);
  set_way (self, is_by_hand (draft));
  update_enabled (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.copy-reply", draft->text != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.open-place", c->permalink != NULL);
  osr_plain_label_show (self->text, draft->text);
  gtk_widget_set_visible (self->refusal_card, c->refusal != NULL);
  osr_plain_label_show (self->refusal, c->refusal != NULL ? c->refusal : "");
  gtk_widget_set_visible (self->withdraw, osr_workplace_may (workplace, "withdrawn"));
  osr_publish_pane_tick (pane);
}

static void
tell_placed (OsrPublishPane *self, const OsrCaseDraft *draft)
{
  g_autofree char *url = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->url))));
  JsonObject *members = json_object_new ();
  JsonObject *payload = NULL;

  json_object_set_int_member (members, "draft", draft->version);
  json_object_set_string_member (members, "digest", draft->digest);
  json_object_set_string_member (members, "kind", draft->kind);
  if (*url != '\0')
    json_object_set_string_member (members, "url", url);
  osr_media_proof_set (members, &payload, osr_proof_field_get_words (self->proof),
                       osr_proof_field_get_digests (self->proof));
  if (!osr_workplace_act (osr_pane_get_workplace (OSR_PANE (self)), "published-by-hand", members,
                          payload))
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->url), "");
  osr_proof_field_clear (self->proof);
}

static void
publish (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (widget));
  const OsrCaseDraft *draft = c != NULL ? osr_case_get_draft (c) : NULL;

  if (is_by_hand (draft))
    tell_placed (OSR_PUBLISH_PANE (widget), draft);
  else
    osr_workplace_publish (osr_pane_get_workplace (OSR_PANE (widget)));
}

/* What a person needs who takes the reply there: its words, and the place. */
static void
copy_reply (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (widget));
  const OsrCaseDraft *draft = c != NULL ? osr_case_get_draft (c) : NULL;

  if (draft != NULL && draft->text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), draft->text);
}

static void
open_place (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (widget));
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *address = c != NULL ? osr_permalink_complete (c->permalink) : NULL;

  if (address != NULL)
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, address, GDK_CURRENT_TIME);
}

static void
publish_elsewhere (GtkWidget *widget, const char *action, GVariant *parameter)
{
  osr_workplace_publish_elsewhere (osr_pane_get_workplace (OSR_PANE (widget)));
}

static void
withdraw (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (widget));
  const OsrCaseBody *drafter = c != NULL ? osr_case_get_drafter (c) : NULL;
  JsonObject *members = json_object_new ();

  if (drafter != NULL)
    json_object_set_string_member (members, "body", drafter->body);
  osr_workplace_act (osr_pane_get_workplace (OSR_PANE (widget)), "withdrawn", members, NULL);
}

static void
osr_publish_pane_class_init (OsrPublishPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_publish_pane_refresh;
  OSR_PANE_CLASS (klass)->tick = osr_publish_pane_tick;
  g_type_ensure (OSR_TYPE_PROMISE_OFFER);
  g_type_ensure (OSR_TYPE_ATTACHMENT_STRIP);
  g_type_ensure (OSR_TYPE_PROOF_FIELD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/composer/osr-publish-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, approval);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, refusal_card);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, refusal);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, columns);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, text);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, attachments);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, target);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, promise);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, hint);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, withdraw);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, outward);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, elsewhere);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, by_hand);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, placed);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, url);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, proof);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, button);
  gtk_widget_class_bind_template_child (widget_class, OsrPublishPane, verb);
  gtk_widget_class_bind_template_callback (widget_class, update_enabled);
  gtk_widget_class_install_action (widget_class, "composer.publish", NULL, publish);
  gtk_widget_class_install_action (widget_class, "composer.publish-elsewhere", NULL,
                                   publish_elsewhere);
  gtk_widget_class_install_action (widget_class, "composer.withdraw", NULL, withdraw);
  gtk_widget_class_install_action (widget_class, "composer.copy-reply", NULL, copy_reply);
  gtk_widget_class_install_action (widget_class, "composer.open-place", NULL, open_place);
}

static void
osr_publish_pane_init (OsrPublishPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  osr_proof_field_accept_drops (self->proof, GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->columns, osr_columns_layout_new (COLUMN_WIDTH));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.publish", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.withdraw", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.publish-elsewhere", FALSE);
}

GtkWidget *
osr_publish_pane_new (void)
{
  return g_object_new (OSR_TYPE_PUBLISH_PANE, NULL);
}

void
osr_publish_pane_set_placed (OsrPublishPane *self, const char *url, const char *proof)
{
  gtk_editable_set_text (GTK_EDITABLE (self->url), url);
  osr_proof_field_set_words (self->proof, proof);
}

void
osr_publish_pane_add_proof (OsrPublishPane *self, GFile *file)
{
  osr_proof_field_add_file (self->proof, file);
}
