/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line and a strip of pictures. What the event says of them is the core's: osr-media-proof.h. */
#include "app/attachments/osr-proof-field.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/attachments/osr-attachment-strip.h"

struct _OsrProofField {
  AdwBin parent_instance;

  /* template */
  GtkWidget *words;
  GtkWidget *attach;
  OsrAttachmentStrip *pictures;

  /* owned */
  OsrReplica *replica; /* nullable */
  char *case_id;       /* nullable */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OsrProofField, osr_proof_field, ADW_TYPE_BIN)

static void
changed (OsrProofField *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
choose (OsrProofField *self)
{
  osr_attachment_strip_choose (self->pictures);
}

/* Words are pasted as words, a picture is taken. */
static void
pasted (GtkText *text, OsrProofField *self)
{
  if (osr_attachment_strip_paste (self->pictures))
    g_signal_stop_emission_by_name (text, "paste-clipboard");
}

static void
osr_proof_field_dispose (GObject *object)
{
  OsrProofField *self = OSR_PROOF_FIELD (object);

  g_clear_object (&self->replica);
  G_OBJECT_CLASS (osr_proof_field_parent_class)->dispose (object);
}

static void
osr_proof_field_finalize (GObject *object)
{
  g_free (OSR_PROOF_FIELD (object)->case_id);
  G_OBJECT_CLASS (osr_proof_field_parent_class)->finalize (object);
}

static void
osr_proof_field_class_init (OsrProofFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_proof_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_proof_field_finalize;
  signals[CHANGED] = g_signal_new ("changed", OSR_TYPE_PROOF_FIELD, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (OSR_TYPE_ATTACHMENT_STRIP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/attachments/osr-proof-field.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrProofField, words);
  gtk_widget_class_bind_template_child (widget_class, OsrProofField, attach);
  gtk_widget_class_bind_template_child (widget_class, OsrProofField, pictures);
  gtk_widget_class_bind_template_callback (widget_class, changed);
  gtk_widget_class_bind_template_callback (widget_class, choose);
}

static void
osr_proof_field_init (OsrProofField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->words)),
                           "paste-clipboard", G_CALLBACK (pasted), self, 0);
  osr_attachment_strip_be_brief (self->pictures);
  osr_attachment_strip_set_name (self->pictures, _ ("Pictures that prove it"));
  osr_attachment_strip_accept_drops (self->pictures, GTK_WIDGET (self));
}

GtkWidget *
osr_proof_field_new (void)
{
  return g_object_new (OSR_TYPE_PROOF_FIELD, NULL);
}

gboolean
osr_proof_field_show (OsrProofField *self, OsrReplica *replica, const char *case_id)
{
  g_return_val_if_fail (OSR_IS_PROOF_FIELD (self), FALSE);

  if (self->replica == replica && g_strcmp0 (self->case_id, case_id) == 0)
    return FALSE;
  g_set_object (&self->replica, replica);
  g_free (self->case_id);
  self->case_id = g_strdup (case_id);
  osr_proof_field_clear (self);
  return TRUE;
}

void
osr_proof_field_clear (OsrProofField *self)
{
  g_return_if_fail (OSR_IS_PROOF_FIELD (self));

  gtk_editable_set_text (GTK_EDITABLE (self->words), "");
  osr_attachment_strip_stop (self->pictures);
  osr_attachment_strip_show (self->pictures, self->replica, NULL,
                             self->replica != NULL ? osr_media_limits_by_hand () : NULL);
}

gboolean
osr_proof_field_is_filled (OsrProofField *self)
{
  const char *words = osr_proof_field_get_words (self);

  g_return_val_if_fail (OSR_IS_PROOF_FIELD (self), FALSE);

  return !osr_attachment_strip_is_busy (self->pictures) &&
         (strspn (words, " \t") < strlen (words) || osr_proof_field_get_digests (self) != NULL);
}

void
osr_proof_field_accept_drops (OsrProofField *self, GtkWidget *widget)
{
  g_return_if_fail (OSR_IS_PROOF_FIELD (self));

  osr_attachment_strip_accept_drops (self->pictures, widget);
}

void
osr_proof_field_add_file (OsrProofField *self, GFile *file)
{
  g_return_if_fail (OSR_IS_PROOF_FIELD (self));

  osr_attachment_strip_add_file (self->pictures, file);
}

const char *
osr_proof_field_get_words (OsrProofField *self)
{
  g_return_val_if_fail (OSR_IS_PROOF_FIELD (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->words));
}

const char *
osr_proof_field_get_digests (OsrProofField *self)
{
  g_return_val_if_fail (OSR_IS_PROOF_FIELD (self), NULL);

  return osr_attachment_strip_get_digests (self->pictures);
}

void
osr_proof_field_set_words (OsrProofField *self, const char *words)
{
  g_return_if_fail (OSR_IS_PROOF_FIELD (self));

  gtk_editable_set_text (GTK_EDITABLE (self->words), words);
}
