/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two quarters of an office: four bodies that answer more or less in time, and a supervisor, "chief",
 * who reads it all. */
#pragma once

#include "osr-desk-fixture.h"

#define QUARTERS_NOW "2026-07-02T10:00:00+09:00"

/* By the shipped profile @regulation. The same cases each time; the clock stands at QUARTERS_NOW. */
Desk *quarters_new (const char *regulation);
