/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written on the walls of the sandbox: communities of all networks, posts, comments, the
 * citizens who write and the tokens that open the doors. Plain values with no files, no clock and no
 * HTTP; each network's way of writing them is in its own folder, the rules of the page in the page
 * files. Nothing here ever looks whether the same was written before. */
#pragma once

#include <glib.h>

#include "demo/sandbox/osr-sandbox-journal.h"

G_BEGIN_DECLS

/* The longest text of a comment, in characters. */
#define OSR_SANDBOX_MAX_TEXT 16384

/* Whose interface a community is reached by. */
typedef enum {
  OSR_SANDBOX_VK,
  OSR_SANDBOX_TELEGRAM,
  OSR_SANDBOX_MAX,
  OSR_SANDBOX_OK,
  OSR_SANDBOX_FEED,
  OSR_SANDBOX_YOUTUBE,
} OsrSandboxNetwork;

/* The kinds of token, as bits so that a method can name all it accepts. */
typedef enum {
  OSR_SANDBOX_TOKEN_USER = 1 << 0,
  OSR_SANDBOX_TOKEN_GROUP = 1 << 1,
  OSR_SANDBOX_TOKEN_SERVICE = 1 << 2,
} OsrSandboxTokenKind;

typedef struct {
  char *token;
  OsrSandboxTokenKind kind;
  gint64 id; /* the community or the citizen it belongs to; 0 for a service token */
} OsrSandboxToken;

typedef struct {
  gint64 id; /* positive */
  OsrSandboxNetwork network;
  char *name;
  char *screen_name;
  gint64 next_id;             /* of a comment or post on this wall; never given twice */
  gint64 manager;             /* the citizen whose token edits and posts for it; 0 for none */
  gint64 read_to;             /* the number up to which a poller has confirmed the journal */
  gboolean replies_forbidden; /* OK's method to comment is not granted */
  gboolean webhook;           /* a Telegram bot has one, until it is deleted; not kept */
  gboolean moved;             /* a Telegram group that was given a new id */
} OsrSandboxCommunity;

typedef struct {
  gint64 id;
  char *first_name;
  char *last_name;
} OsrSandboxCitizen;

/* What somebody uploaded. The bytes live as long as the program runs. */
typedef struct {
  gint64 id; /* never given twice */
  gint64 community;
  char *kind; /* "photo", "video" or "doc" */
  char *name;
  char *secret; /* the token or hash that proves the upload */
  gint64 size;
  gboolean saved; /* may be attached */
  GBytes *bytes;  /* (nullable): unknown after a restart */
} OsrSandboxFile;

typedef struct {
  gint64 id;
  gint64 from_id;  /* a citizen, or the negative id of a community */
  gint64 root;     /* the first comment of the thread; 0 on the first level */
  gint64 reply_to; /* the comment it answers; 0 for none */
  gint64 date;     /* seconds since the epoch */
  gint64 edited;   /* likewise; 0 for never */
  gboolean deleted;
  char *text;       /* as written, never escaped */
  char *guid;       /* (nullable): as the publisher sent it */
  GPtrArray *files; /* (nullable) (element-type OsrSandboxFile): borrowed from the wall */
} OsrSandboxComment;

typedef struct {
  gint64 owner_id; /* the negative id of the community */
  gint64 id;
  gint64 date; /* seconds since the epoch */
  char *text;
  gboolean topic; /* of VK's board, not of the wall */
  gboolean comments_closed;
  gboolean links_forbidden;
  GPtrArray *comments; /* of OsrSandboxComment, ascending ids, all levels together */
} OsrSandboxPost;

typedef struct {
  GPtrArray *communities; /* of OsrSandboxCommunity */
  GPtrArray *citizens;    /* of OsrSandboxCitizen */
  GPtrArray *tokens;      /* of OsrSandboxToken */
  GPtrArray *posts;       /* of OsrSandboxPost */
  GPtrArray *files;       /* of OsrSandboxFile */
  GPtrArray *late;        /* of OsrSandboxLate */
  OsrSandboxJournal *journal;
  char *base; /* (nullable): the server's address, for what is fetched from it */
} OsrSandboxWall;

/* A comment that was accepted and that nobody can see yet. */
typedef struct {
  OsrSandboxPost *post;
  OsrSandboxComment *comment; /* owned */
  gint64 due;                 /* seconds since the epoch */
} OsrSandboxLate;

/* The name of a network in files: "vk", "telegram", "max", "ok", "feed" or "youtube". */
const char *osr_sandbox_network_nick (OsrSandboxNetwork network);

/* Whether @nick (nullable: VK) names a network. */
gboolean osr_sandbox_network_read (const char *nick, OsrSandboxNetwork *network);

OsrSandboxWall *osr_sandbox_wall_new (void);
void osr_sandbox_wall_free (OsrSandboxWall *wall);

/* New elements, owned by the wall; the strings are copied. */
OsrSandboxCommunity *osr_sandbox_wall_add_community (OsrSandboxWall *wall, gint64 id,
                                                     const char *name, const char *screen_name);
OsrSandboxCitizen *osr_sandbox_wall_add_citizen (OsrSandboxWall *wall, gint64 id,
                                                 const char *first_name, const char *last_name);
OsrSandboxPost *osr_sandbox_wall_add_post (OsrSandboxWall *wall, gint64 owner_id, gint64 id,
                                           gint64 date, const char *text);
void osr_sandbox_wall_remove_post (OsrSandboxWall *wall, OsrSandboxPost *post);
void osr_sandbox_wall_add_token (OsrSandboxWall *wall, const char *token, OsrSandboxTokenKind kind,
                                 gint64 id);

/* Each returns (nullable) (transfer none). */
OsrSandboxCommunity *osr_sandbox_wall_community (OsrSandboxWall *wall, gint64 id);
OsrSandboxCommunity *osr_sandbox_wall_community_named (OsrSandboxWall *wall,
                                                       const char *screen_name);
OsrSandboxCitizen *osr_sandbox_wall_citizen (OsrSandboxWall *wall, gint64 id);
OsrSandboxPost *osr_sandbox_wall_post (OsrSandboxWall *wall, gint64 owner_id, gint64 id);
const OsrSandboxToken *osr_sandbox_wall_token (OsrSandboxWall *wall, const char *token);
OsrSandboxComment *osr_sandbox_post_comment (OsrSandboxPost *post, gint64 id);

/**
 * osr_sandbox_wall_person:
 * @wall: a wall
 * @name: the name a person writes under, "First Last"
 *
 * Returns: (nullable) (transfer none): the citizen of that name, added if new; %NULL when @name holds
 *   no name or more than 80 characters
 */
OsrSandboxCitizen *osr_sandbox_wall_person (OsrSandboxWall *wall, const char *name);

/**
 * osr_sandbox_wall_author:
 * @wall: a wall
 * @from_id: a citizen, or the negative id of a community
 *
 * Returns: (transfer full): the name to show, never %NULL
 */
char *osr_sandbox_wall_author (OsrSandboxWall *wall, gint64 from_id);

/**
 * osr_sandbox_wall_write:
 * @wall: a wall
 * @post: a post on it
 * @from_id: who writes
 * @reply_to: (nullable): a comment of @post; the new one joins its thread
 * @text: what is written
 * @date: seconds since the epoch
 *
 * Returns: (transfer none): the new comment, the last of @post
 */
OsrSandboxComment *osr_sandbox_wall_write (OsrSandboxWall *wall, OsrSandboxPost *post,
                                           gint64 from_id, const OsrSandboxComment *reply_to,
                                           const char *text, gint64 date);

/* Another text; the journal tells of it. */
void osr_sandbox_wall_edit (OsrSandboxWall *wall, OsrSandboxPost *post, OsrSandboxComment *comment,
                            const char *text, gint64 now);

/**
 * osr_sandbox_wall_delete:
 * @wall: a wall
 * @post: a post on it
 * @comment: a comment of @post
 * @vanish: whether it leaves every list, as the networks do with one that has no replies
 * @now: seconds since the epoch
 */
void osr_sandbox_wall_delete (OsrSandboxWall *wall, OsrSandboxPost *post,
                              OsrSandboxComment *comment, gboolean vanish, gint64 now);

/* A new post of @community; (transfer none). */
OsrSandboxPost *osr_sandbox_wall_publish (OsrSandboxWall *wall, OsrSandboxCommunity *community,
                                          const char *text, gint64 now);

/* Hides @comment and what the journal says of it until @due. */
void osr_sandbox_wall_postpone (OsrSandboxWall *wall, OsrSandboxPost *post,
                                OsrSandboxComment *comment, gint64 due);

/* Takes @comment away, seen or hidden; what the journal says of it stays. */
void osr_sandbox_wall_discard (OsrSandboxWall *wall, OsrSandboxPost *post,
                               OsrSandboxComment *comment);

/* Shows the comments whose time has come by @now; returns whether there were any. */
gboolean osr_sandbox_wall_ripen (OsrSandboxWall *wall, gint64 now);

/* A new upload of @community, not yet saved; takes @bytes (nullable). */
OsrSandboxFile *osr_sandbox_wall_add_file (OsrSandboxWall *wall, gint64 community, const char *kind,
                                           const char *name, GBytes *bytes);
OsrSandboxFile *osr_sandbox_wall_file (OsrSandboxWall *wall, gint64 id);
OsrSandboxFile *osr_sandbox_wall_file_by_secret (OsrSandboxWall *wall, const char *secret);

/* (nullable) (transfer none): the comment of a community, with its @post (out). */
OsrSandboxComment *osr_sandbox_wall_comment (OsrSandboxWall *wall, gint64 community, gint64 id,
                                             OsrSandboxPost **post);

void osr_sandbox_comment_add_file (OsrSandboxComment *comment, OsrSandboxFile *file);

/**
 * osr_sandbox_post_add_comment:
 * @post: a post
 * @id: larger than every id in @post
 *
 * Returns: (transfer none): an empty comment at the end of @post
 */
OsrSandboxComment *osr_sandbox_post_add_comment (OsrSandboxPost *post, gint64 id);

/* Takes @comment away without a trace and frees it; a deletion that leaves its place sets `deleted`. */
void osr_sandbox_post_remove_comment (OsrSandboxPost *post, OsrSandboxComment *comment);

/**
 * osr_sandbox_post_level:
 * @post: a post
 * @root: 0 for the first level, else the first comment of a thread
 *
 * Returns: (transfer container) (element-type OsrSandboxComment): ascending ids
 */
GPtrArray *osr_sandbox_post_level (OsrSandboxPost *post, gint64 root);

/**
 * osr_sandbox_text_usable:
 * @text: (nullable): a comment as it came in
 *
 * Returns: whether it is UTF-8, holds more than blanks and is not over %OSR_SANDBOX_MAX_TEXT
 */
gboolean osr_sandbox_text_usable (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSandboxWall, osr_sandbox_wall_free)

G_END_DECLS
