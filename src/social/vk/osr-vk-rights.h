/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a community's token may do, and what the office misses in it. */
#pragma once

#include "core/osr-json.h"
#include "social/osr-network-records.h"

G_BEGIN_DECLS

/**
 * osr_vk_check_rights:
 * @response: of groups.getTokenPermissions
 * @check: gets a sentence for each right that is not there; nothing when @response tells none
 */
void osr_vk_check_rights (JsonNode *response, OsrNetworkCheck *check);

G_END_DECLS
