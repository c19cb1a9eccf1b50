/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The links of the official accounts as three of the texts have the official sites show them: those that
 * have a public link, body by body. Putting them there is the site's business. */
#pragma once

#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef enum {
  OSR_ACCOUNT_LINKS_TEXT,
  OSR_ACCOUNT_LINKS_HTML,
  OSR_ACCOUNT_LINKS_CSV
} OsrAccountLinksFormat;

/* "text", "html", "csv" */
gboolean osr_account_links_format_from_nick (const char *nick, OsrAccountLinksFormat *format);

/**
 * osr_account_links_write:
 *
 * Returns: (transfer full): a line an account: whose it is, the network, its name, the link; the
 *   office's own first. HTML is a list without a page around it.
 */
char *osr_account_links_write (OsrRegistry *registry, OsrAccountLinksFormat format);

G_END_DECLS
