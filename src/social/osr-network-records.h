/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program knows of a social network, the same for all of them: an account, a message
 * found, a reading of the newest posts, a reply on its way and a reply that is there. Ids are the
 * network's own, as strings, since networks disagree on what a number is. Immutable once made, shared by
 * reference, safe to hand to another thread. */
#pragma once

#include <glib-object.h>

#include "core/time/osr-instant.h"

G_BEGIN_DECLS

/**
 * OsrNetworkAccount:
 * @id: the account's id in the office
 * @network: "vk"
 * @name: name for people; may be empty
 * @owner_id: the community on the network, positive digits for VK
 * @api_base: scheme and host of the API, without a final slash
 * @link_base: scheme and host of addresses for people, without a final slash
 * @api_version: version of the API asked for
 * @read_token: (nullable): secret for reading (VK: service token of an application)
 * @write_token: (nullable): secret for publishing (VK: community token)
 * @edit_token: (nullable): secret for what few accounts may: editing what was published, and posts of
 *   their own (VK: a user's token)
 * @secret_key: (nullable): secret by which requests are signed (Odnoklassniki)
 * @options: settings that only this network has, name → value; no secrets among them
 * @text_limit: characters of a reply, 0 for the network's own limit
 * @latest: µs of CLOCK_BOOTTIME after which nothing that writes may begin; 0 for never
 */
typedef struct {
  char *id;
  char *network;
  char *name;
  char *owner_id;
  char *api_base;
  char *link_base;
  char *api_version;
  char *read_token;
  char *write_token;
  char *edit_token;
  char *secret_key;
  GHashTable *options;
  guint text_limit;
  gint64 latest;
} OsrNetworkAccount;

#define OSR_TYPE_NETWORK_ACCOUNT (osr_network_account_get_type ())
GType osr_network_account_get_type (void);

/**
 * osr_network_account_new:
 * @network: "vk"
 * @id: the account's id in the office
 * @owner_id: the community on the network
 *
 * Hosts and version start as the network's usual ones. Whoever makes the account sets the rest
 * before sharing it.
 *
 * Returns: (transfer full): an account without tokens
 */
OsrNetworkAccount *osr_network_account_new (const char *network, const char *id,
                                            const char *owner_id);
OsrNetworkAccount *osr_network_account_ref (OsrNetworkAccount *self);
void osr_network_account_unref (OsrNetworkAccount *self);

/* Before sharing; %NULL or "" leaves a value as it is; a final slash of a base is dropped. */
void osr_network_account_set_hosts (OsrNetworkAccount *self, const char *api_base,
                                    const char *link_base, const char *api_version);
void osr_network_account_set_tokens (OsrNetworkAccount *self, const char *read_token,
                                     const char *write_token);
void osr_network_account_set_edit_token (OsrNetworkAccount *self, const char *edit_token);
void osr_network_account_set_secret_key (OsrNetworkAccount *self, const char *secret_key);
void osr_network_account_set_option (OsrNetworkAccount *self, const char *name, const char *value);

/* @options: (nullable): "name=value" each, as an office's directory and a command line write them; what
 * has no name or no "=" is left out */
void osr_network_account_set_options (OsrNetworkAccount *self, const char *const *options);
void osr_network_account_set_name (OsrNetworkAccount *self, const char *name);
void osr_network_account_set_latest (OsrNetworkAccount *self, gint64 latest);

/* Takes every secret of @self out of @line: what a network answers may repeat what it was asked, also
 * in an address. */
void osr_network_account_scrub (OsrNetworkAccount *self, GString *line);

/* (nullable) (transfer none): the value of the option @name; %NULL when it was not set */
const char *osr_network_account_get_option (OsrNetworkAccount *self, const char *name);

/**
 * osr_network_account_get_pace:
 * @self: an account
 *
 * The option "pace", 0 to 1000. It shortens nothing but for a host that is this machine by its number,
 * where no network's limits are broken: there stands a network that is being tried.
 *
 * Returns: all waiting of the program's own (turns, repetition, readings) in percent of the usual; 100 without
 */
guint osr_network_account_get_pace (OsrNetworkAccount *self);

/**
 * osr_network_account_get_read_back:
 * @self: an account
 *
 * The option "read-back", in seconds up to an hour; without it what is known of the network: YouTube's
 * lists show minutes later what was written, the others at once, and so does whatever stands on this
 * machine. What shows later than that is taken for absent.
 *
 * Returns: µs that must lie between two looks for a reply, if the office's own span is not longer
 */
gint64 osr_network_account_get_read_back (OsrNetworkAccount *self);

/* The largest picture that is fetched of a message. */
#define OSR_NETWORK_MEDIA_BYTES (5 * 1024 * 1024)

/* A picture that stands for a video or a document. */
#define OSR_NETWORK_MEDIA_PREVIEW "preview"

/* What a message carries besides its words. */
typedef struct {
  char *kind; /* "photo", "preview", "video", "audio", "document", "link", or the network's word */
  char *
      address; /* nullable: where it can be fetched, http or https; or, where the network gives only
                  * a name for it, that name after its own scheme: "telegram:" */
} OsrNetworkMedia;

/* (transfer full): @kind and @address cut where they are longer than any; an @address with other than
 * printable characters is none. */
OsrNetworkMedia *osr_network_media_new (const char *kind, const char *address);
void osr_network_media_free (OsrNetworkMedia *self);

/**
 * OsrNetworkMessage:
 * @network: "vk"
 * @native_id: the message (VK: the comment's id)
 * @owner_id: whose wall it is on, as the network writes it (VK: "-200000001")
 * @post_id: the post it stands under
 * @thread_root: (nullable): the first-level comment whose thread it is in; %NULL for that itself
 * @reply_to: (nullable): the message it answers
 * @author_id: (nullable): who wrote it; %NULL for a deleted one
 * @author_name: for people; "id123" when the network does not tell; "" for a deleted one
 * @title: (nullable): its heading, where the network has such
 * @text: what it says, plain text in UTF-8; "" for a deleted one
 * @published_at: the network's time, %OSR_INSTANT_UNKNOWN when it gives none
 * @edited_at: when it was last changed, %OSR_INSTANT_UNKNOWN when the network does not say
 * @permalink: its address for people; "" when the network has none
 * @post_permalink: the post's address for people
 * @context: the beginning of the post's text
 * @attachments: how many
 * @media: (element-type OsrNetworkMedia): those of them that the network tells the address of
 * @deleted: the network says that it was deleted
 * @from_account: written by the community itself
 */
typedef struct {
  char *network;
  char *native_id;
  char *owner_id;
  char *post_id;
  char *thread_root;
  char *reply_to;
  char *author_id;
  char *author_name;
  char *title;
  char *text;
  OsrInstant published_at;
  OsrInstant edited_at;
  char *permalink;
  char *post_permalink;
  char *context;
  guint attachments;
  GPtrArray *media;
  gboolean deleted;
  gboolean from_account;
} OsrNetworkMessage;

#define OSR_TYPE_NETWORK_MESSAGE (osr_network_message_get_type ())
GType osr_network_message_get_type (void);

/* (transfer full): an empty message of @network to be filled in: strings owned, none %NULL but the
 * nullable ones. */
OsrNetworkMessage *osr_network_message_new (const char *network);
OsrNetworkMessage *osr_network_message_ref (OsrNetworkMessage *self);
void osr_network_message_unref (OsrNetworkMessage *self);

/* Adds to the media of @self, before sharing; @address may be %NULL. */
void osr_network_message_add_media (OsrNetworkMessage *self, const char *kind, const char *address);

/* Adds copies of @media (element-type OsrNetworkMedia), before sharing. */
void osr_network_message_add_all_media (OsrNetworkMessage *self, GPtrArray *media);

/**
 * OsrNetworkPost:
 * @post_id: the post
 * @permalink: its address for people
 * @published_at: the network's time, or %OSR_INSTANT_UNKNOWN
 * @whole: every comment under it is among the messages, so that one missing there is gone. Not so
 *   when comments could not be read, or changed while they were read in pages.
 * @by_other: somebody else wrote it on the account's page: no post of the account
 */
typedef struct {
  char *post_id;
  char *permalink;
  OsrInstant published_at;
  gboolean whole;
  gboolean by_other;
} OsrNetworkPost;

/**
 * OsrNetworkReading:
 * @messages: (element-type OsrNetworkMessage): every comment found, threads included, once each
 * @posts: (element-type OsrNetworkPost): the posts looked at, newest first
 * @owner_id: (nullable): whose the posts are, as messages write it; %NULL for the account's own id
 * @place: (nullable): where the next reading goes on; %NULL leaves the place as it is. It is kept in
 *   the same transaction as what was read, and only then may the network forget it.
 * @calls_left: how many more calls the network allows today, -1 when it does not say
 */
typedef struct {
  GPtrArray *messages;
  GPtrArray *posts;
  char *owner_id;
  char *place;
  gint64 calls_left;
} OsrNetworkReading;

#define OSR_TYPE_NETWORK_READING (osr_network_reading_get_type ())
GType osr_network_reading_get_type (void);

OsrNetworkReading *osr_network_reading_new (void);
OsrNetworkReading *osr_network_reading_ref (OsrNetworkReading *self);
void osr_network_reading_unref (OsrNetworkReading *self);

/* (transfer none): appends a post to @self; @permalink is copied. */
OsrNetworkPost *osr_network_reading_add_post (OsrNetworkReading *self, const char *post_id,
                                              const char *permalink);

/**
 * OsrNetworkTarget:
 * @owner_id: (nullable): whose wall (VK: "-200000001"); %NULL for that of the account that sends
 * @post_id: (nullable): the post; %NULL for a post of its own on the account's wall
 * @reply_to: (nullable): the message answered; %NULL for a comment under the post itself
 * @thread_root: (nullable): the first-level comment whose thread the reply stands in
 */
typedef struct {
  char *owner_id;
  char *post_id;
  char *reply_to;
  char *thread_root;
} OsrNetworkTarget;

#define OSR_TYPE_NETWORK_TARGET (osr_network_target_get_type ())
GType osr_network_target_get_type (void);

OsrNetworkTarget *osr_network_target_new (const char *owner_id, const char *post_id,
                                          const char *reply_to, const char *thread_root);

/* (transfer full): where an answer to @message goes */
OsrNetworkTarget *osr_network_target_new_for_message (OsrNetworkMessage *message);
OsrNetworkTarget *osr_network_target_ref (OsrNetworkTarget *self);
void osr_network_target_unref (OsrNetworkTarget *self);

/**
 * OsrNetworkSending:
 * @account: who sends
 * @target: where to
 * @text: what, plain text
 * @guid: the sending's own id, the same on every attempt
 * @since: from when on it can stand there, by the network's own clock where that is known: a reply
 *   found later than a minute before it can be ours
 * @native_id: (nullable): the published reply that this is about, to be edited or looked at; %NULL for
 *   one that is to be, and is known by its words
 * @files: (element-type OsrNetworkFile): what goes along, in this order
 * @challenge: (nullable): what the network asked after the attempt before, with a person's answer
 * @taken: (nullable): native ids of what stands there and is known to be another reply
 *
 * One reply on its way: written down before the first byte goes out, and the same for publishing
 * and for looking whether it is there.
 */
typedef struct {
  OsrNetworkAccount *account;
  OsrNetworkTarget *target;
  char *text;
  char *guid;
  OsrInstant since;
  char *native_id;
  GPtrArray *files;
  struct _OsrNetworkChallenge *challenge;
  GStrv taken;
} OsrNetworkSending;

#define OSR_TYPE_NETWORK_SENDING (osr_network_sending_get_type ())
GType osr_network_sending_get_type (void);

/* (transfer full): references @account and @target, copies the strings. */
OsrNetworkSending *osr_network_sending_new (OsrNetworkAccount *account, OsrNetworkTarget *target,
                                            const char *text, const char *guid, OsrInstant since);

/* Before sharing. */
void osr_network_sending_set_native_id (OsrNetworkSending *self, const char *native_id);
void osr_network_sending_set_taken (OsrNetworkSending *self, const char *const *taken);

/* Whether what stands there as @native_id is known to be another reply. */
gboolean osr_network_sending_is_taken (OsrNetworkSending *self, const char *native_id);
OsrNetworkSending *osr_network_sending_ref (OsrNetworkSending *self);
void osr_network_sending_unref (OsrNetworkSending *self);

/* What a reply that is there says, beside what was sent. */
typedef enum {
  OSR_NETWORK_SAME_TEXT,   /* as far as the network itself changes nothing */
  OSR_NETWORK_TEXT_WITHIN, /* that and more */
  OSR_NETWORK_OTHER_TEXT
} OsrNetworkLikeness;

/**
 * OsrNetworkReply:
 * @native_id: the reply on the network
 * @permalink: its address for people
 * @published_at: the network's own time; %OSR_INSTANT_UNKNOWN when the network would not tell
 * @likeness: how its text is to what was sent
 */
typedef struct {
  char *native_id;
  char *permalink;
  OsrInstant published_at;
  OsrNetworkLikeness likeness;
} OsrNetworkReply;

#define OSR_TYPE_NETWORK_REPLY (osr_network_reply_get_type ())
GType osr_network_reply_get_type (void);

OsrNetworkReply *osr_network_reply_new (const char *native_id, const char *permalink,
                                        OsrInstant published_at);
OsrNetworkReply *osr_network_reply_ref (OsrNetworkReply *self);
void osr_network_reply_unref (OsrNetworkReply *self);

/**
 * OsrNetworkCheck:
 * @name: (nullable): the community's name on the network
 * @by_hand: (nullable): why no program publishes here, for translation: that is no fault
 * @read_fault: (nullable): why comments cannot be read; %NULL when they can
 * @publish_fault: (nullable): why the publishing token is refused; %NULL when it is accepted
 * @permissions: (nullable): what the publishing token may do, in the network's words
 * @missing: (element-type utf8): what the tokens lack for reading, publishing, or what they were given
 *   for: translatable sentences of the network
 * @spared: (element-type utf8): the same for what the office can do without
 *
 * What the tokens of an account can do, found without writing anything.
 */
typedef struct {
  char *name;
  char *by_hand;
  char *read_fault;
  char *publish_fault;
  char *permissions;
  GPtrArray *missing;
  GPtrArray *spared;
} OsrNetworkCheck;

#define OSR_TYPE_NETWORK_CHECK (osr_network_check_get_type ())
GType osr_network_check_get_type (void);

OsrNetworkCheck *osr_network_check_new (void);
OsrNetworkCheck *osr_network_check_ref (OsrNetworkCheck *self);
void osr_network_check_unref (OsrNetworkCheck *self);

/* Whether reading and publishing are possible, and nothing is missing. */
gboolean osr_network_check_is_good (OsrNetworkCheck *self);

/* (transfer full): @self in English, one finding a line, for a terminal */
char *osr_network_check_describe (OsrNetworkCheck *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkAccount, osr_network_account_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkMessage, osr_network_message_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkReading, osr_network_reading_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkTarget, osr_network_target_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkSending, osr_network_sending_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkReply, osr_network_reply_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkCheck, osr_network_check_unref)

G_END_DECLS
