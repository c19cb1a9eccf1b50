/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registering messages by hand on this workstation, with or without the coordinator; the form that is
 * being filled in; and the cases that were joined into one matter. */
#pragma once

#include "core/message/osr-matter.h"
#include "core/message/osr-message-entry.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

/* Whether the clerk's roles register messages; @error says why not. */
gboolean osr_replica_may_register (OsrReplica *self, GError **error);

/**
 * osr_replica_find_message:
 * @entry: as far as it is filled in
 *
 * Returns: (transfer full) (nullable): the case of the message, when this workstation holds it; one that
 *   it does not hold only the coordinator knows
 */
char *osr_replica_find_message (OsrReplica *self, const OsrMessageEntry *entry);

/**
 * osr_replica_register:
 * @entry: osr_message_entry_check() was right
 * @case_id: (out) (optional) (transfer full): the new case, or with %OSR_CORE_ERROR_KNOWN the old one
 * @error: %OSR_CORE_ERROR_KNOWN, or why the clerk may not
 *
 * Writes the command to the outbox. That somebody else registered it first comes as a refusal.
 *
 * Returns: (transfer full) (nullable): the command's uuid, as of osr_replica_act()
 */
char *osr_replica_register (OsrReplica *self, const OsrMessageEntry *entry, char **case_id,
                            GError **error);

/* Keeps what stands in the form @name, to be there again after the window was closed or the program
 * ended; %NULL @text forgets it. */
void osr_replica_keep_form (OsrReplica *self, const char *name, const char *text);
char *osr_replica_dup_form (OsrReplica *self, const char *name); /* nullable */

/* (transfer full): the matter of a case, as far as this workstation holds its cases. */
OsrMatter *osr_replica_load_matter (OsrReplica *self, const char *case_id);

G_END_DECLS
