/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files an event names, wherever it names them: what a message brought along ("media"), what went
 * out with a text or proves where it stands ("attachments"), and a proof that is a picture ("proof").
 * Whoever keeps, serves or destroys files asks here, so that no two of them know different ones. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * osr_media_add_named:
 * @digests: (element-type utf8): with g_free
 * @object: (nullable): the members or the payload of an event
 *
 * Adds the digests of the files that @object lists, each once. What is no digest is passed over.
 */
void osr_media_add_named (GPtrArray *digests, JsonObject *object);

/* (nullable): the picture that is the proof of an event with @members (nullable). It shows the words that
 * the event's payload holds, and goes with them. */
const char *osr_media_get_proof (JsonObject *members);

/* Adds that picture, if there is one and it is not among @digests (element-type utf8). */
void osr_media_add_proof (GPtrArray *digests, JsonObject *members);

G_END_DECLS
