/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a step on a stream beside the cases may be appended: of a report, or of an account. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

/**
 * osr_beside_check:
 * @stream: of a report or an account; a new one too
 * @event: what would be appended, at the coordinator's clock
 * @error: the rules' refusal; %OSR_CORE_ERROR_KNOWN when there is such a report already
 */
gboolean osr_beside_check (OsrLog *log, const char *person, const char *stream, OsrEvent *event,
                           GError **error);

/* (element-type OsrReportTrack) (transfer full): every report of the log. */
GPtrArray *osr_beside_load_reports (OsrLog *log, GError **error);

G_END_DECLS
