/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which case is at an address, and which were joined to one matter: two questions with an index each. */
#include "core/osr-permalink.h"
#include "store/osr-cache-private.h"

#define FIND_LINK "SELECT id FROM case_row WHERE link = :link LIMIT 1"
#define OF_MATTER "SELECT id FROM case_row WHERE matter = :matter ORDER BY key"

char *
osr_cache_find_link (OsrCache *self, const char *url)
{
  g_autofree char *link = osr_permalink_normalise (url);
  g_autoptr (OsrStatement) select = NULL;

  if (link == NULL)
    return NULL;
  select = osr_database_prepare (self->database, FIND_LINK, NULL);
  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":link", link);
  return osr_statement_step (select, NULL) == OSR_STEP_ROW ? osr_statement_dup_text (select, "id")
                                                           : NULL;
}

GPtrArray *
osr_cache_list_matter (OsrCache *self, const char *matter, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, OF_MATTER, error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":matter", matter);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (ids, osr_statement_dup_text (select, "id"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

char *
osr_cache_explain_links (OsrCache *self)
{
  static const char *const plans[] = { "EXPLAIN QUERY PLAN " FIND_LINK,
                                       "EXPLAIN QUERY PLAN " OF_MATTER };
  GString *plan = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++) {
    g_autoptr (OsrStatement) select = osr_database_prepare (self->database, plans[i], NULL);

    while (select != NULL && osr_statement_step (select, NULL) == OSR_STEP_ROW)
      g_string_append_printf (plan, "%s\n", osr_statement_get_text (select, "detail"));
  }
  return g_string_free (plan, FALSE);
}
