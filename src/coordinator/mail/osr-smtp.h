/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hands messages to a mail server, with TLS and sign-in as the settings say. Blocks: for a thread of
 * its own, that another may interrupt. When to try again is the mailer's. */
#pragma once

#include "coordinator/osr-settings.h"

G_BEGIN_DECLS

typedef enum {
  OSR_SMTP_SENT,   /* the server has taken it */
  OSR_SMTP_LATER,  /* not now: no server, no sign-in, a refusal that it calls passing */
  OSR_SMTP_REFUSED /* this person or this message never */
} OsrSmtpOutcome;

typedef struct _OsrSmtp OsrSmtp;

/* @settings are copied as far as needed. */
OsrSmtp *osr_smtp_new (const OsrMailSettings *settings);
void osr_smtp_free (OsrSmtp *self);

/**
 * osr_smtp_send:
 * @to: an address as osr_mail_address_normalise() gives it
 * @message: its bytes
 * @fault: (out) (nullable): what went wrong, in one line, without the password
 *
 * Where the connection breaks after the last byte it is not known whether the server took it; that
 * counts as LATER, and the same Message-ID lets the receiver see the double.
 */
OsrSmtpOutcome osr_smtp_send (OsrSmtp *self, const char *to, GBytes *message, char **fault);

/* Takes leave of the server; the next sending connects anew. From the thread that sends. */
void osr_smtp_rest (OsrSmtp *self);

/* From any thread: what is under way fails at once, and everything after it. */
void osr_smtp_interrupt (OsrSmtp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSmtp, osr_smtp_free)

G_END_DECLS
