/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that read a profile share: the regulation itself, and how a fault is told. */
#pragma once

#include "core/regulation/osr-notice-spec.h"
#include "core/regulation/osr-regulation.h"

G_BEGIN_DECLS

struct _OsrRegulation {
  grefcount refs;
  JsonObject *source;   /* as published */
  JsonObject *document; /* in force */
  GPtrArray *timers;    /* OsrTimerSpec */
  GPtrArray *roles;     /* OsrRole */
  GPtrArray *readings;  /* OsrReading */
  GPtrArray *notices;   /* OsrNoticeSpec */
  GArray *warnings;     /* gint */
  GArray *ends;         /* OsrTrigger */
};

/* Where in the file the reading stands, for the sentence of an error. */
typedef struct {
  const char *where;
  const char *list;   /* "timers", "roles", "readings"; NULL: the top */
  guint index;        /* in the list */
  const char *id;     /* nullable */
  const char *clause; /* nullable */
} OsrRegulationPlace;

/**
 * osr_regulation_fault:
 * @member: the member that is at fault
 * @what: what was expected
 *
 * "x.json: timer "answer" (clause 10), member "amount" (/timers/1/amount): expected …"
 *
 * Returns: %FALSE
 */
gboolean osr_regulation_fault (const OsrRegulationPlace *place, GError **error, const char *member,
                               const char *what);

/* The id and the clause of an entry, interned and borrowed; a list without a clause of its own has
 * @clause NULL. */
gboolean osr_regulation_read_entry (OsrRegulationPlace *place, JsonObject *object,
                                    const char *clause, GError **error);

/* The index of the member's word in @words, or -1 with an error; an absent member is @fallback,
 * which is -1 where it must not be absent. */
int osr_regulation_read_word (const OsrRegulationPlace *place, JsonObject *object,
                              const char *member, const char *const *words, int fallback,
                              GError **error);

/* A required text in both languages. */
gboolean osr_regulation_read_text (const OsrRegulationPlace *place, JsonObject *object,
                                   const char *member, OsrText2 *text, GError **error);

/* Thousandths, falling; an absent member leaves @shares as it is. */
gboolean osr_regulation_read_shares (const OsrRegulationPlace *place, JsonObject *object,
                                     const char *member, GArray *shares, GError **error);

gboolean osr_regulation_read_readings (OsrRegulation *self, const char *where, GError **error);
gboolean osr_regulation_read_roles (OsrRegulation *self, const char *where, GError **error);
gboolean osr_regulation_read_notices (OsrRegulation *self, const char *where, GError **error);
gboolean osr_regulation_read_timers (OsrRegulation *self, const char *where, GError **error);

/* Marks the chosen settings and puts their patches on the document. */
gboolean osr_regulation_choose (OsrRegulation *self, JsonObject *choices, const char *where,
                                GError **error);

void osr_reading_free (OsrReading *reading);
void osr_role_free (OsrRole *role);
void osr_timer_spec_free (OsrTimerSpec *spec);

G_END_DECLS
