/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be right before an office is served: nobody else serves it, and its regulation and
 * calendar can be read. A fold would count a bad document as an anomaly and go on; a coordinator that
 * counts limits must not. */
#include "coordinator/osr-coordinator.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "coordinator/osr-coordinator-error.h"
#include "core/osr-error.h"
#include "core/osr-json.h"

int
osr_office_lock (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, OSR_OFFICE_LOCK, NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  if (fd >= 0 && errno == EWOULDBLOCK)
    g_set_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_IN_USE,
                 "Another coordinator serves the office in %s. Stop it first.", directory);
  else
    g_set_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_OFFICE,
                 "%s cannot be locked: %s", path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

static gboolean
refuse (GError **error, const char *document, gint64 version, const char *why)
{
  g_set_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_OFFICE,
               "The %s adopted by event %" G_GINT64_FORMAT " of the office cannot be read: %s",
               document, version, why);
  return FALSE;
}

static gboolean
check_regulation (OsrEvent *event, GError **error)
{
  JsonObject *document = osr_json_get_object (event->members, "document");
  g_autoptr (OsrRegulation) regulation = NULL;
  g_autoptr (GError) fault = NULL;

  if (document == NULL)
    return refuse (error, "regulation", event->version, "\"document\" is missing");
  regulation = osr_regulation_new_from_json (document, osr_event_get_string (event, "id"), &fault);
  return regulation != NULL || refuse (error, "regulation", event->version, fault->message);
}

static gboolean
check_calendar (OsrEvent *event, GError **error)
{
  JsonObject *document = osr_json_get_object (event->members, "document");
  gboolean decrees = osr_json_get_boolean (event->members, "decrees", FALSE);
  g_autoptr (OsrProductionCalendar) calendar = NULL;
  g_autoptr (GError) fault = NULL;

  if (document == NULL)
    return refuse (error, "calendar", event->version, "\"document\" is missing");
  calendar = osr_production_calendar_new_from_json (document, NULL, decrees, &fault);
  return calendar != NULL || refuse (error, "calendar", event->version, fault->message);
}

static gboolean
check_documents (OsrLog *log, GError **error)
{
  g_autoptr (GPtrArray) records = osr_log_load_records (log, OSR_STREAM_OFFICE, 0, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++) {
    g_autoptr (OsrEvent) event = osr_record_to_event (g_ptr_array_index (records, i), error);

    if (event == NULL)
      return FALSE;
    if (osr_event_is (event, "regulation-adopted") && !check_regulation (event, error))
      return FALSE;
    if (osr_event_is (event, "calendar-adopted") && !check_calendar (event, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
osr_office_check (OsrLog *log, GError **error)
{
  OsrRegistry *registry = osr_log_get_registry (log);
  const char *missing = NULL;

  if (!check_documents (log, error))
    return FALSE;
  if (osr_registry_get_regulation (registry) == NULL)
    missing = "regulation";
  else if (osr_registry_get_work_time (registry, NULL) == NULL)
    missing = "calendar with the zone of its regulation";
  if (missing == NULL)
    return TRUE;
  g_set_error (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_OFFICE,
               "The office has no %s that can be worked with. Found it with "
               "\"open-sources-ctl admin init\".",
               missing);
  return FALSE;
}
