/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the list of duties, in words; and whose account is to be looked at, where one is. */
#pragma once

#include <glib-object.h>

#include "core/duties/osr-duty.h"

G_BEGIN_DECLS

#define OSR_TYPE_DUTY_ITEM (osr_duty_item_get_type ())
G_DECLARE_FINAL_TYPE (OsrDutyItem, osr_duty_item, OSR, DUTY_ITEM, GObject)

/**
 * osr_duty_item_new:
 * @duty: is read, not kept
 * @registry: for the names of accounts
 * @now: the coordinator's time
 */
OsrDutyItem *osr_duty_item_new (const OsrDuty *duty, OsrRegistry *registry, OsrInstant now);

const char *osr_duty_item_get_id (OsrDutyItem *self);    /* the duty's, in the profile */
const char *osr_duty_item_get_title (OsrDutyItem *self); /* "posts, Housing in VK" */
const char *
osr_duty_item_get_about (OsrDutyItem *self); /* "March 2026 · clause 19 · the curator" */
const char *osr_duty_item_get_due (OsrDutyItem *self);  /* "no date is named" */
const char *osr_duty_item_get_text (OsrDutyItem *self); /* the clause in our words; nullable */
const char *osr_duty_item_get_says (OsrDutyItem *self); /* "not yet made" */
OsrDutyState osr_duty_item_get_state (OsrDutyItem *self);

/* (nullable): the account whose post is to be looked at, where the person may tell of a look now; and
 * the post. */
const char *osr_duty_item_get_account (OsrDutyItem *self);
const char *osr_duty_item_get_post (OsrDutyItem *self);
void osr_duty_item_set_look (OsrDutyItem *self, const char *account, const char *post);

G_END_DECLS
