/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The referral itself is a step like any other and asks what the table of steps asks. */
#include "app/steps/osr-threat-offer.h"

#include <glib/gi18n.h>

#include "app/shared/osr-text-desk.h"
#include "app/steps/osr-step-dialog.h"
#include "core/osr-json.h"

#define MOST_WORDS 3

struct _OsrThreatOffer {
  AdwBin parent_instance;

  /* template */
  GtkWidget *words;
  GtkWidget *refer;
  GtkWidget *unlawful;
  GtkWidget *later;

  OsrWorkplace *workplace; /* owned, nullable */
  gboolean was_marked;     /* by the last triage */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OsrThreatOffer, osr_threat_offer, ADW_TYPE_BIN)

static void
append_quoted (GString *words, const char *text, gsize length)
{
  g_autofree char *written = g_strndup (text, length);

  if (words->len > 0)
    g_string_append (words, ", ");
  /* Translators: words of a message in the quotation marks of the language */
  g_string_append_printf (words, _ ("“%s”"), written);
}

/* (transfer full) (nullable): the words that threaten, in quotation marks */
static char *
dup_threats (OsrCase *c, OsrRegistry *registry)
{
  OsrTextReader *reader = osr_text_desk_get_reader (c, registry);
  g_autoptr (GString) words = g_string_new (NULL);
  const OsrTextReading *reading;
  guint n = 0;

  if (reader == NULL || c->text == NULL || !g_utf8_validate (c->text, -1, NULL))
    return NULL;
  reading = osr_text_reader_read (reader, c->text, -1);
  for (guint i = 0; i < reading->findings->len && n < MOST_WORDS; i++) {
    const OsrScreeningFinding *finding = &g_array_index (reading->findings, OsrScreeningFinding, i);

    if (finding->kind == OSR_SCREENING_THREAT)
      append_quoted (words, c->text + finding->start, finding->end - finding->start);
    n += finding->kind == OSR_SCREENING_THREAT ? 1 : 0;
  }
  return n > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

/* The last triage rules. */
static gboolean
is_marked (OsrCase *c)
{
  for (guint i = c->events->len; i-- > 0;) {
    OsrEvent *event = c->events->pdata[i];

    if (osr_event_is (event, "triaged"))
      return osr_json_get_boolean (event->members, "unlawful", FALSE);
  }
  return FALSE;
}

static void
refer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrThreatOffer *self = OSR_THREAT_OFFER (widget);

  if (self->workplace != NULL && osr_workplace_may (self->workplace, "referred"))
    gtk_window_present (
        GTK_WINDOW (osr_step_dialog_new (widget, self->workplace, osr_step_find ("referred"))));
}

static void
on_marked (OsrThreatOffer *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
osr_threat_offer_dispose (GObject *object)
{
  OsrThreatOffer *self = OSR_THREAT_OFFER (object);

  g_clear_object (&self->workplace);
  G_OBJECT_CLASS (osr_threat_offer_parent_class)->dispose (object);
}

static void
osr_threat_offer_class_init (OsrThreatOfferClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_threat_offer_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/steps/osr-threat-offer.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrThreatOffer, words);
  gtk_widget_class_bind_template_child (widget_class, OsrThreatOffer, refer);
  gtk_widget_class_bind_template_child (widget_class, OsrThreatOffer, unlawful);
  gtk_widget_class_bind_template_child (widget_class, OsrThreatOffer, later);
  gtk_widget_class_bind_template_callback (widget_class, on_marked);
  gtk_widget_class_install_action (widget_class, "threat.refer", NULL, refer);
}

static void
osr_threat_offer_init (OsrThreatOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
osr_threat_offer_show (OsrThreatOffer *self, OsrPane *pane, gboolean sorting)
{
  OsrCase *c = osr_pane_get_case (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  OsrRegulation *regulation;
  gboolean foreseen, may;
  g_autofree char *threats = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (OSR_IS_THREAT_OFFER (self));

  g_set_object (&self->workplace, osr_pane_get_workplace (pane));
  threats = c != NULL && registry != NULL ? dup_threats (c, registry) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), threats != NULL);
  if (threats == NULL)
    return;
  regulation = osr_registry_get_regulation_for (registry, c);
  foreseen = regulation != NULL && osr_regulation_get_rule (regulation, "referral") != NULL;
  may = foreseen && osr_workplace_may (self->workplace, "referred");
  /* Translators: %s is what a citizen wrote, in quotation marks */
  words = g_strdup_printf (_ ("The message seems to threaten: %s"), threats);
  gtk_label_set_label (GTK_LABEL (self->words), words);
  gtk_widget_set_visible (self->refer, may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "threat.refer", may);
  gtk_widget_set_visible (self->unlawful, foreseen && sorting);
  gtk_widget_set_visible (self->later, foreseen && !may && !sorting);
}

gboolean
osr_threat_offer_is_marked (OsrThreatOffer *self)
{
  g_return_val_if_fail (OSR_IS_THREAT_OFFER (self), FALSE);

  return gtk_widget_get_visible (self->unlawful) &&
         gtk_check_button_get_active (GTK_CHECK_BUTTON (self->unlawful));
}

gboolean
osr_threat_offer_is_changed (OsrThreatOffer *self)
{
  g_return_val_if_fail (OSR_IS_THREAT_OFFER (self), FALSE);

  return gtk_widget_get_visible (self->unlawful) &&
         gtk_check_button_get_active (GTK_CHECK_BUTTON (self->unlawful)) != self->was_marked;
}

void
osr_threat_offer_reset (OsrThreatOffer *self, OsrCase *c)
{
  g_return_if_fail (OSR_IS_THREAT_OFFER (self));

  self->was_marked = is_marked (c);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->unlawful), self->was_marked);
}
