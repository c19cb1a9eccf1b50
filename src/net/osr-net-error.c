/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quark and the nicks of the network errors. Sentences for people are made by the interface. */
#include "net/osr-net-error.h"

G_DEFINE_QUARK (osr_net_error, osr_net_error)

static const char *const nicks[] = {
  [OSR_NET_ERROR_OFFLINE] = "offline",           [OSR_NET_ERROR_AUTH] = "auth",
  [OSR_NET_ERROR_RATE_LIMITED] = "rate-limited", [OSR_NET_ERROR_TEMPORARY] = "temporary",
  [OSR_NET_ERROR_REJECTED] = "rejected",         [OSR_NET_ERROR_PROTOCOL] = "protocol",
  [OSR_NET_ERROR_UNCERTAIN] = "uncertain",       [OSR_NET_ERROR_UPGRADE] = "upgrade",
  [OSR_NET_ERROR_NO_ROOM] = "no-room",
};

const char *
osr_net_error_nick (int code)
{
  if (code < 0 || code >= (int) G_N_ELEMENTS (nicks))
    return "unknown";
  return nicks[code];
}
