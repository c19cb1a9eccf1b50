/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults that a test orders for a method: the answer held back, an error, a connection dropped before
 * or after the work was done. Also counts the calls. Which fault comes when is decided here; carrying
 * it out is the server's. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  OSR_SANDBOX_FAULT_NONE,
  OSR_SANDBOX_FAULT_HOLD_ANSWER, /* do the work, answer after `seconds` */
  OSR_SANDBOX_FAULT_ERROR,       /* answer `code`, do nothing */
  OSR_SANDBOX_FAULT_DROP_BEFORE, /* do nothing, close the connection */
  OSR_SANDBOX_FAULT_DROP_AFTER,  /* do the work, close the connection */
} OsrSandboxFaultKind;

typedef struct {
  OsrSandboxFaultKind kind;
  gint64 code;
  gint64 seconds;
} OsrSandboxFault;

typedef struct _OsrSandboxFaults OsrSandboxFaults;

OsrSandboxFaults *osr_sandbox_faults_new (void);
void osr_sandbox_faults_free (OsrSandboxFaults *faults);

/**
 * osr_sandbox_faults_order:
 * @faults: the faults
 * @order: {"method","kind","code"?,"times"?,"seconds"?}; kind "clear" takes back what was ordered for
 *   the method ("*" for all) and sets no new one
 *
 * Returns: whether the order could be read; else nothing changes
 */
gboolean osr_sandbox_faults_order (OsrSandboxFaults *faults, JsonObject *order);

/**
 * osr_sandbox_faults_take:
 * @faults: the faults
 * @method: the method called
 *
 * Counts the call and uses up one turn of the oldest fault ordered for it.
 *
 * Returns: what is to go wrong; kind %OSR_SANDBOX_FAULT_NONE for nothing
 */
OsrSandboxFault osr_sandbox_faults_take (OsrSandboxFaults *faults, const char *method);

/**
 * osr_sandbox_faults_describe:
 * @faults: the faults
 *
 * Returns: (transfer full): {"faults":[{"method","kind","code","remaining","seconds"}],"calls":{…}}
 */
JsonNode *osr_sandbox_faults_describe (OsrSandboxFaults *faults);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSandboxFaults, osr_sandbox_faults_free)

G_END_DECLS
