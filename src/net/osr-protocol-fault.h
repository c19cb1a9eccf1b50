/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer of the coordinator other than success means, as an error. Private to the protocol. */
#pragma once

#include <json-glib/json-glib.h>

#include "net/osr-http-message.h"

G_BEGIN_DECLS

/**
 * osr_protocol_fault_set:
 * @answer: an answer whose status is not 2xx
 * @error: see osr-protocol.h
 *
 * Only an answer in the coordinator's own words can refuse anything: a proxy's page, whatever its
 * status, is %OSR_NET_ERROR_PROTOCOL or %OSR_NET_ERROR_TEMPORARY and so never costs a clerk a text.
 *
 * Returns: (transfer full) (nullable): the body, for what else it says
 */
JsonObject *osr_protocol_fault_set (OsrHttpAnswer *answer, GError **error);

G_END_DECLS
