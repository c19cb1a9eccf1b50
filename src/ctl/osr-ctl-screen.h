/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The subcommand `text`: what the program understands of texts, for scripts. */
#pragma once

#include "ctl/osr-ctl.h"

G_BEGIN_DECLS

int osr_ctl_text (int argc, char **argv);

G_END_DECLS
