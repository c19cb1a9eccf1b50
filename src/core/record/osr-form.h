/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a step must be made of, whoever takes it and whenever: which events a person may ask for on a
 * stream, and which members and words each has. The workstation judges a step by it before the step is
 * safe in its outbox, the coordinator before anything else; who may take it, and when, is the rules'. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* One limit for the words of a message, wherever it comes from. */
#define OSR_FORM_MAX_TEXT_BYTES (1024 * 1024)

/**
 * osr_form_check:
 * @stream: a case's id, "office", or a stream beside the cases
 * @type: (nullable): of the event
 * @members: (nullable): what it says
 * @payload: (nullable): its words
 * @error: %OSR_CORE_ERROR_NOT_ALLOWED for an event that no person may append there,
 *   %OSR_CORE_ERROR_INVALID naming the member that is missing or out of place
 */
gboolean osr_form_check (const char *stream, const char *type, JsonObject *members,
                         JsonObject *payload, GError **error);

G_END_DECLS
