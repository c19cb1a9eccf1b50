/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server on loopback for what an orderly HTTP server never does: close too early, keep silent,
 * answer with half a body or with nonsense. It serves every connection in a thread of its own. */
#pragma once

#include <gio/gio.h>

typedef enum {
  OSR_RAW_CLOSE_AFTER_REQUEST, /* reads the whole request, then closes */
  OSR_RAW_CLOSE_IN_BODY,       /* reads the headers, then closes */
  OSR_RAW_SILENCE,             /* reads the whole request and never answers */
  OSR_RAW_ANSWER               /* reads the whole request, sends the answer and closes */
} OsrRawMode;

typedef struct _OsrRawServer OsrRawServer;

OsrRawServer *osr_raw_server_new (OsrRawMode mode, const char *answer, gssize length);
void osr_raw_server_free (OsrRawServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrRawServer, osr_raw_server_free)

/* (transfer full): http://127.0.0.1:port/path */
char *osr_raw_server_uri (OsrRawServer *self, const char *path);

/* Requests whose headers were read to their end. */
guint osr_raw_server_get_requests (OsrRawServer *self);

/* (transfer full): a port of loopback on which nobody listens */
char *osr_raw_unused_uri (void);
