/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Name and office of the person at this window, from the directory of the office. */
#include "app/frame/osr-person-mark.h"

#include <glib/gi18n.h>

#include "report/osr-language.h"

struct _OsrPersonMark {
  OsrPane parent_instance;

  /* template widgets */
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *office;
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

static void
osr_person_mark_refresh (OsrPane *pane)
{
  OsrPersonMark *self = OSR_PERSON_MARK (pane);
  OsrReplica *replica = osr_pane_get_replica (pane);
  const char *id = replica != NULL ? osr_replica_get_person (replica) : NULL;
  const OsrPerson *person;
  const char *name;
  g_autofree char *office = NULL;

  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), id != NULL);
  if (id == NULL)
    return;
  person = osr_registry_find_person (osr_replica_get_registry (replica), id);
  name = person != NULL ? person->name : id;
  office = osr_person_mark_office (osr_replica_get_registry (replica), id);
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->office, office);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), person != NULL ? person->post : NULL);
}

static void
osr_person_mark_class_init (OsrPersonMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_person_mark_refresh;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/frame/osr-person-mark.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrPersonMark, avatar);
  gtk_widget_class_bind_template_child (widget_class, OsrPersonMark, name);
  gtk_widget_class_bind_template_child (widget_class, OsrPersonMark, office);
}

static void
osr_person_mark_init (OsrPersonMark *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
