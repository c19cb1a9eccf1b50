/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `about data` and `about licence ID`: what the page of that name in the window says. */
#include <glib/gi18n.h>

#include "core/text/osr-text-loader.h"
#include "ctl/words/osr-ctl-words.h"
#include "report/osr-origins.h"
#include "store/osr-data.h"

/* (nullable) (transfer full) */
static GPtrArray *
load_origins (GError **error)
{
  g_autoptr (JsonObject) document = osr_text_load_document (osr_data_load, "origins.json", error);

  return document != NULL ? osr_origins_new (document) : NULL;
}

/* @text: (nullable) */
static void
print_line (const char *text)
{
  if (text != NULL)
    g_print ("  %s\n", text);
}

static void
print_origin (const OsrOrigin *origin)
{
  g_autofree char *files = g_strjoinv (", ", origin->files);

  g_print ("%s\n", origin->name);
  print_line (files);
  print_line (origin->origin);
  print_line (origin->credit);
  print_line (origin->address);
  print_line (origin->licence);
  print_line (origin->terms);
  print_line (origin->note);
}

static int
about_data (int argc, char **argv)
{
  g_autoptr (GPtrArray) origins = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { { NULL } };

  if (!osr_ctl_parse ("about data", "Says where the data of the program come from.", entries,
                      (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  origins = load_origins (&error);
  if (origins == NULL)
    return osr_ctl_fail (error);
  for (guint i = 0; i < origins->len; i++)
    print_origin (origins->pdata[i]);
  return OSR_CTL_OK;
}

static int
about_licence (int argc, char **argv)
{
  g_autoptr (GPtrArray) origins = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { { NULL } };

  if (!osr_ctl_parse ("about licence ID", "Prints the text of a licence that asks for it.", entries,
                      (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  origins = load_origins (&error);
  for (guint i = 0; origins != NULL && i < origins->len && text == NULL && error == NULL; i++) {
    const OsrOrigin *origin = origins->pdata[i];

    if (origin->text != NULL && g_strcmp0 (origin->id, argv[1]) == 0)
      text = osr_data_load (origin->text, &error);
  }
  if (text == NULL && error == NULL)
    g_set_error (&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("there is no licence “%s” among those of the data; see about data"), argv[1]);
  if (text == NULL)
    return osr_ctl_fail (error);
  g_print ("%.*s", (int) g_bytes_get_size (text), (const char *) g_bytes_get_data (text, NULL));
  return OSR_CTL_OK;
}

int
osr_ctl_about (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "data", N_ ("where the data of the program come from"), about_data },
    { "licence", N_ ("the text of a licence"), about_licence },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl about", commands, argc, argv);
}
