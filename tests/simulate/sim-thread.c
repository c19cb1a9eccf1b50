/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads of the engines, as routines that take turns with the one thread there is: each works on when
 * the seed says, until it waits or ends. So the reader of snapshots works as it ships, and a seed tells
 * the same story always. */
#include "sim-thread.h"

#include <ucontext.h>

#include "sim-world.h"

#define STACK_BYTES (512 * 1024)
#define MOST_DELAY  (100 * SIM_MS)

typedef struct {
  GThreadFunc func;
  gpointer data;
  char *stack;
  ucontext_t here;
  ucontext_t caller;
  GCond *awaited; /* nullable: what it waits for */
  guint turn;     /* handle of when it works on; 0: it waits or has ended */
  gboolean ended;
} Routine;

static char *spare;         /* nullable: stack of one that has ended */
static GPtrArray *routines; /* Routine; nullable: none yet */
static Routine *current;    /* nullable: the one whose turn it is */

static void
enter (void)
{
  current->func (current->data);
  current->ended = TRUE;
}

static void
work_on (Routine *self)
{
  g_assert (current == NULL);
  current = self;
  swapcontext (&self->caller, &self->here);
  current = NULL;
}

static gboolean
on_turn (gpointer data)
{
  Routine *self = data;

  self->turn = 0;
  work_on (self);
  return G_SOURCE_REMOVE;
}

static void
give_turn (Routine *self)
{
  gint32 delay = g_rand_int_range (sim_world.engine, 0, MOST_DELAY);

  self->awaited = NULL;
  self->turn = sim_world_add (g_rand_boolean (sim_world.engine) ? delay : 0, on_turn, self);
}

GThread *
__wrap_g_thread_new (const char *name, GThreadFunc func, gpointer data)
{
  Routine *self = g_new0 (Routine, 1);

  if (routines == NULL)
    routines = g_ptr_array_new ();
  g_ptr_array_add (routines, self);
  self->func = func;
  self->data = data;
  self->stack = spare != NULL ? g_steal_pointer (&spare) : g_malloc (STACK_BYTES);
  getcontext (&self->here);
  self->here.uc_stack.ss_sp = self->stack;
  self->here.uc_stack.ss_size = STACK_BYTES;
  self->here.uc_link = &self->caller;
  makecontext (&self->here, enter, 0);
  give_turn (self);
  return (GThread *) self;
}

/* Whoever joins has told it to end before, so it waits for nothing any more. */
gpointer
__wrap_g_thread_join (GThread *thread)
{
  Routine *self = (Routine *) thread;

  if (self->turn != 0)
    sim_world_remove (self->turn);
  while (!self->ended)
    work_on (self);
  g_ptr_array_remove (routines, self);
  g_free (spare);
  spare = self->stack;
  g_free (self);
  return NULL;
}

void
__wrap_g_cond_wait (GCond *cond, GMutex *mutex)
{
  Routine *self = current;

  g_assert (self != NULL);
  self->awaited = cond;
  g_mutex_unlock (mutex);
  swapcontext (&self->here, &self->caller);
  g_mutex_lock (mutex);
}

void
__wrap_g_cond_signal (GCond *cond)
{
  for (guint i = 0; routines != NULL && i < routines->len; i++) {
    Routine *self = routines->pdata[i];

    if (self->awaited == cond) {
      give_turn (self);
      return;
    }
  }
}
