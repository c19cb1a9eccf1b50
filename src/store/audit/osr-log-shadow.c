/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audience is computed by the code that writes it, over an empty log in memory; the numbers are
 * counted from the events that gave them. */
#include "store/audit/osr-log-shadow.h"

#include "store/osr-log-private.h"
#include "store/osr-record-private.h"

/* Tables that follow from the events, as rows of one text each. */
static const struct {
  const char *what;
  const char *rows;
} tables[] = {
  { "who reads a case",
    "SELECT stream || ' ' || scope || ' ' || from_seq || ' ' || ifnull (to_seq, '-') AS line"
    " FROM case_audience ORDER BY stream, scope, from_seq" },
  { "what a person reads",
    "SELECT person || ' ' || scope || ' ' || via || ' ' || from_seq || ' '"
    " || ifnull (to_seq, '-') AS line FROM person_scope ORDER BY person, scope, via, from_seq" },
  { "who stands in for whom",
    "SELECT id || ' ' || absent || ' ' || substitute AS line FROM stand_in ORDER BY id" },
};

static gboolean
differ (GError **error, const char *what, const char *held, const char *wanted)
{
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
               "%s: the log holds \"%s\", by its events it is \"%s\"", what,
               held != NULL ? held : "nothing more", wanted != NULL ? wanted : "nothing more");
  return FALSE;
}

/* The next line of @rows; %NULL at the end. */
static gboolean
next_line (OsrStatement *rows, gboolean *more, const char **line, GError **error)
{
  OsrStep step = *more ? osr_statement_step (rows, error) : OSR_STEP_DONE;

  *more = step == OSR_STEP_ROW;
  *line = *more ? osr_statement_get_text (rows, "line") : NULL;
  return step != OSR_STEP_FAILED;
}

static gboolean
compare_table (OsrLog *self, OsrLog *shadow, guint table, GError **error)
{
  g_autoptr (OsrStatement) held = osr_database_prepare (self->database, tables[table].rows, error);
  g_autoptr (OsrStatement) wanted = NULL;
  gboolean more_held = TRUE, more_wanted = TRUE;

  if (held == NULL)
    return FALSE;
  wanted = osr_database_prepare (shadow->database, tables[table].rows, error);
  if (wanted == NULL)
    return FALSE;
  while (more_held || more_wanted) {
    const char *one, *other;

    if (!next_line (held, &more_held, &one, error) ||
        !next_line (wanted, &more_wanted, &other, error))
      return FALSE;
    if (g_strcmp0 (one, other) != 0)
      return differ (error, tables[table].what, one, other);
  }
  return TRUE;
}

static gboolean
follow (OsrLog *self, OsrLog *shadow, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, OSR_LOG_SQL_RECORDS " ORDER BY e.seq", error);
  OsrStep step;

  if (select == NULL)
    return FALSE;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    g_autoptr (OsrRecord) record = osr_record_new_from_row (select);
    g_autoptr (OsrEvent) event = osr_event_new_from_json (record->meta, NULL, error);

    if (event == NULL || !osr_log_note_audience (shadow, event, error))
      return FALSE;
    if (g_strcmp0 (event->stream, OSR_STREAM_OFFICE) == 0)
      osr_registry_apply (shadow->registry, event);
  }
  return step == OSR_STEP_DONE;
}

gboolean
osr_log_verify_audience (OsrLog *self, GError **error)
{
  g_autoptr (OsrLog) shadow = osr_log_open (OSR_DATABASE_IN_MEMORY, self->clock, error);
  g_autoptr (OsrTransaction) transaction = NULL;

  if (shadow == NULL)
    return FALSE;
  transaction = osr_transaction_begin (shadow->database, error);
  if (transaction == NULL || !follow (self, shadow, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++) {
    if (!compare_table (self, shadow, i, error))
      return FALSE;
  }
  return TRUE;
}

/* --- numbers --- */

typedef struct {
  GHashTable *numbers; /* number → stream */
  GHashTable *streams; /* stream → number */
  GHashTable *years;   /* "2026" → how many */
} Numbers;

static void
numbers_clear (Numbers *self)
{
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->streams, g_hash_table_unref);
  g_clear_pointer (&self->years, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Numbers, numbers_clear)

static gboolean
wrong_number (GError **error, const char *number, const char *what)
{
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT, "No. %s: %s",
               number != NULL ? number : "(none)", what);
  return FALSE;
}

/* Each year counts from one, without holes, in the order in which the cases were taken up. */
static gboolean
add_number (Numbers *self, const char *stream, const char *number, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (number != NULL ? number : "", "-", 2);
  gint64 place;

  if (g_hash_table_contains (self->streams, stream))
    return g_strcmp0 (g_hash_table_lookup (self->streams, stream), number) == 0 ||
           wrong_number (error, number, "the case had another one");
  if (g_strv_length (parts) != 2)
    return wrong_number (error, number, "it is none");
  if (g_hash_table_contains (self->numbers, number))
    return wrong_number (error, number, "two cases have it");
  place = GPOINTER_TO_INT (g_hash_table_lookup (self->years, parts[0])) + 1;
  if (g_ascii_strtoll (parts[1], NULL, 10) != place)
    return wrong_number (error, number, "one before it is missing");
  g_hash_table_insert (self->years, g_strdup (parts[0]), GINT_TO_POINTER ((int) place));
  g_hash_table_insert (self->numbers, g_strdup (number), g_strdup (stream));
  g_hash_table_insert (self->streams, g_strdup (stream), g_strdup (number));
  return TRUE;
}

static gboolean
count_numbers (OsrLog *self, Numbers *numbers, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT stream, meta FROM event WHERE type = 'detected' ORDER BY seq", error);
  OsrStep step;

  if (select == NULL)
    return FALSE;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    g_autoptr (GBytes) meta = osr_statement_dup_bytes (select, "meta");
    g_autoptr (OsrEvent) event = osr_event_new_from_json (meta, NULL, error);

    if (event == NULL || !add_number (numbers, osr_statement_get_text (select, "stream"),
                                      osr_event_get_string (event, "number"), error))
      return FALSE;
  }
  return step == OSR_STEP_DONE;
}

static gboolean
compare_names (OsrLog *self, Numbers *numbers, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT stream, number FROM case_name WHERE number IS NOT NULL", error);
  guint n = 0;
  OsrStep step;

  if (select == NULL)
    return FALSE;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    const char *number = osr_statement_get_text (select, "number");

    n++;
    if (g_strcmp0 (g_hash_table_lookup (numbers->numbers, number),
                   osr_statement_get_text (select, "stream")) != 0)
      return wrong_number (error, number, "by the events it is another case's");
  }
  if (step == OSR_STEP_DONE && n != g_hash_table_size (numbers->numbers))
    return wrong_number (error, NULL, "a case that was taken up is not in the list of numbers");
  return step == OSR_STEP_DONE;
}

static gboolean
compare_years (OsrLog *self, Numbers *numbers, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT CAST (year AS TEXT) AS year, last FROM case_number", error);
  OsrStep step;

  if (select == NULL)
    return FALSE;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    const char *year = osr_statement_get_text (select, "year");

    if (osr_statement_get_int (select, "last") !=
        GPOINTER_TO_INT (g_hash_table_lookup (numbers->years, year)))
      return wrong_number (error, year, "the year counts more or fewer than were given");
  }
  return step == OSR_STEP_DONE;
}

gboolean
osr_log_verify_numbers (OsrLog *self, GError **error)
{
  g_auto (Numbers) numbers = {
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };

  return count_numbers (self, &numbers, error) && compare_names (self, &numbers, error) &&
         compare_years (self, &numbers, error);
}
