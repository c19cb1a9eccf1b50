/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Toggles for the topics of the office. What suggests a topic is in osr-topic-suggestion.h; what
 * follows from a choice is left to the pane. */
#include "app/triage/osr-topic-picker.h"

#include <glib/gi18n.h>

#include "app/shared/osr-text-desk.h"
#include "app/shared/osr-wrap-layout.h"
#include "app/triage/osr-topic-suggestion.h"

struct _OsrTopicPicker {
  AdwBin parent_instance;

  /* template */
  GtkWidget *suggested;
  GtkWidget *more;
  GtkWidget *others;

  /* owned */
  GPtrArray *toggles; /* borrowed GtkToggleButton, in the order of the keys */
  gboolean filling;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (OsrTopicPicker, osr_topic_picker, ADW_TYPE_BIN)

static GQuark
id_quark (void)
{
  return g_quark_from_static_string ("osr-topic-picker-id");
}

static void
topic_toggled (OsrTopicPicker *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_toggle (OsrTopicPicker *self, const OsrTopicSuggestion *suggestion)
{
  GtkWidget *toggle = gtk_toggle_button_new ();
  g_autofree char *label = NULL;

  if (self->toggles->len < 9)
    label = g_strdup_printf ("%u  %s", self->toggles->len + 1, suggestion->topic->name);
  gtk_button_set_label (GTK_BUTTON (toggle), label != NULL ? label : suggestion->topic->name);
  gtk_widget_add_css_class (toggle, "topic");
  if (suggestion->words->len > 0) {
    g_autofree char *tip = NULL;
    g_autofree char *because = NULL;

    g_ptr_array_add (suggestion->words, NULL);
    tip = g_strjoinv (", ", (char **) suggestion->words->pdata);
    g_ptr_array_set_size (suggestion->words, (gint) suggestion->words->len - 1);
    /* Translators: words of the message that suggest a topic */
    because = g_strdup_printf (_ ("Suggested by the words: %s"), tip);
    gtk_widget_set_tooltip_text (toggle, because);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  suggestion->topic->name, -1);
  g_object_set_qdata_full (G_OBJECT (toggle), id_quark (), g_strdup (suggestion->topic->id),
                           g_free);
  g_signal_connect_object (toggle, "toggled", G_CALLBACK (topic_toggled), self, G_CONNECT_SWAPPED);
  return toggle;
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
add_toggle (OsrTopicPicker *self, const OsrTopicSuggestion *suggestion, GtkWidget *box,
            gboolean chosen)
{
  GtkWidget *toggle = make_toggle (self, suggestion);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), chosen);
  gtk_box_append (GTK_BOX (box), toggle);
  g_ptr_array_add (self->toggles, toggle);
}

static void
osr_topic_picker_finalize (GObject *object)
{
  OsrTopicPicker *self = OSR_TOPIC_PICKER (object);

  g_ptr_array_unref (self->toggles);
  G_OBJECT_CLASS (osr_topic_picker_parent_class)->finalize (object);
}

static void
osr_topic_picker_class_init (OsrTopicPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_topic_picker_finalize;
  g_type_ensure (OSR_TYPE_WRAP_LAYOUT);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/triage/osr-topic-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrTopicPicker, suggested);
  gtk_widget_class_bind_template_child (widget_class, OsrTopicPicker, more);
  gtk_widget_class_bind_template_child (widget_class, OsrTopicPicker, others);
}

static void
osr_topic_picker_init (OsrTopicPicker *self)
{
  self->toggles = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
osr_topic_picker_fill (OsrTopicPicker *self, OsrCase *c, OsrRegistry *registry)
{
  g_autoptr (GPtrArray) suggestions = NULL;
  OsrTextReader *reader;
  gboolean any;

  g_return_if_fail (OSR_IS_TOPIC_PICKER (self));

  /* Without the lists all topics stand there, only none first. */
  reader = osr_text_desk_get_reader (c, registry);
  suggestions = osr_topic_suggestions_new (
      c->text, registry, reader != NULL ? osr_text_reader_get_words (reader)->topic_words : NULL);
  self->filling = TRUE;
  g_ptr_array_set_size (self->toggles, 0);
  clear_box (self->suggested);
  clear_box (self->others);
  /* What stands open comes first in the order of the keys too. */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < suggestions->len; i++) {
      const OsrTopicSuggestion *suggestion = suggestions->pdata[i];
      gboolean chosen = g_strv_contains ((const char *const *) c->topics, suggestion->topic->id);
      gboolean open = chosen || suggestion->words->len > 0;

      if (open == (pass == 0))
        add_toggle (self, suggestion, open ? self->suggested : self->others, chosen);
    }
  any = gtk_widget_get_first_child (self->suggested) != NULL;
  gtk_widget_set_visible (self->suggested, any);
  gtk_expander_set_expanded (GTK_EXPANDER (self->more), !any);
  gtk_widget_set_visible (self->more, gtk_widget_get_first_child (self->others) != NULL);
  self->filling = FALSE;
}

GPtrArray *
osr_topic_picker_get_chosen (OsrTopicPicker *self)
{
  GPtrArray *ids = g_ptr_array_new ();

  g_return_val_if_fail (OSR_IS_TOPIC_PICKER (self), ids);

  for (guint i = 0; i < self->toggles->len; i++)
    if (gtk_toggle_button_get_active (self->toggles->pdata[i]))
      g_ptr_array_add (ids, g_object_get_qdata (self->toggles->pdata[i], id_quark ()));
  g_ptr_array_add (ids, NULL);
  return ids;
}

GPtrArray *
osr_topic_picker_get_suggested (OsrTopicPicker *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  GtkWidget *toggle;

  g_return_val_if_fail (OSR_IS_TOPIC_PICKER (self), ids);

  for (toggle = gtk_widget_get_first_child (self->suggested); toggle != NULL;
       toggle = gtk_widget_get_next_sibling (toggle))
    g_ptr_array_add (ids, g_object_get_qdata (G_OBJECT (toggle), id_quark ()));
  g_ptr_array_add (ids, NULL);
  return ids;
}

void
osr_topic_picker_toggle (OsrTopicPicker *self, int place)
{
  GtkToggleButton *toggle;

  g_return_if_fail (OSR_IS_TOPIC_PICKER (self));

  if (place < 1 || (guint) place > self->toggles->len)
    return;
  toggle = self->toggles->pdata[place - 1];
  gtk_toggle_button_set_active (toggle, !gtk_toggle_button_get_active (toggle));
}
