/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fold of what was kept beside a message: pictures, and what its link leads to. They are a citizen's,
 * so that they are in the payload and go with it; where it is gone, there are none. */
#include <string.h>

#include "core/osr-chain.h"
#include "core/case/osr-case-private.h"
#include "core/osr-json.h"

void
osr_case_media_free (OsrCaseMedia *self)
{
  g_free (self->digest);
  g_free (self->kind);
  g_free (self->media_type);
  g_free (self);
}

void
osr_case_link_free (OsrCaseLink *self)
{
  if (self == NULL)
    return;
  g_free (self->address);
  g_free (self->title);
  g_free (self->site);
  g_free (self->description);
  g_free (self);
}

static void
fold_link (OsrCase *self, JsonObject *payload)
{
  JsonObject *object = osr_json_get_object (payload, "link");
  const char *address = object != NULL ? osr_json_get_string (object, "address") : NULL;
  const char *title = object != NULL ? osr_json_get_string (object, "title") : NULL;

  if (address == NULL || title == NULL)
    return;
  osr_case_link_free (self->link);
  self->link = g_new0 (OsrCaseLink, 1);
  self->link->address = g_strdup (address);
  self->link->title = g_strdup (title);
  self->link->site = g_strdup (osr_json_get_string (object, "site"));
  self->link->description = g_strdup (osr_json_get_string (object, "description"));
}

static OsrCaseMedia *
read_media (JsonObject *object)
{
  const char *digest = osr_json_get_string (object, "digest");
  OsrCaseMedia *media;

  if (!osr_is_digest (digest))
    return NULL;
  media = g_new0 (OsrCaseMedia, 1);
  media->digest = g_strdup (digest);
  media->kind = g_strdup (osr_json_get_string (object, "kind"));
  media->media_type = g_strdup (osr_json_get_string (object, "media_type"));
  media->size = osr_json_get_int (object, "size", 0);
  return media;
}

gboolean
osr_case_fold_media_kept (OsrCase *self, OsrEvent *event)
{
  JsonArray *media = event->payload != NULL ? osr_json_get_array (event->payload, "media") : NULL;

  for (guint i = 0; media != NULL && i < json_array_get_length (media); i++) {
    JsonObject *object = osr_json_array_get_object (media, i);
    OsrCaseMedia *one = object != NULL ? read_media (object) : NULL;

    if (one != NULL)
      g_ptr_array_add (self->media, one);
  }
  if (event->payload != NULL)
    fold_link (self, event->payload);
  self->media_looked_for = TRUE;
  return TRUE;
}
