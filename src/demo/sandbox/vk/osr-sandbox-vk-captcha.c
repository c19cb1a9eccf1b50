/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The key of a picture is in the picture only and the token of a page on the page
 * only, as with the network: whoever wants to go on has to look. */
#include "demo/sandbox/vk/osr-sandbox-vk-captcha.h"

#include <string.h>

#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/osr-sandbox-template.h"
#include "demo/sandbox/vk/osr-sandbox-vk-picture.h"
#include "demo/sandbox/vk/osr-sandbox-vk-shape.h"

#define NEEDED    14
#define DIGITS    5
#define PATH      "/captcha/"
#define PICTURE   ".png"
#define BY_PAGE   "page"
#define BY_KEY    "key"
#define FIRST_SID 100000000000

/* What a stopped method waits for: form, number and right answer. */
static GStrv
find_captcha (OsrSandbox *sandbox, const char *method)
{
  const char *text = g_hash_table_lookup (sandbox->captchas, method);

  return text != NULL ? g_strsplit (text, "|", 3) : NULL;
}

static void
set_captcha (OsrSandbox *sandbox, const char *method, gboolean by_page)
{
  g_autofree char *token = g_uuid_string_random ();
  g_autofree char *key = g_strdup_printf ("%0*d", DIGITS, g_random_int_range (0, 100000));
  gint64 sid = FIRST_SID + g_random_int ();

  g_hash_table_insert (sandbox->captchas, g_strdup (method),
                       g_strdup_printf ("%s|%" G_GINT64_FORMAT "|%s", by_page ? BY_PAGE : BY_KEY,
                                        sid, by_page ? token : key));
}

static gboolean
is_answered (OsrSandboxCall *call, GStrv captcha)
{
  if (strcmp (captcha[0], BY_PAGE) == 0)
    return g_strcmp0 (osr_sandbox_call_string (call, "success_token", NULL), captcha[2]) == 0;
  return g_strcmp0 (osr_sandbox_call_string (call, "captcha_sid", NULL), captcha[1]) == 0 &&
         g_strcmp0 (osr_sandbox_call_string (call, "captcha_key", NULL), captcha[2]) == 0;
}

gboolean
osr_sandbox_captcha_pass (OsrSandboxExchange *exchange, OsrSandboxCall *call)
{
  OsrSandboxFaultKind kind = exchange->fault.kind;
  g_auto (GStrv) captcha = NULL;

  if (kind == OSR_SANDBOX_FAULT_ERROR)
    return osr_sandbox_call_fail (call, (int) exchange->fault.code, "%s", exchange->fault.text);
  if (kind == OSR_SANDBOX_FAULT_CAPTCHA || kind == OSR_SANDBOX_FAULT_CAPTCHA_REDIRECT)
    set_captcha (call->sandbox, call->method->name, kind == OSR_SANDBOX_FAULT_CAPTCHA_REDIRECT);
  captcha = find_captcha (call->sandbox, call->method->name);
  if (captcha == NULL)
    return TRUE;
  if (is_answered (call, captcha)) {
    g_hash_table_remove (call->sandbox->captchas, call->method->name);
    return TRUE;
  }
  call->captcha_by_page = strcmp (captcha[0], BY_PAGE) == 0;
  call->captcha_sid = g_strdup (captcha[1]);
  call->captcha_page = g_strconcat (call->sandbox->url, PATH, captcha[1],
                                    call->captcha_by_page ? "" : PICTURE, NULL);
  return osr_sandbox_call_fail (call, NEEDED, "%s", "");
}

void
osr_sandbox_captcha_describe (OsrSandboxCall *call, JsonBuilder *builder)
{
  if (call->captcha_page == NULL)
    return;
  if (call->captcha_by_page) {
    osr_sandbox_shape_string (builder, "redirect_uri", call->captcha_page);
    return;
  }
  osr_sandbox_shape_string (builder, "captcha_sid", call->captcha_sid);
  osr_sandbox_shape_string (builder, "captcha_img", call->captcha_page);
}

/* (nullable): the captcha of that number */
static GStrv
find_by_number (OsrSandbox *sandbox, const char *sid)
{
  GHashTableIter iter;
  gpointer method;

  g_hash_table_iter_init (&iter, sandbox->captchas);
  while (g_hash_table_iter_next (&iter, &method, NULL)) {
    g_auto (GStrv) captcha = find_captcha (sandbox, method);

    if (strcmp (captcha[1], sid) == 0)
      return g_steal_pointer (&captcha);
  }
  return NULL;
}

GBytes *
osr_sandbox_captcha_show (OsrSandbox *sandbox, const char *path, const char **type)
{
  g_autofree char *sid = NULL;
  g_auto (GStrv) captcha = NULL;
  g_autofree char *body = NULL;
  char *page;

  if (!g_str_has_prefix (path, PATH))
    return NULL;
  sid = g_strdup (path + strlen (PATH));
  if (g_str_has_suffix (sid, PICTURE))
    sid[strlen (sid) - strlen (PICTURE)] = '\0';
  captcha = find_by_number (sandbox, sid);
  if (captcha == NULL || g_str_has_suffix (path, PICTURE) != (strcmp (captcha[0], BY_KEY) == 0))
    return NULL;
  *type = "image/png";
  if (strcmp (captcha[0], BY_KEY) == 0)
    return osr_sandbox_picture_of_digits (captcha[2]);
  *type = "text/html; charset=utf-8";
  body = osr_sandbox_template_fill ("captcha", "token", captcha[2], NULL);
  page = osr_sandbox_template_fill ("shell", "title", captcha[1], "body", body, NULL);
  return g_bytes_new_take (page, strlen (page));
}
