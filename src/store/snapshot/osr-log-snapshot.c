/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines are put together as text: what is stored is JSON already and only wants quoting, and a
 * first sync waits for this. */
#include "store/snapshot/osr-log-snapshot.h"

#include <string.h>

#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "store/osr-log-private.h"
#include "store/osr-record-private.h"
#include "store/snapshot/osr-record-text.h"

#define GZIP_LEVEL 1
#define LINE_BYTES (256 * 1024)
#define BODY       "body:"
#define KEPT       (OSR_SNAPSHOT_DAYS * 24 * OSR_HOUR)

typedef struct {
  OsrLog *log;
  const OsrSnapshotOrder *order;
  GOutputStream *out;
  GString *text;
  GPtrArray *streams; /* in the order in which they are written */
  gint64 head;
  gint64 n_events;
  guint n_cases;
} Writer;

/* Whether @person reads by @scope now. */
static gboolean
reads_by (OsrLog *self, const char *person, const char *scope)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      "SELECT 1 FROM person_scope WHERE person = :person AND scope = :scope AND to_seq IS NULL",
      NULL);

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":person", person);
  osr_statement_bind_text (select, ":scope", scope);
  return osr_statement_step (select, NULL) == OSR_STEP_ROW;
}

char *
osr_log_snapshot_dup_scope (OsrLog *self, const char *person, const char *name)
{
  g_autofree char *scope = NULL;

  if (g_str_equal (name, "office"))
    return g_strdup ("");
  if (g_str_equal (name, "region"))
    return reads_by (self, person, OSR_SCOPE_ALL)        ? g_strdup (OSR_SCOPE_ALL)
           : reads_by (self, person, OSR_SCOPE_CURATORS) ? g_strdup (OSR_SCOPE_CURATORS)
                                                         : NULL;
  if (!g_str_has_prefix (name, BODY))
    return NULL;
  scope = g_strconcat ("body/", name + strlen (BODY), NULL);
  return reads_by (self, person, scope) ? g_steal_pointer (&scope) : NULL;
}

static gboolean
flush (Writer *self, gsize most, GError **error)
{
  if (self->text->len <= most)
    return TRUE;
  if (!g_output_stream_write_all (self->out, self->text->str, self->text->len, NULL, NULL, error))
    return FALSE;
  g_string_truncate (self->text, 0);
  return TRUE;
}

static gboolean
write_stream (Writer *self, const char *stream, GError **error)
{
  g_autoptr (GPtrArray) records = osr_log_load_records (self->log, stream, 0, error);
  const OsrRecord *last;

  if (records == NULL)
    return FALSE;
  if (records->len == 0)
    return TRUE;
  last = g_ptr_array_index (records, records->len - 1);
  g_string_append (self->text, "{\"kind\":\"case\",\"case\":");
  osr_record_text_quote (self->text, stream, strlen (stream));
  g_string_append_printf (self->text, ",\"seq\":%" G_GINT64_FORMAT ",\"events\":[", last->seq);
  for (guint i = 0; i < records->len; i++) {
    if (i > 0)
      g_string_append_c (self->text, ',');
    osr_record_text_append (self->text, g_ptr_array_index (records, i));
  }
  g_string_append (self->text, "]}\n");
  return flush (self, LINE_BYTES, error);
}

/* What everybody of the office holds: its own stream first, which says how the others are read. */
static gboolean
add_common (Writer *self, GError **error)
{
  g_autoptr (GPtrArray) beside = osr_log_list_beside (self->log, error);

  if (beside == NULL)
    return FALSE;
  g_ptr_array_add (self->streams, g_strdup (OSR_STREAM_OFFICE));
  for (guint i = 0; i < beside->len; i++) {
    const char *stream = g_ptr_array_index (beside, i);

    if (osr_log_can_see (self->log, self->order->person, stream))
      g_ptr_array_add (self->streams, g_strdup (stream));
  }
  return TRUE;
}

/* The last event that can say anything of the work: destroying words does not. */
#define SQL_LAST                                                                                   \
  " (SELECT type FROM event e WHERE e.stream = a.stream AND type <> 'payload-erased'"              \
  "  ORDER BY version DESC LIMIT 1) AS type,"                                                      \
  " (SELECT at FROM event e WHERE e.stream = a.stream AND type <> 'payload-erased'"                \
  "  ORDER BY version DESC LIMIT 1) AS at"

#define SQL_ENDED                                                                                  \
  "SELECT at FROM event WHERE stream = :stream AND type IN ('closed', 'dismissed')"                \
  " ORDER BY version DESC LIMIT 1"

/* When work on @stream ended; UNKNOWN for an open one. What follows an end, a note say, may leave it one
 * or not: then the fold decides, of the few cases where anything does. */
static OsrInstant
ended_at (Writer *self, const char *stream, OsrStatement *last)
{
  const char *type = osr_statement_get_text (last, "type");
  g_autoptr (OsrStatement) select = NULL;
  g_autoptr (OsrCase) c = NULL;
  OsrInstant at;

  if (g_strcmp0 (type, "closed") == 0 || g_strcmp0 (type, "dismissed") == 0)
    return osr_statement_get_int (last, "at");
  select = osr_database_prepare (self->log->database, SQL_ENDED, NULL);
  if (select == NULL)
    return OSR_INSTANT_UNKNOWN;
  osr_statement_bind_text (select, ":stream", stream);
  if (osr_statement_step (select, NULL) != OSR_STEP_ROW)
    return OSR_INSTANT_UNKNOWN;
  at = osr_statement_get_int (select, "at");
  c = osr_log_load_case (self->log, stream, NULL);
  return c != NULL && osr_case_is_over (c) ? at : OSR_INSTANT_UNKNOWN;
}

/* Open cases before those that ended; of these not the old ones. */
static gboolean
list_cases (Writer *self, GPtrArray *open, GPtrArray *ended, GError **error)
{
  gboolean whole = *self->order->scope == '\0';
  OsrInstant oldest = osr_clock_now (self->log->clock) - KEPT;
  OsrStep step;
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->log->database,
      whole ? "SELECT a.stream AS stream," SQL_LAST " FROM (SELECT DISTINCT b.stream AS stream"
              " FROM person_scope p JOIN case_audience b ON b.scope = p.scope"
              " WHERE p.person = :who AND p.to_seq IS NULL AND b.to_seq IS NULL) a"
            : "SELECT a.stream AS stream," SQL_LAST
              " FROM case_audience a WHERE a.scope = :who AND a.to_seq IS NULL ORDER BY a.stream",
      error);

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":who", whole ? self->order->person : self->order->scope);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    const char *stream = osr_statement_get_text (select, "stream");
    OsrInstant end;

    if (osr_stream_get_kind (stream) != OSR_STREAM_OF_CASE)
      continue;
    end = ended_at (self, stream, select);
    if (end == OSR_INSTANT_UNKNOWN || end >= oldest)
      g_ptr_array_add (end != OSR_INSTANT_UNKNOWN ? ended : open, g_strdup (stream));
  }
  return step == OSR_STEP_DONE;
}

static void
move_all (GPtrArray *from, GHashTable *skip, GPtrArray *to)
{
  for (guint i = 0; i < from->len; i++) {
    const char *stream = g_ptr_array_index (from, i);

    if (!g_hash_table_contains (skip, stream))
      g_ptr_array_add (to, g_strdup (stream));
  }
}

/* Of the open cases those first that are wanted first. */
static gboolean
add_cases (Writer *self, GError **error)
{
  GPtrArray *first = self->order->first;
  guint before = self->streams->len;
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) ended = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);

  if (!list_cases (self, open, ended, error))
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    g_hash_table_add (there, g_ptr_array_index (open, i));
  for (guint i = 0; first != NULL && i < first->len; i++) {
    char *id = g_ptr_array_index (first, i);

    if (g_hash_table_contains (there, id) && g_hash_table_add (seen, id))
      g_ptr_array_add (self->streams, g_strdup (id));
  }
  move_all (open, seen, self->streams);
  move_all (ended, seen, self->streams);
  self->n_cases = self->streams->len - before;
  return TRUE;
}

static gboolean
count_events (Writer *self, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->log->database, "SELECT max (version) AS n FROM event WHERE stream = :stream", error);

  if (select == NULL)
    return FALSE;
  for (guint i = 0; i < self->streams->len; i++) {
    osr_statement_bind_text (select, ":stream", g_ptr_array_index (self->streams, i));
    if (osr_statement_step (select, error) != OSR_STEP_ROW)
      return FALSE;
    self->n_events += osr_statement_get_int (select, "n");
    osr_statement_reset (select);
  }
  return TRUE;
}

static void
append_header (Writer *self)
{
  g_autofree char *next = osr_log_dup_cursor (self->log, self->head);

  g_string_append (self->text, "{\"epoch\":");
  osr_record_text_quote (self->text, self->log->epoch, strlen (self->log->epoch));
  g_string_append_printf (self->text, ",\"next\":\"%s\",\"scope\":", next);
  osr_record_text_quote (self->text, self->order->name, strlen (self->order->name));
  g_string_append_printf (self->text, ",\"cases\":%u,\"events\":%" G_GINT64_FORMAT "}\n",
                          self->n_cases, self->n_events);
}

static gboolean
write_all (Writer *self, GError **error)
{
  self->head = osr_log_get_head (self->log);
  if (!add_common (self, error) || !add_cases (self, error) || !count_events (self, error))
    return FALSE;
  append_header (self);
  for (guint i = 0; i < self->streams->len; i++) {
    if (!write_stream (self, g_ptr_array_index (self->streams, i), error))
      return FALSE;
  }
  g_string_append (self->text, "{\"end\":true}\n");
  return flush (self, 0, error);
}

gboolean
osr_log_write_snapshot (OsrLog *self, const OsrSnapshotOrder *order, GOutputStream *out,
                        gint64 *seq, GError **error)
{
  g_autoptr (GZlibCompressor) gzip =
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, GZIP_LEVEL);
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (out, G_CONVERTER (gzip));
  g_autoptr (GString) text = g_string_sized_new (2 * LINE_BYTES);
  g_autoptr (GPtrArray) streams = g_ptr_array_new_with_free_func (g_free);
  Writer writer = { .log = self, .order = order, .out = packed, .text = text, .streams = streams };
  gboolean ok;

  g_return_val_if_fail (!osr_database_in_transaction (self->database), FALSE);

  /* a reader's transaction: all of it is of one moment, and it holds up nobody */
  if (!osr_database_exec (self->database, "BEGIN", error))
    return FALSE;
  ok = write_all (&writer, error);
  osr_database_exec (self->database, "ROLLBACK", NULL);
  *seq = writer.head;
  return ok && g_output_stream_close (packed, NULL, error);
}

gboolean
osr_log_snapshot_is_current (OsrLog *self, const char *person, gint64 seq)
{
  g_autoptr (OsrStatement) moved = osr_database_prepare (
      self->database,
      "SELECT 1 FROM person_scope WHERE person = :person AND (from_seq > :seq OR to_seq > :seq)",
      NULL);
  g_autoptr (OsrStatement) erased = osr_database_prepare (
      self->database, "SELECT 1 FROM event WHERE seq > :seq AND type = 'payload-erased'", NULL);

  if (moved == NULL || erased == NULL)
    return FALSE;
  osr_statement_bind_text (moved, ":person", person);
  osr_statement_bind_int (moved, ":seq", seq);
  osr_statement_bind_int (erased, ":seq", seq);
  return osr_statement_step (moved, NULL) == OSR_STEP_DONE &&
         osr_statement_step (erased, NULL) == OSR_STEP_DONE;
}
