/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold whatever happens. The watch knows what each clerk was promised and reads the log as it
 * stands on the coordinator's disk; it asks neither of the engines whether they did well. */
#pragma once

#include "net/osr-http-message.h"
#include "sim-desk.h"

G_BEGIN_DECLS

/* What all words of the simulation begin with; a case's are followed by the first letters of its id. */
#define SIM_MARK "mark-"

void sim_watch_begin (void);
void sim_watch_end (void);

/* The replica took a step from the clerk. @seen: version of the case that it is upon; 0: upon the
 * clerk's own step before, or upon nothing */
void sim_watch_took (SimDesk *desk, const char *uuid, const char *case_id, const char *type,
                     gint64 seen);

/* The replica told what became of it. */
void sim_watch_settled (SimDesk *desk, const char *uuid, const GError *error);
void sim_watch_let_go (const char *uuid);

/* A request is with the coordinator; and was answered by it. */
void sim_watch_arrives (guint desk, guint life, OsrHttpRequest *request);
void sim_watch_answered (guint desk, OsrHttpRequest *request, OsrHttpAnswer *answer);

/* Looks at what is new in the log; after every step. */
void sim_watch_look (void);

/* Words of a case were erased. */
void sim_watch_erased (const char *case_id);

/* @words of @version of the case are about to be destroyed: once the log says so, no file holds them. */
void sim_watch_destroyed (const char *case_id, gint64 version, const char *words);

/* Whether nothing is on its way any more: each desk has what its clerk may see. */
gboolean sim_watch_is_quiet (void);

/* What must hold then. */
void sim_watch_check_quiet (void);

typedef struct {
  guint taken, accepted, refused, lost;
} SimCounts;

SimCounts sim_watch_count (void);

/* (transfer full): digest of all that a fold says */
char *sim_fold_digest (OsrCase *c);

G_END_DECLS
