/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What proves that a reply stands where a person placed it: words, pictures of the place, or both. The
 * member `proof` says it for ever, in words or by the digest of the first picture; which files there
 * are stands in the payload, since a picture of a wall shows what a citizen wrote and must be
 * destroyed with the words. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * osr_media_proof_set:
 * @members: of `published-by-hand` or `reply-corrected`
 * @payload: (inout) (nullable): made where there is none and files must be listed
 * @words: (nullable): in the person's own words
 * @digests: (nullable): of pictures, comma-separated
 *
 * Says what proves it. With neither words nor pictures nothing is said: the rules refuse that.
 */
void osr_media_proof_set (JsonObject *members, JsonObject **payload, const char *words,
                          const char *digests);

/* (transfer none) (nullable): the words of the proof; %NULL where only pictures are it */
const char *osr_media_proof_get_words (JsonObject *members);

/* (transfer full) (nullable): the digests of the pictures, comma-separated; %NULL for none, and once the
 * payload (nullable) was erased */
char *osr_media_proof_dup_files (JsonObject *payload);

/* Whether a proof is given, and whatever files it lists are digests, each once, and not too many. */
gboolean osr_media_proof_is_given (JsonObject *members);
gboolean osr_media_proof_is_right (JsonObject *payload);

G_END_DECLS
