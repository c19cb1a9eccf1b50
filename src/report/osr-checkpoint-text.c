/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The digits are those that `bundle verify --checkpoint` takes. */
#include "report/osr-checkpoint-text.h"

#include <glib/gi18n.h>

#include "report/osr-time-text.h"

char *
osr_checkpoint_text (const OsrCheckpoint *self, OsrZone *zone)
{
  g_autofree char *digits = osr_checkpoint_short (self->root);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, self->version);
  g_autofree char *last = g_strdup_printf ("%" G_GINT64_FORMAT, self->to_seq);
  g_autofree char *moment =
      zone != NULL ? osr_time_text_full (self->at, zone) : g_strdup ("\u2014");

  /* Translators: number of a checkpoint, its moment, the number of the last event under it, and
   * hexadecimal digits in groups of four */
  return g_strdup_printf (_ ("Checkpoint of the log No. %1$s, %2$s, up to event %3$s: %4$s"),
                          number, moment, last, digits);
}

const char *
osr_checkpoint_text_contradicted (void)
{
  return _ (
      "This checkpoint does not fit the events that this workstation holds: either the log of "
      "the office was changed afterwards, or what is kept here was. The administrator compares "
      "the log with the checkpoints that were printed.");
}
