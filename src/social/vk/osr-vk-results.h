/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VK's answers that are neither comments nor posts: what a call made, who an owner is, what a token
 * may do, where to upload and what came of it. */
#pragma once

#include "social/osr-network-dialect.h"

G_BEGIN_DECLS

/* Each is an OsrNetworkReader. */
gboolean osr_vk_read_created (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                              JsonNode *result, GError **error);
gboolean osr_vk_read_done (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                           JsonNode *result, GError **error);
gboolean osr_vk_read_owners (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                             JsonNode *result, GError **error);
gboolean osr_vk_read_screen_name (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                                  JsonNode *result, GError **error);
gboolean osr_vk_read_permissions (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                                  JsonNode *result, GError **error);
gboolean osr_vk_read_settings (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                               JsonNode *result, GError **error);
gboolean osr_vk_read_addresses (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                                JsonNode *result, GError **error);
gboolean osr_vk_read_photos (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                             JsonNode *result, GError **error);
gboolean osr_vk_read_documents (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                                JsonNode *result, GError **error);
gboolean osr_vk_read_video (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                            JsonNode *result, GError **error);

G_END_DECLS
