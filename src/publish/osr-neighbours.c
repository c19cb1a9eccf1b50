/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A room is what the network tells of where a reply stands; where it tells what each answers, there is
 * none, and nothing is looked up. */
#include "publish/osr-neighbours.h"

#include "core/osr-json.h"
#include "publish/osr-outgoing.h"
#include "social/osr-reply-match.h"

/* Sent by a clock that was wrong, a reply stands there all the same. */
#define CLOCK_ERROR (24 * OSR_HOUR)

static const char *const alikes[] = { "none", "uncertain", "sending", NULL };

typedef struct {
  OsrLog *log;
  const OsrNeighbourhood *around;
  OsrNetwork *network; /* borrowed from the book */
  OsrNetworkAccount *account;
  OsrNetworkSending *sending;
  char *room;
  GPtrArray *taken; /* utf8 */
  OsrAlike alike;
} Survey;

static gboolean
is_same_room (Survey *self, const OsrNetworkTarget *target)
{
  g_autofree char *room = target != NULL ? osr_network_dup_room (self->network, target) : NULL;

  return room != NULL && g_str_equal (room, self->room);
}

/* Placed by hand, it is known by its address. */
static void
take_link (Survey *self, const char *url)
{
  g_autofree char *id = NULL;
  g_autoptr (OsrNetworkTarget) target =
      osr_network_read_link (self->network, self->account, url, &id);

  if (id != NULL && is_same_room (self, target))
    g_ptr_array_add (self->taken, g_steal_pointer (&id));
}

static void
take_draft (Survey *self, OsrCase *the_case, const OsrCaseDraft *draft)
{
  g_autoptr (OsrNetworkTarget) target = NULL;

  if (draft->native_id == NULL) {
    if (draft->url != NULL)
      take_link (self, draft->url);
    return;
  }
  target = osr_outgoing_new_target (the_case, draft, draft->intent);
  if (is_same_room (self, target))
    g_ptr_array_add (self->taken, g_strdup (draft->native_id));
}

static void
take_case (Survey *self, OsrCase *the_case)
{
  const OsrPublication *row = self->around->row;
  gboolean own = g_str_equal (the_case->id, row->case_id);

  for (guint i = 0; i < the_case->drafts->len; i++) {
    const OsrCaseDraft *draft = the_case->drafts->pdata[i];

    if (!own || draft->version != row->draft)
      take_draft (self, the_case, draft);
  }
}

/* (transfer full): the cases that may have a reply there */
static GPtrArray *
list_cases (Survey *self, GError **error)
{
  const OsrNetworkTarget *target = self->sending->target;
  OsrInstant since = self->sending->since;

  if (target->owner_id != NULL && target->post_id != NULL)
    return osr_log_list_post (self->log, self->account->network, target->owner_id, target->post_id,
                              error);
  return osr_log_list_published (self->log, self->account->id,
                                 since == OSR_INSTANT_UNKNOWN ? 0 : since - CLOCK_ERROR, error);
}

static gboolean
take_all (Survey *self, GError **error)
{
  g_autoptr (GPtrArray) ids = list_cases (self, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    g_autoptr (OsrCase) the_case = osr_log_load_case (self->log, ids->pdata[i], error);

    if (the_case == NULL)
      return FALSE;
    take_case (self, the_case);
  }
  return ids != NULL;
}

static gboolean
may_be_there (Survey *self, const OsrPublication *other)
{
  const OsrPublication *row = self->around->row;

  return (other->state == OSR_PUBLICATION_SENDING || other->state == OSR_PUBLICATION_UNCERTAIN) &&
         other->manner != OSR_PUBLICATION_EDIT && g_str_equal (other->account, row->account) &&
         (other->intent != row->intent || !g_str_equal (other->case_id, row->case_id));
}

static gboolean
looks_alike (Survey *self, OsrCase *the_case, const OsrPublication *other)
{
  g_autoptr (OsrNetworkSending) sending = osr_outgoing_new (the_case, other, self->account);

  return sending != NULL && is_same_room (self, sending->target) &&
         osr_reply_text_likeness (self->sending->text, sending->text) == OSR_NETWORK_SAME_TEXT;
}

static gboolean
find_alike (Survey *self, GError **error)
{
  g_autoptr (GPtrArray) open = osr_log_list_publications (self->log, error);

  for (guint i = 0; open != NULL && i < open->len; i++) {
    const OsrPublication *other = open->pdata[i];
    g_autoptr (OsrCase) the_case = NULL;

    if (!may_be_there (self, other))
      continue;
    the_case = osr_log_load_case (self->log, other->case_id, error);
    if (the_case == NULL)
      return FALSE;
    if (looks_alike (self, the_case, other))
      self->alike =
          MAX (self->alike,
               other->state == OSR_PUBLICATION_SENDING ? OSR_ALIKE_SENDING : OSR_ALIKE_UNCERTAIN);
  }
  return open != NULL;
}

static OsrNeighbours *
neighbours_new (GPtrArray *taken, OsrAlike alike)
{
  OsrNeighbours *self = g_new0 (OsrNeighbours, 1);

  self->taken = g_new0 (char *, taken->len + 1);
  for (guint i = 0; i < taken->len; i++)
    self->taken[i] = g_strdup (taken->pdata[i]);
  self->alike = alike;
  return self;
}

/* An edit is known by its own number, and what is not to be sent any more is not to be found. */
static gboolean
has_neighbours (Survey *self)
{
  if (self->around->row->manner == OSR_PUBLICATION_EDIT)
    return FALSE;
  self->sending = osr_outgoing_new (self->around->the_case, self->around->row, self->account);
  if (self->sending == NULL)
    return FALSE;
  self->room = osr_network_dup_room (self->network, self->sending->target);
  return self->room != NULL;
}

OsrNeighbours *
osr_neighbours_find (OsrLog *log, const OsrNeighbourhood *around, GError **error)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrNetworkAccount) account = NULL;
  g_autoptr (OsrNetworkSending) sending = NULL;
  g_autofree char *room = NULL;
  Survey survey = { log, around, .taken = taken };
  gboolean done;

  account = osr_account_book_find (around->book, around->row->account, &survey.network, error);
  if (account == NULL)
    return NULL;
  survey.account = account;
  done = !has_neighbours (&survey) || (take_all (&survey, error) && find_alike (&survey, error));
  sending = survey.sending;
  room = survey.room;
  return done ? neighbours_new (taken, survey.alike) : NULL;
}

/* What is taken since the network was asked for it hides what else is there. */
OsrPublishingInput
osr_neighbours_judge (const OsrNeighbours *self, const char *native_id)
{
  if (g_strv_contains ((const char *const *) self->taken, native_id) ||
      self->alike == OSR_ALIKE_SENDING)
    return OSR_PUBLISHING_UNREADABLE;
  return self->alike == OSR_ALIKE_UNCERTAIN ? OSR_PUBLISHING_AMBIGUOUS : OSR_PUBLISHING_FOUND;
}

OsrNeighbours *
osr_neighbours_copy (const OsrNeighbours *self)
{
  OsrNeighbours *copy = g_new0 (OsrNeighbours, 1);

  copy->taken = self != NULL ? g_strdupv (self->taken) : g_new0 (char *, 1);
  copy->alike = self != NULL ? self->alike : OSR_ALIKE_NONE;
  return copy;
}

JsonObject *
osr_neighbours_write (const OsrNeighbours *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *taken = json_array_new ();

  for (guint i = 0; self != NULL && self->taken[i] != NULL; i++)
    json_array_add_string_element (taken, self->taken[i]);
  json_object_set_array_member (object, "taken", taken);
  json_object_set_string_member (object, "alike",
                                 alikes[self != NULL ? self->alike : OSR_ALIKE_NONE]);
  return object;
}

OsrNeighbours *
osr_neighbours_read (JsonObject *object)
{
  JsonArray *array = object != NULL ? osr_json_get_array (object, "taken") : NULL;
  const char *said = object != NULL ? osr_json_get_string (object, "alike") : NULL;
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_free);
  OsrAlike alike = OSR_ALIKE_NONE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    const char *id = osr_json_array_get_string (array, i);

    if (id != NULL)
      g_ptr_array_add (taken, g_strdup (id));
  }
  for (guint i = 0; alikes[i] != NULL; i++) {
    if (g_strcmp0 (alikes[i], said) == 0)
      alike = (OsrAlike) i;
  }
  return neighbours_new (taken, alike);
}

void
osr_neighbours_free (OsrNeighbours *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->taken);
  g_free (self);
}
