/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the log of the office is still the one that this workstation was told. */
#pragma once

#include "sync/osr-replica.h"

G_BEGIN_DECLS

/* Whether a checkpoint stands for other events than those that are held here, or does not follow the
 * one before it. Stays so, also after a new start, until what is held was had anew. Property
 * "contradicted" of the replica. */
gboolean osr_replica_is_contradicted (OsrReplica *self);

G_END_DECLS
