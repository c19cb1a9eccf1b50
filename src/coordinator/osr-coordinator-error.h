/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain of the coordinator: why it does not start, and why a request is refused.
 * Each refusal has an HTTP status and a nick that travels in the answer. Refusals by a rule of the
 * process are OSR_CORE_ERROR and keep their own nick. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define OSR_COORDINATOR_ERROR (osr_coordinator_error_quark ())
GQuark osr_coordinator_error_quark (void);

typedef enum {
  OSR_COORDINATOR_ERROR_CONFIG,    /* the configuration file has faults; the message lists them */
  OSR_COORDINATOR_ERROR_IN_USE,    /* another coordinator holds the office */
  OSR_COORDINATOR_ERROR_OFFICE,    /* the office's log cannot be worked with */
  OSR_COORDINATOR_ERROR_MALFORMED, /* 400: the request cannot be understood */
  OSR_COORDINATOR_ERROR_AUTH,      /* 401: not signed in, or wrong login or password */
  OSR_COORDINATOR_ERROR_FORBIDDEN, /* 403: not for this person */
  OSR_COORDINATOR_ERROR_NOT_FOUND, /* 404: no such thing that this person may see */
  OSR_COORDINATOR_ERROR_METHOD,    /* 405 */
  OSR_COORDINATOR_ERROR_CONFLICT,  /* 409: somebody else acted first */
  OSR_COORDINATOR_ERROR_EPOCH,     /* 410: the reader's copy is of another log */
  OSR_COORDINATOR_ERROR_TOO_LARGE, /* 413 */
  OSR_COORDINATOR_ERROR_REUSED,    /* 422: the command id belongs to other bytes */
  OSR_COORDINATOR_ERROR_RATE_LIMITED, /* 429 */
  OSR_COORDINATOR_ERROR_OTHER_FILE,   /* 412: the file that was asked for is not kept any more */
  OSR_COORDINATOR_ERROR_RANGE,        /* 416: beyond the end of the file */
  OSR_COORDINATOR_ERROR_DIGEST,       /* 422: the bytes are not those of the digest */
  OSR_COORDINATOR_ERROR_UPGRADE,      /* 426: the client is too old for the log */
  OSR_COORDINATOR_ERROR_BUSY,         /* 503: try again */
  OSR_COORDINATOR_ERROR_INTERNAL      /* 500 */
} OsrCoordinatorError;

/**
 * osr_refusal_get_status:
 * @error: of any domain
 *
 * Returns: the HTTP status that tells a client about @error
 */
guint osr_refusal_get_status (const GError *error);

/* (transfer none): the code of @error in the protocol, never %NULL */
const char *osr_refusal_get_nick (const GError *error);

G_END_DECLS
