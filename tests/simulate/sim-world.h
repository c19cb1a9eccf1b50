/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The world of a simulation: its time, its chance, what is to happen next, and the trace of what did.
 * One world at a time in this process, since what stands in for the system's functions is handed no
 * context. Knows nothing of desks and coordinators. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIM_MS     G_GINT64_CONSTANT (1000)
#define SIM_SECOND G_GINT64_CONSTANT (1000000)
#define SIM_MINUTE (60 * SIM_SECOND)

/* 2026-03-06 12:12 in Yakutsk: within working hours. */
#define SIM_NOON G_GINT64_CONSTANT (1772766720000000)

typedef struct {
  gint64 now;       /* µs since the world began */
  GRand *chance;    /* of the story */
  GRand *engine;    /* what the engines draw: ids, salts, jitter */
  char *violation;  /* nullable: the first invariant that did not hold */
  gboolean telling; /* prints the trace */
  guint64 events;   /* dispatched so far */
} SimWorld;

extern SimWorld sim_world;

void sim_world_begin (guint32 seed, gboolean telling);

/* (transfer full): digest of the trace. */
char *sim_world_end (void);

/* Has @func called in @delay µs, again as long as it says so. Returns: its handle, never 0 */
guint sim_world_add (gint64 delay, GSourceFunc func, gpointer data);
gboolean sim_world_remove (guint handle);

/* Lets @duration µs pass, and all happen that is due; less when an invariant does not hold. */
void sim_world_run (gint64 duration);

/* A line of the trace; its digest is what two runs of a seed are compared by. */
void sim_trace (const char *format, ...) G_GNUC_PRINTF (1, 2);
void sim_trace_bytes (const char *what, GBytes *bytes);

/* An invariant does not hold: the first is kept, and the world stands still. */
void sim_violate (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* A number of the story from 0 to @n - 1. */
guint sim_draw (guint n);

/* Whether what happens @percent times in a hundred does. */
gboolean sim_happens (double percent);

/* Some span from @least to @most µs. */
gint64 sim_span (gint64 least, gint64 most);

/* (transfer full): a uuid, and bytes, of the engines' chance. */
char *sim_engine_uuid (void);
GBytes *sim_engine_bytes (gsize n);

G_END_DECLS
