/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The fold of a case knows the same of its end; clocks need it at every event. */
#include "core/osr-deadline-turns.h"

#include "core/osr-json.h"

typedef struct {
  const char *body;
  gint64 order;
  gint64 minutes;
  gboolean waiting;
  gboolean done;
} Turn;

void
osr_turns_init (OsrTurns *self, OsrRegulation *regulation)
{
  JsonObject *joint = osr_regulation_get_rule (regulation, "co_executors");

  *self = (OsrTurns){ NULL };
  self->live = g_ptr_array_new ();
  self->turns = g_array_new (FALSE, FALSE, sizeof (Turn));
  self->last = joint != NULL && g_strcmp0 (osr_json_get_string (joint, "joint_draft"), "last") == 0;
}

void
osr_turns_clear (OsrTurns *self)
{
  g_ptr_array_unref (self->live);
  g_array_unref (self->turns);
}

static int
find_live (OsrTurns *self, const char *body)
{
  for (guint i = 0; body != NULL && i < self->live->len; i++) {
    if (g_str_equal (self->live->pdata[i], body))
      return (int) i;
  }
  return -1;
}

static void
remove_live (OsrTurns *self, const char *body)
{
  int index = find_live (self, body);

  if (index >= 0)
    g_ptr_array_remove_index (self->live, (guint) index);
  if (g_strcmp0 (self->named, body) == 0)
    self->named = NULL;
}

static Turn *
find_turn (OsrTurns *self, const char *body)
{
  for (guint i = 0; i < self->turns->len; i++) {
    Turn *turn = &g_array_index (self->turns, Turn, i);

    if (g_strcmp0 (turn->body, body) == 0)
      return turn;
  }
  return NULL;
}

gboolean
osr_turns_must_wait (OsrTurns *self, const char *body)
{
  const Turn *own = find_turn (self, body);

  for (guint i = 0; own != NULL && own->order > 0 && i < self->turns->len; i++) {
    const Turn *turn = &g_array_index (self->turns, Turn, i);

    if (!turn->done && turn->order > 0 && turn->order < own->order)
      return TRUE;
  }
  return FALSE;
}

static void
take_request (OsrTurns *self, OsrEvent *event, const char *body)
{
  Turn turn = { body, osr_event_get_int (event, "order", 0),
                osr_event_get_int (event, "minutes", 0) };
  Turn *before = find_turn (self, body);

  if (before != NULL)
    *before = turn;
  else
    g_array_append_val (self->turns, turn);
  find_turn (self, body)->waiting = osr_turns_must_wait (self, body);
}

static void
take_sequence (OsrTurns *self, OsrEvent *event)
{
  JsonArray *bodies = osr_json_get_array (event->members, "bodies");

  g_ptr_array_set_size (self->live, 0);
  for (guint i = 0; bodies != NULL && i < json_array_get_length (bodies); i++)
    g_ptr_array_add (self->live, (gpointer) osr_json_array_get_string (bodies, i));
  self->sequential = TRUE;
  self->named = NULL;
}

static void
choose_drafter (OsrTurns *self)
{
  guint index = self->last && self->ordered && self->live->len > 0 ? self->live->len - 1 : 0;

  if (self->named != NULL)
    self->drafter = self->named;
  else if (self->live->len > 0)
    self->drafter = self->live->pdata[index];
}

void
osr_turns_take (OsrTurns *self, OsrEvent *event)
{
  const char *body = osr_event_get_string (event, "body");
  Turn *turn = find_turn (self, body);

  if (osr_event_is (event, "returned"))
    remove_live (self, body != NULL ? body : self->drafter);
  if (turn != NULL && (osr_event_is (event, "returned") || osr_event_is (event, "contributed")))
    turn->done = TRUE;
  if (osr_event_is (event, "routed") && body != NULL) {
    self->ordered = self->ordered || osr_event_get_int (event, "order", 0) > 0;
    if (find_live (self, body) < 0)
      g_ptr_array_add (self->live, (gpointer) body);
  }
  if (osr_event_is (event, "drafter-named") || osr_event_is (event, "responsible-appointed"))
    self->named = body;
  if (osr_event_is (event, "contribution-requested") && body != NULL)
    take_request (self, event, body);
  if (osr_event_is (event, "sequence-allowed"))
    take_sequence (self, event);
  choose_drafter (self);
}

void
osr_turns_end (OsrTurns *self, OsrEvent *event)
{
  if (!self->sequential || self->live->len < 2 ||
      g_strcmp0 (osr_event_get_string (event, "kind"), "final") != 0 ||
      !(osr_event_is (event, "published") || osr_event_is (event, "published-by-hand")))
    return;
  g_ptr_array_remove_index (self->live, 0);
  choose_drafter (self);
}

const char *
osr_turns_pop (OsrTurns *self, gint64 *minutes)
{
  for (guint i = 0; i < self->turns->len; i++) {
    Turn *turn = &g_array_index (self->turns, Turn, i);

    if (turn->waiting && !turn->done && !osr_turns_must_wait (self, turn->body)) {
      turn->waiting = FALSE;
      *minutes = turn->minutes;
      return turn->body;
    }
  }
  return NULL;
}
