/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command as a workstation sent it, read strictly: which case, which event it wants, after what.
 * Only its form is judged here; who may do it, and when, is the rules'. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/osr-event.h"

G_BEGIN_DECLS

typedef struct {
  char *id;     /* the command's uuid, lower case */
  char *stream; /* a case's uuid, "office", or a stream beside the cases */
  char *type;
  gint64 after_version; /* the precondition; -1 for none */
  char *after_command;  /* nullable: instead of the version */
  gint64 claimed_at;
  char *device;
  char *on_behalf;     /* nullable: the absent person for whom a substitute acts */
  JsonObject *members; /* never NULL */
  JsonObject *payload; /* nullable */
  GBytes *raw;         /* the exact bytes */
} OsrParsedCommand;

/**
 * osr_parsed_command_new:
 * @id: from the address
 * @raw: the body, already within the size limit
 * @error: %OSR_CORE_ERROR_INVALID, %OSR_COORDINATOR_ERROR_MALFORMED naming the member, or
 *   %OSR_COORDINATOR_ERROR_FORBIDDEN for an event that no person may append
 *
 * Returns: (transfer full): the command
 */
OsrParsedCommand *osr_parsed_command_new (const char *id, GBytes *raw, GError **error);
void osr_parsed_command_free (OsrParsedCommand *command);

/* Whether @members (nullable) have the form of an event @type (nullable) of the office stream. */
gboolean osr_command_check_office (const char *type, JsonObject *members, GError **error);

/* Whether @id is a uuid in lower case. */
gboolean osr_is_uuid (const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrParsedCommand, osr_parsed_command_free)

G_END_DECLS
