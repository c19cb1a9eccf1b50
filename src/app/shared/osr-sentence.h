/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors as sentences for the person: what happened and what to do. Made once, here, in the language
 * of the program; the layers below speak to programs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_sentence_for_error:
 * @error: of any layer
 *
 * Returns: (transfer full): what happened and what to do
 */
char *osr_sentence_for_error (const GError *error);

/**
 * osr_sentence_for_refusal:
 * @type: (nullable): event type of the step that was refused
 * @error: why
 *
 * Returns: (transfer full): which step did not go through, why, and where its text is
 */
char *osr_sentence_for_refusal (const char *type, const GError *error);

/**
 * osr_sentence_for_sign_in:
 * @server: address that was asked
 *
 * Returns: (transfer full): why there is no session, and what to do
 */
char *osr_sentence_for_sign_in (const GError *error, const char *server);

/* What a step is called as a thing: "Routing", "Draft"… Translated; nullable for unknown types. */
const char *osr_sentence_step_name (const char *type);

G_END_DECLS
