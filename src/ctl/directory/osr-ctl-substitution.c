/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `admin substitution`: who stands in for whom, and when. It begins and ends by the clock. */
#include <glib/gi18n.h>

#include "core/office/osr-office-day.h"
#include "core/office/osr-substitution.h"
#include "ctl/directory/osr-ctl-directory.h"

typedef struct {
  char *office, *from, *to, *ground, *id;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->office);
  g_free (self->from);
  g_free (self->to);
  g_free (self->ground);
  g_free (self->id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_set (Options *self, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &self->office, N_ ("The office's folder"),
      N_ ("DIR") },
    { "from", 'f', 0, G_OPTION_ARG_STRING, &self->from, N_ ("First day, or a moment; now without"),
      N_ ("DAY") },
    { "to", 't', 0, G_OPTION_ARG_STRING, &self->to, N_ ("Last day, or a moment"), N_ ("DAY") },
    { "ground", 'g', 0, G_OPTION_ARG_STRING, &self->ground,
      N_ ("illness, leave, trip, study, other: what the regulation knows"), N_ ("GROUND") },
    { "id", 'i', 0, G_OPTION_ARG_STRING, &self->id, N_ ("To change one; made up without"),
      N_ ("ID") },
    { NULL },
  };

  if (!osr_ctl_parse (
          "admin substitution set ABSENT SUBSTITUTE --to DAY --ground GROUND",
          _ ("Lets one person act for another, in their own name, and see their cases."), entries,
          (int[]){ 2, 2 }, argc, argv))
    return FALSE;
  if (self->to != NULL && self->ground != NULL)
    return TRUE;
  g_printerr ("open-sources-ctl: a substitution needs --to and --ground\n");
  return FALSE;
}

static int
substitution_set (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (OsrLog) log = NULL;
  JsonObject *members;
  OsrInstant from, to;

  if (!parse_set (&options, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (options.office);
  if (log == NULL)
    return OSR_CTL_FAILED;
  from = options.from != NULL
             ? osr_office_parse_moment (osr_log_get_registry (log), options.from, OSR_DAY_BEGINS)
             : osr_clock_now (osr_log_get_clock (log));
  to = osr_office_parse_moment (osr_log_get_registry (log), options.to, OSR_DAY_ENDS);
  if (from == OSR_INSTANT_UNKNOWN || to == OSR_INSTANT_UNKNOWN) {
    g_printerr ("open-sources-ctl: --from and --to are days (2026-04-01) or ISO moments\n");
    return OSR_CTL_USAGE;
  }
  if (options.id == NULL)
    options.id = g_uuid_string_random ();
  members = json_object_new ();
  osr_ctl_set_member (members, "id", options.id);
  osr_ctl_set_member (members, "absent", argv[1]);
  osr_ctl_set_member (members, "substitute", argv[2]);
  json_object_set_int_member (members, "from", from);
  json_object_set_int_member (members, "to", to);
  osr_ctl_set_member (members, "ground", options.ground);
  return osr_ctl_change (g_steal_pointer (&log), "substitution-set", members);
}

static int
substitution_end (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &options.office, N_ ("The office's folder"),
      N_ ("DIR") },
    { NULL },
  };
  JsonObject *members;
  OsrLog *log;

  if (!osr_ctl_parse ("admin substitution end ID",
                      _ ("Ends one now; one that has not begun never is."), entries,
                      (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (options.office);
  if (log == NULL)
    return OSR_CTL_FAILED;
  members = json_object_new ();
  osr_ctl_set_member (members, "id", argv[1]);
  return osr_ctl_change (log, "substitution-ended", members);
}

static void
print_entry (OsrRegistry *registry, const OsrSubstitution *entry, OsrInstant now)
{
  OsrInstant end = osr_substitution_get_end (entry);
  g_autofree char *from = osr_office_format_moment (registry, entry->from, OSR_DAY_BEGINS);
  g_autofree char *to = osr_office_format_moment (registry, end, OSR_DAY_ENDS);

  g_print ("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", entry->id, entry->absent, entry->substitute, from, to,
           osr_ground_nick (entry->ground),
           osr_substitution_is_on (entry, now) ? "now"
           : now < entry->from && now < end    ? "to come"
                                               : "over");
}

static int
substitution_list (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &options.office, N_ ("The office's folder"),
      N_ ("DIR") },
    { NULL },
  };
  g_autoptr (OsrLog) log = NULL;
  GPtrArray *entered;

  if (!osr_ctl_parse ("admin substitution list",
                      _ ("Columns: id, absent, substitute, first day, last day, ground, state."),
                      entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_directory (options.office);
  if (log == NULL)
    return OSR_CTL_FAILED;
  entered = osr_registry_get_substitutions (osr_log_get_registry (log));
  for (guint i = 0; i < entered->len; i++)
    print_entry (osr_log_get_registry (log), entered->pdata[i],
                 osr_clock_now (osr_log_get_clock (log)));
  return OSR_CTL_OK;
}

int
osr_ctl_admin_substitution (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "list", N_ ("who stands in for whom"), substitution_list },
    { "set", N_ ("enter one, or change its days"), substitution_set },
    { "end", N_ ("end one before its time"), substitution_end },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl admin substitution", commands, argc, argv);
}
