/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said of a draft that came back, and the text that it was said of. */
#pragma once

#include <adwaita.h>

#include "core/osr-case.h"

G_BEGIN_DECLS

#define OSR_TYPE_REMARKS_CARD (osr_remarks_card_get_type ())
G_DECLARE_FINAL_TYPE (OsrRemarksCard, osr_remarks_card, OSR, REMARKS_CARD, AdwBin)

/* @draft: (nullable): the last one that came back; the card is hidden where nothing was said of it */
void osr_remarks_card_show (OsrRemarksCard *self, const OsrCaseDraft *draft);

G_END_DECLS
