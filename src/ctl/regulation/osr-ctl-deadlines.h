/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `open-sources-ctl deadlines`: recounts worked timelines. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_ctl_deadlines:
 * @argc: number of arguments, the subcommand's name included
 * @argv: (array length=argc): the arguments
 *
 * Returns: 0 when all due moments are as expected, 1 when one differs, 2 on a fault of the input
 */
int osr_ctl_deadlines (int argc, char **argv);

G_END_DECLS
