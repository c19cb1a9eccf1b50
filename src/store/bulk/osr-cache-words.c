/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a bulk's rows, kept until the bulk ends or somebody searches. The full-text index
 * gathers in memory what is added in the order of its keys, and writes a segment of its own for each
 * row that comes before the last one: cases come in the order of their limits. */
#include "store/osr-cache-private.h"

typedef struct {
  gint64 key;
  OsrCacheRow row; /* of its own: what osr_cache_write_words() reads */
} Words;

static void
words_free (gpointer data)
{
  Words *self = data;

  g_free ((char *) self->row.id);
  g_free ((char *) self->row.number);
  g_free ((char *) self->row.text);
  g_clear_pointer (&self->row.read, osr_read_text_unref);
  g_free ((char *) self->row.author);
  g_free ((char *) self->row.topics);
  g_free ((char *) self->row.place);
  g_free ((char *) self->row.replies);
  g_free ((char *) self->row.notes);
  g_free (self);
}

static Words *
words_new (const OsrCacheRow *row, gint64 key)
{
  Words *self = g_new0 (Words, 1);

  self->key = key;
  self->row = (OsrCacheRow){ .id = g_strdup (row->id),
                             .number = g_strdup (row->number),
                             .text = g_strdup (row->text),
                             .read = row->read != NULL ? osr_read_text_ref (row->read) : NULL,
                             .author = g_strdup (row->author),
                             .topics = g_strdup (row->topics),
                             .place = g_strdup (row->place),
                             .replies = g_strdup (row->replies),
                             .notes = g_strdup (row->notes) };
  return self;
}

gboolean
osr_cache_put_words (OsrCache *self, const OsrCacheRow *row, gint64 key, GError **error)
{
  Words *words;

  if (!self->in_bulk)
    return osr_cache_write_words (self, row, key, error);
  if (self->words == NULL)
    self->words = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, words_free);
  g_clear_pointer (&self->line, g_ptr_array_unref);
  words = words_new (row, key);
  g_hash_table_replace (self->words, (gpointer) words->row.id, words);
  return TRUE;
}

void
osr_cache_drop_words (OsrCache *self, const char *id)
{
  g_clear_pointer (&self->line, g_ptr_array_unref);
  if (self->words != NULL && id != NULL)
    g_hash_table_remove (self->words, id);
  else
    g_clear_pointer (&self->words, g_hash_table_unref);
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const Words *one = *(Words *const *) a, *other = *(Words *const *) b;

  return one->key > other->key ? -1 : one->key < other->key;
}

static GPtrArray *
list_words (OsrCache *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer one;

  g_hash_table_iter_init (&iter, self->words);
  while (g_hash_table_iter_next (&iter, NULL, &one))
    g_ptr_array_add (list, one);
  g_ptr_array_sort (list, newest_first);
  return list;
}

gboolean
osr_cache_flush_words (OsrCache *self, guint most, GError **error)
{
  if (self->words == NULL)
    return TRUE;
  if (self->line == NULL)
    self->line = list_words (self);
  for (guint i = 0; self->line->len > 0 && i < most; i++) {
    const Words *next = g_ptr_array_index (self->line, self->line->len - 1);

    if (!osr_cache_write_words (self, &next->row, next->key, error))
      return FALSE;
    g_ptr_array_set_size (self->line, (int) self->line->len - 1);
    g_hash_table_remove (self->words, next->row.id);
  }
  if (self->line->len == 0)
    osr_cache_drop_words (self, NULL);
  return TRUE;
}
