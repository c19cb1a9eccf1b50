/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digests of the log: what proves that a case's history was not altered and that an approval is for
 * this text. All digests are lower-case hex SHA-256. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @text (nullable) is written like a digest: a name that is safe in a path, too. */
gboolean osr_is_digest (const char *text);

/**
 * osr_chain_payload_digest:
 * @salt: the payload's own random salt, raw bytes; it is destroyed with the payload
 * @payload: exact bytes
 */
char *osr_chain_payload_digest (GBytes *salt, GBytes *payload);

/**
 * osr_chain_hash:
 * @previous: (nullable): hash of the previous event of the same stream
 * @meta: exact stored bytes of the metadata (seq, stream and version are members of it)
 * @payload_digest: (nullable): of osr_chain_payload_digest()
 */
char *osr_chain_hash (const char *previous, GBytes *meta, const char *payload_digest);

/**
 * osr_text_digest:
 * @kind: kind of the draft
 * @text: the exact text
 * @account: account id it goes out from
 * @target: native id of the message it answers
 * @attachments: (nullable): digests, comma-separated in order
 *
 * Returns: (transfer full): what an approval binds (decision 7)
 */
char *osr_text_digest (const char *kind, const char *text, const char *account, const char *target,
                       const char *attachments);

G_END_DECLS
