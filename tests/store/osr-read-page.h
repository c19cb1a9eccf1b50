/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of changes as a workstation has them: written as they travel, and read back by what it reads
 * them with. */
#pragma once

#include "store/osr-cache.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

/* (transfer full): the page in the answer @body; %NULL where a workstation would refuse it */
OsrPage *read_page (GBytes *body, GError **error);

/* (transfer full): what osr_log_write_changes() and osr_log_write_changes_after() tell */
OsrPage *read_changes (OsrLog *log, const char *person, const char *since, guint limit,
                       GError **error);
OsrPage *read_changes_after (OsrLog *log, const char *person, gint64 position, guint limit,
                             GError **error);

/* Where @page ends: what its cursor seals. */
gint64 position_after (OsrLog *log, const OsrPage *page);

/* Brings @cache up to date with what @person is told. @changed: (nullable): streams are added to it */
void follow_log (OsrLog *log, const char *person, OsrCache *cache, GPtrArray *changed);

G_END_DECLS
