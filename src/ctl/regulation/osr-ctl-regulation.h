/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the subcommands of `regulation` share. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * osr_ctl_regulation_read:
 * @path: a file, or a pipe
 * @error: %OSR_CORE_ERROR_INVALID: too large, no JSON (with line and column), no object; or that it
 *   cannot be read
 *
 * Returns: (transfer full): what is in the file, not yet checked
 */
JsonObject *osr_ctl_regulation_read (const char *path, GError **error);

/**
 * osr_ctl_regulation_show:
 * @document: a profile that has been checked
 * @language: "ru" or "en"
 *
 * Prints its roles, timers, rules, duties and readings.
 */
void osr_ctl_regulation_show (JsonObject *document, const char *language);

G_END_DECLS
