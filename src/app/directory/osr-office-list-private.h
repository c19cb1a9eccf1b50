/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that fill the lists of the office share; for them alone. */
#pragma once

#include "app/directory/osr-office-list.h"

G_BEGIN_DECLS

struct _OsrOfficeItem {
  GObject parent_instance;

  char *id;
  char *title;
  char *about;
  guint depth;
  gboolean past;
  const char *removal;
  JsonObject *removal_members;
};

/* Adds a row to @store, which owns it; @about is taken. */
OsrOfficeItem *osr_office_list_add (GListStore *store, const char *id, const char *title,
                                    char *about);

/* (transfer full): both with a dot between; either may be "" */
char *osr_office_list_join (const char *first, const char *second);

void osr_office_list_fill_hours (GListStore *store, OsrRegistry *registry, OsrInstant now);
void osr_office_list_fill_topics (GListStore *store, OsrRegistry *registry, OsrInstant now);
void osr_office_list_fill_settings (GListStore *store, OsrRegistry *registry, OsrInstant now);

G_END_DECLS
