/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `matter`: the posts that were joined into one matter, each with its state and its limit, and the
 * approved text as it would be for one of them. */
#include <glib/gi18n.h>

#include "core/message/osr-matter.h"
#include "core/osr-rules.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-source.h"
#include "ctl/osr-ctl-text.h"
#include "report/osr-time-text.h"

/* (transfer full): the limit of the post that presses, in words */
static char *
text_limit (OsrCase *one, OsrRegistry *registry, OsrInstant now)
{
  g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (one->events, registry);
  const OsrDeadline *deadline = osr_rules_next_deadline (one, registry, NULL, deadlines);
  g_autofree char *due = NULL;
  g_autofree char *state = NULL;

  if (deadline == NULL)
    return g_strdup ("—");
  due = osr_ctl_text_moment (registry, deadline->due);
  state = osr_ctl_text_limit_state (deadline, registry, now);
  return g_strdup_printf ("%s: %s; %s", osr_time_text_timer (deadline->spec), due, state);
}

static void
print_post (const OsrMatter *matter, const OsrMatterPost *post, OsrCtlSource *source)
{
  OsrCase *one = post->the_case;
  const char *where = one->permalink != NULL ? one->permalink : one->source;
  g_autofree char *limit =
      text_limit (one, osr_ctl_source_get_registry (source), osr_ctl_source_get_now (source));

  g_print ("%c %s  %s  %s  %s\n", post == matter->core ? '*' : ' ',
           one->number != NULL ? one->number : one->id, osr_ctl_text_state (one->state), limit,
           where != NULL ? where : "");
  if (one->reply_url != NULL)
    g_print ("    → %s\n", one->reply_url);
}

static int
show (OsrCtlSource *source, const OsrMatter *matter, OsrCase *one)
{
  for (guint i = 0; i < matter->posts->len; i++)
    print_post (matter, matter->posts->pdata[i], source);
  return OSR_CTL_OK;
}

static int
print_variant (OsrCtlSource *source, const OsrMatter *matter, OsrCase *one)
{
  gint64 over;
  g_autofree char *text =
      osr_matter_dup_variant (matter, one, osr_ctl_source_get_registry (source), &over);

  if (text == NULL) {
    g_printerr ("%s\n", _ ("No text of this matter is approved yet"));
    return OSR_CTL_FAILED;
  }
  g_print ("%s\n", text);
  if (over > 0)
    g_printerr (ngettext ("Too long for the network by %d character: shorten it\n",
                          "Too long for the network by %d characters: shorten it\n", (gulong) over),
                (int) over);
  return over > 0 ? OSR_CTL_FAILED : OSR_CTL_OK;
}

typedef int (*MatterCommand) (OsrCtlSource *source, const OsrMatter *matter, OsrCase *one);

static int
run (int argc, char **argv, const char *usage, const char *summary, MatterCommand command)
{
  g_auto (OsrCtlSourceOptions) options = { 0 };
  g_autoptr (OsrCtlSource) source = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (OsrCase) one = NULL;
  g_autoptr (OsrMatter) matter = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { OSR_CTL_SOURCE_ENTRIES (&options), { NULL } };

  if (!osr_ctl_parse (usage, summary, entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  source = osr_ctl_source_open (&options, &error);
  if (source != NULL)
    one = osr_ctl_source_find (source, argv[1], &error);
  if (one != NULL)
    cases = osr_ctl_source_load_cases (source, &error);
  if (cases == NULL)
    return osr_ctl_fail (error);
  matter = osr_matter_new (cases, one->id);
  return command (source, matter, one);
}

static int
matter_show (int argc, char **argv)
{
  return run (
      argc, argv, "matter show CASE",
      _ ("Lists the posts of the matter that a case belongs to: number, state, limit, address; "
         "* marks the one whose text is approved for all."),
      show);
}

static int
matter_variant (int argc, char **argv)
{
  return run (
      argc, argv, "matter variant CASE",
      _ ("Prints the approved text of the matter as a draft for this case. It is submitted and "
         "approved like every other."),
      print_variant);
}

int
osr_ctl_matter (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "show", N_ ("the posts of a matter, their states and limits"), matter_show },
    { "variant", N_ ("the approved text for another post"), matter_variant },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl matter", commands, argc, argv);
}
