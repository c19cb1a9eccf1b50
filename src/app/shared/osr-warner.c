/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings to come, by case, and the keys of those that were told: case, timer, body, when the limit
 * began, share. A limit that begins anew, as after a second rework, is warned of anew. */
#include "app/shared/osr-warner.h"

#include "core/osr-rules.h"
#include "report/osr-history-sentence.h"

struct _OsrWarner {
  GHashTable *coming; /* case id → GPtrArray of Coming, in the order of time */
  GHashTable *told;   /* set of keys */
  OsrInstant from;    /* when the person sat down */
};

typedef struct {
  OsrWarned warned;
  char *key;
} Coming;

static void
warned_clear (OsrWarned *warned)
{
  g_free (warned->case_id);
  g_free (warned->number);
  g_free (warned->absent);
  g_free (warned->promised);
  osr_text2_clear (&warned->name);
  g_clear_pointer (&warned->zone, osr_zone_unref);
}

static void
warned_free (OsrWarned *warned)
{
  warned_clear (warned);
  g_free (warned);
}

static void
coming_free (Coming *coming)
{
  warned_clear (&coming->warned);
  g_free (coming->key);
  g_free (coming);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Coming, coming_free)

OsrWarner *
osr_warner_new (void)
{
  OsrWarner *self = g_new0 (OsrWarner, 1);

  self->coming =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
osr_warner_free (OsrWarner *self)
{
  g_hash_table_unref (self->coming);
  g_hash_table_unref (self->told);
  g_free (self);
}

static OsrZone *
zone_of (const OsrDeadline *deadline, OsrRegistry *registry)
{
  OsrWorkTime *work_time = osr_deadline_get_work_time (deadline, registry);

  return work_time != NULL ? osr_zone_ref (osr_work_time_get_zone (work_time)) : NULL;
}

static Coming *
coming_new (OsrCase *one, const OsrDeadline *deadline, OsrRegistry *registry,
            const OsrWarning *warning)
{
  Coming *coming = g_new0 (Coming, 1);
  OsrWarned *warned = &coming->warned;

  warned->case_id = g_strdup (one->id);
  warned->number = g_strdup (one->number);
  warned->timer = deadline->spec->id;
  warned->name.ru = g_strdup (deadline->spec->name.ru);
  warned->name.en = g_strdup (deadline->spec->name.en);
  warned->share = warning->share;
  warned->at = warning->at;
  warned->due = deadline->due;
  warned->left = osr_deadline_remaining (deadline, registry, warning->at);
  warned->zone = zone_of (deadline, registry);
  coming->key = g_strdup_printf ("%s %s %s %" G_GINT64_FORMAT " %d", one->id, deadline->spec->id,
                                 deadline->body != NULL ? deadline->body : "", deadline->start,
                                 warning->share);
  return coming;
}

/* The day is over until which the reply promised something. */
static Coming *
promise_new (OsrCase *one, OsrRegistry *registry)
{
  OsrWorkTime *work_time = osr_registry_get_work_time (registry, NULL);
  const OsrCasePromise *promise = osr_case_get_promise (one);
  Coming *coming = g_new0 (Coming, 1);
  OsrWarned *warned = &coming->warned;

  warned->case_id = g_strdup (one->id);
  warned->number = g_strdup (one->number);
  warned->timer = "promised";
  warned->promised = g_strdup (promise->date);
  warned->at = warned->due = osr_rules_promise_due (one, registry);
  warned->zone = osr_zone_ref (osr_work_time_get_zone (work_time));
  coming->key = g_strdup_printf ("%s promised %s", one->id, promise->date);
  return coming;
}

/* The limit of the step that must be taken, by the person or whoever they stand in for, unless
 * letting it pass is their right. */
static const OsrDeadline *
find_pressing (OsrReplica *replica, OsrCase *one, GPtrArray *deadlines)
{
  OsrRegistry *registry = osr_replica_get_registry (replica);
  const char *person = osr_replica_get_actor (replica, one);
  const OsrDeadline *deadline;

  if (person == NULL || one->read_only || osr_rules_next_step (one, registry, person) == NULL)
    return NULL;
  deadline = osr_rules_next_deadline (one, registry, person, deadlines);
  if (deadline == NULL || deadline->state != OSR_DEADLINE_OPEN || deadline->spec->optional)
    return NULL;
  return deadline;
}

static gboolean
is_to_come (OsrWarner *self, const Coming *coming)
{
  return coming->warned.at > self->from && !g_hash_table_contains (self->told, coming->key);
}

static void
add (OsrWarner *self, GPtrArray *list, Coming *coming)
{
  if (is_to_come (self, coming))
    g_ptr_array_add (list, coming);
  else
    coming_free (coming);
}

static void
add_limit (OsrWarner *self, OsrReplica *replica, OsrCase *one, GPtrArray *list)
{
  OsrRegistry *registry = osr_replica_get_registry (replica);
  const char *actor = osr_replica_get_actor (replica, one);
  gboolean own = g_strcmp0 (actor, osr_replica_get_person (replica)) == 0;
  g_autoptr (GPtrArray) deadlines = osr_replica_get_deadlines (replica, one);
  const OsrDeadline *pressing = find_pressing (replica, one, deadlines);
  g_autoptr (GArray) warnings = NULL;

  if (pressing == NULL)
    return;
  warnings = osr_warnings_compute (pressing, registry);
  for (guint i = 0; i < warnings->len; i++) {
    Coming *coming = coming_new (one, pressing, registry, &g_array_index (warnings, OsrWarning, i));

    coming->warned.absent = own ? NULL : osr_history_person (registry, actor);
    add (self, list, coming);
  }
}

static int
by_time (gconstpointer a, gconstpointer b)
{
  OsrInstant one = (*(Coming *const *) a)->warned.at, other = (*(Coming *const *) b)->warned.at;

  return one < other ? -1 : one > other;
}

void
osr_warner_look (OsrWarner *self, OsrReplica *replica, const char *case_id)
{
  g_autoptr (OsrCase) one = osr_replica_get_case (replica, case_id);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) coming_free);
  OsrRegistry *registry = osr_replica_get_registry (replica);

  g_hash_table_remove (self->coming, case_id);
  if (one == NULL)
    return;
  add_limit (self, replica, one, list);
  if (osr_rules_promise_due (one, registry) != OSR_INSTANT_UNKNOWN &&
      osr_replica_is_in_hand (replica, one))
    add (self, list, promise_new (one, registry));
  g_ptr_array_sort (list, by_time);
  if (list->len > 0)
    g_hash_table_insert (self->coming, g_strdup (case_id), g_steal_pointer (&list));
}

void
osr_warner_look_again (OsrWarner *self, OsrReplica *replica)
{
  static const OsrQueueFilter filters[] = { OSR_QUEUE_ACT, OSR_QUEUE_PROMISED };

  g_hash_table_remove_all (self->coming);
  for (guint n = 0; n < G_N_ELEMENTS (filters); n++) {
    g_autoptr (GPtrArray) ids = osr_replica_list (replica, filters[n], NULL);

    for (guint i = 0; i < ids->len; i++)
      osr_warner_look (self, replica, ids->pdata[i]);
  }
}

void
osr_warner_start (OsrWarner *self, OsrReplica *replica, OsrInstant now)
{
  g_hash_table_remove_all (self->coming);
  g_hash_table_remove_all (self->told);
  self->from = now;
  if (replica != NULL)
    osr_warner_look_again (self, replica);
}

void
osr_warner_drop (OsrWarner *self, const char *case_id)
{
  g_hash_table_remove (self->coming, case_id);
}

OsrInstant
osr_warner_next (OsrWarner *self)
{
  OsrInstant next = OSR_INSTANT_UNKNOWN;
  GHashTableIter iter;
  gpointer list;

  g_hash_table_iter_init (&iter, self->coming);
  while (g_hash_table_iter_next (&iter, NULL, &list)) {
    const Coming *first = g_ptr_array_index ((GPtrArray *) list, 0);

    if (next == OSR_INSTANT_UNKNOWN || first->warned.at < next)
      next = first->warned.at;
  }
  return next;
}

static void
tell (Coming *coming, GPtrArray *passed)
{
  g_ptr_array_add (passed, g_memdup2 (&coming->warned, sizeof coming->warned));
  coming->warned = (OsrWarned){ NULL };
}

/* Takes what has passed out of @list; the last of it is told unless the limit has passed, too. A
 * promise is told when its day is over, whatever else is. */
static void
pass_case (OsrWarner *self, GPtrArray *list, OsrInstant now, GPtrArray *passed)
{
  Coming *last = NULL;

  while (list->len > 0 && ((Coming *) list->pdata[0])->warned.at <= now) {
    g_autoptr (Coming) coming = g_ptr_array_steal_index (list, 0);

    g_hash_table_add (self->told, g_steal_pointer (&coming->key));
    if (coming->warned.promised != NULL) {
      tell (coming, passed);
    } else {
      g_clear_pointer (&last, coming_free);
      last = g_steal_pointer (&coming);
    }
  }
  if (last != NULL && last->warned.due > now)
    tell (last, passed);
  g_clear_pointer (&last, coming_free);
}

GPtrArray *
osr_warner_pass (OsrWarner *self, OsrInstant now)
{
  GPtrArray *passed = g_ptr_array_new_with_free_func ((GDestroyNotify) warned_free);
  GHashTableIter iter;
  gpointer list;

  g_hash_table_iter_init (&iter, self->coming);
  while (g_hash_table_iter_next (&iter, NULL, &list)) {
    pass_case (self, list, now, passed);
    if (((GPtrArray *) list)->len == 0)
      g_hash_table_iter_remove (&iter);
  }
  return passed;
}
