/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strip under the header while refused steps wait for the person's decision. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_ATTENTION_STRIP (osr_attention_strip_get_type ())
G_DECLARE_FINAL_TYPE (OsrAttentionStrip, osr_attention_strip, OSR, ATTENTION_STRIP, OsrPane)

/* Its button activates "win.show-attention". */

G_END_DECLS
