/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some members of a flat object, without a tree. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A member that is wanted and, after reading, what it holds. */
typedef struct {
  const char *name;
  const char *text; /* nullable: no string. Within what was read, no NUL behind it */
  gsize length;     /* of it */
  gint64 number;    /* 0 where it is no integer */
} OsrJsonFlatMember;

/**
 * osr_json_flat_read:
 * @members: those that are wanted
 * @n: their number
 *
 * Returns: whether the text is of the plain shape read here: then osr_json_read() takes it, too, and says
 *   the same of @members. Otherwise nothing is said of it, and osr_json_read() is to be asked
 */
gboolean osr_json_flat_read (const char *bytes, gsize length, OsrJsonFlatMember *members, guint n);

G_END_DECLS
