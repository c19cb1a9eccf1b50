/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults that a test orders for a method of any network: refusals, broken connections, answers that
 * are late, slow or damaged, effects that show later. Also counts the calls. Which fault comes when is
 * decided here; carrying it out is the server's, and for a network's own errors the network's. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum {
  OSR_SANDBOX_FAULT_NONE,
  /* the network refuses in its own words and does nothing */
  OSR_SANDBOX_FAULT_ERROR,            /* `code`, in words of `text` where the network has some */
  OSR_SANDBOX_FAULT_CAPTCHA,          /* with a picture; the call passes with the right key */
  OSR_SANDBOX_FAULT_CAPTCHA_REDIRECT, /* with a page; the call passes with the page's token */
  OSR_SANDBOX_FAULT_LONGPOLL_FAILED,  /* `code` 1 to 3 */
  OSR_SANDBOX_FAULT_CONFLICT,         /* another reader of the same events */
  OSR_SANDBOX_FAULT_MIGRATE,          /* the group has a new id from now on */
  /* the same for every network */
  OSR_SANDBOX_FAULT_DROP_BEFORE, /* do nothing, close the connection */
  OSR_SANDBOX_FAULT_DROP_AFTER,  /* do the work, close the connection */
  OSR_SANDBOX_FAULT_HTTP,        /* do nothing, answer status `code` */
  OSR_SANDBOX_FAULT_HTTP_AFTER,  /* do the work, answer status `code` */
  OSR_SANDBOX_FAULT_HOLD_ANSWER, /* do the work, answer after `seconds` */
  OSR_SANDBOX_FAULT_LATE,        /* do the work, let nobody see it for `seconds`; answer `code` */
  OSR_SANDBOX_FAULT_SLOW,        /* do the work, give the answer byte by byte within `seconds` */
  OSR_SANDBOX_FAULT_TRUNCATED,   /* do the work, give half of the answer */
  OSR_SANDBOX_FAULT_NOT_UTF8,    /* do the work, give an answer with a byte that is no UTF-8 */
  OSR_SANDBOX_FAULT_TYPES,       /* do the work, numbers as strings, digits as numbers, [] for {} */
  OSR_SANDBOX_FAULT_POISONED, /* do the work, give an answer that a stranger's words have spoilt */
} OsrSandboxFaultKind;

typedef struct {
  OsrSandboxFaultKind kind;
  gint64 code;
  gint64 seconds;
  char text[128]; /* "" for none */
} OsrSandboxFault;

typedef struct _OsrSandboxFaults OsrSandboxFaults;

/* Whether the network answers with an error of its own before anything happens. */
gboolean osr_sandbox_fault_refuses (const OsrSandboxFault *fault);

OsrSandboxFaults *osr_sandbox_faults_new (void);
void osr_sandbox_faults_free (OsrSandboxFaults *faults);

/**
 * osr_sandbox_faults_order:
 * @faults: the faults
 * @order: {"method","kind","code"?,"text"?,"times"?,"seconds"?}; "method" is a method's own name in its
 *   network, "POST /messages/…" where it has none, or a pattern with * of either or of the whole path;
 *   kind "clear" takes back what was ordered for the method ("*" for all) and sets no new one
 *
 * Returns: whether the order could be read; else nothing changes
 */
gboolean osr_sandbox_faults_order (OsrSandboxFaults *faults, JsonObject *order);

/**
 * osr_sandbox_faults_take:
 * @faults: the faults
 * @method: the method called
 * @path: the path it was called by
 *
 * Counts the call and uses up one turn of the oldest fault ordered for it.
 *
 * Returns: what is to go wrong; kind %OSR_SANDBOX_FAULT_NONE for nothing
 */
OsrSandboxFault osr_sandbox_faults_take (OsrSandboxFaults *faults, const char *method,
                                         const char *path);

/**
 * osr_sandbox_faults_describe:
 * @faults: the faults
 *
 * Returns: (transfer full): {"faults":[{"method","kind","code","remaining","seconds"}],"calls":{…}}
 */
JsonNode *osr_sandbox_faults_describe (OsrSandboxFaults *faults);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSandboxFaults, osr_sandbox_faults_free)

G_END_DECLS
