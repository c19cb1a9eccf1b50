/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `bundle export` and `bundle verify`: a case for a prosecutor, a court, or the citizen, and its
 * examination on a machine that has nothing but this program. */
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "core/media/osr-media-list.h"
#include "core/media/osr-media-proof.h"
#include "core/osr-deadline.h"
#include "ctl/audit/osr-ctl-audit.h"
#include "ctl/osr-ctl-office.h"
#include "ctl/osr-ctl-text.h"
#include "report/osr-history-sentence.h"
#include "store/audit/osr-bundle.h"

gboolean
osr_ctl_export_bundle (OsrLog *log, const char *case_id, gboolean payloads, const char *path,
                       GError **error)
{
  g_autoptr (GBytes) bytes = osr_bundle_write (log, case_id, payloads, error);
  gsize length;
  const char *data;

  if (bytes == NULL)
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "%s: is there already", path);
    return FALSE;
  }
  data = g_bytes_get_data (bytes, &length);
  return g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error);
}

static int
bundle_export (int argc, char **argv)
{
  g_autofree char *office = NULL, *file = NULL, *id = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  gboolean bare = FALSE;
  const GOptionEntry entries[] = {
    { "office", 0, 0, G_OPTION_ARG_FILENAME, &office, "The office's folder", "DIR" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &file, "The file to be, NUMBER.bundle else",
      "FILE" },
    { "without-payloads", 0, 0, G_OPTION_ARG_NONE, &bare, "Leave words and names out", NULL },
    { NULL },
  };

  if (!osr_ctl_parse (
          "bundle export CASE",
          "Writes one case to a file that can be examined anywhere: its events, what of "
          "the office is\nneeded to understand them, and the proofs that they stand under "
          "the checkpoints of the log.",
          entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_office (office, NULL, &error);
  if (log != NULL)
    id = osr_ctl_find_case (log, argv[1], &error);
  if (id == NULL)
    return osr_ctl_fail (error);
  if (file == NULL)
    file = g_strconcat (argv[1], ".bundle", NULL);
  if (!osr_ctl_export_bundle (log, id, !bare, file, &error))
    return osr_ctl_fail (error);
  g_print ("%s\n", file);
  return OSR_CTL_OK;
}

/* The files themselves are not in the bundle: by its digest each can be told to be the one. */
static void
print_files (OsrEvent *event)
{
  g_autofree char *with_text = osr_media_list_dup (event->members);
  g_autofree char *of_proof = osr_media_proof_dup_files (event->payload);
  const char *list = with_text != NULL ? with_text : of_proof;
  g_auto (GStrv) digests = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = 0; digests[i] != NULL; i++)
    g_print ("       file %s\n", digests[i]);
}

static void
print_history (const OsrBundle *bundle)
{
  OsrCase *one = bundle->the_case;
  g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (one->events, bundle->registry);

  g_print ("%s  %s\n", one->number != NULL ? one->number : one->id,
           osr_ctl_text_state (one->state));
  if (one->permalink != NULL)
    g_print ("%s\n", one->permalink);
  if (one->text != NULL)
    g_print ("%s\n", one->text);
  for (guint i = 0; i < one->events->len; i++) {
    OsrEvent *event = one->events->pdata[i];
    g_autoptr (OsrHistorySentence) sentence =
        osr_history_sentence_new (one, i, deadlines, bundle->registry);
    g_autofree char *text = osr_history_sentence_to_text (sentence);
    g_autofree char *moment = osr_ctl_text_moment (bundle->registry, event->at);

    g_print ("  %3" G_GINT64_FORMAT "  %s  %s\n", event->version, moment, text);
    print_files (event);
  }
  osr_ctl_print_limits (one, bundle->registry, bundle->made_at, FALSE);
}

/* A checkpoint seals what was there, and no file can show that nothing came after it. */
static void
print_head (const OsrBundle *bundle, const OsrCheckpoint *last)
{
  g_autofree char *moment = osr_ctl_text_moment (bundle->registry, bundle->made_at);

  g_print ("\nAs of %s, event %" G_GINT64_FORMAT " of the log: the case has %u events.\n", moment,
           bundle->head_seq, bundle->the_case->events->len);
  g_print ("Events newer than the last checkpoint: %u, unproven%s.\n", bundle->n_open,
           bundle->n_open > 0 ? ": nothing but this file speaks for them" : "");
  if (last == NULL)
    return;
  if (bundle->heads_version > 0)
    g_print ("At checkpoint No. %" G_GINT64_FORMAT " the case had %" G_GINT64_FORMAT
             " events, all of them here.\n",
             bundle->heads_checkpoint, bundle->heads_version);
  else if (bundle->heads_checkpoint == 0 && bundle->n_sealed > 0)
    g_print (
        "The checkpoints were written by an older program: they do not show whether events were "
        "cut off the end of the case.\n");
  g_print ("The last checkpoint reaches event %" G_GINT64_FORMAT
           " of the log; whether the case went on after that, the office's own log says.\n",
           last->to_seq);
}

static void
print_proofs (const OsrBundle *bundle)
{
  const OsrCheckpoint *last = bundle->checkpoints->len > 0
                                  ? bundle->checkpoints->pdata[bundle->checkpoints->len - 1]
                                  : NULL;

  print_head (bundle, last);
  g_print ("Chain, digests and proofs hold. %u events of the case are under checkpoints.\n",
           bundle->n_sealed);
  if (bundle->n_erased > 0)
    g_print ("The words of %u events were destroyed under an act.\n", bundle->n_erased);
  if (!bundle->payloads)
    g_print ("Words and names were left out.\n");
  for (const OsrCheckpoint *one = last; one != NULL; one = NULL) {
    g_autofree char *moment = osr_ctl_text_moment (bundle->registry, one->at);
    g_autofree char *root = osr_checkpoint_short (one->root);

    g_print ("Checkpoint No. %" G_GINT64_FORMAT " of %s: %s\n", one->version, moment, root);
  }
}

/* Without a hash from elsewhere a whole log may have been invented. */
static int
compare (OsrBundle *bundle, const char *digits)
{
  const OsrCheckpoint *one;

  if (digits == NULL) {
    g_print ("Compare a checkpoint with a printed summary of the office (--checkpoint DIGITS).\n");
    return OSR_CTL_OK;
  }
  one = osr_bundle_find_checkpoint (bundle, digits);
  if (one == NULL) {
    g_printerr ("open-sources-ctl: none of the checkpoints is \"%s\"\n", digits);
    return OSR_CTL_FAILED;
  }
  g_print ("Checkpoint No. %" G_GINT64_FORMAT " is the one that was given.\n", one->version);
  return OSR_CTL_OK;
}

static int
bundle_verify (int argc, char **argv)
{
  g_autofree char *digits = NULL, *text = NULL, *language = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (OsrBundle) bundle = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const GOptionEntry entries[] = {
    { "checkpoint", 0, 0, G_OPTION_ARG_STRING, &digits,
      "A checkpoint as it is printed: sixteen digits or more", "DIGITS" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, "ru or en", "LANGUAGE" },
    { NULL },
  };

  if (!osr_ctl_parse (
          "bundle verify FILE",
          "Examines a case in a file, without coordinator or database, and tells its "
          "history with\nlimits and verdicts. That later events were left out cannot be "
          "seen from a file.",
          entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (!osr_ctl_use_language (language, &error) ||
      !g_file_get_contents (argv[1], &text, &length, &error))
    return osr_ctl_fail (error);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  bundle = osr_bundle_read (bytes, &error);
  if (bundle == NULL)
    return osr_ctl_fail (error);
  print_history (bundle);
  print_proofs (bundle);
  return compare (bundle, digits);
}

int
osr_ctl_bundle (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "export", N_ ("write a case with its proofs to a file"), bundle_export },
    { "verify", N_ ("examine a case in a file"), bundle_verify },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl bundle", commands, argc, argv);
}
