/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence for each kind of fault with the way out; the connector's own words follow for whoever
 * has to tell the network about it. */
#include "report/osr-account-health-text.h"

#include <glib/gi18n.h>

#include "report/osr-time-text.h"

static const struct {
  const char *code;
  const char *sentence;
} faults[] = {
  { "offline", N_ ("the network cannot be reached from the coordinator") },
  { "auth", N_ ("the network refuses the token: give the account a new one") },
  { "rate-limited", N_ ("the network lets us ask no more for now; it is tried again by itself") },
  { "temporary", N_ ("the network is out of order; it is tried again by itself") },
  { "rejected", N_ ("the network refuses to be read so: check the account's settings") },
  { "protocol", N_ ("the network answers what this program does not understand") },
};

gboolean
osr_account_health_is_ill (const OsrAccountHealth *self)
{
  return self->watched && self->failures > 0;
}

static const char *
explain (const OsrAccountHealth *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    if (g_strcmp0 (faults[i].code, self->fault_code) == 0)
      return _ (faults[i].sentence);
  }
  return _ ("what was read could not be kept");
}

static char *
describe_fault (const OsrAccountHealth *self, const char *since)
{
  g_autofree char *whole =
      self->fault != NULL ? g_strdup_printf (" (%s)", self->fault) : g_strdup ("");

  if (since == NULL)
    /* TRANSLATORS: why an account could never be read; the second is the network's own words */
    return g_strdup_printf (_ ("Could not be read yet: %s%s."), explain (self), whole);
  /* TRANSLATORS: the first is the moment of the last reading, as "today 9:40" */
  return g_strdup_printf (_ ("Last read %s, not since: %s%s."), since, explain (self), whole);
}

char *
osr_account_health_text (const OsrAccountHealth *self, OsrInstant now, OsrZone *zone)
{
  g_autofree char *since =
      self->read_at != OSR_INSTANT_UNKNOWN ? osr_time_text_moment (self->read_at, now, zone) : NULL;
  g_autofree char *read = NULL;

  if (!self->watched && since == NULL)
    return g_strdup (_ ("Not read."));
  if (!self->watched)
    return g_strdup_printf (_ ("Paused; last read %s."), since);
  if (self->failures > 0)
    return describe_fault (self, since);
  if (since == NULL)
    return g_strdup (_ ("Not read yet."));
  read = g_strdup_printf (_ ("Read %s."), since);
  if (self->calls_left < 0)
    return g_steal_pointer (&read);
  /* TRANSLATORS: the first is a whole sentence, as "Read today 9:40." */
  return g_strdup_printf (ngettext ("%1$s The network allows %2$d more call today.",
                                    "%1$s The network allows %2$d more calls today.",
                                    (gulong) self->calls_left),
                          read, (int) MIN (self->calls_left, G_MAXINT));
}
