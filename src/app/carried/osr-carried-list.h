/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went along with a citizen's message, as the window shows it: pictures that were kept, things that
 * stayed in the network, and how many could not be kept. No widgets here. */
#pragma once

#include "core/osr-case.h"

G_BEGIN_DECLS

/**
 * OsrCarried:
 * @digest: (nullable): of a file that the coordinator keeps; %NULL for what stayed in the network
 * @address: (nullable): where in the network; an address of the web
 * @drawn: whether it is shown as a picture; else as a row with @name and @size
 * @name: "Photo 2", "Video · vk.com", "plan.pdf · vk.com"
 * @size: bytes; 0 where that is not known
 * @suffix: "jpg", for a copy of the file
 */
typedef struct {
  char *digest;
  char *address;
  gboolean drawn;
  char *name;
  gint64 size;
  const char *suffix;
} OsrCarried;

void osr_carried_free (OsrCarried *self);

/* (transfer full) (element-type OsrCarried): in the message's order, pictures first; none once erased */
GPtrArray *osr_carried_list (OsrCase *c);

/* How many pictures were looked for and could not be kept. */
guint osr_carried_count_missing (OsrCase *c);

/* (transfer full) (nullable): "title · host" of the page behind the message's link, and what more it said
 * of itself: site and description, a line each */
char *osr_carried_dup_link (OsrCase *c);
char *osr_carried_dup_about (OsrCase *c);

/* (transfer full): two lists of the same print are shown the same */
char *osr_carried_dup_print (OsrCase *c);

G_END_DECLS
