/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names come from what the network said; of an address only the host and the last part are shown. */
#include "app/carried/osr-carried-list.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>
#include <string.h>

#include "report/osr-shown-text.h"
#include "core/osr-json.h"

#define LONGEST_NAME  60
#define LONGEST_TITLE 200
#define LONGEST_ABOUT 400
#define MOST_ROWS     32

static const struct {
  const char *type;
  const char *decoder;
  const char *suffix;
} drawn[] = {
  { "image/jpeg", "jpeg", "jpg" },
  { "image/png", "png", "png" },
  { "image/webp", "webp", "webp" },
  { "image/gif", "gif", "gif" },
};

void
osr_carried_free (OsrCarried *self)
{
  g_free (self->digest);
  g_free (self->address);
  g_free (self->name);
  g_free (self);
}

static gboolean
has_decoder (const char *name)
{
  g_autoptr (GSList) formats = gdk_pixbuf_get_formats ();

  for (GSList *at = formats; at != NULL; at = at->next) {
    g_autofree char *one = gdk_pixbuf_format_get_name (at->data);

    if (g_str_equal (one, name) && !gdk_pixbuf_format_is_disabled (at->data))
      return TRUE;
  }
  return FALSE;
}

/* Of a film of pictures the first one is drawn. */
static OsrCarried *
of_kept (const OsrCaseMedia *media, guint number)
{
  OsrCarried *self = g_new0 (OsrCarried, 1);

  self->digest = g_strdup (media->digest);
  self->size = MAX (media->size, 0);
  self->suffix = "bin";
  for (guint i = 0; i < G_N_ELEMENTS (drawn); i++) {
    if (g_strcmp0 (media->media_type, drawn[i].type) != 0)
      continue;
    self->drawn = has_decoder (drawn[i].decoder);
    self->suffix = drawn[i].suffix;
  }
  self->name = g_strdup_printf (g_strcmp0 (media->kind, "preview") == 0
                                    /* Translators: a small picture of a video or document */
                                    ? _ ("Preview %u")
                                    : _ ("Photo %u"),
                                number);
  return self;
}

static const char *
kind_name (const char *kind)
{
  static const struct {
    const char *kind;
    const char *name;
  } names[] = {
    { "video", N_ ("Video") },      { "animation", N_ ("Video") },
    { "video_note", N_ ("Video") }, { "audio", N_ ("Recording") },
    { "voice", N_ ("Recording") },  { "audio_message", N_ ("Recording") },
    { "doc", N_ ("File") },         { "document", N_ ("File") },
    { "file", N_ ("File") },        { "link", N_ ("Link") },
    { "sticker", N_ ("Sticker") },  { "poll", N_ ("Poll") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_strcmp0 (kind, names[i].kind) == 0)
      return _ (names[i].name);
  }
  /* Translators: something of an unknown kind that went along with a message */
  return _ ("Attachment");
}

/* (transfer full) (nullable): "plan.pdf" of ".../plan.pdf?hash=1" */
static char *
file_name_of (GUri *uri)
{
  g_autofree char *base = g_path_get_basename (g_uri_get_path (uri));

  return g_utf8_validate (base, -1, NULL) && strchr (base, '.') != NULL
             ? osr_shown_line (base, LONGEST_NAME)
             : NULL;
}

static OsrCarried *
of_network (const char *kind, const char *address)
{
  OsrCarried *self = g_new0 (OsrCarried, 1);
  g_autoptr (GUri) uri = address != NULL && g_str_has_prefix (address, "http")
                             ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL)
                             : NULL;
  g_autofree char *file = NULL;
  g_autofree char *host = NULL;

  self->suffix = "bin";
  if (uri == NULL || g_uri_get_host (uri) == NULL) {
    self->name = g_strdup (kind_name (kind));
    return self;
  }
  self->address = g_strdup (address);
  file = g_strcmp0 (kind, "video") != 0 ? file_name_of (uri) : NULL;
  host = osr_shown_line (g_uri_get_host (uri), LONGEST_NAME);
  self->name = g_strdup_printf ("%s · %s", file != NULL ? file : kind_name (kind), host);
  return self;
}

/* Pictures among them were kept, or are among the missing. */
static void
add_stayed (GPtrArray *list, OsrCase *c)
{
  OsrEvent *found = c->events->len > 0 ? c->events->pdata[0] : NULL;
  JsonArray *carries = found != NULL && found->payload != NULL
                           ? osr_json_get_array (found->payload, "carries")
                           : NULL;

  for (guint i = 0; carries != NULL && i < json_array_get_length (carries); i++) {
    JsonObject *object = osr_json_array_get_object (carries, i);
    const char *kind = object != NULL ? osr_json_get_string (object, "kind") : NULL;

    if (kind == NULL || g_str_equal (kind, "photo") || g_str_equal (kind, "preview") ||
        list->len >= MOST_ROWS)
      continue;
    g_ptr_array_add (list, of_network (kind, osr_json_get_string (object, "address")));
  }
}

GPtrArray *
osr_carried_list (OsrCase *c)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_carried_free);

  for (guint i = 0; i < c->media->len && i < MOST_ROWS; i++)
    g_ptr_array_add (list, of_kept (c->media->pdata[i], i + 1));
  add_stayed (list, c);
  return list;
}

static gboolean
is_picture (JsonObject *missing)
{
  return missing != NULL && g_strcmp0 (osr_json_get_string (missing, "kind"), "link") != 0;
}

guint
osr_carried_count_missing (OsrCase *c)
{
  guint count = 0;

  for (guint i = 0; i < c->events->len; i++) {
    OsrEvent *event = c->events->pdata[i];
    JsonArray *missing =
        osr_event_is (event, "media-kept") ? osr_json_get_array (event->members, "missing") : NULL;

    for (guint j = 0; missing != NULL && j < json_array_get_length (missing); j++)
      count += is_picture (osr_json_array_get_object (missing, j));
  }
  return c->text != NULL ? count : 0;
}

char *
osr_carried_dup_link (OsrCase *c)
{
  g_autoptr (GUri) uri =
      c->link != NULL ? g_uri_parse (c->link->address, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *place = NULL;

  if (c->link == NULL || host == NULL)
    return NULL;
  title = osr_shown_line (c->link->title, LONGEST_TITLE);
  place = osr_shown_line (host, LONGEST_NAME);
  return g_strdup_printf ("%s · %s", title, place);
}

char *
osr_carried_dup_about (OsrCase *c)
{
  g_autoptr (GString) about = g_string_new (NULL);
  const char *parts[] = { c->link != NULL ? c->link->site : NULL,
                          c->link != NULL ? c->link->description : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *part = osr_shown_line (parts[i], LONGEST_ABOUT);

    if (*part != '\0')
      g_string_append_printf (about, "%s%s", about->len > 0 ? "\n" : "", part);
  }
  return about->len > 0 ? g_string_free (g_steal_pointer (&about), FALSE) : NULL;
}

char *
osr_carried_dup_print (OsrCase *c)
{
  g_autoptr (GPtrArray) list = osr_carried_list (c);
  GString *print = g_string_new (c->id);

  for (guint i = 0; i < list->len; i++) {
    const OsrCarried *one = list->pdata[i];

    g_string_append_printf (print, "\n%s %s", one->digest != NULL ? one->digest : "", one->name);
  }
  g_string_append_printf (print, "\n%u\n%s", osr_carried_count_missing (c),
                          c->link != NULL ? c->link->title : "");
  return g_string_free (print, FALSE);
}
