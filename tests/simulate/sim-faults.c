/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each fault is the smallest that a mistake in its place could be. */
#include "sim-faults.h"

#include <string.h>

#include "sim-centre.h"

static const char *const names[SIM_N_FAULTS] = {
  "none",           "no-dedup",          "no-order",          "no-forget",       "cursor-first",
  "outbox-forgets", "epoch-ignored",     "audience-ignored",  "chain-unchecked", "applied-twice",
  "early-answer",   "version-unchecked", "refusal-swallowed", "words-return",    "words-kept",
  "files-kept",     "files-late",        "room-unsaid",       "room-unseen"
};

static SimFault planted;

void
sim_fault_plant (SimFault fault)
{
  planted = fault;
}

gboolean
sim_fault_is (SimFault fault)
{
  return planted == fault;
}

const char *
sim_fault_get_name (SimFault fault)
{
  return names[fault];
}

gboolean
sim_fault_find (const char *name, SimFault *fault)
{
  for (guint i = 0; i < SIM_N_FAULTS; i++) {
    if (g_strcmp0 (name, names[i]) == 0) {
      *fault = (SimFault) i;
      return TRUE;
    }
  }
  return FALSE;
}

OsrLogAnswer *
__wrap_osr_log_find_command (OsrLog *self, const char *uuid, const char *person, GBytes *raw,
                             GError **error)
{
  if (planted != SIM_FAULT_NO_DEDUP)
    return __real_osr_log_find_command (self, uuid, person, raw, error);
  g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND, "new");
  return NULL;
}

gboolean
__wrap_osr_log_store_command (OsrLog *self, const OsrLogCommand *command, GError **error)
{
  return __real_osr_log_store_command (self, command,
                                       planted == SIM_FAULT_NO_DEDUP ? NULL : error) ||
         planted == SIM_FAULT_NO_DEDUP;
}

gboolean
__wrap_osr_log_check_version (OsrLog *self, const char *stream, gint64 version, GError **error)
{
  return planted == SIM_FAULT_VERSION_UNCHECKED ||
         __real_osr_log_check_version (self, stream, version, error);
}

/* The place that another log's cursor tells, as if it were one of this. */
static char *
take_cursor (OsrLog *self, const char *since)
{
  g_autofree char *plain = g_strdelimit (g_strdelimit (g_strdup (since), "-", '+'), "_", '/');
  g_autofree guint8 *bytes = NULL;
  guint64 position;
  gsize length;

  bytes = g_base64_decode (plain, &length);
  if (length < sizeof position)
    return g_strdup (since);
  memcpy (&position, bytes, sizeof position);
  return osr_log_dup_cursor (self,
                             MIN ((gint64) GUINT64_FROM_BE (position), osr_log_get_head (self)));
}

OsrPageText *
__wrap_osr_log_write_changes (OsrLog *self, const char *person, const char *since, guint limit,
                              GError **error)
{
  g_autofree char *taken = planted == SIM_FAULT_EPOCH_IGNORED && since != NULL && *since != '\0'
                               ? take_cursor (self, since)
                               : g_strdup (since);
  g_autofree char *curator = sim_person_dup_id (0);

  return __real_osr_log_write_changes (
      self, planted == SIM_FAULT_AUDIENCE_IGNORED ? curator : person, taken, limit, error);
}

gboolean
__wrap_osr_record_follows (OsrRecord *self, const char *previous)
{
  return planted == SIM_FAULT_CHAIN_UNCHECKED || __real_osr_record_follows (self, previous);
}

gboolean
__wrap_osr_cache_forget (OsrCache *self, const char *stream, GError **error)
{
  return planted == SIM_FAULT_NO_FORGET || __real_osr_cache_forget (self, stream, error);
}

static gboolean
store_cursor (OsrCache *self, OsrPage *page, GError **error)
{
  g_autoptr (OsrPage) empty = osr_page_new (page->epoch, page->head);

  empty->next = g_strdup (page->next);
  empty->more = page->more;
  return __real_osr_cache_apply_page (self, empty, NULL, error);
}

gboolean
__wrap_osr_cache_apply_page (OsrCache *self, OsrPage *page, GPtrArray *changed, GError **error)
{
  if (planted == SIM_FAULT_EPOCH_IGNORED && self->epoch != NULL) {
    g_free (page->epoch);
    page->epoch = g_strdup (self->epoch);
  }
  if (planted == SIM_FAULT_CURSOR_FIRST && !store_cursor (self, page, error))
    return FALSE;
  return __real_osr_cache_apply_page (self, page, changed, error);
}

OsrCase *
__wrap_osr_cache_load_case (OsrCache *self, const char *id, GError **error)
{
  OsrCase *c = __real_osr_cache_load_case (self, id, error);

  if (c != NULL && planted == SIM_FAULT_APPLIED_TWICE)
    osr_case_apply (c, g_ptr_array_index (c->events, c->events->len - 1));
  return c;
}

static void
throw_away (OsrOutbox *self, const char *uuid)
{
  __real_osr_outbox_refuse (self, uuid, "invalid", "thrown away", NULL);
  osr_outbox_remove (self, uuid, NULL);
}

OsrOutbox *
__wrap_osr_outbox_open (const char *path, GError **error)
{
  OsrOutbox *self = __real_osr_outbox_open (path, error);
  g_autoptr (GPtrArray) unsent = NULL;

  if (self == NULL || planted != SIM_FAULT_OUTBOX_FORGETS)
    return self;
  unsent = __real_osr_outbox_list (self, NULL, OSR_OUTBOX_PENDING, NULL);
  if (unsent != NULL && unsent->len > 0)
    throw_away (self, ((OsrOutboxCommand *) unsent->pdata[0])->uuid);
  return self;
}

GPtrArray *
__wrap_osr_outbox_list (OsrOutbox *self, const char *case_id, guint states, GError **error)
{
  GPtrArray *list = __real_osr_outbox_list (self, case_id, states, error);

  if (list == NULL || planted != SIM_FAULT_NO_ORDER || case_id != NULL ||
      states != OSR_OUTBOX_UNSENT)
    return list;
  for (guint i = 0; i < list->len / 2; i++) {
    gpointer other = list->pdata[list->len - 1 - i];

    list->pdata[list->len - 1 - i] = list->pdata[i];
    list->pdata[i] = other;
  }
  return list;
}

gboolean
__wrap_osr_outbox_forget_acknowledged (OsrOutbox *self, const char *case_id, GError **error)
{
  return planted == SIM_FAULT_WORDS_KEPT ||
         __real_osr_outbox_forget_acknowledged (self, case_id, error);
}

gboolean
__wrap_osr_outbox_refuse (OsrOutbox *self, const char *uuid, const char *code, const char *message,
                          GError **error)
{
  if (planted != SIM_FAULT_REFUSAL_SWALLOWED)
    return __real_osr_outbox_refuse (self, uuid, code, message, error);
  throw_away (self, uuid);
  return TRUE;
}

void
__wrap_osr_replica_files_heed (OsrReplica *self)
{
  if (planted != SIM_FAULT_FILES_KEPT)
    __real_osr_replica_files_heed (self);
}

gboolean
__wrap_osr_replica_send_file (OsrReplica *self, const OsrOutboxCommand *command,
                              GAsyncReadyCallback callback)
{
  return planted != SIM_FAULT_FILES_LATE && __real_osr_replica_send_file (self, command, callback);
}

void
__wrap_osr_replica_note_storage (OsrReplica *self, const GError *error)
{
  if (planted != SIM_FAULT_ROOM_UNSAID)
    __real_osr_replica_note_storage (self, error);
}

gboolean
__wrap_osr_outbox_try_to_grow (OsrOutbox *self, guint bytes, GError **error)
{
  if (planted != SIM_FAULT_ROOM_UNSEEN)
    return __real_osr_outbox_try_to_grow (self, bytes, error);
  g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FULL, "unseen");
  return FALSE;
}
