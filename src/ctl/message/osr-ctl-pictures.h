/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures that prove where a reply was placed by hand, from files named on the command line. */
#pragma once

#include "ctl/osr-ctl-reader.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): the photo or video at @path without what it tells about its maker; one that
 * lies on its side is refused */
GBytes *osr_ctl_pictures_load (const char *path, GError **error);

/**
 * osr_ctl_pictures_send:
 * @paths: (nullable): of pictures and videos
 * @members: of the step that they prove; told by their digests unless it is told in words
 * @payload: of the step
 *
 * Cleans them like the window, brings them to the coordinator and names them in the step.
 */
gboolean osr_ctl_pictures_send (OsrCtlReader *reader, char **paths, JsonObject *members,
                                JsonObject *payload, GError **error);

G_END_DECLS
