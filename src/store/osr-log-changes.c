/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader is told of what happened since their cursor. The log is walked in its own order;
 * events that the reader may not see are passed over, so the cursor has no holes. A role that was
 * granted or revoked, or a substitution, makes many cases come or go at one number: when they do not fit a page, the
 * upper bits of the cursor say how many of them the reader has. */
#include <string.h>

#include "core/record/osr-stream.h"
#include "store/osr-cursor.h"
#include "store/osr-log-private.h"
#include "store/snapshot/osr-record-text.h"

#define SEQ_BITS   40
#define SEQ_MASK   ((G_GINT64_CONSTANT (1) << SEQ_BITS) - 1)
#define SCAN_LIMIT 10000
#define PAGE_BYTES (1024 * 1024)

/* On the wire: what stands around a page's entries, and around the two texts of an event. */
#define FRAME_BYTES  512
#define RECORD_BYTES 320

/* A reader who was away longer begins anew. */
#define OLDEST (90 * 24 * OSR_HOUR)

/* How much a page holds. */
typedef struct {
  guint n_entries;
  guint n_records;
  gsize n_bytes; /* no fewer than it has on the wire */
  gsize length;  /* of the text */
} Amount;

typedef struct {
  OsrLog *log;
  const char *person;
  GString *text;       /* the entries, as they travel */
  gint64 position;     /* up to where they go */
  GHashTable *visible; /* stream → gint64: from which seq on */
  GHashTable *scopes;  /* nullable until needed: scope → gint64: since when the reader has it */
  gint64 sees_all; /* since when the reader has a scope that is of every case, from its beginning */
  guint limit;
  Amount amount;
  OsrEntryKind kind; /* of the entry that is being added */
  guint rows;        /* in it, so far */
  gint64 skip;       /* cases of the next event that the reader has already */
  gboolean cut;      /* the page is full amid the cases of an event */
} Walk;

static gboolean
is_full (Walk *walk)
{
  return walk->amount.n_records >= walk->limit || walk->amount.n_bytes >= PAGE_BYTES;
}

/* How long a text is within quotation marks. */
static gsize
measure_quoted (OsrStatement *row, const char *column)
{
  gsize length;
  const guint8 *bytes = (const guint8 *) osr_statement_get_bytes (row, column, &length);
  gsize marks = 0, controls = 0;

  for (gsize i = 0; i < length; i++) {
    marks += (bytes[i] == '"') | (bytes[i] == '\\');
    controls += bytes[i] < ' ';
  }
  return length + marks + controls * (strlen ("\\u0000") - 1);
}

static void
begin_entry (Walk *walk, OsrEntryKind kind, const char *stream, gint64 seq)
{
  walk->kind = kind;
  walk->rows = 0;
  walk->amount.n_bytes += RECORD_BYTES;
  if (walk->amount.n_entries > 0)
    g_string_append_c (walk->text, ',');
  osr_entry_text_begin (walk->text, kind, stream, seq);
}

static void
add_row (Walk *walk, OsrStatement *row)
{
  walk->amount.n_bytes +=
      RECORD_BYTES + measure_quoted (row, "meta") + measure_quoted (row, "payload");
  walk->rows++;
  osr_entry_text_add_row (walk->text, walk->kind, row);
}

static void
end_entry (Walk *walk)
{
  osr_entry_text_end (walk->text, walk->kind);
  walk->amount.length = walk->text->len;
  walk->amount.n_entries++;
  walk->amount.n_records += MAX (walk->rows, 1);
}

/* Takes off the page again what came after @before, so that it is not longer than it may be; the first
 * entry stays, however long. Returns: whether there was any */
static gboolean
put_off (Walk *walk, const Amount *before)
{
  if (walk->amount.n_bytes <= PAGE_BYTES || before->n_entries == 0 ||
      before->n_entries == walk->amount.n_entries)
    return FALSE;
  walk->amount = *before;
  g_string_truncate (walk->text, before->length);
  return TRUE;
}

/* Events of @stream up to @to. */
static gboolean
add_whole (Walk *walk, const char *stream, gint64 to, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (walk->log->database, OSR_LOG_SQL_RANGE, error);
  OsrStep step;

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":stream", stream);
  osr_statement_bind_int (select, ":from", 1);
  osr_statement_bind_int (select, ":to", to);
  begin_entry (walk, OSR_ENTRY_CASE, stream, to);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    add_row (walk, select);
  end_entry (walk);
  return step != OSR_STEP_FAILED;
}

static void
add_one (Walk *walk, OsrEntryKind kind, gint64 seq, OsrStatement *row)
{
  begin_entry (walk, kind, osr_statement_get_text (row, "stream"), seq);
  add_row (walk, row);
  end_entry (walk);
}

/* A scope that osr_log_note_audience() gives every case with its first event. */
static gboolean
is_of_every_case (const char *scope)
{
  return g_str_equal (scope, OSR_SCOPE_CURATORS) || g_str_equal (scope, OSR_SCOPE_ALL);
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
    if (is_of_every_case (osr_statement_get_text (select, "scope")))
      walk->sees_all = MIN (walk->sees_all, from);
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

  if (select == NULL)
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

/* From which number on the reader sees the stream of @row, an event that has the number @seq; exact only
 * as far as it is before, at or after it. */
static gint64
visible_at (Walk *walk, gint64 seq, OsrStatement *row, GError **error)
{
  const char *stream = osr_statement_get_text (row, "stream");
  OsrStreamKind kind = osr_stream_get_kind (stream);

  if (kind == OSR_STREAM_OF_ACCOUNT || kind == OSR_STREAM_OF_CHECKPOINTS)
    return 0;
  if (walk->scopes == NULL && !load_scopes (walk, error))
    return -1;
  /* no way to a case is older than its first event, and this one goes that far */
  if (walk->sees_all < seq)
    return osr_statement_get_int (row, "version") == 1 ? seq : seq - 1;
  return visible_from (walk, stream, error);
}

static gboolean
add_case (Walk *walk, const char *stream, gboolean came, gint64 seq, GError **error)
{
  if (came)
    return add_whole (walk, stream, seq, error);
  begin_entry (walk, OSR_ENTRY_FORGET, stream, seq);
  end_entry (walk);
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
      Amount before = walk->amount;

      if (!add_case (walk, osr_statement_get_text (select, "stream"), came, seq, error))
        return FALSE;
      walk->cut = *n > 0 && put_off (walk, &before);
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

/* When some cases are left, `skip` says how many of them the page and those before it hold. @row: the
 * event, read already */
static gboolean
walk_office (Walk *walk, gint64 seq, OsrStatement *row, GError **error)
{
  gint64 n = 0;

  if (walk->skip == 0)
    add_one (walk, OSR_ENTRY_EVENT, seq, row);
  walk->cut = FALSE;
  if (!walk_scopes (walk, seq, FALSE, &n, error) || !walk_scopes (walk, seq, TRUE, &n, error))
    return FALSE;
  walk->skip = walk->cut ? n : 0;
  return TRUE;
}

static gboolean
walk_case (Walk *walk, gint64 seq, OsrStatement *row, GError **error)
{
  gint64 from = visible_at (walk, seq, row, error);

  if (from < 0)
    return FALSE;
  walk->skip = 0;
  if (from > seq)
    return TRUE;
  /* Most cases come into sight with their first event, and that is the row. */
  if (from == seq && osr_statement_get_int (row, "version") > 1)
    return add_whole (walk, osr_statement_get_text (row, "stream"), seq, error);
  add_one (walk, from < seq ? OSR_ENTRY_EVENT : OSR_ENTRY_CASE, seq, row);
  return TRUE;
}

static gboolean
walk_log (Walk *walk, gint64 since, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (walk->log->database, OSR_LOG_SQL_WALK_RECORDS, error);
  OsrStep step = OSR_STEP_DONE;

  if (select == NULL)
    return FALSE;
  osr_statement_bind_int (select, ":since", since);
  osr_statement_bind_int (select, ":limit", SCAN_LIMIT);
  walk->position = since;
  while (!is_full (walk) && (step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    gint64 seq = osr_statement_get_int (select, "seq");
    gboolean office = g_str_equal (osr_statement_get_text (select, "stream"), OSR_STREAM_OFFICE);
    Amount before = walk->amount;

    if (!(office ? walk_office : walk_case) (walk, seq, select, error))
      return FALSE;
    if (put_off (walk, &before))
      break;
    if (walk->skip > 0) {
      walk->position = (walk->skip << SEQ_BITS) | (seq - 1);
      break;
    }
    walk->position = seq;
  }
  return step != OSR_STEP_FAILED;
}

/* Who reads, from where on, and how many records at most. */
typedef struct {
  const char *person;
  gint64 position;
  guint limit;
} Place;

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

/* Reads what the page of @walk is to hold. */
static gboolean
fill_page (Walk *walk, const Place *place, gint64 head, GError **error)
{
  gint64 since = place->position & SEQ_MASK;
  gboolean walked;

  if (place->position < 0 || since > head)
    return refuse_cursor (error);
  walk->visible = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  walked = walk_log (walk, since, error);
  g_clear_pointer (&walk->visible, g_hash_table_unref);
  g_clear_pointer (&walk->scopes, g_hash_table_unref);
  return walked;
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

/* (transfer full): who stands still keeps their cursor, and the moment it was given */
static char *
dup_next (Walk *walk, const Place *place, const char *since)
{
  gboolean stands = since != NULL && *since != '\0' && walk->position == place->position;

  return stands ? g_strdup (since) : osr_log_dup_cursor (walk->log, walk->position);
}

/* @since: (nullable): the cursor that seals @place */
static OsrPageText *
write_page (OsrLog *self, const Place *place, const char *since, GError **error)
{
  gint64 head = osr_log_get_head (self);
  g_autoptr (GString) entries = g_string_sized_new (1024);
  Walk walk = { .log = self,
                .person = place->person,
                .text = entries,
                .sees_all = G_MAXINT64,
                .limit = CLAMP (place->limit, 1, OSR_LOG_PAGE_MOST),
                .amount.n_bytes = FRAME_BYTES,
                .skip = place->position >> SEQ_BITS };
  OsrPage page = { .epoch = self->epoch };
  OsrPageText *text;

  if (!fill_page (&walk, place, head, error))
    return NULL;
  text = g_new0 (OsrPageText, 1);
  text->position = walk.position;
  text->next = dup_next (&walk, place, since);
  page.head = MAX (head, walk.position & SEQ_MASK);
  page.next = text->next;
  page.more = walk.position != page.head;
  text->news = walk.amount.n_entries > 0 || page.more;
  text->bytes =
      osr_page_text_around (&page, g_steal_pointer (&entries), osr_clock_now (self->clock));
  return text;
}

OsrPageText *
osr_log_write_changes (OsrLog *self, const char *person, const char *since, guint limit,
                       GError **error)
{
  Place place = { .person = person, .limit = limit };

  if (!osr_log_read_cursor (self, since, &place.position, error))
    return NULL;
  return write_page (self, &place, since, error);
}

OsrPageText *
osr_log_write_changes_after (OsrLog *self, const char *person, gint64 position, guint limit,
                             GError **error)
{
  Place place = { person, position, limit };

  return write_page (self, &place, NULL, error);
}

void
osr_page_text_free (OsrPageText *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->bytes);
  g_free (self->next);
  g_free (self);
}
