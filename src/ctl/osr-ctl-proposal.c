/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The moves are counted outside the transaction, since there may be many cases and a
 * coordinator that serves them; the transaction then checks that nothing came in between. */
#include "ctl/osr-ctl-proposal.h"

#include <glib/gi18n.h>

#include "core/osr-preview.h"
#include "ctl/osr-ctl-text.h"
#include "ctl/osr-ctl.h"
#include "report/osr-time-text.h"

/* What is to be done, and what was found out about it. */
typedef struct {
  OsrLog *log;
  const OsrProposalOptions *options;
  OsrEvent *event;
  gint64 head; /* where the log ended when the moves were counted */
  GPtrArray *moves;
  guint open;
  guint pinned;
} Proposal;

void
osr_proposal_options_clear (OsrProposalOptions *options)
{
  g_clear_pointer (&options->office, g_free);
  g_clear_pointer (&options->clock, g_free);
}

static gboolean
check_head (gint64 expected, gint64 head, GError **error)
{
  if (expected == head)
    return TRUE;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_STALE,
               "the log went on meanwhile, to %" G_GINT64_FORMAT
               "; look at what would move now, then apply that",
               head);
  return FALSE;
}

static GPtrArray *
load_cases (OsrLog *log, GError **error)
{
  g_autoptr (GPtrArray) ids = osr_log_list_cases (log, error);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_case_unref);

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++) {
    OsrCase *c = osr_log_load_case (log, ids->pdata[i], error);

    if (c == NULL)
      return NULL;
    g_ptr_array_add (cases, c);
  }
  return g_steal_pointer (&cases);
}

static gboolean
look (Proposal *self, GError **error)
{
  OsrRegistry *registry;
  g_autoptr (GPtrArray) cases = NULL;

  self->head = osr_log_get_head (self->log);
  registry = osr_log_get_registry (self->log);
  /* The log was opened, and the event made, before its end was looked at. */
  if (osr_log_get_version (self->log, OSR_STREAM_OFFICE) != osr_registry_get_version (registry))
    return check_head (0, self->head, error);
  if (!osr_registry_try (registry, self->event, error))
    return FALSE;
  cases = load_cases (self->log, error);
  if (cases == NULL)
    return FALSE;
  self->moves = osr_preview_new (cases, registry, self->event);
  osr_preview_count (cases, registry, &self->open, &self->pinned);
  return self->options->head == 0 || check_head (self->options->head, self->head, error);
}

static gboolean
append (Proposal *self, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (self->log, error);
  OsrLogRequest request = { OSR_STREAM_OFFICE, self->event->type, self->event->members };

  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = OSR_STREAM_OFFICE;
  return transaction != NULL && check_head (self->head, osr_log_get_head (self->log), error) &&
         osr_log_append (self->log, &request, 1, NULL, error) &&
         osr_log_commit (transaction, error);
}

static guint
count_cases (GPtrArray *moves)
{
  g_autoptr (GHashTable) cases = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < moves->len; i++)
    g_hash_table_add (cases, ((OsrMove *) moves->pdata[i])->case_id);
  return g_hash_table_size (cases);
}

/* What the profile in force calls a timer; its id where it has gone. */
static const char *
name_of_timer (OsrRegistry *registry, const char *id)
{
  const OsrTimerSpec *spec = osr_regulation_find_timer (osr_registry_get_regulation (registry), id);

  return spec != NULL ? osr_time_text_timer (spec) : id;
}

static void
print_moves (Proposal *self)
{
  OsrRegistry *registry = osr_log_get_registry (self->log);

  for (guint i = 0; i < self->moves->len; i++) {
    const OsrMove *move = self->moves->pdata[i];
    g_autofree char *before = osr_ctl_text_moment (registry, move->before);
    g_autofree char *after = osr_ctl_text_moment (registry, move->after);

    g_print ("%s  %s%s%s: %s → %s\n", move->number != NULL ? move->number : move->case_id,
             name_of_timer (registry, move->timer), move->body != NULL ? ", " : "",
             move->body != NULL ? move->body : "", before, after);
  }
}

/* Who would read other cases, scope by scope; nothing is "-". */
static void
print_reach (Proposal *self)
{
  g_autoptr (GPtrArray) moves =
      osr_preview_reach_new (osr_log_get_registry (self->log), self->event);

  for (guint i = 0; i < moves->len; i++) {
    const OsrReachMove *move = moves->pdata[i];

    g_print ("%s  %s: %s → %s\n", move->person, move->role,
             move->before != NULL ? move->before : "-", move->after != NULL ? move->after : "-");
  }
}

static void
print_counts (Proposal *self)
{
  guint n = self->moves->len;

  if (self->options->apply)
    g_print (ngettext ("%u of %u open limits moved, in %u cases.\n",
                       "%u of %u open limits moved, in %u cases.\n", n),
             n, self->open, count_cases (self->moves));
  else
    g_print (ngettext ("%u of %u open limits would move, in %u cases.\n",
                       "%u of %u open limits would move, in %u cases.\n", n),
             n, self->open, count_cases (self->moves));
  if (osr_event_is (self->event, "regulation-adopted"))
    g_print (ngettext ("%u case under way keeps the regulation it was taken under.\n",
                       "%u cases under way keep the regulation they were taken under.\n",
                       self->pinned),
             self->pinned);
}

static void
print_what_next (Proposal *self)
{
  g_autofree char *head = g_strdup_printf ("%" G_GINT64_FORMAT, self->head);

  if (self->options->apply)
    return;
  /* Translators: %s is a number; what begins with hyphens is typed as it stands. */
  g_print (_ ("Nothing was changed. To change it: the same with --apply --head %s"), head);
  g_print ("\n");
}

int
osr_proposal_run (OsrLog *log, const OsrProposalOptions *options, const char *type,
                  JsonObject *members)
{
  g_autoptr (OsrEvent) event = osr_event_new (type, 0, members, NULL);
  g_autoptr (GError) error = NULL;
  Proposal self = { .log = log, .options = options, .event = event };
  int status = OSR_CTL_OK;

  if (!look (&self, &error) || (options->apply && !append (&self, &error))) {
    status = osr_ctl_fail (error);
  } else {
    print_moves (&self);
    if (!options->apply)
      print_reach (&self);
    print_counts (&self);
    print_what_next (&self);
  }
  g_clear_pointer (&self.moves, g_ptr_array_unref);
  return status;
}
