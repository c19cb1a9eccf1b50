/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One spelling for the address of a message: the same link, pasted from a telephone or a computer, is
 * the same message. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_permalink_normalise:
 * @url: (nullable): an address of the web
 *
 * Without scheme, `www.`, `m.`, a trailing slash, the fragment and what only counts visits; the host in
 * lower case, queries in alphabetical order.
 *
 * Returns: (transfer full) (nullable): the one spelling, %NULL when @url is no such address
 */
char *osr_permalink_normalise (const char *url);

G_END_DECLS
