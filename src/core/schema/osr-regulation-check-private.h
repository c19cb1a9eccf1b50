/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checks of a profile share. */
#pragma once

#include "core/schema/osr-regulation-check.h"

G_BEGIN_DECLS

/* A walk through a profile. All lists of ids are of what stands in this document. */
typedef struct {
  JsonObject *document;
  GString *pointer; /* of the value at hand */
  GPtrArray *faults;
} OsrSurvey;

/* Adds a fault at @survey's pointer, followed by @member (nullable). */
void osr_survey_fault (OsrSurvey *survey, const char *member, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* What is called for each object of a list, with the pointer at it. */
typedef void (*OsrSurveyVisit) (OsrSurvey *survey, JsonObject *object, guint index);

/* Visits each object of the list @member of @object; a list in @object's member only. */
void osr_survey_each (OsrSurvey *survey, JsonObject *object, const char *member,
                      OsrSurveyVisit visit);

/* Steps into @member and back to @length, the length that the pointer had. */
gsize osr_survey_enter (OsrSurvey *survey, const char *member);
void osr_survey_leave (OsrSurvey *survey, gsize length);

/* (nullable): the object with @id among the first @n of the document's list @list; all with G_MAXUINT */
JsonObject *osr_survey_find (OsrSurvey *survey, const char *list, const char *id, guint n);

/* Checks the strings of the list @member of @object: each must be the id of one in @list. */
void osr_survey_names (OsrSurvey *survey, JsonObject *object, const char *member, const char *list);

/* Checks a list of triggers, or one of its member's. */
void osr_survey_triggers (OsrSurvey *survey, JsonObject *object, const char *member);

/* An event that the program knows, or will. */
gboolean osr_survey_knows_event (const char *type);

/* Checks ids, timers, duties and watches: what has a limit. */
void osr_survey_limits (OsrSurvey *survey);

/* Checks the settings of the readings: each alone makes a right document. */
void osr_survey_settings (OsrSurvey *survey, OsrJsonSchema *schema);

/* Everything but the settings. */
void osr_survey_document (JsonObject *document, OsrJsonSchema *schema, GPtrArray *faults);

G_END_DECLS
