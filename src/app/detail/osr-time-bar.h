/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All limits of a case on one axis of working time: what was met is ticked, now is a line, lunch
 * and closed days are folded and named. */
#pragma once

#include <gtk/gtk.h>

#include "core/osr-deadline.h"

G_BEGIN_DECLS

#define OSR_TYPE_TIME_BAR (osr_time_bar_get_type ())
G_DECLARE_FINAL_TYPE (OsrTimeBar, osr_time_bar, OSR, TIME_BAR, GtkWidget)

GtkWidget *osr_time_bar_new (void);

/**
 * osr_time_bar_set_limits:
 * @deadlines: (nullable) (element-type OsrDeadline): of the case
 * @pressing: (nullable): the one of them that is drawn in colour; its office's hours are the axis
 * @registry: (nullable): for the hours
 * @now: the coordinator's time
 */
void osr_time_bar_set_limits (OsrTimeBar *self, GPtrArray *deadlines, const OsrDeadline *pressing,
                              OsrRegistry *registry, OsrInstant now);

G_END_DECLS
