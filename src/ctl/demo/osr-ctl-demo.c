/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `demo`: starts a demonstration office, lets a story happen in it, and takes everything away again,
 * however it ends. */
#include "ctl/demo/osr-ctl-demo.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-text.h"
#include "report/osr-language.h"

#define INTERRUPTED 130

static gboolean
on_signal (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

static OsrDemoOffice *
start_office (const OsrDemoOptions *options, GCancellable *cancellable, GError **error)
{
  OsrCtlAwait await = { 0 };
  g_autoptr (GAsyncResult) result = NULL;

  osr_demo_office_start_async (options, cancellable, osr_ctl_await_done, &await);
  result = osr_ctl_await (&await);
  return osr_demo_office_start_finish (result, error);
}

/* A body that answers from an account of its own, and where somebody drafts. */
static const char *
choose_body (OsrCtlDemo *self)
{
  OsrRegistry *registry = osr_ctl_reader_get_registry (self->curator);
  GPtrArray *accounts = osr_registry_get_accounts (registry);
  GPtrArray *bodies = osr_registry_get_bodies (registry);

  for (guint i = 0; i < accounts->len; i++) {
    const OsrAccount *account = g_ptr_array_index (accounts, i);

    if (account->body != NULL &&
        osr_demo_office_find_taker (self->office, "submitted", account->body) != NULL)
      return account->body;
  }
  return bodies->len > 0 ? ((const OsrBody *) g_ptr_array_index (bodies, 0))->id : NULL;
}

static gboolean
sign_in (OsrCtlDemo *self, OsrCtlReader **place, const OsrDemoPerson *person, GError **error)
{
  if (person == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("The demonstration lacks a person."));
    return FALSE;
  }
  *place = osr_ctl_reader_new (osr_demo_office_get_server (self->office), self->cancellable);
  return osr_ctl_reader_sign_in (*place, person->login, person->password, error) &&
         osr_ctl_reader_sync (*place, 0, error);
}

/* For the body if somebody is there for it, else whoever may. */
static const OsrDemoPerson *
find_taker (OsrCtlDemo *self, const char *step)
{
  const OsrDemoPerson *person = osr_demo_office_find_taker (self->office, step, self->body);

  return person != NULL ? person : osr_demo_office_find_taker (self->office, step, NULL);
}

/* Who drafts, and who publishes: where the regulation gives it to another role, another person. */
static gboolean
sign_in_body (OsrCtlDemo *self, GError **error)
{
  const OsrDemoPerson *executor = find_taker (self, "submitted");

  if (!sign_in (self, &self->executor, executor, error))
    return FALSE;
  if (osr_regulation_has_rule (osr_demo_office_get_regulation (self->office),
                               "internal_approval") &&
      !sign_in (self, &self->agreer, find_taker (self, "agreed"), error))
    return FALSE;
  if (osr_demo_office_may_take (self->office, executor, "publish-intended", self->body))
    return TRUE;
  return sign_in (self, &self->publisher, find_taker (self, "publish-intended"), error);
}

static gboolean
walk (OsrCtlDemo *self, GError **error)
{
  const OsrDemoPerson *curator = osr_demo_office_find_taker (self->office, "routed", NULL);

  if (!sign_in (self, &self->curator, curator, error))
    return FALSE;
  self->body = choose_body (self);
  if (!sign_in_body (self, error))
    return FALSE;
  g_print (_ ("The demonstration office answers at %s, its network at %s"),
           osr_demo_office_get_server (self->office), osr_demo_office_get_wall (self->office));
  g_print ("\n%s\n", osr_regulation_get_title (osr_demo_office_get_regulation (self->office),
                                               osr_language ()));
  return osr_ctl_demo_walk (self, error);
}

static void
demo_clear (OsrCtlDemo *self)
{
  g_clear_pointer (&self->curator, osr_ctl_reader_free);
  g_clear_pointer (&self->executor, osr_ctl_reader_free);
  g_clear_pointer (&self->publisher, osr_ctl_reader_free);
  g_clear_pointer (&self->agreer, osr_ctl_reader_free);
  g_clear_object (&self->session);
  g_free (self->case_id);
  g_free (self->account);
  if (self->office != NULL)
    osr_demo_office_stop (self->office);
  g_clear_object (&self->office);
}

static int
run (const OsrDemoOptions *options)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  OsrCtlDemo demo = { .cancellable = cancellable };
  guint sources[] = { g_unix_signal_add (SIGINT, on_signal, cancellable),
                      g_unix_signal_add (SIGTERM, on_signal, cancellable),
                      g_unix_signal_add (SIGHUP, on_signal, cancellable) };
  gboolean done;

  demo.session = osr_http_session_new ();
  demo.office = start_office (options, cancellable, &error);
  done = demo.office != NULL && walk (&demo, &error);
  demo_clear (&demo);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  if (done) {
    g_print ("\n%s\n", _ ("Done: the reply is where the citizen reads it."));
    return OSR_CTL_OK;
  }
  if (g_cancellable_is_cancelled (cancellable)) {
    g_printerr ("open-sources-ctl: %s\n", _ ("interrupted"));
    return INTERRUPTED;
  }
  return osr_ctl_fail (error);
}

int
osr_ctl_demo (int argc, char **argv)
{
  g_autofree char *at = NULL, *regulation = NULL;
  double speed = 1.0;
  OsrDemoOptions options = OSR_DEMO_OPTIONS_INIT;
  const GOptionEntry entries[] = {
    { "at", 'a', 0, G_OPTION_ARG_STRING, &at,
      N_ ("Where its clock starts: 2026-03-06T10:12:00+09:00"), N_ ("INSTANT") },
    { "speed", 's', 0, G_OPTION_ARG_DOUBLE, &speed, N_ ("Shown seconds in a real one"),
      N_ ("NUMBER") },
    { "regulation", 'r', 0, G_OPTION_ARG_FILENAME, &regulation,
      N_ ("By which regulation the demonstration office works: a name or a file"),
      N_ ("ID_OR_FILE") },
    { NULL },
  };

  if (!osr_ctl_parse ("demo",
                      _ ("Walks the main job through a demonstration office on this machine: a "
                         "citizen's comment is found,\ntaken up, answered, approved and published; "
                         "the coordinator is killed twice on the way. Nothing\nstays behind. The "
                         "exit status is 0 only if the reply is on the wall, once."),
                      entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  options.speed = speed;
  options.silent = TRUE;
  options.regulation = regulation;
  if (at != NULL)
    options.at = osr_instant_parse (at);
  if (at != NULL && options.at == OSR_INSTANT_UNKNOWN) {
    g_printerr ("open-sources-ctl: %s\n", _ ("--at is not a moment with an offset from UTC"));
    return OSR_CTL_USAGE;
  }
  return run (&options);
}
