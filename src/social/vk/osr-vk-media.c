/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizes come in a list, and from older versions of the API as members named after their width. */
#include "social/vk/osr-vk-media.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/osr-social-reader.h"

/* (nullable): the address of the largest of @sizes; @member has it */
static const char *
largest (JsonArray *sizes, const char *member)
{
  const char *best = NULL;
  gint64 most = -1;

  for (guint i = 0; sizes != NULL && i < json_array_get_length (sizes); i++) {
    JsonObject *size = osr_json_array_get_object (sizes, i);
    const char *address = size != NULL ? osr_json_get_string (size, member) : NULL;
    gint64 width = size != NULL ? CLAMP (osr_social_int (size, "width", 0), 0, G_MAXINT32) : 0;
    gint64 height = size != NULL ? CLAMP (osr_social_int (size, "height", 0), 0, G_MAXINT32) : 0;

    if (address != NULL && width * height > most) {
      best = address;
      most = width * height;
    }
  }
  return best;
}

/* (nullable): of "photo_604", "photo_1280" the widest */
static const char *
widest (JsonObject *object)
{
  static const char *const members[] = { "photo_2560", "photo_1280", "photo_807", "photo_800",
                                         "photo_640",  "photo_604",  "photo_320", "photo_130" };
  const char *address = NULL;

  for (guint i = 0; address == NULL && i < G_N_ELEMENTS (members); i++)
    address = osr_json_get_string (object, members[i]);
  return address;
}

static const char *
photo_address (JsonObject *photo)
{
  JsonObject *original = osr_json_get_object (photo, "orig_photo");
  const char *address = largest (osr_json_get_array (photo, "sizes"), "url");

  if (address == NULL)
    address = largest (osr_json_get_array (photo, "sizes"), "src");
  if (address == NULL && original != NULL)
    address = osr_json_get_string (original, "url");
  return address != NULL ? address : widest (photo);
}

static void
add (GPtrArray *media, const char *kind, const char *address)
{
  g_ptr_array_add (media, osr_network_media_new (kind, address));
}

static void
add_video (GPtrArray *media, JsonObject *video)
{
  const char *preview = largest (osr_json_get_array (video, "image"), "url");

  if (preview == NULL)
    preview = largest (osr_json_get_array (video, "first_frame"), "url");
  if (preview == NULL)
    preview = widest (video);
  add (media, "video", osr_json_get_string (video, "player"));
  if (preview != NULL)
    add (media, OSR_NETWORK_MEDIA_PREVIEW, preview);
}

static void
add_document (GPtrArray *media, JsonObject *document)
{
  JsonObject *preview = osr_json_get_object (document, "preview");
  JsonObject *photo = preview != NULL ? osr_json_get_object (preview, "photo") : NULL;

  add (media, "document", osr_json_get_string (document, "url"));
  if (photo != NULL)
    add (media, OSR_NETWORK_MEDIA_PREVIEW, photo_address (photo));
}

static void
add_attachment (GPtrArray *media, JsonObject *attachment)
{
  const char *type = osr_json_get_string (attachment, "type");
  JsonObject *object = type != NULL ? osr_json_get_object (attachment, type) : NULL;

  if (object == NULL)
    return;
  if (g_str_equal (type, "photo") || g_str_equal (type, "posted_photo") ||
      g_str_equal (type, "graffiti"))
    add (media, "photo", photo_address (object));
  else if (g_str_equal (type, "video"))
    add_video (media, object);
  else if (g_str_equal (type, "doc"))
    add_document (media, object);
  else
    add (media, type, osr_json_get_string (object, "url"));
}

GPtrArray *
osr_vk_parse_media (JsonObject *object)
{
  JsonArray *attachments = osr_json_get_array (object, "attachments");
  GPtrArray *media = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_network_media_free);

  for (guint i = 0; attachments != NULL && i < json_array_get_length (attachments); i++) {
    JsonObject *attachment = osr_json_array_get_object (attachments, i);

    if (attachment != NULL)
      add_attachment (media, attachment);
  }
  return media;
}
