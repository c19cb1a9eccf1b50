/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one reply, or one a line, and answers with findings as JSON. */
#include "ctl/osr-ctl-reply.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/reply/osr-reply-check.h"
#include "ctl/regulation/osr-ctl-profile.h"
#include "report/osr-reply-text.h"
#include "store/osr-data.h"

#define BUFFER_BYTES (1 << 16)
/* A reply that is longer is cut: it is too long for any network by then. */
#define MOST_BYTES (16 << 20)

typedef struct {
  char *regulation;
  char *network;
  char *kind;
  char *message_file;
  char *addressee;
  gboolean repeat;
  gboolean lines;
  gboolean asked_only;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->regulation);
  g_free (options->network);
  g_free (options->kind);
  g_free (options->message_file);
  g_free (options->addressee);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static JsonObject *
finding_to_json (const OsrReplyFinding *finding, const char *text, gsize length)
{
  JsonObject *object = json_object_new ();
  g_autofree char *why = osr_reply_text_why (finding);
  g_autofree char *words =
      g_utf8_make_valid (text + MIN (finding->start, length),
                         (gssize) (finding->end - MIN (finding->start, finding->end)));

  json_object_set_string_member (object, "check", finding->check);
  json_object_set_string_member (object, "reason", finding->reason);
  json_object_set_boolean_member (object, "blocks", finding->blocks);
  json_object_set_boolean_member (object, "sure", !finding->unsure);
  json_object_set_int_member (object, "start", (gint64) finding->start);
  json_object_set_int_member (object, "end", (gint64) finding->end);
  json_object_set_string_member (object, "text", words);
  json_object_set_string_member (object, "why", why);
  if (finding->clause != NULL)
    json_object_set_string_member (object, "clause", finding->clause);
  else
    json_object_set_null_member (object, "clause");
  if (finding->wording != NULL) {
    json_object_set_string_member (object, "wording", finding->wording);
    json_object_set_boolean_member (object, "fits", finding->fits);
  } else {
    json_object_set_null_member (object, "wording");
  }
  return object;
}

static void
answer (OsrReplyCheck *check, const OsrReplyContext *context, const char *text, gsize length)
{
  g_autoptr (GPtrArray) findings = osr_reply_check_run (check, text, (gssize) length, context);
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autofree char *line = NULL;

  for (guint i = 0; i < findings->len; i++)
    json_array_add_object_element (array, finding_to_json (findings->pdata[i], text, length));
  json_object_set_boolean_member (object, "may_go", osr_reply_findings_may_go (findings));
  json_object_set_int_member (object, "limit", context->limit);
  json_object_set_array_member (object, "findings", array);
  line = osr_json_write_object (object);
  fputs (line, stdout);
  fputc ('\n', stdout);
}

static GString *
read_all (FILE *input)
{
  GString *text = g_string_new (NULL);
  g_autofree char *buffer = g_malloc (BUFFER_BYTES);
  gsize n;

  while ((n = fread (buffer, 1, BUFFER_BYTES, input)) > 0) {
    if (text->len < MOST_BYTES)
      g_string_append_len (text, buffer, (gssize) n);
  }
  return text;
}

/* One line feed at the end is the shell's. */
static void
answer_whole (OsrReplyCheck *check, const OsrReplyContext *context)
{
  GString *text = read_all (stdin);

  if (text->len > 0 && text->str[text->len - 1] == '\n')
    g_string_truncate (text, text->len - 1);
  answer (check, context, text->str, text->len);
  g_string_free (text, TRUE);
}

static void
answer_lines (OsrReplyCheck *check, const OsrReplyContext *context)
{
  char *line = NULL;
  size_t room = 0;
  ssize_t n;

  while ((n = getline (&line, &room, stdin)) >= 0) {
    while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
      n--;
    answer (check, context, line, (gsize) n);
  }
  free (line);
}

static gboolean
check_kind (const char *kind, GError **error)
{
  static const char *const kinds[] = { "final", "interim", "clarification", NULL };

  if (kind == NULL || g_strv_contains (kinds, kind))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--kind: expected final, interim or clarification, not “%s”", kind);
  return FALSE;
}

/* A network that the regulation has may be one that nobody knows a limit of, and the other way round
 * one that it has switched off. */
static gboolean
find_limit (OsrReplyCheck *check, OsrReplyContext *context, const char *network, GError **error)
{
  context->limit = network != NULL ? osr_reply_check_get_limit (check, network) : 0;
  if (network == NULL || context->limit > 0 ||
      (context->regulation != NULL && osr_regulation_has_network (context->regulation, network)))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--network: there is no network “%s”", network);
  return FALSE;
}

static int
run (const Options *options)
{
  g_autoptr (OsrRegulation) regulation = NULL;
  g_autoptr (OsrReplyCheck) check = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  OsrReplyContext context = { .kind = options->kind,
                              .repeat = options->repeat,
                              .asked_only = options->asked_only,
                              .addressee = options->addressee };

  if (!check_kind (options->kind, &error)) {
    osr_ctl_fail (error);
    return OSR_CTL_USAGE;
  }
  if (options->regulation != NULL) {
    regulation = osr_ctl_read_profile (options->regulation, NULL, &error);
    if (regulation == NULL)
      return osr_ctl_fail (error);
  }
  check = osr_reply_check_new (osr_data_load, &error);
  if (check == NULL || (options->message_file != NULL &&
                        !g_file_get_contents (options->message_file, &message, NULL, &error)))
    return osr_ctl_fail (error);
  context.regulation = regulation;
  context.message = message;
  if (!find_limit (check, &context, options->network, &error)) {
    osr_ctl_fail (error);
    return OSR_CTL_USAGE;
  }
  (options->lines ? answer_lines : answer_whole) (check, &context);
  fflush (stdout);
  return ferror (stdin) || ferror (stdout) ? OSR_CTL_FAILED : OSR_CTL_OK;
}

int
osr_ctl_check_reply (int argc, char **argv)
{
  static const int bounds[2] = { 0, 0 };
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "regulation", 'r', 0, G_OPTION_ARG_STRING, &options.regulation,
      N_ ("Whose demands are put to the reply"), N_ ("ID_OR_FILE") },
    { "network", 'n', 0, G_OPTION_ARG_STRING, &options.network,
      N_ ("Where it will stand: for its length"), N_ ("NETWORK") },
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &options.kind,
      N_ ("What it is: final without the option"), "final|interim|clarification" },
    { "repeat", 0, 0, G_OPTION_ARG_NONE, &options.repeat, N_ ("The message repeats an earlier one"),
      NULL },
    { "message", 'm', 0, G_OPTION_ARG_FILENAME, &options.message_file, N_ ("What is replied to"),
      N_ ("FILE") },
    { "addressee", 'a', 0, G_OPTION_ARG_STRING, &options.addressee, N_ ("Name of the author"),
      N_ ("NAME") },
    { "asked-only", 0, 0, G_OPTION_ARG_NONE, &options.asked_only,
      N_ ("Leave out matters of style that the regulation does not ask for"), NULL },
    { "lines", 'l', 0, G_OPTION_ARG_NONE, &options.lines, N_ ("One reply a line"), NULL },
    { NULL }
  };

  if (!osr_ctl_parse (
          "text check-reply",
          _ ("Reads a reply from standard input and answers with a JSON object: findings,"
             " each with check, reason, place (bytes), clause and wording, and whether"
             " the reply may go."),
          entries, bounds, &argc, &argv))
    return OSR_CTL_USAGE;
  return run (&options);
}
