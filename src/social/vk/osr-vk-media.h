/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes along with a comment or post of VKontakte, as records. */
#pragma once

#include <json-glib/json-glib.h>

#include "social/osr-network-records.h"

G_BEGIN_DECLS

/**
 * osr_vk_parse_media:
 * @object: a comment or post
 *
 * Returns: (transfer full) (element-type OsrNetworkMedia): of its attachments: the largest size of a
 *   photo; of a video the address of its player and its preview
 */
GPtrArray *osr_vk_parse_media (JsonObject *object);

G_END_DECLS
