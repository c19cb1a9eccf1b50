/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two places in one event, kept in step here. Whether the files have arrived the coordinator looks. */
#include "core/media/osr-media-proof.h"

#include <string.h>

#include "core/media/osr-media-limits.h"
#include "core/media/osr-media-list.h"
#include "core/osr-chain.h"
#include "core/osr-json.h"

#define PROOF "proof"

static gboolean
has_words (const char *text)
{
  return text != NULL && strspn (text, " \t\r\n") < strlen (text);
}

void
osr_media_proof_set (JsonObject *members, JsonObject **payload, const char *words,
                     const char *digests)
{
  g_autofree char *first = digests != NULL ? g_strndup (digests, strcspn (digests, ",")) : NULL;

  g_return_if_fail (members != NULL);
  g_return_if_fail (payload != NULL);

  if (has_words (words)) {
    g_autofree char *trimmed = g_strstrip (g_strdup (words));

    json_object_set_string_member (members, PROOF, trimmed);
  } else if (has_words (first)) {
    json_object_set_string_member (members, PROOF, first);
  }
  if (!has_words (first))
    return;
  if (*payload == NULL)
    *payload = json_object_new ();
  osr_media_list_set (*payload, digests);
}

const char *
osr_media_proof_get_words (JsonObject *members)
{
  const char *proof = members != NULL ? osr_json_get_string (members, PROOF) : NULL;

  return has_words (proof) && !osr_is_digest (proof) ? proof : NULL;
}

char *
osr_media_proof_dup_files (JsonObject *payload)
{
  return osr_media_list_dup (payload);
}

gboolean
osr_media_proof_is_given (JsonObject *members)
{
  return members != NULL && has_words (osr_json_get_string (members, PROOF));
}

gboolean
osr_media_proof_is_right (JsonObject *payload)
{
  return osr_media_list_is_right (payload, OSR_MEDIA_MAX_FILES);
}
