/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's own words, and what became of suggestions. */
#pragma once

#include "core/text/osr-text-reader.h"
#include "ctl/osr-ctl.h"

G_BEGIN_DECLS

int osr_ctl_admin_lexicon (int argc, char **argv); /* `admin lexicon` */
int osr_ctl_about (int argc, char **argv);         /* `about` */
int osr_ctl_text_report (int argc, char **argv);   /* `text report` */

/**
 * osr_ctl_words_load:
 * @path: a table of words, see osr-lexicon.h
 * @topics: (nullable): ids that a topic may have; those that the programs come with when %NULL
 * @error: the file and the line, and what to write instead
 *
 * Returns: (transfer full): the document
 */
JsonObject *osr_ctl_words_load (const char *path, const char *const *topics, GError **error);

G_END_DECLS
