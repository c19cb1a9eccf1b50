/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For whom the clerk acts: in their own right, for an absent person they have chosen, or for the one
 * whose step a case waits for. Who may stand in for whom is the core's. */
#include "core/office/osr-substitution.h"
#include "core/osr-rules.h"
#include "sync/osr-replica-private.h"

GPtrArray *
osr_replica_list_absent (OsrReplica *self)
{
  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);

  return osr_registry_substitutes_for (self->registry, self->person, osr_clock_now (self->clock));
}

gboolean
osr_replica_set_acting_for (OsrReplica *self, const char *absent)
{
  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);

  if (absent != NULL &&
      !osr_registry_may_act_for (self->registry, self->person, absent, osr_clock_now (self->clock)))
    return FALSE;
  if (g_strcmp0 (self->acting_for, absent) != 0) {
    g_free (self->acting_for);
    self->acting_for = g_strdup (absent);
    osr_replica_emit_registry_changed (self);
  }
  return TRUE;
}

const char *
osr_replica_get_acting_for (OsrReplica *self)
{
  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);

  if (self->acting_for != NULL &&
      !osr_registry_may_act_for (self->registry, self->person, self->acting_for,
                                 osr_clock_now (self->clock)))
    g_clear_pointer (&self->acting_for, g_free);
  return self->acting_for;
}

const char *
osr_replica_get_roles_of (OsrReplica *self)
{
  const char *absent = osr_replica_get_acting_for (self);

  return absent != NULL ? absent : self->person;
}

GPtrArray *
osr_replica_list_standing (OsrReplica *self)
{
  GPtrArray *persons = osr_replica_list_absent (self);

  if (self->person != NULL)
    g_ptr_array_insert (persons, 0, g_strdup (self->person));
  return persons;
}

/* Whether a body has it that @person works for. */
static gboolean
has_it (OsrReplica *self, OsrCase *c, const char *person)
{
  for (guint i = 0; i < c->bodies->len; i++) {
    const OsrCaseBody *body = g_ptr_array_index (c->bodies, i);

    if (!body->returned && osr_registry_acts_for (self->registry, person, body->body))
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_replica_is_of (OsrReplica *self, OsrCase *c, const char *person)
{
  for (guint i = 0; i < c->events->len; i++) {
    OsrEvent *event = g_ptr_array_index (c->events, i);

    if (osr_event_is (event, "detected") && g_strcmp0 (event->by, person) == 0)
      return TRUE;
  }
  return has_it (self, c, person);
}

/* The clerk and those they stand in for, the chosen one first. */
static GPtrArray *
list_in_order (OsrReplica *self)
{
  const char *chosen = osr_replica_get_acting_for (self);
  GPtrArray *persons = osr_replica_list_standing (self);

  for (guint i = 1; chosen != NULL && i < persons->len; i++) {
    if (g_str_equal (persons->pdata[i], chosen)) {
      g_ptr_array_insert (persons, 0, g_ptr_array_steal_index (persons, i));
      break;
    }
  }
  return persons;
}

/* As the registry knows them: the list goes, the registry stays. */
static const char *
lasting (OsrReplica *self, const char *id)
{
  const OsrPerson *person = osr_registry_find_person (self->registry, id);

  return person != NULL ? person->id : self->person;
}

const char *
osr_replica_get_actor (OsrReplica *self, OsrCase *c)
{
  g_autoptr (GPtrArray) persons = NULL;

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);
  g_return_val_if_fail (c != NULL, NULL);

  if (self->person == NULL)
    return NULL;
  persons = list_in_order (self);
  if (persons->len == 1)
    return self->person;
  for (guint i = 0; i < persons->len; i++) {
    if (osr_rules_next_step (c, self->registry, persons->pdata[i]) != NULL)
      return lasting (self, persons->pdata[i]);
  }
  for (guint i = 0; i < persons->len; i++) {
    if (osr_replica_is_of (self, c, persons->pdata[i]))
      return lasting (self, persons->pdata[i]);
  }
  return lasting (self, persons->pdata[0]);
}

gboolean
osr_replica_is_in_hand (OsrReplica *self, OsrCase *c)
{
  g_autoptr (GPtrArray) standing = NULL;

  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);
  g_return_val_if_fail (c != NULL, FALSE);

  standing = osr_replica_list_standing (self);
  for (guint i = 0; i < standing->len; i++) {
    if (osr_replica_is_of (self, c, standing->pdata[i]))
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_replica_has_broken_promise (OsrReplica *self, OsrCase *c)
{
  g_autoptr (GPtrArray) standing = NULL;
  OsrInstant due;

  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);
  g_return_val_if_fail (c != NULL, FALSE);

  due = osr_rules_promise_due (c, self->registry);
  if (self->person == NULL || due == OSR_INSTANT_UNKNOWN || osr_clock_now (self->clock) < due)
    return FALSE;
  standing = osr_replica_list_standing (self);
  for (guint i = 0; i < standing->len; i++) {
    if (osr_replica_is_of (self, c, standing->pdata[i]) &&
        osr_rules_may (c, self->registry, standing->pdata[i], "promised"))
      return TRUE;
  }
  return FALSE;
}
