/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question to the coordinator; what it answers is read into records. Ids that this program does not
 * know are left to whoever shows them. */
#include "sync/osr-office-preview.h"

#include "core/osr-json.h"
#include "sync/osr-replica-private.h"

static void
work_free (gpointer data)
{
  OsrOfficeWork *work = data;

  g_free (work->case_id);
  g_free (work->number);
  g_free (work->body);
  g_free (work);
}

void
osr_office_preview_free (OsrOfficePreview *preview)
{
  g_ptr_array_unref (preview->moves);
  g_ptr_array_unref (preview->reach);
  g_ptr_array_unref (preview->work);
  g_free (preview);
}

static gpointer
read_move (JsonObject *object)
{
  OsrMove *move = g_new0 (OsrMove, 1);
  const char *timer = osr_json_get_string (object, "timer");

  move->case_id = g_strdup (osr_json_get_string (object, "case"));
  move->number = g_strdup (osr_json_get_string (object, "number"));
  move->timer = g_intern_string (timer != NULL ? timer : "");
  move->body = g_strdup (osr_json_get_string (object, "body"));
  move->before = osr_json_get_int (object, "before", OSR_INSTANT_UNKNOWN);
  move->after = osr_json_get_int (object, "after", OSR_INSTANT_UNKNOWN);
  return move;
}

static gpointer
read_reach (JsonObject *object)
{
  OsrReachMove *move = g_new0 (OsrReachMove, 1);

  move->person = g_strdup (osr_json_get_string (object, "person"));
  move->role = g_strdup (osr_json_get_string (object, "role"));
  move->body = g_strdup (osr_json_get_string (object, "body"));
  move->before = g_strdup (osr_json_get_string (object, "before"));
  move->after = g_strdup (osr_json_get_string (object, "after"));
  return move;
}

static gpointer
read_work (JsonObject *object)
{
  OsrOfficeWork *work = g_new0 (OsrOfficeWork, 1);

  work->case_id = g_strdup (osr_json_get_string (object, "case"));
  work->number = g_strdup (osr_json_get_string (object, "number"));
  work->body = g_strdup (osr_json_get_string (object, "body"));
  return work;
}

static GPtrArray *
read_list (JsonObject *answer, const char *member, gpointer (*read) (JsonObject *object),
           GDestroyNotify destroy)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (destroy);
  JsonArray *array = osr_json_get_array (answer, member);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = osr_json_array_get_object (array, i);

    if (object != NULL)
      g_ptr_array_add (list, read (object));
  }
  return list;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer =
      osr_protocol_preview_finish (OSR_PROTOCOL (source), result, &error);
  OsrOfficePreview *preview;

  if (answer == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  preview = g_new0 (OsrOfficePreview, 1);
  preview->open = (guint) CLAMP (osr_json_get_int (answer, "open", 0), 0, G_MAXINT);
  preview->pinned = (guint) CLAMP (osr_json_get_int (answer, "pinned", 0), 0, G_MAXINT);
  preview->moves = read_list (answer, "moves", read_move, (GDestroyNotify) osr_move_free);
  preview->reach = read_list (answer, "reach", read_reach, (GDestroyNotify) osr_reach_move_free);
  preview->work = read_list (answer, "work", read_work, work_free);
  g_task_return_pointer (task, preview, (GDestroyNotify) osr_office_preview_free);
}

void
osr_replica_preview_office_async (OsrReplica *self, const char *type, JsonObject *members,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (JsonObject) sent = osr_replica_without_zones (members);

  g_task_set_source_tag (task, osr_replica_preview_office_async);
  osr_protocol_preview_async (self->protocol, type, sent, cancellable, on_answer, task);
}

OsrOfficePreview *
osr_replica_preview_office_finish (OsrReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
