/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of VK's methods: names, kinds of token, parameters with type and bounds. A test compares
 * it with the published schema. */
#include <string.h>

#include "demo/sandbox/vk/osr-sandbox-vk-method.h"

#define ANY_NUMBER   .min = G_MININT64, .max = G_MAXINT64
#define NOT_NEGATIVE .min = 0, .max = G_MAXINT64
#define POSITIVE     .min = 1, .max = G_MAXINT64
#define USER         OSR_SANDBOX_TOKEN_USER
#define GROUP        OSR_SANDBOX_TOKEN_GROUP
#define SERVICE      OSR_SANDBOX_TOKEN_SERVICE

static const char *const sorts[] = { "asc", "desc", "smart", NULL };
static const char *const filters[] = { "owner",    "others",   "all",   "postponed",
                                       "suggests", "archived", "donut", NULL };
static const char *const name_cases[] = { "nom", "gen", "dat", "acc", "ins", "abl", NULL };

static const OsrSandboxParam wall_get_params[] = {
  { "owner_id", OSR_SANDBOX_INT, ANY_NUMBER }, /* documented, though the schema leaves it out */
  { "domain", OSR_SANDBOX_ID_OR_NAME, ANY_NUMBER },
  { "offset", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "count", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "filter", OSR_SANDBOX_STRING, .choices = filters },
  { "extended", OSR_SANDBOX_BOOL },
  { "fields", OSR_SANDBOX_LIST },
};

static const OsrSandboxParam wall_get_by_id_params[] = {
  { "posts", OSR_SANDBOX_LIST, TRUE },
  { "extended", OSR_SANDBOX_BOOL },
  { "copy_history_depth", OSR_SANDBOX_INT, ANY_NUMBER },
  { "fields", OSR_SANDBOX_LIST },
};

static const OsrSandboxParam wall_get_comments_params[] = {
  { "owner_id", OSR_SANDBOX_INT, ANY_NUMBER },
  { "post_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "need_likes", OSR_SANDBOX_BOOL },
  { "start_comment_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "offset", OSR_SANDBOX_INT, ANY_NUMBER },
  { "count", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "sort", OSR_SANDBOX_STRING, .choices = sorts },
  { "preview_length", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "extended", OSR_SANDBOX_BOOL },
  { "fields", OSR_SANDBOX_LIST },
  { "comment_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "thread_items_count", OSR_SANDBOX_INT, .min = 0, .max = 10 },
};

static const OsrSandboxParam wall_create_comment_params[] = {
  { "owner_id", OSR_SANDBOX_INT, ANY_NUMBER },
  { "post_id", OSR_SANDBOX_INT, TRUE, NOT_NEGATIVE },
  { "from_group", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "message", OSR_SANDBOX_STRING },
  { "reply_to_comment", OSR_SANDBOX_INT, ANY_NUMBER },
  { "attachments", OSR_SANDBOX_LIST },
  { "sticker_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "guid", OSR_SANDBOX_STRING },
};

static const OsrSandboxParam wall_edit_comment_params[] = {
  { "owner_id", OSR_SANDBOX_INT, ANY_NUMBER },
  { "post_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "comment_id", OSR_SANDBOX_INT, TRUE, NOT_NEGATIVE },
  { "message", OSR_SANDBOX_STRING },
  { "attachments", OSR_SANDBOX_LIST },
};

static const OsrSandboxParam wall_post_params[] = {
  { "owner_id", OSR_SANDBOX_INT, ANY_NUMBER },
  { "friends_only", OSR_SANDBOX_BOOL },
  { "from_group", OSR_SANDBOX_BOOL },
  { "message", OSR_SANDBOX_STRING },
  { "attachments", OSR_SANDBOX_LIST },
  { "services", OSR_SANDBOX_STRING },
  { "signed", OSR_SANDBOX_BOOL },
  { "publish_date", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "lat", OSR_SANDBOX_NUMBER },
  { "long", OSR_SANDBOX_NUMBER },
  { "place_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "post_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "guid", OSR_SANDBOX_STRING },
  { "mark_as_ads", OSR_SANDBOX_BOOL },
  { "link_title", OSR_SANDBOX_STRING },
  { "link_photo_id", OSR_SANDBOX_STRING },
  { "close_comments", OSR_SANDBOX_BOOL },
  { "donut_paid_duration", OSR_SANDBOX_INT, ANY_NUMBER },
  { "mute_notifications", OSR_SANDBOX_BOOL },
  { "copyright", OSR_SANDBOX_STRING },
};

static const OsrSandboxParam users_get_params[] = {
  { "user_ids", OSR_SANDBOX_LIST_OF_IDS, .max_items = 1000 },
  { "fields", OSR_SANDBOX_LIST },
  { "name_case", OSR_SANDBOX_STRING, .choices = name_cases },
  { "from_group_id", OSR_SANDBOX_INT, ANY_NUMBER },
};

static const OsrSandboxParam groups_get_by_id_params[] = {
  { "group_ids", OSR_SANDBOX_LIST_OF_IDS },
  { "group_id", OSR_SANDBOX_ID_OR_NAME, ANY_NUMBER },
  { "fields", OSR_SANDBOX_LIST },
};

static const OsrSandboxParam resolve_params[] = {
  { "screen_name", OSR_SANDBOX_STRING, TRUE },
};

static const char *const board_sorts[] = { "asc", "desc", NULL };

static const OsrSandboxParam wall_search_params[] = {
  { "owner_id", OSR_SANDBOX_INT, ANY_NUMBER }, /* documented, though the schema leaves it out */
  { "domain", OSR_SANDBOX_ID_OR_NAME, ANY_NUMBER },
  { "query", OSR_SANDBOX_STRING },
  { "owners_only", OSR_SANDBOX_BOOL },
  { "count", OSR_SANDBOX_INT, .min = 0, .max = 100 },
  { "offset", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "extended", OSR_SANDBOX_BOOL },
  { "fields", OSR_SANDBOX_LIST },
};

static const OsrSandboxParam wall_get_comment_params[] = {
  { "owner_id", OSR_SANDBOX_INT, ANY_NUMBER },
  { "comment_id", OSR_SANDBOX_INT, TRUE, NOT_NEGATIVE },
  { "extended", OSR_SANDBOX_BOOL },
  { "fields", OSR_SANDBOX_LIST },
};

static const OsrSandboxParam wall_delete_comment_params[] = {
  { "owner_id", OSR_SANDBOX_INT, ANY_NUMBER },
  { "post_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "comment_id", OSR_SANDBOX_INT, TRUE, NOT_NEGATIVE },
};

static const OsrSandboxParam newsfeed_search_params[] = {
  { "q", OSR_SANDBOX_STRING },
  { "extended", OSR_SANDBOX_BOOL },
  { "count", OSR_SANDBOX_INT, .min = 0, .max = 200 },
  { "latitude", OSR_SANDBOX_NUMBER },
  { "longitude", OSR_SANDBOX_NUMBER },
  { "start_time", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "end_time", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "start_from", OSR_SANDBOX_STRING },
  { "fields", OSR_SANDBOX_LIST },
};

static const OsrSandboxParam board_get_comments_params[] = {
  { "group_id", OSR_SANDBOX_INT, TRUE, POSITIVE },
  { "topic_id", OSR_SANDBOX_INT, TRUE, NOT_NEGATIVE },
  { "need_likes", OSR_SANDBOX_BOOL },
  { "start_comment_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "offset", OSR_SANDBOX_INT, ANY_NUMBER },
  { "count", OSR_SANDBOX_INT, .min = 0, .max = 100 },
  { "extended", OSR_SANDBOX_BOOL },
  { "sort", OSR_SANDBOX_STRING, .choices = board_sorts },
};

static const OsrSandboxParam board_create_comment_params[] = {
  { "group_id", OSR_SANDBOX_INT, TRUE, POSITIVE },
  { "topic_id", OSR_SANDBOX_INT, TRUE, NOT_NEGATIVE },
  { "message", OSR_SANDBOX_STRING },
  { "attachments", OSR_SANDBOX_LIST },
  { "from_group", OSR_SANDBOX_BOOL },
  { "sticker_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "guid", OSR_SANDBOX_STRING },
};

static const OsrSandboxParam one_group_params[] = {
  { "group_id", OSR_SANDBOX_INT, TRUE, POSITIVE },
};

#define SWITCH(name)                                                                               \
  {                                                                                                \
    name, OSR_SANDBOX_BOOL                                                                         \
  }

static const OsrSandboxParam long_poll_settings_params[] = {
  { "group_id", OSR_SANDBOX_INT, TRUE, POSITIVE },
  SWITCH ("enabled"),
  { "api_version", OSR_SANDBOX_STRING },
  SWITCH ("message_new"),
  SWITCH ("message_reply"),
  SWITCH ("message_allow"),
  SWITCH ("message_deny"),
  SWITCH ("message_edit"),
  SWITCH ("message_typing_state"),
  SWITCH ("message_read"),
  SWITCH ("photo_new"),
  SWITCH ("audio_new"),
  SWITCH ("video_new"),
  SWITCH ("wall_reply_new"),
  SWITCH ("wall_reply_edit"),
  SWITCH ("wall_reply_delete"),
  SWITCH ("wall_reply_restore"),
  SWITCH ("wall_post_new"),
  SWITCH ("wall_repost"),
  SWITCH ("board_post_new"),
  SWITCH ("board_post_edit"),
  SWITCH ("board_post_restore"),
  SWITCH ("board_post_delete"),
  SWITCH ("photo_comment_new"),
  SWITCH ("photo_comment_edit"),
  SWITCH ("photo_comment_delete"),
  SWITCH ("photo_comment_restore"),
  SWITCH ("video_comment_new"),
  SWITCH ("video_comment_edit"),
  SWITCH ("video_comment_delete"),
  SWITCH ("video_comment_restore"),
  SWITCH ("market_comment_new"),
  SWITCH ("market_comment_edit"),
  SWITCH ("market_comment_delete"),
  SWITCH ("market_comment_restore"),
  SWITCH ("poll_vote_new"),
  SWITCH ("group_join"),
  SWITCH ("group_leave"),
  SWITCH ("group_change_settings"),
  SWITCH ("group_change_photo"),
  SWITCH ("group_officers_edit"),
  SWITCH ("user_block"),
  SWITCH ("user_unblock"),
  SWITCH ("like_add"),
  SWITCH ("like_remove"),
  SWITCH ("message_event"),
  SWITCH ("message_reaction_event"),
  SWITCH ("donut_subscription_create"),
  SWITCH ("donut_subscription_prolonged"),
  SWITCH ("donut_subscription_cancelled"),
  SWITCH ("donut_subscription_price_changed"),
  SWITCH ("donut_subscription_expired"),
  SWITCH ("donut_money_withdraw"),
  SWITCH ("donut_money_withdraw_error"),
};

static const OsrSandboxParam wall_upload_params[] = {
  { "group_id", OSR_SANDBOX_INT, ANY_NUMBER },
};

static const OsrSandboxParam messages_upload_params[] = {
  { "peer_id", OSR_SANDBOX_INT, ANY_NUMBER },
};

static const OsrSandboxParam docs_upload_params[] = {
  { "group_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
};

static const OsrSandboxParam save_wall_photo_params[] = {
  { "user_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "group_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "photo", OSR_SANDBOX_STRING, TRUE },
  { "server", OSR_SANDBOX_INT, ANY_NUMBER },
  { "hash", OSR_SANDBOX_STRING },
  { "latitude", OSR_SANDBOX_NUMBER },
  { "longitude", OSR_SANDBOX_NUMBER },
  { "caption", OSR_SANDBOX_STRING },
};

static const OsrSandboxParam save_messages_photo_params[] = {
  { "photo", OSR_SANDBOX_STRING, TRUE },
  { "server", OSR_SANDBOX_INT, ANY_NUMBER },
  { "hash", OSR_SANDBOX_STRING },
};

static const OsrSandboxParam docs_save_params[] = {
  { "file", OSR_SANDBOX_STRING, TRUE },
  { "title", OSR_SANDBOX_STRING },
  { "tags", OSR_SANDBOX_STRING },
  { "return_tags", OSR_SANDBOX_BOOL },
};

static const OsrSandboxParam video_save_params[] = {
  { "name", OSR_SANDBOX_STRING },
  { "description", OSR_SANDBOX_STRING },
  { "is_private", OSR_SANDBOX_BOOL },
  { "wallpost", OSR_SANDBOX_BOOL },
  { "link", OSR_SANDBOX_STRING },
  { "group_id", OSR_SANDBOX_INT, POSITIVE },
  { "album_id", OSR_SANDBOX_INT, NOT_NEGATIVE },
  { "privacy_view", OSR_SANDBOX_LIST },
  { "privacy_comment", OSR_SANDBOX_LIST },
  { "no_comments", OSR_SANDBOX_BOOL },
  { "repeat", OSR_SANDBOX_BOOL },
  { "compression", OSR_SANDBOX_BOOL },
  { "ord_info", OSR_SANDBOX_STRING },
  { "auto_publish", OSR_SANDBOX_BOOL },
};

#define PARAMS(array) array, G_N_ELEMENTS (array)

static const OsrSandboxMethod methods[] = {
  { "wall.get", USER | SERVICE, PARAMS (wall_get_params), osr_sandbox_wall_get },
  { "wall.getById", USER | SERVICE, PARAMS (wall_get_by_id_params), osr_sandbox_wall_get_by_id },
  { "wall.getComments", USER | SERVICE, PARAMS (wall_get_comments_params),
    osr_sandbox_wall_get_comments },
  { "wall.createComment", USER | GROUP, PARAMS (wall_create_comment_params),
    osr_sandbox_wall_create_comment },
  { "wall.editComment", USER, PARAMS (wall_edit_comment_params), osr_sandbox_wall_edit_comment },
  { "wall.post", USER, PARAMS (wall_post_params), osr_sandbox_wall_post_new },
  { "users.get", USER | GROUP | SERVICE, PARAMS (users_get_params), osr_sandbox_users_get },
  { "groups.getById", USER | GROUP | SERVICE, PARAMS (groups_get_by_id_params),
    osr_sandbox_groups_get_by_id },
  { "groups.getTokenPermissions", GROUP, NULL, 0, osr_sandbox_groups_get_token_permissions },
  { "utils.getServerTime", USER | GROUP | SERVICE, NULL, 0, osr_sandbox_utils_get_server_time },
  { "utils.resolveScreenName", USER | GROUP | SERVICE, PARAMS (resolve_params),
    osr_sandbox_utils_resolve_screen_name },
  { "wall.search", USER | SERVICE, PARAMS (wall_search_params), osr_sandbox_wall_search },
  { "wall.getComment", USER, PARAMS (wall_get_comment_params), osr_sandbox_wall_get_comment },
  { "wall.deleteComment", USER, PARAMS (wall_delete_comment_params),
    osr_sandbox_wall_delete_comment },
  { "newsfeed.search", USER | SERVICE, PARAMS (newsfeed_search_params),
    osr_sandbox_newsfeed_search },
  { "board.getComments", USER | SERVICE, PARAMS (board_get_comments_params),
    osr_sandbox_board_get_comments },
  { "board.createComment", USER, PARAMS (board_create_comment_params),
    osr_sandbox_board_create_comment },
  { "groups.getLongPollServer", USER | GROUP, PARAMS (one_group_params),
    osr_sandbox_groups_get_long_poll_server },
  { "groups.getLongPollSettings", USER | GROUP, PARAMS (one_group_params),
    osr_sandbox_groups_get_long_poll_settings },
  { "groups.setLongPollSettings", USER | GROUP, PARAMS (long_poll_settings_params),
    osr_sandbox_groups_set_long_poll_settings },
  { "photos.getWallUploadServer", USER, PARAMS (wall_upload_params),
    osr_sandbox_photos_get_upload_server },
  { "photos.getMessagesUploadServer", USER | GROUP, PARAMS (messages_upload_params),
    osr_sandbox_photos_get_upload_server },
  { "photos.saveWallPhoto", USER, PARAMS (save_wall_photo_params), osr_sandbox_photos_save },
  { "photos.saveMessagesPhoto", USER | GROUP, PARAMS (save_messages_photo_params),
    osr_sandbox_photos_save },
  { "docs.getWallUploadServer", USER | GROUP, PARAMS (docs_upload_params),
    osr_sandbox_docs_get_upload_server },
  { "docs.save", USER | GROUP, PARAMS (docs_save_params), osr_sandbox_docs_save },
  { "video.save", USER, PARAMS (video_save_params), osr_sandbox_video_save },
};

const OsrSandboxMethod *
osr_sandbox_methods (guint *n_methods)
{
  *n_methods = G_N_ELEMENTS (methods);
  return methods;
}

const OsrSandboxMethod *
osr_sandbox_method_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (methods[i].name, name) == 0)
      return &methods[i];
  return NULL;
}
