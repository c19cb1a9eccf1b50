/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases, limits and their derivation as lines of a terminal. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-deadline.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

/* (transfer full): "23.11.2026 10:05", in the zone of the office; "—" when unknown */
char *osr_ctl_text_moment (OsrRegistry *registry, OsrInstant instant);

/* Prints each limit of @the_case; with @derive how its moment comes about. */
void osr_ctl_print_limits (OsrCase *the_case, OsrRegistry *registry, OsrInstant now,
                           gboolean derive);

/* Prints how the moment of the limit that presses in @the_case comes about. */
void osr_ctl_print_pressing (OsrCase *the_case, OsrRegistry *registry);

/* Prints how the moment of @deadline comes about, from its clause to the result. */
void osr_ctl_print_explained (const OsrDeadline *deadline, GPtrArray *deadlines, OsrCase *the_case,
                              OsrRegistry *registry);

/* (transfer full): "met late, 06.03.2026 10:12", "2 h left", "overdue by 5 min"… */
char *osr_ctl_text_limit_state (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now);

/* What a state is called. */
const char *osr_ctl_text_state (OsrCaseState state);

G_END_DECLS
