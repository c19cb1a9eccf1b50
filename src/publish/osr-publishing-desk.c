/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only the calls; what they do is whose desk it is. */
#include "publish/osr-publishing-desk.h"

G_DEFINE_INTERFACE (OsrPublishingDesk, osr_publishing_desk, G_TYPE_OBJECT)

static void
osr_publishing_desk_default_init (OsrPublishingDeskInterface *iface)
{
}

OsrInstant
osr_publishing_desk_get_now (OsrPublishingDesk *self)
{
  return OSR_PUBLISHING_DESK_GET_IFACE (self)->get_now (self);
}

OsrCase *
osr_publishing_desk_load_case (OsrPublishingDesk *self, const char *id, GError **error)
{
  return OSR_PUBLISHING_DESK_GET_IFACE (self)->load_case (self, id, error);
}

char *
osr_publishing_desk_dup_file_path (OsrPublishingDesk *self, const char *digest)
{
  return OSR_PUBLISHING_DESK_GET_IFACE (self)->dup_file_path (self, digest);
}

OsrNeighbours *
osr_publishing_desk_find_neighbours (OsrPublishingDesk *self, const OsrNeighbourhood *around,
                                     GError **error)
{
  return OSR_PUBLISHING_DESK_GET_IFACE (self)->find_neighbours (self, around, error);
}

gboolean
osr_publishing_desk_write (OsrPublishingDesk *self, const OsrPublisherOutcome *outcome,
                           gboolean *appended, GError **error)
{
  return OSR_PUBLISHING_DESK_GET_IFACE (self)->write (self, outcome, appended, error);
}
