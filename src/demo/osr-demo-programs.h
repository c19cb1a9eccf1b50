/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds and starts the other programs of this product for a demonstration. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * osr_demo_program_find:
 * @name: "open-sources-coordinator"
 * @error: %G_FILE_ERROR_NOENT
 *
 * Looks beside the running program, in the neighbouring folders of a build, then in the PATH.
 *
 * Returns: (transfer full): its path
 */
char *osr_demo_program_find (const char *name, GError **error);

/**
 * osr_demo_program_spawn:
 * @argv: (array zero-terminated=1): a name for osr_demo_program_find(), and arguments
 * @log: (nullable): where its messages go; %NULL for nowhere
 * @pipe: whether its standard output is to be read
 *
 * The child is in a process group of its own, so that Ctrl+C ends it in order and not at once, and
 * ends when this process does, however that ends.
 */
GSubprocess *osr_demo_program_spawn (const char *const *argv, const char *log, gboolean pipe,
                                     GError **error);

/* Removes a folder and all in it; follows no links. */
void osr_demo_folder_remove (const char *path);

G_END_DECLS
