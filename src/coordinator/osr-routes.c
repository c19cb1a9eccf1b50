/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of paths, and the short routes that need no file of their own. */
#include "coordinator/osr-routes.h"

#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-server.h"
#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "osr-config.h"
#include "store/osr-log-accounts.h"

#define PAGE_RECORDS 500
#define ATTACHMENTS  "/v1/attachments/"

struct _OsrRoutes {
  GObject parent_instance;

  OsrCoordinator *coordinator;
  OsrWaiters *waiters;
  gulong appended;
};

G_DEFINE_FINAL_TYPE (OsrRoutes, osr_routes, G_TYPE_OBJECT)

typedef struct {
  const char *method;
  const char *path; /* ends in / when an id follows */
  gboolean signed_in;
  void (*handle) (OsrExchange *exchange);
} Route;

static const Route routes[] = {
  { "GET", "/v1/status", FALSE, osr_route_status },
  { "POST", "/v1/session", FALSE, osr_route_sign_in },
  { "DELETE", "/v1/session", TRUE, osr_route_sign_out },
  { "PUT", "/v1/commands/", TRUE, osr_route_command },
  { "GET", "/v1/changes", TRUE, osr_route_changes },
  { "GET", "/v1/drafts", TRUE, osr_route_get_drafts },
  { "PUT", "/v1/drafts/", TRUE, osr_route_put_draft },
  { "DELETE", "/v1/drafts/", TRUE, osr_route_delete_draft },
  { "GET", "/v1/cases", TRUE, osr_route_cases },
  { "GET", "/v1/cases/", TRUE, osr_route_case },
  { "GET", "/v1/search", TRUE, osr_route_search },
  { "GET", "/v1/snapshot/", TRUE, osr_route_snapshot },
  { "GET", "/v1/attachments/", TRUE, osr_route_get_attachment },
  { "PUT", ATTACHMENTS, TRUE, osr_route_put_attachment },
  { "POST", "/v1/office/preview", TRUE, osr_route_preview },
  { "GET", "/v1/accounts", TRUE, osr_route_accounts },
  { "PUT", "/v1/leases/", TRUE, osr_route_lease },
  { "PUT", "/v1/outcomes/", TRUE, osr_route_outcome },
};

static gboolean
path_matches (const Route *route, const char *path, const char **id)
{
  *id = NULL;
  if (!g_str_has_suffix (route->path, "/"))
    return g_str_equal (path, route->path);
  if (!g_str_has_prefix (path, route->path))
    return FALSE;
  *id = path + strlen (route->path);
  return **id != '\0' && strchr (*id, '/') == NULL;
}

static const Route *
find_route (const char *method, const char *path, const char **id, GString *allowed)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (!path_matches (&routes[i], path, id))
      continue;
    if (g_strcmp0 (routes[i].method, method) == 0)
      return &routes[i];
    g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", routes[i].method);
  }
  *id = NULL;
  return NULL;
}

const char *
osr_exchange_get_query (OsrExchange *self, const char *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

void
osr_exchange_refuse (OsrExchange *self, int code, const char *sentence)
{
  g_autoptr (GError) error = g_error_new_literal (OSR_COORDINATOR_ERROR, code, sentence);

  osr_answer_error (self->message, error, NULL);
}

gboolean
osr_exchange_get_number (OsrExchange *self, const char *name, gint64 fallback, gint64 most,
                         gint64 *number)
{
  const char *text = osr_exchange_get_query (self, name);

  *number = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, 0, most, number, NULL))
    return TRUE;
  osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_MALFORMED,
                       "A number of the address is not one, or out of bounds.");
  return FALSE;
}

GBytes *
osr_exchange_dup_body (OsrExchange *self)
{
  return soup_message_body_flatten (soup_server_message_get_request_body (self->message));
}

JsonObject *
osr_exchange_read (OsrExchange *self)
{
  g_autoptr (GBytes) body = osr_exchange_dup_body (self);
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);

  object = osr_json_read_object (bytes != NULL ? bytes : "", (gssize) length, 0, "request", &error);
  if (object == NULL)
    osr_answer_error (self->message, error, NULL);
  return object;
}

static char *
dup_token (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", 7) != 0)
    return NULL;
  return g_strstrip (g_strdup (value + 7));
}

static char *
find_person (OsrExchange *self)
{
  OsrLog *log = osr_coordinator_get_log (self->coordinator);

  if (self->token == NULL)
    return NULL;
  return osr_log_find_session (log, self->token, NULL, NULL);
}

/* A program that does not say how it folds is none: a script that reads. */
static gboolean
check_fold (OsrExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *text = soup_message_headers_get_one (headers, "Osr-Fold");
  gint64 fold;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &fold, NULL)) {
    osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_MALFORMED, "\"Osr-Fold\" is not a number.");
    return FALSE;
  }
  if (fold >= osr_log_get_needed_fold (osr_coordinator_get_log (self->coordinator)))
    return TRUE;
  osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_UPGRADE,
                       "This program is too old for what is in the log: update it.");
  return FALSE;
}

static gboolean
check_person (OsrExchange *self, char **person)
{
  *person = find_person (self);
  self->person = *person;
  if (*person == NULL)
    osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_AUTH, "Sign in first.");
  return *person != NULL;
}

OsrUpload *
osr_routes_open (SoupServerMessage *message, gpointer data)
{
  OsrRoutes *self = data;
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  g_autofree char *token = dup_token (message);
  g_autofree char *folder = osr_coordinator_dup_attachments (self->coordinator);
  OsrExchange exchange = { self->coordinator, self->waiters, message };
  g_autofree char *person = NULL;
  g_autoptr (GError) error = NULL;
  OsrUpload *upload;

  exchange.token = token;
  if (g_strcmp0 (soup_server_message_get_method (message), "PUT") != 0 ||
      !g_str_has_prefix (path, ATTACHMENTS) || !osr_is_digest (path + strlen (ATTACHMENTS)))
    return NULL;
  person = find_person (&exchange);
  if (person == NULL)
    return NULL;
  upload = osr_upload_new (folder, &error);
  if (upload == NULL)
    g_warning ("A file cannot be taken: %s", error->message);
  return upload;
}

gboolean
osr_routes_describe (guint i, const char **method, const char **path)
{
  if (i >= G_N_ELEMENTS (routes))
    return FALSE;
  *method = routes[i].method;
  *path = routes[i].path;
  return TRUE;
}

void
osr_routes_handle (SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  OsrRoutes *self = data;
  g_autoptr (GString) allowed = g_string_new (NULL);
  g_autofree char *token = dup_token (message);
  g_autofree char *person = NULL;
  OsrExchange exchange = { self->coordinator, self->waiters, message, query };
  const Route *route;

  route = find_route (soup_server_message_get_method (message), path, &exchange.id, allowed);
  if (route == NULL && allowed->len > 0) {
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                  allowed->str);
    osr_exchange_refuse (&exchange, OSR_COORDINATOR_ERROR_METHOD, "Not with this method.");
    return;
  }
  if (route == NULL) {
    osr_exchange_refuse (&exchange, OSR_COORDINATOR_ERROR_NOT_FOUND, "There is no such address.");
    return;
  }
  exchange.token = token;
  if (route->signed_in && !check_person (&exchange, &person))
    return;
  /* what the log is asked for nobody needs to understand */
  if (route->handle == osr_route_status || check_fold (&exchange))
    route->handle (&exchange);
}

void
osr_route_status (OsrExchange *self)
{
  OsrLog *log = osr_coordinator_get_log (self->coordinator);
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "epoch", osr_log_get_epoch (log));
  json_object_set_int_member (answer, "head", osr_log_get_head (log));
  json_object_set_int_member (answer, "now",
                              osr_clock_now (osr_coordinator_get_clock (self->coordinator)));
  json_object_set_string_member (answer, "version", OSR_VERSION);
  osr_answer_object (self->message, SOUP_STATUS_OK, answer);
}

/* A client says so while it would offer the command once more. */
static gboolean
is_offered_again (OsrExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);

  return g_strcmp0 (soup_message_headers_get_one (headers, "Osr-Again"), "1") == 0;
}

void
osr_route_command (OsrExchange *self)
{
  g_autoptr (GBytes) raw = osr_exchange_dup_body (self);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *extra = NULL;
  JsonArray *missing = NULL;
  OsrOffer offer = { self->person, self->id, raw, is_offered_again (self) };

  answer = osr_coordinator_accept (self->coordinator, &offer, &missing, &error);
  if (answer != NULL) {
    osr_answer_bytes (self->message, SOUP_STATUS_OK, answer);
    return;
  }
  if (missing != NULL) {
    extra = json_object_new ();
    json_object_set_array_member (extra, "events", missing);
  }
  osr_answer_error (self->message, error, extra);
}

void
osr_route_changes (OsrExchange *self)
{
  OsrWaitersAsk ask = { self->person, osr_exchange_get_query (self, "since") };
  gint64 limit, wait;

  if (!osr_exchange_get_number (self, "limit", PAGE_RECORDS, OSR_LOG_PAGE_MOST, &limit) ||
      !osr_exchange_get_number (self, "wait", 0, 3600, &wait))
    return;
  ask.limit = (guint) limit;
  ask.seconds = (guint) wait;
  osr_coordinator_tend (self->coordinator, NULL);
  osr_waiters_ask (self->waiters, self->message, &ask);
}

static void
on_appended (OsrCoordinator *coordinator, OsrRoutes *self)
{
  if (self->waiters != NULL)
    osr_waiters_wake (self->waiters);
}

static void
osr_routes_finalize (GObject *object)
{
  OsrRoutes *self = OSR_ROUTES (object);

  osr_routes_stop (self);
  g_clear_signal_handler (&self->appended, self->coordinator);
  g_clear_object (&self->coordinator);
  G_OBJECT_CLASS (osr_routes_parent_class)->finalize (object);
}

static void
osr_routes_class_init (OsrRoutesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_routes_finalize;
}

static void
osr_routes_init (OsrRoutes *self)
{
}

OsrRoutes *
osr_routes_new (OsrCoordinator *coordinator)
{
  OsrRoutes *self = g_object_new (OSR_TYPE_ROUTES, NULL);

  self->coordinator = g_object_ref (coordinator);
  self->waiters = osr_waiters_new (osr_coordinator_get_log (coordinator));
  self->appended = g_signal_connect (coordinator, "appended", G_CALLBACK (on_appended), self);
  return self;
}

guint
osr_routes_get_waiting (OsrRoutes *self)
{
  return self->waiters != NULL ? osr_waiters_count (self->waiters) : 0;
}

void
osr_routes_stop (OsrRoutes *self)
{
  g_clear_pointer (&self->waiters, osr_waiters_free);
}
