/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain of everything that talks over the network: the HTTP session, the social
 * networks, the coordinator protocol. A code says what the caller is to do next, not what the other
 * side said; what it said is in the message. Cancelled is always G_IO_ERROR_CANCELLED. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OSR_NET_ERROR (osr_net_error_quark ())
GQuark osr_net_error_quark (void);

typedef enum {
  OSR_NET_ERROR_OFFLINE,      /* nothing was sent: no network, no such host, no connection */
  OSR_NET_ERROR_AUTH,         /* the token or password is refused, or a person must confirm */
  OSR_NET_ERROR_RATE_LIMITED, /* nothing was done: too many requests, wait longer */
  OSR_NET_ERROR_TEMPORARY,    /* nothing was changed: the same request may work later */
  OSR_NET_ERROR_REJECTED,     /* refused for good: repeating the same changes nothing */
  OSR_NET_ERROR_PROTOCOL,     /* the answer cannot be understood, or is too large */
  OSR_NET_ERROR_UNCERTAIN,    /* it may have taken effect: look before sending it again */
  OSR_NET_ERROR_UPGRADE,      /* nothing was done: this program is too old for the other side */
  OSR_NET_ERROR_NO_ROOM       /* nothing was changed: the other side's disk is full */
} OsrNetError;

/**
 * osr_net_error_nick:
 * @code: a code of %OSR_NET_ERROR
 *
 * Returns: its name for records and the protocol ("rate-limited"), never %NULL
 */
const char *osr_net_error_nick (int code);

G_END_DECLS
