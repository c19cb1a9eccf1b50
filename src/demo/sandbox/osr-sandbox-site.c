/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The citizen's pages over HTTP: shows them, and takes the forms to write, edit and delete. A form must
 * carry the token of this run and come from this very address; each is answered by a redirect, so that
 * reloading a page writes nothing again. */
#include "demo/sandbox/osr-sandbox-page.h"
#include "demo/sandbox/osr-sandbox-links.h"
#include "demo/sandbox/osr-sandbox-pictures.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/vk/osr-sandbox-vk-captcha.h"

#include <string.h>

#define NAME_COOKIE "sandbox_name="
#define POLICY      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"

static void
answer_page (SoupServerMessage *msg, guint status, char *page)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (msg);

  soup_message_headers_replace (headers, "Content-Security-Policy", POLICY);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_server_message_set_status (msg, status, NULL);
  soup_server_message_set_response (msg, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, page,
                                    strlen (page));
}

static void
answer_notice (SoupServerMessage *msg, guint status, const char *kind)
{
  answer_page (msg, status, osr_sandbox_page_notice (kind));
}

/* The name last used travels in a cookie, percent-encoded. */
static char *
read_name (SoupServerMessage *msg)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (msg);
  const char *header = soup_message_headers_get_list (headers, "Cookie");
  g_auto (GStrv) cookies = g_strsplit (header != NULL ? header : "", ";", -1);

  for (guint i = 0; cookies[i] != NULL; i++) {
    const char *cookie = g_strstrip (cookies[i]);
    g_autofree char *name = NULL;

    if (!g_str_has_prefix (cookie, NAME_COOKIE))
      continue;
    name = g_uri_unescape_string (cookie + strlen (NAME_COOKIE), NULL);
    if (name != NULL && g_utf8_validate (name, -1, NULL))
      return g_steal_pointer (&name);
  }
  return g_strdup ("");
}

static gint64
read_number (GHashTable *form, const char *key)
{
  const char *text = form != NULL ? g_hash_table_lookup (form, key) : NULL;
  gint64 value;

  if (text != NULL && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &value, NULL))
    return value;
  return 0;
}

/* "/wall-1_2" or "/wall-1_2/write": the post, and what follows it. */
static OsrSandboxPost *
find_post (OsrSandbox *sandbox, const char *path, char **action)
{
  g_auto (GStrv) parts = NULL;
  g_auto (GStrv) ids = NULL;
  gint64 owner_id, post_id;

  if (!g_str_has_prefix (path, "/wall"))
    return NULL;
  parts = g_strsplit (path + strlen ("/wall"), "/", 3);
  ids = g_strsplit (parts[0] != NULL ? parts[0] : "", "_", 3);
  if (g_strv_length (ids) != 2 || g_strv_length (parts) > 2 ||
      !g_ascii_string_to_signed (ids[0], 10, G_MININT64, -1, &owner_id, NULL) ||
      !g_ascii_string_to_signed (ids[1], 10, 1, G_MAXINT64, &post_id, NULL))
    return NULL;
  *action = g_strdup (parts[1]);
  return osr_sandbox_wall_post (sandbox->office->wall, owner_id, post_id);
}

static void
redirect (SoupServerMessage *msg, OsrSandboxPost *post, const OsrSandboxComment *comment,
          const char *name)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (msg);
  g_autofree char *address = osr_sandbox_page_address (post, comment);

  if (name != NULL) {
    g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
    g_autofree char *cookie =
        g_strconcat (NAME_COOKIE, escaped, "; Path=/; HttpOnly; SameSite=Strict", NULL);

    soup_message_headers_append (headers, "Set-Cookie", cookie);
  }
  soup_message_headers_replace (headers, "Location", address);
  soup_server_message_set_status (msg, SOUP_STATUS_SEE_OTHER, NULL);
}

static gboolean
comes_from_here (OsrSandbox *sandbox, SoupServerMessage *msg, GHashTable *form)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (msg);
  const char *origin = soup_message_headers_get_one (headers, "Origin");
  const char *host = soup_message_headers_get_one (headers, "Host");
  g_autofree char *own = g_strconcat ("http://", host != NULL ? host : "", NULL);

  return g_strcmp0 (g_hash_table_lookup (form, "token"), sandbox->form_token) == 0 &&
         (origin == NULL || g_ascii_strcasecmp (origin, own) == 0);
}

/* A browser sends line ends as CR LF. */
static char *
read_text (GHashTable *form)
{
  const char *text = g_hash_table_lookup (form, "text");
  GString *clean;

  if (!osr_sandbox_text_usable (text))
    return NULL;
  clean = g_string_new (text);
  g_string_replace (clean, "\r\n", "\n", 0);
  return g_strstrip (g_string_free (clean, FALSE));
}

/* Whoever looks after the page answers in the community's name, as networks let them; everybody else
 * writes as themselves. 0: nobody. */
static gint64
read_author (OsrSandbox *sandbox, OsrSandboxPost *post, GHashTable *form)
{
  OsrSandboxCitizen *citizen;

  if (g_hash_table_contains (form, "official"))
    return post->owner_id;
  citizen = osr_sandbox_wall_person (sandbox->office->wall, g_hash_table_lookup (form, "name"));
  return citizen != NULL ? citizen->id : 0;
}

static void
take_write (OsrSandbox *sandbox, SoupServerMessage *msg, OsrSandboxPost *post, GHashTable *form)
{
  gint64 reply_to = read_number (form, "reply_to");
  OsrSandboxComment *answered = osr_sandbox_post_comment (post, reply_to);
  OsrSandboxComment *comment;
  gint64 author = 0;
  g_autofree char *text = read_text (form);

  if (text != NULL && !post->comments_closed && (reply_to == 0 || answered != NULL))
    author = read_author (sandbox, post, form);
  if (author == 0) {
    answer_notice (msg, SOUP_STATUS_BAD_REQUEST, "bad-text");
    return;
  }
  comment = osr_sandbox_wall_write (sandbox->office->wall, post, author, answered, text,
                                    osr_sandbox_now (sandbox));
  if (osr_sandbox_save (sandbox)) {
    redirect (msg, post, comment, author > 0 ? g_hash_table_lookup (form, "name") : NULL);
    return;
  }
  osr_sandbox_journal_forget (sandbox->office->wall->journal, -post->owner_id, comment->id);
  osr_sandbox_post_remove_comment (post, comment);
  answer_notice (msg, SOUP_STATUS_INTERNAL_SERVER_ERROR, "not-saved");
}

static void
take_edit (OsrSandbox *sandbox, SoupServerMessage *msg, OsrSandboxPost *post,
           OsrSandboxComment *comment, GHashTable *form)
{
  g_autofree char *text = read_text (form);

  if (text == NULL) {
    answer_notice (msg, SOUP_STATUS_BAD_REQUEST, "bad-text");
    return;
  }
  osr_sandbox_wall_edit (sandbox->office->wall, post, comment, text, osr_sandbox_now (sandbox));
  if (osr_sandbox_save (sandbox))
    redirect (msg, post, comment, NULL);
  else
    answer_notice (msg, SOUP_STATUS_INTERNAL_SERVER_ERROR, "not-saved");
}

static void
take_delete (OsrSandbox *sandbox, SoupServerMessage *msg, OsrSandboxPost *post,
             OsrSandboxComment *comment)
{
  osr_sandbox_wall_delete (sandbox->office->wall, post, comment, FALSE, osr_sandbox_now (sandbox));
  if (osr_sandbox_save (sandbox))
    redirect (msg, post, NULL, NULL);
  else
    answer_notice (msg, SOUP_STATUS_INTERNAL_SERVER_ERROR, "not-saved");
}

static void
take_form (OsrSandbox *sandbox, SoupServerMessage *msg, OsrSandboxPost *post, const char *action)
{
  gsize length;
  g_autofree char *body = osr_sandbox_body (msg, &length);
  g_autoptr (GHashTable) form = soup_form_decode (body);
  OsrSandboxComment *comment = osr_sandbox_post_comment (post, read_number (form, "comment_id"));

  if (!comes_from_here (sandbox, msg, form)) {
    answer_notice (msg, SOUP_STATUS_FORBIDDEN, "bad-form");
    return;
  }
  if (g_strcmp0 (action, "write") == 0)
    take_write (sandbox, msg, post, form);
  else if (comment == NULL || comment->deleted || comment->from_id < 0)
    answer_notice (msg, SOUP_STATUS_NOT_FOUND, "not-found");
  else if (g_strcmp0 (action, "edit") == 0)
    take_edit (sandbox, msg, post, comment, form);
  else if (g_strcmp0 (action, "delete") == 0)
    take_delete (sandbox, msg, post, comment);
  else
    answer_notice (msg, SOUP_STATUS_NOT_FOUND, "not-found");
}

static gboolean
answer_captcha (OsrSandbox *sandbox, SoupServerMessage *msg, const char *path)
{
  const char *type = NULL;
  g_autoptr (GBytes) bytes = osr_sandbox_captcha_show (sandbox, path, &type);
  gsize length;
  gconstpointer data;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  soup_message_headers_replace (soup_server_message_get_response_headers (msg), "Cache-Control",
                                "no-store");
  soup_server_message_set_status (msg, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (msg, type, SOUP_MEMORY_COPY, data, length);
  return TRUE;
}

void
osr_sandbox_site_handle (OsrSandbox *sandbox, SoupServerMessage *msg, const char *path,
                         GHashTable *query)
{
  g_autofree char *name = read_name (msg);
  g_autofree char *action = NULL;
  g_autofree char *elsewhere = osr_sandbox_link_resolve (sandbox->office->wall, path, query);
  OsrSandboxPost *post = find_post (sandbox, path, &action);
  OsrSandboxView view = { .office = sandbox->office,
                          .form_token = sandbox->form_token,
                          .name = name,
                          .highlight = read_number (query, "reply") };

  if (g_str_equal (soup_server_message_get_method (msg), "POST") && post != NULL)
    take_form (sandbox, msg, post, action);
  else if (!g_str_equal (soup_server_message_get_method (msg), "GET"))
    soup_server_message_set_status (msg, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
  else if (answer_captcha (sandbox, msg, path) ||
           osr_sandbox_picture_answer (sandbox->office->wall, msg, path))
    return;
  else if (elsewhere != NULL)
    soup_server_message_set_redirect (msg, SOUP_STATUS_FOUND, elsewhere);
  else if (strcmp (path, "/") == 0)
    answer_page (msg, SOUP_STATUS_OK, osr_sandbox_page_index (&view));
  else if (post != NULL && action == NULL)
    answer_page (msg, SOUP_STATUS_OK, osr_sandbox_page_post (&view, post));
  else
    answer_notice (msg, SOUP_STATUS_NOT_FOUND, "not-found");
}
