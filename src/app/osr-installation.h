/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the program's own files are: installed, or beside it in the build folder. Needs no
 * environment. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * osr_installation_dup_build_folder:
 *
 * Returns: (transfer full) (nullable): the build folder when the running program is in one
 */
char *osr_installation_dup_build_folder (void);

/* (transfer full): the folder of the program's translations. */
char *osr_installation_dup_locale_folder (void);

/**
 * osr_installation_new_settings:
 * @lasting: whether what is set is kept; the demonstration leaves nothing behind
 *
 * Returns: (transfer full) (nullable): the window's settings; %NULL when the schema is not installed
 */
GSettings *osr_installation_new_settings (gboolean lasting);

G_END_DECLS
