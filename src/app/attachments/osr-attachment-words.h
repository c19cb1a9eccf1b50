/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a network takes along with a reply, in words. */
#pragma once

#include "core/media/osr-media-limits.h"
#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

/* (transfer none): what may go along with the reply of @c, wherever it goes out from */
const OsrMediaLimits *osr_attachment_limits (OsrCase *c, OsrRegistry *registry);

/* The longest text of that reply: some networks take shorter ones together with files. */
gint64 osr_attachment_text_limit (OsrCase *c, OsrRegistry *registry, gboolean with_files);

/* (transfer full): "Up to 10 files: photos up to 10 MB, videos up to 50 MB"; "" where none go along */
char *osr_attachment_words_limits (const OsrMediaLimits *limits);

/* (transfer full): why core refused a file, for the person: @error of osr_media_look() and its like */
char *osr_attachment_words_fault (const GError *error);

G_END_DECLS
