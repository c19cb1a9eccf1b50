/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events into sentences. Nothing here decides anything: verdicts are read off the deadlines. */
#include "report/osr-history-sentence.h"

#include <glib/gi18n.h>

#include "report/osr-promise-text.h"
#include "report/osr-history-reply.h"
#include "report/osr-time-text.h"
#include "core/media/osr-media-proof.h"
#include "core/osr-json.h"
#include "core/time/osr-instant.h"
#include "report/osr-shown-text.h"

/* A draft that went back inside the body, not from the curator. */
#define INTERNAL "reworked:internal"

/* A promise that is marked as kept. */
#define KEPT "promised:kept"

/* A note that asks somebody, and the one that answers. */
#define BY_ITSELF "triaged:monitor"
#define QUESTION  "noted:question"
#define ANSWER    "noted:answer"
/* A note that decides which text of a changed message is answered. */
#define GOES_BY_CHANGED "noted:changed"
#define GOES_BY_FIRST   "noted:first"

/* What an event says besides its lead. */
typedef char *(*RestFunc) (OsrEvent *event, OsrRegistry *registry);

typedef struct {
  const char *type;
  const char *lead;
  RestFunc rest; /* nullable */
} Phrase;

const char *
osr_history_kind (const char *kind)
{
  if (g_strcmp0 (kind, "interim") == 0)
    return _ ("interim reply");
  if (g_strcmp0 (kind, "clarification") == 0)
    return _ ("question to the author");
  return _ ("final reply");
}

const char *
osr_history_reason (const char *reason)
{
  if (g_strcmp0 (reason, "no-reply") == 0)
    return _ ("no reply needed");
  if (g_strcmp0 (reason, "not-processed") == 0)
    return _ ("not to be processed");
  if (g_strcmp0 (reason, "out-of-scope") == 0)
    return _ ("not what the regulation is about");
  if (g_strcmp0 (reason, "duplicate") == 0)
    return _ ("repeats another message");
  return reason != NULL ? reason : _ ("no reason given");
}

char *
osr_history_body (OsrRegistry *registry, const char *body)
{
  const OsrBody *found = body != NULL ? osr_registry_find_body (registry, body) : NULL;

  if (found == NULL)
    return osr_shown_line (body, OSR_SHOWN_NAME);
  return osr_shown_line (found->short_name != NULL ? found->short_name : found->name, 0);
}

static char *
quote (const char *words)
{
  if (words == NULL || *words == '\0')
    return NULL;
  /* Translators: words that a person wrote, in quotation marks. */
  return g_strdup_printf (_ (": “%s”"), words);
}

static char *
rest_body (OsrEvent *event, OsrRegistry *registry)
{
  g_autofree char *body = osr_history_body (registry, osr_event_get_string (event, "body"));

  return g_strdup_printf (_ (": %s"), body);
}

/* What was asked for, given or found there stands with it, unless it was erased. */
static char *
rest_body_words (OsrEvent *event, OsrRegistry *registry)
{
  g_autofree char *body = osr_history_body (registry, osr_event_get_string (event, "body"));
  const char *words = osr_event_get_payload_string (event, "text");

  if (words == NULL || *words == '\0')
    return rest_body (event, registry);
  return g_strdup_printf (_ (": %s — “%s”"), body, words);
}

static char *
rest_told (OsrEvent *event, OsrRegistry *registry)
{
  const OsrPerson *person = osr_registry_find_person (registry, osr_event_get_string (event, "to"));

  return person != NULL ? g_strdup_printf (_ (": %s"), person->name) : NULL;
}

static char *
rest_body_reason (OsrEvent *event, OsrRegistry *registry)
{
  g_autofree char *body = osr_history_body (registry, osr_event_get_string (event, "body"));
  const char *reason = osr_event_get_payload_string (event, "reason");

  if (reason == NULL)
    return g_strdup_printf (_ (" by %s, the reason has been erased"), body);
  return g_strdup_printf (_ (" by %s: “%s”"), body, reason);
}

static char *
rest_kind (OsrEvent *event, OsrRegistry *registry)
{
  return g_strdup_printf (_ (": %s"), osr_history_kind (osr_event_get_string (event, "kind")));
}

/* A proof that is a picture is shown, not named. */
static char *
rest_by_hand (OsrEvent *event, OsrRegistry *registry)
{
  const char *kind = osr_history_kind (osr_event_get_string (event, "kind"));
  const char *proof = osr_media_proof_get_words (event->members);

  /* Translators: kind of the reply, and what proves that it stands there, in a person's words */
  return proof != NULL ? g_strdup_printf (_ (": %s; proof: “%s”"), kind, proof)
                       : g_strdup_printf (_ (": %s"), kind);
}

static char *
rest_text (OsrEvent *event, OsrRegistry *registry)
{
  return quote (osr_event_get_payload_string (event, "text"));
}

static char *
rest_remarks (OsrEvent *event, OsrRegistry *registry)
{
  return quote (osr_event_get_payload_string (event, "remarks"));
}

static char *
rest_reason (OsrEvent *event, OsrRegistry *registry)
{
  return quote (osr_event_get_payload_string (event, "reason"));
}

static char *
rest_dismissed (OsrEvent *event, OsrRegistry *registry)
{
  const char *words = osr_event_get_payload_string (event, "words");
  const char *reason = osr_history_reason (osr_event_get_string (event, "reason"));

  if (words != NULL && *words != '\0')
    return g_strdup_printf (_ (": %s — “%s”"), reason, words);
  return g_strdup_printf (_ (": %s"), reason);
}

static char *
topic_names (OsrEvent *event, OsrRegistry *registry)
{
  g_autoptr (GString) names = g_string_new (NULL);
  JsonNode *node = json_object_get_member (event->members, "topics");
  JsonArray *topics =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; topics != NULL && i < json_array_get_length (topics); i++) {
    JsonNode *element = json_array_get_element (topics, i);
    const char *id = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_string (element) : NULL;
    const OsrTopic *topic = id != NULL ? osr_registry_find_topic (registry, id) : NULL;

    if (id != NULL)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              topic != NULL ? topic->name : id);
  }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
rest_triaged (OsrEvent *event, OsrRegistry *registry)
{
  g_autofree char *topics = topic_names (event, registry);
  const char *locality = osr_event_get_string (event, "locality");
  gint64 minutes = osr_event_get_int (event, "limit_minutes", 0);
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, _ (": %s"), topics);
  if (locality != NULL && *locality != '\0')
    g_string_append_printf (words, " · %s", locality);
  if (g_strcmp0 (osr_event_get_string (event, "importance"), "high") == 0)
    g_string_append_printf (words, " · %s", _ ("high importance"));
  if (minutes > 0 && minutes < G_MAXINT32) {
    g_autofree char *amount = osr_time_text_amount (minutes * OSR_MINUTE);

    g_string_append_printf (words, _ (" · limit shortened to %s"), amount);
  }
  return g_string_free (words, FALSE);
}

static char *
rest_evaluated (OsrEvent *event, OsrRegistry *registry)
{
  return g_strdup_printf (_ (": quality %d of 5"),
                          (int) CLAMP (osr_event_get_int (event, "quality", 0), 0, 5));
}

static char *
rest_date (OsrEvent *event, OsrRegistry *registry)
{
  const char *date = osr_event_get_string (event, "date");
  g_autofree char *day = osr_promise_text_day (date);

  return date != NULL ? g_strdup_printf (_ (": %s"), day) : NULL;
}

static char *
rest_addressee (OsrEvent *event, OsrRegistry *registry)
{
  const char *to = osr_event_get_string (event, "to");
  const OsrPerson *person = to != NULL ? osr_registry_find_person (registry, to) : NULL;

  return to != NULL ? g_strdup_printf (_ (": %s"), person != NULL ? person->name : to) : NULL;
}

/* A body; the curator writes where none is named. */
static char *
rest_named (OsrEvent *event, OsrRegistry *registry)
{
  if (osr_event_get_string (event, "body") == NULL)
    return g_strdup_printf (_ (": %s"), _ ("the curator"));
  return rest_body (event, registry);
}

/* In the order of a case's life. */
static const Phrase phrases[] = {
  { "found", N_ ("Found by the monitoring"), NULL },
  { "detected", N_ ("Taken into work"), NULL },
  { "triaged", N_ ("Sorted"), rest_triaged },
  { "dismissed", N_ ("Left without a reply"), rest_dismissed },
  { "routed", N_ ("Routed"), rest_body },
  { "returned", N_ ("Returned"), rest_body_reason },
  { "assigned", N_ ("Assigned to an executor"), NULL },
  { "reassigned", N_ ("Handed to another executor"), NULL },
  { "substituted", N_ ("Handed to a substitute"), NULL },
  { "drafted", N_ ("Draft shared inside the body"), rest_kind },
  { "agreed", N_ ("Agreed inside the body"), NULL },
  { INTERNAL, N_ ("Sent back inside the body"), rest_remarks },
  { "submitted", N_ ("Sent for approval"), rest_kind },
  { "withdrawn", N_ ("Draft withdrawn"), NULL },
  { "reworked", N_ ("Sent back for rework"), rest_remarks },
  { "approved", N_ ("Approved"), NULL },
  { "publish-intended", N_ ("Handed over for publication"), rest_reason },
  { "published", N_ ("Published"), osr_history_rest_published },
  { "published-by-hand", N_ ("Published by hand"), rest_by_hand },
  { "reply-corrected", N_ ("The published reply was corrected"), osr_history_rest_corrected },
  { "publish-refused", N_ ("The network refused the reply"), rest_reason },
  { "publish-unknown", N_ ("Publication not confirmed"), NULL },
  { "publish-look-ordered", N_ ("The reply is looked for again"), NULL },
  { "publish-challenged", N_ ("The network asks for a person"), NULL },
  { "challenge-answered", N_ ("The network's question was answered"), NULL },
  { BY_ITSELF, N_ ("Sorted by the monitoring"), rest_triaged },
  { "noted", N_ ("Note"), rest_text },
  { QUESTION, N_ ("Question"), rest_text },
  { ANSWER, N_ ("Answer"), rest_text },
  { GOES_BY_CHANGED, N_ ("The reply goes by the changed text"), NULL },
  { GOES_BY_FIRST, N_ ("The reply goes by the first text"), NULL },
  { "notified", N_ ("Told by e-mail"), rest_told },
  { "author-replied", N_ ("The author answered"), rest_text },
  { "evaluated", N_ ("Evaluated"), rest_evaluated },
  { "closed", N_ ("Closed"), rest_reason },
  { "reopened", N_ ("Opened again"), NULL },
  { "message-changed", N_ ("The author changed the message"), osr_history_rest_changed },
  { "media-kept", N_ ("What went along with the message was kept"), NULL },
  { "message-deleted", N_ ("The message was deleted"), NULL },
  { "linked", N_ ("Linked to an earlier case"), NULL },
  { "joined", N_ ("Joined with a case on the same matter"), NULL },
  { "referred", N_ ("Referred to the authority concerned"), rest_text },
  { "promised", N_ ("Promised until"), rest_date },
  { KEPT, N_ ("Promise marked as kept"), rest_date },
  { "checked", N_ ("The published reply was checked"), osr_history_rest_checked },
  { "reported", N_ ("Reported"), rest_addressee },
  { "acknowledged", N_ ("The report was acknowledged"), NULL },
  { "deficiency-noted", N_ ("A deficiency was noted"), rest_body_words },
  { "case-offered", N_ ("Offered as a well-solved case"), rest_text },
  { "case-agreed", N_ ("Taken as a well-solved case"), NULL },
  { "case-declined", N_ ("Declined as a well-solved case"), rest_reason },
  { "case-published", N_ ("Published as a well-solved case"), NULL },
  { "contribution-requested", N_ ("Information asked for"), rest_body_words },
  { "contributed", N_ ("Information supplied"), rest_body_words },
  { "contribution-forwarded", N_ ("Information passed on to whoever writes"), rest_body },
  { "drafter-named", N_ ("Named to write for all"), rest_named },
  { "responsible-appointed", N_ ("Appointed responsible for the joint reply"), rest_named },
  { "sequence-allowed", N_ ("Replies one after another allowed"), NULL },
  { "payload-erased", N_ ("Words erased"), NULL },
};

/* The name that the event has in the table: a member may make it another one. */
static const char *
name_of (OsrEvent *event)
{
  if (osr_event_is (event, "reworked") && osr_json_get_boolean (event->members, "internal", FALSE))
    return INTERNAL;
  if (osr_event_is (event, "promised") && osr_json_get_boolean (event->members, "kept", FALSE))
    return KEPT;
  if (osr_event_is (event, "triaged") && g_strcmp0 (event->by, "monitor") == 0)
    return BY_ITSELF;
  if (osr_event_is (event, "noted") && osr_event_get_string (event, "to") != NULL)
    return QUESTION;
  if (osr_event_is (event, "noted") && osr_event_get_int (event, "answers", 0) > 0)
    return ANSWER;
  if (osr_event_is (event, "noted") && osr_event_get_string (event, "goes_by") != NULL)
    return g_str_equal (osr_event_get_string (event, "goes_by"), "first") ? GOES_BY_FIRST
                                                                          : GOES_BY_CHANGED;
  return event->type;
}

static const Phrase *
find_phrase (OsrEvent *event)
{
  const char *name = name_of (event);

  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (g_strcmp0 (phrases[i].type, name) == 0)
      return &phrases[i];
  return NULL;
}

static gboolean
meets (const OsrDeadline *deadline, OsrEvent *event)
{
  OsrInstant at = event->at;

  if (g_str_has_prefix (event->type, "published"))
    at = osr_event_get_int (event, "published_at", event->at);
  if (deadline->state != OSR_DEADLINE_MET ||
      (deadline->met_at != at && deadline->met_at != event->at))
    return FALSE;
  return osr_triggers_match (deadline->spec->met_by, event);
}

/* The limits that this event met: all kept, or the worst miss. */
static void
add_verdict (OsrHistorySentence *sentence, OsrEvent *event, guint index, GPtrArray *deadlines,
             OsrRegistry *registry)
{
  gboolean any = FALSE;

  for (guint i = 0; deadlines != NULL && i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];
    gint64 left;
    g_autofree char *amount = NULL;

    if (deadline->start_index >= index || !meets (deadline, event))
      continue;
    any = TRUE;
    if (!osr_deadline_is_late (deadline, deadline->met_at) || sentence->late)
      continue;
    sentence->late = TRUE;
    left = osr_deadline_remaining (deadline, registry, deadline->met_at);
    amount = osr_time_text_amount (left < 0 && left != OSR_INSTANT_UNKNOWN ? -left : 0);
    sentence->verdict = g_strdup_printf (_ ("%s late"), amount);
  }
  if (any && !sentence->late)
    sentence->verdict = g_strdup (_ ("limit kept"));
}

/* How long whoever returned it had had it, and the how manyth time it went back. */
static void
add_transfer (OsrHistorySentence *sentence, OsrCase *self, guint index)
{
  g_autofree char *rest = NULL;
  g_autofree char *held = NULL;
  OsrTransfer transfer;

  if (!osr_case_get_transfer (self, index, &transfer) || transfer.had_it == OSR_INSTANT_UNKNOWN)
    return;
  held = osr_time_text_amount (transfer.gave_it - transfer.had_it);
  rest = sentence->rest;
  if (transfer.number > 1)
    /* Translators: what was returned and why, an amount of time, and the how manyth return it is */
    sentence->rest = g_strdup_printf (_ ("%1$s · after %2$s · return no. %3$u"),
                                      rest != NULL ? rest : "", held, transfer.number);
  else
    /* Translators: what was returned and why, and an amount of time */
    sentence->rest = g_strdup_printf (_ ("%1$s · after %2$s"), rest != NULL ? rest : "", held);
}

/* Family name and initials of a name of three words, as offices write it; others as they are. */
static char *
short_name (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, " ", -1);
  gunichar first, second;

  if (g_strv_length (parts) != 3)
    return g_strdup (name);
  first = g_utf8_get_char (parts[1]);
  second = g_utf8_get_char (parts[2]);
  if (!g_unichar_isupper (first) || !g_unichar_isupper (second))
    return g_strdup (name);
  return g_strdup_printf ("%s\u00a0%.*s.\u00a0%.*s.", parts[0],
                          (int) (g_utf8_next_char (parts[1]) - parts[1]), parts[1],
                          (int) (g_utf8_next_char (parts[2]) - parts[2]), parts[2]);
}

char *
osr_history_person (OsrRegistry *registry, const char *id)
{
  const OsrPerson *person = id != NULL ? osr_registry_find_person (registry, id) : NULL;

  g_autofree char *name = person != NULL ? osr_shown_line (person->name, OSR_SHOWN_NAME) : NULL;

  return name != NULL ? short_name (name) : g_strdup (id);
}

/* Both names where somebody stood in for another; none of the program's own. */
static char *
dup_by (OsrEvent *event, OsrRegistry *registry)
{
  g_autofree char *by = NULL;
  g_autofree char *absent = NULL;

  if (event->by == NULL || osr_registry_find_person (registry, event->by) == NULL)
    return NULL;
  by = osr_history_person (registry, event->by);
  if (event->on_behalf == NULL)
    return g_steal_pointer (&by);
  absent = osr_history_person (registry, event->on_behalf);
  /* Translators: who did it, and the absent person in whose place */
  return g_strdup_printf (_ ("%1$s for %2$s"), by, absent);
}

/* Whoever wrote the words of it, another office or the author: they are to be seen as they are. */
static void
clean (char **words)
{
  g_autofree char *raw = g_steal_pointer (words);

  *words = raw != NULL ? osr_shown_text (raw, 0, 0, NULL) : NULL;
}

OsrHistorySentence *
osr_history_sentence_new (OsrCase *self, guint index, GPtrArray *deadlines, OsrRegistry *registry)
{
  OsrEvent *event = self->events->pdata[index];
  const Phrase *phrase = find_phrase (event);
  OsrHistorySentence *sentence = g_new0 (OsrHistorySentence, 1);

  sentence->lead = g_strdup (phrase != NULL ? _ (phrase->lead) : event->type);
  if (phrase != NULL && phrase->rest != NULL)
    sentence->rest = phrase->rest (event, registry);
  add_transfer (sentence, self, index);
  clean (&sentence->rest);
  add_verdict (sentence, event, index, deadlines, registry);
  sentence->by = dup_by (event, registry);
  if (g_str_has_prefix (event->type, "published"))
    sentence->link = g_strdup (osr_event_get_string (event, "url"));
  if (osr_media_proof_is_given (event->members))
    sentence->files = osr_media_proof_dup_files (event->payload);
  return sentence;
}

char *
osr_history_sentence_to_text (const OsrHistorySentence *sentence)
{
  return g_strconcat (sentence->lead, sentence->rest != NULL ? sentence->rest : "",
                      sentence->verdict != NULL ? " · " : "",
                      sentence->verdict != NULL ? sentence->verdict : "",
                      sentence->by != NULL ? " · " : "", sentence->by != NULL ? sentence->by : "",
                      NULL);
}

void
osr_history_sentence_free (OsrHistorySentence *sentence)
{
  if (sentence == NULL)
    return;
  g_free (sentence->lead);
  g_free (sentence->rest);
  g_free (sentence->verdict);
  g_free (sentence->by);
  g_free (sentence->link);
  g_free (sentence->files);
  g_free (sentence);
}
