/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two halves of the view-model share; for them alone. */
#pragma once

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

/* Keeps @sentence's signal in one place. */
void osr_workplace_emit_failed (OsrWorkplace *self, const char *sentence);

/* Remembers that the command @uuid is a step of @type, for "act-settled". */
void osr_workplace_expect (OsrWorkplace *self, const char *uuid, const char *type);

G_END_DECLS
