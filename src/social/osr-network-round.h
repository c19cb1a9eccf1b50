/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes along with a reading and a sending besides account and words: where the last reading
 * ended, files, and what a network wants answered by a person first. Immutable once made, shared by
 * reference. */
#pragma once

#include "social/osr-network-records.h"

G_BEGIN_DECLS

/**
 * OsrNetworkRound:
 * @account: who is read
 * @posts: how many of the newest posts are looked under, 1–100
 * @place: (nullable): where the last reading ended, in the connector's own words; %NULL at first and
 *   where it was lost
 * @words: (nullable): what to search the network for besides the account's own posts
 *
 * One turn of the monitor. Ids of what was seen are the monitor's: a connector may tell the same
 * message again.
 */
typedef struct {
  OsrNetworkAccount *account;
  guint posts;
  char *place;
  GStrv words;
} OsrNetworkRound;

#define OSR_TYPE_NETWORK_ROUND (osr_network_round_get_type ())
GType osr_network_round_get_type (void);

/* (transfer full): references @account, copies the rest. */
OsrNetworkRound *osr_network_round_new (OsrNetworkAccount *account, guint posts, const char *place,
                                        const char *const *words);
OsrNetworkRound *osr_network_round_ref (OsrNetworkRound *self);
void osr_network_round_unref (OsrNetworkRound *self);

/**
 * OsrNetworkFile:
 * @digest: SHA-256 of its bytes, in hex
 * @path: where it lies on this machine
 * @name: its name for people, without a folder
 * @media_type: "image/jpeg"
 * @size: bytes
 *
 * A file that goes out with a reply, cleaned of what it tells about its maker before.
 */
typedef struct {
  char *digest;
  char *path;
  char *name;
  char *media_type;
  guint64 size;
} OsrNetworkFile;

#define OSR_TYPE_NETWORK_FILE (osr_network_file_get_type ())
GType osr_network_file_get_type (void);

OsrNetworkFile *osr_network_file_new (const char *digest, const char *path, const char *name,
                                      const char *media_type, guint64 size);
OsrNetworkFile *osr_network_file_ref (OsrNetworkFile *self);
void osr_network_file_unref (OsrNetworkFile *self);

/* How a network makes sure that a person is there. */
typedef enum {
  OSR_NETWORK_CHALLENGE_PICTURE, /* what stands on a picture is sent back */
  OSR_NETWORK_CHALLENGE_PAGE     /* a page is opened; what it gives is sent back */
} OsrNetworkChallengeKind;

/**
 * OsrNetworkChallenge:
 * @kind: what is asked
 * @sid: (nullable): the network's name of the question, sent back with the answer
 * @address: of the picture or the page
 * @answer: (nullable): what the person gave; %NULL while it is a question
 */
typedef struct _OsrNetworkChallenge {
  OsrNetworkChallengeKind kind;
  char *sid;
  char *address;
  char *answer;
} OsrNetworkChallenge;

#define OSR_TYPE_NETWORK_CHALLENGE (osr_network_challenge_get_type ())
GType osr_network_challenge_get_type (void);

OsrNetworkChallenge *osr_network_challenge_new (OsrNetworkChallengeKind kind, const char *sid,
                                                const char *address, const char *answer);
OsrNetworkChallenge *osr_network_challenge_ref (OsrNetworkChallenge *self);
void osr_network_challenge_unref (OsrNetworkChallenge *self);

/**
 * osr_network_set_challenge:
 * @result: the task of a publishing or an edit that is about to fail
 * @challenge: (transfer full): what the network asks
 *
 * Nothing was sent: the error is %OSR_NET_ERROR_AUTH.
 */
void osr_network_set_challenge (GAsyncResult *result, OsrNetworkChallenge *challenge);

/* Hands on to @to what the call of @from was asked, if anything: from a network's client to what calls it. */
void osr_network_pass_challenge (GAsyncResult *from, GTask *to);

/* Before sharing: what goes along with @self, and the answer to what the network asked. */
void osr_network_sending_add_file (OsrNetworkSending *self, OsrNetworkFile *file);
void osr_network_sending_set_challenge (OsrNetworkSending *self, OsrNetworkChallenge *challenge);

/* (nullable) (transfer none): what the network asks before it takes the reply of @result, as
 * osr_network_publish_async()'s callback got it */
OsrNetworkChallenge *osr_network_get_challenge (GAsyncResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkRound, osr_network_round_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkFile, osr_network_file_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkChallenge, osr_network_challenge_unref)

G_END_DECLS
