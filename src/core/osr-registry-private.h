/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fold of the office stream (osr-registry.c) and its directory (office/) share. */
#pragma once

#include "core/osr-era.h"
#include "core/office/osr-substitution.h"
#include "core/osr-registry.h"

struct _OsrRegistry {
  gatomicrefcount refs;
  gint64 version;
  guint anomalies;
  GPtrArray *eras;      /* OsrEra, ascending; the last one is in force */
  GHashTable *laid_out; /* osr_era_laid_out_new() */
  GPtrArray *bodies;
  GPtrArray *persons;
  GPtrArray *grants;
  GPtrArray *accounts;
  GPtrArray *topics;
  GPtrArray *substitutions; /* OsrSubstitution, in order of appearance */
  JsonObject *lexicon;      /* nullable: the office's own words */
  gint64 lexicon_version;
  GHashTable *text_limits; /* network → characters */
};

/* (transfer full): regulation, calendar and schedules of @registry with one more event; one that has
 * no number in the log yet comes after every other. */
OsrRegistry *osr_registry_new_with (OsrRegistry *registry, OsrEvent *event);

/* Whether the same was in force at both numbers. */
gboolean osr_registry_is_same_at (OsrRegistry *registry, gint64 seq, gint64 other);

/* Fold one event of the directory in; FALSE when it is none of those. */
gboolean osr_directory_apply (OsrRegistry *registry, OsrEvent *event);

/* Those of substitutions alone. */
gboolean osr_substitutions_apply (OsrRegistry *registry, OsrEvent *event);

/* Records of the directory all begin with their id: the one with @id, nullable. */
gpointer osr_directory_find (GPtrArray *records, const char *id);

/* Puts @record in place of the one with the same id, which keeps its place in the order. */
void osr_directory_put (GPtrArray *records, gpointer record, GDestroyNotify destroy);

void osr_substitution_free (OsrSubstitution *substitution);
void osr_body_free (OsrBody *body);
void osr_person_free (OsrPerson *person);
void osr_grant_free (OsrGrant *grant);
void osr_account_free (OsrAccount *account);
void osr_topic_free (OsrTopic *topic);
