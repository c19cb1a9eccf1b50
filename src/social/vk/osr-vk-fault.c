/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of VK's errors, and the members that come with some of them. What a code means for the caller
 * is the table of osr-vk-error. */
#include "social/vk/osr-vk-fault.h"

#include "core/osr-json.h"
#include "social/osr-social-reader.h"
#include "social/vk/osr-vk-error.h"
#include "social/vk/osr-vk-parser.h"

/* Of the schema of API 5.199: what walls, boards, communities, people and uploads can meet with. */
static const struct {
  gint64 code;
  const char *name;
} names[] = {
  { 1, "unknown" },
  { 2, "disabled" },
  { 3, "method" },
  { 4, "signature" },
  { 5, "auth" },
  { 6, "too_many" },
  { 7, "permission" },
  { 8, "request" },
  { 9, "flood" },
  { 10, "server" },
  { 11, "enabled_in_test" },
  { 12, "compile" },
  { 13, "runtime" },
  { 14, "captcha" },
  { 15, "access" },
  { 16, "auth_https" },
  { 17, "auth_validation" },
  { 18, "user_deleted" },
  { 19, "blocked" },
  { 20, "method_permission" },
  { 21, "method_ads" },
  { 22, "upload" },
  { 23, "method_disabled" },
  { 24, "need_confirmation" },
  { 25, "need_token_confirmation" },
  { 27, "group_auth" },
  { 28, "app_auth" },
  { 29, "rate_limit" },
  { 30, "private_profile" },
  { 32, "wait" },
  { 33, "not_implemented_yet" },
  { 34, "client_version_deprecated" },
  { 35, "client_update_needed" },
  { 36, "timeout" },
  { 37, "user_banned" },
  { 38, "unknown_application" },
  { 39, "unknown_user" },
  { 40, "unknown_group" },
  { 41, "additional_signup_required" },
  { 42, "ip_is_not_allowed" },
  { 43, "section_disabled" },
  { 100, "param" },
  { 101, "param_api_id" },
  { 103, "limits" },
  { 104, "not_found" },
  { 105, "save_file" },
  { 106, "action_failed" },
  { 113, "param_user_id" },
  { 114, "param_album_id" },
  { 118, "param_server" },
  { 119, "param_title" },
  { 121, "param_hash" },
  { 122, "param_photos" },
  { 125, "param_group_id" },
  { 129, "param_photo" },
  { 140, "param_page_id" },
  { 141, "access_page" },
  { 146, "mobile_not_activated" },
  { 147, "insufficient_funds" },
  { 150, "param_timestamp" },
  { 180, "param_note_id" },
  { 181, "access_note" },
  { 182, "access_note_comment" },
  { 183, "access_comment" },
  { 200, "access_album" },
  { 201, "access_audio" },
  { 203, "access_group" },
  { 204, "access_video" },
  { 205, "access_market" },
  { 210, "wall_access_post" },
  { 211, "wall_access_comment" },
  { 212, "wall_access_replies" },
  { 213, "wall_access_add_reply" },
  { 214, "wall_add_post" },
  { 219, "wall_ads_published" },
  { 220, "wall_too_many_recipients" },
  { 221, "status_no_audio" },
  { 222, "wall_links_forbidden" },
  { 223, "wall_reply_owner_flood" },
  { 224, "wall_ads_post_limit_reached" },
  { 225, "wall_donut" },
  { 232, "likes_reaction_can_not_be_applied" },
  { 243, "wall_comment_not_deleted" },
  { 260, "access_groups" },
  { 300, "album_full" },
  { 302, "albums_limit" },
  { 601, "weighted_flood" },
  { 700, "group_change_creator" },
  { 701, "group_not_in_club" },
  { 702, "group_too_many_officers" },
  { 703, "group_need_2fa" },
  { 704, "group_host_need_2fa" },
  { 706, "group_too_many_addresses" },
  { 711, "group_app_is_not_installed_in_community" },
  { 714, "group_invite_links_not_valid" },
  { 800, "video_already_added" },
  { 801, "video_comments_closed" },
  { 914, "messages_too_long_message" },
  { 1105, "auth_flood_error" },
  { 1114, "auth_anonymous_token_has_expired" },
  { 1116, "auth_anonymous_token_is_invalid" },
  { 1117, "auth_access_token_has_expired" },
  { 1118, "auth_anonymous_token_ip_mismatch" },
  { 1150, "param_doc_id" },
  { 1151, "param_doc_delete_access" },
  { 1152, "param_doc_title" },
  { 1153, "param_doc_access" },
  { 1154, "param_doc_restore_access" },
  { 1155, "param_doc_restore_timeout" },
  { 1160, "photo_changed" },
  { 1170, "too_many_lists" },
  { 1260, "invalid_address" },
  { 2000, "callback_api_servers_limit" },
  { 3102, "wall_check_link_cant_determine_source" },
  { 3300, "recaptcha" },
  { 3301, "phone_validation_need" },
  { 3302, "password_validation_need" },
  { 3303, "otp_validation_need" },
  { 3304, "email_confirmation_need" },
  { 3305, "assert_votes" },
  { 3609, "token_extension_required" },
  { 3610, "user_deactivated" },
  { 3611, "user_service_deactivated" },
  { 9999, "not_supported_http_method" },
  { 11500, "cua_confirmation_required" },
};

const char *
osr_vk_error_name (gint64 code)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (names[i].code == code)
      return names[i].name;
  }
  return NULL;
}

static char *
dup_line (JsonObject *object, const char *member)
{
  const char *text = osr_json_get_string (object, member);

  return text != NULL ? osr_social_one_line (text, 2000) : NULL;
}

/* The sign-in of VK ID says its errors as words: {"error":"invalid_request","error_description":…}. */
static OsrNetworkFault *
read_word (OsrNetworkAccount *account, JsonObject *root)
{
  const char *word = osr_json_get_string (root, "error");

  if (word == NULL)
    return NULL;
  return osr_network_fault_new (
      account, word, NULL, osr_json_get_string (root, "error_description"), OSR_NET_ERROR_AUTH);
}

OsrNetworkFault *
osr_vk_fault_read (OsrNetworkAccount *account, JsonObject *root, gboolean writes)
{
  JsonObject *object = osr_json_get_object (root, "error");
  g_autofree char *digits = NULL;
  OsrNetworkFault *fault;
  const char *sentence;
  gint64 code;

  if (object == NULL || !osr_vk_parse_error (root, &code, &sentence))
    return read_word (account, root);
  digits = g_strdup_printf ("%" G_GINT64_FORMAT, code);
  fault = osr_network_fault_new (account, digits, osr_vk_error_name (code), sentence,
                                 osr_vk_error_class (code, writes));
  fault->captcha_sid = osr_social_dup_id (object, "captcha_sid");
  fault->captcha_image = dup_line (object, "captcha_img");
  fault->page = dup_line (object, "redirect_uri");
  return fault;
}

/* What was missed while it failed comes from the lists. */
static const char *const failures[] = {
  "",
  "events were lost; go on from the new place",
  "the key is over; ask for a new one",
  "key and place are lost; ask for new ones",
};

OsrNetworkFault *
osr_vk_fault_read_failed (OsrNetworkAccount *account, JsonObject *root)
{
  gint64 failed = osr_social_int (root, "failed", 0);
  g_autofree char *code = NULL;
  OsrNetworkFault *fault;

  if (!json_object_has_member (root, "failed"))
    return NULL;
  code = g_strdup_printf ("%" G_GINT64_FORMAT, failed);
  fault = osr_network_fault_new (account, code, "failed",
                                 failed >= 1 && failed <= 3 ? failures[failed]
                                                            : "ask for a new key and place",
                                 OSR_NET_ERROR_TEMPORARY);
  fault->place = osr_social_dup_id (root, "ts");
  return fault;
}
