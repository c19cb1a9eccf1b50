/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for every state of a case, seen by who need not act. */
#include "app/triage/osr-waiting-words.h"

#include <glib/gi18n.h>

#include "app/shared/osr-inside.h"
#include "core/osr-rules.h"
#include "report/osr-history-sentence.h"

/* %s in the title or sentence of a state that has `body` set is the name of the body. */
typedef struct {
  const char *icon;
  const char *title;
  const char *sentence;
  gboolean body;
} StateWords;

static const StateWords states[] = {
  [OSR_CASE_FOUND] = { "mail-unread-symbolic", N_ ("Not taken yet"),
                       N_ ("A curator takes it into work or leaves it; until then no clock runs."),
                       FALSE },
  [OSR_CASE_DETECTED] = { "edit-find-symbolic", N_ ("With the curator"),
                          N_ ("It is being sorted and will be routed to a body."), FALSE },
  [OSR_CASE_ROUTED] = { "document-edit-symbolic", N_ ("With %s"),
                        N_ ("The body writes the reply, or returns the message if it is not its "
                            "matter."),
                        TRUE },
  [OSR_CASE_RETURNED] = { "edit-undo-symbolic", N_ ("Returned to the curator"),
                          N_ ("The curator routes it to another body; the limit of the reply runs "
                              "on."),
                          FALSE },
  [OSR_CASE_SUBMITTED] = { "mail-send-symbolic", N_ ("With the curator"),
                           N_ ("The draft is being read: it will be approved or sent back with "
                               "remarks."),
                           FALSE },
  [OSR_CASE_REWORK] = { "document-edit-symbolic", N_ ("With %s"),
                        N_ ("The draft went back with remarks and is being reworked."), TRUE },
  [OSR_CASE_APPROVED] = { "object-select-symbolic", N_ ("With %s"),
                          N_ ("The reply is approved; the body publishes it."), TRUE },
  [OSR_CASE_PUBLISHING] = { "network-transmit-symbolic", N_ ("Being published"),
                            N_ ("The reply is on its way to the network. Nothing need be done."),
                            FALSE },
  [OSR_CASE_UNCERTAIN] = { "dialog-question-symbolic", N_ ("Publication not confirmed"),
                           N_ ("The network did not say whether it took the reply. It is being "
                               "read back; do not publish it by hand, or it may stand there "
                               "twice."),
                           FALSE },
  [OSR_CASE_INTERIM] = { "appointment-soon-symbolic", N_ ("Interim reply published"),
                         N_ ("The author has an interim reply; %s writes the final one."), TRUE },
  [OSR_CASE_WAITING] = { "user-away-symbolic", N_ ("Waiting for the author"),
                         N_ ("A question to the author is published. The limits run anew when "
                             "they answer."),
                         FALSE },
  [OSR_CASE_ANSWERED] = { "emblem-ok-symbolic", N_ ("Answered"),
                          N_ ("The reply stands in the network and all its clocks have stopped. "
                              "It is closed after it has been evaluated."),
                          FALSE },
  [OSR_CASE_DISMISSED] = { "action-unavailable-symbolic", N_ ("Left without a reply"), NULL,
                           FALSE },
  [OSR_CASE_CLOSED] = { "emblem-ok-symbolic", N_ ("Closed"), N_ ("Work on this message is over."),
                        FALSE },
};

/* What the network asks, or does not tell, the body answers: until then nothing goes on by itself. */
static const StateWords challenged = { "dialog-question-symbolic", N_ ("With %s"),
                                       N_ ("The network wants to see a person before it takes the "
                                           "reply. The body answers it; nothing was "
                                           "published yet."),
                                       TRUE };
static const StateWords asked = {
  "dialog-question-symbolic", N_ ("Publication not confirmed"),
  N_ ("The network did not say whether it took the reply. %s looks there and says what came of it; "
      "do not publish it by hand, or it may stand there twice."),
  TRUE
};

static const StateWords *
find_words (OsrCase *c)
{
  if (c->challenge != 0)
    return &challenged;
  if (c->state == OSR_CASE_UNCERTAIN && c->asked != NULL)
    return &asked;
  return &states[(guint) c->state < G_N_ELEMENTS (states) ? c->state : 0];
}

static char *
fill (const char *words, const char *body, gboolean has_body)
{
  g_auto (GStrv) parts = NULL;

  if (!has_body)
    return g_strdup (words);
  parts = g_strsplit (words, "%s", 2);
  return g_strjoinv (body, parts);
}

static char *
dismissed (OsrCase *c)
{
  /* Translators: %s is the reason: "no reply needed". */
  return g_strdup_printf (_ ("Reason: %s. All its clocks have stopped."),
                          osr_history_reason (c->reason));
}

OsrWaitingWords *
osr_waiting_words_new (OsrCase *c, OsrRegistry *registry)
{
  const StateWords *state = find_words (c);
  const OsrCaseBody *drafter = osr_rules_get_drafter (c, registry);
  g_autofree char *body = osr_history_body (registry, drafter != NULL ? drafter->body : NULL);
  OsrWaitingWords *words = g_new0 (OsrWaitingWords, 1);

  if (c->read_only) {
    words->icon = "software-update-available-symbolic";
    words->title = g_strdup (_ ("Update the program"));
    words->sentence = g_strdup (_ ("A newer program wrote part of this history. This one can "
                                   "show the message but not act on it."));
    return words;
  }
  words->icon = state->icon;
  words->title = fill (_ (state->title), body, state->body);
  words->sentence = osr_inside_dup_turn (c, registry);
  if (words->sentence != NULL)
    return words;
  words->sentence =
      state->sentence != NULL ? fill (_ (state->sentence), body, state->body) : dismissed (c);
  return words;
}

OsrWaitingWords *
osr_waiting_words_new_from_centre (void)
{
  OsrWaitingWords *words = g_new0 (OsrWaitingWords, 1);

  words->icon = "folder-remote-symbolic";
  words->title = g_strdup (_ ("From the centre"));
  words->sentence = g_strdup (_ ("This case was closed long ago, or is still on its way to this "
                                 "machine. It is read at the coordinator; nothing can be done on "
                                 "it here."));
  return words;
}

OsrWaitingWords *
osr_waiting_words_new_damaged (void)
{
  OsrWaitingWords *words = g_new0 (OsrWaitingWords, 1);

  words->icon = "dialog-warning-symbolic";
  words->title = g_strdup (_ ("History does not hold together"));
  words->sentence = g_strdup (_ ("What is kept here of this case was altered or is not whole. The "
                                 "administrator compares it with the log of the office."));
  return words;
}

void
osr_waiting_words_free (OsrWaitingWords *words)
{
  if (words == NULL)
    return;
  g_free (words->title);
  g_free (words->sentence);
  g_free (words);
}
