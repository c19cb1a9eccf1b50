/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each network writes the ids of chats, posts and comments, which here are plain numbers below a
 * community. Every name can be read back; a name of the wrong kind cannot. */
#pragma once

#include "demo/sandbox/osr-sandbox-wall.h"

G_BEGIN_DECLS

/* A post's number in its channel is this much larger than in the discussion group. */
#define OSR_SANDBOX_CHANNEL_SHIFT 1000

/* Telegram: the channel's chat and the discussion group's, which has a new one once it has moved. */
gint64 osr_sandbox_name_channel (const OsrSandboxCommunity *community);
gint64 osr_sandbox_name_group (const OsrSandboxCommunity *community);
gint64 osr_sandbox_name_bot (const OsrSandboxCommunity *community);

typedef enum {
  OSR_SANDBOX_CHAT_UNKNOWN,
  OSR_SANDBOX_CHAT_CHANNEL,
  OSR_SANDBOX_CHAT_GROUP,
  OSR_SANDBOX_CHAT_OLD_GROUP, /* before it moved */
} OsrSandboxChat;

/* Which of @community's chats has that id, or "@name" for the channel. */
OsrSandboxChat osr_sandbox_name_chat (const OsrSandboxCommunity *community, const char *chat);

/* MAX: a channel's chat id, and a message's "mid.…". */
gint64 osr_sandbox_name_max_chat (const OsrSandboxCommunity *community);
char *osr_sandbox_name_mid (gint64 community, gint64 id);
gboolean osr_sandbox_read_mid (const char *name, gint64 *community, gint64 *id);

/* Odnoklassniki: a topic in digits, a comment in base64. */
char *osr_sandbox_name_topic (gint64 community, gint64 post);
gboolean osr_sandbox_read_topic (const char *name, gint64 *community, gint64 *post);
char *osr_sandbox_name_remark (gint64 community, gint64 id);
gboolean osr_sandbox_read_remark (const char *name, gint64 *community, gint64 *id);

/* YouTube: a channel, a video of eleven characters, a comment "Ug…" and a reply "Ug….id". */
char *osr_sandbox_name_owner (gint64 id);
char *osr_sandbox_name_video (gint64 community, gint64 post);
gboolean osr_sandbox_read_video (const char *name, gint64 *community, gint64 *post);
char *osr_sandbox_name_thread (gint64 community, const OsrSandboxComment *comment);
gboolean osr_sandbox_read_thread (const char *name, gint64 *community, gint64 *id);

G_END_DECLS
