/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the core's check with what the case and the office say. The words looked for are those of the
 * language that citizens are answered in, whatever the language of the window is. */
#include "app/composer/osr-draft-findings.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/shared/osr-text-desk.h"
#include "core/osr-rules.h"
#include "report/osr-reply-text.h"

static void
finding_free (gpointer data)
{
  OsrFinding *finding = data;

  g_free (finding->text);
  g_free (finding->clause);
  g_free (finding->wording);
  g_free (finding);
}

static gboolean
is_repeat (OsrCase *c)
{
  for (guint i = 0; i < c->events->len; i++) {
    if (osr_event_is (c->events->pdata[i], "linked"))
      return TRUE;
  }
  return FALSE;
}

static OsrFinding *
add (GPtrArray *findings, OsrFindingWeight weight, const char *id, char *text)
{
  OsrFinding *finding = g_new0 (OsrFinding, 1);

  finding->weight = weight;
  finding->id = id;
  finding->text = text;
  g_ptr_array_add (findings, finding);
  return finding;
}

static void
add_found (GPtrArray *findings, const OsrReplyFinding *found, const char *text)
{
  OsrFinding *finding = add (findings, found->blocks ? OSR_FINDING_BLOCK : OSR_FINDING_ADVICE,
                             found->check, osr_reply_text_line (found, text, strlen (text)));

  finding->clause = g_strdup (found->clause);
  finding->wording = found->fits ? g_strdup (found->wording) : NULL;
  finding->from = (int) g_utf8_pointer_to_offset (text, text + found->start);
  finding->to = (int) g_utf8_pointer_to_offset (text, text + found->end);
}

/* Without the lists only what every network demands is known. */
static void
add_plain_faults (GPtrArray *findings, const char *text, gint64 limit)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  OsrReplyFinding empty = { .check = "empty", .reason = "empty" };
  OsrReplyFinding longer = { .check = "length", .reason = "too-long" };

  longer.amount = osr_text_length (text) - limit;
  if (*stripped == '\0')
    add (findings, OSR_FINDING_BLOCK, empty.check, osr_reply_text_why (&empty));
  if (limit > 0 && longer.amount > 0)
    add (findings, OSR_FINDING_BLOCK, longer.check, osr_reply_text_why (&longer));
}

GPtrArray *
osr_draft_findings_new (OsrCase *c, OsrRegistry *registry, const char *text, const char *kind)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (finding_free);
  gint64 limit = osr_registry_get_text_limit (registry, c->network);
  OsrReplyContext context = { .regulation = osr_registry_get_regulation_for (registry, c),
                              .kind = kind,
                              .limit = limit,
                              .repeat = is_repeat (c),
                              .message = c->text,
                              .addressee = c->author_name };
  OsrReplyCheck *check = osr_text_desk_get_check (registry);
  g_autoptr (GPtrArray) found = NULL;

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), findings);

  if (check == NULL) {
    add_plain_faults (findings, text, limit);
    return findings;
  }
  found = osr_reply_check_run (check, text, -1, &context);
  for (guint i = 0; i < found->len; i++)
    add_found (findings, found->pdata[i], text);
  if (found->len == 0)
    add (findings, OSR_FINDING_GOOD, "good", g_strdup (osr_reply_text_good (kind)));
  return findings;
}

gboolean
osr_draft_findings_may_go (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (((OsrFinding *) findings->pdata[i])->weight == OSR_FINDING_BLOCK)
      return FALSE;
  return TRUE;
}
