/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists are read at the first question, and again only when the office adopts other words or a case
 * of another region is opened. */
#include "app/shared/osr-text-desk.h"

#include "core/text/osr-lexicon.h"
#include "store/osr-data.h"

typedef struct {
  OsrTextReader *reader; /* nullable */
  OsrReplyCheck *check;  /* nullable */
  const char *region;    /* interned, nullable */
  JsonObject *lexicon;   /* nullable: what was added */
  gboolean read;
} Desk;

static Desk desk;

static void
clear (void)
{
  g_clear_pointer (&desk.reader, osr_text_reader_free);
  g_clear_pointer (&desk.check, osr_reply_check_free);
  g_clear_pointer (&desk.lexicon, json_object_unref);
  desk.read = FALSE;
}

static void
set_up (const char *region, JsonObject *lexicon)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) fault = NULL;

  clear ();
  desk.read = TRUE;
  desk.region = region;
  desk.lexicon = lexicon != NULL ? json_object_ref (lexicon) : NULL;
  desk.reader = osr_text_reader_new (osr_data_load, region, &error);
  if (error != NULL) {
    g_message ("Texts cannot be read: %s", error->message);
    return;
  }
  if (lexicon != NULL && !osr_lexicon_apply (lexicon, desk.reader, &fault))
    g_message ("The office's own words cannot be used: %s", fault->message);
  desk.check = osr_reply_check_new_with_words (osr_text_reader_get_words (desk.reader),
                                               osr_data_load, &error);
  if (error != NULL)
    g_message ("Replies cannot be checked: %s", error->message);
}

OsrTextReader *
osr_text_desk_get_reader (OsrCase *c, OsrRegistry *registry)
{
  OsrRegulation *regulation = c != NULL ? osr_registry_get_regulation_for (registry, c)
                                        : osr_registry_get_regulation (registry);
  JsonObject *lexicon = osr_registry_get_lexicon (registry);
  const char *region =
      g_intern_string (regulation != NULL ? osr_regulation_get_region (regulation) : NULL);

  if (!desk.read || desk.region != region || desk.lexicon != lexicon)
    set_up (region, lexicon);
  return desk.reader;
}

OsrReplyCheck *
osr_text_desk_get_check (OsrRegistry *registry)
{
  JsonObject *lexicon = osr_registry_get_lexicon (registry);

  if (!desk.read || desk.lexicon != lexicon)
    osr_text_desk_get_reader (NULL, registry);
  return desk.check;
}
