/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was promised to whom, and whether the log keeps it. */
#include "sim-watch.h"

#include <string.h>

#include "sim-centre.h"
#include "sim-files.h"
#include "sim-watch-private.h"
#include "sim-world.h"
#include "store/audit/osr-cache-erase.h"
#include "store/osr-log-private.h"
#include "store/osr-record-private.h"

SimWatch sim_watch;

static void
taken_free (gpointer data)
{
  SimTaken *taken = data;

  g_free (taken->uuid);
  g_free (taken->case_id);
  g_free (taken->type);
  g_free (taken);
}

static void
destroyed_free (gpointer data)
{
  SimDestroyed *one = data;

  g_free (one->case_id);
  g_free (one->words);
  g_free (one);
}

void
sim_watch_begin (void)
{
  sim_watch.taken = g_ptr_array_new_with_free_func (taken_free);
  sim_watch.by_uuid = g_hash_table_new (g_str_hash, g_str_equal);
  sim_watch.logged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sim_watch.versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sim_watch.erased = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sim_watch.destroyed = g_ptr_array_new_with_free_func (destroyed_free);
  sim_watch.seq = 0;
  sim_watch.generation = 0;
  sim_watch.restorations = 0;
}

void
sim_watch_end (void)
{
  g_clear_pointer (&sim_watch.by_uuid, g_hash_table_unref);
  g_clear_pointer (&sim_watch.logged, g_hash_table_unref);
  g_clear_pointer (&sim_watch.versions, g_hash_table_unref);
  g_clear_pointer (&sim_watch.erased, g_hash_table_unref);
  g_clear_pointer (&sim_watch.destroyed, g_ptr_array_unref);
  g_clear_pointer (&sim_watch.taken, g_ptr_array_unref);
}

SimTaken *
sim_watch_find (const char *uuid)
{
  return uuid != NULL ? g_hash_table_lookup (sim_watch.by_uuid, uuid) : NULL;
}

SimLogged *
sim_watch_find_logged (const char *uuid)
{
  return g_hash_table_lookup (sim_watch.logged, uuid);
}

/* The clerk's step before on the same case. */
static SimTaken *
find_previous (guint desk, const char *case_id)
{
  for (guint i = sim_watch.taken->len; i > 0; i--) {
    SimTaken *taken = g_ptr_array_index (sim_watch.taken, i - 1);

    if (taken->desk == desk && g_str_equal (taken->case_id, case_id))
      return taken;
  }
  return NULL;
}

void
sim_watch_took (SimDesk *desk, const char *uuid, const char *case_id, const char *type, gint64 seen)
{
  SimTaken *taken = g_new0 (SimTaken, 1);

  sim_trace ("desk %u takes %s %s %.8s", desk->index, uuid, type, case_id);
  taken->uuid = g_strdup (uuid);
  taken->case_id = g_strdup (case_id);
  taken->type = g_strdup (type);
  taken->desk = desk->index;
  taken->life = desk->life;
  taken->seen = seen;
  taken->previous = find_previous (desk->index, case_id);
  /* It died while it took the step: nobody was told that it is safe. */
  taken->maybe = desk->doomed;
  g_ptr_array_add (sim_watch.taken, taken);
  g_hash_table_insert (sim_watch.by_uuid, taken->uuid, taken);
}

void
sim_watch_settled (SimDesk *desk, const char *uuid, const GError *error)
{
  SimTaken *taken = sim_watch_find (uuid);

  sim_trace ("desk %u is told %s: %s", desk->index, uuid,
             error != NULL ? error->message : "accepted");
  if (taken == NULL)
    return;
  sim_files_settled (uuid, error);
  if (error == NULL)
    taken->acknowledged = TRUE;
  else
    taken->refused = TRUE;
  taken->verified = FALSE;
}

void
sim_watch_let_go (const char *uuid)
{
  SimTaken *taken = sim_watch_find (uuid);

  if (taken != NULL)
    taken->let_go = TRUE;
}

static const char *
last_part (const char *address)
{
  const char *slash = strrchr (address, '/');

  return slash != NULL ? slash + 1 : address;
}

/* First come, first served, within a case: what a clerk did before was answered before. */
void
sim_watch_arrives (guint desk, guint life, OsrHttpRequest *request)
{
  g_autofree char *address = osr_http_request_dup_uri (request);
  SimTaken *taken = sim_watch_find (last_part (address));

  if (taken == NULL || taken->arrived)
    return;
  taken->arrived = TRUE;
  for (SimTaken *one = taken->previous; one != NULL; one = one->previous) {
    if (!one->answered && !one->maybe)
      sim_violate ("%s came before %s of the same clerk and case", taken->uuid, one->uuid);
  }
}

void
sim_watch_answered (guint desk, OsrHttpRequest *request, OsrHttpAnswer *answer)
{
  g_autofree char *address = osr_http_request_dup_uri (request);
  SimTaken *taken = sim_watch_find (last_part (address));
  guint status = osr_http_answer_get_status (answer);

  if (taken != NULL && status == 400)
    sim_violate ("%s, %s, was taken from the clerk and cannot be read by the coordinator",
                 taken->uuid, taken->type);
  if (taken != NULL && (status < 300 || (status >= 400 && status < 500 && status != 401)))
    taken->answered = TRUE;
}

static gboolean
is_upon_nothing (const SimTaken *taken)
{
  return g_str_equal (taken->type, "noted") || g_str_equal (taken->case_id, OSR_STREAM_OFFICE);
}

/* What was accepted is upon what the clerk had seen, and upon nothing that came between. */
static void
check_precondition (const SimTaken *taken, gint64 version)
{
  const SimLogged *before = taken->previous != NULL && !taken->previous->maybe
                                ? sim_watch_find_logged (taken->previous->uuid)
                                : NULL;

  if (is_upon_nothing (taken))
    return;
  if (taken->seen > 0 && version != taken->seen + 1)
    sim_violate ("%s was taken upon version %" G_GINT64_FORMAT " and is version %" G_GINT64_FORMAT,
                 taken->uuid, taken->seen, version);
  if (taken->seen == 0 && before != NULL && version != before->version + 1)
    sim_violate ("%s follows version %" G_GINT64_FORMAT " and is version %" G_GINT64_FORMAT,
                 taken->uuid, before->version, version);
}

static void
note_destroyed (OsrRecord *record)
{
  g_autoptr (GArray) versions = osr_record_get_erased (record, NULL);

  for (guint i = 0; versions != NULL && i < versions->len; i++) {
    for (guint k = 0; k < sim_watch.destroyed->len; k++) {
      SimDestroyed *one = g_ptr_array_index (sim_watch.destroyed, k);

      one->sure = one->sure || (one->version == g_array_index (versions, gint64, i) &&
                                g_str_equal (one->case_id, record->stream));
    }
  }
}

static void
take_in (OsrRecord *record)
{
  g_autoptr (OsrEvent) event = osr_record_to_event (record, NULL);
  const char *uuid = event != NULL ? osr_event_get_string (event, "command") : NULL;
  gint64 *version = g_hash_table_lookup (sim_watch.versions, record->stream);
  const SimTaken *taken = sim_watch_find (uuid);
  SimLogged *logged;

  if (record->seq != sim_watch.seq + 1)
    sim_violate ("number %" G_GINT64_FORMAT " follows %" G_GINT64_FORMAT, record->seq,
                 sim_watch.seq);
  if (record->version != (version != NULL ? *version : 0) + 1)
    sim_violate ("version %" G_GINT64_FORMAT " of %s is out of line", record->version,
                 record->stream);
  note_destroyed (record);
  sim_watch.seq = record->seq;
  g_hash_table_insert (sim_watch.versions, g_strdup (record->stream),
                       g_memdup2 (&record->version, sizeof record->version));
  if (uuid == NULL)
    return;
  if (sim_watch_find_logged (uuid) != NULL)
    sim_violate ("%s is in the log twice", uuid);
  logged = g_new0 (SimLogged, 1);
  logged->seq = record->seq;
  logged->version = record->version;
  g_hash_table_insert (sim_watch.logged, g_strdup (uuid), logged);
  if (taken != NULL)
    check_precondition (taken, record->version);
}

static void
read_on (OsrLog *log)
{
  g_autoptr (OsrStatement) all = osr_database_prepare (
      log->database, OSR_LOG_SQL_RECORDS " WHERE e.seq > :since ORDER BY e.seq", NULL);

  if (all == NULL)
    return;
  osr_statement_bind_int (all, ":since", sim_watch.seq);
  while (osr_statement_step (all, NULL) == OSR_STEP_ROW) {
    g_autoptr (OsrRecord) record = osr_record_new_from_row (all);

    take_in (record);
  }
}

/* What was in the log stays there, unless an old copy of it was put back. */
static void
read_anew (OsrLog *log)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&sim_watch.logged);
  gboolean restored = sim_watch.restorations != sim_centre_get_restorations ();
  GHashTableIter iter;
  gpointer uuid;

  sim_watch.logged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_remove_all (sim_watch.versions);
  sim_watch.seq = 0;
  sim_watch.generation = sim_centre_get_generation ();
  sim_watch.restorations = sim_centre_get_restorations ();
  read_on (log);
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &uuid, NULL)) {
    SimTaken *taken = sim_watch_find (uuid);

    if (sim_watch_find_logged (uuid) != NULL)
      continue;
    if (!restored)
      sim_violate ("%s was in the log and is there no more", (char *) uuid);
    if (taken != NULL)
      taken->lost = TRUE;
  }
}

static void
verify (SimTaken *taken)
{
  gboolean there = sim_watch_find_logged (taken->uuid) != NULL;

  if (taken->acknowledged && !there && !taken->lost)
    sim_violate ("%s was acknowledged and is not in the log", taken->uuid);
  if (taken->refused && there)
    sim_violate ("%s was refused and is in the log", taken->uuid);
  taken->verified = TRUE;
}

void
sim_watch_look (void)
{
  OsrLog *log = sim_centre_is_up () ? sim_centre_get_log () : NULL;

  if (log == NULL)
    return;
  if (sim_watch.generation != sim_centre_get_generation ())
    read_anew (log);
  else
    read_on (log);
  for (guint i = 0; i < sim_watch.taken->len; i++) {
    SimTaken *taken = g_ptr_array_index (sim_watch.taken, i);

    if (taken->refused || !taken->verified)
      verify (taken);
  }
}

void
sim_watch_erased (const char *case_id)
{
  g_hash_table_add (sim_watch.erased, g_strdup (case_id));
}

void
sim_watch_destroyed (const char *case_id, gint64 version, const char *words)
{
  SimDestroyed *one = g_new0 (SimDestroyed, 1);

  one->case_id = g_strdup (case_id);
  one->version = version;
  one->words = g_strdup (words);
  g_ptr_array_add (sim_watch.destroyed, one);
}

SimCounts
sim_watch_count (void)
{
  SimCounts counts = { .taken = sim_watch.taken->len };

  for (guint i = 0; i < sim_watch.taken->len; i++) {
    const SimTaken *taken = g_ptr_array_index (sim_watch.taken, i);

    counts.accepted += taken->acknowledged;
    counts.refused += taken->refused;
    counts.lost += taken->lost;
  }
  return counts;
}
