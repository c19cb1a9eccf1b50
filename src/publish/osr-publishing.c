/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transitions. Whatever may have gone out is looked for before anything else goes out, and where
 * that cannot be done, or came to nothing, a person decides: "refused" is said only of what surely is
 * not there. A restart
 * forgets looks that were made before it, since only two looks far apart in one life of the program
 * are known to be far apart. */
#include "publish/osr-publishing.h"

#include "net/osr-backoff.h"

OsrPublishingStep
osr_publishing_next (const OsrPublishing *self, gint64 now, gint64 *until)
{
  OsrPublishingStep step;

  if (self->state == OSR_PUBLISHING_QUEUED)
    step = OSR_PUBLISHING_STEP_SEND;
  else if (self->state == OSR_PUBLISHING_UNCERTAIN)
    step = OSR_PUBLISHING_STEP_READ;
  else
    return OSR_PUBLISHING_STEP_NONE;
  if (now >= self->not_before)
    return step;
  if (until != NULL)
    *until = self->not_before;
  return OSR_PUBLISHING_STEP_WAIT;
}

gboolean
osr_publishing_may_send (const OsrPublishing *self, gint64 now)
{
  return self->state == OSR_PUBLISHING_SENDING && now < self->lease_until;
}

static void
back_off (OsrPublishing *self, const OsrPublishingSettings *settings, gint64 now)
{
  self->failures++;
  self->not_before = now + osr_backoff_delay (self->failures, settings->seed) * (gint64) 1000;
}

static OsrPublishingTelling
finish (OsrPublishing *self, OsrPublishingTelling telling)
{
  self->state = OSR_PUBLISHING_DONE;
  return telling;
}

/* Nothing that was counted may wait for the person's order. */
static OsrPublishingTelling
ask (OsrPublishing *self)
{
  self->state = OSR_PUBLISHING_ASKED;
  self->absent_reads = 0;
  self->last_read_at = 0;
  self->failures = 0;
  self->not_before = 0;
  return OSR_PUBLISHING_TELL_ASK;
}

/* @earlier: sendings before the one that came to nothing; they may show up yet */
static OsrPublishingTelling
give_up (OsrPublishing *self, guint earlier)
{
  return earlier > 0 ? ask (self) : finish (self, OSR_PUBLISHING_TELL_REFUSED);
}

static OsrPublishingTelling
apply_queued (OsrPublishing *self, OsrPublishingInput input, const OsrPublishingSettings *settings,
              gint64 now)
{
  if (input == OSR_PUBLISHING_TEXT_CHANGED || input == OSR_PUBLISHING_UNANSWERED)
    return give_up (self, self->attempt);
  if (input == OSR_PUBLISHING_STARTED) {
    self->state = OSR_PUBLISHING_SENDING;
    self->attempt++;
    self->lease_until = now + settings->lease;
  } else if (input == OSR_PUBLISHING_RESTARTED) {
    self->not_before = 0;
  }
  return OSR_PUBLISHING_TELL_NOTHING;
}

/* The first time the log is told; what a second attempt comes to is known when it is known. */
static OsrPublishingTelling
become_uncertain (OsrPublishing *self)
{
  if (self->blind)
    return ask (self);
  self->state = OSR_PUBLISHING_UNCERTAIN;
  self->absent_reads = 0;
  self->last_read_at = 0;
  self->failures = 0;
  self->not_before = 0;
  return self->attempt > 1 ? OSR_PUBLISHING_TELL_NOTHING : OSR_PUBLISHING_TELL_UNKNOWN;
}

static OsrPublishingTelling
not_sent (OsrPublishing *self, const OsrPublishingSettings *settings, gint64 now)
{
  self->state = OSR_PUBLISHING_QUEUED;
  self->attempt--;
  back_off (self, settings, now);
  return self->failures >= OSR_PUBLISHING_MAX_FAILURES ? give_up (self, self->attempt)
                                                       : OSR_PUBLISHING_TELL_NOTHING;
}

static OsrPublishingTelling
apply_sending (OsrPublishing *self, OsrPublishingInput input, const OsrPublishingSettings *settings,
               gint64 now)
{
  switch (input) {
  case OSR_PUBLISHING_SENT:
    return finish (self, OSR_PUBLISHING_TELL_PUBLISHED);
  case OSR_PUBLISHING_REFUSED:
    return give_up (self, self->attempt - 1);
  case OSR_PUBLISHING_OTHER_WAY:
    self->state = OSR_PUBLISHING_QUEUED;
    self->attempt = 0;
    self->failures = 0;
    self->not_before = 0;
    return OSR_PUBLISHING_TELL_NOTHING;
  case OSR_PUBLISHING_CHALLENGED:
    self->state = OSR_PUBLISHING_QUEUED;
    self->attempt--;
    self->failures = 0;
    self->not_before = 0;
    return OSR_PUBLISHING_TELL_CHALLENGE;
  case OSR_PUBLISHING_NOT_SENT:
    return not_sent (self, settings, now);
  case OSR_PUBLISHING_LOST:
  case OSR_PUBLISHING_RESTARTED:
    return become_uncertain (self);
  default:
    return OSR_PUBLISHING_TELL_NOTHING;
  }
}

static OsrPublishingTelling
count_absent (OsrPublishing *self, const OsrPublishingSettings *settings, gint64 now)
{
  self->failures = 0;
  if (self->absent_reads > 0 && now - self->last_read_at < settings->read_back)
    return OSR_PUBLISHING_TELL_NOTHING;
  self->absent_reads++;
  self->last_read_at = now;
  self->not_before = now + settings->read_back;
  if (self->absent_reads < OSR_PUBLISHING_ABSENT_READS)
    return OSR_PUBLISHING_TELL_NOTHING;
  if (self->attempt >= OSR_PUBLISHING_MAX_ATTEMPTS)
    return ask (self);
  self->state = OSR_PUBLISHING_QUEUED;
  self->not_before = 0;
  return OSR_PUBLISHING_TELL_NOTHING;
}

static OsrPublishingTelling
apply_uncertain (OsrPublishing *self, OsrPublishingInput input,
                 const OsrPublishingSettings *settings, gint64 now)
{
  switch (input) {
  case OSR_PUBLISHING_FOUND:
    return finish (self, OSR_PUBLISHING_TELL_PUBLISHED);
  case OSR_PUBLISHING_ABSENT:
    return count_absent (self, settings, now);
  case OSR_PUBLISHING_UNREADABLE:
    back_off (self, settings, now);
    return self->failures >= OSR_PUBLISHING_MAX_BLIND_LOOKS ? ask (self)
                                                            : OSR_PUBLISHING_TELL_NOTHING;
  case OSR_PUBLISHING_BLIND:
  case OSR_PUBLISHING_AMBIGUOUS:
    return ask (self);
  case OSR_PUBLISHING_RESTARTED:
    self->absent_reads = 0;
    self->last_read_at = 0;
    self->failures = 0;
    self->not_before = 0;
    return OSR_PUBLISHING_TELL_NOTHING;
  default:
    return OSR_PUBLISHING_TELL_NOTHING;
  }
}

OsrPublishingTelling
osr_publishing_apply (OsrPublishing *self, OsrPublishingInput input,
                      const OsrPublishingSettings *settings, gint64 now)
{
  switch (self->state) {
  case OSR_PUBLISHING_QUEUED:
    return apply_queued (self, input, settings, now);
  case OSR_PUBLISHING_SENDING:
    return apply_sending (self, input, settings, now);
  case OSR_PUBLISHING_UNCERTAIN:
    return apply_uncertain (self, input, settings, now);
  case OSR_PUBLISHING_DONE:
  case OSR_PUBLISHING_ASKED:
  default:
    return OSR_PUBLISHING_TELL_NOTHING;
  }
}
