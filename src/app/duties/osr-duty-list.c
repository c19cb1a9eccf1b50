/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts the duties of an office from its stream and, where the regulation asks for it, from cases. */
#include "app/duties/osr-duty-list.h"

#include "core/osr-rules.h"
#include "core/record/osr-stream.h"

static gboolean
needs_cases (OsrDutySpecs *specs)
{
  for (guint i = 0; i < specs->duties->len; i++) {
    if (((const OsrDutySpec *) specs->duties->pdata[i])->every == OSR_EVERY_ONCE)
      return TRUE;
  }
  return specs->watches->len > 0;
}

static void
add_all (GPtrArray *events, GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (events, osr_event_ref (more->pdata[i]));
}

static void
add_cases (GPtrArray *events, OsrReplica *replica)
{
  g_autoptr (GPtrArray) ids = osr_replica_list (replica, OSR_QUEUE_ALL, NULL);

  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (OsrCase) one = osr_replica_get_case (replica, ids->pdata[i]);

    if (one != NULL)
      add_all (events, one->events);
  }
}

/* What was not yet confirmed has no place in the log: it comes last. */
static int
by_place (gconstpointer a, gconstpointer b)
{
  const OsrEvent *left = *(OsrEvent *const *) a;
  const OsrEvent *right = *(OsrEvent *const *) b;
  gint64 i = left->seq > 0 ? left->seq : G_MAXINT64;
  gint64 j = right->seq > 0 ? right->seq : G_MAXINT64;

  return i < j ? -1 : i > j;
}

OsrDutySpecs *
osr_duty_list_read (OsrReplica *replica)
{
  OsrRegistry *registry = replica != NULL ? osr_replica_get_registry (replica) : NULL;
  OsrRegulation *regulation = registry != NULL ? osr_registry_get_regulation (registry) : NULL;

  if (regulation == NULL)
    return NULL;
  return osr_duty_specs_new_from_json (osr_regulation_get_document (regulation),
                                       osr_regulation_get_id (regulation), NULL);
}

GPtrArray *
osr_duty_list_compute (OsrReplica *replica, OsrDutySpecs *specs, OsrInstant now)
{
  g_autoptr (GPtrArray) events = osr_replica_load_office (replica);
  g_autoptr (GPtrArray) beside = osr_replica_load_beside (replica);
  OsrDutyQuestion question = { events, osr_replica_get_registry (replica), OSR_INSTANT_UNKNOWN,
                               now };

  question.from = osr_duties_since (events);
  if (question.from == OSR_INSTANT_UNKNOWN)
    question.from = now;
  add_all (events, beside);
  if (needs_cases (specs))
    add_cases (events, replica);
  g_ptr_array_sort (events, by_place);
  return osr_duties_compute (specs, &question);
}

static gboolean
is_watch (OsrDutySpecs *specs, const OsrDuty *duty)
{
  for (guint i = 0; i < specs->watches->len; i++) {
    if (((const OsrWatchSpec *) specs->watches->pdata[i])->spec == duty->spec)
      return TRUE;
  }
  return FALSE;
}

/* (nullable): the account in which @post came out */
static const char *
find_account (GPtrArray *beside, const char *post)
{
  for (guint i = beside->len; i > 0; i--) {
    OsrEvent *event = beside->pdata[i - 1];

    if (osr_event_is (event, "post-published") &&
        g_strcmp0 (osr_event_get_string (event, "post"), post) == 0)
      return osr_event_get_string (event, "account");
  }
  return NULL;
}

/* A look that is owed now may be told of here by whoever the rules let. */
static void
offer_look (OsrDutyItem *item, const OsrDuty *duty, OsrReplica *replica, GPtrArray *beside,
            OsrInstant now)
{
  const char *account = find_account (beside, duty->subject);
  g_autoptr (OsrAccountTrack) track = NULL;

  if (account == NULL || duty->count > 0 || duty->since == OSR_INSTANT_UNKNOWN ||
      now < duty->since || duty->state != OSR_DUTY_OPEN)
    return;
  track = osr_account_track_new (account);
  if (osr_rules_explain_account (track, osr_replica_get_registry (replica),
                                 osr_replica_get_roles_of (replica), "watched", NULL))
    osr_duty_item_set_look (item, account, duty->subject);
}

void
osr_duty_list_fill (GListStore *store, OsrReplica *replica, OsrInstant now)
{
  g_autoptr (OsrDutySpecs) specs = osr_duty_list_read (replica);
  g_autoptr (GPtrArray) duties = NULL;
  g_autoptr (GPtrArray) current = NULL;
  g_autoptr (GPtrArray) beside = NULL;

  g_list_store_remove_all (store);
  if (specs == NULL)
    return;
  duties = osr_duty_list_compute (replica, specs, now);
  current = osr_duties_current (duties, now);
  beside = osr_replica_load_beside (replica);
  for (guint i = 0; i < current->len; i++) {
    g_autoptr (OsrDutyItem) item =
        osr_duty_item_new (current->pdata[i], osr_replica_get_registry (replica), now);

    if (is_watch (specs, current->pdata[i]))
      offer_look (item, current->pdata[i], replica, beside, now);
    g_list_store_append (store, item);
  }
}

gboolean
osr_duty_list_tell_look (OsrDutyItem *item, OsrReplica *replica, OsrInstant now, GError **error)
{
  const char *account = osr_duty_item_get_account (item);
  g_autofree char *stream = osr_stream_new_for_account (account);
  g_autofree char *uuid = NULL;
  g_autoptr (JsonObject) members = json_object_new ();

  json_object_set_string_member (members, "account", account);
  json_object_set_string_member (members, "post", osr_duty_item_get_post (item));
  json_object_set_int_member (members, "checked_at", now);
  uuid = osr_replica_act (replica, stream, "watched", members, NULL, error);
  return uuid != NULL;
}
