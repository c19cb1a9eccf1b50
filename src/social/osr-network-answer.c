/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers as values, and as lines to be read. */
#include "social/osr-network-answer.h"

#include <string.h>

#include "social/osr-social-reader.h"

#define MAX_SENTENCE 300

static const char *const nicks[] = {
  "message", "post",  "edited",     "removed", "restored", "created", "place",
  "owner",   "right", "attachment", "address", "number",   "ignored",
};

static void
record_free (gpointer data)
{
  OsrNetworkRecord *record = data;

  g_clear_pointer (&record->message, osr_network_message_unref);
  g_free (record->id);
  g_free (record->name);
  g_free (record->value);
  g_free (record);
}

OsrNetworkAnswer *
osr_network_answer_new (void)
{
  OsrNetworkAnswer *self = g_new0 (OsrNetworkAnswer, 1);

  self->records = g_ptr_array_new_with_free_func (record_free);
  return self;
}

void
osr_network_answer_free (OsrNetworkAnswer *self)
{
  g_ptr_array_unref (self->records);
  g_clear_pointer (&self->fault, osr_network_fault_free);
  g_free (self);
}

OsrNetworkRecord *
osr_network_answer_add (OsrNetworkAnswer *self, OsrNetworkRecordKind kind,
                        OsrNetworkMessage *message)
{
  OsrNetworkRecord *record;

  if (message == NULL)
    return NULL;
  record = g_new0 (OsrNetworkRecord, 1);
  record->kind = kind;
  record->message = message;
  g_ptr_array_add (self->records, record);
  return record;
}

void
osr_network_answer_add_fact (OsrNetworkAnswer *self, OsrNetworkRecordKind kind, const char *id,
                             const char *name, const char *value)
{
  OsrNetworkRecord *record = g_new0 (OsrNetworkRecord, 1);

  record->kind = kind;
  record->id = g_strdup (id);
  record->name = g_strdup (name);
  record->value = g_strdup (value);
  g_ptr_array_add (self->records, record);
}

void
osr_network_answer_add_place (OsrNetworkAnswer *self, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    osr_network_answer_add_fact (self, OSR_NETWORK_RECORD_PLACE, NULL, name, value);
}

const char *
osr_network_record_kind_nick (OsrNetworkRecordKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (nicks), "");

  return nicks[kind];
}

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, member, text);
}

static void
set_time (JsonObject *object, const char *member, OsrInstant instant)
{
  g_autofree char *text = NULL;

  if (instant == OSR_INSTANT_UNKNOWN)
    return;
  text = osr_instant_format (instant, NULL);
  json_object_set_string_member (object, member, text);
}

static void
set_message (JsonObject *object, const OsrNetworkMessage *message)
{
  json_object_set_string_member (object, "network", message->network);
  json_object_set_string_member (object, "native_id", message->native_id);
  set_text (object, "owner_id", message->owner_id);
  set_text (object, "post_id", message->post_id);
  set_text (object, "thread_root", message->thread_root);
  set_text (object, "reply_to", message->reply_to);
  set_text (object, "author_id", message->author_id);
  set_text (object, "author_name", message->author_name);
  set_text (object, "title", message->title);
  json_object_set_string_member (object, "text", message->text);
  set_time (object, "published_at", message->published_at);
  set_time (object, "edited_at", message->edited_at);
  set_text (object, "permalink", message->permalink);
  set_text (object, "post_permalink", message->post_permalink);
  set_text (object, "context", message->context);
  json_object_set_int_member (object, "attachments", message->attachments);
  if (message->deleted)
    json_object_set_boolean_member (object, "deleted", TRUE);
  if (message->from_account)
    json_object_set_boolean_member (object, "from_account", TRUE);
}

JsonObject *
osr_network_record_to_json (const OsrNetworkRecord *record)
{
  JsonObject *object;

  g_return_val_if_fail (record != NULL, NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "kind", osr_network_record_kind_nick (record->kind));
  if (record->message != NULL)
    set_message (object, record->message);
  set_text (object, record->message != NULL ? "event_id" : "id", record->id);
  set_text (object, "name", record->name);
  set_text (object, "value", record->value);
  return object;
}

/* A network may repeat what it was sent, tokens included. */
static char *
clean_sentence (OsrNetworkAccount *account, const char *sentence)
{
  const char *const secrets[] = { account->read_token, account->write_token, account->edit_token,
                                  account->secret_key };
  g_autoptr (GString) line = g_string_new (sentence);

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++) {
    if (secrets[i] != NULL && *secrets[i] != '\0')
      g_string_replace (line, secrets[i], "…", 0);
  }
  return osr_social_one_line (line->str, MAX_SENTENCE);
}

OsrNetworkFault *
osr_network_fault_new (OsrNetworkAccount *account, const char *code, const char *name,
                       const char *sentence, OsrNetError class)
{
  OsrNetworkFault *self;

  g_return_val_if_fail (account != NULL && code != NULL, NULL);

  self = g_new0 (OsrNetworkFault, 1);
  self->network = g_strdup (account->network);
  self->code = osr_social_one_line (code, OSR_SOCIAL_MAX_NAME);
  self->name = osr_social_one_line (name != NULL ? name : "", OSR_SOCIAL_MAX_NAME);
  self->sentence = clean_sentence (account, sentence != NULL ? sentence : "");
  self->class = class;
  self->retry_after = -1;
  return self;
}

void
osr_network_fault_free (OsrNetworkFault *self)
{
  g_free (self->network);
  g_free (self->code);
  g_free (self->name);
  g_free (self->sentence);
  g_free (self->place);
  g_free (self->moved_to);
  g_free (self->captcha_sid);
  g_free (self->captcha_image);
  g_free (self->page);
  g_free (self);
}

static void
append_detail (GString *line, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (line, "; %s %s", name, value);
}

char *
osr_network_fault_describe (const OsrNetworkFault *self)
{
  GString *line;

  g_return_val_if_fail (self != NULL, NULL);

  line = g_string_new (self->network);
  g_string_append_printf (line, " error %s", self->code);
  if (*self->name != '\0')
    g_string_append_printf (line, " %s", self->name);
  g_string_append_printf (line, " (%s)", osr_net_error_nick (self->class));
  if (*self->sentence != '\0')
    g_string_append_printf (line, ": %s", self->sentence);
  if (self->retry_after >= 0)
    g_string_append_printf (line, "; retry_after %" G_GINT64_FORMAT, self->retry_after);
  append_detail (line, "place", self->place);
  append_detail (line, "moved to", self->moved_to);
  append_detail (line, "captcha_sid", self->captcha_sid);
  append_detail (line, "captcha_img", self->captcha_image);
  append_detail (line, "redirect_uri", self->page);
  return g_string_free (line, FALSE);
}
