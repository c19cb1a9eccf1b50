/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three sources behind one face. Each folds the same events with the same code, so that what is
 * printed is the same wherever it comes from. */
#include "ctl/osr-ctl-source.h"

#include "core/record/osr-stream.h"
#include "ctl/osr-ctl-office.h"
#include "ctl/osr-ctl-reader.h"
#include "store/osr-cache.h"

struct _OsrCtlSource {
  OsrLog *log; /* one of these three */
  OsrCtlReader *reader;
  OsrCache *cache;
  OsrRegistry *registry; /* of the cache */
};

void
osr_ctl_source_options_clear (OsrCtlSourceOptions *options)
{
  g_clear_pointer (&options->office, g_free);
  g_clear_pointer (&options->server, g_free);
  g_clear_pointer (&options->login, g_free);
  g_clear_pointer (&options->cache, g_free);
}

void
osr_ctl_source_free (OsrCtlSource *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->log, osr_log_free);
  g_clear_pointer (&self->reader, osr_ctl_reader_free);
  g_clear_pointer (&self->cache, osr_cache_free);
  g_clear_pointer (&self->registry, osr_registry_unref);
  g_free (self);
}

static gboolean
open_server (OsrCtlSource *self, const OsrCtlSourceOptions *options, GError **error)
{
  g_autofree char *prompt = NULL;
  g_autofree char *password = NULL;

  if (options->login == NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "a coordinator shows cases only to somebody: add --login");
    return FALSE;
  }
  prompt = g_strdup_printf ("Password of %s", options->login);
  password = osr_ctl_read_secret (prompt, error);
  if (password == NULL)
    return FALSE;
  self->reader = osr_ctl_reader_new (options->server, NULL);
  return osr_ctl_reader_sign_in (self->reader, options->login, password, error) &&
         osr_ctl_reader_sync (self->reader, 0, error);
}

static gboolean
open_cache (OsrCtlSource *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "cache.db", NULL);
  g_autoptr (GPtrArray) events = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "there is no cache in %s", folder);
    return FALSE;
  }
  self->cache = osr_cache_open (path, error);
  if (self->cache == NULL)
    return FALSE;
  events = osr_cache_load_events (self->cache, OSR_STREAM_OFFICE, error);
  self->registry = osr_registry_new ();
  for (guint i = 0; events != NULL && i < events->len; i++)
    osr_registry_apply (self->registry, g_ptr_array_index (events, i));
  return events != NULL;
}

OsrCtlSource *
osr_ctl_source_open (const OsrCtlSourceOptions *options, GError **error)
{
  g_autoptr (OsrCtlSource) self = g_new0 (OsrCtlSource, 1);
  int n = (options->office != NULL) + (options->server != NULL) + (options->cache != NULL);
  gboolean opened;

  if (n != 1) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "which log? Name one of --office DIR, --server URL, --cache DIR");
    return NULL;
  }
  if (options->office != NULL) {
    self->log = osr_ctl_open_office (options->office, NULL, error);
    opened = self->log != NULL;
  } else if (options->server != NULL) {
    opened = open_server (self, options, error);
  } else {
    opened = open_cache (self, options->cache, error);
  }
  return opened ? g_steal_pointer (&self) : NULL;
}

OsrRegistry *
osr_ctl_source_get_registry (OsrCtlSource *self)
{
  if (self->log != NULL)
    return osr_log_get_registry (self->log);
  return self->reader != NULL ? osr_ctl_reader_get_registry (self->reader) : self->registry;
}

OsrInstant
osr_ctl_source_get_now (OsrCtlSource *self)
{
  return self->reader != NULL ? osr_ctl_reader_get_now (self->reader) : g_get_real_time ();
}

OsrLog *
osr_ctl_source_get_log (OsrCtlSource *self)
{
  return self->log;
}

OsrCache *
osr_ctl_source_get_cache (OsrCtlSource *self)
{
  return self->cache;
}

OsrCtlReader *
osr_ctl_source_get_reader (OsrCtlSource *self)
{
  return self->reader;
}

static int
compare_reports (gconstpointer a, gconstpointer b)
{
  const OsrReportTrack *one = *(OsrReportTrack *const *) a;
  const OsrReportTrack *other = *(OsrReportTrack *const *) b;

  return one->seq < other->seq ? -1 : one->seq > other->seq;
}

/* (transfer full): from the log, or from what a workstation holds */
static GPtrArray *
read_reports (OsrCtlSource *self, GError **error)
{
  g_autoptr (GPtrArray) reports =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_report_track_free);
  g_autoptr (GPtrArray) ids = self->log != NULL ? osr_log_list_beside (self->log, error)
                                                : osr_cache_list_beside (self->cache, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    const char *id = ids->pdata[i];
    g_autoptr (GPtrArray) events = NULL;

    if (osr_stream_get_kind (id) != OSR_STREAM_OF_REPORT)
      continue;
    events = self->log != NULL ? osr_log_load_events (self->log, id, 0, error)
                               : osr_cache_load_events (self->cache, id, error);
    if (events == NULL)
      return NULL;
    g_ptr_array_add (reports, osr_report_track_new_from_events (id, events));
  }
  return ids != NULL ? g_steal_pointer (&reports) : NULL;
}

GPtrArray *
osr_ctl_source_load_reports (OsrCtlSource *self, GError **error)
{
  GPtrArray *reports = self->reader != NULL ? osr_ctl_reader_load_reports (self->reader)
                                            : read_reports (self, error);

  if (reports != NULL)
    g_ptr_array_sort (reports, compare_reports);
  return reports;
}

OsrCase *
osr_ctl_source_load (OsrCtlSource *self, const char *id, GError **error)
{
  if (self->log != NULL)
    return osr_log_load_case (self->log, id, error);
  if (self->cache != NULL)
    return osr_cache_load_case (self->cache, id, error);
  return osr_ctl_reader_load (self->reader, id);
}

/* (transfer full): ids of all cases */
static GPtrArray *
list_ids (OsrCtlSource *self, GError **error)
{
  g_autoptr (GList) held = NULL;
  GPtrArray *ids = NULL;

  if (self->log != NULL)
    return osr_log_list_cases (self->log, error);
  if (self->cache != NULL)
    return osr_cache_list_streams (self->cache, error);
  ids = g_ptr_array_new_with_free_func (g_free);
  held = osr_ctl_reader_list (self->reader);
  for (GList *link = held; link != NULL; link = link->next)
    g_ptr_array_add (ids, g_strdup (link->data));
  return ids;
}

static int
compare_cases (gconstpointer a, gconstpointer b)
{
  const OsrCase *one = *(OsrCase *const *) a;
  const OsrCase *other = *(OsrCase *const *) b;
  int order = g_strcmp0 (one->number, other->number);

  if (order == 0 && one->found_at != other->found_at)
    order = one->found_at < other->found_at ? -1 : 1;
  return order != 0 ? order : g_strcmp0 (one->id, other->id);
}

GPtrArray *
osr_ctl_source_load_cases (OsrCtlSource *self, GError **error)
{
  g_autoptr (GPtrArray) ids = list_ids (self, error);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_case_unref);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    OsrCase *one = osr_ctl_source_load (self, g_ptr_array_index (ids, i), error);

    if (one == NULL)
      return NULL;
    g_ptr_array_add (cases, one);
  }
  g_ptr_array_sort (cases, compare_cases);
  return ids != NULL ? g_steal_pointer (&cases) : NULL;
}

OsrCase *
osr_ctl_source_find (OsrCtlSource *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) cases = osr_ctl_source_load_cases (self, error);

  for (guint i = 0; cases != NULL && i < cases->len; i++) {
    OsrCase *one = g_ptr_array_index (cases, i);

    if (g_strcmp0 (one->number, name) == 0 || g_strcmp0 (one->id, name) == 0)
      return osr_case_ref (one);
  }
  if (cases != NULL)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "there is no case %s here", name);
  return NULL;
}
