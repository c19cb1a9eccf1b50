/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `text report`: which rule of the suggestions to mend. No citizen's word is printed, only the rules'
 * own. */
#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "core/text/osr-lexicon.h"
#include "core/text/osr-suggestion-report.h"
#include "ctl/osr-ctl-source.h"
#include "ctl/words/osr-ctl-words.h"
#include "report/document/osr-csv.h"
#include "store/osr-data.h"

typedef struct {
  OsrCtlSourceOptions source;
  char *lexicon;
  char *csv;
  gboolean json;
  gboolean bom;
  int least;
} Options;

static void
options_clear (Options *options)
{
  osr_ctl_source_options_clear (&options->source);
  g_free (options->lexicon);
  g_free (options->csv);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const char *const kinds[OSR_N_SUGGESTED] = {
  [OSR_SUGGESTED_TOPIC] = "topic",
  [OSR_SUGGESTED_PLACE] = "place",
  [OSR_SUGGESTED_IMPORTANCE] = "importance",
};

static const char *const headings[OSR_N_SUGGESTED] = {
  [OSR_SUGGESTED_TOPIC] = N_ ("Topics, by the word that speaks for them"),
  [OSR_SUGGESTED_PLACE] = N_ ("Places, on a list or guessed by their form"),
  [OSR_SUGGESTED_IMPORTANCE] = N_ ("High importance, by the words of danger"),
};

/* (transfer full): with the words that are in force, or those of a file that is being tried */
static OsrTextReader *
make_reader (const Options *options, OsrRegistry *registry, GError **error)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  g_autoptr (OsrTextReader) reader = osr_text_reader_new (
      osr_data_load, regulation != NULL ? osr_regulation_get_region (regulation) : NULL, error);
  g_autoptr (JsonObject) tried = NULL;
  JsonObject *words = osr_registry_get_lexicon (registry);

  if (reader == NULL)
    return NULL;
  if (options->lexicon != NULL) {
    tried = osr_ctl_words_load (options->lexicon, NULL, error);
    if (tried == NULL)
      return NULL;
    words = tried;
  }
  return words == NULL || osr_lexicon_apply (words, reader, error) ? g_steal_pointer (&reader)
                                                                   : NULL;
}

static gboolean
is_wanted (const Options *options, const OsrSuggestionRow *row)
{
  return row->offered + row->missed >= (guint) options->least;
}

static void
print_json (const Options *options, OsrSuggestionReport *report, GPtrArray *rows)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < rows->len; i++) {
    const OsrSuggestionRow *row = rows->pdata[i];
    JsonObject *line;

    if (!is_wanted (options, row))
      continue;
    line = json_object_new ();
    json_object_set_string_member (line, "kind", kinds[row->kind]);
    json_object_set_string_member (line, "rule", row->rule);
    json_object_set_string_member (line, "value", row->value);
    json_object_set_int_member (line, "offered", row->offered);
    json_object_set_int_member (line, "kept", row->kept);
    json_object_set_int_member (line, "corrected", row->corrected);
    json_object_set_int_member (line, "missed", row->missed);
    json_array_add_object_element (array, line);
  }
  json_object_set_int_member (object, "messages", osr_suggestion_report_get_count (report));
  json_object_set_int_member (object, "erased", osr_suggestion_report_get_erased (report));
  json_object_set_array_member (object, "rules", array);
  text = osr_json_write_object (object);
  g_print ("%s\n", text);
}

static gboolean
write_csv (const Options *options, GPtrArray *rows, GError **error)
{
  static const char *const titles[] = { N_ ("Kind"),    N_ ("Rule"), N_ ("Suggests"),
                                        N_ ("Offered"), N_ ("Kept"), N_ ("Corrected"),
                                        N_ ("Missed") };
  OsrCsv *csv = osr_csv_new (options->bom);
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    osr_csv_add_text (csv, _ (titles[i]));
  osr_csv_end_row (csv);
  for (guint i = 0; i < rows->len; i++) {
    const OsrSuggestionRow *row = rows->pdata[i];

    if (!is_wanted (options, row))
      continue;
    osr_csv_add_text (csv, kinds[row->kind]);
    osr_csv_add_text (csv, row->rule);
    osr_csv_add_text (csv, row->value);
    osr_csv_add_number (csv, row->offered, 0);
    osr_csv_add_number (csv, row->kept, 0);
    osr_csv_add_number (csv, row->corrected, 0);
    osr_csv_add_number (csv, row->missed, 0);
    osr_csv_end_row (csv);
  }
  text = osr_csv_free_to_text (csv);
  if (!g_str_equal (options->csv, "-"))
    return g_file_set_contents (options->csv, text, -1, error);
  g_print ("%s", text);
  return TRUE;
}

static void
print_row (const OsrSuggestionRow *row)
{
  const char *rule = *row->rule != '\0' ? row->rule : _ ("(no rule)");

  /* Translators: a rule and what it suggests; how often it was suggested, kept, corrected, and how
   * often people chose it without a suggestion */
  g_print (_ ("  %1$s → %2$s: offered %3$u, kept %4$u, corrected %5$u, missed %6$u\n"), rule,
           row->value, row->offered, row->kept, row->corrected, row->missed);
}

static void
print_rows (const Options *options, OsrSuggestionReport *report, GPtrArray *rows)
{
  guint n = osr_suggestion_report_get_count (report);
  int shown = -1;

  g_print (ngettext ("%u message was sorted.\n", "%u messages were sorted.\n", n), n);
  for (guint i = 0; i < rows->len; i++) {
    const OsrSuggestionRow *row = rows->pdata[i];

    if (!is_wanted (options, row))
      continue;
    if (shown != (int) row->kind)
      g_print ("%s\n", _ (headings[row->kind]));
    shown = (int) row->kind;
    print_row (row);
  }
}

static gboolean
run (const Options *options, GError **error)
{
  g_autoptr (OsrCtlSource) source = osr_ctl_source_open (&options->source, error);
  g_autoptr (OsrTextReader) reader =
      source != NULL ? make_reader (options, osr_ctl_source_get_registry (source), error) : NULL;
  g_autoptr (GPtrArray) cases = reader != NULL ? osr_ctl_source_load_cases (source, error) : NULL;
  g_autoptr (OsrSuggestionReport) report = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (cases == NULL)
    return FALSE;
  report = osr_suggestion_report_new (reader);
  for (guint i = 0; i < cases->len; i++)
    osr_suggestion_report_add (report, cases->pdata[i]);
  rows = osr_suggestion_report_list (report);
  if (options->csv != NULL && !write_csv (options, rows, error))
    return FALSE;
  if (options->json)
    print_json (options, report, rows);
  else if (options->csv == NULL)
    print_rows (options, report, rows);
  return TRUE;
}

int
osr_ctl_text_report (int argc, char **argv)
{
  g_auto (Options) options = { .least = 1 };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    OSR_CTL_SOURCE_ENTRIES (&options.source),
    { "lexicon", 0, 0, G_OPTION_ARG_FILENAME, &options.lexicon,
      "Try this table of words instead of the office's own", "FILE" },
    { "least", 'n', 0, G_OPTION_ARG_INT, &options.least,
      "Leave out rules that concern fewer messages (1)", "N" },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &options.csv, "Write a table; - for standard output",
      "FILE" },
    { "bom", 0, 0, G_OPTION_ARG_NONE, &options.bom,
      "Begin the table with the mark that old spreadsheets want", NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options.json, "One JSON object", NULL },
    { NULL },
  };

  if (!osr_ctl_parse (
          "text report",
          "Counts for each rule by which something was suggested how often people kept"
          " it, corrected it,\nor chose it without a suggestion; with the words that are"
          " in force now.",
          entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  return run (&options, &error) ? OSR_CTL_OK : osr_ctl_fail (error);
}
