/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Most seeds are short stories of few desks, since trouble needs few; some are long. */
#include "sim-story.h"

#include <glib/gstdio.h>
#include <math.h>

#include "core/osr-json.h"
#include "sim-centre.h"
#include "sim-disk.h"
#include "sim-files.h"
#include "sim-room.h"
#include "sim-wire.h"
#include "sim-world.h"
#include "store/audit/osr-log-erase.h"
#include "store/osr-log-private.h"

#define QUIET_MOST (40 * SIM_MINUTE)
#define QUIET_LOOK (5 * SIM_SECOND)

static char *founded[SIM_REGULATIONS]; /* folders of the offices that stories begin with */
static char *root;                     /* nullable: of the story that is being told */
static guint regulation;               /* of that story */
static guint found_messages;

static SimDesk *
some_desk (void)
{
  return sim_desk_get (sim_draw (sim_desks_count ()));
}

void
sim_story_append (const char *stream, const char *type, JsonObject *members, JsonObject *payload)
{
  OsrLog *log = sim_centre_get_log ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, &error);
  OsrLogRequest request = { .stream = stream,
                            .type = type,
                            .members = members,
                            .payload = payload,
                            .claimed_at = OSR_INSTANT_UNKNOWN,
                            .by = "monitor" };

  if (transaction == NULL || !osr_log_append (log, &request, 1, NULL, &error) ||
      !osr_log_commit (transaction, &error))
    sim_violate ("the monitor cannot write: %s", error->message);
  else
    osr_coordinator_appended (sim_centre_get_coordinator ());
}

char *
sim_story_add_message (void)
{
  char *id = sim_engine_uuid ();
  g_autofree char *native = g_strdup_printf ("%u", ++found_messages);
  g_autofree char *link = g_strdup_printf ("https://vk.example/wall-1_7?reply=%s", native);
  g_autofree char *words = sim_words (id);
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();

  json_object_set_string_member (members, "network", "vk");
  json_object_set_string_member (members, "account", "gov");
  json_object_set_string_member (members, "native_id", native);
  json_object_set_string_member (members, "owner_id", "-1");
  json_object_set_string_member (members, "post_id", "7");
  json_object_set_string_member (members, "permalink", link);
  json_object_set_int_member (members, "published_at", SIM_NOON + sim_world.now - SIM_MINUTE);
  json_object_set_string_member (payload, "author_id", native);
  json_object_set_string_member (payload, "author_name", "Somebody");
  json_object_set_string_member (payload, "text", words);
  sim_trace ("a message: %s", id);
  sim_story_append (id, "found", members, payload);
  return id;
}

static void
somebody_writes_to_us (void)
{
  g_free (sim_story_add_message ());
}

/* (transfer full) (nullable) */
static char *
some_logged_case (void)
{
  g_autoptr (GPtrArray) ids = osr_log_list_cases (sim_centre_get_log (), NULL);

  return ids != NULL && ids->len > 0 ? g_strdup (ids->pdata[sim_draw (ids->len)]) : NULL;
}

static void
an_author_edits (void)
{
  g_autofree char *id = some_logged_case ();
  g_autofree char *words = id != NULL ? sim_words (id) : NULL;
  g_autoptr (JsonObject) payload = json_object_new ();

  if (id == NULL)
    return;
  sim_trace ("a message is edited: %s", id);
  json_object_set_string_member (payload, "text", words);
  sim_story_append (id, "message-changed", NULL, payload);
}

/* What has no words, or none any more, is passed over. */
static void
erase (const char *stream, JsonObject *members)
{
  OsrLog *log = sim_centre_get_log ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, &error);
  OsrLogRequest request = { .stream = stream,
                            .type = "payload-erased",
                            .members = members,
                            .claimed_at = OSR_INSTANT_UNKNOWN,
                            .by = "admin" };

  if (transaction == NULL || !osr_log_complete_erasure (log, stream, members, &error))
    return;
  if (!osr_log_append (log, &request, 1, NULL, &error) || !osr_log_commit (transaction, &error))
    sim_violate ("words cannot be destroyed: %s", error->message);
  else
    osr_coordinator_appended (sim_centre_get_coordinator ());
}

/* Words that occur nowhere else: those of the story, and not "Somebody". */
static void
note_words (const char *id, gint64 version)
{
  static const char *const members[] = { "text", "reason", "remarks" };
  g_autoptr (GPtrArray) events = osr_log_load_events (sim_centre_get_log (), id, version - 1, NULL);
  OsrEvent *event = events != NULL && events->len > 0 ? events->pdata[0] : NULL;

  for (guint i = 0; event != NULL && i < G_N_ELEMENTS (members); i++) {
    const char *words = osr_event_get_payload_string (event, members[i]);

    if (words != NULL)
      sim_watch_destroyed (id, version, words);
  }
}

/* Now and then the newest backup is of just before, and needed just after. */
static void
erase_and_restore (const char *id, JsonObject *members)
{
  gboolean restores = sim_happens (30);

  if (restores)
    sim_centre_back_up ();
  erase (id, members);
  sim_watch_look ();
  if (restores && sim_centre_is_up () && sim_centre_has_backup ())
    sim_centre_restore ();
}

static void
words_are_erased (void)
{
  g_autofree char *id = some_logged_case ();
  gint64 version;
  JsonArray *versions = json_array_new ();
  g_autoptr (JsonObject) members = json_object_new ();

  json_object_set_array_member (members, "versions", versions);
  if (id == NULL)
    return;
  version = 1 + sim_draw ((guint) osr_log_get_version (sim_centre_get_log (), id));
  sim_trace ("words are erased: %s, %" G_GINT64_FORMAT, id, version);
  sim_watch_erased (id);
  note_words (id, version);
  sim_files_erased (id, version);
  json_array_add_int_element (versions, version);
  json_object_set_string_member (members, "act", "7");
  json_object_set_string_member (members, "act_date", "2026-03-08");
  json_object_set_string_member (members, "reason", "asked");
  erase_and_restore (id, members);
}

static void
the_monitor_sees (void)
{
  if (!sim_centre_is_up ())
    return;
  if (sim_happens (70))
    somebody_writes_to_us ();
  else if (sim_happens (85))
    an_author_edits ();
  else
    words_are_erased ();
}

static void
somebody_acts (void)
{
  SimDesk *desk = some_desk ();

  if (sim_desk_is_on (desk))
    sim_clerk_acts (desk);
}

/* Several steps in a row, before any of them is answered. */
static void
somebody_is_busy (void)
{
  SimDesk *desk = some_desk ();
  guint n = 2 + sim_draw (4);

  for (guint i = 0; i < n && sim_desk_is_on (desk); i++)
    sim_clerk_acts (desk);
}

static void
somebody_writes (void)
{
  SimDesk *desk = some_desk ();

  if (sim_desk_is_on (desk))
    sim_clerk_writes (desk);
}

static void
somebody_lets_go (void)
{
  SimDesk *desk = some_desk ();

  if (sim_desk_is_on (desk))
    sim_clerk_lets_go (desk);
}

static void
the_office_changes (void)
{
  if (sim_desk_is_on (sim_desk_get (0)))
    sim_admin_acts (sim_desk_get (0));
}

static void
a_line_changes (void)
{
  SimDesk *desk = some_desk ();

  sim_desk_set_online (desk, !desk->online);
}

static void
a_desk_restarts (void)
{
  sim_desk_restart (some_desk (), sim_span (0, 20 * SIM_SECOND));
}

static void
a_desk_dies (void)
{
  sim_desk_kill (some_desk (), sim_draw (sim_happens (50) ? 4 : 60), sim_span (0, 20 * SIM_SECOND));
}

static void
the_centre_restarts (void)
{
  sim_centre_restart (sim_span (0, 20 * SIM_SECOND));
}

static void
the_centre_dies (void)
{
  sim_centre_kill (sim_draw (sim_happens (50) ? 6 : 80), sim_span (0, 20 * SIM_SECOND));
}

/* A copy is rather old before anybody needs it. */
static void
the_centre_is_put_back (void)
{
  if (!sim_centre_has_backup () || sim_happens (50))
    sim_centre_back_up ();
  else if (sim_happens (50))
    sim_centre_restore ();
}

static void
weather_changes (void)
{
  SimWeather weather = { 0 };

  if (sim_happens (70)) {
    weather.lost = sim_draw (15);
    weather.forgotten = sim_draw (15);
    weather.twice = sim_draw (20);
    weather.slow = sim_draw (20);
    weather.tampered = sim_happens (20) ? 12 : 0;
  }
  sim_wire_set_weather (&weather);
}

static void
nothing_happens (void)
{
}

static const struct {
  void (*happen) (void);
  guint weight;
} happenings[] = {
  { somebody_acts, 420 },   { somebody_is_busy, 50 },      { the_monitor_sees, 60 },
  { somebody_writes, 40 },  { somebody_lets_go, 20 },      { the_office_changes, 25 },
  { sim_files_happen, 60 }, { sim_room_ends, 8 },          { a_line_changes, 40 },
  { a_desk_restarts, 12 },  { a_desk_dies, 20 },           { the_centre_restarts, 4 },
  { the_centre_dies, 8 },   { the_centre_is_put_back, 5 }, { weather_changes, 15 },
  { nothing_happens, 60 },
};

static void
take_step (void)
{
  guint sum = 0;
  guint drawn;

  for (guint i = 0; i < G_N_ELEMENTS (happenings); i++)
    sum += happenings[i].weight;
  drawn = sim_draw (sum);
  for (guint i = 0; i < G_N_ELEMENTS (happenings); i++) {
    if (drawn < happenings[i].weight) {
      happenings[i].happen ();
      break;
    }
    drawn -= happenings[i].weight;
  }
  sim_world_run (sim_happens (30) ? sim_span (0, 12 * SIM_SECOND) : sim_span (0, SIM_SECOND));
  for (guint i = 0; i < sim_desks_count (); i++) {
    if (sim_happens (10))
      sim_desk_tend (sim_desk_get (i));
  }
  sim_watch_look ();
}

/* The lines are good, all are there, and nobody does anything: in the end all agree. */
void
sim_story_become_quiet (void)
{
  gint64 end = sim_world.now + QUIET_MOST;
  SimWeather fair = { 0 };

  if (sim_world.violation != NULL)
    return;
  sim_trace ("quiet");
  sim_wire_set_weather (&fair);
  sim_disk_disarm ();
  sim_room_returns ();
  for (guint i = 0; i < sim_desks_count (); i++)
    sim_desk_set_online (sim_desk_get (i), TRUE);
  /* substitutions end, late copies of requests come to nothing */
  sim_world_run (SIM_MINUTE);
  while (sim_world.violation == NULL && sim_world.now < end && !sim_watch_is_quiet ()) {
    for (guint i = 0; i < sim_desks_count (); i++)
      sim_desk_tend (sim_desk_get (i));
    sim_world_run (QUIET_LOOK);
  }
  sim_watch_look ();
  if (sim_world.violation == NULL)
    sim_watch_check_quiet ();
}

/* Few are large: their share grows with the power. */
static guint
choose (guint asked, guint least, guint most, double power)
{
  double part = pow (g_rand_double (sim_world.chance), power);

  return asked > 0 ? asked : least + (guint) ((most + 1 - least) * part);
}

static void
tell_steps (const SimOutcome *outcome)
{
  sim_trace ("%s, %u desks, %u steps", outcome->regulation, outcome->desks, outcome->steps);
  weather_changes ();
  for (guint i = 0; i < 4; i++)
    somebody_writes_to_us ();
  for (guint i = 0; i < outcome->steps && sim_world.violation == NULL; i++) {
    take_step ();
    if (i == outcome->steps / 2)
      sim_story_become_quiet ();
  }
  sim_story_become_quiet ();
}

void
sim_story_begin (const SimPlan *plan)
{
  guint desks;

  root = sim_disk_make_folder ();
  regulation = (plan->regulation > 0 ? plan->regulation - 1 : plan->seed) % SIM_REGULATIONS;
  sim_world_begin (plan->seed, plan->telling);
  desks = CLAMP (choose (plan->desks, 3, SIM_PERSONS, 10), 2, SIM_PERSONS);
  found_messages = 0;
  sim_watch_begin ();
  sim_files_begin ();
  sim_wire_begin ();
  sim_centre_begin (root, founded[regulation]);
  sim_desks_begin (root, desks);
}

char *
sim_story_end (void)
{
  char *digest;

  g_clear_pointer (&sim_world.violation, g_free);
  sim_disk_disarm ();
  sim_room_end ();
  sim_desks_end ();
  sim_world_run (10 * SIM_MINUTE);
  sim_centre_end ();
  sim_world_run (10 * SIM_MINUTE);
  sim_desks_free ();
  sim_watch_end ();
  sim_files_end ();
  digest = sim_world_end ();
  sim_disk_remove (root);
  g_clear_pointer (&root, g_free);
  return digest;
}

SimOutcome *
sim_story_tell (const SimPlan *plan)
{
  SimOutcome *outcome = g_new0 (SimOutcome, 1);

  sim_story_begin (plan);
  outcome->desks = sim_desks_count ();
  outcome->regulation = sim_regulation_get_name (regulation);
  outcome->steps = choose (plan->steps, 200, 2000, 16);
  tell_steps (outcome);
  outcome->counts = sim_watch_count ();
  outcome->violation = g_strdup (sim_world.violation);
  outcome->events = sim_world.events;
  outcome->digest = sim_story_end ();
  return outcome;
}

void
sim_outcome_free (SimOutcome *outcome)
{
  g_free (outcome->digest);
  g_free (outcome->violation);
  g_free (outcome);
}

void
sim_story_prepare (void)
{
  sim_disk_begin ();
  for (guint i = 0; i < SIM_REGULATIONS; i++) {
    sim_world_begin (0, FALSE);
    founded[i] = sim_disk_make_folder ();
    sim_centre_found (founded[i], i);
    g_free (sim_world_end ());
  }
}

void
sim_story_clean_up (void)
{
  for (guint i = 0; i < SIM_REGULATIONS; i++) {
    sim_disk_remove (founded[i]);
    g_clear_pointer (&founded[i], g_free);
  }
}
