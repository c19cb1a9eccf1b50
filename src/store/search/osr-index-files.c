/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cases name which files: who may read a file, and which file nobody may read any more because the
 * words that named it were destroyed. */
#include <string.h>

#include "core/media/osr-media-named.h"
#include "core/osr-json.h"
#include "store/audit/osr-erasure-list.h"
#include "store/osr-cache-private.h"
#include "store/search/osr-index-private.h"

/* So long a file that was handed in waits for the command that names it: as long as an outbox keeps one. */
#define AWAITED (G_GINT64_CONSTANT (30) * 24 * OSR_HOUR)

static gboolean
put_file (OsrIndex *self, const char *id, const char *digest, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database, "INSERT OR IGNORE INTO index_file (digest, id) VALUES (:digest, :id)", error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":digest", digest);
  osr_statement_bind_text (insert, ":id", id);
  return osr_statement_run (insert, error) &&
         osr_cache_run (self->cache, "DELETE FROM index_awaited WHERE digest = :id", digest, error);
}

static gboolean
put_files_of (OsrIndex *self, OsrCase *c, const OsrEvent *event, GError **error)
{
  g_autoptr (GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);

  osr_media_add_named (digests, event->members);
  osr_media_add_named (digests, event->payload);
  for (guint i = 0; i < digests->len; i++) {
    if (!put_file (self, c->id, digests->pdata[i], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_erased (OsrCase *c, gint64 version)
{
  for (guint i = 0; i < c->events->len; i++) {
    OsrEvent *event = g_ptr_array_index (c->events, i);
    JsonArray *versions = osr_event_is (event, "payload-erased")
                              ? osr_json_get_array (event->members, "versions")
                              : NULL;

    for (guint k = 0; versions != NULL && k < json_array_get_length (versions); k++) {
      if (json_array_get_int_element (versions, k) == version)
        return TRUE;
    }
  }
  return FALSE;
}

/* A proof that is told by a picture's digest names that picture, until the words it was told with were
 * destroyed: it shows them, too. */
static gboolean
put_proof (OsrIndex *self, OsrCase *c, const OsrEvent *event, GError **error)
{
  const char *proof = osr_media_get_proof (event->members);

  return proof == NULL || is_erased (c, event->version) || put_file (self, c->id, proof, error);
}

/* Files that the case named until now may be named by nobody after this. Noted in the file: a program
 * that ends before it removed them does so when it runs again. */
static gboolean
note_orphans (OsrIndex *self, const char *id, GError **error)
{
  return osr_cache_run (self->cache,
                        "INSERT OR IGNORE INTO index_orphan (digest)"
                        " SELECT digest FROM index_file WHERE id = :id",
                        id, error) &&
         osr_cache_run (self->cache, "DELETE FROM index_file WHERE id = :id", id, error);
}

/* A file may have come and gone between two looks, or in one that a power cut undid: what the case named
 * then only the list of what was destroyed still says. */
static gboolean
note_destroyed (OsrIndex *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) digests = osr_log_list_erased_files (self->log, id, error);

  for (guint i = 0; digests != NULL && i < digests->len; i++) {
    if (!osr_index_doubt_file (self, digests->pdata[i], error))
      return FALSE;
  }
  return digests != NULL;
}

static gint64
known_version (OsrIndex *self, const char *id)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, "SELECT version FROM index_row WHERE id = :id", NULL);

  if (select == NULL)
    return 0;
  osr_statement_bind_text (select, ":id", id);
  return osr_statement_step (select, NULL) == OSR_STEP_ROW
             ? osr_statement_get_int (select, "version")
             : 0;
}

gboolean
osr_index_heed_erasure (OsrIndex *self, OsrCase *c, GError **error)
{
  gint64 known = known_version (self, c->id);
  gboolean erased = FALSE;

  for (guint i = 0; i < c->events->len; i++) {
    OsrEvent *event = g_ptr_array_index (c->events, i);

    erased = erased || (event->version > known && osr_event_is (event, "payload-erased"));
  }
  return !erased || (note_orphans (self, c->id, error) && note_destroyed (self, c->id, error) &&
                     osr_cache_note_erased (self->cache, error));
}

gboolean
osr_index_put_files (OsrIndex *self, OsrCase *c, GError **error)
{
  for (guint i = 0; i < c->events->len; i++) {
    const OsrEvent *event = g_ptr_array_index (c->events, i);

    if (!put_files_of (self, c, event, error) || !put_proof (self, c, event, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
osr_index_may_read_file (OsrIndex *self, const char *person, const char *digest)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT id FROM index_file WHERE digest = :digest", NULL);

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":digest", digest);
  while (osr_statement_step (select, NULL) == OSR_STEP_ROW) {
    if (osr_log_can_see (self->log, person, osr_statement_get_text (select, "id")))
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_index_expect_file (OsrIndex *self, const char *digest, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database, "INSERT OR REPLACE INTO index_awaited (digest, at) VALUES (:digest, :at)",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":digest", digest);
  osr_statement_bind_int (insert, ":at", osr_clock_now (osr_log_get_clock (self->log)));
  return osr_statement_run (insert, error);
}

gboolean
osr_index_doubt_file (OsrIndex *self, const char *digest, GError **error)
{
  return osr_cache_run (self->cache, "INSERT OR IGNORE INTO index_orphan (digest) VALUES (:id)",
                        digest, error);
}

GPtrArray *
osr_index_list_orphans (OsrIndex *self, GError **error)
{
  g_autoptr (GPtrArray) orphans = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      "SELECT digest FROM index_orphan o"
      " WHERE NOT EXISTS (SELECT 1 FROM index_file f WHERE f.digest = o.digest)"
      " AND NOT EXISTS (SELECT 1 FROM index_awaited a WHERE a.digest = o.digest AND at >= :since)",
      error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_int (select, ":since",
                          osr_clock_now (osr_log_get_clock (self->log)) - AWAITED);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (orphans, osr_statement_dup_text (select, "digest"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&orphans) : NULL;
}

gboolean
osr_index_forget_orphan (OsrIndex *self, const char *digest, GError **error)
{
  return osr_cache_run (self->cache, "DELETE FROM index_orphan WHERE digest = :id", digest, error);
}
