/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences of the core about files are made once, in English; here they get the clerk's language. */
#include "app/attachments/osr-attachment-words.h"

#include <glib/gi18n.h>

#include "core/osr-error.h"
#include "core/osr-rules.h"

const OsrMediaLimits *
osr_attachment_limits (OsrCase *c, OsrRegistry *registry)
{
  const OsrCaseBody *drafter = osr_rules_get_drafter (c, registry);
  const OsrAccount *account =
      osr_registry_account_for_case (registry, drafter != NULL ? drafter->body : NULL, c);

  return account != NULL ? osr_media_limits_of (c->network) : osr_media_limits_by_hand ();
}

gint64
osr_attachment_text_limit (OsrCase *c, OsrRegistry *registry, gboolean with_files)
{
  gint64 limit = osr_registry_get_text_limit (registry, c->network);
  guint shorter = osr_attachment_limits (c, registry)->text;

  return with_files && shorter > 0 ? MIN (limit, shorter) : limit;
}

char *
osr_attachment_words_limits (const OsrMediaLimits *limits)
{
  g_autofree char *photo = g_format_size_full (limits->photo_size, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *video = g_format_size_full (limits->video_size, G_FORMAT_SIZE_IEC_UNITS);

  if (limits->files == 0)
    return g_strdup ("");
  if (limits->video_size == 0)
    /* Translators: a number of files and a size */
    return g_strdup_printf (ngettext ("Up to %u photo of up to %s", "Up to %u photos of up to %s",
                                      limits->files),
                            limits->files, photo);
  /* Translators: a number of files, and the sizes of the largest photo and video */
  return g_strdup_printf (ngettext ("Up to %u file: photos up to %s, videos up to %s",
                                    "Up to %u files: photos up to %s, videos up to %s",
                                    limits->files),
                          limits->files, photo, video);
}

char *
osr_attachment_words_fault (const GError *error)
{
  static const char *const known[] = {
    N_ ("The file is no photo (JPEG, PNG, WebP) and no video (MP4, MOV)"),
    N_ ("The file is damaged"),
    N_ ("The photo has more pixels than can be shown"),
    N_ ("The video carries a track of data besides picture and sound, such as places; save it "
        "without that"),
    N_ ("The network takes no more files with a reply"),
    N_ ("The network takes no videos with a reply"),
    N_ ("A file is larger than the network takes"),
    N_ ("The photo lies on its side and cannot be turned here"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    if (g_str_equal (error->message, known[i]))
      return g_strdup (_ (known[i]));
  }
  if (error->domain == OSR_CORE_ERROR)
    return g_strdup (error->message);
  return g_strdup (_ ("The file cannot be read"));
}
