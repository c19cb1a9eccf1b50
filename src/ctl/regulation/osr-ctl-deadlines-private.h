/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of `deadlines` share: its options and its two ways of counting. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct {
  char *vectors;    /* nullable: file of worked timelines */
  char *regulation; /* nullable: id or file of a profile */
  char *events;     /* nullable: file of one timeline */
  char *schedule;   /* nullable: file of a weekly schedule */
  char *now;        /* nullable: instant, RFC 3339 */
  char *language;   /* nullable: "ru" or "en" */
  char **readings;  /* nullable: ID=SETTING */
  gboolean explain;
  gboolean json;
  JsonObject *choices; /* nullable: @readings, read */
} OsrCtlDeadlines;

/* Recounts worked timelines; @failed (out): how many differ, none when JSON was asked for, which
 * leaves the comparing to others. FALSE for input that cannot be read. */
gboolean osr_ctl_deadlines_vectors (const OsrCtlDeadlines *self, guint *failed, GError **error);

/* Counts one timeline and shows its limits. */
gboolean osr_ctl_deadlines_timeline (const OsrCtlDeadlines *self, GError **error);

G_END_DECLS
