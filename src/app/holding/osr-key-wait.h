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
 *
 * Returns: (nullable): the account, if it is held by @person and the reply has been ordered and is not
 *   known to be out
 */
const OsrAccount *osr_key_wait_find (OsrCase *the_case, OsrRegistry *registry, const char *person);

G_END_DECLS
