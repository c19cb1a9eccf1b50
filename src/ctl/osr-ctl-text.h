/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases, limits and their derivation as lines of a terminal. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-deadline.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

/* (transfer full): "23.11.2026 10:05", in the zone of the office; "—" when unknown */
char *osr_ctl_text_moment (OsrRegistry *registry, OsrInstant instant);

/* (transfer full): "2 h 55 min", with seconds when there are any */
char *osr_ctl_text_span (gint64 span);

/* What a limit is called, by the id of its timer; the id itself for one this program does not know. */
const char *osr_ctl_text_timer (const char *id);

/* Prints each limit of @the_case; with @derive how its moment comes about. */
void osr_ctl_print_limits (OsrCase *the_case, OsrRegistry *registry, OsrInstant now,
                           gboolean derive);

/* Prints how the due moment of the timer @id comes about. */
void osr_ctl_print_derivation (OsrCase *the_case, OsrRegistry *registry, const char *id);

/* What a state is called. */
const char *osr_ctl_text_state (OsrCaseState state);

G_END_DECLS
