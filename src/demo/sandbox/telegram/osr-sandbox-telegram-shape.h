/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shapes in which Telegram tells of people, chats and messages. */
#pragma once

#include "demo/sandbox/osr-sandbox-builder.h"
#include "demo/sandbox/osr-sandbox-wall.h"

G_BEGIN_DECLS

typedef struct {
  OsrSandboxWall *wall;
  const OsrSandboxCommunity *community;
  JsonBuilder *builder;
} OsrSandboxTelegramShape;

/* Each adds the members of an object that is open. */
void osr_sandbox_telegram_shape_bot (const OsrSandboxTelegramShape *shape);
void osr_sandbox_telegram_shape_chat (const OsrSandboxTelegramShape *shape, gboolean group);

/* Each adds one object. @text (nullable) is written instead of the one that stands there now. */
void osr_sandbox_telegram_shape_comment (const OsrSandboxTelegramShape *shape, OsrSandboxPost *post,
                                         const OsrSandboxComment *comment, const char *text);
void osr_sandbox_telegram_shape_post (const OsrSandboxTelegramShape *shape,
                                      const OsrSandboxPost *post);

/* The same post as it was forwarded into the group: the root of its thread. */
void osr_sandbox_telegram_shape_root (const OsrSandboxTelegramShape *shape,
                                      const OsrSandboxPost *post);

G_END_DECLS
