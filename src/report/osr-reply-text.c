/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sentence a reason. Reasons that come with a phrase are named in the lexicon; one that this
 * program does not know is shown as a stock phrase. */
#include "report/osr-reply-text.h"

#include <glib/gi18n.h>

/* Characters of the reply that a line repeats. */
#define MOST_QUOTED 60

static const struct {
  const char *reason;
  const char *sentence;
} sentences[] = {
  /* form */
  { "empty", N_ ("Nothing is written yet: begin with the name and a greeting") },
  { "no-greeting", N_ ("No greeting: begin with the name and a greeting") },
  { "misspelt-greeting", N_ ("Write the greeting in full and without mistakes") },
  { "no-address", N_ ("The author is not addressed: name them, or say “you”") },
  { "informal", N_ ("Too familiar: address the author politely") },
  { "tone", N_ ("Sounds like a reproach: leave it out, say what will be done") },
  { "insult", N_ ("Rude or insulting: take it out") },
  { "shouting", N_ ("Words in capital letters read as shouting") },
  /* sense */
  { "substance", N_ ("Says nothing of the matter: what was done, by whom, by when") },
  { "gap", N_ ("A place in the template was not filled in") },
  { "no-question", N_ ("No question in it: say what the author should answer") },
  { "promise-without-date", N_ ("No day is named: say when it will be done") },
  { "no-date", N_ ("No day is named: say when the final reply will come") },
  { "only-span", N_ ("Name the day on which the final reply will come, not only a span of time") },
  { "repeat-says-nothing", N_ ("The message is a repeat: say what was done, or how it is going") },
  { "off-topic", N_ ("The question has nothing to do with the matter: leave it out") },
  { "other-topic", N_ ("The question seems to be about another matter") },
  /* other people's data */
  { "phone", N_ ("Looks like a private telephone number: not in a reply that everybody reads") },
  { "passport", N_ ("Looks like the number of a passport: take it out") },
  { "snils", N_ ("The number of somebody's insurance account: take it out") },
  { "flat", N_ ("An address with the flat: name the house at most") },
  /* phrases */
  { "plain", N_ ("Officialese: say it plainly") },
  { "plain-turned", N_ ("Officialese: say it plainly, turning the sentence") },
  { "formal", N_ ("Promises formal consideration, which messages in networks do not get") },
  { "name-date", N_ ("Name the day instead") },
  { "name-law", N_ ("Name the law and its article, or leave it out") },
  { "say-how", N_ ("Say what exactly must be done, and where") },
  { "say-who", N_ ("Say who is in charge") },
  { "say-who-does", N_ ("Say who does it") },
  { "say-who-when", N_ ("Say who will answer, and by which day") },
  { "say-whom", N_ ("Say to whom, and when they will answer") },
  { "say-what", N_ ("Say what exactly was or will be done") },
  { "say-what-date", N_ ("Say what is being done, and by which day") },
  { "say-who-decides", N_ ("Say who will decide, and when") },
  { "say-money", N_ ("Say who decides on the money, and when") },
  { "say-checked", N_ ("Say who checked what, and when") },
  { "say-change", N_ ("Say what will change") },
  { "say-number", N_ ("Just name the number") },
  { "attach", N_ ("Attach the plan, or name the day") },
  { "apologize", N_ ("Say that you are sorry, and name the day") },
  { "drop", N_ ("Leave it out") },
  { "maybe-drop", N_ ("See whether it can be left out") },
  { "sign", N_ ("Sign with name and post") },
  { "so", N_ ("Say “therefore”, or begin a new sentence") },
  { "straight", N_ ("Come straight to the matter") },
  { "result", N_ ("Begin with the result") },
  { "verb", N_ ("Say it with a verb: who does what") },
  { "pass-on", N_ ("Say who is in charge, and pass the message on yourself") },
  { "contact",
    N_ ("Sends the author away: pass the message on, or say why and give the way there") },
};

static const char *
find_sentence (const char *reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++) {
    if (g_str_equal (sentences[i].reason, reason))
      return _ (sentences[i].sentence);
  }
  return _ ("A stock phrase: say it in your own words");
}

char *
osr_reply_text_why (const OsrReplyFinding *finding)
{
  int over = (int) MIN (finding->amount, G_MAXINT);

  if (g_str_equal (finding->reason, "too-long"))
    return g_strdup_printf (ngettext ("%d character over the limit of the network: shorten it",
                                      "%d characters over the limit of the network: shorten it",
                                      (gulong) over),
                            over);
  return g_strdup (find_sentence (finding->reason));
}

/* (nullable): the words that a finding is about, shortened; long ones are known by their underline. */
static char *
quote (const OsrReplyFinding *finding, const char *text, gsize length)
{
  g_autofree char *words = NULL;

  if (finding->start >= finding->end || finding->end > length ||
      g_str_equal (finding->reason, "too-long"))
    return NULL;
  words = g_utf8_make_valid (text + finding->start, (gssize) (finding->end - finding->start));
  if (g_utf8_strlen (words, -1) <= MOST_QUOTED)
    return g_steal_pointer (&words);
  *g_utf8_offset_to_pointer (words, MOST_QUOTED) = '\0';
  return g_strconcat (words, "…", NULL);
}

char *
osr_reply_text_line (const OsrReplyFinding *finding, const char *text, gsize length)
{
  g_autofree char *why = osr_reply_text_why (finding);
  g_autofree char *words = quote (finding, text, length);
  gboolean plain = finding->wording != NULL && finding->wording[0] != '\0' && words != NULL;

  if (plain && g_str_equal (finding->reason, "plain"))
    /* Translators: officialese in the reply, and the plain words for it */
    return g_strdup_printf (_ ("“%1$s” — plainly: “%2$s”"), words, finding->wording);
  if (plain)
    /* Translators: words of the reply, what is wrong with them, and plainer ones */
    return g_strdup_printf (_ ("“%1$s” — %2$s: “%3$s”"), words, why, finding->wording);
  if (words != NULL)
    /* Translators: words of the reply, and what is wrong with them */
    return g_strdup_printf (_ ("“%1$s” — %2$s"), words, why);
  return g_steal_pointer (&why);
}

const char *
osr_reply_text_good (const char *kind)
{
  return g_strcmp0 (kind, "clarification") == 0 ? _ ("A greeting and a question are there")
                                                : _ ("A greeting is there, nothing stands out");
}
