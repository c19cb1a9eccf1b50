/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a bundle line by line: header, checkpoints, office, events, end. Nothing in it is believed
 * before it is recomputed. */
#include "store/audit/osr-bundle.h"

#include <string.h>

#include "core/osr-chain.h"
#include "core/audit/osr-heads.h"
#include "core/audit/osr-merkle.h"
#include "core/osr-json.h"
#include "core/record/osr-stream.h"

#define MAX_BYTES  (64 * 1024 * 1024)
#define MAX_LINES  100000
#define MIN_DIGITS 16

/* In what order the lines come. */
typedef enum { PART_HEADER, PART_CHECKPOINT, PART_OFFICE, PART_EVENT, PART_END } Part;

typedef struct {
  OsrBundle *bundle; /* being made */
  Part part;
  guint line;
  GChecksum *sum; /* of the lines before this one: a slip of a disk, not of a forger */
  char *id;
  gint64 version;     /* of the last event of the case, by the header */
  gint64 head_events; /* the head of the case and of the log, by the header */
  gint64 head_checkpoint;
  char *head_hash;    /* nullable */
  JsonObject *ending; /* nullable: proof of where the case stood at the newest checkpoint */
  const OsrCheckpoint *headed; /* nullable: the newest that seals where each case stood */
  char *headed_hash;           /* nullable: of the last event of the case that it reaches */
  GPtrArray *events;           /* OsrEvent of the case */
  GHashTable *erased;          /* versions whose words an event says to be destroyed */
  GHashTable *bare;            /* versions without their words */
  char *hash;                  /* nullable: of the last record of the part */
  gint64 last;                 /* version of it */
  gint64 seq;                  /* number of it */
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->bundle, osr_bundle_free);
  g_clear_pointer (&self->sum, g_checksum_free);
  g_free (self->id);
  g_free (self->hash);
  g_free (self->head_hash);
  g_free (self->headed_hash);
  g_clear_pointer (&self->ending, json_object_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->erased, g_hash_table_unref);
  g_clear_pointer (&self->bare, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

void
osr_bundle_free (OsrBundle *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->the_case, osr_case_unref);
  g_clear_pointer (&self->registry, osr_registry_unref);
  g_clear_pointer (&self->checkpoints, g_ptr_array_unref);
  g_free (self);
}

static gboolean
refuse (Reader *self, const char *what, GError **error)
{
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT, "line %u: %s", self->line, what);
  return FALSE;
}

static gboolean
read_head (Reader *self, JsonObject *head, GError **error)
{
  if (head == NULL)
    return refuse (self, "it does not say where the case stood", error);
  self->bundle->head_seq = osr_json_get_int (head, "seq", 0);
  self->head_events = osr_json_get_int (head, "events", 0);
  self->head_checkpoint = osr_json_get_int (head, "checkpoint", -1);
  self->head_hash = g_strdup (osr_json_get_string (head, "hash"));
  if (osr_json_get_object (head, "ending") != NULL)
    self->ending = json_object_ref (osr_json_get_object (head, "ending"));
  return TRUE;
}

static gboolean
read_header (Reader *self, JsonObject *line, GError **error)
{
  if (g_strcmp0 (osr_json_get_string (line, "bundle"), "open-sources") != 0)
    return refuse (self, "the file is no bundle", error);
  if (osr_json_get_int (line, "v", 0) != 1)
    return refuse (self, "the bundle is of another version of the program", error);
  self->id = g_strdup (osr_json_get_string (line, "case"));
  if (osr_stream_get_kind (self->id) != OSR_STREAM_OF_CASE)
    return refuse (self, "it names no case", error);
  self->version = osr_json_get_int (line, "version", 0);
  self->bundle->made_at = osr_json_get_int (line, "made_at", OSR_INSTANT_UNKNOWN);
  self->bundle->payloads = osr_json_get_boolean (line, "payloads", FALSE);
  self->part = PART_CHECKPOINT;
  return read_head (self, osr_json_get_object (line, "head"), error);
}

static const OsrCheckpoint *
last_checkpoint (Reader *self)
{
  GPtrArray *list = self->bundle->checkpoints;

  return list->len > 0 ? list->pdata[list->len - 1] : NULL;
}

/* The digest of words that are here is computed with the record, and so is part of the chain. @before:
 * (nullable): hash of an event that is not here; a hash that fits with it cannot be had for other bytes */
static gboolean
check_chain (Reader *self, OsrRecord *record, const char *before, GError **error)
{
  gboolean next = record->version == self->last + 1;

  if (record->seq <= self->seq)
    return refuse (self, "the numbers do not grow", error);
  if (!next && (!osr_is_digest (before) || record->version <= self->last))
    return refuse (self, "an event before it is missing", error);
  if (!osr_record_follows (record, next ? self->hash : before))
    return refuse (self, "the chain does not fit", error);
  self->seq = record->seq;
  self->last = record->version;
  g_free (self->hash);
  self->hash = g_strdup (record->hash);
  return TRUE;
}

static gboolean
read_checkpoint (Reader *self, OsrRecord *record, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (OsrEvent) event = osr_record_to_event (record, &fault);
  g_autoptr (OsrCheckpoint) one = NULL;

  if (event != NULL)
    one = osr_checkpoint_new_from_event (event, record->hash, &fault);
  if (one == NULL || !osr_checkpoint_follows (one, last_checkpoint (self), &fault))
    return refuse (self, fault->message, error);
  if (!check_chain (self, record, NULL, error))
    return FALSE;
  if (one->heads != NULL)
    self->headed = one;
  g_ptr_array_add (self->bundle->checkpoints, g_steal_pointer (&one));
  return TRUE;
}

static GPtrArray *
read_path (JsonObject *line)
{
  JsonArray *array = osr_json_get_array (line, "path");
  GPtrArray *path = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (path, g_strdup (osr_json_array_get_string (array, i)));
  return path;
}

/* What is older than the last checkpoint must prove that it is under one: a proof cannot be left out. */
static gboolean
check_proof (Reader *self, JsonObject *line, OsrRecord *record, gboolean *sealed, GError **error)
{
  GPtrArray *list = self->bundle->checkpoints;
  const OsrCheckpoint *last = last_checkpoint (self);
  gint64 version = osr_json_get_int (line, "checkpoint", 0);
  g_autoptr (GPtrArray) path = read_path (line);
  g_autofree char *own = osr_is_digest (record->hash) ? g_strdup (record->hash) : NULL;
  g_autofree char *root = NULL;
  const OsrCheckpoint *one;

  *sealed = last != NULL && record->seq <= last->to_seq;
  if (!*sealed)
    return version == 0 || refuse (self, "it names a checkpoint that does not reach it", error);
  if (version < 1 || version > (gint64) list->len)
    return refuse (self, "the proof is missing", error);
  one = list->pdata[version - 1];
  if (own != NULL && record->seq >= one->from_seq && record->seq <= one->to_seq)
    root = osr_merkle_root_of (own, (guint64) (record->seq - one->from_seq),
                               (guint64) (one->to_seq - one->from_seq + 1), path);
  return g_strcmp0 (root, one->root) == 0 ||
         refuse (self, "it is not under the checkpoint that it names", error);
}

/* A part of the office's events is here: each brings the hash of the one before it. */
static gboolean
read_office (Reader *self, JsonObject *line, OsrRecord *record, GError **error)
{
  g_autoptr (OsrEvent) event = NULL;
  gboolean sealed;

  if (g_strcmp0 (record->stream, OSR_STREAM_OFFICE) != 0)
    return refuse (self, "the event is not the office's", error);
  event = osr_record_to_event (record, NULL);
  if (event == NULL)
    return refuse (self, "the event cannot be read", error);
  if (!check_chain (self, record, osr_json_get_string (line, "previous"), error) ||
      !check_proof (self, line, record, &sealed, error))
    return FALSE;
  self->bundle->n_open += sealed ? 0 : 1;
  osr_registry_apply (self->bundle->registry, event);
  return TRUE;
}

static void
note_erased (Reader *self, OsrEvent *event)
{
  JsonArray *versions = osr_json_get_array (event->members, "versions");

  if (!osr_event_is (event, "payload-erased") || versions == NULL)
    return;
  for (guint i = 0; i < json_array_get_length (versions); i++) {
    JsonNode *node = json_array_get_element (versions, i);

    if (JSON_NODE_HOLDS_VALUE (node))
      g_hash_table_add (self->erased, GINT_TO_POINTER ((int) json_node_get_int (node)));
  }
}

static gboolean
read_event (Reader *self, JsonObject *line, OsrRecord *record, GError **error)
{
  OsrEvent *event;
  gboolean sealed;

  if (g_strcmp0 (record->stream, self->id) != 0)
    return refuse (self, "the event is of another case", error);
  if (!check_chain (self, record, NULL, error) || !check_proof (self, line, record, &sealed, error))
    return FALSE;
  event = osr_record_to_event (record, NULL);
  if (event == NULL)
    return refuse (self, "the event cannot be read", error);
  g_ptr_array_add (self->events, event);
  *(sealed ? &self->bundle->n_sealed : &self->bundle->n_open) += 1;
  if (record->digest != NULL && record->payload == NULL)
    g_hash_table_add (self->bare, GINT_TO_POINTER ((int) record->version));
  note_erased (self, event);
  if (self->headed != NULL && record->seq <= self->headed->to_seq) {
    self->bundle->heads_version = record->version;
    g_free (self->headed_hash);
    self->headed_hash = g_strdup (record->hash);
  }
  return TRUE;
}

/* The newest checkpoint that seals where each case stood must say of this one what is here: nothing that
 * it reached was cut off the end. Checkpoints of older programs do not say it. */
static gboolean
check_ending (Reader *self, GError **error)
{
  OsrBundle *bundle = self->bundle;
  g_autoptr (GPtrArray) path = NULL;
  g_autofree char *leaf = NULL;
  g_autofree char *root = NULL;
  gint64 index;

  if (self->headed == NULL || bundle->heads_version == 0)
    return self->ending == NULL ||
           refuse (self, "it proves where the case stood by no checkpoint", error);
  bundle->heads_checkpoint = self->headed->version;
  if (self->ending == NULL)
    return refuse (self, "the proof of where the case stood is missing", error);
  index = osr_json_get_int (self->ending, "index", -1);
  path = read_path (self->ending);
  leaf = osr_heads_leaf (self->id, bundle->heads_version, self->headed_hash);
  if (index >= 0 && osr_json_get_int (self->ending, "version", 0) == bundle->heads_version &&
      osr_json_get_int (self->ending, "checkpoint", 0) == self->headed->version)
    root = osr_merkle_root_of (leaf, (guint64) index, (guint64) self->headed->n_streams, path);
  return g_strcmp0 (root, self->headed->heads) == 0 ||
         refuse (self, "at the checkpoint the case did not stand where it ends here", error);
}

/* Words that are not here were destroyed under an act, or left out of the whole file. */
static gboolean
check_bare (Reader *self, GError **error)
{
  GHashTableIter iter;
  gpointer version;

  g_hash_table_iter_init (&iter, self->bare);
  while (g_hash_table_iter_next (&iter, &version, NULL)) {
    if (g_hash_table_contains (self->erased, version))
      self->bundle->n_erased++;
    else if (self->bundle->payloads)
      return refuse (self, "words are missing, and no act says so", error);
  }
  return TRUE;
}

/* What the header says of the end is what is here: a file that was cut does not agree with itself, and a
 * log cannot have stood before the checkpoint that it already had. */
static gboolean
check_head (Reader *self, GError **error)
{
  const OsrCheckpoint *last = last_checkpoint (self);
  gint64 least = last != NULL ? MAX (last->seq, self->seq) : self->seq;

  if (self->events->len == 0 || self->version != self->last ||
      self->head_events != (gint64) self->events->len ||
      g_strcmp0 (self->head_hash, self->hash) != 0)
    return refuse (self, "the case does not end where the file says", error);
  if (self->head_checkpoint != (gint64) self->bundle->checkpoints->len)
    return refuse (self, "the checkpoints do not end where the file says", error);
  return self->bundle->head_seq >= least ||
         refuse (self, "the log cannot have ended where the file says", error);
}

static gboolean
read_end (Reader *self, JsonObject *line, GError **error)
{
  if (osr_json_get_int (line, "lines", 0) != self->line)
    return refuse (self, "lines are missing, or too many", error);
  if (g_strcmp0 (osr_json_get_string (line, "sha256"), g_checksum_get_string (self->sum)) != 0)
    return refuse (self, "the file was damaged on its way", error);
  self->part = PART_END;
  if (!check_head (self, error) || !check_ending (self, error) || !check_bare (self, error))
    return FALSE;
  self->bundle->the_case = osr_case_new_from_events (self->id, self->events);
  return TRUE;
}

static const char *const kinds[] = {
  [PART_CHECKPOINT] = "checkpoint",
  [PART_OFFICE] = "office",
  [PART_EVENT] = "event",
  [PART_END] = "end",
};

static gboolean
find_part (const char *kind, Part *part)
{
  for (guint i = PART_CHECKPOINT; i < G_N_ELEMENTS (kinds); i++) {
    *part = (Part) i;
    if (g_strcmp0 (kinds[i], kind) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
begin_part (Reader *self, Part part)
{
  if (part == self->part)
    return;
  self->part = part;
  g_clear_pointer (&self->hash, g_free);
  self->last = 0;
  self->seq = 0;
}

static gboolean
read_record (Reader *self, JsonObject *line, Part part, GError **error)
{
  JsonObject *object = osr_json_get_object (line, "record");
  g_autoptr (GError) fault = NULL;
  g_autoptr (OsrRecord) record = object != NULL ? osr_record_new_from_json (object, &fault) : NULL;

  if (record == NULL)
    return refuse (self, fault != NULL ? fault->message : "\"record\" is missing", error);
  begin_part (self, part);
  switch (part) {
  case PART_CHECKPOINT:
    return read_checkpoint (self, record, error);
  case PART_OFFICE:
    return read_office (self, line, record, error);
  default:
    return read_event (self, line, record, error);
  }
}

static gboolean
read_line (Reader *self, const char *text, gsize length, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (JsonObject) line = osr_json_read_object (text, (gssize) length, 0, "bundle", &fault);
  Part part;

  self->line++;
  if (line == NULL)
    return refuse (self, fault->message, error);
  if (self->part == PART_HEADER)
    return read_header (self, line, error);
  if (!find_part (osr_json_get_string (line, "kind"), &part) || part < self->part ||
      self->part == PART_END)
    return refuse (self, "it does not belong here", error);
  return part == PART_END ? read_end (self, line, error) : read_record (self, line, part, error);
}

static gboolean
read_lines (Reader *self, const char *bytes, gsize length, GError **error)
{
  const char *end = bytes + length;

  while (bytes < end) {
    const char *stop = memchr (bytes, '\n', (gsize) (end - bytes));

    if (stop == NULL || self->line >= MAX_LINES)
      return refuse (self, "the file is cut off, or too long", error);
    if (!read_line (self, bytes, (gsize) (stop - bytes), error))
      return FALSE;
    if (self->part != PART_END)
      g_checksum_update (self->sum, (const guchar *) bytes, (gssize) (stop + 1 - bytes));
    bytes = stop + 1;
  }
  return self->part == PART_END || refuse (self, "the file is cut off", error);
}

OsrBundle *
osr_bundle_read (GBytes *bytes, GError **error)
{
  g_auto (Reader) reader = { 0 };
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  reader.bundle = g_new0 (OsrBundle, 1);
  reader.bundle->registry = osr_registry_new ();
  reader.bundle->checkpoints =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_checkpoint_free);
  reader.sum = g_checksum_new (G_CHECKSUM_SHA256);
  reader.events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  reader.erased = g_hash_table_new (NULL, NULL);
  reader.bare = g_hash_table_new (NULL, NULL);
  if (length > MAX_BYTES) {
    refuse (&reader, "the file is too long", error);
    return NULL;
  }
  return read_lines (&reader, data, length, error) ? g_steal_pointer (&reader.bundle) : NULL;
}

const OsrCheckpoint *
osr_bundle_find_checkpoint (OsrBundle *self, const char *digits)
{
  g_autoptr (GString) wanted = g_string_new (NULL);

  for (; *digits != '\0'; digits++) {
    if (!g_ascii_isspace (*digits))
      g_string_append_c (wanted, g_ascii_tolower (*digits));
  }
  for (guint i = 0; wanted->len >= MIN_DIGITS && i < self->checkpoints->len; i++) {
    const OsrCheckpoint *one = self->checkpoints->pdata[i];

    if (g_str_has_prefix (one->root, wanted->str) || g_str_has_prefix (one->hash, wanted->str))
      return one;
  }
  return NULL;
}
