/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text has somebody told of: the reports of a profile that go out by e-mail, with the events
 * that cause them, the roles that are told and the words. Who holds the roles is in osr-notice.h. */
#pragma once

#include "core/regulation/osr-trigger.h"
#include "core/regulation/osr-regulation.h"

G_BEGIN_DECLS

typedef struct {
  const char *report; /* interned: "email-notice", "hand-over-notice" … */
  char *clause;
  GArray *on;      /* OsrTrigger: any of them causes it */
  guint transfers; /* how often the case must have been returned by then; 0: never mind */
  GPtrArray *to;   /* interned ids of roles of the profile */
  OsrText2 says;   /* what happened, in a few words: the subject */
  OsrText2 asks;   /* what is to be done */
} OsrNoticeSpec;

/* (element-type OsrNoticeSpec) (transfer none): in the order of the profile */
GPtrArray *osr_regulation_get_notices (OsrRegulation *regulation);

void osr_notice_spec_free (OsrNoticeSpec *spec);

G_END_DECLS
