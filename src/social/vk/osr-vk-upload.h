/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings the files of a reply to VK before its text goes out. A photo goes the way of the user's token
 * where the account has one, else that of the community's; a video has only the first. Uploads may be
 * repeated: what no text names, nobody sees. */
#pragma once

#include "social/vk/osr-vk-client.h"

G_BEGIN_DECLS

/* What VK takes of one photo, and what we send of one video. */
#define OSR_VK_PHOTO_BYTES (50 * 1024 * 1024)
#define OSR_VK_VIDEO_BYTES (50 * 1024 * 1024)
#define OSR_VK_MAX_FILES   10

/* (nullable): why VK will not take the files of @sending, known without asking it */
const char *osr_vk_upload_fault (OsrNetworkSending *sending);

/**
 * osr_vk_upload_async:
 * @client: the client
 * @sending: whose files are brought there
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_vk_upload_async (OsrVkClient *client, OsrNetworkSending *sending,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);

/**
 * osr_vk_upload_finish:
 * @error: no text went out, whatever it is: never %OSR_NET_ERROR_UNCERTAIN. REJECTED for a file that
 *   VK does not take
 *
 * Returns: (transfer full) (nullable): "photo-1_2_key,video-1_3", as wall.createComment takes it
 */
char *osr_vk_upload_finish (OsrVkClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
