/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of sentences for each error domain. The message of an error is English and for logs; a
 * person reads the sentence of its code. */
#include "app/shared/osr-sentence.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "app/steps/osr-step.h"
#include "core/osr-error.h"
#include "net/osr-net-error.h"
#include "store/osr-store-error.h"

typedef struct {
  int code;
  const char *sentence;
} Sentence;

static const Sentence core_sentences[] = {
  { OSR_CORE_ERROR_INVALID,
    N_ ("The data cannot be read. Tell the administrator what you did just now.") },
  { OSR_CORE_ERROR_UNSUPPORTED,
    N_ ("It was written by a newer version of the program. Update the program.") },
  { OSR_CORE_ERROR_NOT_COVERED,
    N_ ("The production calendar does not cover this date. Ask the administrator to add the "
        "calendar of that year.") },
  { OSR_CORE_ERROR_NOT_ALLOWED,
    N_ ("Your roles do not allow this step. Ask the administrator if they should.") },
  { OSR_CORE_ERROR_WRONG_STATE,
    N_ ("The case has moved on and this step is no longer possible. Look at its history.") },
  { OSR_CORE_ERROR_STALE,
    N_ ("Somebody else acted on the case first. Look at what they did, then decide again.") },
  { OSR_CORE_ERROR_REASON_NEEDED, N_ ("This step needs a reason. Write it in a few words.") },
  { OSR_CORE_ERROR_EMPTY_TEXT, N_ ("There is no text yet. Write it first.") },
  { OSR_CORE_ERROR_TOO_LONG,
    N_ ("The text is longer than the network allows. Shorten it or split it.") },
  { OSR_CORE_ERROR_LIMIT_TOO_LONG,
    N_ ("A shortened limit cannot be longer than the standard one, and the steps inside it must "
        "still fit. Choose another.") },
  { OSR_CORE_ERROR_TRIAGE_NEEDED,
    N_ ("Topic, place and importance come before routing. Set them first.") },
  { OSR_CORE_ERROR_UNKNOWN_BODY, N_ ("The directory has no such body any more. Choose another.") },
  { OSR_CORE_ERROR_OWN_DRAFT,
    N_ ("Nobody approves their own draft. Another curator has to decide.") },
  { OSR_CORE_ERROR_TEXT_CHANGED, N_ ("The approval is for another text. Submit the text again.") },
  { OSR_CORE_ERROR_MESSAGE_GONE,
    N_ ("The author has deleted the message: there is nothing to reply to. Close the case, or wait "
        "whether it comes back.") },
  { OSR_CORE_ERROR_NO_ACCOUNT,
    N_ ("No account may answer on this network. Ask the administrator to connect one.") },
  { OSR_CORE_ERROR_KIND_NOT_ALLOWED,
    N_ ("The regulation does not know this kind of reply. Choose another.") },
  { OSR_CORE_ERROR_NOT_FORESEEN,
    N_ ("The regulation knows no such step here. Choose another way.") },
  { OSR_CORE_ERROR_OTHER_BODY,
    N_ ("The case is not with your body. Whoever has it takes this step.") },
  { OSR_CORE_ERROR_NOT_YOUR_TURN,
    N_ ("Somebody else comes first in the order that was set. Wait for them.") },
  { OSR_CORE_ERROR_AGREEMENT_NEEDED,
    N_ ("The draft must be agreed inside the body first. Share it for agreement.") },
  { OSR_CORE_ERROR_DRAFTER_NEEDED,
    N_ ("Several bodies answer together. Name first who writes for them all.") },
  { OSR_CORE_ERROR_FORMAT_ONLY,
    N_ ("A draft is sent back only where the format is not met. Say that it is that.") },
  { OSR_CORE_ERROR_MENTION_NEEDED,
    N_ ("From this account the reply must link to the author. Add the link.") },
  { OSR_CORE_ERROR_VOICE_NEEDED,
    N_ ("This body replies in the name of its official representative. Send the reply again.") },
  { OSR_CORE_ERROR_CLAIMED, N_ ("Another curator has taken this message. Choose the next one.") },
  { OSR_CORE_ERROR_KNOWN, N_ ("This message is registered already. Look for its case.") },
  { OSR_CORE_ERROR_NOT_SUBSTITUTE,
    N_ ("You do not stand in for this person now. Choose for whom you act, then do it again.") },
  { OSR_CORE_ERROR_UNKNOWN_PERSON,
    N_ ("The directory has no such person, or they are disabled. Choose another.") },
  { OSR_CORE_ERROR_UNKNOWN_ROLE,
    N_ ("The regulation has no such role here. A role of a body needs its body, another has "
        "none.") },
  { OSR_CORE_ERROR_TAKEN, N_ ("This name is taken already. Choose another.") },
  { OSR_CORE_ERROR_OVERLAP,
    N_ ("Somebody stands in for this person in that time already. End that first, or choose other "
        "days.") },
  { OSR_CORE_ERROR_LOOP,
    N_ ("The chain would come back to the person it began with. Choose another.") },
  { OSR_CORE_ERROR_OPEN_WORK,
    N_ ("There is open work that would be left with nobody. Hand it over first.") },
  { OSR_CORE_ERROR_LAST_ADMIN, N_ ("The office needs an administrator. Name another one first.") },
  { OSR_CORE_ERROR_ERASED, N_ ("The words of this step were destroyed by an act.") },
};

static const Sentence net_sentences[] = {
  { OSR_NET_ERROR_OFFLINE,
    N_ ("The coordinator cannot be reached. What you do is kept here and goes out by itself.") },
  { OSR_NET_ERROR_AUTH, N_ ("Your session has ended. Sign in again; nothing you wrote is lost.") },
  { OSR_NET_ERROR_RATE_LIMITED, N_ ("Too many attempts. Wait a minute and try again.") },
  { OSR_NET_ERROR_TEMPORARY,
    N_ ("The coordinator could not do it just now. The program tries again by itself.") },
  { OSR_NET_ERROR_REJECTED,
    N_ ("The coordinator refused it for good. Trying again changes nothing; tell the "
        "administrator.") },
  { OSR_NET_ERROR_PROTOCOL,
    N_ ("What answers at this address is not understood. Is it a coordinator, and is this program "
        "up to date?") },
  { OSR_NET_ERROR_UNCERTAIN,
    N_ ("It is not known whether it arrived. Look before doing it again.") },
  { OSR_NET_ERROR_NO_ROOM,
    N_ ("The coordinator's disk is full. What you do is kept here and goes out by itself once its "
        "administrator has freed some space.") },
};

static const Sentence store_sentences[] = {
  { OSR_STORE_ERROR_FAILED,
    N_ ("The program cannot use its files on this machine. Check that the home folder can be "
        "written to, then start it again.") },
  { OSR_STORE_ERROR_FULL, N_ ("The disk is full. Free some space, then try again.") },
  { OSR_STORE_ERROR_BUSY,
    N_ ("The program is open twice for the same person. Close the other window, then try again.") },
  { OSR_STORE_ERROR_CORRUPT,
    N_ ("The file with your unsent texts is damaged. Do not delete it; call the administrator.") },
  { OSR_STORE_ERROR_NEWER,
    N_ ("Your files were written by a newer version of the program. Update the program.") },
};

static const char *
find_sentence (const Sentence *sentences, guint n, int code)
{
  for (guint i = 0; i < n; i++)
    if (sentences[i].code == code)
      return _ (sentences[i].sentence);
  return NULL;
}

static const char *
file_sentence (int code)
{
  switch (code) {
  case G_IO_ERROR_NO_SPACE:
    return _ ("The disk is full. Free some space, then try again.");
  case G_IO_ERROR_PERMISSION_DENIED:
    return _ ("The program may not write to its folder. Ask the administrator for the right.");
  default:
    return NULL;
  }
}

char *
osr_sentence_for_error (const GError *error)
{
  const char *sentence = NULL;

  if (error == NULL)
    return g_strdup (_ ("It did not work, and the reason is not known."));
  if (error->domain == OSR_CORE_ERROR)
    sentence = find_sentence (core_sentences, G_N_ELEMENTS (core_sentences), error->code);
  else if (error->domain == OSR_NET_ERROR)
    sentence = find_sentence (net_sentences, G_N_ELEMENTS (net_sentences), error->code);
  else if (error->domain == OSR_STORE_ERROR)
    sentence = find_sentence (store_sentences, G_N_ELEMENTS (store_sentences), error->code);
  else if (error->domain == G_IO_ERROR)
    sentence = file_sentence (error->code);
  if (sentence != NULL)
    return g_strdup (sentence);
  /* Translators: what the system said, in English, follows */
  return g_strdup_printf (_ ("It did not work: %s"), error->message);
}

const char *
osr_sentence_step_name (const char *type)
{
  static const struct {
    const char *type;
    const char *name;
  } steps[] = {
    { "detected", NC_ ("step", "Taking into work") },
    { "triaged", NC_ ("step", "Triage") },
    { "routed", NC_ ("step", "Routing") },
    { "dismissed", NC_ ("step", "Dismissal") },
    { "returned", NC_ ("step", "Return") },
    { "assigned", NC_ ("step", "Assignment") },
    { "drafted", NC_ ("step", "Draft") },
    { "agreed", NC_ ("step", "Agreement") },
    { "submitted", NC_ ("step", "Draft") },
    { "withdrawn", NC_ ("step", "Withdrawal") },
    { "approved", NC_ ("step", "Approval") },
    { "reworked", NC_ ("step", "Remarks") },
    { "publish-intended", NC_ ("step", "Publication") },
    { "noted", NC_ ("step", "Note") },
    { "contribution-requested", NC_ ("step", "Request for a contribution") },
    { "contributed", NC_ ("step", "Contribution") },
    { "evaluated", NC_ ("step", "Evaluation") },
    { "closed", NC_ ("step", "Closing") },
    { "reopened", NC_ ("step", "Reopening") },
  };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (type, steps[i].type))
      return g_dpgettext2 (NULL, "step", steps[i].name);
  return osr_step_find (type) != NULL ? _ (osr_step_find (type)->title) : NULL;
}

char *
osr_sentence_for_refusal (const char *type, const GError *error)
{
  const char *step = osr_sentence_step_name (type);
  g_autofree char *sentence = osr_sentence_for_error (error);

  if (step == NULL)
    return g_steal_pointer (&sentence);
  /* Translators: a step ("Routing", "Draft") and why it was refused, a sentence */
  return g_strdup_printf (_ ("%1$s: not done. %2$s"), step, sentence);
}

char *
osr_sentence_for_sign_in (const GError *error, const char *server)
{
  if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH))
    return g_strdup (_ ("Login name or password is wrong. Check the keyboard layout and try again; "
                        "the administrator can set a new password."));
  if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE))
    return g_strdup_printf (_ ("Nothing answers at %s. Check the address and the network."),
                            server);
  return osr_sentence_for_error (error);
}
