/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the demonstration office share. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/regulation/osr-regulation.h"
#include "demo/osr-demo-clock.h"
#include "demo/osr-demo-office.h"
#include "net/osr-http-session.h"

G_BEGIN_DECLS

struct _OsrDemoOffice {
  GObject parent_instance;

  char *folder; /* nullable when stopped */
  OsrDemoOptions options;
  OsrDemoClock *shown;
  OsrClock *clock;
  char *profile; /* id or file of the regulation, as the tool understands it */
  OsrRegulation *regulation;
  JsonObject *document;      /* who and what there is */
  JsonObject *wall_document; /* the network as it is found */
  GPtrArray *persons;        /* OsrDemoPerson */
  OsrHttpSession *session;

  GSubprocess *sandbox;
  char *wall;
  GSubprocess *coordinator;
  char *server;
  guint restart_timer;
  guint deaths; /* of the coordinator in a row, without an answer in between */
  gboolean stopping;
};

/* (transfer full): id of the regulation when none is asked for */
char *osr_demo_documents_dup_default (GError **error);

/* Finds who and what there is under the office's regulation, and its wall. */
gboolean osr_demo_documents_load (OsrDemoOffice *self, GError **error);

/* (transfer full): a path in the office's folder */
char *osr_demo_office_dup_path (OsrDemoOffice *self, const char *name);

/* Starts the coordinator; on its old port when it had one. */
gboolean osr_demo_office_spawn_coordinator (OsrDemoOffice *self, GError **error);

/**
 * osr_demo_office_await_async:
 * @port_file: where a program writes its port
 * @path: asked until it answers, "/v1/status"
 *
 * Waits until a program listens and answers; gives its base address.
 */
void osr_demo_office_await_async (OsrDemoOffice *self, const char *port_file, const char *path,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
char *osr_demo_office_await_finish (GAsyncResult *result, GError **error);

/* Watches over the coordinator from now on. */
void osr_demo_office_watch (OsrDemoOffice *self);

G_END_DECLS
