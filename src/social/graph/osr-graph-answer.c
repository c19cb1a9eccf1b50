/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Graph API's shapes. What an object means is each network's. */
#include "social/graph/osr-graph-answer.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/osr-social-reader.h"

/* -- Lists -- */

static void
add_page (OsrNetworkAnswer *answer, JsonObject *root)
{
  JsonObject *paging = osr_json_get_object (root, "paging");
  g_autofree char *after = osr_social_dup_id (osr_json_get_object (paging, "cursors"), "after");

  if (paging != NULL && json_object_has_member (paging, "next"))
    osr_network_answer_add_place (answer, "after", after);
}

/* Objects asked for by several ids come as members called by them. */
static void
add_members (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonObject *root,
             OsrNetworkRecordKind kind, OsrGraphParser parser)
{
  g_autoptr (GList) names = json_object_get_members (root);

  for (GList *at = names; at != NULL; at = at->next) {
    JsonObject *object = osr_json_get_object (root, at->data);

    if (object != NULL)
      osr_network_answer_add (answer, kind, parser (question, object));
  }
}

gboolean
osr_graph_add_all (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                   OsrNetworkRecordKind kind, OsrGraphParser parser, GError **error)
{
  JsonObject *root = osr_social_object (result);
  JsonArray *list = osr_social_list (result, "data");

  if (list == NULL && root != NULL &&
      osr_network_answer_add (answer, kind, parser (question, root)) == NULL)
    add_members (answer, question, root, kind, parser);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonObject *object = osr_json_array_get_object (list, i);

    if (object != NULL)
      osr_network_answer_add (answer, kind, parser (question, object));
  }
  if (list == NULL && answer->records->len == 0)
    return osr_network_lacks (question, "data", error);
  add_page (answer, root);
  return TRUE;
}

/* -- Owners -- */

static gboolean
add_owner (OsrNetworkAnswer *answer, JsonObject *object)
{
  g_autofree char *id = osr_social_dup_id (object, "id");
  g_autofree char *name = osr_social_dup_name (object, "name");
  g_autofree char *short_name = osr_social_dup_name (object, "username");

  if (id != NULL)
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_OWNER, id, name, short_name);
  return id != NULL;
}

gboolean
osr_graph_read_owners (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                       JsonNode *result, GError **error)
{
  JsonArray *list = osr_social_list (result, "data");

  if (list == NULL)
    return add_owner (answer, osr_social_object (result)) ||
           osr_network_lacks (question, "id", error);
  for (guint i = 0; i < json_array_get_length (list); i++)
    add_owner (answer, osr_json_array_get_object (list, i));
  add_page (answer, osr_social_object (result));
  return TRUE;
}

/* -- Methods -- */

char *
osr_graph_dup_method (const char *name)
{
  gboolean posts = g_str_has_prefix (name, "POST ");
  const char *slash = strrchr (name, '/');
  g_autofree char *last = NULL;
  gsize length;

  if (slash == NULL || g_str_equal (name, "pages/search"))
    return g_strdup (name);
  last = g_strdup (slash[1] == '{' ? slash + 2 : slash + 1);
  length = strlen (last);
  if (length > 0 && last[length - 1] == '}')
    last[--length] = '\0';
  if (g_str_has_suffix (last, "-id") || g_str_has_suffix (last, "_id"))
    last[length - 3] = '\0';
  return posts ? g_strdup ("create") : g_steal_pointer (&last);
}

/* -- Errors -- */

static const struct {
  gint64 first, last;
  OsrNetError class;
} classes[] = {
  { 1, 2, OSR_NET_ERROR_TEMPORARY },        { 4, 4, OSR_NET_ERROR_RATE_LIMITED },
  { 17, 17, OSR_NET_ERROR_RATE_LIMITED },   { 32, 32, OSR_NET_ERROR_RATE_LIMITED },
  { 613, 613, OSR_NET_ERROR_RATE_LIMITED }, { 80001, 80002, OSR_NET_ERROR_RATE_LIMITED },
  { 102, 102, OSR_NET_ERROR_AUTH },         { 190, 190, OSR_NET_ERROR_AUTH },
};

static OsrNetError
find_class (gint64 code, gboolean transient, gboolean writes)
{
  OsrNetError class = transient ? OSR_NET_ERROR_TEMPORARY : OSR_NET_ERROR_REJECTED;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    if (code >= classes[i].first && code <= classes[i].last)
      class = classes[i].class;
  }
  return writes && class == OSR_NET_ERROR_TEMPORARY ? OSR_NET_ERROR_UNCERTAIN : class;
}

JsonNode *
osr_graph_open (const OsrNetworkQuestion *question, JsonNode *root, gboolean writes,
                OsrNetworkFault **fault)
{
  JsonObject *object = osr_social_object (root);
  JsonObject *said = osr_json_get_object (object, "error");
  gint64 code = osr_social_int (said, "code", 0);
  g_autofree char *sub = osr_social_dup_id (said, "error_subcode");
  g_autofree char *type = osr_social_dup_name (said, "type");
  g_autofree char *digits = NULL;

  if (said == NULL)
    return object != NULL && json_object_has_member (object, "error") ? NULL : root;
  digits = g_strdup_printf ("%" G_GINT64_FORMAT "%s%s", code, sub != NULL ? "/" : "",
                            sub != NULL ? sub : "");
  *fault =
      osr_network_fault_new (question->account, digits, type, osr_json_get_string (said, "message"),
                             find_class (code, osr_social_is_true (said, "is_transient"), writes));
  return NULL;
}
