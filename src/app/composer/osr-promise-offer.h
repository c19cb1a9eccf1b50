/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers to note the day until which a text promises something, by one click; there only while there is
 * such a day that is not noted yet. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_PROMISE_OFFER (osr_promise_offer_get_type ())
G_DECLARE_FINAL_TYPE (OsrPromiseOffer, osr_promise_offer, OSR, PROMISE_OFFER, AdwBin)

/**
 * osr_promise_offer_show:
 * @pane: whose open case the text is for
 * @text: (nullable): the reply; %NULL offers nothing
 */
void osr_promise_offer_show (OsrPromiseOffer *self, OsrPane *pane, const char *text);

/* (nullable): the day that is offered, "2026-04-01". */
const char *osr_promise_offer_get_date (OsrPromiseOffer *self);

G_END_DECLS
