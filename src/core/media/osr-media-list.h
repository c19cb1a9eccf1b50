/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that go out with a text, as its event names them: by the digests of their bytes, in order. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The member of `drafted` and `submitted` that lists them. */
#define OSR_MEDIA_LIST "attachments"

/* (transfer full) (nullable): the digests that @members (nullable) lists, comma-separated: what
 * osr_text_digest() binds; %NULL for none, and for a list that is not one of digests */
char *osr_media_list_dup (JsonObject *members);

/* (transfer none) (nullable): the first of them; %NULL where it is no digest */
const char *osr_media_list_get_first (JsonObject *members);

/* Lists @digests (nullable), comma-separated, in @members; none leaves no member. */
void osr_media_list_set (JsonObject *members, const char *digests);

/* Whether @members lists nothing, or at most @most different SHA-256 in lower-case hex. */
gboolean osr_media_list_is_right (JsonObject *members, guint most);

G_END_DECLS
