/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the profile, the case and what was agreed to already. */
#include "app/composer/osr-reply-way.h"

#include <glib/gi18n.h>

#include "app/shared/osr-inside.h"
#include "app/shared/osr-step-words.h"

static OsrRegistry *
get_registry (OsrWorkplace *workplace)
{
  return osr_replica_get_registry (osr_workplace_get_replica (workplace));
}

static gboolean
is_agreed_inside (OsrWorkplace *workplace)
{
  return osr_inside_is_wanted (osr_workplace_get_case (workplace), get_registry (workplace));
}

/* Where the body agrees to its drafts, a text that was not agreed is shared there, and only the agreed
 * one goes to the curator. */
const char *
osr_reply_way_get_step (OsrWorkplace *workplace, const OsrReplyWritten *written)
{
  const OsrCaseDraft *agreed = osr_workplace_get_agreed (workplace);

  if (agreed != NULL)
    return g_strcmp0 (agreed->text, written->text) != 0 ||
                   g_strcmp0 (agreed->kind, written->kind) != 0 ||
                   g_strcmp0 (agreed->files, written->files)
               ? "drafted"
               : "submitted";
  if (g_strcmp0 (osr_workplace_get_step (workplace), "drafted") == 0)
    return "drafted";
  if (osr_workplace_may (workplace, "submitted"))
    return "submitted";
  return is_agreed_inside (workplace) && osr_workplace_get_step (workplace) == NULL ? "drafted"
                                                                                    : "submitted";
}

/* On a track of its own the body's reply needs no second person. */
gboolean
osr_reply_way_is_open (OsrWorkplace *workplace, const char *step)
{
  return osr_workplace_may (workplace, step) ||
         (g_str_equal (step, "submitted") && osr_workplace_may (workplace, "submitted:alone"));
}

const char *
osr_reply_way_get_label (OsrWorkplace *workplace, const char *step)
{
  if (g_str_equal (step, "drafted"))
    return _ ("Share for agreement");
  return is_agreed_inside (workplace) ? _ ("Send to the curator") : _ ("Send for approval");
}

/* The role that agrees, by the name it has in the profile. */
static char *
dup_share_hint (OsrWorkplace *workplace)
{
  OsrCase *c = osr_workplace_get_case (workplace);
  g_autofree char *names = NULL;

  if (osr_inside_agrees (c, get_registry (workplace), osr_workplace_get_person (workplace)))
    return g_strdup (_ ("you agree for the body: it counts as agreed"));
  names = osr_inside_dup_agreeing (c, get_registry (workplace));
  /* Translators: under "Share for agreement"; %s is a role: "responsible executor". */
  return g_strdup_printf (_ ("agreed to by: %s"), names);
}

static char *
dup_submit_hint (OsrWorkplace *workplace)
{
  g_autofree char *amount = osr_step_words_amount (
      get_registry (workplace), osr_workplace_get_case (workplace), "submitted", "approved");

  if (amount == NULL)
    return g_strdup (_ ("to the curator"));
  /* Translators: under "Send for approval"; %s is an amount of time, "30 min". */
  return g_strdup_printf (_ ("to the curator, who has %s"), amount);
}

char *
osr_reply_way_dup_hint (OsrWorkplace *workplace, const char *step)
{
  return g_str_equal (step, "drafted") ? dup_share_hint (workplace) : dup_submit_hint (workplace);
}
