/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A threat in the open message, with the words that it was read from, and what the regulation has for
 * it: the referral, at once by whoever may make it, or marked for the body that makes it. Nothing is
 * done by itself. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_THREAT_OFFER (osr_threat_offer_get_type ())
G_DECLARE_FINAL_TYPE (OsrThreatOffer, osr_threat_offer, OSR, THREAT_OFFER, AdwBin)

/**
 * osr_threat_offer_show:
 * @pane: whose case it is about
 * @sorting: whether the message is being sorted, so that it can be marked as unlawful
 *
 * Shows itself when there is a threat, and hides otherwise.
 */
void osr_threat_offer_show (OsrThreatOffer *self, OsrPane *pane, gboolean sorting);

/* Whether the person marked the message as unlawful, so that its body refers it. */
gboolean osr_threat_offer_is_marked (OsrThreatOffer *self);

/* Whether that differs from what the case says. */
gboolean osr_threat_offer_is_changed (OsrThreatOffer *self);

/* Takes the mark that the case has already; for another case. */
void osr_threat_offer_reset (OsrThreatOffer *self, OsrCase *c);

G_END_DECLS
