/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes through the notices of the profile in their order; the first that reaches a person is the one
 * they get. */
#include "core/osr-notice.h"

#include "core/office/osr-substitution.h"

typedef struct {
  OsrCase *self;
  OsrRegistry *registry;
  OsrRegulation *regulation;
  OsrEvent *event;
  const char *body;      /* nullable: whose role holders are meant */
  const OsrPerson *only; /* nullable: the one person whom the event names */
  GPtrArray *notices;
} Round;

static const OsrCaseDraft *
find_draft (OsrCase *self, gint64 version)
{
  for (guint i = 0; i < self->drafts->len; i++) {
    const OsrCaseDraft *draft = self->drafts->pdata[i];

    if (draft->version == version)
      return draft;
  }
  return NULL;
}

static const char *
body_of (OsrCase *self, OsrEvent *event)
{
  const char *body = osr_event_get_string (event, "body");
  const OsrCaseDraft *draft = find_draft (self, osr_event_get_int (event, "draft", 0));
  const OsrCaseBody *drafter = osr_case_get_drafter (self);

  if (body != NULL)
    return body;
  if (draft != NULL && draft->body != NULL)
    return draft->body;
  return drafter != NULL ? drafter->body : NULL;
}

const OsrNotice *
osr_notices_find (GPtrArray *notices, const char *person)
{
  for (guint i = 0; i < notices->len; i++) {
    const OsrNotice *notice = notices->pdata[i];

    if (g_str_equal (notice->person, person))
      return notice;
  }
  return NULL;
}

static gboolean
is_told (Round *round, const OsrNoticeSpec *spec, const char *person)
{
  for (guint i = 0; i < spec->to->len; i++) {
    const OsrRole *role = osr_regulation_find_role (round->regulation, spec->to->pdata[i]);
    gboolean of_body = role != NULL && role->reach == OSR_REACH_BODY;

    if (role == NULL || (of_body && round->body == NULL))
      continue;
    if (osr_registry_has_role (round->registry, person, role->id, of_body ? round->body : NULL))
      return TRUE;
  }
  return FALSE;
}

/* Whoever did it knows, and so does the person it was done for. */
static gboolean
did_it (Round *round, const char *person)
{
  return g_strcmp0 (person, round->event->by) == 0 ||
         g_strcmp0 (person, round->event->on_behalf) == 0;
}

static gboolean
is_meant (Round *round, const OsrNoticeSpec *spec, const char *person)
{
  return (round->only == NULL || g_str_equal (round->only->id, person)) &&
         !did_it (round, person) && is_told (round, spec, person);
}

/* (nullable): the nearest of those for whom @person stands in that @spec means */
static const char *
find_absent (Round *round, const OsrNoticeSpec *spec, const char *person)
{
  g_autoptr (GPtrArray) absent =
      osr_registry_substitutes_for (round->registry, person, round->event->at);

  for (guint i = 0; i < absent->len; i++) {
    const OsrPerson *one = osr_registry_find_person (round->registry, absent->pdata[i]);

    if (one != NULL && is_meant (round, spec, one->id))
      return one->id;
  }
  return NULL;
}

static void
tell (Round *round, const OsrNoticeSpec *spec)
{
  GPtrArray *persons = osr_registry_get_persons (round->registry);

  for (guint i = 0; i < persons->len; i++) {
    const OsrPerson *person = persons->pdata[i];
    const char *absent = NULL;
    OsrNotice *notice;

    if (osr_notices_find (round->notices, person->id) != NULL || did_it (round, person->id))
      continue;
    if (!is_meant (round, spec, person->id)) {
      absent = find_absent (round, spec, person->id);
      if (absent == NULL)
        continue;
    }
    notice = g_new (OsrNotice, 1);
    *notice = (OsrNotice){ person->id, absent, spec };
    g_ptr_array_add (round->notices, notice);
  }
}

GPtrArray *
osr_notices_compute (OsrCase *self, OsrRegistry *registry, OsrEvent *event)
{
  Round round = { self, registry, osr_registry_get_regulation_for (registry, self), event };
  GPtrArray *specs;

  round.notices = g_ptr_array_new_with_free_func (g_free);
  if (round.regulation == NULL)
    return round.notices;
  round.body = body_of (self, event);
  round.only = osr_registry_find_person (registry, osr_event_get_string (event, "to"));
  specs = osr_regulation_get_notices (round.regulation);
  for (guint i = 0; i < specs->len; i++) {
    const OsrNoticeSpec *spec = specs->pdata[i];

    if (osr_triggers_match (spec->on, event) && self->transfers >= spec->transfers)
      tell (&round, spec);
  }
  return round.notices;
}
