/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a notice says: made of the log as it was at the event, so that every attempt says the same.
 * The program's own words, those of the profile, the number of the case and its limit; what the
 * citizen wrote only where the office allows it. */
#pragma once

#include "coordinator/osr-settings.h"
#include "store/mail/osr-log-mail.h"

G_BEGIN_DECLS

typedef struct _OsrMailNotice OsrMailNotice;

/* (nullable): the notices of office.conf in @settings' language; the words are loaded once.
 * @log and @settings must outlive it. */
OsrMailNotice *osr_mail_notice_new (OsrLog *log, const OsrMailSettings *settings, GError **error);
void osr_mail_notice_free (OsrMailNotice *self);

/**
 * osr_mail_notice_build:
 * @mail: a row of the queue
 * @to: (out) (transfer full): the person's address
 * @error: %OSR_STORE_ERROR_NOT_FOUND when there is no such event, person, address or notice now
 *
 * Returns: (transfer full): the message's bytes
 */
GBytes *osr_mail_notice_build (OsrMailNotice *self, const OsrMail *mail, char **to, GError **error);

/* (transfer full): a message that only shows that e-mail works. */
GBytes *osr_mail_notice_build_test (const OsrMailSettings *settings, const char *to, OsrInstant now,
                                    GError **error);

/**
 * osr_mail_notice_queue:
 * @record: an event that is being appended
 *
 * Queues a notice for everybody who is to be told of it and has an address.
 */
gboolean osr_mail_notice_queue (OsrLog *log, OsrRecord *record, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrMailNotice, osr_mail_notice_free)

G_END_DECLS
