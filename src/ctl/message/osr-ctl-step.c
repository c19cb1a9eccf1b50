/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `step`: one person takes one step on one case, for scripts and for places without a window. Every
 * step of the process is taken the same way; what it needs says `regulation show`, and what is missing
 * says the refusal. */
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "core/record/osr-form.h"
#include "ctl/message/osr-ctl-desk.h"
#include "ctl/message/osr-ctl-pictures.h"
#include "ctl/osr-ctl-commands.h"

#define MOST_INPUT OSR_FORM_MAX_TEXT_BYTES

typedef struct {
  OsrCtlDeskOptions desk;
  char **says;     /* nullable: NAME=TEXT */
  char **pictures; /* nullable: paths */
} Options;

static gboolean
refuse_word (GError **error, const char *word)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is not NAME=TEXT or NAME:=JSON"), word);
  return FALSE;
}

/* (nullable): what is left of standard input after the password */
static char *
read_input (GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int c;

  while ((c = getc (stdin)) != EOF && text->len <= MOST_INPUT)
    g_string_append_c (text, (char) c);
  if (text->len > MOST_INPUT || !g_utf8_validate (text->str, (gssize) text->len, NULL)) {
    g_set_error_literal (error, G_CONVERT_ERROR, G_CONVERT_ERROR_ILLEGAL_SEQUENCE,
                         _ ("Standard input is longer than 1 MiB or not in UTF-8"));
    return NULL;
  }
  while (text->len > 0 && text->str[text->len - 1] == '\n')
    g_string_truncate (text, text->len - 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
set_json (JsonObject *object, const char *name, const char *value, GError **error)
{
  g_autofree char *line = g_strdup_printf ("[%s]", value);
  g_autoptr (JsonNode) node = osr_json_read (line, -1, 0, name, error);
  JsonArray *array = node != NULL ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return FALSE;
  if (json_array_get_length (array) != 1)
    return refuse_word (error, value);
  json_object_set_member (object, name, json_array_dup_element (array, 0));
  return TRUE;
}

/* NAME=TEXT, where TEXT may be - for standard input; NAME:=JSON */
static gboolean
set_word (JsonObject *object, const char *word, GError **error)
{
  const char *equals = strchr (word, '=');
  gboolean json = equals != NULL && equals > word && equals[-1] == ':';
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (equals == NULL || equals == word + (json ? 1 : 0) || !g_utf8_validate (word, -1, NULL))
    return refuse_word (error, word);
  name = g_strndup (word, (gsize) (equals - word) - (json ? 1 : 0));
  if (json)
    return set_json (object, name, equals + 1, error);
  text = g_str_equal (equals + 1, "-") ? read_input (error) : g_strdup (equals + 1);
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  return text != NULL;
}

static gboolean
set_words (JsonObject *object, char **words, GError **error)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++) {
    if (!set_word (object, words[i], error))
      return FALSE;
  }
  return TRUE;
}

/* Cases are called by their numbers; the event names their ids. */
static gboolean
resolve_cases (OsrCtlReader *reader, JsonObject *members, GError **error)
{
  static const char *const names[] = { "earlier", "matter" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *name = osr_json_get_string (members, names[i]);
    g_autofree char *id = NULL;

    if (name == NULL)
      continue;
    id = osr_ctl_desk_find_id (reader, name, error);
    if (id == NULL)
      return FALSE;
    if (g_str_equal (names[i], "earlier") && !g_str_equal (name, id))
      json_object_set_string_member (members, "earlier_number", name);
    json_object_set_string_member (members, names[i], id);
  }
  return TRUE;
}

/* Only a step that says where a reply was placed by hand is proven. */
static gboolean
check_pictures (const Options *options, const char *type, GError **error)
{
  if (options->pictures == NULL || g_str_equal (type, "published-by-hand") ||
      g_str_equal (type, "reply-corrected"))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("Pictures prove a reply placed by hand; “%s” takes none"), type);
  return FALSE;
}

static gboolean
take_step (OsrCtlReader *reader, const char *name, OsrCtlAct *step, char **pictures, GError **error)
{
  g_autoptr (OsrCase) one = osr_ctl_desk_find (reader, name, error);
  JsonObject *members = step->members, *payload = step->payload;
  const char *type = step->type;
  OsrCtlAct act = { .type = type, .members = members };

  if (one == NULL || !resolve_cases (reader, members, error) ||
      !osr_ctl_pictures_send (reader, pictures, members, payload, error))
    return FALSE;
  osr_ctl_step_fill (one, osr_ctl_reader_get_registry (reader), type, members, payload);
  act.case_id = one->id;
  act.payload = json_object_get_size (payload) > 0 ? payload : NULL;
  return osr_ctl_reader_act (reader, &act, error);
}

static int
run (const Options *options, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCtlReader) reader = NULL;
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (OsrCase) after = NULL;
  OsrCtlAct step = { .type = argv[2], .members = members, .payload = payload };

  if (!osr_rules_knows (argv[2])) {
    g_printerr (_ ("There is no step “%s”\n"), argv[2]);
    return OSR_CTL_USAGE;
  }
  if (!check_pictures (options, argv[2], &error))
    return osr_ctl_fail (error);
  reader = osr_ctl_desk_open (&options->desk, &error);
  if (reader == NULL || !set_words (members, argv + 3, &error) ||
      !set_words (payload, options->says, &error) ||
      !take_step (reader, argv[1], &step, options->pictures, &error))
    return osr_ctl_fail (error);
  after = osr_ctl_desk_find (reader, argv[1], NULL);
  if (after != NULL)
    g_print ("%s  %s  %" G_GINT64_FORMAT "\n", after->number != NULL ? after->number : after->id,
             osr_case_state_nick (after->state), after->version);
  return OSR_CTL_OK;
}

int
osr_ctl_step (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = { OSR_CTL_DESK_ENTRIES (&options.desk),
                                   { "say", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.says,
                                     N_ ("Words that can be erased: text=…, reason=…, remarks=…; "
                                         "text=- reads them from standard input"),
                                     "NAME=TEXT" },
                                   { "picture", 0, 0, G_OPTION_ARG_FILENAME_ARRAY,
                                     &options.pictures,
                                     N_ ("A screenshot that proves a reply placed by hand; may be "
                                         "given several times"),
                                     "FILE" },
                                   { NULL } };
  int status = OSR_CTL_USAGE;

  if (osr_ctl_parse (
          "step CASE TYPE [NAME=TEXT | NAME:=JSON]…",
          _ ("Takes a step on a case: step 2026-000007 routed body=gkh. Cases are named by "
             "number or id. What follows from the case (draft, digest, account) is filled "
             "in. Prints number, state and version."),
          entries, (int[]){ 2, 34 }, &argc, &argv))
    status = run (&options, argv);
  osr_ctl_desk_options_clear (&options.desk);
  g_strfreev (options.says);
  g_strfreev (options.pictures);
  return status;
}
