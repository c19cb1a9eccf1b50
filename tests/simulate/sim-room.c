/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One disk at a time. Looked at a while after there is room again, when the desk lives on since before. */
#include "sim-room.h"

#include "sim-disk.h"
#include "sim-story.h"
#include "sim-watch-private.h"
#include "sim-world.h"
#include "store/osr-store-error.h"

/* More than the longest pause between two looks for room, and the time until a text is saved. */
#define RECOVERED (15 * SIM_SECOND)

/* More than the time until a text is saved where there is room. */
#define SAVED (5 * SIM_SECOND)

static struct {
  gboolean full;
  guint turn; /* how often a disk was full */
  guint desk;
  guint life;
  char *case_id; /* nullable: of what was written meanwhile */
  char *text;
  gint64 written_at;
} room;

static SimDesk *
find_desk (void)
{
  SimDesk *desk = sim_desk_get (room.desk);

  return sim_desk_is_on (desk) && desk->life == room.life ? desk : NULL;
}

static void
forget_text (void)
{
  g_clear_pointer (&room.case_id, g_free);
  g_clear_pointer (&room.text, g_free);
}

/* What the clerk wrote while there was no room is safe by now. */
static void
check_text (SimDesk *desk)
{
  g_autoptr (OsrOutboxWriting) saved =
      osr_outbox_get_writing (desk->replica->outbox, room.case_id, NULL);

  if (g_hash_table_contains (sim_watch.erased, room.case_id))
    return;
  if (g_strcmp0 (saved != NULL ? saved->text : "", room.text) != 0)
    sim_violate ("desk %u had no room for a text on %s, and has it no more", desk->index,
                 room.case_id);
}

static gboolean
on_recovered (gpointer turn)
{
  SimDesk *desk = GPOINTER_TO_UINT (turn) == room.turn && !room.full ? find_desk () : NULL;

  if (desk == NULL)
    return G_SOURCE_REMOVE;
  if (osr_replica_get_storage (desk->replica) == OSR_STORAGE_FULL)
    sim_violate ("desk %u has room and does not see it", desk->index);
  if (room.case_id != NULL && sim_world.now - room.written_at < SAVED) {
    /* the clerk goes on writing: it is another text by now, and not saved yet */
    sim_world_add (SAVED, on_recovered, turn);
    return G_SOURCE_REMOVE;
  }
  if (room.case_id != NULL)
    check_text (desk);
  forget_text ();
  return G_SOURCE_REMOVE;
}

void
sim_room_returns (void)
{
  if (!room.full)
    return;
  sim_trace ("desk %u has room", room.desk);
  room.full = FALSE;
  sim_disk_fill (NULL);
  sim_world_add (RECOVERED, on_recovered, GUINT_TO_POINTER (room.turn));
}

static gboolean
on_room (gpointer turn)
{
  if (GPOINTER_TO_UINT (turn) == room.turn)
    sim_room_returns ();
  return G_SOURCE_REMOVE;
}

/* In all its lives. */
static char *
dup_prefix (SimDesk *desk)
{
  g_autofree char *parent = g_path_get_dirname (desk->folder);

  return g_strdup_printf ("%s/desk-%u-", parent, desk->index);
}

void
sim_room_ends (void)
{
  SimDesk *desk = sim_desk_get (sim_draw (sim_desks_count ()));
  g_autofree char *prefix = dup_prefix (desk);

  if (room.full || !sim_desk_is_on (desk))
    return;
  sim_trace ("desk %u has no room", desk->index);
  forget_text ();
  room.full = TRUE;
  room.turn++;
  room.desk = desk->index;
  room.life = desk->life;
  sim_disk_fill (prefix);
  sim_world_add (sim_span (5 * SIM_SECOND, 2 * SIM_MINUTE), on_room, GUINT_TO_POINTER (room.turn));
}

void
sim_room_end (void)
{
  sim_disk_fill (NULL);
  forget_text ();
  room.full = FALSE;
  room.turn = 0;
}

void
sim_room_answered (SimDesk *desk, const GError *error)
{
  if (!g_error_matches (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FULL))
    return;
  if (!sim_disk_is_full (desk->folder))
    sim_violate ("desk %u wants room that there is", desk->index);
  else if (osr_replica_get_storage (desk->replica) != OSR_STORAGE_FULL)
    sim_violate ("desk %u cannot keep a step, and nobody is told", desk->index);
}

void
sim_room_wrote (SimDesk *desk, const char *case_id, const char *text)
{
  if (room.turn == 0 || find_desk () != desk ||
      (!room.full && g_strcmp0 (room.case_id, case_id) != 0))
    return;
  forget_text ();
  room.case_id = g_strdup (case_id);
  room.text = g_strdup (text);
  room.written_at = sim_world.now;
}
