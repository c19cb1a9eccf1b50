/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message as it goes over the wire (RFC 5322, 2045, 2047): pure, and safe against whatever stands in
 * the words. What the words are is the notice's. */
#pragma once

#include "core/time/osr-instant.h"

G_BEGIN_DECLS

typedef struct {
  const char *sender; /* name of who sends; any text */
  const char *from;   /* address, as osr_mail_address_normalise() gives it */
  const char *to;     /* likewise */
  const char *id;     /* left part of the Message-ID: letters, digits, hyphens */
  OsrInstant date;
  const char *subject; /* any text; one line is made of it */
  const char *body;    /* any text; lines end with \n */
} OsrMailMessage;

/**
 * osr_mail_message_build:
 *
 * Lines end with CRLF and are at most 76 characters long, those of a long address apart; all of it is
 * ASCII, and the same for the same fields.
 *
 * Returns: (transfer full): the bytes; no null byte is at their end
 */
GBytes *osr_mail_message_build (const OsrMailMessage *message);

/**
 * osr_mail_address_normalise:
 * @text: "post@region.example", "post@область.рф"
 *
 * Returns: (transfer full) (nullable): the address with its domain in ASCII; %NULL when it is none
 *   that can be sent to: an ASCII name, an @ and a domain, at most 254 characters
 */
char *osr_mail_address_normalise (const char *text);

G_END_DECLS
