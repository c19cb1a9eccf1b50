/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due is called outside of any main loop, so that tasks end in the next turn of the loop
 * whatever the machine's clock says; the loop holds nothing but ends of tasks and is run dry after
 * each call. */
#include "sim-world.h"

#include <string.h>

typedef struct {
  gint64 due;
  guint handle;
  gint64 every;
  GSourceFunc func;
  gpointer data;
} Happening;

SimWorld sim_world;

static GSequence *coming;   /* Happening, by time and handle */
static GHashTable *handles; /* handle → GSequenceIter */
static GChecksum *trace;
static guint last_handle;
static guint under_way;     /* handle of what is being called */
static gboolean taken_back; /* it was removed meanwhile */

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const Happening *one = a;
  const Happening *other = b;

  if (one->due != other->due)
    return one->due < other->due ? -1 : 1;
  return one->handle < other->handle ? -1 : one->handle > other->handle;
}

void
sim_world_begin (guint32 seed, gboolean telling)
{
  sim_world = (SimWorld){ .telling = telling };
  sim_world.chance = g_rand_new_with_seed (seed);
  sim_world.engine = g_rand_new_with_seed (seed ^ 0x5eed5eed);
  coming = g_sequence_new (g_free);
  handles = g_hash_table_new (NULL, NULL);
  trace = g_checksum_new (G_CHECKSUM_SHA256);
  last_handle = 0;
}

char *
sim_world_end (void)
{
  char *digest = g_strdup (g_checksum_get_string (trace));

  g_clear_pointer (&handles, g_hash_table_unref);
  g_clear_pointer (&coming, g_sequence_free);
  g_clear_pointer (&trace, g_checksum_free);
  g_clear_pointer (&sim_world.chance, g_rand_free);
  g_clear_pointer (&sim_world.engine, g_rand_free);
  g_clear_pointer (&sim_world.violation, g_free);
  return digest;
}

static void
put (Happening *happening)
{
  GSequenceIter *place = g_sequence_insert_sorted (coming, happening, compare, NULL);

  g_hash_table_insert (handles, GUINT_TO_POINTER (happening->handle), place);
}

guint
sim_world_add (gint64 delay, GSourceFunc func, gpointer data)
{
  Happening *happening = g_new0 (Happening, 1);

  happening->handle = ++last_handle;
  happening->every = MAX (delay, 0);
  happening->due = sim_world.now + happening->every;
  happening->func = func;
  happening->data = data;
  put (happening);
  return happening->handle;
}

gboolean
sim_world_remove (guint handle)
{
  GSequenceIter *place = g_hash_table_lookup (handles, GUINT_TO_POINTER (handle));

  if (handle == under_way) {
    taken_back = TRUE;
    return TRUE;
  }
  if (place == NULL)
    return FALSE;
  g_hash_table_remove (handles, GUINT_TO_POINTER (handle));
  g_sequence_remove (place);
  return TRUE;
}

static void
run_dry (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
call (GSequenceIter *place)
{
  Happening happening = *(Happening *) g_sequence_get (place);
  gboolean again;

  g_hash_table_remove (handles, GUINT_TO_POINTER (happening.handle));
  g_sequence_remove (place);
  sim_world.now = happening.due;
  sim_world.events++;
  under_way = happening.handle;
  taken_back = FALSE;
  again = happening.func (happening.data);
  under_way = 0;
  if (again && !taken_back) {
    happening.due = sim_world.now + happening.every;
    put (g_memdup2 (&happening, sizeof happening));
  }
  run_dry ();
}

void
sim_world_run (gint64 duration)
{
  gint64 end = sim_world.now + duration;

  run_dry ();
  while (sim_world.violation == NULL && !g_sequence_is_empty (coming)) {
    GSequenceIter *first = g_sequence_get_begin_iter (coming);

    if (((Happening *) g_sequence_get (first))->due > end)
      break;
    call (first);
  }
  sim_world.now = end;
}

static void
note (const char *line)
{
  g_autofree char *full =
      g_strdup_printf ("%" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT " %s\n",
                       sim_world.now / SIM_SECOND, sim_world.now % SIM_SECOND, line);

  g_checksum_update (trace, (const guchar *) full, (gssize) strlen (full));
  if (sim_world.telling)
    g_print ("# %s", full);
}

void
sim_trace (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  note (line);
}

void
sim_trace_bytes (const char *what, GBytes *bytes)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  sim_trace ("%s %.16s", what, digest);
}

void
sim_violate (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  sim_trace ("VIOLATED: %s", text);
  if (sim_world.violation == NULL)
    sim_world.violation = g_steal_pointer (&text);
}

guint
sim_draw (guint n)
{
  return n > 1 ? (guint) g_rand_int_range (sim_world.chance, 0, (gint32) n) : 0;
}

gboolean
sim_happens (double percent)
{
  return g_rand_double (sim_world.chance) * 100 < percent;
}

gint64
sim_span (gint64 least, gint64 most)
{
  return least + (gint64) (g_rand_double (sim_world.chance) * (double) (most - least));
}

GBytes *
sim_engine_bytes (gsize n)
{
  guint8 *data = g_malloc (n);

  for (gsize i = 0; i < n; i++)
    data[i] = (guint8) g_rand_int (sim_world.engine);
  return g_bytes_new_take (data, n);
}

char *
sim_engine_uuid (void)
{
  g_autoptr (GBytes) bytes = sim_engine_bytes (16);
  const guint8 *b = g_bytes_get_data (bytes, NULL);

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-4%01x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6] & 0xf, b[7],
                          (b[8] & 0x3f) | 0x80, b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}
