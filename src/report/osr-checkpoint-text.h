/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A checkpoint of the log as it is printed and read out. */
#pragma once

#include "core/audit/osr-checkpoint.h"

G_BEGIN_DECLS

/* (transfer full): a sentence; @zone nullable */
char *osr_checkpoint_text (const OsrCheckpoint *self, OsrZone *zone);

/* What is said of a log whose checkpoint does not fit what a workstation holds. */
const char *osr_checkpoint_text_contradicted (void);

G_END_DECLS
