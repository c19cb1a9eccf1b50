/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting a message and routing it to a body. Suggestions come from the core; what is
 * chosen here goes out as `triaged` and `routed` when the person routes, not before. */
#include "app/triage/osr-triage-pane.h"

#include <glib/gi18n.h>

#include "report/osr-history-sentence.h"
#include "app/shared/osr-place-completion.h"
#include "app/shared/osr-plain-label.h"
#include "app/shared/osr-similar-list.h"
#include "app/shared/osr-step-words.h"
#include "report/osr-time-text.h"
#include "app/shared/osr-wrap-layout.h"
#include "app/triage/osr-body-list.h"
#include "app/triage/osr-desk-survey.h"
#include "app/triage/osr-dismissal.h"
#include "app/triage/osr-several-bodies.h"
#include "app/steps/osr-threat-offer.h"
#include "app/triage/osr-topic-picker.h"
#include "app/triage/osr-triage-suggestion.h"

#define FIRST_MINUTES 15
#define STEP_MINUTES  15
/* Cases that are looked through for loads and places when one is opened. */
#define MOST_SURVEYED 300

struct _OsrTriagePane {
  OsrPane parent_instance;

  /* template */
  GtkWidget *returned_card;
  GtkWidget *returned;
  OsrThreatOffer *threat;
  OsrTopicPicker *topics;
  GtkWidget *place;
  GtkWidget *accept;
  GtkWidget *suggested;
  GtkWidget *important;
  GtkWidget *limit_row;
  GtkWidget *shorten;
  GtkSpinButton *minutes;
  GtkWidget *reply_by;
  GtkListBox *bodies;
  OsrSeveralBodies *several;
  OsrSimilarList *similar;
  GtkWidget *hint;
  GtkWidget *leave;
  GtkWidget *outside;

  /* owned */
  char *case_id;         /* nullable: whose choices stand here */
  OsrDeskSurvey *survey; /* nullable: of the cases held when the case was opened */
  gboolean loading;
};

G_DEFINE_TYPE (OsrTriagePane, osr_triage_pane, OSR_TYPE_PANE)

static const OsrTimerSpec *
shortenable_timer (OsrPane *pane)
{
  OsrRegistry *registry = osr_pane_get_registry (pane);
  OsrCase *c = osr_pane_get_case (pane);
  OsrRegulation *regulation =
      registry != NULL && c != NULL ? osr_registry_get_regulation_for (registry, c) : NULL;
  GPtrArray *timers = regulation != NULL ? osr_regulation_get_timers (regulation) : NULL;

  for (guint i = 0; timers != NULL && i < timers->len; i++)
    if (((OsrTimerSpec *) timers->pdata[i])->shortening == OSR_SHORTENING_MINUTES)
      return timers->pdata[i];
  return NULL;
}

static gint64
chosen_minutes (OsrTriagePane *self)
{
  if (!gtk_check_button_get_active (GTK_CHECK_BUTTON (self->shorten)) ||
      !gtk_widget_get_visible (self->limit_row))
    return 0;
  return gtk_spin_button_get_value_as_int (self->minutes);
}

/* (transfer full) (nullable): the body that is chosen, the first where several are. */
static char *
dup_body (OsrTriagePane *self)
{
  g_auto (GStrv) ids = NULL;

  if (!osr_several_bodies_is_active (self->several))
    return g_strdup (osr_body_list_get_chosen (self->bodies));
  ids = osr_several_bodies_dup (self->several);
  return g_strdup (ids[0]);
}

/* When the reply would be due with what is chosen. */
static void
show_reply_by (OsrTriagePane *self)
{
  OsrPane *pane = OSR_PANE (self);
  OsrCase *c = osr_pane_get_case (pane);
  const OsrTimerSpec *spec = shortenable_timer (pane);
  g_autofree char *body = spec != NULL && spec->office == OSR_OFFICE_BODY ? dup_body (self) : NULL;
  OsrWorkTime *work_time = osr_registry_get_work_time (osr_pane_get_registry (pane), body);
  gint64 amount;
  OsrInstant due;
  g_autofree char *moment = NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->reply_by, spec != NULL && work_time != NULL);
  if (spec == NULL || work_time == NULL || c->detected_at == OSR_INSTANT_UNKNOWN)
    return;
  amount = (chosen_minutes (self) > 0 ? chosen_minutes (self) : spec->amount) * OSR_MINUTE;
  due = spec->unit == OSR_UNIT_CLOCK_MINUTES
            ? c->detected_at + amount
            : osr_work_time_add (work_time, c->detected_at, amount);
  moment = osr_time_text_moment (due, osr_workplace_now (osr_pane_get_workplace (pane)),
                                 osr_work_time_get_zone (work_time));
  words = g_strdup_printf (_ ("The reply will be due %s"), moment);
  gtk_label_set_label (GTK_LABEL (self->reply_by), words);
}

static void
update_enabled (OsrTriagePane *self)
{
  OsrPane *pane = OSR_PANE (self);
  gboolean here = osr_pane_is_side (pane, OSR_SIDE_TRIAGE);
  g_autoptr (GPtrArray) topics = osr_topic_picker_get_chosen (self->topics);
  g_autofree char *body = dup_body (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "triage.route",
                                 here && topics->pdata[0] != NULL && body != NULL &&
                                     osr_workplace_may (osr_pane_get_workplace (pane), "routed"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "triage.dismiss",
                                 here && osr_workplace_may (osr_pane_get_workplace (pane),
                                                            "dismissed"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "triage.topic", here);
  if (!here)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "triage.accept", FALSE);
}

/* What the message says of place and importance, beside what is chosen: pressed or passed over. */
static OsrTriageSuggestion *
suggest (OsrTriagePane *self)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (self));

  return osr_triage_suggestion_new (
      c, osr_pane_get_registry (OSR_PANE (self)),
      gtk_editable_get_text (GTK_EDITABLE (self->place)),
      gtk_check_button_get_active (GTK_CHECK_BUTTON (self->important)));
}

static void
show_suggestion (OsrTriagePane *self)
{
  g_autoptr (OsrTriageSuggestion) suggestion = suggest (self);
  g_autofree char *label = NULL;
  g_autofree char *name = NULL;

  gtk_widget_set_visible (self->accept, suggestion != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "triage.accept", suggestion != NULL);
  if (suggestion == NULL)
    return;
  label = g_strdup_printf ("0  %s", suggestion->label);
  /* Translators: what a button takes over: a place, high importance or both */
  name = g_strdup_printf (_ ("Accept: %s"), suggestion->label);
  gtk_label_set_label (GTK_LABEL (self->suggested), label);
  gtk_widget_set_tooltip_text (self->accept, suggestion->because);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->accept), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void osr_triage_pane_tick (OsrPane *pane);

static void
choice_changed (OsrTriagePane *self)
{
  if (self->loading || !osr_pane_is_side (OSR_PANE (self), OSR_SIDE_TRIAGE))
    return;
  show_reply_by (self);
  show_suggestion (self);
  update_enabled (self);
  osr_triage_pane_tick (OSR_PANE (self));
}

/* A body that a reform has ended answers no more. */
static void
drop_ended (OsrTriagePane *self, GPtrArray *ranks)
{
  OsrInstant now = osr_workplace_now (osr_pane_get_workplace (OSR_PANE (self)));

  for (guint i = ranks->len; i-- > 0;) {
    if (!osr_body_is_valid (((OsrBodyRank *) ranks->pdata[i])->body, now))
      g_ptr_array_remove_index (ranks, i);
  }
}

/* Bodies in the order of the chosen topics; while none is chosen, of those that are suggested. */
static void
fill_bodies (OsrTriagePane *self)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (self));
  g_autoptr (GPtrArray) chosen = osr_topic_picker_get_chosen (self->topics);
  g_autoptr (GPtrArray) suggested = osr_topic_picker_get_suggested (self->topics);
  const gboolean decided = chosen->pdata[0] != NULL;
  g_autoptr (GPtrArray) ranks =
      osr_body_ranks_new (c, osr_pane_get_registry (OSR_PANE (self)),
                          (const char *const *) (decided ? chosen->pdata : suggested->pdata),
                          gtk_editable_get_text (GTK_EDITABLE (self->place)));
  const gboolean loading = self->loading;

  self->loading = TRUE;
  drop_ended (self, ranks);
  osr_body_list_fill (self->bodies, ranks, self->survey, decided);
  osr_several_bodies_fill (self->several, c, osr_pane_get_registry (OSR_PANE (self)), ranks);
  self->loading = loading;
}

static void
topics_changed (OsrTriagePane *self)
{
  if (self->loading)
    return;
  fill_bodies (self);
  choice_changed (self);
}

/* Whoever was chosen alone is the first of several. */
static void
several_changed (OsrTriagePane *self)
{
  gboolean several = osr_several_bodies_is_active (self->several);

  if (several && !self->loading)
    osr_several_bodies_choose (self->several, osr_body_list_get_chosen (self->bodies), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->bodies), !several);
}

static void
fill_limit (OsrTriagePane *self, OsrCase *c)
{
  const OsrTimerSpec *spec = shortenable_timer (OSR_PANE (self));
  gboolean possible =
      spec != NULL && spec->unit != OSR_UNIT_WORKING_DAYS && spec->amount > FIRST_MINUTES;

  gtk_widget_set_visible (self->limit_row, possible);
  if (!possible)
    return;
  gtk_spin_button_set_range (self->minutes, FIRST_MINUTES, (double) spec->amount);
  gtk_spin_button_set_increments (self->minutes, STEP_MINUTES, 60);
  gtk_spin_button_set_value (self->minutes,
                             (double) (c->limit_minutes > 0 ? c->limit_minutes : spec->amount / 2));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->shorten), c->limit_minutes > 0);
}

/* Looks through the cases held here: who has how much, which places were named. */
static void
take_survey (OsrTriagePane *self)
{
  OsrReplica *replica = osr_pane_get_replica (OSR_PANE (self));
  g_autoptr (GPtrArray) ids = osr_replica_list (replica, OSR_QUEUE_ALL, NULL);

  g_clear_pointer (&self->survey, osr_desk_survey_free);
  self->survey = osr_desk_survey_new ();
  for (guint i = 0; i < MIN (ids->len, MOST_SURVEYED); i++) {
    g_autoptr (OsrCase) c = osr_replica_get_case (replica, ids->pdata[i]);

    if (c != NULL)
      osr_desk_survey_add (self->survey, c);
  }
  osr_desk_survey_finish (self->survey);
  osr_place_completion_set (GTK_ENTRY (self->place), self->survey->places);
}

static void
load (OsrTriagePane *self, OsrCase *c)
{
  self->loading = TRUE;
  take_survey (self);
  g_free (self->case_id);
  self->case_id = g_strdup (c->id);
  osr_topic_picker_fill (self->topics, c, osr_pane_get_registry (OSR_PANE (self)));
  fill_limit (self, c);
  gtk_editable_set_text (GTK_EDITABLE (self->place), c->locality != NULL ? c->locality : "");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->important), c->important);
  osr_several_bodies_reset (self->several);
  osr_threat_offer_reset (self->threat, c);
  osr_threat_offer_show (self->threat, OSR_PANE (self), TRUE);
  fill_bodies (self);
  osr_similar_list_show (self->similar, OSR_PANE (self));
  self->loading = FALSE;
}

static void
show_returned (OsrTriagePane *self, OsrCase *c)
{
  OsrRegistry *registry = osr_pane_get_registry (OSR_PANE (self));
  const char *body = NULL;
  gboolean shown = c->state == OSR_CASE_RETURNED;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; i < c->bodies->len; i++)
    if (((OsrCaseBody *) c->bodies->pdata[i])->returned)
      body = ((OsrCaseBody *) c->bodies->pdata[i])->body;
  gtk_widget_set_visible (self->returned_card, shown);
  if (!shown)
    return;
  name = osr_history_body (registry, body);
  words = g_strdup_printf (_ ("Returned by %s: “%s”. The limit of the reply runs on."), name,
                           c->reason != NULL ? c->reason : "");
  osr_plain_label_show (self->returned, words);
}

/* What must be chosen before the button can be pressed, or else to whom it goes then; nullable. */
static const char *
find_hint (OsrTriagePane *self)
{
  g_autoptr (GPtrArray) topics = osr_topic_picker_get_chosen (self->topics);
  g_autofree char *id = dup_body (self);
  const OsrBody *body = NULL;

  if (topics->pdata[0] == NULL)
    return _ ("choose a topic");
  if (id == NULL)
    return _ ("choose who answers");
  body = osr_registry_find_body (osr_pane_get_registry (OSR_PANE (self)), id);
  return body != NULL ? body->short_name : NULL;
}

/* What is left of the limit, and that. */
static char *
make_hint (OsrTriagePane *self, const char *left)
{
  const char *hint = find_hint (self);

  if (hint == NULL || left == NULL)
    return g_strdup (hint != NULL ? hint : left != NULL ? left : "");
  /* Translators: time left, then what must be chosen first or to whom the message goes: "18 min of
   * 30 min left · choose a topic" */
  return g_strdup_printf (_ ("%1$s · %2$s"), left, hint);
}

static void
osr_triage_pane_tick (OsrPane *pane)
{
  OsrTriagePane *self = OSR_TRIAGE_PANE (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  g_autofree char *left = NULL;
  g_autofree char *words = NULL;

  if (!osr_pane_is_side (pane, OSR_SIDE_TRIAGE) || osr_pane_get_registry (pane) == NULL)
    return;
  left = osr_step_words_left (osr_workplace_get_pressing (workplace), osr_pane_get_registry (pane),
                              osr_workplace_now (workplace));
  words = make_hint (self, left);
  gtk_label_set_label (GTK_LABEL (self->hint), words);
  gtk_widget_set_visible (self->hint, *words != '\0');
}

static void
osr_triage_pane_refresh (OsrPane *pane)
{
  OsrTriagePane *self = OSR_TRIAGE_PANE (pane);
  OsrCase *c = osr_pane_get_case (pane);

  if (!osr_pane_is_side (pane, OSR_SIDE_TRIAGE) || osr_pane_get_registry (pane) == NULL) {
    g_clear_pointer (&self->case_id, g_free);
    update_enabled (self);
    return;
  }
  if (g_strcmp0 (self->case_id, c->id) != 0)
    load (self, c);
  show_returned (self, c);
  gtk_widget_set_visible (self->leave,
                          osr_workplace_may (osr_pane_get_workplace (pane), "dismissed"));
  osr_dismissal_show_scope (pane, self->outside);
  choice_changed (self);
}

static JsonObject *
new_triage (OsrTriagePane *self, GPtrArray *topics)
{
  JsonObject *members = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autofree char *place =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->place))));
  gboolean important = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->important));

  for (guint i = 0; topics->pdata[i] != NULL; i++)
    json_array_add_string_element (array, topics->pdata[i]);
  json_object_set_array_member (members, "topics", array);
  json_object_set_string_member (members, "locality", place);
  json_object_set_string_member (members, "importance", important ? "high" : "normal");
  if (osr_threat_offer_is_marked (self->threat))
    json_object_set_boolean_member (members, "unlawful", TRUE);
  if (chosen_minutes (self) > 0)
    json_object_set_int_member (members, "limit_minutes", chosen_minutes (self));
  return members;
}

/* Whether what is chosen differs from what the case already says. */
static gboolean
is_new (OsrTriagePane *self, OsrCase *c, GPtrArray *topics)
{
  g_autofree char *place =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->place))));

  return g_strv_length (c->topics) != topics->len - 1 ||
         osr_threat_offer_is_changed (self->threat) ||
         !g_strv_equal ((const char *const *) c->topics, (const char *const *) topics->pdata) ||
         g_strcmp0 (place, c->locality != NULL ? c->locality : "") != 0 ||
         c->limit_minutes != chosen_minutes (self) ||
         c->important != gtk_check_button_get_active (GTK_CHECK_BUTTON (self->important));
}

static void
route (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrTriagePane *self = OSR_TRIAGE_PANE (widget);
  OsrWorkplace *workplace = osr_pane_get_workplace (OSR_PANE (self));
  OsrCase *c = osr_pane_get_case (OSR_PANE (self));
  g_autoptr (GPtrArray) topics = osr_topic_picker_get_chosen (self->topics);
  g_autofree char *body = dup_body (self);
  JsonObject *members;

  if (c == NULL || body == NULL || topics->pdata[0] == NULL)
    return;
  if (is_new (self, c, topics) &&
      !osr_workplace_act (workplace, "triaged", new_triage (self, topics), NULL))
    return;
  if (osr_several_bodies_is_active (self->several)) {
    osr_several_bodies_route (self->several, workplace);
    return;
  }
  members = json_object_new ();
  json_object_set_string_member (members, "body", body);
  osr_workplace_act (workplace, "routed", members, NULL);
}

static void
route_by_enter (OsrTriagePane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "triage.route", NULL);
}

static void
accept (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrTriagePane *self = OSR_TRIAGE_PANE (widget);
  g_autoptr (OsrTriageSuggestion) suggestion =
      osr_pane_is_side (OSR_PANE (self), OSR_SIDE_TRIAGE) ? suggest (self) : NULL;

  if (suggestion == NULL)
    return;
  if (suggestion->place != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->place), suggestion->place);
  if (suggestion->important)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->important), TRUE);
  fill_bodies (self);
  choice_changed (self);
}

static void
toggle_topic (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrTriagePane *self = OSR_TRIAGE_PANE (widget);

  osr_topic_picker_toggle (self->topics, g_variant_get_int32 (parameter));
}

static GtkShortcutTrigger *
digit_trigger (guint digit)
{
  return gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_0 + digit, 0),
                                      gtk_keyval_trigger_new (GDK_KEY_KP_0 + digit, 0));
}

/* 0–9 wherever the focus is, unless it is in a field that takes digits. */
static void
add_keys (OsrTriagePane *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  for (int i = 1; i <= 9; i++) {
    GtkShortcut *shortcut =
        gtk_shortcut_new (digit_trigger ((guint) i), gtk_named_action_new ("triage.topic"));

    gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (i));
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  }
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (digit_trigger (0),
                                                          gtk_named_action_new ("triage.accept")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
osr_triage_pane_dispose (GObject *object)
{
  OsrTriagePane *self = OSR_TRIAGE_PANE (object);

  self->loading = TRUE;
  g_clear_pointer (&self->case_id, g_free);
  g_clear_pointer (&self->survey, osr_desk_survey_free);
  G_OBJECT_CLASS (osr_triage_pane_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, returned_card);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, returned);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, threat);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, topics);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, place);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, accept);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, suggested);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, important);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, limit_row);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, shorten);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, minutes);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, reply_by);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, bodies);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, several);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, similar);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, hint);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, leave);
  gtk_widget_class_bind_template_child (widget_class, OsrTriagePane, outside);
}

static void
osr_triage_pane_class_init (OsrTriagePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_triage_pane_refresh;
  OSR_PANE_CLASS (klass)->tick = osr_triage_pane_tick;
  G_OBJECT_CLASS (klass)->dispose = osr_triage_pane_dispose;
  g_type_ensure (OSR_TYPE_SEVERAL_BODIES);
  g_type_ensure (OSR_TYPE_SIMILAR_LIST);
  g_type_ensure (OSR_TYPE_THREAT_OFFER);
  g_type_ensure (OSR_TYPE_TOPIC_PICKER);
  g_type_ensure (OSR_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/triage/osr-triage-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed);
  gtk_widget_class_bind_template_callback (widget_class, route_by_enter);
  gtk_widget_class_bind_template_callback (widget_class, several_changed);
  gtk_widget_class_bind_template_callback (widget_class, topics_changed);
  gtk_widget_class_install_action (widget_class, "triage.route", NULL, route);
  gtk_widget_class_install_action (widget_class, "triage.topic", "i", toggle_topic);
  gtk_widget_class_install_action (widget_class, "triage.accept", NULL, accept);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "triage.route", NULL);
  osr_dismissal_install_action (widget_class);
}

static void
osr_triage_pane_init (OsrTriagePane *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->loading = FALSE;
  add_keys (self);
  update_enabled (self);
}

GtkWidget *
osr_triage_pane_new (void)
{
  return g_object_new (OSR_TYPE_TRIAGE_PANE, NULL);
}
