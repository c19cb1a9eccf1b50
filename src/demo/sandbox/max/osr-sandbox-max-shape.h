/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shapes in which MAX tells of its people, channels, posts and comments. Times are milliseconds. */
#pragma once

#include "demo/sandbox/osr-sandbox-builder.h"
#include "demo/sandbox/osr-sandbox-wall.h"

G_BEGIN_DECLS

typedef struct {
  OsrSandboxWall *wall;
  const OsrSandboxCommunity *community;
  JsonBuilder *builder;
  const char *link_base; /* of the messages' own addresses */
} OsrSandboxMaxShape;

/* Adds the members of an object that is open. */
void osr_sandbox_max_shape_user (const OsrSandboxMaxShape *shape, gint64 from_id);

/* Each adds one object. @text (nullable) is written instead of the one that stands there now. */
void osr_sandbox_max_shape_chat (const OsrSandboxMaxShape *shape);
void osr_sandbox_max_shape_post (const OsrSandboxMaxShape *shape, const OsrSandboxPost *post);
void osr_sandbox_max_shape_comment (const OsrSandboxMaxShape *shape, OsrSandboxPost *post,
                                    const OsrSandboxComment *comment, const char *text);

G_END_DECLS
