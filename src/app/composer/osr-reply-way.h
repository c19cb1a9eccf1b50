/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a reply goes when it is written: to be agreed inside the body, or to the curator; and how the
 * button says that. Works without a display. */
#pragma once

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

/* What is being written. All borrowed. */
typedef struct {
  const char *kind;
  const char *text;
  const char *files; /* nullable: digests, comma-separated */
} OsrReplyWritten;

/* The step that the button takes: "drafted" or "submitted". */
const char *osr_reply_way_get_step (OsrWorkplace *workplace, const OsrReplyWritten *written);

/* Whether it may be taken now. */
gboolean osr_reply_way_is_open (OsrWorkplace *workplace, const char *step);

/* What the button says (static), and below it who has it then (transfer full). */
const char *osr_reply_way_get_label (OsrWorkplace *workplace, const char *step);
char *osr_reply_way_dup_hint (OsrWorkplace *workplace, const char *step);

G_END_DECLS
