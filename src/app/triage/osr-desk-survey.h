/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cases held here tell about new ones: how much each body has in work, and which places
 * were named before. */
#pragma once

#include "core/osr-case.h"

G_BEGIN_DECLS

typedef struct {
  GHashTable *load;  /* body id → how many cases it has in work, in the pointer */
  GPtrArray *places; /* utf8: each once, the most frequent first */
  GHashTable *seen;  /* private: place → how often */
} OsrDeskSurvey;

OsrDeskSurvey *osr_desk_survey_new (void);
void osr_desk_survey_free (OsrDeskSurvey *survey);

/* Takes @c into account. */
void osr_desk_survey_add (OsrDeskSurvey *survey, OsrCase *c);

/* Puts the places in order; after the last case. */
void osr_desk_survey_finish (OsrDeskSurvey *survey);

guint osr_desk_survey_get_load (OsrDeskSurvey *survey, const char *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrDeskSurvey, osr_desk_survey_free)

G_END_DECLS
