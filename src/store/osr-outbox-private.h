/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the outbox share. */
#pragma once

#include "store/osr-outbox.h"

G_BEGIN_DECLS

struct _OsrOutbox {
  OsrDatabase *database;
};

/* Sets NOT_FOUND; always FALSE. */
gboolean osr_outbox_not_found (GError **error, const char *what);

G_END_DECLS
