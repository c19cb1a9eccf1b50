/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults that can be planted into the engines, to see that the watch finds them: the linker puts these
 * functions in the place of the engines' own, which they call unless their fault is planted. */
#pragma once

#include "store/osr-cache-private.h"
#include "store/osr-log.h"
#include "store/osr-outbox.h"
#include "sync/osr-replica-private.h"

G_BEGIN_DECLS

typedef enum {
  SIM_FAULT_NONE,
  SIM_FAULT_NO_DEDUP,          /* a command that came before is taken for a new one */
  SIM_FAULT_NO_ORDER,          /* the outbox goes out from its end */
  SIM_FAULT_NO_FORGET,         /* what may not be seen any more stays */
  SIM_FAULT_CURSOR_FIRST,      /* the cursor is stored before its page */
  SIM_FAULT_OUTBOX_FORGETS,    /* a start loses a step that was not sent */
  SIM_FAULT_EPOCH_IGNORED,     /* a restored log is read on from the old place */
  SIM_FAULT_AUDIENCE_IGNORED,  /* everybody is told what a curator is */
  SIM_FAULT_CHAIN_UNCHECKED,   /* whatever comes is believed */
  SIM_FAULT_APPLIED_TWICE,     /* the last event of a case counts twice */
  SIM_FAULT_EARLY_ANSWER,      /* acknowledged before it is on the disk */
  SIM_FAULT_VERSION_UNCHECKED, /* a step upon an old version is accepted */
  SIM_FAULT_REFUSAL_SWALLOWED, /* what was refused is thrown away */
  SIM_FAULT_WORDS_RETURN,      /* a restoration does not know what was destroyed */
  SIM_FAULT_WORDS_KEPT,        /* a desk keeps what was destroyed for a restoration */
  SIM_FAULT_FILES_KEPT,        /* a desk keeps files that may not be seen any more */
  SIM_FAULT_FILES_LATE,        /* a step goes out before the files that it names */
  SIM_FAULT_ROOM_UNSAID,       /* a step cannot be kept, and nobody says why */
  SIM_FAULT_ROOM_UNSEEN,       /* room that there is again is not found */
  SIM_N_FAULTS
} SimFault;

void sim_fault_plant (SimFault fault);
gboolean sim_fault_is (SimFault fault);

const char *sim_fault_get_name (SimFault fault);
gboolean sim_fault_find (const char *name, SimFault *fault);

OsrLogAnswer *__wrap_osr_log_find_command (OsrLog *self, const char *uuid, const char *person,
                                           GBytes *raw, GError **error);
gboolean __wrap_osr_log_store_command (OsrLog *self, const OsrLogCommand *command, GError **error);
gboolean __wrap_osr_log_check_version (OsrLog *self, const char *stream, gint64 version,
                                       GError **error);
OsrPageText *__wrap_osr_log_write_changes (OsrLog *self, const char *person, const char *since,
                                           guint limit, GError **error);
gboolean __wrap_osr_record_follows (OsrRecord *self, const char *previous);
gboolean __wrap_osr_cache_forget (OsrCache *self, const char *stream, GError **error);
gboolean __wrap_osr_cache_apply_page (OsrCache *self, OsrPage *page, GPtrArray *changed,
                                      GError **error);
OsrCase *__wrap_osr_cache_load_case (OsrCache *self, const char *id, GError **error);
OsrOutbox *__wrap_osr_outbox_open (const char *path, GError **error);
GPtrArray *__wrap_osr_outbox_list (OsrOutbox *self, const char *case_id, guint states,
                                   GError **error);
gboolean __wrap_osr_outbox_forget_acknowledged (OsrOutbox *self, const char *case_id,
                                                GError **error);
gboolean __wrap_osr_outbox_refuse (OsrOutbox *self, const char *uuid, const char *code,
                                   const char *message, GError **error);

void __wrap_osr_replica_files_heed (OsrReplica *self);
gboolean __wrap_osr_replica_send_file (OsrReplica *self, const OsrOutboxCommand *command,
                                       GAsyncReadyCallback callback);

void __wrap_osr_replica_note_storage (OsrReplica *self, const GError *error);
gboolean __wrap_osr_outbox_try_to_grow (OsrOutbox *self, guint bytes, GError **error);

/* The engines' own. */
void __real_osr_replica_note_storage (OsrReplica *self, const GError *error);
gboolean __real_osr_outbox_try_to_grow (OsrOutbox *self, guint bytes, GError **error);
void __real_osr_replica_files_heed (OsrReplica *self);
gboolean __real_osr_replica_send_file (OsrReplica *self, const OsrOutboxCommand *command,
                                       GAsyncReadyCallback callback);
OsrLogAnswer *__real_osr_log_find_command (OsrLog *self, const char *uuid, const char *person,
                                           GBytes *raw, GError **error);
gboolean __real_osr_log_store_command (OsrLog *self, const OsrLogCommand *command, GError **error);
gboolean __real_osr_log_check_version (OsrLog *self, const char *stream, gint64 version,
                                       GError **error);
OsrPageText *__real_osr_log_write_changes (OsrLog *self, const char *person, const char *since,
                                           guint limit, GError **error);
gboolean __real_osr_record_follows (OsrRecord *self, const char *previous);
gboolean __real_osr_cache_forget (OsrCache *self, const char *stream, GError **error);
gboolean __real_osr_cache_apply_page (OsrCache *self, OsrPage *page, GPtrArray *changed,
                                      GError **error);
OsrCase *__real_osr_cache_load_case (OsrCache *self, const char *id, GError **error);
OsrOutbox *__real_osr_outbox_open (const char *path, GError **error);
GPtrArray *__real_osr_outbox_list (OsrOutbox *self, const char *case_id, guint states,
                                   GError **error);
gboolean __real_osr_outbox_forget_acknowledged (OsrOutbox *self, const char *case_id,
                                                GError **error);
gboolean __real_osr_outbox_refuse (OsrOutbox *self, const char *uuid, const char *code,
                                   const char *message, GError **error);

G_END_DECLS
