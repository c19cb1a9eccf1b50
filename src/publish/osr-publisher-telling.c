/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event each. The time of a reply is the network's own, bounded by what we know. */
#include "publish/osr-publisher-telling.h"

#include "core/media/osr-media-list.h"
#include "core/osr-json.h"
#include "net/osr-net-error.h"

typedef struct {
  OsrLog *log;
  const OsrPublisherOutcome *of;
  const char *device; /* nullable */
} Telling;

static gboolean
append (const Telling *self, const char *type, JsonObject *members, JsonObject *payload,
        GError **error)
{
  OsrLogRequest request = { 0 };

  request.stream = self->of->row->case_id;
  request.type = type;
  request.members = members;
  request.payload = payload;
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = OSR_PUBLISHER_NAME;
  request.device = self->device;
  return osr_log_append (self->log, &request, 1, NULL, error);
}

/* "publish" is judged by the network's time, bounded by the intent and by now. */
static OsrInstant
bounded_time (const Telling *self)
{
  OsrInstant now = osr_clock_now (osr_log_get_clock (self->log));
  OsrEvent *intent =
      osr_case_find_event (self->of->the_case, self->of->row->intent, "publish-intended");
  OsrInstant intended = intent != NULL ? MIN (intent->at, now) : now;
  OsrInstant told = self->of->reply->published_at;

  return told == OSR_INSTANT_UNKNOWN ? now : CLAMP (told, intended, now);
}

/* An edit leaves the comment's own time: when it was edited is known by ourselves. */
static OsrInstant
time_of_reply (const Telling *self)
{
  return self->of->row->manner == OSR_PUBLICATION_EDIT
             ? osr_clock_now (osr_log_get_clock (self->log))
             : bounded_time (self);
}

static JsonObject *
reply_members (const Telling *self)
{
  JsonObject *members = json_object_new ();
  OsrEvent *intent =
      osr_case_find_event (self->of->the_case, self->of->row->intent, "publish-intended");
  const OsrCaseDraft *draft = osr_case_find_draft (self->of->the_case, self->of->row->draft);

  json_object_set_string_member (members, "url", self->of->reply->permalink);
  json_object_set_string_member (members, "native_id", self->of->reply->native_id);
  json_object_set_int_member (members, "published_at", time_of_reply (self));
  json_object_set_int_member (members, "draft", self->of->row->draft);
  json_object_set_int_member (members, "intent", self->of->row->intent);
  json_object_set_string_member (members, "account", self->of->row->account);
  if (draft != NULL && draft->voice != NULL)
    json_object_set_string_member (members, "voice", draft->voice);
  if (intent != NULL && osr_json_get_boolean (intent->members, "fallback", FALSE))
    json_object_set_boolean_member (members, "fallback", TRUE);
  return members;
}

static gboolean
append_published (const Telling *self, const OsrCaseDraft *draft, GError **error)
{
  g_autoptr (JsonObject) members = reply_members (self);

  json_object_set_string_member (members, "kind", draft->kind);
  return append (self, "published", members, NULL, error);
}

/* Both texts stay: what was there in its own event, what is there now here, too. */
static gboolean
append_corrected (const Telling *self, const OsrCaseDraft *draft, GError **error)
{
  gboolean edited = self->of->row->manner == OSR_PUBLICATION_EDIT;
  g_autoptr (JsonObject) members = reply_members (self);
  g_autoptr (JsonObject) payload = json_object_new ();

  json_object_set_string_member (members, "how", edited ? "edited" : "followed-up");
  json_object_set_string_member (members, "digest", self->of->row->digest);
  json_object_set_int_member (members, "corrects", draft->corrects);
  if (draft->text != NULL)
    json_object_set_string_member (payload, "text", draft->text);
  return append (self, "reply-corrected", members, payload, error);
}

static gboolean
append_there (const Telling *self, GError **error)
{
  const OsrCaseDraft *draft = osr_case_find_draft (self->of->the_case, self->of->row->draft);

  g_return_val_if_fail (draft != NULL && self->of->reply != NULL, FALSE);
  return draft->corrects > 0 && self->of->the_case->correcting
             ? append_corrected (self, draft, error)
             : append_published (self, draft, error);
}

static const char *
refusal_code (const Telling *self)
{
  if (self->of->why != NULL)
    return self->of->why->domain == OSR_NET_ERROR ? osr_net_error_nick (self->of->why->code)
                                                  : "failed";
  return self->of->input == OSR_PUBLISHING_UNANSWERED ? "challenge-expired" : "text-changed";
}

static const char *
refusal_reason (const Telling *self)
{
  if (self->of->why != NULL)
    return self->of->why->message;
  return self->of->input == OSR_PUBLISHING_UNANSWERED
             ? "Nobody answered the network's question in time."
             : "The text is not the one that was approved.";
}

static gboolean
append_refused (const Telling *self, GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();

  json_object_set_int_member (members, "intent", self->of->row->intent);
  json_object_set_string_member (members, "code", refusal_code (self));
  json_object_set_string_member (payload, "reason", refusal_reason (self));
  return append (self, "publish-refused", members, payload, error);
}

/* Why a person is asked. */
static const char *
ask_code (const Telling *self)
{
  switch (self->of->input) {
  case OSR_PUBLISHING_ABSENT:
    return "absent";
  case OSR_PUBLISHING_UNREADABLE:
    return "unreadable";
  case OSR_PUBLISHING_AMBIGUOUS:
    return "ambiguous";
  case OSR_PUBLISHING_LOST:
  case OSR_PUBLISHING_RESTARTED:
  case OSR_PUBLISHING_BLIND:
    return "no-read-back";
  default:
    return "refused-again";
  }
}

static gboolean
append_challenged (const Telling *self, GError **error)
{
  gboolean page = self->of->challenge->kind == OSR_NETWORK_CHALLENGE_PAGE;
  OsrInstant now = osr_clock_now (osr_log_get_clock (self->log));
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();

  json_object_set_int_member (members, "intent", self->of->row->intent);
  json_object_set_string_member (members, "kind", page ? "page" : "picture");
  if (self->of->challenge->sid != NULL)
    json_object_set_string_member (members, "sid", self->of->challenge->sid);
  json_object_set_int_member (members, "expires_at", now + OSR_PUBLISHER_CHALLENGE_LIFE);
  json_object_set_string_member (payload, "address", self->of->challenge->address);
  osr_media_list_set (payload, self->of->picture);
  return append (self, "publish-challenged", members, payload, error);
}

static gboolean
append_unknown (const Telling *self, gboolean ask, GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();

  json_object_set_int_member (members, "intent", self->of->row->intent);
  if (ask)
    json_object_set_string_member (members, "ask", ask_code (self));
  return append (self, "publish-unknown", members, NULL, error);
}

gboolean
osr_publisher_tell (OsrLog *log, const OsrPublisherOutcome *outcome, const char *device,
                    gboolean *appended, GError **error)
{
  const Telling telling = { log, outcome, device };
  gboolean done = TRUE;

  if (outcome->telling == OSR_PUBLISHING_TELL_NOTHING)
    return TRUE;
  if (outcome->telling == OSR_PUBLISHING_TELL_PUBLISHED)
    done = append_there (&telling, error);
  else if (outcome->telling == OSR_PUBLISHING_TELL_REFUSED)
    done = append_refused (&telling, error);
  else if (outcome->telling == OSR_PUBLISHING_TELL_CHALLENGE)
    done = append_challenged (&telling, error);
  else
    done = append_unknown (&telling, outcome->telling == OSR_PUBLISHING_TELL_ASK, error);
  *appended = *appended || done;
  return done;
}
