/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For programs that hold tokens of accounts in their memory. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_process_guard:
 *
 * From here on a crash of this program leaves no picture of its memory, and other programs of the same
 * user can neither read that memory nor attach to it. Programs started by it are not guarded.
 */
void osr_process_guard (void);

G_END_DECLS
