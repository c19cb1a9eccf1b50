/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The duties of the office that are worth looking at now, as a list for the window. */
#pragma once

#include <gio/gio.h>

#include "app/duties/osr-duty-item.h"
#include "core/duties/osr-duty.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

/**
 * osr_duty_list_fill:
 * @store: of #OsrDutyItem; what it holds is replaced
 * @replica: (nullable): whose office; %NULL empties the list
 * @now: the coordinator's time
 *
 * Everybody sees them. The watch of an own account is counted from the cases that this person sees.
 */
void osr_duty_list_fill (GListStore *store, OsrReplica *replica, OsrInstant now);

/* Writes to the outbox that the clerk has looked at the post of @item, which has an account. */
gboolean osr_duty_list_tell_look (OsrDutyItem *item, OsrReplica *replica, OsrInstant now,
                                  GError **error);

/* (transfer full) (nullable): what the office's regulation asks for besides cases. */
OsrDutySpecs *osr_duty_list_read (OsrReplica *replica);

/* (element-type OsrDuty) (transfer full): all of @specs, which must outlive them. */
GPtrArray *osr_duty_list_compute (OsrReplica *replica, OsrDutySpecs *specs, OsrInstant now);

G_END_DECLS
