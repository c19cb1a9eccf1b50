/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture of digits, for captchas. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * osr_sandbox_picture_of_digits:
 * @digits: digits only
 *
 * Returns: (transfer full): a PNG that a person can read them from
 */
GBytes *osr_sandbox_picture_of_digits (const char *digits);

G_END_DECLS
