/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only those can be chosen who write replies of the case's body: the rule asks for no less. */
#include "app/directory/osr-hand-over-dialog.h"

#include <glib/gi18n.h>

#include "app/shared/osr-sentence.h"
#include "core/office/osr-rules-office.h"
#include "core/osr-json.h"
#include "report/osr-history-sentence.h"

struct _OsrHandOverDialog {
  AdwWindow parent_instance;

  /* template widgets */
  GtkLabel *about;
  GtkLabel *refusal;
  AdwPreferencesGroup *cases;

  /* owned */
  OsrReplica *replica;
  JsonObject *members;
  GHashTable *rows; /* case id → borrowed AdwComboRow */
};

G_DEFINE_FINAL_TYPE (OsrHandOverDialog, osr_hand_over_dialog, ADW_TYPE_WINDOW)

/* The ids behind the words of a choice; the first is "" for nobody yet. */
#define KEY_IDS "osr-ids"

static const char *
leaving_person (OsrHandOverDialog *self)
{
  return osr_json_get_string (self->members, "person");
}

static void
say (OsrHandOverDialog *self, const char *sentence)
{
  gtk_label_set_text (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
}

static const char *
chosen_person (AdwComboRow *row)
{
  GPtrArray *ids = g_object_get_data (G_OBJECT (row), KEY_IDS);
  guint chosen = adw_combo_row_get_selected (row);

  return chosen < ids->len ? ids->pdata[chosen] : "";
}

/* (transfer full) (nullable): case id → person; %NULL while one has nobody */
static JsonObject *
collect (OsrHandOverDialog *self)
{
  g_autoptr (JsonObject) each = json_object_new ();
  GHashTableIter iter;
  const char *id;
  AdwComboRow *row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, (gpointer *) &row)) {
    if (*chosen_person (row) == '\0')
      return NULL;
    json_object_set_string_member (each, id, chosen_person (row));
  }
  return g_steal_pointer (&each);
}

static void
finish (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrHandOverDialog *self = OSR_HAND_OVER_DIALOG (widget);
  GtkWindow *form = gtk_window_get_transient_for (GTK_WINDOW (self));
  JsonObject *each = collect (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = NULL;
  g_autofree char *sentence = NULL;

  if (each == NULL) {
    say (self, _ ("Choose who takes over each message."));
    return;
  }
  json_object_set_object_member (self->members, "hand_over", each);
  uuid = osr_replica_change_office (self->replica, "person-set", self->members, &error);
  if (uuid == NULL) {
    sentence = osr_sentence_for_error (error);
    say (self, sentence);
    return;
  }
  gtk_window_close (GTK_WINDOW (self));
  if (form != NULL)
    gtk_window_close (form);
}

static void
osr_hand_over_dialog_dispose (GObject *object)
{
  OsrHandOverDialog *self = OSR_HAND_OVER_DIALOG (object);

  g_clear_object (&self->replica);
  g_clear_pointer (&self->members, json_object_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (osr_hand_over_dialog_parent_class)->dispose (object);
}

static void
osr_hand_over_dialog_class_init (OsrHandOverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_hand_over_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/directory/osr-hand-over-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrHandOverDialog, about);
  gtk_widget_class_bind_template_child (widget_class, OsrHandOverDialog, refusal);
  gtk_widget_class_bind_template_child (widget_class, OsrHandOverDialog, cases);
  gtk_widget_class_install_action (widget_class, "hand-over.done", NULL, finish);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "hand-over.done", NULL);
}

static void
osr_hand_over_dialog_init (OsrHandOverDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Where one person alone could take it, they are chosen. */
static void
add_receivers (OsrHandOverDialog *self, GtkWidget *row, const char *body)
{
  OsrRegistry *registry = osr_replica_get_registry (self->replica);
  GPtrArray *persons = osr_registry_get_persons (registry);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  gtk_string_list_append (names, _ ("Choose…"));
  g_ptr_array_add (ids, g_strdup (""));
  for (guint i = 0; i < persons->len; i++) {
    const OsrPerson *person = persons->pdata[i];

    if (person->disabled || g_strcmp0 (person->id, leaving_person (self)) == 0 ||
        !osr_registry_drafts_for (registry, person->id, body))
      continue;
    gtk_string_list_append (names, person->name);
    g_ptr_array_add (ids, g_strdup (person->id));
  }
  g_object_set_data_full (G_OBJECT (row), KEY_IDS, ids, (GDestroyNotify) g_ptr_array_unref);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), ids->len == 2 ? 1 : 0);
  if (ids->len == 1)
    say (self, _ ("Nobody else writes the replies of a body. Give somebody a role there first."));
}

static void
add_case (OsrHandOverDialog *self, const OsrOfficeWork *work)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autofree char *body = osr_history_body (osr_replica_get_registry (self->replica), work->body);
  /* Translators: %s is the number of a case */
  g_autofree char *title =
      g_strdup_printf (_ ("No. %s"), work->number != NULL ? work->number : work->case_id);
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  g_autofree char *safe_body = g_markup_escape_text (body, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_body);
  add_receivers (self, row, work->body);
  adw_preferences_group_add (self->cases, row);
  g_hash_table_insert (self->rows, g_strdup (work->case_id), row);
}

static void
choose (AdwComboRow *row, const char *person)
{
  GPtrArray *ids = g_object_get_data (G_OBJECT (row), KEY_IDS);

  for (guint i = 0; i < ids->len; i++) {
    if (g_str_equal (ids->pdata[i], person))
      adw_combo_row_set_selected (row, i);
  }
}

/* Whoever cannot take some of them leaves those as they are. */
static void
on_all (OsrHandOverDialog *self, GParamSpec *pspec, AdwComboRow *all)
{
  GHashTableIter iter;
  AdwComboRow *row;

  if (*chosen_person (all) == '\0')
    return;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &row))
    choose (row, chosen_person (all));
}

/* One choice for all of them, of those who write for the body of the first. */
static void
add_all (OsrHandOverDialog *self, const char *body)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("All to one person"));
  add_receivers (self, row, body);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 0);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_all), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->cases, row);
}

static int
by_number (gconstpointer a, gconstpointer b)
{
  const OsrOfficeWork *left = *(OsrOfficeWork *const *) a;
  const OsrOfficeWork *right = *(OsrOfficeWork *const *) b;

  return g_strcmp0 (left->number, right->number);
}

static JsonObject *
copy_members (JsonObject *members)
{
  JsonObject *copy = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (members);

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (copy, l->data,
                            json_node_copy (json_object_get_member (members, l->data)));
  return copy;
}

GtkWidget *
osr_hand_over_dialog_new (GtkWindow *parent, OsrReplica *replica, JsonObject *members,
                          const OsrOfficePreview *work)
{
  OsrHandOverDialog *self =
      g_object_new (OSR_TYPE_HAND_OVER_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  const guint n = work->work->len;
  g_autofree char *about = NULL;

  self->replica = g_object_ref (replica);
  self->members = copy_members (members);
  /* Translators: a person, and how many messages they have open */
  about = g_strdup_printf (ngettext ("%1$s has %2$u open message. Who takes it over?",
                                     "%1$s has %2$u open messages. Who takes them over?", n),
                           osr_json_get_string (members, "name"), n);
  gtk_label_set_text (self->about, about);
  g_ptr_array_sort (work->work, by_number);
  if (n > 1)
    add_all (self, ((const OsrOfficeWork *) work->work->pdata[0])->body);
  for (guint i = 0; i < n; i++)
    add_case (self, work->work->pdata[i]);
  return GTK_WIDGET (self);
}
