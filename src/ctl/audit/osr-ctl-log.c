/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `log verify`: the whole examination of a log, for people and for a monitor that asks every night. */
#include <glib/gi18n.h>

#include "core/record/osr-stream.h"
#include "ctl/audit/osr-ctl-audit.h"
#include "ctl/osr-ctl-office.h"
#include "ctl/regulation/osr-ctl-timeline.h"
#include "ctl/osr-ctl-text.h"
#include "store/audit/osr-log-audit.h"

char *
osr_ctl_find_case (OsrLog *log, const char *name, GError **error)
{
  g_autofree char *id = osr_log_find_number (log, name);

  if (id == NULL && osr_stream_get_kind (name) == OSR_STREAM_OF_CASE &&
      osr_log_get_version (log, name) > 0)
    id = g_strdup (name);
  if (id == NULL)
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND, "there is no case %s here",
                 name);
  return g_steal_pointer (&id);
}

static void
print_text (OsrLog *log, const OsrAudit *audit)
{
  for (guint i = 0; i < audit->faults->len; i++) {
    const OsrAuditFault *fault = audit->faults->pdata[i];

    g_print ("%-9s%s\n", fault->part, fault->message);
  }
  if (audit->last != NULL) {
    g_autofree char *moment = osr_ctl_text_moment (osr_log_get_registry (log), audit->last->at);
    g_autofree char *root = osr_checkpoint_short (audit->last->root);

    g_print ("checkpoint No. %" G_GINT64_FORMAT " of %s, events 1 to %" G_GINT64_FORMAT ": %s\n",
             audit->last->version, moment, audit->last->to_seq, root);
  }
  if (audit->faults->len == 0)
    g_print ("%" G_GINT64_FORMAT " events are as they were written.\n", audit->n_events);
}

static JsonNode *
to_json (const OsrAudit *audit)
{
  JsonObject *object = json_object_new ();
  JsonArray *faults = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_boolean_member (object, "whole", audit->faults->len == 0);
  json_object_set_int_member (object, "events", audit->n_events);
  json_object_set_int_member (object, "checkpoints", audit->n_checkpoints);
  if (audit->last != NULL) {
    json_object_set_int_member (object, "sealed_to", audit->last->to_seq);
    json_object_set_string_member (object, "root", audit->last->root);
    json_object_set_string_member (object, "checkpoint_hash", audit->last->hash);
  }
  for (guint i = 0; i < audit->faults->len; i++) {
    const OsrAuditFault *fault = audit->faults->pdata[i];
    JsonObject *one = json_object_new ();

    json_object_set_string_member (one, "part", fault->part);
    json_object_set_string_member (one, "message", fault->message);
    json_array_add_object_element (faults, one);
  }
  json_object_set_array_member (object, "faults", faults);
  json_node_take_object (node, object);
  return node;
}

static int
log_verify (int argc, char **argv)
{
  g_autofree char *office = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (OsrAudit) audit = NULL;
  g_autoptr (GError) error = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "office", 'o', 0, G_OPTION_ARG_FILENAME, &office, "The office's folder", "DIR" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print JSON instead of text", NULL },
    { NULL },
  };

  if (!osr_ctl_parse ("log verify",
                      "Examines the file, recounts chains, digests and checkpoints, the numbers of "
                      "the cases,\nwho may read what, and what commands were answered. Nothing is "
                      "repaired. The status is 1 when "
                      "something does not hold.",
                      entries, (int[]){ 0, 0 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = osr_ctl_open_office (office, NULL, &error);
  if (log == NULL)
    return osr_ctl_fail (error);
  audit = osr_log_audit (log);
  if (json) {
    g_autoptr (JsonNode) node = to_json (audit);

    osr_ctl_print_json (node);
  } else {
    print_text (log, audit);
  }
  return audit->faults->len == 0 ? OSR_CTL_OK : OSR_CTL_FAILED;
}

int
osr_ctl_log (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "verify", N_ ("whether a log is what was written"), log_verify },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl log", commands, argc, argv);
}
