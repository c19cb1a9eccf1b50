/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every social network can do for the office: read the newest comments, publish a reply as the
 * community, look whether a reply is there, and test an account. Each network implements it in a
 * folder of its own. All errors are OSR_NET_ERROR; none holds a token, a name or a text. */
#pragma once

#include <gio/gio.h>

#include "net/osr-http-session.h"
#include "social/osr-network-records.h"
#include "social/osr-network-round.h"

G_BEGIN_DECLS

#define OSR_TYPE_NETWORK (osr_network_get_type ())
G_DECLARE_INTERFACE (OsrNetwork, osr_network, OSR, NETWORK, GObject)

/**
 * OsrNetworkAbilities:
 * @publishes: replies go out by program; else a person takes them there by hand
 * @reads_back: whether a reply is there can be looked for. Where it cannot, an outcome that is not
 *   known goes to a person and nothing is sent again by itself.
 * @one_token: the token that publishes reads, too
 * @edits: what was published can be edited
 * @text_limit: the longest text, counted by osr_text_length()
 * @file_text_limit: the longest text of a reply with files
 * @files: how many files may go along, 0 for none
 * @photo_size: bytes of the largest photo, 0 for none
 * @video_size: bytes of the largest video, 0 for none
 * @reason: (nullable): why it does not publish, or cannot be read at all, for translation
 */
typedef struct {
  gboolean publishes;
  gboolean reads_back;
  gboolean one_token;
  gboolean edits;
  guint text_limit;
  guint file_text_limit;
  guint files;
  guint64 photo_size;
  guint64 video_size;
  const char *reason;
} OsrNetworkAbilities;

struct _OsrNetworkInterface {
  GTypeInterface parent;

  void (*get_abilities) (OsrNetwork *self, OsrNetworkAccount *account,
                         OsrNetworkAbilities *abilities);
  void (*read_async) (OsrNetwork *self, OsrNetworkRound *round, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data);
  OsrNetworkReading *(*read_finish) (OsrNetwork *self, GAsyncResult *result, GError **error);
  void (*publish_async) (OsrNetwork *self, OsrNetworkSending *sending, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
  OsrNetworkReply *(*publish_finish) (OsrNetwork *self, GAsyncResult *result, GError **error);
  void (*find_reply_async) (OsrNetwork *self, OsrNetworkSending *sending, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*find_reply_finish) (OsrNetwork *self, GAsyncResult *result, OsrNetworkReply **reply,
                                 GError **error);
  void (*check_async) (OsrNetwork *self, OsrNetworkAccount *account, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data);
  OsrNetworkCheck *(*check_finish) (OsrNetwork *self, GAsyncResult *result, GError **error);

  /* What not every network can do; NULL where it cannot. */
  void (*edit_async) (OsrNetwork *self, OsrNetworkSending *sending, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data);
  OsrNetworkReply *(*edit_finish) (OsrNetwork *self, GAsyncResult *result, GError **error);
  char *(*dup_room) (OsrNetwork *self, const OsrNetworkTarget *target);
  OsrNetworkTarget *(*read_link) (OsrNetwork *self, OsrNetworkAccount *account, const char *url,
                                  char **native_id);
  void (*fetch_async) (OsrNetwork *self, OsrNetworkAccount *account, const char *name,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  GBytes *(*fetch_finish) (OsrNetwork *self, GAsyncResult *result, GError **error);
};

/**
 * osr_network_new:
 * @network: "vk"
 * @session: the connections to use
 *
 * One object serves all accounts of a network: the pace of requests is kept per token.
 *
 * Returns: (transfer full) (nullable): %NULL when the network is not known
 */
OsrNetwork *osr_network_new (const char *network, OsrHttpSession *session);

/**
 * osr_network_get_abilities:
 * @self: a network
 * @account: (nullable): whose tokens and settings count; %NULL for what the network itself allows
 * @abilities: (out caller-allocates): what can be done with it
 */
void osr_network_get_abilities (OsrNetwork *self, OsrNetworkAccount *account,
                                OsrNetworkAbilities *abilities);

/**
 * osr_network_read_async:
 * @self: a network
 * @round: whose account needs a read token
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads every comment under the newest posts, in all pages and threads, or what came since the
 * round's place where the network tells no history. A post whose comments the network refuses (closed
 * meanwhile) does not spoil the others; it is then not whole.
 */
void osr_network_read_async (OsrNetwork *self, OsrNetworkRound *round, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);

/* Returns: (transfer full): the reading, or %NULL with @error */
OsrNetworkReading *osr_network_read_finish (OsrNetwork *self, GAsyncResult *result, GError **error);

/**
 * osr_network_publish_async:
 * @self: a network
 * @sending: the account (needs a write token), the target and the text
 * @cancellable: (nullable): to give up; what was sent stays sent
 * @callback: called when done
 * @user_data: for @callback
 *
 * Sends once and never again; files are uploaded before, and one that is refused is said before the
 * text goes out. %OSR_NET_ERROR_UNCERTAIN means that the reply may be there: look with
 * osr_network_find_reply_async() before another attempt; so does %G_IO_ERROR_CANCELLED. Every other
 * error means that it is not.
 * After success the reply's own time is read from the network; if that fails it is unknown.
 */
void osr_network_publish_async (OsrNetwork *self, OsrNetworkSending *sending,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);

/* Returns: (transfer full): the reply as it stands on the network, or %NULL with @error */
OsrNetworkReply *osr_network_publish_finish (OsrNetwork *self, GAsyncResult *result,
                                             GError **error);

/**
 * osr_network_find_reply_async:
 * @self: a network
 * @sending: what was sent; its account needs a read token
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Looks for a comment of the community with the same normalised text, answering the same message,
 * not older than a minute before the first attempt. Where @sending names a reply, looks for that one
 * and says how its text is like that of @sending; one that was deleted is not there.
 */
void osr_network_find_reply_async (OsrNetwork *self, OsrNetworkSending *sending,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * osr_network_find_reply_finish:
 * @self: a network
 * @result: what the callback got
 * @reply: (out) (transfer full) (nullable): the reply, %NULL when it is not there
 * @error: why it could not be looked for
 *
 * Returns: whether the network was looked through, with or without success
 */
gboolean osr_network_find_reply_finish (OsrNetwork *self, GAsyncResult *result,
                                        OsrNetworkReply **reply, GError **error);

/**
 * osr_network_dup_room:
 * @self: a network
 * @target: where a reply goes
 *
 * What the network tells of a reply may say what it answers, and then no other can be taken for it.
 * Where it does not, replies of the same words in one room look alike.
 *
 * Returns: (transfer full) (nullable): the room, to be compared; %NULL where each tells what it answers
 */
char *osr_network_dup_room (OsrNetwork *self, const OsrNetworkTarget *target);

/* The same of a network that tells of every answer what it answers. */
char *osr_network_dup_plain_room (const OsrNetworkTarget *target);

/* Whether the office may edit what @account has published: the network has such a call, and the
 * account the token for it. */
gboolean osr_network_can_edit (OsrNetwork *self, OsrNetworkAccount *account);

/**
 * osr_network_edit_async:
 * @self: a network that can edit as the account of @sending
 * @sending: the new text, and the reply that it is to replace as `native_id`
 * @cancellable: (nullable): to give up; what was sent stays sent
 * @callback: called when done
 * @user_data: for @callback
 *
 * Sends once, with the errors of osr_network_publish_async(); whether the new text is there tells
 * osr_network_find_reply_async().
 */
void osr_network_edit_async (OsrNetwork *self, OsrNetworkSending *sending,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);

/* Returns: (transfer full): the reply as edited, or %NULL with @error */
OsrNetworkReply *osr_network_edit_finish (OsrNetwork *self, GAsyncResult *result, GError **error);

/**
 * osr_network_read_link:
 * @self: a network
 * @account: whose hosts are known
 * @url: the address of a reply, as a person copied it
 * @native_id: (out) (transfer full): the reply
 *
 * Returns: (transfer full) (nullable): where it stands, for a sending that looks at it; %NULL when
 *   @url is no address of a reply on this network
 */
OsrNetworkTarget *osr_network_read_link (OsrNetwork *self, OsrNetworkAccount *account,
                                         const char *url, char **native_id);

/* Whether @address is no address but a name by which this network gives a file out ("telegram:…"). */
gboolean osr_network_can_fetch (OsrNetwork *self, const char *address);

/**
 * osr_network_fetch_async:
 * @self: a network that can fetch @name
 * @account: whose message carried the file; its token is used
 * @name: of the file, as the message's media has it
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 *
 * Fetches a picture of at most %OSR_NETWORK_MEDIA_BYTES from the hosts of the account. What its bytes
 * are worth the caller looks at.
 */
void osr_network_fetch_async (OsrNetwork *self, OsrNetworkAccount *account, const char *name,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);

/* Returns: (transfer full): the file, or %NULL with @error; %OSR_NET_ERROR_PROTOCOL when it is too
 * large */
GBytes *osr_network_fetch_finish (OsrNetwork *self, GAsyncResult *result, GError **error);

/* Tests the tokens of @account without writing anything. Fails only when the network cannot be
 * asked at all; a refused token is a finding. */
void osr_network_check_async (OsrNetwork *self, OsrNetworkAccount *account,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);

/* Returns: (transfer full): the findings, or %NULL with @error */
OsrNetworkCheck *osr_network_check_finish (OsrNetwork *self, GAsyncResult *result, GError **error);

/**
 * osr_network_get_text_limit:
 * @self: a network
 * @account: (nullable): whose setting goes before the network's own limit
 *
 * Returns: the longest reply, counted by osr_text_length()
 */
guint osr_network_get_text_limit (OsrNetwork *self, OsrNetworkAccount *account);

G_END_DECLS
