/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A pasted link chooses its network; the name of a place is asked for only where the
 * network does not say it. */
#include "app/message/osr-register-form.h"

#include <glib/gi18n.h>

#include "app/message/osr-message-words.h"
#include "core/osr-json.h"
#include "core/osr-permalink.h"
#include "report/osr-network-name.h"
#include "sync/osr-replica-register.h"

#define FORM         "register"
#define N_ENTRY_ROWS 6

struct _OsrRegisterForm {
  AdwBin parent_instance;

  /* template widgets */
  GtkWidget *link;
  AdwComboRow *network;
  GtkWidget *source;
  GtkWidget *author;
  GtkWidget *published;
  GtkWidget *place;
  GtkWidget *context;
  GtkTextBuffer *buffer;

  /* owned */
  OsrReplica *replica;
  GPtrArray *networks; /* ids, in the order of the rows */
  gboolean loading;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (OsrRegisterForm, osr_register_form, ADW_TYPE_BIN)

static GtkWidget *
find_row (OsrRegisterForm *self, const char *field)
{
  const struct {
    const char *name;
    GtkWidget *row;
  } rows[N_ENTRY_ROWS] = {
    { "link", self->link },           { "source", self->source }, { "author", self->author },
    { "published", self->published }, { "place", self->place },   { "context", self->context },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (g_str_equal (rows[i].name, field))
      return rows[i].row;
  }
  return NULL;
}

static const char *const field_names[] = { "link",  "source",  "author", "published",
                                           "place", "context", "text",   "network" };

static const char *
chosen_network (OsrRegisterForm *self)
{
  guint chosen = adw_combo_row_get_selected (self->network);

  return self->networks != NULL && chosen < self->networks->len ? self->networks->pdata[chosen]
                                                                : NULL;
}

char *
osr_register_form_dup (OsrRegisterForm *self, const char *field)
{
  GtkWidget *row = find_row (self, field);
  char *text = NULL;

  if (row != NULL)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
  if (g_str_equal (field, "network"))
    return g_strdup (chosen_network (self));
  g_object_get (self->buffer, "text", &text, NULL);
  return text;
}

static void
choose_network (OsrRegisterForm *self, const char *network)
{
  guint position;

  if (network != NULL && self->networks != NULL &&
      g_ptr_array_find_with_equal_func (self->networks, network, g_str_equal, &position))
    adw_combo_row_set_selected (self->network, position);
}

void
osr_register_form_set (OsrRegisterForm *self, const char *field, const char *text)
{
  GtkWidget *row = find_row (self, field);

  if (row != NULL)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  else if (g_str_equal (field, "network"))
    choose_network (self, text);
  else
    gtk_text_buffer_set_text (self->buffer, text, -1);
}

/* Kinds of places are no networks: there the place has a name of its own. */
static gboolean
is_kind_of_place (const char *network)
{
  static const char *const networks[] = { "vk",      "ok",       "telegram",  "max",
                                          "youtube", "facebook", "instagram", NULL };

  return network != NULL && !g_strv_contains (networks, network);
}

static gboolean
needs_source (OsrRegisterForm *self)
{
  return is_kind_of_place (chosen_network (self));
}

/* An address that is no network's is at some other place, where the profile knows any. */
static void
choose_for_link (OsrRegisterForm *self, const char *url)
{
  const char *network = osr_permalink_get_network (url);

  if (network != NULL || url == NULL || needs_source (self)) {
    choose_network (self, network);
    return;
  }
  for (guint i = 0; i < self->networks->len; i++) {
    if (!is_kind_of_place (self->networks->pdata[i]))
      continue;
    adw_combo_row_set_selected (self->network, i);
    return;
  }
}

static void
field_changed (OsrRegisterForm *self)
{
  gtk_widget_set_visible (self->source, needs_source (self));
  if (!self->loading)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
link_changed (OsrRegisterForm *self)
{
  g_autofree char *url = osr_permalink_complete (gtk_editable_get_text (GTK_EDITABLE (self->link)));

  if (!self->loading)
    choose_for_link (self, url);
  field_changed (self);
}

static void
fill_networks (OsrRegisterForm *self)
{
  OsrRegulation *regulation =
      osr_registry_get_regulation (osr_replica_get_registry (self->replica));
  JsonArray *networks = regulation != NULL ? osr_regulation_get_networks (regulation) : NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->networks, 0);
  for (guint i = 0; networks != NULL && i < json_array_get_length (networks); i++) {
    const char *network = osr_json_array_get_string (networks, i);

    if (network == NULL)
      continue;
    g_ptr_array_add (self->networks, g_strdup (network));
    gtk_string_list_append (names, osr_network_name (network));
  }
  adw_combo_row_set_model (self->network, G_LIST_MODEL (names));
}

static void
fill_kept (OsrRegisterForm *self)
{
  g_autofree char *kept = osr_replica_dup_form (self->replica, FORM);
  g_autoptr (JsonObject) fields =
      kept != NULL ? osr_json_read_object (kept, -1, 0, FORM, NULL) : NULL;

  for (guint i = 0; fields != NULL && i < G_N_ELEMENTS (field_names); i++) {
    const char *text = osr_json_get_string (fields, field_names[i]);

    if (text != NULL)
      osr_register_form_set (self, field_names[i], text);
  }
}

/* Until a link says otherwise: where the office has an account of its own. */
static void
choose_first (OsrRegisterForm *self)
{
  for (guint i = 0; i < self->networks->len; i++) {
    if (osr_registry_account_for (osr_replica_get_registry (self->replica), NULL,
                                  self->networks->pdata[i]) == NULL)
      continue;
    adw_combo_row_set_selected (self->network, i);
    return;
  }
}

void
osr_register_form_set_replica (OsrRegisterForm *self, OsrReplica *replica)
{
  g_set_object (&self->replica, replica);
  if (replica == NULL)
    return;
  self->loading = TRUE;
  fill_networks (self);
  choose_first (self);
  fill_kept (self);
  self->loading = FALSE;
  field_changed (self);
}

void
osr_register_form_keep (OsrRegisterForm *self)
{
  g_autoptr (JsonObject) fields = json_object_new ();
  g_autofree char *text = NULL;

  if (self->replica == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (field_names); i++) {
    g_autofree char *value = osr_register_form_dup (self, field_names[i]);

    if (value != NULL && *value != '\0' && !g_str_equal (field_names[i], "network"))
      json_object_set_string_member (fields, field_names[i], value);
  }
  if (json_object_get_size (fields) > 0 && chosen_network (self) != NULL)
    json_object_set_string_member (fields, "network", chosen_network (self));
  text = json_object_get_size (fields) > 0 ? osr_json_write_object (fields) : NULL;
  osr_replica_keep_form (self->replica, FORM, text);
}

void
osr_register_form_forget (OsrRegisterForm *self)
{
  self->loading = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (field_names); i++)
    osr_register_form_set (self, field_names[i], "");
  self->loading = FALSE;
  osr_register_form_keep (self);
}

static gboolean
read_moment (OsrRegisterForm *self, OsrMessageEntry *entry, OsrInstant now)
{
  OsrWorkTime *work_time =
      osr_registry_get_work_time (osr_replica_get_registry (self->replica), NULL);
  g_autofree char *text = osr_register_form_dup (self, "published");

  return work_time == NULL ||
         osr_message_words_read_moment (text, now, osr_work_time_get_zone (work_time),
                                        &entry->published_at);
}

OsrMessageEntry *
osr_register_form_dup_entry (OsrRegisterForm *self, OsrInstant now, GError **error)
{
  g_autoptr (OsrMessageEntry) entry = osr_message_entry_new ();
  g_autoptr (GError) fault = NULL;
  gboolean moment;

  entry->permalink = osr_register_form_dup (self, "link");
  entry->network = g_strdup (chosen_network (self));
  entry->source = needs_source (self) ? osr_register_form_dup (self, "source") : NULL;
  entry->author_name = osr_register_form_dup (self, "author");
  entry->text = osr_register_form_dup (self, "text");
  entry->context = osr_register_form_dup (self, "context");
  entry->place = osr_register_form_dup (self, "place");
  moment = read_moment (self, entry, now);
  if (!osr_message_entry_check (entry, &fault) && error != NULL) {
    g_propagate_error (error, g_steal_pointer (&fault));
    return NULL;
  }
  if (!moment && error != NULL) {
    g_set_error_literal (error, OSR_MESSAGE_FAULT, OSR_MESSAGE_FAULT_MOMENT, "published");
    return NULL;
  }
  return g_steal_pointer (&entry);
}

void
osr_register_form_focus (OsrRegisterForm *self)
{
  gtk_widget_grab_focus (self->link);
}

static void
osr_register_form_dispose (GObject *object)
{
  OsrRegisterForm *self = OSR_REGISTER_FORM (object);

  self->loading = TRUE;
  g_clear_object (&self->replica);
  g_clear_pointer (&self->networks, g_ptr_array_unref);
  G_OBJECT_CLASS (osr_register_form_parent_class)->dispose (object);
}

static void
osr_register_form_class_init (OsrRegisterFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_register_form_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/message/osr-register-form.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrRegisterForm, link);
  gtk_widget_class_bind_template_child (widget_class, OsrRegisterForm, network);
  gtk_widget_class_bind_template_child (widget_class, OsrRegisterForm, source);
  gtk_widget_class_bind_template_child (widget_class, OsrRegisterForm, author);
  gtk_widget_class_bind_template_child (widget_class, OsrRegisterForm, published);
  gtk_widget_class_bind_template_child (widget_class, OsrRegisterForm, place);
  gtk_widget_class_bind_template_child (widget_class, OsrRegisterForm, context);
  gtk_widget_class_bind_template_child (widget_class, OsrRegisterForm, buffer);
  gtk_widget_class_bind_template_callback (widget_class, field_changed);
  gtk_widget_class_bind_template_callback (widget_class, link_changed);
}

static void
osr_register_form_init (OsrRegisterForm *self)
{
  self->networks = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
