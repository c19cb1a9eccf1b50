/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row a message: its words, what ties it to the open one, when it was, what became of it. */
#include "app/shared/osr-similar-list.h"

#include <glib/gi18n.h>

#include "app/queue/osr-queue-words.h"
#include "report/osr-shown-text.h"
#include "app/shared/osr-shrinking.h"
#include "report/osr-time-text.h"

#define MOST             5
#define MOST_HEIGHT      180
#define REPLY_CHARACTERS 140

struct _OsrSimilarList {
  AdwBin parent_instance;

  GtkWidget *expander;
  GtkWidget *rows;
  OsrWorkplace *workplace; /* nullable, owned */
  OsrPane *pane;           /* nullable, borrowed: stands around this */
  char *first;             /* nullable, owned: the case that the key links with */
  guint count;
};

G_DEFINE_TYPE (OsrSimilarList, osr_similar_list, ADW_TYPE_BIN)

char *
osr_similar_list_dup_tie (const OsrCacheSimilar *similar)
{
  GString *tie = g_string_new (similar->same ? _ ("nearly the same words") : _ ("about the same"));

  if (similar->same_author)
    g_string_append_printf (tie, " · %s", _ ("the same author"));
  if (similar->same_place)
    g_string_append_printf (tie, " · %s", _ ("the same place"));
  return g_string_free (tie, FALSE);
}

/* (nullable): the last reply that was published. */
static const OsrCaseDraft *
find_reply (OsrCase *c)
{
  for (guint i = c->drafts->len; i > 0; i--) {
    const OsrCaseDraft *draft = c->drafts->pdata[i - 1];

    if (draft->state == OSR_DRAFT_PUBLISHED && draft->text != NULL)
      return draft;
  }
  return NULL;
}

char *
osr_similar_list_dup_outcome (OsrCase *c)
{
  const OsrCaseDraft *reply = find_reply (c);
  const char *state = osr_queue_words_state (c->state);
  g_autofree char *words = NULL;

  if (reply == NULL)
    return g_strdup (state);
  words =
      g_utf8_substring (reply->text, 0, MIN (g_utf8_strlen (reply->text, -1), REPLY_CHARACTERS));
  /* Translators: state of an earlier message, and the beginning of what was replied */
  return g_strdup_printf (_ ("%1$s: “%2$s”"), state, words);
}

static void
open_case (OsrSimilarList *self, GtkWidget *button)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "osr-case"));

  if (self->workplace != NULL && id != NULL)
    osr_workplace_open_case (self->workplace, id);
}

static gboolean
may_link (OsrSimilarList *self)
{
  OsrCase *open = self->workplace != NULL ? osr_workplace_get_case (self->workplace) : NULL;

  return open != NULL && !open->repeat && osr_workplace_may (self->workplace, "linked");
}

/* The open message repeats the case @id. */
static gboolean
link_with (OsrSimilarList *self, const char *id)
{
  OsrReplica *replica =
      self->workplace != NULL ? osr_workplace_get_replica (self->workplace) : NULL;
  g_autoptr (OsrCase) earlier = replica != NULL ? osr_replica_get_case (replica, id) : NULL;
  JsonObject *members;

  if (earlier == NULL || !may_link (self))
    return FALSE;
  members = json_object_new ();
  json_object_set_string_member (members, "earlier", earlier->id);
  if (earlier->number != NULL)
    json_object_set_string_member (members, "earlier_number", earlier->number);
  if (!osr_workplace_act (self->workplace, "linked", members, NULL))
    return FALSE;
  osr_similar_list_show (self, self->pane);
  return TRUE;
}

static void
link_case (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *id = g_strdup (g_variant_get_string (parameter, NULL));

  link_with (OSR_SIMILAR_LIST (widget), id);
}

/* The key belongs to the pane that is shown, and never links with what was not seen: it unfolds the list
 * first. */
static gboolean
link_first (GtkWidget *widget, GVariant *args, gpointer data)
{
  OsrSimilarList *self = OSR_SIMILAR_LIST (widget);
  g_autofree char *first = g_strdup (self->first);

  if (first == NULL || !gtk_widget_get_mapped (widget))
    return FALSE;
  if (gtk_expander_get_expanded (GTK_EXPANDER (self->expander)))
    return link_with (self, first);
  gtk_expander_set_expanded (GTK_EXPANDER (self->expander), TRUE);
  return TRUE;
}

static GtkWidget *
make_link_button (OsrCase *c)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Repeat"));
  g_autofree char *words =
      c->number != NULL ? g_strdup_printf (_ ("The open message is a repeat of No. %s"), c->number)
                        : g_strdup (_ ("The open message is a repeat of this one"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "similar.link");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", c->id);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  return button;
}

static GtkWidget *
make_label (const char *text, int lines, const char *css_class)
{
  g_autofree char *shown = osr_shown_words (text);
  GtkWidget *label = gtk_label_new (shown);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), lines);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static char *
make_when (OsrCase *c, const OsrCacheSimilar *similar, OsrPane *pane)
{
  OsrZone *zone = osr_pane_get_zone (pane);
  OsrInstant at = c->published_at > 0 ? c->published_at : c->found_at;
  g_autofree char *tie = osr_similar_list_dup_tie (similar);
  g_autofree char *moment = NULL;

  if (zone == NULL)
    return g_steal_pointer (&tie);
  moment = osr_time_text_moment (at, osr_workplace_now (osr_pane_get_workplace (pane)), zone);
  return g_strdup_printf ("%s · %s", moment, tie);
}

static GtkWidget *
make_buttons (OsrSimilarList *self, OsrCase *c, GtkWidget *open)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_widget_set_valign (buttons, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (buttons), open);
  if (may_link (self)) {
    gtk_box_append (GTK_BOX (buttons), make_link_button (c));
    if (self->first == NULL)
      self->first = g_strdup (c->id);
  }
  return buttons;
}

static GtkWidget *
make_row (OsrSimilarList *self, OsrCase *c, const OsrCacheSimilar *similar, OsrPane *pane)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *button = gtk_button_new_with_label (_ ("Open"));
  g_autofree char *when = make_when (c, similar, pane);
  g_autofree char *outcome = osr_similar_list_dup_outcome (c);
  g_autofree char *text = osr_shown_text (c->text, OSR_SHOWN_LENGTH, 0, NULL);
  g_autofree char *name = NULL;

  gtk_box_append (GTK_BOX (words), make_label (text, 2, NULL));
  gtk_box_append (GTK_BOX (words), make_label (when, 1, "dim-label"));
  gtk_box_append (GTK_BOX (words), make_label (outcome, 3, NULL));
  gtk_widget_set_hexpand (words, TRUE);
  /* Translators: a button that opens an earlier message; what ties it to this one */
  name = g_strdup_printf (_ ("Open the earlier message: %s"), when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "osr-case", g_strdup (c->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_case), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), make_buttons (self, c, button));
  return row;
}

static void
clear (OsrSimilarList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  self->count = 0;
  g_clear_pointer (&self->first, g_free);
}

static void
osr_similar_list_dispose (GObject *object)
{
  g_clear_object (&OSR_SIMILAR_LIST (object)->workplace);
  g_clear_pointer (&OSR_SIMILAR_LIST (object)->first, g_free);
  G_OBJECT_CLASS (osr_similar_list_parent_class)->dispose (object);
}

static void
osr_similar_list_class_init (OsrSimilarListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_similar_list_dispose;
  gtk_widget_class_install_action (widget_class, "similar.link", "s", link_case);
}

static void
add_key (OsrSimilarList *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_l, GDK_CONTROL_MASK),
                        gtk_callback_action_new (link_first, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
osr_similar_list_init (OsrSimilarList *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *shrinking = g_object_new (OSR_TYPE_SHRINKING, "most", MOST_HEIGHT, NULL);

  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->rows);
  adw_bin_set_child (ADW_BIN (shrinking), scrolled);
  self->expander = gtk_expander_new (NULL);
  gtk_expander_set_child (GTK_EXPANDER (self->expander), shrinking);
  adw_bin_set_child (ADW_BIN (self), self->expander);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  add_key (self);
}

/* Nearly the same words may well be a repeat: those are shown without being asked for. */
static gboolean
is_near (OsrSimilarList *self, GPtrArray *found)
{
  return self->first != NULL && found->len > 0 && ((OsrCacheSimilar *) found->pdata[0])->same;
}

void
osr_similar_list_show (OsrSimilarList *self, OsrPane *pane)
{
  OsrReplica *replica = osr_pane_get_replica (pane);
  OsrCase *open = osr_pane_get_case (pane);
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (OSR_IS_SIMILAR_LIST (self));

  clear (self);
  self->pane = pane;
  g_set_object (&self->workplace, osr_pane_get_workplace (pane));
  if (replica != NULL && open != NULL)
    found = osr_replica_find_similar (replica, open, MOST);
  for (guint i = 0; found != NULL && i < found->len; i++) {
    const OsrCacheSimilar *similar = found->pdata[i];
    g_autoptr (OsrCase) c = osr_replica_get_case (replica, similar->id);

    if (c == NULL || c->text == NULL)
      continue;
    gtk_box_append (GTK_BOX (self->rows), make_row (self, c, similar, pane));
    self->count++;
  }
  /* Translators: how many earlier messages are like this one */
  label = self->first != NULL
              /* Translators: the same, where the first can be named as repeated by a key */
              ? g_strdup_printf (_ ("Similar earlier: %u · a repeat? Ctrl+L"), self->count)
              : g_strdup_printf (_ ("Similar earlier: %u"), self->count);
  gtk_expander_set_label (GTK_EXPANDER (self->expander), label);
  gtk_expander_set_expanded (GTK_EXPANDER (self->expander), found != NULL && is_near (self, found));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), self->count > 0);
}

guint
osr_similar_list_get_count (OsrSimilarList *self)
{
  return self->count;
}
