/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The disk of a desk is full for a while. What is promised of that: it is said, what was written is kept,
 * and once there is room all goes on by itself. */
#pragma once

#include "sim-desk.h"

G_BEGIN_DECLS

/* Some desk's disk is full, for up to a minute or two. */
void sim_room_ends (void);

/* There is room again at once; and the story is over. */
void sim_room_returns (void);
void sim_room_end (void);

/* The replica took a step or not. @error: (nullable) */
void sim_room_answered (SimDesk *desk, const GError *error);

/* A clerk wrote @text on a case, all of it. */
void sim_room_wrote (SimDesk *desk, const char *case_id, const char *text);

G_END_DECLS
