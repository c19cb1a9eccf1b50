/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file on its way in: what arrives is written down at once and its digest is worked out meanwhile,
 * so that nothing large is held in memory. Who may send it is asked before. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OSR_UPLOAD_MAX_BYTES (50 * 1024 * 1024)

typedef struct _OsrUpload OsrUpload;

/* @folder: made when absent */
OsrUpload *osr_upload_new (const char *folder, GError **error);

/* Throws away what has arrived, unless it was kept. */
void osr_upload_free (OsrUpload *self);

void osr_upload_write (OsrUpload *self, GBytes *chunk);

/* Whether more than OSR_UPLOAD_MAX_BYTES came. */
gboolean osr_upload_is_too_large (OsrUpload *self);

/**
 * osr_upload_keep:
 * @digest: SHA-256 in hex that it must have
 *
 * Puts the file in its place in the folder, durably; one that is there already stays.
 *
 * Returns: %FALSE with @error TOO_LARGE, DIGEST, or what the disk says
 */
gboolean osr_upload_keep (OsrUpload *self, const char *digest, GError **error);

/* (transfer full): where the file with @digest is in @folder */
char *osr_upload_dup_path (const char *folder, const char *digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrUpload, osr_upload_free)

G_END_DECLS
