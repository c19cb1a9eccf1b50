/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the items wherever their family keeps them. */
#include "social/feed/osr-feed-dialect.h"

#include "social/feed/osr-feed-document.h"
#include "social/feed/osr-feed-item.h"
#include "social/osr-social-reader.h"

#define MAX_ITEMS 5000

static gboolean
is_named (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && g_str_equal ((const char *) node->name, name);
}

static xmlNode *
find_channel (xmlNode *root)
{
  for (xmlNode *node = root->children; node != NULL; node = node->next) {
    if (is_named (node, "channel"))
      return node;
  }
  return NULL;
}

static gboolean
add_items (OsrNetworkAnswer *answer, OsrNetworkAccount *account, const OsrFeedHead *head,
           xmlNode *parent, GError **error)
{
  for (xmlNode *node = parent->children; node != NULL; node = node->next) {
    if (!is_named (node, "item") && !is_named (node, "entry"))
      continue;
    if (answer->records->len >= MAX_ITEMS) {
      g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                   "feed: more than %d items, the most that it may have", MAX_ITEMS);
      return FALSE;
    }
    osr_network_answer_add (answer, OSR_NETWORK_RECORD_POST,
                            osr_feed_parse_item (account, head, node));
  }
  return TRUE;
}

/* RSS 2.0 has its items in the channel, RDF beside it, Atom in the root itself. */
static gboolean
read_root (OsrNetworkAnswer *answer, OsrNetworkAccount *account, xmlNode *root, GError **error)
{
  g_auto (OsrFeedHead) head = { NULL, NULL };
  xmlNode *channel = is_named (root, "feed") ? root : find_channel (root);

  if (!is_named (root, "feed") && !is_named (root, "rss") && !is_named (root, "RDF")) {
    g_autofree char *name = osr_social_one_line ((const char *) root->name, 40);

    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                 "feed: the document is \"%s\" and no feed", name);
    return FALSE;
  }
  osr_feed_read_head (&head, account, channel != NULL ? channel : root);
  if (!add_items (answer, account, &head, root, error))
    return FALSE;
  return channel == NULL || channel == root || add_items (answer, account, &head, channel, error);
}

static gboolean
parse (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, const char *bytes,
       gsize length, GError **error)
{
  g_autoptr (xmlDoc) document = NULL;
  xmlNode *root;

  if (!g_str_equal (question->method, "feed")) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                 "\"%s\" is no method of a feed, which is only \"feed\"", question->method);
    return FALSE;
  }
  document = osr_feed_document_read (bytes, length, question->charset, error);
  root = document != NULL ? xmlDocGetRootElement (document) : NULL;
  if (document != NULL && root == NULL)
    return osr_network_lacks (question, "root", error);
  return root != NULL && read_root (answer, question->account, root, error);
}

static const OsrNetworkMethod methods[] = {
  { "feed" },
  { NULL },
};

const OsrNetworkDialect osr_feed_dialect = {
  .network = "feed",
  .methods = methods,
  .parse = parse,
};
