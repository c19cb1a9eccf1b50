/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page of the web says of itself in its head: for one line beside a message. Nothing of the page
 * is run, shown or fetched. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many bytes of a page are read: heads stand at the beginning. */
#define OSR_LINK_PAGE_BYTES (512 * 1024)

#define OSR_LINK_TITLE_LONGEST       200
#define OSR_LINK_SITE_LONGEST        80
#define OSR_LINK_DESCRIPTION_LONGEST 300

/**
 * OsrLinkPage:
 * @title: of og:title, or of <title>; one line
 * @site: (nullable): of og:site_name
 * @description: (nullable): of og:description, or of the description for search
 */
typedef struct {
  char *title;
  char *site;
  char *description;
} OsrLinkPage;

void osr_link_page_free (OsrLinkPage *self);

/* (transfer full) (nullable): %NULL for a page that has no title. Its encoding is that of a byte order
 * mark, of what it declares, UTF-8 where that fits, else windows-1251. */
OsrLinkPage *osr_link_page_read (GBytes *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrLinkPage, osr_link_page_free)

G_END_DECLS
