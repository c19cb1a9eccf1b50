/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who handed in a file: whoever has its bytes may name it on a case, for others its digest is not enough.
 * It is told in a file beside the bytes, one person a line, so that it is there whenever they are: after a
 * restored backup, and when the lists of cases were made anew. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

/* @person brought the bytes of @digest, which are here. */
gboolean osr_log_hand_in_file (OsrLog *self, const char *digest, const char *person,
                               GError **error);

/* Whether @person ever brought the bytes of @digest. */
gboolean osr_log_was_handed_in (OsrLog *self, const char *digest, const char *person);

/**
 * osr_log_remove_file:
 * @digest: of a file that nothing names any more
 *
 * Removes it with the list of those who brought it.
 *
 * Returns: whether neither is there now; else errno says why
 */
gboolean osr_log_remove_file (OsrLog *self, const char *digest);

G_END_DECLS
