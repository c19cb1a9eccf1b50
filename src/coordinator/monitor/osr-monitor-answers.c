/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "coordinator/monitor/osr-monitor-answers.h"

gboolean
osr_monitor_has_answer (OsrCase *the_case, const char *native_id)
{
  for (guint i = 0; i < the_case->events->len; i++) {
    OsrEvent *event = g_ptr_array_index (the_case->events, i);

    if (osr_event_is (event, "author-replied") &&
        g_strcmp0 (osr_event_get_string (event, "native_id"), native_id) == 0)
      return TRUE;
  }
  return FALSE;
}

/* When we first asked or gave notice; OSR_INSTANT_UNKNOWN when we did not. */
static OsrInstant
first_word (OsrCase *the_case)
{
  OsrInstant first = OSR_INSTANT_UNKNOWN;

  for (guint i = 0; i < the_case->drafts->len; i++) {
    const OsrCaseDraft *draft = the_case->drafts->pdata[i];

    if (draft->state == OSR_DRAFT_PUBLISHED &&
        (first == OSR_INSTANT_UNKNOWN || draft->published_at < first))
      first = draft->published_at;
  }
  return first;
}

/* Not every network tells whose thread an answer to our own words stands in. */
static gboolean
answers_ours (OsrCase *the_case, const OsrNetworkMessage *message)
{
  for (guint i = 0; message->reply_to != NULL && i < the_case->drafts->len; i++) {
    const OsrCaseDraft *draft = the_case->drafts->pdata[i];

    if (g_strcmp0 (draft->native_id, message->reply_to) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_in_thread (OsrCase *the_case, const OsrNetworkMessage *message)
{
  const char *thread = the_case->thread_id != NULL ? the_case->thread_id : the_case->native_id;

  return g_strcmp0 (message->thread_root, thread) == 0 || answers_ours (the_case, message);
}

/* The author's in the thread of the message, not older than @since. */
static gboolean
is_authors (OsrCase *the_case, const OsrNetworkMessage *message, OsrInstant since)
{
  return message->thread_root != NULL && the_case->author_id != NULL &&
         is_in_thread (the_case, message) &&
         g_strcmp0 (message->author_id, the_case->author_id) == 0 &&
         (message->published_at == OSR_INSTANT_UNKNOWN || message->published_at >= since);
}

OsrMonitorAnswer
osr_monitor_answer_of (OsrCase *the_case, const OsrNetworkMessage *message)
{
  if (the_case->state == OSR_CASE_WAITING && is_authors (the_case, message, the_case->replied_at))
    return OSR_MONITOR_ANSWER;
  return osr_case_awaits_more (the_case) && is_authors (the_case, message, first_word (the_case))
             ? OSR_MONITOR_FURTHER
             : OSR_MONITOR_NO_ANSWER;
}
