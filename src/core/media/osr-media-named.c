/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file is a digest, or an object that says more of it beside. */
#include "core/media/osr-media-named.h"

#include "core/media/osr-media-list.h"
#include "core/osr-chain.h"
#include "core/osr-json.h"

static void
add_digest (GPtrArray *digests, const char *digest)
{
  if (osr_is_digest (digest) &&
      !g_ptr_array_find_with_equal_func (digests, digest, g_str_equal, NULL))
    g_ptr_array_add (digests, g_strdup (digest));
}

static void
add_file (GPtrArray *digests, JsonArray *array, guint index)
{
  JsonObject *file = osr_json_array_get_object (array, index);

  add_digest (digests, file != NULL ? osr_json_get_string (file, "digest")
                                    : osr_json_array_get_string (array, index));
}

void
osr_media_add_named (GPtrArray *digests, JsonObject *object)
{
  static const char *const lists[] = { OSR_MEDIA_LIST, "media" };

  g_return_if_fail (digests != NULL);

  if (object == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    JsonArray *array = osr_json_get_array (object, lists[i]);

    for (guint k = 0; array != NULL && k < json_array_get_length (array); k++)
      add_file (digests, array, k);
  }
}

const char *
osr_media_get_proof (JsonObject *members)
{
  const char *proof = members != NULL ? osr_json_get_string (members, "proof") : NULL;

  return osr_is_digest (proof) ? proof : NULL;
}

void
osr_media_add_proof (GPtrArray *digests, JsonObject *members)
{
  g_return_if_fail (digests != NULL);

  add_digest (digests, osr_media_get_proof (members));
}
