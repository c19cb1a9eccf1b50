/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only place that knows GtkEntryCompletion, which later GTK wants replaced. */
#include "app/shared/osr-place-completion.h"

/* More are no help. */
#define MOST_PLACES 500

enum { COLUMN_PLACE, N_COLUMNS };

/* What is written may stand anywhere in the place: "Кирова" finds "Белогорск, ул. Кирова". */
static gboolean
matches (GtkEntryCompletion *completion, const char *key, GtkTreeIter *iter, gpointer data)
{
  g_autofree char *place = NULL;
  g_autofree char *folded = NULL;

  gtk_tree_model_get (gtk_entry_completion_get_model (completion), iter, COLUMN_PLACE, &place, -1);
  if (place == NULL)
    return FALSE;
  folded = g_utf8_casefold (place, -1);
  return strstr (folded, key) != NULL;
}

void
osr_place_completion_set (GtkEntry *entry, GPtrArray *places)
{
  g_autoptr (GtkEntryCompletion) completion = gtk_entry_completion_new ();
  g_autoptr (GtkListStore) store = gtk_list_store_new (N_COLUMNS, G_TYPE_STRING);

  for (guint i = 0; i < MIN (places->len, MOST_PLACES); i++)
    gtk_list_store_insert_with_values (store, NULL, -1, COLUMN_PLACE, places->pdata[i], -1);
  gtk_entry_completion_set_model (completion, GTK_TREE_MODEL (store));
  gtk_entry_completion_set_text_column (completion, COLUMN_PLACE);
  gtk_entry_completion_set_match_func (completion, matches, NULL, NULL);
  gtk_entry_completion_set_minimum_key_length (completion, 2);
  gtk_entry_set_completion (entry, completion);
}
