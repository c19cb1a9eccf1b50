/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the options, opens the window and the session that was open last. The demonstration office
 * is prepared by osr-demo-desk.c; a program built without it has no such option. */
#include "app/osr-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "app/frame/osr-event-notifier.h"
#include "app/frame/osr-notifier.h"
#include "app/frame/osr-origins-dialog.h"
#include "app/frame/osr-screenshot.h"
#include "app/frame/osr-secret-service.h"
#include "app/osr-installation.h"
#include "app/osr-window.h"
#include "osr-config.h"
#ifdef OSR_DEMO
#include "app/demo/osr-demo-desk.h"
#endif

struct _OsrApplication {
  AdwApplication parent_instance;

  /* owned */
  OsrSession *session;
  OsrWorkplace *workplace;
  GSettings *settings;
  OsrNotifier *notifier;
  OsrEventNotifier *event_notifier;
  char *server;
  char *login;
  char *screenshots;
#ifdef OSR_DEMO
  OsrDemoDesk *desk;
  OsrDemoOptions demo_options;
  char *regulation; /* nullable: id or file of a profile */
  gboolean demo;
#endif

  GtkWindow *window; /* borrowed from GTK */
};

G_DEFINE_FINAL_TYPE (OsrApplication, osr_application, ADW_TYPE_APPLICATION)

/* --- actions --- */

static void
about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (data)),
                         "application-name", _ ("Open Sources"), "application-icon", OSR_APP_ID,
                         "version", OSR_VERSION, "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Replies of regional offices to citizens in social networks, within "
                            "the limits of their regulations."),
                         NULL);
}

static void
about_data (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (
      osr_origins_dialog_new (gtk_application_get_active_window (GTK_APPLICATION (data))));
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrApplication *self = OSR_APPLICATION (data);

  if (self->window != NULL)
    gtk_window_close (self->window);
  else
    g_application_quit (G_APPLICATION (self));
}

/* A dialog over the window, also where nothing has the focus because there is no window manager. */
static GtkWindow *
get_topmost (GtkApplication *application)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i-- > 0;) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (gtk_window_get_transient_for (window) != NULL &&
        gtk_widget_get_mapped (GTK_WIDGET (window)))
      return window;
  }
  return gtk_application_get_active_window (application);
}

static void
screenshot (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrApplication *self = OSR_APPLICATION (data);
  GtkWindow *window = get_topmost (GTK_APPLICATION (self));
  g_autofree char *path =
      osr_screenshot_dup_path (self->screenshots, g_variant_get_string (parameter, NULL));

  if (window != NULL)
    osr_screenshot_save_settled (window, path);
}

/* What a notification does: the window comes forward with its case. */
static void
open_case (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  OsrApplication *self = OSR_APPLICATION (data);

  g_application_activate (G_APPLICATION (self));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.section", "s", "today");
  osr_workplace_open_case (self->workplace, g_variant_get_string (parameter, NULL));
}

static const GActionEntry app_entries[] = {
  { .name = "about", .activate = about },
  { .name = "about-data", .activate = about_data },
  { .name = "quit", .activate = quit },
  { .name = "open-case", .activate = open_case, .parameter_type = "s" },
};

static const GActionEntry screenshot_entries[] = {
  { .name = "screenshot", .activate = screenshot, .parameter_type = "s" },
};

static void
install_accels (GtkApplication *application)
{
  static const struct {
    const char *action;
    const char *accels[3];
  } keys[] = {
    { "queue.next", { "<Control>j" } },
    { "queue.previous", { "<Control>k" } },
    { "queue.search", { "<Control>f" } },
    { "queue.filter::act", { "<Alt>1" } },
    { "queue.filter::mine", { "<Alt>2" } },
    { "queue.filter::overdue", { "<Alt>3" } },
    { "queue.filter::all", { "<Alt>4" } },
    { "win.back", { "<Alt>Left" } },
    { "win.section::today", { "<Control>1" } },
    { "win.section::rating", { "<Control>2" } },
    { "win.section::reports", { "<Control>3" } },
    { "win.register", { "<Control>n" } },
    { "win.show-matter", { "<Control><Shift>m" } },
    { "win.erase", { "<Control><Shift>Delete" } },
    { "win.show-attention", { "<Control><Shift>a" } },
    { "win.show-duties", { "<Control><Shift>d" } },
    { "win.show-happened", { "<Control><Shift>h" } },
    { "win.show-office", { "<Control><Shift>o" } },
    { "win.sign-out", { "<Control><Shift>q" } },
    { "win.show-help-overlay", { "F1", "<Control>question" } },
    { "app.quit", { "<Control>q" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (application, keys[i].action, keys[i].accels);
}

/* --- starting --- */

static char *
dup_setting (OsrApplication *self, const char *key)
{
  return self->settings != NULL ? g_settings_get_string (self->settings, key) : g_strdup ("");
}

/* Goes on where the person left off; otherwise the sign-in page stands there, filled in. */
static void
resume (OsrApplication *self)
{
  g_autofree char *kept_server = dup_setting (self, "server-url");
  g_autofree char *kept_login = dup_setting (self, "login");
  const char *server = self->server != NULL ? self->server : kept_server;
  const char *login = self->login != NULL ? self->login : kept_login;
  g_autofree char *address = osr_session_dup_server (server);
  g_autoptr (OsrSecretKeeper) keyring = osr_secret_service_new ();

  osr_session_set_keeper (self->session, keyring);
  osr_window_prefill (OSR_WINDOW (self->window), server, login);
  if (address != NULL && *login != '\0' && g_str_equal (login, kept_login) &&
      g_str_equal (address, kept_server))
    osr_session_open (self->session, address, login, NULL);
}

static void
make_models (OsrApplication *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "open-sources", NULL);
  g_autoptr (OsrClock) clock = osr_clock_new (NULL, NULL, NULL);

  self->session = osr_session_new (folder, clock);
  self->workplace = osr_workplace_new ();
  self->notifier = osr_notifier_new (G_APPLICATION (self), self->workplace, self->settings);
  self->event_notifier =
      osr_event_notifier_new (G_APPLICATION (self), self->workplace, self->settings);
}

static void
on_window_destroyed (gpointer data, GObject *window)
{
  OSR_APPLICATION (data)->window = NULL;
}

static void
osr_application_activate (GApplication *application)
{
  OsrApplication *self = OSR_APPLICATION (application);

  if (self->window != NULL) {
    gtk_window_present (self->window);
    return;
  }
  self->window = GTK_WINDOW (
      osr_window_new (GTK_APPLICATION (self), self->session, self->workplace, self->settings));
  g_object_weak_ref (G_OBJECT (self->window), on_window_destroyed, self);
#ifdef OSR_DEMO
  if (self->demo)
    self->desk = osr_demo_desk_new (OSR_WINDOW (self->window), &self->demo_options, self->login);
  else
    resume (self);
#else
  resume (self);
#endif
  gtk_window_present (self->window);
}

/* The demonstration's programs and folder go with the window, also when it is asked to end. */
static gboolean
on_signal (gpointer data)
{
  g_application_quit (G_APPLICATION (data));
  return G_SOURCE_CONTINUE;
}

static void
osr_application_startup (GApplication *application)
{
  OsrApplication *self = OSR_APPLICATION (application);
  gboolean lasting = TRUE;

  g_set_prgname (
      OSR_APP_ID); /* by which the desktop knows the window; --help says the program's own */
  G_APPLICATION_CLASS (osr_application_parent_class)->startup (application);
#ifdef OSR_DEMO
  lasting = !self->demo;
#endif
  self->settings = osr_installation_new_settings (lasting);
  make_models (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), app_entries, G_N_ELEMENTS (app_entries),
                                   self);
  if (self->screenshots != NULL)
    g_action_map_add_action_entries (G_ACTION_MAP (self), screenshot_entries,
                                     G_N_ELEMENTS (screenshot_entries), self);
  install_accels (GTK_APPLICATION (self));
  g_unix_signal_add (SIGTERM, on_signal, self);
  g_unix_signal_add (SIGINT, on_signal, self);
}

static void
osr_application_shutdown (GApplication *application)
{
  OsrApplication *self = OSR_APPLICATION (application);

  if (self->workplace != NULL)
    osr_workplace_set_replica (self->workplace, NULL);
  if (self->session != NULL)
    osr_session_close (self->session);
#ifdef OSR_DEMO
  g_clear_object (&self->desk);
#endif
  G_APPLICATION_CLASS (osr_application_parent_class)->shutdown (application);
}

/* --- options --- */

#ifdef OSR_DEMO
/* Read as text: an option that is a number cannot be told from one not given when it is 0, at which
 * the clock stands still. What is no number is refused by the clock. */
static double
parse_speed (const char *text)
{
  char *end = NULL;
  const double speed = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' ? speed : -1.0;
}
#endif

#ifdef OSR_DEMO
static gboolean
take_at (OsrApplication *self, const char *at)
{
  self->demo_options.at = osr_instant_parse (at);
  if (!self->demo || self->demo_options.at != OSR_INSTANT_UNKNOWN)
    return TRUE;
  g_printerr (_ ("“%s” is no moment; write it like 2026-03-06T10:12:00+09:00\n"), at);
  return FALSE;
}
#endif

static gboolean
take_clock_options (OsrApplication *self, GVariantDict *dict)
{
#ifdef OSR_DEMO
  const char *speed = NULL, *at = NULL;

  self->demo_options = (OsrDemoOptions) OSR_DEMO_OPTIONS_INIT;
  g_variant_dict_lookup (dict, "demo", "b", &self->demo);
  g_variant_dict_lookup (dict, "regulation", "^ay", &self->regulation);
  self->demo_options.regulation = self->regulation;
  if (g_variant_dict_lookup (dict, "speed", "&s", &speed))
    self->demo_options.speed = parse_speed (speed);
  if (g_variant_dict_lookup (dict, "at", "&s", &at) && !take_at (self, at))
    return FALSE;
  if (self->demo) /* each has an office of its own */
    g_application_set_flags (G_APPLICATION (self), G_APPLICATION_NON_UNIQUE);
#endif
  return TRUE;
}

static int
osr_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  OsrApplication *self = OSR_APPLICATION (application);

  if (g_variant_dict_contains (dict, "version")) {
    g_print ("open-sources %s\n", OSR_VERSION);
    return 0;
  }
  g_variant_dict_lookup (dict, "server", "s", &self->server);
  g_variant_dict_lookup (dict, "login", "s", &self->login);
  g_variant_dict_lookup (dict, "screenshots", "^ay", &self->screenshots);
  return take_clock_options (self, dict) ? -1 : 1;
}

static const GOptionEntry options[] = {
  { "server", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Address of the coordinator"), N_ ("URL") },
  { "login", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Who signs in"), N_ ("NAME") },
#ifdef OSR_DEMO
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_ ("Open the demonstration office: everything on this machine, nothing kept"), NULL },
  { "at", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("When the demonstration begins, such as 2026-03-06T10:12:00+09:00"), N_ ("INSTANT") },
  { "speed", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_ ("How many times faster the demonstration’s clock runs"), N_ ("N") },
  { "regulation", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_ ("By which regulation the demonstration office works: a name or a file"),
    N_ ("ID_OR_FILE") },
#endif
  { "screenshots", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_ ("Let other programs of this session ask for pictures of the window, kept in this folder"),
    N_ ("FOLDER") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and exit"), NULL },
  { NULL },
};

/* --- GObject --- */

static void
osr_application_finalize (GObject *object)
{
  OsrApplication *self = OSR_APPLICATION (object);

  if (self->window != NULL)
    g_object_weak_unref (G_OBJECT (self->window), on_window_destroyed, self);
  g_clear_object (&self->notifier);
  g_clear_object (&self->event_notifier);
  g_clear_object (&self->workplace);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_free (self->server);
  g_free (self->login);
  g_free (self->screenshots);
#ifdef OSR_DEMO
  g_free (self->regulation);
#endif

  G_OBJECT_CLASS (osr_application_parent_class)->finalize (object);
}

static void
osr_application_class_init (OsrApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_application_finalize;
  application_class->startup = osr_application_startup;
  application_class->activate = osr_application_activate;
  application_class->shutdown = osr_application_shutdown;
  application_class->handle_local_options = osr_application_handle_local_options;
}

static void
osr_application_init (OsrApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (
      G_APPLICATION (self),
      _ ("Replies of regional offices to citizens in social networks, in time."));
}

OsrApplication *
osr_application_new (void)
{
  return g_object_new (OSR_TYPE_APPLICATION, "application-id", OSR_APP_ID, "resource-base-path",
                       "/org/region/OpenSources", NULL);
}
