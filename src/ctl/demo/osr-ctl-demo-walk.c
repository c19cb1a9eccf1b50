/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The story, step by step: every step goes the way it goes in earnest, through the coordinator's
 * protocol and the network's. The words of citizen and officials are Russian, as they would be. */
#include <glib/gi18n.h>
#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "ctl/demo/osr-ctl-demo.h"
#include "ctl/osr-ctl-text.h"

#define MESSAGE     "Второй день нет горячей воды в доме 12 на Лесной, когда дадут?"
#define FIRST_REPLY "Здравствуйте! Информация передана."
#define SECOND_REPLY                                                                                                                                      \
  "Здравствуйте, Ирина! Аварию на теплотрассе по Лесной устранят сегодня до 20 часов, " \
  "горячую воду дадут вечером. Телефон аварийной службы 112."
#define REMARKS      "Напишите, когда дадут воду и куда звонить."
#define MAX_SYNCS    20
#define SYNC_SECONDS 2

static void G_GNUC_PRINTF (2, 3) say (OsrCtlDemo *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *moment =
      osr_ctl_text_moment (osr_ctl_reader_get_registry (self->curator),
                           osr_clock_now (osr_demo_office_get_clock (self->office)));
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_print ("\n%u. [%s] %s\n", ++self->step, moment, text);
}

static gboolean
fail (GError **error, const char *why)
{
  g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, why);
  return FALSE;
}

static void
go_by (OsrCtlDemo *self, int minutes)
{
  OsrInstant now = osr_clock_now (osr_demo_office_get_clock (self->office));

  osr_demo_office_advance_to (self->office, now + minutes * OSR_MINUTE);
}

/* Takes @members and @payload. */
static gboolean
act (OsrCtlDemo *self, OsrCtlReader *who, const char *type, JsonObject *members,
     JsonObject *payload, GError **error)
{
  g_autoptr (JsonObject) owned_members = members;
  g_autoptr (JsonObject) owned_payload = payload;
  OsrCtlAct command = { self->case_id, type, members, payload };

  return osr_ctl_reader_sync (who, 0, error) && osr_ctl_reader_act (who, &command, error);
}

static JsonObject *
text_object (const char *member, const char *text)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, member, text);
  return object;
}

static char *
find_case (OsrCtlDemo *self)
{
  g_autoptr (GList) ids = osr_ctl_reader_list (self->curator);

  for (GList *link = ids; link != NULL; link = link->next) {
    g_autoptr (OsrCase) one = osr_ctl_reader_load (self->curator, link->data);

    if (g_strcmp0 (one->text, MESSAGE) == 0)
      return g_strdup (link->data);
  }
  return NULL;
}

static gboolean
let_it_be_found (OsrCtlDemo *self, GError **error)
{
  g_autoptr (OsrCase) found = NULL;

  if (!osr_ctl_demo_write_as_citizen (self, MESSAGE, error))
    return FALSE;
  say (self, _ ("A citizen writes under a post of the community: “%s”"), MESSAGE);
  for (guint i = 0; i < MAX_SYNCS && self->case_id == NULL; i++) {
    if (!osr_ctl_reader_sync (self->curator, SYNC_SECONDS, error))
      return FALSE;
    self->case_id = find_case (self);
  }
  if (self->case_id == NULL)
    return fail (error, _ ("The comment was not found by the monitoring."));
  found = osr_ctl_reader_load (self->curator, self->case_id);
  say (self, _ ("The monitoring has found it: %s"), found->permalink);
  g_print ("   %s: %s\n", found->author_name, found->text);
  return TRUE;
}

static void
print_limits (OsrCtlDemo *self, OsrCtlReader *who, gboolean derive)
{
  g_autoptr (OsrCase) one = osr_ctl_reader_load (who, self->case_id);

  osr_ctl_print_limits (one, osr_ctl_reader_get_registry (who), osr_ctl_reader_get_now (who),
                        derive);
}

static gboolean
take_up (OsrCtlDemo *self, GError **error)
{
  g_autoptr (OsrCase) one = NULL;

  if (!act (self, self->curator, "detected", NULL, NULL, error))
    return FALSE;
  one = osr_ctl_reader_load (self->curator, self->case_id);
  say (self, _ ("The curator takes it up: case № %s; the clocks start"), one->number);
  print_limits (self, self->curator, TRUE);
  return TRUE;
}

static gboolean
send_to_body (OsrCtlDemo *self, GError **error)
{
  JsonObject *triage = json_object_new ();
  JsonArray *topics = json_array_new ();
  const OsrBody *body =
      osr_registry_find_body (osr_ctl_reader_get_registry (self->curator), self->body);

  if (body->topics != NULL && body->topics[0] != NULL)
    json_array_add_string_element (topics, body->topics[0]);
  json_object_set_array_member (triage, "topics", topics);
  json_object_set_string_member (triage, "locality", osr_demo_office_get_locality (self->office));
  json_object_set_string_member (triage, "importance", "normal");
  go_by (self, 7);
  if (!act (self, self->curator, "triaged", triage, NULL, error) ||
      !act (self, self->curator, "routed", text_object ("body", self->body), NULL, error))
    return FALSE;
  say (self, _ ("The curator sets topic, place and importance and sends it to: %s"), body->name);
  return TRUE;
}

static JsonObject *
draft_members (OsrCtlDemo *self, OsrCase *one, const char *text)
{
  g_autofree char *digest = osr_text_digest ("final", text, self->account, one->native_id, NULL);
  JsonObject *members = text_object ("body", self->body);

  json_object_set_string_member (members, "kind", "final");
  json_object_set_string_member (members, "account", self->account);
  json_object_set_string_member (members, "digest", digest);
  return members;
}

/* Where the text wants it, the draft is shared inside the body and agreed there by another official:
 * returns the version that was agreed, 0 where nobody is asked, -1 with @error. */
static gint64
agree_inside (OsrCtlDemo *self, const char *text, GError **error)
{
  g_autoptr (OsrCase) one = NULL;
  const OsrCaseDraft *shared;
  JsonObject *members;

  if (self->agreer == NULL)
    return 0;
  one = osr_ctl_reader_load (self->executor, self->case_id);
  if (!act (self, self->executor, "drafted", draft_members (self, one, text),
            text_object ("text", text), error) ||
      !osr_ctl_reader_sync (self->agreer, 0, error))
    return -1;
  g_clear_pointer (&one, osr_case_unref);
  one = osr_ctl_reader_load (self->agreer, self->case_id);
  shared = one != NULL ? osr_case_get_shared (one) : NULL;
  if (shared == NULL) {
    fail (error, _ ("The draft to be agreed is not there."));
    return -1;
  }
  members = text_object ("digest", shared->digest);
  json_object_set_int_member (members, "draft", shared->version);
  return act (self, self->agreer, "agreed", members, NULL, error) ? shared->version : -1;
}

static gboolean
submit (OsrCtlDemo *self, const char *text, GError **error)
{
  g_autoptr (OsrCase) one = NULL;
  JsonObject *members;
  const char *voice;
  gint64 agreed;

  if (!osr_ctl_reader_sync (self->executor, 0, error))
    return FALSE;
  one = osr_ctl_reader_load (self->executor, self->case_id);
  if (one == NULL)
    return fail (error, _ ("The executor does not see the case."));
  agreed = agree_inside (self, text, error);
  if (agreed < 0)
    return FALSE;
  members = draft_members (self, one, text);
  if (agreed > 0)
    json_object_set_int_member (members, "agreed", agreed);
  voice = osr_rules_get_voice (one, osr_ctl_reader_get_registry (self->executor), self->body);
  if (voice != NULL)
    json_object_set_string_member (members, "voice", voice);
  return act (self, self->executor, "submitted", members, text_object ("text", text), error);
}

static gboolean
find_account (OsrCtlDemo *self, GError **error)
{
  g_autoptr (OsrCase) one = osr_ctl_reader_load (self->executor, self->case_id);
  const OsrAccount *account = NULL;

  if (one != NULL)
    account = osr_registry_account_for (osr_ctl_reader_get_registry (self->executor), self->body,
                                        one->network);
  if (account == NULL)
    return fail (error, _ ("The body has no account to answer from."));
  self->account = g_strdup (account->id);
  return TRUE;
}

static void
tell_of_internal_approval (OsrCtlDemo *self)
{
  JsonObject *rule =
      osr_regulation_get_rule (osr_demo_office_get_regulation (self->office), "internal_approval");

  if (rule == NULL)
    return;
  g_print ("   ");
  g_print (_ ("Another official of the body has agreed to it first, as clause %s wants."),
           osr_json_get_string (rule, "clause"));
  g_print ("\n");
}

static gboolean
write_draft (OsrCtlDemo *self, GError **error)
{
  if (!osr_ctl_reader_sync (self->executor, 0, error) || !find_account (self, error))
    return FALSE;
  say (self, _ ("The executor has it in the queue, with nested limits:"));
  print_limits (self, self->executor, TRUE);
  go_by (self, 40);
  if (!act (self, self->executor, "noted", NULL,
            text_object ("text", "Позвонила в аварийную службу."), error) ||
      !submit (self, FIRST_REPLY, error))
    return FALSE;
  say (self, _ ("The executor notes a call and submits a draft: “%s”"), FIRST_REPLY);
  tell_of_internal_approval (self);
  return TRUE;
}

/* The newest draft, for whoever decides on it. */
static JsonObject *
name_draft (OsrCtlReader *who, const char *case_id)
{
  g_autoptr (OsrCase) one = osr_ctl_reader_load (who, case_id);
  const OsrCaseDraft *draft = osr_case_get_draft (one);
  JsonObject *members = json_object_new ();

  if (draft != NULL) {
    json_object_set_int_member (members, "draft", draft->version);
    json_object_set_string_member (members, "digest", draft->digest);
  }
  return members;
}

static void
print_drafts (OsrCtlDemo *self)
{
  g_autoptr (OsrCase) one = osr_ctl_reader_load (self->curator, self->case_id);

  for (guint i = 0; i < one->drafts->len; i++) {
    const OsrCaseDraft *draft = g_ptr_array_index (one->drafts, i);

    g_print ("   %u) ", i + 1);
    /* Translators: the words of a draft, in quotation marks. */
    g_print (_ ("“%s”"), draft->text);
    g_print ("\n");
    if (draft->remarks != NULL)
      g_print ("      ↳ %s\n", draft->remarks);
  }
}

static gboolean
send_back (OsrCtlDemo *self, GError **error)
{
  JsonObject *members = NULL;

  go_by (self, 10);
  if (!osr_ctl_reader_sync (self->curator, 0, error))
    return FALSE;
  members = name_draft (self->curator, self->case_id);
  json_object_remove_member (members, "digest");
  json_object_set_string_member (members, "ground", "format");
  if (!act (self, self->curator, "reworked", members, text_object ("remarks", REMARKS), error))
    return FALSE;
  say (self, _ ("The curator sends it back: “%s”; the time for rework runs"), REMARKS);
  {
    g_autoptr (OsrCase) one = osr_ctl_reader_load (self->curator, self->case_id);

    osr_ctl_print_pressing (one, osr_ctl_reader_get_registry (self->curator));
  }
  go_by (self, 25);
  if (!submit (self, SECOND_REPLY, error) || !osr_ctl_reader_sync (self->curator, 0, error))
    return FALSE;
  say (self, _ ("The executor submits again; both texts stay visible:"));
  print_drafts (self);
  return TRUE;
}

static gboolean
approve (OsrCtlDemo *self, GError **error)
{
  go_by (self, 5);
  if (!act (self, self->curator, "approved", name_draft (self->curator, self->case_id), NULL,
            error))
    return FALSE;
  say (self, _ ("The curator approves exactly this text"));
  osr_demo_office_kill_coordinator (self->office);
  g_print ("   %s\n", _ ("The coordinator is killed (−9) between approval and publication."));
  return TRUE;
}

static gboolean
publish (OsrCtlDemo *self, GError **error)
{
  g_autofree char *guid = g_uuid_string_random ();
  OsrCtlReader *publisher = self->publisher != NULL ? self->publisher : self->executor;
  JsonObject *members = NULL;

  go_by (self, 5);
  if (!osr_ctl_demo_hold_answer (self, 3, error) || !osr_ctl_reader_sync (publisher, 0, error))
    return FALSE;
  members = name_draft (publisher, self->case_id);
  json_object_set_string_member (members, "guid", guid);
  json_object_set_string_member (members, "account", self->account);
  if (!act (self, publisher, "publish-intended", members, NULL, error))
    return FALSE;
  say (self, _ ("The executor publishes; the coordinator, started again, sends the reply"));
  if (!osr_ctl_demo_await_sent (self, error))
    return FALSE;
  osr_demo_office_kill_coordinator (self->office);
  g_print ("   %s\n", _ ("The coordinator is killed (−9) again: the network has the reply, the "
                         "answer was not read."));
  return TRUE;
}

static gboolean
await_answered (OsrCtlDemo *self, GError **error)
{
  for (guint i = 0; i < MAX_SYNCS; i++) {
    g_autoptr (OsrCase) one = osr_ctl_reader_load (self->executor, self->case_id);
    g_autofree char *moment = NULL;

    if (one->state == OSR_CASE_ANSWERED) {
      moment = osr_ctl_text_moment (osr_ctl_reader_get_registry (self->executor), one->replied_at);
      say (self, _ ("It was looked for and found, not sent twice: %s"), one->reply_url);
      g_print ("   ");
      g_print (_ ("The network's own time: %s"), moment);
      g_print ("\n");
      return TRUE;
    }
    if (one->refusal != NULL)
      return fail (error, one->refusal);
    if (!osr_ctl_reader_sync (self->executor, SYNC_SECONDS, error))
      return FALSE;
  }
  return fail (error, _ ("The reply was not published in time."));
}

static gboolean
close_case (OsrCtlDemo *self, GError **error)
{
  JsonObject *mark = json_object_new ();

  json_object_set_int_member (mark, "quality", 5);
  if (!act (self, self->curator, "evaluated", mark, NULL, error) ||
      !act (self, self->curator, "closed", NULL, NULL, error))
    return FALSE;
  say (self, _ ("The curator evaluates the reply and closes the case. All clocks stand:"));
  print_limits (self, self->curator, FALSE);
  return TRUE;
}

static guint
count (const char *page, const char *text)
{
  guint n = 0;

  for (const char *at = page; (at = strstr (at, text)) != NULL; at += strlen (text))
    n++;
  return n;
}

static gboolean
read_as_citizen (OsrCtlDemo *self, GError **error)
{
  g_autoptr (OsrCase) one = osr_ctl_reader_load (self->curator, self->case_id);
  g_autofree char *path = g_strdup_printf ("/wall%s_%s", one->owner_id, one->post_id);
  g_autofree char *page = osr_ctl_demo_read_page (self, path, error);
  guint n;

  if (page == NULL)
    return FALSE;
  n = count (page, SECOND_REPLY);
  if (n != 1)
    return fail (error, n == 0 ? _ ("The reply is not on the wall.")
                               : _ ("The reply is on the wall more than once."));
  if (count (page, FIRST_REPLY) != 0)
    return fail (error, _ ("The draft that was sent back is on the wall."));
  say (self, _ ("The citizen opens %s%s and reads the reply there, once"),
       osr_demo_office_get_wall (self->office), path);
  return TRUE;
}

gboolean
osr_ctl_demo_walk (OsrCtlDemo *self, GError **error)
{
  return let_it_be_found (self, error) && take_up (self, error) && send_to_body (self, error) &&
         write_draft (self, error) && send_back (self, error) && approve (self, error) &&
         publish (self, error) && await_answered (self, error) && close_case (self, error) &&
         read_as_citizen (self, error);
}
