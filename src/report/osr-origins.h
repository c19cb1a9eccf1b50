/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the data that ship with the programs come from, for the page "About the data" and for scripts:
 * whoever is to be named is named in both. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* All in the language of the window. */
typedef struct {
  GStrv files;   /* names of the data, "places/districts-osm.json" */
  char *name;    /* what it is */
  char *origin;  /* who made it */
  char *credit;  /* nullable: who must be named */
  char *licence; /* translated */
  char *id;      /* of the licence, as in the file */
  char *address; /* nullable: of the origin */
  char *terms;   /* nullable: address of the licence */
  char *text;    /* nullable: name of the data that hold the licence's text */
  char *note;    /* nullable */
} OsrOrigin;

/**
 * osr_origins_new:
 * @document: origins.json
 *
 * Returns: (element-type OsrOrigin) (transfer full): in the order of the document
 */
GPtrArray *osr_origins_new (JsonObject *document);

G_END_DECLS
