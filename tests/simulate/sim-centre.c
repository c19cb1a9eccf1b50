/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coordinator that died goes on in its own folder until it is taken away: nobody hears of what it
 * still does, and its next start finds what the disk held at the moment of its death. */
#include "sim-centre.h"

#include <glib/gstdio.h>

#include "sim-disk.h"
#include "sim-faults.h"
#include "sim-world.h"
#include "store/audit/osr-erasure-list.h"
#include "store/files/osr-log-files.h"

static struct {
  char *root;
  char *directory;
  guint generation;
  guint restorations;
  guint backups;
  gboolean doomed; /* dead already, not yet taken away */
  gint64 away;     /* how long it stays down after that */
  OsrSettings *settings;
  OsrClock *clock;
  OsrCoordinator *coordinator; /* nullable: down */
  OsrRoutes *routes;
} centre;

/* What belongs to a message under way. */
typedef struct {
  char *method;
  GUri *uri;
  OsrUpload *upload; /* nullable: the body is no file */
  SimServed served;  /* nullable: told already, or nobody listens any more */
  gpointer data;
  guint generation;
  gboolean paused;
} Visit;

#define VISIT_KEY "sim-visit"

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_clear_pointer (&visit->upload, osr_upload_free);
  g_uri_unref (visit->uri);
  g_free (visit->method);
  g_free (visit);
}

static Visit *
visit_of (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), VISIT_KEY);
}

static void
add_header (const char *name, const char *value, gpointer data)
{
  g_hash_table_insert (data, g_ascii_strdown (name, -1), g_strdup (value));
}

static OsrHttpAnswer *
answer_of (SoupServerMessage *message)
{
  GHashTable *headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GBytes *body = soup_message_body_flatten (soup_server_message_get_response_body (message));

  soup_message_headers_foreach (soup_server_message_get_response_headers (message), add_header,
                                headers);
  return osr_http_answer_new (soup_server_message_get_status (message), headers, body);
}

/* What a dead coordinator says reaches nobody. */
static void
tell (SoupServerMessage *message)
{
  Visit *visit = visit_of (message);
  SimServed served = g_steal_pointer (&visit->served);
  gboolean alive = centre.coordinator != NULL && visit->generation == centre.generation &&
                   (!centre.doomed || sim_fault_is (SIM_FAULT_EARLY_ANSWER));
  g_autoptr (OsrHttpAnswer) answer = alive ? answer_of (message) : NULL;

  if (served != NULL)
    served (answer, visit->data);
}

static gboolean
on_told (gpointer data)
{
  g_autoptr (SoupServerMessage) message = data;

  tell (message);
  return G_SOURCE_REMOVE;
}

static void
add_request_header (gpointer name, gpointer value, gpointer data)
{
  soup_message_headers_replace (data, name, value);
}

static SoupServerMessage *
message_of (OsrHttpRequest *request)
{
  SoupServerMessage *message = g_object_new (SOUP_TYPE_SERVER_MESSAGE, NULL);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, osr_clock_now (centre.clock));
  const char *type = NULL;
  g_autoptr (GBytes) body = osr_http_request_dup_body (request, &type);

  g_hash_table_foreach (osr_http_request_get_headers (request), add_request_header,
                        soup_server_message_get_request_headers (message));
  if (body != NULL)
    soup_message_body_append_bytes (soup_server_message_get_request_body (message), body);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Osr-Now", now);
  return message;
}

/* A file is taken in as it comes, before the request is heard. */
static void
take_file (SoupServerMessage *message, OsrHttpRequest *request)
{
  Visit *visit = visit_of (message);
  const char *type = NULL;
  g_autoptr (GBytes) body = osr_http_request_dup_body (request, &type);

  if (!g_str_equal (visit->method, "PUT"))
    return;
  visit->upload = osr_routes_open (message, centre.routes);
  if (visit->upload != NULL && body != NULL)
    osr_upload_write (visit->upload, body);
}

SoupServerMessage *
sim_centre_serve (OsrHttpRequest *request, SimServed served, gpointer data)
{
  SoupServerMessage *message = message_of (request);
  g_autofree char *address = osr_http_request_dup_uri (request);
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED_QUERY, NULL);
  const char *text = g_uri_get_query (uri);
  g_autoptr (GHashTable) query = text != NULL ? soup_form_decode (text) : NULL;
  Visit *visit = g_new0 (Visit, 1);

  visit->method = g_strdup (osr_http_request_get_method (request));
  visit->uri = g_uri_ref (uri);
  visit->served = served;
  visit->data = data;
  visit->generation = centre.generation;
  g_object_set_data_full (G_OBJECT (message), VISIT_KEY, visit, visit_free);
  take_file (message, request);
  osr_routes_handle (message, g_uri_get_path (uri), query, centre.routes);
  if (!visit->paused)
    tell (message);
  return message;
}

void
sim_centre_hang_up (SoupServerMessage *message)
{
  visit_of (message)->served = NULL;
  g_signal_emit_by_name (message, "finished");
}

gboolean
sim_centre_has_told (SoupServerMessage *message)
{
  return visit_of (message)->served == NULL;
}

const char *
__wrap_soup_server_message_get_method (SoupServerMessage *message)
{
  return visit_of (message)->method;
}

GUri *
__wrap_soup_server_message_get_uri (SoupServerMessage *message)
{
  return visit_of (message)->uri;
}

OsrUpload *
__wrap_osr_server_get_upload (SoupServerMessage *message)
{
  return visit_of (message)->upload;
}

GSocketAddress *
__wrap_soup_server_message_get_remote_address (SoupServerMessage *message)
{
  return NULL;
}

void
__wrap_soup_server_message_pause (SoupServerMessage *message)
{
  visit_of (message)->paused = TRUE;
}

void
__wrap_soup_server_message_unpause (SoupServerMessage *message)
{
  Visit *visit = visit_of (message);

  if (!visit->paused)
    return;
  visit->paused = FALSE;
  sim_world_add (0, on_told, g_object_ref (message));
}

static void
come_up (void)
{
  g_autoptr (GError) error = NULL;

  centre.settings = osr_settings_new ();
  g_free (centre.settings->directory);
  centre.settings->directory = g_strdup (centre.directory);
  centre.coordinator = osr_coordinator_open (centre.settings, centre.clock, &error);
  if (centre.coordinator == NULL) {
    sim_violate ("the coordinator does not start again: %s", error->message);
    return;
  }
  centre.routes = osr_routes_new (centre.coordinator);
  sim_trace ("centre up, generation %u, head %" G_GINT64_FORMAT, centre.generation,
             osr_log_get_head (sim_centre_get_log ()));
  /* Its timers are the machine's, and not started here; what a start makes up for is. */
  osr_coordinator_appended (centre.coordinator);
}

static void
go_down (void)
{
  if (centre.routes != NULL)
    osr_routes_stop (centre.routes);
  g_clear_object (&centre.routes);
  g_clear_object (&centre.coordinator);
  g_clear_pointer (&centre.settings, osr_settings_free);
}

static void
move_to_next (void)
{
  centre.generation++;
  g_free (centre.directory);
  centre.directory = g_strdup_printf ("%s/centre-%u", centre.root, centre.generation);
}

static gboolean
on_up (gpointer data)
{
  if (centre.coordinator == NULL)
    come_up ();
  return G_SOURCE_REMOVE;
}

/* The same generation: its folder stays; visits of before have lost their connection all the same. */
void
sim_centre_restart (gint64 span)
{
  g_autofree char *old = NULL;

  if (centre.coordinator == NULL || centre.doomed)
    return;
  sim_disk_disarm ();
  sim_trace ("centre stops");
  old = g_strdup (centre.directory);
  go_down ();
  move_to_next ();
  g_assert (g_rename (old, centre.directory) == 0);
  sim_world_add (span, on_up, NULL);
}

static gboolean
on_buried (gpointer data)
{
  g_autofree char *old = g_strdup (centre.directory);

  sim_trace ("centre died");
  go_down ();
  centre.doomed = FALSE;
  move_to_next ();
  sim_disk_remove (old);
  sim_world_add (centre.away, on_up, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
on_died (gpointer data)
{
  centre.doomed = TRUE;
  sim_world_add (0, on_buried, NULL);
  return G_SOURCE_REMOVE;
}

void
sim_centre_kill (guint writes, gint64 span)
{
  g_autofree char *next = g_strdup_printf ("%s/centre-%u", centre.root, centre.generation + 1);

  if (centre.coordinator == NULL || centre.doomed || sim_disk_is_armed ())
    return;
  centre.away = span;
  sim_disk_arm (centre.directory, writes, next, on_died, NULL);
}

static char *
backup_path (guint number)
{
  return g_strdup_printf ("%s/backup-%u.db", centre.root, number);
}

void
sim_centre_back_up (void)
{
  g_autofree char *path = backup_path (centre.backups + 1);
  g_autoptr (GError) error = NULL;

  if (centre.coordinator == NULL || centre.doomed)
    return;
  sim_trace ("centre is backed up at %" G_GINT64_FORMAT, osr_log_get_head (sim_centre_get_log ()));
  if (osr_log_backup (sim_centre_get_log (), path, &error))
    centre.backups++;
  else
    sim_violate ("no backup can be made: %s", error->message);
}

gboolean
sim_centre_has_backup (void)
{
  return centre.backups > 0;
}

void
sim_centre_restore (void)
{
  g_autofree char *backup = backup_path (centre.backups);
  g_autofree char *path = NULL;
  g_autofree char *old = NULL, *list = NULL, *files = NULL, *kept = NULL;
  g_autoptr (GError) error = NULL;

  if (centre.coordinator == NULL || centre.doomed || centre.backups == 0)
    return;
  sim_disk_disarm ();
  go_down ();
  old = g_build_filename (centre.directory, OSR_ERASURE_LIST, NULL);
  files = g_build_filename (centre.directory, OSR_LOG_FILES, NULL);
  move_to_next ();
  g_mkdir (centre.directory, 0700);
  list = g_build_filename (centre.directory, OSR_ERASURE_LIST, NULL);
  /* the files lie beside the log: no older ones are put back */
  kept = g_build_filename (centre.directory, OSR_LOG_FILES, NULL);
  g_rename (files, kept);
  if (!sim_fault_is (SIM_FAULT_WORDS_RETURN))
    osr_erasure_list_merge (old, list, NULL);
  path = g_build_filename (centre.directory, OSR_OFFICE_LOG, NULL);
  if (!osr_log_restore (backup, path, centre.clock, NULL, &error))
    sim_violate ("the backup cannot be restored: %s", error->message);
  centre.restorations++;
  sim_trace ("centre is put back");
  if (sim_world.violation == NULL)
    come_up ();
}

static OsrInstant
read_now (gpointer data)
{
  return SIM_NOON + sim_world.now;
}

void
sim_centre_begin (const char *root, const char *founded)
{
  centre.root = g_strdup (root);
  centre.directory = g_strdup_printf ("%s/centre-0", root);
  centre.clock = osr_clock_new (read_now, NULL, NULL);
  sim_disk_copy (founded, centre.directory);
  come_up ();
}

void
sim_centre_end (void)
{
  sim_disk_disarm ();
  go_down ();
  g_clear_pointer (&centre.clock, osr_clock_unref);
  g_clear_pointer (&centre.directory, g_free);
  g_clear_pointer (&centre.root, g_free);
  memset (&centre, 0, sizeof centre);
}

const char *
sim_centre_get_folder (void)
{
  return centre.directory;
}

gboolean
sim_centre_is_up (void)
{
  return centre.coordinator != NULL && !centre.doomed;
}

OsrLog *
sim_centre_get_log (void)
{
  return centre.coordinator != NULL ? osr_coordinator_get_log (centre.coordinator) : NULL;
}

OsrCoordinator *
sim_centre_get_coordinator (void)
{
  return centre.coordinator;
}

guint
sim_centre_get_restorations (void)
{
  return centre.restorations;
}

guint
sim_centre_get_generation (void)
{
  return centre.generation;
}
