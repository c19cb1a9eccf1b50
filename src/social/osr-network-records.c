/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of the social layer: reference counting and constructors. What they mean is said in
 * the header; filling them is each network's. */
#include "social/osr-network-records.h"

#include "social/osr-network-round.h"

#include <gio/gio.h>
#include <string.h>

#define PACE_OPTION       "pace"
#define USUAL_PACE        100
#define SLOWEST_PACE      1000
#define READ_BACK_OPTION  "read-back"
#define LONGEST_READ_BACK 3600 /* s */
#define YOUTUBE_READ_BACK 600
#define MAX_MEDIA_ADDRESS 4096
#define MAX_MEDIA_KIND    32

G_DEFINE_BOXED_TYPE (OsrNetworkAccount, osr_network_account, osr_network_account_ref,
                     osr_network_account_unref)
G_DEFINE_BOXED_TYPE (OsrNetworkMessage, osr_network_message, osr_network_message_ref,
                     osr_network_message_unref)
G_DEFINE_BOXED_TYPE (OsrNetworkReading, osr_network_reading, osr_network_reading_ref,
                     osr_network_reading_unref)
G_DEFINE_BOXED_TYPE (OsrNetworkTarget, osr_network_target, osr_network_target_ref,
                     osr_network_target_unref)
G_DEFINE_BOXED_TYPE (OsrNetworkSending, osr_network_sending, osr_network_sending_ref,
                     osr_network_sending_unref)
G_DEFINE_BOXED_TYPE (OsrNetworkReply, osr_network_reply, osr_network_reply_ref,
                     osr_network_reply_unref)
G_DEFINE_BOXED_TYPE (OsrNetworkCheck, osr_network_check, osr_network_check_ref,
                     osr_network_check_unref)

/* The usual hosts; an account may name others, such as a proxy or the sandbox. */
static const struct {
  const char *network, *api_base, *link_base, *api_version;
} usual[] = {
  { "vk", "https://api.vk.ru", "https://vk.com", "5.199" },
  { "telegram", "https://api.telegram.org", "https://t.me", "" },
  { "max", "https://platform-api2.max.ru", "https://max.ru", "" },
  { "ok", "https://api.ok.ru", "https://ok.ru", "" },
  { "youtube", "https://www.googleapis.com/youtube/v3", "https://www.youtube.com", "" },
  { "facebook", "https://graph.facebook.com", "https://www.facebook.com", "v25.0" },
  { "instagram", "https://graph.facebook.com", "https://www.instagram.com", "v25.0" },
};

static void
replace (char **member, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_free (*member);
  *member = g_strdup (value);
}

static void
replace_base (char **member, const char *value)
{
  gsize length;

  replace (member, value);
  length = strlen (*member);
  while (length > 0 && (*member)[length - 1] == '/')
    (*member)[--length] = '\0';
}

/* A token is a secret: it does not stay in freed memory. */
static void
forget_token (char **token)
{
  if (*token != NULL)
    explicit_bzero (*token, strlen (*token));
  g_clear_pointer (token, g_free);
}

static void
account_clear (gpointer data)
{
  OsrNetworkAccount *self = data;

  g_free (self->id);
  g_free (self->network);
  g_free (self->name);
  g_free (self->owner_id);
  g_free (self->api_base);
  g_free (self->link_base);
  g_free (self->api_version);
  forget_token (&self->read_token);
  forget_token (&self->write_token);
  forget_token (&self->edit_token);
  forget_token (&self->secret_key);
  g_hash_table_unref (self->options);
}

OsrNetworkAccount *
osr_network_account_new (const char *network, const char *id, const char *owner_id)
{
  OsrNetworkAccount *self;

  g_return_val_if_fail (network != NULL && id != NULL && owner_id != NULL, NULL);

  self = g_atomic_rc_box_new0 (OsrNetworkAccount);
  self->network = g_strdup (network);
  self->id = g_strdup (id);
  self->owner_id = g_strdup (owner_id);
  self->name = g_strdup ("");
  self->api_base = g_strdup ("");
  self->link_base = g_strdup ("");
  self->api_version = g_strdup ("");
  self->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++) {
    if (g_str_equal (network, usual[i].network))
      osr_network_account_set_hosts (self, usual[i].api_base, usual[i].link_base,
                                     usual[i].api_version);
  }
  return self;
}

OsrNetworkAccount *
osr_network_account_ref (OsrNetworkAccount *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_network_account_unref (OsrNetworkAccount *self)
{
  g_atomic_rc_box_release_full (self, account_clear);
}

void
osr_network_account_set_hosts (OsrNetworkAccount *self, const char *api_base, const char *link_base,
                               const char *api_version)
{
  g_return_if_fail (self != NULL);

  replace_base (&self->api_base, api_base);
  replace_base (&self->link_base, link_base);
  replace (&self->api_version, api_version);
}

void
osr_network_account_set_tokens (OsrNetworkAccount *self, const char *read_token,
                                const char *write_token)
{
  g_return_if_fail (self != NULL);

  replace (&self->read_token, read_token);
  replace (&self->write_token, write_token);
}

void
osr_network_account_set_edit_token (OsrNetworkAccount *self, const char *edit_token)
{
  g_return_if_fail (self != NULL);

  replace (&self->edit_token, edit_token);
}

void
osr_network_account_set_latest (OsrNetworkAccount *self, gint64 latest)
{
  g_return_if_fail (self != NULL);

  self->latest = latest;
}

void
osr_network_account_set_secret_key (OsrNetworkAccount *self, const char *secret_key)
{
  g_return_if_fail (self != NULL);

  replace (&self->secret_key, secret_key);
}

void
osr_network_account_set_option (OsrNetworkAccount *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  g_hash_table_replace (self->options, g_strdup (name), g_strdup (value));
}

void
osr_network_account_set_options (OsrNetworkAccount *self, const char *const *options)
{
  for (guint i = 0; options != NULL && options[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (options[i], "=", 2);

    if (g_strv_length (parts) == 2 && *parts[0] != '\0')
      osr_network_account_set_option (self, parts[0], parts[1]);
  }
}

void
osr_network_account_scrub (OsrNetworkAccount *self, GString *line)
{
  const char *const secrets[] = { self->read_token, self->write_token, self->edit_token,
                                  self->secret_key };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++) {
    g_autofree char *escaped = NULL;

    if (secrets[i] == NULL || *secrets[i] == '\0')
      continue;
    escaped = g_uri_escape_string (secrets[i], NULL, FALSE);
    g_string_replace (line, secrets[i], "…", 0);
    g_string_replace (line, escaped, "…", 0);
  }
}

const char *
osr_network_account_get_option (OsrNetworkAccount *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return g_hash_table_lookup (self->options, name);
}

static gboolean
is_this_machine (const char *base)
{
  g_autoptr (GUri) uri = g_uri_parse (base, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  return address != NULL && g_inet_address_get_is_loopback (address);
}

guint
osr_network_account_get_pace (OsrNetworkAccount *self)
{
  const char *option = osr_network_account_get_option (self, PACE_OPTION);
  guint64 pace;

  if (option == NULL || !g_ascii_string_to_unsigned (option, 10, 0, SLOWEST_PACE, &pace, NULL))
    return USUAL_PACE;
  return pace < USUAL_PACE && !is_this_machine (self->api_base) ? USUAL_PACE : (guint) pace;
}

gint64
osr_network_account_get_read_back (OsrNetworkAccount *self)
{
  const char *option = osr_network_account_get_option (self, READ_BACK_OPTION);
  guint64 seconds = 0;

  if (option == NULL ||
      !g_ascii_string_to_unsigned (option, 10, 0, LONGEST_READ_BACK, &seconds, NULL))
    seconds = g_str_equal (self->network, "youtube") && !is_this_machine (self->api_base)
                  ? YOUTUBE_READ_BACK
                  : 0;
  return (gint64) seconds * G_USEC_PER_SEC;
}

void
osr_network_account_set_name (OsrNetworkAccount *self, const char *name)
{
  g_return_if_fail (self != NULL);

  replace (&self->name, name);
}

/* Spaces and control characters stand in no address, and in nothing that is put into one. */
static gboolean
is_address (const char *text)
{
  if (text == NULL || *text == '\0' || strlen (text) > MAX_MEDIA_ADDRESS)
    return FALSE;
  for (const guchar *at = (const guchar *) text; *at != '\0'; at++) {
    if (*at <= ' ' || *at == 0x7f)
      return FALSE;
  }
  return TRUE;
}

OsrNetworkMedia *
osr_network_media_new (const char *kind, const char *address)
{
  OsrNetworkMedia *self = g_new0 (OsrNetworkMedia, 1);

  self->kind = g_utf8_substring (kind, 0, MIN (g_utf8_strlen (kind, -1), MAX_MEDIA_KIND));
  self->address = is_address (address) ? g_strdup (address) : NULL;
  return self;
}

void
osr_network_media_free (OsrNetworkMedia *self)
{
  g_free (self->kind);
  g_free (self->address);
  g_free (self);
}

static void
message_clear (gpointer data)
{
  OsrNetworkMessage *self = data;

  g_free (self->network);
  g_free (self->native_id);
  g_free (self->owner_id);
  g_free (self->post_id);
  g_free (self->thread_root);
  g_free (self->reply_to);
  g_free (self->author_id);
  g_free (self->author_name);
  g_free (self->title);
  g_free (self->text);
  g_free (self->permalink);
  g_free (self->post_permalink);
  g_free (self->context);
  g_ptr_array_unref (self->media);
}

OsrNetworkMessage *
osr_network_message_new (const char *network)
{
  OsrNetworkMessage *self = g_atomic_rc_box_new0 (OsrNetworkMessage);

  self->network = g_strdup (network);
  self->native_id = g_strdup ("");
  self->owner_id = g_strdup ("");
  self->post_id = g_strdup ("");
  self->author_name = g_strdup ("");
  self->text = g_strdup ("");
  self->permalink = g_strdup ("");
  self->post_permalink = g_strdup ("");
  self->context = g_strdup ("");
  self->media = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_network_media_free);
  self->published_at = OSR_INSTANT_UNKNOWN;
  self->edited_at = OSR_INSTANT_UNKNOWN;
  return self;
}

OsrNetworkMessage *
osr_network_message_ref (OsrNetworkMessage *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_network_message_unref (OsrNetworkMessage *self)
{
  g_atomic_rc_box_release_full (self, message_clear);
}

void
osr_network_message_add_media (OsrNetworkMessage *self, const char *kind, const char *address)
{
  g_ptr_array_add (self->media, osr_network_media_new (kind, address));
}

void
osr_network_message_add_all_media (OsrNetworkMessage *self, GPtrArray *media)
{
  for (guint i = 0; i < media->len; i++) {
    const OsrNetworkMedia *one = media->pdata[i];

    osr_network_message_add_media (self, one->kind, one->address);
  }
}

static void
post_free (gpointer data)
{
  OsrNetworkPost *post = data;

  g_free (post->post_id);
  g_free (post->permalink);
  g_free (post);
}

static void
reading_clear (gpointer data)
{
  OsrNetworkReading *self = data;

  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->posts);
  g_free (self->owner_id);
  g_free (self->place);
}

OsrNetworkReading *
osr_network_reading_new (void)
{
  OsrNetworkReading *self = g_atomic_rc_box_new0 (OsrNetworkReading);

  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_network_message_unref);
  self->posts = g_ptr_array_new_with_free_func (post_free);
  self->calls_left = -1;
  return self;
}

OsrNetworkReading *
osr_network_reading_ref (OsrNetworkReading *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_network_reading_unref (OsrNetworkReading *self)
{
  g_atomic_rc_box_release_full (self, reading_clear);
}

OsrNetworkPost *
osr_network_reading_add_post (OsrNetworkReading *self, const char *post_id, const char *permalink)
{
  OsrNetworkPost *post = g_new0 (OsrNetworkPost, 1);

  post->post_id = g_strdup (post_id);
  post->permalink = g_strdup (permalink);
  post->published_at = OSR_INSTANT_UNKNOWN;
  g_ptr_array_add (self->posts, post);
  return post;
}

static void
target_clear (gpointer data)
{
  OsrNetworkTarget *self = data;

  g_free (self->owner_id);
  g_free (self->post_id);
  g_free (self->reply_to);
  g_free (self->thread_root);
}

OsrNetworkTarget *
osr_network_target_new (const char *owner_id, const char *post_id, const char *reply_to,
                        const char *thread_root)
{
  OsrNetworkTarget *self;

  g_return_val_if_fail (owner_id == NULL || post_id != NULL, NULL);

  self = g_atomic_rc_box_new0 (OsrNetworkTarget);
  self->owner_id = g_strdup (owner_id);
  self->post_id = g_strdup (post_id);
  self->reply_to = g_strdup (reply_to);
  self->thread_root = g_strdup (thread_root);
  return self;
}

/* An answer to a first-level comment begins that comment's thread; one to a post stands under it. */
OsrNetworkTarget *
osr_network_target_new_for_message (OsrNetworkMessage *message)
{
  g_return_val_if_fail (message != NULL, NULL);

  if (g_str_equal (message->native_id, message->post_id))
    return osr_network_target_new (message->owner_id, message->post_id, NULL, NULL);
  return osr_network_target_new (message->owner_id, message->post_id, message->native_id,
                                 message->thread_root != NULL ? message->thread_root
                                                              : message->native_id);
}

OsrNetworkTarget *
osr_network_target_ref (OsrNetworkTarget *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_network_target_unref (OsrNetworkTarget *self)
{
  g_atomic_rc_box_release_full (self, target_clear);
}

static void
sending_clear (gpointer data)
{
  OsrNetworkSending *self = data;

  osr_network_account_unref (self->account);
  osr_network_target_unref (self->target);
  g_free (self->text);
  g_free (self->guid);
  g_free (self->native_id);
  g_ptr_array_unref (self->files);
  g_clear_pointer (&self->challenge, osr_network_challenge_unref);
  g_strfreev (self->taken);
}

OsrNetworkSending *
osr_network_sending_new (OsrNetworkAccount *account, OsrNetworkTarget *target, const char *text,
                         const char *guid, OsrInstant since)
{
  OsrNetworkSending *self;

  g_return_val_if_fail (account != NULL && target != NULL, NULL);
  g_return_val_if_fail (text != NULL && guid != NULL, NULL);

  self = g_atomic_rc_box_new0 (OsrNetworkSending);
  self->account = osr_network_account_ref (account);
  self->target = osr_network_target_ref (target);
  self->text = g_strdup (text);
  self->guid = g_strdup (guid);
  self->since = since;
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_network_file_unref);
  return self;
}

void
osr_network_sending_set_native_id (OsrNetworkSending *self, const char *native_id)
{
  g_return_if_fail (self != NULL);

  replace (&self->native_id, native_id);
}

void
osr_network_sending_set_taken (OsrNetworkSending *self, const char *const *taken)
{
  GStrv copy = g_strdupv ((GStrv) taken);

  g_return_if_fail (self != NULL);

  g_strfreev (self->taken);
  self->taken = copy;
}

gboolean
osr_network_sending_is_taken (OsrNetworkSending *self, const char *native_id)
{
  g_return_val_if_fail (self != NULL && native_id != NULL, FALSE);

  return self->taken != NULL && g_strv_contains ((const char *const *) self->taken, native_id);
}

OsrNetworkSending *
osr_network_sending_ref (OsrNetworkSending *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_network_sending_unref (OsrNetworkSending *self)
{
  g_atomic_rc_box_release_full (self, sending_clear);
}

static void
reply_clear (gpointer data)
{
  OsrNetworkReply *self = data;

  g_free (self->native_id);
  g_free (self->permalink);
}

OsrNetworkReply *
osr_network_reply_new (const char *native_id, const char *permalink, OsrInstant published_at)
{
  OsrNetworkReply *self;

  g_return_val_if_fail (native_id != NULL && permalink != NULL, NULL);

  self = g_atomic_rc_box_new0 (OsrNetworkReply);
  self->native_id = g_strdup (native_id);
  self->permalink = g_strdup (permalink);
  self->published_at = published_at;
  return self;
}

OsrNetworkReply *
osr_network_reply_ref (OsrNetworkReply *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_network_reply_unref (OsrNetworkReply *self)
{
  g_atomic_rc_box_release_full (self, reply_clear);
}

static void
check_clear (gpointer data)
{
  OsrNetworkCheck *self = data;

  g_free (self->name);
  g_free (self->by_hand);
  g_free (self->read_fault);
  g_free (self->publish_fault);
  g_free (self->permissions);
  g_ptr_array_unref (self->missing);
  g_ptr_array_unref (self->spared);
}

OsrNetworkCheck *
osr_network_check_new (void)
{
  OsrNetworkCheck *self = g_atomic_rc_box_new0 (OsrNetworkCheck);

  self->missing = g_ptr_array_new_with_free_func (g_free);
  self->spared = g_ptr_array_new_with_free_func (g_free);
  return self;
}

OsrNetworkCheck *
osr_network_check_ref (OsrNetworkCheck *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
osr_network_check_unref (OsrNetworkCheck *self)
{
  g_atomic_rc_box_release_full (self, check_clear);
}

gboolean
osr_network_check_is_good (OsrNetworkCheck *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->read_fault == NULL && self->publish_fault == NULL && self->missing->len == 0;
}

char *
osr_network_check_describe (OsrNetworkCheck *self)
{
  GString *lines = g_string_new (NULL);

  g_string_append_printf (lines, "Community: %s\n", self->name != NULL ? self->name : "unknown");
  if (self->read_fault != NULL)
    g_string_append_printf (lines, "Reading: not possible. %s\n", self->read_fault);
  else
    g_string_append (lines, "Reading: comments can be read.\n");
  if (self->by_hand != NULL)
    g_string_append_printf (lines, "Publishing: by hand. %s\n", self->by_hand);
  else if (self->publish_fault != NULL)
    g_string_append_printf (lines, "Publishing: not possible. %s\n", self->publish_fault);
  else
    g_string_append (lines, "Publishing: the token is accepted.\n");
  if (self->permissions != NULL)
    g_string_append_printf (lines, "The publishing token may use: %s\n", self->permissions);
  return g_string_free (lines, FALSE);
}
