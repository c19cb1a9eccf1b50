/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts over cases. Which cases are looked at is the pane's choice. */
#include "app/triage/osr-desk-survey.h"

OsrDeskSurvey *
osr_desk_survey_new (void)
{
  OsrDeskSurvey *survey = g_new0 (OsrDeskSurvey, 1);

  survey->load = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  survey->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  survey->places = g_ptr_array_new ();
  return survey;
}

void
osr_desk_survey_free (OsrDeskSurvey *survey)
{
  g_ptr_array_unref (survey->places);
  g_hash_table_unref (survey->seen);
  g_hash_table_unref (survey->load);
  g_free (survey);
}

static void
count (GHashTable *table, const char *key)
{
  const guint before = GPOINTER_TO_UINT (g_hash_table_lookup (table, key));

  g_hash_table_insert (table, g_strdup (key), GUINT_TO_POINTER (before + 1));
}

void
osr_desk_survey_add (OsrDeskSurvey *survey, OsrCase *c)
{
  const OsrCaseBody *drafter = osr_case_get_drafter (c);

  if (drafter != NULL && c->state != OSR_CASE_ANSWERED && !osr_case_is_over (c))
    count (survey->load, drafter->body);
  if (c->locality != NULL && *c->locality != '\0')
    count (survey->seen, c->locality);
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const char *first = *(const char *const *) a;
  const char *second = *(const char *const *) b;
  const guint often = GPOINTER_TO_UINT (g_hash_table_lookup (data, first));
  const guint other = GPOINTER_TO_UINT (g_hash_table_lookup (data, second));

  if (often != other)
    return often > other ? -1 : 1;
  return g_utf8_collate (first, second);
}

void
osr_desk_survey_finish (OsrDeskSurvey *survey)
{
  GHashTableIter iter;
  gpointer place;

  g_ptr_array_set_size (survey->places, 0);
  g_hash_table_iter_init (&iter, survey->seen);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    g_ptr_array_add (survey->places, place);
  g_ptr_array_sort_with_data (survey->places, compare_places, survey->seen);
}

guint
osr_desk_survey_get_load (OsrDeskSurvey *survey, const char *body)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (survey->load, body));
}
