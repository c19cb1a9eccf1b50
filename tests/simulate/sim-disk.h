/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk of a simulation: real files that SQLite really writes, without waiting for the platter; and
 * the moment at which a program dies, which may lie between any two writes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes the place of fdatasync() for SQLite: what was written is on the disk at once. */
int fdatasync (int fd);

/* Once a program. */
void sim_disk_begin (void);

/* (transfer full): an empty folder for this run, and its end. */
char *sim_disk_make_folder (void);
void sim_disk_remove (const char *folder);

/* What would be found in @from, had its program died now, as the new folder @to. */
void sim_disk_copy (const char *from, const char *to);

/**
 * sim_disk_arm:
 * @folder: of the program that is to die
 * @writes: how many writes of it still come to pass
 * @to: the folder that its next start will find
 * @died: called between two writes, within SQLite: it may note, and no more
 */
void sim_disk_arm (const char *folder, guint writes, const char *to, GSourceFunc died,
                   gpointer data);
gboolean sim_disk_is_armed (void);
void sim_disk_disarm (void);

/* From now on no file grows whose path begins with @prefix, as with the store's own faulty disk; %NULL:
 * there is room again. */
void sim_disk_fill (const char *prefix);
gboolean sim_disk_is_full (const char *path);

/* ld --wrap: files that are written whole */
gboolean __wrap_g_file_set_contents_full (const char *path, const char *contents, gssize length,
                                          GFileSetContentsFlags flags, int mode, GError **error);
gboolean __real_g_file_set_contents_full (const char *path, const char *contents, gssize length,
                                          GFileSetContentsFlags flags, int mode, GError **error);

/* (transfer full): all that the files of @folder hold whose names begin with @name. */
GString *sim_disk_read (const char *folder, const char *name);
gboolean sim_disk_holds (const GString *files, const char *words);

G_END_DECLS
