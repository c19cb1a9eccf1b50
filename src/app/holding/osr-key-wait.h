/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a reply waits for the token of an account that somebody holds: their workstation alone can
 * send it. Pure. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

/**
 * osr_key_wait_find:
 * @the_case: whose reply may be on its way
 * @registry: the directory
 * @person: (nullable): at the workstation
 * @at: the coordinator's clock
 *
 * Returns: (nullable): the account, if it is held by @person, or by who is away and leaves it to them, and the reply has been ordered and is not
 *   known to be out
 */
const OsrAccount *osr_key_wait_find (OsrCase *the_case, OsrRegistry *registry, const char *person,
                                     OsrInstant at);

G_END_DECLS
