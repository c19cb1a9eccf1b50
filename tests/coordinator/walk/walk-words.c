/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the cells as commands: which step each is, and who takes it by the text. */
#include "walk-case.h"

#include <string.h>

#include "core/record/osr-stream.h"

/* Who takes it where a word does not say: "*" the executor of the body named, "=" whoever handed the
 * draft in; another in the text that has one. */
static const struct {
  const char *word;
  const char *step;
  const char *by;
  const char *in_pervomaysky; /* nullable */
} words[] = {
  { "routed", "routed", "curator", NULL },
  { "returned", "returned", "executor*", "technical-executor*" },
  { "asked", "contribution-requested", "curator", "responsible-executor" },
  { "contributed", "contributed", "executor*", NULL },
  { "named", "drafter-named", "curator", "responsible-executor" },
  { "appointed", "responsible-appointed", "curator", NULL },
  { "sequence", "sequence-allowed", "curator", NULL },
  { "drafted", "drafted", "executor", NULL },
  { "agreed", "agreed", "responsible-executor", NULL },
  { "inside", "reworked:internal", "responsible-executor", NULL },
  { "submitted", "submitted", "executor", NULL },
  { "alone", "submitted:alone", "executor", NULL },
  { "redrafted", "drafted:correction", "executor", NULL },
  { "corrected", "submitted:correction", "executor", NULL },
  { "approved", "approved", "curator=", NULL },
  { "reworked", "reworked", "curator", NULL },
  { "published", "published-by-hand", "=", NULL },
  { "linked", "linked", "curator", NULL },
  { "closed", "closed", "curator", NULL },
  { "dismissed", "dismissed", "curator", NULL },
  { "reported", "reported", "curator", NULL },
  { "triaged", "triaged", "curator", NULL },
  { "referred", "referred", "executor", NULL },
  { "offered", "case-offered", "executor", NULL },
  { "success", "case-agreed", "committee", NULL },
};

static void
take (WalkCase *self, const char *person, const char *step, const RuleWord *word)
{
  g_autoptr (Answer) answer = walk_case_ask (self, person, step, word);

  if (answer->status != 200)
    g_test_message ("%s by %s: %s", step, person, answer->body);
  g_assert_cmpuint (answer->status, ==, 200);
}

static const char *
suffix_of (const char *body)
{
  if (g_strcmp0 (body, "transport") == 0)
    return "2";
  return g_strcmp0 (body, "roads") == 0 ? "3" : "";
}

/* (transfer full): nobody approves their own draft; a draft of the curator's any body publishes. */
static char *
find_person (WalkCase *self, const char *by, const RuleWord *word)
{
  gboolean of_curator = g_strcmp0 (self->draft.by, "curator") == 0;
  g_autofree char *role = g_strndup (by, strcspn (by, "*="));

  if (word->person != NULL)
    return g_strdup (word->person);
  if (g_str_has_suffix (by, "*"))
    return g_strconcat (role, suffix_of (word->what), NULL);
  if (g_str_equal (by, "curator="))
    return g_strdup (of_curator ? "curator2" : "curator");
  if (g_str_equal (by, "="))
    return g_strdup (of_curator ? "executor" : self->draft.by);
  return g_strdup (by);
}

/* Registered by hand by a curator, or "found:BODY" by an executor of that body. */
static void
be_found (WalkCase *self, const RuleWord *word)
{
  g_autofree char *person = NULL;

  if (word->what != NULL && g_str_equal (word->type, "found"))
    person = g_strconcat ("executor", suffix_of (word->what), NULL);
  take (self, person != NULL ? person : "curator", "found", NULL);
}

/* "account:ID", or a step of a report by whoever the word names. */
static gboolean
live_beside (WalkCase *self, const RuleWord *word)
{
  g_autofree char *stream = NULL;

  if (!osr_stream_is_record (self->id))
    return FALSE;
  if (g_str_equal (word->type, "account")) {
    stream = osr_stream_new_for_account (word->what);
    walk_case_stand_beside (self, stream);
  } else {
    take (self, word->person, word->type, NULL);
  }
  return TRUE;
}

static void
live_word (WalkCase *self, const RuleWord *word)
{
  gboolean pervomaysky = g_str_equal (self->office->profile, "pervomaysky");

  if (live_beside (self, word))
    return;
  if (self->version == 0)
    be_found (self, word);
  if (g_str_equal (word->type, "found") || g_str_equal (word->type, "track"))
    return;
  if (g_str_equal (word->type, "detected")) {
    take (self, word->what != NULL ? "executor" : "curator", "detected", NULL);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    const char *by =
        pervomaysky && words[i].in_pervomaysky != NULL ? words[i].in_pervomaysky : words[i].by;
    g_autofree char *person = find_person (self, by, word);

    if (!g_str_equal (words[i].word, word->type))
      continue;
    take (self, person, words[i].step, word);
    return;
  }
  g_test_message ("no word %s", word->type);
  g_assert_not_reached ();
}

/* The kind of the next reply that is published in @rest: its draft is of that kind. */
static const char *
next_kind (char **rest)
{
  for (; *rest != NULL; rest++) {
    g_auto (RuleWord) word = { NULL };

    rule_word_read (*rest, &word);
    if (g_str_equal (word.type, "published"))
      return g_intern_string (word.what != NULL ? word.what : "final");
  }
  return "final";
}

void
walk_case_live (WalkCase *self, char **before)
{
  for (; *before != NULL; before++) {
    g_auto (RuleWord) word = { NULL };

    rule_word_read (*before, &word);
    self->kind = next_kind (before);
    self->track = self->track || g_str_equal (word.type, "track");
    live_word (self, &word);
  }
  self->kind = "final";
}
