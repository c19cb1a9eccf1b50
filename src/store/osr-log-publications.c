/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of publications under way. Each taking of one gives a higher lease number; writing demands
 * the number it was taken with, so whoever was asleep too long is told so and changes nothing. */
#include "store/osr-log-publications.h"

#include <string.h>
#include <time.h>

#include "core/time/osr-instant.h"
#include "store/osr-log-private.h"
#include "store/reply/osr-publication-private.h"

#define BOOT_ID "/proc/sys/kernel/random/boot_id"

void
osr_publication_free (OsrPublication *publication)
{
  if (publication == NULL)
    return;
  g_free (publication->case_id);
  g_free (publication->guid);
  g_free (publication->account);
  g_free (publication->digest);
  g_free (publication);
}

gint64
osr_publication_boot_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * OSR_SECOND + now.tv_nsec / 1000;
}

const char *
osr_publication_boot_id (void)
{
  static gsize once;
  static char *id;

  if (g_once_init_enter (&once)) {
    if (!g_file_get_contents (BOOT_ID, &id, NULL, NULL))
      id = g_strdup ("unknown");
    g_strstrip (id);
    g_once_init_leave (&once, 1);
  }
  return id;
}

static OsrInstant
instant_or_unknown (OsrStatement *row, const char *column)
{
  return osr_statement_is_null (row, column) ? OSR_INSTANT_UNKNOWN
                                             : osr_statement_get_int (row, column);
}

OsrPublication *
osr_publication_from_row (OsrStatement *row)
{
  OsrPublication *one = g_new0 (OsrPublication, 1);

  one->case_id = osr_statement_dup_text (row, "stream");
  one->intent = osr_statement_get_int (row, "intent");
  one->guid = osr_statement_dup_text (row, "guid");
  one->account = osr_statement_dup_text (row, "account");
  one->draft = osr_statement_get_int (row, "draft");
  one->digest = osr_statement_dup_text (row, "digest");
  one->state = (OsrPublicationState) osr_statement_get_int (row, "state");
  one->attempt = (int) osr_statement_get_int (row, "attempt");
  one->first_sent_at = instant_or_unknown (row, "first_sent_at");
  one->absent_reads = (int) osr_statement_get_int (row, "absent_reads");
  one->last_read_at = instant_or_unknown (row, "last_read_at");
  one->next_at = osr_statement_get_int (row, "next_at");
  one->lease = osr_statement_get_int (row, "lease");
  one->lease_until = osr_statement_get_int (row, "lease_until");
  one->manner = (OsrPublicationManner) osr_statement_get_int (row, "manner");
  return one;
}

gboolean
osr_log_queue_publication (OsrLog *self, const OsrPublication *publication, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO publication (stream, intent, guid, account, draft, digest, state, next_at)"
      " VALUES (:stream, :intent, :guid, :account, :draft, :digest, :state, :now)",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":stream", publication->case_id);
  osr_statement_bind_int (insert, ":intent", publication->intent);
  osr_statement_bind_text (insert, ":guid", publication->guid);
  osr_statement_bind_text (insert, ":account", publication->account);
  osr_statement_bind_int (insert, ":draft", publication->draft);
  osr_statement_bind_text (insert, ":digest", publication->digest);
  osr_statement_bind_int (insert, ":state", publication->state);
  osr_statement_bind_int (insert, ":now", osr_clock_now (self->clock));
  return osr_statement_run (insert, error);
}

static gboolean
is_held (OsrLog *self, const char *account)
{
  const OsrAccount *found = osr_registry_find_account (self->registry, account);

  return found != NULL && found->holder != NULL;
}

OsrPublication *
osr_log_take_publication (OsrLog *self, gint64 lease, GError **error)
{
  gint64 boot_now = osr_publication_boot_time ();
  g_autoptr (OsrPublication) taken = NULL;
  g_autofree char *held = osr_log_dup_held_accounts (self);
  g_autoptr (OsrStatement) update = osr_database_prepare (
      self->database,
      "UPDATE publication SET lease = lease + 1, lease_until = :until, lease_boot = :boot,"
      " lease_person = NULL, lease_taking = NULL"
      " WHERE id = (SELECT id FROM publication WHERE state < 3 AND next_at <= :now"
      "  AND (lease_until <= :boot_now OR lease_boot <> :boot)"
      "  AND (state = 1 OR account NOT IN (SELECT value FROM json_each (:held)))"
      "  ORDER BY next_at, id LIMIT 1)"
      " RETURNING " OSR_PUBLICATION_COLUMNS,
      error);
  OsrStep step;

  if (update == NULL)
    return NULL;
  osr_statement_bind_text (update, ":held", held);
  osr_statement_bind_int (update, ":until", boot_now + lease);
  osr_statement_bind_text (update, ":boot", osr_publication_boot_id ());
  osr_statement_bind_int (update, ":now", osr_clock_now (self->clock));
  osr_statement_bind_int (update, ":boot_now", boot_now);
  step = osr_statement_step (update, error);
  if (step != OSR_STEP_ROW)
    return NULL;
  taken = osr_publication_from_row (update);
  taken->held = is_held (self, taken->account);
  /* The row counts once the statement has run to its end. */
  return osr_statement_run (update, error) ? g_steal_pointer (&taken) : NULL;
}

static void
bind_instant (OsrStatement *statement, const char *name, OsrInstant instant)
{
  if (instant == OSR_INSTANT_UNKNOWN)
    osr_statement_bind_text (statement, name, NULL);
  else
    osr_statement_bind_int (statement, name, instant);
}

/* A row that did not change belongs to somebody else by now. */
static gboolean
check_held (OsrLog *self, GError **error)
{
  if (osr_database_get_changes (self->database) == 1)
    return TRUE;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_LEASE,
               "the publication was taken over by somebody else");
  return FALSE;
}

gboolean
osr_log_update_publication (OsrLog *self, const OsrPublication *publication, gboolean release,
                            GError **error)
{
  g_autoptr (OsrStatement) update = osr_database_prepare (
      self->database,
      "UPDATE publication SET state = :state, attempt = :attempt, first_sent_at = :first,"
      " absent_reads = :absent, last_read_at = :read, next_at = :next, manner = :manner,"
      " lease_until = iif (:release, 0, lease_until)"
      " WHERE stream = :stream AND intent = :intent AND lease = :lease",
      error);

  if (update == NULL)
    return FALSE;
  osr_statement_bind_int (update, ":state", publication->state);
  osr_statement_bind_int (update, ":attempt", publication->attempt);
  bind_instant (update, ":first", publication->first_sent_at);
  osr_statement_bind_int (update, ":absent", publication->absent_reads);
  bind_instant (update, ":read", publication->last_read_at);
  osr_statement_bind_int (update, ":next", publication->next_at);
  osr_statement_bind_int (update, ":manner", publication->manner);
  osr_statement_bind_int (update, ":release", release);
  osr_statement_bind_text (update, ":stream", publication->case_id);
  osr_statement_bind_int (update, ":intent", publication->intent);
  osr_statement_bind_int (update, ":lease", publication->lease);
  return osr_statement_run (update, error) && check_held (self, error);
}

gboolean
osr_log_renew_publication (OsrLog *self, OsrPublication *publication, gint64 lease, GError **error)
{
  gint64 until = osr_publication_boot_time () + lease;
  g_autoptr (OsrStatement) update =
      osr_database_prepare (self->database,
                            "UPDATE publication SET lease_until = :until, lease_boot = :boot"
                            " WHERE stream = :stream AND intent = :intent AND lease = :lease",
                            error);

  if (update == NULL)
    return FALSE;
  osr_statement_bind_int (update, ":until", until);
  osr_statement_bind_text (update, ":boot", osr_publication_boot_id ());
  osr_statement_bind_text (update, ":stream", publication->case_id);
  osr_statement_bind_int (update, ":intent", publication->intent);
  osr_statement_bind_int (update, ":lease", publication->lease);
  if (!osr_statement_run (update, error) || !check_held (self, error))
    return FALSE;
  publication->lease_until = until;
  return TRUE;
}

/* 1 is "sending": whether its request is out is not known, nor whether it will be. */
gboolean
osr_log_move_publication (OsrLog *self, const char *case_id, gint64 intent,
                          OsrPublicationState state, GError **error)
{
  g_autoptr (OsrStatement) update = osr_database_prepare (
      self->database,
      "UPDATE publication SET state = :state, absent_reads = 0, last_read_at = NULL,"
      " next_at = :now, lease = lease + 1, lease_until = 0"
      " WHERE stream = :stream AND intent = :intent AND state IN (0, 2)",
      error);

  if (update == NULL)
    return FALSE;
  osr_statement_bind_int (update, ":state", state);
  osr_statement_bind_int (update, ":now", osr_clock_now (self->clock));
  osr_statement_bind_text (update, ":stream", case_id);
  osr_statement_bind_int (update, ":intent", intent);
  return osr_statement_run (update, error) && check_held (self, error);
}

gboolean
osr_log_break_leases (OsrLog *self, GError **error)
{
  return osr_database_exec (self->database,
                            "UPDATE publication SET lease = lease + 1, lease_until = 0"
                            " WHERE state < 3 AND lease_person IS NULL",
                            error);
}

OsrPublication *
osr_log_find_publication (OsrLog *self, const char *case_id, gint64 intent, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database,
                            "SELECT " OSR_PUBLICATION_COLUMNS
                            " FROM publication WHERE stream = :stream AND intent = :intent",
                            error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":stream", case_id);
  osr_statement_bind_int (select, ":intent", intent);
  step = osr_statement_step (select, error);
  if (step == OSR_STEP_DONE)
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND,
                 "there is no publication of that intent");
  return step == OSR_STEP_ROW ? osr_publication_from_row (select) : NULL;
}

GPtrArray *
osr_log_list_publications (OsrLog *self, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_publication_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      "SELECT " OSR_PUBLICATION_COLUMNS " FROM publication WHERE state < 3 ORDER BY id", error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (list, osr_publication_from_row (select));
  return step == OSR_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
osr_log_list_published (OsrLog *self, const char *account, OsrInstant since, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database,
                            "SELECT DISTINCT stream FROM publication WHERE account = :account"
                            " AND state = 3 AND first_sent_at >= :since",
                            error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":account", account);
  osr_statement_bind_int (select, ":since", since);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (list, osr_statement_dup_text (select, "stream"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

/* Those of held accounts are for others, but for one that was lent and did not come back. */
OsrInstant
osr_log_next_publication (OsrLog *self)
{
  g_autofree char *held = osr_log_dup_held_accounts (self);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      "SELECT next_at FROM publication WHERE state < 3"
      " AND (state = 1 OR account NOT IN (SELECT value FROM json_each (:held)))"
      " ORDER BY next_at, id LIMIT 1",
      NULL);

  if (select == NULL)
    return OSR_INSTANT_UNKNOWN;
  osr_statement_bind_text (select, ":held", held);
  return osr_statement_step (select, NULL) == OSR_STEP_ROW
             ? osr_statement_get_int (select, "next_at")
             : OSR_INSTANT_UNKNOWN;
}
