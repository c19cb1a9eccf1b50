/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real coordinator with real accounts for a regulation: one person a role, "ROLE" with body zhkh,
 * "ROLE2" with transport, "ROLE3" with roads. What is asked of it is the tests'. */
#pragma once

#include "coordinator-bench.h"

G_BEGIN_DECLS

typedef struct {
  Bench bench;
  char *profile;
  GHashTable *tokens; /* person → token, as they sign in */
  char *earlier;      /* nullable: a case that every body sees */
  guint messages;     /* registered by hand so far */
} WalkOffice;

WalkOffice *walk_office_new (const char *profile);
void walk_office_free (WalkOffice *self);

/* The token of a person, who signs in the first time. */
const char *walk_office_get_token (WalkOffice *self, const char *person);

/* Whether this role works for the whole office, by the texts. */
gboolean walk_is_office_wide (const char *person);

/* (nullable): the body that a person of the walk works for. */
const char *walk_get_body (const char *person);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WalkOffice, walk_office_free)

G_END_DECLS
