/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One reply to any host, for whoever tries a connector against a server. */
#pragma once

#include "ctl/osr-ctl.h"

G_BEGIN_DECLS

/* social publish: an account of no office, its tokens from standard input */
int osr_ctl_social_publish (int argc, char **argv);

G_END_DECLS
