/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Substitutions as the events say them, and the chains they form. Which of them may be entered is the
 * question of osr-rules-office.c; who sees whose cases is the store's. */
#include "core/office/osr-substitution.h"

#include "core/osr-registry-private.h"

static const char *const grounds[] = {
  [OSR_GROUND_ILLNESS] = "illness", [OSR_GROUND_LEAVE] = "leave", [OSR_GROUND_TRIP] = "trip",
  [OSR_GROUND_STUDY] = "study",     [OSR_GROUND_OTHER] = "other", [OSR_GROUND_ACTING] = "acting",
};

void
osr_substitution_free (OsrSubstitution *self)
{
  g_free (self->id);
  g_free (self->absent);
  g_free (self->substitute);
  g_free (self);
}

const char *
osr_ground_nick (OsrGround ground)
{
  return grounds[ground];
}

gboolean
osr_ground_from_nick (const char *nick, OsrGround *ground)
{
  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++) {
    if (g_strcmp0 (grounds[i], nick) == 0) {
      *ground = (OsrGround) i;
      return TRUE;
    }
  }
  return FALSE;
}

/* Entered anew under the same id, it keeps what the coordinator has written of it. */
static gboolean
fold_set (OsrRegistry *self, OsrEvent *event)
{
  const char *id = osr_event_get_string (event, "id");
  const char *absent = osr_event_get_string (event, "absent");
  const char *substitute = osr_event_get_string (event, "substitute");
  const OsrSubstitution *before = osr_registry_find_substitution (self, id);
  OsrSubstitution *entry;

  if (id == NULL || absent == NULL || substitute == NULL)
    return FALSE;
  entry = g_new0 (OsrSubstitution, 1);
  entry->id = g_strdup (id);
  entry->absent = g_strdup (absent);
  entry->substitute = g_strdup (substitute);
  entry->from = osr_event_get_int (event, "from", OSR_INSTANT_UNKNOWN);
  entry->to = osr_event_get_int (event, "to", OSR_INSTANT_UNKNOWN);
  entry->ground = OSR_GROUND_OTHER;
  osr_ground_from_nick (osr_event_get_string (event, "ground"), &entry->ground);
  entry->ended_at = before != NULL ? before->ended_at : OSR_INSTANT_UNKNOWN;
  entry->begun = before != NULL && before->begun;
  entry->over = before != NULL && before->over;
  osr_directory_put (self->substitutions, entry, (GDestroyNotify) osr_substitution_free);
  return TRUE;
}

static gboolean
fold_begun (OsrRegistry *self, OsrEvent *event)
{
  OsrSubstitution *entry =
      osr_directory_find (self->substitutions, osr_event_get_string (event, "id"));

  if (entry == NULL)
    return FALSE;
  entry->begun = TRUE;
  return TRUE;
}

static gboolean
fold_ended (OsrRegistry *self, OsrEvent *event)
{
  OsrSubstitution *entry =
      osr_directory_find (self->substitutions, osr_event_get_string (event, "id"));

  if (entry == NULL)
    return FALSE;
  entry->over = TRUE;
  if (event->at < osr_substitution_get_end (entry))
    entry->ended_at = event->at;
  return TRUE;
}

gboolean
osr_substitutions_apply (OsrRegistry *self, OsrEvent *event)
{
  if (osr_event_is (event, "substitution-set"))
    return fold_set (self, event);
  if (osr_event_is (event, "substitution-begun"))
    return fold_begun (self, event);
  if (osr_event_is (event, "substitution-ended"))
    return fold_ended (self, event);
  return FALSE;
}

OsrInstant
osr_substitution_get_end (const OsrSubstitution *self)
{
  return self->ended_at != OSR_INSTANT_UNKNOWN ? MIN (self->ended_at, self->to) : self->to;
}

gboolean
osr_substitution_is_on (const OsrSubstitution *self, OsrInstant at)
{
  return self->from <= at && at < osr_substitution_get_end (self);
}

GPtrArray *
osr_registry_get_substitutions (OsrRegistry *self)
{
  return self->substitutions;
}

const OsrSubstitution *
osr_registry_find_substitution (OsrRegistry *self, const char *id)
{
  return osr_directory_find (self->substitutions, id);
}

static gboolean
is_listed (GPtrArray *persons, const char *person)
{
  return g_ptr_array_find_with_equal_func (persons, person, g_str_equal, NULL);
}

/* Those for whom @person stands in directly. */
static void
add_absent (OsrRegistry *self, GPtrArray *persons, const char *person, OsrInstant at)
{
  for (guint i = 0; i < self->substitutions->len; i++) {
    const OsrSubstitution *entry = self->substitutions->pdata[i];

    if (g_str_equal (entry->substitute, person) && osr_substitution_is_on (entry, at) &&
        osr_registry_is_active (self, entry->absent) && !is_listed (persons, entry->absent))
      g_ptr_array_add (persons, g_strdup (entry->absent));
  }
}

GPtrArray *
osr_registry_substitutes_for (OsrRegistry *self, const char *person, OsrInstant at)
{
  GPtrArray *persons = g_ptr_array_new_with_free_func (g_free);

  if (person == NULL || self->substitutions->len == 0 || !osr_registry_is_active (self, person))
    return persons;
  /* Everybody enters once, the person first: a loop comes to an end. */
  g_ptr_array_add (persons, g_strdup (person));
  for (guint i = 0; i < persons->len; i++)
    add_absent (self, persons, persons->pdata[i], at);
  g_ptr_array_remove_index (persons, 0);
  return persons;
}

gboolean
osr_registry_may_act_for (OsrRegistry *self, const char *person, const char *absent, OsrInstant at)
{
  g_autoptr (GPtrArray) persons = osr_registry_substitutes_for (self, person, at);

  return absent != NULL && is_listed (persons, absent);
}

gboolean
osr_registry_may_hold (OsrRegistry *self, const OsrAccount *account, const char *person,
                       OsrInstant at)
{
  return account->holder != NULL && person != NULL &&
         (g_str_equal (account->holder, person) ||
          osr_registry_may_act_for (self, person, account->holder, at));
}

const OsrSubstitution *
osr_registry_find_absence (OsrRegistry *self, const char *absent, OsrInstant at)
{
  for (guint i = 0; i < self->substitutions->len; i++) {
    const OsrSubstitution *entry = self->substitutions->pdata[i];

    if (g_strcmp0 (entry->absent, absent) == 0 && osr_substitution_is_on (entry, at))
      return entry;
  }
  return NULL;
}

OsrInstant
osr_registry_next_substitution (OsrRegistry *self, OsrInstant at)
{
  OsrInstant next = OSR_INSTANT_UNKNOWN;

  for (guint i = 0; i < self->substitutions->len; i++) {
    const OsrSubstitution *entry = self->substitutions->pdata[i];
    OsrInstant end = osr_substitution_get_end (entry);
    OsrInstant moment = entry->from > at ? entry->from : end;

    if (entry->from < end && moment > at && (next == OSR_INSTANT_UNKNOWN || moment < next))
      next = moment;
  }
  return next;
}
