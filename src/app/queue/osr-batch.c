/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of a decision on one case, for each of many. */
#include "app/queue/osr-batch.h"

#include <glib/gi18n.h>

#include "app/shared/osr-sentence.h"
#include "report/osr-shown-text.h"
#include "core/osr-rules.h"

static gboolean
may (OsrReplica *replica, OsrCase *c, const char *step)
{
  const char *person = osr_replica_get_roles_of (replica);

  return person != NULL && !c->read_only &&
         osr_rules_may (c, osr_replica_get_registry (replica), person, step);
}

/* Routing begins with taking it into work. */
gboolean
osr_batch_may (OsrReplica *replica, const char *id, const char *step)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (replica, id);

  if (c == NULL)
    return FALSE;
  if (g_str_equal (step, "routed") && c->state == OSR_CASE_FOUND)
    return may (replica, c, "detected");
  return may (replica, c, step);
}

gboolean
osr_batch_needs_topic (OsrReplica *replica, const char *const *ids)
{
  for (guint i = 0; ids[i] != NULL; i++) {
    g_autoptr (OsrCase) c = osr_replica_get_case (replica, ids[i]);

    if (c != NULL && c->topics[0] == NULL)
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_batch_needs_words (OsrReplica *replica, const char *const *ids)
{
  for (guint i = 0; ids[i] != NULL; i++) {
    g_autoptr (OsrCase) c = osr_replica_get_case (replica, ids[i]);

    if (c != NULL && c->state != OSR_CASE_ANSWERED)
      return TRUE;
  }
  return FALSE;
}

/* Takes @members and @payload. */
static gboolean
act (OsrReplica *replica, const char *id, const char *type, JsonObject *members,
     JsonObject *payload, GError **error)
{
  g_autoptr (JsonObject) owned_members = members;
  g_autoptr (JsonObject) owned_payload = payload;
  g_autofree char *uuid = osr_replica_act (replica, id, type, members, payload, error);

  return uuid != NULL;
}

static JsonObject *
new_object (const char *member, const char *value)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, member, value);
  return object;
}

static JsonObject *
new_triage (const char *topic)
{
  JsonObject *members = new_object ("importance", "normal");
  JsonArray *topics = json_array_new ();

  json_array_add_string_element (topics, topic);
  json_object_set_array_member (members, "topics", topics);
  return members;
}

static gboolean
route (OsrReplica *replica, OsrCase *c, const OsrBatchDecision *decision, GError **error)
{
  if (c->state == OSR_CASE_FOUND && !act (replica, c->id, "detected", NULL, NULL, error))
    return FALSE;
  if (c->topics[0] == NULL && decision->topic != NULL &&
      !act (replica, c->id, "triaged", new_triage (decision->topic), NULL, error))
    return FALSE;
  return act (replica, c->id, "routed", new_object ("body", decision->body), NULL, error);
}

static gboolean
dismiss (OsrReplica *replica, OsrCase *c, const OsrBatchDecision *decision, GError **error)
{
  JsonObject *members = new_object ("reason", decision->reason);

  if (decision->ground != NULL)
    json_object_set_string_member (members, "ground", decision->ground);
  return act (replica, c->id, "dismissed", members,
              decision->words != NULL ? new_object ("words", decision->words) : NULL, error);
}

static gboolean
decide (OsrReplica *replica, OsrCase *c, const OsrBatchDecision *decision, GError **error)
{
  if (g_str_equal (decision->step, "routed"))
    return route (replica, c, decision, error);
  if (g_str_equal (decision->step, "dismissed"))
    return dismiss (replica, c, decision, error);
  return act (replica, c->id, "closed", NULL,
              decision->words != NULL ? new_object ("reason", decision->words) : NULL, error);
}

static char *
dup_failure (OsrCase *c, const GError *error)
{
  g_autofree char *author = osr_shown_author (c->author_name);
  g_autofree char *sentence = osr_sentence_for_error (error);

  if (c->number == NULL)
    /* Translators: who wrote the message, and why it was not done, a sentence */
    return g_strdup_printf (_ ("%1$s: %2$s"), author, sentence);
  /* Translators: number of a case, and why it was not done, a sentence */
  return g_strdup_printf (_ ("No. %1$s: %2$s"), c->number, sentence);
}

OsrBatchOutcome *
osr_batch_run (OsrReplica *replica, const char *const *ids, const OsrBatchDecision *decision)
{
  OsrBatchOutcome *outcome = g_new0 (OsrBatchOutcome, 1);

  outcome->failures = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; ids[i] != NULL; i++) {
    g_autoptr (OsrCase) c = osr_replica_get_case (replica, ids[i]);
    g_autoptr (GError) error = NULL;

    if (c == NULL)
      continue;
    if (decide (replica, c, decision, &error))
      outcome->done++;
    else
      g_ptr_array_add (outcome->failures, dup_failure (c, error));
  }
  return outcome;
}

void
osr_batch_outcome_free (OsrBatchOutcome *outcome)
{
  g_ptr_array_unref (outcome->failures);
  g_free (outcome);
}

char *
osr_batch_outcome_to_text (const OsrBatchOutcome *outcome, const OsrBatchDecision *decision)
{
  const guint all = outcome->done + outcome->failures->len;
  GString *text = g_string_new (NULL);

  /* Translators: how many of how many messages */
  if (g_str_equal (decision->step, "routed"))
    g_string_append_printf (text, _ ("Routed: %1$u of %2$u."), outcome->done, all);
  else if (g_str_equal (decision->step, "dismissed"))
    g_string_append_printf (text, _ ("Left without a reply: %1$u of %2$u."), outcome->done, all);
  else
    g_string_append_printf (text, _ ("Closed: %1$u of %2$u."), outcome->done, all);
  for (guint i = 0; i < outcome->failures->len; i++)
    g_string_append_printf (text, "\n%s", (const char *) outcome->failures->pdata[i]);
  return g_string_free (text, FALSE);
}
