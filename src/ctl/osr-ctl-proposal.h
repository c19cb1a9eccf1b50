/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change of regulation, calendar or hours, shown before it is made: which open limits would move.
 * What the change is, the caller says (osr-ctl-adopt.c). */
#pragma once

#include <glib/gi18n.h>

#include "osr-config.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

/* What the commands that change the office's time have in common. */
typedef struct {
  char *office; /* folder */
  char *clock;  /* nullable: file of a demonstration's clock */
  gboolean apply;
  gint64 head; /* 0, or where the log must still end for it to be applied */
} OsrProposalOptions;

void osr_proposal_options_clear (OsrProposalOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OsrProposalOptions, osr_proposal_options_clear)

#ifdef OSR_DEMO
#define OSR_PROPOSAL_CLOCK_ENTRY(options)                                                          \
  { "demo-clock",                                                                                  \
    0,                                                                                             \
    0,                                                                                             \
    G_OPTION_ARG_FILENAME,                                                                         \
    &(options)->clock,                                                                             \
    N_ ("The clock of a demonstration"),                                                           \
    N_ ("FILE") },
#else
#define OSR_PROPOSAL_CLOCK_ENTRY(options)
#endif

#define OSR_PROPOSAL_ENTRIES(options)                                                              \
  { "office",  'o', 0, G_OPTION_ARG_FILENAME, &(options)->office, N_ ("The office's folder"),      \
    N_ ("DIR") },                                                                                  \
      { "apply",                                                                                   \
        0,                                                                                         \
        0,                                                                                         \
        G_OPTION_ARG_NONE,                                                                         \
        &(options)->apply,                                                                         \
        N_ ("Change it; without this only what would move is shown"),                              \
        NULL },                                                                                    \
      { "head",                                                                                    \
        0,                                                                                         \
        0,                                                                                         \
        G_OPTION_ARG_INT64,                                                                        \
        &(options)->head,                                                                          \
        "Only if the log still ends at this number, which the preview names",                      \
        "N" },                                                                                     \
      OSR_PROPOSAL_CLOCK_ENTRY (options)

/**
 * osr_proposal_run:
 * @log: the office's
 * @type: event of the office stream
 * @members: its members
 *
 * Prints which open limits move, and with @options->apply appends the event, but only while the log
 * ends where it ended when that was counted.
 *
 * Returns: the exit status
 */
int osr_proposal_run (OsrLog *log, const OsrProposalOptions *options, const char *type,
                      JsonObject *members);

G_END_DECLS
