/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `admin lexicon adopt FILE` and `show`. The whole table is adopted each time: what it does not name is
 * taken back, so that the file in the administrator's hands is what the office has. */
#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "core/text/osr-lexicon.h"
#include "ctl/directory/osr-ctl-directory.h"
#include "ctl/osr-ctl-office.h"
#include "ctl/words/osr-ctl-words.h"
#include "store/osr-data.h"

/* Topics that the programs suggest of themselves. */
static gboolean
add_shipped_topics (GStrvBuilder *builder, GError **error)
{
  g_autoptr (JsonObject) document =
      osr_text_load_document (osr_data_load, "topics/groups-ru.json", error);
  JsonArray *groups = document != NULL ? osr_json_get_array (document, "groups") : NULL;

  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    g_strv_builder_add (builder, osr_json_get_string (osr_json_array_get_object (groups, i), "id"));
  return document != NULL;
}

JsonObject *
osr_ctl_words_load (const char *path, const char *const *topics, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) shipped = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (topics == NULL && !add_shipped_topics (builder, error))
    return NULL;
  shipped = g_strv_builder_end (builder);
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return osr_lexicon_parse (text, length, topics != NULL ? topics : (const char *const *) shipped,
                            path, error);
}

/* (transfer full): ids of the office's topics */
static GStrv
dup_topics (OsrRegistry *registry)
{
  GPtrArray *topics = osr_registry_get_topics (registry);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < topics->len; i++)
    g_strv_builder_add (builder, ((OsrTopic *) topics->pdata[i])->id);
  return g_strv_builder_end (builder);
}

static int
adopt (int argc, char **argv)
{
  g_autofree char *office = NULL;
  g_autofree char *digest = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (JsonObject) document = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) topics = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, "The office's folder", "DIR" },
    { NULL },
  };
  JsonObject *members;
  guint words;
  int status;

  if (!osr_ctl_parse (
          "admin lexicon adopt FILE",
          "Takes the office's own words from a table: a line each, with tabs between:"
          " the list\n(topic, danger, obscene, insult, threat, innocent), the word, and"
          " the topic (roads or roads:4)\nor the grade. They are added to the words that"
          " the programs come with; the table counts whole,\nan empty one takes all"
          " back.",
          entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (office);
  if (log == NULL)
    return OSR_CTL_FAILED;
  topics = dup_topics (osr_log_get_registry (log));
  document = osr_ctl_words_load (argv[1], (const char *const *) topics, &error);
  if (document == NULL)
    return osr_ctl_fail (error);
  words = osr_lexicon_count (document);
  members = json_object_new ();
  digest = osr_ctl_document_digest (document);
  json_object_set_string_member (members, "digest", digest);
  json_object_set_object_member (members, "document", g_steal_pointer (&document));
  status = osr_ctl_change (g_steal_pointer (&log), "lexicon-set", members);
  if (status == OSR_CTL_OK)
    g_print (ngettext ("The office has %u word of its own.\n",
                       "The office has %u words of its own.\n", words),
             words);
  return status;
}

static int
show (int argc, char **argv)
{
  g_autofree char *office = NULL;
  g_autofree char *text = NULL;
  g_autoptr (OsrLog) log = NULL;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, "The office's folder", "DIR" },
    { NULL },
  };
  JsonObject *document;

  if (!osr_ctl_parse ("admin lexicon show",
                      "Prints the office's own words as the table that adopt takes.", entries,
                      (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (office);
  if (log == NULL)
    return OSR_CTL_FAILED;
  document = osr_registry_get_lexicon (osr_log_get_registry (log));
  text = document != NULL ? osr_lexicon_to_text (document) : g_strdup ("");
  g_print ("%s", text);
  return OSR_CTL_OK;
}

int
osr_ctl_admin_lexicon (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "adopt", N_ ("take the office's own words from a table"), adopt },
    { "show", N_ ("print the office's own words"), show },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl admin lexicon", commands, argc, argv);
}
