/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods of Telegram's Bot API and the shape of its answers. */
#pragma once

#include "social/osr-network-dialect.h"

G_BEGIN_DECLS

extern const OsrNetworkDialect osr_telegram_dialect;

G_END_DECLS
