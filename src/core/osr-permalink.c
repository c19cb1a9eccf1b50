/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Little is known here of what a network means by a part of its addresses: only where
 * one message has several, so that none of them is taken for another message. */
#include "core/osr-permalink.h"

#include <string.h>

typedef struct {
  const char *host;    /* one name for all */
  const char *network; /* as profiles name it */
} Host;

static const Host hosts[] = {
  { "vk.com", "vk" },
  { "ok.ru", "ok" },
  { "t.me", "telegram" },
  { "max.ru", "max" },
  { "youtube.com", "youtube" },
  { "facebook.com", "facebook" },
  { "instagram.com", "instagram" },
};

/* Hosts that serve the same pages under two names. */
static const char *const twins[][2] = {
  { "vk.ru", "vk.com" },           { "vkontakte.ru", "vk.com" },
  { "odnoklassniki.ru", "ok.ru" }, { "telegram.me", "t.me" },
  { "telegram.dog", "t.me" },      { "fb.com", "facebook.com" },
  { "web.max.ru", "max.ru" },      { "new.vk.com", "vk.com" },
  { "mobile.ok.ru", "ok.ru" },     { "music.youtube.com", "youtube.com" },
};

/* What is added on the way and says nothing about the message; a name that ends in = is whole. */
static const char *const garbage[] = {
  "utm_", "fbclid=", "gclid=", "yclid=", "ysclid=", "igshid=", "igsh=", "_openstat=", "mc_eid=",
};
static const char *const garbage_of_vk[] = { "from=",   "ref=", "rnd=", "hash=",     "access_key=",
                                             "offset=", "own=", "act=", "from_post=" };
static const char *const thread_of_vk[] = { "thread=" };
static const char *const garbage_of_ok[] = { "st.", "_prevCmd=", "tkn=", "from=", "__dp=" };
static const char *const garbage_of_telegram[] = { "single", "embed",
                                                   "before=", "after=", "boost" };
static const char *const garbage_of_youtube[] = { "si=",    "feature=", "t=",         "list=",
                                                  "index=", "pp=",      "ab_channel=" };

/* An address in parts, while it is brought into its one spelling. */
typedef struct {
  char *host;
  char *path;
  GPtrArray *pairs; /* of the query */
} Parts;

static void
parts_clear (Parts *parts)
{
  g_free (parts->host);
  g_free (parts->path);
  g_clear_pointer (&parts->pairs, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static char *
normalise_host (const char *host)
{
  g_autofree char *small = g_ascii_strdown (host, -1);
  const char *bare = small;

  if (g_str_has_prefix (bare, "www."))
    bare += strlen ("www.");
  if (g_str_has_prefix (bare, "m."))
    bare += strlen ("m.");
  for (guint i = 0; i < G_N_ELEMENTS (twins); i++) {
    if (g_str_equal (bare, twins[i][0]))
      bare = twins[i][1];
  }
  return g_strdup (bare);
}

static gboolean
is_among (const char *pair, const char *const *names, guint n)
{
  for (guint i = 0; i < n; i++) {
    if (g_str_has_prefix (pair, names[i]))
      return TRUE;
  }
  return FALSE;
}

#define DROP(parts, names) drop_pairs (parts, names, G_N_ELEMENTS (names))

static void
drop_pairs (Parts *parts, const char *const *names, guint n)
{
  for (guint i = parts->pairs->len; i > 0; i--) {
    const char *pair = parts->pairs->pdata[i - 1];

    if (*pair == '\0' || is_among (pair, names, n))
      g_ptr_array_remove_index (parts->pairs, i - 1);
  }
}

/* (nullable): the value of a query; @name ends in = */
static const char *
find_value (Parts *parts, const char *name)
{
  for (guint i = 0; i < parts->pairs->len; i++) {
    if (g_str_has_prefix (parts->pairs->pdata[i], name))
      return (const char *) parts->pairs->pdata[i] + strlen (name);
  }
  return NULL;
}

static void
set_path (Parts *parts, char *path)
{
  g_free (parts->path);
  parts->path = path;
}

/* Digits, with a minus before them where a community is the owner. */
static gsize
count_number (const char *text)
{
  const gsize sign = *text == '-' ? 1 : 0;
  const gsize digits = strspn (text + sign, "0123456789");

  return digits > 0 ? sign + digits : 0;
}

/* "wall-1_2", and in @rest what follows it. */
static gboolean
is_wall (const char *text, const char **rest)
{
  const char *next = text;
  gsize n;

  if (!g_str_has_prefix (text, "wall"))
    return FALSE;
  next += strlen ("wall");
  n = count_number (next);
  if (n == 0 || next[n] != '_')
    return FALSE;
  next += n + 1;
  n = count_number (next);
  *rest = next + n;
  return n > 0 && *next != '-';
}

/* A post opened over a list (`?w=wall-1_2`), and a comment as `_r3` or `?reply=3`. The number of a
 * comment says which it is: the thread it stands in adds nothing. */
static void
normalise_vk (Parts *parts)
{
  const char *over = find_value (parts, "w=");
  const char *rest = NULL;

  if (over != NULL && is_wall (over, &rest)) {
    set_path (parts, g_strconcat ("/", over, NULL));
    g_ptr_array_set_size (parts->pairs, 0);
  }
  if (*parts->path == '\0' || !is_wall (parts->path + 1, &rest))
    return;
  DROP (parts, garbage_of_vk);
  if (g_str_has_prefix (rest, "_r") && count_number (rest + 2) == strlen (rest + 2)) {
    g_ptr_array_add (parts->pairs, g_strconcat ("reply=", rest + 2, NULL));
    set_path (parts, g_strndup (parts->path, (gsize) (rest - parts->path)));
  }
  if (find_value (parts, "reply=") != NULL)
    DROP (parts, thread_of_vk);
}

/* The telephone's pages say in the query what the others say in the path. */
static void
normalise_ok (Parts *parts)
{
  const char *group = find_value (parts, "st.groupId=");
  const char *topic = find_value (parts, "st.themeId=");

  if (g_str_equal (parts->path, "/dk") && group != NULL && topic != NULL)
    set_path (parts, g_strdup_printf ("/group/%s/topic/%s", group, topic));
  if (!g_str_equal (parts->path, "/dk"))
    DROP (parts, garbage_of_ok);
}

/* Names of channels are the same in any case; `/s/` is the page without the program. */
static void
normalise_telegram (Parts *parts)
{
  g_autofree char *path =
      g_str_has_prefix (parts->path, "/s/") ? g_strdup (parts->path + 2) : g_strdup (parts->path);

  DROP (parts, garbage_of_telegram);
  set_path (parts, g_ascii_strdown (path, -1));
}

static void
normalise_youtube (Parts *parts)
{
  static const char *const ways[] = { "/shorts/", "/live/", "/embed/" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    if (g_str_has_prefix (parts->path, ways[i]) && find_value (parts, "v=") == NULL) {
      g_ptr_array_add (parts->pairs, g_strconcat ("v=", parts->path + strlen (ways[i]), NULL));
      set_path (parts, g_strdup ("/watch"));
    }
  }
  DROP (parts, garbage_of_youtube);
}

/* The short host has the film in its path. */
static void
lengthen_youtube (Parts *parts)
{
  if (!g_str_equal (parts->host, "youtu.be") || strlen (parts->path) < 2)
    return;
  g_ptr_array_add (parts->pairs, g_strconcat ("v=", parts->path + 1, NULL));
  set_path (parts, g_strdup ("/watch"));
  g_free (parts->host);
  parts->host = g_strdup ("youtube.com");
}

static const char *
network_of_host (const char *host)
{
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++) {
    if (g_str_equal (hosts[i].host, host))
      return hosts[i].network;
  }
  return NULL;
}

static void
normalise_for_network (Parts *parts)
{
  lengthen_youtube (parts);
  if (g_str_equal (parts->host, "vk.com"))
    normalise_vk (parts);
  else if (g_str_equal (parts->host, "ok.ru"))
    normalise_ok (parts);
  else if (g_str_equal (parts->host, "t.me"))
    normalise_telegram (parts);
  else if (g_str_equal (parts->host, "youtube.com"))
    normalise_youtube (parts);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static char *
write_parts (Parts *parts, int port)
{
  GString *text = g_string_new (parts->host);

  if (port > 0)
    g_string_append_printf (text, ":%d", port);
  g_string_append (text, parts->path);
  g_ptr_array_sort (parts->pairs, compare_pairs);
  for (guint i = 0; i < parts->pairs->len; i++)
    g_string_append_printf (text, "%c%s", i == 0 ? '?' : '&', (char *) parts->pairs->pdata[i]);
  return g_string_free (text, FALSE);
}

static void
read_query (Parts *parts, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);

  parts->pairs = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; pairs[i] != NULL; i++)
    g_ptr_array_add (parts->pairs, g_strdup (pairs[i]));
  DROP (parts, garbage);
}

static gboolean
read_parts (Parts *parts, const char *url, int *port)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL) : NULL;
  gboolean plain;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return FALSE;
  parts->host = normalise_host (g_uri_get_host (uri));
  parts->path = g_strdup (g_uri_get_path (uri));
  while (g_str_has_suffix (parts->path, "/"))
    parts->path[strlen (parts->path) - 1] = '\0';
  read_query (parts, g_uri_get_query (uri));
  *port = g_uri_get_port (uri);
  plain = g_strcmp0 (g_uri_get_scheme (uri), "http") == 0;
  if (*port == (plain ? 80 : 443))
    *port = -1;
  normalise_for_network (parts);
  return TRUE;
}

char *
osr_permalink_normalise (const char *url)
{
  g_auto (Parts) parts = { 0 };
  int port = -1;

  return read_parts (&parts, url, &port) ? write_parts (&parts, port) : NULL;
}

char *
osr_permalink_complete (const char *text)
{
  g_autofree char *bare = text != NULL ? g_strstrip (g_strdup (text)) : NULL;
  g_autofree char *url = NULL;
  g_autoptr (GUri) uri = NULL;

  if (bare == NULL || *bare == '\0' || strpbrk (bare, " \t\r\n<>\"") != NULL)
    return NULL;
  url = strstr (bare, "://") != NULL ? g_strdup (bare) : g_strconcat ("https://", bare, NULL);
  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || strchr (g_uri_get_host (uri), '.') == NULL ||
      (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 &&
       g_strcmp0 (g_uri_get_scheme (uri), "http") != 0))
    return NULL;
  return g_steal_pointer (&url);
}

const char *
osr_permalink_get_network (const char *url)
{
  g_auto (Parts) parts = { 0 };
  int port = -1;

  return read_parts (&parts, url, &port) ? network_of_host (parts.host) : NULL;
}

gboolean
osr_permalink_read_target (const char *url, OsrPermalinkTarget *target)
{
  g_auto (Parts) parts = { 0 };
  const char *rest = NULL;
  const char *reply;
  const char *post;
  int port = -1;

  memset (target, 0, sizeof *target);
  if (!read_parts (&parts, url, &port) || !g_str_equal (parts.host, "vk.com") ||
      *parts.path == '\0' || !is_wall (parts.path + 1, &rest) || *rest != '\0')
    return FALSE;
  reply = find_value (&parts, "reply=");
  if (reply == NULL || *reply == '-' || count_number (reply) != strlen (reply))
    return FALSE;
  post = strchr (parts.path, '_') + 1;
  target->owner_id =
      g_strndup (parts.path + strlen ("/wall"), (gsize) (post - 1 - parts.path) - strlen ("/wall"));
  target->post_id = g_strdup (post);
  target->native_id = g_strdup (reply);
  return TRUE;
}

void
osr_permalink_target_clear (OsrPermalinkTarget *target)
{
  g_clear_pointer (&target->owner_id, g_free);
  g_clear_pointer (&target->post_id, g_free);
  g_clear_pointer (&target->native_id, g_free);
}
