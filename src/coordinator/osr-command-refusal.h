/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refusals are answers, too: what a command was refused with once it is refused with for ever, since
 * whoever heard it has acted upon it, while a late copy of the request may still be on its way. */
#pragma once

#include "coordinator/osr-coordinator.h"

G_BEGIN_DECLS

/**
 * osr_command_refusal_is_final:
 * @offer: what came
 * @missing: (nullable): events that came in between
 * @refusal: why it cannot be accepted
 *
 * Returns: whether no other answer may ever follow. A fault of the coordinator is none; nor is, for a
 * command that a restored log is offered again, that what it stands upon is not there yet.
 */
gboolean osr_command_refusal_is_final (const OsrOffer *offer, JsonArray *missing,
                                       const GError *refusal);

/**
 * osr_command_refusal_store:
 * @offer: what came
 * @stream: of the command
 * @refusal: a final one
 *
 * Writes it down in a transaction of its own; the events that came in between are not kept with it.
 *
 * Returns: FALSE when that fails: the command is not to be called refused then
 */
gboolean osr_command_refusal_store (OsrLog *log, const OsrOffer *offer, const char *stream,
                                    const GError *refusal, GError **error);

/* Returns: FALSE with @error, the refusal of then, unless @answer is that of an accepted command */
gboolean osr_command_refusal_recall (const OsrLogAnswer *answer, GError **error);

G_END_DECLS
