/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An outbox as a file that can be carried away: lines of JSON, first what it is, then the files that go
 * along (osr-outbox-carried.h), each command with its exact bytes, each text that was being written. */
#pragma once

#include <json-glib/json-glib.h>

#include "store/osr-outbox.h"

G_BEGIN_DECLS

#define OSR_OUTBOX_FILE_FORMAT "open-sources-outbox"

/* Whose outbox a file is. */
typedef struct {
  char *login;
  char *office; /* nullable: a name that the office has at each of its workstations */
} OsrOutboxOwner;

/* Files of this machine that go along. All borrowed. */
typedef struct {
  const char *folder;
  GPtrArray *digests; /* of files there; what is not there is left out */
  const char *chosen; /* nullable: before a case in the key of what was chosen for its text */
} OsrOutboxFiles;

/**
 * osr_outbox_export:
 * @path: replaced when it is there; readable by its owner only
 * @owner: whose outbox it is
 * @files: (nullable)
 *
 * Writes what was not accepted: waiting and refused commands, texts that are not at the coordinator.
 */
gboolean osr_outbox_export (OsrOutbox *self, const char *path, const OsrOutboxOwner *owner,
                            const OsrOutboxFiles *files, GError **error);

/* (transfer full) (nullable): whose it is, by the first @line of a file; %NULL where that is no line of
 * one. */
OsrOutboxOwner *osr_outbox_file_dup_owner (const char *line);
void osr_outbox_owner_free (OsrOutboxOwner *owner);

/* A command as it stands in such a file. */
typedef struct {
  char *uuid;
  char *case_id;
  char *type;
  char *reason; /* nullable: why it was refused before */
  GBytes *raw;
} OsrOutboxFileCommand;

/**
 * osr_outbox_file_command_read:
 * @line: one line of the file
 * @command: (out) (transfer full) (nullable): %NULL when the line is none of a command
 * @error: INVALID: it is not such a line
 */
gboolean osr_outbox_file_command_read (const char *line, OsrOutboxFileCommand **command,
                                       GError **error);
void osr_outbox_file_command_free (OsrOutboxFileCommand *command);

/* A text that was being written, as it stands there. */
typedef struct {
  char *id; /* of the draft at the coordinator */
  char *case_id;
  char *kind;
  char *text;
  char *files;     /* nullable: digests of what was chosen to go along, comma-separated */
  gint64 revision; /* over which it was written */
} OsrOutboxFileText;

/* (transfer full) (nullable): %NULL when the line is none of a text */
OsrOutboxFileText *osr_outbox_file_text_read (const char *line);
void osr_outbox_file_text_free (OsrOutboxFileText *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrOutboxOwner, osr_outbox_owner_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrOutboxFileText, osr_outbox_file_text_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrOutboxFileCommand, osr_outbox_file_command_free)

G_END_DECLS
