/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences are those of the history; only their arrangement is made here. */
#include "app/frame/osr-attention-sides.h"

#include <glib/gi18n.h>

#include "app/shared/osr-plain-label.h"
#include "report/osr-history-sentence.h"
#include "report/osr-time-text.h"

/* More than these say nothing that the case itself does not say better. */
#define MOST_LINES 5

static OsrZone *
zone_of (OsrReplica *replica)
{
  OsrWorkTime *work_time = osr_registry_get_work_time (osr_replica_get_registry (replica), NULL);

  return work_time != NULL ? osr_work_time_get_zone (work_time) : NULL;
}

char *
osr_attention_sides_dup_line (OsrCase *c, guint index, OsrReplica *replica, gboolean dated)
{
  OsrEvent *event = g_ptr_array_index (c->events, index);
  g_autoptr (GPtrArray) deadlines = osr_replica_get_deadlines (replica, c);
  g_autoptr (OsrHistorySentence) sentence =
      osr_history_sentence_new (c, index, deadlines, osr_replica_get_registry (replica));
  g_autofree char *moment = NULL;
  OsrZone *zone = zone_of (replica);

  g_clear_pointer (&sentence->verdict, g_free); /* limits are told in the case */
  if (!dated)
    g_clear_pointer (&sentence->by, g_free);
  if (!dated || zone == NULL)
    return osr_history_sentence_to_text (sentence);
  moment = osr_time_text_moment (event->at, osr_clock_now (osr_replica_get_clock (replica)), zone);
  {
    g_autofree char *text = osr_history_sentence_to_text (sentence);

    return g_strdup_printf ("%s · %s", moment, text);
  }
}

static void
add_label (GtkWidget *box, const char *text, const char *style)
{
  gtk_box_append (GTK_BOX (box), osr_plain_label_new (text, style));
}

static GtkWidget *
new_side (const char *title)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  add_label (side, title, "caption-heading");
  return side;
}

static GtkWidget *
new_theirs (const OsrConflict *conflict, OsrReplica *replica)
{
  GtkWidget *side = new_side (_ ("Meanwhile"));
  guint n = conflict->since->len;
  guint first = n > MOST_LINES ? n - MOST_LINES : 0;

  if (first > 0) {
    g_autofree char *more =
        g_strdup_printf (ngettext ("%u step before these", "%u steps before these", first), first);

    add_label (side, more, "dim-label");
  }
  for (guint i = first; i < n; i++) {
    g_autofree char *line = osr_attention_sides_dup_line (
        conflict->now, g_array_index (conflict->since, guint, i), replica, TRUE);

    add_label (side, line, NULL);
  }
  return side;
}

static GtkWidget *
new_mine (const OsrConflict *conflict, OsrReplica *replica)
{
  GtkWidget *side = new_side (_ ("What you wanted"));
  g_autofree char *line = osr_attention_sides_dup_line (
      conflict->wanted, conflict->wanted->events->len - 1, replica, FALSE);

  add_label (side, line, NULL);
  return side;
}

GtkWidget *
osr_attention_sides_new (const OsrConflict *conflict, OsrReplica *replica)
{
  GtkWidget *sides;

  if (conflict->now == NULL || conflict->wanted == NULL || conflict->since->len == 0)
    return NULL;
  sides = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_box_append (GTK_BOX (sides), new_theirs (conflict, replica));
  gtk_box_append (GTK_BOX (sides), new_mine (conflict, replica));
  return sides;
}
