/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `text check-reply`: what speaks against a reply, for scripts. */
#pragma once

#include "ctl/osr-ctl.h"

G_BEGIN_DECLS

int osr_ctl_check_reply (int argc, char **argv);

G_END_DECLS
