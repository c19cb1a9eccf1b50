/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of suggestions, counted per rule: which word speaks for the wrong topic, which place is
 * misread, and what nothing was suggested for. Recounted from the messages and how they were sorted in
 * the end, with the words that are in force now, so that a mended rule shows at once. */
#pragma once

#include "core/osr-case.h"
#include "core/text/osr-text-reader.h"

G_BEGIN_DECLS

typedef enum {
  OSR_SUGGESTED_TOPIC,
  OSR_SUGGESTED_PLACE,
  OSR_SUGGESTED_IMPORTANCE,
} OsrSuggested;

#define OSR_N_SUGGESTED (OSR_SUGGESTED_IMPORTANCE + 1)

typedef struct {
  OsrSuggested kind;
  char *rule;    /* a phrase of the lists; for places "list" or "form"; "threat"; "" for no rule */
  char *value;   /* id of a topic, name of a place, "high" */
  guint offered; /* messages for which the rule led to the suggestion */
  guint kept;    /* of these, those that were sorted so */
  guint corrected; /* of these, those that were sorted otherwise */
  guint missed;    /* sorted so without the suggestion: the rule was too weak, or there was none */
} OsrSuggestionRow;

typedef struct _OsrSuggestionReport OsrSuggestionReport;

/* @reader: borrowed, must outlive the report */
OsrSuggestionReport *osr_suggestion_report_new (OsrTextReader *reader);
void osr_suggestion_report_free (OsrSuggestionReport *self);

/* Reads one case: those not sorted yet, and those whose words were erased, are only counted. */
void osr_suggestion_report_add (OsrSuggestionReport *self, OsrCase *c);

/* Cases that were read. */
guint osr_suggestion_report_get_count (OsrSuggestionReport *self);

/* Cases that were sorted but whose words are no longer there. */
guint osr_suggestion_report_get_erased (OsrSuggestionReport *self);

/* (element-type OsrSuggestionRow) (transfer container): by kind, what was corrected and missed most
 * first; the rows are the report's. */
GPtrArray *osr_suggestion_report_list (OsrSuggestionReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSuggestionReport, osr_suggestion_report_free)

G_END_DECLS
