/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the watched accounts were read: the place to go on from, the last success, what went wrong. It
 * stands beside the log and is no event: a restored backup reads on from its older place, and what
 * was seen before is known by its key. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

#define OSR_LOG_PLACE_MAX (1024 * 1024)

/**
 * OsrAccountReading:
 * @place: (nullable): where the next reading goes on, in the connector's own words
 * @read_at: the last success, %OSR_INSTANT_UNKNOWN before the first
 * @tried_at: the last attempt
 * @failures: attempts in a row that failed since
 * @fault_code: (nullable): why, by osr_net_error_nick()
 * @fault: (nullable): why, in English
 * @calls_left: how many more calls the network allows today, -1 when it does not say
 */
typedef struct {
  char *place;
  OsrInstant read_at;
  OsrInstant tried_at;
  guint failures;
  char *fault_code;
  char *fault;
  gint64 calls_left;
} OsrAccountReading;

void osr_account_reading_free (OsrAccountReading *self);

/* (transfer full): how @account was read; an empty one when it was not yet, or @error */
OsrAccountReading *osr_log_load_reading (OsrLog *self, const char *account, GError **error);

/**
 * osr_log_note_read:
 * @account: was read
 * @place: (nullable): where to go on; %NULL leaves the place as it is
 * @calls_left: -1 when the network does not say
 * @error: INVALID when the place is larger than %OSR_LOG_PLACE_MAX bytes
 *
 * To be called in the transaction that takes in what was read: the network may forget what came
 * before a place that is asked from.
 */
gboolean osr_log_note_read (OsrLog *self, const char *account, const char *place, gint64 calls_left,
                            GError **error);

/* @account could not be read: @code by osr_net_error_nick(), @fault a sentence. */
gboolean osr_log_note_unread (OsrLog *self, const char *account, const char *code,
                              const char *fault, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrAccountReading, osr_account_reading_free)

G_END_DECLS
