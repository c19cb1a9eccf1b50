/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of `demo` share: the office that is shown, and the persons who act in it. */
#pragma once

#include "ctl/osr-ctl-reader.h"
#include "demo/osr-demo-office.h"
#include "net/osr-http-session.h"

G_BEGIN_DECLS

typedef struct {
  OsrDemoOffice *office;
  GCancellable *cancellable;
  OsrHttpSession *session;
  OsrCtlReader *curator;
  OsrCtlReader *executor;
  OsrCtlReader *publisher; /* of the same body; often the executor */
  OsrCtlReader *agreer;    /* nullable: of the same body, where a draft is agreed inside it */
  const char *body;        /* of the executor */
  char *case_id;           /* nullable before it was found */
  char *account;           /* nullable: the account it is answered from */
  guint step;
} OsrCtlDemo;

/* The whole job, from a citizen's words to the reply on the wall. */
gboolean osr_ctl_demo_walk (OsrCtlDemo *self, GError **error);

/* A citizen writes @text under the first post of the office's community. */
gboolean osr_ctl_demo_write_as_citizen (OsrCtlDemo *self, const char *text, GError **error);

/* The network takes the next reply and does not answer for @seconds. */
gboolean osr_ctl_demo_hold_answer (OsrCtlDemo *self, int seconds, GError **error);

/* Waits until the network took a reply; its program has not been answered then. */
gboolean osr_ctl_demo_await_sent (OsrCtlDemo *self, GError **error);

/* (transfer full): the page that everybody sees, as HTML */
char *osr_ctl_demo_read_page (OsrCtlDemo *self, const char *path, GError **error);

G_END_DECLS
