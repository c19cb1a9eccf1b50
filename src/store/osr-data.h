/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data that ship with the programs: regulations, production calendars, topics. An installation may
 * put its own in their place. What they mean is the reader's. */
#pragma once

#include <gio/gio.h>

#include "store/osr-store-error.h"

G_BEGIN_DECLS

/**
 * osr_data_load:
 * @name: relative name, e.g. "calendars/ru.json"
 * @error: NOT_FOUND, INVALID for a name that leads outside, FAILED when it is there and unreadable
 *
 * Looks in `/etc/open-sources`, in the installation's data folder, then among what is built in.
 *
 * Returns: (transfer full): the contents
 */
GBytes *osr_data_load (const char *name, GError **error);

/**
 * osr_data_list:
 * @folder: e.g. "regulations"
 *
 * Returns: (transfer full): names in all three places, sorted, each once; empty for none
 */
GStrv osr_data_list (const char *folder);

G_END_DECLS
