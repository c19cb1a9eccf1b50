/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills the page templates, which are data and hold all words that a citizen reads. {{key}} is put in
 * escaped, {{{key}}} as it is, for pieces that are pages' parts themselves. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_sandbox_template_fill:
 * @name: a template among the built-in resources, without folder and ".html"
 * @...: pairs of key and value (%NULL for an empty one), then %NULL
 *
 * Returns: (transfer full): the text; a key that is not given is empty
 */
char *osr_sandbox_template_fill (const char *name, ...) G_GNUC_NULL_TERMINATED;

/**
 * osr_sandbox_resource:
 * @name: a path below the sandbox's own resources
 *
 * Returns: (transfer full): the bytes, %NULL if there is no such resource
 */
GBytes *osr_sandbox_resource (const char *name);

G_END_DECLS
