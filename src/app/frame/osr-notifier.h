/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the desktop that a limit runs out: one notification a case, replaced by the next one. */
#pragma once

#include <gio/gio.h>

#include "app/shared/osr-warner.h"
#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_NOTIFIER (osr_notifier_get_type ())
G_DECLARE_FINAL_TYPE (OsrNotifier, osr_notifier, OSR, NOTIFIER, GObject)

/**
 * osr_notifier_new:
 * @application: who sends; "app.open-case" of it is what a notification does
 * @workplace: who warns
 * @settings: (nullable): whose "notify" is asked each time; %NULL sends always
 */
OsrNotifier *osr_notifier_new (GApplication *application, OsrWorkplace *workplace,
                               GSettings *settings);

/* Of how many cases a notification stands. */
guint osr_notifier_count_sent (OsrNotifier *self);

/* (transfer full): what of @warned is said. No name and no word of a citizen: it may stand on a locked
 * screen. */
char *osr_notifier_title (const OsrWarned *warned);
char *osr_notifier_body (const OsrWarned *warned);

G_END_DECLS
