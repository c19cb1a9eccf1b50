/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the core's reader of texts. Topics that the office does not have are left out; a message of which
 * none is left waits for the curator as it would without this. */
#include "coordinator/monitor/osr-monitor-triage.h"

#include "core/text/osr-text-reader.h"
#include "store/osr-data.h"

struct _OsrMonitorTriage {
  OsrTextReader *reader; /* nullable: not needed yet, or the lists cannot be read */
  char *region;          /* nullable: whose places it knows first */
  gboolean tried;
};

OsrMonitorTriage *
osr_monitor_triage_new (void)
{
  return g_new0 (OsrMonitorTriage, 1);
}

void
osr_monitor_triage_free (OsrMonitorTriage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->reader, osr_text_reader_free);
  g_free (self->region);
  g_free (self);
}

static OsrTextReader *
get_reader (OsrMonitorTriage *self, const char *region)
{
  g_autoptr (GError) error = NULL;

  if (self->tried && g_strcmp0 (self->region, region) == 0)
    return self->reader;
  g_clear_pointer (&self->reader, osr_text_reader_free);
  g_free (self->region);
  self->region = g_strdup (region);
  self->tried = TRUE;
  self->reader = osr_text_reader_new (osr_data_load, region, &error);
  if (self->reader == NULL)
    g_warning ("Messages are not triaged by the monitoring: %s", error->message);
  return self->reader;
}

static JsonArray *
list_topics (const OsrTextReading *reading, OsrRegistry *registry)
{
  JsonArray *topics = json_array_new ();

  for (guint i = 0; i < reading->topics->len; i++) {
    const OsrTopicScore *score = &g_array_index (reading->topics, OsrTopicScore, i);

    if (osr_registry_find_topic (registry, score->topic) != NULL)
      json_array_add_string_element (topics, score->topic);
  }
  return topics;
}

JsonObject *
osr_monitor_triage_read (OsrMonitorTriage *self, OsrRegistry *registry, const char *text)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  g_autoptr (JsonArray) topics = NULL;
  const OsrTextReading *reading;
  OsrTextReader *reader;
  JsonObject *members;

  if (regulation == NULL || !osr_regulation_has_rule (regulation, "automatic_triage") ||
      text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  reader = get_reader (self, osr_regulation_get_region (regulation));
  if (reader == NULL)
    return NULL;
  reading = osr_text_reader_read (reader, text, -1);
  topics = list_topics (reading, registry);
  if (json_array_get_length (topics) == 0)
    return NULL;
  members = json_object_new ();
  json_object_set_array_member (members, "topics", g_steal_pointer (&topics));
  json_object_set_string_member (members, "locality",
                                 reading->place.name != NULL ? reading->place.name : "");
  json_object_set_string_member (members, "importance", reading->important ? "high" : "normal");
  return members;
}
