/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that go along in a saved outbox: pieces of them, a line each, before the steps that name them.
 * A program of before reads such lines over. */
#pragma once

#include <gio/gio.h>
#include <stdio.h>

G_BEGIN_DECLS

/* Larger ones no coordinator takes. */
#define OSR_OUTBOX_FILE_MOST (50 * 1024 * 1024)

/**
 * osr_outbox_carried_write:
 * @folder: where the file of @digest lies under that name; nothing is written when it does not, or not as
 *   one that could go out
 *
 * Returns: %FALSE with a GFileError when @out cannot be written or the file not be read
 */
gboolean osr_outbox_carried_write (FILE *out, const char *folder, const char *digest,
                                   GError **error);

/* Whether osr_outbox_carried_write() would write the file. */
gboolean osr_outbox_carried_is_there (const char *folder, const char *digest);

typedef struct _OsrOutboxCarried OsrOutboxCarried;

/* Files are put together in @folder, made when absent. */
OsrOutboxCarried *osr_outbox_carried_new (const char *folder);

/* What is not whole goes. */
void osr_outbox_carried_free (OsrOutboxCarried *self);

typedef enum {
  OSR_CARRIED_OTHER, /* no line of a file */
  OSR_CARRIED_PART,  /* taken; more of the file is to come */
  OSR_CARRIED_WHOLE, /* the file is there, with the bytes of its digest */
  OSR_CARRIED_SPOILT /* says nothing, is out of its order, or the bytes are others */
} OsrCarried;

/**
 * osr_outbox_carried_take:
 * @digest: (out) (transfer full) (optional): of a file that is whole
 * @error: the folder cannot be written; the answer is SPOILT then
 */
OsrCarried osr_outbox_carried_take (OsrOutboxCarried *self, const char *line, char **digest,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrOutboxCarried, osr_outbox_carried_free)

G_END_DECLS
