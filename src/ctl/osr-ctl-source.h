/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a subcommand reads cases from: an office's own log, a coordinator as one of its persons, or a
 * workstation's cache. What it does with them is the subcommand's. */
#pragma once

#include <glib/gi18n.h>

#include "core/osr-case.h"
#include "core/osr-registry.h"
#include "ctl/osr-ctl-reader.h"
#include "store/osr-cache.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

typedef struct {
  char *office;
  char *server;
  char *login; /* with a server; the password is read from standard input */
  char *cache;
} OsrCtlSourceOptions;

void osr_ctl_source_options_clear (OsrCtlSourceOptions *options);

/* The options as entries of a table; @options must outlive the parsing. */
#define OSR_CTL_SOURCE_ENTRIES(options)                                                            \
  { "office",  'o', 0, G_OPTION_ARG_FILENAME, &(options)->office, N_ ("Read an office's folder"),  \
    N_ ("DIR") },                                                                                  \
      { "server",  's', 0, G_OPTION_ARG_STRING, &(options)->server, N_ ("Ask a coordinator"),      \
        N_ ("URL") },                                                                              \
      { "login",                                                                                   \
        'l',                                                                                       \
        0,                                                                                         \
        G_OPTION_ARG_STRING,                                                                       \
        &(options)->login,                                                                         \
        N_ ("Whose eyes to read a coordinator with; the password is read from standard input"),    \
        N_ ("LOGIN") },                                                                            \
  {                                                                                                \
    "cache", 'c', 0, G_OPTION_ARG_FILENAME, &(options)->cache,                                     \
        N_ ("Read what a workstation holds: the folder of its cache.db"), N_ ("DIR")               \
  }

typedef struct _OsrCtlSource OsrCtlSource;

/**
 * osr_ctl_source_open:
 * @error: not exactly one of the three is named, or it cannot be read
 */
OsrCtlSource *osr_ctl_source_open (const OsrCtlSourceOptions *options, GError **error);
void osr_ctl_source_free (OsrCtlSource *self);

OsrRegistry *osr_ctl_source_get_registry (OsrCtlSource *self);

/* The time of the source: a coordinator's own, else this machine's. */
OsrInstant osr_ctl_source_get_now (OsrCtlSource *self);

/* (nullable) (transfer none): the log, when an office is read */
OsrLog *osr_ctl_source_get_log (OsrCtlSource *self);

/* (nullable) (transfer none): the cache, when a workstation's is read */
OsrCache *osr_ctl_source_get_cache (OsrCtlSource *self);

/* (element-type OsrCase) (transfer full): all cases, in the order of their numbers, those without one
 * first */
GPtrArray *osr_ctl_source_load_cases (OsrCtlSource *self, GError **error);

/* (element-type OsrReportTrack) (transfer full): reports on their way, oldest first */
GPtrArray *osr_ctl_source_load_reports (OsrCtlSource *self, GError **error);

/* (nullable) (transfer none): who is signed in, when a coordinator is asked */
OsrCtlReader *osr_ctl_source_get_reader (OsrCtlSource *self);

/* (transfer full): the case @id; %NULL with an error when it is not there. */
OsrCase *osr_ctl_source_load (OsrCtlSource *self, const char *id, GError **error);

/**
 * osr_ctl_source_find:
 * @name: a uuid, or a number: "2026-000123"
 * @error: there is none
 */
OsrCase *osr_ctl_source_find (OsrCtlSource *self, const char *name, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OsrCtlSourceOptions, osr_ctl_source_options_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrCtlSource, osr_ctl_source_free)

G_END_DECLS
