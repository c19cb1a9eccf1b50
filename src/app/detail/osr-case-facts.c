/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills the groups from what the report layer says of the case. What a person does about it is done by
 * the steps' own panes; here are only the answers of one click. */
#include "app/detail/osr-case-facts.h"

#include <glib/gi18n.h>

#include "app/detail/osr-fact-row.h"
#include "app/shared/osr-similar-list.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "report/osr-contribution-text.h"
#include "report/osr-history-sentence.h"
#include "report/osr-promise-text.h"
#include "report/osr-report-lines.h"
#include "report/osr-shown-text.h"

struct _OsrCaseFacts {
  OsrPane parent_instance;

  /* template */
  GtkWidget *promise;
  GtkWidget *promise_icon;
  GtkWidget *promise_words;
  GtkWidget *earlier;
  GtkWidget *earlier_title;
  GtkWidget *earlier_rows;
  GtkWidget *contributions;
  GtkWidget *contribution_rows;
  GtkWidget *reports;
  GtkWidget *report_rows;
  GtkWidget *responsible;
};

G_DEFINE_FINAL_TYPE (OsrCaseFacts, osr_case_facts, OSR_TYPE_PANE)

static void
clear (GtkWidget *rows)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (rows)) != NULL)
    gtk_box_remove (GTK_BOX (rows), child);
}

/* --- a promised day --- */

static void
show_promise (OsrCaseFacts *self, OsrCase *c)
{
  OsrPane *pane = OSR_PANE (self);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  OsrInstant now = osr_workplace_now (workplace);
  gboolean over = osr_promise_is_over (c, registry, now);
  g_autofree char *words = osr_promise_text_state (c, registry, now);
  const char *css_class;

  gtk_widget_set_visible (self->promise, words != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "facts.keep-promise",
                                 words != NULL && osr_workplace_may (workplace, "promised"));
  if (words == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (self->promise_words), words);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->promise_icon),
                                osr_fact_get_icon (over ? OSR_FACT_LATE : OSR_FACT_RUNS,
                                                   &css_class));
  if (over)
    gtk_widget_add_css_class (self->promise, "error");
  else
    gtk_widget_remove_css_class (self->promise, "error");
}

static void
keep_promise (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (widget));
  const OsrCasePromise *promise = c != NULL ? osr_case_get_promise (c) : NULL;
  JsonObject *members;

  if (promise == NULL)
    return;
  members = json_object_new ();
  json_object_set_string_member (members, "date", promise->date);
  json_object_set_boolean_member (members, "kept", TRUE);
  osr_workplace_act (osr_pane_get_workplace (OSR_PANE (widget)), "promised", members, NULL);
}

/* --- the case it repeats --- */

static GtkWidget *
make_open_button (OsrCase *earlier)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Open"));
  g_autofree char *name =
      g_strdup_printf (_ ("Open case No. %s"), earlier->number != NULL ? earlier->number : "");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "facts.open-earlier");
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
fill_earlier (OsrCaseFacts *self, OsrCase *earlier)
{
  OsrPane *pane = OSR_PANE (self);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  OsrInstant now = osr_workplace_now (osr_pane_get_workplace (pane));
  gboolean over = osr_promise_is_over (earlier, registry, now);
  gboolean done = earlier->state == OSR_CASE_ANSWERED || osr_case_is_over (earlier);
  g_autofree char *outcome = osr_similar_list_dup_outcome (earlier);
  g_autofree char *promise = osr_promise_text_state (earlier, registry, now);
  g_autofree char *text =
      earlier->text != NULL ? osr_shown_text (earlier->text, OSR_SHOWN_LENGTH, 0, NULL) : NULL;

  gtk_box_append (GTK_BOX (self->earlier_rows),
                  osr_fact_row_new (done ? OSR_FACT_DONE : OSR_FACT_RUNS, text, NULL, outcome,
                                    make_open_button (earlier)));
  if (promise != NULL)
    gtk_box_append (GTK_BOX (self->earlier_rows),
                    osr_fact_row_new (over ? OSR_FACT_LATE : OSR_FACT_RUNS,
                                      _ ("What was promised then has not been marked as kept"),
                                      promise, NULL, NULL));
}

static void
show_earlier (OsrCaseFacts *self, OsrCase *c)
{
  OsrReplica *replica = osr_pane_get_replica (OSR_PANE (self));
  g_autoptr (OsrCase) earlier =
      c->repeats != NULL ? osr_replica_get_case (replica, c->repeats) : NULL;
  const char *number =
      earlier != NULL && earlier->number != NULL ? earlier->number : c->repeats_number;
  g_autofree char *title = NULL;

  clear (self->earlier_rows);
  gtk_widget_set_visible (self->earlier, c->repeat);
  if (!c->repeat)
    return;
  title = number != NULL ? g_strdup_printf (_ ("Repeats case No. %s"), number)
                         : g_strdup (_ ("Repeats an earlier message"));
  gtk_label_set_label (GTK_LABEL (self->earlier_title), title);
  if (earlier != NULL)
    fill_earlier (self, earlier);
  else
    gtk_box_append (GTK_BOX (self->earlier_rows),
                    osr_fact_row_new (OSR_FACT_ENDED,
                                      _ ("The earlier case is not among those that you may see."),
                                      NULL, NULL, NULL));
}

static void
open_earlier (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (widget));
  g_autofree char *id = c != NULL ? g_strdup (c->repeats) : NULL;

  if (id != NULL)
    osr_workplace_open_case (osr_pane_get_workplace (OSR_PANE (widget)), id);
}

/* --- co-executors --- */

static OsrFact
fact_of (const OsrContribution *one)
{
  static const OsrFact facts[] = { [OSR_CONTRIBUTION_WAITS] = OSR_FACT_RUNS,
                                   [OSR_CONTRIBUTION_AWAITED] = OSR_FACT_RUNS,
                                   [OSR_CONTRIBUTION_MISSING] = OSR_FACT_LATE,
                                   [OSR_CONTRIBUTION_CAME] = OSR_FACT_DONE,
                                   [OSR_CONTRIBUTION_RETURNED] = OSR_FACT_ENDED };

  return facts[one->state];
}

static GtkWidget *
make_insert_button (const OsrContribution *one)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Insert"));
  /* Translators: a body: puts what it has sent into the draft */
  g_autofree char *name = g_strdup_printf (_ ("Insert into the draft: %s"), one->name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "facts.insert");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", one->body->body);
  gtk_widget_set_tooltip_text (button, _ ("Put this text into the draft, where the cursor stands"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
show_contributions (OsrCaseFacts *self, OsrCase *c)
{
  OsrPane *pane = OSR_PANE (self);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  gboolean writes = osr_pane_is_side (pane, OSR_SIDE_COMPOSE);
  g_autoptr (GPtrArray) all =
      osr_contributions_new (c, osr_workplace_get_deadlines (workplace),
                             osr_pane_get_registry (pane), osr_workplace_now (workplace));

  clear (self->contribution_rows);
  gtk_widget_set_visible (self->contributions, all->len > 0);
  for (guint i = 0; i < all->len; i++) {
    const OsrContribution *one = all->pdata[i];
    const char *text = one->body->contribution;
    gboolean erased = one->state == OSR_CONTRIBUTION_CAME && text == NULL;

    gtk_box_append (GTK_BOX (self->contribution_rows),
                    osr_fact_row_new (fact_of (one), one->name, one->says,
                                      erased ? _ ("The text has been erased.") : text,
                                      writes && text != NULL ? make_insert_button (one) : NULL));
  }
}

static void
insert_contribution (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (widget));
  const OsrCaseBody *body =
      c != NULL ? osr_case_find_body (c, g_variant_get_string (parameter, NULL)) : NULL;

  if (body != NULL && body->contribution != NULL)
    osr_workplace_offer_text (osr_pane_get_workplace (OSR_PANE (widget)), body->contribution);
}

/* --- reports --- */

static OsrFact
fact_of_report (const OsrReportLine *line)
{
  static const OsrFact facts[] = { [OSR_REPORT_LINE_OWED] = OSR_FACT_LATE,
                                   [OSR_REPORT_LINE_SENT] = OSR_FACT_RUNS,
                                   [OSR_REPORT_LINE_RECEIVED] = OSR_FACT_DONE,
                                   [OSR_REPORT_LINE_REFUSED] = OSR_FACT_ENDED };

  return facts[line->state];
}

static void
show_reports (OsrCaseFacts *self, OsrCase *c)
{
  OsrPane *pane = OSR_PANE (self);
  g_autoptr (GPtrArray) lines = osr_report_lines_new (
      c, osr_pane_get_registry (pane), osr_workplace_now (osr_pane_get_workplace (pane)));

  clear (self->report_rows);
  gtk_widget_set_visible (self->reports, lines->len > 0);
  for (guint i = 0; i < lines->len; i++) {
    const OsrReportLine *line = lines->pdata[i];

    gtk_box_append (GTK_BOX (self->report_rows),
                    osr_fact_row_new (fact_of_report (line), line->title, line->says, line->words,
                                      NULL));
  }
}

/* --- who answers for it --- */

static void
show_responsible (OsrCaseFacts *self, OsrCase *c)
{
  OsrRegistry *registry = osr_pane_get_registry (OSR_PANE (self));
  OsrRegulation *regulation = osr_registry_get_regulation_for (registry, c);
  JsonObject *rule =
      regulation != NULL ? osr_regulation_get_rule (regulation, "responsibility") : NULL;
  g_autoptr (GPtrArray) persons = osr_rules_list_responsible (c, registry);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *words = NULL;

  for (guint i = 0; i < persons->len; i++) {
    g_autofree char *name = osr_history_person (registry, persons->pdata[i]);

    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
  }
  gtk_widget_set_visible (self->responsible, names->len > 0 && !osr_case_is_over (c));
  if (rule == NULL)
    return;
  /* Translators: names of persons, and a clause of the regulation */
  words = g_strdup_printf (_ ("Answers for the reply: %1$s (clause %2$s)"), names->str,
                           osr_json_get_string (rule, "clause"));
  gtk_label_set_label (GTK_LABEL (self->responsible), words);
}

/* --- */

static void
osr_case_facts_refresh (OsrPane *pane)
{
  OsrCaseFacts *self = OSR_CASE_FACTS (pane);
  OsrCase *c = osr_pane_get_case (pane);

  if (c == NULL || osr_pane_get_registry (pane) == NULL)
    return;
  show_promise (self, c);
  show_earlier (self, c);
  show_contributions (self, c);
  show_reports (self, c);
  show_responsible (self, c);
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_visible (self->responsible) ||
                                                 gtk_widget_get_visible (self->promise) ||
                                                 gtk_widget_get_visible (self->earlier) ||
                                                 gtk_widget_get_visible (self->contributions) ||
                                                 gtk_widget_get_visible (self->reports));
}

/* Nothing moves under a pointer that is about to press. */
static void
osr_case_facts_tick (OsrPane *pane)
{
  OsrCaseFacts *self = OSR_CASE_FACTS (pane);
  OsrCase *c = osr_pane_get_case (pane);

  if (c == NULL || osr_pane_get_registry (pane) == NULL ||
      (gtk_widget_get_state_flags (GTK_WIDGET (pane)) &
       (GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUS_WITHIN)) != 0)
    return;
  show_promise (self, c);
  show_contributions (self, c);
}

static void
osr_case_facts_class_init (OsrCaseFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_case_facts_refresh;
  OSR_PANE_CLASS (klass)->tick = osr_case_facts_tick;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/detail/osr-case-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrCaseFacts, promise);
  gtk_widget_class_bind_template_child (widget_class, OsrCaseFacts, promise_icon);
  gtk_widget_class_bind_template_child (widget_class, OsrCaseFacts, promise_words);
  gtk_widget_class_bind_template_child (widget_class, OsrCaseFacts, earlier);
  gtk_widget_class_bind_template_child (widget_class, OsrCaseFacts, earlier_title);
  gtk_widget_class_bind_template_child (widget_class, OsrCaseFacts, earlier_rows);
  gtk_widget_class_bind_template_child (widget_class, OsrCaseFacts, contributions);
  gtk_widget_class_bind_template_child (widget_class, OsrCaseFacts, contribution_rows);
  gtk_widget_class_bind_template_child (widget_class, OsrCaseFacts, reports);
  gtk_widget_class_bind_template_child (widget_class, OsrCaseFacts, report_rows);
  gtk_widget_class_bind_template_child (widget_class, OsrCaseFacts, responsible);
  gtk_widget_class_install_action (widget_class, "facts.insert", "s", insert_contribution);
  gtk_widget_class_install_action (widget_class, "facts.open-earlier", NULL, open_earlier);
  gtk_widget_class_install_action (widget_class, "facts.keep-promise", NULL, keep_promise);
}

static void
osr_case_facts_init (OsrCaseFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_case_facts_new (void)
{
  return g_object_new (OSR_TYPE_CASE_FACTS, NULL);
}
