/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an account of the office is being read, in words for whoever looks after it. */
#pragma once

#include "core/time/osr-zone.h"

G_BEGIN_DECLS

/**
 * OsrAccountHealth:
 * @watched: whether it is read at all
 * @read_at: the last success, %OSR_INSTANT_UNKNOWN before the first
 * @failures: attempts in a row that failed since
 * @fault_code: (nullable): why, by osr_net_error_nick()
 * @fault: (nullable): why, in the words of the connector
 * @calls_left: how many more calls the network allows today, -1 when it does not say
 */
typedef struct {
  gboolean watched;
  OsrInstant read_at;
  guint failures;
  const char *fault_code;
  const char *fault;
  gint64 calls_left;
} OsrAccountHealth;

/* Whether somebody should look at the account. */
gboolean osr_account_health_is_ill (const OsrAccountHealth *self);

/**
 * osr_account_health_text:
 * @self: how it is read
 * @now: the moment
 * @zone: of the office
 *
 * Returns: (transfer full): "Read today 10:12." or "Cannot be read since today 9:40: the network
 *   refuses the token…", one or two sentences
 */
char *osr_account_health_text (const OsrAccountHealth *self, OsrInstant now, OsrZone *zone);

G_END_DECLS
