/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What networks are called in the window. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Two letters for the coloured mark: "VK"; never %NULL. */
const char *osr_network_mark (const char *network);

/* The name in sentences, translated: "VKontakte"; the id itself for a network not known here. */
const char *osr_network_name (const char *network);

G_END_DECLS
