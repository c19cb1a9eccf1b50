/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few messages at a time, the pictures of each one after another. Files are written only when all that
 * can be had of a message is here, together with the event that names them. */
#include "coordinator/monitor/osr-media-keeper.h"

#include "coordinator/files/osr-upload.h"
#include "coordinator/monitor/osr-monitor.h"
#include "coordinator/monitor/osr-picture-type.h"
#include "core/osr-json.h"
#include "core/text/osr-text-link.h"
#include "net/osr-net-error.h"
#include "social/link/osr-link-page.h"
#include "store/reading/osr-log-found.h"

#define MAX_JOBS      2
#define MAX_ATTEMPTS  3
#define MAX_BYTES     (20 * 1024 * 1024) /* of a message */
#define MAX_CARRIED   32
#define RETRY_SECONDS 60
#define LINK          "link"
#define LOOK_BACK     (3 * 24 * OSR_HOUR) /* addresses of pictures are good for about that long */

/* One thing that goes along. */
typedef struct {
  char *kind;
  char *address;      /* nullable */
  GBytes *bytes;      /* nullable: not here */
  OsrLinkPage *page;  /* nullable: of a link */
  const char *reason; /* static, nullable: why it will not be */
} Item;

/* One message. */
typedef struct {
  OsrMediaKeeper *keeper; /* borrowed: its jobs end before it */
  char *id;
  char *account; /* nullable: under which it was found */
  GPtrArray *items;
  guint at;
  guint attempts;
  gboolean again; /* something may still come */
  gsize total;
  guint timer;
} Job;

struct _OsrMediaKeeper {
  GObject parent_instance;

  OsrLog *log; /* borrowed */
  char *folder;
  OsrAccountBook *book; /* borrowed, nullable */
  OsrIndex *index;      /* likewise */
  OsrSafeFetch *fetch;
  OsrSafeFetch *pages; /* nullable: no link is followed */
  GQueue waiting;      /* Job */
  GPtrArray *paused;   /* Job: waiting for another attempt */
  guint busy;
  guint pause; /* ms */
  gint64 seen; /* number of the log up to which was looked */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (OsrMediaKeeper, osr_media_keeper, G_TYPE_OBJECT)

enum { SIGNAL_APPENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void go_on (Job *job);
static void begin_jobs (OsrMediaKeeper *self);

static void
item_free (Item *item)
{
  g_free (item->kind);
  g_free (item->address);
  g_clear_pointer (&item->bytes, g_bytes_unref);
  osr_link_page_free (item->page);
  g_free (item);
}

static void
job_free (Job *job)
{
  g_clear_handle_id (&job->timer, g_source_remove);
  g_ptr_array_unref (job->items);
  g_free (job->account);
  g_free (job->id);
  g_free (job);
}

JsonArray *
osr_media_list_carried (const OsrNetworkMessage *message)
{
  JsonArray *list = NULL;

  for (guint i = 0; i < MIN (message->media->len, MAX_CARRIED); i++) {
    const OsrNetworkMedia *media = message->media->pdata[i];
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "kind", media->kind);
    if (media->address != NULL && g_utf8_validate (media->address, -1, NULL))
      json_object_set_string_member (object, "address", media->address);
    if (list == NULL)
      list = json_array_new ();
    json_array_add_object_element (list, object);
  }
  return list;
}

/* A video itself stays where it is: of it there is the link. */
static gboolean
is_picture (const char *kind)
{
  return g_strcmp0 (kind, "photo") == 0 || g_strcmp0 (kind, OSR_NETWORK_MEDIA_PREVIEW) == 0;
}

static GPtrArray *
list_items (OsrCase *the_case)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  OsrEvent *found = the_case->events->len > 0 ? the_case->events->pdata[0] : NULL;
  JsonArray *list = found != NULL && found->payload != NULL
                        ? osr_json_get_array (found->payload, "carries")
                        : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonObject *object = osr_json_array_get_object (list, i);
    const char *kind = object != NULL ? osr_json_get_string (object, "kind") : NULL;
    Item *item;

    if (!is_picture (kind))
      continue;
    item = g_new0 (Item, 1);
    item->kind = g_strdup (kind);
    item->address = g_strdup (osr_json_get_string (object, "address"));
    if (item->address == NULL)
      item->reason = "no-address";
    if (items->len >= OSR_MEDIA_MOST)
      item->reason = "too-many";
    g_ptr_array_add (items, item);
  }
  return g_steal_pointer (&items);
}

/* The first link of the words, where the office lets it be followed. */
static void
add_link (OsrMediaKeeper *self, GPtrArray *items, OsrCase *the_case)
{
  g_autofree char *address = self->pages != NULL ? osr_text_first_link (the_case->text) : NULL;
  Item *item;

  if (address == NULL || !osr_safe_fetch_would_ask (self->pages, address))
    return;
  item = g_new0 (Item, 1);
  item->kind = g_strdup (LINK);
  item->address = g_steal_pointer (&address);
  g_ptr_array_add (items, item);
}

static gboolean
is_link (const Item *item)
{
  return g_str_equal (item->kind, LINK);
}

static gboolean
is_settled (const Item *item)
{
  return item->bytes != NULL || item->page != NULL || item->reason != NULL;
}

static JsonObject *
describe_missing (const Item *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", item->kind);
  json_object_set_string_member (object, "reason",
                                 item->reason != NULL ? item->reason : "unreachable");
  return object;
}

static JsonObject *
describe_kept (const Item *item, const char *digest)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "digest", digest);
  json_object_set_string_member (object, "kind", item->kind);
  json_object_set_int_member (object, "size", (gint64) g_bytes_get_size (item->bytes));
  json_object_set_string_member (object, "media_type", osr_picture_type (item->bytes));
  return object;
}

static JsonObject *
describe_link (const Item *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "address", item->address);
  json_object_set_string_member (object, "title", item->page->title);
  if (item->page->site != NULL)
    json_object_set_string_member (object, "site", item->page->site);
  if (item->page->description != NULL)
    json_object_set_string_member (object, "description", item->page->description);
  return object;
}

/* (transfer full) (nullable): the digest under which the file of @item is in the folder */
static char *
write_file (OsrMediaKeeper *self, const Item *item, GError **error)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, item->bytes);
  g_autoptr (OsrUpload) upload = osr_upload_new (self->folder, error);

  if (upload == NULL || (self->index != NULL && !osr_index_doubt_file (self->index, digest, error)))
    return NULL;
  osr_upload_write (upload, item->bytes);
  return osr_upload_keep (upload, digest, error) ? g_steal_pointer (&digest) : NULL;
}

static gboolean
write_files (Job *job, JsonArray *media, JsonArray *missing, GError **error)
{
  for (guint i = 0; i < job->items->len; i++) {
    const Item *item = job->items->pdata[i];
    g_autofree char *digest = NULL;

    if (item->page != NULL)
      continue;
    if (item->bytes == NULL) {
      json_array_add_object_element (missing, describe_missing (item));
      continue;
    }
    digest = write_file (job->keeper, item, error);
    if (digest == NULL)
      return FALSE;
    json_array_add_object_element (media, describe_kept (item, digest));
  }
  return TRUE;
}

/* (transfer full) (nullable) */
static JsonObject *
make_payload (Job *job, JsonArray *media)
{
  JsonObject *link = NULL;
  JsonObject *payload;

  for (guint i = 0; i < job->items->len && link == NULL; i++) {
    const Item *item = job->items->pdata[i];

    link = item->page != NULL ? describe_link (item) : NULL;
  }
  if (link == NULL && json_array_get_length (media) == 0)
    return NULL;
  payload = json_object_new ();
  json_object_set_array_member (payload, "media", json_array_ref (media));
  if (link != NULL)
    json_object_set_object_member (payload, "link", link);
  return payload;
}

static gboolean
append (Job *job, JsonArray *media, JsonArray *missing, GError **error)
{
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = make_payload (job, media);
  OsrLogRequest request = { 0 };

  json_object_set_array_member (members, "missing", json_array_ref (missing));
  request.stream = job->id;
  request.type = "media-kept";
  request.members = members;
  request.payload = payload;
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = OSR_MONITOR_NAME;
  return osr_log_append (job->keeper->log, &request, 1, NULL, error);
}

/* Whether pictures of it are still to be kept: a message whose words were destroyed keeps none. */
static gboolean
is_wanting (OsrCase *the_case)
{
  return the_case != NULL && the_case->text != NULL && !the_case->media_looked_for;
}

static gboolean
keep (Job *job, GError **error)
{
  OsrLog *log = job->keeper->log;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, error);
  g_autoptr (JsonArray) media = json_array_new ();
  g_autoptr (JsonArray) missing = json_array_new ();
  g_autoptr (OsrCase) the_case =
      transaction != NULL ? osr_log_load_case (log, job->id, error) : NULL;

  if (the_case == NULL)
    return FALSE;
  if (!is_wanting (the_case))
    return TRUE;
  return write_files (job, media, missing, error) && append (job, media, missing, error) &&
         osr_log_commit (transaction, error);
}

static void
finish (Job *job)
{
  OsrMediaKeeper *self = job->keeper;
  g_autoptr (GError) error = NULL;

  if (keep (job, &error))
    g_signal_emit (self, signals[SIGNAL_APPENDED], 0);
  else
    g_warning ("What went along with a message could not be kept: %s", error->message);
  job_free (job);
  self->busy--;
  begin_jobs (self);
}

static gboolean
on_pause_over (gpointer data)
{
  Job *job = data;

  job->timer = 0;
  g_ptr_array_remove_fast (job->keeper->paused, job);
  g_queue_push_tail (&job->keeper->waiting, job);
  begin_jobs (job->keeper);
  return G_SOURCE_REMOVE;
}

/* Others are not held up by what does not answer. */
static void
pause_job (Job *job)
{
  OsrMediaKeeper *self = job->keeper;

  job->at = 0;
  job->again = FALSE;
  job->timer = g_timeout_add (self->pause << job->attempts, on_pause_over, job);
  g_ptr_array_add (self->paused, job);
  self->busy--;
  begin_jobs (self);
}

static const char *
reason_of (const GError *error)
{
  if (g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL))
    return "too-large";
  return "refused";
}

static gboolean
may_come_later (const GError *error)
{
  return g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY) ||
         g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE) ||
         g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_RATE_LIMITED);
}

static void
take (Job *job, Item *item, GBytes *bytes)
{
  gsize size = g_bytes_get_size (bytes);

  if (osr_picture_type (bytes) == NULL) {
    item->reason = "no-picture";
  } else if (job->total + size > MAX_BYTES) {
    item->reason = "too-large";
  } else {
    job->total += size;
    item->bytes = g_bytes_ref (bytes);
  }
}

static void
take_page (Item *item, GBytes *bytes)
{
  item->page = osr_link_page_read (bytes);
  if (item->page == NULL)
    item->reason = "no-title";
}

/* @bytes: (nullable): there was an @error; both stay the caller's */
static void
take_or_miss (Job *job, GBytes *bytes, const GError *error)
{
  Item *item = job->items->pdata[job->at];

  if (g_cancellable_is_cancelled (job->keeper->cancellable)) {
    job_free (job);
    return;
  }
  if (bytes != NULL && is_link (item))
    take_page (item, bytes);
  else if (bytes != NULL)
    take (job, item, bytes);
  else if (may_come_later (error))
    job->again = TRUE;
  else
    item->reason = reason_of (error);
  job->at++;
  go_on (job);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (OsrMediaKeeper) self = job->keeper; /* taken with the request */
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrFetched) fetched =
      osr_safe_fetch_get_finish (OSR_SAFE_FETCH (source), result, &error);

  take_or_miss (job, fetched != NULL ? fetched->body : NULL, error);
}

static void
on_given (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (OsrMediaKeeper) self = job->keeper; /* taken with the request */
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = osr_network_fetch_finish (OSR_NETWORK (source), result, &error);

  take_or_miss (job, bytes, error);
}

/* The account that found the message gets its picture by name; its own hosts are asked wherever they
 * are. */
static gboolean
fetch (Job *job, Item *item)
{
  static const char *const types[] = { "image/jpeg", "image/png", "image/gif", "image/webp", NULL };
  static const char *const pages[] = { "text/html", "application/xhtml+xml", NULL };
  OsrMediaKeeper *self = job->keeper;
  OsrNetwork *network = NULL;
  g_autoptr (OsrNetworkAccount) account = NULL;

  if (self->book != NULL && job->account != NULL)
    account = osr_account_book_find (self->book, job->account, &network, NULL);
  if (is_link (item)) {
    osr_safe_fetch_get_async (self->pages, item->address, pages, self->cancellable, on_fetched,
                              job);
  } else if (g_str_has_prefix (item->address, "http")) {
    if (account != NULL && account->api_base != NULL)
      osr_safe_fetch_allow (self->fetch, account->api_base);
    osr_safe_fetch_get_async (self->fetch, item->address, types, self->cancellable, on_fetched,
                              job);
  } else if (account != NULL && osr_network_can_fetch (network, item->address)) {
    osr_network_fetch_async (network, account, item->address, self->cancellable, on_given, job);
  } else {
    item->reason = self->book != NULL && account == NULL ? "refused" : "no-address";
    return FALSE;
  }
  g_object_ref (self);
  return TRUE;
}

static void
go_on (Job *job)
{
  while (job->at < job->items->len) {
    Item *item = job->items->pdata[job->at];

    if (!is_settled (item) && fetch (job, item))
      return;
    job->at++;
  }
  if (job->again && ++job->attempts < MAX_ATTEMPTS)
    pause_job (job);
  else
    finish (job);
}

static Job *
job_new (OsrMediaKeeper *self, const char *id)
{
  g_autoptr (OsrCase) the_case = osr_log_load_case (self->log, id, NULL);
  g_autoptr (GPtrArray) items = NULL;
  Job *job;

  if (!is_wanting (the_case))
    return NULL;
  items = list_items (the_case);
  add_link (self, items, the_case);
  if (items->len == 0)
    return NULL;
  job = g_new0 (Job, 1);
  job->keeper = self;
  job->id = g_strdup (id);
  job->account = g_strdup (the_case->account);
  job->items = g_steal_pointer (&items);
  return job;
}

static void
begin_jobs (OsrMediaKeeper *self)
{
  while (self->busy < MAX_JOBS && !g_cancellable_is_cancelled (self->cancellable)) {
    Job *job = g_queue_pop_head (&self->waiting);

    if (job == NULL)
      return;
    self->busy++;
    go_on (job);
  }
}

static void
look (OsrMediaKeeper *self, OsrInstant since)
{
  gint64 head = osr_log_get_head (self->log);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cases = osr_log_list_found (self->log, self->seen, since, &error);

  if (cases == NULL) {
    g_warning ("What is still to be kept cannot be looked for: %s", error->message);
    return;
  }
  self->seen = head;
  for (guint i = 0; i < cases->len; i++) {
    Job *job = job_new (self, cases->pdata[i]);

    if (job != NULL)
      g_queue_push_tail (&self->waiting, job);
  }
  begin_jobs (self);
}

static void
osr_media_keeper_finalize (GObject *object)
{
  OsrMediaKeeper *self = OSR_MEDIA_KEEPER (object);

  g_queue_clear_full (&self->waiting, (GDestroyNotify) job_free);
  g_ptr_array_unref (self->paused);
  g_clear_object (&self->fetch);
  g_clear_object (&self->pages);
  g_clear_object (&self->cancellable);
  g_free (self->folder);
  G_OBJECT_CLASS (osr_media_keeper_parent_class)->finalize (object);
}

static void
osr_media_keeper_class_init (OsrMediaKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_media_keeper_finalize;
  signals[SIGNAL_APPENDED] = g_signal_new ("appended", OSR_TYPE_MEDIA_KEEPER, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_media_keeper_init (OsrMediaKeeper *self)
{
  self->fetch = osr_safe_fetch_new ();
  self->paused = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->pause = RETRY_SECONDS * 1000;
}

OsrMediaKeeper *
osr_media_keeper_new (OsrLog *log, const char *folder)
{
  OsrMediaKeeper *self = g_object_new (OSR_TYPE_MEDIA_KEEPER, NULL);

  self->log = log;
  self->folder = g_strdup (folder);
  return self;
}

void
osr_media_keeper_set_book (OsrMediaKeeper *self, OsrAccountBook *book)
{
  self->book = book;
}

void
osr_media_keeper_set_index (OsrMediaKeeper *self, OsrIndex *index)
{
  self->index = index;
}

void
osr_media_keeper_start (OsrMediaKeeper *self)
{
  look (self, osr_clock_now (osr_log_get_clock (self->log)) - LOOK_BACK);
}

void
osr_media_keeper_stop (OsrMediaKeeper *self)
{
  g_cancellable_cancel (self->cancellable);
  while (self->paused->len > 0) {
    job_free (self->paused->pdata[self->paused->len - 1]);
    g_ptr_array_remove_index (self->paused, self->paused->len - 1);
  }
}

void
osr_media_keeper_kick (OsrMediaKeeper *self)
{
  if (!g_cancellable_is_cancelled (self->cancellable))
    osr_media_keeper_start (self);
}

void
osr_media_keeper_set_link_hosts (OsrMediaKeeper *self, const char *hosts)
{
  g_auto (GStrv) names = NULL;

  g_return_if_fail (OSR_IS_MEDIA_KEEPER (self));
  g_return_if_fail (hosts != NULL);

  names = g_strsplit (hosts, " ", -1);
  g_clear_object (&self->pages);
  self->pages = osr_safe_fetch_new ();
  osr_safe_fetch_keep_to (self->pages, (const char *const *) names);
}

OsrSafeFetch *
osr_media_keeper_get_page_fetch (OsrMediaKeeper *self)
{
  return self->pages;
}

OsrSafeFetch *
osr_media_keeper_get_fetch (OsrMediaKeeper *self)
{
  return self->fetch;
}

void
osr_media_keeper_set_pause (OsrMediaKeeper *self, guint milliseconds)
{
  self->pause = milliseconds;
}
