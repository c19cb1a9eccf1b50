/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a message is the author's word in a conversation that we began, and which: what is not, is
 * a message of its own. Pure. */
#pragma once

#include "core/osr-case.h"
#include "social/osr-network-records.h"

G_BEGIN_DECLS

typedef enum {
  OSR_MONITOR_NO_ANSWER,
  OSR_MONITOR_ANSWER, /* to the question that the case waits with: its limits run anew */
  OSR_MONITOR_FURTHER /* another word, or one under an interim reply: no limit begins */
} OsrMonitorAnswer;

/**
 * osr_monitor_answer_of:
 * @the_case: a case of the same post
 * @message: from its thread or another, not yet known
 *
 * The author's, in the thread of the case's message, after our clarification or interim reply and
 * before the final one.
 */
OsrMonitorAnswer osr_monitor_answer_of (OsrCase *the_case, const OsrNetworkMessage *message);

/* Whether the case has @native_id as the author's answer already. */
gboolean osr_monitor_has_answer (OsrCase *the_case, const char *native_id);

G_END_DECLS
