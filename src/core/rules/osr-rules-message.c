/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on the message: registering it by hand, taking it up, triage, putting it away, linking it. */
#include "core/osr-json.h"
#include "core/rules/osr-rules-private.h"

gboolean
osr_standing_new (const OsrAttempt *a, GError **error)
{
  return a->self->version == 0 ||
         osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "The message is registered already");
}

/* Taken up for the office, or by a body where the text lets bodies find their own. */
gboolean
osr_standing_claim (const OsrAttempt *a, GError **error)
{
  return osr_rules_find_track (a->self, a->regulation) != NULL || osr_standing_office (a, error);
}

gboolean
osr_is_web_address (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 ||
          g_strcmp0 (g_uri_get_scheme (uri), "http") == 0);
}

static JsonObject *
find_track (OsrRegulation *regulation, const char *track)
{
  JsonArray *tracks = osr_regulation_get_rule_list (regulation, "no_second_person");

  for (guint i = 0; tracks != NULL && i < json_array_get_length (tracks); i++) {
    JsonObject *one = osr_json_array_get_object (tracks, i);

    if (one != NULL && g_strcmp0 (osr_json_get_string (one, "track"), track) == 0)
      return one;
  }
  return NULL;
}

/* A track of its own is one that the text knows, on the networks that it is on. */
static gboolean
check_track (const OsrAttempt *a, GError **error)
{
  const char *track = osr_attempt_get (a, "track");
  JsonObject *known = track != NULL ? find_track (a->regulation, track) : NULL;

  if (track == NULL)
    return TRUE;
  if (known == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "The regulation knows no such track");
  return !json_object_has_member (known, "networks") ||
         osr_rule_lists (known, "networks", osr_attempt_get (a, "network")) ||
         osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "The track is not on this network");
}

/* A message has an address; in a place that has none, a closed chat, the place has a name. */
static gboolean
check_whereabouts (const OsrAttempt *a, GError **error)
{
  const char *link = osr_attempt_get (a, "permalink");

  if (link == NULL && osr_has_words (osr_attempt_get (a, "source")))
    return TRUE;
  return osr_is_web_address (link) ||
         osr_refuse (error, OSR_CORE_ERROR_INVALID, "The link is no address of the web");
}

gboolean
osr_check_found (const OsrAttempt *a, GError **error)
{
  const char *body = osr_attempt_get (a, "body");

  if (!check_track (a, error))
    return FALSE;
  if (!osr_regulation_has_network (a->regulation, osr_attempt_get (a, "network")))
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN,
                       "The regulation does not work with this network");
  if (!check_whereabouts (a, error))
    return FALSE;
  if (!osr_has_words (osr_attempt_said (a, "text")))
    return osr_refuse (error, OSR_CORE_ERROR_EMPTY_TEXT, "The message has no words");
  if (!osr_attempt_is_set (a, "by_hand"))
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "Only by hand");
  if (osr_attempt_acts_for_office (a) ? body == NULL : osr_attempt_acts_for (a, body))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "Not for this body");
}

gboolean
osr_check_message_there (const OsrAttempt *a, GError **error)
{
  if (a->self->message_state == OSR_MESSAGE_DELETED)
    return osr_refuse (error, OSR_CORE_ERROR_MESSAGE_GONE, "The author has deleted the message");
  return TRUE;
}

gboolean
osr_check_detected (const OsrAttempt *a, GError **error)
{
  const char *body = osr_attempt_get (a, "body");

  if (!osr_check_message_there (a, error))
    return FALSE;
  if (osr_rules_find_track (a->self, a->regulation) != NULL)
    return osr_attempt_acts_for (a, body) ||
           osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "Not for this body");
  return body == NULL ||
         osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "A body takes up nothing by itself here");
}

static gboolean
check_topics (const OsrAttempt *a, GError **error)
{
  JsonArray *topics = osr_json_get_array (a->event->members, "topics");
  guint n = topics != NULL ? json_array_get_length (topics) : 0;

  for (guint i = 0; i < n; i++) {
    if (!osr_has_words (osr_json_array_get_string (topics, i)))
      return osr_refuse (error, OSR_CORE_ERROR_TRIAGE_NEEDED, "A topic without a name");
  }
  return n > 0 || osr_refuse (error, OSR_CORE_ERROR_TRIAGE_NEEDED, "A topic is needed");
}

/* Whether the regulation can shorten a limit in this way, and by how much at the most in minutes. */
static gboolean
find_shortening (OsrRegulation *regulation, OsrShortening shortening, gint64 *most)
{
  GPtrArray *timers = osr_regulation_get_timers (regulation);
  gboolean found = FALSE;

  *most = G_MAXINT64;
  for (guint i = 0; i < timers->len; i++) {
    const OsrTimerSpec *spec = timers->pdata[i];

    if (spec->shortening != shortening)
      continue;
    found = TRUE;
    *most = MIN (*most, spec->amount);
  }
  return found;
}

/* Reading 10: the shortened limit is at most the standard one, and only where the text has one. */
static gboolean
check_shortening (const OsrAttempt *a, GError **error)
{
  gint64 minutes = osr_attempt_get_int (a, "limit_minutes"), most;

  if (osr_attempt_is_set (a, "shortened") &&
      !find_shortening (a->regulation, OSR_SHORTENING_MARK, &most))
    return osr_refuse (error, OSR_CORE_ERROR_LIMIT_TOO_LONG,
                       "The regulation knows no shortened limit by a mark");
  if (json_object_has_member (a->event->members, "limit_minutes") &&
      (!find_shortening (a->regulation, OSR_SHORTENING_MINUTES, &most) || minutes < 1 ||
       minutes > most))
    return osr_refuse (error, OSR_CORE_ERROR_LIMIT_TOO_LONG,
                       "A shortened limit is at least a minute and at most the standard one");
  return TRUE;
}

gboolean
osr_check_triaged (const OsrAttempt *a, GError **error)
{
  const char *importance = osr_attempt_get (a, "importance");

  if (!check_topics (a, error))
    return FALSE;
  if (g_strcmp0 (importance, "normal") != 0 && g_strcmp0 (importance, "high") != 0)
    return osr_refuse (error, OSR_CORE_ERROR_TRIAGE_NEEDED, "Importance must be normal or high");
  if (osr_attempt_is_set (a, "unlawful") && osr_attempt_get_rule (a, "referral") == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN,
                       "The regulation knows no referral to law enforcement");
  return check_shortening (a, error);
}

gboolean
osr_check_reason (const OsrAttempt *a, GError **error)
{
  if (osr_has_words (osr_attempt_get (a, "reason")) ||
      osr_has_words (osr_attempt_said (a, "reason")) ||
      !osr_regulation_needs_reason (a->regulation, a->step))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_REASON_NEEDED, "A reason is needed");
}

/* A ground must be one that the text names; out of scope is only what it says that it is not about. */
gboolean
osr_check_dismissed (const OsrAttempt *a, GError **error)
{
  JsonObject *rule = osr_attempt_get_rule (a, "dismissal");
  JsonArray *grounds = rule != NULL ? osr_json_get_array (rule, "grounds") : NULL;
  const char *ground = osr_attempt_get (a, "ground");

  if (!osr_check_reason (a, error))
    return FALSE;
  if (g_strcmp0 (osr_attempt_get (a, "reason"), "not-processed") == 0 && grounds == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN,
                       "The regulation names nothing that is not to be processed");
  if (g_strcmp0 (osr_attempt_get (a, "reason"), "out-of-scope") == 0 &&
      osr_attempt_get_rule (a, "scope") == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "The regulation is about all messages");
  for (guint i = 0; ground != NULL && grounds != NULL && i < json_array_get_length (grounds); i++) {
    if (g_strcmp0 (osr_json_get_string (osr_json_array_get_object (grounds, i), "id"), ground) == 0)
      return TRUE;
  }
  return ground == NULL ||
         osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "The regulation names no such ground");
}

/* That the earlier case exists, and is one the person may see, the coordinator knows. */
gboolean
osr_check_linked (const OsrAttempt *a, GError **error)
{
  const char *earlier = osr_attempt_get (a, "earlier");

  if (!osr_has_words (earlier) || g_strcmp0 (earlier, a->self->id) == 0)
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "A message repeats another one");
  return TRUE;
}

gboolean
osr_check_joined (const OsrAttempt *a, GError **error)
{
  return osr_has_words (osr_attempt_get (a, "matter")) ||
         osr_refuse (error, OSR_CORE_ERROR_INVALID, "Which matter?");
}

/* Reading 18: an answered case is closed, or with a reason one whose author is silent or has deleted
 * the message. */
gboolean
osr_check_closed (const OsrAttempt *a, GError **error)
{
  if (a->self->state != OSR_CASE_ANSWERED && !osr_has_words (osr_attempt_said (a, "reason")))
    return osr_refuse (error, OSR_CORE_ERROR_REASON_NEEDED,
                       "Closing without a reply needs a reason");
  return TRUE;
}

/* Which text of a changed message is answered decides the office, and while there are two. */
static gboolean
check_goes_by (const OsrAttempt *a, GError **error)
{
  const char *goes_by = osr_attempt_get (a, "goes_by");

  if (g_strcmp0 (goes_by, "changed") != 0 && g_strcmp0 (goes_by, "first") != 0)
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "By the changed text, or by the first?");
  if (a->self->original_text == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "The message has not been changed");
  return osr_standing_office (a, error);
}

gboolean
osr_check_words (const OsrAttempt *a, GError **error)
{
  if (!osr_has_words (osr_attempt_said (a, "text")))
    return osr_refuse (error, OSR_CORE_ERROR_EMPTY_TEXT, "There are no words");
  return TRUE;
}

/* A question is to a role that works for the whole office; an answer is that role's, to the question
 * that is open. */
gboolean
osr_check_noted (const OsrAttempt *a, GError **error)
{
  const char *to = osr_attempt_get (a, "to");
  const OsrRole *role = to != NULL ? osr_regulation_find_role (a->regulation, to) : NULL;

  if (json_object_has_member (a->event->members, "goes_by") && !check_goes_by (a, error))
    return FALSE;
  if (to != NULL && (role == NULL || role->reach != OSR_REACH_OFFICE))
    return osr_refuse (error, OSR_CORE_ERROR_UNKNOWN_ROLE, "Nobody of that role can be asked");
  if (json_object_has_member (a->event->members, "answers")) {
    if (a->self->question == 0 || osr_attempt_get_int (a, "answers") != a->self->question)
      return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "That question is answered already");
    if (!osr_registry_has_role (a->registry, a->person, a->self->question_to, NULL))
      return osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "Another role was asked");
  }
  return osr_check_words (a, error);
}
