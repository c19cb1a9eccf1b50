/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each enumeration travels as a word, so that a later program may number them anew. */
#include "publish/workstation/osr-lent-wire.h"

#include "core/osr-json.h"
#include "net/osr-net-error.h"

#define LONGEST_WAIT (24 * OSR_HOUR)
#define MAX_TEXT     2000

static const char *const states[] = { "queued", "sending", "uncertain", "done", NULL };
static const char *const manners[] = { "plain", "edit", "follow", NULL };
static const char *const tellings[] = { "nothing", "published", "refused", "unknown",
                                        "ask",     "challenge", NULL };
static const char *const inputs[] = {
  [OSR_PUBLISHING_STARTED] = "started",
  [OSR_PUBLISHING_TEXT_CHANGED] = "text-changed",
  [OSR_PUBLISHING_SENT] = "sent",
  [OSR_PUBLISHING_REFUSED] = "refused",
  [OSR_PUBLISHING_OTHER_WAY] = "other-way",
  [OSR_PUBLISHING_NOT_SENT] = "not-sent",
  [OSR_PUBLISHING_CHALLENGED] = "challenged",
  [OSR_PUBLISHING_UNANSWERED] = "unanswered",
  [OSR_PUBLISHING_LOST] = "lost",
  [OSR_PUBLISHING_FOUND] = "found",
  [OSR_PUBLISHING_ABSENT] = "absent",
  [OSR_PUBLISHING_UNREADABLE] = "unreadable",
  [OSR_PUBLISHING_BLIND] = "blind",
  [OSR_PUBLISHING_AMBIGUOUS] = "ambiguous",
  [OSR_PUBLISHING_RESTARTED] = "restarted",
  NULL,
};

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, "\"%s\" is missing or wrong", what);
  return FALSE;
}

static gboolean
read_word (JsonObject *object, const char *member, const char *const *words, int *value,
           GError **error)
{
  const char *said = osr_json_get_string (object, member);

  for (int i = 0; said != NULL && words[i] != NULL; i++) {
    if (g_str_equal (words[i], said)) {
      *value = i;
      return TRUE;
    }
  }
  return refuse (error, member);
}

/* (transfer full) (nullable) */
static char *
dup_text (JsonObject *object, const char *member, GError **error)
{
  const char *said = osr_json_get_string (object, member);

  if (said == NULL || *said == '\0' || strlen (said) > MAX_TEXT) {
    refuse (error, member);
    return NULL;
  }
  return g_strdup (said);
}

JsonObject *
osr_lent_write_row (const OsrPublication *row, OsrInstant now)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "case", row->case_id);
  json_object_set_int_member (object, "intent", row->intent);
  json_object_set_string_member (object, "guid", row->guid);
  json_object_set_string_member (object, "account", row->account);
  json_object_set_int_member (object, "draft", row->draft);
  json_object_set_string_member (object, "digest", row->digest);
  json_object_set_string_member (object, "state", states[row->state]);
  json_object_set_int_member (object, "attempt", row->attempt);
  osr_json_set_instant (object, "first_sent_at", row->first_sent_at);
  json_object_set_int_member (object, "absent_reads", row->absent_reads);
  osr_json_set_instant (object, "last_read_at", row->last_read_at);
  if (row->next_at != OSR_PUBLICATION_NEVER)
    json_object_set_int_member (object, "next_in", MAX (row->next_at - now, 0));
  json_object_set_string_member (object, "manner", manners[row->manner]);
  json_object_set_int_member (object, "lease", row->lease);
  return object;
}

static gboolean
read_numbers (OsrPublication *row, JsonObject *object, OsrInstant now, GError **error)
{
  gint64 next_in = osr_json_get_int (object, "next_in", -1);
  gint64 attempt = osr_json_get_int (object, "attempt", -1);
  gint64 absent_reads = osr_json_get_int (object, "absent_reads", -1);

  row->intent = osr_json_get_int (object, "intent", 0);
  row->draft = osr_json_get_int (object, "draft", 0);
  row->lease = osr_json_get_int (object, "lease", 0);
  row->first_sent_at = osr_json_get_int (object, "first_sent_at", OSR_INSTANT_UNKNOWN);
  row->last_read_at = osr_json_get_int (object, "last_read_at", OSR_INSTANT_UNKNOWN);
  row->next_at = next_in < 0 ? OSR_PUBLICATION_NEVER : now + MIN (next_in, LONGEST_WAIT);
  row->attempt = (int) attempt;
  row->absent_reads = (int) absent_reads;
  if (row->intent < 1 || row->draft < 1 || row->lease < 1)
    return refuse (error, "intent, draft or lease");
  return (attempt >= 0 && attempt <= OSR_PUBLISHING_MAX_ATTEMPTS && absent_reads >= 0 &&
          absent_reads <= OSR_PUBLISHING_ABSENT_READS) ||
         refuse (error, "attempt or absent_reads");
}

OsrPublication *
osr_lent_read_row (JsonObject *object, OsrInstant now, GError **error)
{
  g_autoptr (OsrPublication) row = g_new0 (OsrPublication, 1);
  int state = 0, manner = 0;

  if (object == NULL) {
    refuse (error, "publication");
    return NULL;
  }
  if ((row->case_id = dup_text (object, "case", error)) == NULL ||
      (row->guid = dup_text (object, "guid", error)) == NULL ||
      (row->account = dup_text (object, "account", error)) == NULL ||
      (row->digest = dup_text (object, "digest", error)) == NULL ||
      !read_word (object, "state", states, &state, error) ||
      !read_word (object, "manner", manners, &manner, error) ||
      !read_numbers (row, object, now, error))
    return NULL;
  row->state = (OsrPublicationState) state;
  row->manner = (OsrPublicationManner) manner;
  row->held = TRUE;
  return g_steal_pointer (&row);
}

static JsonObject *
write_reply (const OsrNetworkReply *reply)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "native_id", reply->native_id);
  osr_json_set_text (object, "permalink", reply->permalink);
  osr_json_set_instant (object, "published_at", reply->published_at);
  return object;
}

static JsonObject *
write_why (const GError *why)
{
  JsonObject *object = json_object_new ();
  g_autofree char *words = g_utf8_make_valid (why->message, -1);
  g_autofree char *few = g_utf8_strlen (words, -1) > MAX_TEXT / 4
                             ? g_utf8_substring (words, 0, MAX_TEXT / 4)
                             : g_strdup (words);

  if (why->domain == OSR_NET_ERROR)
    json_object_set_string_member (object, "code", osr_net_error_nick (why->code));
  json_object_set_string_member (object, "message", few);
  return object;
}

static JsonObject *
write_challenge (const OsrNetworkChallenge *challenge)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "page", challenge->kind == OSR_NETWORK_CHALLENGE_PAGE);
  osr_json_set_text (object, "sid", challenge->sid);
  json_object_set_string_member (object, "address", challenge->address);
  return object;
}

JsonObject *
osr_lent_write_outcome (const OsrPublisherOutcome *outcome, const char *taking, OsrInstant now)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "taking", taking);
  json_object_set_string_member (object, "input", inputs[outcome->input]);
  json_object_set_string_member (object, "telling", tellings[outcome->telling]);
  json_object_set_boolean_member (object, "release", outcome->release);
  json_object_set_object_member (object, "publication", osr_lent_write_row (outcome->row, now));
  if (outcome->reply != NULL)
    json_object_set_object_member (object, "reply", write_reply (outcome->reply));
  if (outcome->why != NULL)
    json_object_set_object_member (object, "why", write_why (outcome->why));
  if (outcome->challenge != NULL)
    json_object_set_object_member (object, "challenge", write_challenge (outcome->challenge));
  return object;
}

static gboolean
read_reply (OsrLentOutcome *self, JsonObject *object, GError **error)
{
  g_autofree char *id = NULL;

  if (object == NULL)
    return TRUE;
  id = dup_text (object, "native_id", error);
  if (id == NULL)
    return FALSE;
  self->reply =
      osr_network_reply_new (id, osr_json_get_string (object, "permalink"),
                             osr_json_get_int (object, "published_at", OSR_INSTANT_UNKNOWN));
  return TRUE;
}

static int
code_of_nick (const char *nick)
{
  for (int code = 0; nick != NULL && code <= OSR_NET_ERROR_NO_ROOM; code++) {
    if (g_strcmp0 (osr_net_error_nick (code), nick) == 0)
      return code;
  }
  return -1;
}

static gboolean
read_why (OsrLentOutcome *self, JsonObject *object, GError **error)
{
  g_autofree char *message = NULL;
  int code;

  if (object == NULL)
    return TRUE;
  message = dup_text (object, "message", error);
  if (message == NULL)
    return FALSE;
  code = code_of_nick (osr_json_get_string (object, "code"));
  self->why = code >= 0 ? g_error_new_literal (OSR_NET_ERROR, code, message)
                        : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, message);
  return TRUE;
}

static gboolean
read_challenge (OsrLentOutcome *self, JsonObject *object, GError **error)
{
  g_autofree char *address = NULL;
  gboolean page;

  if (object == NULL)
    return TRUE;
  address = dup_text (object, "address", error);
  if (address == NULL)
    return FALSE;
  page = osr_json_get_boolean (object, "page", FALSE);
  self->challenge =
      osr_network_challenge_new (page ? OSR_NETWORK_CHALLENGE_PAGE : OSR_NETWORK_CHALLENGE_PICTURE,
                                 osr_json_get_string (object, "sid"), address, NULL);
  return TRUE;
}

/* What is told follows from where the publication stands from now on, and needs its proof. */
static gboolean
is_sound (const OsrLentOutcome *self)
{
  OsrPublicationState state = self->row->state;

  switch (self->outcome.telling) {
  case OSR_PUBLISHING_TELL_PUBLISHED:
    return state == OSR_PUBLICATION_DONE && self->reply != NULL;
  case OSR_PUBLISHING_TELL_REFUSED:
    return state == OSR_PUBLICATION_DONE && self->reply == NULL;
  case OSR_PUBLISHING_TELL_CHALLENGE:
    return state == OSR_PUBLICATION_QUEUED && self->challenge != NULL;
  case OSR_PUBLISHING_TELL_UNKNOWN:
  case OSR_PUBLISHING_TELL_ASK:
    return state == OSR_PUBLICATION_UNCERTAIN;
  case OSR_PUBLISHING_TELL_NOTHING:
  default:
    return self->outcome.release && state != OSR_PUBLICATION_DONE &&
           state != OSR_PUBLICATION_SENDING;
  }
}

static gboolean
read_outcome (OsrLentOutcome *self, JsonObject *object, OsrInstant now, GError **error)
{
  int input = 0, telling = 0;

  self->taking = dup_text (object, "taking", error);
  if (self->taking == NULL || !read_word (object, "input", inputs, &input, error) ||
      !read_word (object, "telling", tellings, &telling, error) ||
      !read_reply (self, osr_json_get_object (object, "reply"), error) ||
      !read_why (self, osr_json_get_object (object, "why"), error) ||
      !read_challenge (self, osr_json_get_object (object, "challenge"), error))
    return FALSE;
  self->row = osr_lent_read_row (osr_json_get_object (object, "publication"), now, error);
  if (self->row == NULL)
    return FALSE;
  self->outcome.row = self->row;
  self->outcome.input = (OsrPublishingInput) input;
  self->outcome.telling = (OsrPublishingTelling) telling;
  self->outcome.reply = self->reply;
  self->outcome.why = self->why;
  self->outcome.challenge = self->challenge;
  self->outcome.release = osr_json_get_boolean (object, "release", FALSE);
  return is_sound (self) || refuse (error, "telling");
}

OsrLentOutcome *
osr_lent_read_outcome (JsonObject *object, OsrInstant now, GError **error)
{
  g_autoptr (OsrLentOutcome) self = g_new0 (OsrLentOutcome, 1);

  return read_outcome (self, object, now, error) ? g_steal_pointer (&self) : NULL;
}

void
osr_lent_outcome_free (OsrLentOutcome *self)
{
  if (self == NULL)
    return;
  g_free (self->taking);
  osr_publication_free (self->row);
  g_clear_pointer (&self->reply, osr_network_reply_unref);
  g_clear_error (&self->why);
  g_clear_pointer (&self->challenge, osr_network_challenge_unref);
  g_free (self);
}
