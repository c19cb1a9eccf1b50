/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words, and the two dialogs around them. What may be taken in the replica judges. */
#include "app/frame/osr-outbox-import.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/shared/osr-sentence.h"

/* Lines that say nothing are told by their numbers, up to so many. */
#define MOST_NUMBERS 5

typedef struct {
  GtkWindow *parent;
  OsrReplica *replica;
  GtkFileChooserNative *chooser;
} Import;

static void
import_free (Import *self)
{
  g_clear_object (&self->chooser);
  g_object_unref (self->parent);
  g_object_unref (self->replica);
  g_free (self);
}

static void
add_sentence (GString *text, const char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", sentence);
}

static void
add_taken (GString *text, const OsrOutboxImport *import)
{
  g_autofree char *steps = g_strdup_printf (
      ngettext ("%u action was taken in and goes out by itself.",
                "%u actions were taken in and go out by themselves.", import->steps),
      import->steps);
  g_autofree char *texts = g_strdup_printf (
      ngettext ("%u text was taken in: it stands where its message is answered.",
                "%u texts were taken in: they stand where their messages are answered.",
                import->texts),
      import->texts);
  g_autofree char *known = g_strdup_printf (ngettext ("%u was known here already.",
                                                      "%u were known here already.", import->known),
                                            import->known);

  if (import->steps > 0)
    add_sentence (text, steps);
  if (import->texts > 0)
    add_sentence (text, texts);
  if (import->known > 0)
    add_sentence (text, known);
}

static char *
dup_numbers (GArray *lines)
{
  g_autoptr (GString) numbers = g_string_new (NULL);

  for (guint i = 0; i < MIN (lines->len, MOST_NUMBERS); i++)
    g_string_append_printf (numbers, "%s%u", i > 0 ? ", " : "", g_array_index (lines, guint, i));
  if (lines->len > MOST_NUMBERS)
    g_string_append (numbers, "…");
  return g_string_free (g_steal_pointer (&numbers), FALSE);
}

static void
add_left (GString *text, const OsrOutboxImport *import)
{
  g_autofree char *numbers = dup_numbers (import->unread);
  g_autofree char *bare = g_strdup_printf (
      ngettext ("%u action names photos or videos that are not on this machine. It may come back; "
                "then attach them again.",
                "%u actions name photos or videos that are not on this machine. They may come "
                "back; then attach them again.",
                import->bare),
      import->bare);
  g_autofree char *caseless = g_strdup_printf (
      ngettext ("%u text was not taken in: you do not see its case. It stays in the file.",
                "%u texts were not taken in: you do not see their cases. They stay in the file.",
                import->caseless),
      import->caseless);
  /* Translators: numbers of lines, "4, 7" */
  g_autofree char *unread = g_strdup_printf (
      ngettext ("Line %s of the file cannot be read; it was left out.",
                "Lines %s of the file cannot be read; they were left out.", import->unread->len),
      numbers);

  if (import->bare > 0)
    add_sentence (text, bare);
  if (import->caseless > 0)
    add_sentence (text, caseless);
  if (import->unread->len > 0)
    add_sentence (text, unread);
}

char *
osr_outbox_import_title (const OsrOutboxImport *import)
{
  if (import->outcome != OSR_IMPORT_TAKEN)
    return g_strdup (_ ("Not taken in"));
  if (import->steps + import->texts == 0)
    return g_strdup (_ ("Nothing new in the file"));
  return g_strdup (_ ("Taken in"));
}

char *
osr_outbox_import_text (const OsrOutboxImport *import)
{
  g_autoptr (GString) text = g_string_new (NULL);

  switch (import->outcome) {
  case OSR_IMPORT_NO_OUTBOX:
    return g_strdup (_ ("This file holds no waiting actions. Choose the one that was saved on "
                        "signing out: its name ends in .ndjson."));
  case OSR_IMPORT_OTHER_PERSON:
    /* Translators: a login */
    return g_strdup_printf (_ ("This file is of %s: only they can take it in, signed in here "
                               "themselves."),
                            import->login);
  case OSR_IMPORT_OTHER_OFFICE:
    return g_strdup (_ ("This file is of another office. Sign in at that office, and take it in "
                        "there."));
  case OSR_IMPORT_TAKEN:
  default:
    add_taken (text, import);
    add_left (text, import);
    if (text->len == 0)
      add_sentence (text, _ ("The file is empty: everything was delivered before it was saved."));
    return g_string_free (g_steal_pointer (&text), FALSE);
  }
}

static void
say (GtkWindow *parent, const char *title, const char *text)
{
  GtkWidget *told = adw_message_dialog_new (parent, title, text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (told), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (told));
}

void
osr_outbox_import_file (GtkWindow *parent, OsrReplica *replica, const char *path)
{
  g_autoptr (OsrOutboxImport) import = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  import = osr_replica_import_outbox (replica, path, &error);
  if (import == NULL) {
    text = error->domain == G_IO_ERROR || error->domain == G_FILE_ERROR
               ? g_strdup (_ ("The file cannot be read."))
               : osr_sentence_for_error (error);
    say (parent, _ ("Not taken in"), text);
    return;
  }
  title = osr_outbox_import_title (import);
  text = osr_outbox_import_text (import);
  say (parent, title, text);
}

static void
on_chosen (GtkNativeDialog *native, int response, gpointer data)
{
  Import *self = data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));
  if (file != NULL && g_file_peek_path (file) != NULL)
    osr_outbox_import_file (self->parent, self->replica, g_file_peek_path (file));
  import_free (self);
}

void
osr_outbox_import_begin (GtkWindow *parent, OsrReplica *replica)
{
  Import *self = g_new0 (Import, 1);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  self->parent = g_object_ref (parent);
  self->replica = g_object_ref (replica);
  self->chooser =
      gtk_file_chooser_native_new (_ ("Import waiting actions"), parent,
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"), _ ("_Cancel"));
  gtk_file_filter_set_name (filter, _ ("Saved actions"));
  gtk_file_filter_add_suffix (filter, "ndjson");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}
