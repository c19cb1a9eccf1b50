/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue itself says which language it is in: so a profile's texts never disagree with the
 * words around them, whatever the environment's locale was meant to be. */
#include "report/osr-language.h"

#include <glib/gi18n.h>

const char *
osr_language (void)
{
  /* Translators: no word, but the language that regulations are shown in: "ru" or "en". */
  return C_ ("language of texts", "en");
}

const char *
osr_language_text (const OsrText2 *text)
{
  return osr_text2_get (text, osr_language ());
}
