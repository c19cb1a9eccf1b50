/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `social`: what the connectors make of a network's answers, without any network: for whoever has an
 * answer in a file and wants to know what the program would have seen in it. */
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/social/osr-ctl-given-account.h"
#include "ctl/social/osr-ctl-publish.h"
#include "ctl/social/osr-ctl-check.h"
#include "social/osr-network-dialect.h"

typedef struct {
  char *network;
  char *method;
  char *owner;
  char *post;
  char *links;
  char *charset;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->network);
  g_free (options->method);
  g_free (options->owner);
  g_free (options->post);
  g_free (options->links);
  g_free (options->charset);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* The whole of "-" is standard input. */
static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *shown = NULL;
  FILE *file = g_str_equal (path, "-") ? stdin : fopen (path, "rb");
  guint8 part[16384];
  gsize n;
  gboolean failed;

  while (file != NULL && bytes->len <= OSR_JSON_MAX_BYTES &&
         (n = fread (part, 1, sizeof part, file)) > 0)
    g_byte_array_append (bytes, part, (guint) n);
  failed = file == NULL || ferror (file) != 0;
  if (file != NULL && file != stdin)
    fclose (file);
  shown = g_filename_display_name (path);
  if (failed)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: cannot be read", shown);
  else if (bytes->len > OSR_JSON_MAX_BYTES)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                 "%s: larger than %d bytes, the most that an answer may have", shown,
                 OSR_JSON_MAX_BYTES);
  return failed || bytes->len > OSR_JSON_MAX_BYTES
             ? NULL
             : g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* What some programs take for the end of a line, and terminals for an order. */
static gboolean
breaks_lines (gunichar c)
{
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

/* @escapes: such a character is said as JSON says it; else a space stands for it */
static void
print_line (FILE *out, const char *before, const char *text, gboolean escapes)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) line = g_string_new (before);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (!breaks_lines (c))
      g_string_append_unichar (line, c);
    else if (escapes)
      g_string_append_printf (line, "\\u%04x", c);
    else
      g_string_append_c (line, ' ');
  }
  fprintf (out, "%s\n", line->str);
}

static int
print_answer (const OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    g_autoptr (JsonObject) object =
        osr_network_record_to_json (g_ptr_array_index (answer->records, i));
    g_autofree char *line = osr_json_write_object (object);

    print_line (stdout, "", line, TRUE);
  }
  if (answer->fault != NULL) {
    g_autofree char *line = osr_network_fault_describe (answer->fault);

    print_line (stderr, "open-sources-ctl: ", line, FALSE);
  }
  return answer->fault != NULL ? OSR_CTL_FAILED : OSR_CTL_OK;
}

/* One line on standard error, whatever an answer put into the sentence. */
static int
fail_in_a_line (const GError *error)
{
  print_line (stderr, "open-sources-ctl: ", error->message, FALSE);
  return OSR_CTL_FAILED;
}

static int
parse_file (const Options *options, const char *path)
{
  g_autoptr (OsrNetworkAccount) account =
      osr_network_account_new (options->network, "file", options->owner ? options->owner : "");
  const OsrNetworkQuestion question = {
    .account = account,
    .method = options->method,
    .post_id = options->post,
    .charset = options->charset,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = read_file (path, &error);
  g_autoptr (OsrNetworkAnswer) answer = NULL;
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  osr_network_account_set_hosts (account, NULL, options->links, NULL);
  if (bytes != NULL)
    answer = osr_network_parse (&question, data != NULL ? data : "", length, &error);
  return answer != NULL ? print_answer (answer) : fail_in_a_line (error);
}

/* (transfer full): every network with its methods, for --help */
static char *
describe_methods (void)
{
  GString *text = g_string_new (_ (
      "Prints what the answer of a network in FILE (\"-\" for standard input) says, one record a "
      "line, as JSON.\nAn error of the network, or of reading the answer, is one line on standard "
      "error; the exit status is then 1.\n\nA record has a kind: message, post, edited, removed, "
      "restored (native_id, owner_id, post_id, thread_root,\nreply_to, author_id, author_name, "
      "title, text, published_at, edited_at, permalink, post_permalink,\nattachments, deleted, "
      "from_account; times in UTC), created, place, owner, right, attachment, address,\nnumber, "
      "ignored (id, name, value). What the answer does not say is left out.\n\nMethods, by the "
      "API's own names (of max, facebook "
      "and instagram also by verb and path, \"GET /messages/ID/comments\"):\n"));

  for (guint i = 0; osr_network_dialect_nth (i) != NULL; i++) {
    const OsrNetworkDialect *dialect = osr_network_dialect_nth (i);
    guint column = 100;

    for (const OsrNetworkMethod *one = dialect->methods; one->name != NULL; one++) {
      if (column + strlen (one->name) + 1 > 98) {
        g_string_append_printf (text, "%s  %-10s",
                                column < 100 ? "\n"
                                : i > 0      ? "\n"
                                             : "",
                                column == 100 ? dialect->network : "");
        column = 12;
      }
      g_string_append_printf (text, " %s", one->name);
      column += (guint) strlen (one->name) + 1;
    }
  }
  return g_string_free (text, FALSE);
}

/* Says on one line that the network has no such method here, and which it has. */
static void
complain_of_method (const OsrNetworkDialect *dialect, const char *name)
{
  g_autoptr (GString) known = g_string_new (NULL);
  g_autofree char *line = NULL;

  for (const OsrNetworkMethod *one = dialect->methods; one->name != NULL; one++)
    g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", one->name);
  line = g_strdup_printf (_ ("\"%s\" is no method that the program uses of %s, only %s"), name,
                          dialect->network, known->str);
  print_line (stderr, "open-sources-ctl: ", line, FALSE);
}

/* The exit status; what was asked is looked at before the answer is. */
static int
check_options (const Options *options)
{
  const OsrNetworkDialect *dialect =
      options->network != NULL ? osr_network_dialect (options->network) : NULL;

  if (options->network == NULL || options->method == NULL) {
    g_printerr (options->network == NULL
                    ? _ ("open-sources-ctl: social parse: --network is missing\n")
                    : _ ("open-sources-ctl: social parse: --method is missing\n"));
    return OSR_CTL_USAGE;
  }
  if (dialect == NULL)
    osr_ctl_given_account_no_network (options->network);
  else if (!osr_network_dialect_knows (dialect, options->method))
    complain_of_method (dialect, options->method);
  else
    return OSR_CTL_OK;
  return OSR_CTL_FAILED;
}

static int
run_parse (int argc, char **argv)
{
  g_auto (Options) options = { NULL };
  g_autofree char *summary = describe_methods ();
  int status;
  const GOptionEntry entries[] = {
    { "network", 'n', 0, G_OPTION_ARG_STRING, &options.network, N_ ("Whose answer it is"), "NET" },
    { "method", 'm', 0, G_OPTION_ARG_STRING, &options.method, N_ ("What was asked"), "METHOD" },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &options.owner,
      N_ ("The office's own id on the network: its community, bot, page or channel"), "ID" },
    { "post", 0, 0, G_OPTION_ARG_STRING, &options.post,
      N_ ("What the answer is about, where it does not say so itself"), "ID" },
    { "links", 0, 0, G_OPTION_ARG_STRING, &options.links,
      N_ ("Scheme and host of addresses for people; of a feed, its own address"), "URL" },
    { "charset", 0, 0, G_OPTION_ARG_STRING, &options.charset,
      N_ ("A feed's encoding, from its Content-Type"), "NAME" },
    { NULL },
  };

  if (!osr_ctl_parse ("social parse --network NET --method METHOD FILE", summary, entries,
                      (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  status = check_options (&options);
  return status == OSR_CTL_OK ? parse_file (&options, argv[1]) : status;
}

int
osr_ctl_social (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "check-account", N_ ("what tokens can do at a network, and what is missing"),
      osr_ctl_social_check_account },
    { "parse", N_ ("what the program reads in an answer of a network"), run_parse },
    { "publish", N_ ("one reply to a host, sent once"), osr_ctl_social_publish },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl social", commands, argc, argv);
}
