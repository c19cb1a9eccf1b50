/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Row and event in one transaction: neither can be without the other. */
#include "publish/osr-log-desk.h"

#include "publish/osr-publisher-telling.h"
#include "store/files/osr-log-files.h"

struct _OsrLogDesk {
  GObject parent_instance;

  OsrLog *log; /* borrowed */
};

static OsrInstant
log_desk_get_now (OsrPublishingDesk *desk)
{
  return osr_clock_now (osr_log_get_clock (OSR_LOG_DESK (desk)->log));
}

static OsrCase *
log_desk_load_case (OsrPublishingDesk *desk, const char *id, GError **error)
{
  return osr_log_load_case (OSR_LOG_DESK (desk)->log, id, error);
}

static char *
log_desk_dup_file_path (OsrPublishingDesk *desk, const char *digest)
{
  return osr_log_dup_file_path (OSR_LOG_DESK (desk)->log, digest);
}

static OsrNeighbours *
log_desk_find_neighbours (OsrPublishingDesk *desk, const OsrNeighbourhood *around, GError **error)
{
  return osr_neighbours_find (OSR_LOG_DESK (desk)->log, around, error);
}

static gboolean
log_desk_write (OsrPublishingDesk *desk, const OsrPublisherOutcome *outcome, gboolean *appended,
                GError **error)
{
  OsrLog *log = OSR_LOG_DESK (desk)->log;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, error);

  return transaction != NULL && osr_publisher_tell (log, outcome, NULL, appended, error) &&
         osr_log_update_publication (log, outcome->row, outcome->release, error) &&
         osr_log_commit (transaction, error);
}

static void
log_desk_iface_init (OsrPublishingDeskInterface *iface)
{
  iface->get_now = log_desk_get_now;
  iface->load_case = log_desk_load_case;
  iface->dup_file_path = log_desk_dup_file_path;
  iface->find_neighbours = log_desk_find_neighbours;
  iface->write = log_desk_write;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (OsrLogDesk, osr_log_desk, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OSR_TYPE_PUBLISHING_DESK,
                                                      log_desk_iface_init))

static void
osr_log_desk_class_init (OsrLogDeskClass *klass)
{
}

static void
osr_log_desk_init (OsrLogDesk *self)
{
}

OsrPublishingDesk *
osr_log_desk_new (OsrLog *log)
{
  OsrLogDesk *self = g_object_new (OSR_TYPE_LOG_DESK, NULL);

  self->log = log;
  return OSR_PUBLISHING_DESK (self);
}
