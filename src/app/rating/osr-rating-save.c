/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes are made before the person is asked for a name: the figures may change meanwhile. */
#include "app/rating/osr-rating-save.h"

#include <adwaita.h>

#include <glib/gi18n.h>
#include <string.h>

#include "report/osr-shown-text.h"
#include "report/rating/osr-rating-report.h"

typedef struct {
  GBytes *bytes;
  GtkFileChooserNative *chooser;
} Save;

static void
save_free (Save *save)
{
  g_bytes_unref (save->bytes);
  g_object_unref (save->chooser);
  g_free (save);
}

/* (transfer full) (nullable) */
static GBytes *
make_bytes (const OsrSummary *summary, gboolean reports, gboolean pdf, GError **error)
{
  g_autoptr (OsrReport) report = NULL;
  char *text;

  if (pdf) {
    report = reports ? osr_summary_to_report (summary) : osr_rating_to_report (summary);
    return osr_report_to_pdf (report, error);
  }
  text = reports ? osr_summary_to_csv (summary, TRUE) : osr_rating_to_csv (summary, TRUE);
  return g_bytes_new_take (text, strlen (text));
}

static void
say_failure (GtkWindow *parent, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Not saved"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) parent = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    say_failure (parent, error);
}

static void
on_response (GtkNativeDialog *chooser, int response, Save *save)
{
  GtkWindow *parent = gtk_native_dialog_get_transient_for (chooser);
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && parent != NULL)
    g_file_replace_contents_bytes_async (file, save->bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                         NULL, on_written, g_object_ref (parent));
  save_free (save);
}

void
osr_rating_save (GtkWindow *parent, const OsrSummary *summary, gboolean reports, gboolean pdf)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *stem = NULL;
  g_autofree char *name = NULL;
  GBytes *bytes = make_bytes (summary, reports, pdf, &error);
  Save *save;

  if (bytes == NULL) {
    say_failure (parent, error);
    return;
  }
  save = g_new0 (Save, 1);
  save->bytes = bytes;
  save->chooser = gtk_file_chooser_native_new (_ ("Save as"), parent, GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _ ("_Save"), _ ("_Cancel"));
  stem = g_strdup_printf ("%s-%s", reports ? "summary" : "rating", summary->rating->period.id);
  name = osr_shown_file_name (stem, pdf ? "pdf" : "csv");
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (save->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (save->chooser), TRUE);
  g_signal_connect (save->chooser, "response", G_CALLBACK (on_response), save);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (save->chooser));
}
