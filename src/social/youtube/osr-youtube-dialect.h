/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods of the YouTube Data API that the program uses, and the shape of their answers. */
#pragma once

#include "social/osr-network-dialect.h"

G_BEGIN_DECLS

extern const OsrNetworkDialect osr_youtube_dialect;

G_END_DECLS
