/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `text screen`: reads messages, one a line, and says of each what the program understands of it. */
#include "ctl/osr-ctl-screen.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "core/osr-json.h"
#include "core/regulation/osr-regulation.h"
#include "core/text/osr-lexicon.h"
#include "ctl/osr-ctl-reply.h"
#include "ctl/words/osr-ctl-words.h"
#include "store/osr-data.h"

#define BUFFER_BYTES (1 << 16)

/* (transfer full): the id of the profile @name, or the file that it names */
static GBytes *
load_regulation (const char *name, GError **error)
{
  g_autofree char *member = g_strdup_printf ("regulations/%s.json", name);
  g_autofree char *contents = NULL;
  gsize length;

  if (strchr (name, '/') == NULL && !g_str_has_suffix (name, ".json"))
    return osr_data_load (member, error);
  if (!g_file_get_contents (name, &contents, &length, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&contents), length);
}

/* The region of a regulation, whose places come first. */
static gboolean
read_region (const char *name, char **region, GError **error)
{
  g_autoptr (GBytes) bytes = load_regulation (name, error);
  g_autoptr (JsonObject) document = NULL;
  gsize length;
  const char *data;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  document = osr_json_read_object (data, (gssize) length, 0, name, error);
  if (document == NULL)
    return FALSE;
  *region = g_strdup (osr_json_get_string (document, "region"));
  return TRUE;
}

static void
append_string (GString *out, const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);

  g_string_append_c (out, '"');
  for (const char *p = valid; *p != '\0'; p++) {
    guchar c = (guchar) *p;

    if (c == '"' || c == '\\')
      g_string_append_c (out, '\\');
    if (c < 0x20 || c == 0x7f)
      g_string_append_printf (out, "\\u%04x", c);
    else
      g_string_append_c (out, *p);
  }
  g_string_append_c (out, '"');
}

static void
append_findings (GString *out, const char *member, const OsrTextReading *reading,
                 OsrScreeningKind kind, const char *text)
{
  gboolean first = TRUE;

  g_string_append_printf (out, "\"%s\":[", member);
  for (guint i = 0; i < reading->findings->len; i++) {
    const OsrScreeningFinding *finding = &g_array_index (reading->findings, OsrScreeningFinding, i);

    if (finding->kind != kind)
      continue;
    g_string_append (out, first ? "" : ",");
    append_string (out, text + finding->start, finding->end - finding->start);
    first = FALSE;
  }
  g_string_append (out, "],");
}

static void
append_reading (GString *out, const OsrTextReading *reading, const char *text)
{
  g_string_append_c (out, '{');
  append_findings (out, "obscene", reading, OSR_SCREENING_OBSCENE, text);
  append_findings (out, "insult", reading, OSR_SCREENING_INSULT, text);
  append_findings (out, "threat", reading, OSR_SCREENING_THREAT, text);
  g_string_append (out, "\"topics\":[");
  for (guint i = 0; i < reading->topics->len; i++) {
    const char *topic = g_array_index (reading->topics, OsrTopicScore, i).topic;

    g_string_append (out, i > 0 ? "," : "");
    append_string (out, topic, strlen (topic));
  }
  g_string_append (out, "],\"locality\":");
  if (reading->place.name != NULL)
    append_string (out, reading->place.name, strlen (reading->place.name));
  else
    g_string_append (out, "null");
  g_string_append_printf (out, ",\"importance\":\"%s\"}\n", reading->important ? "high" : "normal");
}

/* A line may hold anything, a NUL too; only the line feed ends it. */
static void
answer_line (OsrTextReader *reader, GString *line, GString *out)
{
  gsize length = line->len;

  if (length > 0 && line->str[length - 1] == '\r')
    length--;
  g_string_truncate (out, 0);
  append_reading (out, osr_text_reader_read (reader, line->str, (gssize) length), line->str);
  fwrite (out->str, 1, out->len, stdout);
}

static void
take_bytes (OsrTextReader *reader, const char *bytes, gsize n, GString *pending[2])
{
  GString *line = pending[0];
  const char *end = bytes + n;

  while (bytes < end) {
    const char *feed = memchr (bytes, '\n', (gsize) (end - bytes));

    g_string_append_len (line, bytes, (feed != NULL ? feed : end) - bytes);
    if (feed == NULL)
      return;
    answer_line (reader, line, pending[1]);
    g_string_truncate (line, 0);
    bytes = feed + 1;
  }
}

static void
answer_all (OsrTextReader *reader, FILE *input)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *buffer = g_malloc (BUFFER_BYTES);
  GString *pending[2] = { line, out };
  gsize n;

  while ((n = fread (buffer, 1, BUFFER_BYTES, input)) > 0)
    take_bytes (reader, buffer, n, pending);
  if (line->len > 0)
    answer_line (reader, line, out);
  fflush (stdout);
}

static gboolean
add_words (OsrTextReader *reader, const char *path, GError **error)
{
  g_autoptr (JsonObject) document = osr_ctl_words_load (path, NULL, error);

  return document != NULL && osr_lexicon_apply (document, reader, error);
}

static int
screen (int argc, char **argv)
{
  static const int bounds[2] = { 0, 0 };
  g_autofree char *regulation = NULL, *region = NULL, *lexicon = NULL;
  const GOptionEntry entries[] = {
    { "regulation", 'r', 0, G_OPTION_ARG_STRING, &regulation,
      N_ ("Places of this one's region come first"), N_ ("ID_OR_FILE") },
    { "lexicon", 'l', 0, G_OPTION_ARG_FILENAME, &lexicon,
      N_ ("Words of an office's own, as admin lexicon adopts them"), N_ ("FILE") },
    { NULL }
  };
  g_autoptr (OsrTextReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  if (!osr_ctl_parse (
          "text screen",
          _ ("Reads texts from standard input, one a line, and answers with one JSON object"
             " a line: obscene, insult, threat, topics, locality, importance."),
          entries, bounds, &argc, &argv))
    return OSR_CTL_USAGE;
  if (regulation != NULL && !read_region (regulation, &region, &error))
    return osr_ctl_fail (error);
  reader = osr_text_reader_new (osr_data_load, region, &error);
  if (reader == NULL || (lexicon != NULL && !add_words (reader, lexicon, &error)))
    return osr_ctl_fail (error);
  answer_all (reader, stdin);
  return ferror (stdin) || ferror (stdout) ? OSR_CTL_FAILED : OSR_CTL_OK;
}

static const OsrCtlCommand text_commands[] = {
  { "screen", "what is obscene, insulting or threatening in texts, and what they are about",
    screen },
  { "report", "how often suggestions were kept, by the rule", osr_ctl_text_report },
  { "check-reply", "what speaks against a reply before it goes out", osr_ctl_check_reply },
  { NULL },
};

int
osr_ctl_text (int argc, char **argv)
{
  return osr_ctl_dispatch ("open-sources-ctl text", text_commands, argc, argv);
}
