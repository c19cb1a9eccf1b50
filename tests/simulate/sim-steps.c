/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms of the steps. Many that are filled in are refused at the desk already: what is tried is wider
 * than what may be. */
#include "sim-steps.h"

#include <string.h>

#include "core/media/osr-media-list.h"
#include "core/osr-chain.h"
#include "core/osr-rules.h"
#include "sim-centre.h"
#include "sim-world.h"

/* "name=value …|name=value …" of members and payload: $name is filled in, [a a list of one, digits are
 * a number, true is true; a value that there is not leaves the member out. */
static const struct {
  const char *name;
  const char *form;
} forms[] = {
  { "detected", "body=$claiming" },
  { "triaged", "topics=[$topic importance=$importance" },
  { "dismissed", "reason=spam|reason=$words" },
  { "author-replied", "|text=$words" },
  { "linked", "earlier=$earlier" },
  { "joined", "matter=$earlier" },
  { "closed", "|reason=$words" },
  { "reopened", "" },
  { "noted", "|text=$words" },
  { "routed", "body=$any" },
  { "returned", "body=$mine|reason=$words" },
  { "returned:recall", "body=$party recalled=true|reason=$words" },
  { "assigned", "body=$party executor=$somebody" },
  { "reassigned", "body=$party executor=$somebody" },
  { "substituted", "body=$party executor=$somebody" },
  { "contribution-requested", "body=$any|text=$words" },
  { "contributed", "body=$mine|text=$words" },
  { "contribution-forwarded", "body=$party" },
  { "drafter-named", "body=$party" },
  { "responsible-appointed", "body=$party" },
  { "sequence-allowed", "bodies=$parties" },
  { "drafted", "body=$drafter kind=$kind|text=$words" },
  { "drafted:correction", "body=$drafter kind=$draft-kind corrects=$draft|text=$words" },
  { "agreed", "draft=$shared digest=$shared-digest" },
  { "reworked:internal", "draft=$shared internal=true|remarks=$words" },
  { "submitted", "body=$drafter kind=$kind agreed=$agreed voice=$voice|text=$agreed-text" },
  { "submitted:alone", "body=$drafter kind=$kind clause=$clause|text=$words" },
  { "submitted:correction", "body=$drafter kind=$draft-kind agreed=$agreed corrects=$draft "
                            "voice=$voice|text=$agreed-text" },
  { "withdrawn", "body=$draft-body" },
  { "reworked", "draft=$draft ground=format|remarks=$words" },
  { "approved", "draft=$draft digest=$draft-digest" },
  { "published-by-hand",
    "draft=$draft digest=$draft-digest kind=$draft-kind url=$link proof=seen" },
  { "published-by-hand:fallback", "draft=$draft digest=$draft-digest kind=$draft-kind url=$link "
                                  "proof=seen account=gov fallback=true mention=$link" },
  { "reply-corrected", "draft=$draft digest=$draft-digest url=$link proof=seen|text=$draft-text" },
  { "checked", "reply=there" },
  { "reported", "report=immediate-report to=head step=$report-step|text=$words" },
  { "acknowledged", "report=$report" },
  { "deficiency-noted", "body=$any ground=late|text=$words" },
  { "referred", "|text=$words" },
  { "promised", "date=2026-04-01" },
  { "evaluated", "quality=4" },
  { "case-offered", "|text=$words" },
  { "case-agreed", "" },
  { "case-declined", "|reason=$words" },
  { "case-published", "url=$link" },
};

/* Found by the monitor; sent by the publisher, whose network is not simulated; beside the cases. */
static const char *const others[] = { "found",   "publish-intended", "rating-",        "report-",
                                      "summary", "account-posted",   "post-published", "watched" };

const char *
sim_step_get_name (guint number)
{
  return number < G_N_ELEMENTS (forms) ? forms[number].name : NULL;
}

static const char *
find_form (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    if (g_str_equal (forms[i].name, name))
      return forms[i].form;
  }
  return NULL;
}

gboolean
sim_steps_are_complete (void)
{
  const char *name;

  for (guint i = 0; (name = osr_rules_get_name (i)) != NULL; i++) {
    gboolean known = find_form (name) != NULL;

    for (guint k = 0; k < G_N_ELEMENTS (others); k++)
      known = known || g_str_has_prefix (name, others[k]);
    if (!known)
      return FALSE;
  }
  return TRUE;
}

static OsrRegistry *
registry_of (const SimStep *step)
{
  return osr_replica_get_registry (step->desk->replica);
}

/* (nullable): a body of the case, of those that the person works for when @own. */
static const char *
some_party (const SimStep *step, gboolean own)
{
  GPtrArray *bodies = step->c->bodies;
  guint first = sim_draw (bodies->len);

  for (guint i = 0; i < bodies->len; i++) {
    const OsrCaseBody *body = bodies->pdata[(first + i) % bodies->len];

    if (!body->returned &&
        (!own || osr_registry_acts_for (registry_of (step), step->actor, body->body)))
      return body->body;
  }
  return NULL;
}

/* (nullable) (transfer full): whom the person takes a message up for, where bodies find their own. */
static char *
dup_claiming (const SimStep *step)
{
  for (guint i = 0; i < SIM_BODIES; i++) {
    g_autofree char *body = sim_body_dup_id (i);

    if (osr_rules_get_lone_clause (step->c, registry_of (step)) != NULL &&
        osr_registry_acts_for (registry_of (step), step->actor, body))
      return g_steal_pointer (&body);
  }
  return NULL;
}

/* (nullable) (transfer full): another case. */
static char *
dup_earlier (const SimStep *step)
{
  g_autoptr (GPtrArray) ids = osr_replica_list (step->desk->replica, OSR_QUEUE_ALL, NULL);

  return ids->len > 0 ? g_strdup (ids->pdata[sim_draw (ids->len)]) : NULL;
}

static char *
number (gint64 value)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static const char *
some_kind (void)
{
  static const char *const kinds[] = { "interim", "clarification" };

  return sim_happens (70) ? "final" : kinds[sim_draw (2)];
}

static const char *
drafter_of (const SimStep *step)
{
  const OsrCaseBody *body = osr_rules_get_drafter (step->c, registry_of (step));

  return body != NULL ? body->body : NULL;
}

/* The text that was agreed inside the body goes as it is. */
static const OsrCaseDraft *
find_agreed (const SimStep *step)
{
  OsrRegulation *regulation = osr_registry_get_regulation_for (registry_of (step), step->c);

  return regulation != NULL && osr_regulation_has_rule (regulation, "internal_approval")
             ? osr_case_get_shared (step->c)
             : NULL;
}

/* (nullable) (transfer full): what the text that is being handed in says. */
static char *
fill_text (const SimStep *step, const char *name)
{
  const OsrCaseDraft *agreed = find_agreed (step);

  if (g_str_equal (name, "kind"))
    return g_strdup (agreed != NULL ? agreed->kind : some_kind ());
  if (g_str_equal (name, "agreed"))
    return agreed != NULL ? number (agreed->version) : NULL;
  if (g_str_equal (name, "agreed-text"))
    return agreed != NULL ? g_strdup (agreed->text) : sim_words (step->c->id);
  if (g_str_equal (name, "voice"))
    return g_strdup (osr_rules_get_voice (step->c, registry_of (step), drafter_of (step)));
  if (g_str_equal (name, "clause"))
    return g_strdup (osr_rules_get_lone_clause (step->c, registry_of (step)));
  return NULL;
}

/* (nullable) (transfer full): @name of the draft, "" its version. */
static char *
fill_draft (const OsrCaseDraft *draft, const char *name)
{
  if (draft == NULL)
    return NULL;
  if (*name == '\0')
    return number (draft->version);
  if (g_str_equal (name, "-digest"))
    return g_strdup (draft->digest);
  if (g_str_equal (name, "-kind"))
    return g_strdup (draft->kind);
  if (g_str_equal (name, "-body"))
    return g_strdup (draft->body);
  return g_strdup (draft->text);
}

/* (nullable) (transfer full) */
static char *
fill_place (const SimStep *step, const char *name)
{
  if (g_str_equal (name, "claiming"))
    return dup_claiming (step);
  if (g_str_equal (name, "any"))
    return sim_body_dup_id (sim_draw (SIM_BODIES));
  if (g_str_equal (name, "mine"))
    return g_strdup (some_party (step, TRUE));
  if (g_str_equal (name, "party"))
    return g_strdup (some_party (step, FALSE));
  if (g_str_equal (name, "drafter"))
    return g_strdup (drafter_of (step));
  if (g_str_equal (name, "somebody"))
    return sim_person_dup_id (sim_draw (sim_desks_count ()));
  return NULL;
}

/* (nullable) (transfer full) */
static char *
fill (const SimStep *step, const char *name)
{
  const OsrCase *c = step->c;

  if (g_str_equal (name, "words"))
    return sim_words (c->id);
  if (g_str_equal (name, "topic"))
    return g_strdup (sim_happens (50) ? "roads" : "housing");
  if (g_str_equal (name, "importance"))
    return g_strdup (sim_happens (80) ? "normal" : "high");
  if (g_str_equal (name, "earlier"))
    return dup_earlier (step);
  if (g_str_equal (name, "link"))
    return g_strdup (c->permalink);
  if (g_str_equal (name, "report-step"))
    return number (1 + sim_draw (2));
  if (g_str_equal (name, "report"))
    return c->reports->len > 0
               ? number (((OsrCaseReport *) c->reports->pdata[c->reports->len - 1])->version)
               : NULL;
  if (g_str_has_prefix (name, "draft") && !g_str_equal (name, "drafter"))
    return fill_draft (osr_case_get_draft (step->c), name + strlen ("draft"));
  if (g_str_has_prefix (name, "shared"))
    return fill_draft (osr_case_get_shared (step->c), name + strlen ("shared"));
  return NULL;
}

static void
set_member (JsonObject *object, const char *name, const char *value)
{
  gint64 as_number;

  if (g_str_equal (value, "true"))
    json_object_set_boolean_member (object, name, TRUE);
  else if (g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &as_number, NULL) &&
           !g_str_equal (name, "clause"))
    json_object_set_int_member (object, name, as_number);
  else
    json_object_set_string_member (object, name, value);
}

static void
set_list (JsonObject *object, const char *name, const char *value)
{
  JsonArray *array = json_array_new ();

  json_array_add_string_element (array, value);
  json_object_set_array_member (object, name, array);
}

/* All of the case that are not out of it. */
static void
set_parties (const SimStep *step, JsonObject *object)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < step->c->bodies->len; i++) {
    const OsrCaseBody *body = step->c->bodies->pdata[i];

    if (!body->returned)
      json_array_add_string_element (array, body->body);
  }
  json_object_set_array_member (object, "bodies", array);
}

static char *
dup_value (const SimStep *step, const char *text)
{
  char *value;

  if (*text != '$')
    return g_strdup (text);
  value = fill (step, text + 1);
  if (value == NULL)
    value = fill_place (step, text + 1);
  return value != NULL ? value : fill_text (step, text + 1);
}

static void
read_form (const SimStep *step, const char *form, JsonObject *object)
{
  g_auto (GStrv) items = g_strsplit (form, " ", -1);

  for (guint i = 0; items[i] != NULL; i++) {
    char *equals = strchr (items[i], '=');
    gboolean list = equals != NULL && equals[1] == '[';
    g_autofree char *value = NULL;

    if (equals == NULL)
      continue;
    *equals = '\0';
    value = dup_value (step, equals + 1 + list);
    if (list && value != NULL)
      set_list (object, items[i], value);
    else if (value != NULL)
      set_member (object, items[i], value);
    else if (g_str_equal (items[i], "bodies"))
      set_parties (step, object);
  }
}

/* From where the text goes out, what goes along, and the digest of it all. */
static gboolean
bind_text (const SimStep *step, JsonObject *members, JsonObject *payload)
{
  const OsrCaseDraft *agreed =
      json_object_has_member (members, "agreed") ? find_agreed (step) : NULL;
  const OsrAccount *account =
      osr_registry_account_for_case (registry_of (step), drafter_of (step), step->c);
  const char *id = account != NULL ? account->id : OSR_ACCOUNT_BY_HAND;
  const char *files = agreed != NULL ? agreed->files : step->files;
  g_autofree char *digest = NULL;

  if (!json_object_has_member (payload, "text") || !json_object_has_member (members, "kind"))
    return FALSE;
  digest = osr_text_digest (json_object_get_string_member (members, "kind"),
                            json_object_get_string_member (payload, "text"), id, step->c->native_id,
                            files);
  json_object_set_string_member (members, "account", id);
  json_object_set_string_member (members, "digest", digest);
  osr_media_list_set (members, files);
  return TRUE;
}

gboolean
sim_step_fill (const SimStep *step, const char *name, JsonObject *members, JsonObject *payload)
{
  const char *form = find_form (name);
  g_auto (GStrv) parts = form != NULL ? g_strsplit (form, "|", 2) : NULL;

  if (parts == NULL)
    return FALSE;
  read_form (step, parts[0] != NULL ? parts[0] : "", members);
  if (parts[0] != NULL && parts[1] != NULL)
    read_form (step, parts[1], payload);
  if (g_str_has_prefix (name, "drafted") || g_str_has_prefix (name, "submitted"))
    return bind_text (step, members, payload);
  return TRUE;
}
