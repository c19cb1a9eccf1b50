/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is to be told of an event, by the regulation of its case. Pure; how they are told, and that it
 * is done once, is the business of whoever asks. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"
#include "core/regulation/osr-notice-spec.h"

G_BEGIN_DECLS

typedef struct {
  const char *person; /* borrowed from the registry */
  const char *absent; /* likewise, nullable: for whom @person stands in, where it is theirs */
  const OsrNoticeSpec *spec; /* borrowed from the regulation */
} OsrNotice;

/**
 * osr_notices_compute:
 * @self: the case, @event folded in
 * @registry: the office
 * @event: what has happened
 *
 * The holders of the roles that the profile names for @event: where a role is of a body, for the
 * event's body, else that of its draft, else the one that has the case. Whoever did it is not told,
 * nobody is told twice, and where the event names a person in `to`, nobody else is. Whoever stands in
 * for somebody at the moment of the event gets what that person gets, who keeps theirs: they may still
 * act. Somebody disabled gets nothing.
 *
 * Returns: (element-type OsrNotice) (transfer full): in the order of the profile and the directory
 */
GPtrArray *osr_notices_compute (OsrCase *self, OsrRegistry *registry, OsrEvent *event);

/* (nullable): the notice that @person gets of @event, when asked again later. */
const OsrNotice *osr_notices_find (GPtrArray *notices, const char *person);

G_END_DECLS
