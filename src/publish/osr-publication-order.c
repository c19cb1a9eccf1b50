/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After a backup was restored nothing goes out unseen: a text from before may have been published by an
 * order that the log forgot, so that it is looked for first. */
#include "publish/osr-publication-order.h"

#include "core/osr-error.h"
#include "core/osr-json.h"

static gboolean
move (const OsrPublicationOrder *self, OsrPublicationState state, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (self->before->intent_version == 0 ||
      osr_log_move_publication (self->log, self->before->id, self->before->intent_version, state,
                                &fault))
    return TRUE;
  if (!g_error_matches (fault, OSR_STORE_ERROR, OSR_STORE_ERROR_LEASE)) {
    g_propagate_error (error, g_steal_pointer (&fault));
    return FALSE;
  }
  g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_WRONG_STATE,
                       "It is being sent at this moment; look again in a minute");
  return FALSE;
}

/* Whether the text is older than the log's last restoration. */
static gboolean
is_of_lost_past (const OsrPublicationOrder *self, gint64 draft)
{
  OsrEvent *submitted = osr_case_find_event (self->before, draft, "submitted");

  return submitted != NULL && submitted->seq <= osr_log_get_restored_head (self->log);
}

/* Who holds the account sends it, and must be able to read what the case is about. */
static gboolean
check_holder (const OsrPublicationOrder *self, const char *account, GError **error)
{
  const OsrAccount *found = osr_registry_find_account (osr_log_get_registry (self->log), account);

  if (found == NULL || found->holder == NULL ||
      osr_log_can_see (self->log, found->holder, self->before->id))
    return TRUE;
  g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NO_ACCOUNT,
                       "Who holds the account does not see this case");
  return FALSE;
}

static gboolean
queue (const OsrPublicationOrder *self, GError **error)
{
  OsrPublication publication = { 0 };
  gboolean again = osr_json_get_boolean (self->members, "again", FALSE);

  if (!check_holder (self, osr_json_get_string (self->members, "account"), error) ||
      (again && !move (self, OSR_PUBLICATION_DONE, error)))
    return FALSE;
  publication.case_id = self->before->id;
  publication.intent = self->version;
  publication.guid = (char *) osr_json_get_string (self->members, "guid");
  publication.account = (char *) osr_json_get_string (self->members, "account");
  publication.draft = osr_json_get_int (self->members, "draft", 0);
  publication.digest = (char *) osr_json_get_string (self->members, "digest");
  if (!again && is_of_lost_past (self, publication.draft))
    publication.state = OSR_PUBLICATION_UNCERTAIN;
  return osr_log_queue_publication (self->log, &publication, error);
}

gboolean
osr_publication_order (const OsrPublicationOrder *order, GError **error)
{
  if (g_str_equal (order->type, "publish-intended"))
    return queue (order, error);
  if (g_str_equal (order->type, "published-by-hand") ||
      g_str_equal (order->type, "reply-corrected"))
    return move (order, OSR_PUBLICATION_DONE, error);
  if (g_str_equal (order->type, "publish-look-ordered"))
    return move (order, OSR_PUBLICATION_UNCERTAIN, error);
  if (g_str_equal (order->type, "challenge-answered"))
    return move (order, OSR_PUBLICATION_QUEUED, error);
  return TRUE;
}
