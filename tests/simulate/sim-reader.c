/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of snapshots that ships, on its thread; when a piece of it is there is the engines' chance,
 * and not the machine's. */
#include "sim-reader.h"

#include "sim-world.h"

/* Out of a hundred pieces so many are asked for in vain at first. */
#define LATE       25
#define LATE_LEAST SIM_MS
#define LATE_MOST  (200 * SIM_MS)

/* What the replica holds for a reader. */
typedef struct {
  OsrSnapshotReader *real;
  GSourceFunc ready;
  gpointer user_data;
  guint telling; /* 0: nobody asked in vain */
  gboolean come; /* the next piece was asked for in vain */
} Reader;

/* What the thread says of its own accord comes at no certain time. */
static gboolean
on_thread_ready (gpointer data)
{
  return G_SOURCE_REMOVE;
}

static gboolean
on_ready (gpointer data)
{
  Reader *self = data;

  self->telling = 0;
  self->come = TRUE;
  self->ready (self->user_data);
  return G_SOURCE_REMOVE;
}

OsrSnapshotReader *
__wrap_osr_snapshot_reader_new (OsrSnapshotLines *lines, const char *epoch, GSourceFunc ready,
                                gpointer user_data)
{
  Reader *self = g_new0 (Reader, 1);

  self->ready = ready;
  self->user_data = user_data;
  self->real = __real_osr_snapshot_reader_new (lines, epoch, on_thread_ready, NULL);
  return (OsrSnapshotReader *) self;
}

void
__wrap_osr_snapshot_reader_free (OsrSnapshotReader *reader)
{
  Reader *self = (Reader *) reader;

  if (self == NULL)
    return;
  if (self->telling != 0)
    sim_world_remove (self->telling);
  __real_osr_snapshot_reader_free (self->real);
  g_free (self);
}

static gboolean
is_late (Reader *self)
{
  gboolean come = self->come;

  self->come = FALSE;
  return !come && g_rand_int_range (sim_world.engine, 0, 100) < LATE;
}

OsrSnapshotPiece *
__wrap_osr_snapshot_reader_take (OsrSnapshotReader *reader)
{
  Reader *self = (Reader *) reader;
  OsrSnapshotPiece *piece = NULL;

  if (self->telling == 0 && is_late (self))
    self->telling =
        sim_world_add (g_rand_int_range (sim_world.engine, LATE_LEAST, LATE_MOST), on_ready, self);
  if (self->telling != 0)
    return NULL;
  while ((piece = __real_osr_snapshot_reader_take (self->real)) == NULL)
    g_thread_yield ();
  return piece;
}

void
__wrap_osr_snapshot_reader_give_back (OsrSnapshotReader *reader, OsrSnapshotPiece *piece)
{
  __real_osr_snapshot_reader_give_back (((Reader *) reader)->real, piece);
}
