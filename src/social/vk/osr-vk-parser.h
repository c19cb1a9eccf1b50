/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VK's answers into records. Pure: no I/O, no clock, no settings. Lenient, since the answers differ
 * from their own schema: what is missing or of another type is left out, and only an answer that is
 * no list at all is an error. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/time/osr-instant.h"
#include "net/osr-net-error.h"
#include "social/osr-social-reader.h"

G_BEGIN_DECLS

#define OSR_VK_MAX_TEXT OSR_SOCIAL_MAX_TEXT
#define OSR_VK_MAX_NAME OSR_SOCIAL_MAX_NAME

/* What comments stand under. */
typedef enum { OSR_VK_WALL, OSR_VK_PHOTO, OSR_VK_VIDEO, OSR_VK_TOPIC, OSR_VK_GOODS } OsrVkSubject;

/* A post of a wall. */
typedef struct {
  gint64 id;
  gint64 owner_id; /* 0 when not given */
  gint64 from_id;  /* the owner when not given */
  OsrInstant date;
  OsrInstant edited;
  char *text;
  guint attachments;
  GPtrArray *media; /* OsrNetworkMedia */
  gboolean deleted;
  gint64 comments; /* −1 when not given */
} OsrVkPost;

/* A comment; 0 stands for an id that is not given. */
typedef struct {
  gint64 id;
  gint64 owner_id; /* of what it stands under */
  gint64 post_id;  /* or the photo, the video, the topic */
  OsrVkSubject subject;
  gint64 from_id;
  gint64 reply_to;
  gint64 thread_root; /* 0 for a first-level comment */
  OsrInstant date;
  char *text;
  guint attachments;
  GPtrArray *media; /* OsrNetworkMedia */
  gboolean deleted;
  gint64 thread_count; /* comments in its thread */
  guint thread_given;  /* how many of them came with it */
} OsrVkComment;

/* One page of comments, threads that came along flattened behind their first-level comment. */
typedef struct {
  GPtrArray *comments; /* of OsrVkComment */
  GHashTable *names;   /* gint64 id (negative: a community) → name */
  guint items;         /* of the level asked for, readable or not */
  gint64 level_count;  /* of the level asked for in all; −1 when not given */
  gint64 count;        /* of all levels; −1 when not given */
} OsrVkPage;

/* (transfer full) (nullable): one comment, as lists and events have it */
OsrVkComment *osr_vk_parse_comment (JsonObject *object);
void osr_vk_comment_free (OsrVkComment *comment);

/* Has @comment stand under a @subject, whatever else @object names: which one, @object says. */
void osr_vk_comment_place (OsrVkComment *comment, JsonObject *object, OsrVkSubject subject);

/* (transfer full) (nullable): one post, as lists and events have it */
OsrVkPost *osr_vk_parse_post (JsonObject *object);
void osr_vk_post_free (OsrVkPost *post);

/* (transfer full): gint64 id (negative: a community) → name, of the people that @response (nullable)
 * introduces beside its items, or is a list of */
GHashTable *osr_vk_parse_names (JsonNode *response);

/**
 * osr_vk_parse_page:
 * @response: (nullable): the response of wall.getComments, wall.getComment or board.getComments
 * @error: %OSR_NET_ERROR_PROTOCOL when it is no list
 *
 * Returns: (transfer full): the page
 */
OsrVkPage *osr_vk_parse_page (JsonNode *response, GError **error);
void osr_vk_page_free (OsrVkPage *page);

/* (nullable): the name of @id in @page */
const char *osr_vk_page_get_name (OsrVkPage *page, gint64 id);

/**
 * osr_vk_parse_posts:
 * @response: (nullable): the response of wall.get or wall.getById, an object or an array
 * @error: %OSR_NET_ERROR_PROTOCOL when it is no list
 *
 * Returns: (transfer full) (element-type OsrVkPost): the posts, in the order given
 */
GPtrArray *osr_vk_parse_posts (JsonNode *response, GError **error);

/**
 * osr_vk_parse_created:
 * @response: (nullable): the response of wall.createComment
 * @thread_root: (out): the first of its parents, 0 when it has none
 *
 * Returns: the new comment's id, 0 when there is none
 */
gint64 osr_vk_parse_created (JsonNode *response, gint64 *thread_root);

/**
 * osr_vk_parse_community:
 * @response: (nullable): the response of groups.getById, old shape or new
 * @id: (out): the first community's id, 0 when there is none
 *
 * Returns: (transfer full) (nullable): its name
 */
char *osr_vk_parse_community (JsonNode *response, gint64 *id);

/* (transfer full) (nullable): the names of the permissions that groups.getTokenPermissions lists */
char *osr_vk_parse_permissions (JsonNode *response);

/**
 * osr_vk_parse_error:
 * @root: a whole answer
 * @code: (out): error_code, 0 when it is not a number
 * @message: (out) (transfer none): error_msg, "" when there is none
 *
 * Returns: whether @root is an error
 */
gboolean osr_vk_parse_error (JsonObject *root, gint64 *code, const char **message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrVkPage, osr_vk_page_free)

G_END_DECLS
