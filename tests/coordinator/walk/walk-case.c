/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms of the commands, filled in from what the case has come to; see the header. */
#include "walk-case.h"

#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "core/record/osr-stream.h"

#define TEXT "Добрый день! Двор уберут завтра."

/* "name=value …|name=value …" of members and payload: $name is filled in, [a,b a list, digits are a
 * number, true is true; a value that there is not leaves the member out. */
static const struct {
  const char *step;
  const char *form;
} forms[] = {
  { "found", "network=vk permalink=$link native_id=$native by_hand=true body=$own track=$track"
             "|text=Cold author_name=Olga author_id=id700" },
  { "detected", "body=$own" },
  { "triaged", "topics=[zhkh importance=normal locality=Zeya" },
  { "dismissed", "reason=not-processed ground=obscene|words=rude" },
  { "routed", "body=$next" },
  { "returned", "body=$mine|reason=Not-ours" },
  { "returned:recall", "body=zhkh recalled=true|reason=By-mistake" },
  { "assigned", "body=zhkh executor=executor" },
  { "reassigned", "body=zhkh executor=executor" },
  { "substituted", "body=zhkh executor=executor" },
  { "contribution-requested", "body=$next" },
  { "contributed", "body=$mine|text=Ours" },
  { "contribution-forwarded", "body=transport" },
  { "drafter-named", "body=zhkh" },
  { "responsible-appointed", "body=zhkh" },
  { "sequence-allowed", "bodies=[zhkh,transport" },
  { "drafted", "body=$mine kind=$kind account=$account digest=$digest|text=$text" },
  { "drafted:correction",
    "body=$mine kind=$kind account=$account digest=$digest corrects=$draft|text=$text" },
  { "agreed", "draft=$shared digest=$shared-digest" },
  { "reworked:internal", "draft=$shared internal=true|remarks=Shorter" },
  { "submitted",
    "body=$own kind=$kind account=$account digest=$digest agreed=$agreed voice=$voice|text=$text" },
  { "submitted:alone",
    "body=$own kind=$kind account=$account digest=$digest clause=7.1|text=$text" },
  { "submitted:correction", "body=$own kind=$kind account=$account digest=$digest agreed=$agreed "
                            "corrects=$draft voice=$voice|text=$text" },
  { "withdrawn", "" },
  { "reworked", "draft=$draft ground=format|remarks=Shorter" },
  { "approved", "draft=$draft digest=$draft-digest" },
  { "publish-intended", "draft=$draft digest=$draft-digest guid=$guid account=$draft-account" },
  { "publish-intended:fallback", "draft=$draft digest=$draft-digest guid=$guid account=gov "
                                 "fallback=true mention=$link" },
  { "published-by-hand", "draft=$draft digest=$draft-digest kind=$kind url=https://vk.com/wall-1_7 "
                         "proof=picture" },
  { "published-by-hand:fallback", "draft=$draft digest=$draft-digest kind=$kind "
                                  "url=https://vk.com/wall-1_7 proof=picture account=gov "
                                  "fallback=true mention=$link" },
  { "reply-corrected",
    "draft=$draft digest=$draft-digest url=https://vk.com/wall-1_7 proof=picture|text=$text" },
  { "checked", "reply=there" },
  { "author-replied", "|text=Here" },
  { "noted", "|text=Seen" },
  { "linked", "earlier=$earlier" },
  { "joined", "matter=$earlier" },
  { "promised", "date=2026-04-01" },
  { "reported", "report=immediate-report to=head step=$report-step|text=Many" },
  { "acknowledged", "report=$report" },
  { "deficiency-noted", "body=zhkh ground=late|text=Late" },
  { "referred", "|text=Police" },
  { "evaluated", "quality=5" },
  { "case-offered", "|text=Good" },
  { "case-agreed", "" },
  { "case-declined", "|reason=No" },
  { "case-published", "url=https://vk.com/wall-1_8" },
  { "closed", "|reason=Silent" },
  { "reopened", "" },
  /* beside the cases */
  { "rating-offered", "period=$quarter body=$own|text=Figures" },
  { "rating-agreed", "period=$quarter offer=$newest" },
  { "rating-declined", "period=$quarter offer=$newest|reason=Wrong" },
  { "rating-sent", "period=$quarter offer=$offer body=$own|text=Figures" },
  { "report-offered", "period=$quarter body=$own|text=Figures" },
  { "report-agreed", "period=$quarter offer=$newest" },
  { "report-declined", "period=$quarter offer=$newest|reason=Wrong" },
  { "report-sent", "period=$quarter offer=$offer body=$own|text=Figures" },
  { "summary-made", "period=$month body=$own|text=Figures" },
  { "account-posted", "account=$stream-account post=$native" },
  { "post-published", "account=$stream-account post=$native" },
  { "watched", "account=$stream-account found=0" },
};

static const char *
find_form (const char *step)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    if (g_str_equal (forms[i].step, step))
      return forms[i].form;
  }
  g_test_message ("no form of %s", step);
  g_assert_not_reached ();
}

WalkCase *
walk_case_new (WalkOffice *office)
{
  WalkCase *self = g_new0 (WalkCase, 1);

  self->office = office;
  self->id = g_uuid_string_random ();
  self->native_id = g_strdup_printf ("%u", ++office->messages);
  self->link = g_strdup_printf ("https://vk.com/wall-1_1?reply=%s", self->native_id);
  self->kind = "final";
  self->parties = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
walk_case_stand_beside (WalkCase *self, const char *stream)
{
  g_free (self->id);
  self->id = g_strdup (stream);
  self->version = MAX (osr_log_get_version (bench_log (&self->office->bench), stream), 0);
}

static gboolean
is_of_account (const char *step)
{
  static const char *const steps[] = { "account-posted", "post-published", "watched", NULL };

  return g_strv_contains (steps, step);
}

static gboolean
is_of_report (const char *step)
{
  return g_str_has_prefix (step, "rating-") || g_str_has_prefix (step, "report-") ||
         g_str_equal (step, "summary-made");
}

gboolean
walk_step_is_beside (const char *step)
{
  return is_of_account (step) || is_of_report (step);
}

void
walk_case_take_step (WalkCase *self, const char *step)
{
  g_autofree char *report = osr_stream_new_for_report ();

  if (is_of_report (step))
    walk_case_stand_beside (self, report);
  else if (is_of_account (step))
    walk_case_stand_beside (self, OSR_STREAM_ACCOUNT_PREFIX "zhkh-vk");
}

static void
draft_clear (WalkDraft *draft)
{
  g_clear_pointer (&draft->digest, g_free);
  g_clear_pointer (&draft->account, g_free);
  g_clear_pointer (&draft->by, g_free);
  draft->version = 0;
}

void
walk_case_free (WalkCase *self)
{
  draft_clear (&self->shared);
  draft_clear (&self->draft);
  g_ptr_array_unref (self->parties);
  g_free (self->id);
  g_free (self->link);
  g_free (self->native_id);
  g_free (self);
}

static gboolean
is_party (WalkCase *self, const char *body)
{
  return body != NULL && g_ptr_array_find_with_equal_func (self->parties, body, g_str_equal, NULL);
}

gboolean
walk_case_is_seen_by (WalkCase *self, const char *person)
{
  return self->version == 0 || osr_stream_get_account (self->id) != NULL ||
         walk_is_office_wide (person) || is_party (self, walk_get_body (person));
}

static const char *
account_of (const char *body)
{
  return g_strcmp0 (body, "zhkh") == 0 ? "zhkh-vk" : "gov";
}

static char *
number (gint64 value)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

/* (nullable) (transfer full): what the draft's members say. */
static char *
fill_draft (WalkCase *self, const char *name, const char *body)
{
  if (g_str_equal (name, "kind"))
    return g_strdup (self->kind);
  if (g_str_equal (name, "account"))
    return g_strdup (account_of (body));
  if (g_str_equal (name, "digest"))
    return osr_text_digest (self->kind, TEXT, account_of (body), self->native_id, NULL);
  if (g_str_equal (name, "draft"))
    return number (MAX (self->draft.version, 1));
  if (g_str_equal (name, "draft-digest"))
    return g_strdup (self->draft.digest != NULL ? self->draft.digest : "none");
  if (g_str_equal (name, "draft-account"))
    return g_strdup (self->draft.account != NULL ? self->draft.account : "none");
  if (g_str_equal (name, "shared"))
    return number (MAX (self->shared.version, 1));
  if (g_str_equal (name, "shared-digest"))
    return g_strdup (self->shared.digest != NULL ? self->shared.digest : "none");
  if (g_str_equal (name, "agreed"))
    return self->shared.version > 0 ? number (self->shared.version) : NULL;
  g_assert_cmpstr (name, ==, "text");
  return g_strdup (TEXT);
}

/* (nullable) (transfer full): in whose name the body replies. */
static char *
dup_voice (WalkCase *self, const char *body)
{
  OsrLog *log = bench_log (&self->office->bench);
  g_autoptr (OsrCase) c = osr_log_load_case (log, self->id, NULL);

  return c != NULL ? g_strdup (osr_rules_get_voice (c, osr_log_get_registry (log), body)) : NULL;
}

/* (nullable) (transfer full): each report of the walk is of a period of its own, long ended. */
static char *
fill_beside (WalkCase *self, const char *name)
{
  guint n = (guint) g_ascii_strtoull (self->native_id, NULL, 10);

  if (g_str_equal (name, "quarter"))
    return g_strdup_printf ("%u-Q%u", 1990 + n / 4 % 30, n % 4 + 1);
  if (g_str_equal (name, "month"))
    return g_strdup_printf ("%u-%02u", 1990 + n / 12 % 30, n % 12 + 1);
  if (g_str_equal (name, "offer"))
    return self->offer > 0 ? number (self->offer) : NULL;
  if (g_str_equal (name, "newest"))
    return number (MAX (self->offer, 1));
  g_assert_cmpstr (name, ==, "stream-account");
  return g_strdup (osr_stream_get_account (self->id));
}

/* (nullable) (transfer full) */
static char *
fill (WalkCase *self, const char *name, const char *person)
{
  const char *body = walk_get_body (person);

  if (g_str_equal (name, "own"))
    return g_strdup (body);
  if (g_str_equal (name, "mine"))
    return g_strdup (body != NULL ? body : "zhkh");
  if (g_str_equal (name, "next"))
    return g_strdup (is_party (self, "zhkh") ? "roads" : "zhkh");
  if (g_str_equal (name, "track"))
    return self->track ? g_strdup ("own-account") : NULL;
  if (g_str_equal (name, "link"))
    return g_strdup (self->link);
  if (g_str_equal (name, "native"))
    return g_strdup (self->native_id);
  if (g_str_equal (name, "guid"))
    return g_uuid_string_random ();
  if (g_str_equal (name, "earlier"))
    return g_strdup (self->office->earlier);
  if (g_str_equal (name, "voice"))
    return dup_voice (self, body);
  if (g_str_equal (name, "report"))
    return number (MAX (self->report, 1));
  if (g_str_equal (name, "report-step"))
    return number (g_str_has_prefix (person, "committee") ? 2 : 1);
  if (osr_stream_is_record (self->id))
    return fill_beside (self, name);
  return fill_draft (self, name, body);
}

static JsonNode *
make_node (const char *value)
{
  JsonNode *node = json_node_alloc ();
  gint64 as_number;

  if (*value == '[') {
    g_auto (GStrv) parts = g_strsplit (value + 1, ",", -1);
    JsonArray *array = json_array_new ();

    for (guint i = 0; parts[i] != NULL; i++)
      json_array_add_string_element (array, parts[i]);
    json_node_init_array (node, array);
    json_array_unref (array);
  } else if (g_str_equal (value, "true")) {
    json_node_init_boolean (node, TRUE);
  } else if (g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &as_number, NULL)) {
    json_node_init_int (node, as_number);
  } else {
    json_node_init_string (node, value);
  }
  return node;
}

/* An id of a network is a word of digits. */
static void
set_member (JsonObject *object, const char *name, const char *value)
{
  if (g_str_equal (name, "native_id") || g_str_equal (name, "post"))
    json_object_set_string_member (object, name, value);
  else
    json_object_set_member (object, name, make_node (value));
}

static JsonObject *
read_form (WalkCase *self, const char *person, const char *form)
{
  g_auto (GStrv) items = g_strsplit (form, " ", -1);
  JsonObject *object = json_object_new ();

  for (guint i = 0; items[i] != NULL; i++) {
    char *equals = strchr (items[i], '=');
    g_autofree char *filled = NULL;

    if (equals == NULL)
      continue;
    *equals = '\0';
    filled = equals[1] == '$' ? fill (self, equals + 2, person) : g_strdup (equals + 1);
    if (filled != NULL)
      set_member (object, items[i], filled);
  }
  return object;
}

/* What a word says goes before what the form has. */
static void
override (JsonObject *members, const char *step, const RuleWord *word)
{
  if (word->what != NULL && g_str_equal (step, "sequence-allowed"))
    return;
  if (word->what != NULL && !g_str_has_prefix (step, "published"))
    json_object_set_string_member (members, "body", word->what);
  else if (word->what == NULL && g_str_equal (step, "drafter-named"))
    json_object_remove_member (members, "body");
  if (word->order != NULL)
    json_object_set_int_member (members, "order", g_ascii_strtoll (word->order, NULL, 10));
}

static char *
write_command (WalkCase *self, const char *person, const char *step, const RuleWord *word)
{
  g_auto (GStrv) parts = g_strsplit (find_form (step), "|", 2);
  g_autofree char *type = g_strndup (step, strcspn (step, ":"));
  g_autoptr (JsonObject) command = json_object_new ();
  JsonObject *members = read_form (self, person, parts[0] != NULL ? parts[0] : "");
  JsonObject *after = json_object_new ();

  if (word != NULL)
    override (members, step, word);
  json_object_set_string_member (command, "case", self->id);
  json_object_set_string_member (command, "type", type);
  json_object_set_int_member (after, "version", self->version);
  json_object_set_object_member (command, "after", after);
  json_object_set_int_member (command, "claimed_at", 1);
  json_object_set_string_member (command, "device", "walk");
  json_object_set_object_member (command, "members", members);
  if (parts[0] != NULL && parts[1] != NULL)
    json_object_set_object_member (command, "payload", read_form (self, person, parts[1]));
  return osr_json_write_object (command);
}

static void
keep_draft (WalkCase *self, WalkDraft *draft, const char *person)
{
  const char *body = walk_get_body (person);

  draft_clear (draft);
  draft->version = self->version;
  draft->account = g_strdup (account_of (body));
  draft->digest = osr_text_digest (self->kind, TEXT, draft->account, self->native_id, NULL);
  draft->by = g_strdup (person);
}

static void
add_party (WalkCase *self, const char *body)
{
  if (body != NULL && !is_party (self, body))
    g_ptr_array_add (self->parties, g_strdup (body));
}

/* Who sees the case from now on, by the texts: whom it was sent to, whoever registered it; on the own
 * account's track all; a repeat message in the text where the bodies pass it on. */
static void
note_parties (WalkCase *self, const char *person, const char *step, JsonObject *members)
{
  static const char *const all[] = { "zhkh", "transport", "roads" };
  static const char *const opening[] = { "found",
                                         "detected",
                                         "routed",
                                         "contribution-requested",
                                         "drafter-named",
                                         "responsible-appointed",
                                         NULL };
  gboolean repeat =
      g_str_equal (step, "linked") && g_str_equal (self->office->profile, "pervomaysky");

  if (g_strv_contains (opening, step))
    add_party (self, osr_json_get_string (members, "body"));
  for (guint i = 0; i < G_N_ELEMENTS (all); i++) {
    if ((self->track && g_str_equal (step, "found")) || (repeat && i < 2))
      add_party (self, all[i]);
  }
}

static void
note (WalkCase *self, const char *person, const char *step, const char *command, Answer *answer)
{
  g_autoptr (JsonObject) sent = osr_json_read_object (command, -1, 0, "command", NULL);

  self->version = osr_json_get_int (answer->object, "version", 0);
  note_parties (self, person, step, osr_json_get_object (sent, "members"));
  if (g_str_has_prefix (step, "drafted"))
    keep_draft (self, &self->shared, person);
  else if (g_str_has_prefix (step, "submitted"))
    keep_draft (self, &self->draft, person);
  else if (g_str_equal (step, "reported"))
    self->report = self->version;
  else if (g_str_has_suffix (step, "-offered"))
    self->offer = self->version;
}

Answer *
walk_case_ask (WalkCase *self, const char *person, const char *step, const RuleWord *word)
{
  g_autofree char *command = write_command (self, person, step, word);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *path = g_strconcat ("/v1/commands/", uuid, NULL);
  Answer *answer = bench_send (&self->office->bench, "PUT", path,
                               walk_office_get_token (self->office, person), command);

  if (answer->status == 200)
    note (self, person, step, command, answer);
  return answer;
}
