/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VK tells rights twice, as a mask and by name; either counts, since each was seen without the other.
 * A token without the wall is accepted in every question and refused with 214 at the first reply. */
#include "social/vk/osr-vk-rights.h"

#include <glib/gi18n.h>

#include "social/osr-social-reader.h"

static const struct {
  const char *name;
  gint64 bit;
  gboolean needed;
  const char *sentence;
} rights[] = {
  { "wall", 1 << 13, TRUE,
    N_ ("The community's token lacks the right to the wall: replies cannot be published. Make one "
        "with this right in the community's settings.") },
  { "photos", 1 << 2, FALSE,
    N_ ("The community's token lacks the right to photos: pictures cannot go along with "
        "replies.") },
  { "docs", 1 << 17, FALSE,
    N_ ("The community's token lacks the right to documents: files cannot go along with "
        "replies.") },
};

static gboolean
has_name (JsonArray *list, const char *name)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonObject *object = osr_json_array_get_object (list, i);

    if (object != NULL && g_strcmp0 (osr_json_get_string (object, "name"), name) == 0)
      return TRUE;
  }
  return FALSE;
}

void
osr_vk_check_rights (JsonNode *response, OsrNetworkCheck *check)
{
  JsonArray *list = osr_social_list (response, "permissions");
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (response) ? json_node_get_object (response) : NULL;
  gint64 mask = object != NULL ? osr_social_int (object, "mask", -1) : -1;

  if (object == NULL || (list == NULL && mask < 0))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++) {
    if ((mask < 0 || (mask & rights[i].bit) == 0) && !has_name (list, rights[i].name))
      g_ptr_array_add (rights[i].needed ? check->missing : check->spared,
                       g_strdup (rights[i].sentence));
  }
}
