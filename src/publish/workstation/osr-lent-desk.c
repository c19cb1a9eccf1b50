/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file is small and written whole: {"taking", "lent": {"taking", "until", "boot", "read_back",
 * "publication"}, "reports": [{"id", "taking", "body"}]}. It holds no token and no text of a reply. */
#include "publish/workstation/osr-lent-desk.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "net/osr-net-error.h"
#include "publish/workstation/osr-lent-wire.h"

#define FILE_NAME "publishing.json"
#define LOCK_NAME "publishing.lock"
#define FILES     "publishing"
#define MAX_BYTES (1024 * 1024)

typedef struct {
  char *id;
  char *taking;
  char *body;
} Report;

struct _OsrLentDesk {
  GObject parent_instance;

  OsrClock *clock;
  int lock;
  char *folder;
  char *path;
  char *taking;      /* nullable: of the asking under way */
  char *lent_taking; /* nullable: nothing is lent */
  OsrPublication *row;
  gint64 read_back;
  OsrNeighbours *neighbours; /* nullable: nothing is lent */
  GPtrArray *reports;        /* Report, oldest first */
  OsrCase *the_case;         /* nullable */
};

static void
report_free (gpointer data)
{
  Report *report = data;

  g_free (report->id);
  g_free (report->taking);
  g_free (report->body);
  g_free (report);
}

static void
add_report (GPtrArray *reports, const char *id, const char *taking, const char *body)
{
  Report *report = g_new0 (Report, 1);

  report->id = g_strdup (id);
  report->taking = g_strdup (taking);
  report->body = g_strdup (body);
  g_ptr_array_add (reports, report);
}

static JsonObject *
describe_lent (OsrLentDesk *self, const OsrPublication *row)
{
  JsonObject *lent = json_object_new ();

  json_object_set_string_member (lent, "taking", self->lent_taking);
  json_object_set_int_member (lent, "until", row->lease_until);
  json_object_set_string_member (lent, "boot", osr_publication_boot_id ());
  json_object_set_int_member (lent, "read_back", self->read_back);
  json_object_set_object_member (lent, "neighbours", osr_neighbours_write (self->neighbours));
  json_object_set_object_member (lent, "publication",
                                 osr_lent_write_row (row, osr_clock_now (self->clock)));
  return lent;
}

static JsonArray *
describe_reports (GPtrArray *reports)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < reports->len; i++) {
    const Report *report = reports->pdata[i];
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "id", report->id);
    json_object_set_string_member (object, "taking", report->taking);
    json_object_set_string_member (object, "body", report->body);
    json_array_add_object_element (array, object);
  }
  return array;
}

/* @row: (nullable): what is lent from now on */
static gboolean
save (OsrLentDesk *self, const OsrPublication *row, GPtrArray *reports, GError **error)
{
  g_autoptr (JsonObject) whole = json_object_new ();
  g_autofree char *text = NULL;

  if (self->lock < 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "Publishing has ended here");
    return FALSE;
  }
  osr_json_set_text (whole, "taking", self->taking);
  if (row != NULL)
    json_object_set_object_member (whole, "lent", describe_lent (self, row));
  json_object_set_array_member (whole, "reports", describe_reports (reports));
  text = osr_json_write_object (whole);
  return g_file_set_contents_full (self->path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/* What was lent in another life of the machine is over. */
static gboolean
read_lent (OsrLentDesk *self, JsonObject *lent, GError **error)
{
  const char *taking;

  if (lent == NULL)
    return TRUE;
  taking = osr_json_get_string (lent, "taking");
  self->row = osr_lent_read_row (osr_json_get_object (lent, "publication"),
                                 osr_clock_now (self->clock), error);
  if (self->row == NULL)
    return FALSE;
  if (taking == NULL ||
      g_strcmp0 (osr_json_get_string (lent, "boot"), osr_publication_boot_id ()) != 0) {
    g_clear_pointer (&self->row, osr_publication_free);
    return TRUE;
  }
  self->row->lease_until = osr_json_get_int (lent, "until", 0);
  self->read_back = osr_json_get_int (lent, "read_back", OSR_MINUTE);
  self->neighbours = osr_neighbours_read (osr_json_get_object (lent, "neighbours"));
  self->lent_taking = g_strdup (taking);
  return TRUE;
}

static void
read_reports (OsrLentDesk *self, JsonArray *array)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *one = osr_json_array_get_object (array, i);
    const char *id = one != NULL ? osr_json_get_string (one, "id") : NULL;
    const char *body = one != NULL ? osr_json_get_string (one, "body") : NULL;

    if (id != NULL && body != NULL)
      add_report (self->reports, id, osr_json_get_string (one, "taking"), body);
  }
}

static gboolean
load (OsrLentDesk *self, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) whole = NULL;
  g_autoptr (GError) fault = NULL;
  gsize length;

  if (!g_file_get_contents (self->path, &text, &length, &fault)) {
    if (g_error_matches (fault, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&fault));
    return FALSE;
  }
  whole = osr_json_read_object (text, (gssize) length, MAX_BYTES, self->path, error);
  if (whole == NULL || !read_lent (self, osr_json_get_object (whole, "lent"), error))
    return FALSE;
  self->taking = g_strdup (osr_json_get_string (whole, "taking"));
  read_reports (self, osr_json_get_array (whole, "reports"));
  return TRUE;
}

static void
forget_lent (OsrLentDesk *self)
{
  g_clear_pointer (&self->row, osr_publication_free);
  g_clear_pointer (&self->lent_taking, g_free);
  g_clear_pointer (&self->neighbours, osr_neighbours_free);
  g_clear_pointer (&self->the_case, osr_case_unref);
}

static OsrInstant
lent_desk_get_now (OsrPublishingDesk *desk)
{
  return osr_clock_now (OSR_LENT_DESK (desk)->clock);
}

static OsrCase *
lent_desk_load_case (OsrPublishingDesk *desk, const char *id, GError **error)
{
  OsrLentDesk *self = OSR_LENT_DESK (desk);

  if (osr_lent_desk_has_case (self, id))
    return osr_case_ref (self->the_case);
  g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY,
                       "The case has not been read yet");
  return NULL;
}

static char *
lent_desk_dup_file_path (OsrPublishingDesk *desk, const char *digest)
{
  return osr_is_digest (digest)
             ? g_build_filename (OSR_LENT_DESK (desk)->folder, FILES, digest, NULL)
             : NULL;
}

/* As they were when it was lent: the coordinator looks again before it believes what was found. */
static OsrNeighbours *
lent_desk_find_neighbours (OsrPublishingDesk *desk, const OsrNeighbourhood *around, GError **error)
{
  return osr_neighbours_copy (OSR_LENT_DESK (desk)->neighbours);
}

/* (transfer full): the reports there are, as a list of its own */
static GPtrArray *
copy_reports (OsrLentDesk *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (report_free);

  for (guint i = 0; i < self->reports->len; i++) {
    const Report *report = self->reports->pdata[i];

    add_report (copy, report->id, report->taking, report->body);
  }
  return copy;
}

/* That sending begins is for this disk alone: at the coordinator it counts as being sent already. */
static gboolean
is_for_coordinator (const OsrPublisherOutcome *outcome)
{
  return outcome->release || outcome->telling != OSR_PUBLISHING_TELL_NOTHING;
}

static void
add_outcome (OsrLentDesk *self, GPtrArray *reports, const OsrPublisherOutcome *outcome)
{
  g_autoptr (JsonObject) object =
      osr_lent_write_outcome (outcome, self->lent_taking, osr_clock_now (self->clock));
  g_autofree char *body = osr_json_write_object (object);
  g_autofree char *id = g_uuid_string_random ();

  add_report (reports, id, self->lent_taking, body);
}

static OsrPublication *
copy_row (const OsrPublication *row)
{
  OsrPublication *copy = g_memdup2 (row, sizeof *row);

  copy->case_id = g_strdup (row->case_id);
  copy->guid = g_strdup (row->guid);
  copy->account = g_strdup (row->account);
  copy->digest = g_strdup (row->digest);
  return copy;
}

static gboolean
lent_desk_write (OsrPublishingDesk *desk, const OsrPublisherOutcome *outcome, gboolean *appended,
                 GError **error)
{
  OsrLentDesk *self = OSR_LENT_DESK (desk);
  g_autoptr (GPtrArray) reports = copy_reports (self);
  g_autoptr (OsrPublication) next = NULL;

  if (self->row == NULL || self->row->lease != outcome->row->lease) {
    g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_LEASE,
                         "the publication is not lent to this workstation any more");
    return FALSE;
  }
  if (is_for_coordinator (outcome))
    add_outcome (self, reports, outcome);
  /* how long it is lent the coordinator says, and no step of ours */
  next = copy_row (outcome->row);
  next->lease_until = self->row->lease_until;
  if (!save (self, outcome->release ? NULL : next, reports, error))
    return FALSE;
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  self->reports = g_steal_pointer (&reports);
  if (outcome->release) {
    forget_lent (self);
  } else {
    osr_publication_free (self->row);
    self->row = g_steal_pointer (&next);
  }
  *appended = *appended || outcome->telling != OSR_PUBLISHING_TELL_NOTHING;
  return TRUE;
}

static void
lent_desk_iface_init (OsrPublishingDeskInterface *iface)
{
  iface->get_now = lent_desk_get_now;
  iface->load_case = lent_desk_load_case;
  iface->dup_file_path = lent_desk_dup_file_path;
  iface->find_neighbours = lent_desk_find_neighbours;
  iface->write = lent_desk_write;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (OsrLentDesk, osr_lent_desk, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OSR_TYPE_PUBLISHING_DESK,
                                                      lent_desk_iface_init))

static void
osr_lent_desk_finalize (GObject *object)
{
  OsrLentDesk *self = OSR_LENT_DESK (object);

  forget_lent (self);
  g_clear_pointer (&self->clock, osr_clock_unref);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->taking);
  osr_lent_desk_close (self);
  G_OBJECT_CLASS (osr_lent_desk_parent_class)->finalize (object);
}

static void
osr_lent_desk_class_init (OsrLentDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_lent_desk_finalize;
}

static void
osr_lent_desk_init (OsrLentDesk *self)
{
  self->lock = -1;
  self->reports = g_ptr_array_new_with_free_func (report_free);
}

/* Two programs on one file would both send what is lent. */
static gboolean
lock_folder (OsrLentDesk *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, LOCK_NAME, NULL);

  self->lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock >= 0 && flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno),
               "Another program publishes from %s", self->folder);
  return FALSE;
}

OsrLentDesk *
osr_lent_desk_open (const char *folder, OsrClock *clock, GError **error)
{
  g_autoptr (OsrLentDesk) self = g_object_new (OSR_TYPE_LENT_DESK, NULL);

  self->clock = osr_clock_ref (clock);
  self->folder = g_strdup (folder);
  self->path = g_build_filename (folder, FILE_NAME, NULL);
  return lock_folder (self, error) && load (self, error) ? g_steal_pointer (&self) : NULL;
}

void
osr_lent_desk_close (OsrLentDesk *self)
{
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
}

const char *
osr_lent_desk_ask (OsrLentDesk *self, GError **error)
{
  g_return_val_if_fail (self->row == NULL, NULL);

  if (self->taking != NULL)
    return self->taking;
  self->taking = g_uuid_string_random ();
  if (!save (self, NULL, self->reports, error))
    g_clear_pointer (&self->taking, g_free);
  return self->taking;
}

gboolean
osr_lent_desk_take (OsrLentDesk *self, const OsrPublication *row, const OsrLentTerms *terms,
                    GError **error)
{
  g_autofree char *taking = g_steal_pointer (&self->taking);

  self->lent_taking = g_strdup (taking);
  self->row = copy_row (row);
  self->row->lease_until = terms->asked_at + terms->span;
  self->read_back = terms->read_back;
  self->neighbours = osr_neighbours_copy (terms->neighbours);
  if (save (self, self->row, self->reports, error))
    return TRUE;
  forget_lent (self);
  self->taking = g_steal_pointer (&taking);
  return FALSE;
}

gint64
osr_lent_desk_get_read_back (OsrLentDesk *self)
{
  return self->read_back;
}

OsrPublication *
osr_lent_desk_dup_row (OsrLentDesk *self)
{
  if (self->row == NULL || self->row->lease_until <= osr_publication_boot_time ())
    return NULL;
  return copy_row (self->row);
}

gboolean
osr_lent_desk_drop (OsrLentDesk *self, GError **error)
{
  if (self->row == NULL)
    return TRUE;
  if (!save (self, NULL, self->reports, error))
    return FALSE;
  forget_lent (self);
  return TRUE;
}

void
osr_lent_desk_set_case (OsrLentDesk *self, OsrCase *the_case)
{
  g_clear_pointer (&self->the_case, osr_case_unref);
  self->the_case = osr_case_ref (the_case);
}

gboolean
osr_lent_desk_has_case (OsrLentDesk *self, const char *id)
{
  return self->the_case != NULL && g_str_equal (self->the_case->id, id);
}

GBytes *
osr_lent_desk_dup_report (OsrLentDesk *self, char **id)
{
  const Report *first = self->reports->len > 0 ? self->reports->pdata[0] : NULL;

  *id = first != NULL ? g_strdup (first->id) : NULL;
  return first != NULL ? g_bytes_new (first->body, strlen (first->body)) : NULL;
}

gboolean
osr_lent_desk_told (OsrLentDesk *self, const char *id, gboolean taken, GError **error)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (report_free);
  g_autofree char *over = NULL;

  for (guint i = 0; i < self->reports->len; i++) {
    const Report *report = self->reports->pdata[i];

    if (g_str_equal (report->id, id)) {
      over = taken ? NULL : g_strdup (report->taking);
      continue;
    }
    if (over == NULL || g_strcmp0 (over, report->taking) != 0)
      add_report (left, report->id, report->taking, report->body);
  }
  if (over != NULL && g_strcmp0 (over, self->lent_taking) == 0)
    forget_lent (self);
  if (!save (self, self->row, left, error))
    return FALSE;
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  self->reports = g_steal_pointer (&left);
  return TRUE;
}
