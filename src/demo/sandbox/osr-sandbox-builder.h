/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of a JSON answer, one line each. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void osr_sandbox_shape_int (JsonBuilder *builder, const char *member, gint64 value);
void osr_sandbox_shape_flag (JsonBuilder *builder, const char *member, gboolean value);

/* @value (nullable) is written as null when there is none. */
void osr_sandbox_shape_string (JsonBuilder *builder, const char *member, const char *value);

/* Opens an object or a list as a member; the caller closes it. */
void osr_sandbox_shape_object (JsonBuilder *builder, const char *member);
void osr_sandbox_shape_array (JsonBuilder *builder, const char *member);

G_END_DECLS
