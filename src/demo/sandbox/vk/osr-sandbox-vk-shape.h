/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shapes in which the network tells of posts, comments, people and communities, as recorded
 * answers show them. Texts leave escaped, as the network's do. Which elements an answer holds is the
 * methods' matter. */
#pragma once

#include <json-glib/json-glib.h>

#include "demo/sandbox/osr-sandbox-builder.h"
#include "demo/sandbox/osr-sandbox-wall.h"

G_BEGIN_DECLS

/* What a request asked for in the shape of a comment. */
typedef struct {
  OsrSandboxWall *wall;
  OsrSandboxPost *post;
  gboolean need_likes;
  gint64 preview_length; /* in characters; 0 for the whole text */
  gint64 thread_items;   /* how many replies come with a first-level comment */
} OsrSandboxCommentShape;

/**
 * osr_sandbox_escape:
 * @text: a text as written
 *
 * Returns: (transfer full): with the characters &, <, > and " as references
 */
char *osr_sandbox_escape (const char *text);

/* Adds the members of an upload to an object that is open. */
void osr_sandbox_shape_file (JsonBuilder *builder, const OsrSandboxWall *wall,
                             const OsrSandboxFile *file);

/* Each adds one object to @builder. */
void osr_sandbox_shape_comment (JsonBuilder *builder, const OsrSandboxCommentShape *shape,
                                const OsrSandboxComment *comment);
void osr_sandbox_shape_post (JsonBuilder *builder, const OsrSandboxPost *post);
void osr_sandbox_shape_citizen (JsonBuilder *builder, const OsrSandboxCitizen *citizen);
void osr_sandbox_shape_community (JsonBuilder *builder, const OsrSandboxCommunity *community);

/**
 * osr_sandbox_shape_authors:
 * @builder: inside an object
 * @wall: the wall
 * @authors: (element-type gint64): who is named in the answer
 *
 * Adds the members "profiles" and "groups".
 */
void osr_sandbox_shape_authors (JsonBuilder *builder, OsrSandboxWall *wall, GHashTable *authors);

G_END_DECLS
