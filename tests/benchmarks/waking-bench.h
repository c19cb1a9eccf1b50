/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs to wake two thousand long polls. */
#pragma once

#include "coordinator-bench.h"

G_BEGIN_DECLS

/* Prints the times and their ratio to a bare SoupServer. */
void bench_measure_waking (Bench *bench);

G_END_DECLS
