/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Desktop notifications of what the regulation has the person told of: the same events that go out by
 * e-mail, for the person and for whomever they stand in for. Limits that run out are osr-notifier.h. */
#pragma once

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_EVENT_NOTIFIER (osr_event_notifier_get_type ())
G_DECLARE_FINAL_TYPE (OsrEventNotifier, osr_event_notifier, OSR, EVENT_NOTIFIER, GObject)

/* @settings: (nullable): with the key `notify` */
OsrEventNotifier *osr_event_notifier_new (GApplication *application, OsrWorkplace *workplace,
                                          GSettings *settings);

/* Notifications that were sent since the person signed in; (nullable): the body of the last one. */
guint osr_event_notifier_count_sent (OsrEventNotifier *self);
const char *osr_event_notifier_get_last (OsrEventNotifier *self);

G_END_DECLS
