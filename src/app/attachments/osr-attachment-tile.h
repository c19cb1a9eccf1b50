/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file that goes along: a small picture, what it is, and a button that takes it away. */
#pragma once

#include <adwaita.h>

#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_ATTACHMENT_TILE (osr_attachment_tile_get_type ())
G_DECLARE_FINAL_TYPE (OsrAttachmentTile, osr_attachment_tile, OSR, ATTACHMENT_TILE, AdwBin)

/* Signal "removed" (): the button was pressed. */

/**
 * osr_attachment_tile_new:
 * @digest: of the file, fetched from the coordinator when it is not here
 * @number: its place, from 1
 * @removable: whether there is a button
 */
GtkWidget *osr_attachment_tile_new (OsrReplica *replica, const char *digest, guint number,
                                    gboolean removable);

/* Without its size below it: where only what stands on it matters. */
void osr_attachment_tile_be_brief (OsrAttachmentTile *self);

/* Opens it in a window of its own, as a click does. */
void osr_attachment_tile_open (OsrAttachmentTile *self);

const char *osr_attachment_tile_get_digest (OsrAttachmentTile *self);

/* Asks once more for a file that could not be had: the coordinator is there again. */
void osr_attachment_tile_try_again (OsrAttachmentTile *self);

G_END_DECLS
