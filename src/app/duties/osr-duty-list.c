/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts the duties of an office from its stream and, where the regulation asks for it, from cases. */
#include "app/duties/osr-duty-list.h"

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
add_cases (GPtrArray *events, OsrReplica *replica)
{
  g_autoptr (GPtrArray) ids = osr_replica_list (replica, OSR_QUEUE_ALL, NULL);

  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (OsrCase) one = osr_replica_get_case (replica, ids->pdata[i]);

    for (guint j = 0; one != NULL && j < one->events->len; j++)
      g_ptr_array_add (events, osr_event_ref (one->events->pdata[j]));
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

static void
append_items (GListStore *store, OsrDutySpecs *specs, const OsrDutyQuestion *question)
{
  g_autoptr (GPtrArray) duties = osr_duties_compute (specs, question);
  g_autoptr (GPtrArray) current = osr_duties_current (duties, question->now);

  for (guint i = 0; i < current->len; i++) {
    g_autoptr (OsrDutyItem) item =
        osr_duty_item_new (current->pdata[i], question->registry, question->now);

    g_list_store_append (store, item);
  }
}

void
osr_duty_list_fill (GListStore *store, OsrReplica *replica, OsrInstant now)
{
  OsrRegistry *registry = replica != NULL ? osr_replica_get_registry (replica) : NULL;
  OsrRegulation *regulation = registry != NULL ? osr_registry_get_regulation (registry) : NULL;
  g_autoptr (OsrDutySpecs) specs = NULL;
  g_autoptr (GPtrArray) events = NULL;
  OsrDutyQuestion question = { NULL, registry, OSR_INSTANT_UNKNOWN, now };

  g_list_store_remove_all (store);
  if (regulation == NULL)
    return;
  specs = osr_duty_specs_new_from_json (osr_regulation_get_document (regulation),
                                        osr_regulation_get_id (regulation), NULL);
  if (specs == NULL)
    return;
  events = osr_replica_load_office (replica);
  question.from = osr_duties_since (events);
  if (question.from == OSR_INSTANT_UNKNOWN)
    question.from = now;
  if (needs_cases (specs))
    add_cases (events, replica);
  g_ptr_array_sort (events, by_place);
  question.events = events;
  append_items (store, specs, &question);
}
