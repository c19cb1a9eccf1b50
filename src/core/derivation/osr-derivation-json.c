/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A derivation as JSON: for scripts, and for whoever checks the sum with another program. */
#include "core/derivation/osr-derivation.h"

#include "core/osr-json.h"

typedef struct {
  JsonArray *steps;
  const OsrDeadline *deadline;
  OsrRegistry *registry;
  OsrZone *zone; /* nullable: while no calendar was adopted */
} Writer;

/* (transfer none): the new step, to be filled */
static JsonObject *
add_step (Writer *writer, const char *kind)
{
  JsonObject *step = json_object_new ();

  json_object_set_string_member (step, "kind", kind);
  json_array_add_object_element (writer->steps, step);
  return step;
}

static void
set_moment (Writer *writer, JsonObject *step, const char *member, OsrInstant instant)
{
  g_autofree char *text = osr_instant_format (instant, writer->zone);

  json_object_set_string_member (step, member, text);
}

static void
set_text (JsonObject *step, const OsrText2 *text)
{
  JsonObject *both = json_object_new ();

  json_object_set_string_member (both, "ru", text->ru);
  json_object_set_string_member (both, "en", text->en);
  json_object_set_object_member (step, "text", both);
}

static void
write_clause (Writer *writer)
{
  JsonObject *step = add_step (writer, "clause");

  json_object_set_string_member (step, "clause", writer->deadline->spec->clause);
  set_text (step, &writer->deadline->spec->text);
}

static void
write_readings (Writer *writer)
{
  OsrRegulation *regulation = writer->deadline->regulation;
  GPtrArray *ids = writer->deadline->spec->readings;

  for (guint i = 0; i < ids->len; i++) {
    const OsrReading *reading = osr_regulation_find_reading (regulation, ids->pdata[i]);
    JsonObject *step = NULL;

    if (reading == NULL)
      continue;
    step = add_step (writer, "reading");
    json_object_set_string_member (step, "reading", reading->id);
    json_object_set_string_member (step, "setting", osr_reading_get_chosen (reading)->id);
    set_text (step, &osr_reading_get_chosen (reading)->text);
  }
}

static void
write_start (Writer *writer, GPtrArray *events)
{
  JsonObject *step = add_step (writer, "start");
  guint index = writer->deadline->start_index;

  if (index < events->len)
    json_object_set_string_member (step, "event", ((OsrEvent *) events->pdata[index])->type);
  set_moment (writer, step, "at", writer->deadline->start);
}

static void
write_parent (Writer *writer, const OsrDerivation *derivation)
{
  JsonObject *step = NULL;

  if (!derivation->backwards)
    return;
  step = add_step (writer, "counted-back");
  json_object_set_string_member (step, "timer", derivation->parent->spec->id);
  set_moment (writer, step, "at", derivation->from);
}

static void
write_interval (Writer *writer, const OsrInterval *interval)
{
  JsonObject *step = add_step (writer, interval->counted ? "counted" : "skipped");
  gboolean in_days = writer->deadline->spec->unit == OSR_UNIT_WORKING_DAYS;

  set_moment (writer, step, "from", interval->from);
  set_moment (writer, step, "to", interval->to);
  if (in_days)
    json_object_set_int_member (step, "counted_days", interval->counted ? 1 : 0);
  else
    json_object_set_int_member (step, "counted_seconds", interval->seconds);
  json_object_set_string_member (step, "reason", osr_interval_reason_nick (interval->reason));
  if (interval->name != NULL)
    json_object_set_string_member (step, "name", interval->name);
}

static void
write_intervals (Writer *writer, const OsrDerivation *derivation)
{
  g_autoptr (GArray) intervals = osr_derivation_dup_intervals (derivation);
  JsonObject *sum = NULL;

  for (guint i = 0; i < intervals->len; i++)
    write_interval (writer, &g_array_index (intervals, OsrInterval, i));
  sum = add_step (writer, "sum");
  if (derivation->deadline->spec->unit == OSR_UNIT_WORKING_DAYS)
    json_object_set_int_member (sum, "counted_days", derivation->days);
  else
    json_object_set_int_member (sum, "counted_seconds", derivation->counted / OSR_SECOND);
}

static void
write_result (Writer *writer)
{
  JsonObject *step = add_step (writer, "result");

  if (writer->deadline->due != OSR_INSTANT_UNKNOWN) {
    set_moment (writer, step, "due", writer->deadline->due);
    return;
  }
  json_object_set_null_member (step, "due");
  json_object_set_string_member (
      step, "reason", writer->deadline->spec->unit == OSR_UNIT_AT_ONCE ? "at-once" : "not-covered");
}

JsonArray *
osr_derivation_to_json (const OsrDeadline *deadline, GPtrArray *deadlines, GPtrArray *events,
                        OsrRegistry *registry)
{
  g_autoptr (OsrDerivation) derivation = osr_deadline_explain (deadline, deadlines, registry);
  Writer writer = { json_array_new (), deadline, registry, NULL };
  OsrWorkTime *work_time = osr_deadline_get_work_time (deadline, registry);

  if (work_time != NULL)
    writer.zone = osr_work_time_get_zone (work_time);
  write_clause (&writer);
  write_readings (&writer);
  write_start (&writer, events);
  if (derivation != NULL) {
    write_parent (&writer, derivation);
    write_intervals (&writer, derivation);
  }
  write_result (&writer);
  return writer.steps;
}
