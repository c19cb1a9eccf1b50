/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The new case is shown from its command until the coordinator's answer; the way out
 * is that of every command (osr-replica-act.c). */
#include "sync/osr-replica-register.h"

#include "core/osr-error.h"
#include "core/osr-rules.h"
#include "sync/osr-replica-private.h"

#define MOST_OF_A_MATTER 500
#define FORM_PREFIX      "form."

gboolean
osr_replica_may_register (OsrReplica *self, GError **error)
{
  g_autoptr (OsrCase) none = osr_case_new ("");

  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);

  return osr_rules_explain (none, self->registry, osr_replica_get_roles_of (self), "found", error);
}

static gboolean
is_held (OsrReplica *self, const char *id)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (self, id);

  return c != NULL;
}

char *
osr_replica_find_message (OsrReplica *self, const OsrMessageEntry *entry)
{
  g_autofree char *id = NULL;
  char *found;

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);
  g_return_val_if_fail (entry != NULL, NULL);

  found = osr_cache_find_link (self->cache, entry->permalink);
  if (found != NULL || entry->text == NULL)
    return found;
  id = osr_message_entry_dup_case_id (entry);
  return is_held (self, id) ? g_steal_pointer (&id) : NULL;
}

char *
osr_replica_register (OsrReplica *self, const OsrMessageEntry *entry, char **case_id,
                      GError **error)
{
  g_autoptr (JsonObject) members = NULL;
  g_autoptr (JsonObject) payload = NULL;
  g_autofree char *known = NULL;
  g_autofree char *id = NULL;
  char *uuid;

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);
  g_return_val_if_fail (entry != NULL, NULL);

  if (case_id != NULL)
    *case_id = NULL;
  known = osr_replica_find_message (self, entry);
  if (known != NULL) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_KNOWN, "The message is registered");
    if (case_id != NULL)
      *case_id = g_steal_pointer (&known);
    return NULL;
  }
  id = osr_message_entry_dup_case_id (entry);
  members = osr_message_entry_new_members (entry);
  payload = osr_message_entry_new_payload (entry);
  uuid = osr_replica_act (self, id, "found", members, payload, error);
  if (uuid != NULL && case_id != NULL)
    *case_id = g_steal_pointer (&id);
  return uuid;
}

void
osr_replica_keep_form (OsrReplica *self, const char *name, const char *text)
{
  g_autofree char *key = g_strconcat (FORM_PREFIX, name, NULL);
  g_autoptr (GError) error = NULL;

  g_return_if_fail (OSR_IS_REPLICA (self));

  if (!osr_outbox_set (self->outbox, key, text, &error))
    osr_replica_report ("A form could not be kept", error);
}

char *
osr_replica_dup_form (OsrReplica *self, const char *name)
{
  g_autofree char *key = g_strconcat (FORM_PREFIX, name, NULL);

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);

  return osr_outbox_get (self->outbox, key);
}

static void
add_case (OsrReplica *self, const char *id, GHashTable *seen, GPtrArray *cases)
{
  OsrCase *c;

  if (cases->len >= MOST_OF_A_MATTER || !g_hash_table_add (seen, g_strdup (id)))
    return;
  c = osr_replica_get_case (self, id);
  if (c != NULL)
    g_ptr_array_add (cases, c);
}

/* What @id was joined to, and what was joined to it. */
static void
add_around (OsrReplica *self, const char *id, GHashTable *seen, GPtrArray *cases)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) joined = osr_cache_list_matter (self->cache, id, &error);

  if (joined == NULL)
    osr_replica_report ("The cases of a matter could not be listed", error);
  for (guint i = 0; joined != NULL && i < joined->len; i++)
    add_case (self, g_ptr_array_index (joined, i), seen, cases);
}

OsrMatter *
osr_replica_load_matter (OsrReplica *self, const char *case_id)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_case_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_val_if_fail (OSR_IS_REPLICA (self), NULL);
  g_return_val_if_fail (case_id != NULL, NULL);

  add_case (self, case_id, seen, cases);
  for (guint i = 0; i < cases->len; i++) {
    OsrCase *c = g_ptr_array_index (cases, i);
    const char *joined = osr_matter_get_joined (c);

    add_around (self, c->id, seen, cases);
    if (joined == NULL)
      continue;
    add_case (self, joined, seen, cases);
    add_around (self, joined, seen, cases);
  }
  return osr_matter_new (cases, case_id);
}
