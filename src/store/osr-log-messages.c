/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a case is known by: the message it was made of, by a digest under the office's own key, and
 * its number, counted anew each year of the office's zone. */
#include <string.h>

#include "core/osr-permalink.h"
#include "store/osr-log-private.h"
#include "store/osr-random.h"

#define KEY_BYTES 32

GBytes *
osr_log_dup_key (OsrLog *self, const char *name, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database, "INSERT OR IGNORE INTO secret (name, value) VALUES (:name, :value)", error);
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, "SELECT value FROM secret WHERE name = :name", error);
  g_autoptr (GBytes) fresh = NULL;
  OsrStep step;

  if (insert == NULL || select == NULL)
    return NULL;
  osr_statement_bind_text (insert, ":name", name);
  osr_statement_bind_text (select, ":name", name);
  step = osr_statement_step (select, error);
  if (step == OSR_STEP_ROW)
    return osr_statement_dup_bytes (select, "value");
  if (step == OSR_STEP_FAILED)
    return NULL;
  fresh = osr_random_bytes (KEY_BYTES);
  osr_statement_bind_bytes (insert, ":value", fresh);
  osr_statement_reset (select);
  osr_statement_bind_text (select, ":name", name);
  if (!osr_statement_run (insert, error) || osr_statement_step (select, error) != OSR_STEP_ROW)
    return NULL;
  return osr_statement_dup_bytes (select, "value");
}

/* Parts are separated by a NUL, which none of them can hold. */
static char *
keyed (OsrLog *self, const char *kind, const char *const *parts, GError **error)
{
  g_autoptr (GBytes) key = osr_log_dup_key (self, "messages", error);
  g_autoptr (GHmac) hmac = NULL;
  gsize length;
  const guchar *data;

  if (key == NULL)
    return NULL;
  data = g_bytes_get_data (key, &length);
  hmac = g_hmac_new (G_CHECKSUM_SHA256, data, length);
  g_hmac_update (hmac, (const guchar *) kind, (gssize) strlen (kind) + 1);
  for (guint i = 0; i < 3; i++) {
    const char *part = parts[i] != NULL ? parts[i] : "";

    g_hmac_update (hmac, (const guchar *) part, (gssize) strlen (part) + 1);
  }
  return g_strdup (g_hmac_get_string (hmac));
}

static char *
message_key (OsrLog *self, const char *network, const char *owner, const char *id, GError **error)
{
  const char *parts[] = { network, owner, id };

  return keyed (self, "message", parts, error);
}

static char *
post_key (OsrLog *self, const char *network, const char *owner, const char *id, GError **error)
{
  const char *parts[] = { network, owner, id };

  return keyed (self, "post", parts, error);
}

static char *
link_key (OsrLog *self, const char *url, GError **error)
{
  g_autofree char *address = osr_permalink_normalise (url);
  const char *parts[] = { address, NULL, NULL };

  return address != NULL ? keyed (self, "link", parts, error) : NULL;
}

static gboolean
insert_key (OsrLog *self, const char *sql, const char *message, const char *post,
            const char *stream, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (self->database, sql, error);

  if (insert == NULL || message == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":message", message);
  osr_statement_bind_text (insert, ":post", post);
  osr_statement_bind_text (insert, ":stream", stream);
  return osr_statement_run (insert, error);
}

/* Known by its address too: the first case at an address stays the one that is found there. */
static gboolean
note_link (OsrLog *self, OsrEvent *event, GError **error)
{
  g_autofree char *link = link_key (self, osr_event_get_string (event, "permalink"), NULL);

  return link == NULL || insert_key (self,
                                     "INSERT OR IGNORE INTO message_key (message, post, stream)"
                                     " VALUES (:message, :post, :stream)",
                                     link, "", event->stream, error);
}

gboolean
osr_log_note_message (OsrLog *self, OsrEvent *event, GError **error)
{
  const char *network = osr_event_get_string (event, "network");
  const char *owner = osr_event_get_string (event, "owner_id");
  const char *native = osr_event_get_string (event, "native_id");
  g_autofree char *message = NULL;
  g_autofree char *post = NULL;

  if (!osr_event_is (event, "found") || network == NULL)
    return TRUE;
  if (native == NULL)
    return note_link (self, event, error);
  message = message_key (self, network, owner, native, error);
  post = post_key (self, network, owner, osr_event_get_string (event, "post_id"), error);
  return message != NULL && post != NULL &&
         insert_key (self,
                     "INSERT INTO message_key (message, post, stream)"
                     " VALUES (:message, :post, :stream)",
                     message, post, event->stream, error) &&
         note_link (self, event, error);
}

static char *
find_key (OsrLog *self, const char *key)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT stream FROM message_key WHERE message = :message", NULL);

  if (key == NULL || select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":message", key);
  if (osr_statement_step (select, NULL) != OSR_STEP_ROW)
    return NULL;
  return osr_statement_dup_text (select, "stream");
}

char *
osr_log_find_message (OsrLog *self, const char *network, const char *owner_id,
                      const char *native_id)
{
  g_autofree char *key = message_key (self, network, owner_id, native_id, NULL);

  return find_key (self, key);
}

char *
osr_log_find_permalink (OsrLog *self, const char *url)
{
  g_autofree char *key = link_key (self, url, NULL);

  return find_key (self, key);
}

GPtrArray *
osr_log_list_post (OsrLog *self, const char *network, const char *owner_id, const char *post_id,
                   GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *key = post_key (self, network, owner_id, post_id, error);
  g_autoptr (OsrStatement) select = NULL;
  OsrStep step;

  if (key == NULL)
    return NULL;
  select = osr_database_prepare (
      self->database, "SELECT stream FROM message_key WHERE post = :post ORDER BY stream", error);
  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":post", key);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (ids, osr_statement_dup_text (select, "stream"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/* The year at the office; 0 while its zone is not known, which is no reason to take another's. */
static int
year_of (OsrLog *self, OsrInstant at, GError **error)
{
  OsrRegulation *regulation = osr_registry_get_regulation (self->registry);
  OsrZone *zone = NULL;
  int year, month, day;

  if (regulation != NULL)
    zone = osr_registry_find_zone (self->registry, osr_regulation_get_zone (regulation));
  if (zone == NULL) {
    g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID,
                         "a case cannot be numbered: the time zone of the office is not known until"
                         " regulation and calendar are adopted");
    return 0;
  }
  osr_day_to_ymd (osr_zone_day_at (zone, at, NULL), &year, &month, &day);
  return year;
}

static gint64
count_up (OsrLog *self, int year, GError **error)
{
  g_autoptr (OsrStatement) count =
      osr_database_prepare (self->database,
                            "INSERT INTO case_number (year, last) VALUES (:year, 1)"
                            " ON CONFLICT (year) DO UPDATE SET last = last + 1 RETURNING last",
                            error);

  if (count == NULL)
    return -1;
  osr_statement_bind_int (count, ":year", year);
  if (osr_statement_step (count, error) != OSR_STEP_ROW)
    return -1;
  return osr_statement_get_int (count, "last");
}

char *
osr_log_dup_number (OsrLog *self, const char *stream)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT number FROM case_name WHERE stream = :stream", NULL);

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":stream", stream);
  if (osr_statement_step (select, NULL) != OSR_STEP_ROW)
    return NULL;
  return osr_statement_dup_text (select, "number");
}

char *
osr_log_take_number (OsrLog *self, const char *stream, OsrInstant at, GError **error)
{
  g_autofree char *number = osr_log_dup_number (self, stream);
  g_autoptr (OsrStatement) update = NULL;
  gint64 last;
  int year;

  /* A case keeps the number it has. */
  if (number != NULL)
    return g_steal_pointer (&number);
  year = year_of (self, at, error);
  if (year == 0)
    return NULL;
  last = count_up (self, year, error);
  if (last < 0)
    return NULL;
  number = g_strdup_printf ("%04d-%06" G_GINT64_FORMAT, year, last);
  /* The row is there already unless detection is the first that is known of the case. */
  update = osr_database_prepare (self->database,
                                 "INSERT INTO case_name (stream, found_seq, number)"
                                 " VALUES (:stream, -(SELECT seq FROM log_head), :number)"
                                 " ON CONFLICT (stream) DO UPDATE SET number = excluded.number",
                                 error);
  if (update == NULL)
    return NULL;
  osr_statement_bind_text (update, ":stream", stream);
  osr_statement_bind_text (update, ":number", number);
  return osr_statement_run (update, error) ? g_steal_pointer (&number) : NULL;
}

char *
osr_log_find_number (OsrLog *self, const char *number)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT stream FROM case_name WHERE number = :number", NULL);

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":number", number);
  if (osr_statement_step (select, NULL) != OSR_STEP_ROW)
    return NULL;
  return osr_statement_dup_text (select, "stream");
}
