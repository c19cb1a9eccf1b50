/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of what is not people and bodies: hours, topics, and how the regulation is read. */
#include <glib/gi18n.h>

#include "app/directory/osr-hours-words.h"
#include "app/directory/osr-office-choice.h"
#include "app/directory/osr-office-list-private.h"
#include "report/osr-language.h"

/* Rows of hours have the id of their body; the office's own has none. */
static void
add_hours (GListStore *store, OsrRegistry *registry, const OsrBody *body, OsrInstant now)
{
  JsonObject *own = osr_registry_get_schedule (registry, body != NULL ? body->id : NULL);
  OsrWorkTime *work_time = osr_registry_get_work_time (registry, body != NULL ? body->id : NULL);
  const char *working = work_time != NULL && osr_work_time_is_working (work_time, now)
                            ? _ ("at work now")
                            : _ ("not at work now");
  g_autofree char *zone = osr_hours_describe_zone (
      osr_registry_get_zone_of (registry, body != NULL ? body->id : NULL), now);
  g_autofree char *week = own != NULL ? osr_hours_describe (own) : g_strdup (_ ("as the office"));
  g_autofree char *about = osr_office_list_join (week, own != NULL ? zone : "");

  osr_office_list_add (store, body != NULL ? body->id : "",
                       body != NULL ? body->name : _ ("The office"),
                       osr_office_list_join (about, working));
}

void
osr_office_list_fill_hours (GListStore *store, OsrRegistry *registry, OsrInstant now)
{
  g_autoptr (GPtrArray) bodies = osr_registry_list_valid_bodies (registry, now);

  add_hours (store, registry, NULL, now);
  for (guint i = 0; i < bodies->len; i++)
    add_hours (store, registry, bodies->pdata[i], now);
}

/* How many bodies have the topic in their field. */
static char *
dup_fields (OsrRegistry *registry, const char *topic, OsrInstant now)
{
  g_autoptr (GPtrArray) bodies = osr_registry_list_valid_bodies (registry, now);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < bodies->len; i++) {
    const OsrBody *body = bodies->pdata[i];

    if (g_strv_contains ((const char *const *) body->topics, topic))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                              body->short_name != NULL ? body->short_name : body->name);
  }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE)
                       : g_strdup (_ ("in the field of no body"));
}

void
osr_office_list_fill_topics (GListStore *store, OsrRegistry *registry, OsrInstant now)
{
  GPtrArray *topics = osr_registry_get_topics (registry);

  for (guint i = 0; i < topics->len; i++) {
    const OsrTopic *topic = topics->pdata[i];

    osr_office_list_add (store, topic->id, topic->name, dup_fields (registry, topic->id, now));
  }
}

void
osr_office_list_fill_settings (GListStore *store, OsrRegistry *registry, OsrInstant now)
{
  g_autoptr (GPtrArray) choices = osr_office_choices_new (registry);
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  g_autofree char *version = NULL;

  if (regulation == NULL)
    return;
  version = g_strdup_printf ("%" G_GINT64_FORMAT, osr_regulation_get_version (regulation));
  osr_office_list_add (store, NULL, osr_regulation_get_title (regulation, osr_language ()),
                       /* Translators: %s is the number of an edition */
                       g_strdup_printf (_ ("in force, edition %s"), version));
  for (guint i = 0; i < choices->len; i++) {
    const OsrOfficeChoice *choice = choices->pdata[i];
    const OsrOfficeOption *option = choice->options->pdata[choice->chosen];
    g_autofree char *clauses = choice->clauses != NULL
                                   /* Translators: %s are numbers of clauses */
                                   ? g_strdup_printf (_ ("clause %s"), choice->clauses)
                                   : g_strdup ("");

    osr_office_list_add (store, choice->id, choice->question,
                         osr_office_list_join (option->text, clauses));
  }
}
