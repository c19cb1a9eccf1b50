/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. What its buttons do is the dialog's. */
#include "app/message/osr-matter-row.h"

#include <glib/gi18n.h>

#include "app/queue/osr-queue-words.h"
#include "app/shared/osr-plain-label.h"
#include "report/osr-shown-text.h"
#include "core/osr-rules.h"
#include "report/osr-network-name.h"
#include "report/osr-time-text.h"

static gboolean
may (OsrReplica *replica, OsrCase *c, const char *step)
{
  const char *person = osr_replica_get_roles_of (replica);

  return person != NULL && osr_rules_may (c, osr_replica_get_registry (replica), person, step);
}

gboolean
osr_matter_row_may_use (const OsrMatter *matter, const OsrMatterPost *post, OsrReplica *replica)
{
  return matter->core != NULL && !post->decided &&
         (may (replica, post->the_case, "submitted") || may (replica, post->the_case, "drafted"));
}

gboolean
osr_matter_row_may_approve (const OsrMatterPost *post, OsrReplica *replica)
{
  return post->draft != NULL && post->draft->state == OSR_DRAFT_SUBMITTED &&
         may (replica, post->the_case, "approved");
}

char *
osr_matter_row_dup_number (OsrCase *c)
{
  return g_strdup (c->number != NULL ? c->number : _ ("without a number"));
}

static char *
make_title (OsrCase *c)
{
  g_autofree char *number = osr_matter_row_dup_number (c);
  g_autofree char *place = osr_shown_line (
      c->source != NULL ? c->source : osr_network_name (c->network), OSR_SHOWN_NAME);
  GString *title = g_string_new (number);

  g_string_append_printf (title, " · %s", place);
  if (c->author_name != NULL) {
    g_autofree char *author = osr_shown_line (c->author_name, OSR_SHOWN_NAME);

    g_string_append_printf (title, " · %s", author);
  }
  return g_string_free (title, FALSE);
}

/* (nullable): the limit of the post that presses, whoever has it: "reply: today 16:45", with how late. */
static char *
make_limit (OsrCase *c, OsrReplica *replica, OsrInstant now)
{
  OsrRegistry *registry = osr_replica_get_registry (replica);
  g_autoptr (GPtrArray) deadlines = osr_replica_get_deadlines (replica, c);
  const OsrDeadline *deadline =
      osr_rules_next_deadline (c, registry, osr_replica_get_roles_of (replica), deadlines);
  OsrWorkTime *work_time =
      deadline != NULL ? osr_deadline_get_work_time (deadline, registry) : NULL;
  g_autofree char *moment = NULL;
  g_autofree char *pill = NULL;

  if (work_time == NULL || deadline->due == OSR_INSTANT_UNKNOWN ||
      deadline->state != OSR_DEADLINE_OPEN)
    return NULL;
  moment = osr_time_text_moment (deadline->due, now, osr_work_time_get_zone (work_time));
  if (!osr_deadline_is_late (deadline, now))
    /* Translators: a limit and its moment: "reply: today 16:45" */
    return g_strdup_printf (_ ("%1$s: %2$s"), osr_time_text_timer (deadline->spec), moment);
  pill = osr_time_text_pill (deadline, registry, now);
  /* Translators: a limit, its moment, and by how much it is late */
  return g_strdup_printf (_ ("%1$s: %2$s, %3$s"), osr_time_text_timer (deadline->spec), moment,
                          pill);
}

static void
append_over (GString *about, const OsrMatter *matter, OsrCase *c, OsrReplica *replica)
{
  gint64 over = 0;
  g_autofree char *variant =
      osr_matter_dup_variant (matter, c, osr_replica_get_registry (replica), &over);

  if (variant == NULL || over == 0)
    return;
  g_string_append_c (about, '\n');
  g_string_append_printf (about,
                          ngettext ("The approved text is too long here by %d character",
                                    "The approved text is too long here by %d characters",
                                    (gulong) over),
                          (int) MIN (over, G_MAXINT));
}

/* Where it stands, until when, and what speaks against the approved text there. */
static char *
make_about (const OsrMatter *matter, const OsrMatterPost *post, OsrReplica *replica, OsrInstant now)
{
  OsrCase *c = post->the_case;
  GString *about = g_string_new (osr_queue_words_state (c->state));
  g_autofree char *limit = make_limit (c, replica, now);

  if (limit != NULL)
    g_string_append_printf (about, " · %s", limit);
  if (!post->decided)
    append_over (about, matter, c, replica);
  return g_string_free (about, FALSE);
}

static GtkWidget *
make_button (const char *label, const char *icon, const char *action, const char *id)
{
  GtkWidget *button =
      icon != NULL ? gtk_button_new_from_icon_name (icon) : gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  if (icon == NULL)
    return button;
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}

/* The message, and the draft under it: what one approves must be seen. */
static GtkWidget *
make_words (const char *heading, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (heading);
  GtkWidget *words = osr_plain_label_new (text, NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "dim-label");
  gtk_label_set_selectable (GTK_LABEL (words), TRUE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  return box;
}

static void
add_words (GtkWidget *row, const OsrMatterPost *post)
{
  const char *whole = post->the_case->text;
  g_autofree char *text = whole != NULL ? osr_shown_text (whole, OSR_SHOWN_LENGTH, 0, NULL) : NULL;
  const char *draft = post->draft != NULL ? post->draft->text : NULL;

  adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                            make_words (_ ("Message"), text != NULL ? text : _ ("erased")));
  if (draft != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              make_words (post->decided ? _ ("Approved text") : _ ("Draft reply"),
                                          draft));
}

static void
add_buttons (GtkWidget *row, const OsrMatter *matter, const OsrMatterPost *post,
             OsrReplica *replica)
{
  AdwExpanderRow *expander = ADW_EXPANDER_ROW (row);
  const char *id = post->the_case->id;

  /* the first one stands at the end of the row */
  adw_expander_row_add_action (expander, make_button (_ ("Open the case"), "go-next-symbolic",
                                                      "matter.open", id));
  if (!g_str_equal (id, matter->id) && may (replica, post->the_case, "joined"))
    adw_expander_row_add_action (expander,
                                 make_button (_ ("Take out of the matter"), "list-remove-symbolic",
                                              "matter.leave", id));
  if (osr_matter_row_may_use (matter, post, replica))
    adw_expander_row_add_action (expander,
                                 make_button (_ ("Use the approved text"), NULL, "matter.use", id));
}

GtkWidget *
osr_matter_row_new (const OsrMatter *matter, const OsrMatterPost *post, OsrReplica *replica,
                    OsrInstant now)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *title = make_title (post->the_case);
  g_autofree char *about = make_about (matter, post, replica, now);
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  g_autofree char *safe_about = g_markup_escape_text (about, -1);
  g_autofree char *said = g_strdup_printf ("%s; %s", title, about);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), safe_about);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  add_words (row, post);
  add_buttons (row, matter, post, replica);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row),
                                 osr_matter_row_may_approve (post, replica));
  return row;
}
