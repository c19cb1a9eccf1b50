/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The text is walked once, so that braces in what people write are never read as keys.
 */
#include "demo/sandbox/osr-sandbox-template.h"

#include <gio/gio.h>
#include <stdarg.h>
#include <string.h>

#include "osr-sandbox-resources.h"

#define RESOURCE_ROOT "/org/region/OpenSources/sandbox/"

GBytes *
osr_sandbox_resource (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_ROOT, name, NULL);

  return g_resource_lookup_data (osr_sandbox_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 NULL);
}

static GHashTable *
collect (va_list args)
{
  GHashTable *values = g_hash_table_new (g_str_hash, g_str_equal);
  const char *key;

  while ((key = va_arg (args, const char *)) != NULL)
    g_hash_table_insert (values, (gpointer) key, va_arg (args, gpointer));
  return values;
}

static void
append_value (GString *out, const char *value, gboolean raw)
{
  g_autofree char *escaped = NULL;

  if (value == NULL)
    return;
  escaped = raw ? NULL : g_markup_escape_text (value, -1);
  g_string_append (out, raw ? value : escaped);
}

static char *
substitute (const char *template, GHashTable *values)
{
  GString *out = g_string_new (NULL);
  const char *open, *close;

  while ((open = strstr (template, "{{")) != NULL) {
    gboolean raw = open[2] == '{';
    g_autofree char *key = NULL;

    close = strstr (open, raw ? "}}}" : "}}");
    if (close == NULL)
      break;
    key = g_strndup (open + (raw ? 3 : 2), (gsize) (close - open - (raw ? 3 : 2)));
    g_string_append_len (out, template, open - template);
    append_value (out, g_hash_table_lookup (values, key), raw);
    template = close + (raw ? 3 : 2);
  }
  g_string_append (out, template);
  return g_string_free (out, FALSE);
}

char *
osr_sandbox_template_fill (const char *name, ...)
{
  g_autofree char *path = g_strconcat ("page/", name, ".html", NULL);
  g_autoptr (GBytes) bytes = osr_sandbox_resource (path);
  g_autoptr (GHashTable) values = NULL;
  g_autofree char *template = NULL;
  va_list args;

  g_return_val_if_fail (bytes != NULL, g_strdup (""));
  va_start (args, name);
  values = collect (args);
  va_end (args);
  template = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return substitute (template, values);
}
