/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office as its stream says: which regulation and calendar are in force, bodies, persons, their
 * roles, accounts, topics, schedules. The fold of the `office` stream; total like every fold. */
#pragma once

#include "core/osr-case.h"
#include "core/regulation/osr-regulation.h"
#include "core/time/osr-work-time.h"

G_BEGIN_DECLS

typedef struct _OsrRegistry OsrRegistry;

/* The program's own role; the others are the regulation's (osr_regulation_get_roles()). */
#define OSR_ROLE_ADMIN "admin"

/* Whose cases somebody reads; with a body "body/ID". */
#define OSR_SCOPE_CURATORS "curators"
#define OSR_SCOPE_ALL      "all"

typedef struct {
  char *id;
  char *name;                      /* full name */
  char *short_name;                /* for rows and chips */
  char *genitive;                  /* nullable */
  GStrv topics;                    /* topic ids of its field; suggestions are ranked by them */
  char *parent;                    /* nullable: the body it belongs to */
  char *successor;                 /* nullable: the body that does its work once it has ended */
  OsrInstant valid_from, valid_to; /* included, not included; OSR_INSTANT_UNKNOWN: without end */
} OsrBody;

typedef struct {
  const OsrBody *body;
  guint depth; /* 0 at the top */
} OsrBodyPlace;

typedef struct {
  char *id;
  char *login;
  char *name;
  char *post;        /* nullable: position */
  char *mail;        /* nullable: address for notices */
  gboolean disabled; /* signs in no more; roles rest */
} OsrPerson;

typedef struct {
  char *person;
  char *role;
  char *body; /* nullable: for executors */
} OsrGrant;

typedef struct {
  char *id;
  char *network; /* "vk" */
  char *body;    /* nullable: whose replies go out from it; NULL: the office's own */
  char *owner;   /* native id of the community, positive */
  char *name;
  char *api_base;    /* https://api.vk.ru */
  char *link_base;   /* https://vk.com */
  gboolean watched;  /* the monitor reads it */
  char *public_link; /* nullable: its address on the official site */
  char *track;       /* nullable: a way of work of its own by the regulation, "own-account" */
  GStrv users;       /* persons who may use it; empty: whoever may publish for its body */
  char *api_version; /* nullable: of the network's interface; NULL: the usual one */
  GStrv options;     /* "name=value": settings that only its network has, no secrets */
  char *holder;      /* nullable: whose workstation publishes from it; NULL: the coordinator */
} OsrAccount;

/* (transfer full) (nullable): the value of a setting that only the account's network has */
char *osr_account_dup_option (const OsrAccount *account, const char *name);

typedef struct {
  char *id;
  char *name;
} OsrTopic;

OsrRegistry *osr_registry_new (void);
OsrRegistry *osr_registry_ref (OsrRegistry *registry);
void osr_registry_unref (OsrRegistry *registry);

/**
 * osr_registry_apply:
 * @event: the next event of the office stream
 *
 * Folds one event in. Never fails: what cannot be understood is counted as an anomaly.
 */
void osr_registry_apply (OsrRegistry *registry, OsrEvent *event);

/**
 * osr_registry_apply_regulation:
 *
 * The same as a `regulation-adopted` event: for tools that have no log. Like every event without a
 * number it takes the place of what was the newest before.
 */
void osr_registry_apply_regulation (OsrRegistry *registry, OsrRegulation *regulation);

/**
 * osr_registry_apply_calendar:
 * @document: production calendar document
 * @zones: (element-type OsrZone): zones as values
 * @schedule: (nullable): the default weekly schedule; %NULL for Monday–Friday 9–18, lunch 13–14
 * @decrees: reading 5
 */
gboolean osr_registry_apply_calendar (OsrRegistry *registry, JsonObject *document, GPtrArray *zones,
                                      JsonObject *schedule, gboolean decrees, GError **error);

gint64 osr_registry_get_version (OsrRegistry *registry); /* of the office stream */

/* (nullable): the newest adopted; for a case see osr_registry_get_regulation_for(). */
OsrRegulation *osr_registry_get_regulation (OsrRegistry *registry);

/**
 * osr_registry_get_regulation_at:
 * @seq: a number of the log; 0 or less for the newest
 *
 * Returns: (nullable) (transfer none): the regulation in force at @seq, the first adopted one when
 *   none was; it lives as long as the registry
 */
OsrRegulation *osr_registry_get_regulation_at (OsrRegistry *registry, gint64 seq);

/* (nullable): the regulation that @c was detected under (decision 11); before that, the newest. */
OsrRegulation *osr_registry_get_regulation_for (OsrRegistry *registry, OsrCase *c);

/**
 * osr_registry_get_work_time:
 * @body: (nullable): a body's own schedule; %NULL or unknown: the curator's office
 *
 * Returns: (nullable) (transfer none): the newest; %NULL while no calendar was adopted
 */
OsrWorkTime *osr_registry_get_work_time (OsrRegistry *registry, const char *body);

/**
 * osr_registry_get_work_time_at:
 * @body: (nullable): as above
 * @seq: a number of the log; 0 or less for the newest
 *
 * Laid out when first asked for; what is laid out from the same days, hours and zone is the same
 * object, whatever else was adopted in between.
 *
 * Returns: (nullable) (transfer none): by calendar and schedules in force at @seq
 */
OsrWorkTime *osr_registry_get_work_time_at (OsrRegistry *registry, const char *body, gint64 seq);

/**
 * osr_registry_try:
 * @event: what is to be appended to the office stream
 * @error: %OSR_CORE_ERROR_INVALID saying what is wrong with it
 *
 * Returns: whether a regulation, calendar or schedule can be read and leaves every office with
 *   working time; TRUE for all other events
 */
gboolean osr_registry_try (OsrRegistry *registry, OsrEvent *event, GError **error);

/* (nullable) (transfer none): the hours of @body as they were entered; of the office, and of every body
 * without its own, for %NULL. %NULL: @body has none of its own. */
JsonObject *osr_registry_get_schedule (OsrRegistry *registry, const char *body);

/* (nullable): the zone that @body counts in; for %NULL the regulation's. */
const char *osr_registry_get_zone_of (OsrRegistry *registry, const char *body);

/* (transfer full): ids of the zones that offices count in; NULL-terminated. */
GStrv osr_registry_dup_zones (OsrRegistry *registry);

/* Whether decree days are off now (reading 5); the newest calendar's document, nullable. */
gboolean osr_registry_get_decrees (OsrRegistry *registry);
JsonObject *osr_registry_get_calendar (OsrRegistry *registry);

/* (nullable): a zone as it was last adopted. */
OsrZone *osr_registry_find_zone (OsrRegistry *registry, const char *id);

GPtrArray *osr_registry_get_bodies (OsrRegistry *registry);   /* OsrBody, in order of appearance */
GPtrArray *osr_registry_get_persons (OsrRegistry *registry);  /* OsrPerson */
GPtrArray *osr_registry_get_accounts (OsrRegistry *registry); /* OsrAccount */
GPtrArray *osr_registry_get_topics (OsrRegistry *registry);   /* OsrTopic */
GPtrArray *osr_registry_get_grants (OsrRegistry *registry);   /* OsrGrant, in force */
const OsrBody *osr_registry_find_body (OsrRegistry *registry, const char *id);
const OsrPerson *osr_registry_find_person (OsrRegistry *registry, const char *id);
const OsrPerson *osr_registry_find_login (OsrRegistry *registry, const char *login);
const OsrAccount *osr_registry_find_account (OsrRegistry *registry, const char *id);
const OsrTopic *osr_registry_find_topic (OsrRegistry *registry, const char *id);

/* Whether somebody of this id is not disabled. */
gboolean osr_registry_is_active (OsrRegistry *registry, const char *person);

/* Whether @body exists at the moment: reforms end bodies and begin others. */
gboolean osr_body_is_valid (const OsrBody *body, OsrInstant at);

/* (element-type OsrBody) (transfer container): the bodies that can be chosen at @at. */
GPtrArray *osr_registry_list_valid_bodies (OsrRegistry *registry, OsrInstant at);

/* (element-type OsrBodyPlace) (transfer full): every body once, each after the one it belongs to. */
GArray *osr_registry_list_tree (OsrRegistry *registry);

/* Whether @body is @ancestor or belongs to it. */
gboolean osr_registry_is_within (OsrRegistry *registry, const char *body, const char *ancestor);

/* Whether @account names no users, or @person among them. */
gboolean osr_registry_may_use_account (OsrRegistry *registry, const char *account,
                                       const char *person);

/**
 * osr_account_publishes:
 * @account: an account
 *
 * Whether its replies go out by program. Its option `publishes` says so ("1", "0"); without it all do but
 * Odnoklassniki's, which grants that on request. Feeds can only be read, and Facebook and Instagram are
 * not touched: there the option changes nothing. Where they do not, a person takes them there by hand.
 */
gboolean osr_account_publishes (const OsrAccount *account);

/**
 * osr_network_closed_reason:
 * @network: (nullable): "facebook"
 *
 * Returns: (nullable): why the network is neither read nor written to, though regulations of 2020 name
 *   it, for translation; %NULL for any other
 */
const char *osr_network_closed_reason (const char *network);

/* The account that @body's replies go out from on @network, of those that publish: its own, else the
 * office's; nullable: by hand. */
const OsrAccount *osr_registry_account_for (OsrRegistry *registry, const char *body,
                                            const char *network);

/**
 * osr_network_takes_replies:
 * @network: (nullable): "vk"
 * @post_id: (nullable): what a message stands under, as the network's connector calls it
 *
 * Returns: whether programs can reply there at all: not under photos, videos and goods of VKontakte
 */
gboolean osr_network_takes_replies (const char *network, const char *post_id);

/* The same account for replies to the message of @the_case; nullable also where its place takes replies
 * from persons only. */
const OsrAccount *osr_registry_account_for_case (OsrRegistry *registry, const char *body,
                                                 OsrCase *the_case);

/* Whether @person holds @role (for @body when given). Roles of a disabled person rest: here and in the
 * questions below they open nothing. */
gboolean osr_registry_has_role (OsrRegistry *registry, const char *person, const char *role,
                                const char *body);

/* Whether @regulation lets one of @person's roles take @step, granted for @body when given. */
gboolean osr_registry_may_take (OsrRegistry *registry, OsrRegulation *regulation,
                                const char *person, const char *step, const char *body);

/* Whether @person reads the cases of @body because they work for it. */
gboolean osr_registry_acts_for (OsrRegistry *registry, const char *person, const char *body);

/* (transfer full) (nullable): the scope that @role, granted for @body, opens in this office. */
char *osr_registry_dup_scope (OsrRegistry *registry, const char *role, const char *body);

/* (transfer full): scopes whose cases @person reads: "curators", "body/ID", "all"; NULL-terminated. */
GStrv osr_registry_dup_scopes (OsrRegistry *registry, const char *person);

/* Longest reply in characters on @network (a setting of the office); default 16384 for VK. */
gint64 osr_registry_get_text_limit (OsrRegistry *registry, const char *network);

/* (transfer none) (nullable): the office's own words, see osr-lexicon.h, and by which version of the
 * office's stream they came; 0 for none. */
JsonObject *osr_registry_get_lexicon (OsrRegistry *registry);
gint64 osr_registry_get_lexicon_version (OsrRegistry *registry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrRegistry, osr_registry_unref)

G_END_DECLS
