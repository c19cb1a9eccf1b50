/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do at their desks: one of the steps that the rules offer them on one of the cases that
 * they see, chosen by chance. What the rules refuse here already is no step. */
#include <string.h>

#include "core/osr-rules.h"
#include "core/record/osr-stream.h"
#include "sim-centre.h"
#include "sim-desk.h"
#include "sim-files.h"
#include "sim-room.h"
#include "sim-steps.h"
#include "sim-watch.h"
#include "sim-world.h"
#include "sync/files/osr-replica-files.h"

#define MOST_TRIES 10

char *
sim_words (const char *case_id)
{
  return g_strdup_printf (SIM_MARK "%.8s-%08x", case_id, g_rand_int (sim_world.chance));
}

/* (transfer full) (nullable) */
static char *
some_case (SimDesk *self)
{
  OsrQueueFilter filter = sim_happens (60) ? OSR_QUEUE_ACT : OSR_QUEUE_ALL;
  g_autoptr (GPtrArray) ids = osr_replica_list (self->replica, filter, NULL);

  return ids->len > 0 ? g_strdup (g_ptr_array_index (ids, sim_draw (ids->len))) : NULL;
}

/* Whether the one for whom the clerk acts may, by the rules that offer steps. */
static gboolean
take_step (SimDesk *self, OsrCase *c, const char *name)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autofree char *files = osr_replica_dup_files (self->replica, c->id);
  SimStep step = { self, c, osr_replica_get_actor (self->replica, c), files };
  gboolean chained = osr_replica_is_pending (self->replica, c->id);
  g_autofree char *type = g_strndup (name, strcspn (name, ":"));
  g_autofree char *uuid = NULL;
  g_autoptr (GError) error = NULL;

  if (!osr_rules_may (c, osr_replica_get_registry (self->replica), step.actor, name) ||
      !sim_step_fill (&step, name, members, payload))
    return FALSE;
  uuid = osr_replica_act (self->replica, c->id, type, members,
                          json_object_get_size (payload) > 0 ? payload : NULL, &error);
  sim_room_answered (self, error);
  if (uuid != NULL) {
    sim_watch_took (self, uuid, c->id, type, chained ? 0 : c->version);
    sim_files_took (self, uuid, c->id, members);
  }
  return uuid != NULL;
}

/* What the case waits for, if it waits for this clerk: a reply is published by hand here. */
static const char *
find_next (SimDesk *self, OsrCase *c)
{
  const char *next = osr_rules_next_step (c, osr_replica_get_registry (self->replica),
                                          osr_replica_get_actor (self->replica, c));

  return g_strcmp0 (next, "publish-intended") == 0 ? "published-by-hand" : next;
}

static guint
count_steps (void)
{
  guint n = 0;

  while (sim_step_get_name (n) != NULL)
    n++;
  return n;
}

/* Ways to end a case are rare, or nothing would be left to do; so is what is always possible and leads
 * nowhere. */
static gboolean
is_wanted (const char *name)
{
  static const char *const ends[] = { "dismissed", "closed", "published-by-hand", NULL };
  static const char *const asides[] = { "noted",    "promised",  "linked",           "joined",
                                        "reported", "evaluated", "deficiency-noted", NULL };

  if (g_strv_contains (ends, name))
    return sim_happens (15);
  return !g_strv_contains (asides, name) || sim_happens (20);
}

void
sim_clerk_acts (SimDesk *self)
{
  g_autofree char *id = some_case (self);
  g_autoptr (OsrCase) c = id != NULL ? osr_replica_get_case (self->replica, id) : NULL;
  const char *next;

  if (c == NULL || osr_replica_get_person (self->replica) == NULL)
    return;
  next = sim_happens (60) ? find_next (self, c) : NULL;
  if (next != NULL && take_step (self, c, next))
    return;
  for (guint tries = 0; tries < MOST_TRIES; tries++) {
    const char *name = sim_step_get_name (sim_draw (count_steps ()));

    if (is_wanted (name) && take_step (self, c, name))
      return;
  }
}

void
sim_clerk_takes (SimDesk *self, const char *case_id, const char *step)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (self->replica, case_id);

  if (c != NULL)
    take_step (self, c, step);
}

void
sim_clerk_writes (SimDesk *self)
{
  g_autofree char *id = some_case (self);
  g_autofree char *words = id != NULL ? sim_words (id) : NULL;

  if (id == NULL || osr_replica_get_person (self->replica) == NULL)
    return;
  sim_trace ("desk %u writes", self->index);
  if (sim_happens (15))
    g_strlcpy (words, "", 1);
  osr_replica_write (self->replica, id, "final", words);
  sim_room_wrote (self, id, words);
}

void
sim_clerk_lets_go (SimDesk *self)
{
  g_autoptr (GPtrArray) refused = osr_replica_get_attention (self->replica);
  const OsrAttention *one;

  if (refused->len == 0)
    return;
  one = g_ptr_array_index (refused, sim_draw (refused->len));
  sim_trace ("desk %u lets go %s", self->index, one->uuid);
  sim_watch_let_go (one->uuid);
  osr_replica_dismiss_attention (self->replica, one->uuid);
}

/* More are in bodies than in the office. */
static const OsrRole *
some_role (OsrRegulation *regulation)
{
  GPtrArray *roles = osr_regulation_get_roles (regulation);
  OsrReach reach = sim_happens (60) ? OSR_REACH_BODY : OSR_REACH_OFFICE;
  guint first = sim_draw (roles->len);

  for (guint i = 0; i < roles->len; i++) {
    const OsrRole *role = roles->pdata[(first + i) % roles->len];

    if (role->reach == reach)
      return role;
  }
  return roles->pdata[first];
}

static JsonObject *
role_of (SimDesk *self, guint index)
{
  OsrRegistry *registry = osr_replica_get_registry (self->replica);
  const OsrRole *role = some_role (osr_registry_get_regulation (registry));
  g_autofree char *person = sim_person_dup_id (index);
  g_autofree char *body = sim_body_dup_id (sim_draw (SIM_BODIES));
  JsonObject *members = json_object_new ();

  json_object_set_string_member (members, "person", person);
  json_object_set_string_member (members, "role", role->id);
  if (role->reach == OSR_REACH_BODY)
    json_object_set_string_member (members, "body", body);
  return members;
}

/* Somebody is away, from now or soon, for some minutes. */
static JsonObject *
absence (guint index, guint by)
{
  g_autofree char *absent = sim_person_dup_id (index);
  g_autofree char *substitute = sim_person_dup_id (by);
  g_autofree char *id = sim_engine_uuid ();
  OsrInstant from = SIM_NOON + sim_world.now + sim_span (0, 2 * SIM_MINUTE);
  JsonObject *members = json_object_new ();

  json_object_set_string_member (members, "id", id);
  json_object_set_string_member (members, "absent", absent);
  json_object_set_string_member (members, "substitute", substitute);
  json_object_set_int_member (members, "from", from);
  json_object_set_int_member (members, "to", from + sim_span (SIM_MINUTE, 20 * SIM_MINUTE));
  json_object_set_string_member (members, "ground", "illness");
  return members;
}

/* The office keeps its administrator and its first curator. */
void
sim_admin_acts (SimDesk *self)
{
  guint index = 1 + sim_draw (sim_desks_count () - 1);
  gboolean away = sim_happens (25);
  g_autoptr (JsonObject) members = NULL;
  const char *type = away ? "substitution-set" : sim_happens (50) ? "role-granted" : "role-revoked";
  g_autofree char *uuid = NULL;

  if (osr_replica_get_person (self->replica) == NULL ||
      osr_registry_get_regulation (osr_replica_get_registry (self->replica)) == NULL)
    return;
  members = away ? absence (index, sim_draw (sim_desks_count ())) : role_of (self, index);
  uuid = osr_replica_change_office (self->replica, type, members, NULL);
  if (uuid != NULL)
    sim_watch_took (self, uuid, OSR_STREAM_OFFICE, type, 0);
}
