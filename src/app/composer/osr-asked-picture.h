/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture by which a network asks for a person, as large as it is: its letters are to be read. */
#pragma once

#include <adwaita.h>

#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_ASKED_PICTURE (osr_asked_picture_get_type ())
G_DECLARE_FINAL_TYPE (OsrAskedPicture, osr_asked_picture, OSR, ASKED_PICTURE, AdwBin)

/* Property "ready" (gboolean): whether the picture is shown. */

/**
 * osr_asked_picture_show:
 * @replica: (nullable): %NULL for nothing
 * @digest: (nullable): of the picture, fetched from the coordinator when it is not here
 */
void osr_asked_picture_show (OsrAskedPicture *self, OsrReplica *replica, const char *digest);

gboolean osr_asked_picture_is_ready (OsrAskedPicture *self);

G_END_DECLS
