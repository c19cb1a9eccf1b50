/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only way in for XML, whoever it comes from: nothing is loaded from anywhere, no entity but the
 * language's own is known, size and depth are bounded. */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

#define OSR_FEED_MAX_BYTES (8 * 1024 * 1024)

/**
 * osr_feed_document_read:
 * @bytes: a document; blanks before it are passed over
 * @length: its length
 * @charset: (nullable): from the Content-Type; goes before what the document says, unless the
 *   document is not in it
 * @error: %OSR_NET_ERROR_PROTOCOL with a sentence and the line
 *
 * References that HTML knows and XML does not are read, as is a lone ampersand; a control character
 * is a space: feeds have them.
 *
 * Returns: (transfer full): the document, or %NULL
 */
xmlDoc *osr_feed_document_read (const char *bytes, gsize length, const char *charset,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

G_END_DECLS
