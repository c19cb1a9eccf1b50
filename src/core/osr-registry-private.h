/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fold of the office stream (osr-registry.c) and its directory (osr-directory.c) share. */
#pragma once

#include "core/osr-registry.h"

struct _OsrRegistry {
  gatomicrefcount refs;
  gint64 version;
  guint anomalies;
  OsrRegulation *regulation;
  JsonObject *calendar; /* document */
  GHashTable *zones;    /* id → OsrZone */
  gboolean decrees;
  JsonObject *schedule;   /* of the curator's office and by default */
  GHashTable *schedules;  /* body → JsonObject, `schedule-set` members */
  GHashTable *work_times; /* body or "" → OsrWorkTime, laid out when first asked for */
  GPtrArray *bodies;
  GPtrArray *persons;
  GPtrArray *grants;
  GPtrArray *accounts;
  GPtrArray *topics;
  GHashTable *text_limits; /* network → characters */
};

/* Fold one event of the directory in; FALSE when it is none of those. */
gboolean osr_directory_apply (OsrRegistry *registry, OsrEvent *event);

void osr_body_free (OsrBody *body);
void osr_person_free (OsrPerson *person);
void osr_grant_free (OsrGrant *grant);
void osr_account_free (OsrAccount *account);
void osr_topic_free (OsrTopic *topic);
