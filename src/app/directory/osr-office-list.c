/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the office. What the forms say is in osr-office-fields.c. */
#include "app/directory/osr-office-list-private.h"

#include <glib/gi18n.h>

#include "core/office/osr-office-day.h"
#include "core/office/osr-substitution.h"
#include "report/osr-language.h"
#include "report/osr-network-name.h"

G_DEFINE_FINAL_TYPE (OsrOfficeItem, osr_office_item, G_TYPE_OBJECT)

static void
osr_office_item_finalize (GObject *object)
{
  OsrOfficeItem *self = OSR_OFFICE_ITEM (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->about);
  g_clear_pointer (&self->removal_members, json_object_unref);
  G_OBJECT_CLASS (osr_office_item_parent_class)->finalize (object);
}

static void
osr_office_item_class_init (OsrOfficeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_office_item_finalize;
}

static void
osr_office_item_init (OsrOfficeItem *self)
{
}

OsrOfficeItem *
osr_office_list_add (GListStore *store, const char *id, const char *title, char *about)
{
  g_autoptr (OsrOfficeItem) self = g_object_new (OSR_TYPE_OFFICE_ITEM, NULL);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->about = about;
  g_list_store_append (store, self);
  return self;
}

char *
osr_office_list_join (const char *first, const char *second)
{
  return g_strjoin (*first != '\0' && *second != '\0' ? " · " : "", first, second, NULL);
}

static char *
dup_validity (OsrRegistry *registry, const OsrBody *body)
{
  g_autofree char *from = osr_office_format_moment (registry, body->valid_from, OSR_DAY_BEGINS);
  g_autofree char *to = osr_office_format_moment (registry, body->valid_to, OSR_DAY_ENDS);

  if (*from != '\0' && *to != '\0')
    return g_strdup_printf (_ ("from %1$s to %2$s"), from, to);
  if (*from != '\0')
    return g_strdup_printf (_ ("from %s"), from);
  return *to != '\0' ? g_strdup_printf (_ ("to %s"), to) : g_strdup ("");
}

/* (transfer full): its days, and who does its work after them */
static char *
dup_end (OsrRegistry *registry, const OsrBody *body, const char *validity)
{
  const OsrBody *successor = osr_registry_find_body (registry, body->successor);

  if (successor == NULL)
    return g_strdup (validity);
  /* Translators: the days of a body, and the body that succeeds it */
  return g_strdup_printf (_ ("%1$s, then %2$s"), validity,
                          successor->short_name != NULL ? successor->short_name : successor->name);
}

static void
fill_bodies (GListStore *store, OsrRegistry *registry, OsrInstant now)
{
  g_autoptr (GArray) tree = osr_registry_list_tree (registry);

  for (guint i = 0; i < tree->len; i++) {
    const OsrBodyPlace *place = &g_array_index (tree, OsrBodyPlace, i);
    g_autofree char *validity = dup_validity (registry, place->body);
    g_autofree char *end = dup_end (registry, place->body, validity);
    OsrOfficeItem *item = osr_office_list_add (
        store, place->body->id, place->body->name,
        osr_office_list_join (place->body->short_name != NULL ? place->body->short_name : "", end));

    item->depth = place->depth;
    item->past = place->body->valid_to != OSR_INSTANT_UNKNOWN && place->body->valid_to <= now;
  }
}

static void
fill_people (GListStore *store, OsrRegistry *registry, OsrInstant now)
{
  GPtrArray *persons = osr_registry_get_persons (registry);

  for (guint i = 0; i < persons->len; i++) {
    const OsrPerson *person = persons->pdata[i];
    g_autofree char *about =
        osr_office_list_join (person->post != NULL ? person->post : person->login,
                              person->disabled ? _ ("disabled") : "");

    osr_office_list_add (store, person->id, person->name,
                         osr_office_list_join (about, person->mail != NULL ? person->mail : ""))
        ->past = person->disabled;
  }
}

static const char *
person_name (OsrRegistry *registry, const char *id)
{
  const OsrPerson *person = osr_registry_find_person (registry, id);

  return person != NULL ? person->name : id;
}

static const char *
role_name (OsrRegistry *registry, const char *id)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  const OsrRole *role = regulation != NULL ? osr_regulation_find_role (regulation, id) : NULL;

  if (g_strcmp0 (id, OSR_ROLE_ADMIN) == 0)
    return _ ("Administrator");
  return role != NULL ? osr_language_text (&role->name) : id;
}

static void
fill_roles (GListStore *store, OsrRegistry *registry, OsrInstant now)
{
  GPtrArray *grants = osr_registry_get_grants (registry);

  for (guint i = 0; i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];
    const OsrBody *body = osr_registry_find_body (registry, grant->body);
    OsrOfficeItem *item =
        osr_office_list_add (store, NULL, person_name (registry, grant->person),
                             osr_office_list_join (role_name (registry, grant->role),
                                                   body != NULL ? body->short_name : ""));

    item->removal = "role-revoked";
    item->removal_members = json_object_new ();
    json_object_set_string_member (item->removal_members, "person", grant->person);
    json_object_set_string_member (item->removal_members, "role", grant->role);
    if (grant->body != NULL)
      json_object_set_string_member (item->removal_members, "body", grant->body);
  }
}

static void
add_substitution (GListStore *store, OsrRegistry *registry, const OsrSubstitution *entry,
                  OsrInstant now)
{
  OsrInstant end = osr_substitution_get_end (entry);
  g_autofree char *from = osr_office_format_moment (registry, entry->from, OSR_DAY_BEGINS);
  g_autofree char *to = osr_office_format_moment (registry, end, OSR_DAY_ENDS);
  g_autofree char *title =
      /* Translators: first the substitute, then the absent person */
      g_strdup_printf (_ ("%1$s for %2$s"), person_name (registry, entry->substitute),
                       person_name (registry, entry->absent));
  g_autofree char *days = g_strdup_printf (_ ("from %1$s to %2$s"), from, to);
  OsrOfficeItem *item =
      osr_office_list_add (store, entry->id, title,
                           osr_office_list_join (osr_substitution_is_on (entry, now) ? _ ("now")
                                                 : now < end                         ? _ ("to come")
                                                                                     : _ ("over"),
                                                 days));

  item->past = now >= end || entry->over;
  if (item->past)
    return;
  item->removal = "substitution-ended";
  item->removal_members = json_object_new ();
  json_object_set_string_member (item->removal_members, "id", entry->id);
}

static void
fill_substitutions (GListStore *store, OsrRegistry *registry, OsrInstant now)
{
  GPtrArray *entries = osr_registry_get_substitutions (registry);

  for (guint i = entries->len; i > 0; i--)
    add_substitution (store, registry, entries->pdata[i - 1], now);
}

/* (transfer full): @way, and from whose workstation replies go out */
static char *
dup_held (OsrRegistry *registry, const OsrAccount *account, const char *way)
{
  g_autofree char *held =
      /* Translators: %s is a person's name */
      g_strdup_printf (_ ("published from the workstation of %s"),
                       person_name (registry, account->holder));

  return osr_office_list_join (way, held);
}

/* (transfer full): where it is, whose it is, and its public link */
static char *
dup_account (OsrRegistry *registry, const OsrAccount *account)
{
  const OsrBody *body = osr_registry_find_body (registry, account->body);
  g_autofree char *place = osr_office_list_join (
      osr_network_name (account->network != NULL ? account->network : ""),
      body != NULL ? (body->short_name != NULL ? body->short_name : body->name) : _ ("the office"));

  const char *closed = osr_network_closed_reason (account->network);
  g_autofree char *way = NULL;

  if (closed != NULL)
    return osr_office_list_join (place, _ (closed));
  way = osr_office_list_join (place, account->public_link != NULL ? account->public_link
                                                                  : _ ("no public link"));
  if (account->holder != NULL)
    return dup_held (registry, account, way);
  /* Translators: no program places replies there, a person does */
  return osr_account_publishes (account) ? g_steal_pointer (&way)
                                         : osr_office_list_join (way, _ ("replies by hand"));
}

static void
fill_accounts (GListStore *store, OsrRegistry *registry, OsrInstant now)
{
  GPtrArray *accounts = osr_registry_get_accounts (registry);

  for (guint i = 0; i < accounts->len; i++) {
    const OsrAccount *account = accounts->pdata[i];

    osr_office_list_add (store, account->id, account->name != NULL ? account->name : account->id,
                         dup_account (registry, account));
  }
}

void
osr_office_list_fill (GListStore *store, OsrRegistry *registry, OsrOfficeSection section,
                      OsrInstant now)
{
  /* Whole before anybody sees them: a row is made of an item once. */
  g_autoptr (GListStore) rows = g_list_store_new (OSR_TYPE_OFFICE_ITEM);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  static void (*const fill[]) (GListStore * store, OsrRegistry * registry, OsrInstant now) = {
    [OSR_OFFICE_BODIES] = fill_bodies,
    [OSR_OFFICE_PEOPLE] = fill_people,
    [OSR_OFFICE_ROLES] = fill_roles,
    [OSR_OFFICE_SUBSTITUTIONS] = fill_substitutions,
    [OSR_OFFICE_ACCOUNTS] = fill_accounts,
    [OSR_OFFICE_TOPICS] = osr_office_list_fill_topics,
    [OSR_OFFICE_HOURS] = osr_office_list_fill_hours,
    [OSR_OFFICE_SETTINGS] = osr_office_list_fill_settings,
  };

  fill[section](rows, registry, now);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (rows), i));
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata,
                       items->len);
}

const char *
osr_office_section_name (OsrOfficeSection section)
{
  static const char *const names[] = {
    [OSR_OFFICE_BODIES] = N_ ("Bodies"),       [OSR_OFFICE_PEOPLE] = N_ ("People"),
    [OSR_OFFICE_ROLES] = N_ ("Roles"),         [OSR_OFFICE_SUBSTITUTIONS] = N_ ("Substitutions"),
    [OSR_OFFICE_ACCOUNTS] = N_ ("Accounts"),   [OSR_OFFICE_TOPICS] = N_ ("Topics"),
    [OSR_OFFICE_HOURS] = N_ ("Working hours"), [OSR_OFFICE_SETTINGS] = N_ ("Regulation"),
  };

  return _ (names[section]);
}

const char *
osr_office_section_about (OsrOfficeSection section)
{
  static const char *const texts[] = {
    [OSR_OFFICE_BODIES] = N_ ("Whom messages are routed to. A body that has ended stays in the"
                              " history and is offered no more."),
    [OSR_OFFICE_PEOPLE] = N_ ("Who signs in, and where notices go. Whoever is disabled hands over"
                              " what they have open."),
    [OSR_OFFICE_ROLES] = N_ ("Who does what, by the roles of the regulation."),
    [OSR_OFFICE_SUBSTITUTIONS] = N_ ("Who acts for somebody absent. The substitute sees their queue"
                                     " and gets their notices; the log names both."),
    [OSR_OFFICE_ACCOUNTS] = N_ ("From where replies go out, and what the official sites link to."),
    [OSR_OFFICE_TOPICS] = N_ ("What messages are about; bodies are suggested by them."),
    [OSR_OFFICE_HOURS] = N_ ("Working time is counted by them. What a change moves is shown before"
                             " it is made."),
    [OSR_OFFICE_SETTINGS] = N_ ("What the text leaves open, and how this office reads it. Cases"
                                " under way keep what they were taken under."),
  };

  return _ (texts[section]);
}

const char *
osr_office_section_empty (OsrOfficeSection section)
{
  return section == OSR_OFFICE_SUBSTITUTIONS ? _ ("Nobody is away") : _ ("Nothing here yet");
}

gboolean
osr_office_item_is_past (OsrOfficeItem *self)
{
  return self->past;
}

const char *
osr_office_item_get_id (OsrOfficeItem *self)
{
  return self->id;
}

const char *
osr_office_item_get_title (OsrOfficeItem *self)
{
  return self->title;
}

const char *
osr_office_item_get_about (OsrOfficeItem *self)
{
  return self->about;
}

guint
osr_office_item_get_depth (OsrOfficeItem *self)
{
  return self->depth;
}

const char *
osr_office_item_get_removal (OsrOfficeItem *self)
{
  return self->removal;
}

JsonObject *
osr_office_item_get_removal_members (OsrOfficeItem *self)
{
  return self->removal_members;
}
