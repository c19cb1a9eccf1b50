/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bounded table: somebody who tries thousands of names must not be able to fill the memory; when
 * it is full, what was not tried for the longest time goes first. */
#include "coordinator/osr-attempts.h"

#define MAX_KEYS     4096
#define FORGET_AFTER (60 * 60 * (gint64) G_USEC_PER_SEC)
#define FIRST_WAIT   (2 * (gint64) G_USEC_PER_SEC)
#define LONGEST_WAIT (15 * 60 * (gint64) G_USEC_PER_SEC)

struct _OsrAttempts {
  GHashTable *records; /* key → Record */
};

typedef struct {
  guint failures;
  gint64 last;
} Record;

OsrAttempts *
osr_attempts_new (void)
{
  OsrAttempts *self = g_new0 (OsrAttempts, 1);

  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
osr_attempts_free (OsrAttempts *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->records);
  g_free (self);
}

static gint64
record_wait (const Record *record, guint free)
{
  gint64 wait = FIRST_WAIT;

  if (record->failures < free)
    return 0;
  for (guint i = free; i < record->failures && wait < LONGEST_WAIT; i++)
    wait *= 2;
  return MIN (wait, LONGEST_WAIT);
}

gint64
osr_attempts_get_wait (OsrAttempts *self, const char *key, guint free, gint64 now)
{
  Record *record = g_hash_table_lookup (self->records, key);

  if (record == NULL)
    return 0;
  if (now - record->last > FORGET_AFTER) {
    g_hash_table_remove (self->records, key);
    return 0;
  }
  return MAX (record->last + record_wait (record, free) - now, 0);
}

static void
drop_oldest (OsrAttempts *self)
{
  const char *oldest = NULL;
  gint64 last = G_MAXINT64;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    if (((Record *) value)->last < last) {
      last = ((Record *) value)->last;
      oldest = key;
    }
  }
  if (oldest != NULL)
    g_hash_table_remove (self->records, oldest);
}

void
osr_attempts_began (OsrAttempts *self, const char *key, gint64 now)
{
  Record *record = g_hash_table_lookup (self->records, key);

  if (record == NULL) {
    if (g_hash_table_size (self->records) >= MAX_KEYS)
      drop_oldest (self);
    record = g_new0 (Record, 1);
    g_hash_table_insert (self->records, g_strdup (key), record);
  } else if (now - record->last > FORGET_AFTER) {
    record->failures = 0;
  }
  record->failures++;
  record->last = now;
}

void
osr_attempts_take_back (OsrAttempts *self, const char *key)
{
  Record *record = g_hash_table_lookup (self->records, key);

  if (record != NULL && record->failures > 0)
    record->failures--;
}

void
osr_attempts_forget (OsrAttempts *self, const char *key)
{
  g_hash_table_remove (self->records, key);
}
