/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of texts read: the lists that ship, and lines of tests/data/text. */
#pragma once

#include "core/text/osr-text-reader.h"

G_BEGIN_DECLS

/* The reader with the lists that ship; fails the test without them. */
OsrTextReader *text_fixture_reader_new (const char *region);

/* (transfer full): the contents of a file in tests/data/text */
char *text_fixture_load (const char *name);

/* (transfer full): its lines, those that begin with # left out */
GPtrArray *text_fixture_load_lines (const char *name);

/* (transfer full): the fields of a line of a table */
GStrv text_fixture_split (const char *line);

/* Findings of @kind in @text. */
guint text_fixture_count (OsrTextReader *reader, const char *text, OsrScreeningKind kind);

G_END_DECLS
