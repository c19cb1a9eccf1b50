/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strip under the header while this workstation's files cannot be written, and after unsent texts
 * were rescued from a damaged one. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_STORAGE_STRIP (osr_storage_strip_get_type ())
G_DECLARE_FINAL_TYPE (OsrStorageStrip, osr_storage_strip, OSR, STORAGE_STRIP, OsrPane)

G_END_DECLS
