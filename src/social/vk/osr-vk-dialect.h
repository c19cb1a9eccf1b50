/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VK's methods and the shape of its answers. */
#pragma once

#include "social/osr-network-dialect.h"

G_BEGIN_DECLS

extern const OsrNetworkDialect osr_vk_dialect;

G_END_DECLS
