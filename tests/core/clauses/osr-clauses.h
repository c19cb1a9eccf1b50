/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of tests over the clauses of a regulation and over what its text leaves open. A row tells a case
 * and says by hand what must be seen; nothing in it comes from the program. */
#pragma once

#include "osr-timeline.h"

#define CLAUSES_PROBES   16
#define CLAUSES_SETTINGS 3

typedef struct {
  const char *what; /* osr-timeline.h, timeline_probe() */
  const char *is;
} ClauseProbe;

typedef struct {
  const char
      *name; /* "8.3/answer": the clause, which the first probe's entry must cite, and what */
  const char *cites; /* nullable: the clause that the entry cites where that is another */
  const char *timeline;
  ClauseProbe probes[CLAUSES_PROBES];
} ClauseTest;

/* What a timer is called in this regulation. */
typedef struct {
  const char *timer;
  const char *clause;
} ClauseOfTimer;

typedef struct {
  const char *what;
  const char *is[CLAUSES_SETTINGS]; /* as many as the reading has settings */
} ReadingProbe;

typedef struct {
  const char *name; /* "edges", or "edges/back" where it takes more than one */
  const char *settings[CLAUSES_SETTINGS]; /* all of them, the default first */
  const char *also;                       /* nullable: another choice that it needs to be seen */
  const char *timeline;
  ReadingProbe probes[CLAUSES_PROBES];
} ReadingTest;

/* Everything a profile says of who may do what, and the rest of the document that is no timer. */
typedef struct {
  const char *what;
  const char *is;
} ProfileFact;

/* Adds "/clauses/ID/NAME" for each row, up to one without a name. @id and the tables must live on. */
void clauses_add (const char *id, const ClauseTest *tests);

/* Adds what is the same in all regulations: what meets and what removes each timer, whose it is. The
 * profile must have the timers of @timers, up to one without a name, and no others. */
void clauses_add_common (const char *id, const ClauseOfTimer *timers);

/* Adds "/clauses/ID/facts/WHAT" for each, up to one without a name; and that no step is missing. */
void clauses_add_facts (const char *id, const ProfileFact *facts);

/* Adds "/readings/ID/NAME", up to a row without a name, and that no reading or setting is left out. */
void readings_add (const char *id, const ReadingTest *tests);

/* The shared rows, up to one without a name; their timer is that of the first probe. */
extern const ClauseTest common_clauses[];
