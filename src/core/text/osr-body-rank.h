/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which bodies a case may be routed to, by its topics and its place. A suggestion: the curator
 * routes. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef struct {
  const OsrBody *body; /* borrowed from the registry */
  GPtrArray *topics;   /* OsrTopic: of the chosen ones, those of its field */
  gboolean local;      /* its name has the place in it */
  gboolean returned;   /* it gave this case back already */
} OsrBodyRank;

/**
 * osr_body_ranks_new:
 * @topics: (nullable): ids that were chosen
 * @locality: (nullable): the place, in the nominative
 *
 * Returns: (element-type OsrBodyRank) (transfer full): every body: those of the field first, among
 *   equals those of the place, those that returned the case last
 */
GPtrArray *osr_body_ranks_new (OsrCase *c, OsrRegistry *registry, const char *const *topics,
                               const char *locality);

G_END_DECLS
