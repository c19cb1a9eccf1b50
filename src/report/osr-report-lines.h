/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reports and notices about a case with what became of each: the immediate report step by step with its
 * receipts, notices of deficiency, the referral, the success case. Pure. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef enum {
  OSR_REPORT_LINE_OWED,     /* is to be made */
  OSR_REPORT_LINE_SENT,     /* no receipt yet */
  OSR_REPORT_LINE_RECEIVED, /* or done: nothing more is awaited */
  OSR_REPORT_LINE_REFUSED
} OsrReportLineState;

typedef struct {
  OsrReportLineState state;
  char *title; /* "Immediate report, step 1 of 2" */
  char *says;  /* "to the Governor · today 10:12 · received by Ivanov A. P. today 10:30" */
  char *words; /* nullable: what it said; erased or none */
} OsrReportLine;

/**
 * osr_report_lines_new:
 *
 * Returns: (element-type OsrReportLine) (transfer full): in the order of what happened, what is owed
 *   before; empty where there is nothing to tell
 */
GPtrArray *osr_report_lines_new (OsrCase *c, OsrRegistry *registry, OsrInstant now);
void osr_report_line_free (OsrReportLine *self);

G_END_DECLS
