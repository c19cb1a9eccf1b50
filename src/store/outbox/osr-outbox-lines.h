/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A saved outbox line by line: with files in it, it is larger than what is to be held at once. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _OsrOutboxLines OsrOutboxLines;

/* %NULL with a GIOError: @path cannot be opened, or is no regular file */
OsrOutboxLines *osr_outbox_lines_open (const char *path, GError **error);
void osr_outbox_lines_free (OsrOutboxLines *self);

/**
 * osr_outbox_lines_next:
 *
 * Returns: (transfer none) (nullable): the next line, until the next call; one that is longer than any
 *   of an outbox as one that says nothing; %NULL at the end, and when the file cannot be read further
 */
const char *osr_outbox_lines_next (OsrOutboxLines *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrOutboxLines, osr_outbox_lines_free)

G_END_DECLS
