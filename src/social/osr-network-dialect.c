/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of the dialects, and the one way through all of them. */
#include "social/osr-network-dialect.h"

#include "social/facebook/osr-facebook-dialect.h"
#include "social/feed/osr-feed-dialect.h"
#include "social/instagram/osr-instagram-dialect.h"
#include "social/max/osr-max-dialect.h"
#include "social/ok/osr-ok-dialect.h"
#include "social/osr-social-reader.h"
#include "social/telegram/osr-telegram-dialect.h"
#include "social/vk/osr-vk-dialect.h"
#include "social/youtube/osr-youtube-dialect.h"

static const OsrNetworkDialect *const dialects[] = {
  &osr_vk_dialect,       &osr_ok_dialect,        &osr_telegram_dialect, &osr_max_dialect,
  &osr_facebook_dialect, &osr_instagram_dialect, &osr_youtube_dialect,  &osr_feed_dialect,
};

const OsrNetworkDialect *
osr_network_dialect (const char *network)
{
  for (guint i = 0; i < G_N_ELEMENTS (dialects); i++) {
    if (g_strcmp0 (dialects[i]->network, network) == 0)
      return dialects[i];
  }
  return NULL;
}

const OsrNetworkDialect *
osr_network_dialect_nth (guint i)
{
  return i < G_N_ELEMENTS (dialects) ? dialects[i] : NULL;
}

gboolean
osr_network_lacks (const OsrNetworkQuestion *question, const char *what, GError **error)
{
  g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, "%s: the answer has no %s in it",
               question->method, what);
  return FALSE;
}

static const OsrNetworkMethod *
find_method (const OsrNetworkDialect *dialect, const char *name)
{
  g_autofree char *known = dialect->dup_method != NULL ? dialect->dup_method (name) : NULL;

  for (const OsrNetworkMethod *one = dialect->methods; one->name != NULL; one++) {
    if (g_str_equal (one->name, known != NULL ? known : name))
      return one;
  }
  return NULL;
}

gboolean
osr_network_dialect_knows (const OsrNetworkDialect *dialect, const char *name)
{
  g_return_val_if_fail (dialect != NULL && name != NULL, FALSE);

  return find_method (dialect, name) != NULL;
}

/* (nullable): the method asked for */
static const OsrNetworkMethod *
look_up (const OsrNetworkDialect *dialect, const OsrNetworkQuestion *question, GError **error)
{
  const OsrNetworkMethod *method = find_method (dialect, question->method);

  if (method == NULL)
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                 "\"%s\" is no method that the program uses of %s", question->method,
                 dialect->network);
  return method;
}

static gboolean
parse_json (OsrNetworkAnswer *answer, const OsrNetworkDialect *dialect,
            const OsrNetworkQuestion *question, JsonNode *root, GError **error)
{
  const OsrNetworkMethod *method = look_up (dialect, question, error);
  JsonNode *result;

  if (method == NULL)
    return FALSE;
  result = dialect->open (question, root, method->writes, &answer->fault);
  if (answer->fault != NULL)
    return TRUE;
  if (result == NULL)
    return osr_network_lacks (question, "result and no error", error);
  return method->read (answer, question, result, error);
}

OsrNetworkAnswer *
osr_network_parse_result (const OsrNetworkQuestion *question, JsonNode *result, GError **error)
{
  const OsrNetworkDialect *dialect;
  const OsrNetworkMethod *method;
  g_autoptr (OsrNetworkAnswer) answer = osr_network_answer_new ();

  g_return_val_if_fail (question != NULL && question->account != NULL, NULL);
  g_return_val_if_fail (question->method != NULL && result != NULL, NULL);

  dialect = osr_network_dialect (question->account->network);
  g_return_val_if_fail (dialect != NULL && dialect->methods != NULL, NULL);
  method = look_up (dialect, question, error);
  if (method == NULL || !method->read (answer, question, result, error))
    return NULL;
  return g_steal_pointer (&answer);
}

OsrNetworkAnswer *
osr_network_parse (const OsrNetworkQuestion *question, const char *bytes, gsize length,
                   GError **error)
{
  const OsrNetworkDialect *dialect;
  g_autoptr (OsrNetworkAnswer) answer = osr_network_answer_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (question != NULL && question->account != NULL, NULL);
  g_return_val_if_fail (question->method != NULL, NULL);

  dialect = osr_network_dialect (question->account->network);
  if (dialect == NULL) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, "\"%s\" is no network known here",
                 question->account->network);
    return NULL;
  }
  if (dialect->parse != NULL)
    return dialect->parse (answer, question, bytes, length, error) ? g_steal_pointer (&answer)
                                                                   : NULL;
  root = osr_social_read (bytes, length, question->method, error);
  if (root == NULL || !parse_json (answer, dialect, question, root, error))
    return NULL;
  return g_steal_pointer (&answer);
}
