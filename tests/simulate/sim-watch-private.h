/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the watch share. */
#pragma once

#include "sim-watch.h"

G_BEGIN_DECLS

/* A step that a replica took from a clerk. */
typedef struct _SimTaken SimTaken;
struct _SimTaken {
  char *uuid;
  char *case_id;
  char *type;
  guint desk;
  guint life;
  gint64 seen;        /* version that it is upon; 0: upon @previous */
  SimTaken *previous; /* nullable: of the same clerk, on the same case */
  gboolean maybe;     /* the desk died meanwhile: it may be safe or not */
  gboolean arrived;   /* at the coordinator, once at least */
  gboolean answered;  /* by the coordinator, for good */
  gboolean acknowledged;
  gboolean refused;
  gboolean let_go; /* refused, and the clerk knows */
  gboolean lost;   /* it was in the log before an old copy was put back */
  gboolean verified;
};

typedef struct {
  gint64 seq;
  gint64 version;
} SimLogged;

/* Words under an act. */
typedef struct {
  char *case_id;
  gint64 version;
  char *words;
  gboolean sure; /* the log says so */
} SimDestroyed;

typedef struct {
  GPtrArray *taken;     /* SimTaken, in the order taken */
  GHashTable *by_uuid;  /* uuid → SimTaken */
  GHashTable *logged;   /* uuid → SimLogged */
  GHashTable *versions; /* stream → gint64 */
  GHashTable *erased;   /* case ids */
  GPtrArray *destroyed; /* SimDestroyed */
  gint64 seq;           /* as far as the log was read */
  guint generation;     /* of the coordinator that it was read from */
  guint restorations;
} SimWatch;

extern SimWatch sim_watch;

SimTaken *sim_watch_find (const char *uuid);         /* nullable */
SimLogged *sim_watch_find_logged (const char *uuid); /* nullable */

G_END_DECLS
