/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a network wants answered by a person before it takes a reply: a picture with letters, or a page
 * to be opened. */
#pragma once

#include "core/osr-case.h"

G_BEGIN_DECLS

typedef struct {
  gint64 version;      /* of `publish-challenged` */
  const char *kind;    /* "picture" or "page" */
  const char *sid;     /* nullable: the network's name of the question */
  const char *address; /* of the picture or page; empty once it was erased */
  const char *picture; /* nullable: digest of the picture, kept among the attachments */
  OsrInstant expires_at;
  const char *answer; /* nullable: not answered */
} OsrCaseChallenge;

/**
 * osr_case_get_challenge:
 * @intent: version of the `publish-intended` that it held up
 * @challenge: (out caller-allocates): the newest one; borrows from the case
 *
 * Returns: whether there was any
 */
gboolean osr_case_get_challenge (OsrCase *self, gint64 intent, OsrCaseChallenge *challenge);

G_END_DECLS
