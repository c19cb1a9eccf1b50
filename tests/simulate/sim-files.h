/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photos in the stories: those that go along with a draft, and those that came with a message. What is
 * promised of them: what an accepted step names is at the coordinator; what may not be seen any more, or
 * was destroyed, is on no desk. */
#pragma once

#include "sim-desk.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

void sim_files_begin (void);
void sim_files_end (void);

/* Somebody chooses a photo for a reply, or looks at one; or one came with a message. */
void sim_files_happen (void);

/* The replica took a step that may name photos; and told what became of it. */
void sim_files_took (SimDesk *desk, const char *uuid, const char *case_id, JsonObject *members);
void sim_files_settled (const char *uuid, const GError *error);

/* The words of @version of the case are about to be destroyed. */
void sim_files_erased (const char *case_id, gint64 version);

/* Whether nothing of them is still to go. */
gboolean sim_files_are_settled (SimDesk *desk);

/* What must hold when all is quiet. */
void sim_files_check (OsrLog *log);

G_END_DECLS
