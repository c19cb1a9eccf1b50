/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is signed in and for which body, at the start of the header. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_PERSON_MARK (osr_person_mark_get_type ())
G_DECLARE_FINAL_TYPE (OsrPersonMark, osr_person_mark, OSR, PERSON_MARK, OsrPane)

/**
 * osr_person_mark_office:
 * @person: id
 *
 * Returns: (transfer full): the bodies the person executes for, else the role, translated
 */
char *osr_person_mark_office (OsrRegistry *registry, const char *person);

/* (transfer full): "In my own name", then "Acting for …" for each of @absent; NULL-terminated. */
GStrv osr_person_mark_dup_choices (OsrRegistry *registry, GPtrArray *absent);

/* (transfer full) (nullable): who stands in for @person now, as a sentence to them. */
char *osr_person_mark_absence (OsrRegistry *registry, const char *person, OsrInstant now);

/* Without room for name and office they are in the tooltip. */
void osr_person_mark_set_narrow (OsrPersonMark *self, gboolean narrow);

G_END_DECLS
