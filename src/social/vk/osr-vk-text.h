/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as VK writes them: into what its page shows, and into a form for comparing, since VK may
 * change spaces and links of what was sent. */
#pragma once

#include "social/osr-network-records.h"

G_BEGIN_DECLS

/**
 * osr_vk_text_decode:
 * @raw: a text from an answer, UTF-8
 * @max_characters: the longest result; a longer one ends in "…"
 *
 * Decodes character references, and shows mentions ("[id1|Anna]") by name, as the page does.
 *
 * Returns: (transfer full): plain text
 */
char *osr_vk_text_decode (const char *raw, glong max_characters);

/**
 * osr_vk_text_normalise:
 * @text: plain text
 *
 * Returns: (transfer full): NFC, spaces folded, no invisible characters, links without a scheme,
 *   mentions by name; equal for what was sent and what VK made of it
 */
char *osr_vk_text_normalise (const char *text);

/* What of @sent is in @found, both as they are compared. */
OsrNetworkLikeness osr_vk_text_likeness (const char *sent, const char *found);

/* (transfer full): @text, or its first @max_characters less one and "…" */
char *osr_vk_text_shorten (const char *text, glong max_characters);

G_END_DECLS
