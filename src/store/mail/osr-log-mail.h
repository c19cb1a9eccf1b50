/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notices on their way, as rows beside the log: one for each event and person. What they say, how they
 * are sent and when to try again is the mailer's. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

typedef enum {
  OSR_MAIL_WAITING,
  OSR_MAIL_SENDING, /* committed before the first byte */
  OSR_MAIL_SENT,
  OSR_MAIL_GIVEN_UP /* nobody tries again by itself */
} OsrMailState;

typedef struct {
  gint64 id;
  char *stream;   /* of the event that caused it */
  gint64 version; /* of that event */
  char *about;    /* its type */
  char *person;
  char *report;  /* of the profile: "email-notice" */
  char *message; /* left part of the Message-ID: the same at every attempt */
  OsrMailState state;
  int attempts; /* how often sending began */
  OsrInstant queued_at;
  OsrInstant next_at; /* not before this moment of the log's clock */
  char *fault;        /* nullable: why the last attempt failed */
} OsrMail;

void osr_mail_free (OsrMail *mail);

/* "waiting", "sending", "sent", "given-up". */
const char *osr_mail_state_nick (OsrMailState state);

/**
 * osr_log_queue_mail:
 * @mail: stream, version, about, person, report and message; the rest is ignored
 *
 * Adds a waiting one, in the transaction of its event. What is there already for that event and
 * person stays as it is.
 */
gboolean osr_log_queue_mail (OsrLog *self, const OsrMail *mail, GError **error);

/**
 * osr_log_take_mail:
 * @error: a failure of the file; %NULL and no error when nothing is due
 *
 * Marks the one that has been due for longest as being sent, and counts the attempt.
 *
 * Returns: (transfer full) (nullable)
 */
OsrMail *osr_log_take_mail (OsrLog *self, GError **error);

/* Writes state, next_at and fault of @mail; alone or in a transaction. */
gboolean osr_log_update_mail (OsrLog *self, const OsrMail *mail, GError **error);

/* What was being sent when a program died waits again: for the one that serves the office. */
gboolean osr_log_recover_mail (OsrLog *self, GError **error);

/* Lets those wait again that were given up; they are due at once. @n: (out): how many. */
gboolean osr_log_retry_mail (OsrLog *self, gint64 *n, GError **error);

/**
 * osr_log_list_mail:
 * @all: those that were sent, too
 *
 * Returns: (element-type OsrMail) (transfer full): oldest first
 */
GPtrArray *osr_log_list_mail (OsrLog *self, gboolean all, GError **error);

/* When the next one is due, on the log's clock; OSR_INSTANT_UNKNOWN when none waits. */
OsrInstant osr_log_next_mail (OsrLog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrMail, osr_mail_free)

G_END_DECLS
