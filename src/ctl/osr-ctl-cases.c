/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `status`, `cases`, `case`: what there is, for people at a terminal. */
#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-source.h"
#include "ctl/osr-ctl-text.h"
#include "net/osr-protocol.h"
#include "store/osr-log-publications.h"

#define LINE_CHARACTERS 60

/* (transfer full): the beginning of a text, on one line */
static char *
one_line (const char *text)
{
  GString *line = g_string_new (NULL);
  glong n = 0;

  for (; text != NULL && *text != '\0' && n < LINE_CHARACTERS;
       text = g_utf8_next_char (text), n++) {
    gunichar c = g_utf8_get_char (text);

    g_string_append_unichar (line, g_unichar_isprint (c) ? c : ' ');
  }
  if (text != NULL && *text != '\0')
    g_string_append (line, "…");
  return g_string_free (line, FALSE);
}

static int
print_server_status (const char *server)
{
  g_autoptr (OsrProtocol) protocol = osr_protocol_new (server, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (OsrWireStatus) status = NULL;
  g_autoptr (GError) error = NULL;
  OsrCtlAwait await = { 0 };

  osr_protocol_status_async (protocol, NULL, osr_ctl_await_done, &await);
  result = osr_ctl_await (&await);
  status = osr_protocol_status_finish (protocol, result, &error);
  if (status == NULL)
    return osr_ctl_fail (error);
  g_print ("epoch    %s\nevents   %" G_GINT64_FORMAT "\nprogram  %s\n", status->epoch, status->head,
           status->version);
  return OSR_CTL_OK;
}

static void
print_log_status (OsrLog *log)
{
  g_autoptr (GPtrArray) open = osr_log_list_publications (log, NULL);
  static const char *const states[] = { "waiting to be sent", "being sent", "being looked for" };

  g_print ("epoch    %s\nevents   %" G_GINT64_FORMAT "\n", osr_log_get_epoch (log),
           osr_log_get_head (log));
  for (guint i = 0; open != NULL && i < open->len; i++) {
    const OsrPublication *one = g_ptr_array_index (open, i);

    if (one->state < G_N_ELEMENTS (states))
      g_print ("reply    case %s, %s\n", one->case_id, states[one->state]);
  }
}

static void
print_counts (GPtrArray *cases)
{
  guint counts[OSR_CASE_CLOSED + 1] = { 0 };

  for (guint i = 0; i < cases->len; i++)
    counts[((OsrCase *) g_ptr_array_index (cases, i))->state]++;
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    if (counts[i] > 0)
      g_print ("cases    %u %s\n", counts[i], osr_ctl_text_state (i));
  }
}

int
osr_ctl_status (int argc, char **argv)
{
  g_auto (OsrCtlSourceOptions) options = { 0 };
  g_autoptr (OsrCtlSource) source = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { OSR_CTL_SOURCE_ENTRIES (&options), { NULL } };

  if (!osr_ctl_parse ("status",
                      _ ("Says how many events and cases there are, and what is on its way."),
                      entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (options.server != NULL && options.login == NULL)
    return print_server_status (options.server);
  source = osr_ctl_source_open (&options, &error);
  if (source != NULL)
    cases = osr_ctl_source_load_cases (source, &error);
  if (cases == NULL)
    return osr_ctl_fail (error);
  if (osr_ctl_source_get_log (source) != NULL)
    print_log_status (osr_ctl_source_get_log (source));
  print_counts (cases);
  return OSR_CTL_OK;
}

int
osr_ctl_cases (int argc, char **argv)
{
  g_auto (OsrCtlSourceOptions) options = { 0 };
  g_autoptr (OsrCtlSource) source = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { OSR_CTL_SOURCE_ENTRIES (&options), { NULL } };

  if (!osr_ctl_parse ("cases",
                      _ ("Lists the cases: number or id, state, the beginning of the words."),
                      entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  source = osr_ctl_source_open (&options, &error);
  if (source != NULL)
    cases = osr_ctl_source_load_cases (source, &error);
  if (cases == NULL)
    return osr_ctl_fail (error);
  for (guint i = 0; i < cases->len; i++) {
    OsrCase *one = g_ptr_array_index (cases, i);
    g_autofree char *line = one_line (one->text);

    g_print ("%s  %s  %s\n", one->number != NULL ? one->number : one->id,
             osr_ctl_text_state (one->state), line);
  }
  return OSR_CTL_OK;
}

static void
print_history (OsrCase *one, OsrRegistry *registry)
{
  for (guint i = 0; i < one->events->len; i++) {
    OsrEvent *event = g_ptr_array_index (one->events, i);
    const OsrPerson *person = osr_registry_find_person (registry, event->by);
    g_autofree char *moment = osr_ctl_text_moment (registry, event->at);

    g_print ("  %3" G_GINT64_FORMAT "  %s  %s, %s\n", event->version, moment, event->type,
             person != NULL ? person->name : event->by);
  }
}

int
osr_ctl_case (int argc, char **argv)
{
  g_auto (OsrCtlSourceOptions) options = { 0 };
  g_autoptr (OsrCtlSource) source = NULL;
  g_autoptr (OsrCase) one = NULL;
  g_autoptr (GError) error = NULL;
  gboolean explain = FALSE;
  const GOptionEntry entries[] = { OSR_CTL_SOURCE_ENTRIES (&options),
                                   { "explain", 'e', 0, G_OPTION_ARG_NONE, &explain,
                                     N_ ("Tell how each limit comes about"), NULL },
                                   { NULL } };

  if (!osr_ctl_parse ("case NUMBER", _ ("Shows one case, by its number or id: history and limits."),
                      entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  source = osr_ctl_source_open (&options, &error);
  if (source != NULL)
    one = osr_ctl_source_find (source, argv[1], &error);
  if (one == NULL)
    return osr_ctl_fail (error);
  g_print ("%s  %s\n%s\n", one->number != NULL ? one->number : one->id,
           osr_ctl_text_state (one->state), one->permalink != NULL ? one->permalink : "");
  if (one->reply_url != NULL)
    g_print ("→ %s\n", one->reply_url);
  print_history (one, osr_ctl_source_get_registry (source));
  osr_ctl_print_limits (one, osr_ctl_source_get_registry (source), osr_ctl_source_get_now (source),
                        explain);
  return OSR_CTL_OK;
}
