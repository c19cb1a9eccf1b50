/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table: which words each step has and what it asks for. No profile is meant anywhere in it. */
#include <glib/gi18n.h>

#include "app/steps/osr-step.h"

#define FIELDS(name, ...) static const OsrStepField name[] = { __VA_ARGS__, { NULL } }
#define NEEDED            OSR_STEP_FIELD_NEEDED
#define WORDS(member, label)                                                                       \
  {                                                                                                \
    member, OSR_STEP_FIELD_WORDS, label, NEEDED | OSR_STEP_FIELD_PAYLOAD                           \
  }
#define REASON                                                                                     \
  {                                                                                                \
    "reason", OSR_STEP_FIELD_WORDS, N_ ("Reason"), OSR_STEP_FIELD_REASON | OSR_STEP_FIELD_PAYLOAD  \
  }
#define BODY(label)                                                                                \
  {                                                                                                \
    "body", OSR_STEP_FIELD_CHOICE, label, NEEDED                                                   \
  }
#define OWN_BODY(label)                                                                            \
  {                                                                                                \
    "body", OSR_STEP_FIELD_CHOICE, label, NEEDED | OSR_STEP_FIELD_QUIET                            \
  }
#define PERSON(label)                                                                              \
  {                                                                                                \
    "executor", OSR_STEP_FIELD_CHOICE, label, NEEDED                                               \
  }
#define URL(label)                                                                                 \
  {                                                                                                \
    "url", OSR_STEP_FIELD_URL, label, NEEDED                                                       \
  }
#define PROOF                                                                                      \
  {                                                                                                \
    "proof", OSR_STEP_FIELD_PROOF, N_ ("Proof"), NEEDED                                            \
  }

static const OsrStepField nothing[] = { { NULL } };

FIELDS (of_body, OWN_BODY (N_ ("Body")));
FIELDS (of_executor, OWN_BODY (N_ ("Body")), PERSON (N_ ("Who has it then")));
FIELDS (of_return, OWN_BODY (N_ ("Body")), REASON);
FIELDS (of_recall, BODY (N_ ("Which body loses it")), REASON);
FIELDS (of_request,
        { "bodies", OSR_STEP_FIELD_BODIES, N_ ("Who is asked"), NEEDED | OSR_STEP_FIELD_ORDER },
        { "minutes", OSR_STEP_FIELD_NUMBER, N_ ("Minutes, if fewer than usual"),
          OSR_STEP_FIELD_INTEGER },
        { "text", OSR_STEP_FIELD_WORDS, N_ ("What is asked"), OSR_STEP_FIELD_PAYLOAD });
FIELDS (of_contribution, OWN_BODY (N_ ("For which body")), WORDS ("text", N_ ("Information")));
FIELDS (of_forwarding, BODY (N_ ("Whose information")));
FIELDS (of_naming, BODY (N_ ("Who writes for all")));
FIELDS (of_sequence, { "bodies", OSR_STEP_FIELD_BODIES, N_ ("In which order"), NEEDED });

FIELDS (of_report, WORDS ("text", N_ ("Report")));
FIELDS (of_receipt, { "report", OSR_STEP_FIELD_CHOICE, N_ ("Report"),
                      NEEDED | OSR_STEP_FIELD_INTEGER | OSR_STEP_FIELD_QUIET });
FIELDS (of_deficiency, BODY (N_ ("Whose work")),
        { "ground", OSR_STEP_FIELD_CHOICE, N_ ("How far it has come"),
          NEEDED | OSR_STEP_FIELD_QUIET },
        { "measure", OSR_STEP_FIELD_LINE, N_ ("Measure taken"), 0 },
        WORDS ("text", N_ ("What was wrong")));
FIELDS (of_referral, WORDS ("text", N_ ("What was found")));
FIELDS (of_promise, { "date", OSR_STEP_FIELD_DATE, N_ ("Until which day"), NEEDED });
FIELDS (of_kept, { "date", OSR_STEP_FIELD_CHOICE, N_ ("Promise"), NEEDED });
FIELDS (of_marks,
        { "quality", OSR_STEP_FIELD_CHOICE, N_ ("Quality of the reply"),
          NEEDED | OSR_STEP_FIELD_INTEGER },
        { "satisfaction", OSR_STEP_FIELD_CHOICE, N_ ("The author is"), OSR_STEP_FIELD_INTEGER });
FIELDS (of_offer, WORDS ("text", N_ ("What was solved, and how")));
FIELDS (of_refusal, REASON);
FIELDS (of_link, URL (N_ ("Where it is published")));

FIELDS (of_earlier, { "earlier", OSR_STEP_FIELD_CASE, N_ ("Number of the earlier case"), NEEDED });
FIELDS (of_matter, { "matter", OSR_STEP_FIELD_CASE, N_ ("Number of the other case"), NEEDED });
FIELDS (of_author, { "text", OSR_STEP_FIELD_WORDS, N_ ("What the author wrote"),
                     NEEDED | OSR_STEP_FIELD_PAYLOAD });
FIELDS (of_note, WORDS ("text", N_ ("Note")));
FIELDS (of_question, WORDS ("text", N_ ("Question")));
FIELDS (of_answer, WORDS ("text", N_ ("Answer")));

FIELDS (of_correction, WORDS ("text", N_ ("Corrected reply")));
FIELDS (of_proof, URL (N_ ("Where the reply stands")), PROOF);
FIELDS (of_account, { "account", OSR_STEP_FIELD_CHOICE, N_ ("From which account"), NEEDED });
FIELDS (of_check, { "reply", OSR_STEP_FIELD_CHOICE, N_ ("The reply is"), NEEDED });

/* name, rule, type · title, what comes of it, button · next, instead · fields */
static const OsrStepKind steps[] = {
  /* who has it */
  { "assigned:take", "assigned", "assigned", N_ ("Take it yourself"),
    N_ ("Colleagues see that you have it; it leaves their lists."), N_ ("Take it"), NULL, NULL,
    of_body },
  { "assigned", "assigned", "assigned", N_ ("Hand it to a colleague"),
    N_ ("It stands in their list then, and in nobody else's."), N_ ("Hand over"), NULL, NULL,
    of_executor },
  { "reassigned", "reassigned", "reassigned", N_ ("Name another executor"),
    N_ ("Whoever had it so far is told that it is with somebody else."), N_ ("Name"), NULL, NULL,
    of_executor },
  { "substituted", "substituted", "substituted", N_ ("Hand it to a substitute"),
    N_ ("For the time in which the executor is away."), N_ ("Hand over"), NULL, NULL, of_executor },
  { "returned", "returned", "returned", N_ ("Return it as not yours"),
    N_ ("The curator chooses another body. The limit of the reply runs on."), N_ ("Return"),
    "routed", NULL, of_return },
  { "returned:recall", "returned:recall", "returned", N_ ("Take it back from a body"),
    N_ ("The body loses the case with whatever it has sent for approval; you route it again."),
    N_ ("Take back"), "routed", NULL, of_recall },
  { "noted:question", "noted", "noted", N_ ("Ask a question"),
    N_ ("It stands in their list until somebody answers. The author never sees it."), N_ ("Ask"),
    NULL, NULL, of_question },
  { "noted:answer", "noted", "noted", N_ ("Answer a question"), N_ ("The author never sees it."),
    N_ ("Send the answer"), NULL, NULL, of_answer },
  { "noted", "noted", "noted", N_ ("Note for colleagues"), N_ ("The author never sees it."),
    N_ ("Add the note"), NULL, NULL, of_note },
  { "withdrawn", "withdrawn", "withdrawn", N_ ("Withdraw the draft"),
    N_ ("It comes back to you to be written again."), N_ ("Withdraw"), "submitted", NULL, nothing },

  /* several bodies */
  { "contribution-requested", "contribution-requested", "contribution-requested",
    N_ ("Ask other bodies for information"),
    N_ ("Each has its own limit from now; whoever writes the reply sees what they send."),
    N_ ("Ask for it"), "contributed", NULL, of_request },
  { "contributed", "contributed", "contributed", N_ ("Give information"),
    N_ ("For the joint reply, not for the author as it is."), N_ ("Send"), NULL, "returned",
    of_contribution },
  { "contribution-forwarded", "contribution-forwarded", "contribution-forwarded",
    N_ ("Pass information on"), N_ ("Whoever writes the reply may use it then."), N_ ("Pass on"),
    "submitted", NULL, of_forwarding },
  { "drafter-named", "drafter-named", "drafter-named", N_ ("Name who writes for all"),
    N_ ("The others have given what was asked of them."), N_ ("Name"), NULL, NULL, of_naming },
  { "responsible-appointed", "responsible-appointed", "responsible-appointed",
    N_ ("Appoint who answers for the joint reply"),
    N_ ("That body writes it; the others send it their information."), N_ ("Appoint"), NULL, NULL,
    of_naming },
  { "sequence-allowed", "sequence-allowed", "sequence-allowed",
    N_ ("Let the bodies reply one after another"),
    N_ ("Each publishes its own reply when its turn comes; there is no joint one."), N_ ("Allow"),
    NULL, NULL, of_sequence },

  /* the message */
  { "linked", "linked", "linked", N_ ("Mark as a repeat"),
    N_ ("The reply must then say what has been done since."), N_ ("Link"), NULL, NULL, of_earlier },
  { "joined", "joined", "joined", N_ ("Join with another case"),
    N_ ("Both are one matter then; each is still answered where it was written."), N_ ("Join"),
    NULL, NULL, of_matter },
  { "author-replied", "author-replied", "author-replied", N_ ("The author has answered"),
    N_ ("The limits of the draft and of the reply run anew from now."), N_ ("Record"), "submitted",
    NULL, of_author },
  { "promised", "promised", "promised", N_ ("Record a promise"),
    N_ ("An alarm comes when that day passes."), N_ ("Record"), NULL, NULL, of_promise },
  { "promised:kept", "promised", "promised", N_ ("Mark a promise as kept"),
    N_ ("No alarm comes any more."), N_ ("Mark as kept"), NULL, NULL, of_kept },

  /* the reply */
  { "drafted:correction", "drafted:correction", "drafted", N_ ("Correct the published reply"),
    N_ ("What stands in the network stays until the correction is agreed and approved."),
    N_ ("Share for agreement"), "agreed", NULL, of_correction },
  { "submitted:correction", "submitted:correction", "submitted",
    N_ ("Send a correction for approval"),
    N_ ("What stands in the network stays until the correction is approved; both stay in the "
        "history."),
    N_ ("Send for approval"), "approved", NULL, of_correction },
  { "publish-intended:fallback", "publish-intended:fallback", "publish-intended",
    N_ ("Publish it from another account"),
    N_ ("Where the place of the message cannot be answered: with a link to the author."),
    N_ ("Publish"), NULL, NULL, of_account },
  { "published-by-hand", "published-by-hand", "published-by-hand", N_ ("Published by hand"),
    N_ ("You have placed the approved text yourself, word by word."), N_ ("Record"), NULL, NULL,
    of_proof },
  { "published-by-hand:fallback", "published-by-hand:fallback", "published-by-hand",
    N_ ("Published by hand from another account"),
    N_ ("You have placed the approved text yourself, with a link to the author."), N_ ("Record"),
    NULL, NULL, of_proof },
  { "reply-corrected", "reply-corrected", "reply-corrected", N_ ("Corrected by hand"),
    N_ ("You have put the approved correction in the place of the reply yourself."), N_ ("Record"),
    NULL, NULL, of_proof },
  { "checked", "checked", "checked", N_ ("Check the published reply"),
    N_ ("What you found where it was published."), N_ ("Record"), NULL, NULL, of_check },
  { "evaluated", "evaluated", "evaluated", N_ ("Evaluate the reply"),
    N_ ("It counts in the rating of the body."), N_ ("Evaluate"), NULL, NULL, of_marks },
  { "closed", "closed", "closed", N_ ("Close the case"),
    N_ ("All its clocks stop; it can be opened again."), N_ ("Close"), NULL, NULL, of_refusal },
  { "reopened", "reopened", "reopened", N_ ("Open the case again"),
    N_ ("It goes on where it stood."), N_ ("Open again"), NULL, NULL, nothing },

  /* reports */
  { "reported", "reported", "reported", N_ ("Report at once"),
    N_ ("They see it in the case and confirm that they have it."), N_ ("Report it"), NULL, NULL,
    of_report },
  { "acknowledged", "acknowledged", "acknowledged", N_ ("Confirm a report"),
    N_ ("Whoever reported sees that you have it."), N_ ("I have it"), NULL, NULL, of_receipt },
  { "deficiency-noted", "deficiency-noted", "deficiency-noted", N_ ("Give notice of poor work"),
    N_ ("It goes to those who supervise the body."), N_ ("Give notice"), NULL, NULL,
    of_deficiency },
  { "referred", "referred", "referred", N_ ("Refer to law enforcement"),
    N_ ("Recorded with the time; the message itself stays as it is."), N_ ("Refer"), NULL, NULL,
    of_referral },
  { "case-offered", "case-offered", "case-offered", N_ ("Offer as a well-solved case"),
    N_ ("If it is agreed to, you may publish it."), N_ ("Offer"), "case-agreed", NULL, of_offer },
  { "case-agreed", "case-agreed", "case-agreed", N_ ("Agree to a well-solved case"),
    N_ ("The body may publish it then."), N_ ("Agree"), "case-published", "case-declined",
    nothing },
  { "case-declined", "case-declined", "case-declined", N_ ("Decline a well-solved case"),
    N_ ("The body reads the reason and may offer it again."), N_ ("Decline"), "case-offered", NULL,
    of_refusal },
  { "case-published", "case-published", "case-published", N_ ("Report that it is published"),
    N_ ("The link goes to those who agreed."), N_ ("Report it"), "case-agreed", NULL, of_link },
};

/* Taken in a pane or a dialog of their own. */
static const char *const own_panes[] = {
  "found",
  "detected",
  "triaged",
  "dismissed",
  "routed",
  "drafted",
  "agreed",
  "approved",
  "reworked",
  "reworked:internal",
  "submitted",
  "submitted:alone",
  "publish-intended",
  "publish-intended:again",
  "publish-intended:look",
  "publish-intended:answer",
  "watched",
  "account-posted",
  "post-published",
  /* the page of reports */
  "rating-offered",
  "rating-agreed",
  "rating-declined",
  "rating-sent",
  "report-offered",
  "report-agreed",
  "report-declined",
  "report-sent",
  "summary-made",
  NULL,
};

const OsrStepKind *
osr_step_find (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (steps); i++) {
    if (g_str_equal (steps[i].name, name))
      return &steps[i];
  }
  return NULL;
}

guint
osr_step_count (void)
{
  return G_N_ELEMENTS (steps);
}

const OsrStepKind *
osr_step_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (steps), NULL);
  return &steps[index];
}

gboolean
osr_step_has_own_pane (const char *rule)
{
  return g_strv_contains (own_panes, rule);
}

/* A question is answered, a correction says what it corrects; closing waits quietly. */
const OsrStepKind *
osr_step_find_owed (OsrCase *c, const char *step)
{
  g_autofree char *correction = NULL;

  if (step == NULL || g_str_equal (step, "closed"))
    return NULL;
  if (g_str_equal (step, "noted"))
    return osr_step_find ("noted:answer");
  if (c->correcting) {
    correction = g_strconcat (step, ":correction", NULL);
    if (osr_step_find (correction) != NULL)
      return osr_step_find (correction);
  }
  return osr_step_find (step);
}
