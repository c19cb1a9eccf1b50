/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures that go along with a citizen's comment, really drawn and really served. How a network tells
 * of them is in its own folder. */
#pragma once

#include <libsoup/soup.h>

#include "demo/sandbox/osr-sandbox-wall.h"

G_BEGIN_DECLS

/* Draws a picture, another each time, and hangs it on @comment of @post. */
OsrSandboxFile *osr_sandbox_picture_add (OsrSandboxWall *wall, OsrSandboxPost *post,
                                         OsrSandboxComment *comment);

/* (transfer full): the address at which anybody gets @file, which the server of @wall answers */
char *osr_sandbox_picture_address (const OsrSandboxWall *wall, const OsrSandboxFile *file);

/* (nullable) (transfer full): the bytes of @file, drawn again after a restart */
GBytes *osr_sandbox_picture_bytes (const OsrSandboxFile *file);

/* Whether @path was that of an upload, which is then answered. */
gboolean osr_sandbox_picture_answer (OsrSandboxWall *wall, SoupServerMessage *msg,
                                     const char *path);

G_END_DECLS
