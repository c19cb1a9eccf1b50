/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The routes that hand out and take files: snapshots, and attachments by their digest. */
#include "coordinator/files/osr-file-answer.h"
#include "coordinator/files/osr-spool.h"
#include "coordinator/files/osr-upload.h"
#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-routes.h"
#include "core/osr-chain.h"
#include "coordinator/osr-server.h"
#include "store/files/osr-log-handed.h"

#define INDEX_NOW 200

void
osr_route_snapshot (OsrExchange *self)
{
  osr_coordinator_tend (self->coordinator, NULL);
  osr_spool_ask (osr_coordinator_get_spool (self->coordinator), self->message, self->person,
                 self->id);
}

static gboolean
check_digest (OsrExchange *self)
{
  if (osr_is_digest (self->id))
    return TRUE;
  osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_MALFORMED,
                       "The address is not a SHA-256 in lower-case hex.");
  return FALSE;
}

/* What nobody names, or only cases that the reader does not see, is not there. */
void
osr_route_get_attachment (OsrExchange *self)
{
  OsrIndex *index = osr_coordinator_get_index (self->coordinator);
  g_autofree char *folder = osr_coordinator_dup_attachments (self->coordinator);
  g_autofree char *path = NULL;
  g_autofree char *etag = NULL;

  if (!check_digest (self))
    return;
  osr_index_update (index, INDEX_NOW, NULL, NULL);
  if (!osr_index_may_read_file (index, self->person, self->id)) {
    osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_NOT_FOUND, "There is no such file for you.");
    return;
  }
  path = osr_upload_dup_path (folder, self->id);
  etag = g_strdup_printf ("\"%s\"", self->id);
  osr_answer_file (self->message, path, etag, "application/octet-stream");
}

/* Whoever brings it may name it from now on. */
static gboolean
take (OsrExchange *self, OsrUpload *upload, GError **error)
{
  return osr_upload_keep (upload, self->id, error) &&
         osr_log_hand_in_file (osr_coordinator_get_log (self->coordinator), self->id, self->person,
                               error) &&
         osr_index_expect_file (osr_coordinator_get_index (self->coordinator), self->id, error);
}

/* The same answer whether it was there: nobody learns by asking who else has a file. */
void
osr_route_put_attachment (OsrExchange *self)
{
  OsrUpload *upload = osr_server_get_upload (self->message);
  g_autoptr (GError) error = NULL;

  if (!check_digest (self))
    return;
  if (upload == NULL) {
    osr_exchange_refuse (self, OSR_COORDINATOR_ERROR_INTERNAL, "The file could not be taken.");
    return;
  }
  if (take (self, upload, &error))
    soup_server_message_set_status (self->message, SOUP_STATUS_NO_CONTENT, NULL);
  else
    osr_answer_error (self->message, error, NULL);
}
