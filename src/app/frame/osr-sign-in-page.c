/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page that stands in the window while nobody is signed in. It opens the session; what comes of
 * it is shown by the window. The password is forgotten as soon as it was handed over. */
#include "app/frame/osr-sign-in-page.h"

#include <glib/gi18n.h>

struct _OsrSignInPage {
  AdwBin parent_instance;

  /* template widgets */
  GtkEditable *server;
  GtkEditable *login;
  GtkEditable *password;
  GtkLabel *problem;
  GtkWidget *problem_box;
  GtkWidget *no_keyring;
  GtkWidget *submit;

  /* owned */
  OsrSession *session;
};

G_DEFINE_FINAL_TYPE (OsrSignInPage, osr_sign_in_page, ADW_TYPE_BIN)

static void
show_problem (OsrSignInPage *self, const char *problem)
{
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL && *problem != '\0');
}

static void
on_problem (OsrSignInPage *self)
{
  show_problem (self, osr_session_get_problem (self->session));
}

static gboolean
is_filled (GtkEditable *editable)
{
  return *gtk_editable_get_text (editable) != '\0';
}

static void
on_edited (OsrSignInPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sign-in.submit",
                                 is_filled (self->server) && is_filled (self->login) &&
                                     is_filled (self->password));
}

static void
submit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OsrSignInPage *self = OSR_SIGN_IN_PAGE (widget);
  g_autofree char *server = osr_session_dup_server (gtk_editable_get_text (self->server));
  g_autofree char *login = g_strstrip (g_strdup (gtk_editable_get_text (self->login)));

  if (self->session == NULL)
    return;
  if (server == NULL) {
    show_problem (self, _ ("This is no address of a coordinator. It looks like "
                           "https://office.example.org; the administrator knows it."));
    gtk_widget_grab_focus (GTK_WIDGET (self->server));
    return;
  }
  show_problem (self, NULL);
  osr_session_open (self->session, server, login, gtk_editable_get_text (self->password));
  gtk_editable_set_text (self->password, "");
}

static void
osr_sign_in_page_dispose (GObject *object)
{
  OsrSignInPage *self = OSR_SIGN_IN_PAGE (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (osr_sign_in_page_parent_class)->dispose (object);
}

static void
osr_sign_in_page_class_init (OsrSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_sign_in_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/frame/osr-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrSignInPage, server);
  gtk_widget_class_bind_template_child (widget_class, OsrSignInPage, login);
  gtk_widget_class_bind_template_child (widget_class, OsrSignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, OsrSignInPage, problem);
  gtk_widget_class_bind_template_child (widget_class, OsrSignInPage, problem_box);
  gtk_widget_class_bind_template_child (widget_class, OsrSignInPage, no_keyring);
  gtk_widget_class_bind_template_child (widget_class, OsrSignInPage, submit);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_install_action (widget_class, "sign-in.submit", NULL, submit_action);
}

static void
on_activated (OsrSignInPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sign-in.submit", NULL);
}

static void
osr_sign_in_page_init (OsrSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->server, "entry-activated", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->login, "entry-activated", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password, "entry-activated", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  on_edited (self);
}

GtkWidget *
osr_sign_in_page_new (void)
{
  return g_object_new (OSR_TYPE_SIGN_IN_PAGE, NULL);
}

void
osr_sign_in_page_set_session (OsrSignInPage *self, OsrSession *session)
{
  g_return_if_fail (OSR_IS_SIGN_IN_PAGE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::problem", G_CALLBACK (on_problem), self,
                           G_CONNECT_SWAPPED);
  on_problem (self);
  g_object_bind_property (session, "without-keyring", self->no_keyring, "visible",
                          G_BINDING_SYNC_CREATE);
}

void
osr_sign_in_page_prefill (OsrSignInPage *self, const char *server, const char *login)
{
  g_return_if_fail (OSR_IS_SIGN_IN_PAGE (self));
  if (server != NULL)
    gtk_editable_set_text (self->server, server);
  if (login != NULL)
    gtk_editable_set_text (self->login, login);
}

void
osr_sign_in_page_focus (OsrSignInPage *self)
{
  g_return_if_fail (OSR_IS_SIGN_IN_PAGE (self));
  if (!is_filled (self->server))
    gtk_widget_grab_focus (GTK_WIDGET (self->server));
  else if (!is_filled (self->login))
    gtk_widget_grab_focus (GTK_WIDGET (self->login));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
}
