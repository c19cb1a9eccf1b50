/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader is told of what happened since their cursor. The log is walked in its own order;
 * events that the reader may not see are passed over, so the cursor has no holes. A role that was
 * granted or revoked, or a substitution, makes many cases come or go at one number: when they do not fit a page, the
 * upper bits of the cursor say how many of them the reader has. */
#include <string.h>

#include "core/record/osr-stream.h"
#include "store/osr-cursor.h"
#include "store/osr-log-private.h"
#include "store/osr-record-private.h"

#define SEQ_BITS   40
#define SEQ_MASK   ((G_GINT64_CONSTANT (1) << SEQ_BITS) - 1)
#define SCAN_LIMIT 10000
#define PAGE_BYTES (1024 * 1024)

/* On the wire: what stands around a page's entries, and around the two texts of an event. */
#define FRAME_BYTES  512
#define RECORD_BYTES 320

/* A reader who was away longer begins anew. */
#define OLDEST (90 * 24 * OSR_HOUR)

typedef struct {
  OsrLog *log;
  const char *person;
  OsrPage *page;
  GHashTable *visible; /* stream → gint64: from which seq on */
  GHashTable *scopes;  /* nullable until needed: scope → gint64: since when the reader has it */
  guint limit;
  guint n_records;
  gsize n_bytes;
  gint64 skip;  /* cases of the next event that the reader has already */
  gboolean cut; /* the page is full amid the cases of an event */
} Walk;

static gboolean
is_full (Walk *walk)
{
  return walk->n_records >= walk->limit || walk->n_bytes >= PAGE_BYTES;
}

/* How long @text is within quotation marks. */
static gsize
measure_quoted (GBytes *text)
{
  gsize length = 0;
  const guint8 *bytes = text != NULL ? g_bytes_get_data (text, &length) : NULL;
  gsize quoted = length;

  for (gsize i = 0; i < length; i++) {
    if (bytes[i] == '"' || bytes[i] == '\\')
      quoted++;
    else if (bytes[i] < ' ')
      quoted += strlen ("\\u0000") - 1;
  }
  return quoted;
}

/* No less than it has on the wire. */
static gsize
measure (const OsrEntry *entry)
{
  gsize bytes = RECORD_BYTES;

  for (guint i = 0; i < entry->records->len; i++) {
    OsrRecord *record = entry->records->pdata[i];

    bytes += RECORD_BYTES + measure_quoted (record->meta) + measure_quoted (record->payload);
  }
  return bytes;
}

static void
add_entry (Walk *walk, OsrEntryKind kind, const char *stream, gint64 seq, GPtrArray *records)
{
  OsrEntry *entry = osr_entry_new (kind, stream, seq, records);

  walk->n_bytes += measure (entry);
  walk->n_records += MAX (entry->records->len, 1);
  g_ptr_array_add (walk->page->entries, entry);
}

/* Takes entries off the page again, so that it is not longer than it may be; the first one stays, however
 * long. Returns: whether there were any */
static gboolean
put_off (Walk *walk, guint first)
{
  GPtrArray *entries = walk->page->entries;

  if (walk->n_bytes <= PAGE_BYTES || first == 0 || first >= entries->len)
    return FALSE;
  while (entries->len > first) {
    const OsrEntry *last = entries->pdata[entries->len - 1];

    walk->n_bytes -= measure (last);
    walk->n_records -= MAX (last->records->len, 1);
    g_ptr_array_remove_index (entries, entries->len - 1);
  }
  return TRUE;
}

/* Events of @stream with numbers in [@from, @to]. */
static gboolean
add_records (Walk *walk, OsrEntryKind kind, const char *stream, gint64 from, gint64 to,
             GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);
  g_autoptr (OsrStatement) select =
      osr_database_prepare (walk->log->database, OSR_LOG_SQL_RANGE, error);
  OsrStep step;

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":stream", stream);
  osr_statement_bind_int (select, ":from", from);
  osr_statement_bind_int (select, ":to", to);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (records, osr_record_new_from_row (select));
  if (step == OSR_STEP_FAILED)
    return FALSE;
  add_entry (walk, kind, stream, to, g_steal_pointer (&records));
  return TRUE;
}

static OsrRecord *
load_record (Walk *walk, gint64 seq, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (walk->log->database, OSR_LOG_SQL_ONE, error);

  if (select == NULL)
    return NULL;
  osr_statement_bind_int (select, ":seq", seq);
  if (osr_statement_step (select, error) != OSR_STEP_ROW)
    return NULL;
  return osr_record_new_from_row (select);
}

static gboolean
add_record (Walk *walk, OsrEntryKind kind, OsrRecord *record)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);

  g_ptr_array_add (records, osr_record_ref (record));
  add_entry (walk, kind, record->stream, record->seq, records);
  return TRUE;
}

/* The reader's open scopes. Read while the walk holds the state of the log it began with. */
static gboolean
load_scopes (Walk *walk, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (walk->log->database, OSR_LOG_SQL_SCOPES, error);
  OsrStep step;

  if (select == NULL)
    return FALSE;
  walk->scopes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  osr_statement_bind_text (select, ":person", walk->person);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    gint64 from = osr_statement_get_int (select, "from_seq");

    g_hash_table_insert (walk->scopes, osr_statement_dup_text (select, "scope"),
                         g_memdup2 (&from, sizeof from));
  }
  return step == OSR_STEP_DONE;
}

/* What osr_log_visible_from() answers, without asking for the reader's scopes at every stream. */
static gint64
find_visible_from (Walk *walk, const char *stream, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (walk->log->database, OSR_LOG_SQL_AUDIENCE, error);
  gint64 first = G_MAXINT64;
  OsrStep step;

  if (select == NULL || (walk->scopes == NULL && !load_scopes (walk, error)))
    return -1;
  osr_statement_bind_text (select, ":stream", stream);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    const gint64 *since =
        g_hash_table_lookup (walk->scopes, osr_statement_get_text (select, "scope"));

    if (since != NULL)
      first = MIN (first, MAX (*since, osr_statement_get_int (select, "from_seq")));
  }
  return step == OSR_STEP_DONE ? first : -1;
}

static gint64
visible_from (Walk *walk, const char *stream, GError **error)
{
  gint64 *known = g_hash_table_lookup (walk->visible, stream);
  gint64 from;

  if (known != NULL)
    return *known;
  from = find_visible_from (walk, stream, error);
  if (from >= 0)
    g_hash_table_insert (walk->visible, g_strdup (stream), g_memdup2 (&from, sizeof from));
  return from;
}

static gboolean
add_case (Walk *walk, const char *stream, gboolean came, gint64 seq, GError **error)
{
  if (came)
    return add_records (walk, OSR_ENTRY_CASE, stream, 1, seq, error);
  add_entry (walk, OSR_ENTRY_FORGET, stream, seq, NULL);
  return TRUE;
}

/* The cases of one scope that come or go with the event @seq, as many as the page takes, after those
 * that the reader has. @n counts all of the event. */
static gboolean
add_cases (Walk *walk, const char *scope, gboolean came, gint64 seq, gint64 *n, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (walk->log->database, came ? OSR_LOG_SQL_CAME : OSR_LOG_SQL_WENT, error);
  OsrStep step = OSR_STEP_DONE;

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":scope", scope);
  osr_statement_bind_int (select, ":seq", seq);
  osr_statement_bind_text (select, ":person", walk->person);
  while (!walk->cut && (step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    if (*n < walk->skip) {
      (*n)++;
      continue;
    }
    /* A page that is full with nothing of this event could not say where to go on. */
    walk->cut = *n > 0 && is_full (walk);
    if (!walk->cut) {
      if (!add_case (walk, osr_statement_get_text (select, "stream"), came, seq, error))
        return FALSE;
      walk->cut = *n > 0 && put_off (walk, walk->page->entries->len - 1);
      *n += !walk->cut;
    }
  }
  return step != OSR_STEP_FAILED;
}

/* (transfer full): scopes that the event @seq opened or closed for the reader, as it was written with
 * the event: by the regulation of that time, whatever a role means now. */
static GPtrArray *
find_scopes (Walk *walk, const char *sql, gint64 seq, GError **error)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (walk->log->database, sql, error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":person", walk->person);
  osr_statement_bind_int (select, ":seq", seq);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (scopes, osr_statement_dup_text (select, "scope"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&scopes) : NULL;
}

static gboolean
walk_scopes (Walk *walk, gint64 seq, gboolean came, gint64 *n, GError **error)
{
  g_autoptr (GPtrArray) scopes =
      find_scopes (walk, came ? OSR_LOG_SQL_OPENED : OSR_LOG_SQL_CLOSED, seq, error);

  if (scopes == NULL)
    return FALSE;
  for (guint i = 0; i < scopes->len; i++) {
    if (!add_cases (walk, scopes->pdata[i], came, seq, n, error))
      return FALSE;
  }
  return TRUE;
}

/* When some cases are left, `skip` says how many of them the page and those before it hold. */
static gboolean
walk_office (Walk *walk, gint64 seq, GError **error)
{
  g_autoptr (OsrRecord) record = load_record (walk, seq, error);
  gint64 n = 0;

  if (record == NULL)
    return FALSE;
  if (walk->skip == 0)
    add_record (walk, OSR_ENTRY_EVENT, record);
  walk->cut = FALSE;
  if (!walk_scopes (walk, seq, FALSE, &n, error) || !walk_scopes (walk, seq, TRUE, &n, error))
    return FALSE;
  walk->skip = walk->cut ? n : 0;
  return TRUE;
}

/* @row: the event, read already */
static gboolean
walk_case (Walk *walk, gint64 seq, OsrStatement *row, GError **error)
{
  const char *stream = osr_statement_get_text (row, "stream");
  OsrStreamKind kind = osr_stream_get_kind (stream);
  gboolean for_all = kind == OSR_STREAM_OF_ACCOUNT || kind == OSR_STREAM_OF_CHECKPOINTS;
  gint64 from = for_all ? 0 : visible_from (walk, stream, error);

  if (from < 0)
    return FALSE;
  walk->skip = 0;
  if (from > seq)
    return TRUE;
  /* Most cases come into sight with their first event, and that is the row. */
  if (from < seq || osr_statement_get_int (row, "version") == 1) {
    g_autoptr (OsrRecord) record = osr_record_new_from_row (row);

    return add_record (walk, from < seq ? OSR_ENTRY_EVENT : OSR_ENTRY_CASE, record);
  }
  return add_records (walk, OSR_ENTRY_CASE, stream, 1, seq, error);
}

static gboolean
walk_log (Walk *walk, gint64 since, GError **error)
{
  OsrPage *page = walk->page;
  g_autoptr (OsrStatement) select =
      osr_database_prepare (walk->log->database, OSR_LOG_SQL_WALK_RECORDS, error);
  OsrStep step = OSR_STEP_DONE;

  if (select == NULL)
    return FALSE;
  osr_statement_bind_int (select, ":since", since);
  osr_statement_bind_int (select, ":limit", SCAN_LIMIT);
  page->position = since;
  while (!is_full (walk) && (step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    gint64 seq = osr_statement_get_int (select, "seq");
    gboolean office = g_str_equal (osr_statement_get_text (select, "stream"), OSR_STREAM_OFFICE);
    guint before = page->entries->len;

    if (!(office ? walk_office (walk, seq, error) : walk_case (walk, seq, select, error)))
      return FALSE;
    if (put_off (walk, before))
      break;
    if (walk->skip > 0) {
      page->position = (walk->skip << SEQ_BITS) | (seq - 1);
      break;
    }
    page->position = seq;
  }
  return step != OSR_STEP_FAILED;
}

static gboolean
refuse_cursor (GError **error)
{
  g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_EPOCH,
                       "the cursor is not of this log, or too old; begin anew");
  return FALSE;
}

/* Nobody was told of the event after the cursor for too long. A quiet log makes no cursor old; nor
 * does a reader who walks through old events get old ones. */
static gboolean
is_too_old (OsrLog *self, const OsrCursor *cursor)
{
  OsrInstant oldest = osr_clock_now (self->clock) - OLDEST;
  g_autoptr (OsrStatement) select = NULL;

  if (cursor->given >= oldest)
    return FALSE;
  select = osr_database_prepare (self->database, OSR_LOG_SQL_AFTER, NULL);
  if (select == NULL)
    return TRUE;
  osr_statement_bind_int (select, ":since", cursor->position & SEQ_MASK);
  return osr_statement_step (select, NULL) == OSR_STEP_ROW &&
         osr_statement_get_int (select, "at") < oldest;
}

OsrPage *
osr_log_changes_after (OsrLog *self, const char *person, gint64 position, guint limit,
                       GError **error)
{
  gint64 head = osr_log_get_head (self);
  g_autoptr (OsrPage) page = osr_page_new (self->epoch, head);
  g_autoptr (GHashTable) visible = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Walk walk = { .log = self,
                .person = person,
                .page = page,
                .visible = visible,
                .limit = CLAMP (limit, 1, OSR_LOG_PAGE_MOST),
                .n_bytes = FRAME_BYTES,
                .skip = position >> SEQ_BITS };
  gboolean walked;

  if (position < 0 || (position & SEQ_MASK) > head) {
    refuse_cursor (error);
    return NULL;
  }
  walked = walk_log (&walk, position & SEQ_MASK, error);
  g_clear_pointer (&walk.scopes, g_hash_table_unref);
  if (!walked)
    return NULL;
  page->head = MAX (head, page->position & SEQ_MASK);
  page->more = page->position != page->head;
  page->next = osr_log_dup_cursor (self, page->position);
  return g_steal_pointer (&page);
}

char *
osr_log_dup_cursor (OsrLog *self, gint64 position)
{
  OsrCursor cursor = { position, osr_clock_now (self->clock) };

  return osr_cursor_write (&cursor, self->cursor_key, self->epoch);
}

gboolean
osr_log_read_cursor (OsrLog *self, const char *text, gint64 *position, GError **error)
{
  OsrCursor cursor = { 0 };

  *position = 0;
  if (text == NULL || *text == '\0')
    return TRUE;
  if (!osr_cursor_read (text, self->cursor_key, self->epoch, &cursor, error))
    return FALSE;
  if ((cursor.position & SEQ_MASK) > osr_log_get_head (self) || is_too_old (self, &cursor))
    return refuse_cursor (error);
  *position = cursor.position;
  return TRUE;
}

/* Nothing else of a reader is asked for on the way: see the queries of the walk. */
char *
osr_log_dup_sight (OsrLog *self, const char *person, gint64 position, GError **error)
{
  g_autoptr (GString) sight = g_string_new (NULL);
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, OSR_LOG_SQL_SIGHT, error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":person", person);
  osr_statement_bind_int (select, ":since", position & SEQ_MASK);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    g_string_append (sight, osr_statement_get_text (select, "scope"));
    g_string_append_printf (sight, " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                            osr_statement_get_int (select, "from_seq"),
                            osr_statement_get_int (select, "to_seq"));
  }
  return step == OSR_STEP_DONE ? g_strdup (sight->str) : NULL;
}

OsrPage *
osr_log_changes (OsrLog *self, const char *person, const char *since, guint limit, GError **error)
{
  OsrPage *page;
  gint64 position;

  if (!osr_log_read_cursor (self, since, &position, error))
    return NULL;
  page = osr_log_changes_after (self, person, position, limit, error);
  /* who stands still keeps their cursor, and the moment it was given */
  if (page != NULL && since != NULL && *since != '\0' && page->position == position) {
    g_free (page->next);
    page->next = g_strdup (since);
  }
  return page;
}
