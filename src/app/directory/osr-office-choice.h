/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the office that are one choice of a few: how it reads what the regulation leaves open,
 * which edition of the regulation is in force, and whether days off by decree count. A view-model: no
 * widgets. */
#pragma once

#include <gio/gio.h>

#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *text;
} OsrOfficeOption;

typedef struct {
  char *id; /* "edition", "calendar", or the id of a reading */
  char *question;
  char *clauses;      /* nullable */
  GPtrArray *options; /* OsrOfficeOption */
  guint chosen;       /* index into options */
} OsrOfficeChoice;

/* (element-type OsrOfficeChoice) (transfer full): all choices of the office as it is. */
GPtrArray *osr_office_choices_new (OsrRegistry *registry);
OsrOfficeChoice *osr_office_choice_find (GPtrArray *choices, const char *id);

/**
 * osr_office_choice_build:
 * @option: index of what is to be chosen
 * @type: (out): the event that it takes
 *
 * Returns: (transfer full) (nullable): the members of the event
 */
JsonObject *osr_office_choice_build (OsrRegistry *registry, const OsrOfficeChoice *choice,
                                     guint option, const char **type, GError **error);

void osr_office_choice_free (OsrOfficeChoice *choice);

G_END_DECLS
