/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the streams of a log: the office, cases, and what stands beside cases: an account with what
 * was posted in it, a report on its way, the checkpoints of the log itself. Which of them it is, is read off the name alone. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  OSR_STREAM_UNKNOWN,
  OSR_STREAM_OF_OFFICE,     /* "office" */
  OSR_STREAM_OF_CASE,       /* a uuid */
  OSR_STREAM_OF_ACCOUNT,    /* "account/ID": every member of the office reads it */
  OSR_STREAM_OF_REPORT,     /* "report/UUID": read like a case */
  OSR_STREAM_OF_CHECKPOINTS /* "checkpoint": every member of the office reads it, the log writes it */
} OsrStreamKind;

#define OSR_STREAM_ACCOUNT_PREFIX "account/"
#define OSR_STREAM_REPORT_PREFIX  "report/"
#define OSR_STREAM_CHECKPOINT     "checkpoint"

/* @stream: (nullable): from anybody; a name that is none of them is unknown */
OsrStreamKind osr_stream_get_kind (const char *stream);

/* Whether @stream is beside the cases: of an account, of a report, or of the checkpoints. */
gboolean osr_stream_is_record (const char *stream);

/* (transfer full): the stream of the account @id */
char *osr_stream_new_for_account (const char *id);

/* (transfer full): the stream of a new report */
char *osr_stream_new_for_report (void);

/* (nullable): the id of the account whose stream it is */
const char *osr_stream_get_account (const char *stream);

G_END_DECLS
