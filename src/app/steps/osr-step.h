/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of the process as a person takes them: one table "step → words, what is asked", and how
 * what was filled in becomes commands. Whether a step is possible the rules say, who takes it the
 * profile. Works without a display. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef enum {
  OSR_STEP_FIELD_WORDS,  /* several lines */
  OSR_STEP_FIELD_LINE,   /* one line */
  OSR_STEP_FIELD_URL,    /* an address of the web */
  OSR_STEP_FIELD_DATE,   /* "2026-04-01" */
  OSR_STEP_FIELD_NUMBER, /* a whole number; empty for none */
  OSR_STEP_FIELD_CASE,   /* number of a case; its value is the case's id */
  OSR_STEP_FIELD_PROOF,  /* words, then a bar and digests of pictures with commas between them */
  OSR_STEP_FIELD_CHOICE, /* one of osr_step_dup_choices() */
  OSR_STEP_FIELD_BODIES  /* several of them in an order, one id a line */
} OsrStepFieldKind;

typedef enum {
  OSR_STEP_FIELD_NEEDED = 1 << 0,
  OSR_STEP_FIELD_PAYLOAD = 1 << 1, /* a person's words: erasable */
  OSR_STEP_FIELD_REASON = 1 << 2,  /* needed where the profile wants a reason */
  OSR_STEP_FIELD_INTEGER = 1 << 3, /* a number in the event */
  OSR_STEP_FIELD_ORDER = 1 << 4,   /* may be asked one after another */
  OSR_STEP_FIELD_QUIET = 1 << 5    /* not shown where there is one choice only */
} OsrStepFieldFlags;

typedef struct {
  const char *member; /* NULL ends the list */
  OsrStepFieldKind kind;
  const char *label; /* to be translated */
  guint flags;
} OsrStepField;

typedef struct {
  const char *name;  /* of the table below: a rule's name, or with what this program tells apart */
  const char *rule;  /* what osr_rules_explain() is asked */
  const char *type;  /* of the event */
  const char *title; /* to be translated, like the next two: what is done, an order */
  const char *says;  /* what comes of it, a sentence */
  const char *go_on; /* label of the button */
  const char *next;  /* (nullable) step of the profile whose roles have it then */
  const char *other; /* (nullable) name of the step that may be taken instead */
  const OsrStepField *fields;
} OsrStepKind;

/* Where a step is taken. All borrowed. */
typedef struct {
  OsrCase *c;
  OsrRegistry *registry;
  const char *person; /* whose roles count */
  OsrInstant now;
} OsrStepDesk;

/* What is to be written to the outbox. */
typedef struct {
  const char *type;
  JsonObject *members;
  JsonObject *payload; /* nullable */
} OsrStepCommand;

const OsrStepKind *osr_step_find (const char *name); /* nullable */
guint osr_step_count (void);
const OsrStepKind *osr_step_get (guint index);

/* Whether the step @rule of the rules has a pane or a dialog of its own in the window. */
gboolean osr_step_has_own_pane (const char *rule);

/**
 * osr_step_find_owed:
 * @step: (nullable): what osr_rules_next_step() says
 *
 * Returns: (nullable): how it is asked for, where no pane of its own does
 */
const OsrStepKind *osr_step_find_owed (OsrCase *c, const char *step);

/**
 * osr_step_explain:
 * @error: %OSR_CORE_ERROR with the reason why not
 *
 * Returns: whether the step could be taken now: the rules allow it, and there is something to choose
 *   from where something must be chosen
 */
gboolean osr_step_explain (const OsrStepKind *step, const OsrStepDesk *desk, GError **error);

/* Whether the profile and the case make @field a question at all. */
gboolean osr_step_asks (const OsrStepKind *step, const OsrStepField *field,
                        const OsrStepDesk *desk);
gboolean osr_step_needs (const OsrStepKind *step, const OsrStepField *field,
                         const OsrStepDesk *desk);

/**
 * osr_step_dup_choices:
 * @body: (nullable): the body that is chosen in another field: people are of it
 *
 * Returns: (transfer full): id and name by turns; NULL-terminated
 */
GStrv osr_step_dup_choices (const OsrStepKind *step, const OsrStepField *field,
                            const OsrStepDesk *desk, const char *body);

/* (transfer full): what stands in the field before anybody writes; "" for nothing. */
char *osr_step_dup_default (const OsrStepKind *step, const OsrStepField *field,
                            const OsrStepDesk *desk);

/* (transfer full): members that the case and the profile give without asking. */
JsonObject *osr_step_imply (const OsrStepKind *step, const OsrStepDesk *desk);

/* (transfer full) (nullable): who has it then, "the curator". */
char *osr_step_dup_goes_to (const OsrStepKind *step, const OsrStepDesk *desk);

/* (transfer full) (nullable): the words on which it is taken: the question, the report. */
char *osr_step_dup_subject (const OsrStepKind *step, const OsrStepDesk *desk);

/* Whether the profile lets bodies be asked one after another. */
gboolean osr_step_may_order (const OsrStepDesk *desk);

/**
 * osr_step_find_fault:
 * @values: member → text
 *
 * Returns: (transfer full) (nullable): what must still be filled in, a few words; %NULL for nothing
 */
char *osr_step_find_fault (const OsrStepKind *step, const OsrStepDesk *desk, GHashTable *values);

/**
 * osr_step_build:
 * @values: member → text; the member "order" says whether bodies are asked one after another
 *
 * Returns: (element-type OsrStepCommand) (transfer full): in the order in which they are to be sent
 */
GPtrArray *osr_step_build (const OsrStepKind *step, const OsrStepDesk *desk, GHashTable *values);

G_END_DECLS
