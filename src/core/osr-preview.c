/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deadlines of each case, counted twice: in the office as it is and with one more event. */
#include "core/osr-preview.h"

#include "core/osr-registry-private.h"

void
osr_move_free (OsrMove *move)
{
  g_free (move->case_id);
  g_free (move->number);
  g_free (move->body);
  g_free (move);
}

static const OsrDeadline *
find_open (GPtrArray *deadlines, const OsrDeadline *like)
{
  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *one = deadlines->pdata[i];

    if (one->state == OSR_DEADLINE_OPEN && one->spec->id == like->spec->id &&
        g_strcmp0 (one->body, like->body) == 0)
      return one;
  }
  return NULL;
}

static void
note (GPtrArray *moves, OsrCase *c, const OsrDeadline *deadline, OsrInstant before,
      OsrInstant after)
{
  OsrMove *move;

  if (before == after)
    return;
  move = g_new0 (OsrMove, 1);
  move->case_id = g_strdup (c->id);
  move->number = g_strdup (c->number);
  move->timer = deadline->spec->id;
  move->body = g_strdup (deadline->body);
  move->before = before;
  move->after = after;
  g_ptr_array_add (moves, move);
}

static void
compare (GPtrArray *moves, OsrCase *c, OsrRegistry *registry, OsrRegistry *changed)
{
  g_autoptr (GPtrArray) before = osr_deadlines_compute (c->events, registry);
  g_autoptr (GPtrArray) after = osr_deadlines_compute (c->events, changed);

  for (guint i = 0; i < before->len; i++) {
    const OsrDeadline *deadline = before->pdata[i];
    const OsrDeadline *other = find_open (after, deadline);

    if (deadline->state == OSR_DEADLINE_OPEN)
      note (moves, c, deadline, deadline->due, other != NULL ? other->due : OSR_INSTANT_UNKNOWN);
  }
  for (guint i = 0; i < after->len; i++) {
    const OsrDeadline *deadline = after->pdata[i];

    if (deadline->state == OSR_DEADLINE_OPEN && find_open (before, deadline) == NULL)
      note (moves, c, deadline, OSR_INSTANT_UNKNOWN, deadline->due);
  }
}

GPtrArray *
osr_preview_new (GPtrArray *cases, OsrRegistry *registry, OsrEvent *event)
{
  GPtrArray *moves = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_move_free);
  g_autoptr (OsrRegistry) changed = osr_registry_new_with (registry, event);

  for (guint i = 0; i < cases->len; i++)
    compare (moves, cases->pdata[i], registry, changed);
  return moves;
}

void
osr_preview_count (GPtrArray *cases, OsrRegistry *registry, guint *open, guint *pinned)
{
  *open = *pinned = 0;
  for (guint i = 0; i < cases->len; i++) {
    OsrCase *c = cases->pdata[i];
    g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (c->events, registry);

    *pinned += c->detected_seq > 0 && !osr_case_is_over (c);
    for (guint j = 0; j < deadlines->len; j++)
      *open += ((OsrDeadline *) deadlines->pdata[j])->state == OSR_DEADLINE_OPEN;
  }
}

void
osr_reach_move_free (OsrReachMove *move)
{
  g_free (move->person);
  g_free (move->role);
  g_free (move->body);
  g_free (move->before);
  g_free (move->after);
  g_free (move);
}

GPtrArray *
osr_preview_reach_new (OsrRegistry *registry, OsrEvent *event)
{
  GPtrArray *moves = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_reach_move_free);
  g_autoptr (OsrRegistry) changed = osr_registry_new_with (registry, event);
  GPtrArray *grants = osr_registry_get_grants (registry);

  for (guint i = 0; i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];
    g_autofree char *before = osr_registry_dup_scope (registry, grant->role, grant->body);
    g_autofree char *after = osr_registry_dup_scope (changed, grant->role, grant->body);
    OsrReachMove *move;

    if (g_strcmp0 (before, after) == 0)
      continue;
    move = g_new0 (OsrReachMove, 1);
    move->person = g_strdup (grant->person);
    move->role = g_strdup (grant->role);
    move->body = g_strdup (grant->body);
    move->before = g_steal_pointer (&before);
    move->after = g_steal_pointer (&after);
    g_ptr_array_add (moves, move);
  }
  return moves;
}
