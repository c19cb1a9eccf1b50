/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question that answers itself as soon as the last of it is delivered. Saving to a file is for a
 * workstation that will not see the coordinator again: nothing is lost by staying either. */
#include "app/frame/osr-leaving.h"

#include <glib/gi18n.h>

#include "app/shared/osr-sentence.h"

#define RESPONSE_STAY "stay"
#define RESPONSE_SAVE "save"

/* Texts go out without a signal. */
#define LOOK_SECONDS 1

typedef struct {
  OsrSession *session;
  OsrReplica *replica;
  GtkWindow *parent;
  GtkWidget *question;        /* borrowed, nullable */
  GtkFileChooserNative *file; /* nullable */
  guint look;
} Leaving;

static void
stop_watching (Leaving *self)
{
  g_clear_handle_id (&self->look, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->replica, self);
}

static void
leaving_free (Leaving *self)
{
  stop_watching (self);
  g_clear_object (&self->file);
  g_object_unref (self->session);
  g_object_unref (self->replica);
  g_object_unref (self->parent);
  g_free (self);
}

static gboolean
is_delivered (OsrReplica *replica, OsrUndelivered *counts)
{
  osr_replica_count_undelivered (replica, counts);
  return counts->waiting == 0 && counts->refused == 0 && counts->texts == 0;
}

static gboolean
is_online (OsrReplica *replica)
{
  return osr_replica_get_connection (replica) == OSR_CONNECTION_ONLINE;
}

static void
add_count (GString *text, const char *words)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
}

char *
osr_leaving_text (const OsrUndelivered *counts, gboolean online)
{
  g_autoptr (GString) what = g_string_new (NULL);
  g_autofree char *waiting =
      g_strdup_printf (ngettext ("%u step", "%u steps", counts->waiting), counts->waiting);
  g_autofree char *refused = g_strdup_printf (
      ngettext ("%u step that was refused", "%u steps that were refused", counts->refused),
      counts->refused);
  g_autofree char *texts =
      g_strdup_printf (ngettext ("%u text", "%u texts", counts->texts), counts->texts);

  g_autofree char *files = g_strdup_printf (
      ngettext ("%u photo or video", "%u photos and videos", counts->files), counts->files);

  if (counts->waiting > 0)
    add_count (what, waiting);
  if (counts->refused > 0)
    add_count (what, refused);
  if (counts->texts > 0)
    add_count (what, texts);
  if (counts->files > 0)
    add_count (what, files);
  return g_strdup_printf (
      online && counts->refused == 0
          /* Translators: what has not gone out, "2 steps, 1 text" */
          ? _ ("Not delivered yet: %s. You will be signed out as soon as it is.")
          : _ ("Not delivered yet: %s. It stays on this machine until you sign in here "
               "again. To carry it to another machine, save it to a file."),
      what->str);
}

/* The question is answered, or gone with the window; nothing of it calls back any more. */
static GtkWidget *
steal_question (Leaving *self)
{
  GtkWidget *question = g_steal_pointer (&self->question);

  stop_watching (self);
  g_signal_handlers_disconnect_by_data (question, self);
  return question;
}

static void
sign_out (Leaving *self)
{
  g_autoptr (OsrSession) session = g_object_ref (self->session);

  gtk_window_destroy (GTK_WINDOW (steal_question (self)));
  leaving_free (self);
  osr_session_sign_out (session);
}

static void
on_gone (Leaving *self)
{
  steal_question (self);
  leaving_free (self);
}

static void
tell_fault (GtkWindow *parent, const GError *error)
{
  g_autofree char *sentence = osr_sentence_for_error (error);
  GtkWidget *told = adw_message_dialog_new (parent, _ ("Not saved"), sentence);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (told), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (told));
}

static void
on_file (GtkNativeDialog *native, int response, gpointer data)
{
  Leaving *self = data;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));
  if (file != NULL && osr_replica_export_outbox (self->replica, g_file_peek_path (file), &error)) {
    g_autoptr (OsrSession) session = g_object_ref (self->session);

    leaving_free (self);
    osr_session_sign_out (session);
    return;
  }
  if (error != NULL)
    tell_fault (self->parent, error);
  leaving_free (self);
}

static void
ask_file (Leaving *self)
{
  self->file =
      gtk_file_chooser_native_new (_ ("Save what was not delivered"), self->parent,
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->file), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->file), "open-sources-outbox.ndjson");
  g_signal_connect (self->file, "response", G_CALLBACK (on_file), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->file));
}

static void
on_response (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Leaving *self = data;

  steal_question (self);
  if (g_str_equal (response, RESPONSE_SAVE))
    ask_file (self);
  else if (g_str_equal (response, RESPONSE_STAY))
    leaving_free (self);
}

static void
on_counts (Leaving *self)
{
  OsrUndelivered counts;
  g_autofree char *text = NULL;

  if (is_delivered (self->replica, &counts)) {
    sign_out (self);
    return;
  }
  text = osr_leaving_text (&counts, is_online (self->replica));
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self->question), text);
}

static gboolean
on_look (gpointer data)
{
  on_counts (data);
  return G_SOURCE_CONTINUE;
}

/* What there is to deliver, and whether it can be. */
static void
watch (Leaving *self)
{
  static const char *const told[] = { "notify::waiting", "notify::attention",
                                      "notify::connection" };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    g_signal_connect_swapped (self->replica, told[i], G_CALLBACK (on_counts), self);
  self->look = g_timeout_add_seconds (LOOK_SECONDS, on_look, self);
}

static void
ask (Leaving *self, const OsrUndelivered *counts)
{
  g_autofree char *text = osr_leaving_text (counts, is_online (self->replica));

  self->question = adw_message_dialog_new (self->parent, _ ("Sign out?"), text);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self->question), RESPONSE_STAY, _ ("S_tay"),
                                    RESPONSE_SAVE, _ ("_Save and sign out…"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self->question), RESPONSE_STAY);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self->question), RESPONSE_STAY);
  g_signal_connect (self->question, "response", G_CALLBACK (on_response), self);
  g_signal_connect_swapped (self->question, "destroy", G_CALLBACK (on_gone), self);
  watch (self);
  gtk_window_present (GTK_WINDOW (self->question));
}

void
osr_leaving_begin (GtkWindow *parent, OsrSession *session)
{
  OsrReplica *replica = osr_session_get_replica (session);
  OsrUndelivered counts;
  Leaving *self;

  if (replica != NULL)
    osr_replica_flush (replica);
  if (replica == NULL || is_delivered (replica, &counts)) {
    osr_session_sign_out (session);
    return;
  }
  self = g_new0 (Leaving, 1);
  self->session = g_object_ref (session);
  self->replica = g_object_ref (replica);
  self->parent = g_object_ref (parent);
  ask (self, &counts);
}
