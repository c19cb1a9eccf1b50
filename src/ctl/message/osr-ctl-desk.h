/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the subcommands share that act as a person: which coordinator, who, and the steps they take. */
#pragma once

#include <glib/gi18n.h>

#include "ctl/osr-ctl-reader.h"

G_BEGIN_DECLS

typedef struct {
  char *server;
  char *login; /* the password is read from standard input */
} OsrCtlDeskOptions;

void osr_ctl_desk_options_clear (OsrCtlDeskOptions *options);

/* The options as entries of a table; @options must outlive the parsing. */
#define OSR_CTL_DESK_ENTRIES(options)                                                              \
  {                                                                                                \
    "server", 's', 0, G_OPTION_ARG_STRING, &(options)->server, N_ ("The coordinator"), N_ ("URL")  \
  },                                                                                               \
  {                                                                                                \
    "login", 'l', 0, G_OPTION_ARG_STRING, &(options)->login,                                       \
        N_ ("Who acts; the first line of standard input is the password"), N_ ("LOGIN")            \
  }

/* Signs in and reads what the person may see. */
OsrCtlReader *osr_ctl_desk_open (const OsrCtlDeskOptions *options, GError **error);

/* (transfer full): the case of a number or an id, among those the person sees. */
OsrCase *osr_ctl_desk_find (OsrCtlReader *reader, const char *name, GError **error);

/* The id of the case that a number names; an id is one already. Nullable with @error. */
char *osr_ctl_desk_find_id (OsrCtlReader *reader, const char *name, GError **error);

/**
 * osr_ctl_step_fill:
 * @members: of the step; what follows from the case is added where it was not said
 * @payload: of the step
 *
 * Body, kind, account and digest of a text; number and digest of the draft that is decided on; the word
 * by which a publication is known.
 */
void osr_ctl_step_fill (OsrCase *the_case, OsrRegistry *registry, const char *type,
                        JsonObject *members, JsonObject *payload);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OsrCtlDeskOptions, osr_ctl_desk_options_clear)

G_END_DECLS
