/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do at their desks: one of the steps that the rules offer them on one of the cases that
 * they see, chosen by chance. What the rules refuse here already is no step. */
#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "sim-centre.h"
#include "sim-desk.h"
#include "sim-watch.h"
#include "sim-world.h"

typedef struct {
  JsonObject *members;
  JsonObject *payload;
} Filled;

typedef gboolean (*Fill) (OsrCase *c, SimDesk *desk, Filled *filled);

char *
sim_words (const char *case_id)
{
  return g_strdup_printf (SIM_MARK "%.8s-%08x", case_id, g_rand_int (sim_world.chance));
}

static void
say (Filled *filled, const char *member, OsrCase *c)
{
  g_autofree char *words = sim_words (c->id);

  json_object_set_string_member (filled->payload, member, words);
}

static gboolean
fill_nothing (OsrCase *c, SimDesk *desk, Filled *filled)
{
  return TRUE;
}

static gboolean
fill_text (OsrCase *c, SimDesk *desk, Filled *filled)
{
  say (filled, "text", c);
  return TRUE;
}

static gboolean
fill_reason (OsrCase *c, SimDesk *desk, Filled *filled)
{
  json_object_set_string_member (filled->members, "reason", "spam");
  say (filled, "reason", c);
  return TRUE;
}

static gboolean
fill_triage (OsrCase *c, SimDesk *desk, Filled *filled)
{
  JsonArray *topics = json_array_new ();

  json_array_add_string_element (topics, sim_happens (50) ? "roads" : "housing");
  json_object_set_array_member (filled->members, "topics", topics);
  json_object_set_string_member (filled->members, "importance",
                                 sim_happens (80) ? "normal" : "high");
  return TRUE;
}

static gboolean
fill_route (OsrCase *c, SimDesk *desk, Filled *filled)
{
  g_autofree char *body = g_strdup_printf ("b%u", sim_draw (SIM_BODIES));

  json_object_set_string_member (filled->members, "body", body);
  return TRUE;
}

static const char *
own_body (SimDesk *desk)
{
  OsrRegistry *registry = osr_replica_get_registry (desk->replica);

  for (guint i = 0; i < SIM_BODIES; i++) {
    static const char *const names[] = { "b0", "b1", "b2", "b3" };

    if (osr_registry_has_role (registry, desk->person, "executor", names[i]))
      return names[i];
  }
  return NULL;
}

static gboolean
fill_return (OsrCase *c, SimDesk *desk, Filled *filled)
{
  const OsrCaseBody *body = osr_case_get_drafter (c);

  if (body == NULL)
    return FALSE;
  json_object_set_string_member (filled->members, "body", body->body);
  say (filled, "reason", c);
  return TRUE;
}

static gboolean
fill_recall (OsrCase *c, SimDesk *desk, Filled *filled)
{
  json_object_set_boolean_member (filled->members, "recalled", TRUE);
  return fill_return (c, desk, filled);
}

static gboolean
fill_submission (OsrCase *c, SimDesk *desk, Filled *filled)
{
  const char *body = own_body (desk);
  g_autofree char *words = sim_words (c->id);
  g_autofree char *digest = NULL;

  if (body == NULL)
    return FALSE;
  digest = osr_text_digest ("final", words, "gov", c->native_id, NULL);
  json_object_set_string_member (filled->members, "body", body);
  json_object_set_string_member (filled->members, "kind", "final");
  json_object_set_string_member (filled->members, "account", "gov");
  json_object_set_string_member (filled->members, "digest", digest);
  json_object_set_string_member (filled->payload, "text", words);
  return TRUE;
}

static gboolean
fill_decision (OsrCase *c, SimDesk *desk, Filled *filled)
{
  const OsrCaseDraft *draft = osr_case_get_draft (c);

  if (draft == NULL)
    return FALSE;
  json_object_set_int_member (filled->members, "draft", draft->version);
  json_object_set_string_member (filled->members, "digest", draft->digest);
  return TRUE;
}

static gboolean
fill_rework (OsrCase *c, SimDesk *desk, Filled *filled)
{
  say (filled, "remarks", c);
  return fill_decision (c, desk, filled);
}

static gboolean
fill_withdrawal (OsrCase *c, SimDesk *desk, Filled *filled)
{
  const OsrCaseDraft *draft = osr_case_get_draft (c);

  if (draft != NULL && draft->body != NULL)
    json_object_set_string_member (filled->members, "body", draft->body);
  return draft != NULL;
}

static gboolean
fill_end (OsrCase *c, SimDesk *desk, Filled *filled)
{
  say (filled, "reason", c);
  return TRUE;
}

static const struct {
  const char *type;
  const char *step; /* of the table of rules */
  Fill fill;
} steps[] = {
  { "detected", "detected", fill_nothing },
  { "triaged", "triaged", fill_triage },
  { "routed", "routed", fill_route },
  { "returned", "returned", fill_return },
  { "returned", "returned:recall", fill_recall },
  { "submitted", "submitted", fill_submission },
  { "withdrawn", "withdrawn", fill_withdrawal },
  { "reworked", "reworked", fill_rework },
  { "approved", "approved", fill_decision },
  { "dismissed", "dismissed", fill_reason },
  { "closed", "closed", fill_end },
  { "reopened", "reopened", fill_nothing },
  { "noted", "noted", fill_text },
};

/* (transfer full) (nullable) */
static char *
some_case (SimDesk *self)
{
  OsrQueueFilter filter = sim_happens (60) ? OSR_QUEUE_ACT : OSR_QUEUE_ALL;
  g_autoptr (GPtrArray) ids = osr_replica_list (self->replica, filter, NULL);

  return ids->len > 0 ? g_strdup (g_ptr_array_index (ids, sim_draw (ids->len))) : NULL;
}

static gboolean
take_step (SimDesk *self, OsrCase *c, guint number)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();
  Filled filled = { members, payload };
  gboolean chained = osr_replica_is_pending (self->replica, c->id);
  gint64 seen = c->version;
  g_autofree char *id = g_strdup (c->id);
  g_autofree char *uuid = NULL;

  if (!osr_rules_may (c, osr_replica_get_registry (self->replica), self->person,
                      steps[number].step) ||
      !steps[number].fill (c, self, &filled))
    return FALSE;
  uuid = osr_replica_act (self->replica, id, steps[number].type, members,
                          json_object_get_size (payload) > 0 ? payload : NULL, NULL);
  if (uuid != NULL)
    sim_watch_took (self, uuid, id, steps[number].type, chained ? 0 : seen);
  return uuid != NULL;
}

/* Ways to end a case are rare, or nothing would be left to do; a note is always possible. */
void
sim_clerk_acts (SimDesk *self)
{
  g_autofree char *id = some_case (self);
  g_autoptr (OsrCase) c = id != NULL ? osr_replica_get_case (self->replica, id) : NULL;

  if (c == NULL || osr_replica_get_person (self->replica) == NULL)
    return;
  for (guint tries = 0; tries < 8; tries++) {
    guint number = sim_draw (G_N_ELEMENTS (steps));
    gboolean ends = strstr ("dismissed closed", steps[number].type) != NULL;

    if ((!ends || sim_happens (15)) && take_step (self, c, number))
      return;
  }
}

void
sim_clerk_takes (SimDesk *self, const char *case_id, const char *step)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (self->replica, case_id);

  for (guint i = 0; c != NULL && i < G_N_ELEMENTS (steps); i++) {
    if (g_str_equal (steps[i].step, step))
      take_step (self, c, i);
  }
}

void
sim_clerk_writes (SimDesk *self)
{
  g_autofree char *id = some_case (self);
  g_autofree char *words = id != NULL ? sim_words (id) : NULL;

  if (id == NULL || osr_replica_get_person (self->replica) == NULL)
    return;
  sim_trace ("desk %u writes", self->index);
  osr_replica_write (self->replica, id, "final", sim_happens (85) ? words : "");
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

static JsonObject *
role_of (guint index)
{
  g_autofree char *person = sim_person_dup_id (index);
  g_autofree char *body = g_strdup_printf ("b%u", sim_draw (SIM_BODIES));
  JsonObject *members = json_object_new ();
  gboolean executor = sim_happens (60);

  json_object_set_string_member (members, "person", person);
  json_object_set_string_member (members, "role", executor ? "executor" : "curator");
  if (executor)
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
  g_autoptr (JsonObject) members =
      away ? absence (index, sim_draw (sim_desks_count ())) : role_of (index);
  const char *type = away ? "substitution-set" : sim_happens (50) ? "role-granted" : "role-revoked";
  g_autofree char *uuid = NULL;

  if (osr_replica_get_person (self->replica) == NULL)
    return;
  uuid = osr_replica_change_office (self->replica, type, members, NULL);
  if (uuid != NULL)
    sim_watch_took (self, uuid, OSR_STREAM_OFFICE, type, 0);
}
