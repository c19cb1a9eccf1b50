/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What speaks against a reply before it goes out: form, tone, sense, other people's data. Each
 * finding has its place, its reason and, where there is one, the wording that may stand instead. Which
 * findings hold a reply back the regulation says; nothing is ever changed here. The sentences for
 * people are in src/report. One check is used from one thread. */
#pragma once

#include "core/regulation/osr-regulation.h"
#include "core/text/osr-text-reader.h"

G_BEGIN_DECLS

/* More findings say no more. */
#define OSR_REPLY_MAX_FINDINGS 256

/* What is longer goes to no network; its form is judged by its beginning. */
#define OSR_REPLY_MAX_BYTES (128 * 1024)

typedef struct _OsrReplyCheck OsrReplyCheck;

typedef struct {
  const char *check;  /* interned: an id of the profile's reply_style, or "empty", "length" */
  const char *reason; /* interned: osr_reply_text_why() has the sentence */
  gsize start;        /* byte offsets in the text; both equal when about all of it, or where the */
  gsize end;          /* wording is to be put in */
  char *wording;      /* nullable: plain words */
  gboolean fits;      /* the wording may be put in the place as it is */
  gboolean unsure;    /* true of most texts, not of all: never holds a reply back */
  gboolean blocks;    /* the reply must not go out */
  char *clause;       /* nullable: where the regulation asks for it */
  gint64 amount;      /* "length": units over the limit */
} OsrReplyFinding;

typedef struct {
  OsrRegulation *regulation; /* nullable: then nothing but emptiness and length blocks */
  const char *kind;          /* nullable: "final" (the same), "interim", "clarification" */
  gint64 limit;              /* of the network, as osr_text_length() counts; 0 for none */
  gboolean repeat;           /* the message repeats an earlier one */
  gboolean asked_only;       /* leave out matters of style that the regulation does not ask for */
  const char *message;       /* nullable: what is replied to */
  const char *addressee;     /* nullable: name of who wrote it */
} OsrReplyContext;

/**
 * osr_reply_check_new:
 * @load: where the lists come from
 * @error: what @load or a list's content gave
 */
OsrReplyCheck *osr_reply_check_new (OsrTextLoader load, GError **error);

/* The same over lists that were loaded already: (transfer none). */
OsrReplyCheck *osr_reply_check_new_with_words (OsrTextWords *words, OsrTextLoader load,
                                               GError **error);
void osr_reply_check_free (OsrReplyCheck *self);

/**
 * osr_reply_check_run:
 * @text: any bytes
 * @length: in bytes, or -1 for a NUL-terminated text
 *
 * Returns: (element-type OsrReplyFinding) (transfer full): what blocks first, then by place; empty
 *   for a reply that nothing speaks against
 */
GPtrArray *osr_reply_check_run (OsrReplyCheck *self, const char *text, gssize length,
                                const OsrReplyContext *context);

/**
 * osr_reply_check_get_limit:
 * @network: "vk", "ok", …
 *
 * Returns: the longest reply that the network takes, 0 when nobody knows
 */
gint64 osr_reply_check_get_limit (OsrReplyCheck *self, const char *network);

/* Whether nothing in @findings blocks. */
gboolean osr_reply_findings_may_go (GPtrArray *findings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrReplyCheck, osr_reply_check_free)

G_END_DECLS
