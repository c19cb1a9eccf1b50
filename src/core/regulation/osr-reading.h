/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a regulation's text leaves open: a question, the ways to settle it, and which one an office
 * has chosen. A setting other than the first changes the profile by a merge patch. */
#pragma once

#include "core/regulation/osr-text2.h"

G_BEGIN_DECLS

typedef struct {
  const char *id; /* interned */
  OsrText2 text;
  JsonObject *patch; /* nullable: none for the first, which is the document as it stands */
} OsrReadingSetting;

typedef struct {
  const char *id; /* interned */
  int number;     /* in the list of readings common to all regions; 0: the region's own */
  char *clauses;
  OsrText2 question;
  GPtrArray *settings; /* OsrReadingSetting, at least two; the first is the default */
  guint chosen;        /* index into settings */
} OsrReading;

/* The setting in force; never %NULL. */
const OsrReadingSetting *osr_reading_get_chosen (const OsrReading *reading);

/* (nullable) */
const OsrReadingSetting *osr_reading_find_setting (const OsrReading *reading, const char *id);

G_END_DECLS
