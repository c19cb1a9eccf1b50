/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Name and office of the person at this window, from the directory of the office; who stands in for
 * them, and for whom they act where they stand in for somebody. */
#include "app/frame/osr-person-mark.h"

#include <glib/gi18n.h>

#include "core/office/osr-substitution.h"
#include "report/osr-language.h"

struct _OsrPersonMark {
  OsrPane parent_instance;

  /* template widgets */
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *office;
  GtkWidget *words;
  GtkDropDown *acting;

  /* owned */
  GPtrArray *absent; /* ids behind the choice, after the first; nullable */
  gboolean filling;
  gboolean narrow; /* the words are in the tooltip */
};

G_DEFINE_FINAL_TYPE (OsrPersonMark, osr_person_mark, OSR_TYPE_PANE)

/* What the profile calls a role, as a name of its own; the administrator is the program's. */
static char *
dup_role_name (OsrRegistry *registry, const char *id)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  const OsrRole *role = regulation != NULL ? osr_regulation_find_role (regulation, id) : NULL;
  const char *name = role != NULL ? osr_language_text (&role->name) : id;
  g_autofree char *first = NULL;

  if (g_strcmp0 (id, OSR_ROLE_ADMIN) == 0)
    return g_strdup (_ ("Administrator"));
  first = g_utf8_strup (name, g_utf8_next_char (name) - name);
  return g_strconcat (first, g_utf8_next_char (name), NULL);
}

char *
osr_person_mark_office (OsrRegistry *registry, const char *person)
{
  GPtrArray *grants = osr_registry_get_grants (registry);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < grants->len; i++) {
    const OsrGrant *grant = g_ptr_array_index (grants, i);
    const OsrBody *body =
        grant->body != NULL ? osr_registry_find_body (registry, grant->body) : NULL;
    g_autofree char *name = NULL;

    if (g_strcmp0 (grant->person, person) != 0)
      continue;
    if (text->len > 0)
      g_string_append (text, ", ");
    name = body != NULL ? g_strdup (body->short_name) : dup_role_name (registry, grant->role);
    g_string_append (text, name);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
name_of (OsrRegistry *registry, const char *id)
{
  const OsrPerson *person = osr_registry_find_person (registry, id);

  return person != NULL ? person->name : id;
}

GStrv
osr_person_mark_dup_choices (OsrRegistry *registry, GPtrArray *absent)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, _ ("In my own name"));
  for (guint i = 0; i < absent->len; i++) {
    g_autofree char *choice =
        /* Translators: %s is the absent person in whose place the clerk acts */
        g_strdup_printf (_ ("Acting for %s"), name_of (registry, absent->pdata[i]));

    g_strv_builder_add (builder, choice);
  }
  return g_strv_builder_end (builder);
}

char *
osr_person_mark_absence (OsrRegistry *registry, const char *person, OsrInstant now)
{
  const OsrSubstitution *entry = osr_registry_find_absence (registry, person, now);

  /* Translators: %s is the substitute */
  return entry != NULL
             ? g_strdup_printf (_ ("%s stands in for you"), name_of (registry, entry->substitute))
             : NULL;
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  gboolean same = a != NULL && a->len == b->len;

  for (guint i = 0; same && i < b->len; i++)
    same = g_str_equal (a->pdata[i], b->pdata[i]);
  return same;
}

/* The choice is left alone while it says the same: somebody may have it open. */
static void
show_acting (OsrPersonMark *self, OsrReplica *replica)
{
  g_autoptr (GPtrArray) absent = osr_replica_list_absent (replica);
  const char *chosen = osr_replica_get_acting_for (replica);
  guint selected = 0;

  gtk_widget_set_visible (GTK_WIDGET (self->acting), absent->len > 0);
  self->filling = TRUE;
  if (!is_same (self->absent, absent)) {
    g_auto (GStrv) choices =
        osr_person_mark_dup_choices (osr_replica_get_registry (replica), absent);
    g_autoptr (GtkStringList) model = gtk_string_list_new ((const char *const *) choices);

    gtk_drop_down_set_model (self->acting, G_LIST_MODEL (model));
    g_clear_pointer (&self->absent, g_ptr_array_unref);
    self->absent = g_ptr_array_ref (absent);
  }
  for (guint i = 0; chosen != NULL && i < absent->len; i++) {
    if (g_str_equal (absent->pdata[i], chosen))
      selected = i + 1;
  }
  gtk_drop_down_set_selected (self->acting, selected);
  self->filling = FALSE;
}

static void
on_acting (OsrPersonMark *self)
{
  OsrReplica *replica = osr_pane_get_replica (OSR_PANE (self));
  guint selected = gtk_drop_down_get_selected (self->acting);

  if (self->filling || replica == NULL || self->absent == NULL || selected > self->absent->len)
    return;
  if (!osr_replica_set_acting_for (replica,
                                   selected > 0 ? self->absent->pdata[selected - 1] : NULL))
    show_acting (self, replica);
}

static void
osr_person_mark_finalize (GObject *object)
{
  g_clear_pointer (&OSR_PERSON_MARK (object)->absent, g_ptr_array_unref);
  G_OBJECT_CLASS (osr_person_mark_parent_class)->finalize (object);
}

static void
show_tooltip (OsrPersonMark *self, const char *post)
{
  g_autofree char *whole = NULL;

  gtk_widget_set_visible (self->words, !self->narrow);
  if (self->narrow)
    whole = g_strjoin ("\n", gtk_label_get_text (self->name), gtk_label_get_text (self->office),
                       post, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->narrow ? whole : post);
}

static void
osr_person_mark_refresh (OsrPane *pane)
{
  OsrPersonMark *self = OSR_PERSON_MARK (pane);
  OsrReplica *replica = osr_pane_get_replica (pane);
  const char *id = replica != NULL ? osr_replica_get_person (replica) : NULL;
  const OsrPerson *person;
  const char *name;
  g_autofree char *office = NULL;
  g_autofree char *absence = NULL;

  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), id != NULL);
  if (id == NULL)
    return;
  person = osr_registry_find_person (osr_replica_get_registry (replica), id);
  name = person != NULL ? person->name : id;
  office = osr_person_mark_office (osr_replica_get_registry (replica), id);
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_text (self->name, name);
  absence = osr_person_mark_absence (osr_replica_get_registry (replica), id,
                                     osr_workplace_now (osr_pane_get_workplace (pane)));
  gtk_label_set_text (self->office, absence != NULL ? absence : office);
  show_acting (self, replica);
  show_tooltip (self, person != NULL ? person->post : NULL);
}

static void
osr_person_mark_class_init (OsrPersonMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_person_mark_finalize;
  OSR_PANE_CLASS (klass)->refresh = osr_person_mark_refresh;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/frame/osr-person-mark.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrPersonMark, avatar);
  gtk_widget_class_bind_template_child (widget_class, OsrPersonMark, name);
  gtk_widget_class_bind_template_child (widget_class, OsrPersonMark, office);
  gtk_widget_class_bind_template_child (widget_class, OsrPersonMark, words);
  gtk_widget_class_bind_template_child (widget_class, OsrPersonMark, acting);
  gtk_widget_class_bind_template_callback (widget_class, on_acting);
}

static void
osr_person_mark_init (OsrPersonMark *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
osr_person_mark_set_narrow (OsrPersonMark *self, gboolean narrow)
{
  g_return_if_fail (OSR_IS_PERSON_MARK (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  osr_person_mark_refresh (OSR_PANE (self));
}
