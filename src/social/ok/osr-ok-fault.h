/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Odnoklassniki's errors, which come with HTTP status 200: their names, and what to do. */
#pragma once

#include "net/osr-http-message.h"
#include "social/osr-network-answer.h"

G_BEGIN_DECLS

/* (nullable): the network's name of the error @code */
const char *osr_ok_error_name (gint64 code);

/**
 * osr_ok_error_class:
 * @code: of the network
 * @writes: whether the call was to change something
 *
 * | code                                    | a call that writes                | one that reads |
 * | --------------------------------------- | --------------------------------- | -------------- |
 * | 1, 2, 30, 31, 704, 5000, 9999           | unknown: it broke inside          | temporary      |
 * | 8, 9, 11, 26                            | surely not executed: rate limited | rate limited   |
 * | 101–104, 453, 511, 514                  | surely not: the token             | auth           |
 * | any other of the network's list         | surely not: refused               | rejected       |
 * | one that the list does not have, 0      | unknown: nobody says what it is   | rejected       |
 *
 * Without a code: nothing was sent before the headers went out; a status 4xx is surely not executed,
 * 5xx, a broken connection and an answer that cannot be read are unknown (osr-network-caller).
 *
 * Returns: what the caller is to do
 */
OsrNetError osr_ok_error_class (gint64 code, gboolean writes);

/* (transfer full) (nullable): the error that stands in the header "invocation-error", where the body
 * cannot be read */
OsrNetworkFault *osr_ok_fault_read_header (OsrNetworkAccount *account, OsrHttpAnswer *answer,
                                           gboolean writes);

/* (transfer full) (nullable): the error, %NULL when @root (nullable) is none */
OsrNetworkFault *osr_ok_fault_read (OsrNetworkAccount *account, JsonObject *root, gboolean writes);

G_END_DECLS
