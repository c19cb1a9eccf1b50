/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The day until which a reply promises something: what the promise is noted by. */
#pragma once

#include "core/time/osr-instant.h"

G_BEGIN_DECLS

typedef struct {
  OsrDay day;  /* the last one */
  gsize start; /* byte offsets in the text: "до 1 апреля" */
  gsize end;
} OsrReplyPromise;

/**
 * osr_reply_promise_find:
 * @text: any bytes
 * @today: in the zone of the office: what "the end of the week" and a day without a year mean
 * @promise: (out): filled only on success
 *
 * "до 1 апреля", "до 01.04.2026", "к 15 мая", "до конца месяца", "к пятнице". A day that is past is
 * no promise, nor one without a year that would come only after most of a year.
 *
 * Returns: whether a day is named; of several the first in the text
 */
gboolean osr_reply_promise_find (const char *text, OsrDay today, OsrReplyPromise *promise);

G_END_DECLS
