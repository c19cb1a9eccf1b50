/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold once the lines are good and nobody does anything any more. */
#include <string.h>

#include "core/osr-chain.h"
#include "core/record/osr-stream.h"
#include "sim-centre.h"
#include "sim-disk.h"
#include "sim-files.h"
#include "sim-watch-private.h"
#include "sim-wire.h"
#include "sim-world.h"
#include "store/audit/osr-log-answers.h"

static gboolean
is_in_step (SimDesk *desk, OsrLog *log, GPtrArray *cases)
{
  if (!sim_desk_is_on (desk) || !sim_files_are_settled (desk) ||
      osr_replica_get_connection (desk->replica) != OSR_CONNECTION_ONLINE ||
      osr_outbox_count (desk->replica->outbox, OSR_OUTBOX_SHOWN) > 0 ||
      osr_cache_get_version (desk->replica->cache, OSR_STREAM_OFFICE) !=
          osr_log_get_version (log, OSR_STREAM_OFFICE))
    return FALSE;
  for (guint i = 0; i < cases->len; i++) {
    const char *id = g_ptr_array_index (cases, i);
    gint64 held = osr_cache_get_version (desk->replica->cache, id);
    gboolean sees = osr_log_can_see (log, desk->person, id);

    if (held != (sees ? osr_log_get_version (log, id) : 0))
      return FALSE;
  }
  return TRUE;
}

gboolean
sim_watch_is_quiet (void)
{
  OsrLog *log = sim_centre_is_up () ? sim_centre_get_log () : NULL;
  g_autoptr (GPtrArray) cases = log != NULL ? osr_log_list_cases (log, NULL) : NULL;

  if (cases == NULL)
    return FALSE;
  for (guint i = 0; i < sim_desks_count (); i++) {
    if (!is_in_step (sim_desk_get (i), log, cases))
      return FALSE;
  }
  return TRUE;
}

/* A case as the log has it. */
typedef struct {
  OsrCase *c;
  char *digest;
} Fold;

static Fold *
fold_new (OsrLog *log, const char *id)
{
  Fold *self = g_new0 (Fold, 1);

  self->c = osr_log_load_case (log, id, NULL);
  self->digest = sim_fold_digest (self->c);
  return self;
}

static void
fold_free (gpointer data)
{
  Fold *self = data;

  osr_case_unref (self->c);
  g_free (self->digest);
  g_free (self);
}

/* Some say why it never gets quiet. */
static void
check_in_step (SimDesk *desk, OsrLog *log, const char *id)
{
  gint64 held = osr_cache_get_version (desk->replica->cache, id);
  gint64 there = osr_log_get_version (log, id);
  gboolean sees = g_str_equal (id, OSR_STREAM_OFFICE) || osr_log_can_see (log, desk->person, id);

  if (!sees && held > 0)
    sim_violate ("desk %u still holds %s, which its clerk may not see", desk->index, id);
  else if (sees && held != there)
    sim_violate ("desk %u holds version %" G_GINT64_FORMAT " of %s, the log %" G_GINT64_FORMAT,
                 desk->index, held, id, there);
}

static void
check_words_gone (SimDesk *desk, const GString *cache, const char *id)
{
  g_autofree char *mark = g_strdup_printf (SIM_MARK "%.8s", id);

  if (sim_disk_holds (cache, mark))
    sim_violate ("words of %s are left in the files of desk %u", id, desk->index);
}

static void
check_case (SimDesk *desk, const Fold *there)
{
  const char *id = there->c->id;
  g_autoptr (OsrCase) c = NULL;
  g_autofree char *here = NULL;

  if (osr_replica_is_damaged (desk->replica, id)) {
    if (sim_wire_get_tampered () == 0)
      sim_violate ("desk %u finds %s damaged", desk->index, id);
    return;
  }
  c = osr_replica_get_case (desk->replica, id);
  if (c == NULL) {
    sim_violate ("desk %u cannot show %s", desk->index, id);
    return;
  }
  here = sim_fold_digest (c);
  if (!g_str_equal (here, there->digest))
    sim_violate ("desk %u shows %s other than the log has it", desk->index, id);
}

static void
check_outbox (SimDesk *desk)
{
  g_autoptr (GPtrArray) refused =
      osr_outbox_list (desk->replica->outbox, NULL, OSR_OUTBOX_REFUSED, NULL);
  guint left = osr_outbox_count (desk->replica->outbox, OSR_OUTBOX_SHOWN);

  if (left > 0) {
    g_autoptr (GPtrArray) shown =
        osr_outbox_list (desk->replica->outbox, NULL, OSR_OUTBOX_SHOWN, NULL);
    const OsrOutboxCommand *one = g_ptr_array_index (shown, 0);

    sim_violate (
        "desk %u has %u steps left in its outbox: %s of %s, state %u, at %" G_GINT64_FORMAT,
        desk->index, left, one->uuid, one->case_id, one->state, one->seq);
  }
  for (guint i = 0; refused != NULL && i < refused->len; i++) {
    const OsrOutboxCommand *one = g_ptr_array_index (refused, i);

    if (one->code == NULL || one->message == NULL)
      sim_violate ("%s was refused and nobody says why", one->uuid);
  }
}

/* What was refused goes with the words of its case; a desk may have died before it told of the refusal. */
static gboolean
went_with_words (const SimTaken *taken)
{
  return taken->answered && g_hash_table_contains (sim_watch.erased, taken->case_id);
}

/* What a replica took from its clerk is in the log, or waits for the clerk with a reason. */
static void
check_taken (const SimTaken *taken)
{
  SimDesk *desk = sim_desk_get (taken->desk);
  g_autoptr (OsrOutboxCommand) kept = NULL;

  if (taken->maybe || taken->lost || taken->let_go || sim_watch_find_logged (taken->uuid) != NULL)
    return;
  kept = osr_outbox_find (desk->replica->outbox, taken->uuid, NULL);
  if (kept == NULL && went_with_words (taken))
    return;
  if (kept == NULL || kept->state != OSR_OUTBOX_REFUSED)
    sim_violate ("%s was taken from the clerk at desk %u and is lost", taken->uuid, taken->desk);
}

static void
check_desk (SimDesk *desk, OsrLog *log, GPtrArray *cases, GPtrArray *folds)
{
  g_autoptr (GString) cache = NULL;

  if (!sim_desk_is_on (desk)) {
    sim_violate ("desk %u is not on", desk->index);
    return;
  }
  if (osr_replica_get_connection (desk->replica) != OSR_CONNECTION_ONLINE)
    sim_violate ("desk %u does not come online", desk->index);
  check_outbox (desk);
  check_in_step (desk, log, OSR_STREAM_OFFICE);
  cache = sim_disk_read (desk->folder, "cache.db");
  for (guint i = 0; i < cases->len; i++) {
    const char *id = g_ptr_array_index (cases, i);

    check_in_step (desk, log, id);
    if (osr_log_can_see (log, desk->person, id))
      check_case (desk, g_ptr_array_index (folds, i));
    else
      check_words_gone (desk, cache, id);
  }
}

/* A text is submitted in the words of its draft: an act that names one of them leaves the other. */
static gboolean
is_repeated (const SimDestroyed *one, OsrLog *log)
{
  static const char *const members[] = { "text", "reason", "remarks" };
  g_autoptr (GPtrArray) events = osr_log_load_events (log, one->case_id, 0, NULL);

  for (guint i = 0; events != NULL && i < events->len; i++) {
    OsrEvent *event = events->pdata[i];

    for (guint k = 0; event->version != one->version && k < G_N_ELEMENTS (members); k++) {
      if (g_strcmp0 (osr_event_get_payload_string (event, members[k]), one->words) == 0)
        return TRUE;
    }
  }
  return FALSE;
}

/* What was refused keeps the words that its clerk gave it, until they let go of it. */
static gboolean
waits_for_clerk (const SimDestroyed *one, SimDesk *desk)
{
  g_autoptr (GPtrArray) refused =
      osr_outbox_list (desk->replica->outbox, one->case_id, OSR_OUTBOX_REFUSED, NULL);

  for (guint i = 0; refused != NULL && i < refused->len; i++) {
    const OsrOutboxCommand *command = g_ptr_array_index (refused, i);
    gsize size;
    const char *bytes = g_bytes_get_data (command->raw, &size);

    if (g_strstr_len (bytes, (gssize) size, one->words) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* No file of @folder whose name begins with @name holds any of the words under an act. @desk: (nullable):
 * whose outbox it is */
static void
check_destroyed (const char *folder, const char *name, SimDesk *desk)
{
  g_autoptr (GString) files = sim_disk_read (folder, name);

  for (guint i = 0; i < sim_watch.destroyed->len && sim_world.violation == NULL; i++) {
    const SimDestroyed *one = g_ptr_array_index (sim_watch.destroyed, i);

    /* what is called by its digest is looked for by sim-files.c */
    if (one->sure && !osr_is_digest (one->words) && sim_disk_holds (files, one->words) &&
        !is_repeated (one, sim_centre_get_log ()) && (desk == NULL || !waits_for_clerk (one, desk)))
      sim_violate ("words that an act destroyed are in %s/%s: %s", folder, name, one->words);
  }
}

static void
check_all_destroyed (void)
{
  if (sim_watch.destroyed->len == 0)
    return;
  check_destroyed (sim_centre_get_folder (), "", NULL);
  for (guint i = 0; i < sim_desks_count (); i++) {
    check_destroyed (sim_desk_get (i)->folder, "cache.db", NULL);
    check_destroyed (sim_desk_get (i)->folder, "outbox.db", sim_desk_get (i));
  }
}

void
sim_watch_check_quiet (void)
{
  OsrLog *log = sim_centre_is_up () ? sim_centre_get_log () : NULL;
  g_autoptr (GPtrArray) folds = g_ptr_array_new_with_free_func (fold_free);
  g_autoptr (GPtrArray) cases = log != NULL ? osr_log_list_cases (log, NULL) : NULL;
  g_autoptr (GError) error = NULL;

  if (cases == NULL || !osr_log_verify (log, NULL, NULL, &error) ||
      !osr_log_verify_commands (log, &error)) {
    sim_violate ("the log is not whole: %s", error != NULL ? error->message : "it is away");
    return;
  }
  for (guint i = 0; i < cases->len; i++)
    g_ptr_array_add (folds, fold_new (log, g_ptr_array_index (cases, i)));
  for (guint i = 0; i < sim_desks_count (); i++)
    check_desk (sim_desk_get (i), log, cases, folds);
  if (sim_world.violation == NULL)
    sim_files_check (log);
  if (sim_world.violation == NULL)
    check_all_destroyed ();
  for (guint i = 0; i < sim_watch.taken->len && sim_world.violation == NULL; i++)
    check_taken (g_ptr_array_index (sim_watch.taken, i));
}
