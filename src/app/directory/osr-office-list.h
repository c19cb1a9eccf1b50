/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office as lists of rows, and a form's fields as members of the event that a change is. A
 * view-model: no widgets. */
#pragma once

#include <gio/gio.h>

#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef enum {
  OSR_OFFICE_BODIES,
  OSR_OFFICE_PEOPLE,
  OSR_OFFICE_ROLES,
  OSR_OFFICE_SUBSTITUTIONS,
  OSR_OFFICE_ACCOUNTS,
  OSR_OFFICE_TOPICS,
  OSR_OFFICE_HOURS,   /* rows open the hours' own form; "" is the office */
  OSR_OFFICE_SETTINGS /* rows open a choice */
} OsrOfficeSection;

#define OSR_N_OFFICE_SECTIONS (OSR_OFFICE_SETTINGS + 1)

#define OSR_TYPE_OFFICE_ITEM (osr_office_item_get_type ())
G_DECLARE_FINAL_TYPE (OsrOfficeItem, osr_office_item, OSR, OFFICE_ITEM, GObject)

const char *osr_office_item_get_id (OsrOfficeItem *self);
const char *osr_office_item_get_title (OsrOfficeItem *self);
const char *osr_office_item_get_about (OsrOfficeItem *self);
guint osr_office_item_get_depth (OsrOfficeItem *self);

/* Whether it has ended, is over, or signs in no more. */
gboolean osr_office_item_is_past (OsrOfficeItem *self);

/* (nullable): the event that takes it away, with the members that it needs: of a role and of a
 * substitution that is not over. */
const char *osr_office_item_get_removal (OsrOfficeItem *self);
JsonObject *osr_office_item_get_removal_members (OsrOfficeItem *self);

/* Name of a section, what it is for, and what an empty one says; translated. */
const char *osr_office_section_name (OsrOfficeSection section);
const char *osr_office_section_about (OsrOfficeSection section);
const char *osr_office_section_empty (OsrOfficeSection section);

/* Fills @store with the rows of @section as the office is at @now. */
void osr_office_list_fill (GListStore *store, OsrRegistry *registry, OsrOfficeSection section,
                           OsrInstant now);

typedef enum {
  OSR_FIELD_TEXT,
  OSR_FIELD_FIRST_DAY,
  OSR_FIELD_LAST_DAY,
  OSR_FIELD_LINES, /* several texts, one a line */
  OSR_FIELD_SWITCH,
  OSR_FIELD_PERSON,
  OSR_FIELD_BODY,
  OSR_FIELD_ROLE,
  OSR_FIELD_GROUND,
  OSR_FIELD_NETWORK,
  OSR_FIELD_PEOPLE, /* any of the persons: ids with commas between */
  OSR_FIELD_TOPICS  /* any of the topics, likewise */
} OsrOfficeFieldKind;

/* Whether several of the choices are chosen. */
#define OSR_FIELD_IS_MANY(kind) ((kind) >= OSR_FIELD_PEOPLE)

typedef struct {
  const char *member;
  const char *label; /* not yet translated */
  OsrOfficeFieldKind kind;
  gboolean needed;
  gboolean fixed; /* cannot be changed any more */
} OsrOfficeField;

/* The fields of a form; ends with a %NULL member. %NULL: the section has no form. */
const OsrOfficeField *osr_office_get_fields (OsrOfficeSection section);

/* The event that the form makes. */
const char *osr_office_get_event (OsrOfficeSection section);

/* (transfer full): what can be chosen for a field: ids and names by turns; NULL-terminated. */
GStrv osr_office_dup_choices (OsrRegistry *registry, OsrOfficeFieldKind kind, OsrInstant now);

/* (transfer full): what @id's field shows now; "" for nothing. */
char *osr_office_dup_value (OsrRegistry *registry, OsrOfficeSection section, const char *id,
                            const OsrOfficeField *field);

/**
 * osr_office_build:
 * @id: (nullable): what is changed; %NULL for something new
 * @values: member → text
 * @fault: (out) (transfer full): a sentence, when a field is not right
 *
 * Returns: (transfer full) (nullable): the members of the event
 */
JsonObject *osr_office_build (OsrRegistry *registry, OsrOfficeSection section, const char *id,
                              GHashTable *values, char **fault);

/* (transfer full) (nullable): the members of the event that would set @id as it is now */
JsonObject *osr_office_dup_members (OsrRegistry *registry, OsrOfficeSection section,
                                    const char *id);

G_END_DECLS
