/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a message that is registered by hand: what stands in them as an entry, and as the text
 * by which they are kept. */
#pragma once

#include <adwaita.h>

#include "core/message/osr-message-entry.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_REGISTER_FORM (osr_register_form_get_type ())
G_DECLARE_FINAL_TYPE (OsrRegisterForm, osr_register_form, OSR, REGISTER_FORM, AdwBin)

/* Signal "changed" (): the person changed a field. */

/* The networks that the profile names; fields that were kept are filled in again. */
void osr_register_form_set_replica (OsrRegisterForm *self, OsrReplica *replica);

/**
 * osr_register_form_dup_entry:
 * @now: which day "10:12" is
 * @error: (nullable): %OSR_MESSAGE_FAULT; without it the entry is as far as it goes
 */
OsrMessageEntry *osr_register_form_dup_entry (OsrRegisterForm *self, OsrInstant now,
                                              GError **error);

/* Keeps what stands there; forgets it when nothing does. */
void osr_register_form_keep (OsrRegisterForm *self);
void osr_register_form_forget (OsrRegisterForm *self);

/* Fields by their names: "link", "text", …; for tests. */
void osr_register_form_set (OsrRegisterForm *self, const char *field, const char *text);
char *osr_register_form_dup (OsrRegisterForm *self, const char *field);

void osr_register_form_focus (OsrRegisterForm *self);

G_END_DECLS
