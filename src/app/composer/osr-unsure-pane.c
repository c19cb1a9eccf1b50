/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Never says "failed": the reply may be public. What each button orders is done by the coordinator, and
 * what came of it stands in the history and in this place. */
#include "app/composer/osr-unsure-pane.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/attachments/osr-proof-field.h"
#include "app/composer/osr-asked-picture.h"
#include "app/shared/osr-columns-layout.h"
#include "app/shared/osr-plain-label.h"
#include "core/case/osr-case-challenge.h"
#include "core/media/osr-media-proof.h"
#include "core/osr-rules.h"

/* Either choice has room in a column this wide; a drawer shows both side by side. */
#define CHOICE_WIDTH 240

struct _OsrUnsurePane {
  OsrPane parent_instance;

  /* template */
  GtkWidget *asked;
  GtkWidget *headline;
  GtkWidget *why;
  GtkWidget *text;
  GtkWidget *look;
  GtkWidget *unknown;
  GtkWidget *url;
  OsrProofField *proof;
  GtkWidget *reason;
  GtkWidget *challenge;
  OsrAskedPicture *picture;
  GtkWidget *open;
  GtkWidget *answer;
};

G_DEFINE_TYPE (OsrUnsurePane, osr_unsure_pane, OSR_TYPE_PANE)

static gboolean
is_filled (GtkWidget *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  return strspn (text, " \t") < strlen (text);
}

/* The network says where; nothing else is opened. */
static gboolean
is_web_address (const char *address)
{
  return (g_str_has_prefix (address, "https://") || g_str_has_prefix (address, "http://")) &&
         g_uri_is_valid (address, G_URI_FLAGS_NONE, NULL);
}

static char *
dup_trimmed (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static gboolean
find_challenge (OsrUnsurePane *self, OsrCaseChallenge *challenge)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (self));

  return c != NULL && c->challenge != 0 && osr_case_get_challenge (c, c->intent_version, challenge);
}

static void
enable (OsrUnsurePane *self, const char *action, const char *step, gboolean ready)
{
  OsrPane *pane = OSR_PANE (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), action,
                                 ready && osr_pane_is_side (pane, OSR_SIDE_UNSURE) &&
                                     osr_workplace_may (osr_pane_get_workplace (pane), step));
}

static void
update_enabled (OsrUnsurePane *self)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (self));
  gboolean placed = c != NULL && osr_proof_field_is_filled (self->proof) &&
                    (c->permalink == NULL || is_filled (self->url));
  OsrCaseChallenge challenge;
  gboolean asks = find_challenge (self, &challenge);

  enable (self, "unsure.look", "publish-intended:look", TRUE);
  enable (self, "unsure.confirm", "published-by-hand", placed);
  enable (self, "unsure.again", "publish-intended:again", is_filled (self->reason));
  enable (self, "unsure.answer", "publish-intended:answer", is_filled (self->answer));
  enable (self, "unsure.open", "publish-intended:answer",
          asks && is_web_address (challenge.address));
}

static const char *
why_asked (const char *asked)
{
  if (g_strcmp0 (asked, "no-read-back") == 0)
    return _ ("The network did not say whether it took the reply, and the program cannot look "
              "there. Open the place and see.");
  if (g_strcmp0 (asked, "unreadable") == 0)
    return _ ("The network did not say whether it took the reply, and could not be looked "
              "through. Open the place and see.");
  if (g_strcmp0 (asked, "ambiguous") == 0)
    return _ ("A reply of these words is there, and the same words were sent to somebody else in "
              "the same place. The network does not say which it is. Open the place and see.");
  if (g_strcmp0 (asked, "refused-again") == 0)
    return _ ("The first attempt was not confirmed, and the network did not take a second one. "
              "The first may show up yet.");
  return _ ("The reply was sent and looked for, and it is not to be seen. It may show up yet.");
}

static void
show_unknown (OsrUnsurePane *self, OsrCase *c)
{
  gtk_label_set_label (GTK_LABEL (self->headline), _ ("The reply may be public already."));
  gtk_label_set_label (GTK_LABEL (self->why), why_asked (c->asked));
}

/* The address is for a page, and where the picture is not to be had. */
static void
show_way (OsrUnsurePane *self)
{
  gtk_widget_set_visible (self->open, !osr_asked_picture_is_ready (self->picture));
}

static void
show_challenge (OsrUnsurePane *self, const OsrCaseChallenge *challenge)
{
  OsrPane *pane = OSR_PANE (self);
  OsrInstant now = osr_workplace_now (osr_pane_get_workplace (pane));
  gint64 minutes = MAX ((challenge->expires_at - now) / OSR_MINUTE, 0);
  gboolean page = g_strcmp0 (challenge->kind, "page") == 0;
  g_autofree char *why = NULL;

  gtk_label_set_label (GTK_LABEL (self->headline),
                       _ ("The network wants to see a person before it takes the reply. Nothing "
                          "was published yet."));
  why = g_strdup_printf (ngettext ("It waits for %d minute more; after that publish anew.",
                                   "It waits for %d minutes more; after that publish anew.",
                                   (gulong) minutes),
                         (int) minutes);
  gtk_label_set_label (GTK_LABEL (self->why), why);
  gtk_button_set_label (GTK_BUTTON (self->open),
                        page ? _ ("Open the network's page") : _ ("Open the picture"));
  gtk_widget_set_tooltip_text (self->open, challenge->address);
  osr_asked_picture_show (self->picture, osr_pane_get_replica (pane), challenge->picture);
  show_way (self);
}

static void
osr_unsure_pane_tick (OsrPane *pane)
{
  OsrUnsurePane *self = OSR_UNSURE_PANE (pane);
  OsrCaseChallenge challenge;

  if (osr_pane_is_side (pane, OSR_SIDE_UNSURE) && find_challenge (self, &challenge))
    show_challenge (self, &challenge);
}

static void
clear (GtkWidget *entry)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

static void
osr_unsure_pane_refresh (OsrPane *pane)
{
  OsrUnsurePane *self = OSR_UNSURE_PANE (pane);
  OsrCase *c = osr_pane_get_case (pane);
  const OsrCaseDraft *draft = c != NULL ? osr_case_get_draft (c) : NULL;
  OsrCaseChallenge challenge;
  gboolean asks = find_challenge (self, &challenge);

  if (osr_pane_is_side (pane, OSR_SIDE_UNSURE) && c != NULL &&
      osr_proof_field_show (self->proof, osr_pane_get_replica (pane), c->id))
    clear (self->url);
  update_enabled (self);
  if (!osr_pane_is_side (pane, OSR_SIDE_UNSURE) || draft == NULL)
    return;
  gtk_widget_set_visible (self->challenge, asks);
  gtk_widget_set_visible (self->unknown, !asks);
  gtk_widget_set_visible (self->look, !asks);
  osr_plain_label_show (self->text, draft->text);
  if (asks)
    show_challenge (self, &challenge);
  else
    show_unknown (self, c);
}

static void
look (GtkWidget *widget, const char *action, GVariant *parameter)
{
  osr_workplace_act (osr_pane_get_workplace (OSR_PANE (widget)), "publish-look-ordered", NULL,
                     NULL);
}

static void
confirm (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrUnsurePane *self = OSR_UNSURE_PANE (widget);
  OsrCase *c = osr_pane_get_case (OSR_PANE (widget));
  const OsrCaseDraft *draft = c != NULL ? osr_case_get_draft (c) : NULL;
  g_autofree char *url = dup_trimmed (self->url);
  JsonObject *members = json_object_new ();
  JsonObject *payload = NULL;

  json_object_set_int_member (members, "draft", draft->version);
  json_object_set_string_member (members, "digest", draft->digest);
  json_object_set_string_member (members, "kind", draft->kind);
  osr_media_proof_set (members, &payload, osr_proof_field_get_words (self->proof),
                       osr_proof_field_get_digests (self->proof));
  if (*url != '\0')
    json_object_set_string_member (members, "url", url);
  if (!osr_workplace_act (osr_pane_get_workplace (OSR_PANE (widget)), "published-by-hand", members,
                          payload))
    return;
  clear (self->url);
  osr_proof_field_clear (self->proof);
}

static void
send_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrUnsurePane *self = OSR_UNSURE_PANE (widget);
  g_autofree char *reason = dup_trimmed (self->reason);

  if (osr_workplace_publish_again (osr_pane_get_workplace (OSR_PANE (widget)), reason))
    clear (self->reason);
}

static void
open_challenge (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  OsrCaseChallenge challenge;

  if (find_challenge (OSR_UNSURE_PANE (widget), &challenge) && is_web_address (challenge.address))
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, challenge.address,
                  GDK_CURRENT_TIME);
}

static void
answer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrUnsurePane *self = OSR_UNSURE_PANE (widget);
  g_autofree char *words = dup_trimmed (self->answer);
  JsonObject *members = json_object_new ();
  JsonObject *payload = json_object_new ();

  json_object_set_int_member (members, "challenge",
                              osr_pane_get_case (OSR_PANE (widget))->challenge);
  json_object_set_string_member (payload, "answer", words);
  if (osr_workplace_act (osr_pane_get_workplace (OSR_PANE (widget)), "challenge-answered", members,
                         payload))
    clear (self->answer);
}

static void
osr_unsure_pane_class_init (OsrUnsurePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_unsure_pane_refresh;
  OSR_PANE_CLASS (klass)->tick = osr_unsure_pane_tick;
  g_type_ensure (OSR_TYPE_ASKED_PICTURE);
  g_type_ensure (OSR_TYPE_PROOF_FIELD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/composer/osr-unsure-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrUnsurePane, asked);
  gtk_widget_class_bind_template_child (widget_class, OsrUnsurePane, headline);
  gtk_widget_class_bind_template_child (widget_class, OsrUnsurePane, why);
  gtk_widget_class_bind_template_child (widget_class, OsrUnsurePane, text);
  gtk_widget_class_bind_template_child (widget_class, OsrUnsurePane, look);
  gtk_widget_class_bind_template_child (widget_class, OsrUnsurePane, unknown);
  gtk_widget_class_bind_template_child (widget_class, OsrUnsurePane, url);
  gtk_widget_class_bind_template_child (widget_class, OsrUnsurePane, proof);
  gtk_widget_class_bind_template_child (widget_class, OsrUnsurePane, reason);
  gtk_widget_class_bind_template_child (widget_class, OsrUnsurePane, challenge);
  gtk_widget_class_bind_template_child (widget_class, OsrUnsurePane, open);
  gtk_widget_class_bind_template_child (widget_class, OsrUnsurePane, picture);
  gtk_widget_class_bind_template_child (widget_class, OsrUnsurePane, answer);
  gtk_widget_class_bind_template_callback (widget_class, update_enabled);
  gtk_widget_class_bind_template_callback (widget_class, show_way);
  gtk_widget_class_install_action (widget_class, "unsure.look", NULL, look);
  gtk_widget_class_install_action (widget_class, "unsure.confirm", NULL, confirm);
  gtk_widget_class_install_action (widget_class, "unsure.again", NULL, send_again);
  gtk_widget_class_install_action (widget_class, "unsure.open", NULL, open_challenge);
  gtk_widget_class_install_action (widget_class, "unsure.answer", NULL, answer);
}

static void
osr_unsure_pane_init (OsrUnsurePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->asked, osr_columns_layout_new (CHOICE_WIDTH));
  gtk_widget_set_layout_manager (self->unknown, osr_columns_layout_new (CHOICE_WIDTH));
  gtk_widget_set_layout_manager (self->challenge, osr_columns_layout_new (CHOICE_WIDTH));
}

GtkWidget *
osr_unsure_pane_new (void)
{
  return g_object_new (OSR_TYPE_UNSURE_PANE, NULL);
}

void
osr_unsure_pane_fill (OsrUnsurePane *self, const char *url, const char *proof, const char *reason)
{
  gtk_editable_set_text (GTK_EDITABLE (self->url), url);
  osr_proof_field_set_words (self->proof, proof);
  gtk_editable_set_text (GTK_EDITABLE (self->reason), reason);
}

void
osr_unsure_pane_fill_answer (OsrUnsurePane *self, const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (self->answer), words);
}
