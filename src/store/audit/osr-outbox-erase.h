/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Destroyed words in what a person wrote: see osr-log-erase.h. */
#pragma once

#include "store/osr-outbox.h"

G_BEGIN_DECLS

/**
 * osr_outbox_erase:
 * @case_id: a case of which words were destroyed
 * @whole: whether all of them were
 *
 * Forgets the commands of the case that were accepted; with its last words also the refused ones and
 * the text being written. What was not sent yet stays: the coordinator decides upon it. Nothing of it
 * is left in the files afterwards.
 */
gboolean osr_outbox_erase (OsrOutbox *self, const char *case_id, gboolean whole, GError **error);

G_END_DECLS
