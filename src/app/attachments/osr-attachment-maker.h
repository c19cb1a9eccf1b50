/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes of a file that somebody chose what goes out: upright, of a kind that the network takes, and
 * without what it tells about its maker. Away from the thread of the window. */
#pragma once

#include <gio/gio.h>

#include "core/media/osr-media-limits.h"

G_BEGIN_DECLS

/**
 * osr_attachment_make_async:
 * @file: chosen by a person
 * @limits: of the network; must live until the end, as the tables of the core do
 */
void osr_attachment_make_async (GFile *file, const OsrMediaLimits *limits,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);

/* The same of a picture that was copied, as bytes of a file. */
void osr_attachment_make_from_bytes_async (GBytes *bytes, const OsrMediaLimits *limits,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);

/* (transfer full) (nullable): what goes out; %NULL with a sentence of the core or of GIO */
GBytes *osr_attachment_make_finish (GAsyncResult *result, GError **error);

G_END_DECLS
