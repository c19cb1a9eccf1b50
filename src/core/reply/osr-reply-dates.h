/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days and spans of time that a text names. */
#pragma once

#include "core/text/osr-text-tokens.h"

G_BEGIN_DECLS

typedef enum {
  OSR_REPLY_NO_DATE,
  OSR_REPLY_SPAN, /* "в марте", "через три дня": some time is named */
  OSR_REPLY_DAY /* "12 марта", "12.03.2026", "в пятницу", "до конца недели" */
} OsrReplyDate;

/**
 * osr_reply_dates_find:
 * @tokens: the words of @text
 * @text: any bytes
 *
 * A day that only tells when something was written ("ваше сообщение от 5 марта") does not count.
 *
 * Returns: the most exact that is named
 */
OsrReplyDate osr_reply_dates_find (OsrTextTokens *tokens, const char *text);

/* The month that @token (nullable) names, "марта" and "март" but not "маршрут": 1–12, 0 for none. */
int osr_reply_dates_get_month (const OsrTextToken *token);

/* The number that @token (nullable) is, -1 for none or one of more than four digits. */
int osr_reply_dates_get_number (const OsrTextToken *token);

G_END_DECLS
