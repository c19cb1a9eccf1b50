/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a request in pieces: bytes, and files that are read while they are sent, so that a film
 * of hundreds of megabytes takes no memory. Its length is known before. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _OsrHttpFile OsrHttpFile;
typedef struct _OsrHttpPieces OsrHttpPieces;

/**
 * osr_http_file_open:
 * @path: of a plain file
 * @error: why it cannot be read
 *
 * What replaces the file later is another one: this one stays what it is until it is let go.
 *
 * Returns: (transfer full): the file, open; may be used by any thread
 */
OsrHttpFile *osr_http_file_open (const char *path, GError **error);
OsrHttpFile *osr_http_file_ref (OsrHttpFile *self);
void osr_http_file_unref (OsrHttpFile *self);

/* Reads at most @count bytes from @offset on; blocks. 0 at the end, −1 with @error. */
gssize osr_http_file_read (OsrHttpFile *self, goffset offset, void *buffer, gsize count,
                           GError **error);

OsrHttpPieces *osr_http_pieces_new (void);
OsrHttpPieces *osr_http_pieces_ref (OsrHttpPieces *self);
void osr_http_pieces_unref (OsrHttpPieces *self);
void osr_http_pieces_add_text (OsrHttpPieces *self, const char *text);
void osr_http_pieces_add_file (OsrHttpPieces *self, OsrHttpFile *file);
goffset osr_http_pieces_get_length (OsrHttpPieces *self);

/* (transfer full): all of them from the first byte on, each time anew; a file that has become shorter
 * is an error on reading */
GInputStream *osr_http_pieces_open (OsrHttpPieces *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrHttpFile, osr_http_file_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrHttpPieces, osr_http_pieces_unref)

G_END_DECLS
