/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Odnoklassniki's errors, which come with HTTP status 200: their names, and what to do. */
#pragma once

#include "social/osr-network-answer.h"

G_BEGIN_DECLS

/* (nullable): the network's name of the error @code */
const char *osr_ok_error_name (gint64 code);

/* What the caller is to do; a failure inside the network is uncertain for a call that @writes. */
OsrNetError osr_ok_error_class (gint64 code, gboolean writes);

/* (transfer full) (nullable): the error, %NULL when @root (nullable) is none */
OsrNetworkFault *osr_ok_fault_read (OsrNetworkAccount *account, JsonObject *root, gboolean writes);

G_END_DECLS
