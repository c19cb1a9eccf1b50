/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Old entries are dropped: the networks keep their events for a day or so, too. */
#include "demo/sandbox/osr-sandbox-journal.h"

#define MAX_ENTRIES 20000

static void
entry_free (gpointer data)
{
  OsrSandboxEntry *entry = data;

  g_free (entry->text);
  g_free (entry);
}

OsrSandboxJournal *
osr_sandbox_journal_new (void)
{
  OsrSandboxJournal *journal = g_new0 (OsrSandboxJournal, 1);

  journal->entries = g_ptr_array_new_with_free_func (entry_free);
  return journal;
}

void
osr_sandbox_journal_free (OsrSandboxJournal *journal)
{
  g_ptr_array_unref (journal->entries);
  g_free (journal);
}

void
osr_sandbox_journal_add (OsrSandboxJournal *journal, const OsrSandboxEntry *entry)
{
  OsrSandboxEntry *copy = g_memdup2 (entry, sizeof *entry);

  journal->last = MAX (journal->last + 1, entry->seq);
  copy->seq = journal->last;
  copy->text = g_strdup (entry->text);
  g_ptr_array_add (journal->entries, copy);
  if (journal->entries->len > MAX_ENTRIES)
    g_ptr_array_remove_index (journal->entries, 0);
}

void
osr_sandbox_journal_rewind (OsrSandboxJournal *journal, gint64 seq)
{
  guint length = journal->entries->len;

  while (length > 0 && ((OsrSandboxEntry *) journal->entries->pdata[length - 1])->seq > seq)
    length--;
  g_ptr_array_set_size (journal->entries, (gint) length);
  journal->last = seq;
}

void
osr_sandbox_journal_forget (OsrSandboxJournal *journal, gint64 community, gint64 comment)
{
  for (guint i = journal->entries->len; i > 0; i--) {
    const OsrSandboxEntry *entry = journal->entries->pdata[i - 1];

    if (entry->community == community && entry->comment == comment)
      g_ptr_array_remove_index (journal->entries, i - 1);
  }
}

GPtrArray *
osr_sandbox_journal_since (OsrSandboxJournal *journal, gint64 community, gint64 seq)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < journal->entries->len; i++) {
    OsrSandboxEntry *entry = journal->entries->pdata[i];

    if (entry->seq > seq && entry->community == community)
      g_ptr_array_add (found, entry);
  }
  return found;
}
