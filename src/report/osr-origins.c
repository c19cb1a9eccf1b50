/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads origins.json; what is missing in it is simply not shown. */
#include "report/osr-origins.h"

#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "report/osr-language.h"

static void
origin_free (gpointer data)
{
  OsrOrigin *origin = data;

  g_strfreev (origin->files);
  g_free (origin->name);
  g_free (origin->origin);
  g_free (origin->credit);
  g_free (origin->licence);
  g_free (origin->id);
  g_free (origin->address);
  g_free (origin->terms);
  g_free (origin->text);
  g_free (origin->note);
  g_free (origin);
}

/* (transfer full) (nullable) */
static char *
dup_words (JsonObject *object, const char *member)
{
  JsonObject *words = osr_json_get_object (object, member);

  return words != NULL ? g_strdup (osr_json_get_string (words, osr_language ())) : NULL;
}

static char *
dup_licence (const char *id)
{
  if (g_strcmp0 (id, "facts") == 0)
    return g_strdup (_ ("Facts, nobody's property"));
  if (g_strcmp0 (id, "official") == 0)
    return g_strdup (_ ("Official document"));
  if (g_strcmp0 (id, "ODbL-1.0") == 0)
    return g_strdup (_ ("Open Database License (ODbL) 1.0"));
  if (g_strcmp0 (id, "GPL-3.0-or-later") == 0)
    return g_strdup (_ ("As the program: GNU General Public License 3 or later"));
  return g_strdup (g_strcmp0 (id, "Apache-2.0") == 0 ? "Apache License 2.0" : id);
}

static GStrv
dup_files (JsonObject *object)
{
  JsonArray *files = osr_json_get_array (object, "files");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++) {
    const char *file = osr_json_array_get_string (files, i);

    if (file != NULL)
      g_strv_builder_add (builder, file);
  }
  return g_strv_builder_end (builder);
}

GPtrArray *
osr_origins_new (JsonObject *document)
{
  GPtrArray *origins = g_ptr_array_new_with_free_func (origin_free);
  JsonArray *array = osr_json_get_array (document, "origins");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = osr_json_array_get_object (array, i);
    OsrOrigin *origin;

    if (object == NULL)
      continue;
    origin = g_new0 (OsrOrigin, 1);
    origin->files = dup_files (object);
    origin->name = dup_words (object, "name");
    origin->origin = dup_words (object, "origin");
    origin->note = dup_words (object, "note");
    origin->credit = g_strdup (osr_json_get_string (object, "credit"));
    origin->id = g_strdup (osr_json_get_string (object, "licence"));
    origin->licence = dup_licence (origin->id);
    origin->address = g_strdup (osr_json_get_string (object, "address"));
    origin->terms = g_strdup (osr_json_get_string (object, "terms"));
    origin->text = g_strdup (osr_json_get_string (object, "text"));
    g_ptr_array_add (origins, origin);
  }
  return origins;
}
