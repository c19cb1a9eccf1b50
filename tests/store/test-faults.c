/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator's log on a disk that fails: at each call that changes a file in turn, in four ways.
 * What was acknowledged is there afterwards, nothing is there by half, and the same commands sent
 * again end in the same log as without a fault. */
#include <sqlite3.h>
#include <string.h>

#include "osr-fault-vfs.h"
#include "core/osr-json.h"
#include "osr-log-fixture.h"
#include "store/audit/osr-log-erase.h"
#include "store/osr-log-drafts.h"
#include "store/osr-log-publications.h"

#define EVERY 7 /* of the ordinary run */
#define TIMES 4 /* how often a step is tried on a disk that has room again */
#define LEASE (60 * OSR_SECOND)

static int every = EVERY;
static int first;
static int seed;

typedef struct {
  char *folder;
  char *path;
  OsrClock *clock;
  OsrLog *log; /* nullable: it could not be opened */
  FaultKind kind;
  guint done; /* acknowledged steps, from the first */
} Office;

typedef gboolean (*StepFunc) (Office *office, guint n, GError **error);

/* What one step does. */
typedef struct {
  StepFunc run;
  StepFunc check; /* whether what was acknowledged is there */
  const char *stream;
  const char *type;
  const char *members;
  const char *payload;
} Step;

static const Step steps[];

static OsrInstant
standing_clock (gpointer data)
{
  return FIXTURE_NOW;
}

static char *
command_of (guint n)
{
  return g_strdup_printf ("10000000-0000-4000-8000-%012u", n);
}

static JsonObject *
members_of (const Step *step)
{
  return g_str_equal (step->type, "regulation-adopted") ? log_fixture_regulation ()
                                                        : object_of (step->members);
}

static gboolean
append_step (Office *office, guint n, GError **error)
{
  const Step *step = &steps[n];
  g_autoptr (JsonObject) members = members_of (step);
  g_autoptr (JsonObject) payload = object_of (step->payload);
  OsrLogRequest request = { .stream = step->stream,
                            .type = step->type,
                            .members = members,
                            .payload = payload,
                            .claimed_at = OSR_INSTANT_UNKNOWN,
                            .by = "ivanova" };
  OsrPublication publication = { .case_id = (char *) step->stream,
                                 .intent = 1,
                                 .guid = (char *) "guid",
                                 .account = (char *) "vk",
                                 .digest = (char *) "digest" };

  return osr_log_append (office->log, &request, 1, NULL, error) &&
         (!g_str_equal (step->type, "publish-intended") ||
          osr_log_queue_publication (office->log, &publication, error));
}

/* As the coordinator does: the command is looked for, appended and kept in one transaction. */
static gboolean
run_command (Office *office, guint n, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (office->log, error);
  g_autofree char *uuid = command_of (n);
  g_autoptr (GBytes) raw = g_bytes_new (uuid, strlen (uuid));
  g_autoptr (OsrLogAnswer) before = NULL;
  g_autoptr (GError) absent = NULL;
  OsrLogCommand command = { .uuid = uuid,
                            .person = "ivanova",
                            .stream = steps[n].stream,
                            .status = 200,
                            .raw = raw,
                            .answer = raw };

  if (transaction == NULL)
    return FALSE;
  before = osr_log_find_command (office->log, uuid, "ivanova", raw, &absent);
  if (before != NULL)
    return TRUE;
  if (!g_error_matches (absent, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&absent));
    return FALSE;
  }
  return append_step (office, n, error) && osr_log_store_command (office->log, &command, error) &&
         osr_log_commit (transaction, error);
}

/* Whether the words of the case were destroyed, and drafts and told answers with them. */
static gboolean
check_erased (Office *office, guint n, GError **error)
{
  g_autoptr (GPtrArray) records = osr_log_load_records (office->log, case_id (1), 0, error);

  return records != NULL && records->len > 0 && ((OsrRecord *) records->pdata[0])->payload == NULL;
}

static gboolean
check_command (Office *office, guint n, GError **error)
{
  g_autofree char *uuid = command_of (n);
  g_autoptr (GBytes) raw = g_bytes_new (uuid, strlen (uuid));
  g_autoptr (OsrLogAnswer) answer = osr_log_find_command (office->log, uuid, "ivanova", raw, error);

  return answer != NULL && (g_bytes_equal (answer->answer, raw) || check_erased (office, n, error));
}

static gboolean
run_draft (Office *office, guint n, GError **error)
{
  g_autofree char *uuid = command_of (n);
  g_autoptr (OsrLogDraft) draft = g_new0 (OsrLogDraft, 1);

  draft->id = g_strdup (uuid);
  draft->case_id = g_strdup (case_id (1));
  draft->person = g_strdup ("ivanova");
  draft->kind = g_strdup ("final");
  draft->text = g_strnfill (3000, 'x');
  return osr_log_put_draft (office->log, draft, NULL, error);
}

static gboolean
check_draft (Office *office, guint n, GError **error)
{
  g_autoptr (GPtrArray) drafts = osr_log_list_drafts (office->log, case_id (1), error);

  if (drafts != NULL && drafts->len == 0)
    return check_erased (office, n, error);
  return drafts != NULL && drafts->len == 1 &&
         strlen (((OsrLogDraft *) drafts->pdata[0])->text) == 3000;
}

/* Before the first byte goes out it stands in the file that it may. */
static gboolean
run_sending (Office *office, guint n, GError **error)
{
  g_autoptr (OsrPublication) held = NULL;
  g_autoptr (OsrPublication) now = osr_log_find_publication (office->log, case_id (1), 1, error);

  if (now == NULL || now->state != OSR_PUBLICATION_QUEUED)
    return now != NULL;
  if (!osr_log_break_leases (office->log, error))
    return FALSE;
  held = osr_log_take_publication (office->log, LEASE, error);
  if (held == NULL)
    return FALSE;
  held->state = OSR_PUBLICATION_SENDING;
  held->attempt++;
  return osr_log_update_publication (office->log, held, FALSE, error);
}

static gboolean
check_sending (Office *office, guint n, GError **error)
{
  g_autoptr (OsrPublication) now = osr_log_find_publication (office->log, case_id (1), 1, error);

  return now != NULL && now->state >= OSR_PUBLICATION_SENDING && now->attempt == 1;
}

/* The outcome: the event and the row together. */
static gboolean
run_published (Office *office, guint n, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (office->log, error);
  g_autoptr (OsrPublication) now = NULL;

  if (transaction == NULL)
    return FALSE;
  now = osr_log_find_publication (office->log, case_id (1), 1, error);
  if (now == NULL || now->state == OSR_PUBLICATION_DONE)
    return now != NULL;
  now->state = OSR_PUBLICATION_DONE;
  return append_step (office, n, error) &&
         osr_log_update_publication (office->log, now, TRUE, error) &&
         osr_log_commit (transaction, error);
}

static gboolean
check_published (Office *office, guint n, GError **error)
{
  g_autoptr (OsrPublication) now = osr_log_find_publication (office->log, case_id (1), 1, error);

  return now != NULL && now->state == OSR_PUBLICATION_DONE;
}

#define ACT "{\"act\":\"1\",\"act_date\":\"2026-03-08\",\"reason\":\"asked\"}"

/* Cuts the write-ahead log, too. */
static gboolean
run_erase (Office *office, guint n, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (office->log, error);
  g_autoptr (JsonObject) members = osr_json_read_object (ACT, -1, 0, "act", NULL);
  OsrLogRequest request = { case_id (1), "payload-erased", members };
  g_autoptr (GError) fault = NULL;

  if (transaction == NULL)
    return FALSE;
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = "admin";
  if (!osr_log_complete_erasure (office->log, case_id (1), members, &fault)) {
    if (g_error_matches (fault, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND))
      return TRUE; /* destroyed before the fault */
    g_propagate_error (error, g_steal_pointer (&fault));
    return FALSE;
  }
  return osr_log_append (office->log, &request, 1, NULL, error) &&
         osr_log_commit (transaction, error);
}

#define CASE     "00000000-0000-4000-8000-000000000001"
#define MESSAGE  "{\"network\":\"vk\",\"account\":\"a\",\"native_id\":\"1\",\"owner_id\":\"-1\"}"
#define A_TEXT   "{\"text\":\"Яма во дворе\"}"
#define COMMANDS run_command, check_command

static const Step steps[] = {
  { COMMANDS, OSR_STREAM_OFFICE, "regulation-adopted", NULL, NULL },
  { COMMANDS, OSR_STREAM_OFFICE, "role-granted", "{\"person\":\"ivanova\",\"role\":\"supervisor\"}",
    NULL },
  { COMMANDS, CASE, "found", MESSAGE, A_TEXT },
  { COMMANDS, CASE, "detected", NULL, NULL },
  { COMMANDS, CASE, "routed", "{\"body\":\"roads\"}", NULL },
  { run_draft, check_draft, CASE, "draft", NULL, NULL },
  { COMMANDS, CASE, "submitted", "{\"kind\":\"final\",\"digest\":\"d\"}", A_TEXT },
  { COMMANDS, CASE, "publish-intended", "{\"guid\":\"guid\",\"account\":\"vk\"}", NULL },
  { run_sending, check_sending, CASE, "sending", NULL, NULL },
  { run_published, check_published, CASE, "published", "{\"url\":\"https://vk.com/wall-1_2\"}",
    NULL },
  { run_erase, check_erased, CASE, "erased", NULL, NULL },
  { COMMANDS, CASE, "closed", NULL, NULL },
};

static gboolean
open_office (Office *office, GError **error)
{
  if (office->log == NULL)
    office->log = osr_log_open (office->path, office->clock, error);
  return office->log != NULL;
}

static void
close_office (Office *office)
{
  g_clear_pointer (&office->log, osr_log_free);
}

static gboolean
run_step (Office *office, guint n, GError **error)
{
  return open_office (office, error) && steps[n].run (office, n, error);
}

/* A disk without room is told from one that is broken; once it has room, all goes on as before. */
static gboolean
run_again (Office *office, guint n)
{
  g_autoptr (GError) error = NULL;

  if (office->kind == FAULT_FULL)
    fault_vfs_disarm ();
  for (guint i = 0; i < TIMES; i++) {
    g_clear_error (&error);
    if (run_step (office, n, &error))
      return TRUE;
  }
  g_test_message ("step %u: %s", n, error->message);
  return FALSE;
}

/* Until the machine is off, or to the end. */
static void
run_steps (Office *office)
{
  for (; office->done < G_N_ELEMENTS (steps); office->done++) {
    g_autoptr (GError) error = NULL;

    if (run_step (office, office->done, &error))
      continue;
    if (office->kind == FAULT_TORN || office->kind == FAULT_POWER)
      return;
    if (office->kind == FAULT_FULL)
      g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FULL);
    g_assert_true (run_again (office, office->done));
  }
}

static int
take_answer (void *answer, int n, char **values, char **names)
{
  g_assert_cmpstr (values[0], ==, "ok");
  ++*(guint *) answer;
  return 0;
}

static void
check_file (const char *path)
{
  sqlite3 *handle = NULL;
  guint answers = 0;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "PRAGMA integrity_check", take_answer, &answers, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpuint (answers, ==, 1);
  sqlite3_close (handle);
}

static gint64
check_log (Office *office)
{
  g_autoptr (GError) error = NULL;
  gint64 n_events = 0;

  osr_log_verify (office->log, NULL, &n_events, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < office->done; i++) {
    gboolean there = steps[i].check (office, i, &error);

    g_assert_no_error (error);
    g_assert_true (there);
  }
  return n_events;
}

static void
office_open (Office *office, FaultKind kind)
{
  *office = (Office){ .kind = kind };
  office->folder = g_dir_make_tmp ("osr-faults-XXXXXX", NULL);
  office->path = g_build_filename (office->folder, "log.db", NULL);
  office->clock = osr_clock_new (standing_clock, NULL, NULL);
}

static void
office_clear (Office *office)
{
  close_office (office);
  osr_clock_unref (office->clock);
  remove_folder (office->folder);
  g_free (office->folder);
  g_free (office->path);
}

/* Returns: how many calls the disk had */
static guint
suffer (FaultKind kind, guint n, gint64 *n_events)
{
  g_autoptr (GError) error = NULL;
  Office office;
  guint calls;

  office_open (&office, kind);
  fault_vfs_arm (kind, n, n + 100000 * (guint32) seed);
  run_steps (&office);
  close_office (&office);
  calls = fault_vfs_disarm ();
  open_office (&office, &error);
  g_assert_no_error (error);
  check_log (&office);
  office.kind = FAULT_NONE;
  office.done = 0;
  while (office.done < G_N_ELEMENTS (steps)) {
    run_step (&office, office.done, &error);
    g_assert_no_error (error);
    office.done++;
  }
  *n_events = check_log (&office);
  close_office (&office);
  check_file (office.path);
  office_clear (&office);
  return calls;
}

static void
test_kind (gconstpointer data)
{
  FaultKind kind = (FaultKind) GPOINTER_TO_INT (data);
  gint64 expected = 0;
  guint calls = suffer (FAULT_NONE, 0, &expected);
  guint n_faults = 0;

  g_assert_cmpuint (calls, >, 60);
  g_assert_cmpint (expected, ==, 10);
  for (guint n = first > 0 ? (guint) first : 1 + (guint) g_test_rand_int_range (0, every);
       n <= calls; n += (guint) every) {
    gint64 n_events = 0;

    g_test_message ("call %u of %u", n, calls);
    suffer (kind, n, &n_events);
    g_assert_true (fault_vfs_struck ());
    g_assert_cmpint (n_events, ==, expected);
    n_faults++;
  }
  g_test_message ("%u faults, %u calls", n_faults, calls);
}

int
main (int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "every", 0, 0, G_OPTION_ARG_INT, &every, "Strike at each N-th call", "N" },
    { "first", 0, 0, G_OPTION_ARG_INT, &first, "Begin with this call", "N" },
    { "chance", 0, 0, G_OPTION_ARG_INT, &seed, "Another chance of what arrives", "SEED" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL) || every < 1)
    return 2;
  fault_vfs_install ();
  g_test_add_data_func ("/store/faults/fail", GINT_TO_POINTER (FAULT_FAIL), test_kind);
  g_test_add_data_func ("/store/faults/full", GINT_TO_POINTER (FAULT_FULL), test_kind);
  g_test_add_data_func ("/store/faults/torn", GINT_TO_POINTER (FAULT_TORN), test_kind);
  g_test_add_data_func ("/store/faults/power", GINT_TO_POINTER (FAULT_POWER), test_kind);
  return g_test_run ();
}
