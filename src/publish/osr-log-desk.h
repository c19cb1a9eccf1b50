/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator's desk: a step is written into the log, row and event in one transaction. */
#pragma once

#include "publish/osr-publishing-desk.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

#define OSR_TYPE_LOG_DESK (osr_log_desk_get_type ())
G_DECLARE_FINAL_TYPE (OsrLogDesk, osr_log_desk, OSR, LOG_DESK, GObject)

/* (transfer full): @log must outlive the desk */
OsrPublishingDesk *osr_log_desk_new (OsrLog *log);

G_END_DECLS
